"""`init`, `set`, `find`, `filed`: what they write, what they say, and what they refuse."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ircomply.cli.main import main
from ircomply.files.incident import read_tree
from ircomply.model.node import plain

NOW = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)
INCIDENT = """\
# Friday's incident
schema: ircomply/incident/v1
id: INC-2026-041
organisation: {based_in: IE, timezone: Europe/Dublin, serves: [IE, FR]}   # ours
people_elsewhere: no
timeline:
  occurred: {from: 2026-11-02 00:00 UTC, to: 2026-11-20 09:14 UTC}
  detected: 2026-11-20 09:14 Europe/Dublin
  aware: 2026-11-20 16:40 Europe/Dublin   # the call with the EDR vendor
data:
  - id: crm   # the customers
    what: customer records
    role: controller
    categories: [name, email]
    people: [{in: IE, count: 400}]
sources:
  - id: entra
    kind: sign_in_log
    of: [crm]
    covers: {from: 2026-11-02 00:00 UTC, to: 2026-11-20 09:14 UTC}
    intact: yes
    reviewed: yes
findings:
  - {id: F1, at: 2026-11-20 16:40 Europe/Dublin, about: crm, accessed: confirmed, basis: seen}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for module in ("acts", "init", "session"):
        monkeypatch.setattr(f"ircomply.cli.{module}.clock_now", lambda: NOW)
    (tmp_path / "northwind").mkdir()
    (tmp_path / "northwind" / "incident.yaml").write_text(INCIDENT, encoding="utf-8")
    return tmp_path / "northwind"


def facts(folder: Path) -> Any:
    return plain(read_tree(folder / "incident.yaml"))


def changes(folder: Path) -> tuple[list[str], list[str]]:
    """Give the lines that went and those that came."""
    before, after = INCIDENT.splitlines(), (folder / "incident.yaml").read_text(encoding="utf-8").splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


# --- set --------------------------------------------------------------------------------------------------

SETS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "an event, now": (["determined=now"], [], ['  determined: "2026-11-21T18:40:00+00:00"']),
    "an event, today": (["determined=9:05"], [], ['  determined: "2026-11-21T09:05:00+00:00"']),
    "an event that has not happened": (["ransom_paid=no"], [], ["  ransom_paid: no"]),
    "an event moved": (
        ["aware=2026-11-20 15:00 Europe/Dublin"],
        ["  aware: 2026-11-20 16:40 Europe/Dublin   # the call with the EDR vendor"],
        ['  aware: "2026-11-20 15:00 Europe/Dublin"   # the call with the EDR vendor'],
    ),
    "a count": (
        ["crm.people.FR=20..30"],
        ["    people: [{in: IE, count: 400}]"],
        ["    people: [{in: IE, count: 400}, {in: FR, count: {at_least: 20, at_most: 30}}]"],
    ),
    "a list": (
        ["organisation.serves=IE,NO"],
        ["organisation: {based_in: IE, timezone: Europe/Dublin, serves: [IE, FR]}   # ours"],
        ['organisation: {based_in: IE, timezone: Europe/Dublin, serves: [IE, "NO"]}   # ours'],
    ),
    "several": (["status=contained", "drill=yes"], [], ["status: contained", "drill: yes"]),
    "an answer": (
        ["answer.eu-gdpr-risk=likely", "--by", "DPO"],
        [],
        ["answers:", '  eu-gdpr-risk: {value: likely, at: "2026-11-21T18:40:00+00:00", by: DPO}'],
    ),
    "a decision": (
        ["decision.eu-gdpr-art33-auth=not_required", "--by", "counsel", "--because", "see the memo"],
        [],
        [
            "decisions:",
            "- obligation: eu-gdpr-art33-authority",
            "  verdict: not_required",
            '  at: "2026-11-21T18:40:00+00:00"',
            "  by: counsel",
            "  because: see the memo",
        ],
    ),
}


@pytest.mark.parametrize(("arguments", "gone", "come"), SETS.values(), ids=SETS)
def test_set_changes_the_lines_it_must(folder: Path, arguments: list[str], gone: list[str], come: list[str]) -> None:
    assert main(["set", "northwind", *arguments]) == 0
    assert changes(folder) == (gone, come)


def test_set_says_what_it_understood(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "northwind", "determined=9:05"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "understood as 2026-11-21T09:05:00+00:00\nsaved: determined=2026-11-21T09:05:00+00:00\n"


def test_set_takes_the_current_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert main(["set", "status=closed"]) == 0
    assert facts(folder)["status"] == "closed"


def test_set_what_is_so_already(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "northwind", "people_elsewhere=no"]) == 0
    assert "it says so already" in capsys.readouterr().err
    assert not (folder / "history").exists()


