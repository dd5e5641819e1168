"""`explain`: why one duty is due or not, and how its deadline is counted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.options import HERE, AsOf, Format, NoShipped, Rules, Suppose, find_obligation, one_format
from ircomply.cli.session import open_session
from ircomply.errors import DONE, UsageError

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, Schedule


def explain(
    first: Annotated[str, typer.Argument(metavar="[INCIDENT]", help="A folder, or its incident.yaml.")],
    second: Annotated[str, typer.Argument(metavar="OBLIGATION", help="Its id, or an unambiguous part of it.")] = "",
    format_: Format = "table",
    where: Annotated[str, typer.Option("--where", help="The instance, where a duty has several.")] = "",
    as_of: AsOf = "",
    suppose: Suppose = None,
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Explain one duty: conditions, facts, findings, citations, the count step by step."""
    one_format(format_, ("table", "json"))
    incident, given = _parted(first, second)
    session = open_session(incident, as_of, rules, no_shipped=no_shipped_rules, supposed=suppose)
    schedule = session.schedule()
    found = _found(schedule, find_obligation(session.corpus, given), where)
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import explain_json

        told = [session.told(explain_json(one)) for one in found]
        every = {"schema": "ircomply/explanations/v1", "explanations": told}
        sys.stdout.write(dump(told[0] if len(told) == 1 else every))
        return DONE
    from ircomply.cli.screen import show
    from ircomply.report.as_explain import explain_page

    for result in found:
        page = explain_page(result, schedule, session.facts, session.corpus, terminal=sys.stdout.isatty())
        show(session.noted(page))
    return DONE


def _parted(first: str, second: str) -> tuple[Path, str]:
    """Part the incident from the obligation; left out, it is the current folder. Raises `UsageError`."""
    if second:
        return Path(first), second
    if Path(first).exists():
        raise UsageError("which obligation?", f"ircomply explain {first} OBLIGATION; rules list shows the ids")
    return HERE, first


def _found(schedule: Schedule, name: str, where: str) -> list[ObligationResult]:
    """List the results of one duty, of all its instances or of one. Raises `UsageError`."""
    every = [result for result in schedule.results if result.id == name]
    found = [result for result in every if not where or result.where == where]
    if not found:
        known = ", ".join(result.where for result in every if result.where)
        advice = f"its instances: {known}" if known else "it has none; leave --where out"
        raise UsageError(f'{name} has no instance "{where}"', advice)
    return found
