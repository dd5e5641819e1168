"""Dated law: which text of an obligation is in force, judged on the local day of an event."""

from __future__ import annotations

from datetime import date, datetime

from ircomply.engine.anchors import resolve
from ircomply.engine.events import past
from ircomply.engine.stages import Staging
from ircomply.engine.world import World
from ircomply.model.base import Value
from ircomply.model.clock import Clock
from ircomply.model.corpus import Text
from ircomply.model.regime import InForce


class Force(Value, frozen=True):
    """The text that is judged, and why it is not in force, when it is not."""

    text: Text
    not_in_force: str | None = None
    from_day: date | None = None


def long_in_force(texts: tuple[Text, ...], world: World) -> Force | None:
    """Give the only text there is, if it was in force before anything of the incident happened and still is."""
    force = texts[0].obligation.in_force
    if len(texts) > 1 or force.pending or force.end or (force.start and force.start >= world.first_day):
        return None
    return Force(texts[0])


def text_in_force(texts: tuple[Text, ...], staging: Staging) -> Force:
    """Choose the text in force on the day that each text names; pending law never is.

    The day is that of `judged_on`, by default the start of the first stage; unknown (also where another event stands in
    for it), it is the day of now.
    """
    for latest in (
        False,
        True,
    ):  # a day that is not known better may lie in force: that is never taken for not in force
        for text in reversed(texts):
            if holds_on(text.obligation.in_force, judged_day(text, staging, latest=latest)):
                return Force(text)
    coming = next((text for text in texts if _is_coming(text.obligation.in_force, staging.world.now.date())), texts[-1])
    force = coming.obligation.in_force
    if force.pending:
        return Force(coming, "not law yet: no date is set")
    if force.start and judged_day(coming, staging) < force.start:
        return Force(coming, f"in force from {force.start.isoformat()}", force.start)
    return Force(coming, f"in force until {force.end.isoformat()}" if force.end else "not in force")


def holds_on(force: InForce, day: date) -> bool:
    """Say whether a text is in force on a day."""
    if force.pending:
        return False
    return (force.start is None or force.start <= day) and (force.end is None or day <= force.end)


def _is_coming(force: InForce, today: date) -> bool:
    return force.pending or bool(force.start and force.start > today)


def judged_day(text: Text, staging: Staging, *, latest: bool = False) -> date:
    """Give the local day on which a text's force is judged; of a stretch the first, or the `latest` that it may be."""
    force, now = text.obligation.in_force, staging.world.now
    moment = _judged(force, text, staging, latest=latest)
    return (moment or now).astimezone(staging.seat.zone).date()


def _judged(force: InForce, text: Text, staging: Staging, *, latest: bool) -> datetime | None:
    if force.judged_on:
        found = past(staging.world, force.judged_on)
        return (found[0].latest if latest else found[0].earliest) if found else None
    anchor = first_anchor(text.obligation.stages[0].clock)
    if anchor is None:
        return None
    counter = staging.counter(text.obligation.stages[0])
    start = resolve(anchor, counter.anchoring)
    if start.projected or start.assumed or start.at is None:
        return None
    moments = past(staging.world, start.event) if latest else ()
    return next((moment.latest for moment in moments if moment.earliest == start.at), start.at)


def first_anchor(clock: Clock):  # type: ignore[no-untyped-def]
    """Find what a clock counts from first."""
    if clock.of is not None:
        return clock.of
    return next((anchor for line in clock.lines if (anchor := first_anchor(line))), None)
