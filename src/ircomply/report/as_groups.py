"""Which group a duty stands in, under which of its stages, and in what order: the answer before it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ircomply.engine.remarks import is_unlinked
from ircomply.model.base import Value, replace
from ircomply.report.words import (
    DUE_SOON,
    FILED,
    GROUP_OF_STATE,
    GROUPS,
    NOT_REQUIRED,
    OPEN,
    OVERDUE,
    PROMPTLY,
    WAITING,
    Group,
    between,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.results import ObligationResult, Schedule, StageResult
    from ircomply.report.view import View

SOON = timedelta(hours=48)  # an open duty whose date lies within stands with the dated ones
LAST = datetime.max.replace(tzinfo=UTC)


class Item(Value, frozen=True):
    """One duty in the list: its leading stage, the next of the chain, and whether it stands there only if it applies.

    `others` are duties open on the same class, told in the same line.
    """

    result: ObligationResult
    stage: StageResult | None
    group: Group
    conditional: bool = False
    then: StageResult | None = None
    others: tuple[Item, ...] = ()
    folded: tuple[ObligationResult, ...] = ()

    @property
    def count(self) -> int:
        """How many duties the line tells of."""
        return 1 + len(self.others)


class Grouped(Value, frozen=True):
    """Every duty in its group, in order; and those that are not listed by themselves."""

    items: dict[Group, tuple[Item, ...]]
    not_required: tuple[ObligationResult, ...] = ()
    unlinked: tuple[ObligationResult, ...] = ()

    def count(self, group: Group) -> int:
        """Count the duties of a group."""
        return sum(item.count for item in self.items.get(group, ()))

    @property
    def listed(self) -> tuple[ObligationResult, ...]:
        """Every duty that is counted in the totals."""
        return tuple(one.result for items in self.items.values() for item in items for one in (item, *item.others))


def grouped(schedule: Schedule, view: View) -> Grouped:
    """Sort the duties: by group, then by time, then by recipient. Sorting follows a person's decision."""
    unlinked = tuple(result for result in schedule.results if _left_out(result))
    folded = [result for result in schedule.results if result.folded_under]
    rest = [result for result in schedule.results if not _left_out(result) and not result.folded_under]
    dropped = tuple(result for result in rest if result.standing == "not_required")
    items = [item_of(result, schedule.now) for result in rest if result.standing != "not_required"]
    items = [replace(item, folded=tuple(one for one in folded if one.folded_under == item.result.id)) for item in items]
    found = {group: _sorted(_merged([item for item in items if item.group is group], view), view) for group in GROUPS}
    return Grouped({group: inner for group, inner in found.items() if inner}, dropped, unlinked)


def _left_out(result: ObligationResult) -> bool:
    """Say whether a duty wants a link with its place, and nobody has decided on it."""
    return is_unlinked(result) and result.decision is None


def item_of(result: ObligationResult, now: datetime) -> Item:
    """Find the most urgent stage of a duty and the group it stands in."""
    placed = [(_place(result, stage, now), stage) for stage in result.stages if stage.state != "not_applicable"]
    if not placed:
        return Item(result, None, OPEN if result.standing == "undetermined" else WAITING)
    (group, conditional), stage = min(placed, key=lambda pair: (GROUPS.index(pair[0][0]), _leading(*pair)))
    return Item(result, stage, group, conditional, _then(result, stage))


def _leading(placed: tuple[Group, bool], stage: StageResult) -> datetime:
    """Give the time by which one stage leads a duty; of an open duty the one with a date does."""
    return (stage.act_by or LAST).astimezone(UTC) if placed[0] is OPEN else _moment(stage)


def _place(result: ObligationResult, stage: StageResult, now: datetime) -> tuple[Group, bool]:
    """Give the group of one stage, and whether it is there only if the duty applies."""
    if stage.state in ("filed", "filed_late"):
        return FILED, False
    decided = result.decision is not None and result.standing == "required"
    if result.standing == "undetermined" or (stage.conditional and not decided):
        near = (
            stage.act_by is not None
            and not stage.waits
            and not stage.projected
            and between(now, stage.act_by) <= SOON
            and stage.state != "held"
        )
        if not near:
            return OPEN, False
        return (OVERDUE if stage.state == "overdue" else DUE_SOON), True
    if stage.state == "not_started" and not stage.waits and not stage.projected:
        return OPEN, False
    return GROUP_OF_STATE[stage.state], False


def _then(result: ObligationResult, lead: StageResult) -> StageResult | None:
    """Find the report that follows the leading one."""
    after = result.stages[result.stages.index(lead) + 1 :]
    waiting = [stage for stage in after if stage.state not in ("not_applicable", "filed", "filed_late")]
    return next(
        (stage for stage in waiting if stage.name != lead.name and (not stage.conditional or lead.conditional)),
        None,
    )


def _moment(stage: StageResult) -> datetime:
    filed = stage.filed.at.earliest if stage.filed else None
    until = stage.held.until if stage.held and stage.held.running else None
    return (filed or until or stage.act_by or stage.not_before or stage.running_since or LAST).astimezone(UTC)


def _sorted(items: Iterable[Item], view: View) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (*time_of(item), view.recipient(item.result), item.result.id)))


def time_of(item: Item) -> tuple[bool, datetime]:
    """Give the time by which an item is sorted; without a number all mean now, one's own books last."""
    own = item.group is PROMPTLY and item.result.recipient.kind == "internal"
    return own, _moment(item.stage) if item.stage else LAST


def _merged(items: list[Item], view: View) -> list[Item]:
    """Tell duties that are there only if one class applies in one line."""
    found: list[Item] = []
    by_class: dict[str, list[Item]] = {}
    for item in items:
        name = class_of(item.result, view) if item.conditional else ""
        if name:
            by_class.setdefault(name, []).append(item)
        else:
            found.append(item)
    for together in by_class.values():
        first, *others = _sorted(together, view)
        found.append(replace(first, others=tuple(others)))
    return found


def class_of(result: ObligationResult, view: View) -> str:
    """Name the class (or the family of classes) whose question a duty hangs on; nothing where it hangs on more."""
    if result.open_on != "class":
        return ""
    return family_of(next(iter(open_classes(result)), ""), view)


def open_classes(result: ObligationResult) -> tuple[str, ...]:
    """List the classes that a duty hangs on, as fact paths."""
    return tuple(
        dict.fromkeys(
            path
            for reason in result.reasons
            if reason.kind == "class" and reason.truth == "open"
            for path in reason.missing
        )
    )


def family_of(path: str, view: View) -> str:
    """Give the family of a class, whose question is asked once; else the path as it is."""
    status = view.corpus.vocabulary.classes.get(path.removeprefix("class.")) if path.startswith("class.") else None
    return (status.family if status and status.family else "") or path


def not_required_group(results: Iterable[ObligationResult]) -> tuple[Item, ...]:
    """Give what is not required as a group of its own."""
    return tuple(Item(result, None, NOT_REQUIRED) for result in results)
