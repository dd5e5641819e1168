"""What a schedule says besides verdicts and dates: decisions, conflicts, coverage, folded and unlinked duties."""

from __future__ import annotations

from datetime import UTC, datetime

from ircomply.engine.verdicts import Verdict
from ircomply.engine.world import Scope, World
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Decision, known_at
from ircomply.model.results import Conflict, NotCovered, ObligationResult, Unlinked

DUE = ("required", "presumed")


def decision_for(world: World, scope: Scope, verdict: Verdict) -> tuple[Decision | None, bool]:
    """Give the person's decision that stands, and whether it is to be looked at again."""
    made = [
        decision
        for decision in world.facts.decisions
        if decision.obligation == scope.obligation.id
        and decision.where in (None, scope.where)
        and known_at(decision.at, world.now)
    ]
    if not made:
        return None, False
    decision = max(made, key=lambda one: one.at.earliest if one.at else datetime.min.replace(tzinfo=UTC))
    return decision, _look_again(world, decision, verdict)


def _look_again(world: World, decision: Decision, verdict: Verdict) -> bool:
    """Say whether a fact it rested on has changed since, or its own time has come."""
    if decision.review_by and decision.review_by.earliest <= world.now:
        return True
    if decision.at is None:
        return False
    made = decision.at.latest
    rests = {path for reason in verdict.reasons for path in reason.rests}
    answers = [answer for name, answer in world.facts.answers.items() if f"answer.{name}" in rests]
    times = [answer.at for answer in answers if answer.at] + [
        reason.finding.at for reason in verdict.reasons if reason.finding
    ]
    return any(made < time.earliest <= world.now for time in times)


def folded(result: ObligationResult, results: dict[str, list[ObligationResult]], corpus: Corpus) -> ObligationResult:
    """Fold a directive's duty under the national one that reaches the entity; say where none is on file.

    `results` are those of every duty, by its id.
    """
    national = corpus.implemented_by.get(result.id)
    if national is None or result.verdict == "not_required":
        return result
    place, words = result.recipient.place, corpus.vocabulary
    of_place = [
        one for name in national for one in results[name] if place and words.within(place, one.text.regime.jurisdiction)
    ]
    reaching = next((one for one in of_place if one.verdict != "not_required"), None)
    if reaching:
        return replace(result, folded_under=reaching.id)
    return result if of_place or place is None else replace(result, no_national_law=True)


def conflicts(results: tuple[ObligationResult, ...], now: datetime) -> tuple[Conflict, ...]:
    """Find the duties whose date to a barred or forbidden recipient lies before the bar ends."""
    bars: list[tuple[ObligationResult, tuple[str, ...], datetime | None]] = []
    for result in results:
        for stage in result.stages:
            if stage.bars and stage.not_before and stage.not_before > now:
                bars.append((result, stage.bars, stage.not_before))
            if stage.held and stage.held.running and _forbids(result, stage.held.hold.kind):
                bars.append((result, (result.recipient.kind,), stage.held.until))
    return tuple(conflict for bar in bars for result in results for conflict in _against(result, *bar))


def _forbids(result: ObligationResult, kind: str) -> bool:
    return any(rule.kind == kind and rule.forbids for rule in result.text.obligation.holds)


def _against(
    result: ObligationResult, barring: ObligationResult, kinds: tuple[str, ...], until: datetime | None
) -> list[Conflict]:
    if result.id == barring.id or result.standing not in DUE:
        return []
    return [
        Conflict(result.id, barring.id, stage.act_by, until)
        for stage in result.stages
        if stage.recipient
        and stage.recipient.kind in kinds
        and stage.act_by
        and not stage.filed
        and (until is None or stage.act_by < until)
    ]


def linked_places(world: World) -> list[str]:
    """List the places that the facts name: seat, establishments, markets, people."""
    organisation = world.facts.organisation
    named = [organisation.based_in, *(organisation.established_in or ()), *(organisation.serves or ())]
    named += [
        entry.place
        for data in world.facts.data or ()
        for entry in data.people or ()
        if entry.count is None or entry.count.high != 0
    ]
    return sorted({code for code in named if code})


def not_covered(world: World, places: list[str]) -> tuple[NotCovered, ...]:
    """List the linked places and fields whose law on file is not complete. A place without a file is never one without law.

    What coverage says of the place itself goes before what it says of a wider one.
    """
    coverage, found = world.corpus.coverage, []
    if not coverage:
        return ()
    for place in places:
        for name in world.words.coverage_fields:
            own = coverage.get(place, {}).get(name)
            states = [
                coverage[code][name].state
                for code in sorted(world.words.wider(place))
                if name in coverage.get(code, {})
            ]
            best = (
                own.state
                if own
                else "complete"
                if "complete" in states
                else "partial"
                if "partial" in states
                else "none"
            )
            if best != "complete":
                found.append(NotCovered(place, name, best))
    return tuple(found)


def unlinked(results: tuple[ObligationResult, ...], world: World) -> Unlinked:
    """Count the duties that want nothing but a link with their place."""
    open_on_place = [result for result in results if is_unlinked(result)]
    if not open_on_place:
        return Unlinked()
    paths = {path for result in open_on_place for path in result.missing}
    where = sorted(path for path in paths if ".people" in path)
    cause = next((path for path in (*_LINKING, *where) if path in paths), min(paths))
    if cause == "people_elsewhere" and world.facts.people_elsewhere:
        said = "people may live where no count is given"
    else:
        said = f"{cause} is {'not complete' if cause == 'data' and world.facts.data else 'unknown'}"
    jurisdictions = {result.text.regime.jurisdiction for result in open_on_place}
    return Unlinked(len(jurisdictions), len(open_on_place), said)


_LINKING = (
    "people_elsewhere",
    "data",
    "data_complete",
    "organisation.established_in",
    "organisation.serves",
    "organisation.based_in",
)
"""The facts that link places, those first that are settled soonest."""


def is_unlinked(result: ObligationResult) -> bool:
    """Say whether a duty is open for want of a link, with no wider place that would make it a question."""
    return result.verdict == "undetermined" and result.open_on == "place" and not result.held_by_wider
