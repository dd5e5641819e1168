"""Where the paths of `rules check` lead, and what a private set must keep to."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ircomply.engine.checking import Checked, check_all
from ircomply.errors import UsageError
from ircomply.files.rulebook import cases_of, read_rulebook, shortened

SMALL = Path(__file__).parents[1] / "law" / "small"
SET = "id: acme\nprefix: acme-\n"
MSA = """\
schema: ircomply/regime/v1
regime: acme-msa
title: Agreements
jurisdiction: IE
sources: {msa: {title: Master services agreement, kind: contract}}
questions:
  acme-costs: {ask: "Are costs about to be incurred?", choices: [yes, no]}
events:
  acme_costs: {means: the first cost}
obligations:
  - id: acme-msa-notice
    title: Tell Acme
    cite: [{source: msa, at: clause 12.3}]
    in_force: {from: "2025-03-01"}
    binding: contract
    recipient: {kind: counterparty, name: Acme BV, place: organisation}
    when: {answer: acme-costs, is: [yes]}
    stages: [{name: notice, within: {hours: 24}, of: acme_costs}]
"""
WORDS = "schema: ircomply/vocabulary/v1\ncategories:\n  acme_recipe: {means: a recipe}\n"


def a_set(folder: Path, law: str = MSA, named: str = SET, words: str = WORDS) -> Path:
    (folder / "_vocabulary").mkdir(parents=True)
    (folder / "set.yaml").write_text(named, encoding="utf-8")
    (folder / "msa.yaml").write_text(law, encoding="utf-8")
    (folder / "_vocabulary" / "words.yaml").write_text(words, encoding="utf-8")
    return folder


def checked(*paths: Path) -> Checked:
    book = read_rulebook(paths)
    return check_all(book.law, book.objections, book.asked, date(2026, 11, 24))


def found(*paths: Path) -> list[tuple[str, int, str]]:
    """Check sets beside the small law, which stands in for ours: it is quick."""
    return [(one.rule, one.span.line if one.span else 0, one.message) for one in checked(SMALL, *paths).objections]


def test_a_sound_set(tmp_path: Path) -> None:
    what = checked(a_set(tmp_path / "acme"))
    assert what.objections == ()
    assert (what.obligations, what.reviewed, what.ran.total) == (1, 0, 0)


PRIVATE = [
    ("regime: acme-msa", "regime: msa", "prefix", 2, '"msa" lacks the prefix of its set'),
    ("- id: acme-msa-notice", "- id: msa-notice", "prefix", 11, '"msa-notice" lacks the prefix of its set'),
    ("acme_costs: {means", "costs: {means", "clock", 18, 'no event "acme_costs"; did you mean costs?'),
    (
        "    binding: contract\n",
        "    binding: contract\n    amends: ie-notice-authority\n",
        "amends",
        16,
        "amends needs because",
    ),
    (
        "    binding: contract\n",
        "    binding: contract\n    amends: ie-notice\n    because: it is so\n",
        "unknown-name",
        16,
        'no obligation "ie-notice" in another set',
    ),
    (
        "- id: acme-msa-notice",
        "- id: ie-notice-authority",
        "repeated-id",
        11,
        'the id "ie-notice-authority" belongs to the set ircomply',
    ),
    ("regime: acme-msa", "regime: ie-notice", "repeated-id", 2, 'the regime "ie-notice" stands twice'),
    ("place: organisation}", "place: this}", "this", 16, "this, and no for_each"),
    ("kind: contract}}", "kind: law}}", "reach", 11, "the duty is public and bound to no place"),
]


@pytest.mark.parametrize(("old", "new", "rule", "line", "message"), PRIVATE)
def test_a_mistake_in_a_set(tmp_path: Path, old: str, new: str, *, rule: str, line: int, message: str) -> None:
    assert old in MSA
    law = MSA.replace(old, new, 1)
    if rule == "reach":
        law = law.replace("    binding: contract\n", "").replace('from: "2025-03-01"}', 'from: "2025-03-01"}')
    assert (rule, line, message) in found(a_set(tmp_path / "acme", law))


def test_an_amendment_with_a_reason(tmp_path: Path) -> None:
    more = "    binding: contract\n    amends: eu-gdpr-art33-authority\n    because: our policy asks for 24 hours\n"
    assert checked(a_set(tmp_path / "acme", MSA.replace("    binding: contract\n", more))).objections == ()


def test_words_of_a_set_carry_its_prefix(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", words=WORDS.replace("acme_recipe", "recipe"))
    assert found(folder) == [("prefix", 3, '"recipe" lacks the prefix of its set')]


def test_a_word_of_ours_cannot_be_defined_again(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", words=WORDS.replace("acme_recipe", "name"))
    assert ("repeated-word", 3, '"name" is defined twice in categories') in found(folder)


def test_a_set_may_not_call_itself_ours(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", named=SET.replace("id: acme", "id: ircomply"))
    assert ("repeated-id", 1, 'the set id "ircomply" is taken') in found(folder)


def test_two_sets_with_one_prefix(tmp_path: Path) -> None:
    other = a_set(
        tmp_path / "b",
        MSA.replace("acme-", "acme-b-").replace("acme_", "acme_b_"),
        SET.replace("id: acme", "id: b"),
        "",
    )
    (other / "_vocabulary" / "words.yaml").unlink()
    said = found(a_set(tmp_path / "acme"), other)
    assert said == [("repeated-id", 2, 'the prefix "acme-" is taken')]


def test_a_folder_without_a_set_file(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme")
    (folder / "set.yaml").unlink()
    assert [rule for rule, _, _ in found(folder)] == ["set"]


def test_a_file_of_a_set_is_looked_at_alone(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", MSA.replace("- id: acme-msa", "- id: msa"), words=WORDS.replace("acme_", ""))
    assert {one.span.document.name for one in checked(SMALL, folder).objections if one.span} == {
        f"{folder.as_posix()}/msa.yaml",
        f"{folder.as_posix()}/_vocabulary/words.yaml",
    }
    assert [line for _, line, _ in found(folder / "msa.yaml")] == [11]
    assert [line for _, line, _ in found(folder / "_vocabulary" / "words.yaml")] == [3]


def test_a_whole_tree_stands_in_for_ours() -> None:
    assert checked(SMALL).obligations == 2
    assert checked(SMALL / "ie").ran.total == 2


def test_a_lone_regime_stands_in_for_ours_with_its_cases(tmp_path: Path) -> None:
    from ircomply.files.resources import shipped

    for name in ("gdpr.yaml", "gdpr.cases.yaml"):
        shutil.copy(shipped("jurisdictions") / "eu" / name, tmp_path / name)
    lone = checked(tmp_path / "gdpr.yaml")
    assert lone.objections == ()
    assert lone.ran.total > 10
    law = tmp_path / "gdpr.yaml"
    law.write_text(law.read_text(encoding="utf-8").replace("{hours: 72}", "{hours: 71}"), encoding="utf-8")
    assert any(one.rule == "case" for one in checked(law).objections)


def test_our_files_by_their_place() -> None:
    from ircomply.files.resources import shipped

    whole, part = checked(), checked(shipped("jurisdictions") / "eu")
    assert 0 < part.ran.total < whole.ran.total
    assert checked(shipped("jurisdictions")).ran.total == whole.ran.total


@pytest.mark.parametrize("name", ["nowhere", "nowhere.yaml"])
def test_a_path_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        read_rulebook([tmp_path / name])


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(UsageError, match="is no file of law"):
        read_rulebook([tmp_path / "notes.txt"])


def test_a_broken_file_does_not_end_the_run(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", MSA.replace("- id: acme-msa", "- id: msa"))
    (folder / "broken.yaml").write_text("a: [1\nb: 2\n", encoding="utf-8")
    (folder / "msa.cases.yaml").write_text(
        "schema: ircomply/cases/v1\nregime: acme-msa\ncases: none\n", encoding="utf-8"
    )
    assert [rule for rule, _, _ in found(folder)] == ["yaml", "shape", "prefix"]


def test_where_the_words_cannot_be_read_that_is_said(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "acme", words="schema: ircomply/vocabulary/v1\ncategoris: {}\n")
    assert found(folder) == [("unknown-key", 2, 'unknown key "categoris"; did you mean categories?')]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("regime a > obligations > obligation b > stages > stage c > within", "obligation b > stage c"),
        ("regime a > obligations > obligation b > when > all", "obligation b > when"),
        ("regime a > obligations > obligation b > holds > hold d > at_most", "obligation b > hold d"),
        ("regime a > questions > q > choices", "questions > q > choices"),
        ("cases > case one > expect > b", "case one > expect > b"),
        ("", ""),
    ],
)
def test_breadcrumbs(long: str, short: str) -> None:
    assert shortened(long) == short


def test_cases_of_an_obligation() -> None:
    names = [case.name for case in cases_of([], "us-ca-ag")]
    assert names
    assert cases_of([], "no-such-duty") == ()
