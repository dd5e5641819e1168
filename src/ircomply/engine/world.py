"""What a condition is asked of: the facts and the law as of one instant, and the words of one obligation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from ircomply.engine.findings import Established, establish
from ircomply.engine.truth import NO, OPEN, Truth
from ircomply.model.base import Value
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Answer, Facts, Filing, Finding, known_at
from ircomply.model.instant import Moment, Stretch, real
from ircomply.model.regime import Obligation, Regime
from ircomply.model.vocabulary import Vocabulary


class Basis(Value, frozen=True):
    """One leaf as it was decided: its value in words, what it rests on, and what would settle it."""

    kind: str
    truth: Truth
    says: str
    rests: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    finding: Finding | None = None
    held_by_wider: bool = False  # an open place that a listed wider place holds


class Reading(Value, frozen=True):
    """The value of a condition, every leaf that was asked, and the open ones that decide it."""

    truth: Truth
    bases: tuple[Basis, ...] = ()
    open: tuple[Basis, ...] = ()


class Scope(Value, frozen=True):
    """In whose words a condition stands, and for whom it is asked."""

    regime: Regime
    obligation: Obligation
    place: str | None = None  # `this` under people_in
    owner: str | None = None  # under owner_of
    customer: str | None = None  # under customer_of_service
    stage: str | None = None
    unnamed: bool = False  # an instance that nobody has named yet; `place` is then the whole
    sole: bool = True  # no other instance is named: an act that names none is of this one

    @property
    def where(self) -> str | None:
        """The instance of a `for_each` duty."""
        return None if self.unnamed else self.place or self.owner or self.customer

    def owns(self, where: str | None) -> bool:
        """Say whether an act with this `where` is one of this instance."""
        if self.where is None and not self.unnamed:
            return True
        return self.sole if where is None else where == self.where


@dataclass
class World:
    """The facts and the law as of `now`.

    `duty` answers whether another obligation is due and what that hangs on, `cascade` whether any duty to such a recipient is; both are set
    by the schedule. With `asks_filings` off, what was filed is open (the count alone asks no condition). `decided`,
    `asked` and `instants` hold what many laws ask alike: leaves, parts of patterns of data, events.
    """

    facts: Facts
    corpus: Corpus
    now: datetime
    duty: Callable[[str], tuple[Truth, tuple[str, ...]]] = field(default=lambda _: (OPEN, ()))
    cascade: Callable[[Scope, tuple[str, ...]], tuple[Truth, tuple[str, ...]]] = field(
        default=lambda _scope, _kinds: (NO, ())
    )
    asks_filings: bool = True
    decided: dict[object, Reading] = field(default_factory=dict)
    asked: dict[object, object] = field(default_factory=dict)
    instants: dict[str, tuple[Moment, ...]] = field(default_factory=dict)

    @cached_property
    def first_day(self) -> date:
        """A day, in any zone, before which nothing that the facts name happened."""
        facts = self.facts
        happenings = [one for ones in facts.timeline.values() for one in ones if one is not False]
        moments = [start_of(one) for one in happenings]
        moments += [one.at for one in facts.findings]
        moments += [one.at for one in facts.answers.values()]
        moments += [one.at for one in facts.starts]
        moments += [one.at for one in facts.filings]
        moments += [one.at for one in facts.orders]
        known = [real(one.earliest) for one in moments if one is not None]
        return min([*known, real(self.now)]).date() - timedelta(days=2)

    @property
    def words(self) -> Vocabulary:
        """The vocabulary of the law that was loaded."""
        return self.corpus.vocabulary

    @cached_property
    def established(self) -> Established:
        """What the findings establish together."""
        return establish(self.facts, self.words, self.now)

    def answer(self, question: str) -> Answer | None:
        """Give the answer that stands now; `unknown` is none."""
        found = self.facts.answers.get(question)
        return found if found and found.value != "unknown" and known_at(found.at, self.now) else None

    @cached_property
    def _filed(self) -> dict[str, list[Filing]]:
        """The filings that stand now, by the duty that stands; one on a duty that was amended is on its amendment."""
        found: dict[str, list[Filing]] = {}
        for filing in self.facts.filings:
            if filing.obligation is not None and filing.void is None and filing.at.earliest <= self.now:
                found.setdefault(self.corpus.standing(filing.obligation), []).append(filing)
        return found

    def filings(self, obligation: str, stage: str | None, of: Scope | None = None) -> list[Filing]:
        """List the filings that stand, in the order of their time; of one stage, and of one instance where one is asked.

        One that names no instance is that of the only one there is; of several it makes none filed.
        """
        texts = self.corpus.texts.get(obligation, ())
        found = []
        for filing in self._filed.get(self.corpus.standing(obligation), ()):
            if of is not None and not of.owns(filing.where):
                continue
            named = next(
                (held.name for text in texts if (held := text.obligation.stage(filing.stage or "notice"))), filing.stage
            )
            if stage is None or named == stage:
                found.append(filing)
        return sorted(found, key=lambda filing: filing.at.earliest)

    @cached_property
    def classes_in_doubt(self) -> frozenset[str]:
        """The classes that the facts call unknown, and those that one of these would imply."""
        named = self.facts.organisation.classes
        asked = [name for name in named if self.class_values.get(name) is None]
        found: set[str] = set()
        while asked:
            name = asked.pop()
            if name not in found:
                found.add(name)
                status = self.words.classes.get(name)
                asked += status.implies if status else ()
        return frozenset(found)

    @cached_property
    def class_values(self) -> dict[str, bool]:
        """The classes that are known, with what they imply."""
        known = {name: value for name, value in self.facts.organisation.classes.items() if value is not None}
        classes = self.words.classes
        changed = True
        while changed:
            changed = False
            for name, status in classes.items():
                for implied in status.implies:
                    if known.get(name) and implied not in known:
                        known[implied] = changed = True
                    if known.get(implied) is False and name not in known:
                        known[name], changed = False, True
        return known


def start_of(happening: Moment | Stretch) -> Moment | None:
    """Give the instant at which a happening began."""
    return happening.start if isinstance(happening, Stretch) else happening
