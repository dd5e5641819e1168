"""Deadlines worked out by hand, to the second, through the real commands.

By `clock` where options can say what is given, by `deadlines` where it takes an incident: a hold, a decision not yet
made, a state with too few people.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from driver import Ended, incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GDPR, NIS2, DORA, SEC = (
    "eu-gdpr-art33-authority",
    "eu-nis2-art23-csirt",
    "eu-dora-art19-major-incident",
    "us-sec-8k-105",
)
UK, BSIG = "uk-gdpr-art33-ic", "de-bsig-s32-nis2"
PEOPLE, HHS, LOG, MEDIA = "us-hipaa-individuals", "us-hipaa-hhs-500", "us-hipaa-hhs-annual", "us-hipaa-media"
CA, CA_AG, NDB, SOCI = "us-ca-individuals", "us-ca-ag", "au-ndb-assessment", "au-soci-critical-asd"
FOUND = "detected=2026-10-05T12:00-04:00"
VENDOR = ("--event", "vendor_detected=2026-08-17T12:00-04:00", "--event", "told_by_vendor=2026-09-10T12:00-04:00")


def at(place: str, *rest: str) -> tuple[str, ...]:
    return ("--place", place, *rest)


def york(*rest: str) -> tuple[str, ...]:
    return ("--zone", "America/New_York", *rest)


def events(aware: str, classified: str = "") -> tuple[str, ...]:
    more = ("--event", f"classified={classified}") if classified else ()
    return ("--place", "DE", "--event", f"aware={aware}", *more)


# name: (obligation, stage, options, act_by, outer_limit; the same, if none is given)
Worked = tuple[str, str, tuple[str, ...], str, str]
HOURS: dict[str, Worked] = {
    "72 hours over Christmas": (
        *(GDPR, "notification", at("DE", "--start", "2020-12-22T12:59+01:00")),
        *("2020-12-25T12:59+01:00", "2020-12-25T13:00+01:00"),
    ),
    "aware on the hour: the whole hour is skipped": (
        *(GDPR, "notification", at("DE", "--start", "2026-11-20T15:00+01:00")),
        *("2026-11-23T15:00+01:00", "2026-11-23T16:00+01:00"),
    ),
    "real hours over the start of summer time, and Easter Monday": (
        *(GDPR, "notification", at("DE", "--start", "2027-03-26T22:40+01:00")),
        *("2027-03-29T23:40+02:00", "2027-03-30T00:00+02:00"),
    ),
    "aware in Helsinki, the authority in Dublin": (
        *(GDPR, "notification", at("IE", "--start", "2026-11-24T23:50+02:00")),
        *("2026-11-27T21:50+00:00", "2026-11-27T22:00+00:00"),
    ),
    "Australia, critical: 12 hours": (
        *(SOCI, "report", ("--start", "2026-11-24T08:15+11:00")),
        *("2026-11-24T20:15+11:00", ""),
    ),
    "Australia, critical: in writing, 84 hours from the call that was made": (
        *(SOCI, "written-record", ("--start", "2026-11-24T08:15+11:00", "--filed", "report=2026-11-24T18:00+11:00")),
        *("2026-11-28T06:00+11:00", ""),
    ),
    "Australia, other: 72 hours": (
        *("au-soci-relevant-asd", "report", ("--start", "2026-11-24T08:15+11:00")),
        *("2026-11-27T08:15+11:00", ""),
    ),
}
CHAINS: dict[str, Worked] = {
    "NIS2, a month from the notification that was made: no 29 February": (
        *(NIS2, "final-report", at("DE", "--filed", "incident-notification=2027-01-29T10:00+01:00")),
        *("2027-02-28T10:00+01:00", "2027-03-01T23:59:59+01:00"),
    ),
    "NIS2, from the 31st as well": (
        *(NIS2, "final-report", at("DE", "--filed", "incident-notification=2027-01-31T10:00+01:00")),
        *("2027-02-28T10:00+01:00", "2027-03-01T23:59:59+01:00"),
    ),
    "DORA, a month from the intermediate report: no 31 November": (
        *(DORA, "final-report", at("DE", "--filed", "intermediate-report=2026-10-31T10:00+01:00")),
        *("2026-11-30T10:00+01:00", "2026-11-30T23:59:59+01:00"),
    ),
    "DORA, from the last of the intermediate reports": (
        *(DORA, "final-report"),
        at(
            "DE",
            *("--filed", "intermediate-report=2026-10-31T10:00+01:00"),
            *("--filed", "updated-intermediate-report=2026-11-04T10:00+01:00"),
        ),
        *("2026-12-04T10:00+01:00", "2026-12-04T23:59:59+01:00"),
    ),
}
BANKS: dict[str, Worked] = {
    "DORA, 24 hours from awareness come first": (
        *(DORA, "initial-notification", events("2026-11-02T08:00+01:00", "2026-11-03T06:00+01:00")),
        *("2026-11-03T08:00+01:00", ""),
    ),
    "DORA, the notice that it will be late, at the same instant": (
        *(DORA, "delay-notice", events("2026-11-02T08:00+01:00", "2026-11-03T06:00+01:00")),
        *("2026-11-03T08:00+01:00", ""),
    ),
    "DORA, classified after more than 24 hours: 4 hours from then": (
        *(DORA, "initial-notification", events("2026-11-02T09:00+01:00", "2026-11-04T15:30+01:00")),
        *("2026-11-04T19:30+01:00", ""),
    ),
    "DORA, Friday night comes before the weekend": (
        *(DORA, "initial-notification", events("2026-11-05T23:00+01:00", "2026-11-06T21:00+01:00")),
        *("2026-11-06T23:00+01:00", ""),
    ),
    "DORA, Saturday: noon of Monday for whom it is given": (
        *(DORA, "initial-notification"),
        (*events("2026-11-07T09:00+01:00", "2026-11-07T10:00+01:00"), "--class", "eu-dora-entity"),
        *("2026-11-07T14:00+01:00", "2026-11-09T12:00+01:00"),
    ),
    "DORA, Saturday: no noon for a bank": (
        *(DORA, "initial-notification"),
        (*events("2026-11-07T09:00+01:00", "2026-11-07T10:00+01:00"), "--class", "eu-credit-institution"),
        *("2026-11-07T14:00+01:00", ""),
    ),
    "DORA, Saturday: no noon while the class is open": (
        *(DORA, "initial-notification", events("2026-11-07T09:00+01:00", "2026-11-07T10:00+01:00")),
        *("2026-11-07T14:00+01:00", ""),
    ),
}
STATES: dict[str, Worked] = {
    "SEC, over Thanksgiving": (SEC, "report", ("--start", "2026-11-24T10:00-05:00"), "2026-12-01T17:30-05:00", ""),
    "SEC, decided on a Saturday": (SEC, "report", ("--start", "2026-10-10T12:00-04:00"), "2026-10-16T17:30-04:00", ""),
    "SEC, over 4 July, kept on the 3rd": (
        SEC,
        "report",
        ("--start", "2026-07-02T12:00-04:00"),
        "2026-07-09T17:30-04:00",
        "",
    ),
    "SEC, decided on a Monday": (SEC, "report", ("--start", "2026-10-05T12:00-04:00"), "2026-10-09T17:30-04:00", ""),
    "HIPAA, the people": (PEOPLE, "notice", york("--event", FOUND), "2026-12-04T23:59:59-05:00", ""),
    "HIPAA, the media": (MEDIA, "notice", york("--event", FOUND), "2026-12-04T23:59:59-05:00", ""),
    "HIPAA, the Secretary, with the people": (HHS, "notice", york("--event", FOUND), "2026-12-04T23:59:59-05:00", ""),
    "HIPAA, the Secretary, once the people were told": (
        *(HHS, "notice"),
        york("--event", FOUND, "--filed", f"{PEOPLE}.notice=2026-11-02T09:00-05:00"),
        *("2026-11-02T09:00-05:00", ""),
    ),
    "HIPAA, the log of a year before a leap year": (
        *(LOG, "log-entry", york("--event", "detected=2023-06-01T12:00-04:00")),
        *("2024-02-29T23:59:59-05:00", ""),
    ),
    "HIPAA, the log of the year of discovery": (
        *(LOG, "log-entry"),
        york("--event", "occurred=2026-12-20T12:00-05:00", "--event", "detected=2027-01-04T12:00-05:00"),
        *("2028-02-29T23:59:59-05:00", ""),
    ),
    "HIPAA, what an agent knows the covered entity knows": (
        *(PEOPLE, "notice", york(*VENDOR, "--suppose", "answer.us-hipaa-ba-agent=yes")),
        *("2026-10-16T23:59:59-04:00", ""),
    ),
    "HIPAA, from the day it was told by one that is no agent": (
        *(PEOPLE, "notice", york(*VENDOR, "--suppose", "answer.us-hipaa-ba-agent=no")),
        *("2026-11-09T23:59:59-05:00", ""),
    ),
    "California, the people": (
        *(CA, "notice", ("--event", "detected=2026-01-05T12:00-08:00")),
        *("2026-02-04T23:59:59-08:00", ""),
    ),
    "California, 15 days from the letters": (
        *(CA_AG, "submission"),
        ("--event", "detected=2026-01-05T12:00-08:00", "--filed", f"{CA}.notice=2026-02-04T09:00-08:00"),
        *("2026-02-19T23:59:59-08:00", ""),
    ),
    "Australia, the assessment: a Saturday is no relief to plan on": (
        *(NDB, "assessment", ("--start", "2026-11-12T10:00+11:00")),
        *("2026-12-12T23:59:59+11:00", "2026-12-14T23:59:59+11:00"),
    ),
}
OTHERS: dict[str, Worked] = {
    "the United Kingdom counts as the EU does": (
        *(UK, "notification", ("--start", "2026-11-20T15:20+00:00")),
        *("2026-11-23T15:20+00:00", "2026-11-23T16:00+00:00"),
    ),
    "Germany, 24 hours": (
        *(BSIG, "early-warning", ("--start", "2026-11-13T23:30+01:00")),
        *("2026-11-14T23:30+01:00", "2026-11-15T00:00+01:00"),
    ),
}
WORKED = HOURS | CHAINS | BANKS | STATES | OTHERS


def same(found: str | None, expected: str) -> bool:
    return found is not None and datetime.fromisoformat(found) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("worked", WORKED.values(), ids=WORKED)
def test_the_count(ircomply: Callable[..., Ended], worked: Worked) -> None:
    obligation, stage, options, act_by, outer = worked
    ended = ircomply("clock", obligation, *options, "--format", "json")
    assert ended.code == 0, ended.err
    (entry,) = [one for one in ended.json["stages"] if one["name"] == stage and one["act_by"]]
    assert same(entry["act_by"], act_by), entry["act_by"]
    assert same(entry["outer_limit"], outer or act_by), entry["outer_limit"]
    assert not entry["projected"]
    shown = ircomply("clock", obligation, *options).out
    assert f"{stage.replace('-', ' ')}: act by " in shown


def entries(ended: Ended, stage: str) -> list[Any]:
    assert ended.code == 0, ended.err
    return [one for one in ended.json["stages"] if one["name"] == stage]


def test_each_line_that_may_apply_is_an_entry_of_its_own(ircomply: Callable[..., Ended]) -> None:
    """Whether the business associate is an agent is open: both dates stand there, the later one without a condition."""
    plain, agent = entries(ircomply("clock", PEOPLE, *york(*VENDOR), "--format", "json"), "notice")
    assert plain["line"] is None
    assert same(plain["act_by"], "2026-11-09T23:59:59-05:00")
    assert "agent" in agent["line"]
    assert same(agent["act_by"], "2026-10-16T23:59:59-04:00")


def test_until_the_letters_go_the_date_is_projected(ircomply: Callable[..., Ended]) -> None:
    (found,) = entries(
        ircomply("clock", CA_AG, "--event", "detected=2026-01-05T12:00-08:00", "--format", "json"), "submission"
    )
    assert same(found["act_by"], "2026-02-19T23:59:59-08:00")
    assert found["projected"]
    assert found["state"] == "not_started"


def test_found_before_2026_california_gave_no_number(ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("clock", CA, "--event", "detected=2025-12-20T12:00-08:00", "--format", "json")
    assert ended.json["reason"] == "no_number"
    assert [one["act_by"] for one in ended.json["stages"]] == [None]


# --- what takes an incident -------------------------------------------------------------------------------

BANK = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: DE, timezone: Europe/Berlin, classes: {eu-dora-entity: yes}}
"""
CLINIC = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: US-NY, timezone: America/New_York, classes: {us-hipaa-covered-entity: yes}}
"""
REGISTRANT = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: US-NY, timezone: America/New_York, classes: {us-sec-domestic-registrant: yes}}
timeline: {occurred: 2026-10-01, detected: 2026-10-02}
services: [{id: shop}]
findings: [{id: F1, at: 2026-10-02, about: incident, attack: confirmed}]
answers: {us-sec-material: {value: yes, at: "2026-10-05T12:00:00-04:00"}}
"""
HELD = "holds: [{{obligations: [{duty}], kind: {kind}, mode: {mode}, from: {start}, until: {until}{more}}}]\n"
# name: (the incident, obligation, stage, as of, act_by)
Incident = tuple[str, str, str, str, str | None]
INCIDENTS: dict[str, Incident] = {
    "DORA, not classified yet: the 24 hours run": (
        f"{BANK}timeline: {{aware: 2026-11-02 09:00 Europe/Berlin, classified: no}}\n",
        *(DORA, "initial-notification", "2026-11-03T08:00+01:00", "2026-11-03T09:00+01:00"),
    ),
    "DORA, not classified within 24 hours: no number runs": (
        f"{BANK}timeline: {{aware: 2026-11-02 09:00 Europe/Berlin, classified: no}}\n",
        *(DORA, "initial-notification", "2026-11-03T12:00+01:00", None),
    ),
    "HIPAA, asked by word of mouth: 30 days and no more": (
        f'{CLINIC}timeline: {{detected: "2026-10-05T12:00:00-04:00"}}\n'
        + HELD.format(
            duty=PEOPLE, kind="law_enforcement", mode="oral", start="2026-12-01", until="2027-03-01", more=""
        ),
        *(PEOPLE, "notice", "2026-12-20T12:00-05:00", "2026-12-31T23:59:59-05:00"),
    ),
    "SEC, a request that nobody granted": (
        REGISTRANT,
        *(SEC, "report", "2026-10-08T12:00-04:00", "2026-10-09T17:30-04:00"),
    ),
    "SEC, a delay that ended early": (
        REGISTRANT
        + HELD.format(
            duty=SEC,
            kind="national_security",
            mode="written",
            start="2026-10-08",
            until="2026-11-07",
            more=', lifted: "2026-10-20T12:00:00-04:00"',
        ),
        *(SEC, "report", "2026-10-21T12:00-04:00", "2026-10-26T17:30-04:00"),
    ),
}


