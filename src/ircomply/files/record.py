"""The record of an incident folder: what was done, by whom, when; lines are added and none is changed.

Each line is JSON and carries `previous`, the SHA-256 of the bytes of the line before (without its line end),
so that a changed, missing or doubled line shows. What happens to the last line does not: note the `head`
elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ircomply.errors import UnreadableInput
from ircomply.files.writing import account, locked
from ircomply.files.writing import append as add
from ircomply.model.base import Value
from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "record.jsonl"
REPAIRED = "repaired"
TORN = "torn"
COMPARE = "compare with a copy, or with an export"
KINDS = {"seq": int, "at": str, "what": str, "by": str, "detail": dict, "previous": str | None}


Trouble = tuple[int, str, str, str]  # line, rule, message, advice


class Line(Value, frozen=True):
    """One line that can be read: its number in the file (from 1), its digest, its bytes, and what it says."""

    number: int
    digest: str
    raw: bytes
    seq: int
    at: str
    what: str
    by: str
    detail: Mapping[str, Any]
    previous: str | None


class Torn(Value, frozen=True):
    """A line that cannot be read: half-written, or not ours."""

    number: int
    digest: str


def append(folder: Path, what: str, by: str, detail: Mapping[str, Any], now: datetime) -> Line:
    """Add a line under the lock and see it onto the disk; nobody named is the account that runs the program.

    Lines at the end that cannot be read stay, and a line before the new one says so. Raises `NotWritten`.
    """
    with locked(folder):
        data = _bytes(folder)
        lines = read(data)
        last = next((line for line in reversed(lines) if isinstance(line, Line)), None)
        torn = [line.digest for line in lines[last.number if last else 0 :]]
        written = b"" if not data or data.endswith(b"\n") else b"\n"
        if torn:
            last = _next(last, len(lines) + 1, now, what=REPAIRED, by=by, detail={"torn": torn})
            written += last.raw + b"\n"
        new = _next(last, len(lines) + 1 + bool(torn), now, what=what, by=by, detail=detail)
        add(folder / FILE, written + new.raw + b"\n")
        return new


def read_record(folder: Path) -> tuple[Line | Torn, ...]:
    """Read the record of a folder; none is an empty one. Raises `UnreadableInput` if it cannot be opened."""
    return read(_bytes(folder))


def read(data: bytes) -> tuple[Line | Torn, ...]:
    """Read every line; those that cannot be read are `Torn`."""
    raws = data.split(b"\n")
    if not raws[-1]:
        raws.pop()
    return tuple(_line(raw.removesuffix(b"\r"), number) for number, raw in enumerate(raws, 1))


def head(folder: Path) -> Line | None:
    """Give the last line that can be read; its digest, noted elsewhere, shows that none was cut off."""
    return next((line for line in reversed(read_record(folder)) if isinstance(line, Line)), None)


def verify(folder: Path) -> tuple[Objection, ...]:
    """Follow the chain and object to the first break, to every fork, and to lines torn or never repaired."""
    lines = read_record(folder)
    document = Document((folder / FILE).as_posix())
    found = [*_unread(lines), *_chain([line for line in lines if isinstance(line, Line)])]
    found.sort(key=lambda pair: pair[0])
    return tuple(_objection(document, *trouble) for trouble in found)


def _objection(document: Document, number: int, rule: str, message: str, advice: str) -> Objection:
    severity = "warning" if rule == TORN else "error"
    return Objection(message, rule, Span(document, number, 1, 2), f"record > line {number}", advice, severity)


def _unread(lines: tuple[Line | Torn, ...]) -> Iterator[Trouble]:
    repairs = [line.detail.get("torn") for line in lines if isinstance(line, Line) and line.what == REPAIRED]
    named = {digest for torn in repairs if isinstance(torn, list) for digest in torn if isinstance(digest, str)}
    for line in lines:
        if isinstance(line, Line) or line.digest in named:
            continue
        if line.number == len(lines):
            yield (
                line.number,
                TORN,
                "the last line is torn: writing stopped halfway",
                "the next entry goes on and says so",
            )
        else:
            yield line.number, "record", "this line cannot be read, and no later one accounts for it", COMPARE


def _chain(lines: list[Line]) -> Iterator[Trouble]:
    before: Line | None = None
    follower: dict[str | None, Line] = {}
    broken = forked = False
    for line in lines:
        twin = follower.get(line.previous)
        if twin:
            forked = True
            yield line.number, "fork", *_fork(twin, line)
        elif not broken and (trouble := _break(before, line, forked)):
            broken = True
            yield line.number, "record", trouble, COMPARE
        follower.setdefault(line.previous, line)
        before = line


def _fork(twin: Line, line: Line) -> tuple[str, str]:
    message = f"lines {twin.number} and {line.number} follow the same line: two copies of the record were joined"
    return message, "keep both copies of the folder, and record in each what the other holds"


def _break(before: Line | None, line: Line, forked: bool) -> str:
    """Say how a line fails to follow the one before; after a fork the numbers of the entries do not count."""
    if line.previous != (before.digest if before else None):
        if before is None:
            return "the first line names one before it, which is not there"
        was = f"line {line.number} does not follow line {before.number}"
        return f"{was}: that one was changed, or one after it taken out"
    if not forked and line.seq != (before.seq + 1 if before else 1):
        return f"entry {line.seq} stands where {before.seq + 1 if before else 1} is due"
    return ""


def _next(last: Line | None, number: int, now: datetime, *, what: str, by: str, detail: Mapping[str, Any]) -> Line:
    entry: dict[str, Any] = {
        "seq": last.seq + 1 if last else 1,
        "at": now.astimezone(UTC).isoformat(timespec="seconds"),
        "what": what,
        "by": by or account(),
        "detail": dict(detail),
        "previous": last.digest if last else None,
    }
    raw = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
    return Line(number, hashlib.sha256(raw).hexdigest(), raw, **entry)


def _line(raw: bytes, number: int) -> Line | Torn:
    digest = hashlib.sha256(raw).hexdigest()
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return Torn(number, digest)
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), kind) for key, kind in KINDS.items()):
        return Torn(number, digest)
    return Line(number, digest, raw, **{key: entry[key] for key in KINDS})


def _bytes(folder: Path) -> bytes:
    try:
        return (folder / FILE).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        message = f"cannot read {folder / FILE}: {error.strerror}"
        raise UnreadableInput([Objection(message, "file")]) from None
