"""Objections as SARIF 2.1.0 (OASIS standard), which code hosts and editors show beside the line.

Files keep the names that objections call them by: a relative one is resolved against the root of the checkout. Columns
count characters, and a place that has no line is left out rather than made up.
"""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ircomply.report.as_json import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.location import Span
    from ircomply.model.objection import Objection

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"


def sarif(objections: Iterable[Objection], version: str) -> str:
    """Give a log of one run: the rules that were broken, and each objection as a result."""
    found = tuple(objections)
    rules = sorted({one.rule for one in found})
    run = {
        "tool": {"driver": {"name": "ircomply", "semanticVersion": version, "rules": [_rule(name) for name in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules.index(one.rule)) for one in found],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": f"{name.replace('-', ' ').capitalize()}."}}


def _result(one: Objection, index: int) -> dict[str, Any]:
    said = [part for part in (one.message, one.breadcrumb, one.advice) if part]
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": one.severity,
        "message": {"text": "\n".join(said)},
    }
    if one.span:
        result["locations"] = [{"physicalLocation": _place(one.span)}]
    return result


def _place(span: Span) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": span.line,
        "startColumn": span.column,
        "endColumn": max(span.end, span.column),
    }
    if span.source:
        region["snippet"] = {"text": span.source}
    return {"artifactLocation": _file(span.document.name), "region": region}


def _file(name: str) -> dict[str, str]:
    if PureWindowsPath(name).drive:
        return {"uri": PureWindowsPath(name).as_uri()}
    if PurePosixPath(name).is_absolute():
        return {"uri": PurePosixPath(name).as_uri()}
    return {"uri": quote(name), "uriBaseId": ROOT}
