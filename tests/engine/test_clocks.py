"""Clocks of every shape, through the whole engine: starts, lines, chains, projections."""

from __future__ import annotations

import pytest

from given import NOW, instant, only, scheduler, stage
from ircomply.engine.anchors import Start
from ircomply.engine.clocks import Limit, earliest
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus

LONDON_NOW = "2026-11-24T12:00:00+00:00"


def times(**events: str) -> str:
    return "timeline: {" + ", ".join(f"{name}: {at}" for name, at in events.items()) + "}"


def text(*parts: str) -> str:
    return "{" + ", ".join(parts) + "}"


def classes(**known: str) -> str:
    return "organisation: {classes: {" + ", ".join(f"lab-{name}: {value}" for name, value in known.items()) + "}}"


AWARE = times(aware="2026-11-20 09:00 UTC")
SEEN = times(detected="2026-11-20 09:00 UTC")


@pytest.mark.parametrize(
    ("obligation", "name", "facts", "act_by", "outer"),
    [
        ("lab-minutes", "call", AWARE, "2026-11-20T10:30:00+00:00", None),
        # a number and its chain
        ("lab-hours-eu", "report", times(aware="2026-11-20 09:20 UTC"), "2026-11-23T09:20:00+00:00", "2026-11-23T10:00:00+00:00"),
        ("lab-hours-eu", "days", AWARE, "2026-11-25T23:59:59+01:00", None),
        ("lab-hours-eu", "short", AWARE, "2026-11-20T09:30:00+00:00", None),
        # reliefs only where their condition is known to hold
        ("lab-bank-hours", "first", times(detected="2026-11-20 16:00 Europe/Zurich"), "2026-11-21T16:00:00+01:00", None),
        ("lab-bank-hours", "first", f"{times(detected='2026-11-20 16:00 Europe/Zurich')}, answers: {{lab-severity: high}}", "2026-11-21T16:00:00+01:00", None),
        (
            "lab-bank-hours", "first", f"{times(detected='2026-11-20 16:00 Europe/Zurich')}, answers: {{lab-severity: low}}",
            "2026-11-21T16:00:00+01:00", "2026-11-23T16:00:00+01:00",
        ),
        (
            "lab-bank-hours", "second", f"{times(detected='2026-11-20 16:00 Europe/Zurich')}, answers: {{lab-severity: low}}",
            "2026-11-23T16:00:00+01:00", "2026-11-25T16:00:00+01:00",
        ),
        ("lab-two-working-days", "two", AWARE, "2026-11-22T23:59:59+01:00", "2026-11-24T23:59:59+01:00"),
        ("lab-two-working-days", "one", AWARE, "2026-11-21T23:59:59+01:00", "2026-11-23T23:59:59+01:00"),
        ("lab-first-day", "days", times(aware="2026-12-01 10:00 Asia/Tokyo"), "2026-12-30T23:59:59+09:00", "2027-01-04T23:59:59+09:00"),
        ("lab-first-day", "working", times(aware="2026-11-20 10:00 Asia/Tokyo"), "2026-11-25T23:59:59+09:00", None),  # the 23rd is free
        ("lab-working-days", "notice", times(aware="2026-11-24 09:00 America/Los_Angeles"), "2026-11-30T23:59:59-08:00", "2026-12-01T23:59:59-08:00"),
        ("lab-sunday-week", "notice", times(aware="2026-11-25 09:00 Asia/Riyadh"), "2026-11-29T23:59:59+03:00", None),
        ("lab-office-hours", "report", times(aware="2026-11-24 10:00 America/New_York"), "2026-12-01T17:30:00-05:00", None),
        ("lab-office-hours", "month", times(aware="2026-11-24 20:00 America/New_York"), "2026-12-24T17:30:00-05:00", None),
        ("lab-months", "month", times(aware="2027-01-29 10:00 Europe/Berlin"), "2027-02-28T10:00:00+01:00", None),
        # dates and ends of periods
        ("lab-yearly", "certificate", times(detected="2026-11-20 12:00 America/New_York"), "2027-04-15T23:59:59-04:00", None),
        ("lab-yearly", "leap", times(detected="2027-11-20 12:00 America/New_York"), "2028-02-29T23:59:59-05:00", None),
        ("lab-quarterly", "quarter", times(detected="2026-06-30 10:00 Asia/Tokyo"), "2026-07-10T23:59:59+09:00", None),
        ("lab-quarterly", "year", times(detected="2023-06-01 12:00 Asia/Tokyo"), "2024-02-29T23:59:59+09:00", None),
        ("lab-quarterly", "year", times(detected="2026-12-31 16:00 UTC"), "2028-02-29T23:59:59+09:00", None),
        # a start not known better: its earliest end
        ("lab-minutes", "call", times(aware="{between: [2026-11-20 09:00 UTC, 2026-11-22 09:00 UTC]}"), "2026-11-20T10:30:00+00:00", None),
        ("lab-minutes", "call", f"organisation: {{timezone: Europe/Dublin}}, {times(aware='2026-11-20')}", "2026-11-20T01:30:00+00:00", None),
        # where the organisation sits
        ("lab-home", "notice", f"organisation: {{based_in: US-CA}}, {AWARE}", "2026-11-21T23:59:59-08:00", None),
        ("lab-home", "notice", f"organisation: {{based_in: US-CA, timezone: Asia/Tokyo}}, {AWARE}", "2026-11-21T23:59:59+09:00", None),
        ("lab-home", "notice", AWARE, "2026-11-21T23:59:59+00:00", None),
    ],
)  # fmt: skip
def test_a_date(obligation: str, name: str, facts: str, act_by: str, outer: str | None) -> None:
    found = stage(text(facts), obligation, name, "2029-01-01T00:00:00+00:00")
    assert (found.act_by, found.outer_limit) == (instant(act_by), instant(outer or act_by))
    assert not found.projected


