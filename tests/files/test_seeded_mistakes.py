"""Mistakes in the law that ships, many at once: each is found once, where it stands, with the way out, and nothing else.

A mistake is one replacement in one file of a copy; «…» marks what must be underlined.
"""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ircomply.engine.checking import Checked, check_all
from ircomply.files.calendars import calendars_of
from ircomply.files.resources import shipped
from ircomply.files.rulebook import read_rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from ircomply.model.objection import Objection

TODAY = date(2026, 11, 25)


class Seed(NamedTuple):
    """One mistake: where, what becomes what, and what must be said of it."""

    file: str
    old: str
    new: str
    rule: str
    message: str


DORA, HIPAA, GDPR, UK = "eu/dora.yaml", "us/hipaa.yaml", "eu/gdpr.yaml", "gb/uk-gdpr.yaml"
SEC, CALIFORNIA, CLINICS, NDB = (
    "us/sec-8k.yaml",
    "us-ca/breach-statute.yaml",
    "us-ca/health-facilities.yaml",
    "au/ndb.yaml",
)

# What reading meets: several in one file, all of them in one run.
READING = [
    Seed(
        DORA,
        "if_unknown: decide",
        "«if_unknwn»: decide",
        "unknown-key",
        'unknown key "if_unknwn"; did you mean if_unknown?',
    ),
    Seed(
        DORA,
        '{source: reg-1182-71, at: "Art. 3(2)(c)"}',
        "«{»source: reg-1182-71}",
        "missing-key",
        'the key "at" is missing',
    ),
    Seed(
        DORA,
        "{within: {hours: 4}, of: classified}",
        "{within: {«hourz»: 4}, of: classified}",
        "clock",
        'no unit "hourz"; did you mean hours?',
    ),
    Seed(DORA, "of: restored", "of: «restord»", "clock", 'no event "restord"; did you mean restored?'),
    Seed(DORA, 'in_force: {from: "2025-01-17"}', 'in_force: {from: «"2025-02-30"»}', "date", "2025-02-30"),
    Seed(DORA, "of: eu-dora-nca", "of: «eu-dora-nac»", "unknown-word", "did you mean eu-dora-nca?"),
    Seed(DORA, "counting: eu-dora\n", "counting: «eu-dor»\n", "unknown-word", "did you mean eu-dora?"),
    Seed(
        HIPAA,
        "{class: us-hipaa-covered-entity}",
        "{class: «us-hipaa-coverd-entity»}",
        "unknown-word",
        "did you mean us-hipaa-covered-entity?",
    ),
    Seed(HIPAA, "of: [personal]", "of: [«persnal»]", "unknown-word", "did you mean personal?"),
    Seed(HIPAA, "within: {days: 60}", "within: {days: «sixty»}", "clock", "sixty"),
    Seed(HIPAA, "more_than: 500", "more_than: «-500»", "number", "-500"),
]
# What only the law as a whole shows.
WHOLE = [
    Seed(
        GDPR,
        "{source: edpb-9-2022, at: Section II.A}",
        "{source: «edpb-9-2020», at: Section II.A}",
        "unknown-name",
        'no source "edpb-9-2020"',
    ),
    Seed(
        GDPR,
        "when: {breach: personal-owned}\n    unless",
        "when: {breach: «personal-ownd»}\n    unless",
        "unknown-name",
        "did you mean personal-owned?",
    ),
    Seed(GDPR, "of: filed.notification}", "of: «filed.notificaton»}", "unknown-name", "did you mean notification?"),
    Seed(
        UK,
        "unless: {answer: uk-gdpr-risk, is: [unlikely]}",
        "unless: {answer: uk-gdpr-risk, is: [«unlikly»]}",
        "unknown-name",
        "did you mean unlikely?",
    ),
    Seed(UK, "status: draft\n    cite", "status: «on»\n    cite", "choice", "draft, reviewed, retired"),
    Seed(SEC, "of: new_information", "of: «filed.amendment»", "circle", "counts from itself"),
    Seed(
        CALIFORNIA,
        'in_force: {from: "2026-01-01", judged_on: detected}\n    recipient: {kind: attorney_general',
        'in_force: {from: «"2025-12-30"», judged_on: detected}\n    recipient: {kind: attorney_general',
        "overlap",
        "us-ca-ag",
    ),
    Seed(
        CLINICS,
        "  - id: us-ca-hsc1280-patients\n    title",
        "  - id: us-ca-hsc1280-patients\n    status: «reviewed»\n    title",
        "reviewed",
        "lacks",
    ),
    Seed(NDB, 'checked: {on: "2026-11-24"', 'checked: {on: «"2024-11-24"»', "stale", "2024"),
    Seed("au/soci.cases.yaml", "state: due_soon", "state: «overdue»", "case", "case fails"),
    Seed("au/ndb.cases.yaml", "au-ndb-oaic:", "«au-ndb-oiac»:", "unknown-name", "did you mean au-ndb-oaic?"),
    Seed(
        "_coverage.yaml",
        "privacy: {state: complete",
        "«privcy»: {state: complete",
        "unknown-name",
        "did you mean privacy?",
    ),
]


