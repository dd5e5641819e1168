"""Many writers, killed writers, refused writers: the facts, their history and the record stay whole."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from ircomply.errors import NotWritten, UnreadableInput
from ircomply.files import history, record
from ircomply.files.changing import Deed, begin, change
from ircomply.files.incident import read_tree
from ircomply.files.writing import UNFINISHED
from ircomply.model.node import Mapping, Node, Scalar, Sequence, from_plain, plain

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)
TEXT = """\
# the incident of Friday
schema: ircomply/incident/v1
id: INC-1   # given by the desk
findings:   # newest last
  # the first one
  - id: F1
    about: incident
    attack: confirmed   # beyond doubt
status: open  # for now
"""


def with_finding(name: str, tree: Node) -> Node:
    assert isinstance(tree, Mapping)
    old = tree.get("findings")
    assert isinstance(old, Sequence)
    finding = from_plain({"id": name, "about": "incident", "attack": "confirmed", "basis": "seen: twice"})
    new = Sequence((*old.items, finding))
    return Mapping(tuple((key, new if key.text == "findings" else value) for key, value in tree.pairs))


def with_status(word: str, tree: Node) -> Node:
    assert isinstance(tree, Mapping)
    return Mapping(tuple((key, Scalar(word) if key.text == "status" else value) for key, value in tree.pairs))


def add_findings(path: Path, writer: str, count: int) -> None:
    for number in range(count):
        name = f"{writer}-{number}"
        change(path, partial(with_finding, name), plain, Deed("find", NOW, writer, {"finding": name}))


def add_without_end(path: Path, writer: str) -> None:
    """Add findings until killed, saying when it begins."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    add_findings(path, writer, 1_000_000)


@pytest.fixture
def incident(tmp_path: Path) -> Path:
    path = tmp_path / "incident.yaml"
    begin(path, TEXT.encode(), Deed("init", NOW, "desk"))
    return path


def ids(path: Path) -> list[str]:
    tree: Any = plain(read_tree(path))
    return [finding["id"] for finding in tree["findings"]]


def told(path: Path) -> list[str]:
    return [line.what for line in record.read_record(path.parent) if isinstance(line, record.Line)]


def comments(text: str) -> list[str]:
    return re.findall("#.*", text)


def test_a_change_is_written_kept_and_recorded(incident: Path) -> None:
    done = change(incident, partial(with_status, "closed"), plain, Deed("set", NOW, "ann", {"facts_set": "x"}))
    assert done.written
    assert done.read == {**plain(read_tree(incident))}  # type: ignore[dict-item]
    assert incident.read_text(encoding="utf-8") == TEXT.replace("status: open", "status: closed")
    assert told(incident) == ["init", "set"]
    last = record.head(incident.parent)
    assert last is not None
    assert (last.by, sorted(last.detail)) == ("ann", ["facts", "facts_set"])
    assert len(history.versions(incident.parent)) == 2
    assert (record.verify(incident.parent), history.verify(incident.parent)) == ((), ())


def test_what_is_so_already_leaves_no_trace(incident: Path) -> None:
    before = {path.name: path.read_bytes() for path in incident.parent.iterdir() if path.is_file()}
    assert not change(incident, partial(with_status, "open"), plain, Deed("set", NOW)).written
    assert {path.name: path.read_bytes() for path in incident.parent.iterdir() if path.is_file()} == before


def test_facts_changed_by_hand_are_kept_before_they_are_replaced(incident: Path) -> None:
    incident.write_text(TEXT.replace("for now", "still").replace("status: open", "status: contained"), "utf-8")
    change(incident, partial(with_status, "closed"), plain, Deed("set", NOW))
    kept = [plain(read_tree(version.path))["status"] for version in history.versions(incident.parent)]  # type: ignore[index,call-overload]
    assert kept == ["open", "contained", "closed"]
    assert told(incident) == ["init", "facts", "set"]
    assert history.verify(incident.parent) == ()


def test_what_is_refused_is_not_written(incident: Path) -> None:
    def refuse(_: Node) -> None:
        raise UnreadableInput([])

    with pytest.raises(UnreadableInput):
        change(incident, partial(with_status, "closed"), refuse, Deed("set", NOW))
    assert incident.read_text(encoding="utf-8") == TEXT
    assert told(incident) == ["init"]


def test_an_incident_is_not_begun_twice(incident: Path) -> None:
    with pytest.raises(NotWritten, match="an incident stands there already"):
        begin(incident, b"id: Y\n", Deed("init", NOW))
    assert incident.read_text(encoding="utf-8") == TEXT


def test_a_record_that_fails_is_not_passed_over_in_silence(incident: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise NotWritten("the disk is full")

    monkeypatch.setattr(record, "add", full)
    with pytest.raises(NotWritten, match="was written, but its record was not: the disk is full"):
        change(incident, partial(with_status, "closed"), plain, Deed("set", NOW))
    monkeypatch.undo()
    assert history.remember(incident, read_tree(incident), NOW), "the next command makes up for it"
    assert told(incident) == ["init", "facts"]


def test_eight_writers_lose_nothing(incident: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=add_findings, args=(incident, f"W{number}", 10)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * 8
    found = ids(incident)
    assert sorted(found) == sorted(["F1", *(f"W{one}-{number}" for one in range(8) for number in range(10))])
    for start in (f"W{one}-" for one in range(8)):
        assert [name for name in found if name.startswith(start)] == [f"{start}{number}" for number in range(10)]
    text = incident.read_text(encoding="utf-8")
    assert comments(text) == comments(TEXT)
    kept = iter(text.splitlines())
    assert all(line in kept for line in TEXT.splitlines()), "every old line stands, in its order"
    assert len(told(incident)) == 81
    assert (record.verify(incident.parent), history.verify(incident.parent)) == ((), ())
    assert len(history.versions(incident.parent)) == 81


KILLED = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
    "from test_changing import add_without_end\n"
    "add_without_end(Path(sys.argv[2]), sys.argv[3])\n"
)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_fifty_killed_writers_break_nothing(incident: Path) -> None:
    moments, before = random.Random(50), 1
    here = os.path.dirname(__file__)  # noqa: PTH120
    for number in range(50):
        command = [sys.executable, "-c", KILLED, here, str(incident), f"K{number}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == b"begun\n"
            time.sleep(moments.random() * 0.08)
            writer.send_signal(signal.SIGKILL)
        found = ids(incident)
        assert len(found) >= before, "what was written stays"
        before = len(found)
        assert [one for one in record.verify(incident.parent) if one.severity == "error"] == []
        for version in history.versions(incident.parent):
            read_tree(version.path)
    add_findings(incident, "last", 1)
    assert before > 1, "they were killed while they wrote"
    assert ids(incident)[-1] == "last-0"
    assert comments(incident.read_text(encoding="utf-8")) == comments(TEXT)
    assert record.verify(incident.parent) == ()
    assert [one for one in history.verify(incident.parent) if one.severity == "error"] == []
    assert not [path for path in incident.parent.rglob("*") if path.name.startswith(UNFINISHED)]
    assert {json.loads(line)["what"] for line in (incident.parent / "record.jsonl").read_bytes().splitlines()} <= {
        "init",
        "find",
        "facts",
    }
