"""The condition language: a tree over the facts of an incident.

Eleven leaves and five combinators; new law must not need new Python: what no leaf expresses is a question.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Literal

from ircomply.model.base import Tagged, Value

LINKS = ("seat", "establishment", "market", "people")
THIS = "this"


class Money(Tagged, frozen=True):
    """An amount in one currency; no currency is ever converted."""

    amount: Decimal
    currency: str


class Percent(Tagged, frozen=True):
    """A share of another figure; without `of`, of the users."""

    share: Decimal
    of: str | None = None


class Length(Tagged, frozen=True):
    """A length of time, in seconds of real time."""

    seconds: int

    def __str__(self) -> str:
        """In the largest unit that fits."""
        for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
            if self.seconds % size == 0:
                count = self.seconds // size
                return f"{count} {unit}{'' if count == 1 else 's'}"
        return ""


Bound = Decimal | Money | Percent | Length
Operator = Literal["more_than", "at_least", "fewer_than", "at_most"]


class Comparison(Value, frozen=True):
    """One comparator, in the statute's own words, and its bound."""

    operator: Operator
    bound: Bound

    @property
    def upper(self) -> bool:
        """Whether more of it takes the duty away."""
        return self.operator in ("fewer_than", "at_most")


class Pattern(Value, frozen=True):
    """A kind of breach; everything in it is asked of one and the same data set."""

    of: tuple[str, ...] | str
    aspects: tuple[str, ...] = ()
    enough: str = "confirmed"
    place: str | None = None
    role: str | None = None
    form: str | None = None
    owner: str | None = None
    unless_protected: str | None = None


class All(Tagged, frozen=True):
    """Every child holds."""

    children: tuple[Condition, ...]


class AnyOf(Tagged, frozen=True):
    """At least one child holds."""

    children: tuple[Condition, ...]


class Not(Tagged, frozen=True):
    """The child does not hold."""

    child: Condition


class Some(Tagged, frozen=True):
    """At least so many children hold."""

    at_least: int
    children: tuple[Condition, ...]


class Named(Tagged, frozen=True):
    """A test with a name, of this regime or as `regime/name` of another."""

    name: str


class Breach(Tagged, frozen=True):
    """At least one data set matches the pattern."""

    of: str | Pattern


class PeopleCount(Tagged, frozen=True):
    """So many people of a place stand in the matching data sets."""

    of: str | Pattern
    test: Comparison
    place: str | None = None


class ServiceHit(Tagged, frozen=True):
    """One and the same service was hit in this way, for so long, for so many."""

    aspects: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    critical: bool | None = None
    enough: str = "confirmed"
    lasting: Comparison | None = None
    place: str | None = None
    users: Comparison | None = None
    customer: str | None = None


class IncidentIs(Tagged, frozen=True):
    """The incident as a whole is established to be of this kind."""

    aspects: tuple[str, ...]
    enough: str = "confirmed"


class FigurePasses(Tagged, frozen=True):
    """A named number of the incident passes a threshold."""

    name: str
    test: Comparison


class Happened(Tagged, frozen=True):
    """An event has happened; or it happened more than so long after another."""

    event: str
    after: str | None = None
    by: timedelta | None = None


class Answered(Tagged, frozen=True):
    """A person has decided so; without `values` and `at_least`, has decided at all."""

    question: str
    values: tuple[str, ...] | None = None
    at_least: str | None = None


class HasClass(Tagged, frozen=True):
    """The organisation has this regulated status."""

    name: str


class Linked(Tagged, frozen=True):
    """The organisation or the people have this link with the place."""

    place: str
    by: tuple[str, ...] = LINKS


class DutyIs(Tagged, frozen=True):
    """That other duty, or any duty to another authority of these kinds, is due."""

    obligation: str | None = None
    to: tuple[str, ...] = ()


class FiledIs(Tagged, frozen=True):
    """That report has been made."""

    obligation: str | None = None
    stage: str | None = None
    mode: str | None = None
    to: tuple[str, ...] = ()


Leaf = (
    Breach
    | PeopleCount
    | ServiceHit
    | IncidentIs
    | FigurePasses
    | Happened
    | Answered
    | HasClass
    | Linked
    | DutyIs
    | FiledIs
)
Condition = All | AnyOf | Not | Some | Named | Leaf
COMBINED = (
    All,
    AnyOf,
    Some,
)  # a tuple is looked through faster than a union, and conditions are asked thousands of times


def children(condition: Condition) -> tuple[Condition, ...]:
    """Give the direct parts of a combinator; a leaf has none."""
    if isinstance(condition, COMBINED):
        return condition.children
    return (condition.child,) if isinstance(condition, Not) else ()
