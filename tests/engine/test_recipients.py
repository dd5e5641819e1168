"""Who a duty is owed to, and where that recipient sits: zone, week, calendars, the end of the day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from given import lab, shipped, world
from ircomply.engine.recipients import name_recipient, place_of, seat_of
from ircomply.engine.world import Scope
from ircomply.files.calendars import holidays
from ircomply.model.base import replace
from ircomply.model.regime import Recipient


def scope(jurisdiction: str = "EU", **more: object) -> Scope:
    regime = replace(lab().regimes["lab-duties"], jurisdiction=jurisdiction)
    return Scope(regime, regime.obligations[0], **more)


def organisation(text: str):
    return world(f"{{organisation: {{{text}}}}}" if text else "{}")


@pytest.mark.parametrize(
    ("place", "facts", "jurisdiction", "more", "expected"),
    [
        ("GB", "", "EU", {}, "GB"),
        ("based_in", "based_in: IE", "EU", {}, "IE"),
        ("based_in", "", "EU", {}, None),
        ("organisation", "based_in: IE", "EU", {}, None),
        ("this", "", "EU", {"place": "DE"}, "DE"),
        ("this", "", "EU", {"place": "EU", "unnamed": True}, None),
        ("this", "", "EU", {"owner": "Acme"}, None),
        # lead: the main establishment inside the jurisdiction
        ("lead", "based_in: IE", "EU", {}, "IE"),
        ("lead", "based_in: US, established_in: [US, DE]", "EU", {}, "DE"),
        ("lead", "based_in: US, established_in: [US, DE, FR]", "EU", {}, None),
        ("lead", "based_in: US, established_in: [DE, FR], lead: {EU: FR}", "EU", {}, "FR"),
        ("lead", "based_in: IE, lead: {EU: FR}", "EU", {}, "FR"),
        ("lead", "based_in: 'NO'", "EU", {}, "NO"),  # the law of the Union reaches the EEA
        ("lead", "based_in: US", "EU", {}, None),
        ("lead", "", "EU", {}, None),
    ],
)
def test_the_place_of_a_recipient(
    place: str, facts: str, jurisdiction: str, more: dict[str, object], expected: str | None
) -> None:
    assert place_of(organisation(facts), Recipient("regulator", place=place), scope(jurisdiction, **more)) == expected


@pytest.mark.parametrize(
    ("recipient", "facts", "more", "zone", "calendars", "weekend"),
    [
        (Recipient("regulator", place="US-CA"), "", {}, "America/Los_Angeles", ("us-federal", "us-ca"), {5, 6}),
        (Recipient("regulator", place="US"), "", {}, "America/New_York", ("us-federal",), {5, 6}),
        (Recipient("regulator", place="GB"), "", {}, "Europe/London", ("gb-eng",), {5, 6}),
        (Recipient("regulator", place="DE"), "", {}, "Europe/Berlin", ("de",), {5, 6}),
        (Recipient("regulator", place="DE-BY"), "", {}, "Europe/Berlin", ("de",), {5, 6}),
        (Recipient("regulator", place="SA"), "", {}, "Asia/Riyadh", ("sa",), {4, 5}),
        (Recipient("regulator", place="CH", calendar=("ch-banks",)), "", {}, "Europe/Zurich", ("ch-banks",), {5, 6}),
        # where the organisation sits, in the zone that it names
        (Recipient("internal"), "based_in: IE, timezone: America/Chicago", {}, "America/Chicago", ("ie",), {5, 6}),
        (Recipient("internal"), "based_in: SA", {}, "Asia/Riyadh", ("sa",), {4, 5}),
        (Recipient("internal", calendar=("us-federal",)), "based_in: IE", {}, "Europe/Dublin", ("us-federal",), {5, 6}),
        (Recipient("internal"), "", {}, "UTC", (), {5, 6}),
        # nobody knows which authority: the day ends where it ends first
        (Recipient("regulator", place="lead"), "based_in: US, timezone: America/New_York", {}, "Eastern Europe", (), {5, 6}),
        (Recipient("regulator", place="this"), "based_in: IE", {"place": "US", "unnamed": True}, "America/New_York", (), {5, 6}),
        (Recipient("regulator", place="lead", calendar=("de",)), "based_in: US", {}, "Eastern Europe", ("de",), {5, 6}),
    ],
)  # fmt: skip
def test_where_a_deadline_is_counted(
    recipient: Recipient, facts: str, more: dict[str, object], zone: str, calendars: tuple[str, ...], weekend: set[int]
) -> None:
    seat = seat_of(organisation(facts), recipient, scope(**more), holidays)
    if zone == "Eastern Europe":
        assert seat.zone.utcoffset(datetime(2026, 11, 24)) == timedelta(hours=2)
    else:
        assert str(seat.zone) == zone
    assert seat.calendars == calendars
    assert seat.weekend == frozenset(weekend)


@pytest.mark.parametrize(("given", "expected"), [(time(17, 30), time(17, 30)), (None, time(23, 59, 59))])
@pytest.mark.parametrize("place", ["US", "organisation", "based_in"])
def test_the_hour_at_which_a_day_ends(place: str, given: time | None, expected: time) -> None:
    assert (
        seat_of(organisation(""), Recipient("regulator", place=place, day_ends=given), scope(), holidays).day_ends
        == expected
    )


@pytest.mark.parametrize(
    ("recipient", "facts", "more", "name", "authority", "ask"),
    [
        (Recipient("regulator", names=("The Watch",), place="GB"), "", {}, "The Watch", None, ""),
        (Recipient("csirt", names=("A", "B"), place="GB"), "", {}, "A and B", None, ""),
        (Recipient("regulator", id="lab-watch-gb", place="GB"), "", {}, "The British Watch", "lab-watch-gb", ""),
        (Recipient("regulator", family="lab-watch", place="lead"), "based_in: DE", {}, "The German Watch", "lab-watch-de", ""),
        (Recipient("regulator", family="lab-watch", place="lead"), "lead: {EU: DE}", {}, "The German Watch", "lab-watch-de", ""),
        (Recipient("regulator", family="lab-watch", place="based_in"), "based_in: DE-BY", {}, "The German Watch", "lab-watch-de", ""),
        (Recipient("regulator", family="lab-watch", place="lead"), "", {}, "Supervisory or regulatory authority", None, "Which watch is yours?"),
        (Recipient("individuals", place="GB"), "", {}, "People affected, United Kingdom", None, ""),
        (Recipient("data_owner", place="this"), "", {"owner": "Acme"}, "Acme", None, ""),
    ],
)  # fmt: skip
def test_a_recipient_by_name(
    recipient: Recipient, facts: str, more: dict[str, object], name: str, authority: str | None, ask: str
) -> None:
    found = name_recipient(organisation(facts), recipient, scope(**more))
    assert (found.name, found.authority.id if found.authority else None, found.ask) == (name, authority, ask)


def test_a_stage_to_another_kind_of_recipient() -> None:
    found = name_recipient(
        organisation(""), Recipient("regulator", names=("The Watch",), place="GB"), scope(), "individuals"
    )
    assert (found.kind, found.name, found.names) == ("individuals", "People affected, United Kingdom", ())


def test_every_shipped_recipient_sits_somewhere_and_has_a_calendar_that_exists() -> None:
    for text in shipped():
        recipient = text.obligation.recipient
        seat = seat_of(organisation("based_in: IE"), recipient, Scope(text.regime, text.obligation), holidays)
        assert set(seat.calendars) <= shipped().vocabulary.calendars, text.id
        assert all(holidays(name, 2026) for name in seat.calendars), text.id
