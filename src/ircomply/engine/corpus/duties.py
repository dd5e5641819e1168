"""Duties that hang on other duties: a circle of them cannot be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.corpus.circles import reachable
from ircomply.engine.corpus.walk import LawFile, at, crumb, leaves, objected, through
from ircomply.model import condition as c
from ircomply.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ircomply.model.corpus import Corpus
    from ircomply.model.node import Node
    from ircomply.model.objection import Objection
    from ircomply.model.regime import Obligation


class Hangs(Value, frozen=True):
    """One duty hangs on another: where it says so, and whether only if the other is not due."""

    on: str
    node: Node
    crumb: str
    negated: bool
    direct: bool


def hangs_of(files: list[LawFile], corpus: Corpus) -> dict[str, list[Hangs]]:
    """List, by duty, the duties that it hangs on."""
    found: dict[str, list[Hangs]] = {}
    for file in files:
        for obligation, node in file.duties():
            found.setdefault(obligation.id, []).extend(_hangs(obligation, node, file, corpus))
    return found


def check_duties(files: list[LawFile], corpus: Corpus) -> Iterator[Objection]:
    """Refuse a duty under `not` or `unless` that lies on a circle, and duties that name each other in a circle.

    A duty to another authority (`to`) may lie on a circle: such duties start at no and are repeated.
    """
    hangs = hangs_of(files, corpus)
    every = {name: [one.on for one in ones] for name, ones in hangs.items()}
    direct = {name: [one.on for one in ones if one.direct] for name, ones in hangs.items()}
    told: set[str] = set()
    for name, one in _edges(hangs, negated=True):
        if name not in told and name in {one.on, *reachable(one.on, every)}:
            told |= {name, one.on}
            message = f"{name} is due only if {one.on} is not, which hangs on {name} itself"
            advice = "a duty under not or unless must not lie on a circle"
            yield objected(one.node, message, "circle", one.crumb, advice)
    for name, one in _edges(hangs, negated=False):
        if one.direct and name not in told and name in {one.on, *reachable(one.on, direct)}:
            told |= {name, *(other for other in reachable(name, direct) if name in reachable(other, direct))}
            message = f"{name} and {one.on} hang on each other" if name != one.on else f"{name} hangs on itself"
            yield objected(one.node, message, "circle", one.crumb, "say in one of them what the other rests on")


def _edges(hangs: Mapping[str, list[Hangs]], *, negated: bool) -> Iterator[tuple[str, Hangs]]:
    return ((name, one) for name, ones in hangs.items() for one in ones if one.negated == negated)


def _hangs(obligation: Obligation, node: Node, file: LawFile, corpus: Corpus) -> Iterator[Hangs]:
    for key in ("applies_to", "when", "unless"):
        condition = getattr(obligation, key)
        if condition is None:
            continue
        for top in leaves(condition, at(node, key), negated=key == "unless"):
            for found, _ in through(top, corpus, file.regime):
                if isinstance(found.leaf, c.DutyIs):
                    spot = at(found.node, "duty" if isinstance(top.leaf, c.DutyIs) else "condition")
                    for name, direct in _due(found.leaf, obligation, corpus):
                        yield Hangs(name, spot, crumb(obligation, key), found.negated, direct)


def _due(leaf: c.DutyIs, own: Obligation, corpus: Corpus) -> Iterator[tuple[str, bool]]:
    if leaf.obligation is not None:
        yield leaf.obligation, True
        return
    for name, texts in corpus.texts.items():
        other = texts[-1].obligation
        if name != own.id and other.when is not None and other.binding == "law" and other.recipient.kind in leaf.to:
            yield name, False
