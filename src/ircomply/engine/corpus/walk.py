"""Walks over a regime and the tree it was read from side by side, so that every finding has its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model import clock as k
from ircomply.model import condition as c
from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node, Sequence
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus
    from ircomply.model.regime import Obligation, Regime


class LawFile(Value, frozen=True):
    """One regime with the tree it was read from, and the set that it belongs to. `own` is the shipped set."""

    regime: Regime
    node: Node
    set_id: str = "ircomply"
    prefix: str = ""
    own: bool = True

    def duties(self) -> Iterator[tuple[Obligation, Node]]:
        """Give each obligation with its tree."""
        listed = at(self.node, "obligations")
        items = listed.items if isinstance(listed, Sequence) else ()
        return zip(self.regime.obligations, items, strict=True)


class Found(Value, frozen=True):
    """One leaf (or named test) of a condition, its tree, and whether it stands under a `not`."""

    leaf: c.Leaf | c.Named
    node: Node
    negated: bool = False


class Part(Value, frozen=True):
    """One condition of an obligation or of a regime, by the key it stands under."""

    key: str
    condition: c.Condition
    node: Node
    crumb: str


class Timed(Value, frozen=True):
    """One clock of an obligation. `role` is clock, not_before, plan or then (of a hold)."""

    role: str
    clock: k.Clock
    node: Node
    crumb: str
    stage: str | None = None


def at(node: Node, key: str) -> Node:
    """Give the value under a key, or the mapping itself where the key is not there."""
    found = node.get(key) if isinstance(node, Mapping) else None
    return node if found is None else found


def item(node: Node, index: int) -> Node:
    """Give one item of a list; a lone value stands for a list of one."""
    return node.items[index] if isinstance(node, Sequence) and index < len(node.items) else node


def key_of(node: Node, key: str) -> Node:
    """Give the key itself, to point at it."""
    pairs = node.pairs if isinstance(node, Mapping) else ()
    return next((name for name, _ in pairs if name.text == key), node)


def crumb(obligation: Obligation, *more: str) -> str:
    """Lead to a place by ids: `obligation us-ca-ag > stage notice`."""
    return " > ".join((f"obligation {obligation.id}", *more))


def objected(node: Node, message: str, rule: str, breadcrumb: str, advice: str = "") -> Objection:
    """Make an objection at a node."""
    return Objection(message, rule, node.span, breadcrumb, advice)


def leaves(condition: c.Condition, node: Node, *, negated: bool = False) -> Iterator[Found]:
    """Walk down to the leaves and the names of tests."""
    if isinstance(condition, c.All | c.AnyOf | c.Some):
        key = "all" if isinstance(condition, c.All) else "any" if isinstance(condition, c.AnyOf) else "some"
        listed = at(node, key)
        listed = at(listed, "of") if key == "some" else listed
        for index, child in enumerate(condition.children):
            yield from leaves(child, item(listed, index), negated=negated)
    elif isinstance(condition, c.Not):
        yield from leaves(condition.child, at(node, "not"), negated=not negated)
    else:
        yield Found(condition, node, negated)


def through(part: Found, corpus: Corpus, regime: Regime, seen: tuple[str, ...] = ()) -> Iterator[tuple[Found, Regime]]:
    """Follow a named test to the leaves it is made of, each with its regime; they keep the place of the name."""
    if not isinstance(part.leaf, c.Named):
        yield part, regime
        return
    try:
        inner, home = corpus.condition(part.leaf.name, regime)
    except KeyError:
        return
    name = f"{home.id}/{part.leaf.name.rpartition('/')[2]}"
    if name in seen:
        return
    for found in leaves(inner, part.node, negated=part.negated):
        yield from through(Found(found.leaf, part.node, found.negated), corpus, home, (*seen, name))


def parts(obligation: Obligation, node: Node) -> Iterator[Part]:
    """Give every condition of an obligation: its own four, and those of counting, stages and clocks."""
    for key in ("applies_to", "when", "unless", "met_by"):
        condition = getattr(obligation, key)
        if condition is not None:
            yield Part(key, condition, at(node, key), crumb(obligation, key))
    yield from _relief(obligation.counting, node, crumb(obligation, "counting"))
    for index, stage in enumerate(obligation.stages):
        inner, where = item(at(node, "stages"), index), crumb(obligation, f"stage {stage.name}")
        if stage.when is not None:
            yield Part("stage", stage.when, at(inner, "when"), where)
        if stage.counting is not None:
            yield from _relief(stage.counting, inner, where)
    for timed in clocks(obligation, node):
        yield from _line_conditions(timed)


def _relief(counting: k.Counting, node: Node, where: str) -> Iterator[Part]:
    if counting.relief_if is not None:
        yield Part("relief_if", counting.relief_if, at(at(node, "counting"), "relief_if"), where)


def clocks(obligation: Obligation, node: Node) -> Iterator[Timed]:
    """Give every clock of an obligation."""
    for index, stage in enumerate(obligation.stages):
        inner, where = item(at(node, "stages"), index), crumb(obligation, f"stage {stage.name}")
        yield Timed("clock", stage.clock, inner, where, stage.name)
        if stage.not_before is not None:
            yield Timed("not_before", stage.not_before, at(inner, "not_before"), where, stage.name)
        if stage.plan is not None:
            yield Timed("plan", stage.plan, at(inner, "plan"), where, stage.name)
    for index, hold in enumerate(obligation.holds):
        if hold.then is not None:
            inner = at(item(at(node, "holds"), index), "then")
            yield Timed("then", hold.then, inner, crumb(obligation, f"hold {hold.kind}"))


def clock_lines(clock: k.Clock, node: Node) -> Iterator[tuple[k.Clock, Node]]:
    """Give a clock and every line inside it."""
    yield clock, node
    for key in ("earliest_of", "latest_of", "choose"):
        for index, line in enumerate(getattr(clock, key)):
            yield from clock_lines(line, item(at(node, key), index))


def _line_conditions(timed: Timed) -> Iterator[Part]:
    for line, node in clock_lines(timed.clock, timed.node):
        if line.when is not None:
            yield Part("line", line.when, at(node, "when"), timed.crumb)
        for key in ("of", "no_later_than", "before"):
            anchor = getattr(line, key)
            if anchor is not None:
                yield from _anchor_conditions(anchor, at(node, key), timed.crumb)


def _anchor_conditions(anchor: k.Anchor, node: Node, where: str) -> Iterator[Part]:
    for line, inner in anchor_lines(anchor, node):
        if line.when is not None:
            yield Part("line", line.when, at(inner, "when"), where)


def anchor_lines(anchor: k.Anchor, node: Node) -> Iterator[tuple[k.AnchorLine, Node]]:
    """Give the lines of a compound anchor, with the tree of each."""
    if isinstance(anchor, k.EndOfAnchor):
        yield from anchor_lines(anchor.of, at(node, "of"))
    elif isinstance(anchor, k.EarliestAnchor | k.LatestAnchor):
        listed = at(node, "earliest_of" if isinstance(anchor, k.EarliestAnchor) else "latest_of")
        for index, line in enumerate(anchor.lines):
            inner = item(listed, index)
            yield line, inner
            yield from anchor_lines(line.anchor, at(inner, "event"))


def anchors(timed: Timed) -> Iterator[tuple[k.Simple, Node]]:
    """Give every simple anchor of a clock, with its place."""
    for line, node in clock_lines(timed.clock, timed.node):
        for key in ("of", "no_later_than", "before"):
            anchor = getattr(line, key)
            if anchor is not None:
                yield from _simple(anchor, at(node, key))


def _simple(anchor: k.Anchor, node: Node) -> Iterator[tuple[k.Simple, Node]]:
    if isinstance(anchor, k.EndOfAnchor):
        yield from _simple(anchor.of, at(node, "of"))
    elif isinstance(anchor, k.EarliestAnchor | k.LatestAnchor):
        listed = at(node, "earliest_of" if isinstance(anchor, k.EarliestAnchor) else "latest_of")
        for index, line in enumerate(anchor.lines):
            yield from _simple(line.anchor, at(item(listed, index), "event"))
    else:
        yield anchor, node
