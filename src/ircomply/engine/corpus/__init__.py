"""Checks of the law: of one regime, and of all together. Pure: the trees are given, and today is an argument.

Shapes and words are checked when a file is read; what is checked here takes the whole: names that lead nowhere,
circles, texts that overlap, duties that reach everyone or nobody, `reviewed` that is not earned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.corpus.circles import check_else, check_stages, check_tests
from ircomply.engine.corpus.duties import check_duties
from ircomply.engine.corpus.names import Known, check_names, names_of
from ircomply.engine.corpus.reach import check_bounds, check_places, check_this
from ircomply.engine.corpus.scalars import check_scalars
from ircomply.engine.corpus.status import check_stale, check_status
from ircomply.engine.corpus.texts import check_private, check_sets, check_texts, check_words
from ircomply.engine.corpus.vocabulary import check_coverage, check_vocabulary
from ircomply.engine.corpus.walk import LawFile, at
from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ircomply.model.case import CaseFile
    from ircomply.model.corpus import Corpus
    from ircomply.model.objection import Objection

__all__ = ["Law", "LawFile", "check_law", "known_names"]


class Law(Value, frozen=True):
    """Everything that `rules check` looks at: the corpus, and the trees it was read from.

    `unread` are the trees of regimes that could not be read as law; their ids exist all the same. `words` are the
    vocabulary files with the prefix and the set of each, `sets` the same of each `set.yaml`, `trees` every file.
    """

    corpus: Corpus
    files: tuple[LawFile, ...]
    unread: tuple[Node, ...] = ()
    words: tuple[tuple[Node, str, str], ...] = ()
    trees: tuple[Node, ...] = ()
    cases: tuple[CaseFile, ...] = ()
    sets: tuple[tuple[Node, str, str], ...] = ()
    coverage: Node | None = None


def check_law(law: Law, today: date) -> list[Objection]:
    """Check each regime and all of them together; the objections come by file and line.

    Gives errors, and warnings for what was last checked more than a year before `today`.
    """
    return sorted(_all(law, today), key=_by_place)


def _by_place(one: Objection) -> tuple[str, int, int]:
    return (one.span.document.name, one.span.line, one.span.column) if one.span else ("", 0, 0)


def _all(law: Law, today: date) -> Iterator[Objection]:
    files, corpus = list(law.files), law.corpus
    known = known_names(law)
    for file in files:
        yield from check_names(file, known)
        yield from check_places(file, corpus)
        yield from check_bounds(file, corpus)
        yield from check_this(file, corpus)
        yield from check_private(file, files)
        yield from check_status(file, law.cases)
        yield from check_stale(file, today)
    yield from check_texts(files)
    yield from check_tests(files)
    yield from check_stages(files)
    yield from check_duties(files, corpus)
    yield from check_else(_events(law), frozenset(name for name, event in corpus.events.items() if event.decision))
    yield from check_vocabulary([node for node, _, _ in law.words], corpus.vocabulary)
    yield from check_words(list(law.words))
    yield from check_sets(list(law.sets))
    if law.coverage is not None:
        yield from check_coverage(law.coverage, corpus.vocabulary)
    for tree in law.trees:
        yield from check_scalars(tree)


def known_names(law: Law) -> Known:
    """List the ids that exist, those of unreadable regimes too: a file that cannot be read is said once."""
    unread = names_of(law.unread, "obligations", "id")
    obligations = {one.id for regime in law.corpus.regimes.values() for one in regime.obligations}
    regimes = {named.text for node in law.unread if isinstance(named := at(node, "regime"), Scalar)}
    return Known(law.corpus, unread | obligations, frozenset(regimes) | frozenset(law.corpus.regimes), unread)


def _events(law: Law) -> list[tuple[Node, dict[str, tuple[str, ...]], str]]:
    tables = [
        (at(node, "events"), _fallbacks(at(node, "events")), "events")
        for node, _, _ in law.words
        if at(node, "events") is not node
    ]
    for file in law.files:
        own = {name: event.fallback for name, event in file.regime.events.items()}
        tables.append((at(file.node, "events"), own, f"regime {file.regime.id} > events"))
    return tables


def _fallbacks(section: Node) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, event in section if isinstance(section, Mapping) else ():
        listed = at(event, "else")
        found[name] = _texts(listed) if listed is not event else ()
    return found


def _texts(node: Node) -> tuple[str, ...]:
    items: Iterable[Node] = getattr(node, "items", (node,))
    return tuple(one.text for one in items if isinstance(one, Scalar))
