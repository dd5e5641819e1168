"""Circles: tests made of themselves, stages that wait for each other, an `else` that points later."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from ircomply.engine.corpus.walk import LawFile, anchors, at, clocks, leaves, objected
from ircomply.model import clock as k
from ircomply.model import condition as c
from ircomply.model.objection import did_you_mean

if TYPE_CHECKING:
    from ircomply.model.node import Node
    from ircomply.model.objection import Objection
    from ircomply.model.regime import Obligation

Key = TypeVar("Key", bound=Hashable)


def reachable(start: Key, edges: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """List what can be reached from one point; the point itself only over a circle."""
    found: set[Key] = set()
    ahead = list(edges.get(start, ()))
    while ahead:
        point = ahead.pop()
        if point not in found:
            found.add(point)
            ahead += edges.get(point, ())
    return found


def circles(edges: Mapping[Key, Iterable[Key]]) -> list[frozenset[Key]]:
    """List the sets of points that lie on circles with each other, in the order in which they were given."""
    reach = {point: reachable(point, edges) for point in edges}
    found: list[frozenset[Key]] = []
    for point in edges:
        if point in reach[point] and not any(point in circle for circle in found):
            found.append(frozenset(other for other in reach[point] if point in reach.get(other, ())))
    return found


def check_tests(files: list[LawFile]) -> Iterator[Objection]:
    """Refuse named tests that are made of themselves."""
    edges: dict[str, list[str]] = {}
    places: dict[tuple[str, str], Node] = {}
    for file in files:
        table = at(file.node, "conditions")
        for name, condition in file.regime.conditions.items():
            own = f"{file.regime.id}/{name}"
            for found in leaves(condition, at(table, name)):
                if isinstance(found.leaf, c.Named):
                    inner = found.leaf.name if "/" in found.leaf.name else f"{file.regime.id}/{found.leaf.name}"
                    edges.setdefault(own, []).append(inner)
                    places[own, inner] = at(found.node, "condition")
    for circle in circles(edges):
        start = next(name for name in edges if name in circle)
        inner = next(name for name in edges[start] if name in circle)
        message = f"the condition {start.partition('/')[2]} is made of itself"
        yield objected(
            places[start, inner],
            message,
            "circle",
            f"condition {start.partition('/')[2]}",
            "say it once, without the other",
        )


def check_stages(files: list[LawFile]) -> Iterator[Objection]:
    """Refuse stages that count from each other (`filed.`, `limit.`) in a circle."""
    edges: dict[tuple[str, str], list[tuple[str, str]]] = {}
    places: dict[tuple[tuple[str, str], tuple[str, str]], tuple[Node, str]] = {}
    for file in files:
        for obligation, node in file.duties():
            for timed in clocks(obligation, node):
                if timed.role != "clock" or timed.stage is None:
                    continue
                own = (obligation.id, timed.stage)
                for anchor, spot in anchors(timed):
                    inner = _stage_of(anchor, obligation, files)
                    if inner is not None and not (inner == own and isinstance(anchor, k.FiledAnchor) and anchor.last):
                        edges.setdefault(own, []).append(inner)
                        places[own, inner] = (spot, timed.crumb)
    for circle in circles(edges):
        start = next(key for key in edges if key in circle)
        inner = next(key for key in edges[start] if key in circle)
        spot, where = places[start, inner]
        names = " and ".join(dict.fromkeys((start[1], inner[1])))
        message = (
            f"a circle of stages: {names} wait for each other"
            if start != inner
            else f"the stage {start[1]} counts from itself"
        )
        yield objected(
            spot,
            message,
            "circle",
            where,
            "count one of them from an event, or write last_filed. for one that comes again",
        )


def _stage_of(anchor: k.Simple, own: Obligation, files: list[LawFile]) -> tuple[str, str] | None:
    if not isinstance(anchor, k.FiledAnchor | k.LimitAnchor):
        return None
    name = (anchor.obligation if isinstance(anchor, k.FiledAnchor) else None) or own.id
    for file in files:
        for other in file.regime.obligations:
            stage = other.stage(anchor.stage) if other.id == name else None
            if stage is not None:
                return name, stage.name
    return None


def check_else(
    tables: list[tuple[Node, dict[str, tuple[str, ...]], str]], decisions: frozenset[str]
) -> Iterator[Objection]:
    """Refuse an `else` that names no event, that points later, or that would assume a decision.

    `tables` are the `events` sections in their order: the tree, the events with what stands in for them, and the
    breadcrumb. Of a circle, the line is named whose event is declared before the one it points to.
    """
    order = [name for _, events, _ in tables for name in events]
    edges = {name: list(others) for _, events, _ in tables for name, others in events.items()}
    spots = {
        (name, other): (_else_spot(tree, name, other), where)
        for tree, events, where in tables
        for name, others in events.items()
        for other in others
    }
    for (name, other), (spot, where) in spots.items():
        yield from _else_name(name, other, spot, f"{where} > {name}", edges, decisions)
    for circle in circles(edges):
        inside = [(name, other) for name, other in spots if name in circle and other in circle]
        name, other = max(inside, key=lambda edge: order.index(edge[1]) - order.index(edge[0]))
        spot, where = spots[name, other]
        message = f"the else of {name} points later: {other} already falls back to it"
        advice = "else names events that cannot be later than this one"
        yield objected(spot, message, "else", f"{where} > {name}", advice)


def _else_name(
    name: str, other: str, spot: Node, where: str, edges: Mapping[str, list[str]], decisions: frozenset[str]
) -> Iterator[Objection]:
    if other not in edges:
        message = f'no event "{other}"{did_you_mean(other, edges)}'
        yield objected(spot, message, "unknown-name", where, "declare it under events")
    elif other in decisions or name in decisions:
        message = f"{other if other in decisions else name} is a decision, and a decision is never assumed"
        yield objected(spot, message, "else", where, "take it out of else")


def _else_spot(tree: Node, name: str, other: str) -> Node:
    listed = at(at(tree, name), "else")
    return next((one for one in getattr(listed, "items", ()) if getattr(one, "text", "") == other), listed)
