"""A condition over the facts: its value, and every reason for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ircomply.engine import leaves
from ircomply.engine.data_leaves import decide_breach, decide_people
from ircomply.engine.links import decide_place
from ircomply.engine.service_leaf import decide_service
from ircomply.engine.truth import NO, OPEN, YES, Truth, at_least, every, some
from ircomply.engine.world import Basis, Reading, Scope, World
from ircomply.model import condition as c
from ircomply.model.base import replace, unique

DECIDE: dict[type, Callable[[World, Any, Scope], Basis]] = {
    c.Breach: decide_breach,
    c.PeopleCount: decide_people,
    c.ServiceHit: decide_service,
    c.IncidentIs: leaves.decide_incident,
    c.FigurePasses: leaves.decide_figure,
    c.Happened: leaves.decide_event,
    c.Answered: leaves.decide_answer,
    c.HasClass: leaves.decide_class,
    c.Linked: decide_place,
    c.DutyIs: leaves.decide_duty,
    c.FiledIs: leaves.decide_filed,
}
TRUE = Reading(YES)
JOINED, BOTH, OF_DATA = (*c.COMBINED, c.Not), (c.All, c.AnyOf), (c.Breach, c.PeopleCount)
ALIKE = (c.Breach, c.PeopleCount, c.ServiceHit, c.IncidentIs, c.FigurePasses, c.Answered, c.HasClass, c.Linked)
"""The leaves that ask only the facts: nothing of the duty, of what was filed or ordered."""


def evaluate(world: World, condition: c.Condition | None, scope: Scope) -> Reading:
    """Evaluate a condition; none at all holds."""
    if condition is None:
        return TRUE
    if isinstance(condition, c.Named):
        inner, regime = world.corpus.condition(condition.name, scope.regime)
        return evaluate(world, inner, replace(scope, regime=regime))
    if isinstance(condition, JOINED):
        return _combine(condition, _readings(world, condition, scope))
    return _decided(world, condition, scope)


def _readings(world: World, condition: c.Condition, scope: Scope) -> list[Reading]:
    """Evaluate the parts; whether any other duty is due is asked last, and not where the rest decides."""
    parts = c.children(condition)
    if c.DutyIs not in map(type, parts):
        return [evaluate(world, child, scope) for child in parts]
    settled = NO if isinstance(condition, c.All) else YES if isinstance(condition, c.AnyOf) else None
    found: list[Reading] = []
    for child in sorted(parts, key=_costs):
        if _costs(child) and any(one.truth is settled for one in found):
            break
        found.append(evaluate(world, child, scope))
    return found


def _costs(condition: c.Condition) -> bool:
    return isinstance(condition, c.DutyIs) and bool(condition.to)


def _decided(world: World, leaf: c.Condition, scope: Scope) -> Reading:
    """Decide a leaf. What many laws ask alike is decided once, for each instance it is asked of."""
    key: object = None
    if isinstance(leaf, ALIKE):
        of = scope.regime.pattern(leaf.of) if isinstance(leaf, OF_DATA) else None
        key = (leaf, of, scope.place, scope.owner, scope.customer, scope.unnamed, scope.sole)
        known = world.decided.get(key)
        if known is not None:
            return known
    basis = DECIDE[type(leaf)](world, leaf, scope)
    reading = Reading(basis.truth, (basis,), (basis,) if basis.truth is OPEN else ())
    if key is not None:
        world.decided[key] = reading
    return reading


def _combine(condition: c.Condition, readings: list[Reading]) -> Reading:
    truth = _value(condition, [reading.truth for reading in readings])
    telling = (
        [reading for reading in readings if reading.truth is truth]
        if isinstance(condition, BOTH) and truth is not OPEN
        else readings
    )
    if isinstance(condition, c.All) and truth is YES:
        telling = readings
    bases = unique(basis for reading in telling for basis in reading.bases)
    undecided = unique(basis for reading in readings for basis in reading.open) if truth is OPEN else ()
    return Reading(truth, bases, undecided)


def _value(condition: c.Condition, values: list[Truth]) -> Truth:
    if isinstance(condition, c.Not):
        return ~values[0]
    if isinstance(condition, c.Some):
        return at_least(condition.at_least, values)
    return every(values) if isinstance(condition, c.All) else some(values)
