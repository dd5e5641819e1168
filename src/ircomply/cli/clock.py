"""`clock`: the count alone, no incident needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from ircomply.cli.instants import understood
from ircomply.cli.options import Format, NoShipped, Rules, find_obligation, one_format, split
from ircomply.cli.timing import now as clock_now
from ircomply.engine.calendars import Seat
from ircomply.engine.counts import Alone
from ircomply.engine.plain import condition_words
from ircomply.engine.recipients import seat_in
from ircomply.errors import DONE, UnreadableInput, UsageError
from ircomply.files.calendars import calendars_of
from ircomply.files.law import load
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus, Text
from ircomply.model.facts import Facts, Filing, Organisation
from ircomply.model.instant import Moment, NotAnInstant, zone
from ircomply.model.objection import did_you_mean
from ircomply.model.results import StageResult

Pairs = Sequence[tuple[str, str]]
Listed = list[str] | None
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


Named = Annotated[str, typer.Argument(metavar="OBLIGATION", help="Its id, or an unambiguous part of it.")]
Start = Annotated[str, typer.Option("--start", metavar="INSTANT", help="What the first stage counts from.")]
Happened = Annotated[Listed, typer.Option("--event", metavar="NAME=INSTANT", help="When an event happened.")]
Filed = Annotated[
    Listed, typer.Option("--filed", metavar="STAGE=INSTANT", help="When a stage, or OBLIGATION.STAGE, was filed.")
]
Classes = Annotated[Listed, typer.Option("--class", metavar="NAME", help="A class you have; all others are then no.")]
Narrowed = Annotated[Listed, typer.Option("--suppose", metavar="PATH=VALUE", help="Narrows what may apply.")]
Zone = Annotated[str, typer.Option("--zone", metavar="ZONE", help="Counts in this zone instead of the recipient's.")]
Place = Annotated[str, typer.Option("--place", metavar="ISO", help="The place whose calendar counts.")]
States = Annotated[str, typer.Option("--as-of", metavar="INSTANT", help="Show states as of this instant.")]


def clock(
    obligation: Named,
    start: Start = "",
    event: Happened = None,
    filed: Filed = None,
    class_: Classes = None,
    suppose: Narrowed = None,
    zone_: Zone = "",
    place: Place = "",
    as_of: States = "",
    format_: Format = "table",
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Count the deadlines of one obligation from an instant, step by step."""
    one_format(format_, ("table", "json"))
    corpus = load(list(rules or ()), own=not no_shipped_rules)
    name = find_obligation(corpus, obligation, whole=format_ == "json")
    given = Given(corpus, corpus.texts[name][-1], folders=tuple(rules or ()))
    given.zone = _zone(zone_) if zone_ else None
    given.place = _place(place, corpus) if place else None
    given.start = _instant(start, given) if start else None
    facts = _facts(
        given,
        name,
        [split(one) for one in event or ()],
        [split(one) for one in filed or ()],
        class_,
        [split(one) for one in suppose or ()],
    )
    alone = Alone(facts, corpus, given.start, given.seat, lambda condition: condition_words(condition, corpus))  # type: ignore[arg-type]
    given.first = next(iter(alone.instants()), None)
    entries, reason, text = alone.count(name)
    if as_of:
        entries = alone.as_of(entries, _instant(as_of, given))
    _show(entries, reason, text, corpus, format_)
    _remark(given, text)
    return DONE


def _show(entries: list[StageResult], reason: str | None, text: Text, corpus: Corpus, format_: str) -> None:
    if format_ == "json":
        from ircomply.report.as_json import clock_json, dump

        sys.stdout.write(dump(clock_json(text.id, entries, reason)))
    else:
        from ircomply.cli.screen import show
        from ircomply.report.as_clock import clock_page

        show(clock_page(text, entries, reason, corpus))


def _zone(name: str) -> tzinfo:
    try:
        return zone(name)
    except NotAnInstant as doubt:
        raise UsageError(doubt.reason, doubt.advice) from None


def _place(code: str, corpus: Corpus) -> str:
    try:
        corpus.vocabulary.place(code)
    except KeyError:
        raise UsageError(
            f'no place "{code}"{did_you_mean(code, corpus.vocabulary.places)}', "an ISO 3166 code, such as IE or US-CA"
        ) from None
    return code


def _instant(text: str, given: Given) -> datetime:
    return understood(text, clock_now(), given.zone or (given.seat(given.text).zone if given.place else None))


def _facts(
    given: Given, name: str, events: Pairs, filed: Pairs, classes: Sequence[str] | None, supposed: Pairs
) -> Facts:
    """Make the facts of the options: events, filings, classes, and what is supposed."""
    corpus = given.corpus
    timeline: dict[str, tuple[Moment, ...]] = {}
    for event, at in events:
        known = event.strip().replace(" ", "_").replace("-", "_").lower()
        if known not in corpus.events:
            raise UsageError(
                f'no event "{event}"{did_you_mean(known, corpus.events)}',
                "rules show names the events of an obligation",
            )
        timeline[known] = (*timeline.get(known, ()), _moment(at, given))
    for one in classes or ():
        if one not in corpus.vocabulary.classes:
            raise UsageError(
                f'no class "{one}"{did_you_mean(one, corpus.vocabulary.classes)}',
                "rules show names the classes of an obligation",
            )
    filings = [Filing(_moment(at, given), *_stage(stage, name, corpus)) for stage, at in filed]
    organisation = Organisation(classes=dict.fromkeys(classes or (), True), classes_complete=bool(classes) or None)
    facts = Facts(organisation=organisation, timeline=timeline, filings=tuple(filings), earned=True)
    return _supposing(facts, supposed, given) if supposed else facts


def _moment(text: str, given: Given) -> Moment:
    at = _instant(text, given)
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


def _remark(given: Given, text: Text) -> None:
    """Say on standard error what was taken for granted, and which option the rule did not need."""
    recipient, remarks = text.obligation.recipient, []
    if recipient.place in OPEN_PLACES and not given.place and not recipient.calendar:
        remarks.append("The rule gives no place: only the weekend is free; --place names the calendar that counts.")
        if not given.zone:
            remarks.append("Counted at the offset of the instant that was given; --zone names another.")
    if recipient.place not in OPEN_PLACES and given.place:
        remarks.append(
            f"--place was not needed: the rule counts in {given.corpus.vocabulary.place_name(recipient.place)}."
        )
    sys.stdout.flush()
    sys.stderr.writelines(f"{remark}\n" for remark in remarks)
