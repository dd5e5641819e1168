"""`find`: record what the investigation has established, and say what it counts for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.acts import Act, answer, needs, open_act, tell, terminal, with_item
from ircomply.cli.options import HERE, IncidentArgument, Rules, split
from ircomply.engine.findings import establish
from ircomply.errors import DONE
from ircomply.model.facts_format import STATES
from ircomply.model.node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from ircomply.model.facts import Facts, Finding

EXAMPLE = "--about crm --set exfiltrated=suspected --basis 'traffic seen by the EDR' --source edr"


@dataclass
class Words:
    """A finding as it was typed."""

    about: str = ""
    states: dict[str, str] = field(default_factory=dict)
    basis: str = ""
    searched: str = ""
    what: str = ""
    sources: list[str] = field(default_factory=list)
    at: str = ""
    by: str = ""
    id: str = ""
    corrects: list[str] = field(default_factory=list)
    because: str = ""

    def entry(self, tree: Node, at: str) -> dict[str, object]:
        """Give the entry of the file, in the order of the format; without an id the next free F number."""
        last = {"sources": self.sources, "by": self.by, "corrects": self.corrects, "because": self.because}
        first = {"id": self.id or next_id(tree), "at": at, "about": self.about}
        return {**first, **self.states, "basis": self.basis, "searched": self.searched, "what": self.what, **last}


def find(
    incident: IncidentArgument = HERE,
    *,
    about: Annotated[str, typer.Option("--about", help="A data set, a service, or incident.")] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="ASPECT=STATE", help=f"{', '.join(STATES)}.")
    ] = None,
    basis: Annotated[str, typer.Option("--basis", help="What it rests on.")] = "",
    searched: Annotated[str, typer.Option("--searched", help="How far one has looked.")] = "",
    what: Annotated[str, typer.Option("--what", help="The cause, the attacker and so on.")] = "",
    source: Annotated[list[str] | None, typer.Option("--source", help="A source of evidence (again).")] = None,
    at: Annotated[str, typer.Option("--at", metavar="INSTANT", help="When it was established (default: now).")] = "",
    by: Annotated[str, typer.Option("--by", help="Who established it.")] = "",
    id_: Annotated[str, typer.Option("--id", help="Its id (default: the next F number).")] = "",
    corrects: Annotated[
        list[str] | None, typer.Option("--corrects", help="An earlier finding it lowers (again).")
    ] = None,
    because: Annotated[str, typer.Option("--because", help="Why it corrects.")] = "",
    rules: Rules = None,
) -> int:
    """Add a finding of the investigation and say what it counts for."""
    states = dict(split(text, "ASPECT=STATE", "exfiltrated=suspected") for text in set_ or ())
    typed = Words(about, states, basis, searched, what, source or [], at, by, id_, corrects or [], because)
    act = open_act(incident, rules)
    if not (about and states):
        if typed != Words() or not terminal():
            raise needs("a finding needs --about and --set", f"ircomply find {incident} {EXAMPLE}")
        _ask(typed, act)
    _record(act, typed)
    return DONE


def _record(act: Act, typed: Words) -> None:
    when = act.instant(typed.at) if typed.at else act.at
    detail: dict[str, object] = {"finding": typed.id, "about": typed.about, "states": typed.states, "at": when}

    def mean(tree: Node) -> Node:
        entry = typed.entry(tree, when)  # under the lock: only there the next number is sure
        detail["finding"] = entry["id"]
        return with_item(tree, "findings", entry)

    done = act.change(mean, "find", typed.by, detail)
    added = done.read.findings[-1]
    tell(f"saved: finding {added.id}")
    _tell_standing(act, done.read, added)


def next_id(tree: Node) -> str:
    """Give the F number after the highest in the file."""
    made = tree.get("findings") if isinstance(tree, Mapping) else None
    named = [item.get("id") for item in (made.items if isinstance(made, Sequence) else ()) if isinstance(item, Mapping)]
    numbers = [
        int(found[1])
        for name in named
        if isinstance(name, Scalar) and (found := re.fullmatch(r"F(\d{1,9})", name.text))
    ]
    return f"F{max(numbers, default=0) + 1}"


def _ask(typed: Words, act: Act) -> None:
    """Ask for a finding line by line; what is left empty is left out."""
    facts = act.facts(act.tree)
    data, services = [one.id for one in facts.data or ()], [one.id for one in facts.services or ()]
    typed.about = typer.prompt(f"About ({', '.join([*data, *services, 'incident'])})", err=True)
    words = act.corpus.vocabulary
    aspects = [*words.incident_aspects, *words.incident_only_aspects]
    aspects = (
        list(words.data_aspects)
        if typed.about in data
        else list(words.service_aspects)
        if typed.about in services
        else aspects
    )
    tell(f"Aspects: {', '.join(aspects)}")
    tell(f"States: {', '.join(STATES)}")
    while not typed.states:
        typed.states = dict(
            split(text) for text in typer.prompt("What is established (ASPECT=STATE ...)", err=True).split()
        )
    typed.basis = _optional("What it rests on")
    typed.searched = _optional("How far one has looked")
    typed.sources = (
        _optional(f"Sources ({', '.join(one.id for one in facts.sources) or 'none is listed'})")
        .replace(",", " ")
        .split()
    )
    typed.at = _optional("When (now, 16:40, or in full; empty: now)")
    typed.by = _optional("By whom")


def _optional(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _tell_standing(act: Act, facts: Facts, added: Finding) -> None:
    """Say what the engine now takes the finding for, and why for less than it says."""
    words, now = act.corpus.vocabulary, max(act.now, added.at.latest)
    before = establish(act.facts(act.tree), words, now)
    known = {(doubt.finding.id, doubt.aspect, doubt.message) for doubt in before.doubts}
    after = establish(facts, words, now)
    if added.at.earliest > act.now:
        tell(f"It lies in the future: until {added.at.earliest.isoformat()} it counts for nothing.")
    for aspect, state in added.states.items():
        standing = after.states.get((added.about, aspect))
        counts = standing.state if standing else "unknown"
        said = "" if counts == state else f", not as {state}"
        answer(f"{added.id}: {aspect} of {facts.called(added.about)} counts as {counts}{said}")
    for doubt in after.doubts:
        if (doubt.finding.id, doubt.aspect, doubt.message) not in known:
            answer(f"    {doubt.finding.id or 'a finding'}: {doubt.message}")
            answer(f"    {doubt.advice}")
