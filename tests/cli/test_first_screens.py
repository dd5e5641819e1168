"""What a person sees first: the shortest file, a file in which nearly all is unknown, and the help.

An empty list would calm; what is not known has to look like what it is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from driver import EXAMPLES, Ended, incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AS_OF = ("--as-of", "2026-11-20T10:00:00+00:00")
BARE = "schema: ircomply/incident/v1\nid: INC-2026-050\n"
ORGANISED = f"{BARE}organisation: {{based_in: IE, timezone: Europe/Dublin}}\n"
CALM = re.compile(r"\b(nothing is due|safe|compliant|all clear|please|sorry)\b|!", re.IGNORECASE)


def commands_in(ended: Ended) -> list[str]:
    return re.findall(r"ircomply\s+([a-z]+)", ended.both)


@pytest.fixture
def shortest(here: Path) -> Path:
    return incident(here / "new", (EXAMPLES / "shortest" / "incident.yaml").read_bytes())


def test_the_shortest_file_shows_what_may_run(ircomply: Callable[..., Ended], shortest: Path) -> None:
    ended = ircomply("deadlines", "new", *AS_OF)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0].startswith("INC-2026-041")
    assert "Friday 20 November 2026, 10:00 am" in ended.out
    # What falls due within 48 hours, if it applies, stands on top with its date, and says from what it was counted.
    assert "Sat 21 Nov, 9:14 am       23 hours left  Central Bank of Ireland" in ended.out
    assert "If it applies: 24 hours from awareness. Counted from detected: aware is" in ended.out
    assert "National Cyber Security Centre" in ended.out
    # The duty of 72 hours is there, and on what it hangs.
    assert "eu-gdpr-art33-authority" in ended.out
    assert "what data may have been touched?" in ended.out
    # What cannot be excluded is counted, never left out.
    assert re.search(r"\d+ more jurisdictions cannot be excluded", ended.out)
    assert "Unknown is not no." in ended.out
    assert ended.out.endswith("Not legal advice.\n")
    assert "Do next: ircomply next new" in ended.err


def test_the_shortest_file_in_json(ircomply: Callable[..., Ended], shortest: Path) -> None:
    found = ircomply("deadlines", "new", *AS_OF, "--format", "json").json
    verdicts = {one["id"]: one["verdict"] for one in found["obligations"]}
    assert verdicts["eu-gdpr-art33-authority"] == "undetermined"
    assert "required" not in verdicts.values()
    by_id = {one["id"]: one for one in found["obligations"]}
    stage = by_id["eu-gdpr-art33-authority"]["stages"][0]
    assert stage["start"] == {"event": "aware", "at": "2026-11-20T09:14:00+00:00", "assumed": "detected"}
    assert stage["act_by"] == "2026-11-23T09:14:00+00:00"
    assert stage["if"] is True
    assert found["questions"]


@pytest.mark.parametrize("text", [BARE, ORGANISED], ids=["an id", "an id and an organisation"])
def test_nearly_nothing_is_known(ircomply: Callable[..., Ended], here: Path, text: str) -> None:
    incident(here / "new", text)
    ended = ircomply("deadlines", "new", *AS_OF)
    assert ended.code == 0
    assert " NO DATE YET   That does not mean that nothing is due. A clock may be running." in ended.out
    for line in (
        "  Find out: when did you become aware?         aware",
        "  Find out: what data may have been touched?   data",
        "  Find out: where do those people live?        data.people",
    ):
        assert line in ended.out
    if text == ORGANISED:
        assert "  72 hours  Data Protection Commission, Ireland" in ended.out
    assert "new/incident.yaml" in ended.err
    assert ended.out.splitlines()[0].startswith("INC-2026-050")


@pytest.mark.parametrize("text", [BARE, ORGANISED, ""], ids=["an id", "an id and an organisation", "the shortest"])
@pytest.mark.parametrize(
    "arguments",
    [("deadlines",), ("deadlines", "--all"), ("next",), ("check",), ("explain", "eu-gdpr-art33-authority")],
)
def test_no_screen_calms(ircomply: Callable[..., Ended], here: Path, text: str, arguments: tuple[str, ...]) -> None:
    from ircomply.cli.main import COMMANDS

    incident(here / "new", text or (EXAMPLES / "shortest" / "incident.yaml").read_bytes())
    name, *rest = arguments
    ended = ircomply(name, "new", *rest, *AS_OF)
    assert ended.code == 0
    said = ended.both.replace("That does not mean that nothing is due.", "")
    assert not CALM.search(said), CALM.search(said)
    assert set(commands_in(ended)) <= set(COMMANDS)  # what it tells to do can be done
    assert not [line for line in ended.out.splitlines() if len(line) > 80]


def test_one_fact_at_a_time_the_picture_grows(
    ircomply: Callable[..., Ended], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an id alone to a date, by the commands that the screens name, at five on a Friday afternoon."""
    for module in ("acts", "session"):
        monkeypatch.setattr(f"ircomply.cli.{module}.clock_now", lambda: datetime(2026, 11, 20, 17, tzinfo=UTC))
    data = (
        "data:\n  - {id: crm, role: controller, form: electronic, categories: [name], people: [{in: IE, count: 9}]}\n"
    )
    incident(here / "new", ORGANISED)
    assert "NO DATE YET" in ircomply("deadlines", "new").out
    assert ircomply("set", "new", "aware=16:40").code == 0
    assert "Sat 21 Nov, 4:40 pm" in ircomply("deadlines", "new").out

    def authority() -> tuple[str, str]:
        found = ircomply("deadlines", "new", "--format", "json").json["obligations"]
        (one,) = [one for one in found if one["id"] == "eu-gdpr-art33-authority"]
        return one["verdict"], one["stages"][0]["act_by"]

    assert authority() == ("undetermined", "2026-11-23T16:40:00+00:00")
    incident(here / "new", (here / "new" / "incident.yaml").read_text(encoding="utf-8") + data)
    assert ircomply("find", "new", "--about", "crm", "--set", "accessed=confirmed", "--basis", "seen").code == 0
    assert authority() == ("presumed", "2026-11-23T16:40:00+00:00")
    assert ircomply("set", "new", "answer.eu-gdpr-risk=likely", "--by", "DPO").code == 0
    assert authority() == ("required", "2026-11-23T16:40:00+00:00")
    filed = ircomply("filed", "new", "eu-gdpr-art33-auth", "notification", "--at", "now")
    assert filed.out.startswith("Data Protection Commission, Ireland: notification, in time\n")
    assert "Required: further information, after the notification." in ircomply("deadlines", "new").out


