"""`clock`: the count alone, stage by stage and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain import clock_words
from ircomply.report.as_count import Counted, count_lines
from ircomply.report.page import BLANK, Line, Page, Piece, text
from ircomply.report.words import cap, offset_words, sentence_time, spoken, standard_in_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.results import StageResult

REASONS = {
    "not_in_force": "Not in force on that day: nothing is counted.",
    "no_number": "The law gives no number: there is nothing to count.",
    "no_start": "Nothing to count from: add --start INSTANT, or --event NAME=INSTANT.",
}


def clock_page(law: Text, entries: Iterable[StageResult], reason: str | None, corpus: Corpus) -> Page:
    """Give every entry with its count; times stand in the zone in which the recipient counts, and it is named.

    `reason` says why there is nothing to count: not_in_force, no_number or no_start.
    """
    shown = tuple(entries)
    lines: list[Line] = [text(REASONS.get(reason, cap(spoken(reason))))] if reason else []
    if reason == "not_in_force":
        from ircomply.report.as_rule import in_force_words

        periods = [in_force_words(one.obligation.in_force) for one in corpus.texts[law.id]]
        lines.append(text(f"In force: {'; '.join(periods)}.", hang=4))
    for entry in shown:
        lines += [*([BLANK] if lines else []), *_entry(entry, law, corpus)]
    return (*lines, *([text("This rule is a draft.")] if law.status == "draft" else []))


def _entry(entry: StageResult, law: Text, corpus: Corpus) -> list[Line]:
    name = spoken(entry.name)
    lines: list[Line] = []
    if entry.act_by:
        zone = entry.act_by.tzinfo
        assert zone  # noqa: S101 - instants are aware
        said = f": act by {sentence_time(entry.act_by, zone)} ({_where(zone, entry.act_by)})"
        lines.append(text(Piece(name, "bold"), said, " (projected)" if entry.projected else "", hang=4))
    else:
        lines.append(text(Piece(name, "bold"), f": {_no_date(entry, law, corpus)}", hang=4))
    if entry.line:
        lines.append(text(f"If {entry.line}." if entry.line != "otherwise" else "Otherwise.", at=2, hang=4))
    if entry.act_by and entry.act_by.tzinfo:
        lines += count_lines(entry, Counted(law, corpus, entry.act_by.tzinfo, entry.act_by))
    if entry.act_by and entry.standard:
        lines.append(
            text(
                f"The duty is: {standard_in_sentence(entry.standard)}. The number is where it ends.",
                at=2,
                hang=4,
            )
        )
    return lines


def _where(zone: tzinfo, at: datetime) -> str:
    """Name the zone of a date by its city, or by its offset."""
    from ircomply.model.instant import place_of

    key = getattr(zone, "key", None)
    return f"{place_of(zone)} time" if key else offset_words(zone, at)


def _no_date(entry: StageResult, law: Text, corpus: Corpus) -> str:
    event = entry.event or ""
    head, _, rest = event.partition(".")
    if entry.start is None and head in ("filed", "last_filed") and rest:
        return f"not started; add --filed {rest}=INSTANT"
    if entry.start is None and event in corpus.events:
        return f"not started; add --event {event}=INSTANT"
    if entry.start is None and event:
        start = f"the answer to {rest}" if head == "answer" else spoken(event)
        return f"not started; it counts from {start}; add --start INSTANT"
    if entry.standard:
        return f"{standard_in_sentence(entry.standard)}; the law gives no number"
    rule = law.obligation.stage(entry.name)
    return clock_words(rule.clock) if rule else "no date"
