"""The stages of one duty, as of now: dates, states, what was filed, what is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ircomply.engine.anchors import Anchoring, Projection, anchors_of
from ircomply.engine.calendars import Seat
from ircomply.engine.clocks import Counter, Limit, limit_of
from ircomply.engine.conditions import evaluate
from ircomply.engine.counting import Switches
from ircomply.engine.events import happened, past
from ircomply.engine.holds import Held, with_holds
from ircomply.engine.recipients import name_recipient
from ircomply.engine.truth import NO, OPEN, YES
from ircomply.engine.world import Scope, World
from ircomply.model.base import Value, replace
from ircomply.model.clock import Clock, Counting, EventAnchor, Simple
from ircomply.model.facts import Filing, known_at
from ircomply.model.regime import Stage
from ircomply.model.results import Addressee, CountStep, StageResult

SOON, SOON_IN_DAYS = timedelta(hours=48), timedelta(days=7)


class Staging(Value, frozen=True):
    """What the stages of one duty are computed with."""

    world: World
    scope: Scope
    seat: Seat
    project: Projection
    fixed: dict[str, datetime] = {}
    filed_under: str | None = None
    conditional: bool = False

    def counter(self, stage: Stage, given: dict[Simple, datetime] | None = None) -> Counter:
        """Give what the clock of a stage is counted with."""
        anchoring = Anchoring(self.world, self.scope, self.seat, self.project, given or {}, self.fixed)
        return Counter(anchoring, switches_of(self.world, self.scope, stage), cite=pinpoint(self.scope))


def switches_of(world: World, scope: Scope, stage: Stage) -> Switches:
    """Give the counting rule of a stage; a relief whose condition is not known to hold is not given."""
    counting: Counting = stage.counting or scope.obligation.counting
    relieved = counting.relief_if is None or evaluate(world, counting.relief_if, scope).truth is YES
    return Switches(world.words.counting[counting.rule], relieved)


def pinpoint(scope: Scope) -> str:
    """Cite the first pinpoint of the duty."""
    first = scope.obligation.cite[0]
    source = scope.regime.sources.get(first.source)
    return f"{source.title}, {first.at}" if source else first.at


def stage_results(by: Staging, stage: Stage) -> tuple[StageResult, ...]:
    """Compute one stage of the duty; one that comes again stands once for each time."""
    return tuple(_times(replace(by, scope=replace(by.scope, stage=stage.name)), stage))


def _times(by: Staging, stage: Stage) -> Iterator[StageResult]:
    when = evaluate(by.world, stage.when, by.scope)
    if when.truth is NO:
        yield StageResult(stage.name, "not_applicable", notes=tuple(basis.says for basis in when.bases))
        return
    open_when = tuple(path for basis in when.open for path in basis.missing) if when.truth is OPEN else ()
    filings = by.world.filings(by.scope.obligation.id, stage.name, by.scope)
    if stage.each:
        moments = past(by.world, stage.each)
        for moment in moments:
            given: dict[Simple, datetime] = {EventAnchor(stage.each): moment.earliest}
            answering = [filing for filing in filings if filing.at.earliest >= moment.earliest]
            yield _result(by, stage, answering, open_when, given)
        if moments:
            return
    if stage.until:
        if happened(by.world, stage.until) is YES:
            yield StageResult(
                stage.name, "filed" if filings else "not_applicable", filed=filings[-1] if filings else None
            )
            return
        since_last = dict.fromkeys(anchors_of(stage.clock), filings[-1].at.earliest) if filings else {}
        yield _result(by, stage, [], open_when, since_last)
        return
    yield _result(by, stage, filings, open_when, {})


def _result(
    by: Staging, stage: Stage, filings: list[Filing], open_when: tuple[str, ...], given: dict[Simple, datetime]
) -> StageResult:
    counter = by.counter(stage, given)
    limit = limit_of(stage.clock, counter)
    recipient = addressee(by.world, by.scope, stage.to)
    if limit is None:
        return StageResult(stage.name, "not_applicable", recipient=recipient, missing=open_when)
    held = with_holds(by.world, by.scope, stage, limit, counter)
    shown = replace(
        _dated(stage, held, counter),
        conditional=by.conditional or bool(open_when),
        filed=_filed(stage, filings, recipient, by.world.now),
        missing=tuple(dict.fromkeys((*open_when, *held.limit.missing))),
        recipient=recipient,
        otherwise=_otherwise(by, stage, counter),
    )
    shown = replace(shown, filed_under=by.filed_under if not shown.filed else None)
    state, passed = _state(shown, stage, held, by.world.now), _past_act_by(shown, by.world.now)
    return replace(shown, state=state, past_act_by=passed)


def _dated(stage: Stage, held: Held, counter: Counter) -> StageResult:
    """Give what the clock says of a stage."""
    limit, start = held.limit, held.limit.start
    bar, plan = (aside(clock, counter) for clock in (stage.not_before, stage.plan))
    return StageResult(
        stage.name,
        "running",
        event=start.event or None,
        start=None if start.waits or start.projected else start.at,
        assumed=start.assumed,
        act_by=limit.act_by,
        outer_limit=limit.outer,
        not_before=bar.act_by if bar else None,
        bars=stage.bars,
        standard=f"without {limit.standard}" if limit.standard else None,
        running_since=start.at if limit.standard and not start.projected and not start.waits else None,
        plan_by=plan.act_by if plan and not plan.projected else None,
        projected=limit.projected,
        waits=start.waits,
        decision_owed=start.decision,
        in_days=limit.period is not None and not limit.period.in_hours,
        held=held.by,
        steps=tuple(CountStep(step.what, step.at, step.cite) for step in limit.steps),
        notes=held.notes,
        period=limit.period,
    )


def aside(clock: Clock | None, counter: Counter) -> Limit | None:
    """Count a clock that stands beside the stage's own (a bar, a plan), where it applies or may apply."""
    if clock is None or evaluate(counter.anchoring.world, clock.when, counter.anchoring.scope).truth is NO:
        return None
    return limit_of(clock, counter)


