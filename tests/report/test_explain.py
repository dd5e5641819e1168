from __future__ import annotations

import pytest
from screens import NORTHWIND, NOW, facts, law, schedule

from ircomply import __version__
from ircomply.report.as_explain import explain_page
from ircomply.report.page import as_plain

SENT = (
    "filings:\n  - {obligation: nw-eu-authority, stage: notification, at: 2026-11-22 15:02 UTC, reference: DPC-88123}"
)

DUE_SOON = """\
Notify the supervisory authority: Data Protection Commission, Ireland
 DUE SOON   Required. Act by Monday 23 November 2026, 4:40 pm, Dublin time.

WHY
  met      you are in the European Economic     organisation.based_in
           Area: based in IE
  met      customer records: accessed           F1, confirmed, Fri 20 Nov
  met      it holds name and contact            crm.categories
  met      you are a controller of it           crm.role
  not met  exception: risk to people is         nw-eu-risk: high, DPO
           unlikely

THE COUNT
  1  Fri 20 Nov, 4:40 pm   You became aware.                   aware
  2  plus 72 hours         Weekends and holidays count.
                           2016/679 Art. 33(1)
  3  Mon 23 Nov, 4:40 pm   ACT BY. Work to this time.
  4  from 5:00 pm          If the first hour is not counted.
                           1182/71 Art. 3(1), (2)(a) and (c), (4)
  5  Mon 23 Nov, 5:00 pm   OUTER LIMIT on that reading. Do not plan on it.
  Then further information, without undue further delay, after the notification.

WHAT WOULD CHANGE IT  nw-eu-risk unlikely: not required.

HOW TO FILE
  to         Data Protection Commission, Ireland
  by         the form of the Commission
  content    nature, contact point

LOOK OUT
  The clock does not wait for the end of the investigation

PENALTY
  A fine of up to 2 % of turnover. Art. 83(4)

SOURCES (reviewed, 20 Nov 2026)
  Regulation (EU) 2016/679, a Regulation: Art. 33(1)
  Guidelines 9/2022 of the Board: Section II.A

Rules VERSION. Facts DIGEST.
"""

HELD = """\
Tell Californians: People affected, California
 WAITING   Required. FBI letter; otherwise due by end of Sun 20 Dec there.

WHY
  met      you serve California                 organisation.serves
  met      customer records: accessed           F1, confirmed, Fri 20 Nov
  met      it holds name and contact            crm.categories
  met      people in California are concerned   crm.people.US-CA

THE COUNT
  1  Fri 20 Nov, 9:14 am   The first sign was seen.            detected
  2  plus 30 days          That day is not counted. Weekends and holidays count.
                           A code of laws 1798.82(a)
  3  Mon 21 Dec, 7:59 am   ACT BY. Work to this time: end of Sun 20 Dec in
                           California.
  4  Tue 1 Dec             Held: law enforcement, FBI letter, until then.

HOW TO FILE
  to         People affected, California

SOURCES (reviewed, 20 Nov 2026)
  A code of laws: 1798.82(a)

Rules VERSION. Facts DIGEST.
"""

OPEN = """\
Tell the Commission: Personal Data Protection Commission, Singapore (draft rule)
 OPEN   Open. If it applies: 3 days from the decision that the legal test is
        met; no date yet.

WHY
  met      you serve Singapore                  organisation.serves
  open     people in Singapore: 1 or more;      crm.people.SG
           asked is at least 500

THE COUNT
  No date: determined is unknown. 3 days from the decision that the legal test
  is met.

WHAT WOULD CHANGE IT
  crm.people.SG 500 or more: it may be due.
  determined: when, if at all: the organisation decided that the legal test is
    met?

HOW TO FILE
  to         Personal Data Protection Commission, Singapore

SOURCES (draft)
  Personal Data Protection Act: s 26D

Rules VERSION. Facts DIGEST.
"""

NOT_REQUIRED = """\
Tell the market regulator: Market regulator, United States
 NOT REQUIRED   Not required.

WHY
  not met  us-sec-domestic-registrant: no       class.us-sec-domestic-registrant

HOW TO FILE
  to         Market regulator, United States

SOURCES (reviewed, 20 Nov 2026)
  A code of laws: 225.300

Rules VERSION. Facts DIGEST.
"""

UNDATED = """\
Tell the people: People affected, EU
 PROMPTLY   Required. Without undue delay.

WHY
  met      you are in the European Economic     organisation.based_in
           Area: based in IE
  met      customer records: accessed           F1, confirmed, Fri 20 Nov
  met      it holds name and contact            crm.categories
  met      you are a controller of it           crm.role
  met      risk to people is high               nw-eu-risk: high, DPO

THE COUNT
  Without undue delay; the law gives no number. It runs since Sat 21 Nov,
  10:00 am: nw-eu-risk was answered.

HOW TO FILE
  to         People affected, EU

PENALTY
  A fine of up to 2 % of turnover. Art. 83(4)

SOURCES (reviewed, 20 Nov 2026)
  Regulation (EU) 2016/679, a Regulation: Art. 34(1)

Rules VERSION. Facts DIGEST.
"""

