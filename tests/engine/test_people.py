"""How many people: nested places once, groups that add up, wide entries, people elsewhere, totals, members."""

from __future__ import annotations

import pytest

from given import facts, lab
from ircomply.engine.people import (
    left_in,
    member_of,
    members_with_people,
    narrowed,
    people_of,
    people_unnamed,
    states_of,
)
from ircomply.model.quantity import Range

WORDS = lab().vocabulary


def shown(count: Range) -> str:
    """As `400`, `400..700`, `400..`."""
    return f"{count.low}" if count.exact else f"{count.low}..{'' if count.high is None else count.high}"


def data(people: str, more: str = "") -> str:
    return f"{{data: [{{id: d, people: {people}}}]{', ' if more else ''}{more}}}"


CLOSED = "people_elsewhere: no, data_complete: yes"


@pytest.mark.parametrize(
    ("people", "place", "expected"),
    [
        ("[{in: US-CA, count: 400}]", "US-CA", "400"),
        ("[{in: US-CA, count: 400}]", "US", "400"),
        ("[{in: US-CA, count: 400}]", "US-TX", "0"),
        ("[{in: US-CA, count: 400}]", None, "400"),
        ("[]", "US-CA", "0"),
        ("[{in: US-CA}]", "US-CA", "1.."),
        ("[{in: US-CA, count: unknown}]", "US", "1.."),
        ("[{in: US-CA, count: {at_least: 4, at_most: 7}}]", "US-CA", "4..7"),
        # a wide place holds the narrow ones listed beside it
        ("[{in: US, count: 1000}, {in: US-CA, count: 400}]", "US", "1000"),
        ("[{in: US, count: 1000}, {in: US-CA, count: 400}]", None, "1000"),
        ("[{in: US, count: 1000}, {in: US-CA, count: 400}]", "US-CA", "400"),
        ("[{in: US, count: 1000}, {in: US-CA, count: 400}]", "US-TX", "0..600"),
        ("[{in: US, count: 1000}, {in: US-CA, count: {at_least: 400, at_most: 700}}]", "US-TX", "0..600"),
        ("[{in: US, count: 1000}]", "US-TX", "0..1000"),
        ("[{in: US}]", "US-TX", "0.."),
        ("[{in: US, count: 300}, {in: US-CA, count: 400}]", "US", "400"),
        ("[{in: US, count: {at_least: 5, at_most: 9}}, {in: US-CA, count: {at_least: 7, at_most: 20}}]", "US", "7..9"),
        ("[{in: EEA, count: 90}, {in: EU, count: 70}, {in: DE, count: 50}]", "EEA", "90"),
        ("[{in: EEA, count: 90}, {in: EU, count: 70}, {in: DE, count: 50}]", "EU", "70"),
        ("[{in: EEA, count: 90}, {in: EU, count: 70}, {in: DE, count: 50}]", "FR", "0..40"),
        ("[{in: EEA, count: 90}, {in: EU, count: 70}, {in: DE, count: 50}]", "IS", "0..20"),
        # groups of one place add up; a group lies in the whole
        ("[{in: US-OH, count: 300, who: customers}, {in: US-OH, count: 300, who: employees}]", "US-OH", "600"),
        ("[{in: US-OH, count: 500}, {in: US-OH, count: 300, who: employees}]", "US-OH", "500"),
        ("[{in: US, count: 900, who: customers}, {in: US-OH, count: 300, who: customers}]", "US", "900"),
        ("[{in: US, count: 900, who: customers}, {in: US-OH, count: 300, who: employees}]", "US", "1200"),
        # a place that counts one group only may hold others of the wider entry
        ("[{in: US, count: 1000, who: employees}, {in: US-CA, count: 400, who: customers}]", "US-CA", "400..1400"),
        ("[{in: US, count: 1000}, {in: US-CA, count: 400, who: customers}]", "US-CA", "400..1000"),
        ("[{in: US, count: 1000, who: customers}, {in: US-CA, count: 400, who: customers}]", "US-CA", "400"),
        # the same people may stand twice: everybody of a state, and the customers of the country
        ("[{in: US, count: 1000, who: customers}, {in: US-CA, count: 400}]", "US", "1000..1400"),
        ("[{in: US-CA, count: 300}, {in: US-CA, count: 200}]", "US-CA", "300..500"),
        ("[{in: US, count: 9, who: customers}, {in: US-CA, count: 4}, {in: FR, count: 2}]", None, "11..15"),
    ],
)  # fmt: skip
def test_people_of_a_place_when_nobody_lives_elsewhere(people: str, place: str | None, expected: str) -> None:
    known = facts(data(people, CLOSED))
    assert shown(people_of(known.data[0], place, known, WORDS)) == expected


