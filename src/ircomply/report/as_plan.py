"""The screen of a plan: what could arise, by what starts it, then by speed; periods and no dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.report.coverage import coverage_lines
from ircomply.report.page import BLANK, Line, Page, Piece, row, text
from ircomply.report.plan_rows import Row, coming_words, excluded_words, folded, rows_of, told
from ircomply.report.words import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.engine.planning import OpenQuestion, Plan
    from ircomply.report.view import View

LEAST = 12  # the column of the recipient, unless a period is longer
NOBODY = "this organisation"


def plan_page(plan: Plan, view: View, *, show_all: bool = False) -> Page:
    """Give the screen; with `show_all` every question and every duty that hangs on one."""
    name = view.facts.organisation.name or NOBODY
    lines = [text("DRILL. Nothing here is real.")] if view.facts.drill else []
    lines.append(text(f"What an incident could oblige {name} to do: periods, no dates", hang=4))
    found = folded(rows_of(plan.listed, view), view)
    lines += _groups(found)
    lines += _coming(plan, view)
    lines += [BLANK, *_end(plan, view, show_all=show_all)]
    return tuple(lines)


def _groups(rows: Iterable[Row]) -> list[Line]:
    listed = list(rows)
    at = max([LEAST, *(len(row.speed.words) + 4 for row in listed)])
    lines: list[Line] = []
    heading = ""
    for one in listed:
        if one.trigger.words != heading:
            heading = one.trigger.words
            lines += [BLANK, _heading(heading)]
        lines.append(row((2, one.speed.words), (at, _said(one))))
    return lines


def _heading(words: str) -> Line:
    """Write what starts it: the capitals stand out."""
    capitals = [word for word in words.split() if word.isupper()]
    head = " ".join(capitals)
    return text(Piece(head, "bold"), words.removeprefix(head)) if words.startswith(head) else text(Piece(words, "bold"))


def _said(one: Row) -> str:
    condition = f" ({one.condition})" if one.condition else ""
    return f"{one.recipient}{condition}{f'; then {one.then}' if one.then else ''}"


def _coming(plan: Plan, view: View) -> list[Line]:
    if not plan.coming:
        return []
    ordered = sorted(plan.coming, key=lambda one: (one.from_day is None, str(one.from_day), one.id))
    said = [f"{told(one, view)}: {coming_words(one)}.  {one.id}" for one in ordered]
    return [BLANK, text(Piece("NOT LAW YET", "bold")), *(text(one, at=2, hang=6) for one in said)]


def _end(plan: Plan, view: View, *, show_all: bool) -> list[Line]:
    could = f"{count(len(plan.listed), 'obligation')} could arise."
    statuses = [one for one in plan.questions if any(path.startswith("class.") for path in one.paths)]
    more = {name for one in statuses for name in one.decides}
    if not statuses:
        lines = [text(could)]
    elif show_all:
        lines = [text(f"{could} {count(len(statuses), 'question')} about you decide {len(more)} more:", hang=4)]
    else:
        number = count(len(statuses), "question")
        verb = "decides" if len(statuses) == 1 else "decide"
        lines = [text(f"{could} {number} about you {verb} {len(more)} more; the first:", hang=4)]
    places = [one for one in plan.questions if one not in statuses]
    shown = plan.questions if show_all else (*places, *statuses[:1])
    lines += [line for one in shown for line in _question(one, detailed=show_all)]
    if excluded := excluded_words(plan):
        lines.append(text(excluded))
    lines += coverage_lines(plan.not_covered, view)
    drafts = sum(1 for one in plan.listed if one.text.status == "draft")
    used = f"; {drafts} used here {'is a draft' if drafts == 1 else 'are drafts'}" if drafts else ""
    return [*lines, text(f"Rules {view.corpus.version}{used}. Not legal advice.")]


def _question(one: OpenQuestion, *, detailed: bool) -> list[Line]:
    lines = [text(" Or: ".join(one.ask), hang=2)]
    return [*lines, text(f"decides {', '.join(one.decides)}", at=4)] if detailed else lines
