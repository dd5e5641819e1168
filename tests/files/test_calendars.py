"""The free days of a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ircomply.files.calendars import calendars_of, check_calendar, holidays
from ircomply.files.resources import shipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("us-federal", date(2026, 11, 26)),  # Thanksgiving
        ("us-federal", date(2021, 12, 31)),  # New Year's Day 2022 was a Saturday
        ("gb-eng", date(2026, 12, 28)),  # Boxing Day was a Saturday
        ("ie", date(2027, 2, 1)),  # Saint Brigid
        ("de", date(2040, 10, 3)),  # outside the snapshot
    ],
)
def test_a_free_day(code: str, day: date) -> None:
    assert day in holidays(code, day.year)


def test_a_year_has_only_its_own_days() -> None:
    assert {day.year for day in holidays("us-federal", 2026)} == {2026}


@pytest.mark.parametrize("code", ["zz", "no-such-calendar", "../us-federal", "US-FEDERAL", ""])
@pytest.mark.parametrize("year", [2026, 2050])
def test_an_unknown_calendar_has_no_days(code: str, year: int) -> None:
    assert holidays(code, year) == frozenset()


def test_a_set_may_bring_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "_vocabulary" / "calendars"
    folder.mkdir(parents=True)
    (folder / "acme-plant.txt").write_text("# our plant; years 2026-2027\n2026-08-03 Works holiday\n", encoding="utf-8")
    own = calendars_of([tmp_path])
    assert own("acme-plant", 2026) == {date(2026, 8, 3)}
    assert own("acme-plant", 2027) == frozenset()
    assert own("acme-plant", 2030) == frozenset()
    assert date(2026, 11, 26) in own("us-federal", 2026)
    assert holidays("acme-plant", 2026) == frozenset()


BROKEN = """\
# years 2026-2027
2026-12-24 Christmas Eve
2026-13-01 a month that is none
2026-02-30 a day that is none

founders' day
2026-11-2 too short
2026-11-03
"""


def test_lines_that_name_no_day_are_refused_each_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "acme.txt"
    path.write_text(BROKEN, encoding="utf-8")
    found = check_calendar(path, "set/acme.txt")
    assert [str(one.span) for one in found] == [f"set/acme.txt:{line}:1" for line in (3, 4, 6, 7, 8)]
    assert all(one.rule == "calendar" and one.advice for one in found)


def test_calendars_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"2026-12-24 No\xebl\n")
    assert [one.rule for one in check_calendar(tmp_path / "latin.txt", "latin.txt")] == ["file"]


@pytest.mark.parametrize("path", sorted((shipped("jurisdictions") / "_vocabulary" / "calendars").glob("*.txt")))
def test_what_ships_is_sound(path: Path) -> None:
    assert check_calendar(path, path.name) == []
