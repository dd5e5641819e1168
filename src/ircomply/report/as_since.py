"""`deadlines --since`: what was said and is no longer true, then each cause with its effects."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ircomply.model.base import replace
from ircomply.report.page import BLANK, Line, Page, Piece, text
from ircomply.report.view import View, drill_lines
from ircomply.report.words import (
    VERDICT_IN_SENTENCE,
    count,
    sentence_time,
    standard_in_sentence,
    time_of_day,
    zone_words,
)

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import Cause, Correction, Difference, Shift

DUE = ("required", "presumed")
STATE = {
    "overdue": "overdue",
    "due_soon": "due soon",
    "filed": "filed",
    "filed_late": "filed late",
    "held": "held",
}


def since_page(difference: Difference, facts: Facts, corpus: Corpus) -> Page:
    """Give what changed between two instants: statements to correct first, then "was" and "is now"."""
    difference = replace(difference, changes=tuple(_standing(one) for one in difference.changes if not one.aside))
    view = View(facts, corpus, difference.now)
    lines = drill_lines(facts)
    lines += [text(_span(difference, view), hang=4), text(f"{_totals(difference)}.")]
    if difference.corrections:
        lines += [BLANK, text(Piece("TO CORRECT", "error"))]
        lines += [line for one in difference.corrections for line in _correction(one, view)]
    known = {one.path for one in difference.causes}
    if difference.causes:
        lines += [BLANK, text(Piece("CHANGED BY", "bold"))]
    for cause in sorted(difference.causes, key=lambda one: (one.at or difference.since).astimezone(UTC)):
        lines.append(text(_cause(cause, difference, view), at=2, hang=4))
        lines += _shifts([one for one in difference.changes if one.path == cause.path], view)
    rest = [one for one in difference.changes if one.path not in known]
    if rest:
        lines += [
            BLANK,
            text(Piece("ALSO CHANGED", "bold"), ": by filings, by time, or by several facts together"),
            *_shifts(rest, view, at=2),
        ]
    return tuple(lines)


def _standing(one: Shift) -> Shift:
    """Read a change by the verdict that counts, a person's where there is one."""
    was = one.was_standing or one.was_verdict
    return replace(one, was_verdict=was, verdict=one.standing or one.verdict)


def _span(difference: Difference, view: View) -> str:
    first, last = difference.since.astimezone(view.zone), difference.now.astimezone(view.zone)
    year = first.year != last.year
    until = time_of_day(last, view.zone) if first.date() == last.date() else sentence_time(last, view.zone, year=year)
    since = sentence_time(first, view.zone, year=year)
    return f"{view.facts.id}, changed from {since} to {until}, {zone_words(view.zone)}"


def _totals(difference: Difference) -> str:
    changes = difference.changes
    verdicts = sum(1 for one in changes if one.was_verdict != one.verdict)
    stand = [one for one in changes if one.verdict != "not_required"]
    now = {state: sum(1 for one in stand if one.state == state and one.was_state != state) for state in STATE}
    dates = sum(
        1
        for one in changes
        if one.was_verdict == one.verdict and one.was_act_by and one.act_by and one.was_act_by != one.act_by
    )
    said = [count(len(difference.corrections), "statement") + " to correct"] if difference.corrections else []
    said += [f"{count(verdicts, 'verdict')} changed"] if verdicts else []
    said += [f"{count(dates, 'date')} moved"] if dates else []
    said += [f"{now['filed'] + now['filed_late']} filed"] if now["filed"] + now["filed_late"] else []
    said += [f"{now['overdue']} now overdue"] if now["overdue"] else []
    said += [f"{now['due_soon']} due soon"] if now["due_soon"] else []
    return ", ".join(said) or "Nothing changed"


def _correction(one: Correction, view: View) -> list[Line]:
    return [
        text(f"{one.title}, released {view.time(one.released)}, to {one.audience}", at=2, hang=4),
        text(f'"{one.sentence}"', at=6),
        text(one.because, at=6),
    ]


def _cause(cause: Cause, difference: Difference, view: View) -> str:
    same = cause.at and cause.at.astimezone(view.zone).date() == difference.now.astimezone(view.zone).date()
    at = time_of_day(cause.at, view.zone) if cause.at and same else view.time(cause.at) if cause.at else ""
    said = ", ".join(part for part in (cause.what, at, (cause.by or "").replace("_", " ")) if part)
    return (
        said
        if cause.path.startswith("filed.")
        else f"{said}: was {_value(cause.was, view)}, is now {_value(cause.now, view)}"
    )


def _value(words: str, view: View) -> str:
    """Write instants as people read them; other values stand as they are."""
    try:
        return ", ".join(view.time(datetime.fromisoformat(part)) for part in words.split(", "))
    except ValueError:
        return words


def _shifts(changes: list[Shift], view: View, at: int = 6) -> list[Line]:
    """Say each effect; duties with the same one are named together."""
    together: dict[str, list[str]] = {}
    for one in changes:
        names = together.setdefault(_effect(one, view), [])
        if one.recipient not in names:
            names.append(one.recipient)
    return [text(f"{'; '.join(names)}: {_many(said, names)}.", at=at, hang=at + 2) for said, names in together.items()]


def _many(said: str, names: list[str]) -> str:
    return said if len(names) == 1 else said.replace("was ", "were ", 1).replace("is now", "are now", 1)


def _effect(one: Shift, view: View) -> str:
    """Say what became of one duty: its verdict, else its state, else its date."""
    date = _date(one.act_by, one.standard, view)
    if one.was_verdict == one.verdict and one.state != one.was_state and one.state in STATE:
        return f"is now {STATE[one.state]}{f', {date}' if date and one.state in ('overdue', 'due_soon') else ''}"
    if one.was_verdict == one.verdict:
        before = _date(one.was_act_by, None, view)
        return f"was {before or 'without a date'}, is now {date or 'without a date'}"
    was, now = VERDICT_IN_SENTENCE[one.was_verdict or ""], VERDICT_IN_SENTENCE[one.verdict]
    if one.verdict not in DUE:
        return f"was {was}, is now {now}"
    state = STATE.get(one.state or "", "")
    stands = f"{now} and {state}" if state and state != "due soon" else now
    same = one.act_by is not None and one.act_by == one.was_act_by and one.was_verdict in DUE
    return f"was {was}, is now {stands}{'; same date' if same else f', {date}' if date else ''}"


def _date(at: datetime | None, standard: str | None, view: View) -> str:
    if at:
        return view.time(at)
    return standard_in_sentence(standard) if standard else ""
