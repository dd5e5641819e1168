"""The words of the formats and what hangs on them: places, data, aspects, events, classes, recipients, counting."""

from __future__ import annotations

from collections.abc import Mapping as Table
from datetime import date
from functools import cache, cached_property

from ircomply.model.base import Value

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
    short: str = ""  # within a sentence: what yes says, or what the choices are of


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
    means: str = ""


class Authority(Value, frozen=True):
    """An entry of the recipients' directory; what is not known is nothing."""

    id: str
    name: str
    place: str = ""
    portal: str = ""
    phone: str = ""
    hours: str = ""
    needs: tuple[str, ...] = ()
    checked: date | None = None
    ask: str = ""


class Family(Value, frozen=True):
    """Authorities of one kind, by place. `scope` is the place in which they share the work."""

    id: str
    members: Table[str, str]
    scope: str = ""
    ask: str = ""


class Vocabulary(Value, frozen=True, eq=False, dict=True):
    """All sections together. Words of private sets are merged in under their prefix."""

    places: Table[str, Place] = {}
    categories: Table[str, tuple[str, ...]] = {}
    combinations: Table[str, tuple[tuple[str, ...], ...]] = {}
    protection: Table[str, tuple[str, ...]] = {}
    data_aspects: Table[str, tuple[str, ...]] = {}
    service_aspects: Table[str, tuple[str, ...]] = {}
    incident_aspects: Table[str, str] = {}
    incident_only_aspects: Table[str, str] = {}
    events: Table[str, Event] = {}
    figures: Table[str, str] = {}
    recipient_kinds: Table[str, str] = {}
    service_kinds: Table[str, str] = {}
    source_kinds: Table[str, tuple[str, ...]] = {}
    roles: Table[str, str] = {}
    workstreams: Table[str, str] = {}
    coverage_fields: Table[str, str] = {}
    hold_kinds: Table[str, str] = {}
    audiences: Table[str, str] = {}
    classes: Table[str, RegulatedStatus] = {}
    questions: Table[str, Question] = {}
    counting: Table[str, CountingRule] = {}
    recipients: Table[str, Authority] = {}
    families: Table[str, Family] = {}
    calendars: frozenset[str] = frozenset()

    def names(self) -> dict[str, frozenset[str]]:
        """List the known words by section, for reading."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: frozenset(value) for name, value in values.items() if isinstance(value, dict)}

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
            found |= self.wider(code.split("-", maxsplit=1)[0])
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
        country = self.places[code.split("-", maxsplit=1)[0]]
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
