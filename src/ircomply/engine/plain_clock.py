"""Clocks in plain English: periods, standards and what they count from."""

from __future__ import annotations

from collections.abc import Callable

from ircomply.model import clock as k
from ircomply.model.condition import Condition

Say = Callable[[Condition], str]

# The events of the shared vocabulary as nouns; any other event is read aloud.
_NOUNS = {
    "occurred": "the event itself",
    "suspected": "the first suspicion",
    "detected": "detection",
    "aware": "awareness",
    "believed": "reasonable belief",
    "determined": "the decision that the legal test is met",
    "determined_material": "the decision that it is material",
    "scope_known": "the time when the scope is known",
    "classified": "classification",
    "told_by_vendor": "the supplier's message",
    "vendor_detected": "detection by the supplier",
    "contained": "containment",
    "restored": "the return of the services",
    "resolved": "the end of the incident",
    "ransom_demanded": "the demand",
    "ransom_paid": "the payment",
    "fix_available": "the availability of a fix",
    "new_information": "new information",
}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
_MONTHS += ["October", "November", "December"]


def clock_words_in(clock: k.Clock, say: Say | None = None) -> str:
    """Say a clock; `say` turns the condition of a line into words, else it is left out."""
    main = _main(clock, say)
    words = f"without {clock.without}" if clock.without else ""
    if words and clock.of is not None and not main:
        words += f", from {anchor_words(clock.of, say)}"
    said = ", ".join(part for part in (main, words) if part) or "no time is set"
    return f"{said}, if {say(clock.when)}" if say and clock.when is not None else said


def _main(clock: k.Clock, say: Say | None) -> str:
    if clock.within and clock.of is not None:
        return f"{period_words(clock.within)} from {anchor_words(clock.of, say)}"
    if clock.by and clock.of is not None:
        return f"by the next {clock.by[1]} {_MONTHS[clock.by[0] - 1]} after {anchor_words(clock.of, say)}"
    if clock.no_later_than is not None:
        return f"no later than {anchor_words(clock.no_later_than, say)}"
    if clock.before is not None:
        return f"before {anchor_words(clock.before, say)}"
    if clock.lines:
        return _lines(clock, say)
    if clock.original:
        return "the time limit as it was"
    return f"at {anchor_words(clock.of, say)}" if clock.of is not None and not clock.without else ""


def _lines(clock: k.Clock, say: Say | None) -> str:
    said = "; ".join(clock_words_in(line, say) for line in clock.lines)
    if len(clock.lines) == 1:
        return said
    head = (
        "the earliest of" if clock.earliest_of else "the latest of" if clock.latest_of else "the first that applies of"
    )
    return f"{head}: {said}"


def period_words(period: k.Period) -> str:
    """Say a period: "72 hours", "1 month"."""
    unit = period.unit.replace("_", " ")
    return f"{period.count} {unit if period.count != 1 else unit.removesuffix('s')}"


def anchor_words(anchor: k.Anchor, say: Say | None = None) -> str:
    """Say what a clock counts from, as a noun."""
    if isinstance(anchor, k.EndOfAnchor):
        return f"the end of the {anchor.unit} of {anchor_words(anchor.of, say)}"
    if isinstance(anchor, k.EarliestAnchor | k.LatestAnchor):
        head = "the earliest of" if isinstance(anchor, k.EarliestAnchor) else "the latest of"
        said = [_line(line, say) for line in anchor.lines]
        return said[0] if len(said) == 1 else f"{head} {', '.join(said[:-1])} and {said[-1]}"
    return _simple(anchor)


def _line(line: k.AnchorLine, say: Say | None) -> str:
    said = anchor_words(line.anchor, say)
    return f"{said} (if {say(line.when)})" if say and line.when is not None else said


def _simple(anchor: k.Simple) -> str:
    if isinstance(anchor, k.EventAnchor):
        return event_noun(anchor.event)
    if isinstance(anchor, k.AnswerAnchor):
        return f"the answer to {anchor.question}"
    if isinstance(anchor, k.FiledAnchor):
        of = f" of {anchor.obligation}" if anchor.obligation else ""
        return f"the {'last ' if anchor.last else ''}filing of the {stage_words(anchor.stage)}{of}"
    if isinstance(anchor, k.LimitAnchor):
        return f"the time limit of the {stage_words(anchor.stage)}"
    return "the authority's order" if isinstance(anchor, k.OrderedAnchor) else "the end of the hold"


def event_noun(event: str) -> str:
    """Say an event as a noun."""
    return _NOUNS.get(event) or event.replace("_", " ").replace("-", " ")


def stage_words(stage: str) -> str:
    """Read the name of a stage aloud."""
    return stage.replace("-", " ").replace("_", " ")
