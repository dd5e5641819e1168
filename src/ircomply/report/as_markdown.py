"""Markdown that shows text as text: what would be markup is escaped, a cell never ends its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircomply.report.as_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\*_\[\]<>|#])")


def cell(text: str) -> str:
    """Write a text so that nothing in it is markup. A stretch in backticks stays one."""
    parts = re.split(r"(`[^`]*`)", escaped(" ".join(text.split())))
    return "".join(part if part.startswith("`") else _MARKS.sub(r"\\\1", part) for part in parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table with its head, and the blank line after it."""
    lines = [head, ["---"] * len(head), *([cell(one) for one in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
