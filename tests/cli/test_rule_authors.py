"""The rule author's tools: `rules new`, `rules list` with its filters, `rules show`, `rules coverage`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from driver import ROOT, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driver import Ended

LAW = ROOT / "jurisdictions"


# --- new --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["contract", "policy", "law"])
def test_what_is_begun_passes_the_check_as_a_draft(ircomply: Callable[..., Ended], here: Path, kind: str) -> None:
    ended = ircomply("rules", "new", "acme-msa", "--in", "rules", "--place", "US-TX", "--kind", kind)
    assert ended.code == 0, ended.err
    checked = ircomply("rules", "check", "rules")
    assert checked.out == "0 errors, 0 warnings. 1 obligation (0 reviewed), 3 of 3 cases pass.\n"
    assert (here / "rules" / ".schema" / "regime.v1.json").is_file()
    law = (here / "rules" / "acme-msa.yaml").read_text(encoding="utf-8")
    assert law.startswith("# yaml-language-server: $schema=.schema/regime.v1.json\n")


def test_a_second_one_joins_the_set(ircomply: Callable[..., Ended], here: Path) -> None:
    assert ircomply("rules", "new", "acme-msa", "--in", "rules", "--place", "IE").code == 0
    assert (
        ircomply("rules", "new", "acme-policy", "--in", "rules", "--place", "IE", "--title", "Policy: 1 & <2>").code
        == 0
    )
    assert ircomply("rules", "check", "rules").out.endswith("2 obligations (0 reviewed), 6 of 6 cases pass.\n")
    other = ircomply("rules", "new", "globex-msa", "--in", "rules", "--place", "IE")
    assert other.code == 2
    assert 'ids in rules begin with "acme-"' in other.err


def test_in_a_tree_of_law_it_lies_with_its_place(ircomply: Callable[..., Ended], here: Path) -> None:
    shutil.copytree(LAW, here / "jurisdictions")
    assert ircomply("rules", "new", "us-ks-breach-statute").code == 0
    assert (here / "jurisdictions" / "us-ks" / "breach-statute.cases.yaml").is_file()
    assert ircomply("rules", "check", "jurisdictions/us-ks").out.endswith("3 of 3 cases pass.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("acme-msa",), 2, "where is it to go?"),
        (("acme-msa", "--in", "rules"), 2, "whose law is it"),
        (("acme-msa", "--in", "rules", "--place", "XX"), 2, 'no place "XX"'),
        (("Acme", "--in", "rules", "--place", "IE"), 2, '"Acme" is no id'),
        (("../x-y", "--in", "rules", "--place", "IE"), 2, "is no id"),
        (("eu-gdpr", "--in", "rules", "--place", "IE"), 2, "on file already"),
        (("acme-msa", "--in", "rules", "--place", "IE", "--kind", "treaty"), 2, "treaty"),
    ],
)
def test_what_new_refuses(
    ircomply: Callable[..., Ended], here: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = ircomply("rules", "new", *arguments)
    assert ended.code == code
    assert said in ended.err
    assert files(here) == {}


def test_nothing_that_stands_there_is_overwritten(ircomply: Callable[..., Ended], here: Path) -> None:
    assert ircomply("rules", "new", "acme-msa", "--in", "rules", "--place", "IE").code == 0
    before = files(here)
    ended = ircomply("rules", "new", "acme-msa", "--in", "rules", "--place", "IE")
    assert ended.code == 1
    assert "it stands there already" in ended.err
    assert files(here) == before


# --- list, show, coverage ---------------------------------------------------------------------------------


def listed(ircomply: Callable[..., Ended], *arguments: str) -> set[str]:
    return {one["id"] for one in ircomply("rules", "list", "--format", "json", *arguments).json["obligations"]}


@pytest.mark.parametrize(
    ("arguments", "inside", "outside"),
    [
        (("--place", "US-CA"), {"us-ca-ag", "us-hipaa-individuals"}, {"us-tx-ag", "eu-gdpr-art33-authority"}),
        (("--place", "IE"), {"eu-gdpr-art33-authority", "eu-nis2-art23-csirt"}, {"uk-gdpr-art33-ic"}),
        (("--regime", "dora"), {"eu-dora-art19-major-incident"}, {"eu-gdpr-art33-authority"}),
        (("--recipient", "attorney_general"), {"us-ca-ag", "us-tx-ag"}, {"us-ca-individuals"}),
        (("--recipient", "health and human"), {"us-hipaa-hhs-500"}, {"us-hipaa-individuals"}),
        (("--class", "us-hipaa-covered-entity"), {"us-hipaa-individuals"}, {"us-hipaa-ba-to-ce"}),
        (("--status", "draft"), {"us-circia-incident"}, {"us-ca-ag"}),
        (("--place", "US-CA", "--recipient", "individuals"), {"us-ca-individuals"}, {"us-ca-ag"}),
    ],
)
def test_filters(
    ircomply: Callable[..., Ended], arguments: tuple[str, ...], inside: set[str], outside: set[str]
) -> None:
    found = listed(ircomply, *arguments)
    assert inside <= found
    assert not outside & found


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--place", "ZZ"), 'no place "ZZ"'),
        (("--class", "us-hippa-covered-entity"), "did you mean us-hipaa-covered-entity?"),
        (("--status", "drafd"), "did you mean draft?"),
    ],
)
def test_a_filter_that_matches_nothing_because_its_word_is_none(
    ircomply: Callable[..., Ended], arguments: tuple[str, ...], said: str
) -> None:
    ended = ircomply("rules", "list", *arguments)
    assert ended.code == 2
    assert said in ended.err


def test_a_filter_that_matches_nothing(ircomply: Callable[..., Ended]) -> None:
    assert ircomply("rules", "list", "--recipient", "nobody").out == "0 obligations, 0 reviewed. Not legal advice.\n"


def test_show_as_json_has_every_text(ircomply: Callable[..., Ended]) -> None:
    found = ircomply("rules", "show", "us-ca-ag", "--format", "json").json
    assert (found["schema"], found["id"]) == ("ircomply/rule/v1", "us-ca-ag")
    assert [one["status"] for one in found["texts"]] == ["reviewed", "draft"]
    assert found["texts"][0]["stages"][0]["clock"].startswith("15 days from the filing of the notice")
    assert found["cases"]["all"] == found["cases"]["passed"] > 0
    assert ircomply("rules", "show", "california", "--format", "json").code == 2


def test_coverage_is_the_page_in_the_docs(ircomply: Callable[..., Ended], here: Path) -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert ircomply("rules", "coverage").out == page
    assert ircomply("rules", "coverage", "--out", "here.md").code == 0
    assert (here / "here.md").read_text(encoding="utf-8") == page
    found = ircomply("rules", "coverage", "--format", "json").json
    assert found["places"]["US-NY"]["privacy"]["state"] == "complete"
    assert {one["id"] for one in found["regimes"]} >= {"eu-gdpr", "us-ny-dfs-500"}
