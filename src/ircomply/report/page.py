"""A page: lines of styled pieces, and how they are laid out at a width. Nothing is cropped.

Sentences wrap with a hanging indent; cells of a row wrap in their own columns; where the columns leave no room the row
is read as one sentence. The first line of an objection never wraps. What a terminal would act on is written out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ircomply.model.base import Value
from ircomply.report.as_text import escaped, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STYLES = ("plain", "bold", "overdue", "due_soon", "open", "error", "warning")
"""White on red, black on yellow, black on cyan; red, yellow. A style repeats a word and never replaces it."""

LEAST_ROOM = 24  # a last column narrower than this is no column
_BREAKS = re.compile(r"[\n\r\t]+")
_NUMBER = re.compile(
    r"\W*(\d{1,3}(,\d{3})*|\d{1,2}:\d\d)\Z"
)  # stays with the word after it: "46 hours", "4:40 pm", "23 Nov"


class Piece(Value, frozen=True):
    """A stretch of text in one style. Controls and marks of direction are written out as they stand in code."""

    text: str
    style: str = "plain"

    def __post_init__(self) -> None:
        safe = escaped(_BREAKS.sub(" ", self.text))
        if safe != self.text:
            msgspec.structs.force_setattr(self, "text", safe)


class Cell(Value, frozen=True):
    """Pieces that begin at a column."""

    at: int
    pieces: tuple[Piece, ...]


class Line(Value, frozen=True):
    """One line before it is laid out. `hang` is where a wrapped sentence goes on; objections do not wrap."""

    cells: tuple[Cell, ...] = ()
    hang: int = 0
    wraps: bool = True


Page = tuple[Line, ...]
Part = str | Piece
BLANK = Line()


def text(*parts: Part, at: int = 0, hang: int | None = None, wraps: bool = True) -> Line:
    """Make a sentence that begins at a column and hangs there, or at `hang`."""
    return Line((Cell(at, _pieces(parts)),), at if hang is None else hang, wraps)


def row(*cells: tuple[int, Part | tuple[Part, ...]]) -> Line:
    """Make a row of cells, each with its column; empty ones are left out."""
    made = [Cell(at, _pieces(parts if isinstance(parts, tuple) else (parts,))) for at, parts in cells if parts]
    return Line(tuple(made), made[0].at + 4 if made else 0)


def _pieces(parts: Iterable[Part]) -> tuple[Piece, ...]:
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


class _Word:
    """What is not broken: its pieces, and the blank before it."""

    __slots__ = ("blank", "pieces")

    def __init__(self, pieces: list[Piece], blank: Piece | None) -> None:
        self.pieces, self.blank = pieces, blank

    @property
    def width(self) -> int:
        return sum(width(piece.text) for piece in self.pieces)


def lay_out(page: Page, columns: int) -> Iterator[list[Piece]]:
    """Give the lines of a page as they are printed at a width."""
    for line in page:
        for pieces in _laid(line, columns):
            yield _joined_up(pieces)


def as_plain(page: Page, columns: int = 80) -> str:
    """Write a page without styles."""
    return "".join("".join(piece.text for piece in pieces).rstrip() + "\n" for pieces in lay_out(page, columns))


def _laid(line: Line, columns: int) -> Iterator[list[Piece]]:
    if not line.cells:
        yield []
    elif not line.wraps:
        yield [
            _indent(line.cells[0].at),
            *(piece for cell in line.cells for piece in cell.pieces),
        ]
    elif len(line.cells) == 1:
        yield from _flow(_words(line.cells[0].pieces), line.cells[0].at, line.hang, columns)
    else:
        yield from _columns(line, columns) or _joined(line, columns)


def _joined(line: Line, columns: int) -> list[list[Piece]]:
    """Read a row as one sentence."""
    words: list[_Word] = []
    for cell in line.cells:
        inner = _words(cell.pieces)
        if words and inner:
            inner[0].blank = Piece("  ")
        words += inner
    return list(_flow(words, line.cells[0].at, line.hang, columns))


def _columns(line: Line, columns: int) -> list[list[Piece]] | None:
    """Lay cells side by side, each wrapped in its own column; nothing where one has no room."""
    room = columns - line.cells[-1].at
    if room < LEAST_ROOM and sum(width(piece.text) for piece in line.cells[-1].pieces) > room:
        return None
    laid: list[tuple[int, list[list[Piece]]]] = []
    for cell, after in zip(line.cells, (*line.cells[1:], None), strict=True):
        room = (after.at - 1 if after else columns) - cell.at
        words = _words(cell.pieces)
        if any(word.width > room for word in words):
            return None
        laid.append((cell.at, list(_flow(words, 0, 0, room))))
    height = max(len(lines) for _, lines in laid)
    return [_across(laid, index) for index in range(height)]


def _across(laid: list[tuple[int, list[list[Piece]]]], index: int) -> list[Piece]:
    found: list[Piece] = []
    used = 0
    for at, lines in laid:
        if index < len(lines):
            found += [Piece(" " * (at - used)), *lines[index]]
            used = at + sum(width(piece.text) for piece in lines[index])
    return found


def _words(pieces: Iterable[Piece]) -> list[_Word]:
    """Part pieces at their blanks; what touches is one word, whatever its styles."""
    words: list[_Word] = []
    blank: Piece | None = None
    touching = False
    for piece in pieces:
        for part in re.findall(r" +|[^ ]+", piece.text):
            if part[0] == " ":
                blank, touching = Piece(part, piece.style), False
                continue
            fragment = Piece(part, piece.style)
            if touching:
                words[-1].pieces.append(fragment)
            else:
                words.append(_Word([fragment], blank))
            blank, touching = None, True
    return _kept_together(words)


def _kept_together(words: list[_Word]) -> list[_Word]:
    """Keep a number and its word on one line."""
    found: list[_Word] = []
    for word in words:
        before = "".join(piece.text for piece in found[-1].pieces) if found else ""
        number = _NUMBER.search(before.rsplit(" ", 1)[-1])
        if number and word.blank and word.blank.text == " " and word.pieces[0].text[:1].isalpha():
            found[-1].pieces += [word.blank, *word.pieces]
        else:
            found.append(word)
    return found


def _flow(words: list[_Word], first: int, hang: int, columns: int) -> Iterator[list[Piece]]:
    """Fill lines greedily: the first from `first`, the others from `hang`."""
    line, used = [_indent(first)], first
    begun = False
    for word in words:
        blank = word.blank or Piece(" ")
        if not begun:
            blank = Piece("") if first else (word.blank or Piece(""))
        elif used + width(blank.text) + word.width > columns:
            yield line
            line, used, blank = [_indent(hang)], hang, Piece("")
        line += [blank, *word.pieces]
        used += width(blank.text) + word.width
        begun = True
    yield line


def _joined_up(pieces: list[Piece]) -> list[Piece]:
    """Make one piece of neighbours in one style."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].style == piece.style:
            found[-1] = Piece(found[-1].text + piece.text, piece.style)
        elif piece.text:
            found.append(piece)
    return found


def _indent(columns: int) -> Piece:
    return Piece(" " * columns)
