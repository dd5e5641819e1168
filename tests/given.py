"""What the tests of the engine stand on: the law, facts from a few lines, and the schedule of them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ircomply.engine.conditions import evaluate
from ircomply.engine.schedule import Scheduler
from ircomply.engine.world import Scope, World
from ircomply.files.calendars import holidays
from ircomply.files.load import load
from ircomply.files.source import parse
from ircomply.model.base import replace
from ircomply.model.condition_format import CONDITION
from ircomply.model.corpus import Corpus
from ircomply.model.facts_format import PARTIAL
from ircomply.model.facts_links import check_links
from ircomply.model.facts_reading import home_of
from ircomply.model.instant import read_instant
from ircomply.model.shape import BROKEN, Reader

if TYPE_CHECKING:
    from ircomply.engine.world import Reading
    from ircomply.model.condition import Condition
    from ircomply.model.facts import Facts
    from ircomply.model.node import Node
    from ircomply.model.results import ObligationResult, StageResult

LAB = Path(__file__).parent / "data" / "lab"
NOW = "2026-11-24T12:00:00+00:00"


@cache
def lab() -> Corpus:
    """Invented law that shows every shape of the language, with our words and none of our law."""
    return load([LAB], own=False)


@cache
def shipped() -> Corpus:
    """The law that ships."""
    return load([])


@cache
def everything() -> Corpus:
    """The law that ships, and the invented one beside it."""
    return load([LAB])


def instant(text: str) -> datetime:
    """Read an instant; seconds may be left out."""
    return read_instant(text)


def tree(text: str) -> Node:
    return parse(text.encode(), "incident.yaml")


def facts_of(node: Node, corpus: Corpus, *, earned: bool = True) -> Facts:
    """Read a partial incident, every name resolved. A `ruled_out` without sources counts as earned, as in case files."""
    reader = Reader(corpus.names(), home_of(node))
    known = PARTIAL.read(node, reader)
    assert known is not BROKEN, [(one.message, one.breadcrumb) for one in reader.objections]
    assert check_links(node, known, corpus) == []
    return replace(known, earned=earned)


def facts(text: str, corpus: Corpus | None = None, *, earned: bool = True) -> Facts:
    return facts_of(tree(text or "{}"), corpus or lab(), earned=earned)


def world(text: str, now: str = NOW, *, earned: bool = True) -> World:
    return World(facts(text, earned=earned), lab(), instant(now))


def scheduler(text: str, now: str = NOW, corpus: Corpus | None = None) -> Scheduler:
    one = Scheduler(facts(text, corpus), corpus or lab(), instant(now), holidays)
    one.settle()
    return one


def results(text: str, obligation: str, now: str = NOW) -> dict[str | None, ObligationResult]:
    """The instances of one duty, by place, owner or customer."""
    return {one.where: one for one in scheduler(text, now).results(obligation)}


def result(text: str, obligation: str, now: str = NOW) -> ObligationResult:
    (one,) = scheduler(text, now).results(obligation)
    return one


def stages(text: str, obligation: str, stage: str, now: str = NOW) -> list[StageResult]:
    return [one for one in result(text, obligation, now).stages if one.name == stage]


def stage(text: str, obligation: str, name: str, now: str = NOW) -> StageResult:
    (one,) = stages(text, obligation, name, now)
    return one


def only(*names: str) -> Corpus:
    """The invented law with these duties alone."""
    corpus = lab()
    kept = {
        name: replace(regime, obligations=tuple(one for one in regime.obligations if one.id in names))
        for name, regime in corpus.regimes.items()
    }
    return Corpus(corpus.vocabulary, kept)


def condition(text: str) -> Condition:
    """Read a condition as a law file writes it."""
    names = lab().names()
    names["kinds_of_data"] = names["categories"] | names["combinations"]
    reader = Reader(names)
    read = CONDITION.read(tree(text), reader)
    assert read is not BROKEN, [one.message for one in reader.objections]
    return read


def reading(asked: str, text: str, now: str = NOW, *, earned: bool = True, **scope: object) -> Reading:
    """Ask a condition of facts, in the words of the invented duties."""
    regime = lab().regimes["lab-duties"]
    return evaluate(world(text, now, earned=earned), condition(asked), Scope(regime, regime.obligations[0], **scope))


def value(asked: str, text: str, now: str = NOW, *, earned: bool = True, **scope: object) -> str:
    return {0: "no", 1: "open", 2: "yes"}[int(reading(asked, text, now, earned=earned, **scope).truth)]
