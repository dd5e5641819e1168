"""The facts as they once were: a copy of each version met, and which of them stood at an instant.

A version is met, not dated: the instant in its name is when the program first saw it. Names sort by time and
carry the first eight characters of the digest: `2026-11-20T164000.000000Z-1a2b3c4d.yaml`.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ircomply.errors import NotWritten, UnreadableInput
from ircomply.files import record
from ircomply.files.incident import FILE
from ircomply.files.source import parse, read_yaml
from ircomply.files.writing import locked, make_folder, write
from ircomply.model.base import Value
from ircomply.model.facts_reading import digest
from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from pathlib import Path

    from ircomply.model.node import Node

FOLDER = "history"
SOON = 1.0  # seconds that a command which only reads waits for the lock
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([0-9a-f]{8})\.yaml")
_FORM = "%Y-%m-%dT%H%M%S.%f"


class Version(Value, frozen=True):
    """One version of the facts: when it was met, the first eight of its digest, and where its copy lies."""

    at: datetime
    short: str
    path: Path


class AsOf(Value, frozen=True):
    """The version that answers for an instant, read; `first`: none is so old, the first kept stands in."""

    at: datetime
    tree: Node
    path: Path
    first: bool


def short(full: str) -> str:
    """Give the first eight characters of a digest, by which people compare."""
    return full.removeprefix("sha256:")[:8]


def versions(folder: Path) -> tuple[Version, ...]:
    """List the versions kept in an incident folder, oldest first; other files are passed over."""
    named = [(path, _NAME.fullmatch(path.name)) for path in sorted((folder / FOLDER).glob("*.yaml"))]
    return tuple(Version(_instant(match[1]), match[2], path) for path, match in named if match)


def _instant(text: str) -> datetime:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)


def version_at(path: Path, at: datetime) -> AsOf | None:
    """Read the last version of an incident file met at or before an instant, else the first kept.

    Gives nothing where none is kept. Raises `UnreadableInput` for a copy that cannot be read.
    """
    kept = versions(path.parent) if path.name == FILE else ()
    if not kept:
        return None
    before = [version for version in kept if version.at.replace(microsecond=0) <= at]
    version = before[-1] if before else kept[0]
    return AsOf(version.at, read_yaml(version.path, version.path.as_posix()), version.path, not before)


def remember(path: Path, tree: Node, now: datetime) -> Version | None:
    """Keep the facts of an incident file if they are not those kept last, with a line in the record.

    `tree` is what the caller has read, `now` the instant of the command. For commands that only read: where
    the folder cannot be written, or another holds it, nothing is kept and nothing is said. A file of another
    name than `incident.yaml` has no history. Gives the version kept, or nothing.
    """
    if path.name != FILE:
        return None
    kept = versions(path.parent)
    if (kept and kept[-1].short == short(digest(tree))) or not os.access(path.parent, os.W_OK):
        return None
    try:
        with locked(path.parent, SOON):
            return enter(path.parent, path.read_bytes(), now)  # read again: what was read before may be old
    except (NotWritten, UnreadableInput, OSError):
        return None


def enter(folder: Path, data: bytes, now: datetime) -> Version | None:
    """Keep facts that no command has written, with a line in the record; else as `keep`."""
    version = keep(folder, data, now)
    if version:
        record.append(folder, "facts", "", {"facts": digest(parse(data, FILE))}, now)
    return version


def keep(folder: Path, data: bytes, now: datetime) -> Version | None:
    """Copy the bytes of an incident file into the history unless these facts were kept last.

    The caller holds the lock. A version is never dated before the last one, though the clock says so. Raises
    `NotWritten`, and `UnreadableInput` where the bytes cannot be read.
    """
    mark = short(digest(parse(data, FILE)))
    kept = versions(folder)
    if kept and kept[-1].short == mark:
        return None
    at = now.astimezone(UTC)
    if kept:
        at = max(at, kept[-1].at + timedelta(microseconds=1))
    target = folder / FOLDER / f"{at.strftime(_FORM)}Z-{mark}.yaml"
    make_folder(target.parent)
    write(target, data)
    return Version(at, mark, target)


def verify(folder: Path) -> tuple[Objection, ...]:
    """Compare every kept version with its name and with the record; object to each that differs."""
    lines = [line for line in record.read_record(folder) if isinstance(line, record.Line)]
    recorded = {str(line.detail["facts"]) for line in lines if "facts" in line.detail}
    return tuple(doubt for version in versions(folder) if (doubt := _doubt(version, recorded)))


def _doubt(version: Version, recorded: set[str]) -> Objection | None:
    span = Span(Document(version.path.as_posix()), 1, 1, 2)
    try:
        full = digest(parse(version.path.read_bytes(), version.path.as_posix()))
    except (OSError, UnreadableInput):
        return Objection("this version cannot be read", "history", span, advice=record.COMPARE)
    if short(full) != version.short:
        message = f"this version was changed: its facts are {short(full)}, its name says {version.short}"
        return Objection(message, "history", span, advice=record.COMPARE)
    if full not in recorded:
        message = "no line of the record names the facts of this version"
        return Objection(message, "history", span, advice=record.COMPARE, severity="warning")
    return None
