"""`plan`: before any incident, every duty that could arise for an organisation, by what starts it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.instants import understood
from ircomply.cli.options import AsOf, NoShipped, Rules, one_format
from ircomply.cli.timing import now as clock_now
from ircomply.errors import DONE, UnreadableInput, UsageError

if TYPE_CHECKING:
    from ircomply.engine.planning import Plan
    from ircomply.report.view import View

FORMATS = ("table", "json", "markdown", "csv", "docx")
NOTHING_PLANNED = "Nothing was planned: half a profile could leave a duty out."
PROFILES = ("organisation.yaml", "incident.yaml")


def plan(
    profile: Annotated[
        Path, typer.Argument(metavar="PROFILE", help="An organisation.yaml, or an incident whose organisation counts.")
    ] = Path(),
    format_: Annotated[str, typer.Option("--format", help="table, json, markdown, csv or docx.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there; docx needs it.")] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Every question about you, with what it decides.")] = False,
    as_of: AsOf = "",
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Show what an incident could oblige an organisation to do: whom to tell, how fast, on what trigger."""
    from ircomply.engine.planning import plan as planned
    from ircomply.engine.planning import profile_of
    from ircomply.files.calendars import calendars_of
    from ircomply.files.incident import read_tree, rules_of
    from ircomply.files.law import load
    from ircomply.model.facts_reading import facts_from, home_of, schema_of
    from ircomply.report.view import View

    one_format(format_, FORMATS)
    if format_ == "docx" and out is None:
        raise UsageError("a Word file goes into a file, not to the screen", "--out plan.docx")
    path = _find(profile)
    now = clock_now()
    try:
        tree = read_tree(path)
        folders = [*rules_of(tree, path), *(rules or ())]
        now = understood(as_of, now, home_of(tree)) if as_of else now
        corpus = load(folders, own=not no_shipped_rules)
        facts = facts_from(tree, corpus, known_law=not no_shipped_rules)
    except UnreadableInput as problems:
        raise UnreadableInput(problems.objections, NOTHING_PLANNED) from None
    if schema_of(tree) != "ircomply/organisation/v1":
        facts = profile_of(facts)
    found = planned(facts, corpus, now, calendars_of(folders))
    return _give(found, View(facts, corpus, now), format_, out, show_all=show_all)


def _find(given: Path) -> Path:
    """Find the profile of a folder, else its incident; a file is taken as it is. Raises `UsageError`."""
    if given.is_dir():
        named = next((given / name for name in PROFILES if (given / name).is_file()), None)
        if named is None:
            raise UsageError(f"no organisation.yaml and no incident.yaml in {given.as_posix()}", "name a house profile")
        return named
    if not given.is_file():
        raise UsageError(f"no profile at {given.as_posix()}", "name a house profile such as organisation.yaml")
    return given


def _give(found: Plan, view: View, format_: str, out: Path | None, *, show_all: bool) -> int:
    """Print the plan, or write it into a file."""
    if format_ == "table" and out is None:
        from ircomply.cli.screen import show
        from ircomply.report.as_plan import plan_page

        show(plan_page(found, view, show_all=show_all))
        return DONE
    data = _written(found, view, format_, show_all=show_all)
    if out is None:
        sys.stdout.write(data.decode())
        return DONE
    from ircomply.cli.acts import tell
    from ircomply.files.writing import write

    write(out, data)
    tell(f"saved: {out.as_posix()}")
    return DONE


def _written(found: Plan, view: View, format_: str, *, show_all: bool) -> bytes:
    if format_ == "table":
        from ircomply.report.as_plan import plan_page
        from ircomply.report.page import as_plain

        return as_plain(plan_page(found, view, show_all=show_all)).encode()
    if format_ == "docx":
        from ircomply.report.as_plan_docx import plan_docx

        return plan_docx(found, view)
    from ircomply.report import as_plan_files

    written = {"json": as_plan_files.plan_json, "csv": as_plan_files.plan_csv, "markdown": as_plan_files.plan_markdown}
    text: str = written[format_](found, view)
    return text.encode()