def test_a_new_incident_by_init_alone(ircomply: Callable[..., Ended], here: Path) -> None:
    ended = ircomply(
        "init", "new", "--based-in", "IE", "--timezone", "Europe/Dublin", "--detected", "2026-11-20 09:14 Europe/Dublin"
    )
    assert ended.code == 0
    shown = ircomply("deadlines", "new", *AS_OF)
    assert shown.code == 0
    assert "Sat 21 Nov, 9:14 am       23 hours left  Central Bank of Ireland" in shown.out
    assert ircomply("check", "new").code == 0


COPIED = """\
timeline: {aware: "2026-11-20T12:00:00+00:00"}
people_elsewhere: no
data_complete: yes
data: [{id: crm, role: controller, categories: [name], categories_complete: yes, protection: none, people: [{in: IE, count: 9}]}]
findings: [{id: F1, about: crm, at: "2026-11-20T12:00:00+00:00", exfiltrated: confirmed, basis: a copy was seen, by: investigation_lead}]
"""


def test_the_reason_is_what_the_finding_says(ircomply: Callable[..., Ended], here: Path) -> None:
    """The law asks for access; copying was established, and implies it."""
    incident(here / "x", ORGANISED + COPIED)
    said = ircomply("deadlines", "x", "--as-of", "2026-11-20T13:00:00+00:00").out
    assert "Required: crm: exfiltrated (F1). Write it down now" in " ".join(said.split())
