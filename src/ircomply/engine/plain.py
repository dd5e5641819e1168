"""Conditions and clocks in plain English, as `rules show` prints them and as `clock` names a line.

The words of facts come from the vocabulary; of a word that has none, its id is read aloud. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from ircomply.engine.plain_clock import anchor_words, clock_words_in
from ircomply.model import condition as c
from ircomply.model.clock import Clock
from ircomply.model.corpus import Corpus
from ircomply.model.regime import Regime

_LINKS = {"seat": "are based in", "establishment": "are established in", "market": "serve", "people": "hold data of people in"}


def condition_words(condition: c.Condition | None, corpus: Corpus, regime: Regime | None = None) -> str:
    """Say a condition in plain English; none at all is "always".

    With the regime in whose words it stands, names of its tests and breaches are written out.
    """
    if condition is None:
        return "always"
    return _Words(corpus, regime).of(condition)


def clock_words(clock: Clock, corpus: Corpus | None = None, regime: Regime | None = None) -> str:
    """Say a clock in plain English: "72 hours from awareness, without undue delay".

    With the corpus, the condition of each line is said too.
    """
    said = (lambda condition: condition_words(condition, corpus, regime)) if corpus else None
    return clock_words_in(clock, said)


def listed(words: Iterable[str], joined: str = "or") -> str:
    """Join words as people do: "a, b or c"."""
    found = list(words)
    return f"{', '.join(found[:-1])} {joined} {found[-1]}" if len(found) > 1 else "".join(found)


def spoken(word: str) -> str:
    """Read an id aloud: `government_id` is "government id"."""
    return word.replace("_", " ")


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
            return f"at least {condition.at_least} of these: {'; '.join(self.of(child, inner=True) for child in condition.children)}"
        if isinstance(condition, c.Named):
            return self._named(condition.name, inner)
        return str(_SAY[type(condition)](self, condition))

    def _joined(self, condition: c.All | c.AnyOf, inner: bool) -> str:
        parts = [self.of(child, inner=len(condition.children) > 1) for child in condition.children]
        word = "; and " if isinstance(condition, c.All) else "; or "
        said = word.join(parts)
        return f"({said})" if inner and len(parts) > 1 else said

    def _named(self, name: str, inner: bool) -> str:
        try:
            if self.regime is None and "/" not in name:
                return spoken(name).replace("-", " ")
            found, home = self.corpus.condition(name, self.regime or next(iter(self.corpus.regimes.values())))
        except KeyError:
            return spoken(name).replace("-", " ")
        return _Words(self.corpus, home).of(found, inner=inner)

    def place(self, place: str) -> str:
        """Name a place."""
        return "that place" if place == c.THIS else self.words.place_name(place)

    def pattern(self, of: str | c.Pattern) -> str:
        """Say which data is meant."""
        if isinstance(of, str):
            known = self.regime.breaches.get(of) if self.regime else None
            if known is None:
                return f"data of the kind {of}"
            of = known
        parts = [self._data(of), {"controller": "that is yours", "processor": "that you handle for another"}.get(of.role or "", "")]
        parts += [f"in {of.form} form" if of.form else "", f"of people in {self.place(of.place)}" if of.place else ""]
        return " ".join(part for part in parts if part)

    def _data(self, of: c.Pattern) -> str:
        if isinstance(of.of, str):
            return "any data" if of.of == "any" else f"data of the kinds {of.of}" if of.of in self.words.combinations else f"{spoken(of.of)} data"
        return f"{listed(spoken(word) for word in of.of)} data"

    def breach(self, leaf: c.Breach) -> str:
        """Say a breach."""
        known = self.regime.breaches.get(leaf.of) if self.regime and isinstance(leaf.of, str) else leaf.of
        said = self.pattern(leaf.of)
        if not isinstance(known, c.Pattern):
            return f"there is a breach of {said}"
        happened = f"was {listed(spoken(aspect) for aspect in known.aspects)}" if known.aspects else "is concerned"
        suspicion = " (suspicion is enough)" if known.enough == "suspected" else ""
        safe = f", and was not protected ({spoken(known.unless_protected)})" if known.unless_protected else ""
        return f"{said} {happened}{suspicion}{safe}"

    def people(self, leaf: c.PeopleCount) -> str:
        """Say a number of people."""
        known = self.regime.breaches.get(leaf.of) if self.regime and isinstance(leaf.of, str) else leaf.of
        place = leaf.place or (known.place if isinstance(known, c.Pattern) else None)
        where = f" in {self.place(place)}" if place else ""
        return f"{compared(leaf.test)} people{where} stand in {self.pattern(leaf.of) if isinstance(leaf.of, c.Pattern) else 'that data'}"

    def service(self, leaf: c.ServiceHit) -> str:
        """Say what befell a service."""
        kind = f"a {listed(spoken(word) for word in leaf.kind)} service" if leaf.kind else "a service"
        critical = {True: " that is critical", False: " that is not critical", None: ""}[leaf.critical]
        parts = [f"{kind}{critical} {'was ' + listed(spoken(aspect) for aspect in leaf.aspects) if leaf.aspects else 'was hit'}"]
        parts += [f"for {compared(leaf.lasting)}"] if leaf.lasting else []
        parts += [f"for {compared(leaf.users)} users" if isinstance(leaf.users.bound, Decimal) else f"for {compared(leaf.users)} of its users"] if leaf.users else []
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
            return f"{leaf.at_least} or more is the answer to {asked}"
        return f"{listed(leaf.values)} is the answer to {asked}" if leaf.values else f"{asked} has been answered"

    def status(self, leaf: c.HasClass) -> str:
        """Say a regulated status, as the question that it is."""
        known = self.words.classes.get(leaf.name)
        return f'yes is the answer to "{known.ask}"' if known and known.ask else f"you are {leaf.name}"

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


_SAY = {
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


def compared(test: c.Comparison) -> str:
    """Say a comparison: "more than 500", "at least 5 % of turnover", "500 or more" never."""
    return f"{spoken(test.operator)} {_bound(test.bound)}"


def _bound(bound: c.Bound) -> str:
    if isinstance(bound, c.Length):
        return str(bound)
    if isinstance(bound, c.Money):
        return f"{bound.amount:,} {bound.currency}"
    if isinstance(bound, c.Percent):
        return f"{bound.share} %{f' of {spoken(bound.of)}' if bound.of else ''}"
    return f"{bound:,}"


def length(time: timedelta) -> str:
    """Say a length of time in its largest whole unit."""
    minutes = int(time.total_seconds() // 60)
    for unit, size in (("day", 1440), ("hour", 60), ("minute", 1)):
        if minutes % size == 0 and minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "no time"


__all__ = ["anchor_words", "clock_words", "compared", "condition_words", "length", "listed", "spoken"]
