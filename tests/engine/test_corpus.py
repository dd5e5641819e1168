"""Mistakes in law files: each is found once, at its line and column, and the way out is said.

`tests/law/small` is a whole tree of law, small enough to read. A mistake is one replacement in one file; «…» marks
what must be underlined.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ircomply.engine.checking import Checked, check_all
from ircomply.files.calendars import calendars_of
from ircomply.files.rulebook import read_rulebook

if TYPE_CHECKING:
    from ircomply.model.objection import Objection

SMALL = Path(__file__).parents[1] / "law" / "small"
LAW, CASES, WORDS = "ie/notice.yaml", "ie/notice.cases.yaml", "_vocabulary/words.yaml"
TODAY = date(2026, 11, 24)

NAMES = [
    (
        "a source that is not listed",
        LAW,
        "cite: [{source: act, at: s. 2}]",
        "cite: [{source: «atc», at: s. 2}]",
        'no source "atc"; did you mean act?',
    ),
    ("a breach", LAW, "breached: {breach: ours}", "breached: {breach: «our»}", 'no breach "our"; did you mean ours?'),
    (
        "a breach of people",
        LAW,
        "{of: ours, in: IE, at_least: 10}",
        "{of: «hers», in: IE, at_least: 10}",
        'no breach "hers"',
    ),
    (
        "a test",
        LAW,
        "when: {all: [{duty: ie-notice-authority}, {condition: at-risk}]}",
        "when: {all: [{duty: ie-notice-authority}, {condition: «at-rsk»}]}",
        'no condition "at-rsk"; did you mean at-risk?',
    ),
    (
        "a test of another regime",
        LAW,
        "when: {all: [{duty: ie-notice-authority}, {condition: at-risk}]}",
        "when: {all: [{duty: ie-notice-authority}, {condition: «fr-notice/at-risk»}]}",
        'no regime "fr-notice"; did you mean ie-notice?',
    ),
    (
        "a duty",
        LAW,
        "{duty: ie-notice-authority}",
        "{duty: «ie-notice-authorty»}",
        'no obligation "ie-notice-authorty"; did you mean ie-notice-authority?',
    ),
    (
        "a filing",
        LAW,
        "    if_unknown: presumed\n",
        "    if_unknown: presumed\n    met_by: {filed: «ie-notice»}\n",
        'no obligation "ie-notice"; did you mean ie-notice-people?',
    ),
    (
        "a successor",
        LAW,
        "    if_unknown: presumed\n",
        "    if_unknown: presumed\n    successor: «ie-else»\n",
        'no obligation "ie-else"',
    ),
    (
        "a duty to assess",
        LAW,
        "    if_unknown: presumed\n",
        "    if_unknown: {assess: «ie-assess»}\n",
        'no obligation "ie-assess"',
    ),
    (
        "a directive",
        LAW,
        "    if_unknown: presumed\n",
        "    if_unknown: presumed\n    implements: [ie-notice-people, «eu-notice»]\n",
        'no obligation "eu-notice"; did you mean ie-notice-people?',
    ),
    (
        "a stage of its own",
        LAW,
        "of: filed.report}",
        "of: «filed.reprt»}",
        'ie-notice-authority has no stage "reprt"; did you mean report?',
    ),
    (
        "a stage whose limit counts",
        LAW,
        "within: {days: 30}, of: filed.report}",
        "no_later_than: «limit.first»}",
        'ie-notice-authority has no stage "first"',
    ),
    (
        "a stage of another duty",
        LAW,
        "of: filed.ie-notice-authority.report}",
        "of: «filed.ie-notice-authority.final»}",
        'ie-notice-authority has no stage "final"; did you mean final-report?',
    ),
    (
        "a stage that a hold stops",
        LAW,
        "stops: [report]",
        "stops: [«notice»]",
        'ie-notice-authority has no stage "notice"',
    ),
    (
        "an answer that is no choice",
        LAW,
        "is: [unlikely]",
        "is: [«unlikly»]",
        'no answer "unlikly"; did you mean unlikely?',
    ),
    (
        "an order that no choices have",
        LAW,
        "{answer: ie-risk, at_least: likely}",
        "{answer: ie-serious, at_least: «yes»}",
        "at_least needs choices in an order, and those of ie-serious have none",
    ),
    (
        "an event that an answer marks",
        LAW,
        "marks: {high: determined}",
        "marks: {high: «determind»}",
        'no event "determind"; did you mean determined?',
    ),
    (
        "an event of a clock",
        LAW,
        "within: {hours: 72}, of: aware}",
        "within: {hours: 72}, of: «awere»}",
        'no event "awere"; did you mean aware?',
    ),
    (
        "a calendar",
        LAW,
        "id: ie-dpc, place: IE}",
        "id: ie-dpc, place: IE, calendar: [«ie»]}",
        'no calendar "ie"',
    ),
    (
        "a word of data",
        LAW,
        "of: [personal]",
        "of: [«persnal»]",
        'unknown word "persnal" (categories); did you mean personal?',
    ),
    (
        "a category held",
        WORDS,
        "holds: [name, email]",
        "holds: [name, «mail»]",
        'no category "mail"; did you mean email?',
    ),
    (
        "a member",
        WORDS,
        "members: {IE: ie-dpc}",
        "members: {IE: «ie-dcp»}",
        'no recipient "ie-dcp"; did you mean ie-dpc?',
    ),
    ("a place held", WORDS, "holds: [IE]", "holds: [IE, «DE»]", 'no place "DE"'),
    ("a zone", WORDS, "zone: Europe/Dublin", "zone: «Europe/Dublinn»", 'no time zone "Europe/Dublinn"'),
]
SHAPES = [
    (
        "hours in words",
        LAW,
        "within: {hours: 72}",
        "within: {hours: «seventy»}",
        'expected a whole number of hours, got "seventy"',
    ),
    (
        "an unknown key",
        LAW,
        "    if_unknown: presumed\n",
        "    «if_unknwn»: presumed\n",
        'unknown key "if_unknwn"; did you mean if_unknown?',
    ),
    (
        "two stages of one name",
        LAW,
        "of: filed.report}\n",
        "of: filed.report}\n      - {name: «report», within: {days: 3}, of: aware}\n",
        'the stage "report" stands twice',
    ),
]
WHOLE = [
    (
        "a public duty that is bound to no place",
        LAW,
        "applies_to: {class: ie-bank}",
        "applies_to: «{»class: ie-anyone}",
        "the duty is public and bound to no place",
    ),
    (
        "one of two ways is bound to no place",
        LAW,
        "applies_to: {place: IE}",
        "applies_to: «{»any: [{place: IE}, {class: ie-anyone}]}",
        "the duty is public and bound to no place",
    ),
    (
        "an upper bound and no successor",
        LAW,
        "when: {all: [{duty: ie-notice-authority}, {condition: at-risk}]}",
        "when: {all: [{condition: at-risk}, {people: {of: ours, fewer_than: «500»}}]}",
        "an upper bound of people, and no successor",
    ),
    (
        "a lower bound under not is an upper bound",
        LAW,
        "unless: {answer: ie-risk, is: [unlikely]}",
        "unless: {people: {of: ours, in: IE, more_than: «499»}}",
        "an upper bound of people, and no successor",
    ),
    (
        "stages that wait for each other",
        LAW,
        "within: {hours: 72}, of: aware}",
        "within: {hours: 72}, of: «filed.final-report»}",
        "a circle of stages: report and final-report wait for each other",
    ),
    (
        "a duty under not on a circle",
        LAW,
        "unless: {answer: ie-risk, is: [unlikely]}",
        "unless: {duty: «ie-notice-people»}",
        "ie-notice-authority is due only if ie-notice-people is not, which hangs on ie-notice-authority itself",
    ),
    (
        "a test made of itself",
        LAW,
        "{condition: breached}, {answer: ie-risk, at_least: likely}",
        "{condition: «at-risk»}, {answer: ie-risk, at_least: likely}",
        "the condition at-risk is made of itself",
    ),
    (
        "an else that points later",
        WORDS,
        "detected: {means: the first sign}",
        "detected: {means: the first sign, else: «aware»}",
        "the else of detected points later: aware already falls back to it",
    ),
    (
        "an else that would assume a decision",
        WORDS,
        "else: [detected]",
        "else: [detected, «determined»]",
        "determined is a decision, and a decision is never assumed",
    ),
    (
        "a category that holds itself",
        WORDS,
        "  name: {means: a name}",
        "  «name»: {means: a name, holds: [personal]}",
        "name holds or implies itself",
    ),
]
SCALARS = [
    (
        "a date",
        LAW,
        'in_force: {from: "2024-01-01"}\n    recipient: {kind: individuals',
        "in_force: {from: «2024-01-01»}\n    recipient: {kind: individuals",
        "readers disagree about 2024-01-01: some take it for a date",
    ),
    ("a truth value", LAW, "at: s. 2}", "at: «on»}", "readers disagree about on: some take it for a truth value"),
    ("nothing", LAW, "at: s. 2}", "at: «~»}", "readers disagree about ~: some take it for nothing"),
    (
        "a time",
        LAW,
        "at: s. 2}",
        "at: «12:30»}",
        "readers disagree about 12:30: some take it for a time or a number to the base 60",
    ),
    (
        "an octal number",
        LAW,
        "at: s. 2}",
        "at: «0o17»}",
        "readers disagree about 0o17: some take it for a number in another base",
    ),
    (
        "underscores",
        LAW,
        "at: s. 2}",
        "at: «1_000»}",
        "readers disagree about 1_000: some take it for a number with underscores",
    ),
    (
        "a key",
        WORDS,
        "members: {IE: ie-dpc}",
        "members: {IE: ie-dpc, «NO»: ie-dpc}",
        "readers disagree about NO: some take it for a truth value",
    ),
]
EARNED = [
    (
        "reviewed without a source that binds",
        LAW,
        "act: {title: Notice Act 2024, kind: law}",
        "act: {title: Notice Act 2024, kind: commentary}",
        "is called reviewed and lacks a source that binds, with a pinpoint",
    ),
    (
        "reviewed without a date",
        LAW,
        'checked: {on: "2026-11-01", by: the tests}\n',
        "",
        "is called reviewed and lacks a checked date",
    ),
    (
        "reviewed without a case that does not apply",
        CASES,
        "ie-notice-people: {verdict: not_required}",
        "ie-notice-authority-2: {}",
        "is called reviewed and lacks a case in which it does not apply",
    ),
    (
        "reviewed without a deadline case",
        CASES,
        """\
        stages:
          report: {act_by: "2026-11-05T09:00:00+00:00", state: running}
          final-report: {act_by: "2026-12-05T23:59:59+00:00", projected: yes}
