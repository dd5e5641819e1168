"""What people wrote reaches no terminal as an order: no escape, no turned text, no markup, no line of its own."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from driver import Ended, incident

from ircomply.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Turned text, a zero-width sign, markup of two kinds, and a line that looks like one of ours.
NASTY = "\u202eevil\u2066 z\u200bw [red]r[/red] [link=http://evil.example]l[/link]"
FAKE = "x/incident.yaml:1:1: error: you are fired [boss]"
WRITTEN = f'"{NASTY}\\n{FAKE}"'
AT = "2026-11-21T10:00:00+00:00"
ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
OURS = re.compile(r"\x1b\[[0-9;]*m")

INCIDENT = f"""\
schema: ircomply/incident/v1
id: INC-1
title: N
codename: N
group: N
rules: [../rules]
organisation: {{name: N, based_in: IE, serves: [IE, GB, US-CA, US-TX, AU], timezone: Europe/Dublin}}
timeline: {{occurred: {{from: 2026-11-02, to: 2026-11-20}}, detected: 2026-11-20, aware: "{AT}"}}
data:
  - {{id: crm, what: N, role: controller, for: [N], categories: [name, ssn], people: [{{in: IE, count: 5, who: N}}]}}
  - {{id: hosted, what: N, role: processor, for: [N], categories: [name], people: [{{in: US-CA, count: 900}}]}}
services: [{{id: shop, what: N, kind: [marketplace], customers: [N]}}]
sources: [{{id: entra, kind: sign_in_log, of: [crm], kept_until: 2026-11-25, reviewed: yes, intact: yes}}]
findings:
  - {{id: F1, at: "{AT}", about: crm, accessed: confirmed, basis: N, searched: N, what: N, by: N, sources: [entra]}}
  - {{id: F2, at: "{AT}", about: crm, accessed: suspected, basis: N, by: N, because: N}}
  - {{id: F3, at: "{AT}", about: hosted, exfiltrated: confirmed, basis: N, by: N}}
  - {{id: F4, at: "{AT}", about: incident, attack: confirmed, root_cause: suspected, what: N, basis: N, by: N}}
answers:
  eu-gdpr-risk: {{value: high, by: N, at: "{AT}", ground: N, because: N}}
decisions: [{{obligation: uk-gdpr-art33-ic, verdict: not_required, because: N, by: N, at: "{AT}"}}]
starts: [{{event: aware, for: eu-gdpr, at: "{AT}", because: N, by: N}}]
filings:
  - {{obligation: eu-gdpr-art33-authority, stage: notification, to: N, at: "{AT}", reference: N, notice: N}}
  - {{obligation: eu-gdpr-art33-2-processor, stage: notice, where: N, at: "{AT}", reference: N}}
  - {{to: N, place: GB, at: "{AT}", reference: N, void: {{because: N, by: N, at: "{AT}"}}}}
orders: [{{obligation: eu-nis2-art23-csirt, stage: intermediate-report, at: "{AT}", reference: N}}]
holds:
  - {{obligations: [us-ca-individuals], kind: law_enforcement, mode: written, from: "{AT}", until: 2026-12-01, reference: N}}
  - {{obligations: [eu-gdpr-art34-individuals], kind: extension, from: "{AT}", until: 2026-12-01, reference: N}}
workstreams: [{{workstream: regulatory, role: dpo, name: N, contact: N, deputy: N, shift: N}}]
actions: [{{workstream: regulatory, what: N, status: N, owner: N}}]
risks: [{{what: N, trigger: N, owner: N}}]
vendors: [{{name: N, contact: N}}]
channels: [{{id: signal, what: N}}]
audiences: [{{id: leads, people: [N], owner: N, channel: N}}]
public: {{sites: [N], mailboxes: [N], phones: [N], people: [{{name: N, role: N}}]}}
communications: {{contact: N, line: N}}
extra: {{ticket: N}}
""".replace(": N", f": {WRITTEN}").replace("[N]", f"[{WRITTEN}]")

RULES = """\
schema: ircomply/regime/v1
regime: acme-house
title: N
jurisdiction: IE
status: reviewed
checked: {on: "2026-11-01", by: N}
sources: {policy: {title: N, kind: policy, url: N}}
questions:
  acme-bad: {ask: N, choices: [yes, no]}
