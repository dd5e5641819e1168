"""What the findings establish together: the standing state of every aspect, and whether a `ruled_out` is earned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ircomply.engine.truth import NO, OPEN, YES, Truth
from ircomply.model.base import Value
from ircomply.model.facts import DataSet, Facts, Finding, Service, known_at
from ircomply.model.instant import ONGOING, Moment, Stretch
from ircomply.model.vocabulary import Vocabulary

RANK = {"confirmed": 2, "suspected": 1}
CAUTION = ("ruled_out", "no_evidence", "unknown", "suspected", "confirmed")
INCIDENT = "incident"
Interval = tuple[datetime, datetime]


class Standing(Value, frozen=True):
    """The state of an aspect as it counts, the finding behind it, and why it counts for less than it says."""

    state: str
    finding: Finding
    less: str = ""


class Doubt(Value, frozen=True):
    """Something wrong with a finding, for `check` and `find`: the finding, the aspect, and the words."""

    finding: Finding
    aspect: str
    message: str
    advice: str
    rule: str


@dataclass
class Established:
    """Every standing state by what it is about and its aspect, and the doubts met on the way."""

    facts: Facts
    vocabulary: Vocabulary
    states: dict[tuple[str, str], Standing] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    decided: dict[tuple[str, str, str], tuple[Truth, Standing | None]] = field(default_factory=dict)

    def section(self, about: str) -> str:
        """Say which aspects speak of this thing: data, service or incident."""
        thing = self.facts.thing(about)
        return "data" if isinstance(thing, DataSet) else "service" if isinstance(thing, Service) else INCIDENT

    def up(self, about: str, aspect: str) -> frozenset[str]:
        """List the aspects that would establish this one."""
        section = self.section(about)
        return frozenset({aspect}) if section == INCIDENT else self.vocabulary.implied_by(section, aspect)

    def down(self, about: str, aspect: str) -> frozenset[str]:
        """List the aspects that this one would establish."""
        section = self.section(about)
        return frozenset({aspect}) if section == INCIDENT else self.vocabulary.implies(section, aspect)

    def truth(self, about: str, aspect: str, enough: str) -> tuple[Truth, Standing | None]:
        """Decide one aspect of one thing: its value, and the standing finding that decides or comes nearest."""
        key = (about, aspect, enough)
        if key not in self.decided:
            self.decided[key] = self._decide(about, aspect, enough)
        return self.decided[key]

    def _decide(self, about: str, aspect: str, enough: str) -> tuple[Truth, Standing | None]:
        above = [found for name in sorted(self.up(about, aspect)) if (found := self.states.get((about, name)))]
        below = [self.states[about, name] for name in sorted(self.down(about, aspect)) if self._excluded(about, name)]
        for state in ("confirmed", "suspected") if enough == "suspected" else ("confirmed",):
            if found := _first(above, state):
                return YES, found
        if found := _first(below, "ruled_out"):
            return NO, found
        return OPEN, _first(above, "suspected") or _first(above, "no_evidence") or (above[0] if above else None)

    def _excluded(self, about: str, aspect: str) -> bool:
        """Say whether an aspect is ruled out, and no later finding suspects it or what would imply it."""
        above = [self.states.get((about, name)) for name in self.up(about, aspect)]
        standing = self.states.get((about, aspect))
        return (
            standing is not None
            and standing.state == "ruled_out"
            and not any(one is not None and one.state in RANK for one in above)
        )


def _first(standings: list[Standing], state: str) -> Standing | None:
    return next((standing for standing in standings if standing.state == state), None)


def establish(facts: Facts, vocabulary: Vocabulary, now: datetime) -> Established:
    """Resolve the findings recorded up to `now`.

    A later finding replaces an earlier one upwards; to lower a state it names what it corrects, and why. Of findings
    of one time a correction comes after what it corrects, else the state that leaves more open comes last.
    """
    result = Established(facts, vocabulary)
    live: dict[tuple[str, str], list[tuple[Finding, str]]] = {}
    for finding, aspect, state in _in_order([finding for finding in facts.findings if known_at(finding.at, now)]):
        _enter(result, live, finding, aspect, state)
    for (about, aspect), entries in live.items():
        if entries:
            result.states[about, aspect] = _weigh(result, about, aspect, *entries[-1])
    _contradictions(result)
    return result


def _in_order(findings: list[Finding]) -> list[tuple[Finding, str, str]]:
    corrects = {finding.id: finding.corrects for finding in findings if finding.id}

    def depth(name: str, seen: frozenset[str] = frozenset()) -> int:
        inner = [other for other in corrects.get(name, ()) if other not in seen]
        return 1 + max((depth(other, seen | {name}) for other in inner), default=0)

    def key(entry: tuple[Finding, str, str]) -> tuple[object, ...]:
        finding, aspect, state = entry
        if finding.supposed:
            return finding.at.earliest, True
        last = (
            finding.id,
            str(sorted(finding.states.items())),
            str(finding.sources),
            finding.basis or "",
            finding.by or "",
        )
        return (
            finding.at.earliest,
            False,
            max((depth(other) for other in finding.corrects), default=0),
            CAUTION.index(state),
            finding.about,
            aspect,
            last,
        )

    return sorted(
        ((finding, aspect, state) for finding in findings for aspect, state in finding.states.items()), key=key
    )


def _enter(
    result: Established,
    live: dict[tuple[str, str], list[tuple[Finding, str]]],
    finding: Finding,
    aspect: str,
    state: str,
) -> None:
    about, corrected = finding.about, set(finding.corrects) if finding.because else set()
    related = {name: live.setdefault((about, name), []) for name in result.up(about, aspect)}
    for name, entries in related.items():
        if name == aspect or state == "ruled_out":
            entries[:] = [entry for entry in entries if entry[0].id not in corrected and not finding.supposed]
    standing = [entry for entries in related.values() for entry in entries[-1:]]
    highest = max(standing, key=lambda entry: RANK.get(entry[1], 0), default=None)
    if highest and RANK.get(highest[1], 0) > RANK.get(state, 0):
        was = f"{highest[0].id or 'an earlier finding'} says {highest[1]}"
        message = f"{aspect} is lowered to {state} without a correction; {was} and stands"
        advice = f"add  corrects: {highest[0].id or 'ID'}  and  because: …"
        result.doubts.append(Doubt(finding, aspect, message, advice, "lowered"))
        return
    related[aspect].append((finding, state))


def _weigh(result: Established, about: str, aspect: str, finding: Finding, state: str) -> Standing:
    if state == "ruled_out":
        missing = unearned(result, about, aspect, finding)
        if missing:
            counts = "no_evidence" if _looked(result.facts, finding) else "unknown"
            result.doubts.append(
                Doubt(finding, aspect, f"ruled_out is not earned: {missing}", f"it counts as {counts}", "not-earned")
            )
            return Standing(counts, finding, missing)
    taken = finding.supposed or (result.facts.earned and finding.sources is None)
    if state == "no_evidence" and not taken and not _looked(result.facts, finding):
        why = "no reviewed source looks into the time of the incident"
        result.doubts.append(
            Doubt(
                finding,
                aspect,
                f"no_evidence is not carried: {why}",
                "it counts as unknown; name the reviewed sources",
                "not-looked",
            )
        )
        return Standing("unknown", finding, why)
    return Standing(state, finding)


def unearned(result: Established, about: str, aspect: str, finding: Finding) -> str:
    """Say what a `ruled_out` lacks: sources that can speak to the aspect and cover the window; nothing when earned.

    Where no kind of source speaks to the aspect, a basis and a person stand in for them.
    """
    facts = result.facts
    if finding.supposed or (facts.earned and finding.sources is None):
        return ""
    speakers = {kind for kind, aspects in result.vocabulary.source_kinds.items() if aspect in aspects}
    if not speakers or result.section(about) == INCIDENT:
        lacking = [name for name, value in (("basis", finding.basis), ("by", finding.by)) if not value]
        return f"it needs {' and '.join(lacking)}" if lacking else ""
    window = occurrence(facts)
    if window is None:
        return "the time of the incident (occurred) is unknown or still running, so nothing can cover it"
    named = [source for source in facts.sources if source.id in (finding.sources or ())]
    fit = [
        source
        for source in named
        if source.kind in speakers and about in source.of and source.intact and source.reviewed
    ]
    if not fit:
        return f"no intact and reviewed source of it can speak to {aspect} ({', '.join(sorted(speakers))})"
    gaps = uncovered(window, [interval for source in fit for interval in covered(source.covers, source.gaps)])
    return (
        ""
        if not gaps
        else "not covered: " + "; ".join(f"{start.isoformat()} to {end.isoformat()}" for start, end in gaps)
    )


def occurrence(facts: Facts) -> Interval | None:
    """Give the window of the incident at its widest, or nothing where it is unknown or ongoing."""
    happenings = facts.timeline.get("occurred", ())
    stretch = happenings[0] if happenings else None
    if not isinstance(stretch, Stretch) or stretch.start is None or not isinstance(stretch.end, Moment):
        return None
    return stretch.start.earliest, stretch.end.latest


def covered(covers: Stretch | None, gaps: tuple[Stretch, ...]) -> list[Interval]:
    """Give what a source surely covers: its stretch at the narrowest, less its gaps at their widest."""
    if covers is None or covers.start is None or not isinstance(covers.end, Moment):
        return []
    pieces = [(covers.start.latest, covers.end.earliest)]
    for gap in gaps:
        start = gap.start.earliest if gap.start else pieces[0][0]
        end = gap.end.latest if isinstance(gap.end, Moment) else covers.end.latest
        pieces = [
            piece
            for low, high in pieces
            for piece in ((low, min(high, start)), (max(low, end), high))
            if piece[0] < piece[1]
        ]
        if not pieces:
            return []
    return pieces


def uncovered(window: Interval, intervals: list[Interval]) -> list[Interval]:
    """Give the parts of the window that no interval covers."""
    at, missing = window[0], []
    for start, end in sorted(intervals):
        if start > at:
            missing.append((at, min(start, window[1])))
        at = max(at, end)
        if at >= window[1]:
            break
    if at < window[1]:
        missing.append((at, window[1]))
    return [gap for gap in missing if gap[0] < gap[1]]


def _looked(facts: Facts, finding: Finding) -> bool:
    window = occurrence(facts)
    stretch = facts.timeline.get("occurred", (None,))[0]
    if window is None and isinstance(stretch, Stretch) and stretch.end == ONGOING and stretch.start:
        window = (stretch.start.earliest, finding.at.latest)
    if window is None:
        return False
    named = [source for source in facts.sources if source.id in (finding.sources or ()) and source.reviewed]
    pieces = [piece for source in named for piece in covered(source.covers, source.gaps)]
    return any(start <= window[1] and end >= window[0] for start, end in pieces)


def _contradictions(result: Established) -> None:
    for (about, aspect), standing in sorted(result.states.items()):
        if standing.state != "confirmed":
            continue
        for name in sorted(result.down(about, aspect) - {aspect}):
            below = result.states.get((about, name))
            if below and below.state == "ruled_out":
                message = f"{name} is ruled out, but {aspect} is confirmed ({standing.finding.id or 'another finding'})"
                result.doubts.append(
                    Doubt(below.finding, name, message, "correct one of the two findings", "contradiction")
                )
