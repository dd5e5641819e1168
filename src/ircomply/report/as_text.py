"""Objections as text: the one form that people, grep, editors and CI read alike. Nothing is cropped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.objection import Objection

# Control characters, and the marks that change how what follows is read: a terminal must not act on them.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

LONG, ASIDE = 20_000, 200
"""Of a line that is longer, so many characters on each side of the place are quoted."""


def escaped(text: str) -> str:
    """Write what a terminal would act on as it stands in code: a newline is `\\n`, an escape `\\x1b`."""
    return UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def objection_text(objection: Objection) -> str:
    """Give one objection: its line, its breadcrumb, the source line with a caret, and the way out.

    The first line is never wrapped. A part that an objection has not is left out.
    """
    place = f"{escaped(str(objection.span))}: " if objection.span else ""
    lines = [f"{place}{objection.severity}: {escaped(objection.message)} [{objection.rule}]"]
    if objection.breadcrumb:
        lines.append(f"    {escaped(objection.breadcrumb)}")
    lines += _quoted(objection)
    lines += [f"    {escaped(line)}" for line in objection.advice.splitlines()]
    return "\n".join(lines)


def _quoted(objection: Objection) -> list[str]:
    """Quote the source line, with carets under what is meant; of a line of thousands the part around them."""
    span = objection.span
    source = span.source.rstrip("\r") if span else ""
    if span is None or not source.strip():
        return []
    number, start, end = f" {span.line}", span.column - 1, span.end - 1
    first, last = (max(start - ASIDE, 0), min(start, len(source)) + ASIDE) if len(source) > LONG else (0, len(source))
    head, tail = "... " if first else "", " ..." if last < len(source) else ""
    before = width(head + escaped(source[first:start]))
    marked = width(escaped(source[start : min(end, last)]))
    quoted = f"{head}{escaped(source[first:last])}{tail}"
    return [f"{number} | {quoted}", f"{' ' * len(number)} | {' ' * before}{'^' * max(marked, 1)}"]


def objections_text(objections: Iterable[Objection], closing: str = "") -> str:
    """Give all of them, in the order in which they came, and their number; `closing` is what follows from them."""
    given = tuple(objections)
    closed, *more = [escaped(line) for line in closing.splitlines()] or [""]
    last = "\n    ".join([" ".join(part for part in (f"{totals(given)}.", closed) if part), *more])
    return "".join(f"{objection_text(objection)}\n" for objection in given) + f"{last}\n"


def counted(count: int, word: str) -> str:
    """Write `1 error`, `2 errors`, `1,311 errors`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def totals(objections: Iterable[Objection], *, both: bool = False) -> str:
    """Count errors and warnings: `1 error`, or (`both`) `2 errors, 0 warnings`. Without warnings they are left out."""
    severities = [objection.severity for objection in objections]
    errors, warnings = severities.count("error"), severities.count("warning")
    return counted(errors, "error") + (f", {counted(warnings, 'warning')}" if both or warnings else "")
