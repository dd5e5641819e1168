"""`check`: every problem and every unknown that decides something; logs about to expire."""

from __future__ import annotations

import sys

from ircomply.cli.options import HERE, AsOf, Format, IncidentArgument, NoShipped, Rules, Suppose, one_format
from ircomply.cli.session import open_session
from ircomply.engine.scrutiny import scrutinise
from ircomply.errors import DONE, OBJECTED
from ircomply.files.record import verify
from ircomply.files.strays import strays
from ircomply.model.base import replace


def check(
    incident: IncidentArgument = HERE,
    format_: Format = "table",
    as_of: AsOf = "",
    suppose: Suppose = None,
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """List every problem of the facts, what is unknown and decides something, and what expires."""
    one_format(format_, ("table", "json"))
    session = open_session(incident, as_of, rules, no_shipped=no_shipped_rules, supposed=suppose)
    schedule = session.schedule()
    found = scrutinise(session.world(), schedule, session.tree, session.path.name)
    found = replace(found, objections=(*found.objections, *strays(session.folder), *verify(session.folder)))
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import check_json

        sys.stdout.write(dump(session.told(check_json(found, session.facts, schedule))))
    else:
        from ircomply.cli.screen import show
        from ircomply.report.as_check import check_page

        page = check_page(found.objections, found.asked, schedule, session.facts, session.corpus)
        show(session.noted(page))
    return OBJECTED if any(objection.severity == "error" for objection in found.objections) else DONE
