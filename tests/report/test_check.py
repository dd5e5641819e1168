from __future__ import annotations

from screens import NORTHWIND, facts, law, schedule

from ircomply.engine.scrutiny import scrutinise
from ircomply.engine.world import World
from ircomply.files.source import parse
from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection
from ircomply.report.as_check import check_page, objection_lines
from ircomply.report.page import as_plain, lay_out

FINE = """\
No errors, 1 log expires soon, 5 unknowns that decide something.

EXPIRES SOON
  Mon 30 Nov, 11:59 pm      9 days left    Sign-in log (entra)
      Copy it now: without it, access can no longer be ruled out.

UNKNOWN
  nw-gb-risk       no answer    2 obligations, the first in 46 hours
  people in US-TX  line 24      1 obligation, the first in 29 days
  nw-au-harm       no answer    1 obligation
  people in SG     line 24      1 obligation
  determined       not given    1 obligation
"""


def check(*changes: tuple[str, str]) -> str:
    text = NORTHWIND
    for old, new in changes:
        text = text.replace(old, new)
    known = facts(text)
    at = schedule(known)
    found = scrutinise(
        World(known, law(), at.now), at, parse(text.encode(), "northwind/incident.yaml"), "incident.yaml"
    )
    return as_plain(check_page(found.objections, found.asked, at, known, law()))


def test_nothing_wrong_and_much_unknown() -> None:
    assert check() == FINE


def test_an_error_comes_first_in_the_one_form() -> None:
    early = "filings:\n  - {obligation: nw-acquirer, stage: notice, at: 2026-10-01 17:55 UTC}"
    shown = check(("filings:", early))
    assert shown.startswith(
        "northwind/incident.yaml:37:50: error: the filing lies before the incident [filing]\n    filings > at\n"
    )
    assert "\n1 error, 1 log expires soon, 5 unknowns that decide something.\n" in shown


def test_what_cannot_be_excluded_counts_in_jurisdictions() -> None:
    shown = check(
        ("people_elsewhere: no", "people_elsewhere: unknown"), ("      - {in: SG}\n", ""), (", SG, US-CA", ", US-CA")
    )
    assert "1 jurisdiction\n" in shown


LONG = Objection(
    "expected a whole number of hours, got " + "seventy " * 12,
    "clock",
    Span(Document("eu/gdpr.yaml", ("within: {hours: seventy}",)), 1, 17, 24),
    "obligation eu-gdpr-art33-authority > stage notification",
    "write it in figures, " * 8,
)


def test_the_first_line_of_an_objection_never_wraps_and_the_way_out_does() -> None:
    first, *rest = as_plain(tuple(objection_lines(LONG))).splitlines()
    assert first.endswith("[clock]")
    assert len(first) > 80
    assert all(len(line) <= 80 for line in rest)
    assert rest[1:3] == [" 1 | within: {hours: seventy}", "   |                 ^^^^^^^"]


def test_the_word_is_red_and_stays_a_word() -> None:
    pieces = next(iter(lay_out(tuple(objection_lines(LONG)), 80)))
    assert [piece.text for piece in pieces if piece.style == "error"] == ["error"]
