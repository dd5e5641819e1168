"""`deadlines` for people at a terminal: what is due, to whom, by when; then what is open; then what to do."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ircomply.engine.scrutiny import expiring_logs
from ircomply.report.as_groups import Grouped, Item, grouped, not_required_group, time_of
from ircomply.report.as_new import is_new, new_page
from ircomply.report.as_open import open_lines
from ircomply.report.as_rows import columns_for, recipient_of, rows
from ircomply.report.coverage import coverage_lines
from ircomply.report.page import BLANK, Line, Page, Piece, text
from ircomply.report.view import View, digest_line, head
from ircomply.report.words import (
    DUE_SOON,
    FILED,
    GROUPS,
    LATER,
    NOT_REQUIRED,
    OPEN,
    OVERDUE,
    PROMPTLY,
    WAITING,
    Group,
    count,
    log_words,
    standard_in_sentence,
    uncap,
)

if TYPE_CHECKING:
    from datetime import datetime

    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import ObligationResult, Schedule

TOP = (OVERDUE, DUE_SOON, PROMPTLY, OPEN, LATER, WAITING, FILED)  # at most four of these stand on top


def deadlines_page(
    schedule: Schedule,
    facts: Facts,
    corpus: Corpus,
    shown: str,
    *,
    show_all: bool = False,
    facts_of: datetime | None = None,
) -> tuple[Page, Page]:
    """Give the schedule as a page, and what to do as a second one that goes to standard error.

    `shown` is the incident as it was typed; the commands at the end repeat it. `facts_of` is the time of the facts,
    where an older version was read. Times are in the reader's zone.
    """
    view = View(facts, corpus, schedule.now)
    sorted_out = grouped(schedule, view)
    if is_new(schedule, sorted_out):
        return new_page(schedule, view, shown, facts_of)
    lines = [text(line, hang=4) for line in [*head(view), digest_line(view, facts_of)] if line]
    above = [*_conflicts(schedule, view), *_top(sorted_out, view)]
    lines += [BLANK, *above] if above else []
    columns = columns_for([item for items in sorted_out.items.values() for item in items], view)
    for group, items in _groups(sorted_out, show_all=show_all):
        lines += [BLANK, text(Piece(group.word, group.style), group.adds)]
        lines += open_lines(items, view) if group is OPEN else rows(items, group, view, columns)
    lines += [
        BLANK,
        *coverage_lines(schedule.not_covered, view),
        *_totals(schedule, sorted_out, view, show_all=show_all),
    ]
    return tuple(lines), _do(sorted_out, shown)


def _groups(found: Grouped, *, show_all: bool) -> list[tuple[Group, tuple[Item, ...]]]:
    listed = [(group, found.items[group]) for group in GROUPS if group in found.items]
    if show_all and found.not_required:
        listed.append((NOT_REQUIRED, not_required_group(found.not_required)))
    return listed


def _conflicts(schedule: Schedule, view: View) -> list[Line]:
    lines = []
    for one in schedule.conflicts:
        until = f"until {view.time(one.until)}" if one.until else "until it ends"
        said = f"  {one.due} is due by {view.time(one.act_by)}, but {one.barred_by} forbids it {until}. Ask counsel."
        lines.append(text(" ", Piece("CONFLICT", "error"), said, hang=11))
    return lines


def _top(found: Grouped, view: View) -> list[Line]:
    """Count the most urgent groups in at most four lines."""
    chosen = [group for group in TOP if group in found.items][:4]
    return [_counted(group, found, view) for group in GROUPS if group in chosen]


def _counted(group: Group, found: Grouped, view: View) -> Line:
    number = found.count(group)
    pad = " " * (11 - len(group.word))
    return text(
        f"{number:>2} ",
        Piece(group.word, group.style),
        f"{pad}{_leading(group, found.items[group], view)}",
        hang=14,
    )


def _leading(group: Group, items: tuple[Item, ...], view: View) -> str:
    if group is OPEN:
        return "A decision or a fact is missing. Unknown is not no."
    first = min(items, key=lambda item: (time_of(item), item.conditional))
    number = sum(item.count for item in items)
    name = recipient_of(first, view) + (f", and {number - 1} more" if number > 1 else "")
    return f"{name}: {_how(first, view)}.{_only_if(items)}"


def _how(item: Item, view: View) -> str:
    stage = item.stage
    if stage is None:
        return "nothing to file now"
    if stage.past_act_by and stage.outer_limit:
        return f"act by has passed, {view.left(stage.outer_limit)}"
    if item.group is PROMPTLY:
        return standard_in_sentence(stage.standard or "")
    if item.group is WAITING:
        return (
            "held" if stage.state == "held" else "not before its day" if stage.state == "too_early" else "not started"
        )
    if item.group is FILED:
        return "late" if stage.state == "filed_late" else "in time"
    return view.left(stage.act_by) if stage.act_by else "no date"


def _only_if(items: tuple[Item, ...]) -> str:
    """Say how many of them are there only if they apply."""
    number = sum(item.count for item in items if item.conditional)
    if not number:
        return ""
    if number == sum(item.count for item in items):
        return " Only if it applies." if number == 1 else " Only if they apply."
    return f" {number} only if {'it applies' if number == 1 else 'they apply'}."


def _if_so(items: tuple[Item, ...]) -> str:
    number = sum(item.count for item in items if item.conditional)
    return f" ({number} only if {'it applies' if number == 1 else 'they apply'})" if number else ""


def _totals(schedule: Schedule, found: Grouped, view: View, *, show_all: bool) -> list[Line]:
    results = found.listed
    contracts = {
        (one.text.regime.id, one.text.obligation.cite[0].source)
        for one in results
        if one.text.obligation.binding == "contract"
    }
    places = {one.text.regime.jurisdiction for one in results if one.text.obligation.binding != "contract"}
    where = count(len(places), "jurisdiction") + (f" and {count(len(contracts), 'contract')}" if contracts else "")
    groups = [
        f"{found.count(group)} {group.counted}{_if_so(found.items[group])}" for group in GROUPS if group in found.items
    ]
    said = (
        f"{count(len(results), 'obligation')} in {where}: {', '.join(groups)}."
        if results
        else "0 obligations stand in a group."
    )
    lines = [text(f"{said}{_excluded(found, show_all=show_all)}")]
    if schedule.unlinked.jurisdictions:
        noun = count(schedule.unlinked.jurisdictions, "more jurisdiction")
        lines.append(text(f"{noun} cannot be excluded: {schedule.unlinked.because}."))
    lines += [text(line) for line in [_logs(view), _rules(found, view)] if line]
    return lines


def _excluded(found: Grouped, *, show_all: bool) -> str:
    number = len(found.not_required)
    if not number:
        return ""
    decided = sum(1 for result in found.not_required if result.decision and result.verdict != "not_required")
    again = [result.id for result in found.not_required if result.look_again]
    coming = sum(1 for result in found.not_required if _is_coming(result))
    by = f", {decided} of them by decision" if decided else ""
    by += f", {coming} of them not law yet" if coming else ""
    said = f" {number} {'is' if number == 1 else 'are'} not required{by}{'' if show_all else ' (--all)'}."
    return said + (f" To be looked at again, a decision on: {', '.join(again)}." if again else "")


def _is_coming(result: ObligationResult) -> bool:
    """Say whether a duty is law to come."""
    return bool(result.not_in_force) and (result.from_day is not None or result.text.obligation.in_force.pending)


def _logs(view: View) -> str:
    expiring = expiring_logs(view.world)
    if not expiring:
        return ""
    said = [f"{log_words(one.kind)} ({one.source}), {view.time(one.until)}, {view.left(one.until)}" for one in expiring]
    return f"{count(len(said), 'log expires', 'logs expire')} soon: {'; '.join(said)}."


def _rules(found: Grouped, view: View) -> str:
    drafts = sum(1 for result in found.listed if result.text.status == "draft")
    used = f"; {drafts} used here {'is a draft' if drafts == 1 else 'are drafts'}" if drafts else ""
    return f"Rules {view.corpus.version}{used}. Not legal advice."


def _do(found: Grouped, shown: str) -> Page:
    """Say what to do: the most urgent duty first, then the questions."""
    lines = []
    name = "" if shown in ("", ".") else f" {shlex.quote(shown)}"
    item = next(
        (
            item
            for group in (OVERDUE, DUE_SOON, PROMPTLY)
            for item in found.items.get(group, ())
            if not item.conditional and item.result.text.obligation.binding in ("law", "contract")
        ),
        None,
    )
    if item and item.stage:
        result, stage = item.result, item.stage
        where = f" --where {shlex.quote(result.where)}" if result.where else ""
        lines.append(text(f"Do now:  {_act(item)}, then record it:", hang=9))
        lines.append(text(f"ircomply filed{name} {result.id} {stage.name}{where} --at TIME", at=9))
    if any(item.conditional for items in found.items.values() for item in items) or OPEN in found.items:
        lines.append(text(f"Do next: ircomply next{name}", hang=9))
    return tuple(lines)


def _act(item: Item) -> str:
    to = item.stage.recipient if item.stage and item.stage.recipient else item.result.recipient
    if to.kind == "internal":
        return uncap(item.result.text.obligation.title)
    return f"tell {the(to.name, common=to.kind in ('individuals', 'customers'))}"


def the(name: str, *, common: bool = False) -> str:
    """Speak of a recipient within a sentence: `the card acquirer`, `the Data Protection Commission, Ireland`."""
    first, _, rest = name.partition(" ")
    if first.lower() in ("the", "those", "your", "all", "each", "whoever"):
        return uncap(name)
    return f"the {uncap(name) if common or rest[:1].islower() else name}"
