"""A copy of an incident folder that can be handed on, with the digests by which anyone can check it."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from ircomply.errors import NotWritten
from ircomply.files.writing import UNFINISHED, locked, make_folder, refusals, sync_folder, write

if TYPE_CHECKING:
    from collections.abc import Mapping

MANIFEST = "MANIFEST.sha256"
WHOLE = ("incident.yaml", "assessment.yaml", "record.jsonl")
WITHIN = ("history", "notices")


def export(folder: Path, target: Path) -> tuple[str, ...]:
    """Copy the facts, their history, the assessment, the notices and the record, as they stand at one moment.

    A target that ends in `.zip` becomes an archive, any other a new folder; one that is there already is refused.
    `MANIFEST.sha256` can be checked with `sha256sum --check`. Gives the names of what was copied. Raises `NotWritten`.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise NotWritten(f"{target} was not written: it is there already", "name a new folder, or a new .zip file")
    with locked(folder), refusals(target):
        files = {name: (folder / name).read_bytes() for name in _names(folder)}
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    files[MANIFEST] = "".join(lines).encode()
    if target.suffix.lower() == ".zip":
        write(target, _zipped(files))
    else:
        _lay_out(target, files)
    return tuple(files)
