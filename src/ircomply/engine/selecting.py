"""Which duties somebody asks to see: by place, regime, recipient, regulated status or state of review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain import leaves_of
from ircomply.model.base import Value
from ircomply.model.condition import HasClass

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus, Text


class Filter(Value, frozen=True):
    """What a duty must have; an empty word asks for nothing."""

    place: str = ""
    regime: str = ""
    recipient: str = ""
    status: str = ""
    review: str = ""


def select(corpus: Corpus, wanted: Filter) -> list[Text]:
    """Give the duties that have everything asked for, each by its latest text, in the order of their ids."""
    return [text for name in corpus.ids if _has(text := corpus.texts[name][-1], wanted, corpus)]


def classes_of(text: Text, corpus: Corpus) -> set[str]:
    """List the regulated statuses that a duty asks for, also inside named tests."""
    obligation = text.obligation
    conditions = (obligation.applies_to, obligation.when, obligation.unless)
    leaves = (leaf for one in conditions for leaf, _ in leaves_of(one, corpus, text.regime))
    return {leaf.name for leaf in leaves if isinstance(leaf, HasClass)}


def _has(text: Text, wanted: Filter, corpus: Corpus) -> bool:
    regime = f"{text.regime.id} {text.regime.title}".lower()
    return (
        (not wanted.place or _holds_in(wanted.place, text.regime.jurisdiction, corpus))
        and wanted.regime.lower() in regime
        and _told(text, wanted.recipient.lower(), corpus)
        and (not wanted.status or wanted.status in classes_of(text, corpus))
        and wanted.review in ("", text.status)
    )


def _holds_in(place: str, jurisdiction: str, corpus: Corpus) -> bool:
    """Say whether law of a jurisdiction holds in a place, or in a part of it."""
    words = corpus.vocabulary
    return words.within(place, jurisdiction) or words.within(jurisdiction, place)


def _told(text: Text, word: str, corpus: Corpus) -> bool:
    to, words = text.obligation.recipient, corpus.vocabulary
    if not word or word == to.kind:
        return True
    known = words.recipients.get(to.id or "")
    names = (*to.names, known.name if known else "", to.id or "", to.family or "")
    return any(word in name.lower() for name in names)
