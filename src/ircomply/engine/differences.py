"""What changed from one instant to another: the facts that did, and what became of each duty through them."""

from __future__ import annotations

from datetime import UTC, datetime

from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts, known_at
from ircomply.model.instant import Moment, Stretch, real
from ircomply.model.quantity import Range
from ircomply.model.results import Cause, Difference, ObligationResult, Schedule, Shift, StageResult

Fact = tuple[str, str, datetime | None, str | None]
"""What it is called, its value in words, when it was said, and by whom."""
URGENT = (
    "overdue",
    "due_soon",
    "undated",
    "running",
    "held",
    "too_early",
    "not_started",
    "filed_late",
    "filed",
    "not_applicable",
)


def difference(before: Schedule, after: Schedule, old: Facts, new: Facts, corpus: Corpus) -> Difference:
    """Compare two schedules: changed verdicts, states and dates, each under a fact that it rests on."""
    causes = _causes(_facts(old, before.now, corpus), _facts(new, after.now, corpus))
    was = {(result.id, result.where): result for result in before.results}
    shifts = [
        shift for result in after.results if (shift := _shift(was.get((result.id, result.where)), result, causes))
    ]
    return Difference(before.now, after.now, (), tuple(causes), tuple(shifts))


def _facts(facts: Facts, now: datetime, corpus: Corpus) -> dict[str, Fact]:
    """List the facts that stood at an instant, by path."""
    words = {True: "yes", False: "no", None: "unknown"}
    found: dict[str, Fact] = {
        event: (event.replace("_", " "), _written(happenings), None, None)
        for event, happenings in facts.timeline.items()
    }
    for name, answer in facts.answers.items():
        if known_at(answer.at, now) and answer.value != "unknown":
            at = answer.at.earliest if answer.at else None
            found[f"answer.{name}"] = (f"Answer {name}", answer.value, at, answer.by)
    for name, value in facts.organisation.classes.items():
        found[f"class.{name}"] = (name, words[value], None, None)
    for data in facts.data or ():
        for entry in data.people or ():
            place = corpus.vocabulary.place_name(entry.place)
            found[f"{data.id}.people.{entry.place}"] = (f"people in {place}", _counted(entry.count), None, None)
    return found | _established(facts, now) | _acts(facts, now)


def _established(facts: Facts, now: datetime) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for finding in sorted(facts.findings, key=lambda finding: finding.at.earliest):
        for aspect, state in finding.states.items() if known_at(finding.at, now) else ():
            what = f"{facts.called(finding.about)}, {aspect.replace('_', ' ')}"
            named = f"Finding {finding.id}: {what}" if finding.id else what
            found[f"{finding.about}.{aspect}"] = (named, state, finding.at.earliest, finding.by)
    return found


def _acts(facts: Facts, now: datetime) -> dict[str, Fact]:
    """List one's own acts, and the holds that were granted."""
    found: dict[str, Fact] = {}
    for filing in facts.filings:
        if filing.void is None and known_at(filing.at, now):
            what = filing.obligation or filing.to
            found[f"filed.{what}.{filing.stage or ''}"] = (f"Filed: {what}", "filed", filing.at.earliest, None)
    for hold in facts.holds:
        if known_at(hold.start, now):
            named = f"Hold: {hold.reference or hold.kind.replace('_', ' ')}"
            for obligation in hold.obligations:
                found[f"held.{obligation}"] = (named, "held", hold.start.earliest, None)
    return found


def _counted(count: Range | None) -> str:
    if count is None:
        return "some"
    return str(count.low) if count.exact else f"{count.low} to {count.high or 'unknown'}"


def _written(happenings: tuple[object, ...]) -> str:
    words = []
    for one in happenings:
        moment = one.start if isinstance(one, Stretch) else one
        words.append(moment.earliest.isoformat() if isinstance(moment, Moment) else "no")
    return ", ".join(words)


def _causes(old: dict[str, Fact], new: dict[str, Fact]) -> list[Cause]:
    found = []
    for path in sorted({*old, *new}):
        was, now = old.get(path), new.get(path)
        if was and now and was[1] == now[1]:
            continue
        one = now or was
        assert one  # noqa: S101 - one of them is there
        at, by = (now[2], now[3]) if now else (None, None)
        found.append(
            Cause(path, one[0], at=at, by=by, was=was[1] if was else "unknown", now=now[1] if now else "unknown")
        )
    return found


def _shift(old: ObligationResult | None, new: ObligationResult, causes: list[Cause]) -> Shift | None:
    was, now = _leading(old), _leading(new)
    same = old and (old.verdict, was and was.state, was and was.act_by) == (
        new.verdict,
        now and now.state,
        now and now.act_by,
    )
    if same or (old is None and new.verdict == "not_required"):
        return None
    standard = now.standard if now else None
    return Shift(
        obligation=new.id,
        recipient=new.recipient.name,
        was_verdict=old.verdict if old else None,
        verdict=new.verdict,
        was_state=was.state if was else None,
        state=now.state if now else None,
        was_act_by=was.act_by if was else None,
        act_by=now.act_by if now else None,
        standard=standard,
        path=_cause_of(old, new, causes),
        where=new.where,
    )


def _leading(result: ObligationResult | None) -> StageResult | None:
    """Give the stage under which a duty counts: the most urgent, then the soonest."""
    if result is None or not result.stages:
        return None
    last = datetime.max.replace(tzinfo=UTC)
    return min(
        result.stages, key=lambda stage: (URGENT.index(stage.state), real(stage.act_by) if stage.act_by else last)
    )


def _cause_of(old: ObligationResult | None, new: ObligationResult, causes: list[Cause]) -> str | None:
    rests = {
        path
        for result in (old, new)
        if result
        for reason in result.reasons
        for path in (*reason.rests, *reason.missing)
    }
    rests |= {stage.event for stage in new.stages if stage.event} | {
        stage.assumed for stage in new.stages if stage.assumed
    }
    filed = {f"filed.{new.id}.{stage.name}" for stage in new.stages if stage.filed}
    filed |= {f"held.{new.id}" for stage in new.stages if stage.held}
    return next((cause.path for cause in causes if cause.path in rests or cause.path in filed), None)
