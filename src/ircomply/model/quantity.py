"""Numbers as they are known: exactly, or between two ends."""

from __future__ import annotations

from decimal import Decimal

from ircomply.model.base import Value


class Range(Value, frozen=True):
    """A number known to lie between `low` and `high`; no `high` means that nothing bounds it."""

    low: Decimal
    high: Decimal | None

    @property
    def exact(self) -> bool:
        """Whether it is known."""
        return self.low == self.high
