"""Who a duty is owed to, by name, and where that recipient sits."""

from __future__ import annotations

from datetime import UTC, time, timedelta, tzinfo

from ircomply.engine.calendars import Holidays, Seat
from ircomply.engine.people import states_of
from ircomply.engine.world import Scope, World
from ircomply.model.base import Value, replace
from ircomply.model.instant import NotAnInstant, zone
from ircomply.model.regime import Recipient
from ircomply.model.vocabulary import Authority, Vocabulary

SHARED = {"EU": "EEA"}  # where the law of a union reaches: Union law of these regimes applies in the EEA


class Named(Value, frozen=True):
    """A recipient as the schedule shows it. `names` has more than one where each must be told; `ask` is what is not settled."""

    kind: str
    name: str
    names: tuple[str, ...]
    place: str | None
    authority: Authority | None = None
    ask: str = ""


def name_recipient(world: World, recipient: Recipient, scope: Scope, to: str | None = None) -> Named:
    """Resolve a recipient; `to` is another kind, for a stage of its own."""
    words, place = world.words, place_of(world, recipient, scope)
    if to:
        return Named(to, _plain(words, to, place, scope), (), place)
    authority = words.recipients.get(recipient.id or "")
    ask = ""
    if recipient.family and not authority:
        family = words.families.get(recipient.family)
        member = (
            next((family.members[code] for code in sorted(family.members) if place and words.within(place, code)), None)
            if family
            else None
        )
        authority = words.recipients.get(member or "")
        ask = (family.ask if family and not authority else "") or (authority.ask if authority else "")
    if authority:
        return Named(recipient.kind, authority.name, (authority.name,), place, authority, ask)
    named = " and ".join(recipient.names) or _plain(words, recipient.kind, place, scope)
    return Named(recipient.kind, named, recipient.names, place, None, ask)


def _plain(words: Vocabulary, kind: str, place: str | None, scope: Scope) -> str:
    said = "people affected" if kind == "individuals" else words.recipient_kinds.get(kind) or kind
    said = said[0].upper() + said[1:]
    if scope.owner or scope.customer:
        return scope.owner or scope.customer or said
    return f"{said}, {words.place_name(place)}" if place else said


def place_of(world: World, recipient: Recipient, scope: Scope) -> str | None:
    """Resolve the place of a recipient, or nothing where the facts do not say."""
    organisation = world.facts.organisation
    if recipient.place == "this":
        return None if scope.unnamed else scope.place
    if recipient.place == "organisation":
        return None
    if recipient.place == "based_in":
        return organisation.based_in
    if recipient.place == "lead":
        return _lead(world, scope)
    return recipient.place


def _lead(world: World, scope: Scope) -> str | None:
    """Find the state of the main establishment inside the jurisdiction."""
    organisation, union = world.facts.organisation, scope.regime.jurisdiction
    if union in organisation.lead:
        return organisation.lead[union]
    area = SHARED.get(union, union)
    if organisation.based_in and world.words.within(organisation.based_in, area):
        return organisation.based_in
    inside = [code for code in organisation.established_in or () if world.words.within(code, area)]
    return inside[0] if len(inside) == 1 else None


def seat_of(world: World, recipient: Recipient, scope: Scope, holidays: Holidays) -> Seat:
    """Give the zone, the week and the calendars in which a deadline to this recipient is counted.

    While the facts do not say which authority of a jurisdiction it is, a day ends where it ends first there.
    """
    code = place_of(world, recipient, scope)
    seat = seat_in(world.words, code, holidays) if code else _seat_unknown(world, recipient, scope, holidays)
    calendars = recipient.calendar or seat.calendars
    return replace(seat, calendars=calendars, day_ends=recipient.day_ends or time(23, 59, 59))


def _seat_unknown(world: World, recipient: Recipient, scope: Scope, holidays: Holidays) -> Seat:
    words, home = world.words, home_zone(world)
    if recipient.place == "organisation":
        based = world.facts.organisation.based_in
        seat = seat_in(words, based, holidays) if based else Seat(UTC, holidays=holidays)
        return replace(seat, zone=home or seat.zone)
    area = (scope.place if scope.unnamed else None) or scope.regime.jurisdiction
    if area not in words.places:
        return Seat(home or UTC, holidays=holidays)
    zones = [zone_in(words, member) for member in states_of(area, words)] if not words.place(area).zone else []
    first = max(
        zones, key=lambda one: world.now.astimezone(one).utcoffset() or timedelta(), default=zone_in(words, area)
    )
    return Seat(first, words.place(area).weekend, holidays=holidays)


def seat_in(words: Vocabulary, code: str, holidays: Holidays) -> Seat:
    """Give the seat of a place's authorities; a part without a calendar of its own has that of its country."""
    place = words.place(code)
    named = [name for name in (code.lower(), code.split("-", maxsplit=1)[0].lower()) if name in words.calendars]
    calendars = place.calendar or tuple(named[:1])
    return Seat(zone_in(words, code), place.weekend, calendars, holidays=holidays)


def zone_in(words: Vocabulary, code: str | None) -> tzinfo:
    """Give the zone of a place; of a union, that of its first member."""
    if code is None:
        return UTC
    place = words.place(code)
    if place.zone:
        return zone(place.zone)
    members = states_of(code, words)
    return zone(words.place(members[0]).zone or "UTC") if members else UTC


def home_zone(world: World) -> tzinfo | None:
    """Give the reader's zone, as the organisation names it; else that of its seat."""
    organisation = world.facts.organisation
    if organisation.timezone:
        try:
            return zone(organisation.timezone)
        except NotAnInstant:
            return None
    return zone_in(world.words, organisation.based_in) if organisation.based_in else None
