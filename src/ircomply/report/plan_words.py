"""The words of a plan: what starts a duty, how fast it is, and on what it hangs, each short enough for a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.instances import own_condition
from ircomply.engine.plain_clock import clock_words_in, period_words, stage_words
from ircomply.engine.plain_words import listed, spoken
from ircomply.engine.planning import speaks_of_data
from ircomply.engine.world import Scope
from ircomply.model import clock as k
from ircomply.model import condition as c
from ircomply.model.base import Value
from ircomply.report.conditions import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.regime import Regime
    from ircomply.model.results import ObligationResult

# By what starts it, in the order of an incident: the words about data, and about anything else.
TRIGGERS = {
    "occurred": ("WHEN IT HAPPENS", "WHEN IT HAPPENS"),
    "suspected": ("WHEN YOU SUSPECT that personal data was touched", "WHEN YOU SUSPECT an incident"),
    "detected": ("WHEN YOU DISCOVER a breach of personal data", "WHEN YOU DISCOVER an incident"),
    "vendor_detected": ("WHEN A SUPPLIER DISCOVERS a breach", "WHEN A SUPPLIER DISCOVERS an incident"),
    "told_by_vendor": ("WHEN A SUPPLIER TELLS YOU of a breach", "WHEN A SUPPLIER TELLS YOU of an incident"),
    "aware": ("WHEN YOU ARE AWARE of a breach of personal data", "WHEN YOU ARE AWARE of an incident"),
    "believed": (
        "WHEN YOU HAVE REASON TO BELIEVE that data was breached",
        "WHEN YOU HAVE REASON TO BELIEVE it happened",
    ),
    "classified": ("WHEN YOU CLASSIFY the incident", "WHEN YOU CLASSIFY the incident"),
    "determined": ("WHEN YOU DETERMINE that it was a breach", "WHEN YOU DETERMINE that it must be reported"),
    "determined_material": ("WHEN YOU DETERMINE that it is material", "WHEN YOU DETERMINE that it is material"),
    "scope_known": ("WHEN THE SCOPE IS KNOWN", "WHEN THE SCOPE IS KNOWN"),
    "ransom_demanded": ("WHEN A RANSOM IS DEMANDED", "WHEN A RANSOM IS DEMANDED"),
    "ransom_paid": ("WHEN A RANSOM IS PAID", "WHEN A RANSOM IS PAID"),
    "contained": ("WHEN IT IS CONTAINED", "WHEN IT IS CONTAINED"),
    "restored": ("WHEN THE SERVICES WORK AGAIN", "WHEN THE SERVICES WORK AGAIN"),
    "resolved": ("WHEN IT IS OVER", "WHEN IT IS OVER"),
    "fix_available": ("WHEN A FIX IS AVAILABLE", "WHEN A FIX IS AVAILABLE"),
    "new_information": ("WHEN MORE BECOMES KNOWN", "WHEN MORE BECOMES KNOWN"),
}
DECIDED, ASKED, TOLD = "WHEN YOU HAVE DECIDED it", "WHEN AN AUTHORITY ASKS", "AFTER ANOTHER REPORT"
MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "business_days": 1700, "months": 43800}
PROMPTLY = 10**9  # a standard without a number stands below every number


class Trigger(Value, frozen=True):
    """What starts a duty: its place in the order of an incident, and its words."""

    order: int
    words: str


class Speed(Value, frozen=True):
    """How fast a duty is, for sorting, and its words."""

    order: int
    words: str


def trigger_of(result: ObligationResult, corpus: Corpus) -> Trigger:
    """Say what starts the first report of a duty."""
    stage = next((one for one in result.text.obligation.stages if not _waits(one.clock)), None)
    clock = (stage or result.text.obligation.stages[0]).clock
    if isinstance(clock.of, k.EndOfAnchor):
        return Trigger(len(TRIGGERS) + 3, f"AFTER THE END OF THE {clock.of.unit.upper()}")
    anchor = _first(_anchors(clock))
    data = speaks_of_data(result.text, corpus)
    if isinstance(anchor, k.EventAnchor):
        if anchor.event in TRIGGERS:
            return Trigger(list(TRIGGERS).index(anchor.event), TRIGGERS[anchor.event][0 if data else 1])
        known = corpus.events.get(anchor.event)
        return Trigger(len(TRIGGERS), f"WHEN: {known.means if known and known.means else spoken(anchor.event)}")
    if isinstance(anchor, k.AnswerAnchor):
        return Trigger(len(TRIGGERS) + 1, DECIDED)
    if isinstance(anchor, k.FiledAnchor | k.LimitAnchor):
        return Trigger(len(TRIGGERS) + 2, TOLD)
    return Trigger(len(TRIGGERS) + 4, ASKED)


def _waits(clock: k.Clock) -> bool:
    """Say whether a report hangs on nothing but an order or the end of a hold."""
    found = list(_anchors(clock))
    return bool(found) and all(isinstance(one, k.OrderedAnchor | k.HoldEndedAnchor) for one in found)


def _first(anchors: Iterator[k.Simple]) -> k.Simple | None:
    """Take the first event; only without one what else it counts from."""
    found = list(anchors)
    return next((one for one in found if isinstance(one, k.EventAnchor)), found[0] if found else None)


def _anchors(clock: k.Clock) -> Iterator[k.Simple]:
    for anchor in (clock.of, clock.no_later_than, clock.before):
        if anchor is not None:
            yield from _simple(anchor)
    for line in clock.lines:
        yield from _anchors(line)


def _simple(anchor: k.Anchor) -> Iterator[k.Simple]:
    if isinstance(anchor, k.EndOfAnchor):
        yield from _simple(anchor.of)
    elif isinstance(anchor, k.EarliestAnchor | k.LatestAnchor):
        for line in anchor.lines:
            yield from _simple(line.anchor)
    else:
        yield anchor


def speed_of(result: ObligationResult) -> Speed:
    """Say how fast the first report of a duty is: a period, a date of the year, or promptly."""
    stage = next((one for one in result.stages if one.state != "not_applicable"), None)
    rule = result.text.obligation.stages[0].clock
    if stage and (found := _period(stage.period) or _period(_line_period(rule))):
        return found
    if rule.by:
        return Speed(PROMPTLY - 1, clock_words_in(rule).partition(" after ")[0])
    own = result.recipient.kind == "internal"
    if rule.before is not None or rule.no_later_than is not None:
        return Speed(PROMPTLY, "before" if rule.before is not None else "together")
    return Speed(PROMPTLY + own, "promptly")


def _period(period: k.Period | None) -> Speed | None:
    return Speed(period.count * MINUTES[period.unit], period_words(period)) if period else None


def _line_period(clock: k.Clock) -> k.Period | None:
    """Find the first number in the lines of a clock."""
    return clock.within or next((found for line in clock.lines if (found := _line_period(line))), None)


def then_words(result: ObligationResult) -> str:
    """Name the later reports of a chain that have a period: `final report 1 month`."""
    first = next((one for one in result.stages if one.state != "not_applicable"), None)
    later: dict[str, str] = {}
    for stage in result.stages:
        if stage is not first and stage.state != "not_applicable" and (found := _period(stage.period)):
            later.setdefault(stage.name, f"{stage_words(stage.name)} {found.words}")
    return ", ".join(later.values())


def condition_of(text: Text, corpus: Corpus) -> str:
    """Say on what a duty hangs: numbers of people, and what the impact assessment finds."""
    obligation, regime = text.obligation, text.regime
    found = _summary(own_condition(obligation, Scope(regime, obligation)), corpus, regime)
    exempt = _summary(obligation.unless, corpus, regime)
    return "; ".join(part for part in (f"if {found}" if found else "", f"unless {exempt}" if exempt else "") if part)


def _summary(condition: c.Condition | None, corpus: Corpus, regime: Regime) -> str:
    """Say of a condition what is short enough, joined as it joins; what is not is left to `rules show`."""
    if condition is None:
        return ""
    if isinstance(condition, c.Named):
        inner, home = corpus.condition(condition.name, regime)
        return _summary(inner, corpus, home)
    if isinstance(condition, c.Not):
        return ""
    parts = c.children(condition)
    if not parts:
        return _leaf(condition, corpus)
    said = list(dict.fromkeys(word for one in parts if (word := _summary(one, corpus, regime))))
    return listed(said, "and" if isinstance(condition, c.All) else "or")


def _leaf(leaf: c.Condition, corpus: Corpus) -> str:
    if isinstance(leaf, c.PeopleCount):
        return f"{COUNTED[leaf.test.operator].format(f'{leaf.test.bound:,}')} people"
    return _answered(leaf, corpus) if isinstance(leaf, c.Answered) else ""


def _answered(leaf: c.Answered, corpus: Corpus) -> str:
    """Say an answer that a law asks for, where its question has words short enough."""
    question = corpus.questions.get(leaf.question)
    if question is None or not question.short:
        return ""
    if question.choices == ("yes", "no"):
        return question.short if leaf.values == ("yes",) else f"not: {question.short}"
    values = listed(spoken(value) for value in leaf.values or ()) or f"{spoken(leaf.at_least or '')} or more"
    return f"{question.short} is {values}"