breaches: {acme-any: {of: [name], aspects: [accessed, exfiltrated]}}
penalty: [{what: N, cite: [{source: policy, at: N}]}]
obligations:
  - id: acme-board
    title: N
    cite: [{source: policy, at: N}]
    in_force: {from: "2020-01-01"}
    recipient: {kind: internal, name: N, place: IE}
    binding: contract
    when: {all: [{breach: acme-any}, {answer: acme-bad, is: [yes]}]}
    stages:
      - {name: notice, within: {hours: 24}, without: N, of: aware}
    content: [N]
    submit_to: N
    traps: [N]
  - id: acme-customers
    title: N
    cite: [{source: policy, at: N}]
    in_force: {from: "2020-01-01"}
    recipient: {kind: data_owner, name: N, place: IE}
    for_each: {owner_of: acme-any}
    binding: contract
    when: {breach: acme-any}
    stages: [{name: notice, within: {hours: 400}, of: aware}]
""".replace(": N", f": {WRITTEN}").replace("[N]", f"[{WRITTEN}]")

AS_OF = ("--as-of", "2026-11-22T20:00:00+00:00")
SCREENS: dict[str, tuple[str, ...]] = {
    "deadlines": ("deadlines", "x", "--all", *AS_OF),
    "deadlines, since": ("deadlines", "x", "--since", "2026-11-20T12:00:00+00:00", *AS_OF),
    "check": ("check", "x", *AS_OF),
    "next": ("next", "x", "--all", *AS_OF),
    "explain": ("explain", "x", "eu-gdpr-art33-authority", *AS_OF),
    "explain, a decision": ("explain", "x", "uk-gdpr-art33-ic", *AS_OF),
    "explain, a hold": ("explain", "x", "us-ca-individuals", *AS_OF),
    "explain, a hold without effect": ("explain", "x", "eu-gdpr-art34-individuals", *AS_OF),
    "explain, one for each": ("explain", "x", "eu-gdpr-art33-2-processor", *AS_OF),
    "explain, a rule of the house": ("explain", "x", "acme-board", *AS_OF),
    "explain, one for each of the house": ("explain", "x", "acme-customers", *AS_OF),
    "rules show": ("rules", "show", "acme-board", "--rules", "rules"),
    "rules list": ("rules", "list", "--rules", "rules"),
    "rules check": ("rules", "check", "rules"),
    "clock": ("clock", "acme-board", "--rules", "rules", "--start", AT),
    "record": ("record", "x"),
    "record, verified": ("record", "x", "--verify"),
}
JSON = [name for name in SCREENS if name != "rules show"]


class Terminal(io.StringIO):
    """A terminal that keeps what it was told."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(ircomply: Callable[..., Ended], here: Path) -> Path:
    """An incident, and rules, in which every text that may be free is nasty; and a history of them."""
    incident(here / "x", INCIDENT)
    (here / "rules").mkdir()
    (here / "rules" / "set.yaml").write_text(f"id: acme\nprefix: acme-\ntitle: {WRITTEN}\n", encoding="utf-8")
    (here / "rules" / "house.yaml").write_text(RULES, encoding="utf-8")
    first = ircomply("deadlines", "x")
    assert first.code == 0, first.err
    assert ircomply("set", "x", "answer.acme-bad=yes", "--by", NASTY, "--because", f"{NASTY}\n{FAKE}").code == 0
    assert ircomply("find", "x", "--about", "crm", "--set", "lost=suspected", "--basis", NASTY, "--by", NASTY).code == 0
    return here


def sound(text: str) -> None:
    assert not ACTED_ON.search(text)
    assert not any(line.startswith("x/incident.yaml:1:1: error: you") for line in text.splitlines())


@pytest.mark.parametrize("arguments", SCREENS.values(), ids=SCREENS)
def test_a_pipe_is_told_nothing_to_act_on(
    ircomply: Callable[..., Ended], folder: Path, arguments: tuple[str, ...]
) -> None:
    ended = ircomply(*arguments)
    sound(ended.out)
    sound(ended.err)


