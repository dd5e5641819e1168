"""Facts that cannot be read: a place, carets, the way out, exit code 2, nothing computed, nothing written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from driver import SHORTEST, Ended, files, incident

from ircomply.report.as_text import width

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DETECTED = "timeline: {detected: 2026-11-20 09:14 Europe/Dublin}\n"
ENDING = "No deadline was computed: half a file could give a wrong date."
MEANWHILE = "ircomply clock OBLIGATION --start INSTANT"


def aware(text: str) -> str:
    """Put `aware` on line 6, from column 10."""
    return SHORTEST.replace(DETECTED, f"timeline:\n  detected: 2026-11-20 09:14 Europe/Dublin\n  aware: {text}\n")


def based_in(place: str) -> str:
    return SHORTEST.replace("based_in: IE", f"based_in: {place}")


def more(text: str) -> str:
    """Add lines from line 5."""
    return SHORTEST + text


def finding(rest: str) -> str:
    return more(f"data: [{{id: crm}}]\nfindings:\n  - {{id: F1, at: 2026-11-20 17:00 Europe/Dublin, {rest}}}\n")


def laughs() -> str:
    """A billion laughs: nine lines of ten, each holding the one before ten times."""
    lines = ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"]
    names = "abcdefghi"
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n")
    return "".join(lines)


WRITE_IN_FULL = 'write "2026-11-20T16:40:00+00:00" or "2026-11-20 16:40 Europe/Dublin"'
ISO = "write an ISO 3166 code, such as IE or US-CA"
# name: (the file, line:column, what is said, the way out)
Bad = tuple[str | bytes, str, str, str]
TIMES: dict[str, Bad] = {
    "a time without its offset": (
        aware("2026-11-20T16:40"),
        "6:10",
        "a time needs its offset",
        'in Dublin on that day: "2026-11-20T16:40:00+00:00". Or write: unknown',
    ),
    "a time without its offset, in words": (aware("2026-07-20 16:40"), "6:10", "needs its offset", "16:40:00+01:00"),
    "a day that is none": (aware("2026-02-30 10:00 Europe/Dublin"), "6:10", 'no day "2026-02-30"', "look at the month"),
    "a leap day in another year": (aware('"2027-02-29"'), "6:10", 'no day "2027-02-29"', "look at the month"),
    "an hour that is none": (aware('"2026-11-20T25:00:00+00:00"'), "6:10", 'no time "25:00:00"', "00:00 to 23:59"),
    "an offset that is none": (aware('"2026-11-20T16:40:00+25:00"'), "6:10", 'no offset "+25:00"', "looks like +01:00"),
    "a zone that is none": (aware("2026-11-20 16:40 Europe/Dubln"), "6:10", 'no time zone "Europe/Dubln"', "an IANA"),
    "a time that a clock change makes double": (
        aware("2026-10-25 01:30 Europe/Dublin"),
        "6:10",
        "a clock change makes this time double",
        "write 2026-10-25T01:30:00+01:00 or 2026-10-25T01:30:00+00:00",
    ),
    "a time that a clock change leaves out": (
        aware("2027-03-28 01:30 Europe/Dublin"),
        "6:10",
        "a clock change leaves this time out",
        "write 2027-03-28T00:30:00+00:00 or 2027-03-28T02:30:00+01:00",
    ),
    "a number of seconds": (aware("1700000000"), "6:10", '"1700000000" is no instant', WRITE_IN_FULL),
    "a day in another order": (aware("20/11/2026"), "6:10", '"20/11/2026" is no instant', WRITE_IN_FULL),
    "yes, where an instant is due": (aware("yes"), "6:10", '"yes" is no instant', WRITE_IN_FULL),
    "nothing, where an instant is due": (aware('""'), "6:10", '"" is no instant', WRITE_IN_FULL),
    "a stretch, where an instant is due": (
        aware("{from: 2026-11-20, to: ongoing}"),
        "6:10",
        "this event is an instant, not a stretch",
        "write {between: [a, b]} when it is not known better",
    ),
    "an end before its beginning": (
        more('services:\n  - id: shop\n    disruptions:\n      - {from: "2026-11-20", to: "2026-11-19"}\n'),
        "8:9",
        "the stretch ends before it begins",
        "",
    ),
    "a day alone, and no zone of the organisation": (
        SHORTEST.replace(", timezone: Europe/Dublin", "").replace(DETECTED, "timeline: {aware: 2026-11-20}\n"),
        "4:19",
        "a bare date needs organisation.timezone",
        "add the zone, or write a full instant",
    ),
    "a zone of the organisation that is none": (
        SHORTEST.replace("timezone: Europe/Dublin", "timezone: ../../etc/passwd"),
        "3:40",
        'no time zone "../../etc/passwd"',
        "an IANA name",
    ),
}
WORDS: dict[str, Bad] = {
    "ON, which YAML takes for yes": (based_in("ON"), "3:26", 'no place "ON"; did you mean CA-ON?', ISO),
    "a state that is none": (based_in("US-ZZ"), "3:26", 'no place "US-ZZ"', ISO),
    "a place in small letters": (based_in("ie"), "3:26", 'no place "ie"', ISO),
    "a key at the top": (more("tittle: x\n"), "5:1", 'unknown key "tittle"; did you mean title?', ""),
    "a key like no other": (more("zzz: x\n"), "5:1", 'unknown key "zzz"', "the keys here: schema, id, title"),
    "a key within": (more("data:\n  - {id: crm, rolle: x}\n"), "6:15", 'unknown key "rolle"; did you mean role?', ""),
    "a category": (more("data: [{id: crm, categories: [emial]}]\n"), "5:31", 'word "emial" (categories); did you', ""),
    "a word like no other": (
        more("data: [{id: crm, categories: [xyzzy]}]\n"),
        "5:31",
        'word "xyzzy"',
        "one of bank_account, biometric",
    ),
    "an event": (SHORTEST.replace("detected", "detectd"), "4:12", '"detectd" (events); did you mean detected?', ""),
    "a class": (
        SHORTEST.replace("timezone", "classes: {eu-nis2-importent: yes}, timezone"),
        "3:40",
        '"eu-nis2-importent" (classes); did you mean eu-nis2-important?',
        "",
    ),
    "a question": (
        more("answers: {eu-gdpr-rsk: likely}\n"),
        "5:11",
        'no question "eu-gdpr-rsk"; did you mean eu-gdpr-risk?',
        "rules show names the questions",
    ),
    "an answer": (
        more("answers: {eu-gdpr-risk: likly}\n"),
        "5:25",
        '"likly" is no answer to eu-gdpr-risk; did you mean likely?',
        "one of unlikely, likely, high, unknown",
    ),
    "a state": (finding("about: crm, accessed: maybe"), "7:72", 'got "maybe"', ""),
    "an aspect": (finding("about: crm, acessed: confirmed"), "7:62", 'aspect "acessed"; did you mean accessed?', ""),
    "an aspect of something else": (
        finding("about: incident, accessed: confirmed"),
        "7:67",
        '"accessed" says nothing about incident',
        "",
    ),
    "a kind of hold": (
        more("holds: [{obligations: [us-ca-individuals], kind: police, from: 2026-11-21}]\n"),
        "5:50",
        'unknown word "police" (hold kinds)',
        "one of agency_direction, extension, law_enforcement",
    ),
    "a number with a comma": (
        more("figures: {users: 1}\ndata: [{id: crm, people: [{in: IE, count: '1,500'}]}]\n"),
        "5:11",
        '"users"',
        "",
    ),
    "people in halves": (more("data: [{id: crm, people: [{in: IE, count: 1.5}]}]\n"), "5:43", '"1.5"', "digits alone"),
    "fewer than none": (more("data: [{id: crm, people: [{in: IE, count: -3}]}]\n"), "5:43", '"-3"', "digits alone"),
    "a range upside down": (
        more("data: [{id: crm, people: [{in: IE, count: {at_least: 5, at_most: 3}}]}]\n"),
        "5:43",
        "the range ends (3) before it begins (5)",
        "",
    ),
    "a role": (more("data: [{id: crm, role: boss}]\n"), "5:24", "expected one of controller, processor", ""),
    "yes and no": (more("data_complete: maybe\n"), "5:16", "expected yes, no or unknown", ""),
    "another version of the format": (SHORTEST.replace("v1", "v2"), "1:9", "expected one of ircomply/incident/v1", ""),
}
NAMES: dict[str, Bad] = {
    "a finding about nothing": (
        finding("about: crmm, accessed: confirmed"),
        "7:57",
        'nothing called "crmm" to find about',
        "name a data set, a service or incident",
    ),
    "a source that is not listed": (
        finding("about: crm, accessed: confirmed, sources: [entra]"),
        "7:93",
        'no source "entra"',
        "list the source first",
    ),
    "a correction of nothing": (
        finding("about: crm, accessed: confirmed, corrects: F9, because: x"),
        "7:93",
        'no finding "F9"',
        "list the finding first",
    ),
    "a filing of no duty": (
        more("filings: [{obligation: eu-gdpr-art33-autority, stage: notification, at: 2026-11-21}]\n"),
        "5:24",
        'no obligation "eu-gdpr-art33-autority"; did you mean eu-gdpr-art33-authority?',
        "rules list shows the ids",
    ),
    "a filing of no stage": (
        more("filings: [{obligation: eu-gdpr-art33-authority, stage: notifcation, at: 2026-11-21}]\n"),
        "5:56",
        'eu-gdpr-art33-authority has no stage "notifcation"; did you mean notification?',
        "its stages: notification, further-information",
    ),
    "a hold on no duty": (
        more("holds: [{obligations: [us-ca-peeple], kind: law_enforcement, from: 2026-11-21}]\n"),
        "5:24",
        'no obligation "us-ca-peeple"',
        "mend its name",
    ),
    "a decision on no duty": (
        more("decisions: [{obligation: us-ca, verdict: not_required}]\n"),
        "5:26",
        'no obligation "us-ca"',
        "rules list shows the ids",
    ),
    "a start of no duty": (
        more("starts: [{event: aware, for: eu-gpdr, at: 2026-11-21}]\n"),
        "5:30",
        'no obligation or regime "eu-gpdr"; did you mean eu-gdpr?',
        "mend its name",
    ),
    "a total of no data": (
        more("data: [{id: crm}]\ntotals: [{of: [crn], in: DE, count: 9}]\n"),
        "6:16",
        'no data set "crn"; did you mean crm?',
        "mend its name",
    ),
    "a source of no data": (
        more("sources: [{id: entra, kind: sign_in_log, of: [crm]}]\n"),
        "5:47",
        'no data set or service "crm"',
        "list the data set or service first",
    ),
    "an id that is a section's name": (
        more("data: [{id: timeline}]\n"),
        "5:13",
        'id "timeline" is the name of',
        "another id",
    ),
    "an id that findings take for the incident": (
        more("services: [{id: incident}]\n"),
        "5:17",
        '"incident" is',
        "another",
    ),
    "an id that paths take for something else": (
        more("data: [{id: answer}]\n"),
        "5:13",
        'id "answer" is the',
        "another id",
    ),
    "an id given twice": (
        more("data: [{id: crm}]\nservices: [{id: crm}]\n"),
        "6:17",
        'the id "crm" stands twice, first in data',
        "give each its own id",
    ),
    "an id with a blank": (SHORTEST.replace("INC-1", "INC 1"), "2:5", "expected an id", ""),
    "rules that are not there": (
        more("rules: [../nowhere]\n"),
        "5:9",
        'no folder of rules at "../nowhere"',
        "mend the path; it starts from the folder of this file",
    ),
}
YAML: dict[str, Bad] = {
    "a key twice": (more("id: INC-2\n"), "5:1", 'the key "id" stands twice (first on line 2)', "keep one of them"),
    "a key twice within": (
        more("data:\n  - id: crm\n    role: controller\n    role: processor\n"),
        "8:5",
        'the key "role" stands twice (first on line 7)',
        "keep one of them",
    ),
    "an anchor": (
        more("title: &a x\n"),
        "5:8",
        "an anchor (&) has no place here",
        "write the value out where it is needed",
    ),
    "an alias of nothing": (more("title: *a\n"), "5:8", "an alias (*) has no place here", "write the value out"),
    "a billion laughs": (laughs(), "1:4", "an anchor (&) has no place here", "write the value out"),
    "a tag": (more("title: !!str x\n"), "5:8", "a tag (!) has no place here", "every value is text; take the tag out"),
    "a tag that runs a program": (
        more('title: !!python/object/apply:os.system ["touch run"]\n'),
        "5:8",
        "a tag (!) has no place here",
        "take the tag out",
    ),
    "a directive": (f"%YAML 1.1\n---\n{SHORTEST}", "1:1", "a directive (%) has no place here", "take the line out"),
    "two documents": (f"{SHORTEST}---\n{SHORTEST}", "5:1", "a second document begins here", "one document a file"),
    "10 MB": (
        more(f"title: {'x' * 10_000_000}\n"),
        "1:1",
        "the file is larger than 4 MiB",
        "a file of facts holds no logs",
    ),
    "Latin-1": (SHORTEST.encode() + b"title: Z\xfcrich\n", "5:9", "not UTF-8", "save the file as UTF-8"),
    "UTF-16": (SHORTEST.encode("utf-16"), "1:1", "not UTF-8 but UTF-16", "save the file as UTF-8"),
    "a tab": (more("data:\n\t- id: crm\n"), "6:1", "not YAML", "indent with spaces, never with tabs"),
    "an escape, as it is": (
        more("title: a\x1b[31mb\n"),
        "5:9",
        "the control character U+001B stands here",
        "take it out",
    ),
    "an escape, spelt out": (
        more('title: "a\\x1b[31mb"\n'),
        "5:8",
        "the control character U+001B in a value",
        "take it out",
    ),
    "an escape of one character": (more("title: a\x9b31mb\n"), "5:9", "the control character U+009B", "take it out"),
    "a null byte": (more("title: a\0b\n"), "5:9", "the control character U+0000 stands here", "take it out"),
    "a line end that few know": (more("title: a\u2028b\n"), "5:9", "the control character U+2028", "take it out"),
    "a line end of old Macs": (SHORTEST.replace("\n", "\r"), "1:29", "the control character U+000D", "take it out"),
    "deep nesting": (
        more(f"extra: {'[' * 60}{']' * 60}\n"),
        "5:47",
        "nested deeper than 40 levels",
        "write it flatter",
    ),
    "very deep nesting": (more(f"extra: {'[' * 200_000}{']' * 200_000}\n"), "5:1007", "maximum nesting depth", ""),
    "a bracket left open": (more("data: [{id: crm}\n"), "5:7", "not YAML", "what begins here is not closed"),
    "a quote left open": (more('title: "never closed\n'), "5:8", "not YAML", "what begins here is not closed"),
    "a key that is a list": (more("? [a, b]\n: c\n"), "5:3", "a key must be one word", "in quotes"),
    "two versions of a merge": (
        more("<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> them\n"),
        "5:1",
        "a merge left its mark",
        "keep one of the two versions",
    ),
    "nothing": ("", "1:1", "nothing stands in this file", "was it saved?"),
    "comments alone": ("# later\n", "1:1", "nothing stands in this file", "was it saved?"),
    "a list": ("- a\n", "1:1", "expected a mapping (incident), got a list", ""),
    "a word": ("hello\n", "1:1", 'expected a mapping (incident), got "hello"', ""),
    "no schema": (
        SHORTEST.partition("\n")[2],
        "1:1",
        'the key "schema" is missing',
        "write  schema: ircomply/incident/v1",
    ),
    "no id": (SHORTEST.replace("id: INC-1\n", ""), "1:1", 'the key "id" is missing', "write an id"),
    "no value": (more("data:\n"), "5:6", "expected a list, got nothing", "take the key out"),
    "a finding that says nothing": (
        finding("about: incident"),
        "7:5",
        "the finding establishes nothing",
        "name an aspect",
    ),
    "a finding about what": (finding("accessed: confirmed"), "7:5", 'the key "about" is missing', "add  about:"),
}
BAD = TIMES | WORDS | NAMES | YAML


def quoted(err: str) -> None:
    """See that the carets of the first objection stand under its place, where a line is quoted."""
    first, *rest = err.splitlines()
    line, column = re.findall(r":(\d+)", first.partition(" error: ")[0])
    at = next((index for index, text in enumerate(rest) if text.startswith(f" {line} | ")), None)
    if at is None:
        assert not any("^" in text for text in rest[:2])
        return
    source, carets = rest[at][len(f" {line} | ") :], rest[at + 1].partition("| ")[2]
    assert set(carets.strip()) == {"^"}
    if not source.startswith("... "):
        plain = width(source[: int(column) - 1])
        assert carets.index("^") == plain or "\\" in source


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_it_is_refused_with_its_place(ircomply: Callable[..., Ended], here: Path, bad: Bad) -> None:
    text, place, said, way_out = bad
    incident(here / "x", text)
    before = files(here)
    ended = ircomply("deadlines", "x")
    assert (ended.code, ended.out) == (2, "")
    first = ended.err.partition("\n")[0]
    assert first.startswith(f"x/incident.yaml:{place}: error: ")
    assert said in first
    assert re.search(r" \[[a-z-]+\]$", first)
    assert way_out in ended.err
    assert len(ended.err) < 100_000
    quoted(ended.err)
    *_, last, meanwhile = ended.err.splitlines()
    assert re.fullmatch(rf"\d+ errors?\. {re.escape(ENDING)}", last)
    assert MEANWHILE in meanwhile
    assert files(here) == before


COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "x"),
    "next": ("next", "x"),
    "explain": ("explain", "x", "eu-gdpr-art33-authority"),
    "deadlines, in JSON": ("deadlines", "x", "--format", "json"),
    "deadlines, as of then": ("deadlines", "x", "--as-of", "2026-11-21T00:00:00+00:00"),
    "deadlines, since then": ("deadlines", "x", "--since", "2026-11-21T00:00:00+00:00"),
    "deadlines, supposing": ("deadlines", "x", "--suppose", "aware=2026-11-21T00:00:00+00:00"),
    "set": ("set", "x", "title=b"),
    "find": ("find", "x", "--about", "incident", "--set", "ransomware=confirmed"),
    "filed": ("filed", "x", "eu-gdpr-art33-authority", "notification", "--at", "2026-11-21T00:00:00+00:00"),
}


@pytest.mark.parametrize(
    "name", ["a time without its offset", "a key twice", "a finding about nothing", "rules that are not there"]
)
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_every_command_refuses_it_alike(
    ircomply: Callable[..., Ended], here: Path, name: str, arguments: tuple[str, ...]
) -> None:
    text, place, said, _ = BAD[name]
    incident(here / "x", text)
    before = files(here)
    ended = ircomply(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert f"x/incident.yaml:{place}: error: " in ended.err
    assert said in ended.err
    ending = "Nothing was written." if arguments[0] in ("set", "find", "filed") else ENDING
    assert ending in ended.err
    assert files(here) == before


def test_all_problems_come_in_one_run(ircomply: Callable[..., Ended], here: Path) -> None:
    incident(
        here / "x",
        more(
            "tittle: x\n"
            "people_elsewhere: perhaps\n"
            "answers: {eu-gdpr-risk: likly}\n"
            "data: [{id: crm, role: boss, people: [{in: ZZ, count: many}]}]\n"
            "findings: [{id: F1, at: 2026-11-20T10:00, about: crm, accessed: maybe}]\n"
            "holds: [{obligations: [nothing], kind: law_enforcement, from: 2026-11-20}]\n"
        ),
    )
    ended = ircomply("deadlines", "x")
    places = re.findall(r"^x/incident\.yaml:(\d+:\d+): error", ended.err, re.MULTILINE)
    assert places == ["5:1", "6:19", "7:25", "8:24", "8:44", "8:55", "9:25", "9:65", "10:24"]
    assert "9 errors." in ended.err


def test_every_way_of_naming_the_incident_gives_the_same_place(ircomply: Callable[..., Ended], here: Path) -> None:
    folder = incident(here / "x", aware("2026-11-20T16:40"))
    for given, shown in (("x", "x/incident.yaml"), ("x/", "x/incident.yaml"), ("x/incident.yaml", "x/incident.yaml")):
        assert ircomply("deadlines", given).err.startswith(f"{shown}:6:10: error")
    assert ircomply("deadlines", folder).err.startswith(f"{folder.as_posix()}/incident.yaml:6:10: error")


def test_norway_is_a_place(ircomply: Callable[..., Ended], here: Path) -> None:
    incident(here / "x", based_in("NO") + "data: [{id: crm, people: [{in: NO, count: 5}]}]\n")
    ended = ircomply("deadlines", "x")
    assert ended.code == 0
    assert "Norway" in ended.out


@pytest.mark.parametrize("word", ["yes", "true", "no", "false", "unknown"])
def test_both_ways_to_say_yes_and_no_are_read(ircomply: Callable[..., Ended], here: Path, word: str) -> None:
    incident(here / "x", more(f"people_elsewhere: {word}\n"))
    assert ircomply("deadlines", "x").code == 0


@pytest.mark.parametrize("text", [SHORTEST.replace("\n", "\r\n"), "\ufeff" + SHORTEST, "---\n" + SHORTEST])
def test_what_editors_do_to_a_file_is_read(ircomply: Callable[..., Ended], here: Path, text: str) -> None:
    incident(here / "x", text)
    assert ircomply("deadlines", "x").code == 0


def test_what_a_text_looks_like_does_not_count(ircomply: Callable[..., Ended], here: Path) -> None:
    """A title is text, whatever other readers of YAML take it for; a time of the day is not a number of minutes."""
    incident(here / "x", more("title: 12:30\nextra: {a: null, b: ~, c: 0x10, d: 1e3, e: [2026-11-20]}\n"))
    ended = ircomply("deadlines", "x")
    assert ended.code == 0
    assert "INC-1  12:30" in ended.out
