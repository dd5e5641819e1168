"""The format of clocks: anchors, periods, and the ways of giving an instant."""

from __future__ import annotations

import re
from typing import Any

from ircomply.model.clock import (
    UNITS,
    AnchorLine,
    AnswerAnchor,
    Clock,
    Counting,
    EarliestAnchor,
    EndOfAnchor,
    EventAnchor,
    FiledAnchor,
    HoldEndedAnchor,
    LatestAnchor,
    LimitAnchor,
    OrderedAnchor,
    Period,
    Simple,
)
from ircomply.model.condition_format import CONDITION
from ircomply.model.node import Mapping, Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.shape import BROKEN, ByKind, Field, Later, ListOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, Text, Word


def simple_anchor(text: str) -> Simple | None:
    """Read the one-word anchors; nothing where the text has no such form."""
    head, _, rest = text.partition(".")
    if head in ("filed", "last_filed") and rest:
        obligation, _, stage = rest.rpartition(".")
        return FiledAnchor(stage, obligation or None, head == "last_filed")
    if head == "answer" and rest:
        return AnswerAnchor(rest)
    if head == "limit" and rest:
        return LimitAnchor(rest)
    if rest:
        return None
    if text == "ordered":
        return OrderedAnchor()
    return HoldEndedAnchor() if text == "hold_ended" else EventAnchor(text)


class _SimpleAnchor(Shape, frozen=True):
    """An event, `answer.Q`, `filed.STAGE`, `filed.ID.STAGE`, `last_filed.…`, `limit.STAGE`, `ordered`, `hold_ended`."""

    kind = "an anchor (an event, answer.Q, filed.STAGE …)"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the anchor; an event that nobody names is refused."""
        if not isinstance(node, Scalar):
            return self.expected(node, reader, "clock")
        anchor = simple_anchor(node.text)
        if anchor is None:
            return self.expected(node, reader, "clock")
        known = reader.names.get("events")
        if isinstance(anchor, EventAnchor) and known and anchor.event not in known:
            return reader.refuse(node, f'no event "{anchor.event}"{did_you_mean(anchor.event, known)}', "clock")
        questions = reader.names.get("questions")
        if isinstance(anchor, AnswerAnchor) and questions and anchor.question not in questions:
            return reader.refuse(
                node, f'no question "{anchor.question}"{did_you_mean(anchor.question, questions)}', "clock"
            )
        return anchor

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text."""
        return {"type": "string"}


_SIMPLE = _SimpleAnchor()
ANCHOR = Later(lambda: _the_anchor())
_LINE_WITH_WHEN = Record(
    "anchor line",
    lambda event, when: AnchorLine(event, when),
    {"event": Field(ANCHOR, required=True), "when": Field(CONDITION)},
)


class _AnchorLine(Shape, frozen=True):
    """An anchor, or `{event, when}`."""

    kind = "an anchor or {event, when}"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give an `AnchorLine`."""
        if isinstance(node, Mapping) and node.get("event"):
            return _LINE_WITH_WHEN.read(node, reader)
        anchor = ANCHOR.read(node, reader)
        return BROKEN if anchor is BROKEN else AnchorLine(anchor)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        return {"anyOf": [ANCHOR.schema(defs), _LINE_WITH_WHEN.schema(defs)]}


_LINES = ListOf(_AnchorLine(), least=1)
_COMPOUND = {
    "end_of": Record(
        "end of",
        lambda end_of, of: EndOfAnchor(end_of, of),
        {"end_of": Field(Choice(("year", "quarter")), required=True), "of": Field(ANCHOR, required=True)},
    ),
    "earliest_of": Record(
        "earliest anchor",
        lambda earliest_of: EarliestAnchor(earliest_of),
        {"earliest_of": Field(_LINES, required=True)},
    ),
    "latest_of": Record(
        "latest anchor", lambda latest_of: LatestAnchor(latest_of), {"latest_of": Field(_LINES, required=True)}
    ),
}


class _AnchorShape(Shape, frozen=True):
    """What a clock counts from."""

    kind = "an anchor"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the anchor."""
        if isinstance(node, Mapping):
            for key, record in _COMPOUND.items():
                if node.get(key):
                    return record.read(node, reader)
            return self.expected(node, reader, "clock")
        return _SIMPLE.read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Any of them."""
        if "anchor" not in defs:
            defs["anchor"] = {}
            defs["anchor"] = {"anyOf": [_SIMPLE.schema(defs), *(record.schema(defs) for record in _COMPOUND.values())]}
        return {"$ref": "#/$defs/anchor"}


_ANCHOR = _AnchorShape()


def _the_anchor() -> Shape:
    return _ANCHOR


class PeriodShape(Shape, frozen=True):
    """`{hours: 72}`: one unit and a whole number of it."""

    kind = "{minutes | hours | days | business_days | months: n}"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Period`."""
        if not isinstance(node, Mapping) or len(node.pairs) != 1:
            return self.expected(node, reader, "clock")
        unit, count = node.pairs[0]
        if unit.text not in UNITS:
            return reader.refuse(unit, f'no unit "{unit.text}"{did_you_mean(unit.text, UNITS)}', "clock")
        if not isinstance(count, Scalar) or not re.fullmatch(r"[1-9]\d{0,4}", count.text):
            got = f'"{count.text}"' if isinstance(count, Scalar) else "something else"
            return reader.refuse(count, f"expected a whole number of {unit.text.replace('_', ' ')}, got {got}", "clock")
        return Period(int(count.text), unit.text)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """One key."""
        number = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^[1-9]\d*$"}]}
        return {
            "type": "object",
            "properties": dict.fromkeys(UNITS, number),
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }


