"""What a case may expect, and how it is compared with what the law answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ircomply.engine.cases import check_names, run_case
from ircomply.files.calendars import holidays
from ircomply.files.cases import read_cases
from ircomply.files.load import load
from ircomply.model.case import Case, CaseFile, merge
from ircomply.model.node import from_plain, plain

if TYPE_CHECKING:
    from pathlib import Path

    from ircomply.model.corpus import Corpus
    from ircomply.model.objection import Objection

HEAD = """\
schema: ircomply/cases/v1
regime: us-hipaa
base:
  organisation:
    based_in: US-OH
    established_in: [US-OH]
    serves: [US-OH]
    timezone: America/New_York
    classes: {us-hipaa-covered-entity: yes, us-hipaa-business-associate: no}
  people_elsewhere: no
  data_complete: yes
  data:
    - id: records
      role: controller
      form: electronic
      categories: [name, health]
      categories_complete: yes
      protection: none
      people: [{in: US-OH, count: 700}, {in: US-KY, count: 500}]
  findings: [{id: F1, about: records, at: "2026-10-05T12:00:00-04:00", exfiltrated: confirmed}]
  timeline: {detected: "2026-10-05T12:00:00-04:00"}
  answers: {us-hipaa-low-probability: no, us-hipaa-exclusion: no}
cases:
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load([])


def read(folder: Path, body: str, head: str = HEAD) -> CaseFile | list[Objection]:
    path = folder / "us-hipaa.cases.yaml"
    path.write_text(head + body, encoding="utf-8")
    return read_cases(path, "us-hipaa.cases.yaml")


def one_case(folder: Path, expect: str, facts: str = "{}", as_of: str = "2026-10-06T12:00:00-04:00") -> Case:
    file = read(folder, f'  - name: one\n    facts: {facts}\n    as_of: "{as_of}"\n    expect: {expect}\n')
    assert isinstance(file, CaseFile), file
    return file.cases[0]


PASSING = [
    "{us-hipaa-individuals: {verdict: required, open_on: none, stages: {notice: {state: running}}}}",
    '{us-hipaa-individuals: {stages: {notice: {act_by: "2026-12-04T23:59:59-05:00", not_before: none}}}}',
    '{us-hipaa-individuals: {stages: {notice: {act_by: "2026-12-05T04:59:59+00:00", held: no, filed_under: none}}}}',
    "{us-hipaa-individuals: {stages: {notice: {standard: without unreasonable delay}}}}",
    "{us-hipaa-individuals: {stages: {notice: {standard: unreasonable delay, projected: no}}}}",
    "{us-hipaa-media: {each: {US-OH: {stages: {notice: {state: running}}}, US-KY: {verdict: not_required}}}}",
    "{us-hipaa-media: {verdict: required}}",
]
FAILING = [
    ("{us-hipaa-individuals: {verdict: presumed}}", "expected presumed, got required"),
    ("{us-hipaa-individuals: {open_on: facts}}", "expected facts, got none"),
    ("{us-hipaa-individuals: {missing: [data]}}", "expected data, got "),
    (
        "{us-hipaa-individuals: {stages: {notice: {act_by: none}}}}",
        "expected act_by none, got 2026-12-04T23:59:59-05:00",
    ),
    (
        '{us-hipaa-individuals: {stages: {notice: {act_by: "2026-12-04T23:59:58-05:00"}}}}',
        "expected act_by 2026-12-04T23:59:58-05:00, got 2026-12-04T23:59:59-05:00",
    ),
    ("{us-hipaa-individuals: {stages: {notice: {projected: yes}}}}", "expected projected yes, got no"),
    ("{us-hipaa-individuals: {stages: {notice: {held: law_enforcement}}}}", "expected held law_enforcement, got none"),
    ("{us-hipaa-media: {each: {US-KY: {verdict: required}}}}", "expected required, got not_required"),
    (
        "{us-hipaa-media: {each: {US-TX: {verdict: required}}}}",
        "expected an instance, got none; there are: US-KY, US-OH",
    ),
    (
        "{us-hipaa-hhs-annual: {stages: {log-entry: {state: running}}}}",
        "expected state running, got no such stage: the verdict is not_required",
    ),
]


