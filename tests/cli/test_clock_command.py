"""`clock`: what each option does to the count, what it leaves out, and what it says of what it took for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import EXAMPLES, Ended

if TYPE_CHECKING:
    from collections.abc import Callable

GDPR, NIS2, DORA, SEC = (
    "eu-gdpr-art33-authority",
    "eu-nis2-art23-csirt",
    "eu-dora-art19-major-incident",
    "us-sec-8k-105",
)
AT = "2026-11-20T16:40:00+00:00"
START = ("--start", AT)


@pytest.fixture
def count(ircomply: Callable[..., Ended]) -> Callable[..., Any]:
    """Give a function that counts and gives the JSON."""

    def run(*arguments: str) -> Any:
        ended = ircomply("clock", *arguments, "--format", "json")
        assert ended.code == 0, ended.err
        return ended.json

    return run


def dates(found: Any, stage: str) -> list[tuple[str | None, str | None]]:
    """List the entries of a stage: the name of the line, and by when to act."""
    return [(one["line"], one["act_by"]) for one in found["stages"] if one["name"] == stage]


# --- where the count begins -------------------------------------------------------------------------------


def test_start_is_what_the_first_stage_counts_from_whatever_that_is(count: Callable[..., Any]) -> None:
    for name, event in (
        (GDPR, "aware"),
        (SEC, "answer.us-sec-material"),
        ("us-ca-ag", "filed.us-ca-individuals.notice"),
        ("au-ndb-assessment", "suspected"),
        ("us-hipaa-individuals", "detected"),
    ):
        first = count(name, *START)["stages"][0]
        assert (first["start"]["event"], first["start"]["at"]) == (event, AT), name


def test_every_other_stage_on_the_same_event_has_it_too(count: Callable[..., Any]) -> None:
    found = count(NIS2, *START, "--suppose", "class.eu-trust-service-provider=no")
    assert dates(found, "early-warning") == [(None, "2026-11-21T16:40:00+00:00")]
    assert dates(found, "incident-notification") == [(None, "2026-11-23T16:40:00+00:00")]


def test_what_is_named_goes_before_the_start(count: Callable[..., Any]) -> None:
    found = count(GDPR, *START, "--event", "aware=2026-11-21T16:40:00+00:00")
    assert dates(found, "notification") == [(None, "2026-11-24T16:40:00+00:00")]


def test_end_of_a_year_is_that_of_the_recipients_zone(count: Callable[..., Any]) -> None:
    late = "2026-12-31T23:00:00-05:00"
    for zone, expected in (("America/New_York", "2027-03-01T23:59:59-05:00"), ("UTC", "2028-02-29T23:59:59+00:00")):
        found = count("us-hipaa-hhs-annual", "--start", late, "--zone", zone)
        assert dates(found, "log-entry") == [(None, expected)]


def test_without_a_start_it_says_what_to_add(ircomply: Callable[..., Ended], count: Callable[..., Any]) -> None:
    ended = ircomply("clock", GDPR)
    assert ended.out.startswith("Nothing to count from: add --start INSTANT, or --event NAME=INSTANT.\n")
    assert "add --filed notification=INSTANT" in ended.out
    found = count(GDPR)
    assert found["reason"] == "no_start"
    assert {one["act_by"] for one in found["stages"]} == {None}


def test_an_instant_of_today_is_said_in_full(ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("clock", GDPR, "--start", "0:05", "--zone", "Europe/Dublin", "--format", "json")
    assert ended.code == 0
    said = ended.err.partition("\n")[0].removeprefix("understood as ")
    assert ended.json["stages"][0]["start"]["at"] == said
    assert ircomply("clock", GDPR, "--start", "0:05").code == 2


# --- chains -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage", ["incident-notification", "Incident Notification", "incident_notification", "INCIDENT-notification"]
)
def test_a_stage_may_be_written_as_people_write_it(count: Callable[..., Any], stage: str) -> None:
    found = count(NIS2, "--filed", f"{stage}=2026-11-23T10:00:00+00:00")
    assert dates(found, "progress-report") == [(None, "2026-12-23T10:00:00+00:00")]


def test_a_filing_of_another_obligation(count: Callable[..., Any]) -> None:
    found = count("us-ca-ag", "--filed", "us-ca-individuals.Notice=2026-02-04T09:00:00-08:00")
    assert dates(found, "submission") == [(None, "2026-02-19T23:59:59-08:00")]


def test_what_is_not_filed_is_projected_from_its_own_date(count: Callable[..., Any]) -> None:
    found = count(DORA, "--place", "DE", "--start", "2026-11-02T08:00+01:00")
    projected = {one["name"]: one for one in found["stages"] if one["projected"] and one["act_by"]}
    assert set(projected) == {"intermediate-report", "final-report"}
    assert projected["intermediate-report"]["act_by"] == "2026-11-05T12:00:00+01:00"
    for one in projected.values():
        assert one["state"] == "not_started"
        assert one["start"]["at"] is None


def test_an_event_that_repeats_gives_an_entry_each(count: Callable[..., Any]) -> None:
    found = count(
        SEC,
        *("--start", "2026-10-05T12:00:00-04:00"),
        *("--event", "new_information=2026-10-20T10:00:00-04:00"),
        *("--event", "New Information=2026-11-20T10:00:00-05:00"),
    )
    assert [act_by for _, act_by in dates(found, "amendment")] == [
        "2026-10-26T17:30:00-04:00",
        "2026-11-27T17:30:00-05:00",
    ]


# --- lines that may apply ---------------------------------------------------------------------------------

TRUST = "eu-trust-service-provider"
DAY, THREE = "2026-11-21T16:40:00+00:00", "2026-11-23T16:40:00+00:00"


def test_lines_that_are_open_are_entries_that_name_their_condition(count: Callable[..., Any]) -> None:
    (first, day), (other, three) = dates(count(NIS2, *START), "incident-notification")
    assert (day, three) == (DAY, THREE)
    assert "trust service provider" in str(first)
    assert other == "otherwise"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--class", TRUST), DAY),
        (("--class", "eu-nis2-important"), THREE),  # the classes that are not named are then no
        (("--class", "eu-nis2-important", "--class", TRUST), DAY),
        (("--suppose", f"class.{TRUST}=yes"), DAY),
        (("--suppose", f"class.{TRUST}=no"), THREE),
    ],
)
def test_classes_and_suppositions_leave_one(count: Callable[..., Any], options: tuple[str, ...], expected: str) -> None:
    assert dates(count(NIS2, *START, *options), "incident-notification") == [(None, expected)]


# --- whose calendar and zone ------------------------------------------------------------------------------


def test_a_rule_with_a_place_counts_there(ircomply: Callable[..., Ended], count: Callable[..., Any]) -> None:
    options = ("--start", "2026-11-24T10:00:00-05:00")
    assert dates(count(SEC, *options), "report") == [(None, "2026-12-01T17:30:00-05:00")]
    ended = ircomply("clock", SEC, *options, "--place", "IE")
    assert "--place was not needed: the rule counts in " in ended.err
    assert ended.out == ircomply("clock", SEC, *options).out


def test_a_rule_without_a_place_counts_the_weekend_alone_and_says_so(
    ircomply: Callable[..., Ended], count: Callable[..., Any]
) -> None:
    """A month after 28 February 2027 is a Sunday, free everywhere; Easter Monday after it is free in Ireland."""
    options = (NIS2, "--filed", "incident-notification=2027-02-28T10:00:00+00:00")
    plain = ircomply("clock", *options, "--format", "json")
    assert plain.err.splitlines() == [
        "The rule gives no place: only the weekend is free; --place names the calendar that counts.",
        "Counted at the offset of the instant that was given; --zone names another.",
    ]

    def outer(found: Any) -> list[str]:
        return [one["outer_limit"] for one in found["stages"] if one["name"] == "progress-report"]

    assert outer(plain.json) == ["2027-03-29T23:59:59+00:00"]
    assert outer(count(*options, "--place", "IE")) == ["2027-03-30T23:59:59+01:00"]
    assert ircomply("clock", *options, "--place", "IE").err == ""


def test_zone_replaces_the_zone_in_which_days_end(count: Callable[..., Any]) -> None:
    options = ("au-ndb-assessment", "--start", "2026-11-12T10:00:00+11:00")
    assert dates(count(*options), "assessment") == [(None, "2026-12-12T23:59:59+11:00")]
    assert dates(count(*options, "--zone", "UTC"), "assessment") == [(None, "2026-12-11T23:59:59+00:00")]


def test_zone_replaces_the_zone_in_which_hours_are_cut(count: Callable[..., Any]) -> None:
    for zone, outer in (("Europe/Dublin", "2026-11-23T17:00:00+00:00"), ("Asia/Kolkata", "2026-11-23T23:00:00+05:30")):
        (found,) = [one for one in count(GDPR, *START, "--zone", zone)["stages"] if one["name"] == "notification"]
        assert found["outer_limit"] == outer


# --- law that is not in force, or has no number -----------------------------------------------------------


def test_not_in_force_on_the_day_of_the_start(ircomply: Callable[..., Ended], count: Callable[..., Any]) -> None:
    before, after = ("--start", "2018-05-24T10:00:00+02:00"), ("--start", "2018-05-25T10:00:00+02:00")
    assert count(GDPR, *before) == {
        "schema": "ircomply/clock/v1",
        "obligation": GDPR,
        "stages": [],
        "reason": "not_in_force",
    }
    assert count(GDPR, *after)["reason"] is None
    ended = ircomply("clock", GDPR, *before)
    assert ended.code == 0
    assert "In force: from 25 May 2018.\n" in ended.out


def test_in_force_on_the_day_of_the_event_it_is_judged_by(count: Callable[..., Any]) -> None:
    old = count("us-ca-individuals", "--event", "detected=2025-12-31T12:00:00-08:00")
    new = count("us-ca-individuals", "--event", "detected=2026-01-01T12:00:00-08:00")
    assert old["reason"] == "no_number"
    assert dates(new, "notice") == [(None, "2026-01-31T23:59:59-08:00")]


def test_no_number(ircomply: Callable[..., Ended], count: Callable[..., Any]) -> None:
    found = count("eu-gdpr-art34-individuals", *START)
    assert found["reason"] == "no_number"
    assert [(one["state"], one["act_by"], one["standard"]) for one in found["stages"]] == [
        ("undated", None, "without undue delay")
    ]
    ended = ircomply("clock", "eu-gdpr-art34-individuals", *START)
    assert ended.out.startswith("The law gives no number")
    assert "the law gives no number" in ended.out


# --- states, words, refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-11-21T16:39:59+00:00", "running"),
        ("2026-11-21T16:40:00+00:00", "due_soon"),
        ("2026-11-23T16:50:00+00:00", "due_soon"),  # between the two instants
        ("2026-11-23T17:00:00+00:00", "due_soon"),
        ("2026-11-23T17:00:01+00:00", "overdue"),
    ],
)
def test_as_of_gives_the_states(count: Callable[..., Any], as_of: str, state: str) -> None:
    assert count(GDPR, *START, "--as-of", as_of)["stages"][0]["state"] == state


NOT_NEEDED: dict[str, tuple[tuple[str, ...], str]] = {
    "an event": (("--event", "ransom_paid=2026-11-21T10:00:00+00:00"), "--event ransom_paid"),
    "a class": (("--class", "eu-nis2-important"), "--class eu-nis2-important"),
    "a supposition": (("--suppose", "answer.eu-gdpr-risk=high"), "--suppose answer.eu-gdpr-risk=high"),
    "a filing": (("--filed", "us-ca-individuals.notice=2026-11-21T10:00:00+00:00"), "--filed us-ca-individuals.notice"),
}


@pytest.mark.parametrize(("options", "named"), NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_what_the_rule_does_not_need_is_accepted_with_a_word(
    ircomply: Callable[..., Ended], options: tuple[str, ...], named: str
) -> None:
    plain = ircomply("clock", GDPR, *START, "--place", "IE")
    ended = ircomply("clock", GDPR, *START, "--place", "IE", *options)
    assert (plain.code, plain.err) == (0, "")
    assert (ended.code, ended.out) == (0, plain.out)
    assert ended.err == f"{named} was not needed: it changes nothing here.\n"


def test_a_start_that_a_named_event_replaces_was_not_needed(ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("clock", GDPR, *START, "--event", "aware=2026-11-21T16:40:00+00:00", "--place", "IE")
    assert ended.err == "--start was not needed: it changes nothing here.\n"


def test_json_takes_a_whole_id_and_a_person_a_part(ircomply: Callable[..., Ended]) -> None:
    assert ircomply("clock", "gdpr-art33-auth", *START).code == 0
    ended = ircomply("clock", "gdpr-art33-auth", *START, "--format", "json")
    assert (ended.code, ended.out) == (2, "")
    assert "JSON takes a whole id" in ended.err


REFUSED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "an event that is none": (("--event", f"awre={AT}"), 'no event "awre"; did you mean aware?', "rules show"),
    "an event without its time": (("--event", "aware"), '"aware" is not NAME=INSTANT', "for example aware=2026"),
    "a stage that is none": (
        ("--filed", f"notifcation={AT}"),
        'has no stage "notifcation"; did you mean notification?',
        "its stages: notification, further-information",
    ),
    "a stage without its time": (("--filed", "notification"), "is not STAGE=INSTANT", "for example notification="),
    "a stage of a duty that is none": (
        ("--filed", f"eu-gdpr.notification={AT}"),
        'no obligation "eu-gdpr"',
        "rules list",
    ),
    "a class that is none": (("--class", "eu-nis2-importent"), "did you mean eu-nis2-important?", "rules show"),
    "a place that is none": (("--place", "ZZ"), 'no place "ZZ"', "ISO 3166"),
    "a zone that is none": (("--zone", "Mars/Olympus"), 'no time zone "Mars/Olympus"', "IANA"),
    "a day alone": (("--start", "2026-11-20"), '"2026-11-20" is no instant', "write"),
    "a time without its offset": (("--start", "2026-11-20T16:40"), "a time needs its offset", "+00:00"),
    "a time that a clock change makes double": (
        ("--start", "2026-10-25 01:30 Europe/Dublin"),
        "a clock change makes this time double",
        "2026-10-25T01:30:00+01:00 or 2026-10-25T01:30:00+00:00",
    ),
    "a supposition about nothing": (("--suppose", "crm.accessed=confirmed"), 'nothing called "crm"', ""),
    "a format that is none": (("--format", "ics"), 'no format "ics"', "one of table, json"),
}


@pytest.mark.parametrize(("options", "said", "way_out"), REFUSED.values(), ids=REFUSED)
def test_what_it_cannot_understand(
    ircomply: Callable[..., Ended], options: tuple[str, ...], said: str, way_out: str
) -> None:
    ended = ircomply("clock", GDPR, *options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert way_out in ended.err


# --- the screen -------------------------------------------------------------------------------------------


def test_the_screen(ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("clock", GDPR, *START)
    assert (
        ended.out
        == """\
