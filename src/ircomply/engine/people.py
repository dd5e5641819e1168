"""How many people: counts by place, where wide places hold narrow ones, and what may live elsewhere."""

from __future__ import annotations

from decimal import Decimal

from ircomply.model.facts import DataSet, Facts, People
from ircomply.model.quantity import Range
from ircomply.model.vocabulary import Vocabulary

SOMEONE = Range(Decimal(1), None)
NOBODY_KNOWN = Range(Decimal(0), None)


def people_of(data: DataSet, place: str | None, facts: Facts, words: Vocabulary) -> Range:
    """Bound the people of one data set in a place (nothing: anywhere).

    The low end adds the entries inside the place, nested ones once. The high end is open while the place has no entry
    of its own and people may live where no count is given; what a wider entry leaves may live there too, unless the
    place has a count for everyone, or for the group that the wider entry counts.
    """
    if data.people is None:
        return NOBODY_KNOWN
    inside = [entry for entry in data.people if place is None or words.within(entry.place, place)]
    total = _sum(inside, words)
    groups = {entry.who for entry in inside if entry.place == place}
    if None in groups:
        return total
    if not groups and facts.people_elsewhere is not False:
        return Range(total.low, None)
    return Range(total.low, _plus(total.high, _left_by_wider(data.people, place, groups, words)))


def people_unnamed(data: DataSet, place: str, facts: Facts, words: Vocabulary) -> Range:
    """Bound the people of one data set who live in a place, in a member of it that no entry names.

    Members are the states of a union or the parts of a country; only what is counted for a wider place can be theirs.
    """
    if data.people is None:
        return NOBODY_KNOWN
    left = [_left(entry, data, place, words) for entry in data.people if _spans(entry, place, words)]
    open_end = facts.people_elsewhere is not False or any(one.high is None for one in left)
    low = max((one.low for one in left), default=Decimal(0))
    return Range(low, None if open_end else sum((one.high or Decimal(0) for one in left), Decimal(0)))


def _spans(entry: People, place: str, words: Vocabulary) -> bool:
    """Say whether an entry counts people of several members of a place, or of more than the place."""
    return words.within(place, entry.place) or (
        words.within(entry.place, place) and member_of(entry.place, place, words) is None
    )


def _left(entry: People, data: DataSet, place: str, words: Vocabulary) -> Range:
    """Say how many of an entry's people are counted in no narrower one."""
    own = entry.count or SOMEONE
    inner = _sum([other for other in data.people or () if other is not entry and _holds(entry, other, words)], words)
    sure = inner.high is not None and words.within(entry.place, place)
    low = max(own.low - (inner.high or Decimal(0)), Decimal(0)) if sure else Decimal(0)
    return Range(low, None if own.high is None else max(own.high - inner.low, Decimal(0)))


def _sum(entries: list[People], words: Vocabulary) -> Range:
    """Add entries up; one that lies in another without a group of its own is part of it."""
    high: Decimal | None = Decimal(0)
    lows: dict[tuple[str, str | None], Decimal] = {}
    for entry in (entry for entry in entries if not _held(entry, entries, words)):
        below = _sum([other for other in entries if other is not entry and _holds(entry, other, words)], words)
        own, key = entry.count or SOMEONE, (entry.place, entry.who)
        lows[key] = max(lows.get(key, Decimal(0)), own.low, below.low)
        high = _plus(high, own.high)
    low = _surely(lows, words)
    return Range(low, None if high is None else max(high, low))


def _surely(lows: dict[tuple[str, str | None], Decimal], words: Vocabulary) -> Decimal:
    """Add what cannot be the same people twice: a count for everyone in a place may hold those of a group in a wider one."""
    everyone = {
        key for key in lows if key[1] is None and any(who and words.within(key[0], place) for place, who in lows)
    }
    groups = {key for key in lows if key[1] and any(words.within(place, key[0]) for place, _ in everyone)}
    apart = sum((low for key, low in lows.items() if key not in everyone | groups), Decimal(0))
    return apart + max(sum((lows[key] for key in everyone), Decimal(0)), sum((lows[key] for key in groups), Decimal(0)))


def _holds(outer: People, inner: People, words: Vocabulary) -> bool:
    """Say whether one entry is part of another: inside its place, and of its group or the outer has none."""
    if outer.place == inner.place:
        return outer.who is None and inner.who is not None
    return words.within(inner.place, outer.place) and outer.who in (None, inner.who)


def _held(entry: People, entries: list[People], words: Vocabulary) -> bool:
    return any(other is not entry and _holds(other, entry, words) for other in entries)


def _left_by_wider(
    entries: tuple[People, ...], place: str | None, groups: set[str | None], words: Vocabulary
) -> Decimal | None:
    """Say how many of a wider entry's people may live in the place besides those counted elsewhere in it.

    `groups` are those that the place has a count of its own for.
    """
    if place is None:
        return Decimal(0)
    left: Decimal | None = Decimal(0)
    for wide in entries:
        if wide.place == place or not words.within(place, wide.place) or (wide.who and wide.who in groups):
            continue
        inner = [other for other in entries if other is not wide and _holds(wide, other, words)]
        high = (wide.count or SOMEONE).high
        left = _plus(left, None if high is None else max(high - _sum(inner, words).low, Decimal(0)))
    return left


def _plus(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def narrowed(
    count: Range, sets: tuple[set[str], set[str]], place: str | None, facts: Facts, words: Vocabulary
) -> Range:
    """Narrow a count over several sets by the totals that were counted once.

    `sets` are those that surely match, and those that may. Of an open list of data sets no total bounds the high end.
    """
    sure, possible = sets
    low, high = count.low, count.high
    closed = facts.data is not None and facts.data_complete is True
    for total in facts.totals:
        if total.count is None:
            continue
        of, most = set(total.of), total.count.high
        if of <= sure and (place is None or words.within(total.place, place)):
            low = max(low, total.count.low)
        if closed and most is not None and possible <= of and _holds_all(total.place, possible, place, facts, words):
            high = most if high is None else min(high, most)
    return Range(low, high if high is None else max(high, low))


def _holds_all(outer: str, sets: set[str], place: str | None, facts: Facts, words: Vocabulary) -> bool:
    """Say whether everybody who is asked about lives in a place: the place asked lies in it, or all entries do."""
    if place is not None:
        return words.within(place, outer)
    counted = [data.people for data in facts.data or () if data.id in sets]
    inside = all(people is not None and all(words.within(entry.place, outer) for entry in people) for people in counted)
    return facts.people_elsewhere is False and inside


def members_with_people(facts: Facts, place: str, words: Vocabulary) -> tuple[list[str], bool]:
    """List the members of a place where people may be, and whether people may live in others that no entry names.

    Members are the states of a union or the parts of a country: an entry for a narrower place counts for its member.
    """
    entries = [
        entry
        for data in facts.data or ()
        for entry in data.people or ()
        if entry.count is None or entry.count.high != 0
    ]
    found = {member for entry in entries if (member := member_of(entry.place, place, words))}
    closed = bool(facts.data) and facts.data_complete is True
    rest = not closed or any(people_unnamed(data, place, facts, words).high != 0 for data in facts.data or ())
    return sorted(found), rest


def left_in(place: str, facts: Facts, words: Vocabulary) -> bool:
    """Say whether an entry for several members of a place leaves people whose member is not named."""
    entries = [(data, entry) for data in facts.data or () for entry in data.people or () if _spans(entry, place, words)]
    return any(_left(entry, data, place, words).high != 0 for data, entry in entries)


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
