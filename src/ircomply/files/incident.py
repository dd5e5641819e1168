"""Reading an incident folder (or its incident.yaml) into facts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ircomply.errors import UnreadableInput
from ircomply.files.source import read_yaml
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_reading import NOTHING_COMPUTED, facts_from
from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import Objection

FILE = "incident.yaml"


@dataclass(frozen=True)
class Incident:
    """An incident as it was read: the facts, the tree they came from, and where it lies."""

    facts: Facts
    tree: Node
    path: Path
    shown: str
    known_law: bool = True

    @property
    def folder(self) -> Path:
        """The folder of the incident."""
        return self.path.parent


def find_file(given: Path) -> Path:
    """Find the incident file of a folder; a file is taken as it is. Raises `UnreadableInput` when there is none."""
    path = given / FILE if given.is_dir() else given
    if not path.is_file():
        advice = f"ircomply init {given}" if not given.exists() or given.is_dir() else ""
        raise UnreadableInput(
            [Objection(f"no incident at {path}", "file", advice=f"to begin one: {advice}" if advice else "")]
        )
    return path


def read_tree(path: Path) -> Node:
    """Read the file strictly, into a tree with positions."""
    return read_yaml(path, path.as_posix())


def rules_of(tree: Node, path: Path) -> list[Path]:
    """List the folders of the organisation's own rules that the file names, relative to it.

    Raises `UnreadableInput` for one that is not there: a rule that is not read is not a rule that does not bind.
    """
    named = tree.get("rules") if isinstance(tree, Mapping) else None
    items = [item for item in (named.items if isinstance(named, Sequence) else ()) if isinstance(item, Scalar)]
    missing = [item for item in items if not (path.parent / item.text).is_dir()]
    if missing:
        advice = "mend the path; it starts from the folder of this file"
        found = [
            Objection(f'no folder of rules at "{item.text}"', "rules", item.span, "rules", advice) for item in missing
        ]
        raise UnreadableInput(found, NOTHING_COMPUTED)
    return [path.parent / item.text for item in items]


def read_incident(path: Path, tree: Node, corpus: Corpus, *, known_law: bool = True) -> Incident:
    """Turn the tree into facts, every name resolved.

    Raises `UnreadableInput` with all problems in one run; while a file cannot be read whole, nothing is computed.
    """
    facts = facts_from(tree, corpus, known_law=known_law)
    return Incident(facts, tree, path, path.as_posix(), known_law)