@pytest.mark.parametrize(
    ("people", "place", "expected"),
    [
        ("[{in: US-CA, count: 400}]", "US-CA", "400"),  # it has a count of its own
        ("[{in: US-CA, count: 400}]", "US-TX", "0.."),
        ("[{in: US-CA, count: 400}]", "US", "400.."),
        ("[{in: US-CA, count: 400}]", None, "400.."),
        ("[{in: US, count: 1000}]", "US-TX", "0.."),
        ("[]", "US", "0.."),
    ],
)
@pytest.mark.parametrize("elsewhere", ["yes", "unknown", None])
def test_people_may_live_where_no_count_is_given(
    people: str, place: str | None, expected: str, elsewhere: str | None
) -> None:
    known = facts(data(people, f"people_elsewhere: {elsewhere}" if elsewhere else ""))
    assert shown(people_of(known.data[0], place, known, WORDS)) == expected


def test_people_that_nobody_has_counted_are_unknown_even_when_nobody_lives_elsewhere() -> None:
    known = facts(f"{{data: [{{id: d}}], {CLOSED}}}")
    assert shown(people_of(known.data[0], "US", known, WORDS)) == "0.."


TWO = "data: [{id: d, people: [{in: US-OH, count: 300}]}, {id: e, people: [{in: US-OH, count: 300}]}]"


@pytest.mark.parametrize(
    ("total", "sure", "place", "more", "expected"),
    [
        ("{of: [d, e], in: US-OH, count: {at_most: 400}}", {"d", "e"}, "US-OH", CLOSED, "300..400"),
        ("{of: [d, e], in: US-OH, count: 500}", {"d", "e"}, "US-OH", CLOSED, "500"),
        ("{of: [d, e], in: US-OH, count: 500}", {"d", "e"}, "US", CLOSED, "500..600"),
        ("{of: [d, e], in: US, count: {at_most: 400}}", {"d", "e"}, "US-OH", CLOSED, "300..400"),
        ("{of: [d, e], in: US, count: {at_most: 400}}", {"d", "e"}, None, CLOSED, "300..400"),
        ("{of: [d, e], in: US, count: {at_most: 400}}", {"d", "e"}, None, "data_complete: yes", "300..600"),
        ("{of: [d, e], in: US-OH, count: {at_least: 500}}", {"d"}, "US-OH", CLOSED, "300..600"),  # e may not match
        ("{of: [d], in: US-OH, count: {at_most: 350}}", {"d", "e"}, "US-OH", CLOSED, "300..600"),  # e is not in it
        ("{of: [d, e], in: US-OH, count: unknown}", {"d", "e"}, "US-OH", CLOSED, "300..600"),
        ("{of: [d, e], in: US-OH, count: {at_most: 400}}", {"d", "e"}, "US-OH", "data_complete: no", "300..600"),
    ],
)  # fmt: skip
def test_a_total_counts_people_once(total: str, sure: set[str], place: str | None, more: str, expected: str) -> None:
    known = facts(f"{{{TWO}, totals: [{total}], {more}}}")
    assert shown(narrowed(Range(300, 600), (sure, {"d", "e"}), place, known, WORDS)) == expected