@pytest.mark.parametrize("expect", PASSING)
def test_what_holds(tmp_path: Path, corpus: Corpus, expect: str) -> None:
    assert run_case(one_case(tmp_path, expect), corpus, holidays) == []


@pytest.mark.parametrize(("expect", "said"), FAILING)
def test_what_does_not(tmp_path: Path, corpus: Corpus, expect: str, said: str) -> None:
    (found,) = run_case(one_case(tmp_path, expect), corpus, holidays)
    assert said in found.breadcrumb
    assert found.advice.startswith("because ") or "an instance" in said
    assert found.span is not None
    assert found.span.line == 27


def test_facts_lie_over_the_base(tmp_path: Path, corpus: Corpus) -> None:
    facts = "{organisation: {classes: {us-hipaa-covered-entity: no}}}"
    assert (
        run_case(one_case(tmp_path, "{us-hipaa-individuals: {verdict: not_required}}", facts), corpus, holidays) == []
    )


def test_a_ruled_out_needs_no_sources_here(tmp_path: Path, corpus: Corpus) -> None:
    states = "accessed: ruled_out, disclosed: ruled_out, lost: ruled_out, altered: ruled_out, unavailable: ruled_out"
    facts = f'{{findings: [{{about: records, at: "2026-10-05T12:00:00-04:00", {states}}}]}}'
    assert (
        run_case(one_case(tmp_path, "{us-hipaa-individuals: {verdict: not_required}}", facts), corpus, holidays) == []
    )


@pytest.mark.parametrize(
    ("base", "over", "laid"),
    [
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": "1", "c": "3"}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": ["3"]}),
        ({"a": {"b": 1}}, {"a": "unknown"}, {"a": "unknown"}),
        ({"a": 1}, {"a": {"b": 2}}, {"a": {"b": "2"}}),
        ({"a": 1}, {"b": 2}, {"a": "1", "b": "2"}),
        ({}, {"a": 1}, {"a": "1"}),
        ({"a": 1}, {}, {"a": "1"}),
    ],
)
def test_merge(base: object, over: object, laid: object) -> None:
    assert plain(merge(from_plain(base), from_plain(over))) == laid


UNREADABLE = [
    ("  - {name: a, expect: {}}\n", 'the key "as_of" is missing'),
    (
        '  - {name: a, as_of: "2026-01-01T00:00:00Z", expect: {x: {verdict: maybe}}}\n',
        "expected one of required, presumed",
    ),
    ('  - {name: a, as_of: "2026-01-01T00:00:00Z", expect: {x: {verdikt: required}}}\n', 'unknown key "verdikt"'),
    (
        '  - {name: a, as_of: "2026-01-01T00:00:00Z", expect: {x: {stages: {n: {act_by: soon}}}}}\n',
        '"soon" is no instant',
    ),
    ('  - {name: a, as_of: "2026-01-01T00:00:00Z", facts: [], expect: {}}\n', "expected a mapping (partial incident)"),
    ("  []\n", "the list is empty"),
]


@pytest.mark.parametrize(("body", "said"), UNREADABLE)
def test_a_case_file_that_cannot_be_read(tmp_path: Path, body: str, said: str) -> None:
    found = read(tmp_path, body)
    assert isinstance(found, list)
    assert any(one.message.startswith(said) for one in found), found
    assert all(one.span for one in found)


def test_names_that_lead_nowhere(tmp_path: Path, corpus: Corpus) -> None:
    body = (
        '  - {name: a, as_of: "2026-01-01T00:00:00Z", expect: {us-hipaa-indviduals: {verdict: required}}}\n'
        '  - {name: a, as_of: "2026-01-01T00:00:00Z", expect: {us-hipaa-media: {stages: {first: {state: filed}}}}}\n'
    )
    file = read(tmp_path, body, HEAD.replace("regime: us-hipaa", "regime: us-hippa"))
    assert isinstance(file, CaseFile)
    assert [one.message for one in check_names(file, corpus)] == [
        'no regime "us-hippa"; did you mean us-hipaa?',
        'no obligation "us-hipaa-indviduals"; did you mean us-hipaa-individuals?',
        'two cases are called "a"',
        'us-hipaa-media has no stage "first"',
    ]
