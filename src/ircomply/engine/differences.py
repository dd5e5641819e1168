"""What changed from one instant to another: the facts that did, and what became of each duty through them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ircomply.engine.causes import causes_of
from ircomply.engine.remarks import is_unlinked
from ircomply.model.instant import real
from ircomply.model.results import Cause, Difference, ObligationResult, Schedule, Shift, StageResult

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts

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
    causes = causes_of(old, before.now, new, after.now, corpus)
    was = {(result.id, result.where): result for result in before.results}
    shifts = [
        shift for result in after.results if (shift := _shift(was.get((result.id, result.where)), result, causes))
    ]
    return Difference(before.now, after.now, (), tuple(causes), tuple(shifts))


def _shift(old: ObligationResult | None, new: ObligationResult, causes: list[Cause]) -> Shift | None:
    was, now = _leading(old), _leading(new)
    same = old and (old.verdict, old.standing, was and was.state, was and was.act_by) == (
        new.verdict,
        new.standing,
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
        was_standing=old.standing if old else None,
        standing=new.standing,
        aside=_aside(new) and (old is None or _aside(old)),
    )


def _aside(result: ObligationResult) -> bool:
    """Say whether the schedule keeps a duty out of its lists: by decision, for want of a link, or folded."""
    return result.standing == "not_required" or is_unlinked(result) or result.folded_under is not None


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
    filed |= {f"decision.{new.id}"} if new.decision or (old and old.decision) else set()
    return next((cause.path for cause in causes if cause.path in rests or cause.path in filed), None)