notification: act by Monday 23 November 2026, 4:40 pm (UTC+0)
  1  Fri 20 Nov, 4:40 pm   You became aware.                   aware
  2  plus 72 hours         Weekends and holidays count.
                           2016/679 Art. 33(1), (3), (4); Arts. 4(12), 55, 56,
                           95; recital 173
  3  Mon 23 Nov, 4:40 pm   ACT BY. Work to this time.
  4  from 5:00 pm          If the first hour is not counted.
                           1182/71 Art. 3(1), (2)(a) and (c), (4)
  5  Mon 23 Nov, 5:00 pm   OUTER LIMIT on that reading. Do not plan on it.
  The duty is: without undue delay. The number is where it ends.

further information: not started; add --filed notification=INSTANT
"""
    )


def test_rules_of_ones_own(ircomply: Callable[..., Ended], count: Callable[..., Any]) -> None:
    own = ("--rules", str(EXAMPLES / "house-rules"))
    found = count("acme-acquirer-notice", *START, *own)
    assert dates(found, "notice") == [(None, "2026-11-21T16:40:00+00:00")]
    assert ircomply("clock", "acquirer", *START, *own).code == 0
    assert ircomply("clock", GDPR, *START, *own, "--no-shipped-rules").code == 2
    before = count("acme-insurer-consent", *own, "--event", "ransom_paid=2026-11-25T10:00:00+00:00")
    assert dates(before, "consent-to-payment") == [(None, "2026-11-25T10:00:00+00:00")]
