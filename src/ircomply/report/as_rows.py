"""The lines of one group: time, time left, recipient; below them the reason and the id."""

from __future__ import annotations

from ircomply.report.as_groups import Item
from ircomply.report.as_open import hinge, question
from ircomply.report.page import Line, row, text
from ircomply.report.sentences import decision_words, reason_line, then_line, waiting_line
from ircomply.report.view import View
from ircomply.report.words import (
    FILED,
    LATER,
    NOT_REQUIRED,
    PROMPTLY,
    WAITING,
    Group,
    between,
    cap,
    length,
    standard_in_sentence,
    standard_words,
)

TIME, LEFT, TO, BELOW = 2, 28, 43, 6
WIDEST = 38  # a standard longer than this stands below


def rows(items: tuple[Item, ...], group: Group, view: View) -> list[Line]:
    """Write a group, duty by duty."""
    wide = (
        1
        if any(
            item.stage and item.stage.act_by and len(view.time(item.stage.act_by)) > LEFT - TIME - 2
            for item in items
        )
        else 0
    )
    return [line for item in items for line in _duty(item, group, view, wide)]


def recipient_of(item: Item, view: View) -> str:
    """Name the recipient of the leading stage."""
    return view.recipient(item.result, item.stage.recipient if item.stage else None)


def _duty(item: Item, group: Group, view: View, wide: int) -> list[Line]:
    name = recipient_of(item, view) + (f", and {len(item.others)} more" if item.others else "")
    when, how = _times(item, group, view)
    lines = [row((TIME, when), (LEFT + wide, how), (TO + wide, name))]
    below = _below(item, group, view)
    if below:
        lines.append(text(f"{below}  {_ids(item, view)}", at=BELOW))
    if item.then and not item.others and group is not FILED:
        lines.append(text(then_line(item.result, item.then, view), at=BELOW))
    lines += [
        text(f"Folded in: {one.text.obligation.title}.  {view.named(one)}", at=BELOW) for one in item.folded
    ]
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
        return _standard(stage.standard or ""), ""
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
        return f"Done with {stage.filed_under}." if stage.filed_under else ""
    if group is WAITING:
        return waiting_line(result, stage, view)
    if item.others:
        return f"If it applies: {question(hinge(result, stage), result, view)[1]}"
    said = reason_line(result, stage, view, conditional=item.conditional)
    if group is PROMPTLY and stage.standard:
        head, own = standard_words(stage.standard)
        said += f" {cap(own)}." if own and len(own) > WIDEST else ""
    return (
        f"{said} It hangs on: {question(hinge(result, stage), result, view)[1]}" if item.conditional else said
    )


def _not_required(item: Item, view: View) -> str:
    result = item.result
    if result.not_in_force:
        if result.from_day:
            return f"Not law yet: from {result.from_day.day} {_month(result.from_day.month)} {result.from_day.year}."
        return f"{cap(result.not_in_force)}."
    if result.verdict != "not_required":
        return " ".join(decision_words(result, view))
    told = dict.fromkeys(reason.says.rstrip("?.") for reason in result.reasons)
    part = "Exception" if any(reason.part == "unless" for reason in result.reasons) else "Reason"
    return " ".join([f"{part}: {'; '.join(told) or 'the law does not reach it'}.", *decision_words(result, view)])


def _month(number: int) -> str:
    from ircomply.report.words import MONTHS

    return MONTHS[number - 1]


__all__ = ["LATER", "recipient_of", "rows"]
