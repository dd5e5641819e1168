"""`plan`: from a profile alone, every duty that could arise; on the screen, in files, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from docx2python import docx2python
from driver import EXAMPLES, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from driver import Ended

PROFILES = sorted((EXAMPLES / "profiles").glob("*.yaml"))
NAMES = [path.stem for path in PROFILES]
NOW = ("--as-of", "2026-11-21T18:40:00+00:00")
TWO_PAGES = 120  # lines of a printed page, twice


@pytest.fixture
def profiles(here: Path) -> Path:
    shutil.copytree(EXAMPLES / "profiles", here / "profiles")
    return here / "profiles"


def planned(ircomply: Callable[..., Ended], profile: str | Path, *more: str) -> Any:
    ended = ircomply("plan", profile, "--format", "json", *NOW, *more)
    assert ended.code == 0, ended.err
    return ended.json


@pytest.mark.parametrize("name", NAMES)
def test_each_fits_two_pages(ircomply: Callable[..., Ended], profiles: Path, name: str) -> None:
    ended = ircomply("plan", profiles / f"{name}.yaml", *NOW)
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert len(lines) <= TWO_PAGES
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("What an incident could oblige ")
    assert lines[-1].endswith("Not legal advice.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "irish-marketplace",
            {"eu-gdpr-art33-authority", "eu-nis2-art23-csirt", "uk-gdpr-art33-ic", "us-ca-individuals", "us-ca-ag"}
            | {"us-tx-ag", "us-fl-individuals", "us-ma-ag", "us-ny-individuals"},
        ),
        (
            "hospital-group",
            {"us-hipaa-individuals", "us-hipaa-media", "us-hipaa-hhs-500", "us-hipaa-hhs-annual", "us-tx-individuals"}
            | {"us-la-ag", "us-fl-cra", "us-al-ag"},
        ),
        (
            "singapore-fintech",
            {"sg-pdpa-pdpc", "sg-pdpa-individuals", "sg-mas-trm", "in-certin", "jp-appi-ppc", "au-ndb-oaic"},
        ),
        (
            "german-cloud",
            {"eu-gdpr-art33-authority", "eu-gdpr-art33-2-processor", "de-bsig-s32-nis2", "ch-fadp-art24-fdpic"}
            | {"eu-nis2-cir-2024-2690-thresholds", "eu-dora-art19-major-incident"},
        ),
    ],
)
def test_what_could_arise(ircomply: Callable[..., Ended], profiles: Path, name: str, expected: set[str]) -> None:
    found = planned(ircomply, profiles / f"{name}.yaml")
    assert expected <= {one["id"] for one in found["obligations"]}
    assert all(one["citations"] and one["period"] and one["trigger"] for one in found["obligations"])
    asked = {name for one in found["questions"] for name in one["decides"]}
    assert {one["id"] for one in found["obligations"] if one["open_on"] == "class"} <= asked


def test_the_screen_says_what_a_duty_hangs_on(ircomply: Callable[..., Ended], profiles: Path) -> None:
    said = " ".join(ircomply("plan", profiles / "irish-marketplace.yaml", *NOW).out.split())
    assert (
        "WHEN YOU ARE AWARE of a breach of personal data 72 hours Data Protection Commission, Ireland (unless risk is unlikely)"
        in said
    )
    assert "AFTER ANOTHER REPORT 15 days Attorney General of California (if more than 500 people)" in said
    assert "30 days Attorney General of Texas (if 250 or more people)" in said


def test_a_status_brings_its_duties_and_takes_its_question_away(ircomply: Callable[..., Ended], profiles: Path) -> None:
    path = profiles / "hospital-group.yaml"
    before = planned(ircomply, path)
    asked = {one["id"]: one["open_on"] for one in before["obligations"]}
    assert asked["us-sec-8k-105"] == "class"
    path.write_text(
        path.read_text(encoding="utf-8").replace("{us-hipaa", "{us-sec-domestic-registrant: yes, us-hipaa"),
        encoding="utf-8",
    )
    after = planned(ircomply, path)
    assert {one["id"]: one["open_on"] for one in after["obligations"]}["us-sec-8k-105"] is None
    assert not any("class.us-sec-domestic-registrant" in one["paths"] for one in after["questions"])


def test_law_to_come_arises_by_itself_on_its_day(ircomply: Callable[..., Ended], profiles: Path) -> None:
    path = profiles / "singapore-fintech.yaml"
    before = ircomply("plan", path, "--format", "json", "--as-of", "2027-05-12T12:00:00+05:30").json
    on_it = ircomply("plan", path, "--format", "json", "--as-of", "2027-05-13T12:00:00+05:30").json
    assert "in-dpdp-board" in {one["id"] for one in before["to_come"]}
    assert "in-dpdp-board" not in {one["id"] for one in before["obligations"]}
    assert "in-dpdp-board" in {one["id"] for one in on_it["obligations"]}
    assert "NOT LAW YET" in ircomply("plan", path, *NOW).out


def test_an_incident_may_stand_for_the_profile(ircomply: Callable[..., Ended], here: Path) -> None:
    shutil.copytree(EXAMPLES, here / "x")
    found = planned(ircomply, "x/northwind")
    assert "acme-acquirer-notice" in {one["id"] for one in found["obligations"]}
    assert found["organisation"] == "Northwind Marketplace Ltd"


def test_csv_is_read_by_others_and_computes_nothing(ircomply: Callable[..., Ended], profiles: Path) -> None:
    path = profiles / "german-cloud.yaml"
    rows = list(csv.reader(io.StringIO(ircomply("plan", path, "--format", "csv", *NOW).out)))
    assert rows[0] == ["When", "Period", "Tell", "Hangs on", "Then", "Source", "Id", "Status"]
    assert {len(row) for row in rows} == {8}
    assert "eu-gdpr-art33-authority" in {row[6] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_markdown_shows_names_as_text(ircomply: Callable[..., Ended], profiles: Path) -> None:
    path = profiles / "german-cloud.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Mainwolke GmbH", '"<b>*Main*|wolke</b>"'), encoding="utf-8"
    )
    said = ircomply("plan", path, "--format", "markdown", *NOW).out
    assert said.startswith("# What an incident could oblige \\<b\\>\\*Main\\*\\|wolke\\</b\\> to do")
    assert "| 72 hours |" in said


def test_the_word_file_is_read_by_others_and_is_the_same_twice(ircomply: Callable[..., Ended], profiles: Path) -> None:
    path = profiles / "irish-marketplace.yaml"
    for name in ("one.docx", "two.docx"):
        assert ircomply("plan", path, "--format", "docx", "--out", name, *NOW).code == 0
    assert (profiles.parent / "one.docx").read_bytes() == (profiles.parent / "two.docx").read_bytes()
    with docx2python(profiles.parent / "one.docx") as read:
        text = read.text
    for said in (
        "What an incident could oblige Liffey Market Ltd to do",
        "When you are aware of a breach of personal data",
        "72 hours",
        "Art. 33(1)",
        "Not legal advice",
    ):
        assert said in text


def test_what_is_refused(ircomply: Callable[..., Ended], here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "incident.yaml").write_text(SHORTEST, encoding="utf-8")
    assert ircomply("plan", "nowhere").code == 2
    assert ircomply("plan", "x", "--format", "docx").code == 2
    assert ircomply("plan", "x", "--format", "pdf").code == 2
    (here / "bad.yaml").write_text(
        "schema: ircomply/organisation/v1\norganisation: {classes: {eu-nis2-importent: yes}}\n", encoding="utf-8"
    )
    ended = ircomply("plan", "bad.yaml")
    assert (ended.code, ended.out) == (2, "")
    assert "bad.yaml:2:26: error: " in ended.err
    assert "did you mean eu-nis2-important?" in ended.err
    assert "Nothing was planned" in ended.err


def test_a_drill_says_so(ircomply: Callable[..., Ended], here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "incident.yaml").write_text(SHORTEST + "drill: true\n", encoding="utf-8")
    assert ircomply("plan", "x").out.startswith("DRILL. Nothing here is real.\n")
    assert json.loads(ircomply("plan", "x", "--format", "json").out)["drill"] is True
