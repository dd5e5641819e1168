"""Objections as the workflow commands of GitHub Actions, which it shows beside the changed line.

A value ends at a line break or a comma unless it is written in percent code; so no text of a file becomes a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.report.as_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.objection import Objection

_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def github(objections: Iterable[Objection]) -> str:
    """Give one command a line: `::error file=…,line=…::what is wrong, where, and the way out`."""
    return "".join(f"{_command(one)}\n" for one in objections)


def _command(one: Objection) -> str:
    given: dict[str, str | int] = {}
    if one.span:
        given = {"file": one.span.document.name, "line": one.span.line, "col": one.span.column}
        given["endColumn"] = max(one.span.end - 1, one.span.column)
    given["title"] = one.rule
    properties = ",".join(f"{name}={_safe(str(value)).translate(_PROPERTY)}" for name, value in given.items())
    said = "\n".join(_safe(part) for part in (one.message, one.breadcrumb, one.advice) if part)
    return f"::{one.severity} {properties}::{said.translate(_MESSAGE)}"


def _safe(text: str) -> str:
    return "\n".join(escaped(line) for line in text.splitlines())
