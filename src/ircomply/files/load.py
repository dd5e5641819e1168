"""From folders of law to a corpus: the only way in.

A folder is a set: regime files by jurisdiction, `_vocabulary/`, `_coverage.yaml`; a user's own has a `set.yaml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ircomply import __version__
from ircomply.errors import UnreadableInput
from ircomply.files.calendars import check_calendar
from ircomply.files.parting import without_broken
from ircomply.files.resources import shipped
from ircomply.files.source import parse
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus, Coverage
from ircomply.model.node import Mapping, Node, locate
from ircomply.model.objection import Objection
from ircomply.model.place_code import PlaceCode
from ircomply.model.regime import Regime
from ircomply.model.regime_format import REGIME
from ircomply.model.shape import BROKEN, Field, MapOf, Reader, Record
from ircomply.model.vocabulary import Vocabulary
from ircomply.model.vocabulary_format import VOCABULARY, merge
from ircomply.model.words import Choice, Text

OWN_SET = "ircomply"
NOTHING_COMPUTED = """\
No deadline was computed: half the rules could give a wrong date.
Meanwhile one deadline alone, without the rules that are broken: ircomply clock OBLIGATION --start INSTANT"""
COVERAGE = Record(
    "coverage",
    lambda **given: given["places"],
    {
        "schema": Field(Choice(("ircomply/coverage/v1",)), required=True),
        "places": Field(
            MapOf(
                PlaceCode(),
                MapOf(
                    Text(),
                    Record(
                        "covered",
                        Coverage,
                        {
                            "state": Field(Choice(("complete", "partial", "none")), required=True),
                            "note": Field(Text(), default=""),
                        },
                    ),
                ),
            ),
            required=True,
        ),
    },
)
SET = Record(
    "set",
    dict,
    {
        "schema": Field(Text()),
        "id": Field(Text(r"[a-z][a-z0-9-]*", "an id"), required=True),
        "prefix": Field(Text(r"[a-z][a-z0-9-]*-", "a prefix that ends in a hyphen"), required=True),
        "title": Field(Text()),
    },
)


@dataclass
class RuleSet:
    """The files of one folder, as they were read, and every objection met on the way.

    `parted` are the regimes that could be read in part, by path: what can be read of each, and what cannot.
    """

    folder: Path
    shown: str
    id: str = OWN_SET
    prefix: str = ""
    regimes: list[tuple[str, Node]] = field(default_factory=list)
    vocabulary: list[tuple[str, Node]] = field(default_factory=list)
    coverage: Node | None = None
    named: Node | None = None
    cases: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    calendars: frozenset[str] = frozenset()
    objections: list[Objection] = field(default_factory=list)
    parted: dict[str, tuple[Node, Node]] = field(default_factory=dict)
    sum: Any = field(default_factory=hashlib.sha256)

    def call(self, path: Path) -> str:
        """Call a file of the set as objections do."""
        inner = path.relative_to(self.folder).as_posix()
        return inner if self.shown == "." else f"{self.shown}/{inner}"


def load(folders: list[Path], *, own: bool = True) -> Corpus:
    """Load our law and the user's folders into one corpus; see `read_whole`."""
    return read_whole(folders, own=own)[0]


def read_whole(folders: list[Path], *, own: bool = True) -> tuple[Corpus, list[RuleSet]]:
    """Read our law and the user's folders into one corpus, and give the sets it came from.

    Raises `UnreadableInput` with every problem of every file; half a corpus is never given.
    """
    corpus, sets = assemble(folders, own=own)
    objections = [objection for rules in sets for objection in rules.objections if objection.severity == "error"]
    if objections or corpus is None:
        raise UnreadableInput(of_words(objections) or objections, NOTHING_COMPUTED)
    return corpus, sets


def of_words(objections: Iterable[Objection]) -> list[Objection]:
    """Pick those about the words of the law: while there are any, every other one would only repeat them."""
    return [one for one in objections if one.span and "_vocabulary/" in one.span.document.name]


def assemble(
    folders: list[Path], *, own: bool = True, base: RuleSet | None = None, extra: Sequence[RuleSet] = ()
) -> tuple[Corpus | None, list[RuleSet]]:
    """Read the sets and join what could be read; the objections stay with their sets.

    `base` stands in for the shipped law, `extra` are sets that were read already.
    """
    base = base or read_set(shipped("jurisdictions"), "jurisdictions")
    sets = [base, *(read_set(folder, shown_as(folder)) for folder in folders), *extra]
    reader = Reader()
    vocabulary = _vocabulary(sets, reader)
    base.objections += reader.objections
    if vocabulary is None:
        return None, sets
    read = [rules for rules in sets if own or rules is not base]
    regimes = _regimes(read, vocabulary)
    coverage = _coverage(base, vocabulary) if own else {}
    digest = hashlib.sha256(b"".join(rules.sum.digest() for rules in read)).hexdigest()
    ids = tuple(rules.id for rules in read)
    return Corpus(vocabulary, regimes, coverage, ids, __version__, f"sha256:{digest}"), sets


