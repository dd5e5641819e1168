"""What the options of `clock` say, read: where and from when to count, what happened, what is supposed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, TypeVar

from ircomply.cli.instants import understood
from ircomply.cli.timing import now as clock_now
from ircomply.engine.calendars import Seat
from ircomply.engine.recipients import seat_in
from ircomply.errors import UnreadableInput, UsageError
from ircomply.files.calendars import calendars_of
from ircomply.model.base import replace
from ircomply.model.facts import Facts, Filing, Organisation
from ircomply.model.instant import Moment, NotAnInstant, zone
from ircomply.model.objection import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from ircomply.model.corpus import Corpus, Text

    Pairs = Sequence[tuple[str, str]]

T = TypeVar("T")
OPEN_PLACES = ("based_in", "lead", "this", "organisation")


@dataclass
class Given:
    """What the options say of where and from when to count."""

    corpus: Corpus
    text: Text
    start: datetime | None = None
    zone: tzinfo | None = None
    place: str | None = None
    folders: tuple[Path, ...] = ()
    first: datetime | None = None

    def seat(self, text: Text) -> Seat:
        """Give where a text counts: the rule's place, else the place that was named, else the offset of the start."""
        recipient, holidays = text.obligation.recipient, calendars_of(self.folders)
        words = self.corpus.vocabulary
        if recipient.place not in OPEN_PLACES:
            seat = seat_in(words, recipient.place, holidays)
        elif self.place:
            seat = seat_in(words, self.place, holidays)
        else:
            given = self.start or self.first
            seat = Seat((given.tzinfo or UTC) if given else UTC, holidays=holidays)
        seat = replace(
            seat, calendars=recipient.calendar or seat.calendars, day_ends=recipient.day_ends or seat.day_ends
        )
        return replace(seat, zone=self.zone) if self.zone else seat


@dataclass(frozen=True)
class Options:
    """What the options say of what happened, read."""

    start: datetime | None
    events: tuple[tuple[str, Moment], ...]
    filed: tuple[Filing, ...]
    classes: tuple[str, ...]
    supposed: tuple[tuple[str, str], ...]

    def each_left_out(self) -> Iterator[tuple[str, Options]]:
        """Give the options with each of them left out in turn, and its words; a lone start is never idle."""
        if self.start and (self.events or self.filed or self.classes or self.supposed):
            yield "--start", dataclasses.replace(self, start=None)
        for one in self.events:
            yield f"--event {one[0]}", dataclasses.replace(self, events=_but(self.events, one))
        for made in self.filed:
            named = f"--filed {made.obligation}.{made.stage}"
            yield named, dataclasses.replace(self, filed=_but(self.filed, made))
        for name in self.classes:
            yield f"--class {name}", dataclasses.replace(self, classes=_but(self.classes, name))
        for pair in self.supposed:
            yield f"--suppose {'='.join(pair)}", dataclasses.replace(self, supposed=_but(self.supposed, pair))


def _but(items: tuple[T, ...], left_out: T) -> tuple[T, ...]:
    return tuple(item for item in items if item is not left_out)


def zone_of(name: str) -> tzinfo:
    """Find a zone by its name. Raises `UsageError`."""
    try:
        return zone(name)
    except NotAnInstant as doubt:
        raise UsageError(doubt.reason, doubt.advice) from None


def place_of(code: str, corpus: Corpus) -> str:
    """Check a place. Raises `UsageError`."""
    try:
        corpus.vocabulary.place(code)
    except KeyError:
        raise UsageError(
            f'no place "{code}"{did_you_mean(code, corpus.vocabulary.places)}', "an ISO 3166 code, such as IE or US-CA"
        ) from None
    return code


def instant_of(text: str, given: Given) -> datetime:
    """Read an instant as it was typed, in the zone that was named. Raises `UsageError`."""
    return understood(text, clock_now(), given.zone or (given.seat(given.text).zone if given.place else None))


