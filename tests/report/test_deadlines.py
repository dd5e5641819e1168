from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screens import NORTHWIND, advice, deadlines, facts, law, schedule

from ircomply import __version__
from ircomply.report.as_table import deadlines_page, the
from ircomply.report.as_text import width
from ircomply.report.page import as_plain

YES = ("eu-nis2-important: no", "eu-nis2-important: yes")
OPEN = ("us-sec-domestic-registrant: no", "us-sec-domestic-registrant: unknown")
LONG_HOLD = ('until: "2026-12-01', 'until: "2027-02-01')
DRILLED = ("title: Ransomware", "drill: yes\ntitle: Ransomware")
ABROAD = ("based_in: IE\n  established_in: [IE, GB]", "based_in: FR\n  established_in: [FR, GB]")
DECIDED = "decisions: [{{obligation: {}, verdict: {}, by: counsel, at: 2026-11-21 09:30 UTC}}]\nfilings:"
MONDAY = "2026-11-23T16:50:00+00:00"
UNKNOWN = """\
schema: ircomply/incident/v1
id: INC-2026-050
organisation: {based_in: IE, established_in: [IE, GB], timezone: Europe/Dublin}
"""

SATURDAY = """\
INC-2026-041  Ransomware on the order platform, hour 26
Saturday 21 November 2026, 6:40 pm in Dublin. All times are Dublin time.
Facts DIGEST.

 1 OVERDUE    Card acquirer (your contract): 2 hours late.
 2 DUE SOON   Data Protection Commission, Ireland, and 1 more: 46 hours left.
 1 PROMPTLY   People affected, EU: without undue delay.
 4 OPEN       A decision or a fact is missing. Unknown is not no.

OVERDUE
  Sat 21 Nov, 4:40 pm       2 hours late   Card acquirer (your contract)
      Required: 24 hours from awareness. Say why it is late.  nw-acquirer

DUE SOON
  Mon 23 Nov, 4:40 pm       46 hours left  Data Protection Commission, Ireland
      Required: 72 hours from awareness.  nw-eu-authority
      Then: further information, without undue further delay.
  Mon 23 Nov, 4:40 pm       46 hours left  Information Commission, UK
      Presumed: due unless risk to people is unlikely.  nw-gb-ic

PROMPTLY: the law gives no number
  Without undue delay                      People affected, EU
      Required: high risk, decided by the DPO.  nw-eu-individuals

LATER
  Mon 21 Dec, 12:59 pm      29 days left   Your own assessment, Australia
      Required: end of Mon 21 Dec in Sydney.  nw-au-assessment
  Wed 20 Jan 2027, 5:59 am  59 days left   People affected, Texas
      Required: end of Tue 19 Jan in Texas.  nw-us-tx-individuals

OPEN: what would settle it, and what would then be due
  Decide: how likely is a risk to people in the UK?
      high: tell the people, without undue delay.  nw-gb-individuals
  Assess: is serious harm to anyone in Australia likely?
      yes: tell the Commissioner, as soon as practicable.  nw-au-oaic
  Find out: how many of the people in the customer records live in Texas?
      250 or more: tell the Attorney General by Mon 21 Dec, 5:59 am.
      nw-us-tx-ag
  Find out: how many of the people in the customer records live in Singapore?
      500 or more: tell the Commission within 3 days.  nw-sg-pdpc (draft rule)

WAITING
  Held until Tue 1 Dec                     People affected, California
      FBI letter; otherwise due by end of Sun 20 Dec there.
      nw-us-ca-individuals
  Not started                              Attorney General, California
      15 days after the people are told; Tue 5 Jan 2027 (projected).
      nw-us-ca-ag

FILED
  Sat 21 Nov, 9:05 am       in time        Cyber insurer (your policy)

13 obligations in 5 jurisdictions and 2 contracts: 1 overdue, 2 due soon,
1 promptly, 2 later, 4 open, 2 waiting, 1 filed. 8 are not required, 1 of them
not law yet (--all).
1 log expires soon: sign-in log (entra), Mon 30 Nov, 11:59 pm, 9 days left.
Rules VERSION; 1 used here is a draft. Not legal advice.
"""

