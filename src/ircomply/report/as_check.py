"""`check`: what is wrong in the facts, which evidence expires, and every unknown that decides something."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed
from ircomply.engine.scrutiny import expiring_logs
from ircomply.report.as_text import counted, objection_text, totals
from ircomply.report.page import BLANK, Line, Page, Piece, row, text
from ircomply.report.view import View, drill_lines
from ircomply.report.words import between, cap, count, length, log_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.objection import Objection
    from ircomply.model.results import Question, Schedule

COPY = "Copy it now: without it, {} can no longer be ruled out."
QUOTED = re.compile(r" *\d* \| ")
NOUNS = {
    "accessed": "access",
    "exfiltrated": "exfiltration",
    "disclosed": "disclosure",
    "altered": "alteration",
    "destroyed": "destruction",
    "published": "publication",
    "misused": "misuse",
    "lost": "loss",
}


def check_page(
    objections: Iterable[Objection], asked: Iterable[Question], schedule: Schedule, facts: Facts, corpus: Corpus
) -> Page:
    """Give the objections in their one form, the totals, the logs that expire soon, the unknowns that decide.

    `asked` are the open questions; `place` of each is where it stands in the file ("incident.yaml:33"), if anywhere.
    """
    view = View(facts, corpus, schedule.now)
    given, unknown = tuple(objections), _unknowns([one for one in asked if one.decides], schedule, view)
    logs = expiring_logs(view.world)
    lines = drill_lines(facts)
    lines += [line for one in given for line in objection_lines(one)]
    expire = count(len(logs), "log expires", "logs expire")
    decide = count(len(unknown), "unknown that decides", "unknowns that decide")
    lines.append(text(f"{_errors(given)}, {expire} soon, {decide} something."))
    if logs:
        lines += [BLANK, text(Piece("EXPIRES SOON", "bold"))]
    for log in logs:
        name = f"{cap(log_words(log.kind))} ({log.source})"
        lines.append(row((2, view.time(log.until)), (28, view.left(log.until)), (43, name)))
        lines.append(text(COPY.format(_access(corpus.vocabulary.source_kinds.get(log.kind, ()))), at=6))
    return (*lines, *_unknown_lines(unknown))


def _errors(given: tuple[Objection, ...]) -> str:
    if any(one.severity == "error" for one in given):
        return totals(given)
    return f"No errors, {counted(len(given), 'warning')}" if given else "No errors"


def _access(aspects: tuple[str, ...]) -> str:
    """Name what a source can speak to."""
    return listed(NOUNS.get(one, one.replace("_", " ")) for one in aspects) or "what it shows"


def objection_lines(one: Objection) -> list[Line]:
    """Write one objection: its first line and the line it quotes never wrap; its place and the way out do."""
    first, *rest = objection_text(one).split("\n")
    before, _, after = first.partition(f"{one.severity}: ")
    head = text(
        before, Piece(one.severity, "error" if one.severity == "error" else "warning"), f": {after}", wraps=False
    )
    return [head, *(text(line, wraps=False) if QUOTED.match(line) else text(line.strip(), at=4) for line in rest)]


def _unknowns(asked: list[Question], schedule: Schedule, view: View) -> list[tuple[str, str, str]]:
    """Name each unknown, where it stands, and what it decides; what keeps places from being excluded comes last."""
    found = [(_name(one, view), _where(one), _decides(one, view)) for one in asked]
    beyond = schedule.unlinked
    if beyond.jurisdictions and beyond.because.endswith(" is unknown"):
        name = beyond.because.removesuffix(" is unknown")
        found.append((name, "not given", count(beyond.jurisdictions, "jurisdiction")))
    return found


def _unknown_lines(unknown: list[tuple[str, str, str]]) -> list[Line]:
    if not unknown:
        return []
    where = min(max(len(name) for name, _, _ in unknown), 36) + 4
    decides = where + max(len(place) for _, place, _ in unknown) + 4
    rows = [row((2, name), (where, place), (decides, said)) for name, place, said in unknown]
    return [BLANK, text(Piece("UNKNOWN", "bold")), *rows]


def _name(one: Question, view: View) -> str:
    """Name an unknown: the question's id, `people in SG`, or the fact path."""
    head, people, place = one.id.partition(".people.")
    if people:
        many = len(view.facts.data or ()) > 1
        return f"people in {place}{f' ({head})' if many else ''}"
    return one.id.removeprefix("answer.")


def _where(one: Question) -> str:
    if not one.place:
        return "no answer" if one.id.startswith("answer.") else "not given"
    name, colon, line = one.place.rpartition(":")
    return f"line {line}" if colon and line.isdigit() and name else one.place


def _decides(one: Question, view: View) -> str:
    soon = ""
    if one.earliest is not None:
        time = between(view.now, one.earliest)
        soon = ", the first at once" if time <= timedelta() else f", the first in {length(time)}"
    return f"{count(len(one.decides), 'obligation')}{soon}"
