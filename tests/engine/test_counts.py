"""The count alone, as `clock` prints it: the start, what goes before it, lines as entries, chains, the law in force."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from given import LAB, instant, shipped
from ircomply.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from ircomply.model.regime import InForce

Clock = "Callable[..., dict[str, Any]]"


@pytest.fixture
def clock(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def run(obligation: str, *options: str, ours: bool = False) -> dict[str, Any]:
        rules = () if ours else ("--rules", str(LAB), "--no-shipped-rules")
        code = main(["clock", obligation, *options, *rules, "--format", "json"])
        said = capsys.readouterr()
        assert code == 0, said.err
        return {**json.loads(said.out), "err": said.err}

    return run


def entries(answer: dict[str, Any], stage: str | None = None) -> list[tuple[str | None, str | None]]:
    """The line and the act_by of each entry of a stage, in UTC."""
    found = [one for one in answer["stages"] if stage in (None, one["name"])]
    return [(one.get("line"), utc(one["act_by"])) for one in found]


def utc(text: str | None) -> str | None:
    return (
        None
        if text is None
        else instant(text).astimezone(instant("2026-01-01T00:00:00+00:00").tzinfo).strftime("%m-%d %H:%M")
    )


def dates(answer: dict[str, Any], stage: str | None = None) -> list[str | None]:
    return [act_by for _, act_by in entries(answer, stage)]


START = ("--start", "2026-11-20T09:00:00+00:00")


@pytest.mark.parametrize(
    ("obligation", "stage", "options", "expected"),
    [
        ("lab-minutes", "call", START, ["11-20 10:30"]),
        # whatever the first stage hangs on: an event, a decision, an answer
        ("lab-decided", "notice", START, ["11-21 09:00"]),
        ("lab-ordered", "first", START, ["11-21 09:00"]),
        # the whole anchor: nothing is then open or projected
        ("lab-earliest-anchor", "notice", START, ["12-20 23:59"]),
        ("lab-latest-anchor", "both", START, ["12-20 23:59"]),
        ("lab-bank-hours", "first", START, ["11-21 09:00"]),
        # through end_of it feeds what lies inside
        ("lab-quarterly", "quarter", START, ["01-10 14:59"]),
        ("lab-quarterly", "year", START, ["03-01 14:59"]),
        ("lab-yearly", "certificate", START, ["04-16 03:59"]),
        # every other stage that counts from the same events has it too
        ("lab-hours-eu", "days", START, ["11-25 22:59"]),
        ("lab-until", "count", START, ["11-27 23:59"]),
        # chains are projected from what is not filed
        ("lab-hours-eu", "month", START, ["12-23 09:00"]),
        ("lab-hours-eu", "month", (*START, "--filed", "report=2026-11-21T09:00:00+00:00"), ["12-21 09:00"]),
        ("lab-hours-eu", "month", ("--filed", "Report=2026-11-21T09:00:00+00:00"), ["12-21 09:00"]),
        ("lab-latest-anchor", "reports", (*START, "--filed", "both=2026-11-21T09:00:00+00:00"), ["12-21 09:00"]),
        ("lab-with-another", "notice", (*START, "--filed", "lab-minutes.call=2026-11-22T09:00:00+00:00"), ["11-22 09:00"]),
        # what --event names goes before the start
        ("lab-minutes", "call", (*START, "--event", "aware=2026-11-19T09:00:00+00:00"), ["11-19 10:30"]),
        ("lab-earliest-anchor", "notice", (*START, "--event", "told_by_vendor=2026-11-18T09:00:00+00:00"), ["12-18 23:59"]),
        ("lab-minutes", "call", ("--event", "aware=2026-11-19T09:00:00+00:00"), ["11-19 10:30"]),
        ("lab-minutes", "call", ("--event", "detected=2026-11-19T09:00:00+00:00"), ["11-19 10:30"]),  # which stands in
        ("lab-decided", "notice", ("--event", "detected=2026-11-19T09:00:00+00:00"), [None]),  # for no decision
        ("lab-each", "supplement", (*START, "--event", "new_information=2026-11-22T09:00:00+00:00"), ["11-23 09:00"]),
        (
            "lab-each", "supplement",
            ("--event", "new_information=2026-11-22T09:00:00+00:00", "--event", "new_information=2026-11-23T09:00:00+00:00"),
            ["11-23 09:00", "11-24 09:00"],
        ),
        # the `when` of a whole stage, and `filed`, are never asked
        ("lab-ordered", "spoken", (*START, "--filed", "first=2026-11-21T09:00:00+00:00"), ["11-24 21:00"]),
        ("lab-ordered", "more", START, [None]),
        ("lab-with-another", "consent", (*START, "--event", "ransom_paid=2026-12-01T09:00:00+00:00"), ["12-01 09:00"]),
    ],
)  # fmt: skip
def test_what_the_start_feeds(
    clock: Clock, obligation: str, stage: str, options: tuple[str, ...], expected: list[str | None]
) -> None:
    assert dates(clock(obligation, *options), stage) == expected


BANK, SMALL, ELSE = "Are you a bank?", "Are you small?", "otherwise"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # every line of a choice is an entry that names its condition
        (START, [(BANK, "11-21 09:00"), (SMALL, "12-04 23:59"), (ELSE, "11-23 09:00")]),
        ((*START, "--class", "lab-bank"), [(None, "11-21 09:00")]),
        ((*START, "--class", "lab-small"), [(None, "12-04 23:59")]),  # all others are then no
        ((*START, "--class", "lab-firm"), [(None, "11-23 09:00")]),
        ((*START, "--suppose", "class.lab-bank=no"), [(SMALL, "12-04 23:59"), (ELSE, "11-23 09:00")]),
        ((*START, "--event", "detected=2026-11-10T09:00:00+00:00", "--suppose", "class.lab-bank=no"), [(SMALL, "11-24 23:59"), (ELSE, "11-23 09:00")]),
    ],
)  # fmt: skip
def test_every_line_of_a_choice(clock: Clock, options: tuple[str, ...], expected: list[tuple[str | None, str]]) -> None:
    found = entries(clock("lab-choose", *options), "report")
    assert [at for _, at in found] == [at for _, at in expected]
    for (line, _), (words, _) in zip(found, expected, strict=True):
        assert line is None if words is None else words in str(line)


def test_a_line_whose_condition_is_open_is_an_entry_beside_the_others(clock: Clock) -> None:
    found = entries(clock("lab-latest-clock", *START), "report")
    assert [at for _, at in found] == ["11-30 23:59"]  # five days are never the later of the two
    late = ("--event", "scope_known=2026-12-20T09:00:00+00:00")
    assert [at for _, at in entries(clock("lab-latest-clock", *START, *late), "report")] == [
        "11-30 23:59",
        "12-25 23:59",
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            ("--event", "aware=2026-11-02T08:00:00+00:00", "--event", "lab_ruled=2026-11-02T10:00:00+00:00"),
            ["11-02 14:00"],
        ),
        (
            ("--event", "aware=2026-11-02T08:00:00+00:00", "--event", "lab_ruled=2026-11-03T06:00:00+00:00"),
            ["11-03 08:00"],
        ),
        # ruled too late: the line of awareness is left out
        (
            ("--event", "aware=2026-11-02T08:00:00+00:00", "--event", "lab_ruled=2026-11-03T09:00:00+00:00"),
            ["11-03 13:00"],
        ),
        (("--event", "aware=2026-11-02T08:00:00+00:00"), ["11-03 08:00"]),
        (("--start", "2026-11-02T08:00:00+00:00"), ["11-02 12:00"]),
    ],
)
def test_a_line_whose_event_came_too_late_is_left_out(
    clock: Clock, options: tuple[str, ...], expected: list[str]
) -> None:
    assert dates(clock("lab-noon", *options), "first") == expected


def test_entries_with_the_same_instants_are_one(clock: Clock) -> None:
    assert entries(clock("lab-earliest-anchor", *START)) == [(None, "12-20 23:59")]
    known = ("--event", "detected=2026-11-10T09:00:00+00:00", "--event", "vendor_detected=2026-11-01T09:00:00+00:00")
    found = entries(clock("lab-earliest-anchor", *known))
    assert [at for _, at in found] == ["12-10 23:59", "12-01 23:59"]
    assert "Does the supplier act for you?" in str(found[1][0])


def test_a_relief_whose_condition_is_open_is_not_given(clock: Clock) -> None:
    friday = ("--start", "2026-11-20T16:00:00+01:00")
    (first,) = [one for one in clock("lab-bank-hours", *friday)["stages"] if one["name"] == "first"]
    assert first["outer_limit"] == first["act_by"]
    (given,) = [
        one
        for one in clock("lab-bank-hours", *friday, "--suppose", "answer.lab-severity=low")["stages"]
        if one["name"] == "first"
    ]
    assert given["outer_limit"] == "2026-11-23T16:00:00+01:00"


@pytest.mark.parametrize(
    ("options", "reason", "title"),
    [
        (("--start", "2026-06-30T22:59:00+00:00"), None, "2026-07-01T22:59:00+00:00"),  # the old text: 24 hours
        (("--start", "2026-06-30T23:00:00+00:00"), None, "2026-07-03T23:00:00+00:00"),  # July in London: 72 hours
        # on the day of the event that it is judged on, where that is given
        (("--start", "2026-07-02T09:00:00+00:00", "--event", "aware=2026-06-30T09:00:00+00:00"), None, "2026-07-03T09:00:00+00:00"),
        # else of the earliest instant
        (("--event", "detected=2026-06-29T09:00:00+00:00",), None, "2026-06-30T09:00:00+00:00"),
    ],
)  # fmt: skip
def test_the_text_in_force_is_never_that_of_today(
    clock: Clock, options: tuple[str, ...], reason: str | None, title: str
) -> None:
    found = clock("lab-dated", *options)
    assert found["reason"] == reason
    assert [instant(one["act_by"]) for one in found["stages"]] == [instant(title)]


@pytest.mark.parametrize(
    ("obligation", "options", "reason"),
    [
        ("lab-from-day", ("--start", "2026-11-23T14:59:00+00:00"), "not_in_force"),
        ("lab-from-day", ("--start", "2026-11-23T15:00:00+00:00"), None),
        ("lab-pending", START, "not_in_force"),
        ("lab-plan", START, "no_number"),
        ("lab-minutes", (), "no_start"),
        ("lab-minutes", ("--event", "contained=2026-11-19T09:00:00+00:00"), "no_start"),
    ],
)
def test_no_date_and_why(clock: Clock, obligation: str, options: tuple[str, ...], reason: str | None) -> None:
    found = clock(obligation, *options)
    assert found["reason"] == reason
    assert all(one["act_by"] is None for one in found["stages"]) == (reason is not None)
    assert (found["stages"] == []) == (reason == "not_in_force")


@pytest.mark.parametrize(
    ("options", "act_by"),
    [
        (("--start", "2026-11-20T09:00:00+09:00"), "2026-11-21T23:59:59+09:00"),  # the offset of the start
        (("--start", "2026-11-20T09:00:00+09:00", "--zone", "America/New_York"), "2026-11-20T23:59:59-05:00"),
        (("--start", "2026-11-20T09:00:00+00:00", "--place", "US-CA"), "2026-11-21T23:59:59-08:00"),
    ],
)
def test_the_zone_in_which_a_day_ends(clock: Clock, options: tuple[str, ...], act_by: str) -> None:
    found = clock("lab-home", *options)
    assert [one["act_by"] for one in found["stages"]] == [act_by]
    assert ("only the weekend is free" in found["err"]) == ("--place" not in options)
    assert ("offset of the instant" in found["err"]) == (len(options) == 2)


def test_the_zone_replaces_that_of_the_recipient(clock: Clock) -> None:
    found = clock("lab-months", "--start", "2026-11-20T09:00:00+00:00", "--zone", "Asia/Tokyo")
    assert found["stages"][0]["act_by"] == "2026-12-20T18:00:00+09:00"


def test_the_same_answer_on_any_day(clock: Clock) -> None:
    first = clock("lab-hours-eu", *START)
    assert {one["state"] for one in first["stages"]} == {"running", "not_started"}
    late = clock("lab-hours-eu", *START, "--as-of", "2026-11-25T09:00:00+00:00")
    assert late["stages"][0]["state"] == "overdue"


SHIPPED = sorted(shipped().texts)
DAY = date(2026, 11, 20)


def in_force_on(force: InForce, day: date) -> bool:
    return not force.pending and (force.start or day) <= day <= (force.end or day)


@pytest.mark.parametrize("obligation", SHIPPED)
def test_every_shipped_duty_with_a_number_has_a_date_from_one_instant(clock: Clock, obligation: str) -> None:
    texts = shipped().texts[obligation]
    found = clock(obligation, "--start", "2026-11-20T16:40:00+00:00", ours=True)
    if not any(in_force_on(text.obligation.in_force, DAY) for text in texts):
        assert found["reason"] == "not_in_force"
        return
    stages = [stage for text in texts for stage in text.obligation.stages]
    numbered = any(stage.clock.numbered for stage in stages)
    dated = any(one["act_by"] for one in found["stages"])
    assert dated or not numbered
    assert found["reason"] == (None if dated else "no_number")
    for one in found["stages"]:
        if one["act_by"]:
            assert instant("2026-11-20T16:40:00+00:00") <= instant(one["act_by"]) <= instant(one["outer_limit"])
