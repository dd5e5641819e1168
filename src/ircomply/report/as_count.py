"""The count of a deadline as numbered steps, each with its citation. The later time is no plan."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from ircomply.model.base import Value
from ircomply.report.page import Line, row, text
from ircomply.report.words import MONTHS, cap, column_day, column_time, spoken, time_of_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.results import CountStep, StageResult

NUMBER, TIME, SAID, CITE = 2, 5, 27, 63
STARTS = {
    "aware": "You became aware.",
    "ordered": "An authority ordered it.",
    "hold_ended": "The hold ended.",
}
READING = "on the reading that "
_NEXT = re.compile(r"the next (\d\d)-(\d\d)\Z")


class Counted(Value, frozen=True):
    """What the steps of one stage are written with: its text of law, the reader's zone, the recipient's own time."""

    text: Text
    corpus: Corpus
    zone: tzinfo
    now: datetime
    local: Callable[[datetime], str] = lambda _at: ""


def count_lines(stage: StageResult, by: Counted) -> list[Line]:
    """Write the steps: the start, the period, ACT BY, the reading that gives more, OUTER LIMIT."""
    lines: list[Line] = []
    for number, step in enumerate(stage.steps, 1):
        time, said, cite = _step(step, stage, by, first=number == 1)
        lines += _line(number, time, said, cite)
    if stage.plan_by:
        lines.append(text(f"Plan: {column_time(stage.plan_by, by.zone, by.now)}. Yours, not the law's.", at=NUMBER))
    return lines


def _line(number: int, time: str, said: str, cite: str) -> list[Line]:
    """Write one step; a citation too long for its column stands below."""
    cells = [(NUMBER, str(number)), (TIME, time), (SAID, said)]
    if cite and len(cite) <= 80 - CITE and len(said) < CITE - SAID:
        return [row(*cells, (CITE, cite))]
    return [row(*cells), *([text(cite, at=SAID)] if cite else [])]


def _step(step: CountStep, stage: StageResult, by: Counted, *, first: bool) -> tuple[str, str, str]:
    cite = _cite(step.cite, by)
    if first and step.at:
        return _time(step.at, by), start_sentence(stage, by.corpus), _rests(stage)
    if step.what == "ACT BY" and step.at:
        local = by.local(step.at)
        return _time(step.at, by), f"ACT BY. Work to this time{f': {local}' if local else ''}.", cite
    if step.what == "OUTER LIMIT" and step.at:
        return _time(step.at, by), "OUTER LIMIT on that reading. Do not plan on it.", cite
    if step.what.startswith(READING):
        return _from(stage, by), f"If {step.what.removeprefix(READING)}.", cite
    if step.at:
        day = column_day(step.at, by.zone, by.now)
        return day, f"{cap(step.what.removesuffix(', until'))}, until then.", cite
    match = _NEXT.match(step.what)
    if match:
        return (
            f"next {int(match[2])} {MONTHS[int(match[1]) - 1]}",
            "The first such date after the start.",
            cite,
        )
    if step.what.startswith("plus "):
        return step.what, _how(stage, by), cite
    return "", f"{cap(step.what)}.", cite


def _time(at: datetime, by: Counted) -> str:
    return column_time(at, by.zone, by.now)


def start_sentence(stage: StageResult, corpus: Corpus) -> str:
    """Say the event that a count begins with, and what stands in for it."""
    event = stage.assumed or stage.event or ""
    head, _, rest = event.partition(".")
    if head in ("filed", "last_filed") and rest:
        report = spoken(rest.rpartition(".")[2])
        said = f"The {report} falls due; it is not filed." if stage.projected else f"The {report} was filed."
    elif head == "answer":
        said = f"{rest} was answered."
    elif head == "limit":
        said = f"The {spoken(rest)} falls due."
    else:
        known = corpus.events.get(event)
        said = STARTS.get(event) or (f"{cap(known.means)}." if known and known.means else f"{cap(spoken(event))}.")
    return f"{said} It stands in for {spoken(stage.event or '')}, which is not given." if stage.assumed else said


def _rests(stage: StageResult) -> str:
    return stage.assumed or stage.event or ""


def _how(stage: StageResult, by: Counted) -> str:
    """Say how the period is counted."""
    if stage.period is None:
        return ""
    rule = by.corpus.vocabulary.counting.get(_rule(stage, by))
    first = bool(rule and "event_day" in rule.tightens)
    if stage.period.in_hours:
        return "Weekends and holidays count."
    if stage.period.unit == "months":
        return "To the same date and time of day."
    counted = "That day is day one." if first else "That day is not counted."
    days = "Working days alone count." if stage.period.unit == "business_days" else "Weekends and holidays count."
    return f"{counted} {days}"


def _rule(stage: StageResult, by: Counted) -> str:
    own = by.text.obligation.stage(stage.name)
    return ((own.counting if own else None) or by.text.obligation.counting).rule


def _from(stage: StageResult, by: Counted) -> str:
    """Say from when hours run where the first hour is not counted."""
    rule = by.corpus.vocabulary.counting.get(_rule(stage, by))
    hours = stage.period is not None and stage.period.in_hours
    if not (
        hours
        and rule
        and "first_hour" in rule.relief
        and "hours_run_on" not in rule.relief
        and stage.outer_limit
        and stage.period
    ):
        return ""
    begin = stage.outer_limit - timedelta(**{stage.period.unit: stage.period.count})
    return f"from {time_of_day(begin, by.zone)}"


def _cite(cite: str, by: Counted) -> str:
    """Shorten the title of the law to its number, or to what stands before the first comma."""
    for source in by.text.regime.sources.values():
        if cite.startswith(f"{source.title}, "):
            return short_cite(source.title, cite.removeprefix(f"{source.title}, "))
    numbered = re.search(r"\d{2,4}/\d{2,4}\b.*", cite)
    return numbered[0] if numbered else cite


def short_cite(title: str, at: str) -> str:
    """Cite a pinpoint as people do: `2016/679 Art. 33(1)`; a section that the title ends with is not said twice."""
    short = short_title(title)
    rest, _, last = short.rpartition(" ")
    return f"{rest} {at}" if rest and at.startswith(last) else f"{short} {at}"


def short_title(title: str) -> str:
    """Call a law as people do: `2016/679`, `Form 8-K`, `Cal. Civ. Code 1798.82`."""
    numbered = re.search(r"\b\d{2,4}/\d{2,4}\b", title)
    if numbered:
        return numbered[0]
    return re.split(r"[,(]| as amended| as it stood", title)[0].strip()