def test_a_new_decision_does_not_keep_the_reasons_of_the_old(folder: Path) -> None:
    main(["set", "northwind", "decision.eu-gdpr-art33-authority=not_required", "--by", "counsel", "--because", "memo"])
    main(["set", "northwind", "decision.eu-gdpr-art33-authority=required"])
    first, second = facts(folder)["decisions"]
    assert (first["verdict"], first["because"]) == ("not_required", "memo")
    assert second["verdict"] == "required"
    assert "because" not in second
    assert "by" not in second


DUTY = "eu-gdpr-art33-authority"
REFUSED = {
    "set northwind": "nothing to set",
    "set northwind status": '"status" is not PATH=VALUE',
    "set northwind awarr=now": 'no fact is called "awarr"; did you mean aware?',
    "set northwind status=opne": "Nothing was written.",
    "set elsewhere status=open": "to begin one: ircomply init elsewhere",
    "set northwind crm.exfiltrated=suspected": "find records it",
    "set northwind answer.eu-gdpr-rsk=likely": "did you mean eu-gdpr-risk?",
    "set northwind answer.eu-gdpr-risk=maybe": "is no answer to eu-gdpr-risk",
    "set northwind aware=25:00": 'no time "25:00" exists',
    "set northwind aware=2026-11-20T16:40": "a time needs its offset",
    "set northwind crm.people.XQ=3": 'no place "XQ"',
    "find northwind --about cmr --set lost=confirmed": "did you mean crm?",
    "find northwind --about crm": "a finding needs --about and --set",
    "find northwind --about crm --set lost=maybe": "expected one of confirmed",
    "find northwind --about crm --set stolen=confirmed": '"stolen"',
    "find northwind --about crm --set lost=confirmed --source entre": 'no source "entre"; did you mean entra?',
    "find northwind --about crm --set lost=confirmed --id F1": 'the id "F1" stands twice',
    f"filed northwind {DUTY} notification": "when was it submitted?",
    "filed northwind nothing-known notification --at now": 'no obligation "nothing-known"',
    "filed northwind gdpr notification --at now": '"gdpr" is part of',
    f"filed northwind {DUTY} notice --at now": 'has no stage "notice"',
    f"filed northwind {DUTY} --at now": "its stages: notification, further-information",
    f"filed northwind {DUTY} notification --void": "why is it taken back?",
    f"filed northwind {DUTY} notification --void --because x": f"no submission of {DUTY} notification is recorded",
}


@pytest.mark.parametrize(("command", "words"), REFUSED.items())
def test_what_cannot_be_is_refused_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], command: str, words: str
) -> None:
    assert main(command.split()) == 2
    assert words in capsys.readouterr().err
    assert changes(folder) == ([], [])
    assert not (folder / "record.jsonl").exists()


def test_an_incident_is_not_begun_over_another(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "northwind"]) == 1
    assert "an incident stands there already" in capsys.readouterr().err
    assert changes(folder) == ([], [])


# --- find -------------------------------------------------------------------------------------------------


def test_find_writes_a_finding_in_the_order_of_the_format(folder: Path) -> None:
    given = ["--about", "crm", "--set", "exfiltrated=suspected", "--basis", "4 GB outbound", "--searched", "all"]
    more = ["--source", "entra", "--by", "investigation_lead", "--at", "2026-11-21 10:00 Europe/Dublin"]
    assert main(["find", "northwind", *given, *more]) == 0
    found = facts(folder)["findings"][-1]
    assert list(found.items()) == [
        ("id", "F2"),
        ("at", "2026-11-21 10:00 Europe/Dublin"),
        ("about", "crm"),
        ("exfiltrated", "suspected"),
        ("basis", "4 GB outbound"),
        ("searched", "all"),
        ("sources", ["entra"]),
        ("by", "investigation_lead"),
    ]
    assert changes(folder)[0] == []


COUNTS: dict[str, tuple[list[str], list[str]]] = {
    "as it says": (["exfiltrated=suspected"], ["F2: exfiltrated of customer records counts as suspected"]),
    "nobody looked": (
        ["published=no_evidence"],
        [
            "F2: published of customer records counts as unknown, not as no_evidence",
            "    F2: no_evidence is not carried: no reviewed source looks into the time of the incident",
            "    it counts as unknown; name the reviewed sources",
        ],
    ),
    "looked, but not earned": (
        ["published=ruled_out", "--source", "entra"],
        ["F2: published of customer records counts as no_evidence, not as ruled_out"],
    ),
    "lowered without a reason": (
        ["accessed=no_evidence", "--source", "entra"],
        [
            "F2: accessed of customer records counts as confirmed, not as no_evidence",
            "    F2: accessed is lowered to no_evidence without a correction; F1 says confirmed and stands",
            "    add  corrects: F1  and  because: …",
        ],
    ),
    "lowered with one": (
        ["accessed=suspected", "--corrects", "F1", "--because", "another machine"],
        ["F2: accessed of customer records counts as suspected"],
    ),
}


