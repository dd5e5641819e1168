"""`deadlines --since`: what changed, and which deadline it moves."""

from __future__ import annotations

import sys

from ircomply.cli.instants import understood
from ircomply.cli.session import Session
from ircomply.engine.differences import difference
from ircomply.engine.schedule import Scheduler
from ircomply.errors import UsageError
from ircomply.files.calendars import calendars_of
from ircomply.model.facts_reading import facts_from, home_of


def show_since(session: Session, since: str, format_: str) -> None:
    """Compare the schedule of an earlier instant, on the facts that stood then, with that of now."""
    from ircomply.files.history import version_at

    then = understood(since, session.now, home_of(session.tree))
    if then > session.now:
        raise UsageError("--since lies after the instant of the answer", "give an earlier one")
    version = version_at(session.path, then)
    known = session.recorded or session.facts
    old = facts_from(version.tree, session.corpus, known_law=session.known_law) if version else known
    before = Scheduler(old, session.corpus, then, calendars_of(session.folders)).schedule()
    after = session.schedule()
    found = difference(before, after, old, session.facts, session.corpus)
    if format_ == "json":
        from ircomply.report.as_json import dump
        from ircomply.report.as_json_answers import since_json

        sys.stdout.write(dump(session.told(since_json(found, session.facts))))
        return
    from ircomply.cli.screen import show
    from ircomply.report.as_since import since_page

    show(session.noted(since_page(found, session.facts, session.corpus)))
