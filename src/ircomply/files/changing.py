"""The one way in which a command changes an incident: read, mean, check, edit, write, record, keep; all
under the lock.

Whatever moment it is stopped at, the next command finds the file whole and makes up for what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ircomply.errors import NotWritten
from ircomply.files import history, record
from ircomply.files.editing import edited
from ircomply.files.incident import FILE
from ircomply.files.source import parse
from ircomply.files.writing import locked, refusals, write
from ircomply.model.base import Value
from ircomply.model.facts_reading import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from ircomply.model.node import Node

Read = TypeVar("Read")


class Deed(Value, frozen=True):
    """What the record says of a change: the command, when, who gave it (nobody: the account), and details."""

    what: str
    now: datetime
    by: str = ""
    detail: Mapping[str, Any] = {}


class Change(Value, Generic[Read], frozen=True):
    """What came of it: what was read of the meant facts, and whether anything had to be written."""

    read: Read
    written: bool


def change(path: Path, mean: Callable[[Node], Node], read: Callable[[Node], Read], deed: Deed) -> Change[Read]:
    """Change an incident file into what is meant of it, and no line more.

    `mean` gets the tree of the file as it stands under the lock and gives the meant one; `read` turns that
    into facts, and refuses what the format refuses before anything is written. Facts that no command had met
    are kept before they are replaced. Raises `UnreadableInput`, `NotWritten`, and what the two raise.
    """
    folder = path.parent
    with locked(folder):
        with refusals(path):
            data = path.read_bytes()
        old = parse(data, path.as_posix())
        meant = mean(old)
        result = read(meant)
        new = edited(data, meant, path.as_posix())
        if new == data:
            return Change(result, written=False)
        if path.name == FILE:
            history.enter(folder, data, deed.now)
        write(path, new)
        _remember(path, new, meant, deed)
        return Change(result, written=True)


def begin(path: Path, data: bytes, deed: Deed) -> None:
    """Write the first version of an incident file. Raises `NotWritten`, also where one stands already."""
    with locked(path.parent):
        if path.exists():
            raise NotWritten(f"{path} was not written: an incident stands there already", "name another folder")
        tree = parse(data, path.as_posix())
        write(path, data)
        _remember(path, data, tree, deed)


def _remember(path: Path, data: bytes, tree: Node, deed: Deed) -> None:
    """Record the deed and keep the version; by now the file is written, and a failure has to say so."""
    try:
        record.append(path.parent, deed.what, deed.by, {**deed.detail, "facts": digest(tree)}, deed.now)
        if path.name == FILE:
            history.keep(path.parent, data, deed.now)
    except NotWritten as failure:
        message = f"{path} was written, but its record was not: {failure.message}"
        raise NotWritten(message, failure.advice) from None
