"""The format of comparisons: the four comparators and their bounds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ircomply.model.condition import (
    Comparison,
    Length,
    Money,
    Operator,
    Percent,
)
from ircomply.model.node import Mapping, Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.shape import BROKEN, Field, ListOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, Number, Word

FORMS = {
    "number": "a number",
    "money": "{EUR: n}",
    "percent": "{percent: n, of: figure}",
    "share": "{percent: n}",
    "time": "{hours: n}",
}


class Amount(Shape, frozen=True):
    """A bound, in the forms that its leaf can be compared with: a number, money, a percentage, a length of time."""

    takes: tuple[str, ...] = ("number", "money", "percent", "share", "time")

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return " or ".join(FORMS[form] for form in self.takes)

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the bound; one that the leaf cannot be compared with is refused."""
        if isinstance(node, Scalar):
            return Number(decimals=True).read(node, reader) if "number" in self.takes else self.expected(node, reader)
        units = [pair for pair in node.pairs if pair[0].text != "of"] if isinstance(node, Mapping) else []
        if not isinstance(node, Mapping) or len(units) != 1:
            return self.expected(node, reader)
        key, value = units[0]
        amount = Number(decimals=True).read(value, reader)
        if amount is BROKEN:
            return BROKEN
        form = _form(key.text, node.get("of") is not None)
        if form is None:
            return reader.refuse(
                key, f'no unit "{key.text}"{did_you_mean(key.text, ("percent", "minutes", "hours", "days"))}', "unit"
            )
        if form not in self.takes:
            return self.expected(node, reader)
        if form in ("percent", "share"):
            of = node.get("of")
            named = Word("figures").read(of, reader) if of else None
            return BROKEN if named is BROKEN else Percent(amount, named)
        if form == "time":
            return Length(int(timedelta(**{key.text: float(amount)}).total_seconds()))
        return Money(amount, key.text)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        number = Number(decimals=True).schema(defs)
        mapping = {"type": "object", "additionalProperties": {"anyOf": [number, {"type": "string"}]}}
        forms = [*([number] if "number" in self.takes else []), *([mapping] if self.takes != ("number",) else [])]
        return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _form(unit: str, of: bool) -> str | None:
    if unit == "percent":
        return "percent" if of else "share"
    if of:
        return None
    return "time" if unit in ("minutes", "hours", "days") else "money" if len(unit) == 3 and unit.isupper() else None


OPERATORS: tuple[Operator, ...] = ("more_than", "at_least", "fewer_than", "at_most")


def comparators(*takes: str) -> dict[str, Field]:
    """Describe the four comparators, with the forms of bound that a leaf takes."""
    return {str(operator): Field(Amount(takes)) for operator in OPERATORS}


def compared(given: dict[str, Any]) -> Comparison | None:
    """Take the comparators out of what was read; the one that stands there, or nothing. Two are refused before."""
    found = [Comparison(operator, bound) for operator in OPERATORS if (bound := given.pop(operator, None)) is not None]
    return found[0] if found else None


class Compared(Record, frozen=True):
    """A record with exactly one comparator."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Count the comparators first."""
        present = [name for name, _ in node.pairs if name.text in OPERATORS] if isinstance(node, Mapping) else []
        if isinstance(node, Mapping) and len(present) != 1:
            wanted = "one of " + ", ".join(OPERATORS)
            reader.refuse(present[1] if present else node, f"expected exactly {wanted}", "comparator")
            return BROKEN
        return super().read(node, reader)


LASTING = Compared("length of time", lambda **given: compared(given), comparators("time"))
USERS = Compared("share of users", lambda **given: compared(given), comparators("number", "share"))
ASPECT_LIST = ListOf(Word("data_aspects"), least=1)
ENOUGH = Choice(("confirmed", "suspected"))
