"""An export holds what stood there, and can be checked with what every machine has."""

from __future__ import annotations

import hashlib
import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ircomply.errors import NotWritten
from ircomply.files import record
from ircomply.files.changing import Deed, begin
from ircomply.files.export import export
from ircomply.files.writing import UNFINISHED

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)
KEPT = "history/2026-11-20T164000.000000Z-"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "northwind"
    (made / "notices" / "regulator").mkdir(parents=True)
    begin(made / "incident.yaml", b"schema: ircomply/incident/v1\r\nid: X\r\n", Deed("init", NOW))
    (made / "notices" / "regulator" / "1.docx").write_bytes(b"PK")
    (made / "notices" / ".~lock.1.docx#").write_bytes(b"")
    (made / "notices" / "link").symlink_to("/etc/hostname")
    (made / "scratch.txt").write_bytes(b"mine")
    return made


def contents(target: Path) -> dict[str, bytes]:
    if target.suffix == ".zip":
        with zipfile.ZipFile(target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["out", "out.zip", "deep/er/out"])
def test_the_copy_is_whole_and_can_be_checked(folder: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    target = tmp_path / name
    told = export(folder, target)
    found = contents(target)
    assert set(told) == set(found)
    assert [key.partition(KEPT)[1] or key for key in sorted(found)] == [
        "MANIFEST.sha256",
        KEPT,
        "incident.yaml",
        "notices/regulator/1.docx",
        "record.jsonl",
    ]
    assert found["incident.yaml"] == (folder / "incident.yaml").read_bytes()
    lines = found["MANIFEST.sha256"].decode().splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    assert sums == {key: hashlib.sha256(data).hexdigest() for key, data in found.items() if key != "MANIFEST.sha256"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(UNFINISHED)]


def test_the_same_folder_gives_the_same_archive(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path / "one.zip")
    os.utime(folder / "incident.yaml", (0, 0))
    export(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_record_in_an_export_can_be_verified(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path / "out")
    assert record.verify(tmp_path / "out") == ()
    assert record.head(tmp_path / "out") == record.head(folder)


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_what_is_there_is_not_overwritten(folder: Path, name: str, tmp_path: Path) -> None:
    export(folder, tmp_path / name)
    before = contents(tmp_path / name)
    with pytest.raises(NotWritten, match="it is there already"):
        export(folder, tmp_path / name)
    assert contents(tmp_path / name) == before


def test_an_empty_folder_is_taken(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export(folder, tmp_path / "out")
    assert (tmp_path / "out" / "incident.yaml").exists()


def test_a_failure_leaves_no_target(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for name in ("out", "out.zip"):
        with pytest.raises(NotWritten, match="the disk is full"):
            export(folder, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["northwind"]
