"""The open duties, sorted by the question that would settle them: that is what a reader can act on."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ircomply.engine.plain_clock import event_noun, period_words
from ircomply.engine.questions import ask
from ircomply.model.base import Value
from ircomply.report.as_groups import LAST, Item, family_of, open_classes
from ircomply.report.conditions import binding_answer
from ircomply.report.page import Line, text
from ircomply.report.remarks import decision_words
from ircomply.report.words import between, count, fact_words, length, spoken, standard_in_sentence, uncap

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, StageResult
    from ircomply.report.view import View

SHOWN = 3  # of the duties that hang on one question; the others are named
_BRACKETS = re.compile(r" \([^()]*\)")
DECISIONS = {
    "determined": "is the legal test met?",
    "determined_material": "is the incident material to investors?",
    "classified": "how is the incident classified?",
}
STARTS = {"aware": "when did you become aware?"}


class Opening(Value, frozen=True):
    """One question, the word it begins with, and the duties that hang on it."""

    path: str
    verb: str
    ask: str
    items: tuple[Item, ...]


def openings(items: tuple[Item, ...], view: View) -> tuple[Opening, ...]:
    """Group open duties by their question: by the soonest date an answer could bring, then by the question."""
    by_path: dict[str, list[Item]] = {}
    for item in items:
        by_path.setdefault(family_of(hinge(item.result, item.stage), view), []).append(item)
    found = [
        _opening(sorted(group, key=lambda item: (soonest(item, view.now), item.result.id)), view)
        for group in by_path.values()
    ]
    return tuple(sorted(found, key=lambda one: (soonest(one.items[0], view.now), one.ask)))


def _opening(items: list[Item], view: View) -> Opening:
    path = hinge(items[0].result, items[0].stage)
    verb, said = question(path, items[0].result, view)
    return Opening(path, verb, said, tuple(items))


def soonest(item: Item, now: datetime) -> datetime:
    """Give the soonest date that an answer could bring: a standard without a number counts as now."""
    stage = item.stage
    if stage is None:
        return LAST
    return (stage.act_by or (now if stage.standard and not stage.waits else LAST)).astimezone(UTC)


def hinge(result: ObligationResult, stage: StageResult | None) -> str:
    """Name the fact that a duty hangs on first."""
    if result.standing != "undetermined":
        return next(iter(stage.missing), stage.event or "") if stage else ""
    return next(
        (reason.missing[0] for reason in result.reasons if reason.truth == "open" and reason.missing),
        next(iter(result.missing), ""),
    )


def question(path: str, result: ObligationResult, view: View) -> tuple[str, str]:
    """Put a fact into its verb (Decide, Assess, Find out) and its question, without what stands in brackets."""
    event = view.corpus.events.get(path)
    if event:
        if event.decision:
            return "Decide", DECISIONS.get(path) or f"has it been decided: {event.means}?"
        return "Find out", STARTS.get(path) or f"when was it that {event.means or spoken(path)}?"
    if path.startswith("class."):
        return "Find out", class_question(result, path, view)
    said = plain_question(path, view) if path else "what is missing?"
    if path.startswith("answer."):
        own = result.text.obligation.if_unknown
        return ("Assess" if own not in (None, "presumed", "decide") else "Decide"), said
    return "Find out", said


def plain_question(path: str, view: View) -> str:
    """Put a fact into a question within a sentence, without what stands in brackets."""
    return uncap(_BRACKETS.sub("", ask(path, view.world).ask))


def class_question(result: ObligationResult, path: str, view: View) -> str:
    """Ask for the classes of one family together: `are you an essential entity, or are you an important one?`"""
    family = family_of(path, view)
    paths = [one for one in open_classes(result) if family_of(one, view) == family] or [path]
    return ", or ".join(plain_question(one, view).rstrip("?") for one in paths) + "?"


def open_lines(items: tuple[Item, ...], view: View) -> list[Line]:
    """Write the group."""
    lines: list[Line] = []
    for one in openings(items, view):
        lines.append(text(f"{one.verb}: {one.ask}", at=2, hang=4))
        lines += [_consequence(item, one.path, view) for item in one.items[:SHOWN]]
        if len(one.items) > SHOWN:
            named = ", ".join(view.named(item.result) for item in one.items[SHOWN:])
            lines.append(text(f"and {count(len(one.items) - SHOWN, 'more duty', 'more duties')}: {named}", at=6))
    return lines


def _consequence(item: Item, path: str, view: View) -> Line:
    result, stage = item.result, item.stage
    said = " ".join(
        [
            f"{_label(result, hinge(result, stage) or path, view)}{told(result, stage, view)}.",
            *decision_words(result, view),
        ]
    )
    return text(f"{said}  {view.named(result)}", at=6)


def _label(result: ObligationResult, path: str, view: View) -> str:
    if result.standing != "undetermined":
        return f"No date: {fact_words(path)} is unknown.{_owed(path, view)} Then: " if path else ""
    if any(reason.kind == "duty" and path in reason.missing for reason in result.reasons):
        return "then: "
    return f"{binding_answer(result, path, view.corpus)}: "


def _owed(path: str, view: View) -> str:
    """Say for how long a decision has been owed, counted from awareness or the first sign."""
    from ircomply.engine.events import past

    known = view.corpus.events.get(path)
    if not (known and known.decision):
        return ""
    first = next(
        (moments[0].earliest for name in ("aware", "believed", "detected") if (moments := past(view.world, name))),
        None,
    )
    return f" The decision is owed, open for {length(between(first, view.now))}." if first else " The decision is owed."


def told(result: ObligationResult, stage: StageResult | None, view: View) -> str:
    """Say what would be due: `tell the people, without undue delay`, `.. by Tue 22 Dec, 5:59 am`."""
    obligation = result.text.obligation
    title = uncap(obligation.title)
    if result.where:
        title += f" ({view.corpus.vocabulary.place_name(result.where)})"
    if stage is None:
        return title
    if stage.act_by and not stage.projected:
        return f"{title} by {view.time(stage.act_by)}"
    known = view.corpus.events.get(stage.event or "")
    if stage.period and stage.event and known and not known.decision:
        return f"{title} within {period_words(stage.period)} of {event_noun(stage.event)}"
    if stage.period:
        return f"{title} within {period_words(stage.period)}"
    return f"{title}, {standard_in_sentence(stage.standard)}" if stage.standard else title
