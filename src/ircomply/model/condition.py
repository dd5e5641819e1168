"""The condition language: a tree over the facts of an incident, and its format.

Eleven leaves and five combinators; new law must not need new Python: what no leaf expresses is a question.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from ircomply.model.base import Tagged, Value
from ircomply.model.node import Mapping, Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.shape import BROKEN, ByKind, Field, Later, ListOf, Reader, Record, Schema, Shape
from ircomply.model.vocabulary import PlaceCode
from ircomply.model.words import Choice, Number, Text, Word, YesNo

LINKS = ("seat", "establishment", "market", "people")
THIS = "this"


class Money(Tagged, frozen=True):
    """An amount in one currency; no currency is ever converted."""

    amount: Decimal
    currency: str


class Percent(Tagged, frozen=True):
    """A share of another figure; without `of`, of the users."""

    share: Decimal
    of: str | None = None


Bound = Decimal | Money | Percent | timedelta
Operator = Literal["more_than", "at_least", "fewer_than", "at_most"]


class Comparison(Value, frozen=True):
    """One comparator, in the statute's own words, and its bound."""

    operator: Operator
    bound: Bound

    @property
    def upper(self) -> bool:
        """Whether more of it takes the duty away."""
        return self.operator in ("fewer_than", "at_most")


class Pattern(Value, frozen=True):
    """A kind of breach; everything in it is asked of one and the same data set."""

    of: tuple[str, ...] | str
    aspects: tuple[str, ...] = ()
    enough: str = "confirmed"
    place: str | None = None
    role: str | None = None
    form: str | None = None
    owner: str | None = None
    unless_protected: str | None = None


class All(Tagged, frozen=True):
    """Every child holds."""

    children: tuple[Condition, ...]


class AnyOf(Tagged, frozen=True):
    """At least one child holds."""

    children: tuple[Condition, ...]


class Not(Tagged, frozen=True):
    """The child does not hold."""

    child: Condition


class Some(Tagged, frozen=True):
    """At least so many children hold."""

    at_least: int
    children: tuple[Condition, ...]


class Named(Tagged, frozen=True):
    """A test with a name, of this regime or as `regime/name` of another."""

    name: str


class Breach(Tagged, frozen=True):
    """At least one data set matches the pattern."""

    of: str | Pattern


class PeopleCount(Tagged, frozen=True):
    """So many people of a place stand in the matching data sets."""

    of: str | Pattern
    test: Comparison
    place: str | None = None


class ServiceHit(Tagged, frozen=True):
    """One and the same service was hit in this way, for so long, for so many."""

    aspects: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    critical: bool | None = None
    enough: str = "confirmed"
    lasting: Comparison | None = None
    place: str | None = None
    users: Comparison | None = None
    customer: str | None = None


class IncidentIs(Tagged, frozen=True):
    """The incident as a whole is established to be of this kind."""

    aspects: tuple[str, ...]
    enough: str = "confirmed"


class FigurePasses(Tagged, frozen=True):
    """A named number of the incident passes a threshold."""

    name: str
    test: Comparison


class Happened(Tagged, frozen=True):
    """An event has happened; or it happened more than so long after another."""

    event: str
    after: str | None = None
    by: timedelta | None = None


class Answered(Tagged, frozen=True):
    """A person has decided so; without `values` and `at_least`, has decided at all."""

    question: str
    values: tuple[str, ...] | None = None
    at_least: str | None = None


class HasClass(Tagged, frozen=True):
    """The organisation has this regulated status."""

    name: str


class Linked(Tagged, frozen=True):
    """The organisation or the people have this link with the place."""

    place: str
    by: tuple[str, ...] = LINKS


class DutyIs(Tagged, frozen=True):
    """That other duty, or any duty to another authority of these kinds, is due."""

    obligation: str | None = None
    to: tuple[str, ...] = ()


class FiledIs(Tagged, frozen=True):
    """That report has been made."""

    obligation: str | None = None
    stage: str | None = None
    mode: str | None = None
    to: tuple[str, ...] = ()


Leaf = Breach | PeopleCount | ServiceHit | IncidentIs | FigurePasses | Happened | Answered | HasClass | Linked | DutyIs | FiledIs
Condition = All | AnyOf | Not | Some | Named | Leaf


def children(condition: Condition) -> tuple[Condition, ...]:
    """Give the direct parts of a combinator; a leaf has none."""
    if isinstance(condition, All | AnyOf | Some):
        return condition.children
    return (condition.child,) if isinstance(condition, Not) else ()


