"""The clock, read in one place."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Give the present instant, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the only place
