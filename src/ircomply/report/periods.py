"""What a stage counts from, and how: `72 hours from awareness`, `15 days after the people are told`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_clock import clock_words_in, event_noun, period_words
from ircomply.report.words import spoken

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, StageResult
    from ircomply.report.view import View


def start_words(stage: StageResult, view: View, *, happened: bool) -> str:
    """Say what a stage counts from: `awareness`; a report as a clause: `the people are told`."""
    label = stage.event or ""
    head, _, rest = label.partition(".")
    if head in ("filed", "last_filed") and rest:
        other, _, named = rest.rpartition(".")
        return _report_words(other, named, view, happened=happened)
    if head == "answer":
        return f"the answer to {rest}"
    if head == "limit":
        return f"the limit of the {spoken(rest)}"
    return {"ordered": "the order", "hold_ended": "the end of the hold"}.get(label) or event_noun(label)


def _report_words(other: str, stage: str, view: View, *, happened: bool) -> str:
    texts = view.corpus.texts.get(other)
    if not texts:
        return f"the {spoken(stage)}"
    to = texts[-1].obligation.recipient
    if to.kind == "individuals":
        return f"the people {'were' if happened else 'are'} told"
    return f"the {spoken(stage)} of {other}"


def period_of(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say how a stage is counted: `72 hours from awareness`, `15 days after the people are told`."""
    if stage.period is None or not stage.event:
        rule = result.text.obligation.stage(stage.name)
        step = next((one.what for one in stage.steps if one.what.startswith("the next ")), "")
        if step or rule is None:
            return step
        return clock_words_in(rule.clock)
    happened = stage.start is not None
    word = "after" if stage.event.startswith(("filed.", "last_filed.")) else "from"
    return f"{period_words(stage.period)} {word} {start_words(stage, view, happened=happened)}"
