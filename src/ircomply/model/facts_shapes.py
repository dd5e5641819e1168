"""Shapes that only incident files use: happenings, disruptions, figures."""

from __future__ import annotations

from typing import Any

from ircomply.model.facts import Disruption
from ircomply.model.instant import Stretch
from ircomply.model.node import Mapping, Node, Sequence
from ircomply.model.shape import BROKEN, MapOf, Reader, Schema, Shape
from ircomply.model.words import Choice, InstantOrDay, Ranged, StretchOfTime, Text

MOMENT = InstantOrDay()


class Happenings(Shape, frozen=True):
    """When an event happened: an instant, a list of them, or `no`; `occurred` is a stretch."""

    kind = "an instant, a list of instants, or no"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a tuple of moments, stretches or false; empty for unknown."""
        if reader.trail and reader.trail[-1] == "occurred" and not isinstance(node, Sequence):
            value = StretchOfTime().read(node, reader)
            return value if value is BROKEN else () if value is None else (value,)
        items = node.items if isinstance(node, Sequence) else (node,)
        values = tuple(InstantOrDay(no=not isinstance(node, Sequence)).read(item, reader) for item in items)
        return BROKEN if BROKEN in values else tuple(value for value in values if value is not None)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An instant, a list or a stretch."""
        one = InstantOrDay(no=True).schema(defs)
        return {"anyOf": [one, {"type": "array", "items": InstantOrDay().schema(defs)}, StretchOfTime().schema(defs)]}


class DisruptionShape(Shape, frozen=True):
    """A stretch with an extent."""

    kind = "a stretch of time (from, to, extent, expected_end)"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Disruption`."""
        stretch = StretchOfTime(extra=("extent", "expected_end")).read(node, reader)
        extent = node.get("extent") if isinstance(node, Mapping) else None
        ending = node.get("expected_end") if isinstance(node, Mapping) else None
        how = Choice(("full", "limited", "planned")).read(extent, reader) if extent else None
        expected = MOMENT.read(ending, reader) if ending else None
        if BROKEN in (stretch, how, expected):
            return BROKEN
        return Disruption(stretch or Stretch(None, None), how, expected)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An object."""
        keys = {"from": MOMENT.schema(defs), "to": MOMENT.schema(defs), "expected_end": MOMENT.schema(defs)}
        keys["extent"] = {"enum": ["full", "limited", "planned"]}
        return {"type": "object", "properties": keys, "additionalProperties": False}


class FigureShape(Shape, frozen=True):
    """A number or, for money, a number by currency."""

    kind = "a number, a range, or amounts by currency"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Range`, or a mapping from currencies to ranges."""
        if isinstance(node, Mapping) and node.get("at_least") is None and node.get("at_most") is None:
            return MapOf(Text("[A-Z]{3}", "a currency (ISO 4217)"), Ranged(decimals=True)).read(node, reader)
        return Ranged(decimals=True).read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        one = Ranged(decimals=True).schema(defs)
        return {
            "anyOf": [one, {"type": "object", "propertyNames": {"pattern": "^[A-Z]{3}$"}, "additionalProperties": one}]
        }
