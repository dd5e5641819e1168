"""Two laws of the engine, over random incidents and every duty.

Forgetting facts never turns `required` into `not_required` or back. Adding people never leaves a recipient without a
duty: one with an upper bound names its successor.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forgetting import drop, less_by_one
from given import everything, facts_of
from ircomply.engine.conditions import evaluate
from ircomply.engine.instances import own_condition
from ircomply.engine.schedule import Scheduler
from ircomply.engine.truth import NO, YES, Truth
from ircomply.engine.world import Scope, World
from ircomply.files.calendars import holidays
from ircomply.model import condition as c
from ircomply.model.node import from_plain
from strategies import NOW, WORDS, incidents, without_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.regime import Regime
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


def contradict(known: dict[str, dict[str | None, str]], less: dict[str, dict[str | None, str]]) -> list[str]:
    """List the duties that forgetting turned from required into not required, or back."""
    found = []
    for name, instances in known.items():
        turned = {overall(instances), overall(less[name])} == {"required", "not_required"}
        for where, verdict in instances.items():
            now = less[name].get(where, less[name].get(None, "not_required"))
            turned = turned or (verdict == "required" and now == "not_required")
            turned = turned or (
                verdict == "not_required" and where in less[name] and now == "required" and where is not None
            )
        if turned:
            found.append(f"{name}: {instances} became {less[name]}")
    return found


@st.composite
def forgotten(draw: st.DrawFn, tree: Tree) -> Tree:
    """The same incident, of which several facts are known less well."""
    for _ in range(draw(st.integers(1, 8))):
        ways = less_by_one(tree)
        tree = draw(st.sampled_from(ways)) if ways else tree
    return tree


@settings(max_examples=120)
@given(st.data(), incidents())
def test_forgetting_never_turns_required_into_not_required_or_back(data: st.DataObject, tree: Tree) -> None:
    less = data.draw(forgotten(tree))
    assert contradict(verdicts(tree), verdicts(less)) == []


def leaves_of(condition: c.Condition | None, regime: Regime) -> Iterator[tuple[c.Condition, Regime]]:
    if condition is None:
        return
    if isinstance(condition, c.Named):
        yield from leaves_of(*everything().condition(condition.name, regime))
    elif inner := c.children(condition):
        for child in inner:
            yield from leaves_of(child, regime)
    else:
        yield condition, regime


@cache
def every_leaf() -> list[tuple[c.Condition, Scope]]:
    """Every leaf that a law asks, once; without those that ask for acts, which are closed, and for other duties."""
    found: dict[str, tuple[c.Condition, Scope]] = {}
    for text in everything():
        one = text.obligation
        asked = [one.applies_to, one.when, one.unless, own_condition(one, Scope(text.regime, one))]
        asked += [line.when for stage in one.stages for line in (stage, stage.clock, *stage.clock.lines)]
        for leaf, regime in (pair for condition in asked for pair in leaves_of(condition, text.regime)):
            ordered = isinstance(leaf, c.Happened) and leaf.event == "ordered"
            bare = isinstance(leaf, c.Answered) and leaf.values is None and leaf.at_least is None
            if not (ordered or bare or isinstance(leaf, c.FiledIs | c.DutyIs)):
                scope = Scope(regime, one, place="US-OH", owner="Acme BV", customer="Bank A")
                found.setdefault(f"{regime.id} {leaf}", (leaf, scope))
    return list(found.values())


def values(tree: Tree) -> list[Truth]:
    world = World(facts_of(from_plain(tree), everything()), everything(), NOW)
    return [evaluate(world, leaf, scope).truth for leaf, scope in every_leaf()]


@settings(max_examples=12)
@given(incidents(with_acts=False))
def test_no_fact_that_is_forgotten_turns_a_leaf_from_yes_to_no_or_back(tree: Tree) -> None:
    """Of every fact of the incident, in every way, one at a time."""
    known = values(tree)
    for less in less_by_one(tree):
        pairs = zip(every_leaf(), known, values(less), strict=True)
        assert [leaf for (leaf, _), before, after in pairs if {before, after} == {YES, NO}] == [], less


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


@settings(max_examples=80)
@given(st.data(), incidents())
def test_adding_people_never_leaves_a_recipient_without_a_duty(data: st.DataObject, tree: Tree) -> None:
    before, after = verdicts(drop(tree, "totals")), verdicts(data.draw(more_people(tree)))
    for name, instances in before.items():
        lost = [
            where
            for where, verdict in instances.items()
            if verdict in ("required", "presumed")
            and after[name].get(where, after[name].get(None, "not_required")) == "not_required"
        ]
        if lost:
            successor = everything().texts[name][-1].obligation.successor
            assert successor, f"{name} is lost: {instances} became {after[name]}"
            assert overall(after[successor]) != "not_required", f"{name} is lost, and {successor} is not due"