class _Amount(Shape, frozen=True):
    """A bound: a number, an amount of money, a percentage, or a length of time."""

    kind = "a number, {EUR: n}, {percent: n, of: figure} or {hours: n}"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the bound."""
        if isinstance(node, Scalar):
            return Number(decimals=True).read(node, reader)
        if not isinstance(node, Mapping) or not node.pairs:
            return self.expected(node, reader)
        key, value = node.pairs[0]
        amount = Number(decimals=True).read(value, reader)
        if amount is BROKEN:
            return BROKEN
        if key.text == "percent":
            of = node.get("of")
            named = Word("figures").read(of, reader) if of else None
            return BROKEN if named is BROKEN else Percent(amount, named)
        if key.text in ("minutes", "hours", "days"):
            return timedelta(**{key.text: float(amount)})
        if len(key.text) == 3 and key.text.isupper():
            return Money(amount, key.text)
        return reader.refuse(key, f'no unit "{key.text}"{did_you_mean(key.text, ("percent", "minutes", "hours", "days"))}', "unit")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Either."""
        number = Number(decimals=True).schema(defs)
        return {"anyOf": [number, {"type": "object", "additionalProperties": {"anyOf": [number, {"type": "string"}]}}]}


OPERATORS: tuple[Operator, ...] = ("more_than", "at_least", "fewer_than", "at_most")
COMPARATORS = {operator: Field(_Amount()) for operator in OPERATORS}


def compared(given: dict[str, Any]) -> Comparison | None:
    """Take the comparators out of what was read; the one that stands there, or nothing. Two are refused before."""
    found = [Comparison(operator, bound) for operator in OPERATORS if (bound := given.pop(operator, None)) is not None]
    return found[0] if found else None


class _Compared(Record, frozen=True):
    """A record with exactly one comparator."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Count the comparators first."""
        present = [name for name, _ in node.pairs if name.text in OPERATORS] if isinstance(node, Mapping) else []
        if isinstance(node, Mapping) and len(present) != 1:
            wanted = "one of " + ", ".join(OPERATORS)
            reader.refuse(present[1] if present else node, f"expected exactly {wanted}", "comparator")
            return BROKEN
        return super().read(node, reader)


LASTING = _Compared("length of time", lambda **given: compared(given), COMPARATORS)
USERS = _Compared("share of users", lambda **given: compared(given), COMPARATORS)
ASPECT_LIST = ListOf(Word("data_aspects"), least=1)
ENOUGH = Choice(("confirmed", "suspected"))


def _pattern(**given: Any) -> Pattern:
    return Pattern(**{**given, "aspects": given["aspects"] or (), "enough": given["enough"] or "confirmed"})


PATTERN = Record(
    "breach pattern",
    _pattern,
    {
        "of": Field(ByKind(text=Word("kinds_of_data", also=("any",)), sequence=ListOf(Word("categories"), least=1), kind="categories, a combination or any"), required=True),
        "aspects": Field(ASPECT_LIST),
        "enough": Field(ENOUGH),
        "in": Field(PlaceCode(also=(THIS,)), attribute="place"),
        "role": Field(Choice(("controller", "processor"))),
        "form": Field(Choice(("electronic", "paper"))),
        "for": Field(Text(), attribute="owner"),
        "unless_protected": Field(Word("protection")),
    },
)
BREACH_OF = ByKind(text=Text(), mapping=PATTERN, kind="a name of breaches, or a pattern")


def _people(**given: Any) -> PeopleCount:
    test = compared(given)
    assert test  # noqa: S101 - counted before
    return PeopleCount(given["of"], test, given["place"])


PEOPLE = _Compared("people test", _people, {"of": Field(BREACH_OF, required=True), "in": Field(PlaceCode(also=(THIS,)), attribute="place"), **COMPARATORS})
SERVICE = Record(
    "service test",
    lambda **given: ServiceHit(**{key: value for key, value in given.items() if value is not None}),
    {
        "aspects": Field(ListOf(Word("service_aspects"), least=1)),
        "kind": Field(ListOf(Word("service_kinds"), least=1)),
        "critical": Field(YesNo()),
        "enough": Field(ENOUGH),
        "lasting": Field(LASTING),
        "in": Field(PlaceCode(also=(THIS,)), attribute="place"),
        "users": Field(USERS),
        "for": Field(Text(), attribute="customer"),
    },
)
INCIDENT = Record(
    "incident test",
    lambda aspects, enough: IncidentIs(aspects, enough or "confirmed"),
    {"aspects": Field(ListOf(Word("incident_aspects"), least=1), required=True), "enough": Field(ENOUGH)},
)
LATER_THAN = Record("later than", dict, {"event": Field(Word("events"), required=True), "by": Field(_Amount(), required=True)})


