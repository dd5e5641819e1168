"""Which days are free where a recipient sits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta, tzinfo

from ircomply.model.base import Value

Holidays = Callable[[str, int], frozenset[date]]
"""The free days of a calendar in a year, by the calendar's name."""

ONE_DAY = timedelta(days=1)


class Seat(Value, frozen=True):
    """Where a deadline is counted: the zone, the end of the day, the weekend and the calendars.

    A list of calendars means that the law does not say whose: a day that only some of them have is free for the
    outer limit alone.
    """

    zone: tzinfo
    weekend: frozenset[int] = frozenset({5, 6})
    calendars: tuple[str, ...] = ()
    day_ends: time = time(23, 59, 59)
    holidays: Holidays = lambda _name, _year: frozenset()

    def free(self, day: date, *, generous: bool) -> bool:
        """Say whether a day is free: by all calendars, or (`generous`) by any."""
        if day.weekday() in self.weekend:
            return True
        having = [day in self.holidays(name, day.year) for name in self.calendars]
        return any(having) if generous else bool(having) and all(having)

    def working_day(self, day: date, *, generous: bool) -> date:
        """Give the day itself if it is a working day, else the next one."""
        while self.free(day, generous=generous):
            day += ONE_DAY
        return day

    def nth_working_day(self, day: date, count: int, *, generous: bool) -> date:
        """Give the Nth working day after a day."""
        for _ in range(count):
            day = self.working_day(day + ONE_DAY, generous=generous)
        return day
