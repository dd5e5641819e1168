"""What the commands that answer promise: exit codes, what goes where, and every option they share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from driver import SATURDAY, SHORTEST, SUNDAY, Ended, files, incident, northwind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DUTY = "eu-gdpr-art33-authority"
REGIME = """\
schema: ircomply/regime/v1
regime: acme-house
title: Rules of the house
jurisdiction: IE
status: draft
sources: {policy: {title: Policy of the group, kind: policy}}
questions: {acme-bad: {ask: Is it bad?, choices: [yes, no]}}
obligations:
  - id: acme-board
    title: Tell the board
    cite: [{source: policy, at: s. 1}]
    in_force: {from: "2020-01-01"}
    recipient: {kind: internal, name: The board, place: IE}
    binding: contract
    when: {answer: acme-bad, is: [yes]}
    stages: [{name: notice, within: {hours: 100}, of: aware}]
"""
AWARE = SHORTEST.replace("timeline: {", "timeline: {aware: 2026-11-02 08:00 UTC, ")
BAD = "answers: {acme-bad: yes}\n"


@pytest.fixture
def house(here: Path) -> Path:
    """A duty of one's own, 100 hours from Monday 2 November, 8:00 am UTC."""
    incident(here / "x", AWARE + BAD)
    incident(here / "open", AWARE)
    incident(
        here / "done", f"{AWARE}{BAD}filings: [{{obligation: acme-board, stage: notice, at: 2026-11-03 08:00 UTC}}]\n"
    )
    (here / "rules").mkdir()
    (here / "rules" / "set.yaml").write_text("id: acme\nprefix: acme-\n", encoding="utf-8")
    (here / "rules" / "house.yaml").write_text(REGIME, encoding="utf-8")
    return here


@pytest.fixture
def example(here: Path) -> Path:
    return northwind(here)


# --- --fail-on --------------------------------------------------------------------------------------------

LIMIT, BEFORE = "2026-11-06T12:00:00+00:00", "2026-11-04T12:00:00+00:00"  # the limit, and 48 hours before it
FAILS: dict[str, tuple[str, str, str, int]] = {
    "at the limit": ("x", "overdue", LIMIT, 0),
    "a second after it": ("x", "overdue", "2026-11-06T12:00:01+00:00", 1),
    "long after it, but done": ("done", "overdue", "2027-01-01T00:00:00+00:00", 0),
    "long after it, if it applies": ("open", "overdue", "2027-01-01T00:00:00+00:00", 0),
    "48 hours before": ("x", "due-soon", BEFORE, 1),
    "a second earlier": ("x", "due-soon", "2026-11-04T11:59:59+00:00", 0),
    "late is soon as well": ("x", "due-soon", "2027-01-01T00:00:00+00:00", 1),
    "soon, but done": ("done", "due-soon", BEFORE, 0),
    "soon, if it applies": ("open", "due-soon", BEFORE, 0),
    "settled": ("x", "undetermined", BEFORE, 0),
    "open": ("open", "undetermined", BEFORE, 1),
    "nothing of ours was asked": ("x", "not-covered", BEFORE, 0),
}


@pytest.mark.parametrize(("folder", "on", "as_of", "code"), FAILS.values(), ids=FAILS)
def test_fail_on(ircomply: Callable[..., Ended], house: Path, folder: str, on: str, as_of: str, code: int) -> None:
    arguments = ("deadlines", folder, "--rules", "rules", "--no-shipped-rules", "--as-of", as_of)
    for format_ in ("table", "json"):
        failing = ircomply(*arguments, "--format", format_, "--fail-on", on)
        assert failing.code == code
        assert failing.out == ircomply(*arguments, "--format", format_).out
    assert ircomply(*arguments, "--since", "2026-11-02T08:00:00+00:00", "--fail-on", on).code == code


def test_a_place_without_law_fails_on_not_covered(ircomply: Callable[..., Ended], house: Path) -> None:
    assert ircomply("deadlines", "x", "--rules", "rules", "--as-of", BEFORE, "--fail-on", "not-covered").code == 1


