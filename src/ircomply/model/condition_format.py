"""The format of conditions: how every leaf and combinator is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ircomply.model.comparison_format import (
    ASPECT_LIST,
    ENOUGH,
    LASTING,
    USERS,
    Amount,
    Compared,
    comparators,
    compared,
)
from ircomply.model.condition import (
    LINKS,
    THIS,
    All,
    Answered,
    AnyOf,
    Breach,
    DutyIs,
    FigurePasses,
    FiledIs,
    Happened,
    HasClass,
    IncidentIs,
    Linked,
    Named,
    Not,
    Pattern,
    PeopleCount,
    ServiceHit,
    Some,
)
from ircomply.model.node import Mapping, Node
from ircomply.model.objection import did_you_mean
from ircomply.model.place_code import PlaceCode
from ircomply.model.shape import ByKind, Field, Later, ListOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, Number, Text, Word, YesNo


def _pattern(**given: Any) -> Pattern:
    return Pattern(**{**given, "aspects": given["aspects"] or (), "enough": given["enough"] or "confirmed"})


PATTERN = Record(
    "breach pattern",
    _pattern,
    {
        "of": Field(
            ByKind(
                text=Word("kinds_of_data", also=("any",)),
                sequence=ListOf(Word("categories"), least=1),
                kind="categories, a combination or any",
            ),
            required=True,
        ),
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


PEOPLE = Compared(
    "people test",
    _people,
    {
        "of": Field(BREACH_OF, required=True),
        "in": Field(PlaceCode(also=(THIS,)), attribute="place"),
        **comparators("number"),
    },
)
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
LATER_THAN = Record(
    "later than", dict, {"event": Field(Word("events"), required=True), "by": Field(Amount(("time",)), required=True)}
)


def _happened(event: str, later_than: dict[str, Any] | None) -> Happened:
    return (
        Happened(event, later_than["event"], timedelta(seconds=later_than["by"].seconds))
        if later_than
        else Happened(event)
    )


def _figure(**given: Any) -> FigurePasses:
    test = compared(given)
    assert test  # noqa: S101 - counted before
    return FigurePasses(given["figure"], test)


CONDITION = Later(lambda: _the_condition())
TO = Field(ListOf(Word("recipient_kinds"), least=1), default=())
DUTY_TO = Record("duty to", lambda to: DutyIs(to=to), {"to": Field(TO.shape, required=True)})
FILED_HERE = Record(
    "filed report",
    lambda **given: FiledIs(**given),
    {"stage": Field(Text()), "mode": Field(Choice(("oral", "written"))), "to": TO},
)
CHILDREN = ListOf(CONDITION, least=1)
SOME = Record(
    "some of",
    lambda at_least, of: Some(int(at_least), of),
    {"at_least": Field(Number(), required=True), "of": Field(CHILDREN, required=True)},
)


def _head(key: str, shape: Shape, make: Callable[..., Any], **more: Field) -> tuple[str, Record]:
    return key, Record(f"condition {key}", make, {key: Field(shape, required=True), **more})


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
        (
            "figure",
            Compared(
                "condition figure",
                _figure,
                {"figure": Field(Word("figures"), required=True), **comparators("number", "money", "percent")},
            ),
        ),
        _head("event", Word("events", also=("ordered",)), _happened, later_than=Field(LATER_THAN)),
        _head(
            "answer",
            Word("questions"),
            lambda answer, **given: Answered(answer, given["is"], given["at_least"]),
            **{"is": Field(ListOf(Text(), least=1)), "at_least": Field(Text())},
        ),
        _head("class", Word("classes"), lambda **given: HasClass(given["class"])),
        _head(
            "place",
            PlaceCode(also=(THIS,)),
            lambda place, by: Linked(place, by or LINKS),
            by=Field(ListOf(Choice(LINKS), least=1)),
        ),
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
                return reader.refuse(
                    heads[1],
                    f'"{heads[0].text}" and "{heads[1].text}" in one condition',
                    "condition",
                    "join them with all or any",
                )
            return reader.refuse(key, f'no leaf or combinator "{key.text}"{did_you_mean(key.text, HEADS)}', "condition")
        return HEADS[heads[0].text].read(node, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Any head."""
        if "condition" not in defs:
            defs["condition"] = {}
            defs["condition"] = {"oneOf": [record.schema(defs) for record in HEADS.values()]}
        return {"$ref": "#/$defs/condition"}


_CONDITION = _ConditionShape()


def _the_condition() -> Shape:
    return _CONDITION
