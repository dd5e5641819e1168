"""A text tree with positions: what strict reading leaves of a YAML file.

Every value is text; nothing is resolved, so `NO` stays Norway and `12:30` stays a time.
A node made by the program itself has no span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model.base import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.location import Span

Plain = str | dict[str, "Plain"] | list["Plain"]


class Scalar(Value, frozen=True):
    """One piece of text. `plain` says that it stood without quotes."""

    text: str
    span: Span | None = None
    plain: bool = True


class Mapping(Value, frozen=True):
    """Keys and values in the order of the file; keys are unique."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span | None = None

    def get(self, key: str) -> Node | None:
        """Return the value under a key, or nothing."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        """Walk over key texts and values."""
        return ((name.text, value) for name, value in self.pairs)


class Sequence(Value, frozen=True):
    """Values in order."""

    items: tuple[Node, ...]
    span: Span | None = None


Node = Scalar | Mapping | Sequence


def plain(node: Node) -> Plain:
    """Give the tree as dictionaries, lists and text, without positions."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node}


def from_plain(value: object) -> Node:
    """Make a tree of program values; numbers become text, yes and no their words."""
    if isinstance(value, dict):
        return Mapping(tuple((Scalar(str(key)), from_plain(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return Sequence(tuple(from_plain(item) for item in value))
    if isinstance(value, bool):
        return Scalar("yes" if value else "no")
    return Scalar(str(value))


def locate(node: Node, path: tuple[str | int, ...]) -> Node:
    """Find the deepest node on a path of keys and positions; the last one that is there."""
    for step in path:
        found: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            found = node.items[step]
        if found is None:
            return node
        node = found
    return node


def key_of(node: Node, path: tuple[str | int, ...]) -> Node:
    """Find the key at the end of a path; the deepest node that is there when it is not."""
    outer = locate(node, path[:-1])
    if isinstance(outer, Mapping):
        return next((name for name, _ in outer.pairs if name.text == path[-1]), outer)
    return outer
