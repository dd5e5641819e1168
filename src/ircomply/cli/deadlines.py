"""`deadlines`: the schedule."""

from __future__ import annotations

import dataclasses
import shlex
import sys
from typing import Annotated

import typer

from ircomply.cli.options import HERE, AsOf, Format, IncidentArgument, NoShipped, Rules, Suppose, one_format
from ircomply.cli.session import Session, open_session
from ircomply.engine.scrutiny import objections_to
from ircomply.errors import DONE, OBJECTED, UsageError
from ircomply.model.base import replace
from ircomply.model.results import Schedule

FAILS = {"overdue": ("overdue",), "due-soon": ("overdue", "due_soon")}
FORMATS = ("table", "json")


def deadlines(
    incident: IncidentArgument = HERE,
    format_: Format = "table",
    as_of: AsOf = "",
    suppose: Suppose = None,
    since: Annotated[str, typer.Option("--since", metavar="INSTANT", help="What changed since then.")] = "",
    show_all: Annotated[bool, typer.Option("--all", help="Also what is not required.")] = False,
    zone: Annotated[str, typer.Option("--zone", metavar="ZONE", help="Show times in this zone.")] = "",
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="overdue, due-soon, undetermined or not-covered: exit 1 when there is one.")
    ] = "",
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Show what is due, to whom, by when, and what is open."""
    one_format(format_, FORMATS)
    if fail_on and fail_on not in (*FAILS, "undetermined", "not-covered"):
        raise UsageError(f'no --fail-on "{fail_on}"', "overdue, due-soon, undetermined or not-covered")
    session = open_session(incident, as_of, rules, no_shipped=no_shipped_rules, supposed=suppose)
    if zone:
        session = _in_zone(session, zone)
    if since:
        _since(session, since, format_)
    schedule = session.schedule(every_stage=format_ == "json")
    if format_ == "json" and not since:
        _write_json(session, schedule)
    elif not since:
        _write_table(session, schedule, incident.as_posix(), show_all=show_all)
    return OBJECTED if _fails(schedule, fail_on) else DONE


def _in_zone(session: Session, name: str) -> Session:
    from ircomply.model.instant import NotAnInstant, zone

    try:
        zone(name)
    except NotAnInstant as doubt:
        raise UsageError(doubt.reason, doubt.advice) from None
    return dataclasses.replace(session, facts=replace(session.facts, other={**session.facts.other, "shown_in": name}))


def _write_json(session: Session, schedule: Schedule) -> None:
    from ircomply.engine.questions import plain_questions
    from ircomply.files.calendars import made_with
    from ircomply.report.as_json import dump, schedule_json

    asked = plain_questions(session.world(), schedule)
    found = schedule_json(schedule, session.facts, session.corpus, asked, made_with(), session.facts_of)
    sys.stdout.write(dump(session.told(found)))


def _write_table(session: Session, schedule: Schedule, shown: str, *, show_all: bool) -> None:
    from ircomply.cli.screen import show, tell
    from ircomply.report.as_table import deadlines_page

    page, do = deadlines_page(
        schedule, session.facts, session.corpus, shown, show_all=show_all, facts_of=session.facts_of
    )
    show(session.noted(page, _doubt(session, schedule, shown)))
    tell(do)


def _doubt(session: Session, schedule: Schedule, shown: str) -> str:
    """Say that there are errors in the facts: what they say counts for less, or for too much."""
    found = objections_to(session.world(), schedule, session.tree)
    errors = sum(1 for one in found if one.severity == "error")
    which = "1 error in the facts; see it first" if errors == 1 else f"{errors} errors in the facts; see them first"
    return f"{which}: ircomply check {shlex.quote(shown)}" if errors else ""


def _since(session: Session, since: str, format_: str) -> None:
    from ircomply.cli.since import show_since

    show_since(session, since, format_)


def _fails(schedule: Schedule, fail_on: str) -> bool:
    if fail_on == "not-covered":
        return bool(schedule.not_covered)
    if fail_on == "undetermined":
        return any(result.standing == "undetermined" for result in schedule.results)
    states = FAILS.get(fail_on, ())
    due = [
        result for result in schedule.results if result.standing in ("required", "presumed") and not result.folded_under
    ]
    return any(stage.state in states for result in due for stage in result.stages)
