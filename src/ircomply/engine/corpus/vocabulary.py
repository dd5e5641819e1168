"""The vocabulary's own references: places that hold places, categories, aspects, classes, authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.corpus.circles import circles
from ircomply.engine.corpus.walk import at, item, key_of, objected
from ircomply.model.base import Value
from ircomply.model.facts_format import PROTECTIONS
from ircomply.model.instant import NotAnInstant, zone
from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import Objection, did_you_mean
from ircomply.model.place_code import PlaceCode
from ircomply.model.shape import Reader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ircomply.model.vocabulary import Vocabulary


class _Reference(Value, frozen=True):
    """Where a section names words: the keys from the word down (`*` for every item), and what is named."""

    section: str
    path: tuple[str, ...]
    what: str
    known: str = ""


_REFERENCES = (
    _Reference("places", ("holds", "*"), "place"),
    _Reference("places", ("calendar", "*"), "calendar", "calendars"),
    _Reference("categories", ("holds", "*"), "category", "categories"),
    _Reference("combinations", ("*", "*"), "category", "categories"),
    _Reference("data_aspects", ("implies", "*"), "aspect", "data_aspects"),
    _Reference("service_aspects", ("implies", "*"), "aspect", "service_aspects"),
    _Reference("classes", ("place",), "place"),
    _Reference("classes", ("implies", "*"), "class", "classes"),
    _Reference("recipients", ("place",), "place"),
    _Reference("families", ("scope",), "place"),
    _Reference("families", ("members", "*"), "recipient", "recipients"),
)
_HOLDING = (
    ("places", "holds"),
    ("categories", ""),
    ("data_aspects", ""),
    ("service_aspects", ""),
    ("classes", "implies"),
)


def check_vocabulary(nodes: list[Node], words: Vocabulary) -> Iterator[Objection]:
    """Refuse words of the vocabulary that name others which do not exist; `nodes` are the trees of its files."""
    for node in nodes:
        for reference in _REFERENCES:
            section = at(node, reference.section)
            if section is node or not isinstance(section, Mapping):
                continue
            for word, value in section:
                for spot in _spots(value, reference.path):
                    yield from _named(spot, reference, words, f"{reference.section} > {word}")
        yield from _others(node, words)
    yield from _circles(nodes, words)


def _spots(node: Node, path: tuple[str, ...]) -> Iterator[Scalar]:
    if not path:
        if isinstance(node, Scalar):
            yield node
    elif path[0] == "*":
        inner = (
            node.items
            if isinstance(node, Sequence)
            else tuple(value for _, value in node)
            if isinstance(node, Mapping)
            else (node,)
        )
        for one in inner:
            yield from _spots(one, path[1:])
    elif isinstance(node, Mapping) and (value := node.get(path[0])) is not None:
        yield from _spots(value, path[1:])


def _named(spot: Scalar, reference: _Reference, words: Vocabulary, where: str) -> Iterator[Objection]:
    if reference.what == "place":
        yield from _place(spot, words, where)
        return
    known: Collection[str] = getattr(words, reference.known)
    if spot.text not in known:
        message = f'no {reference.what} "{spot.text}"{did_you_mean(spot.text, known)}'
        yield objected(spot, message, "unknown-name", where, "add it to the vocabulary, or mend its name")


def _place(spot: Node, words: Vocabulary, where: str) -> Iterator[Objection]:
    reader = Reader({"places": frozenset(words.places)}, trail=[where])
    PlaceCode().read(spot, reader)
    yield from reader.objections


def _others(node: Node, words: Vocabulary) -> Iterator[Objection]:
    for name, spots in _section(node, "protection"):
        for index in range(len(getattr(spots, "items", ()))):
            spot = item(spots, index)
            text = getattr(spot, "text", "")
            if text not in PROTECTIONS:
                yield objected(
                    spot,
                    f'no protection "{text}"{did_you_mean(text, PROTECTIONS)}',
                    "unknown-name",
                    f"protection > {name}",
                )
    for name, place in _section(node, "places"):
        spot = at(place, "zone")
        if isinstance(spot, Scalar):
            try:
                zone(spot.text)
            except NotAnInstant as doubt:
                yield objected(spot, doubt.reason, "zone", f"places > {name}", doubt.advice)
    for name, kind in _section(node, "source_kinds"):
        for spot in _spots(kind, ("speaks_to", "*")):
            aspects = {**words.data_aspects, **words.service_aspects}
            if spot.text not in aspects:
                yield objected(
                    spot,
                    f'no aspect "{spot.text}"{did_you_mean(spot.text, aspects)}',
                    "unknown-name",
                    f"source_kinds > {name}",
                )
    yield from _members_and_marks(node, words)


def _members_and_marks(node: Node, words: Vocabulary) -> Iterator[Objection]:
    for name, family in _section(node, "families"):
        members = at(family, "members")
        for place in members.pairs if isinstance(members, Mapping) and members is not family else ():
            yield from _place(place[0], words, f"families > {name}")
    for name, question in _section(node, "questions"):
        marks = at(question, "marks")
        choices = {getattr(one, "text", "") for one in getattr(at(question, "choices"), "items", ())}
        for answer, event in marks if isinstance(marks, Mapping) and marks is not question else ():
            where = f"questions > {name} > marks"
            if answer not in choices:
                yield objected(
                    key_of(marks, answer), f'no choice "{answer}"{did_you_mean(answer, choices)}', "unknown-name", where
                )
            text = getattr(event, "text", "")
            if text not in words.events:
                yield objected(event, f'no event "{text}"{did_you_mean(text, words.events)}', "unknown-name", where)


def _section(node: Node, name: str) -> list[tuple[str, Node]]:
    section = at(node, name)
    return list(section) if isinstance(section, Mapping) and section is not node else []


def _circles(nodes: list[Node], words: Vocabulary) -> Iterator[Objection]:
    for section, attribute in _HOLDING:
        table = getattr(words, section)
        edges = {name: tuple(getattr(value, attribute) if attribute else value) for name, value in table.items()}
        for circle in circles(edges):
            name = min(circle)
            spot = next(
                (key_of(at(node, section), name) for node in nodes if name in dict(_section(node, section))), nodes[0]
            )
            yield objected(spot, f"{name} holds or implies itself", "circle", section, "take one of the two lines out")


def check_coverage(node: Node, words: Vocabulary) -> Iterator[Objection]:
    """Refuse fields of `_coverage.yaml` that the vocabulary does not name."""
    for place, fields in _section(node, "places"):
        for name in fields.pairs if isinstance(fields, Mapping) else ():
            if name[0].text not in words.coverage_fields:
                near = did_you_mean(name[0].text, words.coverage_fields)
                yield objected(name[0], f'no field "{name[0].text}"{near}', "unknown-name", f"places > {place}")
