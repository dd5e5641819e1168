"""The one form of an objection."""

from __future__ import annotations

import pytest

from ircomply.model.location import Document, Span
from ircomply.model.objection import Objection
from ircomply.report.as_text import escaped, objection_text, objections_text, totals, width

LINES = ("obligations:", "  - id: a", "    within: {hours: seventy}")


def objection(line: int, column: int, end: int, lines: tuple[str, ...] = LINES, **more: str) -> Objection:
    return Objection("expected a number", "clock", Span(Document("eu/gdpr.yaml", lines), line, column, end), **more)


def test_all_of_it() -> None:
    found = objection(3, 21, 28, breadcrumb="obligation a > stage b", advice="write 72")
    assert objection_text(found) == (
        "eu/gdpr.yaml:3:21: error: expected a number [clock]\n"
        "    obligation a > stage b\n"
        " 3 |     within: {hours: seventy}\n"
        "   |                     ^^^^^^^\n"
        "    write 72"
    )


def test_without_a_place() -> None:
    assert objection_text(Objection("no folder", "rules", severity="warning")) == "warning: no folder [rules]"


def test_the_gutter_is_as_wide_as_the_number() -> None:
    lines = (*[""] * 104, "key: value")
    assert objection_text(objection(105, 6, 11, lines)).splitlines()[1:] == [
        " 105 | key: value",
        "     |      ^^^^^",
    ]


def test_a_line_is_never_cropped() -> None:
    line = "key: " + "x" * 5000
    assert f" 1 | {line}" in objection_text(objection(1, 6, 5006, (line,)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain", "plain"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud800", "\\ud800"),
        ("Zürich 東京", "Zürich 東京"),
        ("back\\slash", "back\\slash"),
    ],
)
def test_what_a_terminal_would_act_on_is_written_out(text: str, said: str) -> None:
    assert escaped(text) == said


@pytest.mark.parametrize(
    ("line", "column", "end", "carets"),
    [
        ("a\tbad", 3, 6, "   |    ^^^"),  # a tab is written out as two characters
        ("東京: bad", 5, 8, "   |       ^^^"),  # wide characters take two columns
        ("e\u0301: bad", 5, 8, "   |    ^^^"),  # a combining one takes none
        ("bad", 4, 4, "   |    ^"),  # at the end of a line
    ],
)
def test_carets_stand_under_what_is_meant(line: str, column: int, end: int, carets: str) -> None:
    assert objection_text(objection(1, column, end, (line,))).splitlines()[-1] == carets


def test_nothing_of_a_hostile_file_reaches_the_terminal() -> None:
    hostile = "\x1b]0;x\x07"
    line = f"key: {hostile}"
    span = Span(Document(f"{hostile}.yaml", (line,)), 1, 6, 6 + len(hostile))
    said = objection_text(Objection(hostile, "r", span, hostile, hostile))
    assert "\x1b" not in said
    assert "\x07" not in said


def test_the_last_line_counts_and_says_what_follows() -> None:
    found = [objection(1, 1, 2), objection(2, 3, 4)]
    assert objections_text(found, "No deadline was computed.").endswith("\n2 errors. No deadline was computed.\n")
    warning = Objection("old", "stale", severity="warning")
    assert totals([*found, warning]) == "2 errors, 1 warning"
    assert totals(found[:1], both=True) == "1 error, 0 warnings"


def test_width() -> None:
    assert [width(text) for text in ("abc", "東京", "e\u0301")] == [3, 4, 1]
