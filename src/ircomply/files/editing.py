"""Edits of a file that people wrote: the lines they must change, and no others.

What is meant is a tree. The difference between it and the tree of the file is a short list of edits; they are
made on the text, and the strict reader then says whether the file holds what was meant. If not, nothing comes
of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ircomply.errors import NotWritten, UnreadableInput
from ircomply.files.source import ILLEGAL, parse
from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node, Scalar, Sequence, plain
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterable

Steps = tuple[str | int, ...]
BOM = "\ufeff"
_LONE_END = re.compile(r"(?<!\r)\n")


class Edit(Value, frozen=True):
    """One change: a value set, inserted before a position of a list, or removed."""

    act: Literal["set", "insert", "remove"]
    path: Steps
    value: Node | None = None


def edited(data: bytes, meant: Node, name: str) -> bytes:
    """Give the bytes of a file that holds what is meant, with every line kept that need not change.

    `name` is how messages call the file. Raises `UnreadableInput` where the file cannot be read, and
    `NotWritten` where no edit leads to what is meant without touching other lines.
    """
    _refuse_unwritable(meant)
    edits = differences(parse(data, name), meant)
    if not edits:
        return data
    text = data.decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    result = (mark + apply(text.removeprefix(BOM), edits, name)).encode()
    try:
        read = plain(parse(result, name))
    except UnreadableInput:
        read = ""
    if read != plain(meant):
        raise unsafe(name, edits[0])
    return result


def _refuse_unwritable(node: Node) -> None:
    """Refuse what the strict reader would not read back: control characters and halves of characters."""
    if isinstance(node, Scalar):
        if found := ILLEGAL.search(node.text):
            message = f"the control character U+{ord(found[0]):04X} in a value"
            raise UnreadableInput([Objection(message, "character", node.span, advice="take it out")])
        return
    for item in node.items if isinstance(node, Sequence) else [part for pair in node.pairs for part in pair]:
        _refuse_unwritable(item)


def differences(old: Node, meant: Node, path: Steps = ()) -> list[Edit]:
    """List the edits that lead from one tree to the other, in the order in which they are to be made."""
    if plain(old) == plain(meant):
        return []
    if isinstance(old, Mapping) and isinstance(meant, Mapping) and old.pairs and meant.pairs:
        return _in_mapping(old, meant, path)
    if isinstance(old, Sequence) and isinstance(meant, Sequence) and old.items and meant.items:
        return _in_sequence(old, meant, path)
    return [Edit("set", path, meant)]


def _in_mapping(old: Mapping, meant: Mapping, path: Steps) -> list[Edit]:
    edits: list[Edit] = []
    for key, value in meant:
        before = old.get(key)
        edits += [Edit("set", (*path, key), value)] if before is None else differences(before, value, (*path, key))
    return edits + [Edit("remove", (*path, key)) for key, _ in old if meant.get(key) is None]


def _in_sequence(old: Sequence, meant: Sequence, path: Steps) -> list[Edit]:
    """Find what stayed at the beginning and at the end; what lies between is changed, removed or inserted."""
    before, after = [plain(item) for item in old.items], [plain(item) for item in meant.items]
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    shorter -= head
    tail = next((at for at in range(shorter) if before[-1 - at] != after[-1 - at]), shorter)
    gone, come = len(before) - tail - head, len(after) - tail - head
    edits: list[Edit] = []
    for at in range(head, head + min(gone, come)):
        edits += differences(old.items[at], meant.items[at], (*path, at))
    edits += [Edit("remove", (*path, at)) for at in reversed(range(head + come, head + gone))]
    return edits + [Edit("insert", (*path, at), meant.items[at]) for at in range(head + gone, head + come)]


def apply(text: str, edits: Iterable[Edit], name: str) -> str:
    """Make the edits on a text, one after the other. Raises `NotWritten` when one would touch other lines."""
    from yaml_edit import Document, YamlError

    from ircomply.files.editing_text import make

    ends_crlf = "\r\n" in text and not _LONE_END.search(text)
    for edit in edits:
        try:
            document = Document.parse(text)
            touched = make(document, text, edit.act, edit.path, edit.value)
            after = _LONE_END.sub("\r\n", str(document)) if ends_crlf else str(document)
        except (YamlError, LookupError, TypeError, AttributeError):
            raise unsafe(name, edit) from None
        if not others_stand(text, after, touched):
            raise unsafe(name, edit)
        text = after
    return text


def unsafe(name: str, edit: Edit) -> NotWritten:
    """Say that an edit cannot be made without changing lines that have nothing to do with it."""
    where = " > ".join(str(step) for step in edit.path) or "the whole"
    message = f"{name} was not changed: {where} cannot be written there without touching other lines"
    return NotWritten(message, "write it by hand; nothing was lost")


def others_stand(before: str, after: str, touched: tuple[int, int]) -> bool:
    """Say whether every line outside the touched stretch (in bytes) still stands, in order, byte for byte."""
    at, kept = 0, []
    for line in before.encode().split(b"\n"):
        if at + len(line) < touched[0] or at >= touched[1]:
            kept.append(line)
        at += len(line) + 1
    lines, last = iter(after.encode().split(b"\n")), len(kept) - 1
    for number, line in enumerate(kept):
        ended = line + b"\r" if number == last else line  # the last line may get the line end that it lacked
        if not any(one in (line, ended) for one in lines):
            return False
    return True
