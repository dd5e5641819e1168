"""What `rules check` looks at: the law with its trees, its cases, and every objection that reading met.

A path may be a set (a folder with `set.yaml`), a folder or file inside one, a whole tree of law that stands in for
ours (it has `_vocabulary/places.yaml`), or a lone regime or case file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ircomply.engine.corpus import Law, LawFile, check_law
from ircomply.errors import UnreadableInput, UsageError
from ircomply.files.cases import read_cases
from ircomply.files.load import NOTHING_COMPUTED, OWN_SET, RuleSet, assemble, of_words, read_file, read_set, shown_as
from ircomply.files.resources import shipped
from ircomply.model.base import Value, replace
from ircomply.model.case import Case, CaseFile
from ircomply.model.node import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ircomply.model.corpus import Corpus
    from ircomply.model.objection import Objection

CASES = ".cases.yaml"
UNPROVEN = frozenset({"reviewed", "stale", "yaml-scalar", "prefix", "reach", "successor"})
"""Mistakes for `rules check` alone: they change no answer."""


class Rulebook(Value, frozen=True):
    """The law as far as it could be read. Without `law` not even its words could.

    `wanted` are the files that were asked for, as objections call them; without any, all were.
    """

    law: Law | None
    objections: tuple[Objection, ...]
    folders: tuple[Path, ...] = ()
    wanted: frozenset[str] | None = None

    def asked(self, name: str) -> bool:
        """Say whether a file was asked for."""
        return self.wanted is None or name in self.wanted


@dataclass
class _Places:
    """Where the paths of a command lead."""

    base: RuleSet | None = None
    folders: list[Path] = field(default_factory=list)
    lone: list[Path] = field(default_factory=list)
    wanted: list[Path] = field(default_factory=list)


def read_rulebook(paths: Iterable[Path]) -> Rulebook:
    """Read our law, and what the paths name. Raises `UsageError` for a path that is not there."""
    places = _Places()
    for path in paths:
        if not path.exists():
            raise UsageError(f"no file or folder at {path.as_posix()}", "name a set of rules, or a file of one")
        _sort(path, places)
    base = places.base or read_set(shipped("jurisdictions"), "jurisdictions")
    extra = [_lone_set(path, base) for path in places.lone]
    corpus, sets = assemble(places.folders, base=base, extra=extra)
    met = [objection for rules in sets for objection in rules.objections]
    objections = [replace(one, breadcrumb=shortened(one.breadcrumb)) for one in met]
    folders = tuple(rules.folder for rules in sets)
    wanted = _named(sets, places.wanted) if places.wanted else None
    words = of_words(objections)
    if corpus is None or words:
        return Rulebook(None, tuple(words or objections), folders, wanted)
    cases, broken = _cases(sets)
    law = _law(corpus, sets, cases)
    broken = [replace(one, breadcrumb=shortened(one.breadcrumb)) for one in broken]
    return Rulebook(law, (*objections, *broken), folders, wanted)


def check_sets(corpus: Corpus, sets: list[RuleSet], *, own: bool) -> None:
    """Check rules of the user's own as ours are checked; what they lack in proof or form does not stop an answer.

    `corpus` holds our law too; `own` off says that it will be left out: then theirs may stand under our ids. Raises
    `UnreadableInput`.
    """
    through = UNPROVEN if own else UNPROVEN | {"repeated-id"}
    theirs = {rules.call(path) for rules in sets if rules.id != OWN_SET for path in rules.files}
    found = check_law(replace(_law(corpus, sets, ()), trees=()), date.min)
    wrong = [one for one in found if one.severity == "error" and one.rule not in through]
    if mine := [one for one in wrong if one.span is None or one.span.document.name in theirs]:
        raise UnreadableInput(mine, NOTHING_COMPUTED)


def shortened(breadcrumb: str) -> str:
    """Keep of a reader's breadcrumb what leads a person there: the obligation with its stage or key, the case."""
    steps = breadcrumb.split(" > ")
    named = next((index for index, step in enumerate(steps) if step.startswith(("obligation ", "case "))), None)
    if named is None:
        return " > ".join(step for step in steps if not step.startswith("regime "))
    rest = steps[named + 1 :]
    if steps[named].startswith("case "):
        return " > ".join(steps[named:])
    stage = next((step for step in rest if step.startswith(("stage ", "hold "))), None)
    return " > ".join((steps[named], *((stage,) if stage else rest[:1])))


