from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircomply.model.instant import zone
from ircomply.report import words

if TYPE_CHECKING:
    from datetime import tzinfo

DUBLIN = zone("Europe/Dublin")
NOW = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("instant", "column", "sentence"),
    [
        ("2026-11-23T16:40:00+00:00", "Mon 23 Nov, 4:40 pm", "Monday 23 November 2026, 4:40 pm"),
        ("2027-01-21T05:59:00+00:00", "Thu 21 Jan 2027, 5:59 am", "Thursday 21 January 2027, 5:59 am"),
        ("2026-07-01T11:00:00+00:00", "Wed 1 Jul, 12:00 pm", "Wednesday 1 July 2026, 12:00 pm"),
        ("2026-11-21T00:05:59+00:00", "Sat 21 Nov, 12:05 am", "Saturday 21 November 2026, 12:05 am"),
        ("2026-12-20T23:59:59+00:00", "Sun 20 Dec, 11:59 pm", "Sunday 20 December 2026, 11:59 pm"),
    ],
)
def test_times(instant: str, column: str, sentence: str) -> None:
    assert words.column_time(at(instant), DUBLIN, NOW) == column
    assert words.sentence_time(at(instant), DUBLIN) == sentence


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 minutes"),
        (60, "1 minute"),
        (119 * 60 + 59, "119 minutes"),
        (2 * 3600, "2 hours"),
        (72 * 3600 - 1, "71 hours"),
        (72 * 3600, "3 days"),
        (30 * 86400 - 1, "29 days"),
    ],
)
def test_time_left_is_rounded_down(seconds: int, said: str) -> None:
    assert words.left(NOW + timedelta(seconds=seconds), NOW) == f"{said} left"
    if seconds:
        assert words.left(NOW - timedelta(seconds=seconds), NOW) == f"{said} late"


def test_time_left_is_real_time_across_a_clock_change() -> None:
    """Two times of one zone are subtracted by the clock on the wall unless somebody sees to it."""
    before = datetime(2026, 3, 27, 18, 0, tzinfo=DUBLIN)
    after = datetime(2026, 3, 30, 18, 0, tzinfo=DUBLIN)
    assert words.left(after, before) == "71 hours left"


@given(st.timedeltas(timedelta(), timedelta(days=400)), st.timedeltas(timedelta(), timedelta(days=400)))
def test_more_time_is_never_said_to_be_less(one: timedelta, other: timedelta) -> None:
    units = {"minute": 1, "hour": 60, "day": 1440}

    def minutes(said: str) -> int:
        number, unit = said.split()
        return int(number) * units[unit.removesuffix("s")]

    less, more = sorted((one, other))
    assert minutes(words.length(less)) <= minutes(words.length(more))
    assert timedelta(minutes=minutes(words.length(more))) <= more


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "hour 0"), (26, "hour 26"), (71, "hour 71"), (72, "day 4"), (95, "day 4"), (96, "day 5")]
)
def test_the_age_of_an_incident(hours: int, said: str) -> None:
    assert words.elapsed(NOW - timedelta(hours=hours), NOW) == said


@pytest.mark.parametrize(
    ("where", "named", "inside"),
    [
        (DUBLIN, "Dublin time", "in Dublin"),
        (zone("America/New_York"), "New York time", "in New York"),
        (UTC, "UTC", "(UTC)"),
        (timezone(timedelta(hours=5, minutes=30)), "UTC+5:30", "(UTC+5:30)"),
        (timezone(timedelta(hours=-3)), "UTC-3", "(UTC-3)"),
    ],
)
def test_whose_time(where: tzinfo, named: str, inside: str) -> None:
    assert (words.zone_words(where), words.in_zone(where)) == (named, inside)


@pytest.mark.parametrize(
    ("standard", "parts", "sentence"),
    [
        ("without undue delay", ("without undue delay", ""), "without undue delay"),
        (
            "without delay (as soon as practicable)",
            ("without delay", "as soon as practicable"),
            "as soon as practicable",
        ),
    ],
)
def test_standards(standard: str, parts: tuple[str, str], sentence: str) -> None:
    assert words.standard_words(standard) == parts
    assert words.standard_in_sentence(standard) == sentence


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("DPO", "the DPO"),
        ("dpo", "the DPO"),
        ("counsel", "counsel"),
        ("investigation_lead", "the investigation lead"),
        ("A. Byrne", "A. Byrne"),
        (None, ""),
    ],
)
def test_people(by: str | None, said: str) -> None:
    assert words.people_words(by) == said


@pytest.mark.parametrize(
    ("title", "inside"),
    [("Tell the people", "tell the people"), ("SEC rules", "SEC rules"), ("A report", "a report"), ("", "")],
)
def test_a_title_within_a_sentence(title: str, inside: str) -> None:
    assert words.uncap(title) == inside
