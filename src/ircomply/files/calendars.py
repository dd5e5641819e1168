"""The free days of a calendar in a year, from the text snapshots; other years come from the package that made them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ircomply.files.resources import shipped
from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ircomply.engine.calendars import Holidays

_YEARS = re.compile(r"years (\d{4})-(\d{4})")
_LINE = re.compile(r"#.*|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) \S.*|")
_SOUND = re.compile(rf"(?:(?:{_LINE.pattern})\n)*")
_LATE = re.compile(r"^\d{4}-\d\d-(?:29|3\d)", re.MULTILINE)
WANTED = (
    "write a day as  2026-12-24 Christmas Eve ; a comment  # years 2026-2030  says which years the list knows whole"
)


def holidays(code: str, year: int) -> frozenset[date]:
    """Give the free days of a shipped calendar (`us-federal`, `gb-eng`) in a year; of an unknown one, none."""
    return _free_days((shipped("jurisdictions"),), code, year)


def calendars_of(folders: Iterable[Path]) -> Holidays:
    """Give the calendars of several sets of rules, ours and the user's own; one of a later folder goes first."""
    all_folders = (*reversed(tuple(folders)), shipped("jurisdictions"))
    return lambda code, year: _free_days(all_folders, code, year)


@cache
def _free_days(folders: tuple[Path, ...], code: str, year: int) -> frozenset[date]:
    for folder in folders:
        snapshot = _snapshot(folder, code)
        if snapshot is None:
            continue
        first, last, days = snapshot
        return days.get(year, frozenset()) if first <= year <= last else _outside(code, year)
    return frozenset()


@cache
def _snapshot(folder: Path, code: str) -> tuple[int, int, dict[int, frozenset[date]]] | None:
    """Read `_vocabulary/calendars/CODE.txt`: a comment with its years, then lines `2026-01-01 New Year's Day`."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", code):
        return None
    try:
        lines = (folder / "_vocabulary" / "calendars" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    days: dict[int, set[date]] = {}
    for line in lines:
        if line[:1].isdigit():
            day = date.fromisoformat(line[:10])
            days.setdefault(day.year, set()).add(day)
    said = next((match for line in lines if line.startswith("#") and (match := _YEARS.search(line))), None)
    known = (int(said[1]), int(said[2])) if said else (min(days, default=1), max(days, default=9999))
    return *known, {year: frozenset(found) for year, found in days.items()}


def _outside(code: str, year: int) -> frozenset[date]:
    from ircomply.files.holiday_calendars import outside

    try:
        return outside(code, year)
    except ValueError:
        return frozenset()


def made_with() -> str:
    """Give the version of the package that made the shipped calendars, as the first of them says."""
    path = shipped("jurisdictions") / "_vocabulary" / "calendars" / "us-federal.txt"
    try:
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    except OSError:
        return ""
    found = re.search(r"holidays ([\d.]+\d)", first)
    return found[1] if found else ""


def check_calendar(path: Path, shown: str) -> list[Objection]:
    """Refuse the lines of a calendar that name no day, each at its place."""
    try:
        text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    except (OSError, UnicodeDecodeError) as error:
        return [Objection(f"cannot read {shown}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}", "file")]
    if _SOUND.fullmatch(text) and all(_is_day(found[0]) for found in _LATE.finditer(text)):
        return []
    lines = tuple(text.splitlines())
    document = Document(shown, lines)
    return [
        Objection(f'no day of a calendar: "{line}"', "calendar", Span(document, number, 1, len(line) + 1), "", WANTED)
        for number, line in enumerate(lines, 1)
        if not _LINE.fullmatch(line) or (line[:1].isdigit() and not _is_day(line[:10]))
    ]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