def test_without_fail_on_even_what_is_late_ends_well(ircomply: Callable[..., Ended], example: Path) -> None:
    ended = ircomply("deadlines", "northwind", "--as-of", SATURDAY)
    assert ended.code == 0
    assert " 1 OVERDUE " in ended.out


# --- the answer to standard output, words to standard error ------------------------------------------------


def test_what_to_do_is_no_part_of_the_answer(ircomply: Callable[..., Ended], example: Path) -> None:
    ended = ircomply("deadlines", "northwind", "--as-of", SATURDAY)
    assert "Do now" not in ended.out
    assert "Do next" not in ended.out
    assert ended.err.startswith("Do now:  tell the card acquirer, then record it:\n")
    assert ended.err.endswith("Do next: ircomply next northwind\n")
    assert ended.out.endswith("Not legal advice.\n")


def test_what_was_understood_is_a_word(ircomply: Callable[..., Ended], example: Path) -> None:
    for arguments in (("--as-of", "now"), ("--as-of", "0:05"), ("--suppose", "determined=now")):
        ended = ircomply("deadlines", "northwind", *arguments, "--format", "json")
        assert ended.err.startswith("understood as 20")
        assert "understood" not in ended.out
        assert ended.json["schema"] == "ircomply/schedule/v1"


def test_the_same_question_gets_the_same_bytes(ircomply: Callable[..., Ended], example: Path) -> None:
    for arguments in (
        ("deadlines",),
        ("deadlines", "--format", "json"),
        ("next",),
        ("check",),
        ("explain", "art33-auth"),
    ):
        name, *rest = arguments
        found = {ircomply(name, "northwind", *rest, "--as-of", SATURDAY).out for _ in range(2)}
        assert len(found) == 1


# --- --as-of ----------------------------------------------------------------------------------------------


def states(ended: Ended) -> dict[str, Any]:
    assert ended.code == 0, ended.err
    return {one["id"]: one for one in ended.json["obligations"] if one["where"] is None}


def test_as_of_takes_what_was_known_then(ircomply: Callable[..., Ended], example: Path) -> None:
    friday = states(ircomply("deadlines", "northwind", "--as-of", "2026-11-20T17:00:00+00:00", "--format", "json"))
    sunday = states(ircomply("deadlines", "northwind", "--as-of", SUNDAY, "--format", "json"))
    assert friday[DUTY]["verdict"] == "presumed"  # nobody had decided on the risk
    assert friday[DUTY]["stages"][0]["state"] == "running"
    assert sunday[DUTY]["verdict"] == "required"
    assert sunday[DUTY]["stages"][0]["state"] == "filed"
    assert friday["de-bsig-s32-nis2"]["decision"] is None
    assert sunday["de-bsig-s32-nis2"]["decision"]["verdict"] == "not_required"


@pytest.mark.parametrize(
    "text", ["2026-11-21 18:40 Europe/Dublin", "2026-11-21 19:40 Europe/Berlin", "2026-11-21T18:40:00Z"]
)
def test_an_instant_may_be_written_in_several_ways(ircomply: Callable[..., Ended], example: Path, text: str) -> None:
    said = ircomply("deadlines", "northwind", "--as-of", text)
    assert said.out == ircomply("deadlines", "northwind", "--as-of", SATURDAY).out


def test_as_of_reads_the_version_that_stood_then(ircomply: Callable[..., Ended], here: Path) -> None:
    """A file that was changed since answers for now; for then, the version that was kept."""
    incident(here / "x")
    assert ircomply("deadlines", "x").code == 0
    incident(here / "x", SHORTEST + "title: changed\n")
    for later in ("now", "2099-01-01T00:00:00+00:00"):
        assert "INC-1  changed" in ircomply("deadlines", "x", "--as-of", later).out
    earlier = ircomply("deadlines", "x", "--as-of", "2026-11-20T09:14:00+00:00")
    assert "changed" not in earlier.out
    assert "as they were kept" in earlier.out


# --- --suppose --------------------------------------------------------------------------------------------