def test_a_total_bounds_sets_that_nobody_has_counted() -> None:
    known = facts(f"{{data: [{{id: d}}], totals: [{{of: [d], in: DE, count: {{at_most: 900}}}}], {CLOSED}}}")
    assert shown(narrowed(Range(0, None), ({"d"}, {"d"}), "DE", known, WORDS)) == "0..900"


@pytest.mark.parametrize(
    ("people", "more", "place", "members", "rest"),
    [
        ("[{in: US-OH, count: 700}, {in: US-KY}]", CLOSED, "US", ["US-KY", "US-OH"], False),
        ("[{in: US-OH, count: 0}]", CLOSED, "US", [], False),
        ("[{in: US, count: 1000}, {in: US-OH, count: 700}]", CLOSED, "US", ["US-OH"], True),
        ("[{in: US, count: 700}, {in: US-OH, count: 700}]", CLOSED, "US", ["US-OH"], False),
        ("[{in: US, count: 700}, {in: US-OH, count: {at_least: 600, at_most: 700}}]", CLOSED, "US", ["US-OH"], True),
        ("[{in: US-OH, count: 700}]", "data_complete: yes", "US", ["US-OH"], True),
        ("[{in: US-OH, count: 700}]", "people_elsewhere: no", "US", ["US-OH"], True),
        ("[{in: DE-BY, count: 2}, {in: FR}]", CLOSED, "EEA", ["DE", "FR"], False),
        ("[{in: EU, count: 10}, {in: FR, count: 2}]", CLOSED, "EEA", ["FR"], True),
        ("[{in: GB, count: 10}]", CLOSED, "EEA", [], False),
    ],
)  # fmt: skip
def test_members_where_people_live(people: str, more: str, place: str, members: list[str], rest: bool) -> None:
    known = facts(data(people, more))
    assert members_with_people(known, place, WORDS) == (members, rest)


@pytest.mark.parametrize("text", ["{}", "{data: []}", f"{{{CLOSED}}}", f"{{data: [{{id: d}}], {CLOSED}}}"])
def test_before_anybody_has_looked_people_may_live_anywhere(text: str) -> None:
    assert members_with_people(facts(text), "US", WORDS) == ([], True)


@pytest.mark.parametrize(
    ("people", "place", "expected", "left"),
    [
        ("[{in: US, count: 1000}, {in: US-OH, count: 700}]", "US", "300", True),
        ("[{in: US, count: 1000}, {in: US-OH, count: {at_least: 600, at_most: 700}}]", "US", "300..400", True),
        ("[{in: US-OH, count: 700}]", "US", "0", False),
        ("[{in: EEA, count: 90}, {in: EU, count: 70}, {in: DE, count: 50}]", "EEA", "20..40", True),
        ("[{in: EEA, count: 90}, {in: DE, count: 50}]", "EU", "0..40", True),
        ("[{in: US}]", "US", "1..", True),
    ],
)
def test_people_whose_state_is_not_named(people: str, place: str, expected: str, left: bool) -> None:
    known = facts(data(people, CLOSED))
    assert shown(people_unnamed(known.data[0], place, known, WORDS)) == expected
    assert left_in(place, known, WORDS) is left


@pytest.mark.parametrize(
    ("code", "place", "expected"),
    [("US-CA", "US", "US-CA"), ("US", "US", None), ("DE-BY", "EEA", "DE"), ("DE", "EU", "DE"), ("GB", "EU", None), ("EU", "EEA", None)],
)  # fmt: skip
def test_the_member_in_which_a_place_lies(code: str, place: str, expected: str | None) -> None:
    assert member_of(code, place, WORDS) == expected


def test_the_states_of_a_union() -> None:
    assert len(states_of("EU", WORDS)) == 27
    assert set(states_of("EEA", WORDS)) - set(states_of("EU", WORDS)) == {"NO", "IS", "LI"}