# --- choose, earliest_of, latest_of ---------------------------------------------------------------------------

BOTH = times(aware="2026-11-20 09:00 UTC", detected="2026-11-10 09:00 UTC")


@pytest.mark.parametrize(
    ("facts", "act_by", "missing"),
    [
        ((BOTH, classes(bank="yes", small="no")), "2026-11-21T09:00:00+00:00", ()),
        ((BOTH, classes(bank="no", small="yes")), "2026-11-24T23:59:59+00:00", ()),
        ((BOTH, classes(bank="no", small="no")), "2026-11-23T09:00:00+00:00", ()),
        # while open, the minimum of those possible
        ((BOTH,), "2026-11-21T09:00:00+00:00", ("class.lab-bank", "class.lab-small")),
        ((BOTH, classes(bank="no")), "2026-11-23T09:00:00+00:00", ("class.lab-small",)),
        ((BOTH, classes(small="yes")), "2026-11-21T09:00:00+00:00", ("class.lab-bank",)),
        # a line whose start is unknown gives no date; the others may
        (
            (SEEN.replace("2026-11-20", "2026-10-10"), classes(bank="no")),
            "2026-10-13T09:00:00+00:00",
            ("class.lab-small",),
        ),
    ],
)
def test_choose(facts: tuple[str, ...], act_by: str, missing: tuple[str, ...]) -> None:
    found = stage(text(*facts), "lab-choose", "report")
    assert (found.act_by, set(found.missing)) == (instant(act_by), set(missing))


@pytest.mark.parametrize(
    ("facts", "act_by"),
    [
        ((times(aware="2026-11-01 09:00 UTC", scope_known="2026-11-20 09:00 UTC"), classes(small="yes")), "2026-11-25T23:59:59+00:00"),
        ((times(aware="2026-11-01 09:00 UTC", scope_known="2026-11-20 09:00 UTC"), classes(small="no")), "2026-11-11T23:59:59+00:00"),
        ((times(aware="2026-11-01 09:00 UTC", scope_known="2026-11-20 09:00 UTC"),), "2026-11-11T23:59:59+00:00"),  # no relief while open
    ],
)  # fmt: skip
def test_the_later_of_two_limits(facts: tuple[str, ...], act_by: str) -> None:
    assert stage(text(*facts), "lab-latest-clock", "report").act_by == instant(act_by)


