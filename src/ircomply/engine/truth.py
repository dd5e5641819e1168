"""Three values: yes, no and open. Unknown is a value; it is never no."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum

from ircomply.model.quantity import Range


class Truth(IntEnum):
    """F < U < T, so that `all` is the minimum and `any` the maximum."""

    NO = 0
    OPEN = 1
    YES = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self)


NO, OPEN, YES = Truth.NO, Truth.OPEN, Truth.YES


def every(values: Iterable[Truth]) -> Truth:
    """All of them."""
    return min(values, default=YES)


def some(values: Iterable[Truth]) -> Truth:
    """Any of them."""
    return max(values, default=NO)


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """So many of them: yes if so many are; no if those that are or may be are fewer."""
    known = list(values)
    if known.count(YES) >= count:
        return YES
    return NO if len(known) - known.count(NO) < count else OPEN


def said(value: bool | None) -> Truth:
    """What a fact of yes, no or unknown says."""
    return OPEN if value is None else YES if value else NO


def passes(operator: str, low: Decimal, high: Decimal | None, bound: Decimal) -> Truth:
    """Compare a number between `low` and `high` (nothing: unbounded) with a bound, in the statute's own comparator."""
    if operator in ("fewer_than", "at_most"):
        return ~passes("at_least" if operator == "fewer_than" else "more_than", low, high, bound)
    if operator == "at_least":
        return YES if low >= bound else NO if high is not None and high < bound else OPEN
    return YES if low > bound else NO if high is not None and high <= bound else OPEN


def compare(operator: str, number: Range | None, bound: Decimal) -> Truth:
    """Compare a known, half-known or unknown number."""
    return OPEN if number is None else passes(operator, number.low, number.high, bound)
