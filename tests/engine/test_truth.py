"""Three values: the tables of `all`, `any`, `not`, `some`, and comparators with ranges."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from ircomply.engine.truth import NO, OPEN, YES, Truth, at_least, compare, every, passes, said, some
from ircomply.model.quantity import Range

VALUES = (NO, OPEN, YES)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, OPEN, OPEN, YES),
        (YES, NO, NO, YES),
        (OPEN, OPEN, OPEN, OPEN),
        (OPEN, NO, NO, OPEN),
        (NO, NO, NO, NO),
    ],
)
def test_all_is_the_minimum_and_any_the_maximum(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert every((left, right)) is every((right, left)) is both
    assert some((left, right)) is some((right, left)) is either


def test_nothing_at_all() -> None:
    assert every(()) is YES
    assert some(()) is NO


@pytest.mark.parametrize(("value", "swapped"), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_not_swaps_and_leaves_open_what_is_open(value: Truth, swapped: Truth) -> None:
    assert ~value is swapped


@pytest.mark.parametrize(
    ("count", "values", "expected"),
    [
        (2, (YES, YES, NO), YES),
        (2, (YES, OPEN, NO), OPEN),
        (2, (YES, NO, NO), NO),
        (2, (OPEN, OPEN, NO), OPEN),
        (2, (OPEN, NO, NO), NO),
        (1, (), NO),
        (0, (), YES),
        (3, (YES, YES), NO),
    ],
)
def test_so_many_of_them(count: int, values: tuple[Truth, ...], expected: Truth) -> None:
    assert at_least(count, values) is expected


@pytest.mark.parametrize("count", range(5))
def test_so_many_is_what_every_way_of_settling_the_open_ones_agrees_on(count: int) -> None:
    for values in product(VALUES, repeat=3):
        settled = {at_least(count, way) for way in product(*[(NO, YES) if one is OPEN else (one,) for one in values])}
        assert at_least(count, values) is (settled.pop() if len(settled) == 1 else OPEN)


@pytest.mark.parametrize(("fact", "expected"), [(True, YES), (False, NO), (None, OPEN)])
def test_what_a_fact_says(fact: bool | None, expected: Truth) -> None:
    assert said(fact) is expected


@pytest.mark.parametrize(
    ("operator", "low", "high", "expected"),
    [
        ("at_least", 500, 500, YES),
        ("at_least", 499, 499, NO),
        ("at_least", 499, 500, OPEN),
        ("at_least", 500, None, YES),
        ("at_least", 499, None, OPEN),
        ("more_than", 500, 500, NO),
        ("more_than", 501, 501, YES),
        ("more_than", 500, 501, OPEN),
        ("more_than", 0, 500, NO),
        ("fewer_than", 499, 499, YES),
        ("fewer_than", 500, 500, NO),
        ("fewer_than", 499, 500, OPEN),
        ("fewer_than", 500, None, NO),
        ("fewer_than", 0, None, OPEN),
        ("at_most", 500, 500, YES),
        ("at_most", 501, 501, NO),
        ("at_most", 500, 501, OPEN),
        ("at_most", 501, None, NO),
    ],
)
def test_a_range_beside_five_hundred(operator: str, low: int, high: int | None, expected: Truth) -> None:
    above = None if high is None else Decimal(high)
    assert passes(operator, Decimal(low), above, Decimal(500)) is expected
    assert compare(operator, Range(Decimal(low), above), Decimal(500)) is expected


def test_a_number_that_nobody_knows_is_open() -> None:
    assert {compare(operator, None, Decimal(0)) for operator in ("more_than", "at_most")} == {OPEN}
