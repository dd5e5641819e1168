"""The format of the case file: a base, cases laid over it, and what each expects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.model.case import NONE, Case, CaseFile, Expectation, Placed, merge
from ircomply.model.facts_format import PARTIAL
from ircomply.model.node import Mapping, Node
from ircomply.model.results import STATES, VERDICTS
from ircomply.model.shape import BROKEN, ByKind, Field, ListOf, MapOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, InstantOrDay, Text, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTANTS = ("act_by", "outer_limit", "plan_by", "not_before")
OPEN_ON = ("place", "class", "facts", "decision")


class _Placed(Shape, frozen=True, eq=False):
    """A shape whose value keeps its place."""

    shape: Shape

    @property
    def kind(self) -> str:  # type: ignore[override]
        """In words."""
        return self.shape.kind

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the value with its span."""
        value = self.shape.read(node, reader)
        return BROKEN if value is BROKEN else Placed(value, node.span)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """As the shape."""
        return self.shape.schema(defs)


class _OrNone(Shape, frozen=True):
    """An instant, or `none`: there is no date."""

    kind = "an instant, or none"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give a `Moment`, or the word."""
        if getattr(node, "text", None) == NONE:
            return NONE
        value = InstantOrDay().read(node, reader)
        return reader.refuse(node, f"expected {self.kind}", "instant") if value is None else value

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Text."""
        return {"type": "string"}


class _Raw(Shape, frozen=True):
    """A partial incident, kept as a tree until it lies over its base."""

    kind = "a mapping (partial incident)"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the tree."""
        return node if isinstance(node, Mapping) else self.expected(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """As an incident, with nothing required."""
        return PARTIAL.schema(defs)


STAGE = Record(
    "expected stage",
    dict,
    {
        **{key: Field(_Placed(_OrNone())) for key in INSTANTS},
        "state": Field(_Placed(Choice(STATES))),
        "projected": Field(_Placed(YesNo())),
        "standard": Field(_Placed(Text())),
        "filed_under": Field(_Placed(Text())),
        "held": Field(_Placed(ByKind(text=Text(), kind="a kind of hold, an instant, yes or none"))),
    },
)
INSTANCE = {
    "verdict": Field(_Placed(Choice(VERDICTS))),
    "open_on": Field(_Placed(Choice((*OPEN_ON, NONE)))),
    "missing": Field(_Placed(ListOf(Text(), single=True))),
    "stages": Field(MapOf(Text(), STAGE)),
}
EXPECTED = Record(
    "expected", dict, {**INSTANCE, "each": Field(MapOf(Text(), Record("expected instance", dict, INSTANCE)))}
)


def _case(**given: Any) -> Case:
    found = tuple(one for obligation, wanted in given["expect"].items() for one in _flat(obligation, wanted))
    return Case(given["name"], given["facts"] or Mapping(()), given["as_of"], found, given["span"])


def _flat(obligation: str, wanted: dict[str, Any], where: str | None = None) -> Iterator[Expectation]:
    """Make one expectation of each thing that is written."""
    for key in ("verdict", "open_on", "missing"):
        if placed := wanted.get(key):
            yield Expectation(obligation, key, placed.value, where, None, placed.span)
    for stage, states in (wanted.get("stages") or {}).items():
        for key, placed in states.items():
            if placed is not None:
                yield Expectation(obligation, key, placed.value, where, stage, placed.span)
    for place, inner in (wanted.get("each") or {}).items():
        yield from _flat(obligation, inner, place)


CASE = Record(
    "case",
    _case,
    {
        "name": Field(Text(), required=True),
        "facts": Field(_Raw()),
        "as_of": Field(InstantOrDay(), required=True, says="add  as_of: an instant after what is given"),
        "expect": Field(MapOf(Text(), EXPECTED), required=True),
    },
    "name",
    place="span",
)
CASES = Record(
    "cases",
    lambda regime, base, cases, schema: CaseFile(regime, tuple(_over(base, case) for case in cases)),
    {
        "schema": Field(Choice(("ircomply/cases/v1",)), required=True, says="write  schema: ircomply/cases/v1"),
        "regime": Field(_Placed(Text()), required=True),
        "base": Field(_Raw()),
        "cases": Field(ListOf(CASE, least=1), required=True),
    },
)


def _over(base: Node | None, case: Case) -> Case:
    laid = merge(base, case.facts) if base is not None else case.facts
    return Case(case.name, laid, case.as_of, case.expectations, case.span)
