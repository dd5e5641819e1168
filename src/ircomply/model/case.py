"""Cases beside a regime: facts, an instant, and what the law must answer.

An expectation is one comparison, kept with its own place, so that a case that fails points at the line that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node

if TYPE_CHECKING:
    from ircomply.model.instant import Moment
    from ircomply.model.location import Span

NONE: Literal["none"] = "none"


class Placed(Value, frozen=True):
    """A value and where it stands."""

    value: Any
    span: Span | None


class Expectation(Value, frozen=True):
    """One thing that a case expects of one obligation: of an instance (`where`), of a stage, or of the duty itself."""

    obligation: str
    key: str
    value: Any
    where: str | None = None
    stage: str | None = None
    span: Span | None = None


class Case(Value, frozen=True):
    """Facts (a partial incident, not read yet), the instant they are judged at, and what is expected of them."""

    name: str
    facts: Node
    as_of: Moment
    expectations: tuple[Expectation, ...]
    span: Span | None = None


class CaseFile(Value, frozen=True):
    """The cases of one regime."""

    regime: Placed
    cases: tuple[Case, ...]
    node: Node = Mapping(())


def merge(base: Node, over: Node) -> Node:
    """Lay one tree over another: mappings are merged deeply, everything else is replaced."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return over
    laid = dict(over)
    kept = [(name, merge(value, laid.pop(name.text)) if name.text in laid else value) for name, value in base.pairs]
    return Mapping((*kept, *((name, value) for name, value in over.pairs if name.text in laid)), over.span)