def seeded(folder: Path, seeds: list[Seed]) -> dict[Seed, tuple[str, int, int, int]]:
    """Put the mistakes into a copy of the law; give where each must be found."""
    places = {}
    for seed in seeds:
        path = folder / seed.file
        text = path.read_text(encoding="utf-8")
        assert text.count(seed.old) >= 1, f"{seed.file} has no {seed.old!r}"
        path.write_text(text.replace(seed.old, seed.new, 1), encoding="utf-8")
    for seed in seeds:
        text = (folder / seed.file).read_text(encoding="utf-8")
        before = text[: text.index(seed.new) + seed.new.index("«")]
        marks = before.rpartition("\n")[2].count("«") + before.rpartition("\n")[2].count("»")
        start = len(before) - before.rfind("\n") - marks
        width = seed.new.index("»") - seed.new.index("«") - 1
        places[seed] = (seed.file, before.count("\n") + 1, start, start + width)
    for seed in seeds:
        path = folder / seed.file
        path.write_text(path.read_text(encoding="utf-8").replace("«", "").replace("»", ""), encoding="utf-8")
    return places


def checked(folder: Path) -> Checked:
    book = read_rulebook([folder])
    return check_all(book.law, book.objections, book.asked, TODAY, calendars_of(book.folders))


def found_at(one: Objection, folder: Path) -> tuple[str, int, int, int]:
    assert one.span is not None, one
    return one.span.document.name.removeprefix(f"{folder.as_posix()}/"), one.span.line, one.span.column, one.span.end


def test_nothing_is_found_in_what_ships() -> None:
    book = read_rulebook([])
    assert check_all(book.law, book.objections, book.asked, TODAY, calendars_of(book.folders)).objections == ()


@pytest.mark.parametrize("seeds", [READING, WHOLE], ids=["reading", "whole"])
def test_each_is_found_once_where_it_stands(tmp_path: Path, seeds: list[Seed]) -> None:
    folder = tmp_path / "law"
    shutil.copytree(shipped("jurisdictions"), folder)
    places = seeded(folder, seeds)
    found = checked(folder).objections
    for seed, (file, line, start, end) in places.items():
        told = [one for one in found if found_at(one, folder)[:3] == (file, line, start)]
        assert [one.rule for one in told] == [seed.rule], (seed, [str(one) for one in found])
        assert seed.message in told[0].message
        assert found_at(told[0], folder)[3] == end
        assert told[0].advice or "did you mean" in told[0].message or "expected" in told[0].message, told[0]
    assert len(found) == len(seeds), [f"{one.span} {one.message}" for one in found]
