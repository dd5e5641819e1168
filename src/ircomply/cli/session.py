"""What nearly every command begins with: the law, the incident, and the instant of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ircomply.cli.instants import understood
from ircomply.cli.options import split
from ircomply.cli.timing import now as clock_now
from ircomply.engine.schedule import Scheduler
from ircomply.engine.suppose import suppose
from ircomply.engine.world import World
from ircomply.errors import UsageError
from ircomply.files.calendars import calendars_of
from ircomply.files.incident import find_file, read_incident, read_tree, rules_of
from ircomply.files.law import load
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_reading import digest, home_of
from ircomply.model.node import Node
from ircomply.model.paths import By, NotAPath
from ircomply.model.results import Schedule


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

    @property
    def folder(self) -> Path:
        """The folder of the incident."""
        return self.path.parent

    def schedule(self, facts: Facts | None = None) -> Schedule:
        """Compute the schedule, of these facts or of supposed ones."""
        return Scheduler(facts or self.facts, self.corpus, self.now, calendars_of(self.folders)).schedule()

    def world(self) -> World:
        """Give what conditions are asked of."""
        return World(self.facts, self.corpus, self.now)

    def supposing(self, pairs: Sequence[tuple[str, str]]) -> Facts:
        """Read the facts with suppositions. Raises `UsageError` for a path that names no fact."""
        said = By(self.now.isoformat(), "supposed", "supposed")
        try:
            return suppose(self.tree, self.facts, pairs, said, self.corpus, known_law=self.known_law)
        except NotAPath as doubt:
            raise UsageError(doubt.message, "a path looks like crm.exfiltrated, answer.eu-gdpr-risk or aware") from None


def open_session(
    incident: Path, as_of: str = "", rules: Sequence[Path] | None = None, *, no_shipped: bool = False, supposed: Sequence[str] | None = None
) -> Session:
    """Read the law and the incident.

    With `as_of` the version of the facts that stood then is read from the history. Raises `UnreadableInput` when
    anything cannot be read whole, and `UsageError` for an instant or a supposition that cannot be understood.
    """
    path = find_file(incident)
    tree = read_tree(path)
    now = understood(as_of, clock_now(), home_of(tree)) if as_of else clock_now()
    tree, facts_of = _version(path, tree, now, as_of)
    folders = (*rules_of(tree, path), *(rules or ()))
    corpus = load(list(folders), own=not no_shipped)
    read = read_incident(path, tree, corpus, known_law=not no_shipped)
    session = Session(corpus, read.facts, tree, path, now, folders, not no_shipped, facts_of)
    pairs = [split(text) for text in supposed or ()]
    if not pairs:
        return session
    facts = session.supposing(pairs)
    return Session(corpus, facts, tree, path, now, folders, session.known_law, facts_of)


def _version(path: Path, tree: Node, now: datetime, as_of: str) -> tuple[Node, datetime | None]:
    """Keep facts that were not seen before; with an instant, read the version that stood then, and say which."""
    from ircomply.files.history import remember, version_at

    remember(path, tree, clock_now())
    version = version_at(path, now) if as_of else None
    same = version is not None and digest(version.tree) == digest(tree)
    if version is None or (same and version.first):
        return tree, None  # the file as it is; that it was met only now says nothing about then
    return (tree if same else version.tree), version.at
