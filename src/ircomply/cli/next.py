"""`next`: the questions whose answers would decide most, soonest."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from ircomply.cli.options import HERE, AsOf, Format, IncidentArgument, NoShipped, Rules, Suppose, one_format
from ircomply.cli.session import Session, open_session
from ircomply.engine.questions import Pairs, questions
from ircomply.errors import DONE, IrcomplyError
from ircomply.model.results import Schedule


@dataclass(frozen=True)
class Again:
    """Evaluates the incident again under suppositions."""

    session: Session

    def __call__(self, pairs: Pairs) -> Schedule:
        """Give the schedule; a supposition that cannot be is a ValueError."""
        try:
            return self.session.schedule(self.session.supposing(pairs))
        except IrcomplyError as doubt:
            raise ValueError(str(doubt)) from None


def next_questions(
    incident: IncidentArgument = HERE,
    format_: Format = "table",
    as_of: AsOf = "",
    suppose: Suppose = None,
    show_all: Annotated[bool, typer.Option("--all", help="Every question.")] = False,
    rules: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Show the questions whose answers would decide most, with what each answer brings."""
    one_format(format_, ("table", "json"))
    session = open_session(incident, as_of, rules, no_shipped=no_shipped_rules, supposed=suppose)
    schedule = session.schedule()
    asked = questions(session.world(), schedule, Again(session))
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import next_json

        sys.stdout.write(dump(session.told(next_json(schedule, session.facts, asked))))
        return DONE
    from ircomply.cli.screen import show
    from ircomply.report.as_next import next_page

    show(session.noted(next_page(asked, schedule, session.facts, session.corpus, show_all=show_all)))
    return DONE