@pytest.mark.parametrize("worked", INCIDENTS.values(), ids=INCIDENTS)
def test_the_schedule(ircomply: Callable[..., Ended], here: Path, worked: Incident) -> None:
    text, obligation, stage, as_of, act_by = worked
    incident(here / "x", text)
    ended = ircomply("deadlines", "x", "--as-of", as_of, "--format", "json")
    assert ended.code == 0, ended.err
    (found,) = [one for one in ended.json["obligations"] if one["id"] == obligation]
    (entry,) = [one for one in found["stages"] if one["name"] == stage]
    assert entry["act_by"] is None if act_by is None else same(entry["act_by"], act_by), entry["act_by"]


def patients(ohio: str, kentucky: str) -> str:
    return f"""\
{CLINIC}people_elsewhere: no
data_complete: yes
data:
  - id: records
    role: controller
    form: electronic
    categories: [name, health, diagnosis]
    categories_complete: yes
    protection: none
    people: [{{in: US-OH, count: {ohio}}}, {{in: US-KY, count: {kentucky}}}]
timeline: {{detected: "2026-10-05T12:00:00-04:00"}}
findings: [{{id: F1, at: "2026-10-05T12:00:00-04:00", about: records, exfiltrated: confirmed, basis: seen}}]
"""


def verdicts(ended: Ended, obligation: str) -> dict[str | None, str]:
    assert ended.code == 0, ended.err
    return {one["where"]: one["verdict"] for one in ended.json["obligations"] if one["id"] == obligation}


