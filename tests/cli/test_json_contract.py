"""The JSON of the commands: every key that scripts are promised is there, and of the right kind; more may come."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from driver import SATURDAY, SHORTEST, SUNDAY, Ended, incident, northwind

if TYPE_CHECKING:
    from pathlib import Path

Kind = Callable[[Any], bool]
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def instant(value: Any) -> bool:
    return isinstance(value, str) and bool(_INSTANT.fullmatch(value))


def digest(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"sha256:[0-9a-f]{64}", value))


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def maybe(kind: Kind) -> Kind:
    return lambda value: value is None or kind(value)


def one_of(*words: str) -> Kind:
    return lambda value: value in words


def many(kind: Kind) -> Kind:
    return lambda value: isinstance(value, list) and all(kind(item) for item in value)


def keys(**kinds: Kind) -> Kind:
    """Promise these keys; a trailing underscore is not of the name. What breaks the promise is named."""

    def holds(value: Any) -> bool:
        assert isinstance(value, dict), value
        for name, kind in kinds.items():
            key = name.rstrip("_")
            assert key in value, f"no key {key} in {list(value)}"
            assert kind(value[key]), f"{key}: {value[key]!r}"
        return True

    return holds


RECIPIENT = keys(
    kind=text,
    id=maybe(text),
    name=text,
    place=maybe(text),
    portal=maybe(text),
    phone=maybe(text),
    needs=many(text),
)
STATE = one_of(
    *("running", "due_soon", "overdue", "filed", "filed_late"),
    *("not_started", "undated", "held", "too_early", "not_applicable"),
)
STAGE_KEYS: dict[str, Kind] = {
    "name": lambda value: bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)),
    "state": STATE,
    "start": keys(event=maybe(text), at=maybe(instant), assumed=maybe(text)),
    "act_by": maybe(instant),
    "outer_limit": maybe(instant),
    "past_act_by": yes_or_no,
    "not_before": maybe(instant),
    "standard": maybe(text),
    "running_since": maybe(instant),
    "plan_by": maybe(instant),
    "projected": yes_or_no,
    "if": yes_or_no,
    "held": maybe(keys(kind=text, until=maybe(instant))),
    "filed": maybe(keys(at=instant, to=maybe(text), mode=maybe(text), reference=maybe(text))),
    "filed_under": maybe(text),
    "steps": many(keys(at=maybe(instant), what=text, cite=maybe(text))),
}
STAGE = keys(**STAGE_KEYS)
OBLIGATION = keys(
    id=text,
    regime=text,
    jurisdiction=text,
    where=maybe(text),
    title=text,
    status=one_of("draft", "reviewed", "retired"),
    recipient=RECIPIENT,
    citations=many(keys(title=text, at=text, url=maybe(text))),
    verdict=one_of("required", "presumed", "undetermined", "not_required"),
    open_on=maybe(one_of("place", "class", "facts", "decision")),
    binding=one_of("law", "guidance", "contract", "voluntary", "none"),
    decision=maybe(keys(verdict=text, because=maybe(text), by=maybe(text), at=maybe(instant))),
    reasons=many(text),
    missing=many(text),
    stages=many(STAGE),
)
SCHEDULE = keys(
    schema=one_of("ircomply/schedule/v1"),
    incident=text,
    as_of=instant,
    facts=keys(digest=digest, of=maybe(instant)),
    drill=yes_or_no,
    rules=keys(version=text, digest=digest, sets=many(text), holidays=text, tzdata=text),
    obligations=many(OBLIGATION),
    questions=many(keys(id=text, ask=text, choices=many(text), decides=many(text))),
    conflicts=many(keys()),
    not_covered=many(keys(place=text, field=text, state=one_of("none", "partial"))),
    unlinked=keys(jurisdictions=number, obligations=number, because=maybe(text)),
)
CLOCK = keys(
    schema=one_of("ircomply/clock/v1"),
    obligation=text,
    stages=many(keys(**STAGE_KEYS, line=maybe(text))),
    reason=maybe(one_of("not_in_force", "no_number", "no_start")),
)
RULES = keys(
    schema=one_of("ircomply/rules/v1"),
    obligations=many(
        keys(
            id=text,
            regime=text,
            jurisdiction=text,
            title=text,
            status=one_of("draft", "reviewed", "retired"),
            checked=maybe(lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))),
            recipient=text,
            set=text,
        )
    ),
)
COMPANY = f"{SHORTEST}people_elsewhere: no\ndata: []\n"


@pytest.fixture
def folders(here: Path) -> Path:
    northwind(here)
    incident(here / "shortest")
    incident(here / "company", COMPANY)
    return here


@pytest.mark.parametrize("folder", ["northwind", "shortest", "company"])
@pytest.mark.parametrize("as_of", [SATURDAY, SUNDAY, "2027-06-01T00:00:00+00:00", "2026-11-20T09:14:00+00:00"])
def test_the_schedule(ircomply: Callable[..., Ended], folders: Path, folder: str, as_of: str) -> None:
    ended = ircomply("deadlines", folder, "--as-of", as_of, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    found = ended.json
    assert SCHEDULE(found)
    assert found["as_of"] == as_of
    for one in found["obligations"]:
        if one["verdict"] != "not_required":
            assert one["stages"], one["id"]
        if one["verdict"] == "undetermined":
            assert one["open_on"], one["id"]
            assert one["missing"], one["id"]
        for stage in one["stages"]:
            if one["verdict"] == "undetermined" and stage["state"] != "not_applicable":
                assert stage["if"], one["id"]
            if stage["if"] and one["verdict"] != "undetermined":
                assert stage["missing"], one["id"]  # the stage alone hangs on something
            assert (stage["act_by"] is None) <= (stage["outer_limit"] is None)
            if stage["act_by"] and stage["outer_limit"]:
                assert _at(stage["act_by"]) <= _at(stage["outer_limit"])
    ids = {one["id"] for one in found["obligations"]}
    for question in found["questions"]:
        assert question["decides"]
        assert set(question["decides"]) <= ids


def _at(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)


def test_every_obligation_of_the_law_stands_in_the_schedule(ircomply: Callable[..., Ended], folders: Path) -> None:
    listed = {one["id"] for one in ircomply("rules", "list", "--format", "json").json["obligations"]}
    scheduled = ircomply("deadlines", "shortest", "--as-of", SATURDAY, "--format", "json").json
    assert {one["id"] for one in scheduled["obligations"]} == listed


def test_the_rules(ircomply: Callable[..., Ended], folders: Path) -> None:
    own = ircomply("rules", "list", "--format", "json")
    assert RULES(own.json)
    assert {one["set"] for one in own.json["obligations"]} == {"ircomply"}
    with_house = ircomply("rules", "list", "--rules", "house-rules", "--format", "json")
    assert RULES(with_house.json)
    assert {one["set"] for one in with_house.json["obligations"]} == {"ircomply", "acme"}


def ids() -> list[str]:
    from ircomply.files.law import load

    return list(load([]).texts)


@pytest.mark.parametrize("name", ids())
def test_the_count_of_every_obligation(ircomply: Callable[..., Ended], name: str) -> None:
    for start in ("2026-11-20T16:40:00+00:00", "2001-01-01T00:00:00+00:00"):
        ended = ircomply("clock", name, "--start", start, "--format", "json")
        assert ended.code == 0
        found = ended.json
        assert CLOCK(found)
        assert found["obligation"] == name
        numbered = any(stage["act_by"] for stage in found["stages"])
        assert (found["reason"] is None) is numbered
        assert ircomply("clock", name, "--start", start).code == 0
    assert ircomply("clock", name, "--format", "json").json["reason"] in ("no_start", "no_number", "not_in_force")


OTHERS: dict[str, tuple[tuple[str, ...], Kind]] = {
    "next": (
        ("next", "northwind", "--as-of", SATURDAY),
        keys(
            schema=one_of("ircomply/next/v1"),
            incident=text,
            as_of=instant,
            questions=many(keys(id=text, ask=text, decides=many(text), weight=number, answers=many(keys(answer=text)))),
        ),
    ),
    "check": (
        ("check", "northwind", "--as-of", SATURDAY),
        keys(
            schema=one_of("ircomply/check/v1"),
            incident=text,
            as_of=instant,
            objections=many(keys(severity=one_of("error", "warning"), rule=text, message=text)),
            expiring=many(keys(source=text, kept_until=instant)),
            unknowns=many(keys(path=text, decides=many(text))),
        ),
    ),
    "explain": (
        ("explain", "northwind", "eu-gdpr-art33-authority", "--as-of", SATURDAY),
        keys(id=text, verdict=text, citations=many(keys()), stages=many(STAGE), recipient=RECIPIENT),
    ),
    "since": (
        ("deadlines", "northwind", "--since", "2026-11-21T09:00:00+00:00", "--as-of", SATURDAY),
        keys(schema=one_of("ircomply/since/v1"), incident=text, since=instant, as_of=instant, causes=many(keys())),
    ),
    "record": (
        ("record", "northwind"),
        keys(
            schema=one_of("ircomply/record/v1"),
            head=maybe(keys(seq=number, at=instant, digest=digest)),
            entries=many(keys(seq=number, at=instant, what=text, by=text)),
        ),
    ),
    "rules check": (
        ("rules", "check", "house-rules"),
        keys(schema=text, objections=many(keys()), errors=number, warnings=number),
    ),
}


@pytest.mark.parametrize(("arguments", "kind"), OTHERS.values(), ids=OTHERS)
def test_the_others(ircomply: Callable[..., Ended], folders: Path, arguments: tuple[str, ...], kind: Kind) -> None:
    ended = ircomply(*arguments, "--format", "json")
    assert ended.code == 0
    assert ended.err == ""
    assert kind(ended.json)
    assert ircomply(*arguments, "--format", "json").out == ended.out
