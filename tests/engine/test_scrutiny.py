"""What is wrong with an incident that can be read, which logs are lost soon, and which unknowns decide something."""

from __future__ import annotations

import pytest

from given import NOW, facts_of, holidays, instant, lab, tree
from ircomply.engine.schedule import Scheduler
from ircomply.engine.scrutiny import scrutinise
from ircomply.engine.world import World
from ircomply.model.results import Scrutiny

DATA = "data:\n  - id: crm\n    role: controller\n    categories: [name]\n"


def scrutiny(text: str, now: str = NOW) -> Scrutiny:
    node = tree(text)
    known = facts_of(node, lab(), earned=False)
    schedule = Scheduler(known, lab(), instant(now), holidays).schedule()
    return scrutinise(World(known, lab(), instant(now)), schedule, node)


@pytest.mark.parametrize(
    ("text", "rule", "severity", "line"),
    [
        (DATA + "findings:\n  - {id: F1, about: crm, at: 2026-11-20 09:00 UTC, accessed: ruled_out}\n", "not-earned", "error", 6),
        (DATA + "findings:\n  - {id: F1, about: crm, at: 2026-11-20 09:00 UTC, accessed: no_evidence}\n", "not-looked", "error", 6),
        (
            DATA + "findings:\n  - {id: F1, about: crm, at: 2026-11-20 09:00 UTC, accessed: confirmed}\n"
            "  - {id: F2, about: crm, at: 2026-11-21 09:00 UTC, accessed: suspected}\n",
            "lowered", "error", 7,
        ),
        ("timeline: {detected: 2026-11-20 09:00 UTC}\nfilings:\n  - {obligation: lab-minutes, at: 2026-11-19 09:00 UTC}\n", "filing", "error", 3),
        (
            "timeline:\n  occurred: {from: 2026-11-10 09:00 UTC, to: ongoing}\nfilings:\n  - {obligation: lab-minutes, at: 2026-11-09 09:00 UTC}\n",
            "filing", "error", 4,
        ),
        ("filings:\n  - {obligation: lab-media, at: 2026-11-19 09:00 UTC}\n", "where", "error", 2),
        (
            "timeline: {detected: 2026-11-20 09:00 UTC}\nholds:\n  - {obligations: [lab-held], kind: scope_and_integrity, from: 2026-11-21 09:00 UTC}\n",
            "hold", "warning", 3,
        ),
        (
            DATA + "decisions:\n  - {obligation: lab-many, verdict: not_required, at: 2026-11-20 09:00 UTC, review_by: 2026-11-21 09:00 UTC}\n",
            "decision", "warning", 6,
        ),
    ],
)  # fmt: skip
def test_an_objection_at_its_place(text: str, rule: str, severity: str, line: int) -> None:
    (objection,) = scrutiny(text).objections
    assert (objection.rule, objection.severity) == (rule, severity)
    assert objection.span
    assert objection.span.line == line


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "filings: [{obligation: lab-media, at: 2026-11-19 09:00 UTC, where: US-OH}]",
        "timeline: {detected: 2026-11-20 09:00 UTC}\nfilings: [{obligation: lab-minutes, at: 2026-11-19 09:00 UTC, void: {because: x}}]",
        "timeline: {detected: 2026-11-20 09:00 UTC}\nfilings: [{to: regulator, place: GB, at: 2026-11-20 10:00 UTC}]",
        DATA + "findings: [{about: crm, at: 2026-11-20 09:00 UTC, accessed: suspected}]",
    ],
)
def test_nothing_to_object_to(text: str) -> None:
    assert scrutiny(text).objections == ()


@pytest.mark.parametrize(
    ("kept_until", "warned"),
    [
        ("2026-11-30 23:59 UTC", True),
        ("2026-12-08 12:00 UTC", True),
        ("2026-12-08 12:01 UTC", False),  # more than a fortnight
        ("2026-11-24 11:00 UTC", False),  # it is gone
    ],
)
def test_a_log_that_is_lost_soon(kept_until: str, warned: bool) -> None:
    found = scrutiny(f"{DATA}sources: [{{id: entra, kind: sign_in_log, of: [crm], kept_until: {kept_until}}}]").expiring
    assert [one.source for one in found] == (["entra"] if warned else [])


def test_logs_come_by_their_end() -> None:
    sources = ", ".join(f"{{id: s{day}, kind: edr, kept_until: 2026-11-{day} 09:00 UTC}}" for day in (29, 26, 27))
    assert [one.source for one in scrutiny(f"sources: [{sources}]").expiring] == ["s26", "s27", "s29"]


def test_unknowns_that_decide_something_stand_where_they_would_be_written() -> None:
    found = {one.id: one for one in scrutiny(DATA).asked}
    assert found["crm.accessed"].place == "incident.yaml:2"
    assert found["crm.people.US"].place == "incident.yaml:2"
    assert found["answer.lab-risk"].place == ""
    assert "lab-many" in found["crm.accessed"].decides