@pytest.mark.parametrize(
    ("facts", "act_by", "outer", "missing"),
    [
        # four hours from the ruling, and a day from awareness at most
        (times(aware="2026-11-02 08:00 UTC", lab_ruled="2026-11-02 10:00 UTC"), "2026-11-02T14:00:00+00:00", None, {"class.lab-bank"}),
        (times(aware="2026-11-02 08:00 UTC", lab_ruled="2026-11-03 06:00 UTC"), "2026-11-03T08:00:00+00:00", None, None),
        (times(aware="2026-11-02 08:00 UTC", lab_ruled="2026-11-03 09:00 UTC"), "2026-11-03T13:00:00+00:00", None, None),  # ruled too late
        (times(aware="2026-11-02 08:00 UTC", lab_ruled="no"), None, None, None),
        (times(aware="2026-11-02 08:00 UTC"), "2026-11-03T08:00:00+00:00", None, {"lab_ruled"}),  # the line is kept while open
        # noon of the next working day, where it is known to be no bank
        (f"{times(aware='2026-11-07 08:00 UTC', lab_ruled='2026-11-07 09:00 UTC')}, {classes(bank='no')}", "2026-11-07T13:00:00+00:00", "2026-11-09T11:00:00+00:00", None),
        (f"{times(aware='2026-11-07 08:00 UTC', lab_ruled='2026-11-07 09:00 UTC')}, {classes(bank='yes')}", "2026-11-07T13:00:00+00:00", None, None),
        (times(aware="2026-11-07 08:00 UTC", lab_ruled="2026-11-07 09:00 UTC"), "2026-11-07T13:00:00+00:00", None, None),
        # the minimum first, the weekend tested last
        (f"{times(aware='2026-11-06 10:00 UTC', lab_ruled='2026-11-07 05:00 UTC')}, {classes(bank='no')}", "2026-11-07T09:00:00+00:00", "2026-11-09T11:00:00+00:00", None),
        (f"{times(aware='2026-11-06 06:00 UTC', lab_ruled='2026-11-06 23:30 UTC')}, {classes(bank='no')}", "2026-11-07T03:30:00+00:00", "2026-11-09T11:00:00+00:00", None),
    ],
)  # fmt: skip
def test_the_earliest_line_that_applies_binds(
    facts: str, act_by: str | None, outer: str | None, missing: set[str] | None
) -> None:
    found = stage(text(facts), "lab-noon", "first")
    assert found.act_by == (instant(act_by) if act_by else None)
    assert found.outer_limit == (instant(outer or act_by) if act_by else None)
    assert found.standard == "without undue delay"
    assert missing is None or missing - {"class.lab-bank"} <= set(found.missing)


def test_at_the_limit_of_another_stage() -> None:
    known = text(times(aware="2026-11-07 08:00 UTC", lab_ruled="2026-11-07 09:00 UTC"), classes(bank="no"))
    found = stage(known, "lab-noon", "delay", "2026-11-07T10:00:00+00:00")
    assert found.act_by == instant("2026-11-07T13:00:00+00:00")
    assert (found.projected, found.state) == (False, "due_soon")
    waiting = stage("{}", "lab-noon", "delay")
    assert (waiting.act_by, waiting.state) == (None, "not_started")


# --- anchors of several events --------------------------------------------------------------------------------

THREE = {
    "detected": "2026-11-10 09:00 UTC",
    "told_by_vendor": "2026-11-05 09:00 UTC",
    "vendor_detected": "2026-11-01 09:00 UTC",
}


@pytest.mark.parametrize(
    ("given", "answer", "start", "event", "missing"),
    [
        ("detected", None, "2026-11-10", "detected", {"told_by_vendor"}),  # the known ones count, the others are named
        ("detected told_by_vendor", None, "2026-11-05", "told_by_vendor", set()),
        ("detected told_by_vendor vendor_detected", "yes", "2026-11-01", "vendor_detected", set()),
        ("detected told_by_vendor vendor_detected", "no", "2026-11-05", "told_by_vendor", set()),
        (
            "detected told_by_vendor vendor_detected",
            None,
            "2026-11-01",
            "vendor_detected",
            {"answer.lab-agent"},
        ),  # the line is kept
        ("vendor_detected", "no", None, "detected", {"detected", "told_by_vendor"}),
    ],
)
def test_the_earliest_of_several_events(
    given: str, answer: str | None, start: str | None, event: str, missing: set[str]
) -> None:
    answers = f", answers: {{lab-agent: {answer}}}" if answer else ""
    found = stage(
        f"{{{times(**{name: THREE[name] for name in given.split()})}{answers}}}", "lab-earliest-anchor", "notice"
    )
    assert (found.start.date().isoformat() if found.start else None) == start
    assert (found.event, set(found.missing)) == (event, missing)


