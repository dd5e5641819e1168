"""What merges and sync tools leave in an incident folder: merge marks inside a file, conflict copies beside it."""

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
_MARK = re.compile(rb"^(<<<<<<<|>>>>>>>|\|\|\|\|\|\|\|) ?.*$", re.MULTILINE)
# Dropbox, Nextcloud, Syncthing, Seafile and Google Drive; `.orig` and `_BASE_12` are of git's merge tools.
_COPY = re.compile(
    r"conflict|\(case conflict\)|SFConflict|\.(orig|rej)$|_(BASE|LOCAL|REMOTE|BACKUP)_\d+\.|"
    r"^(incident|assessment|record)( ?\(\d+\)| \d| - [^.]*|-[^.]+)\.(yaml|jsonl)$",
    re.IGNORECASE,
)


def strays(folder: Path) -> tuple[Objection, ...]:
    """Name every merge mark (an error) and every conflict copy (a warning) in an incident folder."""
    return (*_marked(folder), *_copies(folder))


def merge_marks(data: bytes, name: str) -> tuple[Objection, ...]:
    """Name the lines on which a merge left its marks; the file holds two versions there."""
    lines = tuple(data.decode("utf-8", "replace").split("\n"))
    document = Document(name, lines)
    return tuple(
        Objection(
            "a merge left its mark: two versions stand here",
            "merge-mark",
            Span(document, number, 1, len(line.rstrip()) + 1),
            advice="keep one of the versions, and take the lines with <<<<<<<, ======= and >>>>>>> out",
        )
        for number, line in enumerate(lines, 1)
        if line.startswith(("<<<<<<< ", ">>>>>>> ", "||||||| "))
    )


def _marked(folder: Path) -> Iterator[Objection]:
    for name in FILES:
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError:
            continue
        yield from merge_marks(data, path.as_posix())


def _copies(folder: Path) -> Iterator[Objection]:
    for path in sorted(path for inner in FOLDERS for path in (folder / inner).glob("*")):
        if _COPY.search(path.name) and path.is_file():
            span = Span(Document(path.as_posix()), 1, 1, 2)
            message = f'"{path.name}" is a second version that a sync tool or a merge left here; it is not read'
            yield Objection(message, "conflict-copy", span, advice="take over what it holds, then remove it", severity="warning")
