"""What changed since an instant: verdicts, states and dates, each under the fact that it rests on."""

from __future__ import annotations

import pytest

from given import facts, holidays, instant, lab
from ircomply.engine.differences import difference
from ircomply.engine.schedule import Scheduler
from ircomply.model.results import Difference

THEN, NOW = "2026-11-20T10:00:00+00:00", "2026-11-21T10:00:00+00:00"
DATA = "data: [{id: d, role: controller, categories: [name], categories_complete: yes, people: [{in: US, count: 600}]}], people_elsewhere: no"
DETECTED = "timeline: {detected: 2026-11-20 09:00 UTC, aware: 2026-11-20 09:00 UTC}"


def since(old: str, new: str, then: str = THEN, now: str = NOW) -> Difference:
    before, after = facts("{" + old + "}"), facts("{" + new + "}")
    schedules = [
        Scheduler(known, lab(), instant(at), holidays).schedule() for known, at in ((before, then), (after, now))
    ]
    return difference(*schedules, before, after, lab())


def shift(found: Difference, obligation: str):
    return next((one for one in found.changes if one.obligation == obligation), None)


def test_a_finding_changes_what_rests_on_it() -> None:
    known = f"{DATA}, {DETECTED}, data_complete: yes"
    found = since(
        known, f"{known}, findings: [{{id: F1, about: d, at: 2026-11-21 09:00 UTC, accessed: confirmed, by: somebody}}]"
    )
    (cause,) = found.causes
    assert (cause.path, cause.was, cause.now, cause.by, cause.at) == (
        "d.accessed",
        "unknown",
        "confirmed",
        "somebody",
        instant("2026-11-21T09:00:00+00:00"),
    )
    many = shift(found, "lab-many")
    assert (many.was_verdict, many.verdict, many.path) == ("undetermined", "required", "d.accessed")
    assert many.act_by == instant("2027-01-19T23:59:59-05:00")


@pytest.mark.parametrize(
    ("old", "new", "path", "was", "now"),
    [
        ("", "answers: {lab-risk: high}", "answer.lab-risk", "unknown", "high"),
        ("answers: {lab-risk: likely}", "answers: {lab-risk: high}", "answer.lab-risk", "likely", "high"),
        ("", "organisation: {classes: {lab-firm: no}}", "class.lab-firm", "unknown", "no"),
        (
            "timeline: {ransom_paid: no}",
            "timeline: {ransom_paid: 2026-11-21 09:00 UTC}",
            "ransom_paid",
            "no",
            "2026-11-21T09:00:00+00:00",
        ),
        (DATA, DATA.replace("600", "{at_least: 400, at_most: 700}"), "d.people.US", "600", "400 to 700"),
    ],
)
def test_a_fact_that_changed_is_a_cause(old: str, new: str, path: str, was: str, now: str) -> None:
    assert [(one.path, one.was, one.now) for one in since(old, new).causes] == [(path, was, now)]


def test_what_was_said_later_is_no_fact_then() -> None:
    known = "answers: {lab-risk: {value: high, at: 2026-11-21 09:00 UTC}}"
    assert [one.path for one in since(known, known).causes] == ["answer.lab-risk"]


def test_time_alone_moves_a_state() -> None:
    found = since(DETECTED, DETECTED)
    assert found.causes == ()
    call = shift(found, "lab-minutes")
    assert (call.was_state, call.state, call.path) == ("due_soon", "overdue", None)
    assert shift(found, "lab-months") is None


def test_a_filing_is_the_cause_of_its_state() -> None:
    made = f"{DETECTED}, filings: [{{obligation: lab-minutes, stage: call, at: 2026-11-20 10:15 UTC}}]"
    found = since(DETECTED, made)
    assert shift(found, "lab-minutes").path == "filed.lab-minutes.call"
    assert shift(found, "lab-minutes").state == "filed"


def test_the_most_urgent_stage_leads() -> None:
    found = since("", "timeline: {aware: 2026-11-20 09:00 UTC}", now="2026-11-20T10:00:00+00:00")
    leading = shift(found, "lab-hours-eu")  # its longest stage runs on, its shortest is late
    assert (leading.was_state, leading.state) == ("not_started", "overdue")
    assert leading.act_by == instant("2026-11-20T09:30:00+00:00")
