"""How many people: counts by place, where wide places hold narrow ones, and what may live elsewhere."""

from __future__ import annotations

from decimal import Decimal

from ircomply.model.facts import DataSet, Facts, People
from ircomply.model.vocabulary import Vocabulary
from ircomply.model.quantity import Range

SOMEONE = Range(Decimal(1), None)
NOBODY_KNOWN = Range(Decimal(0), None)


def people_of(data: DataSet, place: str | None, facts: Facts, words: Vocabulary) -> Range:
    """Bound the people of one data set in a place (nothing: anywhere).

    The low end adds the entries inside the place, nested ones once; the high end is open while the place has no entry
    of its own and people may live where no count is given.
    """
    if data.people is None:
        return NOBODY_KNOWN
    inside = [entry for entry in data.people if place is None or words.within(entry.place, place)]
    sum_inside = _sum(inside, words)
    if any(entry.place == place for entry in inside):
        return sum_inside
    if facts.people_elsewhere is not False:
        return Range(sum_inside.low, None)
    return Range(sum_inside.low, _plus(sum_inside.high, _left_by_wider(data.people, place, words)))


def _sum(entries: list[People], words: Vocabulary) -> Range:
    """Add entries up; one that lies in another without a group of its own is part of it."""
    low, high = Decimal(0), Decimal(0)
    bounded = True
    for entry in (entry for entry in entries if not _held(entry, entries, words)):
        inner = [other for other in entries if other is not entry and _holds(entry, other, words)]
        below = _sum(inner, words)
        own = entry.count or SOMEONE
        low += max(own.low, below.low)
        bounded = bounded and own.high is not None
        high += own.high or Decimal(0)
    return Range(low, max(high, low) if bounded else None)


def _holds(outer: People, inner: People, words: Vocabulary) -> bool:
    """Say whether one entry is part of another: inside its place, and of its group or the outer has none."""
    if outer.place == inner.place:
        return outer.who is None and inner.who is not None
    return words.within(inner.place, outer.place) and outer.who in (None, inner.who)


def _held(entry: People, entries: list[People], words: Vocabulary) -> bool:
    return any(other is not entry and _holds(other, entry, words) for other in entries)


def _left_by_wider(entries: tuple[People, ...], place: str | None, words: Vocabulary) -> Decimal | None:
    """Say how many of a wider entry's people may live in the place besides those counted elsewhere in it."""
    if place is None:
        return Decimal(0)
    left = Decimal(0)
    for wide in entries:
        if wide.place == place or not words.within(place, wide.place):
            continue
        inner = [other for other in entries if other is not wide and _holds(wide, other, words)]
        high = (wide.count or SOMEONE).high
        if high is None:
            return None
        left += max(high - _sum(inner, words).low, Decimal(0))
    return left


def _plus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def narrowed(count: Range, sets: tuple[set[str], set[str]], place: str | None, facts: Facts, words: Vocabulary) -> Range:
    """Narrow a count over several sets by the totals that were counted once.

    `sets` are those that surely match, and those that may.
    """
    sure, possible = sets
    low, high = count.low, count.high
    for total in facts.totals:
        if total.count is None:
            continue
        of = set(total.of)
        if of <= sure and (place is None or words.within(total.place, place)):
            low = max(low, total.count.low)
        if possible <= of and high is not None and total.count.high is not None and _holds_all(total.place, possible, place, facts, words):
            high = min(high, total.count.high)
    return Range(low, high if high is None else max(high, low))


def _holds_all(outer: str, sets: set[str], place: str | None, facts: Facts, words: Vocabulary) -> bool:
    """Say whether everybody who is asked about lives in a place: the place asked lies in it, or all entries do."""
    if place is not None:
        return words.within(place, outer)
    entries = [entry for data in facts.data or () if data.id in sets for entry in data.people or ()]
    return facts.people_elsewhere is False and all(words.within(entry.place, outer) for entry in entries)


def members_with_people(facts: Facts, place: str, words: Vocabulary) -> tuple[list[str], bool]:
    """List the members of a place where people may be, and whether a wider entry leaves others open.

    Members are the states of a union or the parts of a country: an entry for a narrower place counts for its member.
    """
    found: set[str] = set()
    rest = not facts.data
    for data in facts.data or ():
        rest = rest or data.people is None
        for entry in data.people or ():
            if entry.count is not None and entry.count.high == 0:
                continue
            member = member_of(entry.place, place, words)
            if member:
                found.add(member)
            elif words.within(place, entry.place) or words.within(entry.place, place):
                rest = rest or _leaves(entry, data, words)
    return sorted(found), rest


def _leaves(entry: People, data: DataSet, words: Vocabulary) -> bool:
    inner = [other for other in data.people or () if other is not entry and _holds(entry, other, words)]
    high = (entry.count or SOMEONE).high
    return high is None or high > _sum(inner, words).low


def member_of(code: str, place: str, words: Vocabulary) -> str | None:
    """Find the member of a place in which a code lies: DE for DE-BY in the EEA, US-CA for itself in the US."""
    if code == place or not words.within(code, place):
        return None
    if words.place(place).zone:
        return code
    return next((state for state in states_of(place, words) if words.within(code, state)), None)


def states_of(union: str, words: Vocabulary) -> list[str]:
    """List the states of a union of states; a union has no zone of its own."""
    found: list[str] = []
    for code in words.place(union).holds:
        found += [code] if words.place(code).zone else states_of(code, words)
    return found
