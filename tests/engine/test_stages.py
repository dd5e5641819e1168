"""The state of a stage as of an instant: running, due, late, filed, repeated, received, barred."""

from __future__ import annotations

import pytest

from given import instant, stage, stages

AWARE = "timeline: {aware: 2026-11-20 09:00 UTC}"


def filed(obligation: str, *filings: str) -> str:
    return "filings: [" + ", ".join(f"{{obligation: {obligation}, {one}}}" for one in filings) + "]"


def text(*parts: str) -> str:
    return "{" + ", ".join(parts) + "}"


@pytest.mark.parametrize(
    ("now", "state", "past"),
    [
        # 72 hours by the rule of the Union: act by 9:20, outer limit 10:00 on the 23rd
        ("2026-11-20T09:20:00+00:00", "running", False),
        ("2026-11-21T09:19:59+00:00", "running", False),
        ("2026-11-21T09:20:00+00:00", "due_soon", False),  # 48 hours left
        ("2026-11-23T09:20:00+00:00", "due_soon", False),
        ("2026-11-23T09:20:01+00:00", "due_soon", True),  # between the two instants
        ("2026-11-23T10:00:00+00:00", "due_soon", True),
        ("2026-11-23T10:00:01+00:00", "overdue", False),
        ("2026-11-20T09:19:59+00:00", "not_started", False),
    ],
)
def test_a_limit_in_hours(now: str, state: str, past: bool) -> None:
    found = stage("{timeline: {aware: 2026-11-20 09:20 UTC}}", "lab-hours-eu", "report", now)
    assert (found.state, found.past_act_by) == (state, past)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-12-05T09:00:00+00:00", "running"),
        ("2026-12-13T08:59:59+00:00", "running"),
        ("2026-12-13T23:59:59+00:00", "due_soon"),  # 7 days or less when counted in days
        ("2026-12-20T23:59:59+00:00", "due_soon"),
        ("2026-12-21T00:00:00+00:00", "overdue"),
    ],
)
def test_a_limit_in_days(now: str, state: str) -> None:
    assert stage("{timeline: {detected: 2026-11-20 09:00 UTC}}", "lab-earliest-anchor", "notice", now).state == state


@pytest.mark.parametrize(
    ("name", "now", "state"),
    [
        ("report", "2026-11-24T22:29:59+00:00", "running"),
        ("report", "2026-11-24T22:30:00+00:00", "due_soon"),
        ("month", "2026-12-17T14:59:59+00:00", "running"),
        ("month", "2026-12-17T15:00:00+00:00", "due_soon"),
    ],
)
def test_months_and_working_days_are_soon_in_a_week(name: str, now: str, state: str) -> None:
    assert stage("{timeline: {aware: 2026-11-24 10:00 America/New_York}}", "lab-office-hours", name, now).state == state


def test_48_hours_are_real_hours_also_when_the_clocks_change() -> None:
    known = "{timeline: {detected: 2026-10-23 09:00 Europe/London}}"
    at_48 = "2026-10-24T08:00:00+00:00"
    found = stage(
        "{timeline: {aware: 2026-10-24 10:30 Europe/Berlin}}", "lab-hours-eu", "report", "2026-10-25T08:30:00+00:00"
    )
    assert found.act_by == instant("2026-10-27T08:30:00+00:00")
    assert found.state == "due_soon"
    sooner = stage(
        "{timeline: {aware: 2026-10-24 10:30 Europe/Berlin}}", "lab-hours-eu", "report", "2026-10-25T08:29:59+00:00"
    )
    assert sooner.state == "running"
    assert stage(known, "lab-until", "first", at_48).state == "due_soon"


@pytest.mark.parametrize("form", ["2026-10-24 10:30:00 Europe/Berlin", '"2026-10-24T08:30:00+00:00"'])
@pytest.mark.parametrize("now", ["2026-10-25 09:30 Europe/Berlin", "2026-10-25T08:30:00+00:00"])
def test_it_does_not_matter_how_an_instant_is_written(form: str, now: str) -> None:
    found = stage(f"{{timeline: {{aware: {form}}}}}", "lab-hours-eu", "report", now)
    assert (found.state, found.act_by) == ("due_soon", instant("2026-10-27T08:30:00+00:00"))


@pytest.mark.parametrize(
    ("filings", "state", "at"),
    [
        ((), "overdue", None),
        (("stage: report, at: 2026-11-22 09:00 UTC",), "filed", "2026-11-22T09:00:00+00:00"),
        (("stage: report, at: 2026-11-23 10:00 UTC",), "filed", "2026-11-23T10:00:00+00:00"),  # at the outer limit
        (("stage: report, at: 2026-11-23 10:00:01 UTC",), "filed_late", "2026-11-23T10:00:01+00:00"),
        (
            ("stage: report, at: 2026-11-24 09:00 UTC", "stage: report, at: 2026-11-22 09:00 UTC"),
            "filed",
            "2026-11-22T09:00:00+00:00",
        ),
        (("stage: report, at: 2026-11-22 09:00 UTC, void: {because: sent to another}",), "overdue", None),
        (("stage: report, at: 2026-11-25 09:00 UTC",), "overdue", None),  # still to come
        (("stage: month, at: 2026-11-22 09:00 UTC",), "overdue", None),
    ],
)
def test_filed(filings: tuple[str, ...], state: str, at: str | None) -> None:
    known = text("timeline: {aware: 2026-11-20 09:20 UTC}", filed("lab-hours-eu", *filings))
    found = stage(known, "lab-hours-eu", "report", "2026-11-24T12:00:00+00:00")
    assert (found.state, found.filed.at.earliest if found.filed else None) == (state, instant(at) if at else None)