def _otherwise(by: Staging, stage: Stage, counter: Counter) -> tuple[datetime, datetime] | None:
    """Where counsel fixed the start, give the dates without that."""
    if not by.fixed:
        return None
    plain = limit_of(stage.clock, replace(counter, anchoring=replace(counter.anchoring, fixed={})))
    return (plain.act_by, plain.outer) if plain and plain.act_by and plain.outer else None


def addressee(world: World, scope: Scope, to: str | None) -> Addressee:
    """Name the recipient of a stage."""
    named = name_recipient(world, scope.obligation.recipient, scope, to)
    return Addressee(named.kind, named.name, named.names, named.place, named.authority, named.ask)


def _filed(stage: Stage, filings: list[Filing], recipient: Addressee, now: datetime) -> Filing | None:
    """Give the filing that makes the stage filed: where several must be told, the last of their first ones.

    Where it must have arrived, the first that has.
    """
    arrived = filings
    if stage.received:
        arrived = sorted((one for one in filings if one.received_at and known_at(one.received_at, now)), key=_arrival)
    if len(recipient.names) < 2 or not arrived:
        return arrived[0] if arrived else None
    first = {
        name: next((filing for filing in arrived if (filing.to or "").casefold() == name.casefold()), None)
        for name in recipient.names
    }
    made = [filing for filing in first.values() if filing]
    return max(made, key=lambda filing: filing.at.earliest) if len(made) == len(first) else None


def _arrival(filing: Filing) -> datetime:
    return (filing.received_at or filing.at).earliest


def _state(stage: StageResult, rule: Stage, held: Held, now: datetime) -> str:
    start = held.limit.start
    if stage.filed:
        made = stage.filed.received_at if rule.received and stage.filed.received_at else stage.filed.at
        late = stage.outer_limit is not None and not stage.projected and made.earliest > stage.outer_limit
        return "filed_late" if late else "filed"
    if stage.filed_under:
        return "filed"
    if held.by and held.by.running:
        return "held"
    if stage.not_before and now < stage.not_before:
        return "too_early"
    if start.waits or start.at is None or start.projected:
        return "not_started"
    if stage.act_by is None:
        return "undated"
    return by_time(stage, now)


def by_time(stage: StageResult, now: datetime) -> str:
    """Say how a dated stage stands: past the outer limit, near, or running."""
    assert stage.act_by  # noqa: S101
    if stage.outer_limit and now > stage.outer_limit:
        return "overdue"
    left = stage.act_by - now
    return "due_soon" if left <= (SOON_IN_DAYS if stage.in_days else SOON) else "running"


def _past_act_by(stage: StageResult, now: datetime) -> bool:
    return bool(stage.act_by and stage.outer_limit and not stage.filed and stage.act_by < now <= stage.outer_limit)
