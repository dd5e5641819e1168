"""Instants as they are typed: the two forms of the format, `now`, and `16:40` for today."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, time, tzinfo

from ircomply.errors import UsageError
from ircomply.model.instant import NotAnInstant, civil, read_instant


def understood(text: str, now: datetime, home: tzinfo | None) -> datetime:
    """Read an instant; `now` and `HH:MM` are taken in the organisation's zone, and what was understood is said.

    Raises `UsageError` with the way out.
    """
    text = text.strip()
    try:
        if text == "now":
            found = now.astimezone(home or UTC)
        elif re.fullmatch(r"\d{1,2}:\d\d", text):
            found = _today(text, now, home)
        else:
            return read_instant(text, home)
    except NotAnInstant as doubt:
        raise UsageError(doubt.reason, doubt.advice.removesuffix(". Or write: unknown")) from None
    sys.stderr.write(f"understood as {found.isoformat()}\n")
    return found


def _today(text: str, now: datetime, home: tzinfo | None) -> datetime:
    if home is None:
        raise NotAnInstant("a time of today needs the organisation's time zone", "write the day and the offset as well")
    hour, minute = text.split(":")
    return civil(datetime.combine(now.astimezone(home).date(), _time(int(hour), int(minute))), home)


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise NotAnInstant(f'no time "{hour}:{minute:02}" exists') from None
