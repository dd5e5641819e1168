"""`next`: the questions whose answers would decide most, soonest; each answer beside its consequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model.results import Change, Outcome, Question, Schedule
from ircomply.report.page import Line, Page, row, text
from ircomply.report.view import View, drill_lines
from ircomply.report.words import cap, count, people_words, sentence_time, standard_in_sentence, zone_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts

SHOWN, NAMED = 3, 4  # questions without --all; duties named under one answer
FIRST = 5  # the column of the answers
KEEP = " Keep the reasons."


def next_page(
    asked: Iterable[Question], schedule: Schedule, facts: Facts, corpus: Corpus, *, show_all: bool = False
) -> Page:
    """Give the ranked questions that change a verdict, three unless `show_all`; times in the reader's zone."""
    view = View(facts, corpus, schedule.now)
    every = list(asked)
    shown = every if show_all else [one for one in every if one.weight or not one.answers][:SHOWN]
    lines = drill_lines(facts)
    if not every:
        return (*lines, text("No open question would change a verdict."), text(_as_of(view)))
    settled = len({change.obligation for one in shown for outcome in one.answers for change in outcome.changes})
    would = f"{count(len(shown), 'answer')} would settle {count(settled, 'obligation')}."
    lines.append(text(f"{would} {_as_of(view)}"))
    for number, one in enumerate(shown, 1):
        lines += _question(number, one, view)
    more = len(every) - len(shown)
    left = f"{count(more, 'more question')} (--all). " if more else ""
    return (*lines, text(f"{left}Until someone answers, what is presumed stays due."))


def _as_of(view: View) -> str:
    when = sentence_time(view.now, view.zone, year=False)
    return f"{when} in {zone_words(view.zone).removesuffix(' time')}."


def _question(number: int, one: Question, view: View) -> list[Line]:
    who = "The DPO decides." if one.who.lower() == "dpo" else f"{cap(people_words(one.who))}." if one.who else ""
    named = one.place or one.id.removeprefix("answer.")
    said = " ".join(part for part in (one.ask, who) if part)
    lines = [text(f"{number:<2} {said}  {named}", hang=3)]
    if not one.answers:
        lines.append(
            text(
                f"Write it down; it decides {count(len(one.decides), 'obligation')}: {_some(one.decides)}.",
                at=FIRST,
            )
        )
    told = _ranges(one.answers)
    room = min(max((len(outcome.answer) for outcome in told), default=0), 24) + 2
    before: Outcome | None = None
    for outcome in told:
        lines.append(row((FIRST, outcome.answer), (FIRST + room, _effects(outcome, before, view))))
        before = outcome
    return lines


def _ranges(answers: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Join numbers with the same effect: `under 500`, `500 or more`. Both sides of every threshold were tried."""
    if len(answers) < 2 or not all(one.answer.isdigit() for one in answers):
        return answers
    ordered = sorted(answers, key=lambda one: int(one.answer))
    pairs = zip((None, *ordered[:-1]), ordered, strict=True)
    firsts = [one for before, one in pairs if not before or before.changes != one.changes]
    starts = [int(one.answer) for one in firsts]
    return tuple(
        Outcome(_range(start, after), one.changes)
        for one, start, after in zip(firsts, starts, (*starts[1:], None), strict=True)
    )


def _range(start: int, after: int | None) -> str:
    if after is None:
        return f"{start:,} or more"
    if after == start + 1:
        return f"{start:,}"
    return f"under {after:,}" if start == 0 else f"{start:,} to {after - 1:,}"


def _some(names: tuple[str, ...]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _effects(outcome: Outcome, before: Outcome | None, view: View) -> str:
    """Say what an answer makes of the duties; what the answer before it did already is not said again."""
    changes = outcome.changes
    if not changes:
        return "Decides nothing by itself."
    if before and _due(before) and _due(before) <= _due(outcome):
        rest = tuple(change for change in changes if change in _due(outcome) - _due(before))
        if len(rest) + len(_due(before)) == len(changes):
            return f"The same, and {_joined(rest, view)}." if rest else "The same."
    said = f"{cap(_joined(changes, view))}."
    return said + KEEP if all(change.verdict == "not_required" for change in changes) else said


def _due(outcome: Outcome) -> frozenset[Change]:
    return frozenset(change for change in outcome.changes if change.verdict in ("required", "presumed"))


def _joined(changes: tuple[Change, ...], view: View) -> str:
    """Join duties with the same fate, the soonest first."""
    by_fate: dict[str, list[str]] = {}
    for change in sorted(
        changes,
        key=lambda one: (
            one.verdict not in ("required", "presumed"),
            one.act_by is not None,
            one.act_by or view.now,
            one.recipient,
        ),
    ):
        names = by_fate.setdefault(fate(change, view), [])
        if change.recipient not in names:
            names.append(change.recipient)
    return "; ".join(f"{_names(names)}: {said}" for said, names in by_fate.items())


def _names(names: list[str]) -> str:
    rest = len(names) - NAMED
    listed = (
        "; ".join(names[:NAMED]) if any("," in name for name in names) and len(names) > 1 else ", ".join(names[:NAMED])
    )
    return f"{listed}, and {rest} more" if rest > 0 else listed


def fate(change: Change, view: View) -> str:
    """Say what becomes of one duty: `required, Mon 23 Nov, 4:40 pm`, `not required`, `open`."""
    verdict = {
        "required": "required",
        "presumed": "presumed",
        "not_required": "not required",
        "undetermined": "open",
    }.get(change.verdict, "no longer there")
    if change.verdict not in ("required", "presumed"):
        return verdict
    if change.act_by:
        return f"{verdict}, {view.time(change.act_by)}"
    return f"{verdict}, {standard_in_sentence(change.standard)}" if change.standard else verdict
