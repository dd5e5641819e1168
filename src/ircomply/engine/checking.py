"""All that `rules check` finds: what reading met, what the law shows as a whole, and the cases that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.cases import check_names, run_case
from ircomply.engine.corpus import Law, LawFile, check_law, known_names
from ircomply.engine.corpus.circles import reachable
from ircomply.engine.corpus.duties import hangs_of
from ircomply.engine.corpus.walk import at, leaves, parts
from ircomply.engine.schedule import NO_HOLIDAYS
from ircomply.model import condition as c
from ircomply.model.base import Value, replace
from ircomply.model.corpus import Corpus
from ircomply.model.node import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from ircomply.engine.calendars import Holidays
    from ircomply.model.case import Case
    from ircomply.model.node import Node
    from ircomply.model.objection import Objection

# A mistake of these kinds leaves the law computable; with any other, its cases would say nothing.
HARMLESS = frozenset(
    {"reviewed", "stale", "yaml-scalar", "reach", "successor", "prefix"}
    | {"amends", "overlap", "repeated-id", "else", "set", "this"}
)


class RanCase(Value, frozen=True):
    """How one case of a file went: it passes when nothing differs."""

    file: str
    name: str
    objections: tuple[Objection, ...] = ()


class Ran(Value, frozen=True):
    """How the cases went. `held` were not run: their law, or law it hangs on, could not be computed.

    `objections` are those of the files besides their cases.
    """

    cases: tuple[RanCase, ...] = ()
    objections: tuple[Objection, ...] = ()
    held: tuple[RanCase, ...] = ()

    @property
    def held_back(self) -> int:
        """How many were not run."""
        return len(self.held)

    @property
    def total(self) -> int:
        """How many were run."""
        return len(self.cases)

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(1 for case in self.cases if not case.objections)


class Checked(Value, frozen=True):
    """What a check found, and of how much: files by name, obligations by id, and cases."""

    objections: tuple[Objection, ...]
    obligations: int = 0
    reviewed: int = 0
    ran: Ran = Ran()
    files: tuple[str, ...] = ()


def check_all(
    law: Law | None,
    met: Iterable[Objection],
    asked: Callable[[str], bool],
    today: date,
    holidays: Holidays = NO_HOLIDAYS,
) -> Checked:
    """Check a law that was read; `met` is what reading met, `asked` says of which files one wants to hear.

    Without a law not even its words could be read: then everything that was met is said.
    """
    if law is None:
        return Checked(tuple(sorted(met, key=_place)))
    found = [*met, *check_law(law, today)]
    ran = run_cases(_computable(law, found), asked, holidays)
    of_cases = [one for case in ran.cases for one in case.objections]
    told = [one for one in (*found, *ran.objections, *of_cases) if one.span is None or asked(one.span.document.name)]
    texts = [text for name in law.corpus.ids if asked((text := law.corpus.texts[name][-1]).regime.path)]
    reviewed = sum(1 for one in texts if one.status == "reviewed")
    files = tuple(sorted({name for tree in law.trees if asked(name := document_of(tree))}))
    return Checked(tuple(sorted(_once(told), key=_place)), len(texts), reviewed, ran, files)


def _once(told: list[Objection]) -> list[Objection]:
    """Leave out that readers disagree about a word which is refused already."""
    refused = {_place(one) for one in told if one.span and one.rule != "yaml-scalar"}
    return [one for one in told if one.rule != "yaml-scalar" or _place(one) not in refused]


def _place(one: Objection) -> tuple[str, int, int]:
    return (one.span.document.name, one.span.line, one.span.column) if one.span else ("", 0, 0)


def run_cases(law: Law, asked: Callable[[str], bool] = lambda _: True, holidays: Holidays = NO_HOLIDAYS) -> Ran:
    """Run the cases of the files that were asked for, by the name of the file."""
    ran: list[RanCase] = []
    held: list[RanCase] = []
    found: list[Objection] = []
    known, edges, words = known_names(law), _edges(law), _unread_words(law)
    for file in law.cases:
        name = document_of(file.node)
        if not asked(name):
            continue
        if file.regime.value in known.regimes - frozenset(law.corpus.regimes):
            held += [RanCase(name, case.name) for case in file.cases]
            continue
        found += check_names(file, law.corpus, known.unread)
        for case in file.cases:
            if _touches(case, known.unread, edges) or (words and words & _texts_in(case.facts)):
                held.append(RanCase(name, case.name))
                continue
            ran.append(RanCase(name, case.name, tuple(run_case(case, law.corpus, holidays))))
    return Ran(tuple(ran), tuple(found), tuple(held))


def _touches(case: Case, unread: frozenset[str], edges: dict[str, list[str]]) -> bool:
    """Say whether a case expects something that hangs on law that could not be read."""
    return bool(unread) and any(
        unread & {one.obligation, *reachable(one.obligation, edges)} for one in case.expectations
    )


def _unread_words(law: Law) -> frozenset[str]:
    """List what the law that could not be read declares: facts that name it cannot be read either."""
    declared = [at(node, section) for node in law.unread for section in ("questions", "events")]
    keys = {key.text for table in declared if isinstance(table, Mapping) for key, _ in table.pairs}
    return frozenset(keys) | known_names(law).unread


def _texts_in(node: Node) -> frozenset[str]:
    """List every word of a tree, keys too."""
    if isinstance(node, Scalar):
        return frozenset({node.text})
    if isinstance(node, Mapping):
        inner = [key for key, _ in node.pairs] + [value for _, value in node.pairs]
    else:
        inner = list(node.items)
    return frozenset().union(*(_texts_in(one) for one in inner))


def _edges(law: Law) -> dict[str, list[str]]:
    """List which duty hangs on which, where some could not be read."""
    if not law.unread:
        return {}
    return {name: [one.on for one in ones] for name, ones in hangs_of(list(law.files), law.corpus).items()}


def document_of(node: Node) -> str:
    """Name the file that a tree was read from."""
    return node.span.document.name if node.span else ""


def _computable(law: Law, found: Iterable[Objection]) -> Law:
    """Take out the regimes in which a name leads nowhere, and those that use their tests; their ids still exist."""
    broken = {
        one.span.document.name for one in found if one.span and one.severity == "error" and one.rule not in HARMLESS
    }
    if any(document_of(node) in broken for node, _, _ in law.words):
        return _without(law, {file.regime.id for file in law.files})
    unread = known_names(law).regimes - frozenset(law.corpus.regimes)
    gone = unread | {file.regime.id for file in law.files if document_of(file.node) in broken}
    while True:
        more = {file.regime.id for file in law.files if file.regime.id not in gone and gone & _borrows_from(file)}
        if not more:
            return _without(law, gone) if gone else law
        gone |= more


def _borrows_from(file: LawFile) -> set[str]:
    """List the regimes whose named tests a regime uses."""
    regime = file.regime
    conditions = [(condition, file.node) for condition in regime.conditions.values()]
    conditions += [
        (part.condition, part.node) for obligation, node in file.duties() for part in parts(obligation, node)
    ]
    named = [
        found.leaf.name
        for condition, node in conditions
        for found in leaves(condition, node)
        if isinstance(found.leaf, c.Named)
    ]
    return {name.partition("/")[0] for name in named if "/" in name}


def _without(law: Law, gone: Collection[str]) -> Law:
    corpus = law.corpus
    left = {name: regime for name, regime in corpus.regimes.items() if name not in gone}
    smaller = Corpus(corpus.vocabulary, left, corpus.coverage, corpus.sets, corpus.version, corpus.digest)
    files = tuple(file for file in law.files if file.regime.id not in gone)
    unread = tuple(file.node for file in law.files if file.regime.id in gone)
    return replace(law, corpus=smaller, files=files, unread=(*law.unread, *unread))
