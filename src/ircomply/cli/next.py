"""`next`: the questions whose answers would decide most, soonest."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from ircomply.cli.options import HERE, AsOf, Format, IncidentArgument, NoShipped, Rules, Suppose, one_format
from ircomply.cli.session import Session, open_session
from ircomply.engine.questions import Pairs, questions
from ircomply.engine.truth import Truth
from ircomply.errors import DONE, IrcomplyError
from ircomply.model.results import ObligationResult


@dataclass(frozen=True)
class Again:
    """Evaluates duties of the incident again under suppositions; what the others are is known from its schedule."""

    session: Session
    known: dict[str, tuple[Truth, tuple[str, ...]]]

    def __call__(self, pairs: Pairs, names: frozenset[str]) -> tuple[ObligationResult, ...]:
        """Give the results; a supposition that cannot be is a ValueError."""
        try:
            facts = self.session.supposing(pairs)
        except IrcomplyError as doubt:
            raise ValueError(str(doubt)) from None
        rest = {name: value for name, value in self.known.items() if name not in names}
        return self.session.scheduler(facts, known=rest).only(names)


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
    scheduler = session.scheduler()
    schedule = scheduler.schedule()
    known = {name: scheduler.duty(name) for name in session.corpus.ids}
    asked = questions(session.world(), schedule, Again(session, known))
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import next_json

        sys.stdout.write(dump(session.told(next_json(schedule, session.facts, asked))))
        return DONE
    from ircomply.cli.screen import show
    from ircomply.report.as_next import next_page

    show(session.noted(next_page(asked, schedule, session.facts, session.corpus, show_all=show_all)))
    return DONE
