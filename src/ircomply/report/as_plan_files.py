"""A plan as a file: JSON for scripts, CSV for a spreadsheet, Markdown for a handbook. Every duty has its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.report.as_csv import csv_text
from ircomply.report.as_json import at, dump
from ircomply.report.as_markdown import cell, table
from ircomply.report.plan_rows import Row, coming_words, excluded_words, rows_of, told

if TYPE_CHECKING:
    from ircomply.engine.planning import OpenQuestion, Plan
    from ircomply.model.results import ObligationResult
    from ircomply.report.view import View

COLUMNS = ("When", "Period", "Tell", "Hangs on", "Then", "Source", "Id", "Status")
NOBODY = "this organisation"


def plan_json(plan: Plan, view: View) -> str:
    """Give `ircomply/plan/v1`. `obligations` are all that could arise; what `open_on` names is not settled."""
    listed = [_json(row, view, None) for row in rows_of(plan.listed, view)]
    asked = [_json(row, view, "class") for row in rows_of(plan.asked, view)]
    coming = [
        {**_json(row, view, None), "in_force": coming_words(row.results[0])} for row in rows_of(plan.coming, view)
    ]
    return dump(
        {
            "schema": "ircomply/plan/v1",
            "organisation": view.facts.organisation.name,
            "as_of": at(plan.now),
            "drill": view.facts.drill,
            "rules": {"version": view.corpus.version, "digest": view.corpus.digest, "sets": list(view.corpus.sets)},
            "obligations": [*listed, *asked],
            "to_come": coming,
            "questions": [_question(one) for one in plan.questions],
            "unlinked": {
                "jurisdictions": plan.unlinked.jurisdictions,
                "obligations": plan.unlinked.obligations,
                "because": plan.unlinked.because,
            },
            "not_covered": [{"place": one.place, "field": one.field, "state": one.state} for one in plan.not_covered],
        }
    )


def _json(row: Row, view: View, open_on: str | None) -> dict[str, Any]:
    result = row.results[0]
    return {
        "id": result.id,
        "regime": result.text.regime.id,
        "jurisdiction": result.text.regime.jurisdiction,
        "title": result.text.obligation.title,
        "status": result.text.status,
        "binding": result.text.obligation.binding,
        "open_on": open_on or ("place" if result.open_on == "place" else None),
        "trigger": row.trigger.words,
        "period": row.speed.words,
        "recipient": {"kind": result.recipient.kind, "name": told(result, view), "place": result.recipient.place},
        "condition": row.condition or None,
        "then": row.then or None,
        "citations": [{"title": title, "at": pinpoint, "url": url} for title, pinpoint, url in citations(result)],
    }


def _question(one: OpenQuestion) -> dict[str, Any]:
    return {"paths": list(one.paths), "ask": list(one.ask), "decides": list(one.decides)}


def citations(result: ObligationResult) -> list[tuple[str, str, str]]:
    """Give the sources of a duty: title, pinpoint, address."""
    found = []
    for cite in result.text.obligation.cite:
        source = result.text.regime.sources.get(cite.source)
        found.append((source.title if source else cite.source, cite.at, source.url if source else ""))
    return found


def source_words(result: ObligationResult) -> str:
    """Give the first source of a duty with its pinpoint."""
    title, pinpoint, _ = citations(result)[0]
    return f"{title}, {pinpoint}"


def cells(row: Row, view: View) -> list[str]:
    """Write a duty as the cells of a table, in the order of `COLUMNS`."""
    result = row.results[0]
    return [
        row.trigger.words,
        row.speed.words,
        told(result, view),
        row.condition,
        row.then,
        source_words(result),
        result.id,
        result.text.status,
    ]


def plan_csv(plan: Plan, view: View) -> str:
    """Give a row for each duty that could arise; those that hang on a regulated status come last and say so."""
    listed = [cells(row, view) for row in rows_of(plan.listed, view)]
    asked = [
        [f"If you are asked in: {cells(row, view)[0]}", *cells(row, view)[1:]] for row in rows_of(plan.asked, view)
    ]
    return csv_text(COLUMNS, [*listed, *asked])


def plan_markdown(plan: Plan, view: View) -> str:
    """Give the page: a table for each thing that starts duties, the questions, what is not law yet."""
    name = view.facts.organisation.name or NOBODY
    drill = "**DRILL. Nothing here is real.**\n\n" if view.facts.drill else ""
    parts = [f"{drill}# What an incident could oblige {cell(name)} to do\n\nPeriods, no dates.\n"]
    rows = rows_of(plan.listed, view)
    for heading in dict.fromkeys(row.trigger.words for row in rows):
        inner = [cells(row, view)[1:7] for row in rows if row.trigger.words == heading]
        parts.append(f"## {cell(heading)}\n\n{table(COLUMNS[1:7], inner)}")
    if plan.coming:
        named = [[told(one, view), coming_words(one), source_words(one), one.id] for one in plan.coming]
        parts.append(f"## Not law yet\n\n{table(('Tell', 'In force', 'Source', 'Id'), named)}")
    if plan.questions:
        asked = [[" Or: ".join(one.ask), ", ".join(one.decides)] for one in plan.questions]
        parts.append(f"## Questions about you that decide more\n\n{table(('Question', 'Decides'), asked)}")
    parts += [f"{cell(said)}\n" for said in [excluded_words(plan)] if said]
    parts.append(f"Rules {view.corpus.version}. Not legal advice.\n")
    return "\n".join(parts)
