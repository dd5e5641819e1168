"""Conditions and clocks in plain English, as `rules show` prints them and as `clock` names a line.

The words of facts come from the vocabulary; of a word that has none, its id is read aloud. Nothing here decides.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ircomply.engine.plain_clock import anchor_words, clock_words_in
from ircomply.engine.plain_words import compared, length, listed, place_words, spoken
from ircomply.model import condition as c
from ircomply.model.base import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ircomply.model.clock import Clock
    from ircomply.model.corpus import Corpus
    from ircomply.model.regime import Regime

_LINKS = {
    "seat": "are based in",
    "establishment": "are established in",
    "market": "serve",
    "people": "hold data of people in",
}


def condition_words(condition: c.Condition | None, corpus: Corpus, regime: Regime | None = None) -> str:
    """Say a condition in plain English; none at all is "always".

    With the regime in whose words it stands, names of its tests and breaches are written out.
    """
    if condition is None:
        return "always"
    return _Words(corpus, regime).of(condition)


def condition_lines(condition: c.Condition, corpus: Corpus, regime: Regime) -> list[tuple[int, str]]:
    """Say a condition as lines with their depth: what is made of several is a heading and its parts below it."""
    return _Words(corpus, regime).lines(condition, 0)


def leaves_of(condition: c.Condition | None, corpus: Corpus, regime: Regime) -> Iterator[tuple[c.Condition, Regime]]:
    """Walk over the leaves, named tests resolved; each with the regime in whose words it stands."""
    if isinstance(condition, c.Named):
        inner, home = corpus.condition(condition.name, regime)
        yield from leaves_of(inner, corpus, home)
    elif condition is not None and (parts := c.children(condition)):
        for part in parts:
            yield from leaves_of(part, corpus, regime)
    elif condition is not None:
        yield condition, regime


def clock_words(clock: Clock, corpus: Corpus | None = None, regime: Regime | None = None) -> str:
    """Say a clock in plain English: "72 hours from awareness, without undue delay".

    With the corpus, the condition of each line is said too.
    """
    said = (lambda condition: condition_words(condition, corpus, regime)) if corpus else None
    return clock_words_in(clock, said)


class _Words:
    """The words of one condition, with the vocabulary that it is written in."""

    def __init__(self, corpus: Corpus, regime: Regime | None) -> None:
        self.corpus, self.regime = corpus, regime
        self.words = corpus.vocabulary

    def of(self, condition: c.Condition, *, inner: bool = False) -> str:
        """Say a condition; one inside another is bracketed where it is made of several."""
        if isinstance(condition, c.All | c.AnyOf):
            return self._joined(condition, inner)
        if isinstance(condition, c.Not):
            return f"not: {self.of(condition.child, inner=True)}"
        if isinstance(condition, c.Some):
            parts = [self.of(child, inner=True) for child in condition.children]
            return f"at least {condition.at_least} of these: {'; '.join(parts)}"
        if isinstance(condition, c.Named):
            return self._named(condition.name, inner)
        return _SAY[type(condition)](self, condition)

    def lines(self, condition: c.Condition, depth: int) -> list[tuple[int, str]]:
        """Say a condition line by line."""
        if isinstance(condition, c.Named) and (known := self._known(condition.name)):
            inner, home = known
            return _Words(self.corpus, home).lines(inner, depth)
        parts = c.children(condition)
        if isinstance(condition, c.All | c.AnyOf) and len(parts) == 1:
            return self.lines(parts[0], depth)
        if not parts:
            return [(depth, self.of(condition))]
        return [(depth, self._heading(condition)), *(line for part in parts for line in self.lines(part, depth + 1))]

    def _heading(self, condition: c.Condition) -> str:
        if isinstance(condition, c.Not):
            return "not:"
        if isinstance(condition, c.Some):
            return f"at least {condition.at_least} of these:"
        return "all of these:" if isinstance(condition, c.All) else "any of these:"

    def _joined(self, condition: c.All | c.AnyOf, inner: bool) -> str:
        parts = [self.of(child, inner=len(condition.children) > 1) for child in condition.children]
        word = "; and " if isinstance(condition, c.All) else "; or "
        said = word.join(parts)
        return f"({said})" if inner and len(parts) > 1 else said

    def _named(self, name: str, inner: bool) -> str:
        known = self._known(name)
        if known is None:
            return spoken(name).replace("-", " ")
        found, home = known
        return _Words(self.corpus, home).of(found, inner=inner)

    def _known(self, name: str) -> tuple[c.Condition, Regime] | None:
        """Resolve a named test; nothing where it is not there, or where no regime says whose it is."""
        home = self.corpus.regimes.get(name.partition("/")[0]) if "/" in name else self.regime
        try:
            return self.corpus.condition(name, home) if home else None
        except KeyError:
            return None

    def place(self, place: str) -> str:
        """Name a place."""
        return "that place" if place == c.THIS else place_words(self.words.place_name(place))

    def pattern(self, of: str | c.Pattern) -> str:
        """Say which data is meant."""
        if isinstance(of, str):
            known = self.regime.breaches.get(of) if self.regime else None
            if known is None:
                return f"data of the kind {of}"
            of = known
        role = {"controller": ", yours", "processor": ", handled for another"}.get(of.role or "", "")
        form = f"{of.form} " if of.form else ""
        people = f" of people in {self.place(of.place)}" if of.place else ""
        return f"{form}{self._data(of)}{people}{role}{',' if role else ''}"

    def _data(self, of: c.Pattern) -> str:
        if isinstance(of.of, str):
            return (
                "any data"
                if of.of == "any"
                else f"data of the kinds {of.of}"
                if of.of in self.words.combinations
                else f"{spoken(of.of)} data"
            )
        return f"{listed(spoken(word) for word in of.of)} data"

    def _resolved(self, of: str | c.Pattern) -> c.Pattern | None:
        return of if isinstance(of, c.Pattern) else self.regime.breaches.get(of) if self.regime else None

    def _befell(self, known: c.Pattern) -> str:
        """Say what happened to the data, and what takes it out."""
        happened = f"was {listed(spoken(aspect) for aspect in known.aspects)}" if known.aspects else "is concerned"
        suspicion = " (suspicion is enough)" if known.enough == "suspected" else ""
        safe = f", and was not protected ({spoken(known.unless_protected)})" if known.unless_protected else ""
        return f"{happened}{suspicion}{safe}"

    def breach(self, leaf: c.Breach) -> str:
        """Say a breach."""
        known, said = self._resolved(leaf.of), self.pattern(leaf.of)
        return f"{said} {self._befell(known)}" if known else f"there is a breach of {said}"

    def people(self, leaf: c.PeopleCount) -> str:
        """Say a number of people."""
        known = self._resolved(leaf.of)
        place = leaf.place or (known.place if known else None)
        where = f" in {self.place(place)}" if place else ""
        data = (
            f"{self.pattern(replace(known, place=None))} that {self._befell(known)}" if known else self.pattern(leaf.of)
        )
        return f"{compared(leaf.test)} people{where} stand in {data}"

    def service(self, leaf: c.ServiceHit) -> str:
        """Say what befell a service."""
        kind = f"a {listed(spoken(word) for word in leaf.kind)} service" if leaf.kind else "a service"
        critical = {True: " that is critical", False: " that is not critical", None: ""}[leaf.critical]
        parts = [f"{kind}{critical} was {listed(spoken(aspect) for aspect in leaf.aspects) or 'hit'}"]
        parts += [f"for {compared(leaf.lasting)}"] if leaf.lasting else []
        parts += (
            [
                f"for {compared(leaf.users)} users"
                if isinstance(leaf.users.bound, Decimal)
                else f"for {compared(leaf.users)} of its users"
            ]
            if leaf.users
            else []
        )
        parts += [f"in {self.place(leaf.place)}"] if leaf.place else []
        parts += ["that the customer uses"] if leaf.customer else []
        return " ".join(parts) + (" (suspicion is enough)" if leaf.enough == "suspected" else "")

    def incident(self, leaf: c.IncidentIs) -> str:
        """Say what the incident is."""
        meanings = {**self.words.incident_aspects, **self.words.incident_only_aspects}
        said = listed(meanings.get(aspect) or spoken(aspect) for aspect in leaf.aspects)
        return said + (" (suspicion is enough)" if leaf.enough == "suspected" else "")

    def figure(self, leaf: c.FigurePasses) -> str:
        """Say a threshold of a figure."""
        percent = self.words.figures.get(leaf.name) == "percent" and isinstance(leaf.test.bound, Decimal)
        return f"{spoken(leaf.name).removesuffix(' percent')} is {compared(leaf.test)}{' %' if percent else ''}"

    def event(self, leaf: c.Happened) -> str:
        """Say that something happened."""
        if leaf.after is not None and leaf.by is not None:
            return f"{spoken(leaf.event)} came more than {length(leaf.by)} after {spoken(leaf.after)}"
        if leaf.event == "ordered":
            return "the authority has asked for it"
        known = self.corpus.events.get(leaf.event)
        return (known.means if known else "") or f"{spoken(leaf.event)} has happened"

    def answer(self, leaf: c.Answered) -> str:
        """Say a decision."""
        question = self.corpus.questions.get(leaf.question)
        asked = f'"{question.ask}"' if question else leaf.question
        if leaf.at_least:
            return f"the answer is {leaf.at_least} or more to {asked}"
        return f"the answer is {listed(leaf.values)} to {asked}" if leaf.values else f"{asked} has been answered"

    def status(self, leaf: c.HasClass) -> str:
        """Say a regulated status, as the question that it is."""
        known = self.words.classes.get(leaf.name)
        return f'the answer is yes to "{known.ask}"' if known and known.ask else f"you are {leaf.name}"

    def link(self, leaf: c.Linked) -> str:
        """Say a link with a place."""
        place = self.place(leaf.place)
        if set(leaf.by) == set(c.LINKS):
            return f"you or the people have any link with {place}"
        return f"you {listed(_LINKS[link] for link in leaf.by)} {place}"

    def duty(self, leaf: c.DutyIs) -> str:
        """Say that another duty is due."""
        if leaf.obligation is None:
            return f"a duty to another {listed(self._kind(kind) for kind in leaf.to)} is due"
        texts = self.corpus.texts.get(leaf.obligation)
        title = f" ({texts[-1].obligation.title.lower()})" if texts else ""
        return f"{leaf.obligation}{title} is due"

    def filed(self, leaf: c.FiledIs) -> str:
        """Say that a report was made."""
        if leaf.to:
            return f"{listed(self._kind(kind) for kind in leaf.to)} has been told"
        what = leaf.obligation or (f"the {spoken(leaf.stage).replace('-', ' ')}" if leaf.stage else "this report")
        return f"{what} was filed{f', {leaf.mode}' if leaf.mode else ''}"

    def _kind(self, kind: str) -> str:
        return self.words.recipient_kinds.get(kind) or spoken(kind)


_SAY: dict[type, Callable[[_Words, Any], str]] = {
    c.Breach: _Words.breach,
    c.PeopleCount: _Words.people,
    c.ServiceHit: _Words.service,
    c.IncidentIs: _Words.incident,
    c.FigurePasses: _Words.figure,
    c.Happened: _Words.event,
    c.Answered: _Words.answer,
    c.HasClass: _Words.status,
    c.Linked: _Words.link,
    c.DutyIs: _Words.duty,
    c.FiledIs: _Words.filed,
}


__all__ = [
    "anchor_words",
    "clock_words",
    "compared",
    "condition_lines",
    "condition_words",
    "leaves_of",
    "length",
    "listed",
    "place_words",
    "spoken",
]