def read_set(folder: Path, shown: str) -> RuleSet:
    """Read every file of a folder into trees; a broken file is an objection, not the end."""
    rules = RuleSet(folder, shown)
    if not folder.is_dir():
        rules.objections.append(
            Objection(f"no folder of rules at {shown}", "rules", advice="mend the path in rules: or in --rules")
        )
        return rules
    names = sorted(
        path
        for path in folder.rglob("*.yaml")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    for path in names:
        read_file(rules, path)
    calendars = sorted((folder / "_vocabulary" / "calendars").glob("*.txt"))
    rules.calendars = frozenset(path.stem for path in calendars)
    for path in calendars:
        rules.objections += check_calendar(path, rules.call(path))
        if folder != shipped("jurisdictions"):  # ours are known by the version
            rules.sum.update(path.name.encode() + b"\0" + path.read_bytes())
    if folder != shipped("jurisdictions") and not (folder / "set.yaml").exists():
        rules.objections.append(
            Objection(f"{shown} has no set.yaml", "set", advice="write set.yaml with  id: acme  and  prefix: acme-")
        )
    return rules


def read_file(rules: RuleSet, path: Path) -> None:
    """Read one file into its set; what is wrong with it stays with the set."""
    inner = path.relative_to(rules.folder)
    shown = rules.call(path)
    rules.files.append(path)
    if path.name.endswith(".cases.yaml"):
        rules.cases.append(path)
        return
    try:
        data = path.read_bytes()
        rules.sum.update(inner.as_posix().encode() + b"\0" + data)
        node = parse(data, shown)
    except OSError as error:
        rules.objections.append(Objection(f"cannot read {shown}: {error.strerror}", "file"))
        return
    except UnreadableInput as problems:
        rules.objections += [problem for problem in problems.objections if isinstance(problem, Objection)]
        return
    if inner.parts[0] == "_vocabulary":
        rules.vocabulary.append((shown, node))
    elif inner.name == "_coverage.yaml":
        rules.coverage = node
    elif inner.as_posix() == "set.yaml":
        _name(rules, node)
    else:
        rules.regimes.append((inner.as_posix(), node))


def _name(rules: RuleSet, node: Node) -> None:
    rules.named = node
    reader = Reader()
    value = SET.read(node, reader)
    rules.objections += reader.objections
    if value is not BROKEN:
        rules.id, rules.prefix = value["id"], value["prefix"]


def _vocabulary(sets: list[RuleSet], reader: Reader) -> Vocabulary | None:
    values, nodes = [], []
    for rules in sets:
        for _, node in rules.vocabulary:
            values.append(VOCABULARY.read(node, reader))
            nodes.append(node)
    if BROKEN in values:
        return None
    return merge(values, nodes, reader, frozenset().union(*(rules.calendars for rules in sets)))


def _regimes(sets: list[RuleSet], vocabulary: Vocabulary) -> dict[str, Regime]:
    names = vocabulary.names()
    names["kinds_of_data"] = names["categories"] | names["combinations"]
    names["events"] |= _declared(sets, "events")
    names["questions"] |= _declared(sets, "questions")
    regimes: dict[str, Regime] = {}
    for rules in sets:
        for path, node in rules.regimes:
            value = _regime(rules, path, node, names)
            if value is BROKEN:
                continue
            if value.id in regimes:
                spot = locate(node, ("regime",))
                rules.objections.append(Objection(f'the regime "{value.id}" stands twice', "repeated-id", spot.span))
                continue
            regimes[value.id] = replace(value, set_id=rules.id, path=rules.call(rules.folder / path))
    return regimes


def _regime(rules: RuleSet, path: str, node: Node, names: dict[str, frozenset[str]]) -> Any:
    """Read a regime; where obligations of it are broken, read the others, so that their mistakes are found too."""
    reader = Reader(names)
    value = REGIME.read(node, reader)
    rules.objections += reader.objections
    parts = without_broken(node, reader.objections) if value is BROKEN else None
    if parts is None:
        return value
    value = REGIME.read(parts[0], Reader(names))
    if value is not BROKEN:
        rules.parted[path] = parts
    return value


def _declared(sets: list[RuleSet], section: str) -> frozenset[str]:
    found: set[str] = set()
    for rules in sets:
        for _, node in rules.regimes:
            words = node.get(section) if isinstance(node, Mapping) else None
            if isinstance(words, Mapping):
                found |= {name for name, _ in words}
    return frozenset(found)


def _coverage(base: RuleSet, vocabulary: Vocabulary) -> dict[str, dict[str, Coverage]]:
    if base.coverage is None:
        return {}
    reader = Reader(vocabulary.names())
    value = COVERAGE.read(base.coverage, reader)
    base.objections += reader.objections
    return {} if value is BROKEN else value


def shown_as(folder: Path) -> str:
    """Call a folder or a file as people typed it, relative to where they are."""
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return folder.as_posix()
