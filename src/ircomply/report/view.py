"""What every screen is written with: the facts, the law, the instant, the reader's zone; and recipients by name."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from ircomply.engine.recipients import home_zone
from ircomply.engine.world import World
from ircomply.model.base import Value, replace
from ircomply.model.instant import place_of, zone
from ircomply.report import words
from ircomply.report.page import Line, text

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import Addressee, ObligationResult

DAY_ENDS = time(23, 59)
DRILL = "DRILL. Nothing here is real."
OWN = {"policy": "your policy", "contract": "your contract"}


class View(Value, frozen=True, dict=True):
    """The facts and the law as of `now`, in the reader's zone: `--zone`, else the organisation's, not the machine's."""

    facts: Facts
    corpus: Corpus
    now: datetime

    @cached_property
    def world(self) -> World:
        """What questions are put about; the words of privileged data sets are left out."""
        data = self.facts.data and tuple(replace(one, what=None) if one.privileged else one for one in self.facts.data)
        return World(replace(self.facts, data=data), self.corpus, self.now)

    @cached_property
    def zone(self) -> tzinfo:
        """The reader's zone."""
        shown = self.facts.other.get("shown_in")
        return zone(shown) if shown else home_zone(self.world) or UTC

    def time(self, at: datetime) -> str:
        """Write a time for a column."""
        return words.column_time(at, self.zone, self.now)

    def day(self, at: datetime) -> str:
        """Write a day for a column."""
        return words.column_day(at, self.zone, self.now)

    def sentence(self, at: datetime) -> str:
        """Write a time for a sentence."""
        return words.sentence_time(at, self.zone)

    def left(self, at: datetime) -> str:
        """Write the time left, or how late it is."""
        return words.left(at, self.now)

    def local(self, at: datetime, home: str | None, place: str | None) -> str:
        """Write the recipient's own time where it differs: `end of Sun 20 Dec in California`, `1:40 am in New York`."""
        there = zone(home) if home else self.zone
        if at.astimezone(there).utcoffset() == at.astimezone(self.zone).utcoffset():
            return ""
        theirs, ours = at.astimezone(there), at.astimezone(self.zone)
        year = at if theirs.year == ours.year else self.now  # the year stands beside it, unless it is another
        where = self.corpus.vocabulary.place_name(place) if place and "-" in place else place_of(there)
        if theirs.time().replace(second=0) == DAY_ENDS:
            return f"end of {words.column_day(at, there, year)} in {where}"
        day = "" if theirs.date() == ours.date() else f"{words.column_day(at, there, year)}, "
        return f"{day}{words.time_of_day(at, there)} in {where}"

    def recipient(self, result: ObligationResult, stage_recipient: Addressee | None = None) -> str:
        """Name who is told, with the instance; a contract's and a policy's are marked as one's own."""
        to = stage_recipient or result.recipient
        name, where = to.name, result.where
        if where and where in self.corpus.vocabulary.places:
            where = self.corpus.vocabulary.place_name(where)
        if where and where not in name:
            name = f"{name}, {where}"
        return f"{name} ({self.own(result)})" if self.own(result) else name

    def own(self, result: ObligationResult) -> str:
        """Say what binds besides law: `your contract`, `your policy`; nothing for law."""
        text = result.text
        if text.obligation.binding != "contract":
            return {"guidance": "guidance", "voluntary": "voluntary"}.get(text.obligation.binding, "")
        source = text.regime.sources.get(text.obligation.cite[0].source)
        policy = result.recipient.kind == "insurer" or (source and source.kind == "policy")
        return OWN["policy" if policy else "contract"]

    def marks(self, result: ObligationResult) -> str:
        """Mark what a rule is besides law on file: a draft, or changed by a set of the user's own."""
        found = ["draft rule"] if result.text.status == "draft" else []
        if result.text.obligation.amends:
            found.append(f"changed by {result.text.regime.set_id}")
        return f" ({'; '.join(found)})" if found else ""

    def named(self, result: ObligationResult) -> str:
        """Give the id as it ends a line, with the instance and the marks."""
        return f"{result.id}{f' {result.where}' if result.where else ''}{self.marks(result)}"


def head(view: View) -> list[str]:
    """Begin an output: DRILL where it is one, the incident with its age, and whose time it is."""
    lines = [DRILL] if view.facts.drill else []
    title, age = view.facts.title, clock_age(view)
    if title or age:
        lines.append(f"{view.facts.id}{f'  {title}' if title else ''}{f', {age}' if age else ''}")
        lines.append(
            f"{view.sentence(view.now)} {words.in_zone(view.zone)}. All times are {words.zone_words(view.zone)}."
        )
    else:
        lines.append(f"{view.facts.id}  {view.sentence(view.now)}. All times are {words.zone_words(view.zone)}.")
    return lines


def clock_age(view: View) -> str:
    """Say how old the incident is, from awareness or the first sign."""
    from ircomply.engine.events import past

    found = next(
        (
            moments[0]
            for event in ("aware", "believed", "detected", "suspected")
            if (moments := past(view.world, event))
        ),
        None,
    )
    return words.elapsed(found.earliest, view.now) if found else ""


def digest_line(view: View, facts_of: datetime | None = None) -> str:
    """Name the facts, so that two people can compare: the first eight of the digest; and an older version's time."""
    digest = view.facts.digest.removeprefix("sha256:")[:8]
    since = f", as they were kept {view.time(facts_of)}" if facts_of else ""
    return f"Facts {digest}{since}." if digest else ""


def drill_lines(facts: Facts) -> list[Line]:
    """Open an output with the word DRILL where it is one."""
    return [text(DRILL)] if facts.drill else []
