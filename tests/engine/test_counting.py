"""The count: hours, days, working days, months, dates, quarters; every switch; clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from given import instant, lab
from ircomply.engine.calendars import Seat
from ircomply.engine.counting import Switches, count, end_of_period, last_moment, on_date
from ircomply.files.calendars import holidays
from ircomply.model.clock import Period
from ircomply.model.instant import zone
from ircomply.model.vocabulary import CountingRule

RULES = lab().vocabulary.counting
EVERY_RELIEF = CountingRule(
    "all",
    frozenset(),
    frozenset({"first_hour", "month_ends", "last_day", "last_moment", "two_working_days", "hours_run_on"}),
)


def seat(
    name: str = "Europe/Berlin", *calendars: str, ends: str = "23:59:59", weekend: tuple[int, ...] = (5, 6)
) -> Seat:
    return Seat(zone(name), frozenset(weekend), calendars, time.fromisoformat(ends), holidays)


BERLIN = seat("Europe/Berlin", "de")
CALIFORNIA = seat("America/Los_Angeles", "us-federal", "us-ca")
WASHINGTON = seat("America/New_York", "us-federal")
TOKYO = seat("Asia/Tokyo", "jp-government")
RIYADH = seat("Asia/Riyadh", "sa", weekend=(4, 5))
CAIRO = seat("Africa/Cairo", weekend=(4, 5))


def counted(start: str, period: str, rule: str, where: Seat, relieved: bool = True) -> tuple[str, str]:
    number, unit = period.split()
    act_by, outer = count(instant(start), Period(int(number), unit), Switches(RULES[rule], relieved), where)
    return act_by.isoformat(), outer.isoformat()


@pytest.mark.parametrize(
    ("start", "period", "rule", "where", "act_by", "outer"),
    [
        # hours are real time, also over a clock change
        ("2026-11-20T16:40:00+00:00", "72 hours", "plain", BERLIN, "2026-11-23T17:40:00+01:00", None),
        ("2026-03-28T12:00:00+01:00", "72 hours", "plain", BERLIN, "2026-03-31T13:00:00+02:00", None),
        ("2026-10-24T12:00:00+02:00", "72 hours", "plain", BERLIN, "2026-10-27T11:00:00+01:00", None),
        ("2026-03-07T12:00:00-08:00", "24 hours", "plain", CALIFORNIA, "2026-03-08T13:00:00-07:00", None),
        ("2026-11-20T16:40:00+00:00", "90 minutes", "plain", BERLIN, "2026-11-20T19:10:00+01:00", None),
        # the first hour is not counted; a full hour is itself one
        ("2026-11-20T16:40:00+00:00", "72 hours", "eu-1182-71", BERLIN, "2026-11-23T17:40:00+01:00", "2026-11-23T18:00:00+01:00"),
        ("2026-11-20T15:00:00+01:00", "72 hours", "eu-1182-71", BERLIN, "2026-11-23T15:00:00+01:00", "2026-11-23T16:00:00+01:00"),
        ("2027-03-26T22:40:00+01:00", "72 hours", "eu-1182-71", BERLIN, "2027-03-29T23:40:00+02:00", "2027-03-30T00:00:00+02:00"),
        ("2026-11-20T16:40:00+00:00", "30 minutes", "eu-1182-71", BERLIN, "2026-11-20T18:10:00+01:00", None),
        ("2026-11-20T16:40:00+05:30", "24 hours", "eu-1182-71", seat("Asia/Kolkata"), "2026-11-21T16:40:00+05:30", "2026-11-21T17:00:00+05:30"),
        # days: the end of day N after the day of the event, there
        ("2026-11-20T23:30:00+00:00", "5 days", "plain", BERLIN, "2026-11-26T23:59:59+01:00", None),
        ("2026-11-20T09:00:00+00:00", "5 days", "plain", BERLIN, "2026-11-25T23:59:59+01:00", None),
        ("2026-11-20T09:00:00+00:00", "2 days", "roll", BERLIN, "2026-11-22T23:59:59+01:00", "2026-11-23T23:59:59+01:00"),
        ("2026-12-23T09:00:00+00:00", "2 days", "roll", BERLIN, "2026-12-25T23:59:59+01:00", "2026-12-28T23:59:59+01:00"),
        # the day of the event is day one
        ("2026-12-01T10:00:00+09:00", "30 days", "first-day-counts", TOKYO, "2026-12-30T23:59:59+09:00", "2027-01-04T23:59:59+09:00"),
        ("2026-12-01T10:00:00+09:00", "3 business_days", "first-day-counts", TOKYO, "2026-12-03T23:59:59+09:00", None),
        ("2026-12-05T10:00:00+09:00", "3 business_days", "first-day-counts", TOKYO, "2026-12-09T23:59:59+09:00", None),  # a Saturday
        ("2026-12-01T10:00:00+09:00", "1 months", "first-day-counts", TOKYO, "2026-12-31T10:00:00+09:00", "2027-01-04T23:59:59+09:00"),
        # two working days
        ("2026-11-20T09:00:00+01:00", "2 days", "eu-1182-71-two-working-days", BERLIN, "2026-11-22T23:59:59+01:00", "2026-11-24T23:59:59+01:00"),
        ("2026-11-20T09:00:00+01:00", "1 days", "eu-1182-71-two-working-days", BERLIN, "2026-11-21T23:59:59+01:00", "2026-11-23T23:59:59+01:00"),
        ("2026-11-17T09:00:00+01:00", "2 days", "eu-1182-71-two-working-days", BERLIN, "2026-11-19T23:59:59+01:00", None),
        ("2026-12-23T09:00:00+01:00", "5 days", "eu-1182-71-two-working-days", BERLIN, "2026-12-28T23:59:59+01:00", None),
        # working days
        ("2026-11-20T09:00:00-08:00", "3 business_days", "plain", WASHINGTON, "2026-11-25T23:59:59-05:00", None),
        ("2026-11-24T09:00:00-05:00", "4 business_days", "plain", WASHINGTON, "2026-12-01T23:59:59-05:00", None),
        ("2026-11-21T09:00:00-05:00", "1 business_days", "plain", WASHINGTON, "2026-11-23T23:59:59-05:00", None),
        ("2026-11-25T20:00:00+03:00", "2 business_days", "plain", RIYADH, "2026-11-29T23:59:59+03:00", None),  # Thursday, Sunday
        # of two calendars the law does not say whose: Cesar Chavez Day is California's alone
        ("2026-03-30T09:00:00-07:00", "1 business_days", "plain", CALIFORNIA, "2026-03-31T23:59:59-07:00", "2026-04-01T23:59:59-07:00"),
        # months: the same clock on the same number, or on the last of the month
        ("2026-11-20T09:30:00+01:00", "1 months", "plain", BERLIN, "2026-12-20T09:30:00+01:00", None),
        ("2027-01-29T10:00:00+01:00", "1 months", "plain", BERLIN, "2027-02-28T10:00:00+01:00", None),
        ("2028-01-31T10:00:00+01:00", "1 months", "plain", BERLIN, "2028-02-29T10:00:00+01:00", None),
        ("2026-12-31T10:00:00+01:00", "14 months", "plain", BERLIN, "2028-02-29T10:00:00+01:00", None),
        ("2026-02-28T02:30:00+01:00", "1 months", "plain", BERLIN, "2026-03-28T02:30:00+01:00", None),
        ("2026-02-28T02:30:00+01:00", "13 months", "plain", BERLIN, "2027-03-28T01:30:00+01:00", None),  # 2:30 does not exist: the earlier
        ("2026-09-25T02:30:00+02:00", "1 months", "plain", BERLIN, "2026-10-25T02:30:00+02:00", None),  # it is double: the earlier
        ("2026-10-31T10:00:00+01:00", "1 months", "eu-dora", BERLIN, "2026-11-30T10:00:00+01:00", "2026-11-30T23:59:59+01:00"),
        ("2027-01-29T10:00:00+01:00", "1 months", "eu-1182-71", BERLIN, "2027-02-28T10:00:00+01:00", "2027-03-01T23:59:59+01:00"),
        ("2026-10-21T10:00:00+02:00", "1 months", "roll", BERLIN, "2026-11-21T10:00:00+01:00", "2026-11-23T23:59:59+01:00"),
        ("2026-10-20T10:00:00+02:00", "1 months", "roll", BERLIN, "2026-11-20T10:00:00+01:00", None),
        # hours stand still on free days
        ("2026-11-20T16:00:00+01:00", "24 hours", "working-time", seat("Europe/Zurich", "ch-banks"), "2026-11-21T16:00:00+01:00", "2026-11-23T16:00:00+01:00"),
        ("2026-11-20T16:00:00+01:00", "72 hours", "working-time", seat("Europe/Zurich", "ch-banks"), "2026-11-23T16:00:00+01:00", "2026-11-25T16:00:00+01:00"),
        ("2026-11-21T10:00:00+01:00", "1 hours", "working-time", seat("Europe/Zurich", "ch-banks"), "2026-11-21T11:00:00+01:00", "2026-11-23T01:00:00+01:00"),
        ("2026-10-23T16:00:00+02:00", "24 hours", "working-time", seat("Europe/Zurich"), "2026-10-24T16:00:00+02:00", "2026-10-26T16:00:00+01:00"),
        # the Egyptian clock goes back at midnight: the day ends at the first 23:59:59
        ("2026-10-28T12:00:00+03:00", "1 days", "plain", CAIRO, "2026-10-29T23:59:59+03:00", None),
    ],
)  # fmt: skip
def test_count(start: str, period: str, rule: str, where: Seat, act_by: str, outer: str | None) -> None:
    assert counted(start, period, rule, where) == (act_by, outer or act_by)
    assert counted(start, period, rule, where, relieved=False)[0] == act_by


@pytest.mark.parametrize("period", ["72 hours", "5 days", "1 months", "2 days"])
@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_relief_that_is_not_given_leaves_one_instant(period: str, rule: str) -> None:
    act_by, outer = counted("2026-11-20T09:30:00+01:00", period, rule, BERLIN, relieved=False)
    assert act_by == outer


@pytest.mark.parametrize(
    ("start", "period", "act_by"),
    [
        ("2026-11-24T10:00:00-05:00", "4 business_days", "2026-12-01T17:30:00-05:00"),
        ("2026-11-24T20:00:00-05:00", "1 days", "2026-11-25T17:30:00-05:00"),
        ("2026-11-24T20:00:00-05:00", "1 months", "2026-12-24T17:30:00-05:00"),  # the day was over by then
        ("2026-11-24T10:00:00-05:00", "1 months", "2026-12-24T10:00:00-05:00"),
        ("2026-11-24T20:00:00-05:00", "24 hours", "2026-11-25T20:00:00-05:00"),
    ],
)
def test_a_day_that_ends_at_half_past_five(start: str, period: str, act_by: str) -> None:
    office = seat("America/New_York", "us-federal", ends="17:30")
    assert counted(start, period, "plain", office) == (act_by, act_by)


@pytest.mark.parametrize("period", ["4 hours", "3 days", "2 business_days", "1 months"])
def test_every_relief_together_never_comes_before_act_by(period: str) -> None:
    office = seat("America/New_York", "us-federal", ends="17:30")
    start = datetime(2026, 1, 1, 3, 20, tzinfo=UTC)
    number, unit = period.split()
    for hours in range(0, 24 * 400, 7):
        at = start + timedelta(hours=hours)
        act_by, outer = count(at, Period(int(number), unit), Switches(EVERY_RELIEF), office)
        assert at < act_by <= last_moment(outer, Switches(EVERY_RELIEF), office)


@pytest.mark.parametrize(
    ("start", "month_day", "rule", "act_by", "outer"),
    [
        ("2026-11-20T12:00:00-05:00", (4, 15), "plain", "2027-04-15T23:59:59-04:00", None),
        ("2026-04-14T12:00:00-04:00", (4, 15), "plain", "2026-04-15T23:59:59-04:00", None),
        (
            "2026-04-15T00:30:00-04:00",
            (4, 15),
            "plain",
            "2027-04-15T23:59:59-04:00",
            None,
        ),  # after the start, not on it
        ("2026-12-01T12:00:00-05:00", (2, 29), "plain", "2027-02-28T23:59:59-05:00", None),
        ("2027-12-01T12:00:00-05:00", (2, 29), "plain", "2028-02-29T23:59:59-05:00", None),
        ("2027-12-01T12:00:00-05:00", (4, 15), "roll", "2028-04-15T23:59:59-04:00", "2028-04-17T23:59:59-04:00"),
    ],
)
def test_on_a_date(start: str, month_day: tuple[int, int], rule: str, act_by: str, outer: str | None) -> None:
    found = on_date(instant(start), month_day, Switches(RULES[rule]), WASHINGTON)
    assert tuple(one.isoformat() for one in found) == (act_by, outer or act_by)


@pytest.mark.parametrize(
    ("at", "unit", "expected"),
    [
        ("2026-11-20T12:00:00+09:00", "year", "2026-12-31T23:59:59+09:00"),
        ("2026-12-31T16:00:00+00:00", "year", "2027-12-31T23:59:59+09:00"),  # already January in Tokyo
        ("2026-11-20T12:00:00+09:00", "quarter", "2026-12-31T23:59:59+09:00"),
        ("2026-06-30T12:00:00+09:00", "quarter", "2026-06-30T23:59:59+09:00"),
        ("2026-06-30T15:00:00+00:00", "quarter", "2026-09-30T23:59:59+09:00"),
        ("2026-02-01T12:00:00+09:00", "quarter", "2026-03-31T23:59:59+09:00"),
    ],
)
def test_the_end_of_a_year_or_quarter(at: str, unit: str, expected: str) -> None:
    assert end_of_period(instant(at), unit, TOKYO).isoformat() == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("2026-11-07T14:00:00+01:00", "2026-11-09T12:00:00+01:00"),  # a Saturday
        ("2026-12-25T23:59:59+01:00", "2026-12-28T12:00:00+01:00"),  # Christmas, a Friday
        ("2026-11-09T14:00:00+01:00", "2026-11-09T14:00:00+01:00"),
    ],
)
def test_the_last_moment_moves_to_noon(limit: str, expected: str) -> None:
    assert last_moment(instant(limit), Switches(RULES["eu-dora"]), BERLIN) == instant(expected)
    assert last_moment(instant(limit), Switches(RULES["eu-dora"], relieved=False), BERLIN) == instant(limit)
    assert last_moment(instant(limit), Switches(RULES["eu-1182-71"]), BERLIN) == instant(limit)


def test_a_day_is_free_by_all_calendars_or_by_any() -> None:
    chavez, new_year, saturday, plain = date(2026, 3, 31), date(2026, 1, 1), date(2026, 11, 21), date(2026, 11, 23)
    assert [CALIFORNIA.free(day, generous=False) for day in (chavez, new_year, saturday, plain)] == [
        False,
        True,
        True,
        False,
    ]
    assert [CALIFORNIA.free(day, generous=True) for day in (chavez, new_year, saturday, plain)] == [
        True,
        True,
        True,
        False,
    ]
    assert not seat().free(new_year, generous=True)  # no calendar: only the weekend
