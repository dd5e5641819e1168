"""Which facts a duty asks about, so that a supposed answer is weighed against the duties that it can change, and no others.

A fact is named by its kind: `data`, `place`, `service`, `incident`, or the one answer, class, event or figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.anchors import simple_anchors
from ircomply.engine.forces import first_anchor
from ircomply.engine.instances import own_condition
from ircomply.engine.plain import leaves_of
from ircomply.engine.world import Scope
from ircomply.model import clock as k
from ircomply.model import condition as c

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.facts import Facts


KINDS: dict[type, tuple[str, ...]] = {
    c.Breach: ("data",),
    c.PeopleCount: ("data",),
    c.Linked: ("place", "data"),
    c.ServiceHit: ("service",),
    c.IncidentIs: ("incident",),
}


class Mentions:
    """What every duty asks about; made once for a law."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.kin = _kin(corpus)
        self.facts: dict[str, set[str]] = {}
        self.duties: dict[str, set[str]] = {}
        for text in corpus:
            self.facts.setdefault(text.id, set()).update(self._facts_of(text))

    def touched(self, paths: Iterable[str], facts: Facts) -> frozenset[str]:
        """List the duties that facts can change: those that ask about one, and those that hang on such a duty."""
        named = {one for path in paths for one in self._named(path, facts)}
        if "" in named:
            return frozenset(self.facts)
        found = {name for name, asked in self.facts.items() if asked & named}
        while more := {name for name, others in self.duties.items() if others & found} - found:
            found |= more
        return frozenset(found) | (self.corpus.cascading if found else frozenset())

    def _named(self, path: str, facts: Facts) -> Iterator[str]:
        """Give the names of a fact path; an empty one means that it may be anything."""
        head, _, rest = path.partition(".")
        if head in ("class", "figure"):
            yield path
        elif head == "answer":
            yield path
            for event, pairs in self.corpus.marks.items():
                if any(question == rest for question, _ in pairs):
                    yield f"event.{event}"
        elif path in self.corpus.events:
            yield f"event.{path}"
        elif head == "organisation":
            yield from ("place", "data")
        elif head == "incident":
            yield "incident"
        elif head in ("data", "people_elsewhere", "data_complete") or any(one.id == head for one in facts.data or ()):
            yield from ("data", "place")
        elif head in ("services", "services_complete") or any(one.id == head for one in facts.services or ()):
            yield "service"
        else:
            yield ""

    def _facts_of(self, text: Text) -> Iterator[str]:
        one, regime = text.obligation, text.regime
        own = own_condition(one, Scope(regime, one))
        for condition in (one.applies_to, own, one.unless):
            for leaf, _ in leaves_of(condition, self.corpus, regime):
                yield from self._leaf(leaf, text.id)
        if one.for_each:
            yield from ("data", "service")
        started = one.in_force.judged_on
        anchor = first_anchor(one.stages[0].clock)
        for event in (started, *_events(anchor)):
            yield from self._event(event) if event else ()
        yield from _answers(anchor)

    def _leaf(self, leaf: c.Condition, name: str) -> Iterator[str]:
        yield from KINDS.get(type(leaf), ())
        if isinstance(leaf, c.FigurePasses):
            yield f"figure.{leaf.name}"
            if isinstance(leaf.test.bound, c.Percent):
                yield f"figure.{leaf.test.bound.of}"
        elif isinstance(leaf, c.Answered):
            yield f"answer.{leaf.question}"
        elif isinstance(leaf, c.HasClass):
            yield from (f"class.{one}" for one in self.kin.get(leaf.name, {leaf.name}))
        elif isinstance(leaf, c.Happened):
            for event in (leaf.event, leaf.after):
                yield from self._event(event) if event else ()
        elif isinstance(leaf, c.DutyIs) and leaf.obligation:
            self.duties.setdefault(name, set()).add(leaf.obligation)

    def _event(self, name: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Name an event and those that stand in for it."""
        yield f"event.{name}"
        known = self.corpus.events.get(name)
        for other in known.fallback if known else ():
            if other not in seen:
                yield from self._event(other, seen | {name})


def _kin(corpus: Corpus) -> dict[str, set[str]]:
    """List for each class those that imply it or that it implies: to know of one may be to know of the other."""
    links: dict[str, set[str]] = {}
    for name, status in corpus.vocabulary.classes.items():
        for implied in status.implies:
            links.setdefault(name, set()).add(implied)
            links.setdefault(implied, set()).add(name)
    found: dict[str, set[str]] = {}
    for name in links:
        reached, asked = {name}, [name]
        while asked:
            more = links[asked.pop()] - reached
            reached |= more
            asked += more
        found[name] = reached
    return found


def _events(anchor: k.Anchor | None) -> list[str]:
    return [one.event for one in _simple(anchor) if isinstance(one, k.EventAnchor)]


def _answers(anchor: k.Anchor | None) -> list[str]:
    return [f"answer.{one.question}" for one in _simple(anchor) if isinstance(one, k.AnswerAnchor)]


def _simple(anchor: k.Anchor | None) -> list[k.Simple]:
    return simple_anchors(anchor) if anchor is not None else []
