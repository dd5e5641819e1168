"""The count alone: every stage of an obligation that has a clock, with no incident and no condition asked.

What the options give is the whole world: `start` is the value of what the first stage counts from; named events and
filings go before it. Each line of a choice, and each line that may apply, is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from ircomply.engine.anchors import Anchoring, Projected, anchors_of, simple_anchors
from ircomply.engine.calendars import Seat
from ircomply.engine.clocks import Counter, Limit, bare_limit, earliest, latest, limit_of
from ircomply.engine.conditions import evaluate
from ircomply.engine.counting import last_moment
from ircomply.engine.forces import holds_on
from ircomply.engine.stages import addressee, aside, by_time, pinpoint, switches_of
from ircomply.engine.truth import NO, YES
from ircomply.engine.world import Scope, World, start_of
from ircomply.model import clock as k
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus, Text
from ircomply.model.facts import Facts
from ircomply.model.instant import Moment, fixed
from ircomply.model.regime import Stage
from ircomply.model.results import CountStep, StageResult

FAR = datetime(9999, 1, 1, tzinfo=UTC)
SeatFor = Callable[[Text], Seat]
Lined = Callable[[object], str]


@dataclass
class Alone:
    """The world of one count.

    `facts` hold what the options named: events, filings, classes, suppositions. `seat_for` gives where a text counts;
    `named` puts a condition into words, for the name of a line.
    """

    facts: Facts
    corpus: Corpus
    start: datetime | None
    seat_for: SeatFor
    named: Lined
    given: dict[k.Simple, datetime] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.world = World(self.facts, self.corpus, FAR, asks_filings=False)

    def count(self, name: str) -> tuple[list[StageResult], str | None, Text]:
        """Count every stage of an obligation.

        Gives the entries, why there is no number (`not_in_force`, `no_number`, `no_start`) and the text in force.
        """
        texts = self.corpus.texts[name]
        text = self._in_force(texts)
        if text is None:
            return [], "not_in_force", texts[-1]
        self._bind(text)
        entries = [entry for stage in text.obligation.stages for entry in self._entries(text, stage)]
        if any(entry.act_by for entry in entries):
            return entries, None, text
        numbered = any(stage.clock.dated for stage in text.obligation.stages)
        return entries, "no_start" if numbered else "no_number", text

    def as_of(self, entries: list[StageResult], now: datetime) -> list[StageResult]:
        """Give the entries with the states that they have at an instant."""
        return [
            replace(entry, state=by_time(entry, now)) if entry.state == "running" and entry.act_by else entry
            for entry in entries
        ]

    def instants(self) -> list[datetime]:
        """List every instant that was given, earliest first."""
        events = [
            moment.earliest
            for found in self.facts.timeline.values()
            for one in found
            if one is not False and (moment := start_of(one))
        ]
        filings = [filing.at.earliest for filing in self.facts.filings]
        return sorted([*events, *filings, *([self.start] if self.start else [])])

    def _in_force(self, texts: tuple[Text, ...]) -> Text | None:
        """Choose the text in force on the day of its event, else of the start, else of the earliest instant; never today."""
        for text in reversed(texts):
            if holds_on(text.obligation.in_force, self._day(text)):
                return text
        return None

    def _day(self, text: Text) -> date:
        event = text.obligation.in_force.judged_on
        known = [
            moment.earliest
            for one in self.facts.timeline.get(event or "", ())
            if one is not False and (moment := start_of(one))
        ]
        given = known or ([self.start] if self.start else self.instants())
        return given[0].astimezone(self.seat_for(text).zone).date() if given else date.max

    def _bind(self, text: Text) -> None:
        """Let the start feed whatever the first stage counts from, save what was named."""
        if self.start is None:
            return
        stages = text.obligation.stages
        first = next((stage for stage in stages if stage.clock.numbered), None) or next(
            (stage for stage in stages if _anchors(stage.clock)), None
        )
        timeline = dict(self.facts.timeline)
        for anchor in _anchors(first.clock) if first else ():
            if isinstance(anchor, k.FiledAnchor) and self.world.filings(anchor.obligation or text.id, anchor.stage):
                continue
            for event in self._events_of(anchor):
                timeline.setdefault(event, (_moment(self.start),))
            if not isinstance(anchor, k.EventAnchor):
                self.given[anchor] = self.start
        self.facts = replace(self.facts, timeline=timeline)
        self.world = World(self.facts, self.corpus, FAR, asks_filings=False)

    def _events_of(self, anchor: k.Simple) -> list[str]:
        if isinstance(anchor, k.EventAnchor):
            return [anchor.event]
        question = self.corpus.questions.get(anchor.question) if isinstance(anchor, k.AnswerAnchor) else None
        return sorted(set(question.marks.values())) if question else []

    def _counter(self, text: Text, stage: Stage, given: dict[k.Simple, datetime] | None = None) -> Counter:
        scope = Scope(text.regime, text.obligation, stage=stage.name)

        def project(obligation: str | None, name: str) -> Projected | None:
            return self._project(text if obligation in (None, text.id) else None, obligation or text.id, name)

        anchoring = Anchoring(self.world, scope, self.seat_for(text), project, {**self.given, **(given or {})})
        return Counter(anchoring, switches_of(self.world, scope, stage), pinpoint(scope))

    def _project(self, own: Text | None, name: str, stage_name: str) -> Projected | None:
        text = own or (self._in_force(self.corpus.texts[name]) if name in self.corpus.texts else None)
        stage = text.obligation.stage(stage_name) if text else None
        if text is None or stage is None or (name, stage_name) in self.asked:
            return None
        self.asked.add((name, stage_name))
        limit = limit_of(stage.clock, self._counter(text, stage))
        self.asked.discard((name, stage_name))
        return (limit.act_by, limit.outer or limit.act_by, limit.projected) if limit and limit.act_by else None

    def _entries(self, text: Text, stage: Stage) -> list[StageResult]:
        times = self.facts.timeline.get(stage.each or "", ())
        moments = [moment.earliest for one in times if one is not False and (moment := start_of(one))]
        if not stage.each or not moments:
            return self._once(text, stage, {})
        return [entry for at in moments for entry in self._once(text, stage, {k.EventAnchor(stage.each): at})]

    def _once(self, text: Text, stage: Stage, given: dict[k.Simple, datetime]) -> list[StageResult]:
        counter = self._counter(text, stage, given)
        entries: list[StageResult] = []
        for limit in self._alternatives(stage.clock, counter):
            moved = (
                replace(limit, outer=last_moment(limit.outer, counter.switches, counter.anchoring.seat))
                if limit.outer
                else limit
            )
            entries = _merged(entries, self._entry(stage, moved, counter))
        return [replace(entries[0], line=None)] if len(entries) == 1 else entries

    def _alternatives(self, clock: k.Clock, by: Counter) -> list[Limit]:
        """List what a clock may give: each line of a choice, and each line that may apply, under its condition."""
        if clock.choose:
            return self._choices(clock, by)
        if clock.earliest_of or clock.latest_of:
            return self._combined(clock, by)
        found = []
        for name, anchor in self._variants(clock.of, by) if clock.of else [(None, None)]:
            limit = bare_limit(replace(clock, of=anchor), by)
            if limit:
                found.append(replace(limit, line=name))
        return found

    def _choices(self, clock: k.Clock, by: Counter) -> list[Limit]:
        found: list[Limit] = []
        for line in clock.choose:
            truth = evaluate(by.anchoring.world, line.when, by.anchoring.scope).truth
            if truth is NO:
                continue
            name = self.named(line.when) if line.when is not None else ("otherwise" if found else None)
            found += [replace(limit, line=_joined(name, limit.line)) for limit in self._alternatives(line, by)]
            if truth is YES:
                break
        return found

    def _combined(self, clock: k.Clock, by: Counter) -> list[Limit]:
        join = latest if clock.latest_of else earliest
        sure: list[Limit] = []
        other: list[Limit] = []
        for line in clock.lines:
            truth = evaluate(by.anchoring.world, line.when, by.anchoring.scope).truth
            limits = self._alternatives(line, by) if truth is not NO else []
            if truth is YES and limits:
                sure.append(limits[0])
                other += limits[1:]
            elif limits and line.when is not None:
                name = self.named(line.when)
                other += [replace(limit, line=_joined(name, limit.line)) for limit in limits if limit.act_by]
        base = join(sure)
        lined = [replace(joined, line=limit.line) for limit in other if (joined := join([*sure, limit]))]
        found = [base] if base and (base.act_by or not lined) else []
        standard = clock.without
        return [replace(limit, standard=standard or limit.standard) for limit in (*found, *lined)]

    def _variants(self, anchor: k.Anchor, by: Counter) -> list[tuple[str | None, k.Anchor]]:
        """List the readings of an anchor: without its open lines, then with each of them."""
        if isinstance(anchor, k.EndOfAnchor):
            return [(name, replace(anchor, of=inner)) for name, inner in self._variants(anchor.of, by)]
        if not isinstance(anchor, k.EarliestAnchor | k.LatestAnchor):
            return [(None, anchor)]
        values = [(line, evaluate(by.anchoring.world, line.when, by.anchoring.scope).truth) for line in anchor.lines]
        sure = tuple(replace(line, when=None) for line, truth in values if truth is YES)
        undecided = [
            (self.named(line.when), replace(line, when=None)) for line, truth in values if truth not in (YES, NO)
        ]
        base: list[tuple[str | None, k.Anchor]] = [(None, replace(anchor, lines=sure))] if sure else []
        return base + [(name, replace(anchor, lines=(*sure, line))) for name, line in undecided]

    def _entry(self, stage: Stage, limit: Limit, counter: Counter) -> StageResult:
        start, scope = limit.start, counter.anchoring.scope
        bar, plan = (aside(clock, counter) for clock in (stage.not_before, stage.plan))
        waiting = start.waits or start.projected or start.at is None
        return StageResult(
            stage.name,
            "not_started" if waiting else "running" if limit.act_by else "undated",
            event=start.event or None,
            start=None if waiting else start.at,
            assumed=start.assumed,
            act_by=limit.act_by,
            outer_limit=limit.outer,
            not_before=bar.act_by if bar else None,
            standard=f"without {limit.standard}" if limit.standard else None,
            running_since=start.at if limit.standard and not waiting else None,
            plan_by=plan.act_by if plan else None,
            projected=limit.projected,
            waits=start.waits,
            decision_owed=start.decision,
            in_days=limit.period is not None and not limit.period.in_hours,
            missing=limit.missing,
            steps=tuple(CountStep(step.what, step.at, step.cite) for step in limit.steps),
            recipient=addressee(counter.anchoring.world, scope, stage.to),
            line=limit.line,
            period=limit.period,
        )


def _merged(entries: list[StageResult], entry: StageResult) -> list[StageResult]:
    """Add an entry; two with the same instants are one, under both names."""
    for index, other in enumerate(entries):
        if (entry.act_by, entry.outer_limit) == (other.act_by, other.outer_limit):
            both = f"{other.line}, or {entry.line}" if other.line and entry.line else None
            return [*entries[:index], replace(other, line=both), *entries[index + 1 :]]
    return [*entries, entry]


def _anchors(clock: k.Clock) -> list[k.Simple]:
    """List what a clock counts from; what must only come before something counts where there is nothing else."""
    counted = anchors_of(clock)
    return counted or [
        inner for anchor in (clock.no_later_than, clock.before) if anchor for inner in simple_anchors(anchor)
    ]


def _joined(first: str | None, second: str | None) -> str | None:
    return "; ".join(name for name in (first, second) if name) or None


def _moment(at: datetime) -> Moment:
    return Moment(fixed(at), fixed(at))
