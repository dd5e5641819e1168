"""All duties as of one instant: verdicts, dates, chains between duties, and what else must be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ircomply.engine.anchors import Projected, Projection
from ircomply.engine.calendars import Holidays, Seat
from ircomply.engine.conditions import evaluate
from ircomply.engine.forces import Force, long_in_force, text_in_force
from ircomply.engine.instances import scopes_of
from ircomply.engine.recipients import seat_of
from ircomply.engine.remarks import conflicts, decision_for, folded, linked_places, not_covered, unlinked
from ircomply.engine.stages import Staging, addressee, stage_results
from ircomply.engine.truth import NO, OPEN, YES, Truth
from ircomply.engine.verdicts import Verdict, judge
from ircomply.engine.world import Scope, World
from ircomply.model.base import replace
from ircomply.model.condition import Condition, FiledIs, children
from ircomply.model.corpus import Corpus, Text
from ircomply.model.facts import Facts
from ircomply.model.instant import fixed, real
from ircomply.model.regime import Stage
from ircomply.model.results import ObligationResult, Reason, Schedule, StageResult

START: tuple[Truth, tuple[str, ...]] = (NO, ())
"""What a duty that hangs on any other one is taken for at first."""
NO_HOLIDAYS: Holidays = lambda _name, _year: frozenset()  # noqa: E731


@dataclass
class Scheduler:
    """Computes the duties of one incident, each once; chains and conditions between duties ask it again.

    `holidays` gives the free days of a calendar. Without `every_stage` duties that want a link with their place come
    without stages: a list tells their number alone. `known` are duties whose value is settled already. A circle of duties is refused by `rules check`; met here, it is open.
    """

    facts: Facts
    corpus: Corpus
    now: datetime
    holidays: Holidays = NO_HOLIDAYS
    every_stage: bool = True
    known: Mapping[str, tuple[Truth, tuple[str, ...]]] = field(default_factory=dict)
    judged: dict[str, list[tuple[Scope, Force, Verdict]]] = field(default_factory=dict)
    dated: dict[tuple[str, str | None, str], tuple[StageResult, ...]] = field(default_factory=dict)
    asked: set[object] = field(default_factory=set)
    cascaded: dict[str, tuple[Truth, tuple[str, ...]]] = field(default_factory=dict)
    seats: dict[object, Seat] = field(default_factory=dict)
    summed: dict[object, tuple[Truth, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = fixed(self.now)
        self.world = World(self.facts, self.corpus, self.now, duty=self.duty, cascade=self.cascade)

    def schedule(self) -> Schedule:
        """Compute everything."""
        self.settle()
        by_id = {name: self.results(name) for name in self.corpus.ids}
        results = tuple(folded(one, by_id, self.corpus) for ones in by_id.values() for one in ones)
        linked = linked_places(self.world)
        return Schedule(
            self.now,
            results,
            conflicts(results, self.now),
            not_covered(self.world, linked),
            unlinked(results, self.world),
        )

    def only(self, names: Iterable[str]) -> tuple[ObligationResult, ...]:
        """Compute these duties alone; those that they hang on are computed, or known."""
        self.settle()
        return tuple(result for name in sorted(names) for result in self.results(name))

    def results(self, name: str) -> list[ObligationResult]:
        """Give the results of one obligation, one for each instance."""
        return [self._result(scope, force, verdict) for scope, force, verdict in self.verdicts(name)]

    def verdicts(self, name: str) -> list[tuple[Scope, Force, Verdict]]:
        """Judge one obligation, once."""
        if name not in self.judged:
            if name in self.asked:
                return []
            self.asked.add(name)
            self.judged[name] = [
                self._judge(scope) for scope in scopes_of(self.world, self._scope(self.corpus.texts[name]))
            ]
            self.asked.discard(name)
        return self.judged[name]

    def _scope(self, texts: tuple[Text, ...]) -> Scope:
        last = texts[-1]
        return Scope(last.regime, last.obligation)

    def _judge(self, scope: Scope) -> tuple[Scope, Force, Verdict]:
        texts = self.corpus.texts[scope.obligation.id]
        force = long_in_force(texts, self.world) or text_in_force(texts, self._staging(scope))
        scope = replace(scope, regime=force.text.regime, obligation=force.text.obligation)
        if force.not_in_force:
            reason = Reason("in_force", "not met", f"not_in_force: {force.not_in_force}", kind="in_force")
            return scope, force, Verdict("not_required", reasons=(reason,))
        return scope, force, judge(self.world, scope)

    def _staging(self, scope: Scope) -> Staging:
        return Staging(self.world, scope, self._seat(scope), self._projection(scope), self._fixed(scope))

    def _seat(self, scope: Scope) -> Seat:
        """Give the seat in which the duty is counted, once for all that are counted there."""
        to = scope.obligation.recipient
        key = (to.place, to.calendar, to.day_ends, scope.regime.jurisdiction, scope.place, scope.unnamed)
        if key not in self.seats:
            self.seats[key] = seat_of(self.world, to, scope, self.holidays)
        return self.seats[key]

    def _fixed(self, scope: Scope) -> dict[str, datetime]:
        """Give the starts that counsel fixed: for the regime, and before those for the duty itself; of several the earliest."""
        found: dict[str, datetime] = {}
        if not self.facts.starts:
            return found
        for about in (scope.regime.id, scope.obligation.id):
            fixed_for = [start for start in self.facts.starts if start.about == about]
            found |= {
                start.event: start.at.earliest
                for start in sorted(fixed_for, key=lambda one: real(one.at.earliest), reverse=True)
            }
        return found

    def _projection(self, scope: Scope) -> Projection:
        def project(obligation: str | None, stage: str) -> Projected | None:
            found = self.stage(obligation or scope.obligation.id, stage, scope if obligation is None else None)
            dated = [(real(one.act_by), one.projected, one.act_by, one.outer_limit) for one in found if one.act_by]
            if not dated:
                return None
            _, hanging, act_by, outer = min(dated, key=lambda one: one[:2])
            return act_by, outer or act_by, hanging

        return project

    def stage(self, name: str, stage: str, of: Scope | None = None) -> tuple[StageResult, ...]:
        """Give one stage of a duty that is not excluded, of every instance or of one; none where there is no such stage."""
        results: list[StageResult] = []
        for scope, _, verdict in self.verdicts(name) if name in self.corpus.texts else ():
            found = scope.obligation.stage(stage)
            same = of is None or (scope.where, scope.unnamed) == (of.where, of.unnamed)
            if found and same and verdict.verdict != "not_required":
                results += self._stage(scope, found, verdict)
        return tuple(results)

    def _stages(self, scope: Scope, verdict: Verdict) -> tuple[StageResult, ...]:
        return tuple(one for stage in scope.obligation.stages for one in self._stage(scope, stage, verdict))

    def _stage(self, scope: Scope, stage: Stage, verdict: Verdict) -> tuple[StageResult, ...]:
        """Compute one stage, once; in a circle of stages the one that asks again has no date."""
        key = (scope.obligation.id, scope.where, stage.name)
        if key not in self.dated:
            if key in self.asked:
                return ()
            self.asked.add(key)
            staging = replace(
                self._staging(scope), filed_under=self._met_by(scope), conditional=verdict.verdict == "undetermined"
            )
            self.dated[key] = stage_results(staging, stage)
            self.asked.discard(key)
        return self.dated[key]

    def _met_by(self, scope: Scope) -> str | None:
        """Name what was done under another law, or the answer, that counts as this duty."""
        condition = scope.obligation.met_by
        if condition is None or evaluate(self.world, condition, scope).truth is not YES:
            return None
        return next((name for name in _named(condition) if self._counts(name)), "met")

    def _counts(self, name: str) -> bool:
        return bool(self.world.filings(name, None)) or self.world.answer(name.removeprefix("answer.")) is not None

    def duty(self, name: str) -> tuple[Truth, tuple[str, ...]]:
        """Say whether another obligation is due, and what that hangs on."""
        if name in self.known:
            return self.known[name]
        verdicts = [verdict for _, _, verdict in self.verdicts(name)] if name in self.corpus.texts else []
        if not verdicts:
            return OPEN, ()
        if len(verdicts) == 1:
            return verdicts[0].truth, verdicts[0].missing if verdicts[0].truth is OPEN else ()
        return _summed([(verdict.truth, verdict.missing) for verdict in verdicts])

    def cascade(self, scope: Scope, kinds: tuple[str, ...]) -> tuple[Truth, tuple[str, ...]]:
        """Say whether a duty by law to another named authority of these kinds is due, as far as is settled, and what that hangs on."""
        names = self.corpus.owed_to(kinds) & self.corpus.cascading
        moving = [self.cascaded.get(name, START) for name in sorted(names) if self._to_another(name, scope)]
        truth, missing = self._still(scope, kinds)
        if missing:  # what settles these settles most; the others hang on them too
            return max(truth, *(other for other, _ in moving), NO), missing
        return _summed([(truth, ()), *moving])

    def _still(self, scope: Scope, kinds: tuple[str, ...]) -> tuple[Truth, tuple[str, ...]]:
        """Sum up, once for each recipient that asks, the duties that hang on no other."""
        own = scope.obligation.recipient
        shared = self.corpus.tells(own)  # a recipient whom no other duty tells shares the sum of all
        key = (kinds, own.id, own.family, own.names) if shared else kinds
        if key not in self.summed:
            names = sorted(self.corpus.owed_to(kinds) - self.corpus.cascading)
            found: list[tuple[Truth, tuple[str, ...]]] = []
            for name in names:
                if not shared or self._to_another(name, scope):
                    found.append(self.duty(name))
                    if found[-1][0] is YES:
                        found = found[-1:]
                        break
            self.summed[key] = _summed(found)
        return self.summed[key]

    def _to_another(self, name: str, scope: Scope) -> bool:
        own, to = scope.obligation.recipient, self.corpus.texts[name][-1].obligation.recipient
        same = (
            (own.id and own.id == to.id)
            or (own.family and own.family == to.family)
            or (own.names and set(own.names) == set(to.names))
        )
        return name != scope.obligation.id and not same

    def settle(self) -> None:
        """Settle the duties that hang on any other duty: start at no and repeat until nothing changes.

        A law in which they never settle is refused by `rules check`; met here, what still changes is open.
        """
        names = sorted(self.corpus.cascading)
        for _ in range(len(names) + 2 if names else 0):
            before, self.cascaded = self.cascaded, {name: self.duty(name) for name in names}
            for name in names:
                self.judged.pop(name, None)
            self.dated.clear()
            if before and all(before[name][0] is truth for name, (truth, _) in self.cascaded.items()):
                return
        self.cascaded = {
            name: found if before[name][0] is found[0] else (OPEN, found[1]) for name, found in self.cascaded.items()
        }

    def _result(self, scope: Scope, force: Force, verdict: Verdict) -> ObligationResult:
        decision, again = decision_for(self.world, scope, verdict)
        listed = self.every_stage or decision or verdict.open_on != "place" or verdict.held_by_wider
        stages = self._stages(scope, verdict) if listed and verdict.verdict != "not_required" else ()
        return ObligationResult(
            text=force.text,
            where=scope.where,
            recipient=addressee(self.world, scope, None),
            verdict=verdict.verdict,
            open_on=verdict.open_on,
            held_by_wider=verdict.held_by_wider,
            reasons=verdict.reasons,
            missing=tuple(dict.fromkeys((*verdict.missing, *(path for stage in stages for path in stage.missing)))),
            stages=stages,
            decision=decision,
            look_again=again,
            not_in_force=force.not_in_force,
            from_day=force.from_day,
            home=str(getattr(self._seat(scope).zone, "key", "UTC")) if stages else None,
        )


def _summed(found: list[tuple[Truth, tuple[str, ...]]]) -> tuple[Truth, tuple[str, ...]]:
    """Say whether one of these duties is due, and what those that are open hang on."""
    missing = tuple(dict.fromkeys(path for truth, paths in found if truth is OPEN for path in paths))
    return max((truth for truth, _ in found), default=NO), missing


def _named(condition: Condition) -> list[str]:
    if isinstance(condition, FiledIs):
        return [condition.obligation] if condition.obligation else []
    question = getattr(condition, "question", None)
    return [f"answer.{question}"] if question else [name for child in children(condition) for name in _named(child)]
