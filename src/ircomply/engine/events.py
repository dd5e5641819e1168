"""When events happened: on the timeline, or by the answer that marks them."""

from __future__ import annotations

from datetime import timedelta

from ircomply.engine.truth import NO, OPEN, YES, Truth, some
from ircomply.engine.world import World, start_of
from ircomply.model.instant import Moment


def instants(world: World, event: str) -> tuple[Moment, ...]:
    """List the known instants of an event, earliest first. An answer that marks it, with its time, is one."""
    if event not in world.instants:
        world.instants[event] = _instants(world, event)
    return world.instants[event]


def _instants(world: World, event: str) -> tuple[Moment, ...]:
    found = [
        moment
        for happening in world.facts.timeline.get(event, ())
        if happening is not False and (moment := start_of(happening))
    ]
    for question, value in world.corpus.marks.get(event, ()):
        answer = world.answer(question)
        if answer and answer.value == value and answer.at:
            found.append(answer.at)
    return tuple(sorted(set(found), key=lambda moment: (moment.earliest, moment.latest)))


def past(world: World, event: str) -> tuple[Moment, ...]:
    """List those instants that may lie before now."""
    return tuple(moment for moment in instants(world, event) if moment.earliest <= world.now)


def denied(world: World, event: str) -> bool:
    """Say whether the facts say that it has not happened."""
    if instants(world, event):
        return False
    if False in world.facts.timeline.get(event, ()):
        return True
    marks = world.corpus.marks.get(event, ())
    answers = [(world.answer(question), value) for question, value in marks]
    return bool(answers) and all(answer is not None and answer.value != value for answer, value in answers)


def happened(world: World, event: str) -> Truth:
    """Decide whether it has happened by now; a range that spans now is open."""
    found = instants(world, event)
    if not found:
        marked = any(
            (answer := world.answer(question)) and answer.value == value
            for question, value in world.corpus.marks.get(event, ())
        )
        return YES if marked else NO if denied(world, event) else OPEN
    return some(YES if moment.latest <= world.now else NO if moment.earliest > world.now else OPEN for moment in found)


def later_than(world: World, event: str, other: str, by: timedelta) -> Truth:
    """Decide whether an event came more than so long after another, or has not come though that time has passed."""
    after = instants(world, other)
    if not after:
        return OPEN
    limit = Moment(after[0].earliest + by, after[0].latest + by)
    found = instants(world, event)
    if not found:
        return YES if denied(world, event) and world.now > limit.latest else OPEN
    if found[0].earliest > limit.latest:
        return YES
    return NO if found[0].latest <= limit.earliest else OPEN