def test_suppositions_add_up_and_nothing_is_written(ircomply: Callable[..., Ended], example: Path) -> None:
    arguments = ("deadlines", "northwind", "--as-of", SATURDAY, "--format", "json")
    plain = states(ircomply(*arguments))
    before = files(example)
    one = states(ircomply(*arguments, "--suppose", "answer.uk-gdpr-risk=high"))
    two = states(
        ircomply(*arguments, "--suppose", "answer.uk-gdpr-risk=high", "--suppose", "answer.au-ndb-serious-harm=yes")
    )
    changed = {name for name in plain if plain[name]["verdict"] != one[name]["verdict"]}
    assert changed == {"uk-gdpr-art33-ic", "uk-gdpr-art34-individuals"}
    changed = {name for name in plain if plain[name]["verdict"] != two[name]["verdict"]}
    assert changed == {"uk-gdpr-art33-ic", "uk-gdpr-art34-individuals", "au-ndb-oaic", "au-ndb-individuals"}
    assert files(example) == before


SUPPOSED = ("--suppose", "answer.uk-gdpr-risk=high", "--as-of", SATURDAY)


@pytest.mark.parametrize(
    "arguments",
    [
        ("deadlines", "northwind"),
        ("deadlines", "northwind", "--since", "2026-11-21T09:00:00+00:00"),
        ("next", "northwind"),
        ("check", "northwind"),
        ("explain", "northwind", "uk-gdpr-art33-ic"),
    ],
)
def test_an_answer_to_a_supposition_says_so(
    ircomply: Callable[..., Ended], example: Path, arguments: tuple[str, ...]
) -> None:
    ended = ircomply(*arguments, *SUPPOSED)
    assert ended.out.startswith("SUPPOSED, not recorded: answer.uk-gdpr-risk=high\n")
    assert ircomply(*arguments, *SUPPOSED, "--format", "json").json["supposed"] == ["answer.uk-gdpr-risk=high"]
    assert ircomply(*arguments, "--as-of", SATURDAY, "--format", "json").json["supposed"] == []


def test_next_asks_on_top_of_what_is_supposed(ircomply: Callable[..., Ended], example: Path) -> None:
    """With the risk supposed to be unlikely, no answer about anything else brings the duty back."""
    ended = ircomply(
        "next", "northwind", "--as-of", SATURDAY, "--suppose", "answer.uk-gdpr-risk=unlikely", "--format", "json"
    )
    changes = [change for one in ended.json["questions"] for answer in one["answers"] for change in answer["changes"]]
    assert changes
    assert not [change for change in changes if change["obligation"].startswith("uk-gdpr")]


def test_since_shows_a_supposition_as_a_cause(ircomply: Callable[..., Ended], example: Path) -> None:
    ended = ircomply("deadlines", "northwind", "--since", SATURDAY, *SUPPOSED, "--format", "json")
    assert [(one["path"], one["now"]) for one in ended.json["causes"]] == [("answer.uk-gdpr-risk", "high")]


REFUSED: dict[str, tuple[str, str]] = {
    "no value": ("answer.eu-gdpr-risk", "is not PATH=VALUE"),
    "no such data": ("crn.exfiltrated=confirmed", 'nothing called "crn"; did you mean crm?'),
    "no such question": ("answer.eu-gdpr-rsk=high", 'no question "eu-gdpr-rsk"; did you mean eu-gdpr-risk?'),
    "no such answer": ("answer.eu-gdpr-risk=hgh", '"hgh" is no answer to eu-gdpr-risk; did you mean high?'),
    "no such class": ("class.eu-nis2-importent=yes", "did you mean eu-nis2-important?"),
    "no such event": ("awre=now", "did you mean aware?"),
    "no such state": ("crm.exfiltrated=maybe", "expected one of confirmed"),
    "no such place": ("crm.people.XQ=5", 'no place "XQ"'),
    "no such time": ("aware=2026-11-20T16:40", "a time needs its offset"),
    "no such verdict": ("decision.eu-gdpr-art33-authority=maybe", "expected one of required"),
    "several duties": ("decision.gdpr=required", '"gdpr" is part of'),
}


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_supposed(ircomply: Callable[..., Ended], example: Path, given: str, said: str) -> None:
    ended = ircomply("deadlines", "northwind", "--as-of", "2099-01-01T00:00:00+00:00", "--suppose", given)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert "half a file" not in ended.err


