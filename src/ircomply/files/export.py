"""A copy of an incident folder that can be handed on, with the digests by which anyone can check it."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
import zipfile
from contextlib import nullcontext
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

    A target that ends in `.zip` becomes an archive, any other a new folder; one that is there already is
    refused. `MANIFEST.sha256` can be checked with `sha256sum --check`. Gives the names of what was copied.
    Raises `NotWritten`; then there is no target.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise NotWritten(f"{target} was not written: it is there already", "name a new folder, or a new .zip file")
    holding = locked(folder) if os.access(folder, os.W_OK) else nullcontext()  # evidence may be read-only
    with holding, refusals(target):
        files = {name: (folder / name).read_bytes() for name in _names(folder)}
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    files[MANIFEST] = "".join(sums).encode()
    if target.suffix.lower() == ".zip":
        write(target, _zipped(files))
    else:
        _lay_out(target, files)
    return tuple(files)


def _names(folder: Path) -> list[str]:
    """List what is copied; hidden files and links stay behind."""
    whole = [name for name in WHOLE if (folder / name).is_file()]
    found = [
        path for inner in WITHIN for path in (folder / inner).rglob("*") if path.is_file() and not path.is_symlink()
    ]
    inside = [path.relative_to(folder) for path in sorted(found)]
    return whole + [path.as_posix() for path in inside if not any(part.startswith(".") for part in path.parts)]


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack them; the same files give the same archive, whenever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return packed.getvalue()


def _lay_out(target: Path, files: Mapping[str, bytes]) -> None:
    make_folder(target.parent)
    with refusals(target):
        beside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target.parent))
    try:
        for name, data in files.items():
            make_folder((beside / name).parent)
            write(beside / name, data)
        with refusals(target):
            beside.chmod(target.parent.stat().st_mode & 0o777)
            if target.exists():
                target.rmdir()
            beside.replace(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
