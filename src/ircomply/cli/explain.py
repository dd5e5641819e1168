"""`explain`: why one duty is due or not, and how its deadline is counted."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ircomply.cli.options import HERE, AsOf, Format, NoShipped, Rules, Suppose, find_obligation, one_format
from ircomply.cli.session import open_session
from ircomply.errors import DONE, UsageError


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
    from pathlib import Path

    one_format(format_, ("table", "json"))
    incident, given = (Path(first), second) if second else (HERE, first)
    if not second and Path(first).exists():
        raise UsageError("which obligation?", f"ircomply explain {first} OBLIGATION; rules list shows the ids")
    session = open_session(incident, as_of, rules, no_shipped=no_shipped_rules, supposed=suppose)
    name = find_obligation(session.corpus, given)
    schedule = session.schedule()
    found = [result for result in schedule.results if result.id == name and (not where or result.where == where)]
    if not found:
        known = [result.where for result in schedule.results if result.id == name and result.where]
        raise UsageError(
            f'{name} has no instance "{where}"',
            f"its instances: {', '.join(known)}" if known else "it has none; leave --where out",
        )
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import explain_json

        told = [session.told(explain_json(one)) for one in found]
        all_told = {"schema": "ircomply/explanations/v1", "explanations": told}
        sys.stdout.write(dump(told[0] if len(told) == 1 else all_told))
        return DONE
    from ircomply.cli.screen import show
    from ircomply.report.as_explain import explain_page

    for result in found:
        page = explain_page(result, schedule, session.facts, session.corpus, terminal=sys.stdout.isatty())
        show(session.noted(page))
    return DONE