@pytest.mark.parametrize(
    ("facts", "act_by", "projected", "missing"),
    [
        (
            times(aware="2026-10-01 09:00 UTC", scope_known="2026-10-20 09:00 UTC"),
            "2026-11-19T23:59:59+00:00",
            False,
            set(),
        ),
        (
            times(aware="2026-10-20 09:00 UTC", scope_known="2026-10-01 09:00 UTC"),
            "2026-11-19T23:59:59+00:00",
            False,
            set(),
        ),
        (times(aware="2026-10-01 09:00 UTC"), "2026-10-31T23:59:59+00:00", True, {"scope_known"}),  # from the known one
        (times(scope_known="2026-10-01 09:00 UTC"), "2026-10-31T23:59:59+00:00", True, {"aware"}),
        (times(aware="2026-10-01 09:00 UTC", scope_known="no"), "2026-10-31T23:59:59+00:00", True, set()),
        (times(), None, False, {"aware", "scope_known"}),
    ],
)
def test_the_latest_of_two_events(facts: str, act_by: str | None, projected: bool, missing: set[str]) -> None:
    found = stage(text(facts), "lab-latest-anchor", "both")
    assert (found.act_by, found.projected, set(found.missing)) == (
        instant(act_by) if act_by else None,
        projected,
        missing,
    )
    assert (found.state == "not_started") == (projected or act_by is None)


@pytest.mark.parametrize(
    ("answer", "act_by"),
    [
        ("yes", "2026-11-19T23:59:59+00:00"),
        ("no", "2026-10-31T23:59:59+00:00"),
        ("unknown", "2026-10-31T23:59:59+00:00"),
    ],
)
def test_a_later_start_that_only_may_count_gives_no_relief(answer: str, act_by: str) -> None:
    known = times(aware="2026-10-01 09:00 UTC", scope_known="2026-10-20 09:00 UTC")
    found = stage(f"{{{known}, answers: {{lab-agent: {answer}}}}}", "lab-latest-anchor", "open")
    assert (found.act_by, found.projected) == (instant(act_by), False)
    assert ("answer.lab-agent" in found.missing) == (answer == "unknown")


@pytest.mark.parametrize(
    ("filings", "act_by", "projected"),
    [
        ("", "2026-11-30T23:59:59+00:00", True),  # nothing filed: from the limit of the first
        ("{stage: open, at: 2026-10-10 09:00 UTC}", "2026-11-10T10:00:00+00:00", False),  # a filing not made is no line; 10 am in London
        ("{stage: open, at: 2026-10-10 09:00 UTC}, {stage: both, at: 2026-10-12 09:00 UTC}", "2026-11-12T10:00:00+00:00", False),
        (
            "{stage: open, at: 2026-10-10 09:00 UTC}, {stage: both, at: 2026-10-15 09:00 UTC}, {stage: both, at: 2026-10-12 09:00 UTC}",
            "2026-11-15T10:00:00+00:00", False,
        ),
        ("{stage: both, at: 2026-10-12 09:00 UTC}", "2026-11-12T10:00:00+00:00", False),
    ],
)  # fmt: skip
def test_the_latest_of_several_reports(filings: str, act_by: str, projected: bool) -> None:
    listed = filings.replace("{stage", "{obligation: lab-latest-anchor, stage")
    known = times(aware="2026-10-01 09:00 UTC", scope_known="2026-10-01 09:00 UTC")
    found = stage(f"{{{known}, answers: {{lab-agent: no}}, filings: [{listed}]}}", "lab-latest-anchor", "reports")
    assert (found.act_by, found.projected) == (instant(act_by), projected)


# --- what stands in, and what is never assumed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "start", "assumed"),
    [
        ({"lab_noticed": "2026-11-10 09:00 UTC", "detected": "2026-11-01 09:00 UTC"}, "2026-11-10", None),
        ({"detected": "2026-11-01 09:00 UTC"}, "2026-11-01", "detected"),
        ({"lab_heard": "2026-11-05 09:00 UTC", "detected": "2026-11-08 09:00 UTC"}, "2026-11-05", "lab_heard"),
        (
            {"lab_heard": "2026-11-09 09:00 UTC", "detected": "2026-11-08 09:00 UTC"},
            "2026-11-08",
            "detected",
        ),  # the earliest
        ({"told_by_vendor": "2026-11-03 09:00 UTC"}, "2026-11-03", "told_by_vendor"),  # through what stands in for it
        ({"occurred": "2026-11-03 09:00 UTC"}, None, None),
        ({"lab_noticed": "no", "detected": "2026-11-01 09:00 UTC"}, None, None),  # it has not happened
        (
            {"lab_noticed": "2026-12-10 09:00 UTC", "detected": "2026-11-01 09:00 UTC"},
            "2026-11-01",
            "detected",
        ),  # still ahead
        ({"lab_noticed": "2026-12-10 09:00 UTC"}, None, None),
        ({"detected": "2026-12-01 09:00 UTC"}, None, None),
    ],
)
def test_an_event_that_cannot_be_later_stands_in(
    events: dict[str, str], start: str | None, assumed: str | None
) -> None:
    found = stage(text(times(**events)), "lab-else", "notice")
    assert (found.start.date().isoformat() if found.start else None, found.assumed) == (start, assumed)
    waits = "lab_noticed" in events
    assert found.state == ("not_started" if start is None else found.state)
    assert found.waits == (start is None and waits)
    assert ("lab_noticed" in found.missing) == (start is None and not waits)


