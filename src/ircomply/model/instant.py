"""Points and stretches of time, and how they are written.

An instant is an aware datetime. A bare date is one instant that is not known better; `{between: [a, b]}` says the
same. A stretch has a start and an end, which may be ongoing.
"""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

import tzdata

from ircomply.model.base import Value

# Zone data comes from the pinned package, never from the system: the same answer on every machine.
zoneinfo.reset_tzpath(to=[f"{path}/zoneinfo" for path in tzdata.__path__])

ONGOING: Literal["ongoing"] = "ongoing"
_OFFSET = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|[+-]\d\d:\d\d)\Z")
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ([A-Za-z][A-Za-z0-9_+/-]+)\Z")
_NAIVE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")


class NotAnInstant(ValueError):  # noqa: N818
    """A text that is no instant: `reason` in words, `advice` the way out."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


class Moment(Value, frozen=True):
    """One instant, known to lie between `earliest` and `latest` (equal when it is known exactly)."""

    earliest: datetime
    latest: datetime

    @property
    def exact(self) -> bool:
        """Whether it is known to the second."""
        return self.earliest == self.latest


class Stretch(Value, frozen=True):
    """A stretch of time. `end` is nothing where nobody has said it; that is not the same as ongoing."""

    start: Moment | None
    end: Moment | Literal["ongoing"] | None


@cache
def zone(name: str) -> tzinfo:
    """Find a zone by its IANA name, or `UTC`. Raises `NotAnInstant` for a name that does not exist."""
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise NotAnInstant(f'no time zone "{name}"', "write an IANA name such as Europe/Dublin, or UTC") from None


def offset_zone(text: str) -> tzinfo:
    """Turn `Z` or `+02:00` into a fixed offset. Raises `NotAnInstant` when it is out of range."""
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 15 or minutes > 59:
        raise NotAnInstant(f'no offset "{text}"', "an offset looks like +01:00")
    delta = timedelta(hours=hours, minutes=minutes)
    return UTC if not delta else timezone(-delta if text[0] == "-" else delta)


def read_instant(text: str, home: tzinfo | None = None) -> datetime:
    """Read `2026-11-20T16:40:00+00:00` or `2026-11-20 16:40 Europe/Dublin`.

    `home` is the organisation's zone; it only shapes the advice. Raises `NotAnInstant` for a time without zone,
    an impossible one, and one that a clock change makes double or void.
    """
    if match := _OFFSET.match(text):
        return _combine(match[1], match[2]).replace(tzinfo=offset_zone(match[3]))
    if match := _ZONED.match(text):
        return civil(_combine(match[1], match[2]), zone(match[3]))
    if match := _NAIVE.match(text):
        local = _combine(match[1], match[2])
        raise NotAnInstant("a time needs its offset", _with_offset(local, home))
    raise NotAnInstant(
        f'"{text}" is no instant', 'write "2026-11-20T16:40:00+00:00" or "2026-11-20 16:40 Europe/Dublin"'
    )


def read_moment(text: str, home: tzinfo | None) -> Moment:
    """Read an instant, or a bare date as one that is not known better within that day of the home zone."""
    if _DATE.match(text):
        if home is None:
            raise NotAnInstant("a bare date needs organisation.timezone", "add the zone, or write a full instant")
        day = _date(text)
        return Moment(fixed(day_start(day, home)), fixed(day_end(day, home)))
    instant = fixed(read_instant(text, home))
    return Moment(instant, instant)


def fixed(at: datetime) -> datetime:
    """Give the same instant at a fixed offset.

    Python compares and subtracts two times of one zone by their wall clocks, and is an hour wrong across a clock change.
    """
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()), fold=0)


def real(at: datetime) -> datetime:
    """Give the instant in UTC, to compare it with others."""
    return at.astimezone(UTC)


def civil(local: datetime, where: tzinfo) -> datetime:
    """Place a wall-clock time in a zone. Raises `NotAnInstant` where a clock change makes it double or void."""
    early, late = local.replace(tzinfo=where, fold=0), local.replace(tzinfo=where, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    first, second = sorted((early.astimezone(UTC), late.astimezone(UTC)))
    readings = f"write {first.astimezone(where).isoformat()} or {second.astimezone(where).isoformat()}"
    if first.astimezone(where).replace(tzinfo=None) == local:
        raise NotAnInstant("a clock change makes this time double", readings)
    raise NotAnInstant("a clock change leaves this time out", readings)


def day_start(day: date, where: tzinfo) -> datetime:
    """Give the first second of a local day."""
    return datetime.combine(day, time(0, 0), tzinfo=where)


def day_end(day: date, where: tzinfo, at: time = time(23, 59, 59)) -> datetime:
    """Give the last second of a local day, or the hour at which a recipient's day ends (the earlier, if doubled)."""
    return datetime.combine(day, at, tzinfo=where)


def _combine(day: str, clock: str) -> datetime:
    try:
        return datetime.combine(_date(day), time.fromisoformat(clock))
    except ValueError as error:
        if isinstance(error, NotAnInstant):
            raise
        raise NotAnInstant(f'no time "{clock}" exists', "a day runs from 00:00 to 23:59") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotAnInstant(f'no day "{text}" exists', "look at the month and the number of its days") from None


def _with_offset(local: datetime, home: tzinfo | None) -> str:
    if home is None:
        return f'write "{local.isoformat()}+00:00" with the right offset, or a zone name after it'
    try:
        found = civil(local, home)
    except NotAnInstant as doubt:
        return doubt.advice
    return f'in {place_of(home)} on that day: "{found.isoformat()}". Or write: unknown'


def place_of(where: tzinfo) -> str:
    """Name a zone by its city, as people do: Europe/Dublin is Dublin."""
    key = getattr(where, "key", None) or str(where)
    return "UTC" if where is UTC else str(key).rsplit("/", 1)[-1].replace("_", " ")