""",
        "",
        "ie-notice-authority is called reviewed and lacks a case with a deadline",
    ),
]
FAILING = [
    (
        "a verdict that differs",
        CASES,
        "ie-notice-authority: {verdict: not_required}",
        "ie-notice-authority: {verdict: «required»}",
        "case fails: nine people",
    ),
    (
        "a date that differs",
        CASES,
        'act_by: "2026-11-05T09:00:00+00:00"',
        'act_by: «"2026-11-05T10:00:00+00:00"»',
        "case fails: ten people",
    ),
    (
        "facts that cannot be read",
        CASES,
        "accessed: confirmed",
        "accessed: «confirmd»",
        (
            "expected one of confirmed, suspected, no_evidence, ruled_out, unknown, "
            'got "confirmd"; did you mean confirmed?'
        ),
    ),
    (
        "a stage that is not there",
        CASES,
        "          report: {act_by:",
        "          reprt: {act_by:",
        'ie-notice-authority has no stage "reprt"; did you mean report?',
    ),
]


def checked(folder: Path, today: date = TODAY) -> Checked:
    book = read_rulebook([folder])
    return check_all(book.law, book.objections, book.asked, today, calendars_of(book.folders))


def with_mistake(folder: Path, file: str, old: str, new: str) -> tuple[int, int, int]:
    """Copy the small law with one replacement; gives line, column and end of what is marked."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    path = folder / file
    source = path.read_text(encoding="utf-8")
    assert source.count(old) >= 1, old
    changed = source.replace(old, new, 1)
    before, _, rest = changed.partition("«")
    marked = rest.partition("»")[0]
    path.write_text(changed.replace("«", "").replace("»", ""), encoding="utf-8")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return line, column, column + len(marked)


