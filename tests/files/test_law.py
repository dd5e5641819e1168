"""The kept law: equal to what the files say, made anew when one changes, never in the way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ircomply.errors import UnreadableInput
from ircomply.files import law
from ircomply.files.load import load as read_all

SET = "id: acme\nprefix: acme-\n"
REGIME = """
schema: ircomply/regime/v1
regime: acme-msa
title: Master services agreement
jurisdiction: IE
sources: {msa: {title: Agreement, kind: contract}}
obligations:
  - id: acme-notice
    title: Tell Acme
    cite: [{source: msa, at: "12"}]
    binding: contract
    recipient: {kind: counterparty, name: Acme}
    stages: [{name: notice, within: {hours: 24}, of: aware}]
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ircomply"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "set.yaml").write_text(SET, encoding="utf-8")
    (folder / "msa.yaml").write_text(REGIME, encoding="utf-8")
    return folder


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("law-*.msgpack"))


def values(bundle: law.Bundle) -> object:
    return msgspec.to_builtins(bundle, order="deterministic")


def test_both_ways_give_equal_values(cache: Path, rules: Path) -> None:
    first = law.load([rules])
    assert len(kept(cache)) == 1
    again = law.load([rules])
    fresh = law.bundle_of(read_all([rules]))
    assert values(law.bundle_of(again)) == values(law.bundle_of(first)) == values(fresh)
    assert law.bundle_of(again).regimes == fresh.regimes
    assert (again.digest, again.sets, again.version) == (first.digest, first.sets, first.version)


def test_a_changed_file_is_read_anew(cache: Path, rules: Path) -> None:
    law.load([rules])
    (rules / "msa.yaml").write_text(REGIME.replace("hours: 24", "hours: 12"), encoding="utf-8")
    (text,) = law.load([rules]).texts["acme-notice"]
    within = text.obligation.stages[0].clock.within
    assert within
    assert within.count == 12
    assert len(kept(cache)) == 2


@pytest.mark.parametrize("damage", [b"", b"\x00", b"not ours at all"])
def test_a_damaged_copy_is_made_anew(cache: Path, rules: Path, damage: bytes) -> None:
    law.load([rules])
    (path,) = kept(cache)
    path.write_bytes(damage)
    assert "acme-notice" in law.load([rules]).texts
    assert path.read_bytes() != damage


def test_without_a_place_to_keep_it_the_law_is_read_each_time(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert "acme-notice" in law.load([rules]).texts
    assert "acme-notice" in law.load([rules]).texts


def test_broken_law_is_never_kept(cache: Path, rules: Path) -> None:
    (rules / "msa.yaml").write_text(REGIME.replace("hours: 24", "hours: soon"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(UnreadableInput):
            law.load([rules])
    assert kept(cache) == []


def test_old_copies_go(cache: Path, rules: Path) -> None:
    for count in range(1, law.KEPT + 4):
        (rules / "msa.yaml").write_text(REGIME.replace("hours: 24", f"hours: {count}"), encoding="utf-8")
        law.load([rules])
    assert len(kept(cache)) == law.KEPT


def test_our_law_can_be_left_out(cache: Path, rules: Path) -> None:
    corpus = law.load([rules], own=False)
    assert corpus.ids == ("acme-notice",)
    assert "eu-gdpr-art33-authority" in law.load([rules]).ids
    assert len(kept(cache)) == 2