class _MonthDay(Shape, frozen=True):
    """`"MM-DD"`."""

    kind = 'a month and a day ("04-15")'

    def read(self, node: Node, reader: Reader) -> Any:
        """Give month and day."""
        match = re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", node.text) if isinstance(node, Scalar) else None
        return (int(match[1]), int(match[2])) if match else self.expected(node, reader, "clock")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text."""
        return {"type": "string", "pattern": r"^\d\d-\d\d$"}


CLOCK = Later(lambda: _the_clock())


class _ClockLine(Shape, frozen=True):
    """A clock as a line of another; `original` inside a hold."""

    kind = "a clock"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Clock`."""
        if isinstance(node, Scalar) and node.text == "original":
            return Clock(original=True)
        return CLOCK.read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        return {"anyOf": [CLOCK.schema(defs), {"const": "original"}]}


_CLOCK_LINES = ListOf(_ClockLine(), least=1)
CLOCK_FIELDS = {
    "within": Field(PeriodShape()),
    "by": Field(_MonthDay()),
    "of": Field(ANCHOR),
    "no_later_than": Field(ANCHOR),
    "before": Field(ANCHOR),
    "without": Field(Text()),
    "earliest_of": Field(_CLOCK_LINES, default=()),
    "latest_of": Field(_CLOCK_LINES, default=()),
    "choose": Field(_CLOCK_LINES, default=()),
}
_WAYS = ("within", "by", "no_later_than", "before", "earliest_of", "latest_of", "choose")


def check_clock(node: Node, reader: Reader) -> bool:
    """Refuse a clock with two ways of counting, or a number without a start."""
    if not isinstance(node, Mapping):
        return True
    ways = [name for name, _ in node.pairs if name.text in _WAYS]
    if len(ways) > 1:
        reader.refuse(
            ways[1],
            f'"{ways[0].text}" and "{ways[1].text}" in one clock',
            "clock",
            "give each a line of earliest_of, latest_of or choose",
        )
        return False
    if ways and ways[0].text in ("within", "by") and node.get("of") is None:
        reader.refuse(ways[0], "a count needs its start", "clock", "add  of: EVENT")
        return False
    return True


class _Clock(Record, frozen=True):
    """One clock."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Check its form, then read it."""
        return super().read(node, reader) if check_clock(node, reader) else BROKEN


_CLOCK = _Clock("clock", Clock, {**CLOCK_FIELDS, "when": Field(CONDITION)})


def _the_clock() -> Shape:
    return _CLOCK


_COUNTING = Record(
    "counting",
    lambda rule, relief_if: Counting(rule, relief_if),
    {"rule": Field(Word("counting"), required=True), "relief_if": Field(CONDITION)},
)


class CountingShape(Shape, frozen=True):
    """The name of a rule, or `{rule, relief_if}`."""

    kind = "a counting rule"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Counting`."""
        value = ByKind(text=Word("counting"), mapping=_COUNTING, kind=self.kind).read(node, reader)
        return Counting(value) if isinstance(value, str) else value

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        return {"anyOf": [{"type": "string"}, _COUNTING.schema(defs)]}
