"""What a duty waits for: a hold and what is due then, a bar, an event, an earlier report; and how a chain goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_clock import clock_words_in
from ircomply.report.periods import period_of, start_words
from ircomply.report.remarks import remarks
from ircomply.report.words import HOLDS, cap, spoken, standard_in_sentence, standard_words

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, StageResult
    from ircomply.report.view import View


def waiting_line(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say what a duty waits for: a hold and what is due then, a bar, an event or an earlier report."""
    said = _held(result, stage, view) if stage.state == "held" else _waits(result, stage, view)
    return " ".join([f"{cap(said)}.", *remarks(result, stage, view)])


def _held(result: ObligationResult, stage: StageResult, view: View) -> str:
    assert stage.held  # noqa: S101
    hold, until = stage.held.hold, stage.held.until
    name = hold.reference or HOLDS.get(hold.kind) or spoken(hold.kind)
    if until is None:
        return f"{name}; no end of it is given"
    if stage.act_by is None:
        standard = standard_in_sentence(stage.standard) if stage.standard else "at once"
        return f"{name}; then due {standard}"
    if stage.act_by <= until:
        return f"{name}; then due at once"
    local = view.local(stage.act_by, result.home, result.recipient.place)
    by = f"{local.rsplit(' in ', 1)[0]} there" if local.startswith("end of") else view.time(stage.act_by)
    return f"{name}; otherwise due by {by}"


def _waits(result: ObligationResult, stage: StageResult, view: View) -> str:
    rule = result.text.obligation.stage(stage.name)
    date = f"; {view.day(stage.act_by)} (projected)" if stage.act_by and stage.projected else ""
    named = "" if stage.name == result.text.obligation.stages[0].name else f"{spoken(stage.name)}: "
    if stage.state == "too_early":
        due = f"due by {view.time(stage.act_by)}" if stage.act_by else period_of(result, stage, view)
        return f"{named}{due}"
    if rule and rule.clock.before:
        return f"{named}{clock_words_in(rule.clock)}"
    start = start_words(stage, view, happened=False)
    if stage.period:
        return f"{named}{period_of(result, stage, view)}{date}"
    if stage.standard:
        return f"{named}{standard_in_sentence(stage.standard)}, after {start}{date}"
    return f"{named}{period_of(result, stage, view)}{date}"


def then_line(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Name the next report of a chain: `Then: further information, without undue further delay.`"""
    if stage.act_by:
        when = f"{view.day(stage.act_by)} (projected)" if stage.projected else view.time(stage.act_by)
    elif stage.standard:
        when = standard_words(stage.standard)[0]
    else:
        when = period_of(result, stage, view)
    return f"Then: {spoken(stage.name)}, {when}."
