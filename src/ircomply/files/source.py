"""Strict YAML with positions; the only import of yaml.

Refuses what a file of facts or law must not hold: anchors, aliases, tags, directives, a second document,
repeated keys, deep nesting, large files, other encodings, control characters. Text is never resolved.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from ircomply.errors import UnreadableInput
from ircomply.files.strays import merge_marks
from ircomply.model.location import Document, Span
from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 4 * 1024 * 1024
DEEPEST = 40
ENOUGH = 200
"""After so many refusals a file is read no further."""

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
ILLEGAL = re.compile(f"[{_CONTROL}]")
RAW = re.compile(f"[{_CONTROL}\u2028\u2029]|\r(?!\n)")  # also what some programs take for the end of a line


class _Stop(Exception):  # noqa: N818 - not an error of the program
    """The text cannot be read further."""


def read_yaml(path: Path, name: str | None = None) -> Node:
    """Read one YAML file into a tree of text with positions.

    `name` is how objections call the file. Raises `UnreadableInput` with every problem found; YAML itself
    shows one syntax error at a time.
    """
    shown = name or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableInput([Objection(f"cannot read {shown}: {error.strerror}", "file")]) from None
    return parse(data, shown)


def _first(name: str) -> Span:
    return Span(Document(name), 1, 1, 2)


def parse(data: bytes, name: str) -> Node:
    """Read YAML bytes; see `read_yaml`."""
    if len(data) > LARGEST:
        advice = "a file of facts holds no logs: keep them elsewhere, and name them under sources"
        raise UnreadableInput([Objection("the file is larger than 4 MiB", "file", _first(name), advice=advice)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput([_not_utf8(data, error.start, name)]) from None
    document = Document(name, tuple(text.split("\n")))
    if found := (*_controls(text, document), *merge_marks(document)):
        raise UnreadableInput(found)
    composer = _Composer(document, text.encode("utf-8"))
    root = composer.document_root()
    if composer.objections or root is None:
        empty = Objection("nothing stands in this file", "file", _first(name), advice="was it saved?")
        raise UnreadableInput(composer.objections or [empty])
    return root


def _not_utf8(data: bytes, start: int, name: str) -> Objection:
    """Point at the first byte that is not UTF-8; of UTF-16 no line could be quoted."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Objection("not UTF-8 but UTF-16", "encoding", _first(name), advice="save the file as UTF-8")
    before = data[:start].decode("utf-8-sig")
    column = len(before) - before.rfind("\n")
    document = Document(name, tuple(data.decode("utf-8-sig", "replace").split("\n")))
    span = Span(document, before.count("\n") + 1, column, column + 1)
    return Objection("not UTF-8", "encoding", span, advice="save the file as UTF-8")


def _controls(text: str, document: Document) -> Iterator[Objection]:
    """Name the control characters that stand in a text, up to `ENOUGH`."""
    for sign in islice(RAW.finditer(text), ENOUGH):
        before = text[: sign.start()]
        column = len(before) - before.rfind("\n")
        span = Span(document, before.count("\n") + 1, column, column + 1)
        message = f"the control character U+{ord(sign[0]):04X} stands here"
        yield Objection(message, "character", span, advice="take it out")


class _Composer:
    """Builds the tree from the parser's events and gathers objections."""

    def __init__(self, document: Document, data: bytes) -> None:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]  # not exported, and not to be had elsewhere

        self.document = document
        self.parser: Any = CParser(data)
        self.objections: list[Objection] = []

    def document_root(self) -> Node | None:
        from yaml import YAMLError

        try:
            return self._root()
        except _Stop:
            return None
        except YAMLError as error:
            self.objections.append(self._syntax(error))
            return None

    def _root(self) -> Node | None:
        root: Node | None = None
        while True:
            event = self.parser.get_event()
            kind = type(event).__name__
            if kind == "StreamEndEvent":
                return root
            if kind == "DocumentStartEvent":
                if event.version or event.tags:
                    self._refuse(event, "a directive (%) has no place here", "directive", "take the line out")
                if root is not None:
                    self._refuse(event, "a second document begins here", "document", "keep one document a file")
                    raise _Stop
            elif kind not in ("StreamStartEvent", "DocumentEndEvent"):
                root = self._node(event, 0)

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event).__name__
        if kind == "AliasEvent":
            self._refuse(event, "an alias (*) has no place here", "alias", "write the value out")
            return Scalar("", self._span(event))
        if event.anchor:
            self._refuse(event, "an anchor (&) has no place here", "anchor", "write the value out where it is needed")
        if event.tag and event.tag != "!":
            self._refuse(event, "a tag (!) has no place here", "tag", "every value is text; take the tag out")
        if kind == "ScalarEvent":
            return self._scalar(event)
        if depth >= DEEPEST:
            self._refuse(event, f"nested deeper than {DEEPEST} levels", "depth", "write it flatter")
            raise _Stop
        return self._mapping(event, depth) if kind == "MappingStartEvent" else self._sequence(event, depth)

    def _scalar(self, event: Any) -> Scalar:
        bad = ILLEGAL.search(event.value)
        if bad:
            self._refuse(event, f"the control character U+{ord(bad[0]):04X} in a value", "character", "take it out")
        return Scalar(event.value, self._span(event), event.style in (None, ""))

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items = []
        while type(event := self.parser.get_event()).__name__ != "SequenceEndEvent":
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), self._span(start))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        while type(event := self.parser.get_event()).__name__ != "MappingEndEvent":
            key = self._node(event, depth + 1)
            value = self._node(self.parser.get_event(), depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, "a key must be one word", "key", "put a text with { or [ in quotes")
            elif key.text in seen:
                first = seen[key.text].span
                where = f" (first on line {first.line})" if first else ""
                self._refuse(event, f'the key "{key.text}" stands twice{where}', "repeated-key", "keep one of them")
            else:
                seen[key.text] = key
                pairs.append((key, value))
        return Mapping(tuple(pairs), self._span(start))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        last = end.column + 1 if end.line == start.line and end.column > start.column else start.column + 2
        return Span(self.document, start.line + 1, start.column + 1, last)

    def _refuse(self, event: Any, message: str, rule: str, advice: str = "") -> None:
        self.objections.append(Objection(message, rule, self._span(event), advice=advice))
        if len(self.objections) >= ENOUGH:
            raise _Stop

    def _syntax(self, error: Any) -> Objection:
        marks: list[Any] = [getattr(error, f"{kind}_mark", None) for kind in ("problem", "context")]
        marks = [mark for mark in marks if mark]
        mark = next((mark for mark in marks if self._says(mark.line)), next(iter(marks), None))
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read")
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        position = getattr(error, "position", None)
        if mark is None and isinstance(position, int):
            before = "\n".join(self.document.lines).encode()[:position].decode("utf-8", "ignore")
            line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        span = Span(self.document, line, column, column + 1)
        opened = mark is not None and len(marks) == 2 and mark is marks[1]
        advice = "what begins here is not closed" if opened else "see the line above it as well"
        advice = "indent with spaces, never with tabs" if "\t" in span.source else advice
        return Objection(f"not YAML: {problem}", "yaml", span, advice=advice)

    def _says(self, line: int) -> bool:
        """Say whether anything stands on a line (from 0): what is not closed is missed at the end of the file."""
        return line < len(self.document.lines) and bool(self.document.lines[line].strip())