def test_a_duty_of_one_stage_answers_to_notice() -> None:
    known = text(AWARE, filed("lab-minutes", "stage: notice, at: 2026-11-20 10:00 UTC"))
    assert stage(known, "lab-minutes", "call").state == "filed"


@pytest.mark.parametrize(
    ("filings", "state"),
    [
        (("to: First Office, at: 2026-11-20 10:00 UTC",), "overdue"),
        (("to: First Office, at: 2026-11-20 10:00 UTC", "to: second office, at: 2026-11-20 11:00 UTC"), "filed"),
        (("to: First Office, at: 2026-11-20 10:00 UTC", "to: Second Office, at: 2026-11-22 11:00 UTC"), "filed_late"),
        (("to: First Office, at: 2026-11-20 10:00 UTC", "to: First Office, at: 2026-11-20 11:00 UTC"), "overdue"),
        (("to: csirt, at: 2026-11-20 10:00 UTC",), "overdue"),
        (("at: 2026-11-20 10:00 UTC",), "overdue"),
    ],
)
def test_two_recipients_must_each_be_told(filings: tuple[str, ...], state: str) -> None:
    assert stage(text(AWARE, filed("lab-both", *filings)), "lab-both", "notice").state == state


@pytest.mark.parametrize(
    ("filings", "now", "state"),
    [
        (("at: 2026-11-28 09:00 UTC",), "2026-11-29T09:00:00+00:00", "due_soon"),  # sent, and not arrived
        (("at: 2026-11-28 09:00 UTC",), "2026-12-01T09:00:00+00:00", "overdue"),
        (("at: 2026-11-28 09:00 UTC, received_at: 2026-11-30 09:00 UTC",), "2026-12-01T09:00:00+00:00", "filed"),
        (("at: 2026-11-28 09:00 UTC, received_at: 2026-11-30 09:00 UTC",), "2026-11-29T09:00:00+00:00", "due_soon"),
        (("at: 2026-11-28 09:00 UTC, received_at: 2026-12-01 09:00 UTC",), "2026-12-02T09:00:00+00:00", "filed_late"),
        (
            ("at: 2026-11-27 09:00 UTC, received_at: 2026-12-01 09:00 UTC", "at: 2026-11-28 09:00 UTC, received_at: 2026-11-29 09:00 UTC"),
            "2026-12-02T09:00:00+00:00", "filed",
        ),
    ],
)  # fmt: skip
def test_what_must_arrive_is_filed_when_it_has(filings: tuple[str, ...], now: str, state: str) -> None:
    assert stage(text(AWARE, filed("lab-received", *filings)), "lab-received", "letter", now).state == state


# --- repeats --------------------------------------------------------------------------------------------------

SEEN = "detected: 2026-11-02 09:00 UTC"


@pytest.mark.parametrize(
    ("name", "facts", "filings", "act_by", "state"),
    [
        ("count", SEEN, (), "2026-11-09T23:59:59+00:00", "overdue"),
        ("count", SEEN, ("stage: count, at: 2026-11-08 09:00 UTC",), "2026-11-15T23:59:59+00:00", "overdue"),
        ("count", SEEN, ("stage: count, at: 2026-11-08 09:00 UTC", "stage: count, at: 2026-11-20 09:00 UTC"), "2026-11-27T23:59:59+00:00", "due_soon"),
        ("count", f"{SEEN}, resolved: no", ("stage: count, at: 2026-11-20 09:00 UTC",), "2026-11-27T23:59:59+00:00", "due_soon"),
        ("count", f"{SEEN}, resolved: 2026-11-21 09:00 UTC", ("stage: count, at: 2026-11-20 09:00 UTC",), None, "filed"),
        ("count", f"{SEEN}, resolved: 2026-11-21 09:00 UTC", (), None, "not_applicable"),
        ("count", f"{SEEN}, resolved: 2026-11-25 09:00 UTC", (), "2026-11-09T23:59:59+00:00", "overdue"),
        # one that counts from another report counts from its own last one as well
        ("update", SEEN, (), "2026-11-10T23:59:59+00:00", "not_started"),
        ("update", SEEN, ("stage: first, at: 2026-11-02 12:00 UTC",), "2026-11-09T23:59:59+00:00", "overdue"),
        ("update", SEEN, ("stage: first, at: 2026-11-02 12:00 UTC", "stage: update, at: 2026-11-20 12:00 UTC"), "2026-11-27T23:59:59+00:00", "due_soon"),
    ],
)  # fmt: skip
def test_again_until_it_is_over(
    name: str, facts: str, filings: tuple[str, ...], act_by: str | None, state: str
) -> None:
    found = stage(text(f"timeline: {{{facts}}}", filed("lab-until", *filings)), "lab-until", name)
    assert (found.act_by, found.state) == (instant(act_by) if act_by else None, state)


