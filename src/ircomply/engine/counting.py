"""The count: from a start and a period to the instant to work to and the outer limit.

`act_by` is the count with every tightening and no relief; `outer_limit` the same count with the reliefs. Hours are
real time, added in UTC; days end in the recipient's zone; months keep the clock time. The switches, and where each
comes from, are in `_vocabulary/counting.yaml`.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

from ircomply.engine.calendars import ONE_DAY, Seat
from ircomply.model.base import Value
from ircomply.model.clock import Period
from ircomply.model.vocabulary import CountingRule

ONE_HOUR = timedelta(hours=1)


class Step(Value, frozen=True):
    """One step of the count, in words, with the instant it leads to and where the rule stands."""

    what: str
    at: datetime | None = None
    cite: str = ""


class Switches(Value, frozen=True):
    """The counting rule as it holds here: its tightenings always, its reliefs only where their condition is known to hold."""

    rule: CountingRule
    relieved: bool = True

    def has(self, relief: str) -> bool:
        """Say whether a relief is given."""
        return self.relieved and relief in self.rule.relief

    @property
    def first_day_counts(self) -> bool:
        """Whether the day of the event is day one."""
        return "event_day" in self.rule.tightens


def count(start: datetime, period: Period, switches: Switches, seat: Seat) -> tuple[datetime, datetime]:
    """Count a period from a start: the instant to work to, and the outer limit before any move of the last moment."""
    if period.in_hours:
        return _hours(start, period, switches, seat)
    day = start.astimezone(seat.zone).date()
    less = 1 if switches.first_day_counts else 0
    if period.unit == "days":
        last = day + timedelta(days=period.count - less)
        return end_of(last, seat), end_of(_relieved_day(last, day, period, switches, seat), seat)
    if period.unit == "business_days":
        first = day - ONE_DAY * less
        return end_of(seat.nth_working_day(first, period.count, generous=False), seat), end_of(
            seat.nth_working_day(first, period.count, generous=True), seat
        )
    return _months(start, period, switches, seat)


def on_date(start: datetime, month_day: tuple[int, int], switches: Switches, seat: Seat) -> tuple[datetime, datetime]:
    """Find the first such date after the start; 29 February is the 28th where the year has none."""
    day = start.astimezone(seat.zone).date()
    found = next(candidate for year in (day.year, day.year + 1) if (candidate := _date(year, *month_day)) > day)
    moved = seat.working_day(found, generous=True) if switches.has("last_day") else found
    return end_of(found, seat), end_of(moved, seat)


def last_moment(limit: datetime, switches: Switches, seat: Seat) -> datetime:
    """Move the limit that binds to noon of the next working day, where the rule says so and it falls on a free day."""
    day = limit.astimezone(seat.zone).date()
    if not switches.has("last_moment") or not seat.free(day, generous=True):
        return limit
    return datetime.combine(seat.working_day(day, generous=True), time(12), tzinfo=seat.zone)


def end_of(day: date, seat: Seat) -> datetime:
    """Give the last second of a day where the recipient sits, or the hour at which its day ends."""
    return datetime.combine(day, seat.day_ends, tzinfo=seat.zone)


def end_of_period(instant: datetime, unit: str, seat: Seat) -> datetime:
    """Give the last second of the year or quarter in which an instant lies, in the recipient's zone."""
    day = instant.astimezone(seat.zone).date()
    month = 12 if unit == "year" else (day.month + 2) // 3 * 3
    return datetime.combine(
        date(day.year, month, calendar.monthrange(day.year, month)[1]), time(23, 59, 59), tzinfo=seat.zone
    )


def _hours(start: datetime, period: Period, switches: Switches, seat: Seat) -> tuple[datetime, datetime]:
    length = timedelta(**{period.unit: period.count})
    act_by = (start.astimezone(UTC) + length).astimezone(seat.zone)
    begin = start
    if switches.has("first_hour") and period.unit == "hours":
        local = start.astimezone(seat.zone)
        begin = (
            start.astimezone(UTC)
            - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
            + ONE_HOUR
        )
    if switches.has("hours_run_on"):
        return act_by, _working_hours(begin, length, seat)
    return act_by, (begin.astimezone(UTC) + length).astimezone(seat.zone)


def _working_hours(begin: datetime, length: timedelta, seat: Seat) -> datetime:
    """Let hours stand still on free days."""
    at = begin.astimezone(UTC)
    while True:
        day = at.astimezone(seat.zone).date()
        tomorrow = datetime.combine(day + ONE_DAY, time(0), tzinfo=seat.zone).astimezone(UTC)
        if not seat.free(day, generous=True):
            if at + length <= tomorrow:
                return (at + length).astimezone(seat.zone)
            length -= tomorrow - at
        at = tomorrow


def _relieved_day(last: date, day: date, period: Period, switches: Switches, seat: Seat) -> date:
    moved = seat.working_day(last, generous=True) if switches.has("last_day") else last
    if switches.has("two_working_days") and period.count >= 2:
        moved = max(moved, seat.nth_working_day(day, 2, generous=True))
    return moved


def _months(start: datetime, period: Period, switches: Switches, seat: Seat) -> tuple[datetime, datetime]:
    local = start.astimezone(seat.zone)
    index = local.year * 12 + local.month - 1 + period.count
    day = _date(index // 12, index % 12 + 1, local.day)
    if switches.first_day_counts:
        day -= ONE_DAY
    act_by = _earlier_reading(datetime.combine(day, min(local.time(), seat.day_ends)), seat)
    moved = seat.working_day(day, generous=True) if switches.has("last_day") else day
    if switches.has("month_ends") or moved != day:
        return act_by, end_of(moved, seat)
    return act_by, act_by


def _earlier_reading(local: datetime, seat: Seat) -> datetime:
    """Place a wall-clock time; where a clock change makes it double or void, the earlier instant."""
    readings = [local.replace(tzinfo=seat.zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return min(readings).astimezone(seat.zone)


def _date(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
