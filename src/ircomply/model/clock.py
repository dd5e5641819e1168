"""Clocks: the rule of counting of one stage."""

from __future__ import annotations

from ircomply.model.base import Tagged, Value
from ircomply.model.condition import Condition

UNITS = ("minutes", "hours", "days", "business_days", "months")


class Period(Value, frozen=True):
    """So many units of time."""

    count: int
    unit: str

    @property
    def in_hours(self) -> bool:
        """Whether it is real time, added in UTC."""
        return self.unit in ("minutes", "hours")


class EventAnchor(Tagged, frozen=True):
    """An event of the incident."""

    event: str


class AnswerAnchor(Tagged, frozen=True):
    """The time at which a question was answered."""

    question: str


class FiledAnchor(Tagged, frozen=True):
    """The first (or last) filing of a stage, of this obligation or another."""

    stage: str
    obligation: str | None = None
    last: bool = False


class LimitAnchor(Tagged, frozen=True):
    """When a stage of this obligation falls due."""

    stage: str


class OrderedAnchor(Tagged, frozen=True):
    """When an authority directed it."""


class HoldEndedAnchor(Tagged, frozen=True):
    """When the hold ended."""


class EndOfAnchor(Tagged, frozen=True):
    """The end of the year or quarter in which another anchor lies."""

    unit: str
    of: Anchor


class AnchorLine(Value, frozen=True):
    """One anchor of several, perhaps only under a condition."""

    anchor: Anchor
    when: Condition | None = None


class EarliestAnchor(Tagged, frozen=True):
    """The earliest of those that are known."""

    lines: tuple[AnchorLine, ...]


class LatestAnchor(Tagged, frozen=True):
    """The latest of them."""

    lines: tuple[AnchorLine, ...]


COMPOUND = (EarliestAnchor, LatestAnchor)
Simple = EventAnchor | AnswerAnchor | FiledAnchor | LimitAnchor | OrderedAnchor | HoldEndedAnchor
Anchor = Simple | EndOfAnchor | EarliestAnchor | LatestAnchor


class Clock(Value, frozen=True):
    """One clock, or one line of several. Exactly one way of giving an instant stands in it, or only words."""

    within: Period | None = None
    by: tuple[int, int] | None = None  # month, day
    of: Anchor | None = None
    no_later_than: Anchor | None = None
    before: Anchor | None = None
    without: str | None = None
    earliest_of: tuple[Clock, ...] = ()
    latest_of: tuple[Clock, ...] = ()
    choose: tuple[Clock, ...] = ()
    when: Condition | None = None
    original: bool = False  # inside a hold: the limit as it was

    @property
    def lines(self) -> tuple[Clock, ...]:
        """The lines of a clock that is made of several."""
        return self.earliest_of or self.latest_of or self.choose

    @property
    def numbered(self) -> bool:
        """Whether it, or a line of it, has a number of its own."""
        return self.within is not None or self.by is not None or any(line.numbered for line in self.lines)

    @property
    def dated(self) -> bool:
        """Whether it can give a date at all."""
        own = self.within or self.by or self.no_later_than or self.before or self.original
        return bool(own) or any(line.dated for line in self.lines)


class Counting(Value, frozen=True):
    """The counting rule of a clock; `relief_if` where its reliefs are not for all."""

    rule: str = "plain"
    relief_if: Condition | None = None
