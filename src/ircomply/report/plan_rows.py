"""The rows of a plan, the same for every format: what starts it, how fast, who is told, on what it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed, place_words
from ircomply.model.base import Value, replace
from ircomply.report.plan_words import Speed, Trigger, condition_of, speed_of, then_words, trigger_of
from ircomply.report.words import MONTHS, count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.engine.planning import Plan
    from ircomply.model.results import ObligationResult
    from ircomply.report.view import View

TOGETHER = {
    "individuals": "People affected",
    "consumer_reporting_agencies": "Consumer reporting agencies",
    "data_owner": "The owners of data you handle",
}
MANY = {"attorney_general": "Attorneys General"} | TOGETHER
"""Recipients that many places have alike: those of one period stand in one line."""


class Row(Value, frozen=True):
    """One line of a plan; `results` are the duties it tells of."""

    trigger: Trigger
    speed: Speed
    recipient: str
    condition: str
    then: str
    results: tuple[ObligationResult, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The duties it tells of."""
        return tuple(one.id for one in self.results)


def rows_of(results: Iterable[ObligationResult], view: View) -> list[Row]:
    """Give a row for each duty, by what starts it, then by speed, then by recipient."""
    return sorted((_row(one, view) for one in results), key=_order)


def _order(row: Row) -> tuple[int, str, int, str]:
    return row.trigger.order, row.trigger.words, row.speed.order, row.recipient


def _row(result: ObligationResult, view: View) -> Row:
    condition = condition_of(result.text, view.corpus)
    return Row(
        trigger_of(result, view.corpus),
        speed_of(result),
        _recipient(result, view),
        condition,
        then_words(result),
        (result,),
    )


def _recipient(result: ObligationResult, view: View) -> str:
    kind = result.recipient.kind
    marks = view.marks(result)
    if kind in TOGETHER and not view.own(result):
        return f"{TOGETHER[kind]}, {_place(result, view)}{marks}"
    return f"{told(result, view)}{marks}"


def told(result: ObligationResult, view: View) -> str:
    """Name who is told; whose people or data it will be, nobody knows before an incident."""
    return view.recipient(replace(result, where=None))


def _place(result: ObligationResult, view: View) -> str:
    code = result.text.regime.jurisdiction
    return place_words(view.corpus.vocabulary.place_name(code))


def folded(rows: Iterable[Row], view: View) -> list[Row]:
    """Tell what many places ask alike in one line, `People affected: California, Florida and Texas`; the same line once."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        result = row.results[0]
        kind = result.recipient.kind if result.recipient.kind in MANY and not view.own(result) else row.recipient
        alike.setdefault((row.trigger.words, row.speed.words, row.condition, row.then, kind), []).append(row)
    return sorted((_joined(group, view) for group in alike.values()), key=_order)


def _joined(group: list[Row], view: View) -> Row:
    first = group[0]
    if len(group) == 1:
        return first
    results = tuple(one for row in group for one in row.results)
    if len({row.recipient for row in group}) == 1:
        return replace(first, results=results)
    places = sorted({f"{_place(one, view)}{view.marks(one)}" for one in results})
    name = f"{MANY[results[0].recipient.kind]}: {listed(places, 'and')}"
    return Row(first.trigger, first.speed, name, first.condition, first.then, results)


def excluded_words(plan: Plan) -> str:
    """Say what a link alone keeps out, and why; nothing where nothing is."""
    number, because = plan.unlinked.jurisdictions, plan.unlinked.because
    if not number:
        return ""
    noun = count(number, "more jurisdiction")
    why = "other data may be of people there" if because.startswith("data") else because
    return f"{noun} cannot be excluded: {why}."


def coming_words(result: ObligationResult) -> str:
    """Say from when a duty is law: `from 13 May 2027`, `no date is set`."""
    day = result.from_day
    return f"from {day.day} {MONTHS[day.month - 1]} {day.year}" if day else "no date is set"
