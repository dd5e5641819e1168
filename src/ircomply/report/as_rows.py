"""The lines of one group: time, time left, recipient; below them the reason and the id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model.base import Value
from ircomply.report.as_open import hinge, question
from ircomply.report.page import Line, row, text
from ircomply.report.reasons import reason_line
from ircomply.report.remarks import decision_words
from ircomply.report.waiting import then_line, waiting_line
from ircomply.report.words import (
    FILED,
    MONTHS,
    NOT_REQUIRED,
    OPEN,
    PROMPTLY,
    WAITING,
    Group,
    between,
    cap,
    filed_under,
    length,
    standard_in_sentence,
    standard_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.report.as_groups import Item
    from ircomply.report.view import View

TIME, BELOW = 2, 6
LEFT, TO = 26, 15  # how wide the time and the time left are at least, with two blanks after them
WIDEST = 38  # a standard longer than this stands below


class Columns(Value, frozen=True):
    """Where the time left and the recipient begin, for a whole page."""

    left: int = TIME + LEFT
    to: int = TIME + LEFT + TO


def columns_for(items: Iterable[Item], view: View) -> Columns:
    """Make room for the longest time of a page and the longest time left."""
    told = [_times(item, item.group, view) for item in items if item.group is not OPEN]
    dated = [(when, how) for when, how in told if how]
    left = TIME + max([LEFT, *(len(when) + 2 for when, _ in dated)])
    return Columns(left, left + max([TO, *(len(how) + 2 for _, how in dated)]))


def rows(items: tuple[Item, ...], group: Group, view: View, columns: Columns) -> list[Line]:
    """Write a group, duty by duty."""
    return [line for item in items for line in _duty(item, group, view, columns)]


def recipient_of(item: Item, view: View) -> str:
    """Name the recipient of the leading stage."""
    return view.recipient(item.result, item.stage.recipient if item.stage else None)


def _duty(item: Item, group: Group, view: View, columns: Columns) -> list[Line]:
    name = recipient_of(item, view) + (f", and {len(item.others)} more" if item.others else "")
    when, how = _times(item, group, view)
    lines = [row((TIME, when), (columns.left, how), (columns.to, name))]
    below = _below(item, group, view)
    if below:
        lines.append(text(f"{below}  {_ids(item, view)}", at=BELOW))
    if item.then and not item.others and group is not FILED:
        lines.append(text(then_line(item.result, item.then, view), at=BELOW))
    lines += [text(f"Folded in: {one.text.obligation.title}.  {view.named(one)}", at=BELOW) for one in item.folded]
    return lines


def _ids(item: Item, view: View) -> str:
    return ", ".join(view.named(one.result) for one in (item, *item.others))


def _times(item: Item, group: Group, view: View) -> tuple[str, str]:
    stage = item.stage
    if group is NOT_REQUIRED:
        return "Not required", ""
    if stage is None:
        return "Nothing to file now", ""
    if group is PROMPTLY:
        return _standard(stage.standard) if stage.standard else "No date", ""
    if group is FILED:
        return _filed(item, view)
    if group is WAITING:
        return _waiting(item, view), ""
    assert stage.act_by  # noqa: S101 - every other group has a date
    return view.time(stage.act_by), "has passed" if stage.past_act_by else view.left(stage.act_by)


def _standard(standard: str) -> str:
    said = standard_in_sentence(standard)
    return cap(said if len(said) <= WIDEST else standard_words(standard)[0])


def _filed(item: Item, view: View) -> tuple[str, str]:
    stage = item.stage
    assert stage  # noqa: S101
    if stage.filed is None:
        return "Filed", ""
    at = stage.filed.at.earliest
    late = stage.state == "filed_late" and stage.act_by is not None
    return view.time(at), f"{length(between(stage.act_by, at))} late" if late and stage.act_by else "in time"


def _waiting(item: Item, view: View) -> str:
    stage = item.stage
    assert stage  # noqa: S101
    if stage.state == "held":
        until = stage.held.until if stage.held else None
        return f"Held until {view.day(until)}" if until else "Held"
    if stage.state == "too_early" and stage.not_before:
        return f"Not before {view.day(stage.not_before)}"
    return "Not started"


def _below(item: Item, group: Group, view: View) -> str:
    result, stage = item.result, item.stage
    if group is NOT_REQUIRED:
        return _not_required(item, view)
    if stage is None:
        return " ".join(["No report of it is due now.", *decision_words(result, view)])
    if group is FILED:
        return f"{filed_under(stage.filed_under)}." if stage.filed_under else ""
    if group is WAITING:
        return waiting_line(result, stage, view)
    if item.others:
        return f"If it applies: {question(hinge(result, stage), result, view)[1]}"
    said = reason_line(result, stage, view, conditional=item.conditional)
    if group is PROMPTLY and stage.standard:
        own = standard_words(stage.standard)[1]
        said += f" {cap(own)}." if own and len(own) > WIDEST else ""
    return f"{said} It hangs on: {question(hinge(result, stage), result, view)[1]}" if item.conditional else said


def _not_required(item: Item, view: View) -> str:
    result = item.result
    if result.not_in_force:
        if result.from_day:
            day = result.from_day
            return f"Not law yet: from {day.day} {MONTHS[day.month - 1]} {day.year}."
        return f"{cap(result.not_in_force)}."
    if result.verdict != "not_required":
        return " ".join(decision_words(result, view))
    told = dict.fromkeys(reason.says.rstrip("?.") for reason in result.reasons)
    part = "Exception" if any(reason.part == "unless" for reason in result.reasons) else "Reason"
    return " ".join([f"{part}: {'; '.join(told) or 'the law does not reach it'}.", *decision_words(result, view)])
