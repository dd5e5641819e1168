"""What nearly every command begins with: the law, the incident, and the instant of the answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ircomply.cli.instants import understood
from ircomply.cli.options import A_PATH, in_full, split
from ircomply.cli.timing import now as clock_now
from ircomply.engine.schedule import Scheduler
from ircomply.engine.suppose import suppose
from ircomply.engine.world import World
from ircomply.errors import UnreadableInput, UsageError
from ircomply.files.calendars import calendars_of
from ircomply.files.incident import find_file, read_incident, read_tree, rules_of
from ircomply.files.law import load
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_reading import NOTHING_COMPUTED, digest, facts_from, home_of
from ircomply.model.node import Node
from ircomply.model.paths import By, NotAPath
from ircomply.model.results import Schedule

if TYPE_CHECKING:
    from ircomply.engine.truth import Truth
    from ircomply.report.page import Page


Known = dict[str, "tuple[Truth, tuple[str, ...]]"]


@dataclass(frozen=True)
class Session:
    """One incident and the law, as of `now`. `facts_of` is the time of the version that was read, if it is an older one."""

    corpus: Corpus
    facts: Facts
    tree: Node
    path: Path
    now: datetime
    folders: tuple[Path, ...]
    known_law: bool = True
    facts_of: datetime | None = None
    supposed: tuple[tuple[str, str], ...] = ()
    recorded: Facts | None = None  # without what is supposed

    @property
    def folder(self) -> Path:
        """The folder of the incident."""
        return self.path.parent

    def schedule(self, facts: Facts | None = None, *, every_stage: bool = True) -> Schedule:
        """Compute the schedule, of these facts or of supposed ones."""
        return self.scheduler(facts, every_stage=every_stage).schedule()

    def scheduler(
        self, facts: Facts | None = None, *, every_stage: bool = True, known: Known | None = None
    ) -> Scheduler:
        """Give what computes duties, of these facts or of supposed ones; `known` are duties that need not be."""
        holidays = calendars_of(self.folders)
        return Scheduler(facts or self.facts, self.corpus, self.now, holidays, every_stage, known or {})

    def noted(self, page: Page, doubt: str = "") -> Page:
        """Say on a page what it rests on besides the facts: what was supposed, and that our rules were left out.

        `doubt` is a line about the facts themselves.
        """
        from ircomply.report.page import text

        given = ", ".join(f"{path}={value}" for path, value in self.supposed)
        lines = [text(f"SUPPOSED, not recorded: {given}", hang=4)] if given else []
        if not self.known_law:
            lines.append(text("The rules of ircomply are left out: only your own were asked."))
        lines += [text(doubt, hang=4)] if doubt else []
        drill = 1 if self.facts.drill else 0
        return (*page[:drill], *lines, *page[drill:])

    def told(self, found: dict[str, Any]) -> dict[str, Any]:
        """Say the same in JSON."""
        return {**found, "supposed": [f"{path}={value}" for path, value in self.supposed]}

    def world(self) -> World:
        """Give what conditions are asked of."""
        return World(self.facts, self.corpus, self.now)

    def supposing(self, pairs: Sequence[tuple[str, str]]) -> Facts:
        """Read the facts with these suppositions too. Raises `UsageError` for a path that names no fact."""
        said = By(self.now.isoformat(), "supposed", "supposed")
        pairs, facts = (*self.supposed, *pairs), self.recorded or self.facts
        try:
            return suppose(self.tree, facts, pairs, said, self.corpus, known_law=self.known_law)
        except NotAPath as doubt:
            raise UsageError(doubt.message, A_PATH) from None
        except UnreadableInput as problems:
            given = ", ".join(f"{path}={value}" for path, value in pairs)
            closing = f"No deadline was computed: this cannot be supposed: {given}"
            raise UnreadableInput(problems.objections, closing) from None


def open_session(
    incident: Path,
    as_of: str = "",
    rules: Sequence[Path] | None = None,
    *,
    no_shipped: bool = False,
    supposed: Sequence[str] | None = None,
) -> Session:
    """Read the law and the incident.

    With `as_of` the version of the facts that stood then is read from the history. Raises `UnreadableInput` when
    anything cannot be read whole, and `UsageError` for an instant or a supposition that cannot be understood.
    """
    path = find_file(incident)
    current = _read(path)
    now = understood(as_of, clock_now(), home_of(current)) if as_of else clock_now()
    tree, facts_of = _version(path, current, now) if as_of else (current, None)
    folders = (*rules_of(tree, path), *(rules or ()))
    corpus = load(list(folders), own=not no_shipped)
    read = read_incident(path, tree, corpus, known_law=not no_shipped)
    _remember(path, current, corpus, known=tree is current)
    session = Session(corpus, read.facts, tree, path, now, folders, not no_shipped, facts_of, recorded=read.facts)
    if not supposed:
        return session

    def instant(text: str) -> str:
        return understood(text, now, home_of(tree)).isoformat()

    pairs = tuple(in_full(*split(text), corpus, instant) for text in supposed)
    return replace(session, facts=session.supposing(pairs), supposed=pairs)


def _read(path: Path) -> Node:
    try:
        return read_tree(path)
    except UnreadableInput as problems:
        raise UnreadableInput(problems.objections, NOTHING_COMPUTED) from None


def _version(path: Path, current: Node, now: datetime) -> tuple[Node, datetime | None]:
    """Read the version of the facts that stood at an instant, and say which; the file as it is where none is kept."""
    from ircomply.files.history import version_at

    version = version_at(path, now) if now < clock_now() else None  # the file as it is now answers for now, and later
    same = version is not None and digest(version.tree) == digest(current)
    if version is None or (same and version.first):
        return current, None  # that the file was met only now says nothing about then
    if not same:
        first = ", the first that was kept" if version.first else ""
        said = (
            f"Facts as they were kept at {version.at.isoformat(timespec='seconds')}{first}; the file has changed since."
        )
        sys.stderr.write(f"{said} Without --as-of it counts as it is.\n")
    return (current if same else version.tree), version.at


def _remember(path: Path, current: Node, corpus: Corpus, *, known: bool) -> None:
    """Keep facts that were not seen before; `known` says that they could be read, else that is tried first."""
    from ircomply.files.history import remember

    try:
        if not known:
            facts_from(current, corpus, known_law=False)
    except UnreadableInput:
        return
    remember(path, current, clock_now())