def named(table: list[tuple[str, str, str, str, str]]) -> list[object]:
    return [pytest.param(*row[1:], id=row[0]) for row in table]


@pytest.mark.parametrize(("file", "old", "new", "message"), named([*NAMES, *SHAPES, *WHOLE, *SCALARS]))
def test_a_mistake_is_found_once_at_its_place(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    line, column, end = with_mistake(tmp_path, file, old, new)
    errors = [one for one in checked(tmp_path).objections if one.rule != "case"]
    assert [one.message for one in errors] == [message]
    found = errors[0]
    assert found.span is not None
    assert found.span.document.name.endswith(file)
    assert (found.span.line, found.span.column, found.span.end) == (line, column, end)
    assert found.severity == "error"
    assert found.advice or "did you mean" in message or message.startswith("expected")
    assert found.breadcrumb


def message_and_place(one: Objection) -> tuple[str, int]:
    return one.message, one.span.line if one.span else 0


@pytest.mark.parametrize(("file", "old", "new", "lacks"), named(EARNED))
def test_reviewed_is_earned(tmp_path: Path, file: str, old: str, new: str, lacks: str) -> None:
    with_mistake(tmp_path, file, old, new)
    errors = [one for one in checked(tmp_path).objections if one.rule == "reviewed"]
    assert errors
    assert all(lacks in one.message for one in errors)
    assert all(one.span and one.span.source.strip().startswith("- id: ie-notice-") for one in errors)


@pytest.mark.parametrize(("file", "old", "new", "message"), named(FAILING))
def test_a_case_that_fails_points_at_the_expectation(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    line, column, _ = with_mistake(tmp_path, file, old, new)
    found = [one for one in checked(tmp_path).objections if one.message == message]
    assert found
    if "«" in new:
        assert (line, column) in [(one.span.line, one.span.column) for one in found if one.span]


def test_a_failing_case_says_what_came_and_why(tmp_path: Path) -> None:
    with_mistake(
        tmp_path, CASES, "ie-notice-authority: {verdict: not_required}", "ie-notice-authority: {verdict: required}"
    )
    (found,) = (one for one in checked(tmp_path).objections if one.rule == "case")
    assert found.breadcrumb == "obligation ie-notice-authority: expected required, got not_required"
    assert found.advice.startswith("because when not met: people in Ireland: 9; asked is at least 10; see ")
    assert found.advice.endswith("ie/notice.yaml:24:5")


def test_the_small_law_is_sound() -> None:
    found = checked(SMALL)
    assert found.objections == ()
    assert (found.obligations, found.reviewed, found.ran.passed, found.ran.total) == (2, 2, 2, 2)


def test_law_not_looked_at_for_a_year_is_a_warning() -> None:
    assert checked(SMALL, date(2027, 11, 1)).objections == ()
    (found,) = checked(SMALL, date(2027, 11, 2)).objections
    assert (found.rule, found.severity) == ("stale", "warning")
    assert found.span is not None
    assert (found.span.line, found.span.column) == (6, 15)


def test_cases_of_law_that_cannot_be_computed_are_held_back(tmp_path: Path) -> None:
    with_mistake(tmp_path, LAW, "breached: {breach: ours}", "breached: {breach: our}")
    assert checked(tmp_path).ran.held_back == 2


def test_texts_of_one_id_must_not_overlap(tmp_path: Path) -> None:
    older = (
        "  - id: ie-notice-people\n    title: Tell the people\n    status: draft\n    cite: [{source: act, at: s. 2}]\n"
        '    in_force: {from: unknown, to: "2024-01-01"}\n    recipient: {kind: individuals, place: IE}\n'
        "    applies_to: {place: IE}\n    stages: [{name: notice, without: delay, of: aware}]\n"
    )
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / LAW
    path.write_text(path.read_text(encoding="utf-8") + older, encoding="utf-8")
    (found,) = checked(tmp_path).objections
    assert message_and_place(found) == ("two texts of ie-notice-people are in force at the same time", 49)
    path.write_text(path.read_text(encoding="utf-8").replace('to: "2024-01-01"', 'to: "2023-12-31"'), encoding="utf-8")
    assert checked(tmp_path).objections == ()