def test_again_at_each_piece_of_news() -> None:
    news = "timeline: {new_information: [2026-11-22 09:00 UTC, 2026-11-20 09:00 UTC, 2026-11-23 18:00 UTC, 2026-11-30 09:00 UTC]}"
    found = stages(text(news, filed("lab-each", "at: 2026-11-21 08:00 UTC")), "lab-each", "supplement")
    assert [(one.start, one.state) for one in found] == [
        (instant("2026-11-20T09:00:00+00:00"), "filed"),
        (instant("2026-11-22T09:00:00+00:00"), "overdue"),
        (instant("2026-11-23T18:00:00+00:00"), "due_soon"),
    ]


@pytest.mark.parametrize("news", ["", "timeline: {new_information: no}"])
def test_no_news_is_one_line_that_waits_or_is_open(news: str) -> None:
    (found,) = stages(text(news) if news else "{}", "lab-each", "supplement")
    assert (found.state, found.waits, found.missing) == (
        "not_started",
        bool(news),
        () if news else ("new_information",),
    )


# --- stages under a condition -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "facts", "state", "act_by"),
    [
        ("more", "", "not_applicable", None),
        ("more", "orders: [{obligation: lab-ordered, at: 2026-11-23 09:00 UTC}]", "due_soon", "2026-11-25T23:59:59+00:00"),
        ("more", "orders: [{obligation: lab-ordered, stage: more, at: 2026-11-23 09:00 UTC}]", "due_soon", "2026-11-25T23:59:59+00:00"),
        ("more", "orders: [{obligation: lab-ordered, stage: first, at: 2026-11-23 09:00 UTC}]", "not_applicable", None),
        ("more", "orders: [{obligation: lab-ordered, at: 2026-11-26 09:00 UTC}]", "not_applicable", None),
        ("spoken", "", "not_applicable", None),
        ("spoken", "filings: [{obligation: lab-ordered, stage: first, mode: written, at: 2026-11-23 09:00 UTC}]", "not_applicable", None),
        ("spoken", "filings: [{obligation: lab-ordered, stage: first, mode: oral, at: 2026-11-23 09:00 UTC}]", "running", "2026-11-26T21:00:00+00:00"),
    ],
)  # fmt: skip
def test_a_stage_that_exists_only_then(name: str, facts: str, state: str, act_by: str | None) -> None:
    found = stage(text(*([facts] if facts else [])), "lab-ordered", name)
    assert (found.state, found.act_by) == (state, instant(act_by) if act_by else None)


def test_a_standard_runs_and_has_no_date() -> None:
    found = stage(text(AWARE), "lab-plan", "initial")
    assert (found.state, found.act_by, found.standard) == ("undated", None, "without delay")
    assert (found.running_since, found.plan_by) == (
        instant("2026-11-20T09:00:00+00:00"),
        instant("2026-11-21T09:00:00+00:00"),
    )
    waiting = stage("{}", "lab-plan", "initial")
    assert (waiting.state, waiting.running_since, waiting.plan_by, waiting.missing) == (
        "not_started",
        None,
        None,
        ("aware",),
    )


def test_a_plan_is_never_overdue() -> None:
    assert stage(text(AWARE), "lab-plan", "initial", "2027-11-20T09:00:00+00:00").state == "undated"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-21T09:00:00+00:00", "too_early"),
        ("2026-11-27T23:59:58+00:00", "too_early"),
        ("2026-11-27T23:59:59+00:00", "undated"),
        ("2026-12-21T09:00:00+00:00", "undated"),
    ],
)
def test_a_bar_until_a_date(now: str, state: str) -> None:
    known = "{timeline: {detected: 2026-11-20 09:00 UTC, aware: 2026-11-20 09:00 UTC}}"
    found = stage(known, "lab-public", "talks", now)
    assert (found.state, found.not_before, found.bars) == (state, instant("2026-11-27T23:59:59+00:00"), ("media",))


def test_a_duty_that_another_filing_counts_for_is_filed() -> None:
    data = "data: [{id: d, role: controller, categories: [name]}]"
    known = text(
        data,
        "findings: [{about: d, at: '2026-11-20T09:00:00+00:00', accessed: suspected}]",
        "answers: {lab-assessed: yes}",
    )
    found = stage(known, "lab-assess", "assessment")
    assert (found.state, found.filed, found.filed_under) == ("filed", None, "answer.lab-assessed")
