"""Single values as a file writes them: yes and no, numbers, ranges, stretches; and what is refused, with the way out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from given import condition, lab, tree
from ircomply.errors import UnreadableInput
from ircomply.model import condition as c
from ircomply.model.condition_format import CONDITION
from ircomply.model.facts import Facts
from ircomply.model.facts_format import PARTIAL
from ircomply.model.facts_reading import facts_from
from ircomply.model.instant import zone
from ircomply.model.objection import did_you_mean, nearest
from ircomply.model.quantity import Range
from ircomply.model.shape import BROKEN, Reader


def read(text: str) -> tuple[Facts | object, list[str]]:
    reader = Reader(lab().names(), zone("Europe/Dublin"))
    found = PARTIAL.read(tree(text), reader)
    return found, [f"{one.breadcrumb}: {one.message}" for one in reader.objections]


def known(text: str) -> Facts:
    found, objections = read(text)
    assert objections == []
    assert isinstance(found, Facts)
    return found


@pytest.mark.parametrize(
    ("written", "expected"),
    [("yes", True), ("true", True), ("no", False), ("false", False), ("unknown", None)],
)
def test_yes_no_and_unknown(written: str, expected: bool | None) -> None:
    assert known(f"{{people_elsewhere: {written}}}").people_elsewhere is expected


@pytest.mark.parametrize("written", ["Yes", "NO", "on", "1", "n/a", "[]"])
def test_nothing_else_is_yes_or_no(written: str) -> None:
    found, objections = read(f"{{people_elsewhere: {written}}}")
    assert found is BROKEN
    assert objections[0].startswith("people_elsewhere: expected yes, no or unknown, got ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("400", Range(Decimal(400), Decimal(400))),
        ("0", Range(Decimal(0), Decimal(0))),
        ("unknown", None),
        ("{at_least: 4, at_most: 7}", Range(Decimal(4), Decimal(7))),
        ("{at_least: 4}", Range(Decimal(4), None)),
        ("{at_most: 7}", Range(Decimal(0), Decimal(7))),
    ],
)
def test_a_count(written: str, expected: Range | None) -> None:
    assert known(f"{{data: [{{id: d, people: [{{in: US, count: {written}}}]}}]}}").data[0].people[0].count == expected


@pytest.mark.parametrize(
    "written",
    [
        "'-1'",
        "1_000",
        "'1,000'",
        "12.0",
        "1e3",
        "0x10",
        "some",
        "' 5 '",
        "{}",
        "{at_least: 8, at_most: 7}",
        "{about: 7}",
        "[4, 7]",
    ],
)
def test_what_is_no_count(written: str) -> None:
    found, objections = read(f"{{data: [{{id: d, people: [{{in: US, count: {written}}}]}}]}}")
    assert found is BROKEN
    assert len(objections) == 1


def test_money_and_numbers_of_a_law() -> None:
    figures = known(
        "{figures: {direct_loss: {EUR: {at_least: '100.50'}, USD: unknown}, affected_clients_percent: '10.5', records: unknown}}"
    ).figures
    assert figures == {
        "direct_loss": {"EUR": Range(Decimal("100.50"), None), "USD": None},
        "affected_clients_percent": Range(Decimal("10.5"), Decimal("10.5")),
    }


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        (
            "{from: 2026-11-02 00:00 UTC, to: 2026-11-03 00:00 UTC}",
            "2026-11-02T00:00:00+00:00",
            "2026-11-03T00:00:00+00:00",
        ),
        ("{from: 2026-11-02 00:00 UTC, to: ongoing}", "2026-11-02T00:00:00+00:00", "ongoing"),
        ("{from: 2026-11-02 00:00 UTC}", "2026-11-02T00:00:00+00:00", None),
        ("{to: 2026-11-03 00:00 UTC}", None, "2026-11-03T00:00:00+00:00"),
        ("2026-11-02 09:00 UTC", "2026-11-02T09:00:00+00:00", "2026-11-02T09:00:00+00:00"),
        ("2026-11-02", "2026-11-02T00:00:00+00:00", "2026-11-02T23:59:59+00:00"),
        ("{between: [2026-11-02 09:00 UTC, 2026-11-03]}", "2026-11-02T09:00:00+00:00", "2026-11-03T23:59:59+00:00"),
    ],
)
def test_a_stretch_of_time(written: str, start: str | None, end: str | None) -> None:
    (found,) = known(f"{{timeline: {{occurred: {written}}}}}").timeline["occurred"]
    assert (found.start.earliest.isoformat() if found.start else None) == start
    assert (found.end if found.end in (None, "ongoing") else found.end.latest.isoformat()) == end


@pytest.mark.parametrize(
    ("event", "written", "words"),
    [
        ("occurred", "{from: 2026-11-03 00:00 UTC, to: 2026-11-02 00:00 UTC}", "ends before it begins"),
        ("occurred", "{from: 2026-11-03 00:00 UTC, till: ongoing}", 'unknown key "till"'),
        ("occurred", "no", "is no instant"),
        ("detected", "{from: 2026-11-03 00:00 UTC, to: ongoing}", "is an instant, not a stretch"),
        ("detected", "{between: [2026-11-03 00:00 UTC, 2026-11-02 00:00 UTC]}", "lies before the first"),
        ("detected", "[no]", "is no instant"),
        ("detekted", "no", "did you mean detected?"),
    ],
)
def test_what_is_no_event(event: str, written: str, words: str) -> None:
    found, objections = read(f"{{timeline: {{{event}: {written}}}}}")
    assert found is BROKEN
    assert words in objections[0]


def test_an_event_that_is_denied_unknown_or_repeated() -> None:
    timeline = known(
        "{timeline: {ransom_paid: no, aware: unknown, new_information: [2026-11-02 09:00 UTC, 2026-11-01 09:00 UTC]}}"
    ).timeline
    assert timeline["ransom_paid"] == (False,)
    assert "aware" not in timeline
    assert len(timeline["new_information"]) == 2


def test_what_is_absent_is_unknown_and_nothing_is_no() -> None:
    empty = known("{}")
    assert (empty.data, empty.services, empty.people_elsewhere, empty.data_complete) == (None, None, None, None)
    assert (empty.organisation.based_in, empty.organisation.serves, empty.organisation.classes) == (None, None, {})
    bare = known("{data: [{id: d}], services: [{id: s}]}")
    assert [
        getattr(bare.data[0], name) for name in ("role", "form", "categories", "protection", "people", "owners")
    ] == [None] * 6
    assert (bare.services[0].kind, bare.services[0].critical, bare.services[0].customers) == (None, None, None)


def test_every_problem_is_reported_in_one_run() -> None:
    _, objections = read(
        "{peple_elsewhere: no, data: [{role: owner}], timeline: {aware: 12:30}, organisation: {based_in: IRL}}"
    )
    assert [one.split(":")[0] for one in objections] == [
        "",
        "data > role",
        "data",
        "timeline > aware",
        "organisation > based_in",
    ]


def test_a_place_is_an_iso_code() -> None:
    for code in ("IE", "NO", "EU", "EEA", "US-CA", "DE-BY"):
        assert known(f"{{organisation: {{based_in: {code}}}}}").organisation.based_in == code
    for code, near in (("UK", ""), ("CA-CA", ""), ("US-ZZ", ""), ("California", ""), ("TX", "US-TX")):
        found, objections = read(f"{{organisation: {{based_in: {code}}}}}")
        assert found is BROKEN
        assert near in objections[0]


# --- names that lead nowhere ----------------------------------------------------------------------------------

HEAD = "schema: ircomply/incident/v1, id: INC-1, organisation: {timezone: Europe/Dublin}"


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("data: [{id: d}, {id: d}]", "id", "stands twice"),
        ("data: [{id: d}], services: [{id: d}]", "id", "stands twice, first in data"),
        ("data: [{id: incident}]", "id", "is the name of a section"),
        ("data: [{id: timeline}]", "id", "is the name of a section"),
        (
            "data: [{id: crm}], findings: [{about: cmr, at: 2026-11-20, accessed: confirmed}]",
            "unknown-name",
            "did you mean crm?",
        ),
        (
            "services: [{id: s}], findings: [{about: s, at: 2026-11-20, exfiltrated: confirmed}]",
            "aspect",
            "says nothing about s",
        ),
        ("findings: [{about: incident, at: 2026-11-20, accessed: confirmed}]", "aspect", "says nothing about incident"),
        ("findings: [{about: incident, at: 2026-11-20, atack: confirmed}]", "unknown-key", "did you mean attack?"),
        ("findings: [{about: incident, at: 2026-11-20}]", "finding", "establishes nothing"),
        ("findings: [{about: incident, at: 2026-11-20, attack: maybe}]", "choice", "expected one of"),
        (
            "findings: [{about: incident, at: 2026-11-20, attack: confirmed, sources: [log]}]",
            "unknown-name",
            'no source "log"',
        ),
        (
            "findings: [{about: incident, at: 2026-11-20, attack: confirmed, corrects: F9, because: x}]",
            "unknown-name",
            'no finding "F9"',
        ),
        ("totals: [{of: [d], in: DE, count: 4}]", "unknown-name", 'no data set "d"'),
        ("sources: [{id: s, kind: edr, of: [d]}]", "unknown-name", 'no data set or service "d"'),
        ("filings: [{obligation: lab-minuts, at: 2026-11-20}]", "unknown-name", "did you mean lab-minutes?"),
        (
            "filings: [{obligation: lab-hours-eu, stage: reprot, at: 2026-11-20}]",
            "unknown-name",
            "did you mean report?",
        ),
        ("orders: [{obligation: lab-x, at: 2026-11-20}]", "unknown-name", "no obligation"),
        (
            "holds: [{obligations: [lab-x], kind: law_enforcement, from: 2026-11-20}]",
            "unknown-name",
            'no obligation "lab-x"',
        ),
        ("decisions: [{obligation: lab-x, verdict: required}]", "unknown-name", "no obligation"),
        ("starts: [{event: aware, for: lab-x, at: 2026-11-20}]", "unknown-name", "no obligation or regime"),
        (
            "starts: [{event: awair, for: lab-minutes, at: 2026-11-20}]",
            "unknown-name",
            'no event "awair"; did you mean aware?',
        ),
        ("answers: {lab-risk: perhaps}", "choice", "is no answer to lab-risk"),
        ("answers: {lab-rsk: likely}", "unknown-key", "did you mean lab-risk?"),
        ("extra: {anything: [at, all]}, colour: blue", "unknown-key", 'unknown key "colour"'),
    ],
)
def test_a_name_that_resolves_to_nothing_is_unreadable(text: str, rule: str, words: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        facts_from(tree(f"{{{HEAD}, {text}}}"), lab())
    assert [(one.rule, words in one.message) for one in refused.value.objections] == [(rule, True)]
    assert all(one.span for one in refused.value.objections)


def test_a_zone_that_does_not_exist() -> None:
    with pytest.raises(UnreadableInput) as refused:
        facts_from(tree("{schema: ircomply/incident/v1, id: INC-1, organisation: {timezone: Europe/Doblin}}"), lab())
    assert "no time zone" in refused.value.objections[0].message


def test_the_digest_is_that_of_the_facts_and_not_of_their_writing() -> None:
    one = facts_from(tree("{schema: ircomply/incident/v1, id: INC-1, title: x, people_elsewhere: no}"), lab()).digest
    other = facts_from(
        tree("# a comment\nid: 'INC-1'\npeople_elsewhere: no\ntitle: \"x\"\nschema: ircomply/incident/v1\n"), lab()
    ).digest
    third = facts_from(tree("{schema: ircomply/incident/v1, id: INC-1, title: x, people_elsewhere: yes}"), lab()).digest
    assert one == other != third


# --- conditions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("{people: {of: any, at_least: 500}}", Decimal(500)),
        ("{figure: records, more_than: '1.5'}", Decimal("1.5")),
        ("{figure: direct_loss, more_than: {EUR: 500000}}", c.Money(Decimal(500000), "EUR")),
        ("{figure: direct_loss, at_most: {percent: 5, of: turnover}}", c.Percent(Decimal(5), "turnover")),
        ("{figure: direct_loss, at_most: {of: turnover, percent: 5}}", c.Percent(Decimal(5), "turnover")),
    ],
)
def test_a_comparator(text: str, bound: object) -> None:
    assert condition(text).test.bound == bound  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # a leaf takes only what it can be compared with
        ("{people: {of: any, at_least: {EUR: 5}}}", "shape"),
        ("{people: {of: any, at_least: {percent: 5}}}", "shape"),
        ("{figure: undetected, more_than: {days: 90}}", "shape"),
        ("{figure: direct_loss, more_than: {percent: 5}}", "shape"),
        ("{figure: direct_loss, more_than: {EUR: 5, USD: 5}}", "shape"),
        ("{service: {lasting: {more_than: 30}}}", "shape"),
        ("{service: {lasting: {more_than: {EUR: 30}}}}", "shape"),
        ("{service: {users: {more_than: {hours: 1}}}}", "shape"),
        ("{service: {users: {more_than: {percent: 5, of: turnover}}}}", "shape"),
        ("{event: detected, later_than: {event: occurred, by: 90}}", "shape"),
        ("{service: {lasting: {more_than: {fortnights: 1}}}}", "unit"),
        # exactly one
        ("{people: {of: any}}", "comparator"),
        ("{people: {of: any, at_least: 5, at_most: 9}}", "comparator"),
        # heads
        ("{breech: any}", "condition"),
        ("{event: aware, answer: lab-risk}", "condition"),
        ("{}", "condition"),
        ("{all: []}", "shape"),
        ("{event: awair}", "unknown-word"),
        ("{class: lab-bnk}", "unknown-word"),
        ("{place: UK}", "place"),
        ("{breach: {of: [ssnn]}}", "unknown-word"),
        ("{breach: {of: any, aspects: [exfiltratd]}}", "unknown-word"),
        ("{breach: {of: any, enough: assumed}}", "choice"),
        ("{not: [{event: aware}]}", "condition"),
    ],
)
def test_a_condition_that_cannot_be(text: str, rule: str) -> None:
    names = lab().names()
    names["kinds_of_data"] = names["categories"] | names["combinations"]
    reader = Reader(names)
    assert CONDITION.read(tree(text), reader) is BROKEN
    assert rule in [one.rule for one in reader.objections]


@pytest.mark.parametrize(
    ("word", "names", "near"),
    [
        ("determind", ["determined", "detected"], "determined"),
        (
            "eu-gdpr-art33",
            ["eu-gdpr-art33-authority", "eu-gdpr-art34-individuals"],
            "eu-gdpr-art33-authority",
        ),  # by its beginning
        ("eu-gdpr", ["eu-gdpr-art33-authority", "eu-gdpr-art34-individuals"], None),
        ("zzz", ["determined"], None),
    ],
)
def test_the_nearest_name(word: str, names: list[str], near: str | None) -> None:
    assert nearest(word, names) == near
    assert did_you_mean(word, names) == (f"; did you mean {near}?" if near else "")
