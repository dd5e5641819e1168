from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from screens import NORTHWIND, facts, law, schedule, supposing

from ircomply.engine.questions import Pairs, questions
from ircomply.engine.world import World
from ircomply.model.results import Change, ObligationResult, Outcome, Question
from ircomply.report.as_next import next_page
from ircomply.report.page import as_plain

THREE = """\
3 answers would settle 5 obligations. Saturday 21 November, 6:40 pm in Dublin.
1  How likely is a risk to people in the UK? The impact assessment.  nw-gb-risk
     unlikely  Information Commission, UK; People affected, UK: not required.
               Keep the reasons.
     likely    Information Commission, UK: required, Mon 23 Nov, 4:40 pm; People
               affected, UK: not required.
     high      The same, and People affected, UK: required, without undue delay.
2  Is serious harm to anyone in Australia likely? The impact assessment.
   nw-au-harm
     yes  Information Commissioner, Australia: required, as soon as practicable.
     no   Information Commissioner, Australia: not required. Keep the reasons.
3  How many of the people in the customer records live in Texas?
   crm.people.US-TX
     0            Attorney General, Texas; People affected, Texas: not required.
                  Keep the reasons.
     1 to 249     Attorney General, Texas: not required. Keep the reasons.
     250 or more  Attorney General, Texas: required, Mon 21 Dec, 5:59 am.
2 more questions (--all). Until someone answers, what is presumed stays due.
"""


@cache
def asked() -> tuple[Question, ...]:
    at = schedule(facts())
    return questions(World(facts(), law(), at.now), at, again)


def again(pairs: Pairs, names: frozenset[str]) -> tuple[ObligationResult, ...]:
    return tuple(one for one in supposing(NORTHWIND, pairs).results if one.id in names)


def shown(*given: Question, show_all: bool = False) -> str:
    return as_plain(next_page(given, schedule(facts()), facts(), law(), show_all=show_all))


def test_three_questions() -> None:
    assert shown(*asked()) == THREE


def test_all_of_them() -> None:
    every = shown(*asked(), show_all=True)
    assert every.startswith("5 answers would settle 6 obligations.")
    assert "5  When, if at all: the organisation decided that the legal test is met?" in every
    assert "--all" not in every


def test_none() -> None:
    assert shown().splitlines()[0] == "No open question would change a verdict."


MONDAY = datetime.fromisoformat("2026-11-23T16:40:00+00:00")


def change(recipient: str, verdict: str, act_by: datetime | None = None, standard: str | None = None) -> Change:
    return Change(recipient.lower(), recipient, "undetermined", verdict, act_by, standard)


@pytest.mark.parametrize(
    ("outcomes", "lines"),
    [
        (
            [("no", [change("Ministry", "not_required")]), ("yes", [change("Ministry", "required", MONDAY)])],
            ["no   Ministry: not required. Keep the reasons.", "yes  Ministry: required, Mon 23 Nov, 4:40 pm."],
        ),
        (
            [("yes", [change("Ministry", "required", None, "without delay (as soon as practicable)")]), ("no", [])],
            ["yes  Ministry: required, as soon as practicable.", "no   Decides nothing by itself."],
        ),
        (
            [
                ("likely", [change("Ministry", "required", MONDAY)]),
                (
                    "high",
                    [change("Ministry", "required", MONDAY), change("People", "presumed", None, "without undue delay")],
                ),
            ],
            [
                "likely  Ministry: required, Mon 23 Nov, 4:40 pm.",
                "high    The same, and People: presumed, without undue delay.",
            ],
        ),
        (
            [
                ("0", []),
                ("1", []),
                ("499", []),
                ("500", [change("Ministry", "required")]),
                ("501", [change("Ministry", "required")]),
            ],
            ["under 500    Decides nothing by itself.", "500 or more  Ministry: required."],
        ),
        (
            [("yes", [change(f"Office {number}", "required", MONDAY) for number in range(6)])],
            ["yes  Office 0, Office 1, Office 2, Office 3, and 2 more: required, Mon", "23 Nov, 4:40 pm."],
        ),
    ],
)
def test_answers(outcomes: list[tuple[str, list[Change]]], lines: list[str]) -> None:
    told = tuple(Outcome(answer, tuple(changes)) for answer, changes in outcomes)
    one = Question("answer.x", "Is it so?", ("a",), 1, None, told, "DPO", "")
    page = shown(one).splitlines()
    assert page[1] == "1  Is it so? The DPO decides.  x"
    assert [line.strip() for line in page[2:-1]] == lines


def test_a_place_in_the_file_stands_for_the_path() -> None:
    one = Question("crm.people.SG", "How many?", ("a", "b"), 0, None, (), "the investigation", "incident.yaml:33")
    assert shown(one).splitlines()[1:3] == [
        "1  How many? The investigation.  incident.yaml:33",
        "     Write it down; it decides 2 obligations: a, b.",
    ]