DRILL = """\
DRILL. Nothing here is real.
INC-2026-041  Ransomware on the order platform, hour 26
Saturday 21 November 2026, 6:40 pm in Dublin. All times are Dublin time.
Facts DIGEST.

 CONFLICT  nw-us-tx-individuals is due by Wed 20 Jan 2027, 5:59 am, but
           nw-us-ca-individuals forbids it until Mon 1 Feb 2027, 12:00 pm. Ask
           counsel.
 1 OVERDUE    Card acquirer (your contract): 2 hours late.
 4 DUE SOON   Market regulator, United States, and 3 more: 10 hours left. 2 only
              if they apply.
 1 PROMPTLY   People affected, EU: without undue delay.
 4 OPEN       A decision or a fact is missing. Unknown is not no.

OVERDUE
  Sat 21 Nov, 4:40 pm       2 hours late   Card acquirer (your contract)
      Required: 24 hours from awareness. Say why it is late.  nw-acquirer

DUE SOON
  Sun 22 Nov, 4:40 am       10 hours left  Market regulator, United States, and
                                           1 more
      If it applies: do you report to the Securities and Exchange Commission on
      Form 8-K?  nw-us-markets, nw-us-markets-again
  Mon 23 Nov, 4:40 pm       46 hours left  Data Protection Commission, Ireland
      Required: 72 hours from awareness.  nw-eu-authority
      Then: further information, without undue further delay.
  Mon 23 Nov, 4:40 pm       46 hours left  Information Commission, UK
      Presumed: due unless risk to people is unlikely.  nw-gb-ic
"""

BETWEEN_THE_TWO = """\
INC-2026-041  Ransomware on the order platform, day 4
Monday 23 November 2026, 4:50 pm in Dublin. All times are Dublin time.
Facts DIGEST.

 2 OVERDUE    Card acquirer (your contract), and 1 more: 48 hours late.
 1 DUE SOON   Data Protection Commission, Ireland: act by has passed, 10 minutes
              left.
 1 PROMPTLY   People affected, EU: without undue delay.
 4 OPEN       A decision or a fact is missing. Unknown is not no.

OVERDUE
  Sat 21 Nov, 4:40 pm       48 hours late    Card acquirer (your contract)
      Required: 24 hours from awareness. Say why it is late.  nw-acquirer
  Mon 23 Nov, 4:40 pm       10 minutes late  Information Commission, UK
      Presumed: due unless risk to people is unlikely. Say why it is late.
      nw-gb-ic

DUE SOON
  Mon 23 Nov, 4:40 pm       has passed       Data Protection Commission, Ireland
      Act by has passed. Outer limit Mon 23 Nov, 5:00 pm, 10 minutes left: file
      now.  nw-eu-authority
      Then: further information, without undue further delay.
"""

BOTH_PASSED = """\
OVERDUE
  Sat 21 Nov, 4:40 pm       48 hours late    Card acquirer (your contract)
      Required: 24 hours from awareness. Say why it is late.  nw-acquirer
  Mon 23 Nov, 4:40 pm       30 minutes late  Data Protection Commission, Ireland
      Required: 72 hours from awareness. Outer limit was Mon 23 Nov, 5:00 pm.
      Say why it is late.  nw-eu-authority
      Then: further information, without undue further delay.
  Mon 23 Nov, 4:40 pm       30 minutes late  Information Commission, UK
      Presumed: due unless risk to people is unlikely. Say why it is late.
      nw-gb-ic
"""

NOT_REQUIRED = """\
NOT REQUIRED
  Not required                             The public
      Reason: eu-nis2-important: no.  nw-dir-barred
  Not required                             Single entry point
      Not law yet: from 18 March 2027.  nw-dir-coming
  Not required                             National response team
      Reason: eu-nis2-important: no.  nw-dir-csirt
  Not required                             Ministry
      Reason: eu-nis2-important: no.  nw-dir-decided
  Not required                             National press, Ireland
      Reason: eu-nis2-important: no.  nw-dir-press IE
  Not required                             Cyber security centre
      Reason: eu-nis2-important: no.  nw-ie-csirt
  Not required                             Market regulator, United States
      Reason: us-sec-domestic-registrant: no.  nw-us-markets
  Not required                             Exchange, United States
      Reason: us-sec-domestic-registrant: no.  nw-us-markets-again

13 obligations in 5 jurisdictions and 2 contracts: 1 overdue, 2 due soon,
1 promptly, 2 later, 4 open, 2 waiting, 1 filed. 8 are not required, 1 of them
not law yet.
1 log expires soon: sign-in log (entra), Mon 30 Nov, 11:59 pm, 9 days left.
Rules VERSION; 1 used here is a draft. Not legal advice.
"""

