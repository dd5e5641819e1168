"""CSV that a spreadsheet reads as text: a cell that it would compute begins with an apostrophe."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ircomply.report.as_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give the table with its head; lines end as RFC 4180 says."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows([_cell(one) for one in row] for row in rows)
    return stream.getvalue()


def _cell(text: str) -> str:
    safe = escaped(" ".join(text.split()))
    return f"'{safe}" if safe.startswith(COMPUTED) else safe