def _named(sets: list[RuleSet], wanted: list[Path]) -> frozenset[str]:
    """Call the files that lie under the paths by their names; with a regime its cases are meant."""
    found = set()
    for rules in sets:
        for path in rules.files:
            law = path.with_name(path.name.removesuffix(CASES) + ".yaml") if path.name.endswith(CASES) else path
            places = {one for file in (path, law) for one in (file.resolve(), *file.resolve().parents)}
            if places & set(wanted):
                found.add(rules.call(path))
    return frozenset(found)


def _sort(path: Path, places: _Places) -> None:
    own, real = shipped("jurisdictions").resolve(), path.resolve()
    if real == own or own in real.parents:
        places.wanted.append(real)
        return
    root = next((folder for folder in (real, *real.parents) if (folder / "set.yaml").is_file()), None)
    tree = next(
        (folder for folder in (real, *real.parents) if (folder / "_vocabulary" / "places.yaml").is_file()), None
    )
    if root is not None and root not in places.folders:
        places.folders.append(root)
    elif root is None and tree is not None:
        places.base = read_set(tree, shown_as(tree))
        places.base.objections = [one for one in places.base.objections if one.rule != "set"]
    elif root is None and path.is_dir():
        places.folders.append(real)
    elif root is None and path.suffix == ".yaml":
        places.lone.append(path)
    elif root is None:
        raise UsageError(f"{path.as_posix()} is no file of law", "the files of law end in .yaml")
    places.wanted.append(real)


def _lone_set(path: Path, base: RuleSet) -> RuleSet:
    """Take a file that lies in no set as a set of its own; a regime of ours with its id gives way to it."""
    rules = RuleSet(path.parent, shown_as(path.parent))
    stem = path.name.removesuffix(CASES).removesuffix(".yaml")
    for name in (f"{stem}.yaml", f"{stem}{CASES}"):
        if (path.parent / name).is_file():
            read_file(rules, path.parent / name)
    ids = {_regime_id(node) for _, node in rules.regimes}
    base.regimes = [(name, node) for name, node in base.regimes if _regime_id(node) not in ids]
    return rules


def _regime_id(node: Node) -> str:
    named = node.get("regime") if isinstance(node, Mapping) else None
    return named.text if isinstance(named, Scalar) else ""


def _cases(sets: list[RuleSet]) -> tuple[tuple[CaseFile, ...], list[Objection]]:
    found: list[CaseFile] = []
    broken: list[Objection] = []
    for rules in sets:
        for path in rules.cases:
            read = read_cases(path, rules.call(path))
            if isinstance(read, CaseFile):
                found.append(read)
            else:
                broken += read
    return tuple(found), broken


def _law(corpus: Corpus, sets: list[RuleSet], cases: tuple[CaseFile, ...]) -> Law:
    files: list[LawFile] = []
    unread: list[Node] = []
    for rules in sets:
        for path, node in rules.regimes:
            regime = corpus.regimes.get(_regime_id(node))
            if regime is not None and regime.set_id == rules.id:
                sound, *broken = rules.parted.get(path, (node,))
                files.append(LawFile(regime, sound, rules.id, rules.prefix, rules.id == OWN_SET))
                unread += broken
            else:
                unread.append(node)
    words = tuple((node, rules.prefix, rules.id) for rules in sets for _, node in rules.vocabulary)
    named = tuple((rules.named, rules.prefix, rules.id) for rules in sets if rules.named is not None)
    more = (one for rules in sets for one in (rules.coverage, rules.named) if one is not None)
    trees = (*(node for rules in sets for _, node in rules.regimes), *(node for node, _, _ in words), *more)
    trees = (*trees, *(file.node for file in cases))
    coverage = next((rules.coverage for rules in sets if rules.coverage is not None), None)
    return Law(corpus, tuple(files), tuple(unread), words, trees, cases, named, coverage)


def cases_of(folders: Iterable[Path], obligation: str) -> tuple[Case, ...]:
    """List the cases, ours and the folders', that expect something of an obligation; broken files are left out."""
    roots = [shipped("jurisdictions"), *folders]
    files = [read_cases(path, path.as_posix()) for root in roots for path in sorted(root.rglob(f"*{CASES}"))]
    read = [file for file in files if isinstance(file, CaseFile)]
    return tuple(
        case for file in read for case in file.cases if any(one.obligation == obligation for one in case.expectations)
    )
