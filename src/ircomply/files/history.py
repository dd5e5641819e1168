"""The facts as they once were: a copy of each version met, and which of them stood at an instant.

A version is met, not dated: the instant in its name is when the program first saw it. Names sort by time and
carry the first eight characters of the digest: `2026-11-20T164000.000000Z-1a2b3c4d.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ircomply.errors import NotWritten, UnreadableInput
from ircomply.files import record
from ircomply.files.incident import FILE
from ircomply.files.source import parse
from ircomply.files.writing import locked, make_folder, write
from ircomply.model.facts_reading import digest

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "history"
SOON = 1.0  # seconds that a command which only reads waits for the lock
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([0-9a-f]{8})\.yaml")
_FORM = "%Y-%m-%dT%H%M%S.%f"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the facts: when it was met, the first eight of its digest, and where its copy lies."""

    at: datetime
    short: str
    path: Path


@dataclass(frozen=True, slots=True)
class AsOf:
    """The version that answers for an instant; `first`: none is so old, and the first kept stands in."""

    version: Version
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


def as_of(folder: Path, at: datetime) -> AsOf | None:
    """Find the last version met at or before an aware instant, else the first kept, else nothing."""
    kept = versions(folder)
    if not kept:
        return None
    before = [version for version in kept if version.at <= at]
    return AsOf(before[-1], first=False) if before else AsOf(kept[0], first=True)


def meet(path: Path, seen: str, now: datetime) -> Version | None:
    """Keep the facts of an incident file if they are not those kept last, with a line in the record.

    `seen` is the digest that the caller has read, `now` the instant of the command. For commands that only
    read: where the folder cannot be written, or another holds it, nothing is kept and nothing is said. A file
    of another name than `incident.yaml` has no history. Gives the version kept, or nothing.
    """
    folder = path.parent
    if path.name != FILE or _last_is(folder, seen):
        return None
    try:
        with locked(folder, SOON):
            data = path.read_bytes()  # once more: what was read before the lock may be old
            version = keep(folder, data, now)
            if version:
                detail = {"facts": digest(parse(data, path.name)), "file": _inside(version)}
                record.append(folder, "facts", "", detail, now)
            return version
    except (NotWritten, UnreadableInput, OSError):
        return None


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


def _last_is(folder: Path, seen: str) -> bool:
    kept = versions(folder)
    return bool(kept) and kept[-1].short == short(seen)


def _inside(version: Version) -> str:
    return f"{FOLDER}/{version.path.name}"
