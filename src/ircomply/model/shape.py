"""The building blocks in which the formats are described, once.

A shape reads a node into a plain frozen value, gathering every objection with its place, and gives its own
JSON Schema. `BROKEN` stands for a value that could not be read; whoever holds one is broken too.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import Objection, did_you_mean

if TYPE_CHECKING:
    from datetime import tzinfo

Schema = dict[str, Any]


class _Broken:
    """The value of what could not be read."""


BROKEN = _Broken()


@dataclass(slots=True)
class Reader:
    """What reading needs besides the node, and what it leaves: the objections.

    `names` are the known words by section; a section that is not there is not checked.
    """

    names: Table[str, frozenset[str]] = field(default_factory=dict)
    home: tzinfo | None = None
    objections: list[Objection] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    partial: bool = False  # a record takes what is sound, so that more can be looked at; the objections still stand

    def refuse(self, node: Node, message: str, rule: str, advice: str = "") -> _Broken:
        """Gather one objection at a node and give the broken value."""
        self.objections.append(Objection(message, rule, node.span, " > ".join(self.trail), advice))
        return BROKEN


class Shape(Value, frozen=True, eq=False):
    """What a node may be. `kind` is how a message calls it."""

    kind = "a value"

    def read(self, node: Node, reader: Reader) -> Any:
        """Turn the node into a value, or refuse it and give `BROKEN`."""
        raise NotImplementedError

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Describe it as JSON Schema; named shapes put themselves into `defs`."""
        raise NotImplementedError

    def expected(self, node: Node, reader: Reader, rule: str = "shape", advice: str = "") -> _Broken:
        """Refuse a node that is of another kind altogether."""
        if isinstance(node, Scalar) and not node.text:
            advice = "write a value, or take the key out: what does not stand there is unknown"
            return reader.refuse(node, f"expected {self.kind}, got nothing", rule, advice)
        got = (
            f'"{node.text}"' if isinstance(node, Scalar) else ("a list" if isinstance(node, Sequence) else "a mapping")
        )
        return reader.refuse(node, f"expected {self.kind}, got {got}", rule, advice)


class ListOf(Shape, frozen=True):
    """A list of one shape; `single` lets a lone value stand for a list of one."""

    item: Shape
    single: bool = False
    least: int = 0

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return "a list"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a tuple."""
        if not isinstance(node, Sequence):
            if not self.single:
                return self.expected(node, reader)
            value = self.item.read(node, reader)
            return BROKEN if value is BROKEN else (value,)
        if len(node.items) < self.least:
            return reader.refuse(node, "the list is empty", "shape", "name at least one, or leave the key out")
        values = tuple(self.item.read(item, reader) for item in node.items)
        return BROKEN if BROKEN in values else values

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An array, or also one item."""
        array: Schema = {"type": "array", "items": self.item.schema(defs)}
        if self.least:
            array["minItems"] = self.least
        return {"anyOf": [self.item.schema(defs), array]} if self.single else array


class MapOf(Shape, frozen=True):
    """A mapping from names to values of one shape."""

    key: Shape
    value: Shape
    kind = "a mapping"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a dictionary in the order of the file."""
        if not isinstance(node, Mapping):
            return self.expected(node, reader)
        read: dict[Any, Any] = {}
        for name, value in node.pairs:
            reader.trail.append(name.text)
            key, item = self.key.read(name, reader), self.value.read(value, reader)
            reader.trail.pop()
            read[name.text if key is BROKEN else key] = BROKEN if key is BROKEN else item
        return BROKEN if BROKEN in read.values() else read

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An object; the keys are checked by name."""
        return {
            "type": "object",
            "propertyNames": self.key.schema(defs),
            "additionalProperties": self.value.schema(defs),
        }


class Field(Value, frozen=True):
    """One key of a record: its shape, whether it must stand there, what it is without, and its name in the value."""

    shape: Shape
    required: bool = False
    default: Any = None
    attribute: str = ""
    says: str = ""


class Record(Shape, frozen=True, eq=False):
    """A mapping with fixed keys, made into a value by `make`. Unknown keys are refused with the nearest known one.

    `called` names the record in breadcrumbs, by one of its keys: `finding F1`.
    """

    title: str
    make: Callable[..., Any]
    fields: Table[str, Field]
    called: str = ""
    says: str = ""
    place: str = ""  # the attribute that takes the span, where the value keeps it

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return f"a mapping ({self.title})"

    def read(self, node: Node, reader: Reader) -> Any:
        """Read every key, gather every objection, and make the value when all of them are sound."""
        if not isinstance(node, Mapping):
            return self.expected(node, reader)
        crumb = self._crumb(node)
        if crumb:
            reader.trail.append(crumb)
        values = self._values(node, reader)
        if crumb:
            reader.trail.pop()
        if values is None:
            return BROKEN
        if self.place:
            values[self.place] = node.span
        return self.make(**values)

    def _values(self, node: Mapping, reader: Reader) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        sound = True
        for name, item in node.pairs:
            described = self.fields.get(name.text)
            if described is None:
                near = did_you_mean(name.text, self.fields)
                advice = "" if near else f"the keys here: {', '.join(self.fields)}"
                reader.refuse(name, f'unknown key "{name.text}"{near}', "unknown-key", advice)
                sound = sound and reader.partial and not reader.trail
                continue
            reader.trail.append(name.text)
            value = described.shape.read(item, reader)
            reader.trail.pop()
            if value is BROKEN and reader.partial and not reader.trail:
                continue
            sound = sound and value is not BROKEN
            values[described.attribute or name.text] = value
        for key, described in self.fields.items():
            values.setdefault(described.attribute or key, described.default)
            if node.get(key) is None and described.required:
                reader.refuse(node, f'the key "{key}" is missing', "missing-key", described.says or f"add  {key}:")
                sound = sound and reader.partial and not reader.trail
        return values if sound else None

    def _crumb(self, node: Mapping) -> str:
        name = node.get(self.called) if self.called else None
        return f"{self.title} {name.text}" if isinstance(name, Scalar) else ""

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A closed object under its title."""
        name = self.title.replace(" ", "_")
        if name not in defs:
            defs[name] = {}
            properties = {}
            for key, described in self.fields.items():
                properties[key] = {
                    **described.shape.schema(defs),
                    **({"description": described.says} if described.says else {}),
                }
            defs[name] = {"type": "object", "properties": properties, "additionalProperties": False}
            if required := [key for key, described in self.fields.items() if described.required]:
                defs[name]["required"] = required
            if self.says:
                defs[name]["description"] = self.says
        return {"$ref": f"#/$defs/{name}"}


class ByKind(Shape, frozen=True, eq=False):
    """One shape for text, one for a mapping, one for a list; what is left out is refused."""

    text: Shape | None = None
    mapping: Shape | None = None
    sequence: Shape | None = None
    kind: str = "a value"

    def read(self, node: Node, reader: Reader) -> Any:
        """Hand the node to the shape of its kind."""
        shape = self.text if isinstance(node, Scalar) else self.mapping if isinstance(node, Mapping) else self.sequence
        return shape.read(node, reader) if shape else self.expected(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Any of them."""
        return {"anyOf": [shape.schema(defs) for shape in (self.text, self.mapping, self.sequence) if shape]}


class Later(Shape, frozen=True, eq=False):
    """A shape that is only known later, for formats that hold themselves."""

    find: Callable[[], Shape]

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return self.find().kind

    def read(self, node: Node, reader: Reader) -> Any:
        """Hand on."""
        return self.find().read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Hand on."""
        return self.find().schema(defs)
