"""Shapes that only law files use: days, hours, and values named by their keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from ircomply.model.node import Node, Scalar
from ircomply.model.shape import BROKEN, MapOf, Reader, Schema, Shape
from ircomply.model.words import Text


class Day(Shape, frozen=True):
    """A day, or one of a few words."""

    words: tuple[str, ...] = ()
    kind: str = 'a day ("2026-11-20")'

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the date, or the word."""
        if isinstance(node, Scalar):
            if node.text in self.words:
                return node.text
            try:
                return date.fromisoformat(node.text)
            except ValueError:
                pass
        return self.expected(node, reader, "date")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text."""
        return {
            "anyOf": [{"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}, *({"const": word} for word in self.words)]
        }


class Hour(Shape, frozen=True):
    """An hour at which a recipient's day ends."""

    kind = 'an hour ("17:30")'

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the time."""
        try:
            return time.fromisoformat(node.text) if isinstance(node, Scalar) else self.expected(node, reader)
        except ValueError:
            return self.expected(node, reader, "clock")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text."""
        return {"type": "string", "pattern": r"^\d\d:\d\d$"}


class Named(Shape, frozen=True):
    """A mapping whose values take their names from its keys, by `make`."""

    value: Shape
    make: Callable[[str, Any], Any]

    def _map(self) -> MapOf:
        return MapOf(Text(r"[A-Za-z0-9_/-]+", "a name"), self.value)

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the values with their names."""
        read = self._map().read(node, reader)
        return read if read is BROKEN else {name: self.make(name, value) for name, value in read.items()}

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """As the mapping."""
        return self._map().schema(defs)
