"""`record`: the history as people read it, checked, and copied out."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from ircomply.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ircomply.files.record.account", lambda: "ann")
    for module in ("acts", "init"):
        monkeypatch.setattr(f"ircomply.cli.{module}.clock_now", lambda: NOW)
    assert main(["init", "northwind", "--id", "INC-1"]) == 0
    assert main(["set", "northwind", "status=closed", "--by", "counsel"]) == 0
    return tmp_path / "northwind"


def test_the_history_reads_line_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["record", "northwind"]) == 0
    assert capsys.readouterr().out == (
        "   1  2026-11-21T18:40:00+00:00  init      ann      incident INC-1; facts 89d4872b\n"
        "   2  2026-11-21T18:40:00+00:00  set       counsel  set status=closed; facts 08a36e92\n"
    )


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["record", "northwind", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_history_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys)
    assert found["schema"] == "ircomply/record/v1"
    assert [(entry["seq"], entry["what"], entry["by"]) for entry in found["entries"]] == [
        (1, "init", "ann"),
        (2, "set", "counsel"),
    ]
    assert found["entries"][1]["previous"] == found["entries"][0]["digest"]
    assert found["head"]["digest"] == f"sha256:{found['entries'][1]['digest']}"
    assert as_json(capsys, "--head")["head"] == found["head"]
    assert as_json(capsys, "--verify") == {"schema": "ircomply/record/v1", "head": found["head"], "objections": []}


def test_the_head_is_one_line_to_note_elsewhere(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = as_json(capsys)["head"]["digest"]
    assert main(["record", "northwind", "--head"]) == 0
    assert capsys.readouterr().out == f"2 {digest}\n"


def test_a_whole_record_is_said_to_be_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["record", "northwind", "--verify"]) == 0
    assert capsys.readouterr().out.startswith(
        "The record is whole: 2 entries, 2 versions of the facts; the last is sha256:"
    )


def test_whatever_is_wrong_is_named_and_objected_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "record.jsonl"
    path.write_bytes(path.read_bytes().replace(b"ann", b"bob"))
    (folder / "incident (conflicted copy).yaml").write_text("id: X\n", encoding="utf-8")
    next((folder / "history").iterdir()).write_text("id: Y\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["record", "northwind", "--verify"]) == 1
    said = capsys.readouterr().out
    assert "northwind/record.jsonl:2:1: error: line 2 does not follow line 1" in said
    assert "error: this version was changed" in said
    assert 'warning: "incident (conflicted copy).yaml" is a second version' in said
    assert said.endswith("2 errors, 1 warning.\n")


def test_a_command_that_writes_names_what_is_wrong_and_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "record.jsonl"
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + second + second)
    (folder / "incident.sync-conflict-20261120-164000-ABCDEFG.yaml").write_text("id: X\n", encoding="utf-8")
    assert main(["set", "northwind", "status=open"]) == 0
    said = capsys.readouterr().err
    assert "two copies of the record were joined" in said
    assert '"incident.sync-conflict-20261120-164000-ABCDEFG.yaml" is a second version' in said
    assert "saved: status=open" in said


def test_a_merge_mark_stops_a_command_that_writes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "incident.yaml"
    text = path.read_text(encoding="utf-8") + "<<<<<<< HEAD\ndrill: yes\n=======\ndrill: no\n>>>>>>> theirs\n"
    path.write_text(text, encoding="utf-8")
    assert main(["set", "northwind", "status=open"]) == 2
    said = capsys.readouterr().err
    assert "a merge left its mark" in said
    assert said.endswith("Nothing was written.\n")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_an_export_can_be_checked_with_what_every_machine_has(
    folder: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert main(["record", "northwind", "--export", target]) == 0
    assert "copied 5 files" in capsys.readouterr().err
    assert main(["record", "northwind", "--export", target]) == 1
    if target == "out":
        ended = subprocess.run(
            ["sha256sum", "--check", "MANIFEST.sha256"], cwd=folder.parent / "out", check=True, capture_output=True
        )
        assert ended.stdout.count(b": OK\n") == 4
        assert main(["record", "out", "--verify"]) == 0


def test_what_people_wrote_cannot_move_the_cursor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "northwind", "title=x", "--by", "ann\x1b[2J"]) == 0
    capsys.readouterr()
    assert main(["record", "northwind"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_an_empty_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "record.jsonl").unlink()
    for arguments in ([], ["--head"]):
        capsys.readouterr()
        assert main(["record", "northwind", *arguments]) == 0
        assert capsys.readouterr() == ("", "the record is empty\n")


def test_one_thing_at_a_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "northwind", "--verify", "--head"]) == 2
    assert "one of --verify, --head and --export" in capsys.readouterr().err
    assert main(["record", "northwind", "--format", "csv"]) == 2
