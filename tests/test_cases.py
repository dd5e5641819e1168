"""Every case beside a regime is a test of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from ircomply.engine.cases import check_names, run_case
from ircomply.engine.checking import document_of
from ircomply.files.calendars import holidays
from ircomply.files.rulebook import read_rulebook
from ircomply.report.as_text import objection_text

if TYPE_CHECKING:
    from ircomply.engine.corpus import Law
    from ircomply.model.case import Case


@cache
def law() -> Law:
    book = read_rulebook([])
    assert not book.objections, "\n".join(objection_text(one) for one in book.objections)
    assert book.law
    return book.law


CASES = [pytest.param(case, id=f"{file.regime.value}: {case.name}") for file in law().cases for case in file.cases]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    wrong = run_case(case, law().corpus, holidays)
    if wrong:
        pytest.fail("\n".join(objection_text(one) for one in wrong), pytrace=False)


@pytest.mark.parametrize("file", law().cases, ids=lambda file: document_of(file.node))
def test_names_of_a_case_file_exist(file) -> None:
    assert check_names(file, law().corpus) == []
