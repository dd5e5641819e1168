"""`set`: write a fact into the incident file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ircomply.cli.acts import Act, incident_first, needs, open_act, tell
from ircomply.cli.options import A_PATH, Rules, in_full, split
from ircomply.errors import DONE, UsageError
from ircomply.model.node import Node
from ircomply.model.paths import By, NotAPath, assign, is_finding

EXAMPLE = "ircomply set northwind aware=now crm.people.FR=400..700"


def set_fact(
    arguments: Annotated[
        list[str], typer.Argument(metavar="[INCIDENT] PATH=VALUE...", help="A folder, and what is so.")
    ],
    by: Annotated[str, typer.Option("--by", help="Who says so.")] = "",
    because: Annotated[str, typer.Option("--because", help="Why; for answers and decisions.")] = "",
    rules: Rules = None,
) -> int:
    """Write facts: an event, a count, a class, an answer, a decision."""
    incident, given = (Path(), arguments) if _is_fact(arguments[0]) else incident_first(arguments, 1)
    if not given:
        raise needs("nothing to set", EXAMPLE)
    act = open_act(incident, rules)
    facts = [in_full(*split(text), act.corpus, act.instant) for text in given]
    said = By(act.at, by, because)

    def mean(tree: Node) -> Node:
        for path, value in facts:
            tree = _assigned(tree, path, value, said, act)
        return tree

    lines = [f"{path}={value}" for path, value in facts]
    done = act.change(mean, "set", by, {"set": lines, **({"because": because} if because else {})})
    for line in lines:
        tell(f"saved: {line}" if done.written else f"it says so already: {line}")
    return DONE


def _is_fact(text: str) -> bool:
    return "=" in text and not Path(text).exists()


def _assigned(tree: Node, path: str, value: str, said: By, act: Act) -> Node:
    if is_finding(tree, path):
        about, _, aspect = path.partition(".")
        advice = f"ircomply find {act.path.parent} --about {about} --set {aspect}={value} --basis …"
        raise UsageError(f"{path} is what the investigation establishes; find records it, with its basis", advice)
    try:
        return assign(tree, path, value, said, act.corpus)
    except NotAPath as doubt:
        raise UsageError(doubt.message, A_PATH) from None
