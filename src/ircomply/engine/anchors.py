"""From an anchor to the instant that a clock counts from, or to what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from ircomply.engine.calendars import Seat
from ircomply.engine.conditions import evaluate
from ircomply.engine.counting import end_of_period
from ircomply.engine.events import denied, instants, past
from ircomply.engine.leaves import orders
from ircomply.engine.truth import NO, YES
from ircomply.engine.world import Scope, World
from ircomply.model import clock as k
from ircomply.model.base import Value, replace
from ircomply.model.facts import Filing
from ircomply.model.instant import real


class Start(Value, frozen=True):
    """What a clock counts from. Without `at`: why not, and which facts are missing.

    `waits` says that it has not happened yet (an event, a report); else it is unknown. `decision` says that somebody
    owes a decision. `assumed` is the event that stands in; `limit` is the outer limit of a projected stage.
    """

    event: str
    at: datetime | None = None
    assumed: str | None = None
    projected: bool = False
    waits: bool = False
    decision: bool = False
    missing: tuple[str, ...] = ()
    limit: datetime | None = None
    unmade: bool = False  # a filing that was not made


Projected = tuple[datetime, datetime, bool]
"""When a stage falls due: act by, outer limit, and whether that itself hangs on something still to come."""
Projection = Callable[[str | None, str], Projected | None]


class Anchoring(Value, frozen=True):
    """Everything an anchor is resolved against.

    `project` gives the dates of a stage that was not filed; `given` fixes anchors (the count alone); `fixed` are the
    starts that counsel fixed, by event.
    """

    world: World
    scope: Scope
    seat: Seat
    project: Projection
    given: Mapping[k.Simple, datetime] = {}
    fixed: Mapping[str, datetime] = {}
    hold_ended: datetime | None = None


def resolve(anchor: k.Anchor, to: Anchoring, *, ahead: bool = False) -> Start:
    """Find the instant of an anchor. `ahead` also takes one that lies in the future (for what must come before it)."""
    if isinstance(anchor, k.EndOfAnchor):
        inner = resolve(anchor.of, to, ahead=ahead)
        return inner if inner.at is None else replace(inner, at=end_of_period(inner.at, anchor.unit, to.seat))
    if isinstance(anchor, k.EarliestAnchor):
        return _earliest(anchor, to)
    if isinstance(anchor, k.LatestAnchor):
        return _latest(anchor, to)
    if anchor in to.given:
        return Start(label(anchor), to.given[anchor])
    if isinstance(anchor, k.EventAnchor):
        return _event(anchor.event, to, ahead)
    if isinstance(anchor, k.AnswerAnchor):
        return _answer(anchor.question, to)
    if isinstance(anchor, k.FiledAnchor):
        return _filed(anchor, to)
    if isinstance(anchor, k.LimitAnchor):
        return _projected(anchor, to.project(None, anchor.stage), firm=True)
    if isinstance(anchor, k.OrderedAnchor):
        made = orders(to.world, to.scope)
        return Start("ordered", made[-1].earliest) if made else Start("ordered", waits=True)
    return Start("hold_ended", to.hold_ended, waits=to.hold_ended is None)


def label(anchor: k.Anchor) -> str:
    """Write an anchor as the format does."""
    if isinstance(anchor, k.EventAnchor):
        return anchor.event
    if isinstance(anchor, k.AnswerAnchor):
        return f"answer.{anchor.question}"
    if isinstance(anchor, k.FiledAnchor):
        return f"{'last_filed' if anchor.last else 'filed'}.{anchor.obligation + '.' if anchor.obligation else ''}{anchor.stage}"
    if isinstance(anchor, k.LimitAnchor):
        return f"limit.{anchor.stage}"
    if isinstance(anchor, k.EndOfAnchor):
        return label(anchor.of)
    if isinstance(anchor, k.COMPOUND):
        return label(anchor.lines[0].anchor)
    return "ordered" if isinstance(anchor, k.OrderedAnchor) else "hold_ended"


def simple_anchors(anchor: k.Anchor) -> list[k.Simple]:
    """List the simple anchors inside one."""
    if isinstance(anchor, k.EndOfAnchor):
        return simple_anchors(anchor.of)
    if isinstance(anchor, k.COMPOUND):
        return [inner for line in anchor.lines for inner in simple_anchors(line.anchor)]
    return [anchor]


def anchors_of(clock: k.Clock) -> list[k.Simple]:
    """List everything that a clock and its lines count from."""
    own = simple_anchors(clock.of) if clock.of else []
    return [*own, *(anchor for line in clock.lines for anchor in anchors_of(line))]


def _event(event: str, to: Anchoring, ahead: bool) -> Start:
    if event in to.fixed:
        return Start(event, to.fixed[event])
    found = (instants if ahead else past)(to.world, event)
    if found:
        return Start(event, found[0].earliest)
    if denied(to.world, event):
        return Start(event, waits=True, decision=_is_decision(event, to))
    if _is_decision(event, to):
        return Start(event, decision=True, missing=(event,))
    ahead_of_now = bool(instants(to.world, event))
    stand_in = _fallback(event, to, {event})
    if stand_in:
        return Start(event, stand_in[0], assumed=stand_in[1])
    return Start(event, waits=ahead_of_now, missing=() if ahead_of_now else (event,))


def _is_decision(event: str, to: Anchoring) -> bool:
    known = to.world.corpus.events.get(event)
    return bool(known and known.decision)


def _fallback(event: str, to: Anchoring, seen: set[str]) -> tuple[datetime, str] | None:
    """Find the earliest known event that cannot be later than this one. Decisions are never assumed."""
    known = to.world.corpus.events.get(event)
    found: list[tuple[datetime, str]] = []
    for other in known.fallback if known else ():
        if other in seen or _is_decision(other, to):
            continue
        seen.add(other)
        moments = past(to.world, other)
        if moments:
            found.append((moments[0].earliest, other))
        elif inner := _fallback(other, to, seen):
            found.append(inner)
    return min(found, default=None)


def _answer(question: str, to: Anchoring) -> Start:
    answer, name = to.world.answer(question), f"answer.{question}"
    if answer and answer.at:
        return Start(name, answer.at.earliest)
    return Start(name, decision=answer is None, missing=(name,))


def _filed(anchor: k.FiledAnchor, to: Anchoring) -> Start:
    own = anchor.obligation is None
    name = anchor.obligation or to.scope.obligation.id
    filings = to.world.filings(name, anchor.stage, to.scope if own else None)
    if filings and (not anchor.last or _all_told(name, filings, to)):
        return Start(label(anchor), filings[-1 if anchor.last else 0].at.earliest)
    return _projected(anchor, to.project(anchor.obligation, anchor.stage), firm=False)


def _all_told(name: str, filings: list[Filing], to: Anchoring) -> bool:
    """Say whether each of several recipients has a filing: until then the last one was not made."""
    texts = to.world.corpus.texts.get(name, ())
    names = {one.casefold() for one in (texts[-1].obligation.recipient.names if texts else ())}
    return len(names) < 2 or names <= {(filing.to or "").casefold() for filing in filings}


def _projected(anchor: k.Simple, dates: Projected | None, *, firm: bool) -> Start:
    if dates is None:
        return Start(label(anchor), waits=True, unmade=not firm)
    act_by, outer, hanging = dates
    return Start(label(anchor), act_by, projected=hanging or not firm, waits=not firm, limit=outer, unmade=not firm)


def _kept(lines: tuple[k.AnchorLine, ...], to: Anchoring) -> tuple[list[Start], list[Start], tuple[str, ...]]:
    """Resolve the lines that apply, and those that may and have an instant; name what would settle the open ones."""
    sure: list[Start] = []
    maybe: list[Start] = []
    missing: tuple[str, ...] = ()
    for line in lines:
        reading = evaluate(to.world, line.when, to.scope)
        if reading.truth is NO:
            continue
        start = resolve(line.anchor, to)
        if reading.truth is YES:
            sure.append(start)
        elif start.at:
            maybe.append(start)
            missing += tuple(path for basis in reading.open for path in basis.missing)
    return sure, maybe, missing


def _earliest(anchor: k.EarliestAnchor, to: Anchoring) -> Start:
    sure, maybe, missing = _kept(anchor.lines, to)
    starts = [*sure, *maybe]
    known = [start for start in starts if start.at]
    firm = [start for start in known if not start.assumed and not start.projected]
    chosen = min(firm or [start for start in known if not start.projected] or known, key=_instant, default=None)
    others = tuple(path for start in starts if start is not chosen for path in _unknown(start))
    if chosen is None:
        first = starts[0] if starts else Start(label(anchor), waits=True)
        decision = bool(starts) and all(start.decision for start in starts)
        return replace(first, missing=others, decision=decision, waits=all(start.waits for start in starts))
    return replace(chosen, missing=tuple(dict.fromkeys((*missing, *others))))


def _unknown(start: Start) -> tuple[str, ...]:
    return start.missing or ((start.event,) if start.assumed else ())


def _latest(anchor: k.LatestAnchor, to: Anchoring) -> Start:
    """Take the latest line that surely applies: one that only may apply would be a relief."""
    sure, maybe, missing = _kept(anchor.lines, to)
    lines = [start for start in sure if not start.unmade] or sure[
        :1
    ]  # a filing not made is no line, unless none was made
    if not lines and maybe:
        return replace(min(maybe, key=_instant), missing=tuple(dict.fromkeys(missing)))
    known = [start for start in lines if start.at]
    unknown = [start for start in lines if not start.at]
    if not known:
        first = lines[0] if lines else Start(label(anchor), waits=True)
        return replace(first, missing=tuple(path for start in unknown for path in start.missing))
    chosen = max(known, key=_instant)
    named = tuple(dict.fromkeys((*missing, *(path for start in unknown for path in start.missing))))
    return replace(
        chosen, missing=named, projected=chosen.projected or bool(unknown), waits=chosen.waits or bool(unknown)
    )


def _instant(start: Start) -> datetime:
    assert start.at  # noqa: S101 - only known ones are compared
    return real(start.at)
