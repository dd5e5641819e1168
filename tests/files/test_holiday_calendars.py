"""The shipped calendars are those that the pinned package makes."""

from __future__ import annotations

from datetime import date

import pytest

from ircomply.files.holiday_calendars import CODES, outside, snapshot
from ircomply.files.resources import shipped

CALENDARS = shipped("jurisdictions") / "_vocabulary" / "calendars"


@pytest.mark.parametrize("code", CODES)
def test_a_snapshot_is_current(code: str) -> None:
    assert (CALENDARS / f"{code}.txt").read_text(encoding="utf-8") == snapshot(code)


def test_every_shipped_calendar_is_made_so() -> None:
    assert {path.stem for path in CALENDARS.glob("*.txt")} == set(CODES)


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("us-federal", date(2026, 7, 3)),  # the fourth is a Saturday
        ("us-vt", date(2026, 3, 3)),
        ("us-vt", date(2026, 8, 17)),
        ("jp-government", date(2026, 12, 29)),
        ("br-national", date(2026, 11, 20)),
        ("gb-eng", date(2026, 8, 31)),
    ],
)
def test_a_day_that_is_easily_forgotten_is_in(code: str, day: date) -> None:
    assert f"\n{day.isoformat()} " in snapshot(code)


def test_a_year_outside_comes_from_the_package() -> None:
    assert date(2040, 12, 25) in outside("us-federal", 2040)