def test_hipaa_more_than_500_of_one_state(ircomply: Callable[..., Ended], here: Path) -> None:
    incident(here / "x", patients("700", "500"))
    ended = ircomply("deadlines", "x", "--as-of", "2026-10-06T12:00-04:00", "--format", "json")
    media = verdicts(ended, MEDIA)
    assert media["US-OH"] in ("required", "presumed")
    assert media["US-KY"] == "not_required"
    assert verdicts(ended, HHS)[None] in ("required", "presumed")
    assert verdicts(ended, LOG)[None] == "not_required"


@pytest.mark.parametrize(("people", "large"), [("499", False), ("500", True)])
def test_hipaa_500_or_more_in_all(ircomply: Callable[..., Ended], here: Path, people: str, large: bool) -> None:
    incident(here / "x", patients(people, "0"))
    ended = ircomply("deadlines", "x", "--as-of", "2026-10-06T12:00-04:00", "--format", "json")
    assert (verdicts(ended, HHS)[None] in ("required", "presumed")) is large
    assert (verdicts(ended, LOG)[None] in ("required", "presumed")) is not large


@pytest.mark.parametrize(("people", "due"), [("500", False), ("501", True)])
def test_california_more_than_500(ircomply: Callable[..., Ended], here: Path, people: str, due: bool) -> None:
    text = f"""\
schema: ircomply/incident/v1
id: INC-1
organisation: {{based_in: US-CA, timezone: America/Los_Angeles}}
people_elsewhere: no
data_complete: yes
data:
  - id: crm
    role: controller
    form: electronic
    categories: [name, ssn]
    categories_complete: yes
    protection: none
    people: [{{in: US-CA, count: {people}}}]
timeline: {{detected: 2026-01-05 12:00 America/Los_Angeles}}
findings: [{{id: F1, at: 2026-01-05 12:00 America/Los_Angeles, about: crm, exfiltrated: confirmed, basis: seen}}]
answers: {{us-good-faith: no}}
"""
    incident(here / "x", text)
    ended = ircomply("deadlines", "x", "--as-of", "2026-01-06T12:00-08:00", "--format", "json")
    assert verdicts(ended, CA)[None] == "required"
    assert verdicts(ended, CA_AG)[None] == ("required" if due else "not_required")


def test_a_risk_that_is_unlikely_leaves_the_register(ircomply: Callable[..., Ended], here: Path) -> None:
    text = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: DE, timezone: Europe/Berlin}
data: [{id: crm, role: controller, form: electronic, categories: [name], people: [{in: DE, count: 5}]}]
timeline: {aware: 2026-11-24 10:00 Europe/Berlin}
findings: [{id: F1, at: 2026-11-24 10:00 Europe/Berlin, about: crm, accessed: confirmed, basis: seen}]
answers: {eu-gdpr-risk: unlikely}
"""
    incident(here / "x", text)
    ended = ircomply("deadlines", "x", "--as-of", "2026-11-24T12:00+01:00", "--format", "json")
    assert verdicts(ended, GDPR)[None] == "not_required"
    assert verdicts(ended, "eu-gdpr-art33-5-register")[None] == "required"