@pytest.mark.parametrize("arguments", SCREENS.values(), ids=SCREENS)
def test_a_terminal_is_told_nothing_but_our_colours(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown, told = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setattr("sys.stderr", told)
    assert main(arguments) in (0, 1)
    for text in (shown.getvalue(), told.getvalue()):
        codes = set(OURS.findall(text))
        assert codes <= {f"\x1b[{code}m" for code in ("0", "1", "37;41", "30;43", "30;46", "31", "33")}
        sound(OURS.sub("", text))


@pytest.mark.parametrize("name", JSON)
def test_json_holds_the_words_and_spells_the_signs(ircomply: Callable[..., Ended], folder: Path, name: str) -> None:
    ended = ircomply(*SCREENS[name], "--format", "json")
    sound(ended.out)
    json.loads(ended.out)


def test_markup_is_shown_as_it_was_written(ircomply: Callable[..., Ended], folder: Path) -> None:
    ended = ircomply("deadlines", "x", *AS_OF)
    assert "[red]r[/red]" in ended.out
    assert "\\u202eevil\\u2066" in ended.out
    title = ircomply("explain", "x", "acme-board", *AS_OF, "--format", "json").json["title"]
    assert title == f"{NASTY}\n{FAKE}"


TYPED: dict[str, tuple[str, ...]] = {
    "a command": (f"dead\x1b[31mlines{NASTY}",),
    "an option": ("deadlines", "x", f"--\x1b[31m{NASTY}"),
    "an incident": ("deadlines", f"\x1b[31m{NASTY}"),
    "an obligation": ("explain", "x", f"\x1b[31m{NASTY}"),
    "an instant": ("deadlines", "x", "--as-of", f"\x1b[31m{NASTY}"),
    "a zone": ("deadlines", "x", "--zone", f"\x1b[31m{NASTY}"),
    "a format": ("deadlines", "x", "--format", f"\x1b[31m{NASTY}"),
    "a path": ("deadlines", "x", "--suppose", f"\x1b[31m{NASTY}=1"),
    "a value": ("deadlines", "x", "--suppose", f"aware=\x1b[31m{NASTY}"),
    "no fact": ("set", "x", f"\x1b[31m{NASTY}"),
    "a title": ("set", "x", f"title=\x1b[31m{NASTY}"),
    "an aspect": ("find", "x", "--about", f"\x1b[31m{NASTY}", "--set", f"\x1b[31m{NASTY}=confirmed"),
    "a stage": ("filed", "x", "eu-gdpr-art33-authority", f"\x1b[31m{NASTY}", "--at", "now"),
    "rules": ("deadlines", "x", "--rules", f"\x1b[31m{NASTY}"),
    "an event": ("clock", "eu-gdpr-art33-authority", "--event", f"\x1b[31m{NASTY}={AT}"),
    "a class": ("clock", "eu-gdpr-art33-authority", "--start", AT, "--class", f"\x1b[31m{NASTY}"),
    "a place": ("clock", "eu-gdpr-art33-authority", "--start", AT, "--place", f"\x1b[31m{NASTY}"),
    "a file of law": ("rules", "check", f"\x1b[31m{NASTY}"),
    "a schema": ("rules", "schema", f"\x1b[31m{NASTY}"),
    "a folder to make": ("init", "new", "--id", f"\x1b[31m{NASTY}"),
    "a profile": ("init", "new", "--organisation", f"\x1b[31m{NASTY}"),
}


@pytest.mark.parametrize("arguments", TYPED.values(), ids=TYPED)
def test_what_was_typed_comes_back_escaped(
    ircomply: Callable[..., Ended], folder: Path, arguments: tuple[str, ...]
) -> None:
    ended = ircomply(*arguments)
    assert ended.code == 2
    sound(ended.out)
    sound(ended.err)


def test_the_name_of_a_folder_comes_back_escaped(ircomply: Callable[..., Ended], here: Path) -> None:
    name = "a\x1b[31m\u202eb"
    folder = incident(here / name)
    (folder / f"incident ({name}).yaml").write_text("", encoding="utf-8")
    for command in ("deadlines", "check", "next", "record"):
        sound(ircomply(command, name).both)
    sound(ircomply("record", name, "--verify").both)
    sound(ircomply("set", name, "title=a").both)
    incident(folder, "tittle: a\n")
    ended = ircomply("deadlines", name)
    assert ended.code == 2
    assert ended.err.startswith("a\\x1b[31m\\u202eb/incident.yaml:1:1: error:")
    sound(ended.err)
