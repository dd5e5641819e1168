"""`rules`, as scripts and people use it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ircomply.cli.main import main

SMALL = Path(__file__).parents[1] / "law" / "small"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SMALL, tmp_path / "law")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "law"


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    source = path.read_text(encoding="utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), encoding="utf-8")


def test_sound_law(small: Path, capsys: Captured) -> None:
    assert main(["rules", "check", "law"]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings. 2 obligations (2 reviewed), 2 of 2 cases pass.\n"


def test_the_whole_output(small: Path, capsys: Captured) -> None:
    change(small, "ie/notice.yaml", "of: filed.ie-notice-authority.report", "of: filed.ie-notice-authority.reprt")
    change(
        small,
        "ie/notice.cases.yaml",
        "ie-notice-authority: {verdict: not_required}",
        "ie-notice-authority: {verdict: required}",
    )
    assert main(["rules", "check", "law"]) == 1
    expected = """\
law/ie/notice.yaml:24:9: error: ie-notice-authority is called reviewed and lacks \
a case in which it does not apply [reviewed]
    obligation ie-notice-authority
 24 |   - id: ie-notice-authority
    |         ^^^^^^^^^^^^^^^^^^^
    add what is missing, or write  status: draft  at the obligation
law/ie/notice.yaml:44:55: error: ie-notice-authority has no stage "reprt"; did you mean report? [unknown-name]
    obligation ie-notice-people > stage notice
 44 |     stages: [{name: notice, without: undue delay, of: filed.ie-notice-authority.reprt}]
    |                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    its stages: report, final-report
2 errors, 0 warnings. 2 obligations (2 reviewed), 0 of 0 cases pass; 2 were not run.
"""
    said = capsys.readouterr().out
    assert said == expected


def test_a_case_that_fails(small: Path, capsys: Captured) -> None:
    change(small, "ie/notice.cases.yaml", 'act_by: "2026-11-05T09:00:00+00:00"', 'act_by: "2026-11-05T10:00:00+00:00"')
    assert main(["rules", "check", "law", "--format", "text"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "law/ie/notice.cases.yaml:18:28: error: case fails: ten people [case]"
    assert lines[1] == (
        "    obligation ie-notice-authority > stage report: "
        "expected act_by 2026-11-05T10:00:00+00:00, got 2026-11-05T09:00:00+00:00"
    )
    assert lines[4].startswith("    because aware")
    assert lines[5] == "1 error, 0 warnings. 2 obligations (2 reviewed), 1 of 2 cases pass."


def test_json(small: Path, capsys: Captured) -> None:
    change(small, "ie/notice.yaml", "breached: {breach: ours}", "breached: {breach: our}")
    assert main(["rules", "check", "law", "--format", "json"]) == 1
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said["schema"] == "ircomply/rules-check/v1"
    assert said["objections"] == [
        {
            "file": "law/ie/notice.yaml",
            "line": 20,
            "column": 22,
            "end": 25,
            "severity": "error",
            "rule": "unknown-name",
            "message": 'no breach "our"; did you mean ours?',
            "breadcrumb": "condition breached",
            "advice": "add it under breaches, or write the pattern out",
        }
    ]
    assert (said["errors"], said["warnings"]) == (1, 0)
    assert said["obligations"] == {"all": 2, "reviewed": 2}
    assert said["cases"] == {"all": 0, "passed": 0, "not_run": 2}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 0, "0 errors, 1 warning."),
        (["--fail-on", "stale"], 1, "more than a year ago [stale]"),
        (["--as-of", "2026-11-24T00:00:00+00:00", "--fail-on", "stale"], 0, "0 errors, 0 warnings."),
    ],
)
def test_stale(small: Path, capsys: Captured, arguments: list[str], code: int, said: str) -> None:
    as_of = [] if "--as-of" in arguments else ["--as-of", "2027-12-01T00:00:00+00:00"]
    assert main(["rules", "check", "law", *as_of, *arguments]) == code
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "no file or folder at nowhere"),
        (["check", "--format", "table"], 'no format "table" here'),
        (["check", "--fail-on", "drafts"], 'no --fail-on "drafts"'),
        (["list", "--format", "csv"], 'no format "csv" here'),
        (["show", "no-such-duty"], 'no obligation "no-such-duty"'),
        (["show", "us-ca"], '"us-ca" is part of'),
        (["schema", "regimes"], 'no format "regimes"; did you mean regime?'),
        (["schema"], "which format?"),
        (["chek"], "No such command"),
    ],
)
def test_usage(capsys: Captured, arguments: list[str], said: str) -> None:
    assert main(["rules", *arguments]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_list_json(capsys: Captured) -> None:
    assert main(["rules", "list", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == "ircomply/rules/v1"
    by_id = {one["id"]: one for one in said["obligations"]}
    assert list(by_id) == sorted(by_id)
    assert by_id["eu-gdpr-art33-authority"] == {
        "id": "eu-gdpr-art33-authority",
        "regime": "eu-gdpr",
        "jurisdiction": "EU",
        "title": "Notify the supervisory authority",
        "status": "reviewed",
        "checked": "2026-11-24",
        "recipient": "regulator",
        "set": "ircomply",
    }


def test_list(capsys: Captured) -> None:
    assert main(["rules", "list"]) == 0
    said = capsys.readouterr().out
    assert "eu-gdpr-art33-authority" in said
    assert "(draft rule)" in said
    assert said.endswith("Not legal advice.\n")


def test_show(capsys: Captured) -> None:
    assert main(["rules", "show", "gdpr-art33-auth"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Notify the supervisory authority: European Union, General Data Protection\n")
    for line in (
        "  Who         you are established in the European Economic Area",
        "  When        personal data, yours, was accessed, exfiltrated",
        '  Unless      the answer is unlikely to "How likely is a risk',
        "  If unknown  it is presumed to be due (presumed)",
        "  Clock       notification: 72 hours from awareness, without undue delay.",
        "  In force    from 25 May 2018",
        "  Proof       reviewed; law read on 24 November 2026; ",
    ):
        assert line in said
    assert " cases pass" in said


def test_every_obligation_can_be_shown(capsys: Captured) -> None:
    from ircomply.files.law import load
    from ircomply.report.as_rule import show_page
    from ircomply.report.page import as_plain

    corpus = load([])
    for name in corpus.texts:
        assert "  Proof  " in as_plain(show_page(name, corpus, 0, 0))


def test_schema(capsys: Captured, tmp_path: Path) -> None:
    assert main(["rules", "schema", "regime"]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("The regime file")
    assert main(["rules", "schema", "--out", str(tmp_path / "schema")]) == 0
    assert sorted(path.name for path in (tmp_path / "schema").iterdir()) == [
        "cases.v1.json",
        "coverage.v1.json",
        "incident.v1.json",
        "organisation.v1.json",
        "regime.v1.json",
        "set.v1.json",
        "vocabulary.v1.json",
    ]


def test_a_schema_that_cannot_be_written(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["rules", "schema", "--out", str(tmp_path / "file")]) == 1
    assert "cannot write" in capsys.readouterr().err
