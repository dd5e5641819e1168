"""The law for its authors: what a check found, and the list of all obligations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.report.as_json import dump
from ircomply.report.as_json_answers import objection_json
from ircomply.report.as_text import counted, objection_text, totals
from ircomply.report.page import BLANK, Line, Page, row, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.engine.checking import Checked
    from ircomply.model.corpus import Corpus, Text


def check_text(found: Checked) -> str:
    """Write every objection in the one form, and the totals last."""
    return "".join(f"{objection_text(one)}\n" for one in found.objections) + check_totals(found)


def check_totals(found: Checked) -> str:
    """Count what was found, and of how much."""
    return f"{totals(found.objections, both=True)}. {_counted(found)}\n"


def _counted(found: Checked) -> str:
    ran = found.ran
    held = f"; {ran.held_back:,} were not run" if ran.held_back else ""
    law = f"{counted(found.obligations, 'obligation')} ({found.reviewed:,} reviewed)"
    return f"{law}, {ran.passed:,} of {ran.total:,} cases pass{held}."


def check_json(found: Checked) -> str:
    """Give `ircomply/rules-check/v1`."""
    ran = found.ran
    return dump(
        {
            "schema": "ircomply/rules-check/v1",
            "objections": [objection_json(one) for one in found.objections],
            "errors": sum(1 for one in found.objections if one.severity == "error"),
            "warnings": sum(1 for one in found.objections if one.severity == "warning"),
            "obligations": {"all": found.obligations, "reviewed": found.reviewed},
            "cases": {"all": ran.total, "passed": ran.passed, "not_run": ran.held_back},
        }
    )


def list_json(texts: Iterable[Text]) -> str:
    """Give `ircomply/rules/v1`."""
    return dump({"schema": "ircomply/rules/v1", "obligations": [_listed(one) for one in texts]})


def _listed(one: Text) -> dict[str, Any]:
    on = one.obligation.checked or one.regime.checked
    return {
        "id": one.id,
        "regime": one.regime.id,
        "jurisdiction": one.regime.jurisdiction,
        "title": one.obligation.title,
        "status": one.status,
        "checked": on.on.isoformat() if on else None,
        "recipient": one.obligation.recipient.kind,
        "set": one.regime.set_id,
    }


def list_page(texts: Iterable[Text], corpus: Corpus) -> Page:
    """List obligations by jurisdiction and regime: the id, what it asks, and its status where it is a draft."""
    lines: list[Line] = []
    last = ""
    listed = sorted(texts, key=lambda one: (one.regime.jurisdiction, one.regime.title, one.id))
    for one in listed:
        heading = f"{corpus.vocabulary.place_name(one.regime.jurisdiction)}: {one.regime.title}"
        if heading != last:
            lines += [*([BLANK] if lines else []), text(heading)]
            last = heading
        status = "" if one.status == "reviewed" else f" ({'draft rule' if one.status == 'draft' else one.status})"
        lines.append(row((2, one.id), (36, f"{one.obligation.title}{status}")))
    reviewed = sum(1 for one in listed if one.status == "reviewed")
    total = f"{counted(len(listed), 'obligation')}, {reviewed:,} reviewed. Not legal advice."
    return (*lines, *([BLANK] if lines else []), text(total))
