"""Merge marks and conflict copies are found and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ircomply.errors import UnreadableInput
from ircomply.files.incident import read_tree
from ircomply.files.strays import strays
from ircomply.model.node import plain

if TYPE_CHECKING:
    from pathlib import Path

MERGED = """\
id: X
<<<<<<< HEAD
status: open
||||||| 1a2b3c4
status: contained
=======
status: closed
>>>>>>> theirs
"""
COPIES = [
    "incident (Ann's conflicted copy 2026-11-20).yaml",
    "incident (conflicted copy 2026-11-20 164000).yaml",
    "incident_conflict-20261120-164000.yaml",
    "incident.sync-conflict-20261120-164000-ABCDEFG.yaml",
    "incident (SFConflict ann@northwind.example 2026-11-20-16-40-00).yaml",
    "incident (1).yaml",
    "incident 2.yaml",
    "incident-LAPTOP7.yaml",
    "incident.yaml.orig",
    "incident_REMOTE_4711.yaml",
    "record (1).jsonl",
    "record.sync-conflict-20261120-164000-ABCDEFG.jsonl",
    "history/2026-11-20T164000.000000Z-d7e265ca (conflicted copy).yaml",
]
OURS = [
    "incident.yaml",
    "assessment.yaml",
    "record.jsonl",
    "organisation.yaml",
    "notes.md",
    "notices/press-2.docx",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_conflict_copy_is_named(tmp_path: Path, name: str) -> None:
    for inner in ("history", "notices"):
        (tmp_path / inner).mkdir()
    for other in [*OURS, "history/2026-11-20T164000.000000Z-d7e265ca.yaml"]:
        (tmp_path / other).touch()
    assert strays(tmp_path) == ()
    (tmp_path / name).touch()
    (found,) = strays(tmp_path)
    assert (found.rule, found.severity) == ("conflict-copy", "warning")
    assert found.span is not None
    assert found.span.document.name == (tmp_path / name).as_posix()


@pytest.mark.parametrize("name", ["incident.yaml", "assessment.yaml", "record.jsonl"])
def test_every_merge_mark_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MERGED, encoding="utf-8")
    found = strays(tmp_path)
    assert [(one.rule, one.severity, one.span.line if one.span else 0) for one in found] == [
        ("merge-mark", "error", 2),
        ("merge-mark", "error", 4),
        ("merge-mark", "error", 8),
    ]


@pytest.mark.parametrize("text", [MERGED, MERGED.replace("\n", "\r\n"), "id: X\nrules: [\n<<<<<<< HEAD\n a]\n"])
def test_strict_reading_names_the_mark_and_not_its_consequence(tmp_path: Path, text: str) -> None:
    (tmp_path / "incident.yaml").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(UnreadableInput) as refused:
        read_tree(tmp_path / "incident.yaml")
    assert {one.rule for one in refused.value.objections} == {"merge-mark"}  # type: ignore[attr-defined]


def test_a_text_about_merges_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / "incident.yaml").write_text("id: X\ntitle: |\n  <<<<<<< HEAD\n  =======\n", encoding="utf-8")
    assert plain(read_tree(tmp_path / "incident.yaml")) == {"id": "X", "title": "<<<<<<< HEAD\n=======\n"}
    assert strays(tmp_path) == ()
