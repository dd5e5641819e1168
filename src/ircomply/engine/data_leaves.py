"""The leaves that ask data sets: `breach` and `people`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ircomply.engine.people import narrowed, people_of, people_unnamed
from ircomply.engine.plain_words import place_words
from ircomply.engine.truth import NO, OPEN, YES, Truth, every, passes, said, some
from ircomply.engine.world import Basis, Scope, World
from ircomply.model.base import Value
from ircomply.model.condition import THIS, Breach, Pattern, PeopleCount
from ircomply.model.facts import DataSet, Finding
from ircomply.model.quantity import Range

SAFE_KEY = "encrypted_key_safe"


class Part(Value, frozen=True):
    """One part of the pattern, asked of one data set."""

    truth: Truth
    says: str
    paths: tuple[str, ...] = ()
    finding: Finding | None = None


def match(world: World, data: DataSet, pattern: Pattern, scope: Scope) -> list[Part]:
    """Ask every part of the pattern of one data set."""
    what = data.what or data.id
    parts = [_once(world, ("of", data.id, pattern.of), lambda: _categories(world, data, pattern))]
    if pattern.aspects:
        key = ("aspects", data.id, pattern.aspects, pattern.enough)
        parts.append(_once(world, key, lambda: _aspects(world, data, pattern)))
    if pattern.role:
        role = "controller" if data.role == "joint_controller" else data.role
        parts.append(_equal(role, pattern.role, f"{data.id}.role", "you are {}" + f"a {pattern.role} of {what}"))
    if pattern.form:
        form = pattern.form if data.form == "both" else data.form
        parts.append(_equal(form, pattern.form, f"{data.id}.form", f"{what}: " + "{}" + pattern.form))
    if pattern.owner:
        parts += _owned(data, pattern.owner, scope)
    if pattern.unless_protected:
        parts.append(_protected(world, data, pattern.unless_protected))
    place = scope.place if pattern.place == THIS else pattern.place
    if place:
        parts.append(_living_in(world, data, place, counted(world, data, place, scope, pattern.place)))
    return parts


def _once(world: World, key: object, ask: Callable[[], Part]) -> Part:
    """Ask a data set once what many patterns ask alike."""
    found = world.asked.get(key)
    if not isinstance(found, Part):
        found = world.asked[key] = ask()
    return found


def _owned(data: DataSet, owner: str, scope: Scope) -> list[Part]:
    """Ask whose data it is; of an owner that nobody has named, whether the owners are unknown."""
    what, paths = data.what or data.id, (f"{data.id}.for",)
    if owner == THIS and scope.owner is None:
        return [Part(said(data.owners is None), f"{what} is data of others", paths)] if scope.unnamed else []
    name = scope.owner if owner == THIS else owner
    return [Part(OPEN if data.owners is None else said(name in data.owners), f"{what} is data of {name}", paths)]


def counted(world: World, data: DataSet, place: str | None, scope: Scope, asked: str | None) -> Range:
    """Bound the people of a data set in a place; of a member that nobody has named, at least one of those left."""
    if asked == THIS and scope.unnamed and place:
        left = people_unnamed(data, place, world.facts, world.words)
        return Range(min(left.low, Decimal(1)), left.high)
    return people_of(data, place, world.facts, world.words)


def _equal(value: str | None, wanted: str, path: str, says: str) -> Part:
    """Compare a word; `says` has a place for the "not" of one that differs."""
    truth = OPEN if value is None else said(value == wanted)
    return Part(truth, says.format("not " if truth is NO else ""), (path,))


def _living_in(world: World, data: DataSet, place: str, count: Range) -> Part:
    truth = YES if count.low > 0 else NO if count.high == 0 else OPEN
    who = "nobody" if truth is NO else "people"
    where = place_words(world.words.place_name(place))
    return Part(truth, f"{who} in {where} {'is' if truth is NO else 'are'} concerned", people_paths(world, data, place))


def people_paths(world: World, data: DataSet, place: str | None) -> tuple[str, ...]:
    """Name the facts that would settle how many people of a place stand in a data set."""
    closed = world.facts.people_elsewhere is False
    if not data.people:
        return (f"{data.id}.people.{place}",) if place else (f"{data.id}.people",)
    if place is None:
        inexact = tuple(
            f"{data.id}.people.{entry.place}" for entry in data.people if entry.count is None or not entry.count.exact
        )
        return inexact if closed else (*inexact, "people_elsewhere")
    counted = any(
        world.words.within(entry.place, place) or world.words.within(place, entry.place) for entry in data.people
    )
    return (f"{data.id}.people.{place}",) if counted or closed else ("people_elsewhere",)


def _category(world: World, data: DataSet, wanted: str) -> Truth:
    listed = data.categories or ()
    narrower = world.words.narrower(wanted)
    if any(word in narrower for word in listed):
        return YES
    could_be = any(wanted in world.words.narrower(word) for word in listed)
    return NO if not could_be and data.categories is not None and data.categories_complete else OPEN


def _categories(world: World, data: DataSet, pattern: Pattern) -> Part:
    of, what = pattern.of, data.what or data.id
    paths = (f"{data.id}.categories",)
    if of == "any":
        return Part(YES, f"{what}: any data")
    if isinstance(of, str) and of in world.words.combinations:
        lists = world.words.combinations[of]
        truth = some(every(_category(world, data, word) for word in inner) for inner in lists)
        none = "no" if truth is NO else "a"
        return Part(truth, f"{what}: {none} combination that the law protects ({of})", paths)
    wanted = (of,) if isinstance(of, str) else of
    truth = some(_category(world, data, word) for word in wanted)
    none = "no " if truth is NO else ""
    return Part(truth, f"{what}: {none}{' or '.join(word.replace('_', ' ') for word in wanted)} data", paths)


def _aspects(world: World, data: DataSet, pattern: Pattern) -> Part:
    established = world.established
    decided = [(aspect, *established.truth(data.id, aspect, pattern.enough)) for aspect in pattern.aspects]
    truth = some(value for _, value, _ in decided)
    what = data.what or data.id
    if truth is YES:
        aspect, _, standing = next(entry for entry in decided if entry[1] is YES)
        finding = standing.finding if standing else None
        named = next((name for name in (finding.states if finding else {}) if name == aspect), aspect)
        return Part(YES, f"{what}: {named.replace('_', ' ')}", (f"{data.id}.{named}",), finding)
    if truth is NO:
        return Part(
            NO,
            f"{what}: all of {', '.join(pattern.aspects)} ruled out",
            tuple(f"{data.id}.{aspect}" for aspect in pattern.aspects),
        )
    leaning = [
        aspect for aspect, value, standing in decided if value is OPEN and standing and standing.state == "suspected"
    ]
    roots = [
        aspect
        for aspect, value, _ in decided
        if value is OPEN and not (world.words.implies("data", aspect) - {aspect}) & set(pattern.aspects)
    ]
    asked = leaning or roots or [aspect for aspect, value, _ in decided if value is OPEN]
    finding = next((standing.finding for _, value, standing in decided if value is OPEN and standing), None)
    return Part(
        OPEN, f"{what}: was it {' or '.join(asked)}?", tuple(f"{data.id}.{aspect}" for aspect in asked), finding
    )


def _protected(world: World, data: DataSet, accepted_by: str) -> Part:
    accepted, state = world.words.protection[accepted_by], data.protection
    only_safe_key = state == "encrypted" and state not in accepted and SAFE_KEY in accepted
    truth = OPEN if state is None or only_safe_key else said(state not in accepted)
    words = {NO: "protected", YES: "not protected", OPEN: "is it protected?"}[truth]
    return Part(truth, f"{data.what or data.id}: {words} ({state or 'unknown'})", (f"{data.id}.protection",))


def decide_breach(world: World, leaf: Breach, scope: Scope) -> Basis:
    """At least one data set matches; no only when every set fails and no other data can be touched."""
    pattern = scope.regime.pattern(leaf.of)
    asked = [(data, match(world, data, pattern, scope)) for data in world.facts.data or ()]
    values = [every(part.truth for part in parts) for _, parts in asked]
    if YES in values:
        _, parts = asked[values.index(YES)]
        telling = next((part for part in parts if part.finding), parts[0])
        rests = tuple(path for part in parts for path in part.paths)
        return Basis("breach", YES, telling.says, rests, (), telling.finding)
    open_sets = [parts for (_, parts), value in zip(asked, values, strict=True) if value is OPEN]
    if not open_sets and world.facts.data is not None and world.facts.data_complete:
        says = (
            "; ".join(next(part.says for part in parts if part.truth is NO) for _, parts in asked)
            or "no data was touched"
        )
        return Basis(
            "breach",
            NO,
            says,
            tuple(path for _, parts in asked for part in parts if part.truth is NO for path in part.paths) or ("data",),
        )
    open_parts = [part for parts in open_sets for part in parts if part.truth is OPEN]
    missing = tuple(dict.fromkeys(path for part in open_parts for path in part.paths))
    if not missing:
        missing = ("data",) if not world.facts.data else ("data_complete",)
    says = open_parts[0].says if open_parts else "what data may have been touched?"
    return Basis(
        "breach", OPEN, says, missing, missing, next((part.finding for part in open_parts if part.finding), None)
    )


def count_people(world: World, leaf: PeopleCount, scope: Scope) -> tuple[Range, list[DataSet], str | None]:
    """Bound the people of the matching data sets: surely those of the largest sure set, at most those of all that may match."""
    pattern = scope.regime.pattern(leaf.of)
    asked_place = leaf.place or pattern.place
    place = scope.place if asked_place == THIS else asked_place
    sure: list[DataSet] = []
    possible: list[DataSet] = []
    for data in world.facts.data or ():
        value = every(part.truth for part in match(world, data, pattern, scope))
        if value is not NO:
            possible.append(data)
        if value is YES:
            sure.append(data)
    counts = {data.id: counted(world, data, place, scope, asked_place) for data in possible}
    low = max((counts[data.id].low for data in sure), default=Decimal(0))
    highs = [counts[data.id].high for data in possible]
    closed = world.facts.data is not None and world.facts.data_complete and None not in highs
    high = sum((high for high in highs if high is not None), Decimal(0)) if closed else None
    if asked_place == THIS and scope.unnamed:
        return Range(low, high), possible, place
    ids = ({data.id for data in sure}, {data.id for data in possible})
    return narrowed(Range(low, high), ids, place, world.facts, world.words), possible, place


def decide_people(world: World, leaf: PeopleCount, scope: Scope) -> Basis:
    """So many people of a place stand in the matching data sets."""
    count, possible, place = count_people(world, leaf, scope)
    assert isinstance(leaf.test.bound, Decimal)  # noqa: S101 - the format reads no other
    truth = passes(leaf.test.operator, count.low, count.high, leaf.test.bound)
    where = world.words.place_name(place) if place else "all places"
    says = f"people in {where}: {_range(count)}; asked is {leaf.test.operator.replace('_', ' ')} {leaf.test.bound:,}"
    rests = tuple(f"{data.id}.people.{place}" if place else f"{data.id}.people" for data in possible)
    if truth is not OPEN:
        return Basis("people", truth, says, rests)
    return Basis("people", OPEN, says, rests, _what_counts(world, leaf, scope, possible, place))


def _what_counts(
    world: World, leaf: PeopleCount, scope: Scope, possible: list[DataSet], place: str | None
) -> tuple[str, ...]:
    if not world.facts.data:
        return ("data",)
    pattern = scope.regime.pattern(leaf.of)
    paths: list[str] = []
    for data in possible:
        parts = match(world, data, pattern, scope)
        paths += [path for part in parts if part.truth is OPEN for path in part.paths]
        count = counted(world, data, place, scope, leaf.place or pattern.place)
        if count.low != count.high:
            paths += people_paths(world, data, place)
    return tuple(dict.fromkeys(paths)) or ("data_complete",)


def _range(count: Range) -> str:
    if count.exact:
        return f"{count.low:,}"
    return f"{count.low:,} or more" if count.high is None else f"{count.low:,} to {count.high:,}"
