"""The record is a chain: what is changed, missing, doubled or torn shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ircomply.errors import NotWritten
from ircomply.files import record
from ircomply.files.record import Line, Torn, append, head, read_record, verify
from ircomply.files.writing import account

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)


def write(folder: Path, *words: str) -> list[bytes]:
    for word in words:
        append(folder, word, "ann", {"n": word, "ü": "€"}, NOW)
    return lines(folder)


def lines(folder: Path) -> list[bytes]:
    return (folder / "record.jsonl").read_bytes().splitlines(keepends=True)


def put(folder: Path, *raw: bytes) -> None:
    (folder / "record.jsonl").write_bytes(b"".join(raw))


def said(folder: Path) -> list[tuple[int, str, str]]:
    return [(one.span.line, one.rule, one.severity) for one in verify(folder) if one.span]


def test_each_line_carries_the_digest_of_the_one_before(tmp_path: Path) -> None:
    first, second, third = write(tmp_path, "init", "set", "find")
    entries = [json.loads(line) for line in (first, second, third)]
    assert [list(entry) for entry in entries] == [["seq", "at", "what", "by", "detail", "previous"]] * 3
    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert entries[0] == {
        "seq": 1,
        "at": "2026-11-20T16:40:00+00:00",
        "what": "init",
        "by": "ann",
        "detail": {"n": "init", "ü": "€"},
        "previous": None,
    }
    assert entries[1]["previous"] == hashlib.sha256(first.rstrip(b"\n")).hexdigest()
    assert entries[2]["previous"] == hashlib.sha256(second.rstrip(b"\n")).hexdigest()
    assert verify(tmp_path) == ()


def test_nobody_named_is_the_account(tmp_path: Path) -> None:
    assert append(tmp_path, "set", "", {}, NOW).by == account()


def test_the_head_is_the_last_line(tmp_path: Path) -> None:
    assert head(tmp_path) is None
    last = write(tmp_path, "init", "set")[-1]
    found = head(tmp_path)
    assert found is not None
    assert (found.seq, found.digest) == (2, hashlib.sha256(last.rstrip(b"\n")).hexdigest())


def test_an_empty_record_is_whole(tmp_path: Path) -> None:
    assert verify(tmp_path) == ()
    assert read_record(tmp_path) == ()


def test_line_ends_of_windows_break_nothing(tmp_path: Path) -> None:
    put(tmp_path, *(line.replace(b"\n", b"\r\n") for line in write(tmp_path, "a", "b", "c")))
    assert verify(tmp_path) == ()
    write(tmp_path, "d")
    assert verify(tmp_path) == ()
    assert [line.what for line in read_record(tmp_path) if isinstance(line, Line)] == ["a", "b", "c", "d"]


DAMAGE: dict[str, tuple[Callable[[list[bytes]], list[bytes]], list[tuple[int, str, str]]]] = {
    "a word changed": (
        lambda old: [old[0], old[1].replace(b"ann", b"bob"), *old[2:]],
        [(3, "record", "error")],
    ),
    "a line taken out": (lambda old: [*old[:2], *old[3:]], [(3, "record", "error")]),
    "the first taken out": (lambda old: old[1:], [(1, "record", "error")]),
    "two swapped": (lambda old: [old[0], old[2], old[1], *old[3:]], [(2, "record", "error")]),
    "a line of another hand": (
        lambda old: [*old[:2], b'{"note": "hello"}\n', *old[2:]],
        [(3, "record", "error")],
    ),
    "a line doubled": (lambda old: [*old[:3], *old[2:]], [(4, "fork", "error")]),
    "the last one torn": (lambda old: [*old[:4], old[4][:30]], [(5, "torn", "warning")]),
    "zeros at the end, as a power cut leaves": (lambda old: [*old, b"\0" * 40], [(6, "torn", "warning")]),
    "the last line end missing": (lambda old: [*old[:4], old[4].rstrip(b"\n")], []),
    "deep nesting": (lambda old: [*old, b"[" * 100_000], [(6, "torn", "warning")]),
}


@pytest.mark.parametrize(("damage", "expected"), DAMAGE.values(), ids=DAMAGE)
def test_damage_is_found_where_it_is(
    tmp_path: Path, damage: Callable[[list[bytes]], list[bytes]], expected: list[tuple[int, str, str]]
) -> None:
    put(tmp_path, *damage(write(tmp_path, "a", "b", "c", "d", "e")))
    assert said(tmp_path) == expected


def test_only_the_first_break_is_named(tmp_path: Path) -> None:
    old = write(tmp_path, "a", "b", "c", "d", "e")
    put(tmp_path, old[0], old[2], old[4])
    assert said(tmp_path) == [(2, "record", "error")]


def test_two_copies_that_were_joined_are_a_fork(tmp_path: Path) -> None:
    common = write(tmp_path, "a", "b")
    ours = write(tmp_path, "c", "d")[2:]
    put(tmp_path, *common)
    theirs = write(tmp_path, "x", "y")[2:]
    put(tmp_path, *common, *ours, *theirs)
    (fork,) = verify(tmp_path)
    assert (fork.rule, str(fork.span)) == ("fork", f"{(tmp_path / 'record.jsonl').as_posix()}:5:1")
    assert fork.message == "lines 3 and 5 follow the same line: two copies of the record were joined"
    write(tmp_path, "e")
    assert said(tmp_path) == [(5, "fork", "error")], "one may go on, and the fork stays visible"


def test_a_torn_line_is_repaired_visibly(tmp_path: Path) -> None:
    old = write(tmp_path, "a", "b")
    put(tmp_path, old[0], old[1][:25])
    assert said(tmp_path) == [(2, "torn", "warning")]
    append(tmp_path, "c", "ann", {}, NOW)
    after = lines(tmp_path)
    assert after[:2] == [old[0], old[1][:25] + b"\n"], "nothing that was there is taken away"
    repair, last = (json.loads(line) for line in after[2:])
    assert repair["what"] == "repaired"
    assert repair["detail"] == {"torn": [hashlib.sha256(old[1][:25]).hexdigest()]}
    assert repair["previous"] == hashlib.sha256(old[0].rstrip(b"\n")).hexdigest()
    assert (last["what"], last["seq"]) == ("c", 3)
    assert verify(tmp_path) == ()
    assert [type(line) for line in read_record(tmp_path)] == [Line, Torn, Line, Line]


def test_a_torn_line_that_is_changed_after_its_repair_shows(tmp_path: Path) -> None:
    old = write(tmp_path, "a", "b")
    put(tmp_path, old[0], old[1][:25])
    append(tmp_path, "c", "ann", {}, NOW)
    after = lines(tmp_path)
    put(tmp_path, after[0], after[1].replace(b"seq", b"SEQ"), *after[2:])
    assert said(tmp_path) == [(2, "record", "error")]


def test_a_record_that_cannot_be_written_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = write(tmp_path, "a")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotWritten):
        append(tmp_path, "b", "ann", {}, NOW)
    assert lines(tmp_path) == old


def test_what_cannot_be_encoded_does_not_stop_the_record(tmp_path: Path) -> None:
    assert append(tmp_path, "set", "ann", {"text": "\ud83d"}, NOW).detail == {"text": "\ud83d"}
    assert verify(tmp_path) == ()
    assert len(record.read_record(tmp_path)) == 1