NEW = """\
INC-2026-050  Saturday 21 November 2026, 6:40 pm. All times are Dublin time.
Facts DIGEST.
 NO DATE YET   That does not mean that nothing is due. A clock may be running.

OPEN: three answers start the count
  Find out: when did you become aware?         aware
  Find out: what data may have been touched?   data
  Find out: where do those people live?        data.people

If you are aware and personal data was touched, the shortest periods are:
  24 hours  Card acquirer (your contract)
  72 hours  Data Protection Commission, Ireland; Information Commission, UK
"""

NARROW = """\
INC-2026-041  Ransomware on the order platform,
    hour 26
Saturday 21 November 2026, 6:40 pm in Dublin. All
    times are Dublin time.
Facts DIGEST.

 1 OVERDUE    Card acquirer (your contract):
              2 hours late.
 2 DUE SOON   Data Protection Commission, Ireland,
              and 1 more: 46 hours left.
 1 PROMPTLY   People affected, EU: without undue
              delay.
 4 OPEN       A decision or a fact is missing.
              Unknown is not no.

OVERDUE
  Sat 21 Nov, 4:40 pm  2 hours late  Card acquirer
      (your contract)
      Required: 24 hours from awareness. Say why
      it is late.  nw-acquirer

DUE SOON
  Mon 23 Nov, 4:40 pm  46 hours left  Data
      Protection Commission, Ireland
      Required: 72 hours from awareness.
      nw-eu-authority
      Then: further information, without undue
      further delay.
  Mon 23 Nov, 4:40 pm  46 hours left  Information
      Commission, UK
      Presumed: due unless risk to people is
      unlikely.  nw-gb-ic

PROMPTLY: the law gives no number
  Without undue delay  People affected, EU
      Required: high risk, decided by the DPO.
      nw-eu-individuals

LATER
  Mon 21 Dec, 12:59 pm  29 days left  Your own
      assessment, Australia
      Required: end of Mon 21 Dec in Sydney.
      nw-au-assessment
  Wed 20 Jan 2027, 5:59 am  59 days left  People
      affected, Texas
      Required: end of Tue 19 Jan in Texas.
      nw-us-tx-individuals
"""


def screen(
    *changes: tuple[str, str], text: str = NORTHWIND, now: str = "", columns: int = 80, show_all: bool = False
) -> str:
    """Give the screen with what moves by itself taken out: the digest and the version."""
    known = facts(text, *changes)
    shown = deadlines(known, *([now] if now else []), columns=columns, show_all=show_all)
    return shown.replace(known.digest[7:15], "DIGEST").replace(f"Rules {__version__};", "Rules VERSION;")


def part(shown: str, first: str, last: str = "\n\n") -> str:
    """Give the lines from a heading to the next."""
    begin = shown.index(first)
    return shown[begin : shown.index(last, begin) + 1] if last else shown[begin:]


def test_saturday_evening() -> None:
    assert screen() == SATURDAY


def test_a_drill_with_a_conflict_and_an_open_class() -> None:
    shown = screen(DRILLED, LONG_HOLD, OPEN)
    assert shown.split("\nPROMPTLY")[0] == DRILL
    assert "4 due soon (2 only\nif they apply)" in shown


def test_between_the_two_instants_a_duty_leads_due_soon() -> None:
    assert screen(now=MONDAY).split("\nPROMPTLY")[0] == BETWEEN_THE_TWO


def test_past_both_instants() -> None:
    assert part(screen(now="2026-11-23T17:10:00+00:00"), "OVERDUE\n  Sat") == BOTH_PASSED


def test_what_is_not_required_stands_there_with_all() -> None:
    assert part(screen(show_all=True), "NOT REQUIRED", "") == NOT_REQUIRED
    assert "NOT REQUIRED" not in screen()


def test_a_new_incident() -> None:
    assert screen(text=UNKNOWN) == NEW


def test_a_narrow_terminal() -> None:
    assert screen(columns=50).split("\nOPEN:")[0] == NARROW


