"""Lawful delays: on what ground, in what form, which stages stand still, for how long, and what runs afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

from ircomply.engine.clocks import Counter, Limit, limit_of
from ircomply.engine.counting import Step, Switches, count
from ircomply.engine.world import Scope, World
from ircomply.model.base import Value, replace
from ircomply.model.facts import Hold
from ircomply.model.instant import real
from ircomply.model.regime import HoldRule, Obligation, Stage
from ircomply.model.results import HeldBy
from ircomply.model.vocabulary import CountingRule


class Held(Value, frozen=True):
    """A limit after the holds, the last hold that counts, and what was said about the others."""

    limit: Limit
    by: HeldBy | None = None
    notes: tuple[str, ...] = ()


def with_holds(world: World, scope: Scope, stage: Stage, limit: Limit, counter: Counter) -> Held:
    """Apply the recorded holds to one stage, in the order in which they began.

    A hold that the law does not list has no effect, and is said to have none; so has one that began too late.
    """
    result = Held(limit)
    for hold in _recorded(world, scope):
        rule = rule_for(scope.obligation, stage, hold)
        if isinstance(rule, str):
            result = replace(result, notes=(*result.notes, f"{hold.kind.replace('_', ' ')}: {rule}"))
        elif result.limit.outer and hold.start.earliest > result.limit.outer:
            result = replace(
                result, notes=(*result.notes, "the hold began after the limit had passed; it has no effect")
            )
        else:
            result = _apply(world, rule, hold, result, counter)
    return result


def _recorded(world: World, scope: Scope) -> list[Hold]:
    found = [
        hold
        for hold in world.facts.holds
        if scope.obligation.id in hold.obligations
        and (hold.where is None or hold.where == scope.where)
        and hold.start.earliest <= world.now
    ]
    return sorted(found, key=lambda hold: hold.start.earliest)


def rule_for(obligation: Obligation, stage: Stage, hold: Hold) -> HoldRule | str:
    """Find the rule under which a hold counts, or say why none does."""
    of_kind = [rule for rule in obligation.holds if rule.kind == hold.kind]
    if not of_kind:
        return "this law knows no such hold; it has no effect"
    stopping = [rule for rule in of_kind if not rule.stops or stage.name in rule.stops]
    if not stopping:
        return "it does not stop this stage"
    for rule in stopping:
        if rule.needs in (None, hold.mode):
            return rule
    return f"it needs to be {' or '.join(sorted({rule.needs or '' for rule in stopping}))}; it has no effect"


def end_of_hold(rule: HoldRule, hold: Hold, counter: Counter) -> datetime | None:
    """Say when a hold ends: lifted, or its planned end, whichever is first, and never later than the law allows."""
    ends = [moment.earliest for moment in (hold.lifted, hold.until) if moment]
    if rule.at_most:
        plain = Switches(CountingRule("plain"))
        ends.append(count(hold.start.earliest, rule.at_most, plain, counter.anchoring.seat)[0])
    return min(ends, default=None)


def _apply(world: World, rule: HoldRule, hold: Hold, before: Held, counter: Counter) -> Held:
    end = end_of_hold(rule, hold, counter)
    by = HeldBy(hold, end, end is None or world.now < end)
    limit = before.limit
    if end is None:
        return Held(replace(limit, act_by=None, outer=None), by, before.notes)
    if rule.then:
        after = limit_of(
            rule.then, replace(counter, anchoring=replace(counter.anchoring, hold_ended=end), original=limit)
        )
        moved = replace(after, standard=limit.standard) if after else limit
    elif limit.act_by and limit.outer:
        seat_end = end.astimezone(counter.anchoring.seat.zone)
        moved = replace(limit, act_by=max(limit.act_by, seat_end, key=real), outer=max(limit.outer, seat_end, key=real))
    else:
        moved = replace(limit, start=replace(limit.start, at=max(filter(None, (limit.start.at, end)), key=real)))
    steps = (
        *limit.steps,
        Step(f"held: {hold.kind.replace('_', ' ')}{', ' + hold.reference if hold.reference else ''}, until", end),
    )
    if moved.act_by and moved.act_by != limit.act_by:
        steps = (*steps, Step("ACT BY", moved.act_by))
    longest = max((one for one in (before.by, by) if one), key=_until)
    return Held(replace(moved, steps=steps), longest, before.notes)


def _until(by: HeldBy) -> datetime:
    return real(by.until) if by.until else datetime.max.replace(tzinfo=UTC)