def _happened(event: str, later_than: dict[str, Any] | None) -> Happened:
    return Happened(event, later_than["event"], later_than["by"]) if later_than else Happened(event)


def _figure(**given: Any) -> FigurePasses:
    test = compared(given)
    assert test  # noqa: S101 - counted before
    return FigurePasses(given["figure"], test)


CONDITION = Later(lambda: _CONDITION)
TO = Field(ListOf(Word("recipient_kinds"), least=1), default=())
DUTY_TO = Record("duty", lambda to: DutyIs(to=to), {"to": Field(TO.shape, required=True)})
FILED_HERE = Record(
    "filed", lambda **given: FiledIs(**given), {"stage": Field(Text()), "mode": Field(Choice(("oral", "written"))), "to": TO}
)
CHILDREN = ListOf(CONDITION, least=1)
SOME = Record("some", lambda at_least, of: Some(int(at_least), of), {"at_least": Field(Number(), required=True), "of": Field(CHILDREN, required=True)})


def _head(key: str, shape: Shape, make: Callable[..., Any], kind: type[Record] = Record, **more: Field) -> tuple[str, Record]:
    return key, kind(key, make, {key: Field(shape, required=True), **more})


def _leaf_of(text: Callable[[str], Any], mapping: Shape) -> Shape:
    class _Either(ByKind, frozen=True):
        def read(self, node: Node, reader: Reader) -> Any:
            value = super().read(node, reader)
            return text(value) if isinstance(value, str) else value

    return _Either(text=Text(), mapping=mapping)


HEADS: dict[str, Record] = dict(
    (
        _head("all", CHILDREN, lambda **given: All(given["all"])),
        _head("any", CHILDREN, lambda **given: AnyOf(given["any"])),
        _head("not", CONDITION, lambda **given: Not(given["not"])),
        _head("some", SOME, lambda some: some),
        _head("condition", Text(), lambda condition: Named(condition)),
        _head("breach", BREACH_OF, lambda breach: Breach(breach)),
        _head("people", PEOPLE, lambda people: people),
        _head("service", SERVICE, lambda service: service),
        _head("incident", INCIDENT, lambda incident: incident),
        _head("figure", Word("figures"), _figure, _Compared, **COMPARATORS),
        _head("event", Word("events", also=("ordered",)), _happened, later_than=Field(LATER_THAN)),
        _head(
            "answer",
            Word("questions"),
            lambda answer, **given: Answered(answer, given["is"], given["at_least"]),
            **{"is": Field(ListOf(Text(), least=1)), "at_least": Field(Text())},
        ),
        _head("class", Word("classes"), lambda **given: HasClass(given["class"])),
        _head("place", PlaceCode(also=(THIS,)), lambda place, by: Linked(place, by or LINKS), by=Field(ListOf(Choice(LINKS), least=1))),
        _head("duty", _leaf_of(lambda name: DutyIs(name), DUTY_TO), lambda duty: duty),
        _head("filed", _leaf_of(lambda name: FiledIs(name), FILED_HERE), lambda filed: filed),
    )
)


class _ConditionShape(Shape, frozen=True):
    """One leaf or one combinator."""

    kind = "a condition"

    def read(self, node: Node, reader: Reader) -> Any:
        """Find the head and read the rest by it."""
        if not isinstance(node, Mapping) or not node.pairs:
            return self.expected(node, reader, "condition")
        heads = [name for name, _ in node.pairs if name.text in HEADS]
        if len(heads) != 1:
            key = node.pairs[0][0]
            if len(heads) > 1:
                return reader.refuse(heads[1], f'"{heads[0].text}" and "{heads[1].text}" in one condition', "condition", "join them with all or any")
            return reader.refuse(key, f'no leaf or combinator "{key.text}"{did_you_mean(key.text, HEADS)}', "condition")
        return HEADS[heads[0].text].read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Any head."""
        if "condition" not in defs:
            defs["condition"] = {}
            found = []
            for record in HEADS.values():
                local: dict[str, Schema] = {}
                record.schema(local)
                described = local.pop(record.title)
                for name, value in local.items():
                    defs.setdefault(name, value)
                found.append(described)
            defs["condition"] = {"oneOf": found}
        return {"$ref": "#/$defs/condition"}


_CONDITION = _ConditionShape()
