"""The words of the formats and what hangs on them: places, data, aspects, events, classes, recipients, counting."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ircomply.model.base import Value
from ircomply.model.location import Span
from ircomply.model.node import Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.shape import Reader, Schema, Shape

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Place(Value, frozen=True):
    """A place: its name, the zone and the calendar of the seat of its authorities, and what lies in it."""

    code: str
    name: str
    zone: str | None = None
    calendar: tuple[str, ...] = ()
    weekend: frozenset[int] = frozenset({5, 6})
    holds: tuple[str, ...] = ()


class Question(Value, frozen=True):
    """What only a person can decide. `marks` says which answer is which event."""

    id: str
    ask: str
    choices: tuple[str, ...]
    ordered: bool = False
    source: str = ""  # `assessment`, where the impact assessment answers it
    marks: Table[str, str] = {}
    regime: str = ""


class Event(Value, frozen=True):
    """Something that happens at an instant. `fallback` are the events that cannot be later than this one."""

    name: str
    means: str = ""
    fallback: tuple[str, ...] = ()
    decision: bool = False
    repeats: bool = False


class RegulatedStatus(Value, frozen=True):
    """A class of organisations, asked as a plain question; `family` groups what is asked once."""

    name: str
    ask: str
    place: str = ""
    implies: tuple[str, ...] = ()
    family: str = ""


class CountingRule(Value, frozen=True):
    """A named set of switches. Tightenings count for both instants, reliefs for the outer limit only."""

    name: str
    tightens: frozenset[str] = frozenset()
    relief: frozenset[str] = frozenset()
    cite: str = ""


class Authority(Value, frozen=True):
    """An entry of the recipients' directory; what is not known is nothing."""

    id: str
    name: str
    place: str = ""
    portal: str = ""
    phone: str = ""
    hours: str = ""
    needs: tuple[str, ...] = ()
    checked: str = ""
    ask: str = ""


class Family(Value, frozen=True):
    """Authorities of one kind, by place. `scope` is the place in which they share the work."""

    id: str
    members: Table[str, str]
    scope: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All sections together. Words of private sets are merged in under their prefix."""

    places: Table[str, Place] = field(default_factory=dict)
    categories: Table[str, tuple[str, ...]] = field(default_factory=dict)
    combinations: Table[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    protection: Table[str, tuple[str, ...]] = field(default_factory=dict)
    data_aspects: Table[str, tuple[str, ...]] = field(default_factory=dict)
    service_aspects: Table[str, tuple[str, ...]] = field(default_factory=dict)
    incident_aspects: Table[str, str] = field(default_factory=dict)
    incident_only_aspects: Table[str, str] = field(default_factory=dict)
    events: Table[str, Event] = field(default_factory=dict)
    figures: Table[str, str] = field(default_factory=dict)
    recipient_kinds: Table[str, str] = field(default_factory=dict)
    service_kinds: Table[str, str] = field(default_factory=dict)
    source_kinds: Table[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Table[str, str] = field(default_factory=dict)
    workstreams: Table[str, str] = field(default_factory=dict)
    coverage_fields: Table[str, str] = field(default_factory=dict)
    hold_kinds: Table[str, str] = field(default_factory=dict)
    audiences: Table[str, str] = field(default_factory=dict)
    classes: Table[str, RegulatedStatus] = field(default_factory=dict)
    questions: Table[str, Question] = field(default_factory=dict)
    counting: Table[str, CountingRule] = field(default_factory=dict)
    recipients: Table[str, Authority] = field(default_factory=dict)
    families: Table[str, Family] = field(default_factory=dict)
    calendars: frozenset[str] = frozenset()

    def names(self) -> dict[str, frozenset[str]]:
        """List the known words by section, for reading."""
        return {name: frozenset(value) for name, value in vars(self).items() if isinstance(value, dict)}

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    @cached_property
    def _parents(self) -> dict[str, tuple[str, ...]]:
        parents: dict[str, list[str]] = {}
        for place in self.places.values():
            for inner in place.holds:
                parents.setdefault(inner, []).append(place.code)
        return {code: tuple(outer) for code, outer in parents.items()}

    @cache  # noqa: B019 - one vocabulary lives as long as the run
    def wider(self, code: str) -> frozenset[str]:
        """List every place that holds this one, and itself. A subdivision lies in its country, as in ISO 3166-2."""
        found = {code}
        if "-" in code:
            found |= self.wider(code.split("-")[0])
        for outer in self._parents.get(code, ()):
            found |= self.wider(outer)
        return frozenset(found)

    def within(self, inner: str, outer: str) -> bool:
        """Say whether one place lies in another, or is it."""
        return inner == outer or outer in self.wider(inner)

    def place(self, code: str) -> Place:
        """Give a place; a subdivision without an entry of its own is as its country. Raises KeyError for no place."""
        if code in self.places:
            return self.places[code]
        country = self.places[code.split("-")[0]]
        return Place(code, code, country.zone, country.calendar, country.weekend)

    def place_name(self, code: str) -> str:
        """Name a place as people do."""
        known = self.places.get(code)
        return known.name if known else code

    @cache  # noqa: B019
    def narrower(self, category: str) -> frozenset[str]:
        """List a category of data and all that it holds."""
        found = {category}
        for inner in self.categories.get(category, ()):
            found |= self.narrower(inner)
        return frozenset(found)

    @cache  # noqa: B019
    def implied_by(self, section: str, aspect: str) -> frozenset[str]:
        """List the aspects that establish this one, and itself."""
        table = self.data_aspects if section == "data" else self.service_aspects
        found = {aspect}
        for name, implies in table.items():
            if aspect in implies:
                found |= self.implied_by(section, name)
        return frozenset(found)

    @cache  # noqa: B019
    def implies(self, section: str, aspect: str) -> frozenset[str]:
        """List the aspects that this one establishes, and itself."""
        table = self.data_aspects if section == "data" else self.service_aspects
        found = {aspect}
        for name in table.get(aspect, ()):
            found |= self.implies(section, name)
        return frozenset(found)


class PlaceCode(Shape, frozen=True):
    """A place by its ISO 3166 code, or EU or EEA. `also` are words that a law file may write instead."""

    also: tuple[str, ...] = ()
    kind: str = "a place (ISO 3166 code)"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the code. Countries whose parts are listed take no other part."""
        if not isinstance(node, Scalar):
            return self.expected(node, reader, "place")
        code, known = node.text, reader.names.get("places", frozenset())
        if code in self.also or code in known or not known:
            return code
        country = code.split("-")[0]
        listed = any(other.startswith(f"{country}-") for other in known)
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) and country in known and not listed:
            return code
        ending = sorted(other for other in known if other.endswith(f"-{code}"))
        near = f"; did you mean {ending[0]}?" if ending else did_you_mean(code, known)
        return reader.refuse(node, f'no place "{code}"{near}', "place", "write an ISO 3166 code, such as IE or US-CA")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A code."""
        return {"type": "string", "pattern": r"^([A-Z]{2,3}(-[A-Z0-9]{1,3})?|[a-z_]+)$"}