@pytest.mark.parametrize(
    ("name", "changes", "lines"),
    [
        (
            "a directive folds under the national law",
            [YES],
            """\
  Mon 23 Nov, 4:40 pm       46 hours left  Cyber security centre
      Required: 72 hours from awareness.  nw-ie-csirt
      Folded in: Notify the response team.  nw-dir-csirt
""",
        ),
        (
            "no national law; a plan; the recipient's own time",
            [YES, ABROAD],
            """\
  Mon 23 Nov, 4:40 pm       46 hours left  National response team
      Required: 72 hours from awareness; 5:40 pm in Paris. Plan: Sat 21 Nov.
      Yours, not the law's. No national law on file; a directive does not bind
      by itself.  nw-dir-csirt
""",
        ),
        (
            "one line for each place",
            [YES],
            """\
  Wed 25 Nov, 11:59 pm      4 days left    National press, Ireland
      Required: 5 days from awareness.  nw-dir-press IE
""",
        ),
        (
            "barred until a day",
            [YES],
            """\
  Not before Mon 30 Nov                    The public
      Due by Sun 20 Dec, 11:59 pm.  nw-dir-barred
""",
        ),
        (
            "a decision is owed",
            [YES],
            """\
  Decide: how is the incident classified?
      No date: classified is unknown. The decision is owed, open for 26 hours.
      Then: report the classified incident within 4 hours.  nw-dir-decided
""",
        ),
        (
            "duties open on one class",
            [("eu-nis2-important: no", "eu-nis2-important: unknown")],
            """\
  Find out: are you an important entity under NIS2?
      yes: tell the national press (Ireland) by Wed 25 Nov, 11:59 pm.
      nw-dir-press IE
      yes: tell the public by Sun 20 Dec, 11:59 pm.  nw-dir-barred
      yes: report the classified incident within 4 hours.  nw-dir-decided
""",
        ),
        (
            "an open duty within 48 hours stands with the dated ones",
            [("eu-nis2-important: no", "eu-nis2-important: unknown")],
            """\
  Mon 23 Nov, 4:40 pm       46 hours left  Cyber security centre
      If it applies: 72 hours from awareness. It hangs on: are you an important
      entity under NIS2?  nw-ie-csirt
""",
        ),
        (
            "a start that is not known better",
            [
                (
                    '"2026-11-20T16:40:00+00:00"\ndata',
                    '{between: ["2026-11-20T16:40:00+00:00", "2026-11-22T09:00:00+00:00"]}\ndata',
                )
            ],
            """\
      Required: 72 hours from awareness. Between Fri 20 Nov and Sun 22 Nov;
      counted from the earliest.  nw-eu-authority
""",
        ),
        (
            "a start that is assumed",
            [('  aware: "2026-11-20T16:40:00+00:00"\n', "")],
            """\
      Required: 72 hours from awareness. Counted from detected: aware is not
      given.  nw-eu-authority
""",
        ),
        (
            "a hold without an end",
            [('    until: "2026-12-01T12:00:00+00:00"\n', "")],
            """\
  Held                                     People affected, California
      FBI letter; no end of it is given.  nw-us-ca-individuals
""",
        ),
        (
            "a hold that outlasts the limit",
            [LONG_HOLD],
            """\
  Held until Mon 1 Feb 2027                People affected, California
      FBI letter; then due at once.  nw-us-ca-individuals
""",
        ),
        (
            "a person's decision beside the verdict",
            [
                (
                    "filings:",
                    DECIDED.format("nw-gb-individuals", "required"),
                )
            ],
            """\
  Without undue delay                      People affected, UK
      Required: from awareness. Decided by counsel, Sat 21 Nov: required; on the
      facts open.  nw-gb-individuals
""",
        ),
        (
            "filed late",
            [("filings:", "filings:\n  - {obligation: nw-acquirer, stage: notice, at: 2026-11-21 17:55 UTC}")],
            """\
  Sat 21 Nov, 5:55 pm       75 minutes late  Card acquirer (your contract)
""",
        ),
        (
            "the next report of a chain, once the first is made",
            [
                (
                    "filings:",
                    "filings:\n  - {obligation: nw-eu-authority, stage: notification, at: 2026-11-21 17:55 UTC}",
                )
            ],
            """\
  Without undue further delay              Data Protection Commission, Ireland
      Required: further information, after the notification.  nw-eu-authority
""",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_lines(name: str, changes: list[tuple[str, str]], lines: str) -> None:
    assert lines in screen(*changes)


def test_a_decision_against_a_duty_is_counted_and_looked_at_again() -> None:
    decided = DECIDED.format("nw-eu-individuals", "not_required")
    shown = screen(("filings:", decided))
    assert "9 are not required, 1 of them by decision, 1 of them not law yet (--all)." in " ".join(shown.split())
    assert "To be looked at again, a decision on: nw-eu-individuals." in " ".join(shown.split())
    assert "Decided by counsel, Sat 21 Nov: not required; on the facts required." in screen(
        ("filings:", decided), show_all=True
    )


def test_what_cannot_be_excluded() -> None:
    shown = screen(
        ("people_elsewhere: no", "people_elsewhere: unknown"),
        ("serves: [IE, GB, AU, SG, US-CA, US-TX]\n", "serves: [IE]\n"),
        ("      - {in: SG}\n", ""),
    )
    assert "nw-sg-pdpc" not in shown
    assert "1 more jurisdiction cannot be excluded: people_elsewhere is unknown.\n" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [],
            """\
Do now:  tell the card acquirer, then record it:
         ircomply filed northwind nw-acquirer notice --at TIME
Do next: ircomply next northwind
""",
        ),
        (
            [("filings:", "filings:\n  - {obligation: nw-acquirer, stage: notice, at: 2026-11-21 17:55 UTC}")],
            """\
Do now:  tell the Data Protection Commission, Ireland, then record it:
         ircomply filed northwind nw-eu-authority notification --at TIME
Do next: ircomply next northwind
""",
        ),
    ],
)
def test_what_to_do_goes_apart(changes: list[tuple[str, str]], said: str) -> None:
    assert advice(facts(NORTHWIND, *changes)) == said


