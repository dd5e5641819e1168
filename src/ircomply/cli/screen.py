"""Prints a page: plain text, unless a terminal is there to show colour.

Colour repeats a word and never replaces it: without a terminal, with NO_COLOR or with TERM=dumb the same words come
without it. Pages are data; no text of theirs is ever read as markup.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from ircomply.report.page import Page, as_plain, lay_out

PIPED = 80  # the width without a terminal
LEAST = 40
STYLES = {
    "bold": "bold",
    "overdue": "white on red",
    "due_soon": "black on yellow",
    "open": "black on cyan",
    "error": "red",
    "warning": "yellow",
}


def show(page: Page) -> None:
    """Print the answer to standard output."""
    _print(page, sys.stdout)


def tell(page: Page) -> None:
    """Print what to do to standard error."""
    sys.stdout.flush()
    _print(page, sys.stderr)


def coloured(stream: TextIO) -> bool:
    """Say whether colour may be shown there."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(stream: TextIO) -> int:
    """Give the width of a terminal; elsewhere 80, whatever the environment says."""
    return max(shutil.get_terminal_size((PIPED, 24)).columns, LEAST) if stream.isatty() else PIPED


def _print(page: Page, stream: TextIO) -> None:
    if coloured(stream):
        _colour(page, stream)
    else:
        stream.write(as_plain(page, columns(stream)))
    stream.flush()


def _colour(page: Page, stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True, width=columns(stream))
    for pieces in lay_out(page, columns(stream)):
        line = Text()
        for piece in pieces:
            line.append(piece.text, style=STYLES.get(piece.style, ""))
        line.rstrip()
        console.print(line, soft_wrap=True, overflow="ignore", no_wrap=True, crop=False)
