"""What is known of one incident. A bare value is known; an absent one is unknown; nothing is assumed to be no."""

from __future__ import annotations

from collections.abc import Mapping as Table
from datetime import datetime
from typing import Any, Literal

from ircomply.model.base import Value
from ircomply.model.instant import Moment, Stretch
from ircomply.model.quantity import Range

Happening = Moment | Stretch | Literal[False]


class Organisation(Value, frozen=True):
    """The legal entity. Lists of places, when given, are closed."""

    name: str | None = None
    based_in: str | None = None
    established_in: tuple[str, ...] | None = None
    serves: tuple[str, ...] | None = None
    timezone: str | None = None
    lead: Table[str, str] = {}
    classes: Table[str, bool | None] = {}
    classes_complete: bool | None = None


class People(Value, frozen=True):
    """People of one place in a data set; no count means some, number unknown."""

    place: str
    count: Range | None = None
    who: str | None = None


class DataSet(Value, frozen=True):
    """Data that was, or may have been, touched."""

    id: str
    what: str | None = None
    role: str | None = None
    owners: tuple[str, ...] | None = None
    form: str | None = None
    categories: tuple[str, ...] | None = None
    categories_complete: bool | None = None
    protection: str | None = None
    people: tuple[People, ...] | None = None
    privileged: bool = False


class Disruption(Value, frozen=True):
    """A stretch in which a service did not work as it should."""

    stretch: Stretch
    extent: str | None = None
    expected_end: Moment | None = None


class Service(Value, frozen=True):
    """A service that was, or may have been, hit."""

    id: str
    what: str | None = None
    kind: tuple[str, ...] | None = None
    critical: bool | None = None
    users: Range | None = None
    users_in: Table[str, Range | None] = {}
    affected: Table[str, Range | None] = {}
    disruptions: tuple[Disruption, ...] = ()
    customers: tuple[str, ...] | None = None


class Total(Value, frozen=True):
    """People counted once over several data sets."""

    of: tuple[str, ...]
    place: str
    count: Range | None


class Source(Value, frozen=True):
    """Where evidence comes from, and what it covers."""

    id: str
    kind: str
    of: tuple[str, ...] = ()
    covers: Stretch | None = None
    gaps: tuple[Stretch, ...] = ()
    intact: bool | None = None
    reviewed: bool | None = None
    kept_until: Moment | None = None


class Finding(Value, frozen=True):
    """What the investigation has established about one thing; `states` are aspects and their states."""

    about: str
    at: Moment
    states: Table[str, str]
    id: str = ""
    basis: str | None = None
    searched: str | None = None
    what: str | None = None
    sources: tuple[str, ...] | None = None
    by: str | None = None
    corrects: tuple[str, ...] = ()
    because: str | None = None
    privileged: bool = False
    supposed: bool = False  # only supposed: it is earned, and corrects what stood before


class Answer(Value, frozen=True):
    """What a person has decided."""

    value: str
    by: str | None = None
    at: Moment | None = None
    ground: str | None = None
    because: str | None = None


class Decision(Value, frozen=True):
    """A person's verdict, beside the engine's."""

    obligation: str
    verdict: str
    because: str | None = None
    by: str | None = None
    at: Moment | None = None
    review_by: Moment | None = None
    where: str | None = None


class FixedStart(Value, frozen=True):
    """A start that counsel fixed, for one obligation or regime."""

    event: str
    about: str
    at: Moment
    because: str | None = None
    by: str | None = None


class Filing(Value, frozen=True):
    """A submission made. A mistaken one is voided, never erased."""

    at: Moment
    obligation: str | None = None
    stage: str | None = None
    to: str | None = None
    place: str | None = None
    where: str | None = None
    mode: str | None = None
    received_at: Moment | None = None
    reference: str | None = None
    notice: str | None = None
    void: Table[str, Any] | None = None


class Order(Value, frozen=True):
    """What an authority directed."""

    obligation: str
    at: Moment
    stage: str | None = None
    where: str | None = None
    reference: str | None = None


class Hold(Value, frozen=True):
    """A lawful delay that somebody granted."""

    obligations: tuple[str, ...]
    kind: str
    start: Moment
    mode: str | None = None
    until: Moment | None = None
    lifted: Moment | None = None
    where: str | None = None
    reference: str | None = None


class Facts(Value, frozen=True):
    """One incident of one legal entity, as a whole. `other` keeps the sections that no condition asks about."""

    id: str = ""
    title: str | None = None
    codename: str | None = None
    status: str | None = None
    incident_type: str | None = None
    drill: bool = False
    rules: tuple[str, ...] = ()
    group: str | None = None
    organisation: Organisation = Organisation()
    people_elsewhere: bool | None = None
    timeline: Table[str, tuple[Happening, ...]] = {}
    data_complete: bool | None = None
    data: tuple[DataSet, ...] | None = None
    totals: tuple[Total, ...] = ()
    services_complete: bool | None = None
    services: tuple[Service, ...] | None = None
    figures: Table[str, Any] = {}
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: Table[str, Answer] = {}
    decisions: tuple[Decision, ...] = ()
    starts: tuple[FixedStart, ...] = ()
    filings: tuple[Filing, ...] = ()
    orders: tuple[Order, ...] = ()
    holds: tuple[Hold, ...] = ()
    other: Table[str, Any] = {}
    earned: bool = False  # in case files and suppositions a ruled_out without sources counts as earned
    digest: str = ""

    def thing(self, name: str) -> DataSet | Service | None:
        """Find a data set or a service by its id."""
        things: list[DataSet | Service] = [*(self.data or ()), *(self.services or ())]
        return next((thing for thing in things if thing.id == name), None)

    def called(self, name: str) -> str:
        """Call a data set or a service as people do."""
        thing = self.thing(name)
        return (thing.what or thing.id) if thing else ("the incident" if name == "incident" else name)


def known_at(moment: Moment | None, now: datetime) -> bool:
    """Say whether something with this time stood at `now`; without a time it always did."""
    return moment is None or moment.earliest <= now
