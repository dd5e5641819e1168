"""From a clock to a limit: the instant to work to, the outer limit, each step, and what is missing."""

from __future__ import annotations

from datetime import datetime

from ircomply.engine.anchors import Anchoring, Start, resolve
from ircomply.engine.conditions import evaluate
from ircomply.engine.counting import Step, Switches, count, last_moment, on_date
from ircomply.engine.truth import NO, YES
from ircomply.model.base import Value, replace
from ircomply.model.clock import Clock, Period
from ircomply.model.instant import real


class Limit(Value, frozen=True):
    """What a clock gives. Without `act_by` it has no date: `start` says why."""

    start: Start
    act_by: datetime | None = None
    outer: datetime | None = None
    period: Period | None = None
    standard: str | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    line: str | None = None

    @property
    def projected(self) -> bool:
        """Whether the date hangs on something that is still to come."""
        return self.start.projected


class Counter(Value, frozen=True):
    """What a clock is counted with: the anchors, the rule as it holds, the pinpoint, and the limit before a hold."""

    anchoring: Anchoring
    switches: Switches
    cite: str = ""
    original: Limit | None = None


def limit_of(clock: Clock, by: Counter) -> Limit | None:
    """Count a clock as it applies now; nothing where no line of it can apply."""
    limit = bare_limit(clock, by)
    if limit is None or limit.outer is None:
        return limit
    return replace(limit, outer=last_moment(limit.outer, by.switches, by.anchoring.seat))


def bare_limit(clock: Clock, by: Counter) -> Limit | None:
    """Count a clock before the last moment is moved; only the limit that binds in the end may move."""
    if clock.lines:
        found = _of_lines(clock, by)
    elif clock.original:
        found = by.original
    elif clock.within or clock.by:
        found = counted(clock, by)
    elif anchor := clock.no_later_than or clock.before:
        start = resolve(anchor, by.anchoring, ahead=True)
        found = Limit(start, start.at, start.limit or start.at, missing=start.missing)
    else:
        found = _without_number(clock, by)
    return replace(found, standard=clock.without or found.standard) if found else None


def counted(clock: Clock, by: Counter) -> Limit:
    """Count one period, or find one date, from its start."""
    assert clock.of  # noqa: S101 - the format refuses a count without a start
    start, seat = resolve(clock.of, by.anchoring), by.anchoring.seat
    if start.at is None:
        return Limit(start, period=clock.within, missing=start.missing)
    if clock.within:
        act_by, outer = count(start.at, clock.within, by.switches, seat)
    else:
        assert clock.by  # noqa: S101
        act_by, outer = on_date(start.at, clock.by, by.switches, seat)
    steps = _steps(clock, start, act_by, outer, by)
    return Limit(start, act_by, outer, clock.within, missing=start.missing, steps=steps)


def _steps(clock: Clock, start: Start, act_by: datetime, outer: datetime, by: Counter) -> tuple[Step, ...]:
    event = start.event if not start.assumed else f"{start.event} (not given; {start.assumed} stands in)"
    first = Step(event, start.at)
    how = Step(_period_words(clock), None, by.cite)
    found = [first, how, Step("ACT BY", act_by)]
    if outer != act_by:
        found += [
            Step(_relief_words(clock, by.switches), None, by.switches.rule.cite or by.cite),
            Step("OUTER LIMIT", outer),
        ]
    return tuple(found)


def _period_words(clock: Clock) -> str:
    if clock.within:
        unit = clock.within.unit.replace("_", " ")
        return f"plus {clock.within.count} {unit if clock.within.count != 1 else unit[:-1]}"
    month, day = clock.by or (0, 0)
    return f"the next {month:02}-{day:02}"


def _relief_words(clock: Clock, switches: Switches) -> str:
    words = {
        "first_hour": "the first hour is not counted",
        "month_ends": "a month ends with its last day",
        "last_day": "a last day that is free moves to the next working day",
        "last_moment": "a limit on a free day moves to noon of the next working day",
        "two_working_days": "the period holds two working days",
        "hours_run_on": "hours stand still on free days",
    }
    hours = bool(clock.within and clock.within.in_hours)
    fit = (
        {"first_hour", "hours_run_on", "last_moment"}
        if hours
        else {"month_ends", "last_day", "two_working_days", "last_moment"}
    )
    given = [words[name] for name in words if switches.has(name) and name in fit]
    return "on the reading that " + "; ".join(given) if given else "where only some of the calendars have the day"


def _without_number(clock: Clock, by: Counter) -> Limit:
    """A standard, or an anchor taken as it is (a bar)."""
    if clock.of is None:
        return Limit(Start(""), standard=clock.without)
    start = resolve(clock.of, by.anchoring)
    if clock.without:
        return Limit(start, standard=clock.without, missing=start.missing)
    return Limit(start, start.at, start.limit or start.at, missing=start.missing)


def _of_lines(clock: Clock, by: Counter) -> Limit | None:
    sure: list[Limit] = []
    kept: list[Limit] = []
    missing: tuple[str, ...] = ()
    for line in clock.lines:
        reading = evaluate(by.anchoring.world, line.when, by.anchoring.scope)
        found = bare_limit(line, by) if reading.truth is not NO else None
        if found is None:
            continue
        (sure if reading.truth is YES else kept).append(found)
        if reading.truth is not YES:
            missing += tuple(path for basis in reading.open for path in basis.missing)
        if clock.choose and reading.truth is YES:
            break
    chosen = latest(sure) or earliest(kept) if clock.latest_of else earliest([*sure, *kept])
    if chosen is None:
        return None
    undated = tuple(path for one in (*sure, *kept) if one.act_by is None for path in one.missing)
    return replace(chosen, missing=tuple(dict.fromkeys((*chosen.missing, *missing, *undated))))


def earliest(limits: list[Limit]) -> Limit | None:
    """Let the earliest line bind; a firm line at the same instant makes the date firm."""
    dated = [limit for limit in limits if limit.act_by]
    if not dated:
        return limits[0] if limits else None
    binding = min(dated, key=lambda limit: (_real(limit.act_by), limit.projected))
    return replace(binding, outer=min((limit.outer for limit in dated), key=_real), standard=_standard(limits))


def latest(limits: list[Limit]) -> Limit | None:
    """Let the latest line bind."""
    dated = [limit for limit in limits if limit.act_by]
    if not dated:
        return limits[0] if limits else None
    binding = max(dated, key=lambda limit: _real(limit.act_by))
    return replace(binding, outer=max((limit.outer for limit in dated), key=_real), standard=_standard(limits))


def _real(at: datetime | None) -> datetime:
    assert at  # noqa: S101 - only dated limits are compared
    return real(at)


def _standard(limits: list[Limit]) -> str | None:
    return next((limit.standard for limit in limits if limit.standard), None)
