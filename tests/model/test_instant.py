"""Instants as they are written: read with their zone, refused where they are none, double or void."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ircomply.model.instant import (
    Moment,
    NotAnInstant,
    civil,
    day_end,
    day_start,
    fixed,
    place_of,
    read_instant,
    read_moment,
    real,
    zone,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T16:40:00+00:00", "2026-11-20T16:40:00+00:00"),
        ("2026-11-20T16:40+02:00", "2026-11-20T14:40:00+00:00"),
        ("2026-11-20 16:40:05 -05:00", "2026-11-20T21:40:05+00:00"),
        ("2026-11-20T16:40:00Z", "2026-11-20T16:40:00+00:00"),
        ("2026-11-20T16:40:00.25+00:00", "2026-11-20T16:40:00.250000+00:00"),
        ("2026-11-20 16:40 Europe/Dublin", "2026-11-20T16:40:00+00:00"),
        ("2026-07-20 16:40 Europe/Dublin", "2026-07-20T15:40:00+00:00"),
        ("2026-11-20 16:40 UTC", "2026-11-20T16:40:00+00:00"),
        ("2026-11-20 16:40:30 America/New_York", "2026-11-20T21:40:30+00:00"),
        ("2026-11-20T16:40:00+05:45", "2026-11-20T10:55:00+00:00"),
    ],
)
def test_an_instant(text: str, expected: str) -> None:
    found = read_instant(text)
    assert found.utcoffset() is not None
    assert found.astimezone(UTC).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-20T16:40", "a time needs its offset"),
        ("2026-11-20 16:40:00", "a time needs its offset"),
        ("2026-02-30T16:40:00+00:00", "no day"),
        ("2026-13-01T16:40:00+00:00", "no day"),
        ("2026-11-20T25:40:00+00:00", "no time"),
        ("2026-11-20T16:40:00+25:00", "no offset"),
        ("2026-11-20T16:40:00+00:75", "no offset"),
        ("2026-11-20 16:40 Europe/Dublinn", "no time zone"),
        ("2026-11-20 16:40 ../../etc/passwd", "is no instant"),
        ("2026-03-29 02:30 Europe/Berlin", "a clock change leaves this time out"),
        ("2026-10-25 02:30 Europe/Berlin", "a clock change makes this time double"),
        ("1700000000", "is no instant"),
        ("20 November 2026", "is no instant"),
        ("2026-11-20", "is no instant"),
        ("2026-11-20T16:40:00+00:00\n", "is no instant"),
        ("", "is no instant"),
    ],
)
def test_what_is_no_instant(text: str, reason: str) -> None:
    with pytest.raises(NotAnInstant) as refused:
        read_instant(text)
    assert reason in refused.value.reason
    assert refused.value.advice or reason == "no time"


def test_the_two_readings_of_a_double_time_are_given() -> None:
    with pytest.raises(NotAnInstant) as refused:
        read_instant("2026-10-25 02:30 Europe/Berlin")
    assert refused.value.advice == "write 2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(
    ("home", "advice"),
    [
        (None, 'write "2026-11-20T16:40:00+00:00" with the right offset, or a zone name after it'),
        ("Europe/Dublin", 'in Dublin on that day: "2026-11-20T16:40:00+00:00". Or write: unknown'),
    ],
)
def test_the_way_out_of_a_time_without_a_zone(home: str | None, advice: str) -> None:
    with pytest.raises(NotAnInstant) as refused:
        read_instant("2026-11-20T16:40", zone(home) if home else None)
    assert refused.value.advice == advice


def test_a_bare_date_is_one_instant_that_is_not_known_better() -> None:
    found = read_moment("2026-11-20", zone("Asia/Tokyo"))
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (
        "2026-11-20T00:00:00+09:00",
        "2026-11-20T23:59:59+09:00",
    )
    assert not found.exact
    with pytest.raises(NotAnInstant, match=r"organisation\.timezone"):
        read_moment("2026-11-20", None)


def test_a_day_of_23_and_of_25_hours() -> None:
    berlin = zone("Europe/Berlin")
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        found = read_moment(day.isoformat(), berlin)
        assert found.latest - found.earliest == timedelta(hours=hours) - timedelta(seconds=1)
    assert day_start(date(2026, 3, 29), berlin).isoformat() == "2026-03-29T00:00:00+01:00"
    assert day_end(date(2026, 3, 29), berlin).isoformat() == "2026-03-29T23:59:59+02:00"


def test_moments_are_compared_by_what_time_it_is_and_not_by_the_clock_on_the_wall() -> None:
    before = read_moment("2026-10-24 12:00 Europe/Berlin", None).earliest
    after = read_moment("2026-10-25 12:00 Europe/Berlin", None).earliest
    assert after - before == timedelta(hours=25)
    assert before + timedelta(hours=24) < after
    naive = read_instant("2026-10-25 12:00 Europe/Berlin") - read_instant("2026-10-24 12:00 Europe/Berlin")
    assert naive == timedelta(hours=24)  # what Python does with two times of one zone


def test_fixed_and_real_keep_the_instant() -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=zone("Europe/Berlin"), fold=1)
    assert fixed(at).isoformat() == "2026-10-25T02:30:00+01:00"
    assert real(at) == real(fixed(at)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_civil_time() -> None:
    assert civil(datetime(2026, 11, 20, 9, 0), zone("Europe/Dublin")).isoformat() == "2026-11-20T09:00:00+00:00"
    with pytest.raises(NotAnInstant):
        civil(datetime(2026, 3, 29, 1, 30), zone("Europe/Dublin"))


@pytest.mark.parametrize(
    ("name", "said"), [("Europe/Dublin", "Dublin"), ("America/New_York", "New York"), ("UTC", "UTC")]
)
def test_a_zone_by_its_city(name: str, said: str) -> None:
    assert place_of(zone(name)) == said


def test_zones_come_from_the_package_and_never_from_the_system() -> None:
    import zoneinfo

    assert all("tzdata" in path for path in zoneinfo.TZPATH)


def test_exact() -> None:
    at = read_instant("2026-11-20T16:40:00+00:00")
    assert Moment(at, at).exact
