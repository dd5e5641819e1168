"""What the commands that write have in common: the file and the law, one change, and a word of what came of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ircomply.cli.instants import understood
from ircomply.cli.timing import now as clock_now
from ircomply.errors import UnreadableInput, UsageError
from ircomply.files.changing import Change, Deed, change
from ircomply.files.incident import find_file, read_tree, rules_of
from ircomply.files.law import load
from ircomply.model.facts_reading import facts_from, home_of
from ircomply.model.node import Mapping as MappingNode
from ircomply.model.node import Node, Scalar, from_plain
from ircomply.model.node import Sequence as SequenceNode
from ircomply.report.as_text import escaped, objections_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts

NOTHING_WRITTEN = "Nothing was written."


@dataclass(frozen=True)
class Act:
    """An incident that is about to be changed: its file as it was met, the law, and the instant of the command."""

    path: Path
    tree: Node
    corpus: Corpus
    folders: tuple[Path, ...]
    now: datetime

    @property
    def home(self) -> tzinfo | None:
        """The organisation's zone, where the file names one."""
        return home_of(self.tree)

    @property
    def at(self) -> str:
        """The instant of the command as it is written into the file, in the organisation's zone."""
        return self.now.astimezone(self.home or UTC).isoformat()

    def facts(self, tree: Node) -> Facts:
        """Read facts from a tree. Raises `UnreadableInput` for what the format refuses."""
        return facts_from(tree, self.corpus)

    def instant(self, text: str) -> str:
        """Check an instant as it was typed and give it as it is written: `now` and `16:40` in full."""
        found = understood(text, self.now, self.home)
        return text.strip() if len(text.strip()) > len("16:40") else found.isoformat()

    def change(self, mean: Callable[[Node], Node], what: str, by: str, detail: Mapping[str, Any]) -> Change[Facts]:
        """Make the change; see `files.changing.change`."""
        try:
            return change(self.path, mean, self.facts, Deed(what, self.now, by, detail))
        except UnreadableInput as problems:
            raise UnreadableInput(problems.objections, NOTHING_WRITTEN) from None


def open_act(incident: Path, rules: Sequence[Path] | None = None) -> Act:
    """Read the incident and the law, and name what merges and sync tools left in the folder.

    Raises `UnreadableInput` where either cannot be read whole; then nothing can be written.
    """
    from ircomply.files import record
    from ircomply.files.strays import strays

    try:
        path = find_file(incident)
        tree = read_tree(path)
        folders = (*rules_of(tree, path), *(rules or ()))
        act = Act(path, tree, load(list(folders)), folders, clock_now())
        act.facts(tree)
    except UnreadableInput as problems:
        raise UnreadableInput(problems.objections, NOTHING_WRITTEN) from None
    if found := (*strays(path.parent), *record.verify(path.parent)):
        sys.stderr.write(objections_text(found))
    return act


def incident_first(arguments: Sequence[str], least: int) -> tuple[Path, list[str]]:
    """Part the incident from the other arguments; left out, it is the current folder. `least` others are needed."""
    if len(arguments) > least or (len(arguments) == least and Path(arguments[0]).exists()):
        return Path(arguments[0]), list(arguments[1:])
    return Path(), list(arguments)


def with_item(tree: Node, section: str, item: Mapping[str, object]) -> Node:
    """Give the tree with an entry more in one of its lists; what is empty or nothing is left out of the entry."""
    entry = from_plain({key: value for key, value in item.items() if value not in ("", None, [], {})})
    pairs = tree.pairs if isinstance(tree, MappingNode) else ()
    old = next((value for name, value in pairs if name.text == section), None)
    items = old.items if isinstance(old, SequenceNode) else ()
    return with_section(tree, section, SequenceNode((*items, entry)))


def with_section(tree: Node, section: str, value: Node) -> Node:
    """Give the tree with a section put in its place, or at the end."""
    pairs = tree.pairs if isinstance(tree, MappingNode) else ()
    if any(name.text == section for name, _ in pairs):
        return MappingNode(tuple((name, value if name.text == section else old) for name, old in pairs))
    return MappingNode((*pairs, (Scalar(section), value)))


def tell(line: str) -> None:
    """Say a line on standard error, beside the answer."""
    sys.stderr.write(f"{escaped(line)}\n")


def answer(line: str) -> None:
    """Give a line of the answer on standard output."""
    sys.stdout.write(f"{escaped(line)}\n")


def terminal() -> bool:
    """Say whether somebody is there to be asked."""
    return sys.stdin.isatty()


def needs(what: str, example: str) -> UsageError:
    """Say what is missing where nobody can be asked."""
    return UsageError(what, f"for example: {example}")
