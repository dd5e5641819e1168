"""Two laws of the engine, over random incidents and every duty.

Forgetting facts never turns `required` into `not_required` or back. Adding people never leaves a recipient without a
duty: one with an upper bound names its successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from given import everything, facts_of
from ircomply.engine.schedule import Scheduler
from ircomply.files.calendars import holidays
from ircomply.model.node import from_plain
from strategies import NOW, WORDS, incidents, without_nothing

if TYPE_CHECKING:
    from strategies import Tree

Verdicts = "dict[str, dict[str | None, str]]"
DATED = {"lab-from-day"}  # whether it is in force hangs on a day within the time of these incidents


def verdicts(tree: Tree) -> dict[str, dict[str | None, str]]:
    corpus = everything()
    scheduler = Scheduler(facts_of(from_plain(tree), corpus), corpus, NOW, holidays)
    scheduler.settle()
    found: dict[str, dict[str | None, str]] = {}
    for name in corpus.texts:
        if name not in DATED:
            found[name] = {scope.where: verdict.verdict for scope, _, verdict in scheduler.verdicts(name)}
    return found


def overall(instances: dict[str | None, str]) -> str:
    """What the duty is, over all its instances."""
    if "required" in instances.values():
        return "required"
    return "not_required" if set(instances.values()) == {"not_required"} else "open"


# --- forgetting -----------------------------------------------------------------------------------------------


def drop(tree: Tree, *keys: str) -> Tree:
    return {key: value for key, value in tree.items() if key not in keys}


@st.composite
def forgotten(draw: st.DrawFn, tree: Tree) -> Tree:
    """The same incident, of which less is known. Filings, orders and holds are not forgotten."""
    for _ in range(draw(st.integers(1, 6))):
        tree = draw(st.sampled_from(WAYS))(draw, tree)
    return tree


def _organisation(draw: st.DrawFn, tree: Tree) -> Tree:
    key = draw(st.sampled_from(("based_in", "established_in", "serves", "classes_complete")))
    return {**tree, "organisation": drop(tree.get("organisation", {}), key)}


def _class(draw: st.DrawFn, tree: Tree) -> Tree:
    organisation = tree.get("organisation", {})
    classes = organisation.get("classes", {})
    if not classes:
        return tree
    name = draw(st.sampled_from(sorted(classes)))
    return {**tree, "organisation": {**organisation, "classes": {**classes, name: "unknown"}}}


def _closing(draw: st.DrawFn, tree: Tree) -> Tree:
    return drop(tree, draw(st.sampled_from(("people_elsewhere", "data_complete", "services_complete", "totals"))))


def _entry(section: str):
    """Forget one entry of a mapping."""

    def forget(draw: st.DrawFn, tree: Tree) -> Tree:
        known = tree.get(section, {})
        return {**tree, section: drop(known, draw(st.sampled_from(sorted(known))))} if known else tree

    return forget


def _event_better(draw: st.DrawFn, tree: Tree) -> Tree:
    """Of an event, know only that it lies between two instants, which may span now."""
    exact = sorted(name for name, at in tree.get("timeline", {}).items() if isinstance(at, str) and at != "no")
    if not exact:
        return tree
    name = draw(st.sampled_from(exact))
    later = draw(st.sampled_from(("2026-11-24T11:00:00+00:00", "2026-11-25T11:00:00+00:00")))
    at = tree["timeline"][name]
    return {**tree, "timeline": {**tree["timeline"], name: {"between": [at, max(at, later)]}}}


def _change(draw: st.DrawFn, tree: Tree, section: str, change) -> Tree:
    things = tree.get(section) or []
    if not things:
        return tree
    index = draw(st.integers(0, len(things) - 1))
    return {**tree, section: [change(draw, one) if place == index else one for place, one in enumerate(things)]}


def _of_a_data_set(draw: st.DrawFn, tree: Tree) -> Tree:
    keys = ("role", "form", "for", "categories", "categories_complete", "protection", "people")
    return _change(draw, tree, "data", lambda draw, one: drop(one, draw(st.sampled_from(keys))))


def _broader(draw: st.DrawFn, tree: Tree) -> Tree:
    """A broader word for a narrow one: it may be a social security number, or another number."""

    def change(draw: st.DrawFn, one: Tree) -> Tree:
        listed = one.get("categories") or []
        if not listed:
            return one
        word = draw(st.sampled_from(listed))
        wider = sorted(name for name in WORDS.categories if word in WORDS.narrower(name))
        return {**one, "categories": sorted({*listed} - {word} | {draw(st.sampled_from(wider))})}

    return _change(draw, tree, "data", change)


def _unlisted_category(draw: st.DrawFn, tree: Tree) -> Tree:
    def change(draw: st.DrawFn, one: Tree) -> Tree:
        listed = one.get("categories") or []
        return {**drop(one, "categories_complete"), "categories": listed[1:]} if listed else one

    return _change(draw, tree, "data", change)


def _count(draw: st.DrawFn, tree: Tree) -> Tree:
    """Know a number less well."""

    def change(draw: st.DrawFn, one: Tree) -> Tree:
        entries = one.get("people") or []
        if not entries:
            return one
        index = draw(st.integers(0, len(entries) - 1))
        return {**one, "people": [{**entry, "count": worse(draw, entry.get("count"))} if place == index else entry for place, entry in enumerate(entries)]}

    return _change(draw, tree, "data", change)


def worse(draw: st.DrawFn, count: object) -> object:
    """Widen a range. An entry without number still says that there is somebody."""
    if isinstance(count, int) and count:
        return draw(st.sampled_from(({"at_least": count}, {"at_least": max(count - 300, 1), "at_most": count + 300}, "unknown")))
    if isinstance(count, int):
        return {"at_most": 300}
    if isinstance(count, dict) and "at_most" in count:
        return drop(count, "at_most") or count
    return count


def _place(draw: st.DrawFn, tree: Tree) -> Tree:
    """Forget the entries of one place; then nobody can say that no people live elsewhere."""

    def change(draw: st.DrawFn, one: Tree) -> Tree:
        entries = one.get("people") or []
        if not entries or any(entry.get("who") for entry in entries):
            return drop(one, "people")
        place = draw(st.sampled_from(sorted({entry["in"] for entry in entries})))
        return {**one, "people": [entry for entry in entries if entry["in"] != place]}

    return drop(_change(draw, tree, "data", change), "people_elsewhere")


def _data_set(draw: st.DrawFn, tree: Tree) -> Tree:
    """Forget a whole data set, and what was found of it."""
    sets = tree.get("data") or []
    if not sets:
        return drop(tree, "data", "data_complete")
    name = draw(st.sampled_from([one["id"] for one in sets]))
    left = [one for one in sets if one["id"] != name]
    found = [one for one in tree.get("findings", []) if one["about"] != name]
    return {**drop(tree, "data_complete", "totals"), "data": left, "findings": found}


def _of_a_service(draw: st.DrawFn, tree: Tree) -> Tree:
    keys = ("kind", "critical", "users_in", "affected", "disruptions", "customers")
    return _change(draw, tree, "services", lambda draw, one: drop(one, draw(st.sampled_from(keys))))


def _end(draw: st.DrawFn, tree: Tree) -> Tree:
    """Forget when a disruption ended."""

    def change(draw: st.DrawFn, one: Tree) -> Tree:
        return {**one, "disruptions": [drop(each, "to") for each in one["disruptions"]]} if one.get("disruptions") else one

    return _change(draw, tree, "services", change)


def _service(draw: st.DrawFn, tree: Tree) -> Tree:
    hit = tree.get("services") or []
    if not hit:
        return drop(tree, "services", "services_complete")
    name = draw(st.sampled_from([one["id"] for one in hit]))
    found = [one for one in tree.get("findings", []) if one["about"] != name]
    return {**drop(tree, "services_complete"), "services": [one for one in hit if one["id"] != name], "findings": found}


def _finding(draw: st.DrawFn, tree: Tree) -> Tree:
    """Forget a finding, or know it less surely."""
    found = tree.get("findings") or []
    if not found:
        return tree
    index = draw(st.integers(0, len(found) - 1))
    less = {"confirmed": ("suspected", "unknown"), "ruled_out": ("no_evidence", "unknown")}

    def weaken(one: Tree) -> Tree | None:
        ((aspect, state),) = [(key, value) for key, value in one.items() if key not in ("id", "about", "at", "basis", "by")]
        state = draw(st.sampled_from((*less.get(state, ()), None)))
        return {**one, aspect: state} if state else None

    changed = [weaken(one) if place == index else one for place, one in enumerate(found)]
    return {**tree, "findings": [one for one in changed if one]}


def _one_figure(draw: st.DrawFn, tree: Tree) -> Tree:
    known = tree.get("figures", {})
    if not known:
        return tree
    name = draw(st.sampled_from(sorted(known)))
    value = known[name]
    wider = {key: worse(draw, one) for key, one in value.items()} if isinstance(value, dict) and "at_least" not in value else worse(draw, value)
    return {**tree, "figures": {**known, name: wider}}


WAYS = (
    _organisation, _class, _closing, _entry("timeline"), _entry("answers"), _entry("figures"), _event_better, _of_a_data_set, _broader,
    _unlisted_category, _count, _place, _data_set, _of_a_service, _end, _service, _finding, _one_figure,
)  # fmt: skip


def contradict(known: dict[str, dict[str | None, str]], less: dict[str, dict[str | None, str]]) -> list[str]:
    """List the duties that forgetting turned from required into not required, or back."""
    found = []
    for name, instances in known.items():
        turned = {overall(instances), overall(less[name])} == {"required", "not_required"}
        for where, verdict in instances.items():
            now = less[name].get(where, less[name].get(None, "not_required"))
            turned = turned or (verdict == "required" and now == "not_required")
            turned = turned or (verdict == "not_required" and where in less[name] and now == "required" and where is not None)
        if turned:
            found.append(f"{name}: {instances} became {less[name]}")
    return found


@settings(max_examples=250)
@given(st.data(), incidents())
def test_forgetting_never_turns_required_into_not_required_or_back(data: st.DataObject, tree: Tree) -> None:
    less = data.draw(forgotten(tree))
    assert contradict(verdicts(tree), verdicts(less)) == []


@given(incidents())
def test_whoever_knows_nothing_is_told_that_nothing_is_excluded(tree: Tree) -> None:
    """Of an incident only the acts are left: what was not required by its facts is open."""
    acts = without_nothing({key: tree.get(key) for key in ("filings", "orders", "holds")})
    assert contradict(verdicts(tree), verdicts(acts)) == []


# --- people ---------------------------------------------------------------------------------------------------


@st.composite
def more_people(draw: st.DrawFn, tree: Tree) -> Tree:
    """Count more people in a data set: in a place that it names, or in one that it does not."""
    sets = [index for index, one in enumerate(tree.get("data") or []) if one.get("people") is not None]
    assume(sets)
    index = draw(st.sampled_from(sets))
    one = tree["data"][index]
    more = draw(st.sampled_from((1, 250, 500, 100_000)))
    entries = list(one["people"])
    exact = [place for place, entry in enumerate(entries) if isinstance(entry.get("count"), int)]
    if exact and draw(st.booleans()):
        place = draw(st.sampled_from(exact))
        entries[place] = {**entries[place], "count": entries[place]["count"] + more}
    else:
        named = {entry["in"] for entry in entries}
        free = [code for code in ("US-FL", "US-CA", "IE", "GB", "AU") if not named & {code, *WORDS.wider(code)}]
        assume(free)
        entries.append({"in": draw(st.sampled_from(free)), "count": more})
    sets_now = [{**each, "people": entries} if place == index else each for place, each in enumerate(tree["data"])]
    return {**drop(tree, "totals"), "data": sets_now}


@settings(max_examples=150)
@given(st.data(), incidents())
def test_adding_people_never_leaves_a_recipient_without_a_duty(data: st.DataObject, tree: Tree) -> None:
    before, after = verdicts(drop(tree, "totals")), verdicts(data.draw(more_people(tree)))
    for name, instances in before.items():
        lost = [
            where
            for where, verdict in instances.items()
            if verdict in ("required", "presumed") and after[name].get(where, after[name].get(None, "not_required")) == "not_required"
        ]
        if lost:
            successor = everything().texts[name][-1].obligation.successor
            assert successor, f"{name} is lost: {instances} became {after[name]}"
            assert overall(after[successor]) != "not_required", f"{name} is lost, and {successor} is not due"
