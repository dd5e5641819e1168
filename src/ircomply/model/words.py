"""The shapes of single values: words, yes and no, numbers, instants."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ircomply.model.instant import ONGOING, Moment, NotAnInstant, Stretch, read_moment
from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import did_you_mean
from ircomply.model.quantity import Range
from ircomply.model.shape import BROKEN, Reader, Schema, Shape

MANY = 50
"""So many words are still listed for a person who wrote none of them."""

DIGITS = "write digits alone, as in 1500, {at_least: 400, at_most: 700}, or unknown"
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
_WHOLE = re.compile(r"\d{1,15}\Z")
_DECIMAL = re.compile(r"\d{1,15}(\.\d{1,6})?\Z")


class Text(Shape, frozen=True):
    """Any text, or text of one form."""

    pattern: str = ""
    kind: str = "text"
    advice: str = ""

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the text itself."""
        if not isinstance(node, Scalar):
            return self.expected(node, reader)
        if self.pattern and not re.fullmatch(self.pattern, node.text):
            return reader.refuse(node, f'expected {self.kind}, got "{node.text}"', "form", self.advice)
        return node.text

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A string (YAML readers may see a number or a truth value)."""
        return (
            {"type": "string", "pattern": f"^(?:{self.pattern})$"}
            if self.pattern
            else {"type": ["string", "number", "boolean"]}
        )


class Word(Shape, frozen=True):
    """A word of the vocabulary, by its section."""

    section: str
    also: tuple[str, ...] = ()

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return f"one of the {self.section.replace('_', ' ')}"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the word; an unknown one is refused with the nearest."""
        if not isinstance(node, Scalar):
            return self.expected(node, reader)
        known = reader.names.get(self.section)
        if known is None or node.text in known or node.text in self.also:
            return node.text
        called, near = self.section.replace("_", " "), did_you_mean(node.text, known)
        advice = "" if near or len(known) > MANY else f"one of {', '.join(sorted(known))}"
        return reader.refuse(node, f'unknown word "{node.text}" ({called}){near}', "unknown-word", advice)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A string; the vocabulary is checked by `rules check`."""
        return {"type": "string"}


class Choice(Shape, frozen=True):
    """One of a few fixed words."""

    options: tuple[str, ...]

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return "one of " + ", ".join(self.options)

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the word."""
        if isinstance(node, Scalar) and node.text in self.options:
            return node.text
        if isinstance(node, Scalar):
            near = did_you_mean(node.text, self.options)
            return reader.refuse(node, f'expected {self.kind}, got "{node.text}"{near}', "choice")
        return self.expected(node, reader, "choice")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An enumeration."""
        return {"enum": list(self.options)}


class YesNo(Shape, frozen=True):
    """Yes or no; with `unknown`, also that nobody knows (nothing)."""

    unknown: bool = False

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return "yes, no or unknown" if self.unknown else "yes or no"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give true, false or nothing."""
        if isinstance(node, Scalar):
            if node.text in TRUTHS:
                return TRUTHS[node.text]
            if self.unknown and node.text == "unknown":
                return None
        return self.expected(node, reader, "yes-no")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A truth value, or the words that YAML readers leave as text."""
        words = ["yes", "no", "true", "false", *(["unknown"] if self.unknown else [])]
        return {"anyOf": [{"type": "boolean"}, {"enum": words}]}


class Number(Shape, frozen=True):
    """An exact number that is not negative; whole, unless `decimals`."""

    decimals: bool = False
    unit: str = ""

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return ("a number" if self.decimals else "a whole number") + (f" of {self.unit}" if self.unit else "")

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a decimal, never a float."""
        form = _DECIMAL if self.decimals else _WHOLE
        if isinstance(node, Scalar) and form.match(node.text):
            return Decimal(node.text)
        return self.expected(node, reader, "number")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A number, quoted or not."""
        number: Schema = {"type": "number" if self.decimals else "integer", "minimum": 0}
        return {
            "anyOf": [
                number,
                {"type": "string", "pattern": r"^\d{1,15}(\.\d{1,6})?$" if self.decimals else r"^\d{1,15}$"},
            ]
        }


class Ranged(Shape, frozen=True):
    """A number, a range of `at_least` and `at_most`, or unknown (nothing)."""

    decimals: bool = False

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return f"{'a number' if self.decimals else 'a whole number'}, a range (at_least, at_most) or unknown"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Range`, or nothing for unknown."""
        if isinstance(node, Scalar):
            if node.text == "unknown":
                return None
            form = _DECIMAL if self.decimals else _WHOLE
            if not form.match(node.text):
                return self.expected(node, reader, "number", DIGITS)
            return Range(Decimal(node.text), Decimal(node.text))
        if not isinstance(node, Mapping):
            return self.expected(node, reader, "number", DIGITS)
        return self._bounds(node, reader)

    def _bounds(self, node: Mapping, reader: Reader) -> Any:
        bounds: dict[str, Any] = {}
        for name, item in node.pairs:
            if name.text not in ("at_least", "at_most"):
                near = did_you_mean(name.text, ("at_least", "at_most"))
                return reader.refuse(
                    name,
                    f'unknown key "{name.text}" in a range{near}',
                    "unknown-key",
                    "a range has at_least and at_most",
                )
            bounds[name.text] = Number(self.decimals).read(item, reader)
        if not bounds or BROKEN in bounds.values():
            return (
                BROKEN
                if bounds
                else reader.refuse(node, "the range is empty", "number", "write unknown, or at_least and at_most")
            )
        low, high = bounds.get("at_least", Decimal(0)), bounds.get("at_most")
        if high is not None and low > high:
            return reader.refuse(node, f"the range ends ({high}) before it begins ({low})", "number")
        return Range(low, high)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A number, a range, or the word."""
        number = Number(self.decimals).schema(defs)
        bounds = {
            "type": "object",
            "properties": {"at_least": number, "at_most": number},
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [number, bounds, {"const": "unknown"}]}


class InstantOrDay(Shape, frozen=True):
    """An instant, a day, `{between: [a, b]}`; with `no`, also that it has not happened (false); unknown is nothing."""

    no: bool = False
    kind: str = "an instant"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Moment`, false or nothing."""
        if isinstance(node, Scalar):
            if node.text == "unknown":
                return None
            if self.no and node.text in ("no", "false"):
                return False
            return self._moment(node, reader)
        between = node.get("between") if isinstance(node, Mapping) and len(node.pairs) == 1 else None
        if isinstance(between, Sequence) and len(between.items) == 2:
            return self._between(between, reader)
        if isinstance(node, Mapping) and (node.get("from") or node.get("to")):
            return reader.refuse(
                node,
                "this event is an instant, not a stretch",
                "instant",
                "write {between: [a, b]} when it is not known better",
            )
        return self.expected(node, reader, "instant")

    def _moment(self, node: Node, reader: Reader) -> Any:
        if not isinstance(node, Scalar):
            return self.expected(node, reader, "instant")
        try:
            return read_moment(node.text, reader.home)
        except NotAnInstant as doubt:
            return reader.refuse(node, doubt.reason, "instant", doubt.advice)

    def _between(self, node: Sequence, reader: Reader) -> Any:
        first, last = (self._moment(item, reader) for item in node.items)
        if first is BROKEN or last is BROKEN:
            return BROKEN
        if last.latest < first.earliest:
            return reader.refuse(node, "the second instant lies before the first", "instant")
        return Moment(first.earliest, last.latest)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text, or between two texts."""
        between = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
        mapping = {
            "type": "object",
            "properties": {"between": between},
            "additionalProperties": False,
            "required": ["between"],
        }
        words: list[Schema] = [{"type": "string"}, mapping]
        return {"anyOf": [*words, {"type": "boolean"}] if self.no else words}


class StretchOfTime(Shape, frozen=True):
    """`{from, to}`, where `to` may be ongoing; an instant or a day is a stretch of that length."""

    kind: str = "a stretch of time (from, to)"
    extra: tuple[str, ...] = ()

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Stretch`, or nothing for unknown."""
        moment = InstantOrDay()
        if not isinstance(node, Mapping) or node.get("between"):
            value = moment.read(node, reader)
            return value if value is BROKEN or value is None else Stretch(value, value)
        for name, _ in node.pairs:
            if name.text not in ("from", "to", *self.extra):
                reader.refuse(
                    name,
                    f'unknown key "{name.text}"{did_you_mean(name.text, ("from", "to", *self.extra))}',
                    "unknown-key",
                )
                return BROKEN
        first, last = node.get("from"), node.get("to")
        start = moment.read(first, reader) if first else None
        ongoing = isinstance(last, Scalar) and last.text == ONGOING
        end: Any = ONGOING if ongoing else moment.read(last, reader) if last else None
        if BROKEN in (start, end):
            return BROKEN
        if isinstance(start, Moment) and isinstance(end, Moment) and end.latest < start.earliest:
            return reader.refuse(node, "the stretch ends before it begins", "instant")
        return Stretch(start, end)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A mapping, or an instant."""
        end = InstantOrDay().schema(defs)
        mapping = {"type": "object", "properties": {"from": end, "to": end}, "additionalProperties": False}
        return {"anyOf": [{"type": "string"}, mapping]}
