"""One obligation in plain words, for `rules show`: who, to whom, when, by when, and what proves it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from ircomply.engine.plain import clock_words, condition_lines, condition_words, leaves_of, listed, place_words, spoken
from ircomply.engine.plain_clock import event_noun
from ircomply.model.condition import Breach, Condition, Pattern, PeopleCount
from ircomply.report.page import BLANK, Line, Page, row, text
from ircomply.report.words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.regime import ForEach, InForce, Obligation, Stage

LABEL, SAID = 2, 14
Row = tuple[str, str]
UNKNOWN = {
    None: "the duty stays open",
    "presumed": "it is presumed to be due (presumed)",
    "decide": "a decision is owed (decide)",
}
PLACES = {
    "based_in": "the place of your seat",
    "lead": "the state of your main establishment",
    "this": "that place",
    "organisation": "your own place",
}


def show_page(name: str, corpus: Corpus, passed: int, cases: int) -> Page:
    """Show every text of an obligation; `passed` of `cases` that name it pass."""
    lines: list[Line] = []
    for one in reversed(corpus.texts[name]):
        lines += [*([BLANK] if lines else []), *_text(one, corpus)]
        lines += _row("Proof", _proof(one, passed, cases))
    return tuple(lines)


def _text(one: Text, corpus: Corpus) -> Iterator[Line]:
    obligation = one.obligation
    place = corpus.vocabulary.place_name(one.regime.jurisdiction)
    yield text(f"{obligation.title}: {place}, {one.regime.title}", hang=4)
    yield from _cites(one)
    yield from _condition("Who", obligation.applies_to, one, corpus)
    yield from _row("Recipient", _recipient(obligation, corpus))
    if obligation.for_each:
        yield from _row("For each", _for_each(obligation.for_each, corpus))
    for label, condition in (("When", obligation.when), ("Unless", obligation.unless), ("Met by", obligation.met_by)):
        yield from _condition(label, condition, one, corpus)
    yield from _data(one, corpus)
    yield from _row("If unknown", _if_unknown(obligation) if obligation.unless or obligation.when else "")
    for stage in obligation.stages:
        yield from _row("Clock" if stage is obligation.stages[0] else "", _stage(stage, one, corpus))
    for label, said in (*_counting(one, corpus), *_rest(one)):
        yield from _row(label, said)


def _row(label: str, said: str) -> list[Line]:
    return [row((LABEL, label), (SAID, said)) if label else text(said, at=SAID)] if said else []


def _cites(one: Text) -> Iterator[Line]:
    for index, cite in enumerate(one.obligation.cite):
        source = one.regime.sources.get(cite.source)
        yield from _row("Cite" if index == 0 else "", f"{source.title if source else cite.source}, {cite.at}")


def _data(one: Text, corpus: Corpus) -> Iterator[Line]:
    """Spell out the named selections of data that the conditions speak of."""
    named = dict.fromkeys(
        of
        for condition in (one.obligation.applies_to, one.obligation.when)
        for of in _selections(condition, one, corpus)
    )
    for index, name in enumerate(named):
        sets = [listed((spoken(word) for word in group), "and") for group in corpus.vocabulary.combinations[name]]
        yield from _row("Data" if index == 0 else "", f"{name}: {'; or '.join(sets)}")


def _selections(condition: Condition | None, one: Text, corpus: Corpus) -> Iterator[str]:
    for leaf, regime in leaves_of(condition, corpus, one.regime):
        if isinstance(leaf, Breach | PeopleCount):
            of = leaf.of if isinstance(leaf.of, Pattern) else regime.breaches.get(leaf.of)
            if of and isinstance(of.of, str) and of.of in corpus.vocabulary.combinations:
                yield of.of


def _recipient(obligation: Obligation, corpus: Corpus) -> str:
    recipient, words = obligation.recipient, corpus.vocabulary
    authority, family = words.recipients.get(recipient.id or ""), words.families.get(recipient.family or "")
    kind = words.recipient_kinds.get(recipient.kind, spoken(recipient.kind))
    named = authority.name if authority else listed(recipient.names, "and") or kind
    where = PLACES.get(recipient.place) or place_words(words.place_name(recipient.place))
    of = f"{kind} of {where}" if family or not (authority or recipient.names) else named
    return of + (
        f"; {obligation.submit_to}"
        if obligation.submit_to
        else f"; {authority.portal}"
        if authority and authority.portal
        else ""
    )


def _for_each(one: ForEach, corpus: Corpus) -> str:
    if one.people_in:
        return f"part of {place_words(corpus.vocabulary.place_name(one.people_in))} where people live"
    return "customer of the service that was hit" if one.customer_of_service else "owner of the data that you handle"


def _condition(label: str, condition: Condition | None, one: Text, corpus: Corpus) -> Iterator[Line]:
    if condition is None:
        if label == "Who":
            yield from _row(label, "everyone whom the contract or the text binds")
        return
    for index, (depth, said) in enumerate(condition_lines(condition, corpus, one.regime)):
        mark = "- " if depth else ""
        column = SAID + 2 * max(depth - 1, 0)
        line = row((LABEL, label), (SAID, said)) if index == 0 else text(f"{mark}{said}", at=column, hang=column + 2)
        yield line


def _if_unknown(obligation: Obligation) -> str:
    known = UNKNOWN.get(obligation.if_unknown)
    return known or f"the duty to assess is owed meanwhile ({obligation.if_unknown})"


def _stage(stage: Stage, one: Text, corpus: Corpus) -> str:
    name = f"{stage.name.replace('-', ' ')}: " if len(one.obligation.stages) > 1 else ""
    said = f"{name}{clock_words(stage.clock, corpus, one.regime)}"
    said += f"; if {condition_words(stage.when, corpus, one.regime)}" if stage.when is not None else ""
    said += (
        f"; again at each {spoken(stage.each)}"
        if stage.each
        else f"; again until {spoken(stage.until)}"
        if stage.until
        else ""
    )
    said += f"; not before: {clock_words(stage.not_before, corpus, one.regime)}" if stage.not_before else ""
    said += f"; plan (not the law's): {clock_words(stage.plan, corpus, one.regime)}" if stage.plan else ""
    return f"{said}."


def _counting(one: Text, corpus: Corpus) -> Iterator[Row]:
    obligation, words = one.obligation, corpus.vocabulary
    place = PLACES.get(obligation.recipient.place) or place_words(words.place_name(obligation.recipient.place))
    if any(stage.clock.numbered for stage in obligation.stages):
        yield "", f"Days end at {_hour(obligation.recipient.day_ends or time(23, 59))} in {place}."
        rule = words.counting.get(obligation.counting.rule)
        if rule and rule.name != "plain":
            says = f": {rule.means}" if rule.means else ""
            only = " For the outer limit only." if not rule.tightens else ""
            yield "", f"Counted by the rule {rule.name}{says}.{only}"
    for hold in obligation.holds:
        needs = f", {hold.needs}" if hold.needs else ""
        stops = f", stops {listed(hold.stops, 'and')}" if hold.stops else ""
        yield "Hold", f"{spoken(hold.kind)}{needs}{stops}"


def _hour(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def _rest(one: Text) -> Iterator[Row]:
    obligation = one.obligation
    yield "In force", in_force_words(obligation.in_force)
    if obligation.binding != "law":
        yield "Binding", obligation.binding
    if obligation.implements:
        yield "Carries out", ", ".join(obligation.implements)
    if obligation.successor:
        yield "Above it", obligation.successor
    for label, listed_words in (("Content", obligation.content), ("Trap", obligation.traps)):
        for index, said in enumerate(listed_words):
            yield label if index == 0 else "", spoken(said) if " " not in said else said
    for index, penalty in enumerate((*obligation.penalty, *one.regime.penalty)):
        yield "Penalty" if index == 0 else "", penalty.what


def in_force_words(force: InForce) -> str:
    """Say from when to when a text is law."""
    if force.pending:
        return "not law yet: no date is set"
    start = f"from {_day(force.start)}" if force.start else "today; its start was not looked up"
    end = f" to {_day(force.end)}" if force.end else ""
    return f"{start}{end}{f', judged on the day of {event_noun(force.judged_on)}' if force.judged_on else ''}"


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _proof(one: Text, passed: int, cases: int) -> str:
    on = one.obligation.checked or one.regime.checked
    read = f"; law read on {_day(on.on)}" if on else ""
    said = (
        f"{cases} case{'' if cases == 1 else 's'} pass{'es' if cases == 1 else ''}"
        if passed == cases
        else f"{passed} of {cases} cases pass"
    )
    return f"{one.status}{read}; {said if cases else 'no cases'}"
