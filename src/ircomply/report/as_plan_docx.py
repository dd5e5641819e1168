"""A plan as a Word file, for the wall of whoever has to know it: one table for each thing that starts duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.report.as_count import short_cite
from ircomply.report.as_docx import new_document, packed, page_numbers, paragraph, table
from ircomply.report.as_plan_files import citations
from ircomply.report.coverage import coverage_lines
from ircomply.report.page import as_plain
from ircomply.report.plan_rows import Row, coming_words, excluded_words, folded, rows_of, told
from ircomply.report.words import MONTHS

if TYPE_CHECKING:
    from typing import Any

    from ircomply.engine.planning import Plan
    from ircomply.model.results import ObligationResult
    from ircomply.report.view import View

NOBODY = "this organisation"
HEAD, WIDTHS = ("Within", "Tell", "Hangs on, and then", "Source"), (24, 90, 80, 79)
COMING = ("In force", "Tell", "What", "Source")
QUESTIONS = 8  # so many are printed; all stand in the other formats
DUTIES = 6


def plan_docx(plan: Plan, view: View) -> bytes:
    """Give the file."""
    name = view.facts.organisation.name or NOBODY
    title = f"What an incident could oblige {name} to do"
    document = new_document(title, plan.now, landscape=True, margin=12, size=8)
    if view.facts.drill:
        paragraph(document, "DRILL. Nothing here is real.")
    paragraph(document, title, "Title")
    paragraph(
        document,
        f"Periods, no dates. As of {_day(view)}. Count from the trigger; the earlier report comes first.",
        "Subtitle",
    )
    rows = folded(rows_of(plan.listed, view), view)
    triggers = dict.fromkeys(row.trigger.words for row in rows)
    parts = [(_heading(words), [_cells(row) for row in rows if row.trigger.words == words]) for words in triggers]
    table(document, HEAD, parts, WIDTHS)
    _coming(document, plan, view)
    _questions(document, plan)
    _end(document, plan, view)
    page_numbers(
        document.sections[0].footer.paragraphs[0],
        f"{name}, rules {view.corpus.version}, as of {_day(view)}. Not legal advice",
    )
    return packed(document)


def _heading(words: str) -> str:
    """Write a trigger in small letters, as a heading that is bold already."""
    shouted = [word for word in words.split() if word.isupper()]
    said = " ".join(word.lower() if word in shouted else word for word in words.split())
    return said[0].upper() + said[1:]


def _day(view: View) -> str:
    day = view.now.astimezone(view.zone)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _cells(row: Row) -> tuple[str, str, str, str]:
    hangs = "; then ".join(part for part in (row.condition, row.then) if part)
    if row.then and not row.condition:
        hangs = f"then {row.then}"
    return row.speed.words, row.recipient, hangs[:1].upper() + hangs[1:], _sources(row)


def _sources(row: Row) -> str:
    return "; ".join(dict.fromkeys(_cite(one) for one in row.results))


def _cite(result: ObligationResult) -> str:
    title, pinpoint, _ = citations(result)[0]
    return short_cite(title, pinpoint)


def _coming(document: Any, plan: Plan, view: View) -> None:
    if plan.coming:
        paragraph(document, "Not law yet", "Heading 1")
        ordered = sorted(plan.coming, key=lambda one: (one.from_day is None, str(one.from_day), one.id))
        rows = [(coming_words(one), told(one, view), one.text.obligation.title, _cite(one)) for one in ordered]
        table(document, COMING, [("", rows)], WIDTHS)


def _questions(document: Any, plan: Plan) -> None:
    if not plan.questions:
        return
    paragraph(document, "Questions about you that decide more", "Heading 1")
    rows = [(" Or: ".join(one.ask), _named(one.decides)) for one in plan.questions[:QUESTIONS]]
    table(document, ("Question", "Decides"), [("", rows)], (170, 99))
    if len(plan.questions) > QUESTIONS:
        paragraph(
            document,
            f"And {len(plan.questions) - QUESTIONS} more questions that decide fewer; ircomply plan --all lists them.",
        )


def _named(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - DUTIES} more" if len(ids) > DUTIES else ""
    return f"{', '.join(ids[:DUTIES])}{more}"


def _end(document: Any, plan: Plan, view: View) -> None:
    paragraph(document, "")
    if said := excluded_words(plan):
        paragraph(document, said)
    for line in as_plain(tuple(coverage_lines(plan.not_covered, view)), 10_000).splitlines():
        paragraph(document, line)