@pytest.mark.parametrize(
    ("facts", "start", "owed"),
    [
        (times(detected="2026-11-01 09:00 UTC", aware="2026-11-01 09:00 UTC"), None, True),
        (times(lab_ruled="no"), None, True),
        ("answers: {lab-major: no}", None, True),
        (times(lab_ruled="2026-11-10 09:00 UTC"), "2026-11-10", False),
        ("answers: {lab-major: {value: yes, at: 2026-11-11 09:00 UTC}}", "2026-11-11", False),
        ("answers: {lab-major: yes}", None, True),  # answered, but nobody wrote down when
    ],
)
def test_a_decision_is_never_assumed(facts: str, start: str | None, owed: bool) -> None:
    found = stage(text(facts), "lab-decided", "notice")
    assert (found.start.date().isoformat() if found.start else None, found.decision_owed) == (start, owed)
    assert (found.act_by is None) == (start is None)


def test_a_decision_does_not_stand_in_for_another_event() -> None:
    """`rules check` refuses such an `else`; met all the same, it assumes nothing."""
    corpus = only("lab-else")
    regime = corpus.regimes["lab-clocks"]
    noticed = replace(regime.events["lab_noticed"], fallback=("lab_ruled",))
    changed = replace(regime, events={**regime.events, "lab_noticed": noticed})
    facts = text(times(lab_ruled="2026-11-10 09:00 UTC"))
    (found,) = scheduler(facts, NOW, Corpus(corpus.vocabulary, {"lab-clocks": changed})).results("lab-else")
    assert (found.stages[0].start, found.stages[0].assumed, found.stages[0].missing) == (None, None, ("lab_noticed",))


@pytest.mark.parametrize(
    ("answers", "start", "owed", "missing"),
    [
        ("{lab-severity: {value: low, at: 2026-11-11 09:00 UTC}}", "2026-11-11", False, ()),
        ("{lab-severity: low}", None, False, ("answer.lab-severity",)),
        ("{lab-severity: unknown}", None, True, ("answer.lab-severity",)),
    ],
)
def test_the_time_of_an_answer(answers: str, start: str | None, owed: bool, missing: tuple[str, ...]) -> None:
    found = stage(f"{{answers: {answers}}}", "lab-decided", "answered")
    assert (found.start.date().isoformat() if found.start else None, found.decision_owed, found.missing) == (
        start,
        owed,
        missing,
    )


# --- chains ---------------------------------------------------------------------------------------------------


def test_a_report_that_was_not_made_is_projected_from_its_own_limit() -> None:
    found = stage(text(times(aware="2026-11-20 09:20 UTC")), "lab-hours-eu", "month", "2026-11-21T09:00:00+00:00")
    assert (found.state, found.projected, found.start) == ("not_started", True, None)
    assert found.act_by == instant("2026-12-23T10:20:00+01:00")
    assert found.outer_limit == instant("2026-12-23T23:59:59+01:00")


def test_a_report_that_was_made_starts_the_next_one_whenever_it_was() -> None:
    known = text(
        times(aware="2026-11-20 09:20 UTC"),
        "filings: [{obligation: lab-hours-eu, stage: report, at: 2026-11-21 08:00 UTC}]",
    )
    found = stage(known, "lab-hours-eu", "month")
    assert (found.state, found.projected, found.act_by) == ("running", False, instant("2026-12-21T09:00:00+01:00"))
    before = stage(known, "lab-hours-eu", "month", "2026-11-21T07:59:00+00:00")
    assert (before.projected, before.act_by) == (True, instant("2026-12-23T10:20:00+01:00"))


def test_a_chain_without_any_start_waits() -> None:
    found = stage("{}", "lab-hours-eu", "month")
    assert (found.state, found.act_by, found.waits) == ("not_started", None, True)


