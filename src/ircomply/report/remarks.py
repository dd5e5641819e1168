"""What else must be known of a date: a start that stands in, a plan, a hold without effect, a person's decision."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ircomply.model.instant import Moment
from ircomply.report.words import VERDICT_IN_SENTENCE, cap, people_words, spoken

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, StageResult
    from ircomply.report.view import View


def remarks(result: ObligationResult, stage: StageResult, view: View) -> list[str]:
    """Say what else must be known of a date: how well its start is known, a plan, a fixed start, holds, a decision."""
    found = []
    if stage.assumed:
        found.append(f"Counted from {spoken(stage.assumed)}: {spoken(stage.event or 'the start')} is not given.")
    if between := _between(stage, view):
        found.append(between)
    if stage.plan_by:
        found.append(f"Plan: {view.day(stage.plan_by)}. Yours, not the law's.")
    if stage.otherwise and stage.act_by and stage.otherwise[0] != stage.act_by:
        found.append(f"Counsel fixed the start; without that {view.time(stage.otherwise[0])}.")
    found += [f"{cap(note)}." for note in stage.notes]
    if ask := (stage.recipient or result.recipient).ask:
        found.append(ask)
    if result.no_national_law:
        found.append("No national law on file; a directive does not bind by itself.")
    return found + decision_words(result, view)


def _between(stage: StageResult, view: View) -> str:
    """Say that a start is not known better than between two instants."""
    known = [one for one in view.facts.timeline.get(stage.assumed or stage.event or "", ()) if isinstance(one, Moment)]
    start = next((one for one in known if one.earliest == stage.start and not one.exact), None)
    if start is None:
        return ""
    write = view.time if start.latest - start.earliest < timedelta(days=1) else view.day
    first, last = write(start.earliest), write(start.latest)
    return (
        f"Within {first}; counted from its beginning."
        if first == last
        else f"Between {first} and {last}; counted from the earliest."
    )


def decision_words(result: ObligationResult, view: View) -> list[str]:
    """Set a person's verdict beside the engine's."""
    made = result.decision
    if made is None:
        return []
    by = f" by {people_words(made.by)}" if made.by else ""
    day = f", {view.day(made.at.earliest)}" if made.at else ""
    own, facts = VERDICT_IN_SENTENCE[made.verdict], VERDICT_IN_SENTENCE[result.verdict]
    beside = ", as on the facts" if own == facts else f"; on the facts {facts}"
    found = [f"Decided{by}{day}: {own}{beside}."]
    return [*found, "To be looked at again: what it rested on has changed."] if result.look_again else found
