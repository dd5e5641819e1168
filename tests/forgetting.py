"""Every way in which one fact of an incident can be known less well: forgotten, or known less surely.

Only facts are forgotten. One's own acts (filings, orders, holds) are closed; what stays does not contradict itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from strategies import WORDS, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def drop(tree: Tree, *keys: str) -> Tree:
    return {key: value for key, value in tree.items() if key not in keys}


def less_by_one(tree: Tree) -> list[Tree]:
    """The incident with one fact known less well, in every way."""
    return [less for way in WAYS for less in way(tree)]


def _closed_lists(tree: Tree) -> Iterator[Tree]:
    for key in ("people_elsewhere", "data_complete", "services_complete", "totals"):
        if key in tree:
            yield drop(tree, key)
    for key in ("data", "services"):
        if tree.get(key) == []:
            yield drop(tree, key, f"{key}_complete")


def _organisation(tree: Tree) -> Iterator[Tree]:
    known = tree.get("organisation", {})
    for key in ("based_in", "established_in", "serves", "classes_complete"):
        if key in known:
            yield {**tree, "organisation": drop(known, key)}
    classes = known.get("classes", {})
    for name in classes:
        yield {**tree, "organisation": {**known, "classes": {**classes, name: "unknown"}}}


def _entries(tree: Tree) -> Iterator[Tree]:
    for section in ("timeline", "answers", "figures"):
        for name in tree.get(section, {}):
            yield {**tree, section: drop(tree[section], name)}


def _event_between(tree: Tree) -> Iterator[Tree]:
    """Of an event, only that it lies between two instants, which may span now."""
    for name, at in tree.get("timeline", {}).items():
        for later in ("2026-11-24T11:00:00+00:00", "2026-11-25T11:00:00+00:00"):
            if isinstance(at, str) and at != "no":
                yield {**tree, "timeline": {**tree["timeline"], name: {"between": [at, max(at, later)]}}}


def worse(count: Any) -> Iterator[Any]:
    """Widen a range. An entry without number still says that there is somebody."""
    if isinstance(count, int) and count:
        yield from ({"at_least": count}, {"at_least": max(count - 300, 1), "at_most": count + 300}, "unknown")
    elif isinstance(count, int):
        yield {"at_most": 300}
    elif isinstance(count, dict) and len(count) == 2:
        yield drop(count, "at_most")


def _figure_less_well(tree: Tree) -> Iterator[Tree]:
    figures = tree.get("figures", {})
    for name, value in figures.items():
        money = isinstance(value, dict) and not {"at_least", "at_most"} & set(value)
        for wider in (
            ({key: one} for key in value for one in worse(value[key]))
            if money
            else worse(value)  # one currency stands there
        ):
            yield {**tree, "figures": {**figures, name: wider}}


def _things(tree: Tree, section: str, ways: Callable[[Tree], Iterator[Tree]]) -> Iterator[Tree]:
    things = tree.get(section) or []
    for index, one in enumerate(things):
        for changed in ways(one):
            yield {**tree, section: [changed if place == index else other for place, other in enumerate(things)]}


def _of_a_data_set(one: Tree) -> Iterator[Tree]:
    for key in ("role", "form", "for", "categories", "categories_complete", "protection", "people"):
        if key in one:
            yield drop(one, key)
    if one.get("protection") in ("encrypted_key_safe", "encrypted_key_taken"):
        yield {**one, "protection": "encrypted"}
    listed = one.get("categories") or []
    for word in listed:
        rest = [other for other in listed if other != word]
        yield {**drop(one, "categories_complete"), "categories": rest}
        for wider in sorted(name for name in WORDS.categories if word in WORDS.narrower(name) and name not in listed):
            yield {**one, "categories": [*rest, wider]}  # it may be a social security number, or another number
    entries = one.get("people") or []
    for index, entry in enumerate(entries):
        for count in worse(entry.get("count")):
            wider_entry = {**entry, "count": count}
            yield {**one, "people": [wider_entry if place == index else other for place, other in enumerate(entries)]}


def _place(tree: Tree) -> Iterator[Tree]:
    """The people of one place; then nobody can say that no people live elsewhere."""

    def without(one: Tree) -> Iterator[Tree]:
        entries = one.get("people") or []
        if not any(entry.get("who") for entry in entries):
            for place in dict.fromkeys(entry["in"] for entry in entries):
                yield {**one, "people": [entry for entry in entries if entry["in"] != place]}

    yield from _things(drop(tree, "people_elsewhere"), "data", without)


def _of_a_service(one: Tree) -> Iterator[Tree]:
    for key in ("kind", "critical", "users_in", "affected", "disruptions", "customers"):
        if key in one:
            yield drop(one, key)
    for key in ("users_in", "affected"):
        for count in worse(one.get(key, {}).get("EU")):
            yield {**one, key: {"EU": count}}
    if "disruptions" in one:
        for key in ("to", "extent"):
            yield {**one, "disruptions": [drop(each, key) for each in one["disruptions"]]}


def _whole_things(tree: Tree) -> Iterator[Tree]:
    """A data set or a service, with what was found of it; then the list is not complete."""
    for section in ("data", "services"):
        for one in tree.get(section) or []:
            left = [other for other in tree[section] if other is not one]
            found = [each for each in tree.get("findings", []) if each["about"] != one["id"]]
            yield {**drop(tree, f"{section}_complete", "totals"), section: left, "findings": found}


LESS_SURELY = {"confirmed": ("suspected", "unknown"), "ruled_out": ("no_evidence", "unknown")}
KEYS = ("id", "about", "at", "basis", "by")


def _findings(tree: Tree) -> Iterator[Tree]:
    found = tree.get("findings", [])
    for index, one in enumerate(found):
        others = [*found[:index], *found[index + 1 :]]
        yield {**tree, "findings": others}
        aspect = next(key for key in one if key not in KEYS)
        for state in LESS_SURELY.get(one[aspect], ()):
            yield {**tree, "findings": [*others, {**one, aspect: state}]}


WAYS: tuple[Callable[[Tree], Iterator[Tree]], ...] = (
    _closed_lists,
    _organisation,
    _entries,
    _event_between,
    _figure_less_well,
    lambda tree: _things(tree, "data", _of_a_data_set),
    lambda tree: _things(tree, "services", _of_a_service),
    _place,
    _whole_things,
    _findings,
)
