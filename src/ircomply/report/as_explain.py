"""`explain`: why one duty is due or not, how its deadline is counted, what would change it, how to file, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed
from ircomply.model.condition import Answered
from ircomply.report.as_count import Counted, count_lines, start_sentence
from ircomply.report.as_groups import Item, item_of
from ircomply.report.as_law import how_to_file, law_lines
from ircomply.report.as_open import plain_question
from ircomply.report.conditions import binding_answer, leaves_of
from ircomply.report.page import BLANK, Line, Page, Piece, row, text
from ircomply.report.periods import period_of, start_words
from ircomply.report.reasons import TOPICS, exception_answer, exception_words
from ircomply.report.remarks import decision_words, remarks
from ircomply.report.view import View, digest_line, drill_lines
from ircomply.report.waiting import then_line, waiting_line
from ircomply.report.words import (
    FILED,
    NOT_REQUIRED,
    OPEN,
    VERDICT,
    WAITING,
    cap,
    fact_words,
    filed_under,
    spoken,
    standard_in_sentence,
    zone_words,
)

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import ObligationResult, Reason, Schedule, StageResult

VALUE, SAID, RESTS = 2, 11, 48


def explain_page(
    result: ObligationResult, schedule: Schedule, facts: Facts, corpus: Corpus, *, terminal: bool = False
) -> Page:
    """Give the whole reasoning for one duty (or one instance of it).

    Words of privileged data sets and findings are shown only on a `terminal`, marked; elsewhere their ids stand.
    """
    view = View(facts, corpus, schedule.now)
    lines = drill_lines(facts)
    lines.append(text(f"{result.text.obligation.title}: {view.recipient(result)}{view.marks(result)}", hang=4))
    lines += _standing(result, view)
    lines += [BLANK, text(Piece("WHY", "bold")), *_why(result, view, terminal=terminal)]
    lines += _count(result, view)
    lines += _changes(result, view)
    lines += how_to_file(result, view)
    lines += law_lines(result)
    made_with = f"Rules {corpus.version}. {digest_line(view)}".strip()
    return (*lines, BLANK, text(made_with))


def _standing(result: ObligationResult, view: View) -> list[Line]:
    """Answer first: the group, the verdict, the time to work to."""
    item = None if result.standing == "not_required" else item_of(result, view.now)
    group = item.group if item else NOT_REQUIRED
    said = _act(item, view) if item else "Not required."
    beside = [] if group is WAITING else decision_words(result, view)  # what is awaited is told with its remarks
    return [text(" ", Piece(group.word, group.style), f"   {' '.join([said, *beside])}", hang=len(group.word) + 4)]


def _act(item: Item, view: View) -> str:
    """Say the verdict and what follows from it: the time to work to, the standard, what is awaited or missing."""
    result, stage = item.result, item.stage
    verdict = VERDICT[result.standing]
    if stage is None:
        return f"{verdict}. No report of it is due now."
    if item.group is WAITING:
        return f"{verdict}. {waiting_line(result, stage, view)}"
    if item.group is FILED:
        done = (
            f"Filed {view.sentence(stage.filed.at.earliest)}"
            if stage.filed
            else filed_under(stage.filed_under or "met")
        )
        return f"{verdict}. {done}."
    if item.group is OPEN and result.standing != "undetermined" and stage.start is None:
        return f"{verdict}. No date: {fact_words(next(iter(stage.missing), stage.event or 'its start'))} is unknown."
    first = stage.name == result.text.obligation.stages[0].name
    when = f"{'' if first else f'{spoken(stage.name)}, '}{_due(result, stage, view)}"
    if item.conditional or item.group is OPEN:
        return f"{f'{verdict}. ' if item.group is OPEN else ''}If it applies: {when}.{_outer(stage, view)}"
    return f"{verdict}. {cap(when)}.{_outer(stage, view)}"


def _due(result: ObligationResult, stage: StageResult, view: View) -> str:
    if stage.act_by:
        return f"act by {view.sentence(stage.act_by)}, {zone_words(view.zone)}"
    return standard_in_sentence(stage.standard) if stage.standard else f"{period_of(result, stage, view)}; no date yet"


def _outer(stage: StageResult, view: View) -> str:
    if stage.past_act_by and stage.outer_limit:
        return f" It has passed. Outer limit {view.time(stage.outer_limit)}, {view.left(stage.outer_limit)}: file now."
    return ""


def _why(result: ObligationResult, view: View, *, terminal: bool) -> list[Line]:
    if result.not_in_force:
        return [text(f"{cap(result.not_in_force)}.", at=VALUE)]
    lines = [line for reason in result.reasons for line in _reason(result, reason, view, terminal=terminal)]
    return lines or [text("The law asks no condition.", at=VALUE)]


def _reason(result: ObligationResult, reason: Reason, view: View, *, terminal: bool) -> list[Line]:
    """Write reason, fact and finding in one line; a breach says each thing that it asked of the data."""
    parts = _parts(reason, view) if reason.kind == "breach" and reason.truth == "met" else []
    said = _says(result, reason, view)
    rests = _rests(reason, view)
    if _privileged(reason, view):
        said, rests = (f"{said} (privileged)", rests) if terminal else ("a privileged finding", rests)
        parts = parts if terminal else []
    return [row((VALUE, reason.truth), (SAID, what), (RESTS, path)) for what, path in [(said, rests), *parts]]


def _says(result: ObligationResult, reason: Reason, view: View) -> str:
    if reason.part == "unless":
        return f"exception: {exception_words(result, reason, view)}"
    if reason.kind == "answer" and reason.truth != "open":
        name = reason.rests[0].removeprefix("answer.") if reason.rests else ""
        wanted = _wanted(result, name, view)
        return f"{TOPICS.get(name.rsplit('-', 1)[-1]) or name} is {wanted}" if wanted else reason.says
    if reason.truth == "open" and reason.missing:
        return plain_question(reason.missing[0], view) if reason.kind in ("answer", "class") else reason.says
    return reason.says


def _wanted(result: ObligationResult, name: str, view: View) -> str:
    """Say which answers the law asks for."""
    obligation = result.text.obligation
    for condition in (obligation.applies_to, obligation.when):
        for leaf, positive in leaves_of(condition, view.corpus, result.text.regime) if condition is not None else ():
            if positive and isinstance(leaf, Answered) and leaf.question == name:
                return listed(leaf.values) if leaf.values else f"{leaf.at_least} or more" if leaf.at_least else ""
    return ""


def _rests(reason: Reason, view: View) -> str:
    """Name what a reason rests on: the finding with its state and day, the answer and who gave it, or the fact path."""
    if reason.finding:
        finding = reason.finding
        state = next(
            (
                finding.states[one.rpartition(".")[2]]
                for one in reason.rests
                if one.rpartition(".")[2] in finding.states
            ),
            "",
        )
        return ", ".join(part for part in (finding.id, spoken(state), view.day(finding.at.earliest)) if part)
    path = (reason.missing or reason.rests or ("",))[0]
    answer = view.facts.answers.get(path.removeprefix("answer.")) if path.startswith("answer.") else None
    if answer:
        return f"{path.removeprefix('answer.')}: {answer.value}{f', {answer.by}' if answer.by else ''}"
    return path


def _parts(reason: Reason, view: View) -> list[tuple[str, str]]:
    """Say what a breach asked of the data besides what befell it: whose, what kinds, how protected, which people."""
    found = []
    for path in reason.rests:
        name, _, key = path.partition(".")
        data = next((one for one in view.facts.data or () if one.id == name), None)
        if data is None:
            continue
        head, _, place = key.partition(".")
        said = {
            "role": f"you are a {spoken(data.role or '')} of it",
            "categories": f"it holds {listed((spoken(one) for one in data.categories or ()), 'and')}",
            "form": f"it is {data.form}",
            "protection": f"its protection does not take it out: {data.protection or 'unknown'}",
            "people": f"people in {view.corpus.vocabulary.place_name(place)} are concerned" if place else "",
        }.get(head)
        if said:
            found.append((said, path))
    return found


def _privileged(reason: Reason, view: View) -> bool:
    private = {one.id for one in view.facts.data or () if one.privileged}
    return bool(reason.finding and reason.finding.privileged) or any(
        path.partition(".")[0] in private for path in reason.rests
    )


def _count(result: ObligationResult, view: View) -> list[Line]:
    """Count every stage that has a date; name those that wait."""
    lines: list[Line] = []
    shown = [stage for stage in result.stages if stage.state != "not_applicable"]
    dated = [stage for stage in shown if stage.steps and not stage.projected]
    by = Counted(
        result.text,
        view.corpus,
        view.zone,
        view.now,
        lambda at: view.local(at, result.home, result.recipient.place),
    )
    for stage in dated:
        of = f", {spoken(stage.name)}" if len(dated) > 1 else ""
        lines += [BLANK, text(Piece(f"THE COUNT{of}", "bold")), *count_lines(stage, by)]
        lines += [text(one, at=2) for one in remarks(result, stage, view) if one not in decision_words(result, view)]
        if stage.filed:
            reference = f", {stage.filed.reference}" if stage.filed.reference else ""
            lines.append(text(f"Filed {view.time(stage.filed.at.earliest)}{reference}.", at=2))
    rest = [stage for stage in shown if stage not in dated]
    if rest and not dated:
        lines += [BLANK, text(Piece("THE COUNT", "bold"))]
    return lines + [text(_undated(result, stage, view, first=not dated), at=2) for stage in rest]


def _undated(result: ObligationResult, stage: StageResult, view: View, *, first: bool) -> str:
    if stage.filed:
        return f"{cap(spoken(stage.name))}: filed {view.time(stage.filed.at.earliest)}."
    if stage.missing and stage.start is None and not stage.waits:
        how = period_of(result, stage, view) if stage.period else stage.standard or ""
        return f"No date: {fact_words(stage.missing[0])} is unknown. {cap(how)}."
    if stage.standard and stage.running_since and not first:
        return then_line(result, stage, view)
    if stage.standard and stage.running_since:
        since = f" since {view.time(stage.running_since)}: {start_sentence(stage, view.corpus)}"
        return f"{cap(stage.standard)}; the law gives no number. It runs{since}"
    if stage.projected or stage.waits:
        return f"Then {spoken(stage.name)}, {_when(result, stage, view)}."
    return then_line(result, stage, view)


def _when(result: ObligationResult, stage: StageResult, view: View) -> str:
    date = f"; {view.day(stage.act_by)} (projected)" if stage.act_by else ""
    if stage.period:
        return f"{period_of(result, stage, view)}{date}"
    return (
        f"{standard_in_sentence(stage.standard or '')}, after {start_words(stage, view, happened=False)}{date}"
        if stage.standard
        else f"not started{date}"
    )


def _changes(result: ObligationResult, view: View) -> list[Line]:
    """Say which answers would change the verdict."""
    found: list[str] = []
    if result.standing in ("required", "presumed"):
        exceptions = [reason for reason in result.reasons if reason.part == "unless" and reason.truth != "met"]
        found = [f"{exception_answer(result, reason, view)}: not required." for reason in exceptions]
    elif result.verdict == "undetermined":
        found = [_settles(result, path, view) for path in result.missing]
    heading = Piece("WHAT WOULD CHANGE IT", "bold")
    if len(found) == 1:
        return [BLANK, text(heading, f"  {found[0]}", hang=4)]
    return [BLANK, text(heading), *(text(one, at=2, hang=4) for one in found)] if found else []


def _settles(result: ObligationResult, path: str, view: View) -> str:
    if path.startswith(("answer.", "class.", "figure.")) or ".people" in path:
        name = path if ".people" in path else path.partition(".")[2]
        return f"{name} {binding_answer(result, path, view.corpus)}: it may be due."
    return f"{path}: {plain_question(path, view)}"
