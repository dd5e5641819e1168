"""One body of law: its obligations, stages and recipients."""

from __future__ import annotations

from collections.abc import Mapping as Table
from datetime import date, time

from ircomply.model.base import Value
from ircomply.model.clock import Clock, Counting, Period
from ircomply.model.condition import Condition, Pattern
from ircomply.model.location import Span
from ircomply.model.vocabulary import Event, Question

BINDING_SOURCES = ("law", "order", "contract", "policy")
STATUSES = ("draft", "reviewed", "retired")


class Source(Value, frozen=True):
    """A text that binds (law, order, contract, policy) or one that does not (guidance, commentary)."""

    title: str
    kind: str
    url: str = ""


class Citation(Value, frozen=True):
    """A pinpoint in a source of the regime."""

    source: str
    at: str


class Penalty(Value, frozen=True):
    """What a failure may cost, and where that stands."""

    what: str
    cite: tuple[Citation, ...] = ()


class Checked(Value, frozen=True):
    """When the law was last read, and by whom."""

    on: date
    by: str = ""


class InForce(Value, frozen=True):
    """From when to when a text applies, judged on the local day of an event."""

    start: date | None = None
    end: date | None = None
    pending: bool = False
    unknown: bool = False
    judged_on: str | None = None


class Recipient(Value, frozen=True):
    """Who must be told. `family` is resolved by the directory; `place` gives zone and working days."""

    kind: str
    names: tuple[str, ...] = ()
    id: str | None = None
    family: str | None = None
    place: str = "organisation"
    calendar: tuple[str, ...] = ()
    day_ends: time | None = None


class ForEach(Value, frozen=True):
    """One line each: people by place, owners of data, customers of a service."""

    people_in: str | None = None
    of: str | Pattern | None = None
    owner_of: str | Pattern | None = None
    customer_of_service: bool = False


class HoldRule(Value, frozen=True):
    """On this ground, in this form, these stages stand still."""

    kind: str
    needs: str | None = None
    stops: tuple[str, ...] = ()
    at_most: Period | None = None
    then: Clock | None = None
    forbids: bool = False


class Stage(Value, frozen=True):
    """One report of a chain."""

    name: str
    clock: Clock
    when: Condition | None = None
    to: str | None = None
    received: bool = False
    each: str | None = None
    until: str | None = None
    not_before: Clock | None = None
    bars: tuple[str, ...] = ()
    plan: Clock | None = None
    counting: Counting | None = None
    span: Span | None = None


class Obligation(Value, frozen=True):
    """One duty to tell one kind of recipient."""

    id: str
    title: str
    cite: tuple[Citation, ...]
    recipient: Recipient
    stages: tuple[Stage, ...]
    in_force: InForce = InForce()
    for_each: ForEach | None = None
    applies_to: Condition | None = None
    when: Condition | None = None
    unless: Condition | None = None
    if_unknown: str | None = None  # presumed | decide | the id of the duty to assess
    met_by: Condition | None = None
    binding: str = "law"
    implements: tuple[str, ...] = ()
    successor: str | None = None
    holds: tuple[HoldRule, ...] = ()
    counting: Counting = Counting()
    content: tuple[str, ...] = ()
    submit_to: str | None = None
    template: str | None = None
    traps: tuple[str, ...] = ()
    penalty: tuple[Penalty, ...] = ()
    status: str | None = None
    checked: Checked | None = None
    amends: str | None = None
    because: str | None = None
    span: Span | None = None

    def stage(self, name: str) -> Stage | None:
        """Find a stage; a duty of one stage answers to `notice` whatever its stage is called."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        return self.stages[0] if name == "notice" and len(self.stages) == 1 else None


class Regime(Value, frozen=True):
    """One file of law."""

    id: str
    title: str
    jurisdiction: str
    status: str
    obligations: tuple[Obligation, ...]
    checked: Checked | None = None
    sources: Table[str, Source] = {}
    questions: Table[str, Question] = {}
    events: Table[str, Event] = {}
    breaches: Table[str, Pattern] = {}
    conditions: Table[str, Condition] = {}
    penalty: tuple[Penalty, ...] = ()
    set_id: str = "ircomply"
    path: str = ""

    def pattern(self, of: str | Pattern) -> Pattern:
        """Resolve a name of `breaches`. Raises KeyError for one that is not there; `rules check` finds it before."""
        return self.breaches[of] if isinstance(of, str) else of

    def status_of(self, obligation: Obligation) -> str:
        """Give the status of an obligation; its own goes before the file's."""
        return obligation.status or self.status
