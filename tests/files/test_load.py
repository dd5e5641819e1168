"""Loading the law: ours, the user's own sets, what is refused, and the copy that is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from given import LAB, lab, shipped
from ircomply.engine.corpus import check_law
from ircomply.errors import UnreadableInput
from ircomply.files import law
from ircomply.files.law import bundle_of
from ircomply.files.load import assemble, load
from ircomply.files.rulebook import read_rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from ircomply.model.corpus import Corpus

REGIME = """\
schema: ircomply/regime/v1
regime: acme-contract
title: A contract
jurisdiction: acme
status: draft
sources:
  msa: {title: The contract, kind: contract}
obligations:
  - id: acme-notice
    title: Tell Acme
    cite: [{source: msa, at: 12}]
    binding: contract
    recipient: {kind: counterparty, name: Acme}
    stages: [{name: notice, within: {hours: 24}, of: aware}]
"""
SET = "id: acme\nprefix: acme-\n"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "set.yaml").write_text(SET, encoding="utf-8")
    (folder / "contract.yaml").write_text(REGIME, encoding="utf-8")
    return folder


def rules(raised: pytest.ExceptionInfo[UnreadableInput]) -> list[str]:
    return [one.rule for one in raised.value.objections]  # type: ignore[attr-defined]


def test_a_set_of_the_users_own_stands_beside_ours(acme: Path) -> None:
    corpus = load([acme])
    assert corpus.sets == ("ircomply", "acme")
    assert set(corpus.texts) == {*shipped().texts, "acme-notice"}
    (text,) = corpus.texts["acme-notice"]
    assert (text.regime.set_id, text.status) == ("acme", "draft")
    assert text.regime.path.endswith("acme/contract.yaml")


def test_without_our_law_its_words_stay(acme: Path) -> None:
    corpus = load([acme], own=False)
    assert set(corpus.texts) == {"acme-notice"}
    assert corpus.sets == ("acme",)
    assert "IE" in corpus.vocabulary.places
    assert corpus.coverage == {}


def test_the_digest_is_that_of_the_files(acme: Path) -> None:
    before = load([acme]).digest
    assert before == load([acme]).digest != load([]).digest
    (acme / "contract.yaml").write_text(REGIME + "# a word more\n", encoding="utf-8")
    assert load([acme]).digest != before


def test_half_a_corpus_is_never_given(acme: Path) -> None:
    (acme / "contract.yaml").write_text(REGIME.replace("{hours: 24}", "{hours: seventy}"), encoding="utf-8")
    (acme / "other.yaml").write_text("a: [b", encoding="utf-8")
    with pytest.raises(UnreadableInput) as raised:
        load([acme])
    assert sorted(rules(raised)) == ["clock", "yaml"]
    assert "No deadline was computed" in raised.value.closing


def test_what_could_be_read_is_there_for_those_who_ask_for_it(acme: Path) -> None:
    (acme / "other.yaml").write_text("a: [b", encoding="utf-8")
    corpus, sets = assemble([acme])
    assert corpus
    assert "acme-notice" in corpus.texts
    assert [one.rule for one in sets[1].objections] == ["yaml"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("of: aware", "of: awair"), "clock"),
        (("kind: counterparty", "kind: partner"), "unknown-word"),
        (("    title: Tell Acme\n", ""), "missing-key"),
        (("    cite: [{source: msa, at: 12}]\n", ""), "missing-key"),
        (("stages: [{name: notice, within: {hours: 24}, of: aware}]", "stages: [{name: notice}]"), "clock"),
        (("within: {hours: 24}, of: aware", "within: {hours: 24}"), "clock"),
        (("within: {hours: 24}, of: aware", "within: {hours: 24}, by: '04-15', of: aware"), "clock"),
        (("within: {hours: 24}", "within: {hours: 0}"), "clock"),
        (("within: {hours: 24}", "within: {hours: 24, days: 1}"), "clock"),
        (("within: {hours: 24}", "within: {fortnights: 2}"), "clock"),
        (("    binding: contract", "    binding: contract\n    colour: blue"), "unknown-key"),
        (("ircomply/regime/v1", "ircomply/regime/v2"), "choice"),
        (("    binding: contract", "    binding: contract\n    in_force: {from: soon}"), "date"),
        (("    binding: contract", "    binding: contract\n    counting: eu-1182"), "unknown-word"),
    ],
)
def test_a_regime_that_cannot_be_read(acme: Path, change: tuple[str, str], rule: str) -> None:
    assert change[0] in REGIME
    (acme / "contract.yaml").write_text(REGIME.replace(*change), encoding="utf-8")
    with pytest.raises(UnreadableInput) as raised:
        load([acme], own=False)
    assert rule in rules(raised)
    assert all(one.span for one in raised.value.objections)  # type: ignore[attr-defined]


def test_one_regime_stands_twice(acme: Path) -> None:
    (acme / "again.yaml").write_text(REGIME, encoding="utf-8")
    with pytest.raises(UnreadableInput) as raised:
        load([acme])
    assert rules(raised) == ["repeated-id"]


def test_a_word_that_two_files_define(acme: Path) -> None:
    (acme / "_vocabulary").mkdir()
    words = "schema: ircomply/vocabulary/v1\nevents:\n  aware: {means: something else}\n"
    (acme / "_vocabulary" / "words.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(UnreadableInput) as raised:
        load([acme])
    assert rules(raised) == ["repeated-word"]


@pytest.mark.parametrize("missing", ["set.yaml", "folder"])
def test_a_folder_that_is_no_set(acme: Path, missing: str) -> None:
    if missing == "set.yaml":
        (acme / "set.yaml").unlink()
    with pytest.raises(UnreadableInput) as raised:
        load([acme if missing == "set.yaml" else acme / "nowhere"])
    assert rules(raised) == ["set" if missing == "set.yaml" else "rules"]


def test_a_set_changes_ours_only_by_name(acme: Path) -> None:
    changed = REGIME.replace(
        "    binding: contract", "    amends: eu-gdpr-art33-authority\n    because: our policy\n    binding: contract"
    )
    (acme / "contract.yaml").write_text(changed, encoding="utf-8")
    corpus = load([acme])
    assert "eu-gdpr-art33-authority" not in corpus.ids
    assert corpus.texts["acme-notice"][0].obligation.amends == "eu-gdpr-art33-authority"


def test_hidden_folders_and_cases_are_not_law(acme: Path) -> None:
    (acme / ".git").mkdir()
    (acme / ".git" / "regime.yaml").write_text(REGIME.replace("acme-contract", "acme-hidden"), encoding="utf-8")
    (acme / "contract.cases.yaml").write_text("schema: ircomply/cases/v1\n", encoding="utf-8")
    corpus, sets = assemble([acme])
    assert corpus
    assert "acme-hidden" not in corpus.regimes
    assert [path.name for path in sets[1].cases] == ["contract.cases.yaml"]


# --- the law of the tests -------------------------------------------------------------------------------------


def test_two_texts_of_one_id_come_in_the_order_of_their_force() -> None:
    assert [text.obligation.title for text in lab().texts["lab-dated"]] == ["The old text", "The new text"]


def test_the_corpus_knows_whether_a_duty_hangs_on_any_other(acme: Path) -> None:
    assert lab().cascading  # through a named test
    assert not load([acme], own=False).cascading


def test_the_invented_law_is_sound_but_for_its_reach() -> None:
    """Its duties are owed by everyone, so that the tests of clocks need no facts."""
    book = read_rulebook([LAB])
    assert book.law
    found = [one for one in check_law(book.law, date(2026, 11, 24)) if one.span and "lab/" in one.span.document.name]
    assert {one.rule for one in (*book.objections, *found)} == {"reach"}


# --- the copy that is kept ------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ircomply"


def values(corpus: Corpus) -> Any:
    return msgspec.to_builtins(bundle_of(corpus), order="deterministic")


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("law-*.msgpack"))


def test_the_kept_copy_is_the_law(cache: Path, acme: Path) -> None:
    read = load([acme])
    first, second = law.load([acme]), law.load([acme])
    assert len(kept(cache)) == 1
    assert values(first) == values(second) == values(read)
    assert list(second.texts) == list(read.texts)
    assert second.digest == read.digest


@pytest.mark.parametrize("what", ["content", "name", "calendar"])
def test_a_change_of_any_file_is_seen(cache: Path, acme: Path, what: str) -> None:
    law.load([acme])
    if what == "content":
        (acme / "contract.yaml").write_text(REGIME.replace("hours: 24", "hours: 48"), encoding="utf-8")
    elif what == "name":
        (acme / "contract.yaml").rename(acme / "agreement.yaml")
    else:
        (acme / "_vocabulary" / "calendars").mkdir(parents=True)
        (acme / "_vocabulary" / "calendars" / "acme.txt").write_text("2026-01-01 New Year\n", encoding="utf-8")
    again = law.load([acme])
    assert len(kept(cache)) == 2
    assert values(again) == values(load([acme]))


@pytest.mark.parametrize("broken", [b"", b"\xff\xff", b"\x80"])
def test_a_copy_that_cannot_be_read_is_made_anew(cache: Path, acme: Path, broken: bytes) -> None:
    law.load([acme])
    (copy,) = kept(cache)
    copy.write_bytes(broken)
    assert "acme-notice" in law.load([acme]).texts
    assert copy.read_bytes() != broken


def test_law_that_cannot_be_read_is_not_kept(cache: Path, acme: Path) -> None:
    (acme / "contract.yaml").write_text("a: [b", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UnreadableInput):
            law.load([acme])
    assert kept(cache) == []


def test_where_nothing_can_be_kept_the_files_are_read(
    acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "acme-notice" in law.load([acme]).texts
