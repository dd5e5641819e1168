"""What the tool refuses or doubts, with a place and the way out."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ircomply.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.location import Span


class Objection(Value, frozen=True):
    """One problem. `rule` is its readable id; `breadcrumb` leads to it by ids, not by positions."""

    message: str
    rule: str
    span: Span | None = None
    breadcrumb: str = ""
    advice: str = ""
    severity: str = "error"  # error | warning


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Find the known name a mistyped word most likely meant: first by its beginning, then by likeness."""
    known = sorted(names)
    if len(word) >= 3:
        begun = [name for name in known if name.startswith(word)]
        if len(begun) == 1:
            return begun[0]
    matches = get_close_matches(word, known, 1, 0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """End a message with the nearest known name, or with nothing."""
    near = nearest(word, names)
    return f"; did you mean {near}?" if near else ""
