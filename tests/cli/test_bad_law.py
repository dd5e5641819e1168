"""Rules of one's own that are wrong: `rules check` objects (1), and no command counts by them (2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driver import Ended, files, incident

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SET = "schema: ircomply/set/v1\nid: acme\nprefix: acme-\n"
REGIME = """\
schema: ircomply/regime/v1
regime: acme-house
title: Rules of the house
jurisdiction: IE
status: draft
sources:
  policy: {title: Policy of the group, kind: policy}
obligations:
  - id: acme-board
    title: Tell the board
    cite: [{source: policy, at: s. 1}]
    in_force: {from: "2020-01-01"}
    recipient: {kind: internal, name: The board, place: IE}
    binding: contract
    when: {event: aware}
    stages:
      - {name: notice, within: {hours: 24}, of: aware}
"""
STAGE = "      - {name: notice, within: {hours: 24}, of: aware}\n"


def when(condition: str) -> str:
    """Put another condition on line 15."""
    return REGIME.replace("{event: aware}", condition)


def of(anchor: str, more: str = "") -> str:
    """Let the stage on line 17 count from something else."""
    return REGIME.replace("of: aware}", f"of: {anchor}}}") + more


def chain(first: str, second: str) -> str:
    return of(first, f"      - {{name: second, within: {{hours: 24}}, of: {second}}}\n")


# name: (the regime, its line and column, what is said, the way out)
BAD: dict[str, tuple[str, str, str, str]] = {
    "a fact that nobody knows": (
        when("{answer: eu-gdpr-rsk, is: [high]}"),
        "15:20",
        'unknown word "eu-gdpr-rsk" (questions); did you mean eu-gdpr-risk?',
        "",
    ),
    "an event that nobody knows": (when("{event: awre}"), "15:19", '"awre" (events); did you mean aware?', ""),
    "a class that nobody knows": (
        when("{class: eu-nis2-importent}"),
        "15:19",
        '"eu-nis2-importent" (classes); did you mean eu-nis2-important?',
        "",
    ),
    "a breach that nobody describes": (when("{breach: ours}"), "15:20", 'no breach "ours"', "add it under breaches"),
    "a test that nobody names": (when("{condition: ours}"), "15:23", 'no condition "ours"', ""),
    "a leaf that does not exist": (when("{weather: bad}"), "15:12", '"weather"', ""),
    "a duty that does not exist": (
        when("{duty: acme-bord}"),
        "15:18",
        'no obligation "acme-bord"; did you mean acme-board?',
        "",
    ),
    "a clock on an event nobody names": (of("awre"), "17:49", 'no event "awre"; did you mean aware?', ""),
    "a clock on a stage that is not there": (
        of("filed.notce"),
        "17:49",
        'acme-board has no stage "notce"; did you mean notice?',
        "its stages: notice",
    ),
    "a clock on a stage of a duty that is not there": (
        of("filed.eu-gdpr-art33.notification"),
        "17:49",
        'no obligation "eu-gdpr-art33"',
        "",
    ),
    "a circle of filings": (
        chain("filed.second", "filed.notice"),
        "17:49",
        "a circle of stages: notice and second wait for each other",
        "count one of them from an event",
    ),
    "a circle of limits": (
        chain("limit.second", "limit.notice"),
        "17:49",
        "a circle of stages: notice and second wait for each other",
        "count one of them from an event",
    ),
    "a stage that waits for itself": (of("filed.notice"), "17:49", "notice", "count"),
    "a duty that hangs on itself": (
        when("{duty: acme-board}"),
        "15:18",
        "acme-board hangs on itself",
        "what the other",
    ),
    "hours in words": (
        REGIME.replace("hours: 24", "hours: seventy"),
        "17:40",
        'expected a whole number of hours, got "seventy"',
        "",
    ),
    "a place that is none": (
        REGIME.replace("place: IE", "place: ON"),
        "13:57",
        'no place "ON"; did you mean CA-ON?',
        "ISO 3166",
    ),
    "a source that is not listed": (REGIME.replace("source: policy", "source: polcy"), "11:21", '"polcy"', ""),
    "a key that does not exist": (
        REGIME.replace("title: Tell", "titel: Tell"),
        "10:5",
        'unknown key "titel"; did you mean title?',
        "",
    ),
    "a tab": (REGIME + "\t- x\n", "18:1", "not YAML", "indent with spaces, never with tabs"),
    "two texts in force together": (
        REGIME + REGIME.partition("obligations:\n")[2],
        "21:22",
        "two texts of acme-board are in force at the same time",
        "end the older the day before",
    ),
    "an id of ours": (
        REGIME.replace("id: acme-board", "id: eu-gdpr-art33-authority"),
        "9:9",
        'the id "eu-gdpr-art33-authority" belongs to the set ircomply',
        "amends: eu-gdpr-art33-authority",
    ),
}


def house(folder: Path, regime: str = REGIME, named: str | None = SET) -> Path:
    """Make a folder of rules and an incident."""
    incident(folder / "x")
    (folder / "rules").mkdir()
    (folder / "rules" / "house.yaml").write_text(regime, encoding="utf-8")
    if named is not None:
        (folder / "rules" / "set.yaml").write_text(named, encoding="utf-8")
    return folder


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_rules_check_objects(ircomply: Callable[..., Ended], here: Path, bad: tuple[str, str, str, str]) -> None:
    regime, at, said, way_out = bad
    before = files(house(here, regime))
    ended = ircomply("rules", "check", "rules")
    assert (ended.code, ended.err) == (1, "")
    first = next(line for line in ended.out.splitlines() if line.startswith(f"rules/house.yaml:{at}: error: "))
    assert said in first
    assert way_out in ended.out
    assert "^" in ended.out
    assert files(here) == before


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_nothing_is_counted_by_them(ircomply: Callable[..., Ended], here: Path, bad: tuple[str, str, str, str]) -> None:
    regime, at, said, way_out = bad
    before = files(house(here, regime))
    ended = ircomply("deadlines", "x", "--rules", "rules")
    assert (ended.code, ended.out) == (2, "")
    assert f"rules/house.yaml:{at}: error: " in ended.err
    assert said in ended.err
    assert way_out in ended.err
    assert "half the rules could give a wrong date." in ended.err
    assert "ircomply clock OBLIGATION --start INSTANT" in ended.err
    assert files(here) == before


START = ("clock", "acme-board", "--start", "2026-11-20T10:00:00+00:00")


@pytest.mark.parametrize("name", ["a clock on an event nobody names", "a circle of filings"])
@pytest.mark.parametrize("arguments", [START, ("check", "x"), ("rules", "list"), ("rules", "show", "acme-board")])
def test_no_command_goes_by_them(
    ircomply: Callable[..., Ended], here: Path, name: str, arguments: tuple[str, ...]
) -> None:
    regime, at, said, _ = BAD[name]
    before = files(house(here, regime))
    for _ in ("at first", "and again, when something may have been kept"):
        ended = ircomply(*arguments, "--rules", "rules")
        assert (ended.code, ended.out) == (2, "")
        assert f"rules/house.yaml:{at}: error: " in ended.err
        assert said in ended.err
    assert files(here) == before


def test_what_proves_nothing_yet_still_counts(ircomply: Callable[..., Ended], here: Path) -> None:
    """A rule that is called reviewed and has no cases is objected to; the deadline of a contract stands all the same."""
    house(here, REGIME.replace("status: draft", 'status: reviewed\nchecked: {on: "2026-11-01", by: us}'))
    assert ircomply("rules", "check", "rules").code == 1
    ended = ircomply(
        "deadlines", "x", "--rules", "rules", "--format", "json", "--suppose", "aware=2026-11-20T10:00:00+00:00"
    )
    assert ended.code == 0
    (board,) = [one for one in ended.json["obligations"] if one["id"] == "acme-board"]
    assert board["stages"][0]["act_by"] == "2026-11-21T10:00:00+00:00"
    assert ended.json["rules"]["sets"] == ["ircomply", "acme"]


def test_rules_of_the_incident_are_checked_alike(ircomply: Callable[..., Ended], here: Path) -> None:
    house(here, of("awre"))
    incident(here / "x", (here / "x" / "incident.yaml").read_text(encoding="utf-8") + "rules: [../rules]\n")
    ended = ircomply("deadlines", "x")
    assert (ended.code, ended.out) == (2, "")
    assert 'house.yaml:17:49: error: no event "awre"' in ended.err


FOLDERS: dict[str, tuple[str, str, str]] = {
    "no folder": ("nowhere", "no folder of rules at nowhere", "mend the path in rules: or in --rules"),
    "a file": ("rules/house.yaml", "no folder of rules at rules/house.yaml", "mend the path"),
    "no set.yaml": ("rules", "rules has no set.yaml", "write set.yaml with  id: acme  and  prefix: acme-"),
}


@pytest.mark.parametrize(("folder", "said", "way_out"), FOLDERS.values(), ids=FOLDERS)
def test_a_folder_that_holds_no_rules(
    ircomply: Callable[..., Ended], here: Path, folder: str, said: str, way_out: str
) -> None:
    before = files(house(here, named=None))
    ended = ircomply("deadlines", "x", "--rules", folder)
    assert (ended.code, ended.out) == (2, "")
    assert f"error: {said} " in ended.err
    assert way_out in ended.err
    assert files(here) == before


SETS: dict[str, tuple[str, str, str]] = {
    "no id": ("schema: ircomply/set/v1\nprefix: acme-\n", "1:1", 'the key "id" is missing'),
    "no prefix": ("schema: ircomply/set/v1\nid: acme\n", "1:1", 'the key "prefix" is missing'),
    "a prefix without its hyphen": ("id: acme\nprefix: acme\n", "2:9", "a prefix that ends in a hyphen"),
    "another id form": ("id: Acme Ltd\nprefix: acme-\n", "1:5", "expected an id"),
    "a key that does not exist": (SET + "owner: us\n", "4:1", 'unknown key "owner"'),
}


@pytest.mark.parametrize(("named", "at", "said"), SETS.values(), ids=SETS)
def test_a_set_that_names_itself_badly(
    ircomply: Callable[..., Ended], here: Path, named: str, at: str, said: str
) -> None:
    house(here, named=named)
    for arguments, code in ((("rules", "check", "rules"), 1), (("deadlines", "x", "--rules", "rules"), 2)):
        ended = ircomply(*arguments)
        assert ended.code == code
        assert f"rules/set.yaml:{at}: error: " in ended.both
        assert said in ended.both


def test_sound_rules_count(ircomply: Callable[..., Ended], here: Path) -> None:
    house(here)
    assert (
        ircomply("rules", "check", "rules").out
        == "0 errors, 0 warnings. 1 obligation (0 reviewed), 0 of 0 cases pass.\n"
    )
    ended = ircomply(
        "clock", "acme-board", "--rules", "rules", "--start", "2026-11-20T10:00:00+00:00", "--format", "json"
    )
    assert [one["act_by"] for one in ended.json["stages"]] == ["2026-11-21T10:00:00+00:00"]
    alone = ircomply("deadlines", "x", "--rules", "rules", "--no-shipped-rules", "--format", "json")
    assert [one["id"] for one in alone.json["obligations"]] == ["acme-board"]
    assert alone.json["rules"]["sets"] == ["acme"]