@pytest.mark.parametrize(
    ("facts", "act_by", "projected", "state"),
    [
        # the call is due in ninety minutes, the notice at the same time
        (AWARE, "2026-11-20T10:30:00+00:00", True, "not_started"),
        (f"{AWARE}, filings: [{{obligation: lab-minutes, stage: call, at: 2026-11-22 09:00 UTC}}]", "2026-11-22T09:00:00+00:00", False, "overdue"),
        (f"{AWARE}, filings: [{{obligation: lab-minutes, stage: call, at: 2027-03-01 09:00 UTC}}]", "2026-11-20T10:30:00+00:00", True, "not_started"),
    ],
)  # fmt: skip
def test_no_later_than_another_report(facts: str, act_by: str, projected: bool, state: str) -> None:
    found = stage(text(facts), "lab-with-another", "notice")
    assert (found.act_by, found.projected, found.state) == (instant(act_by), projected, state)


def test_a_running_line_at_the_same_instant_makes_the_date_firm() -> None:
    at = instant("2026-11-20T09:00:00+00:00")
    firm, projected = Limit(Start("a", at), at, at), Limit(Start("b", at, projected=True), at, at)
    assert [earliest(pair).projected for pair in ([firm, projected], [projected, firm])] == [False, False]


def test_a_limit_of_a_projected_stage_is_itself_projected() -> None:
    found = stage(text(AWARE), "lab-with-another", "after")
    assert (found.act_by, found.projected) == (instant("2026-11-21T23:59:59+00:00"), True)


@pytest.mark.parametrize(
    ("facts", "act_by", "state"),
    [
        ("ransom_paid: 2026-12-01 09:00 UTC", "2026-12-01T09:00:00+00:00", "running"),  # before what is still to come
        ("ransom_paid: 2026-11-25 09:00 UTC", "2026-11-25T09:00:00+00:00", "due_soon"),
        ("ransom_paid: no", None, "not_started"),
        ("detected: 2026-11-20 09:00 UTC", None, "not_started"),
    ],
)
def test_before_an_event(facts: str, act_by: str | None, state: str) -> None:
    found = stage(f"{{timeline: {{{facts}}}}}", "lab-with-another", "consent")
    assert (found.act_by, found.state) == (instant(act_by) if act_by else None, state)


# --- counsel fixes a start ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "start", "otherwise"),
    [
        ("", "2026-11-20T09:00:00+00:00", None),
        ("{event: aware, for: lab-minutes, at: 2026-11-22 09:00 UTC}", "2026-11-22T09:00:00+00:00", "2026-11-20T10:30:00+00:00"),
        ("{event: aware, for: lab-clocks, at: 2026-11-21 09:00 UTC}", "2026-11-21T09:00:00+00:00", "2026-11-20T10:30:00+00:00"),
        # the one for the duty goes before the one for its regime
        (
            "{event: aware, for: lab-minutes, at: 2026-11-22 09:00 UTC}, {event: aware, for: lab-clocks, at: 2026-11-21 09:00 UTC}",
            "2026-11-22T09:00:00+00:00", "2026-11-20T10:30:00+00:00",
        ),
        ("{event: aware, for: lab-duties, at: 2026-11-21 09:00 UTC}", "2026-11-20T09:00:00+00:00", None),
        ("{event: detected, for: lab-minutes, at: 2026-11-21 09:00 UTC}", "2026-11-20T09:00:00+00:00", "2026-11-20T10:30:00+00:00"),
    ],
)  # fmt: skip
def test_counsel_fixes_a_start_and_both_views_are_shown(starts: str, start: str, otherwise: str | None) -> None:
    found = stage(f"{{{AWARE}, starts: [{starts}]}}", "lab-minutes", "call")
    assert found.start == instant(start)
    assert (found.otherwise[0] if found.otherwise else None) == (instant(otherwise) if otherwise else None)


def test_the_steps_of_a_count_lead_from_the_start_to_both_instants() -> None:
    found = stage(text(times(aware="2026-11-20 16:40 UTC")), "lab-hours-eu", "report")
    assert [(one.what, one.at) for one in found.steps] == [
        ("aware", instant("2026-11-20T16:40:00+00:00")),
        ("plus 72 hours", None),
        ("ACT BY", instant("2026-11-23T16:40:00+00:00")),
        ("on the reading that the first hour is not counted", None),
        ("OUTER LIMIT", instant("2026-11-23T17:00:00+00:00")),
    ]
    assert found.steps[3].cite.startswith("Regulation (EEC, Euratom) No 1182/71")
    assert stage("{}", "lab-hours-eu", "report", NOW).steps == ()