# --- --since ----------------------------------------------------------------------------------------------


def test_since_names_causes_and_what_they_moved(ircomply: Callable[..., Ended], example: Path) -> None:
    arguments = ("deadlines", "northwind", "--as-of", SATURDAY, "--since", "2026-11-21T09:00:00+00:00")
    ended = ircomply(*arguments)
    assert ended.out.startswith("INC-2026-041, changed from Saturday 21 November, 9:00 am to 6:40 pm, Dublin time\n")
    causes = {one["path"] for one in ircomply(*arguments, "--format", "json").json["causes"]}
    assert {"answer.eu-gdpr-risk", "answer.us-acquired", "crm.published"} <= causes


def test_since_speaks_of_what_the_schedule_lists(ircomply: Callable[..., Ended], example: Path) -> None:
    """By decision nothing is sent to Germany: that its date has passed is no news. The decision itself is."""
    ended = ircomply("deadlines", "northwind", "--as-of", SATURDAY, "--since", "2026-11-21T09:00:00+00:00")
    assert "1 now overdue, 5 due soon." in ended.out
    assert "BSI" not in ended.out
    earlier = ircomply("deadlines", "northwind", "--as-of", SATURDAY, "--since", "2026-11-20T19:00:00+00:00")
    said = " ".join(earlier.out.split())
    assert "Decision on de-bsig-s32-nis2, Fri 20 Nov, 7:40 pm, counsel: was unknown, is now not required" in said
    assert "(BSI, Germany): was required, is now not required." in said
    assert "1 now overdue, 3 due soon." in said


@pytest.mark.parametrize(
    ("pair", "path", "said"),
    [
        ("aware=2026-11-20 18:00 Europe/Dublin", "aware", "was Fri 20 Nov, 4:40 pm, is now Fri 20 Nov, 6:00 pm"),
        ("organisation.serves=IE,DE", "organisation.serves", "is now IE, DE"),
        ("crm.protection=encrypted", "crm.protection", "customer records, protection: was none, is now encrypted"),
        ("crm.categories=name", "crm.categories", "is now name"),
        ("people_elsewhere=no", "people_elsewhere", "people elsewhere: was unknown, is now no"),
        (
            "figure.direct_loss=EUR 700000",
            "figure.direct_loss",
            "direct loss: was EUR 100000 to unknown, is now EUR 700000",
        ),
        ("order-platform.critical=yes", "order-platform.critical", "critical: was unknown, is now yes"),
    ],
)
def test_since_names_every_kind_of_fact(
    ircomply: Callable[..., Ended], example: Path, pair: str, path: str, said: str
) -> None:
    arguments = ("deadlines", "northwind", "--since", SATURDAY, "--as-of", SATURDAY, "--suppose", pair)
    assert [one["path"] for one in ircomply(*arguments, "--format", "json").json["causes"]] == [path]
    assert said in " ".join(ircomply(*arguments).out.split())


def test_since_the_same_instant_nothing_changed(ircomply: Callable[..., Ended], example: Path) -> None:
    ended = ircomply("deadlines", "northwind", "--as-of", SATURDAY, "--since", SATURDAY)
    assert "Nothing changed." in ended.out


def test_since_compares_with_the_version_that_stood_then(
    ircomply: Callable[..., Ended], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour, text in ((10, SHORTEST), (12, AWARE)):
        at = datetime(2026, 11, 20, hour, tzinfo=UTC)
        monkeypatch.setattr("ircomply.cli.session.clock_now", lambda at=at: at)
        incident(here / "x", text)
        ended = ircomply(
            "deadlines", "x", "--since", "2026-11-20T10:30:00+00:00", "--as-of", SATURDAY, "--format", "json"
        )
    assert [one["path"] for one in ended.json["causes"]] == ["aware"]


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2099-01-01T00:00:00+00:00", "--since lies after the instant of the answer"),
        ("yesterday", '"yesterday" is no instant'),
        ("2026-11-21", '"2026-11-21" is no instant'),
        ("25:00", 'no time "25:00" exists'),
    ],
)
def test_since_when(ircomply: Callable[..., Ended], example: Path, since: str, said: str) -> None:
    ended = ircomply("deadlines", "northwind", "--since", since)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


