"""All law that was loaded: regimes, vocabulary, coverage; and the names that facts may use."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from functools import cached_property

from ircomply.model.base import Value
from ircomply.model.clock import Clock
from ircomply.model.condition import Bound, Condition, DutyIs, FigurePasses, Named, children
from ircomply.model.regime import Obligation, Recipient, Regime
from ircomply.model.vocabulary import Event, Question, Vocabulary


class Coverage(Value, frozen=True):
    """How complete the law on file is, by place and field."""

    state: str
    note: str = ""


class Text(Value, frozen=True):
    """One text of one obligation in its regime."""

    obligation: Obligation
    regime: Regime

    @property
    def id(self) -> str:
        """The id of the obligation."""
        return self.obligation.id

    @property
    def status(self) -> str:
        """The status of the obligation; its own goes before the file's."""
        return self.regime.status_of(self.obligation)


@dataclass(frozen=True)
class Corpus:
    """The law, ready to be asked. `digest` is that of the files it was read from."""

    vocabulary: Vocabulary
    regimes: Table[str, Regime]
    coverage: Table[str, Table[str, Coverage]] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    version: str = ""
    digest: str = ""

    @cached_property
    def texts(self) -> dict[str, tuple[Text, ...]]:
        """Every obligation by id, each with its texts in the order of their force.

        One of ours that a set amends is found under its own id too, so that what names it follows to the amendment.
        """
        found: dict[str, list[Text]] = {}
        for regime in self.regimes.values():
            for obligation in regime.obligations:
                found.setdefault(obligation.id, []).append(Text(obligation, regime))
        for texts in list(found.values()):
            if amended := next((text.obligation.amends for text in texts if text.obligation.amends), None):
                found[amended] = texts
        return {
            name: tuple(sorted(texts, key=lambda text: str(text.obligation.in_force.start or "")))
            for name, texts in sorted(found.items())
        }

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The obligations that stand, each once: an amended one under the id of its amendment."""
        return tuple(name for name, texts in self.texts.items() if texts[0].id == name)

    def standing(self, name: str) -> str:
        """Give the id under which a duty stands: its own, or that of its amendment."""
        texts = self.texts.get(name)
        return texts[0].id if texts else name

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question: the shared ones and those of the regimes."""
        found = dict(self.vocabulary.questions)
        for regime in self.regimes.values():
            found.update(regime.questions)
        return found

    @cached_property
    def events(self) -> dict[str, Event]:
        """Every event: the shared ones and those of the regimes."""
        found = dict(self.vocabulary.events)
        for regime in self.regimes.values():
            found.update(regime.events)
        return found

    @cached_property
    def implemented_by(self) -> dict[str, tuple[str, ...]]:
        """The national duties by the directive's duty that they carry out."""
        found: dict[str, list[str]] = {}
        for name in self.ids:
            for directive in self.texts[name][-1].obligation.implements:
                found.setdefault(directive, []).append(name)
        return {name: tuple(duties) for name, duties in found.items()}

    @cached_property
    def marks(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The answers that are events: by event, the questions and the answers that mark it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for question in self.questions.values():
            for value, event in question.marks.items():
                found.setdefault(event, []).append((question.id, value))
        return {event: tuple(pairs) for event, pairs in found.items()}

    @cached_property
    def cascading(self) -> frozenset[str]:
        """The duties that ask if any duty to another authority is due, and those that hang on one of them."""
        asks: dict[str, list[DutyIs]] = {}
        for text in self:
            stood = [leaf for one in _timed(text.obligation) for leaf in self._leaves(one, text.regime)]
            asks.setdefault(text.id, []).extend((*self._duties_in(text), *stood))
        found = {name for name, leaves in asks.items() if any(leaf.to for leaf in leaves)}
        while True:
            more = {name for name, leaves in asks.items() if any(leaf.obligation in found for leaf in leaves)} - found
            if not more:
                return frozenset(found)
            found |= more

    def owed_to(self, kinds: tuple[str, ...]) -> frozenset[str]:
        """List the duties by law, with a trigger, to named recipients of these kinds."""
        return frozenset().union(*(self._owed.get(kind, ()) for kind in kinds))

    def tells(self, to: Recipient) -> bool:
        """Say whether a duty that hangs on no other is owed to this recipient."""
        ids, families, names = self._told
        return to.id in ids or to.family in families or frozenset(to.names) in names

    @cached_property
    def _told(self) -> tuple[set[str], set[str], set[frozenset[str]]]:
        others = [text.obligation.recipient for text in self if text.id not in self.cascading]
        ids = {to.id for to in others if to.id}
        return ids, {to.family for to in others if to.family}, {frozenset(to.names) for to in others if to.names}

    @cached_property
    def _owed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name in self.ids:
            one = self.texts[name][-1].obligation
            to = one.recipient
            if one.when is not None and one.binding == "law" and (to.names or to.id or to.family):
                found.setdefault(to.kind, set()).add(name)
        return found

    @cached_property
    def figure_bounds(self) -> dict[str, tuple[Bound, ...]]:
        """The thresholds of the law on file, by the figure that passes them."""
        asked = [condition for regime in self.regimes.values() for condition in regime.conditions.values()]
        asked += [text.obligation.when for text in self if text.obligation.when is not None]
        found: dict[str, list[Bound]] = {}
        while asked:
            one = asked.pop(0)
            if isinstance(one, FigurePasses):
                found.setdefault(one.name, []).append(one.test.bound)
            asked[:0] = children(one)
        return {name: tuple(dict.fromkeys(bounds)) for name, bounds in found.items()}

    def _duties_in(self, text: Text) -> list[DutyIs]:
        one = text.obligation
        stood = [condition for condition in (one.applies_to, one.when, one.unless) if condition is not None]
        return [leaf for condition in stood for leaf in self._leaves(condition, text.regime)]

    def _leaves(self, condition: Condition, regime: Regime) -> list[DutyIs]:
        """List the leaves that ask for other duties, also those inside named tests."""
        if isinstance(condition, DutyIs):
            return [condition]
        if isinstance(condition, Named):
            inner, home = self.condition(condition.name, regime)
            return self._leaves(inner, home)
        return [leaf for child in children(condition) for leaf in self._leaves(child, regime)]

    def condition(self, name: str, regime: Regime) -> tuple[Condition, Regime]:
        """Resolve the name of a test, and the regime in whose words it is written. Raises KeyError."""
        other, _, rest = name.partition("/")
        home = self.regimes[other] if rest else regime
        return home.conditions[rest or name], home

    def __iter__(self) -> Iterator[Text]:
        return (text for name in self.ids for text in self.texts[name])

    def names(self) -> dict[str, frozenset[str]]:
        """List every word that facts may use, by section."""
        return {**self.vocabulary.names(), "events": frozenset(self.events), "questions": frozenset(self.questions)}


def _timed(obligation: Obligation) -> list[Condition]:
    """List the conditions of its stages and of every line of their clocks."""
    own = [
        condition
        for condition in (obligation.met_by, *(stage.when for stage in obligation.stages))
        if condition is not None
    ]
    return own + [condition for stage in obligation.stages for condition in _whens(stage.clock)]


def _whens(clock: Clock) -> list[Condition]:
    lines = [line for anchor in (clock.of, clock.no_later_than, clock.before) for line in getattr(anchor, "lines", ())]
    own = [one.when for one in (clock, *lines) if one.when is not None]
    return own + [condition for line in clock.lines for condition in _whens(line)]
