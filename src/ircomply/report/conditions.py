"""The leaves of a condition, and which answer to an open question makes a duty due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed, place_words
from ircomply.model import condition as c

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus
    from ircomply.model.regime import Regime
    from ircomply.model.results import ObligationResult

FLIPPED = {"more_than": "at_most", "at_least": "fewer_than", "fewer_than": "at_least", "at_most": "more_than"}
COUNTED = {
    "more_than": "more than {}",
    "at_least": "{} or more",
    "fewer_than": "fewer than {}",
    "at_most": "{} or fewer",
}

MORE = {
    "data": "if such data was touched",
    "data_complete": "if other such data was touched",
    "services": "if such a service was hit",
    "services_complete": "if another such service was hit",
    "people_elsewhere": "if people live there",
}


def leaves_of(
    condition: c.Condition, corpus: Corpus, regime: Regime, positive: bool = True
) -> Iterator[tuple[c.Condition, bool]]:
    """Walk over the leaves, names resolved; each with whether it must hold or must not."""
    if isinstance(condition, c.Named):
        inner, home = corpus.condition(condition.name, regime)
        yield from leaves_of(inner, corpus, home, positive)
    elif isinstance(condition, c.Not):
        yield from leaves_of(condition.child, corpus, regime, not positive)
    elif inner_parts := c.children(condition):
        for child in inner_parts:
            yield from leaves_of(child, corpus, regime, positive)
    else:
        yield condition, positive


def binding_answer(result: ObligationResult, path: str, corpus: Corpus) -> str:
    """Say which answer about a fact makes a duty due: `high`, `500 or more`, `yes`; `if so` where no word is nearer."""
    if path in MORE:
        return MORE[path]
    if path.startswith("organisation."):
        return f"if {place_words(corpus.vocabulary.place_name(result.text.regime.jurisdiction))} is among them"
    obligation, regime = result.text.obligation, result.text.regime
    parts = ((obligation.applies_to, True), (obligation.when, True), (obligation.unless, False))
    for part, positive in parts:
        for leaf, holds in leaves_of(part, corpus, regime, positive) if part is not None else ():
            said = _answer(leaf, path, corpus, holds=holds)
            if said:
                return said
    return "if so"


def _answer(leaf: c.Condition, path: str, corpus: Corpus, *, holds: bool) -> str:
    head, _, rest = path.partition(".")
    if isinstance(leaf, c.Answered) and head == "answer" and leaf.question == rest:
        return _of_question(leaf, corpus, holds=holds)
    if isinstance(leaf, c.HasClass) and head == "class" and leaf.name == rest:
        return "yes" if holds else "no"
    if isinstance(leaf, c.HasClass) and head == "class" and holds and _one_family(leaf.name, rest, corpus):
        return f"if {leaf.name}"
    if isinstance(leaf, c.PeopleCount) and ".people" in path:
        return _counted(leaf.test, holds=holds)
    if isinstance(leaf, c.FigurePasses) and head == "figure" and leaf.name == rest:
        return _counted(leaf.test, holds=holds)
    return ""


def _one_family(first: str, second: str, corpus: Corpus) -> bool:
    classes = corpus.vocabulary.classes
    families = [classes[name].family for name in (first, second) if name in classes]
    return len(families) == 2 and families[0] == families[1] != ""


def _of_question(leaf: c.Answered, corpus: Corpus, *, holds: bool) -> str:
    question = corpus.questions.get(leaf.question)
    choices = question.choices if question else ()
    if leaf.at_least:
        values = tuple(choices[choices.index(leaf.at_least) :]) if leaf.at_least in choices else (leaf.at_least,)
    elif leaf.values:
        values = leaf.values
    else:
        return "once answered" if holds else ""
    return listed(values if holds else [choice for choice in choices if choice not in values])


def _counted(test: c.Comparison, *, holds: bool) -> str:
    bound = test.bound
    if isinstance(bound, c.Money):
        number = f"{bound.amount:,} {bound.currency}"
    elif isinstance(bound, c.Percent):
        number = f"{bound.share} %"
    else:
        number = f"{bound:,}" if not hasattr(bound, "total_seconds") else str(bound)
    return COUNTED[test.operator if holds else FLIPPED[test.operator]].format(number)