def event_of(event: str, at: str, given: Given) -> tuple[str, Moment]:
    """Read NAME=INSTANT; blanks, hyphens and capitals stand for the names of events. Raises `UsageError`."""
    known = event.strip().replace(" ", "_").replace("-", "_").lower()
    if known not in given.corpus.events:
        near = did_you_mean(known, given.corpus.events)
        raise UsageError(f'no event "{event}"{near}', "rules show names the events of an obligation")
    return known, _moment(at, given)


def filing_of(stage: str, at: str, name: str, given: Given) -> Filing:
    """Read STAGE=INSTANT, or OBLIGATION.STAGE=INSTANT. Raises `UsageError`."""
    return Filing(_moment(at, given), *_stage(stage, name, given.corpus))


def class_of(name: str, corpus: Corpus) -> str:
    """Check the name of a class. Raises `UsageError`."""
    if name not in corpus.vocabulary.classes:
        near = did_you_mean(name, corpus.vocabulary.classes)
        raise UsageError(f'no class "{name}"{near}', "rules show names the classes of an obligation")
    return name


def facts_of(options: Options, given: Given) -> Facts:
    """Make the facts of the options: events, filings, classes, and what is supposed."""
    timeline: dict[str, tuple[Moment, ...]] = {}
    for event, at in options.events:
        timeline[event] = (*timeline.get(event, ()), at)
    classes = dict.fromkeys(options.classes, True)
    organisation = Organisation(classes=classes, classes_complete=bool(classes) or None)
    facts = Facts(organisation=organisation, timeline=timeline, filings=options.filed, earned=True)
    return _supposing(facts, options.supposed, given) if options.supposed else facts


def _moment(text: str, given: Given) -> Moment:
    at = instant_of(text, given)
    return Moment(at, at)


def _supposing(facts: Facts, supposed: Pairs, given: Given) -> Facts:
    """Lay suppositions over the facts of the options; what was named goes before them."""
    from ircomply.model.facts_format import PARTIAL
    from ircomply.model.node import Node, from_plain
    from ircomply.model.paths import By, NotAPath, assign
    from ircomply.model.shape import Reader

    node: Node = from_plain({})
    said = By("2000-01-01T00:00:00+00:00", "supposed", "supposed")
    try:
        for path, value in supposed:
            node = assign(node, path, value, said, given.corpus)
    except NotAPath as doubt:
        raise UsageError(doubt.message) from None
    reader = Reader(given.corpus.names(), given.zone or UTC)
    read = PARTIAL.read(node, reader)
    if not isinstance(read, Facts):
        raise UnreadableInput(reader.objections)
    theirs = read.organisation
    classes = {**theirs.classes, **facts.organisation.classes}
    organisation = replace(
        theirs, classes=classes, classes_complete=facts.organisation.classes_complete or theirs.classes_complete
    )
    return replace(
        read,
        organisation=organisation,
        timeline={**read.timeline, **facts.timeline},
        filings=facts.filings,
        earned=True,
    )


def _stage(named: str, name: str, corpus: Corpus) -> tuple[str, str]:
    """Read STAGE or OBLIGATION.STAGE; spaces, underscores and capitals stand for hyphenated ids."""
    obligation, _, stage = named.rpartition(".")
    obligation = obligation or name
    stage = stage.strip().replace(" ", "-").replace("_", "-").lower()
    if obligation not in corpus.texts:
        raise UsageError(
            f'no obligation "{obligation}"{did_you_mean(obligation, corpus.texts)}', "rules list shows the ids"
        )
    stages = [one.name for text in corpus.texts[obligation] for one in text.obligation.stages]
    if stage not in stages and not (stage == "notice" and len(set(stages)) == 1):
        raise UsageError(
            f'{obligation} has no stage "{stage}"{did_you_mean(stage, stages)}',
            f"its stages: {', '.join(dict.fromkeys(stages))}",
        )
    return obligation, stage