FILED = """\
Notify the supervisory authority: Data Protection Commission, Ireland
 PROMPTLY   Required. Further information, without undue further delay.

WHY
  met      you are in the European Economic     organisation.based_in
           Area: based in IE
  met      customer records: accessed           F1, confirmed, Fri 20 Nov
  met      it holds name and contact            crm.categories
  met      you are a controller of it           crm.role
  not met  exception: risk to people is         nw-eu-risk: high, DPO
           unlikely

THE COUNT
  1  Fri 20 Nov, 4:40 pm   You became aware.                   aware
  2  plus 72 hours         Weekends and holidays count.
                           2016/679 Art. 33(1)
  3  Mon 23 Nov, 4:40 pm   ACT BY. Work to this time.
  4  from 5:00 pm          If the first hour is not counted.
                           1182/71 Art. 3(1), (2)(a) and (c), (4)
  5  Mon 23 Nov, 5:00 pm   OUTER LIMIT on that reading. Do not plan on it.
  Filed Sun 22 Nov, 3:02 pm, DPC-88123.
  Then: further information, without undue further delay.

WHAT WOULD CHANGE IT  nw-eu-risk unlikely: not required.

HOW TO FILE
  to         Data Protection Commission, Ireland
  by         the form of the Commission
  content    nature, contact point

LOOK OUT
  The clock does not wait for the end of the investigation

PENALTY
  A fine of up to 2 % of turnover. Art. 83(4)

SOURCES (reviewed, 20 Nov 2026)
  Regulation (EU) 2016/679, a Regulation: Art. 33(1)
  Guidelines 9/2022 of the Board: Section II.A

Rules VERSION. Facts DIGEST.
"""


def explain(name: str, *changes: tuple[str, str], now: str = NOW, terminal: bool = False, columns: int = 80) -> str:
    known = facts(NORTHWIND, *changes)
    at = schedule(known, now)
    result = at.of(name)
    assert result
    shown = as_plain(explain_page(result, at, known, law(), terminal=terminal), columns)
    return shown.replace(known.digest[7:15], "DIGEST").replace(f"Rules {__version__}.", "Rules VERSION.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nw-eu-authority", DUE_SOON),
        ("nw-us-ca-individuals", HELD),
        ("nw-sg-pdpc", OPEN),
        ("nw-us-markets", NOT_REQUIRED),
        ("nw-eu-individuals", UNDATED),
    ],
)
def test_whole_screens(name: str, expected: str) -> None:
    assert explain(name) == expected


def test_a_report_that_was_made() -> None:
    assert explain("nw-eu-authority", ("filings:", SENT), now="2026-11-22T18:00:00+00:00") == FILED


def test_between_the_two_instants() -> None:
    first = explain("nw-eu-authority", now="2026-11-23T16:50:00+00:00").split("\n\n")[0]
    assert "It has passed. Outer limit Mon 23 Nov, 5:00 pm, 10 minutes left: file now." in " ".join(first.split())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [
                ('  nw-eu-risk: {value: high, by: DPO, at: "2026-11-21T10:00:00+00:00"}\n', "  {}\n"),
                ("answers:\n  {}", "answers: {}"),
            ],
            "Presumed. Act by Monday 23 November 2026, 4:40 pm, Dublin time.",
        ),
        ([("value: high", "value: unlikely")], "Not required."),
        ([("eu-risk: {value: high, by: DPO", "eu-risk: {value: likely, by: counsel")], "nw-eu-risk: likely, counsel"),
    ],
)
def test_the_verdict(changes: list[tuple[str, str]], said: str) -> None:
    assert said in explain("nw-eu-authority", *changes)


def test_a_decision_that_is_owed() -> None:
    shown = explain("nw-dir-decided", ("eu-nis2-important: no", "eu-nis2-important: yes"))
    assert " OPEN   Required. No date: classified is unknown.\n" in shown


def test_a_decision_stands_beside_the_verdict_once() -> None:
    decided = "decisions: [{obligation: nw-us-ca-individuals, verdict: required, by: counsel}]\nfilings:"
    shown = " ".join(explain("nw-us-ca-individuals", ("filings:", decided)).split())
    assert shown.count("Decided by counsel: required, as on the facts.") == 1
    refused = decided.replace("us-ca-individuals, verdict: required", "eu-authority, verdict: not_required")
    first = " ".join(explain("nw-eu-authority", ("filings:", refused)).split("\n\n")[0].split())
    assert first.endswith("NOT REQUIRED Not required. Decided by counsel: not required; on the facts required.")


def test_privileged_words_stand_on_a_terminal_alone_and_marked() -> None:
    private = ("what: customer records", "what: the letters of counsel\n    privileged: yes")
    assert "letters of counsel" not in explain("nw-eu-authority", private)
    assert "a privileged finding" in explain("nw-eu-authority", private)
    shown = " ".join(explain("nw-eu-authority", private, terminal=True).split())
    assert "the letters of counsel: accessed F1, confirmed, Fri 20 Nov (privileged)" in shown


def test_a_drill_says_so_first() -> None:
    assert explain("nw-eu-authority", ("title: R", "drill: yes\ntitle: R")).startswith("DRILL")


@pytest.mark.parametrize("columns", [60, 100, 120])
def test_no_line_leaves_the_page(columns: int) -> None:
    for name in ("nw-eu-authority", "nw-us-ca-individuals", "nw-sg-pdpc"):
        assert all(len(line) <= columns for line in explain(name, columns=columns).splitlines())
