"""Where something stands in a text: file, line, column."""

from __future__ import annotations

from ircomply.model.base import Value


class Document(Value, frozen=True, eq=False):
    """A text that was read, kept for the lines that objections quote."""

    name: str
    lines: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Document({self.name!r})"


class Span(Value, frozen=True):
    """A stretch of one line. `line` and `column` count from 1; `end` is the column after the last character."""

    document: Document
    line: int
    column: int
    end: int

    @property
    def source(self) -> str:
        """The quoted line, or nothing where the text is not at hand."""
        lines = self.document.lines
        return lines[self.line - 1] if 0 < self.line <= len(lines) else ""

    def __str__(self) -> str:
        """As `file:line:column`, which editors and CI understand."""
        return f"{self.document.name}:{self.line}:{self.column}"
