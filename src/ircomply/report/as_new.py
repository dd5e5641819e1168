"""The screen of an incident of which nearly all is unknown: an empty list would calm; it says what may be running."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ircomply.engine.plain_clock import period_words
from ircomply.report.coverage import coverage_lines
from ircomply.report.page import BLANK, Line, Page, Piece, row, text
from ircomply.report.view import View, digest_line, head

if TYPE_CHECKING:
    from datetime import datetime

    from ircomply.model.clock import Period
    from ircomply.model.results import ObligationResult, Schedule
    from ircomply.report.as_groups import Grouped

NUMBERS = ("no", "one answer starts", "two answers start", "three answers start")
MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "business_days": 1440, "months": 43200}
SHOWN = 3
ANSWER = 47  # the column of the fact to write


def is_new(schedule: Schedule, found: Grouped) -> bool:
    """Say whether no duty has a date, nothing is due and nothing was filed."""
    results = [*found.listed, *found.unlinked]
    settled = any(result.standing in ("required", "presumed") for result in results)
    dated = any(
        stage.act_by or stage.filed or (stage.state == "undated" and stage.running_since)
        for result in results
        for stage in result.stages
    )
    return not settled and not dated and not schedule.conflicts


def new_page(schedule: Schedule, view: View, shown: str, facts_of: datetime | None = None) -> tuple[Page, Page]:
    """Give the screen, and what to do."""
    lines = [text(line, hang=4) for line in [*head(view), digest_line(view, facts_of)] if line]
    calm = "   That does not mean that nothing is due. A clock may be running."
    lines.append(text(" ", Piece("NO DATE YET", "open"), calm, hang=15))
    asked = _asked(view)
    if asked:
        lines += [BLANK, text(Piece("OPEN", "open"), f": {NUMBERS[len(asked)]} the count")]
        lines += [row((2, f"Find out: {ask}"), (ANSWER, path)) for ask, path in asked]
    lines += _shortest(schedule, view)
    coverage = coverage_lines(schedule.not_covered, view)
    return (*lines, *([BLANK, *coverage] if coverage else [])), _do(shown)


def _asked(view: View) -> list[tuple[str, str]]:
    found = []
    if not view.facts.timeline.get("aware"):
        found.append(("when did you become aware?", "aware"))
    if not view.facts.data:
        found.append(("what data may have been touched?", "data"))
    if not any(data.people for data in view.facts.data or ()):
        found.append(("where do those people live?", "data.people"))
    return found


def _shortest(schedule: Schedule, view: View) -> list[Line]:
    """List the shortest periods of the duties that want nothing but awareness and personal data."""
    by_period: dict[Period, list[str]] = {}
    for result in schedule.results:
        stage = next((one for one in result.stages if one.period), None)
        if stage and stage.period and _may_run(result):
            by_period.setdefault(stage.period, []).append(view.recipient(result, stage.recipient))
    found = sorted(by_period, key=lambda period: period.count * MINUTES[period.unit])[:SHOWN]
    if not found:
        return []
    width = max(len(period_words(period)) for period in found) + 4
    lines = [row((2, period_words(period)), (width, "; ".join(sorted(set(by_period[period]))))) for period in found]
    return [BLANK, text("If you are aware and personal data was touched, the shortest periods are:"), *lines]


def _may_run(result: ObligationResult) -> bool:
    applies = [reason for reason in result.reasons if reason.part == "applies_to"]
    breach = any(reason.kind == "breach" and reason.truth == "open" for reason in result.reasons)
    return result.verdict == "undetermined" and breach and all(reason.truth == "met" for reason in applies)


def _do(shown: str) -> Page:
    if shown.endswith((".yaml", ".yml")):
        path, folder = shown, shown
    else:
        folder = "" if shown in ("", ".") else shown
        path = f"{folder}/incident.yaml" if folder else "incident.yaml"
    again = f"ircomply next {shlex.quote(folder or '.')}"
    return (text(f"Do next: write what you know in {path}, then: {again}", hang=9),)
