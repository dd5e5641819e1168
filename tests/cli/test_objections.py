"""Facts that can be read and do not carry: `check` objects with a place, exit code 1; the schedule stands, and says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from driver import Ended, incident, northwind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = ("--as-of", "2026-11-22T00:00:00+00:00")
FACTS = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: IE, timezone: Europe/Dublin}
timeline: {occurred: {from: 2026-11-02, to: 2026-11-20}, detected: 2026-11-20}
data: [{id: crm, role: controller, categories: [name]}]
"""


def finding(rest: str) -> str:
    return f"findings: [{{id: F1, at: 2026-11-21 10:00 UTC, about: crm, {rest}}}]\n"


CONFIRMED = "findings:\n  - {id: F1, at: 2026-11-21 10:00 UTC, about: crm, accessed: confirmed}\n"
RISK = "answers: {eu-gdpr-risk: {value: likely, at: 2026-11-21 12:00 UTC}}\n"
# name: (line 6 and after, line:column, what is said, the way out)
ERRORS: dict[str, tuple[str, str, str, str]] = {
    "a filing before the incident": (
        "filings: [{obligation: eu-gdpr-art33-authority, stage: notification, at: 2026-11-01 10:00 UTC}]\n",
        "6:74",
        "the filing lies before the incident",
        "what was recorded by mistake is taken back: ircomply filed,",
    ),
    "a filing that does not say for which of several": (
        "filings: [{obligation: us-hipaa-media, stage: notice, at: 2026-11-21 10:00 UTC}]\n",
        "6:11",
        "this duty has an instance for each; the filing does not say which",
        "add  where:",
    ),
    "ruled out, on no evidence": (finding("accessed: ruled_out"), "6:69", "ruled_out is not earned", "it counts as"),
    "no evidence, and nobody looked": (finding("accessed: no_evidence"), "6:69", "no_evidence is not carried", ""),
    "lowered by a careless line": (
        CONFIRMED + "  - {id: F2, at: 2026-11-21 11:00 UTC, about: crm, accessed: suspected}\n",
        "8:62",
        "accessed is lowered to suspected without a correction; F1 says confirmed and stands",
        "add  corrects: F1  and  because:",
    ),
    "lowered without a reason": (
        CONFIRMED + "  - {id: F2, at: 2026-11-21 11:00 UTC, about: crm, accessed: suspected, corrects: F1}\n",
        "8:62",
        "accessed is lowered to suspected",
        "because:",
    ),
}
WARNINGS: dict[str, tuple[str, str, str]] = {
    "a hold that the law does not know": (
        "holds: [{obligations: [eu-gdpr-art33-authority], kind: law_enforcement, from: 2026-11-21}]\n",
        "6:8",
        "it has no effect",
    ),
    "a decision on facts that have changed": (
        RISK + "decisions: [{obligation: eu-gdpr-art33-authority, verdict: not_required, at: 2026-11-21 10:00 UTC}]\n",
        "7:12",
        "is to be looked at again",
    ),
}


@pytest.mark.parametrize(("text", "place", "said", "way_out"), ERRORS.values(), ids=ERRORS)
def test_check_objects(
    ircomply: Callable[..., Ended], here: Path, *, text: str, place: str, said: str, way_out: str
) -> None:
    incident(here / "x", FACTS + text)
    ended = ircomply("check", "x", *AS_OF)
    assert (ended.code, ended.err) == (1, "")
    first, *rest = ended.out.splitlines()
    assert first.startswith(f"x/incident.yaml:{place}: error: ")
    assert said in first
    line, column = (int(part) for part in place.split(":"))
    quoted = next(index for index, one in enumerate(rest) if one.startswith(f" {line} | "))
    assert rest[quoted + 1].index("^") == len(f" {line} | ") + column - 1
    assert way_out in ended.out
    assert re.search(r"^1 error, ", ended.out, re.MULTILINE)
    assert (here / "x" / "incident.yaml").read_text(encoding="utf-8") == FACTS + text
    (found,) = ircomply("check", "x", *AS_OF, "--format", "json").json["objections"]
    assert (found["line"], found["column"], found["severity"]) == (line, column, "error")


@pytest.mark.parametrize("text", [text for text, *_ in ERRORS.values()], ids=ERRORS)
def test_the_schedule_stands_and_says_so(ircomply: Callable[..., Ended], here: Path, text: str) -> None:
    incident(here / "x", FACTS + text)
    ended = ircomply("deadlines", "x", *AS_OF)
    assert ended.code == 0
    assert ended.out.startswith("1 error in the facts; see it first: ircomply check x\n")


@pytest.mark.parametrize(("text", "place", "said"), WARNINGS.values(), ids=WARNINGS)
def test_check_warns(ircomply: Callable[..., Ended], here: Path, text: str, place: str, said: str) -> None:
    incident(here / "x", FACTS + text)
    ended = ircomply("check", "x", *AS_OF)
    assert ended.code == 0
    assert f"x/incident.yaml:{place}: warning: " in ended.out
    assert said in ended.out
    assert "in the facts" not in ircomply("deadlines", "x", *AS_OF).out


def test_a_careless_line_does_not_unknow_a_breach(ircomply: Callable[..., Ended], here: Path) -> None:
    text, *_ = ERRORS["lowered by a careless line"]
    verdicts = []
    for lines in (text, text.rpartition("  - ")[0]):
        incident(here / "x", FACTS + lines)
        found = ircomply("deadlines", "x", "--as-of", "2099-01-01T00:00:00+00:00", "--format", "json").json
        verdicts.append([(one["id"], one["verdict"]) for one in found["obligations"]])
    assert verdicts[0] == verdicts[1]


def test_the_example_is_sound(ircomply: Callable[..., Ended], here: Path) -> None:
    northwind(here)
    for as_of in ("2026-11-21T18:40:00+00:00", "2026-11-22T20:00:00+00:00"):
        ended = ircomply("check", "northwind", "--as-of", as_of)
        assert ended.code == 0
        assert ended.out.startswith("No errors, ")