@pytest.mark.parametrize(("given", "expected"), COUNTS.values(), ids=COUNTS)
def test_find_says_what_the_finding_counts_for(
    folder: Path, capsys: pytest.CaptureFixture[str], given: list[str], expected: list[str]
) -> None:
    assert main(["find", "northwind", "--about", "crm", "--set", *given]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[: len(expected)] == expected
    assert said.err.endswith("saved: finding F2\n")


def test_the_next_number_is_the_highest_and_one(folder: Path) -> None:
    for name in (["--id", "F17"], ["--id", "SOC-99"], []):
        assert main(["find", "northwind", "--about", "incident", "--set", "attack=confirmed", *name]) == 0
    assert [finding["id"] for finding in facts(folder)["findings"]] == ["F1", "F17", "SOC-99", "F18"]


def test_many_real_commands_at_once_lose_nothing(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "ircomply",
        "find",
        "northwind",
        "--about",
        "incident",
        "--set",
        "attack=confirmed",
    ]
    running = [subprocess.Popen(command, cwd=folder.parent, stderr=subprocess.PIPE) for _ in range(8)]
    said = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 8, said
    assert sorted(finding["id"] for finding in facts(folder)["findings"]) == [f"F{number}" for number in range(1, 10)]
    assert changes(folder)[0] == []
    assert main(["record", "northwind", "--verify"]) == 0


# --- filed ------------------------------------------------------------------------------------------------


def test_filed_records_and_says_whether_it_was_in_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--to", "ie-dpc", "--mode", "written", "--reference", "DPC-88123"]
    assert main(["filed", "northwind", "art33-authority", "Notification", "--at", "17:00", *given]) == 0
    (filing,) = facts(folder)["filings"]
    assert list(filing.items()) == [
        ("obligation", "eu-gdpr-art33-authority"),
        ("stage", "notification"),
        ("to", "ie-dpc"),
        ("at", "2026-11-21T17:00:00+00:00"),
        ("mode", "written"),
        ("reference", "DPC-88123"),
    ]
    assert "notification, in time" in capsys.readouterr().out


def test_the_same_filing_is_not_recorded_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filing = ["filed", "northwind", "eu-gdpr-art33-authority", "notification", "--at"]
    assert main([*filing, "2026-11-21 17:00 Europe/Dublin"]) == 0
    assert main([*filing, "2026-11-21T18:00:00+01:00"]) == 0
    assert "it is recorded already" in capsys.readouterr().err
    assert len(facts(folder)["filings"]) == 1


def test_a_mistaken_filing_is_taken_back_visibly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filing = ["filed", "northwind", "eu-gdpr-art33-authority", "notification"]
    assert main([*filing, "--at", "17:00"]) == 0
    assert main([*filing, "--at", "17:30"]) == 0
    assert main([*filing, "--void", "--because", "wrong incident"]) == 2
    assert "--at one of 2026-11-21T17:00:00+00:00, 2026-11-21T17:30:00+00:00" in capsys.readouterr().err
    assert main([*filing, "--void", "--because", "wrong incident", "--by", "counsel", "--at", "17:00"]) == 0
    first, second = facts(folder)["filings"]
    assert first["void"] == {"because": "wrong incident", "by": "counsel", "at": "2026-11-21T18:40:00+00:00"}
    assert "void" not in second
    assert main([*filing, "--void", "--because", "also", "--at", "17:00"]) == 2


def test_a_duty_owed_for_each_asks_for_which(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["set", "northwind", "crm.for=Acme BV", "crm.role=processor"])
    filing = ["filed", "northwind", "eu-gdpr-art33-2-processor", "--at", "now"]
    assert main(filing) == 2
    assert "--where Acme BV" in capsys.readouterr().err
    assert main([*filing, "--where", "Acme BV"]) == 0
    assert facts(folder)["filings"][0]["where"] == "Acme BV"


# --- init -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_init_writes_a_short_commented_file() -> None:
    given = ["--id", "INC-7", "--title", "Loss: a laptop", "--based-in", "NO", "--timezone", "Europe/Oslo"]
    assert main(["init", "new", *given, "--detected", "now"]) == 0
    assert facts(Path("new")) == {
        "schema": "ircomply/incident/v1",
        "id": "INC-7",
        "title": "Loss: a laptop",
        "status": "open",
        "organisation": {"based_in": "NO", "timezone": "Europe/Oslo"},
        "timeline": {"detected": "2026-11-21T19:40:00+01:00"},
    }
    text = Path("new/incident.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 30
    assert text.startswith("# What is known")
    assert main(["deadlines", "new"]) == 0


@pytest.mark.usefixtures("folder")
def test_init_without_a_word_takes_the_name_of_the_folder() -> None:
    assert main(["init", "deep/INC-8"]) == 0
    assert facts(Path("deep/INC-8")) == {"schema": "ircomply/incident/v1", "id": "INC-8", "status": "open"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "given", [["--based-in", "XQ"], ["--timezone", "Mars/Base"], ["--detected", "16:40"], ["--id", "a b"]]
)
def test_init_leaves_no_folder_when_it_refuses(given: list[str]) -> None:
    assert main(["init", "new", *given]) == 2
    assert not Path("new").exists()


PROFILE = """\
# how we prepare
schema: ircomply/organisation/v1
rules: [house]   # ours
organisation:
  name: Northwind   # the group
  timezone: Europe/Dublin
people_elsewhere: unknown
"""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("profile", [PROFILE, PROFILE.replace("\n", "\r\n"), PROFILE.partition("\n")[2]])
def test_init_copies_a_house_profile_comments_and_all(profile: str) -> None:
    Path("kit/house").mkdir(parents=True)
    Path("kit/house/set.yaml").write_text("id: acme\nprefix: acme-\n", encoding="utf-8")
    Path("kit/organisation.yaml").write_text(profile, encoding="utf-8", newline="")
    assert main(["init", "incidents/INC-9", "--organisation", "kit/organisation.yaml", "--based-in", "IE"]) == 0
    found = facts(Path("incidents/INC-9"))
    assert found["rules"] == ["../../kit/house"]
    assert found["organisation"] == {"name": "Northwind", "timezone": "Europe/Dublin", "based_in": "IE"}
    text = Path("incidents/INC-9/incident.yaml").read_text(encoding="utf-8")
    assert "  name: Northwind   # the group\n" in text
    assert "# ours" in text
    assert "how we prepare" not in text
    assert "organisation/v1" not in text
    assert main(["deadlines", "incidents/INC-9"]) == 0


@pytest.mark.usefixtures("folder")
def test_init_takes_a_profile_of_one_line_as_well() -> None:
    Path("p.yaml").write_text("{schema: ircomply/organisation/v1, organisation: {based_in: IE}}\n", encoding="utf-8")
    assert main(["init", "new", "--organisation", "p.yaml"]) == 0
    assert facts(Path("new"))["organisation"] == {"based_in": "IE"}


@pytest.mark.usefixtures("folder")
def test_init_refuses_what_is_no_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "new", "--organisation", "northwind/incident.yaml"]) == 2
    assert main(["init", "new", "--organisation", "nowhere.yaml"]) == 2
    said = capsys.readouterr().err
    assert "northwind/incident.yaml is no house profile" in said
    assert "no house profile at nowhere.yaml" in said
    assert not Path("new").exists()


