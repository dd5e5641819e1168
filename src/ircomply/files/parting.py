"""Parts a regime of which some obligations cannot be read: the tree of those that can, and the tree of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model.node import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircomply.model.objection import Objection

SECTION = "obligations"


def without_broken(node: Node, objections: Iterable[Objection]) -> tuple[Node, Node] | None:
    """Give the regime without its broken obligations, and a regime of those alone.

    Nothing where something else is broken, or where no obligation is sound.
    """
    listed = node.get(SECTION) if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(listed, Sequence):
        return None
    lines = {one.span.line if one.span else 0 for one in objections}
    ranges = _ranges(node, listed)
    broken = [index for index, lines_of in enumerate(ranges) if lines & set(lines_of)]
    inside = {line for index in broken for line in ranges[index]}
    if not lines <= inside or len(broken) == len(listed.items):
        return None
    sound = tuple(one for index, one in enumerate(listed.items) if index not in broken)
    rest = tuple(listed.items[index] for index in broken)
    return _with(node, sound), _with(node, rest)


def _with(node: Mapping, obligations: tuple[Node, ...]) -> Mapping:
    kept = Sequence(obligations, node.span)
    return Mapping(tuple((key, kept if key.text == SECTION else value) for key, value in node.pairs), node.span)


def _ranges(node: Mapping, listed: Sequence) -> list[range]:
    """Give the lines of each obligation: up to the next one, or to the next section, or to the end."""
    keys: list[Scalar] = [key for key, _ in node.pairs]
    starts = [one.span.line if one.span else 0 for one in listed.items]
    later = [key.span.line for key in keys if key.span and starts and key.span.line > starts[0]]
    ends = [*starts[1:], min(later, default=1_000_000)]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]
