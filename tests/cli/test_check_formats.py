"""What a check found, as other programs read it: each format by a reader that we did not write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import ROOT
from junitparser import JUnitXml
from sarif_pydantic import Sarif

if TYPE_CHECKING:
    from collections.abc import Callable

    from driver import Ended

SMALL = ROOT / "tests" / "law" / "small"


@pytest.fixture
def broken(here: Path) -> Path:
    """Give a law with a unit that does not exist, and a case that fails, in a folder with a blank in its name."""
    law = here / "our law"
    shutil.copytree(SMALL, law)
    path = law / "ie" / "notice.cases.yaml"
    text = path.read_text(encoding="utf-8")
    assert "2026-11-05T09" in text
    path.write_text(text.replace("2026-11-05T09", "2026-11-05T10"), encoding="utf-8")
    more = law / "fr" / "late.yaml"
    more.parent.mkdir()
    more.write_text(
        'schema: ircomply/regime/v1\nregime: fr-late\ntitle: "A, b: 100% <late>"\njurisdiction: FR\nstatus: draft\n'
        "sources: {law: {title: The law, kind: law}}\n"
        "obligations:\n"
        "  - id: fr-late-notice\n    title: Tell\n    cite: [{source: law, at: Art. 1}]\n"
        "    recipient: {kind: regulator, place: FR}\n    applies_to: {place: FR}\n"
        "    stages: [{name: report, within: {hourz: 24}, of: aware}]\n",
        encoding="utf-8",
    )
    return law


def test_sarif_is_read_by_others(broken: Path, ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("rules", "check", "our law", "--format", "sarif")
    assert ended.code == 1
    run = Sarif.model_validate_json(ended.out).runs[0]
    assert [rule.id for rule in run.tool.driver.rules or ()] == ["case", "clock"]
    places = [
        (
            one.rule_id,
            one.level.value if one.level else None,
            one.locations[0].physical_location.artifact_location.uri,
            one.locations[0].physical_location.region.start_line,
            one.locations[0].physical_location.region.start_column,
        )
        for one in run.results or ()
    ]
    assert places[0] == ("clock", "error", "our%20law/fr/late.yaml", 13, 38)
    assert places[1][:3] == ("case", "error", "our%20law/ie/notice.cases.yaml")
    text = (broken / "fr" / "late.yaml").read_text(encoding="utf-8").splitlines()[12]
    assert text[37:42] == "hourz"


def test_sarif_of_sound_law_has_no_results(here: Path, ircomply: Callable[..., Ended]) -> None:
    shutil.copytree(SMALL, here / "law")
    ended = ircomply("rules", "check", "law", "--format", "sarif")
    assert ended.code == 0
    assert json.loads(ended.out)["runs"][0]["results"] == []


def test_junit_is_read_by_others(broken: Path, ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("rules", "check", "our law", "--format", "junit")
    assert ended.code == 1
    (broken.parent / "report.xml").write_text(ended.out, encoding="utf-8")
    report = JUnitXml.fromfile(str(broken.parent / "report.xml"))
    failed = [
        (suite.name, test.name)
        for suite in report
        for test in suite
        if any(one._tag == "failure" for one in test.result)
    ]
    assert [suite for suite, _ in failed] == ["our law/fr/late.yaml", "our law/ie/notice.cases.yaml"]
    assert report.failures == 2
    cases = [test.name for suite in report if suite.name == "our law/ie/notice.cases.yaml" for test in suite]
    assert len(cases) == 3  # the file itself, and its two cases


def test_github_shows_each_objection_beside_its_line(broken: Path, ircomply: Callable[..., Ended]) -> None:
    ended = ircomply("rules", "check", "our law", "--format", "github")
    assert ended.code == 1
    commands = [line for line in ended.out.splitlines() if line.startswith("::")]
    assert commands[0] == (
        '::error file=our law/fr/late.yaml,line=13,col=38,endColumn=42,title=clock::no unit "hourz"; did you mean hours?'
        "%0Aobligation fr-late-notice > stage report"
    )
    assert len(commands) == 2


def test_no_text_of_a_file_becomes_a_command(here: Path, ircomply: Callable[..., Ended]) -> None:
    shutil.copytree(SMALL, here / "a,b:c")
    path = here / "a,b:c" / "ie" / "notice.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("of: aware", 'of: "x\\n::add-mask::100%"', 1), encoding="utf-8")
    ended = ircomply("rules", "check", "a,b:c", "--format", "github")
    assert ended.code == 1
    assert not [line for line in ended.out.splitlines() if line.startswith("::add-mask")]
    assert "file=a%2Cb%3Ac/ie/notice.yaml" in ended.out
    assert "100%25" in ended.out


def test_a_format_that_is_not_there(ircomply: Callable[..., Ended]) -> None:
    assert ircomply("rules", "check", "--format", "html").code == 2