# --- --zone, --all ----------------------------------------------------------------------------------------


def test_zone_changes_whose_time_it_is_and_no_instant(ircomply: Callable[..., Ended], example: Path) -> None:
    arguments = ("deadlines", "northwind", "--as-of", SATURDAY)
    dublin, york = ircomply(*arguments), ircomply(*arguments, "--zone", "America/New_York")
    assert "Mon 23 Nov, 4:40 pm       46 hours left  Data Protection Commission, Ireland" in dublin.out
    assert "Saturday 21 November 2026, 1:40 pm in New York. All times are New York time." in york.out
    assert "Mon 23 Nov, 11:40 am      46 hours left  Data Protection Commission, Ireland" in york.out
    assert "4:40 pm in Dublin" in york.out
    assert ircomply(*arguments, "--zone", "Mars/Olympus").code == 2


def test_zone_leaves_json_as_it_is(ircomply: Callable[..., Ended], example: Path) -> None:
    arguments = ("deadlines", "northwind", "--as-of", SATURDAY, "--format", "json")
    assert ircomply(*arguments, "--zone", "America/New_York").out == ircomply(*arguments).out


def test_all_shows_what_is_not_required(ircomply: Callable[..., Ended], example: Path) -> None:
    arguments = ("deadlines", "northwind", "--as-of", SATURDAY)
    short, whole = ircomply(*arguments).out, ircomply(*arguments, "--all").out
    assert "us-sec-8k-105" not in short
    assert "NOT REQUIRED" not in short
    assert "are not required" in " ".join(short.split())
    assert "(--all)" in short
    assert "\nNOT REQUIRED" in whole
    assert "us-sec-8k-105" in whole
    assert "us-sec-domestic-registrant: no" in whole


# --- --rules, --no-shipped-rules --------------------------------------------------------------------------


def test_rules_add_and_are_named(ircomply: Callable[..., Ended], house: Path) -> None:
    ours = ircomply("deadlines", "x", "--as-of", BEFORE, "--suppose", "answer.acme-bad=yes")
    assert ours.code == 2  # without its rules the incident cannot be read: it answers a question of theirs
    assert 'no question "acme-bad"' in ours.err
    both = ircomply("deadlines", "x", "--as-of", BEFORE, "--rules", "rules", "--format", "json").json
    assert both["rules"]["sets"] == ["ircomply", "acme"]
    assert {"acme-board", DUTY} <= {one["id"] for one in both["obligations"]}


def test_leaving_our_rules_out_is_said(ircomply: Callable[..., Ended], house: Path) -> None:
    for arguments in (("deadlines", "x"), ("next", "x"), ("check", "x"), ("explain", "x", "acme-board")):
        ended = ircomply(*arguments, "--rules", "rules", "--no-shipped-rules", "--as-of", BEFORE)
        assert ended.out.startswith("The rules of ircomply are left out: only your own were asked.\n")
    assert "left out" not in ircomply("deadlines", "x", "--rules", "rules", "--as-of", BEFORE).out


def test_a_drill_says_so_first(ircomply: Callable[..., Ended], house: Path) -> None:
    incident(house / "x", AWARE + "drill: yes\n" + BAD)
    for arguments in (("deadlines", "x"), ("next", "x"), ("check", "x"), ("explain", "x", "acme-board")):
        ended = ircomply(*arguments, "--rules", "rules", "--no-shipped-rules", "--suppose", "aware=now")
        assert ended.out.startswith("DRILL. Nothing here is real.\nSUPPOSED, not recorded: aware=20")


# --- an obligation, by a part of its id --------------------------------------------------------------------


def test_an_unambiguous_part_is_enough(ircomply: Callable[..., Ended], example: Path) -> None:
    whole = ircomply("explain", "northwind", DUTY, "--as-of", SATURDAY).out
    assert ircomply("explain", "northwind", "gdpr-art33-auth", "--as-of", SATURDAY).out == whole
    assert ircomply("clock", "gdpr-art33-auth").code == 0
    assert ircomply("rules", "show", "gdpr-art33-auth").out == ircomply("rules", "show", DUTY).out


