"""What counsel reads below the count: where and how to file, what to look out for, what a failure costs, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.report.page import BLANK, Line, Piece, row, text
from ircomply.report.words import MONTHS, cap, spoken

if TYPE_CHECKING:
    from ircomply.model.regime import Citation
    from ircomply.model.results import ObligationResult
    from ircomply.report.view import View

SAID = 13


def how_to_file(result: ObligationResult, view: View) -> list[Line]:
    """Say where and how: the law's own address before the directory's, what it must hold, what is needed beforehand."""
    obligation, to = result.text.obligation, result.recipient
    known = to.authority
    rows = [("to", view.recipient(result)), ("by", obligation.submit_to or "")]
    if known:
        rows += [
            ("portal", known.portal),
            ("telephone", known.phone),
            ("open", known.hours),
            *(("needs", need) for need in known.needs),
        ]
    rows += [("ask", to.ask), ("content", ", ".join(spoken(one) for one in obligation.content))]
    lines = [row((2, key), (SAID, value)) for key, value in rows if value]
    return [BLANK, text(Piece("HOW TO FILE", "bold")), *lines]


def law_lines(result: ObligationResult) -> list[Line]:
    """Give the traps, the penalties and the sources."""
    obligation, regime = result.text.obligation, result.text.regime
    lines: list[Line] = []
    if obligation.traps:
        lines += [
            BLANK,
            text(Piece("LOOK OUT", "bold")),
            *(text(cap(trap), at=2, hang=4) for trap in obligation.traps),
        ]
    penalties = obligation.penalty or regime.penalty
    if penalties:
        lines += [BLANK, text(Piece("PENALTY", "bold"))]
        lines += [text(f"{cap(one.what)}.{_pinpoints(one.cite)}", at=2, hang=4) for one in penalties]
    lines += [BLANK, text(Piece("SOURCES", "bold"), f" ({_status(result)})")]
    return lines + [text(_source(one, result), at=2, hang=4) for one in obligation.cite]


def _pinpoints(cite: tuple[Citation, ...]) -> str:
    return f" {'; '.join(one.at for one in cite)}" if cite else ""


def _source(one: Citation, result: ObligationResult) -> str:
    source = result.text.regime.sources.get(one.source)
    return f"{source.title}: {one.at}" if source else one.at


def _status(result: ObligationResult) -> str:
    checked = result.text.obligation.checked or result.text.regime.checked
    day = f", {checked.on.day} {MONTHS[checked.on.month - 1][:3]} {checked.on.year}" if checked else ""
    return f"{result.text.status}{day}"
