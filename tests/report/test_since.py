from __future__ import annotations

from datetime import datetime

from screens import facts, law

from ircomply.model.results import Cause, Correction, Difference, Shift
from ircomply.report.as_since import since_page
from ircomply.report.page import as_plain


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+00:00")


MONDAY, FRIDAY = at("2026-11-23T16:40"), at("2027-01-21T05:59")
CHANGED = Difference(
    at("2026-11-21T09:00"),
    at("2026-11-21T18:40"),
    (
        Correction(
            "Holding statement",
            at("2026-11-20T21:15"),
            "the press",
            "To date we have not identified evidence that data was published.",
            "F3, Sat 21 Nov, 2:15 pm: published was no_evidence, is now suspected.",
        ),
    ),
    (
        Cause("answer.eu-gdpr-risk", "Answer eu-gdpr-risk", at("2026-11-21T10:00"), "DPO", "unknown", "high"),
        Cause("answer.us-acquired", "Answer us-acquired", at("2026-11-21T09:30"), "counsel", "unknown", "yes"),
        Cause("filed.nw-insurer.notice", "Filed: nw-insurer", at("2026-11-21T09:05"), None, "unknown", "filed"),
        Cause(
            "crm.accessed",
            "Finding F1: customer records, accessed",
            at("2026-11-20T16:40"),
            "investigation_lead",
            "unknown",
            "confirmed",
        ),
    ),
    (
        Shift(
            "tx",
            "People affected, Texas",
            "undetermined",
            "required",
            "running",
            "running",
            FRIDAY,
            FRIDAY,
            None,
            "answer.us-acquired",
        ),
        Shift(
            "ca",
            "California, people",
            "undetermined",
            "required",
            "not_started",
            "not_started",
            None,
            None,
            None,
            "answer.us-acquired",
        ),
        Shift(
            "ag",
            "California, Attorney General",
            "undetermined",
            "required",
            "not_started",
            "not_started",
            None,
            None,
            None,
            "answer.us-acquired",
        ),
        Shift(
            "dpc",
            "Data Protection Commission",
            "presumed",
            "required",
            "due_soon",
            "due_soon",
            MONDAY,
            MONDAY,
            None,
            "answer.eu-gdpr-risk",
        ),
        Shift(
            "eu",
            "People affected, EU",
            "undetermined",
            "required",
            "undated",
            "undated",
            None,
            None,
            "without undue delay",
            "answer.eu-gdpr-risk",
        ),
        Shift(
            "ins",
            "Cyber insurer",
            "required",
            "required",
            "undated",
            "filed",
            None,
            None,
            "without delay",
            "filed.nw-insurer.notice",
        ),
        Shift(
            "acq",
            "Card acquirer",
            "required",
            "required",
            "due_soon",
            "overdue",
            at("2026-11-21T16:40"),
            at("2026-11-21T16:40"),
        ),
        Shift("ic", "Information Commission", "presumed", "presumed", "running", "due_soon", MONDAY, MONDAY),
        Shift("gone", "Ministry", "required", "not_required", "running", None, MONDAY, None),
        Shift("moved", "Exchange", "required", "required", "running", "running", MONDAY, FRIDAY),
    ),
)
SCREEN = """\
INC-2026-041, changed from Saturday 21 November, 9:00 am to 6:40 pm, Dublin time
1 statement to correct, 6 verdicts changed, 1 date moved, 1 filed, 1 now
overdue, 1 due soon.

TO CORRECT
  Holding statement, released Fri 20 Nov, 9:15 pm, to the press
      "To date we have not identified evidence that data was published."
      F3, Sat 21 Nov, 2:15 pm: published was no_evidence, is now suspected.

CHANGED BY
  Finding F1: customer records, accessed, Fri 20 Nov, 4:40 pm, investigation
    lead: was unknown, is now confirmed
  Filed: nw-insurer, 9:05 am
      Cyber insurer: is now filed.
  Answer us-acquired, 9:30 am, counsel: was unknown, is now yes
      People affected, Texas: was open, is now required, Thu 21 Jan 2027,
        5:59 am.
      California, people; California, Attorney General: were open, are now
        required.
  Answer eu-gdpr-risk, 10:00 am, DPO: was unknown, is now high
      Data Protection Commission: was presumed, is now required; same date.
      People affected, EU: was open, is now required, without undue delay.

ALSO CHANGED: by filings, by time, or by several facts together
  Card acquirer: is now overdue, Sat 21 Nov, 4:40 pm.
  Information Commission: is now due soon, Mon 23 Nov, 4:40 pm.
  Ministry: was required, is now not required.
  Exchange: was Mon 23 Nov, 4:40 pm, is now Thu 21 Jan 2027, 5:59 am.
"""


def test_the_whole_screen() -> None:
    assert as_plain(since_page(CHANGED, facts(), law())) == SCREEN


def test_over_the_turn_of_the_year() -> None:
    later = Difference(at("2026-12-31T09:00"), at("2027-01-01T10:00"))
    said = " ".join(as_plain(since_page(later, facts(), law())).split())
    assert "changed from Thursday 31 December 2026, 9:00 am to Friday 1 January 2027, 10:00 am, Dublin time" in said


def test_nothing_changed() -> None:
    same = Difference(at("2026-11-21T09:00"), at("2026-11-21T10:00"))
    assert as_plain(since_page(same, facts(), law())).splitlines()[-1] == "Nothing changed."
