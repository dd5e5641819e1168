"""What merges and sync tools leave in an incident folder: marks inside a file, conflict copies beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("incident.yaml", "assessment.yaml", "record.jsonl")
FOLDERS = (".", "history", "notices")
MARKS = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
# Dropbox, Nextcloud, Syncthing and Seafile say "conflict"; git's merge tools leave .orig and _BASE_12;
# OneDrive and Google Drive add a name or a number to ours.
_COPY = re.compile(
    r"conflict|\.(?:orig|rej)$|_(?:BASE|LOCAL|REMOTE|BACKUP)_\d+\.|"
    r"^(?:incident|assessment|record)(?: ?\(\d+\)| \d+|-[^.]+| - [^.]+)\.(?:yaml|jsonl)$",
    re.IGNORECASE,
)


def strays(folder: Path) -> tuple[Objection, ...]:
    """Name every merge mark (an error) and every conflict copy (a warning) in an incident folder."""
    return (*_marked(folder), *_copies(folder))


def merge_marks(document: Document) -> tuple[Objection, ...]:
    """Name the lines on which a merge left its marks; strict reading refuses them first."""
    advice = "keep one of the two versions, and take out the lines with <<<<<<<, ======= and >>>>>>>"
    return tuple(
        Objection(
            "a merge left its mark: two versions of the file stand here",
            "merge-mark",
            Span(document, number, 1, len(line.rstrip()) + 1),
            advice=advice,
        )
        for number, line in enumerate(document.lines, 1)
        if line.startswith(MARKS)
    )


def _marked(folder: Path) -> Iterator[Objection]:
    for path in [folder / name for name in FILES]:
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            yield from merge_marks(Document(path.as_posix(), tuple(text.split("\n"))))


def _copies(folder: Path) -> Iterator[Objection]:
    for path in sorted(path for inner in FOLDERS for path in (folder / inner).glob("*")):
        if _COPY.search(path.name) and path.is_file():
            message = f'"{path.name}" is a second version, left by a sync tool or a merge; it is not read'
            span = Span(Document(path.as_posix()), 1, 1, 2)
            advice = "take over what it holds, then remove it"
            yield Objection(message, "conflict-copy", span, advice=advice, severity="warning")
