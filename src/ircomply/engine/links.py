"""The leaf `place`: what links the organisation or the people with a place."""

from __future__ import annotations

from ircomply.engine.data_leaves import people_paths
from ircomply.engine.people import people_of
from ircomply.engine.plain_words import place_words
from ircomply.engine.truth import NO, OPEN, YES, Truth
from ircomply.engine.world import Basis, Scope, World
from ircomply.model import condition as c


def decide_place(world: World, leaf: c.Linked, scope: Scope) -> Basis:
    """The organisation or the people have this link with the place."""
    place = scope.place if leaf.place == c.THIS else leaf.place
    if place is None:
        return Basis("place", OPEN, "which place?", ("data",), ("data",))
    found = [_LINKS[link](world, place) for link in leaf.by]
    name = place_words(world.words.place_name(place))
    if leaf.place == c.THIS and scope.unnamed:
        found = [(OPEN if truth is YES else truth, says, paths, wider) for truth, says, paths, wider in found]
    for truth, says, paths, _ in found:
        if truth is YES:
            return Basis("place", YES, says, paths)
    paths = tuple(dict.fromkeys(path for truth, _, paths, _ in found if truth is OPEN for path in paths))
    if not paths:
        denied = (
            f"no link with {name}"
            if len(leaf.by) == len(c.LINKS)
            else "; ".join(dict.fromkeys(says for _, says, _, _ in found))
        )
        return Basis("place", NO, denied, tuple(path for _, _, paths, _ in found for path in paths))
    held = any(wider for truth, _, _, wider in found if truth is OPEN)
    return Basis("place", OPEN, f"is there a link with {name}?", paths, paths, held_by_wider=held)


Link = tuple[Truth, str, tuple[str, ...], bool]


def _by_seat(world: World, place: str) -> Link:
    seat = world.facts.organisation.based_in
    return _listed(world, place, None if seat is None else (seat,), "organisation.based_in", "based in")


def _by_establishment(world: World, place: str) -> Link:
    organisation = world.facts.organisation
    seat = (organisation.based_in,) if organisation.based_in else ()
    truth = _listed(world, place, seat, "organisation.based_in", "based in")
    if truth[0] is YES:
        return truth
    listed = organisation.established_in
    return _listed(
        world, place, None if listed is None else (*listed, *seat), "organisation.established_in", "established in"
    )


def _by_market(world: World, place: str) -> Link:
    return _listed(world, place, world.facts.organisation.serves, "organisation.serves", "serves")


def _listed(world: World, place: str, listed: tuple[str, ...] | None, path: str, says: str) -> Link:
    name = place_words(world.words.place_name(place))
    serves = says == "serves"
    asked = f"do you serve {name}?" if serves else f"are you {says} {name}?"
    if listed is None:
        return OPEN, asked, (path,), False
    inside = next((code for code in listed if world.words.within(code, place)), None)
    if inside:
        known = f"you serve {name}" if serves else f"you are {says} {name}" if inside == place else f"you are in {name}"
        return YES, known if inside == place else f"{known}: {'' if serves else f'{says} '}{inside}", (path,), False
    wider = any(world.words.within(place, code) for code in listed)
    denied = f"you do not serve {name}" if serves else f"you are not {says} {name}"
    return (OPEN, asked, (path,), True) if wider else (NO, denied, (path,), False)


def _by_people(world: World, place: str) -> Link:
    facts, name = world.facts, place_words(world.words.place_name(place))
    counts = [(data, people_of(data, place, facts, world.words)) for data in facts.data or ()]
    living = next((data for data, count in counts if count.low > 0), None)
    if living:
        return YES, f"people in {name} are concerned", (f"{living.id}.people.{place}",), False
    if facts.data is not None and facts.data_complete and all(count.high == 0 for _, count in counts):
        return NO, f"nobody in {name}", ("data",), False
    paths = tuple(
        dict.fromkeys(path for data, count in counts if count.high != 0 for path in people_paths(world, data, place))
    )
    held = any(
        entry.place != place and world.words.within(place, entry.place)
        for data in facts.data or ()
        for entry in data.people or ()
    )
    return OPEN, f"people in {name}?", paths or (("data_complete",) if facts.data else ("data",)), held


_LINKS = {"seat": _by_seat, "establishment": _by_establishment, "market": _by_market, "people": _by_people}
