"""Suppositions: a fact as it would be, equal to the same fact written into the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import everything, facts_of
from ircomply.engine.schedule import Scheduler
from ircomply.engine.suppose import suppose
from ircomply.errors import UnreadableInput
from ircomply.files.calendars import holidays
from ircomply.model.base import replace
from ircomply.model.facts_reading import facts_from
from ircomply.model.node import from_plain
from ircomply.model.paths import By, NotAPath
from strategies import NOW, Tree, incidents

if TYPE_CHECKING:
    from ircomply.model.facts import Facts

HEAD = {"schema": "ircomply/incident/v1", "id": "INC-1"}
SAID = By(NOW.isoformat(), "somebody", "supposed")
BASE: Tree = {
    **HEAD,
    "organisation": {"based_in": "IE", "timezone": "Europe/Dublin", "classes": {"lab-firm": "no"}},
    "data": [{"id": "crm", "people": [{"in": "US-CA", "count": 9}]}, {"id": "shop-data"}],
    "services": [{"id": "shop"}],
    "findings": [{"id": "F1", "about": "crm", "at": "2026-11-20T09:00:00+00:00", "accessed": "confirmed"}],
    "figures": {"direct_loss": {"EUR": 5}},
}


def read(tree: Tree) -> Facts:
    return facts_from(from_plain(tree), everything())


def supposed(tree: Tree, *pairs: tuple[str, str]) -> Facts:
    return suppose(from_plain(tree), read(tree), pairs, SAID, everything())


def answer(value: str) -> Tree:
    return {"value": value, "at": NOW.isoformat(), "by": "somebody", "because": "supposed"}


@pytest.mark.parametrize(
    ("path", "value", "change"),
    [
        ("aware", "2026-11-20T16:40:00+00:00", {"timeline": {"aware": "2026-11-20T16:40:00+00:00"}}),
        ("ransom_paid", "no", {"timeline": {"ransom_paid": "no"}}),
        ("people_elsewhere", "no", {"people_elsewhere": "no"}),
        ("data_complete", "yes", {"data_complete": "yes"}),
        ("data", "[]", {"data": [], "findings": []}),
        ("class.lab-bank", "yes", {"organisation": {**BASE["organisation"], "classes": {"lab-firm": "no", "lab-bank": "yes"}}}),
        ("class.lab-firm", "yes", {"organisation": {**BASE["organisation"], "classes": {"lab-firm": "yes"}}}),
        ("organisation.established_in", "IE, DE", {"organisation": {**BASE["organisation"], "established_in": ["IE", "DE"]}}),
        ("organisation.serves", "[]", {"organisation": {**BASE["organisation"], "serves": []}}),
        ("organisation.based_in", "DE", {"organisation": {**BASE["organisation"], "based_in": "DE"}}),
        ("figure.direct_loss", "EUR:100", {"figures": {"direct_loss": {"EUR": "100"}}}),
        ("figure.records", "400..700", {"figures": {**BASE["figures"], "records": {"at_least": 400, "at_most": 700}}}),
        ("answer.lab-risk", "high", {"answers": {"lab-risk": answer("high")}}),
        (
            "decision.lab-many", "not_required",
            {"decisions": [{"obligation": "lab-many", "verdict": "not_required", "at": NOW.isoformat(), "by": "somebody", "because": "supposed"}]},
        ),
        ("crm.role", "controller", {"data": [{**BASE["data"][0], "role": "controller"}, BASE["data"][1]]}),
        ("crm.categories", "name, ssn", {"data": [{**BASE["data"][0], "categories": ["name", "ssn"]}, BASE["data"][1]]}),
        ("crm.people.US-CA", "400..", {"data": [{"id": "crm", "people": [{"in": "US-CA", "count": {"at_least": 400}}]}, BASE["data"][1]]}),
        ("crm.people.US-TX", "250", {"data": [{"id": "crm", "people": [*BASE["data"][0]["people"], {"in": "US-TX", "count": 250}]}, BASE["data"][1]]}),
        ("shop-data.people.US-TX", "250", {"data": [BASE["data"][0], {"id": "shop-data", "people": [{"in": "US-TX", "count": 250}]}]}),
        ("shop.critical", "yes", {"services": [{"id": "shop", "critical": "yes"}]}),
        ("shop.affected.EU", "500", {"services": [{"id": "shop", "affected": {"EU": 500}}]}),
        ("shop.kind", "cloud", {"services": [{"id": "shop", "kind": ["cloud"]}]}),
    ],
)  # fmt: skip
def test_a_supposition_is_the_fact_written_into_the_file(path: str, value: str, change: Tree) -> None:
    tree = {**BASE, **({"findings": []} if path == "data" else {})}
    found, written = supposed(tree, (path, value)), read({**tree, **change})
    assert replace(found, digest="") == replace(written, digest="")
    assert found.digest == read(tree).digest


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("awair", "no", "did you mean aware?"),
        ("cmr.accessed", "confirmed", "did you mean crm?"),
        ("colour", "blue", "no fact is called"),
        ("filings", "x", "no fact is called"),
    ],
)
def test_a_path_that_names_no_fact(path: str, value: str, words: str) -> None:
    with pytest.raises(NotAPath, match=words.replace("?", r"\?")):
        supposed(BASE, (path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("aware", "yesterday"),
        ("class.lab-bnk", "yes"),
        ("answer.lab-risk", "perhaps"),
        ("crm.exfiltrated", "maybe"),
        ("crm.copied", "confirmed"),
        ("crm.people.UK", "9"),
        ("organisation.colour", "blue"),
    ],
)
def test_a_value_that_the_format_refuses(path: str, value: str) -> None:
    with pytest.raises(UnreadableInput):
        supposed(BASE, (path, value))


def test_a_path_that_would_name_one_of_two_groups() -> None:
    groups = [{"in": "US-NY", "count": 3, "who": who} for who in ("customers", "employees")]
    with pytest.raises(NotAPath, match="several groups"):
        supposed({**BASE, "data": [{"id": "crm", "people": groups}], "findings": []}, ("crm.people.US-NY", "0"))


@pytest.mark.parametrize(
    ("state", "expected"), [("confirmed", 2), ("suspected", 1), ("ruled_out", 0), ("no_evidence", 1), ("unknown", 1)]
)
def test_a_supposed_finding_is_earned_and_corrects_what_stood_before(state: str, expected: int) -> None:
    from ircomply.engine.world import World

    world = World(supposed(BASE, ("crm.accessed", state)), everything(), NOW)
    assert world.established.truth("crm", "accessed", "confirmed")[0] == expected
    assert world.established.doubts == []


def test_several_suppositions_in_turn() -> None:
    found = supposed(BASE, ("crm.accessed", "confirmed"), ("crm.accessed", "ruled_out"), ("aware", "no"))
    assert [finding.states for finding in found.findings[1:]] == [{"accessed": "confirmed"}, {"accessed": "ruled_out"}]
    from ircomply.engine.world import World

    assert World(found, everything(), NOW).established.truth("crm", "accessed", "confirmed")[0] == 0


# --- over random incidents ------------------------------------------------------------------------------------


def verdicts(facts: Facts) -> dict[tuple[str, str | None], Any]:
    scheduler = Scheduler(facts, everything(), NOW, holidays)
    results = scheduler.schedule().results
    return {
        (one.id, one.where): (
            one.verdict,
            one.open_on,
            sorted(one.missing),
            [(stage.name, stage.state, stage.act_by) for stage in one.stages],
        )
        for one in results
    }


ASPECTS = ("accessed", "exfiltrated", "disclosed", "lost")


@settings(max_examples=25)
@given(incidents(), st.sampled_from(ASPECTS), st.sampled_from(("confirmed", "suspected", "ruled_out")))
def test_a_supposed_finding_is_one_that_is_recorded_now(tree: Tree, aspect: str, state: str) -> None:
    tree = {**HEAD, **tree, "data": tree.get("data") or [{"id": "d0"}]}
    known = facts_of(from_plain({**tree, **{key: tree[key] for key in HEAD}}), everything())
    found = suppose(from_plain(tree), known, [(f"d0.{aspect}", state)], SAID, everything())
    before = [one["id"] for one in tree.get("findings", [])]
    written = {
        "id": "F999",
        "about": "d0",
        "at": NOW.isoformat(),
        aspect: state,
        "by": "somebody",
        "corrects": before,
        "because": "we know better",
    }
    same = facts_of(from_plain({**tree, "findings": [*tree.get("findings", []), written]}), everything())
    assert verdicts(found) == verdicts(same)


@settings(max_examples=25)
@given(
    incidents(),
    st.sampled_from(("people_elsewhere", "data_complete", "services_complete")),
    st.sampled_from(("yes", "no", "unknown")),
)
def test_a_supposed_yes_or_no_is_one_that_is_written(tree: Tree, path: str, value: str) -> None:
    tree = {**HEAD, **tree}
    found = suppose(from_plain(tree), facts_of(from_plain(tree), everything()), [(path, value)], SAID, everything())
    assert verdicts(found) == verdicts(facts_of(from_plain({**tree, path: value}), everything()))
