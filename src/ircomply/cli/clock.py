"""`clock`: the count alone, no incident needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from ircomply.cli.clock_options import (
    OPEN_PLACES,
    Given,
    Options,
    class_of,
    event_of,
    facts_of,
    filing_of,
    instant_of,
    place_of,
    zone_of,
)
from ircomply.cli.options import Format, NoShipped, Rules, find_obligation, one_format, split
from ircomply.engine.counts import Alone
from ircomply.engine.plain import condition_words
from ircomply.errors import DONE
from ircomply.files.law import load
from ircomply.model.corpus import Corpus, Text
from ircomply.model.results import StageResult
from ircomply.report.as_text import escaped

Listed = list[str] | None
EXAMPLE = "2026-11-20T16:40:00+00:00"
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
    given.zone = zone_of(zone_) if zone_ else None
    given.place = place_of(place, corpus) if place else None
    given.start = instant_of(start, given) if start else None
    options = Options(
        given.start,
        tuple(event_of(*split(one, "NAME=INSTANT", f"aware={EXAMPLE}"), given) for one in event or ()),
        tuple(filing_of(*split(one, "STAGE=INSTANT", f"notification={EXAMPLE}"), name, given) for one in filed or ()),
        tuple(class_of(one, corpus) for one in class_ or ()),
        tuple(split(one) for one in suppose or ()),
    )
    alone = _alone(options, given)
    given.first = next(iter(alone.instants()), None)
    entries, reason, text = alone.count(name)
    idle = [words for words, others in options.each_left_out() if _alone(others, given).count(name)[0] == entries]
    if as_of:
        entries = alone.as_of(entries, instant_of(as_of, given))
    _show(entries, reason, text, corpus, format_)
    _remark(given, text, idle, counted=any(entry.act_by for entry in entries))
    return DONE


def _alone(options: Options, given: Given) -> Alone:
    words = given.corpus
    return Alone(
        facts_of(options, given),
        words,
        options.start,
        given.seat,
        lambda condition: condition_words(condition, words),  # type: ignore[arg-type]
    )


def _show(entries: list[StageResult], reason: str | None, text: Text, corpus: Corpus, format_: str) -> None:
    if format_ == "json":
        from ircomply.report.as_json import clock_json, dump

        sys.stdout.write(dump(clock_json(text.id, entries, reason)))
    else:
        from ircomply.cli.screen import show
        from ircomply.report.as_clock import clock_page

        show(clock_page(text, entries, reason, corpus))


def _remark(given: Given, text: Text, idle: Sequence[str], *, counted: bool) -> None:
    """Say on standard error what was taken for granted, and which option was not needed."""
    recipient, remarks = text.obligation.recipient, []
    if counted and recipient.place in OPEN_PLACES and not given.place and not recipient.calendar:
        remarks.append("The rule gives no place: only the weekend is free; --place names the calendar that counts.")
        if not given.zone:
            remarks.append("Counted at the offset of the instant that was given; --zone names another.")
    if recipient.place not in OPEN_PLACES and given.place:
        named = given.corpus.vocabulary.place_name(recipient.place)
        remarks.append(f"--place was not needed: the rule counts in {named}.")
    remarks += [f"{words} was not needed: it changes nothing here." for words in idle]
    for remark in remarks:
        sys.stderr.write(f"{escaped(remark)}\n")