@pytest.mark.parametrize("command", [("explain", "northwind"), ("clock",), ("rules", "show"), ("filed", "northwind")])
def test_an_ambiguous_part_is_refused_with_the_candidates(
    ircomply: Callable[..., Ended], example: Path, command: tuple[str, ...]
) -> None:
    more = ("notification",) if command[0] == "filed" else ()
    ended = ircomply(*command, "gdpr-art34", *more)
    assert (ended.code, ended.out) == (2, "")
    assert '"gdpr-art34" is part of 2 ids' in ended.err
    assert "eu-gdpr-art34-individuals, uk-gdpr-art34-individuals" in ended.err


def test_a_whole_id_is_no_part_of_another(ircomply: Callable[..., Ended], example: Path) -> None:
    """An id that is part of another still names its own duty."""
    from ircomply.files.law import load

    names = list(load([]).texts)
    parts = [name for name in names if any(name in other and name != other for other in names)]
    for name in parts:
        assert ircomply("clock", name, "--format", "json").json["obligation"] == name


@pytest.mark.parametrize("given", ["", " ", "nothing-of-the-kind"])
def test_what_is_part_of_no_id(ircomply: Callable[..., Ended], given: str) -> None:
    ended = ircomply("clock", given)
    assert (ended.code, ended.out) == (2, "")
    assert "rules list shows the ids" in ended.err


# --- usage ------------------------------------------------------------------------------------------------

USAGE: dict[str, tuple[tuple[str, ...], str]] = {
    "a command that is none": (("deadline", "northwind"), 'no command "deadline"; did you mean deadlines?'),
    "an option that is none": (("deadlines", "northwind", "--als-of", "now"), "No such option: --als-of"),
    "an option without its value": (("deadlines", "northwind", "--as-of"), "--as-of"),
    "one incident too many": (("deadlines", "northwind", "northwind"), "unexpected extra argument"),
    "a format that is none": (("deadlines", "northwind", "--format", "xml"), 'no format "xml" here'),
    "a format that is not there yet": (("next", "northwind", "--format", "ics"), 'no format "ics" here'),
    "a reason to fail that is none": (("deadlines", "northwind", "--fail-on", "late"), 'no --fail-on "late"'),
    "no obligation": (("explain", "northwind"), "which obligation?"),
    "an instance of a duty that has none": (
        ("explain", "northwind", DUTY, "--where", "FR"),
        f'{DUTY} has no instance "FR"',
    ),
    "no duty to count": (("clock",), "OBLIGATION"),
    "no stage": (("filed", "northwind", DUTY, "--at", "now"), "its stages: notification, further-information"),
    "no fact": (("set", "northwind"), "nothing to set"),
}


@pytest.mark.parametrize(("arguments", "said"), USAGE.values(), ids=USAGE)
def test_usage(ircomply: Callable[..., Ended], example: Path, arguments: tuple[str, ...], said: str) -> None:
    before = files(example)
    ended = ircomply(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) <= 3
    assert {name: ended for name, ended in files(example).items() if name == "incident.yaml"} == {
        "incident.yaml": before["incident.yaml"]
    }


@pytest.mark.parametrize("given", [(), ("--help",), ("-h",), ("help",)])
def test_the_first_screen_is_the_help(ircomply: Callable[..., Ended], given: tuple[str, ...]) -> None:
    ended = ircomply(*given)
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.out.splitlines()) <= 24
    assert "init DIR" in ended.out


def test_every_command_explains_itself(ircomply: Callable[..., Ended]) -> None:
    from ircomply.cli.main import COMMANDS

    first = ircomply().out
    for name in COMMANDS:
        ended = ircomply(name, "--help")
        assert (ended.code, ended.err) == (0, "")
        assert f"Usage: ircomply {name}" in ended.out
        assert name in first


def test_the_version(ircomply: Callable[..., Ended]) -> None:
    from ircomply import __version__

    assert ircomply("--version").out == f"ircomply {__version__}\n"