# --- a terminal -------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_init_and_find_ask_at_a_terminal(folder: Path) -> None:
    import pexpect  # type: ignore[import-untyped,unused-ignore]

    def ask(*command: str) -> Any:
        return pexpect.spawn(
            sys.executable, ["-m", "ircomply", *command], cwd=str(folder.parent), timeout=30, encoding="utf-8"
        )

    talk = ask("init", "asked")
    for question, reply in (
        (r"Id of the incident \[asked\]", "INC-10"),
        ("What happened", "a loss"),
        ("organisation based", ""),
        ("Time zone", "Mars"),
        ("no time zone", None),
        ("Time zone", "Europe/Dublin"),
        ("detected", "2026-11-20"),
    ):
        talk.expect(question)
        if reply is not None:
            talk.sendline(reply)
    talk.expect(pexpect.EOF)
    assert facts(folder.parent / "asked")["timeline"] == {"detected": "2026-11-20"}
    talk = ask("find", "northwind")
    for question, reply in (
        (r"About \(crm, incident\)", "crm"),
        ("What is established", "lost=suspected exfiltrated=no_evidence"),
        ("rests on", "a hunch"),
        ("looked", ""),
        (r"Sources \(entra\)", "entra"),
        ("When", ""),
        ("By whom", "me"),
    ):
        talk.expect(question)
        talk.sendline(reply)
    talk.expect(pexpect.EOF)
    found = facts(folder)["findings"][-1]
    assert (found["lost"], found["exfiltrated"], found["sources"], found["by"]) == (
        "suspected",
        "no_evidence",
        ["entra"],
        "me",
    )
    assert re.fullmatch(r"F\d", found["id"])