def test_older_facts_are_named() -> None:
    known = facts()
    older = datetime.fromisoformat("2026-11-21T14:20:00+00:00")
    page, _ = deadlines_page(schedule(known), known, law(), "northwind", facts_of=older)
    assert as_plain(page).splitlines()[2] == f"Facts {known.digest[7:15]}, as they were kept Sat 21 Nov, 2:20 pm."


def test_what_to_do_about_a_new_incident() -> None:
    said = "Do next: write what you know in northwind/incident.yaml, then: ircomply next\n         northwind\n"
    assert advice(facts(UNKNOWN)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Card acquirer", "the card acquirer"),
        ("Data Protection Commission, Ireland", "the Data Protection Commission, Ireland"),
        ("Those who receive your services", "those who receive your services"),
        ("The controller", "the controller"),
        ("BSI", "the BSI"),
    ],
)
def test_a_recipient_within_a_sentence(name: str, said: str) -> None:
    assert the(name) == said


def test_words_of_privileged_data_stay_out() -> None:
    shown = screen(("what: customer records", "what: the letters of counsel\n    privileged: yes"))
    assert "letters of counsel" not in shown
    assert "how many of the people in the crm live in Texas?" in shown


def test_never_on_a_screen() -> None:
    for shown in (screen(), screen(text=UNKNOWN), screen(DRILLED, LONG_HOLD, OPEN, show_all=True)):
        assert shown.isascii()
        assert not [
            word
            for word in ("safe", "compliant", "please", "sorry", "!", "->", "midnight", "noon", "tomorrow")
            if word in shown.lower()
        ]


HOSTILE = st.text(st.sampled_from("ab \u202e\u2066\u200b[]{}#:\u6771"), min_size=1, max_size=40)


@settings(deadline=None, max_examples=40)
@given(HOSTILE, st.integers(40, 140))
def test_no_fact_acts_on_the_terminal_or_leaves_the_page(said: str, columns: int) -> None:
    quoted = "".join(sign if sign.isascii() else f"\\u{ord(sign):04x}" for sign in said)
    known = facts(NORTHWIND, ("title: Ransomware on the order platform", f'title: "x{quoted}"'))
    shown = deadlines(known, columns=columns)
    assert not set(shown) & set("\u202e\u2066\u200b")
    for line in shown.splitlines():
        assert width(line) <= columns or len(line.split()) <= 2
