"""The format of the vocabulary files: sections of words, several of which may lie in one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ircomply.model.base import replace
from ircomply.model.law_shapes import Day, Named
from ircomply.model.node import Mapping, Node
from ircomply.model.place_code import PlaceCode
from ircomply.model.regime_format import EVENTS, QUESTIONS
from ircomply.model.shape import BROKEN, Field, ListOf, MapOf, Reader, Record, Shape
from ircomply.model.vocabulary import WEEK, Authority, CountingRule, Family, Place, RegulatedStatus, Vocabulary
from ircomply.model.words import Choice, Text, YesNo

TEXT = Text()
TEXTS = ListOf(TEXT, single=True)
RELIEFS = {
    "first_hour": Choice(("skipped",)),
    "month_ends": Choice(("end_of_day",)),
    "last_day": Choice(("next_working_day",)),
    "last_moment": Choice(("noon_of_next_working_day",)),
    "two_working_days": YesNo(),
    "hours_run_on": Choice(("working_days",)),
}


def _entry(title: str, make: Callable[..., Any], **fields: Shape | Field) -> Record:
    keys = {key.rstrip("_"): shape if isinstance(shape, Field) else Field(shape) for key, shape in fields.items()}
    return Record(title, make, keys | {"means": Field(TEXT)})


def _place(**given: Any) -> Place:
    weekend = frozenset(WEEK.index(day) for day in given["weekend"]) if given["weekend"] else frozenset({5, 6})
    return Place("", given["name"] or "", given["zone"], given["calendar"] or (), weekend, given["holds"] or ())


def _class(**given: Any) -> RegulatedStatus:
    return RegulatedStatus("", given["ask"] or "", given["place"] or "", given["implies"] or (), given["family"] or "")


def _authority(**given: Any) -> Authority:
    given.pop("means")
    kept = {key: value for key, value in given.items() if value is not None}
    return Authority("", **kept)


def _family(**given: Any) -> Family:
    return Family("", given["members"] or {}, given["scope"] or "", given["ask"] or "")


def _counting(**given: Any) -> CountingRule:
    tightens = frozenset(key for key, value in (given["tightens"] or {}).items() if value)
    relief = frozenset(key for key, value in (given["relief"] or {}).items() if value)
    return CountingRule("", tightens, relief, given["cite"] or "", given["means"] or "")


def _keyed(attribute: str) -> Callable[[str, Any], Any]:
    return lambda key, value: replace(value, **{attribute: key})


def _held(name: str) -> Callable[..., tuple[str, ...]]:
    return lambda **given: given[name] or ()


MEANING = _entry("word", lambda means: means or "")
TIGHTENS = Record("tightening", dict, {"event_day": Field(Choice(("counted",)))})
RELIEF = Record("relief", dict, {key: Field(shape) for key, shape in RELIEFS.items()})
PLACE = _entry(
    "place", _place, name=TEXT, zone=TEXT, calendar=TEXTS, weekend=ListOf(Choice(WEEK)), holds=ListOf(PlaceCode())
)
DIRECTORY = _entry(
    "authority",
    _authority,
    name=Field(TEXT, required=True, says="say whom to look for, in full"),
    **dict.fromkeys(("place", "portal", "phone", "hours", "ask"), TEXT),
    needs=TEXTS,
    checked=Day(),
)
SECTIONS: dict[str, Shape] = {
    "places": Named(PLACE, _keyed("code")),
    "categories": MapOf(TEXT, _entry("category", _held("holds"), holds=TEXTS)),
    "combinations": MapOf(TEXT, ListOf(ListOf(TEXT, least=1), least=1)),
    "protection": MapOf(TEXT, TEXTS),
    "data_aspects": MapOf(TEXT, _entry("data aspect", _held("implies"), implies=TEXTS)),
    "service_aspects": MapOf(TEXT, _entry("service aspect", _held("implies"), implies=TEXTS)),
    "incident_aspects": MapOf(TEXT, MEANING),
    "incident_only_aspects": MapOf(TEXT, MEANING),
    "events": EVENTS,
    "figures": MapOf(
        TEXT,
        _entry("figure", lambda kind, means: kind or "number", kind=Choice(("number", "percent", "money", "duration"))),
    ),
    "recipient_kinds": MapOf(TEXT, _entry("recipient kind", lambda name, means: name or "", name=TEXT)),
    "service_kinds": MapOf(TEXT, MEANING),
    "source_kinds": MapOf(TEXT, _entry("source kind", _held("speaks_to"), speaks_to=TEXTS)),
    **dict.fromkeys(("roles", "workstreams", "coverage_fields", "hold_kinds", "audiences"), MapOf(TEXT, MEANING)),
    "classes": Named(_entry("class", _class, ask=TEXT, place=PlaceCode(), implies=TEXTS, family=TEXT), _keyed("name")),
    "questions": QUESTIONS,
    "counting": Named(_entry("counting rule", _counting, tightens=TIGHTENS, relief=RELIEF, cite=TEXT), _keyed("name")),
    "recipients": Named(DIRECTORY, _keyed("id")),
    "families": Named(
        _entry("family", _family, scope=PlaceCode(), ask=TEXT, members=MapOf(PlaceCode(), TEXT)), _keyed("id")
    ),
}
VOCABULARY = Record(
    "vocabulary",
    dict,
    {"schema": Field(Choice(("ircomply/vocabulary/v1",)), required=True)}
    | {key: Field(shape) for key, shape in SECTIONS.items()},
)


def merge(files: list[dict[str, Any]], nodes: list[Node], reader: Reader, calendars: frozenset[str]) -> Vocabulary:
    """Merge the sections of several files into one vocabulary.

    A word that two files define is refused at the second place. `nodes` are the files' trees, for places.
    """
    merged: dict[str, dict[str, Any]] = {key: {} for key in SECTIONS}
    for values, node in zip(files, nodes, strict=True):
        for section, words in values.items():
            if section == "schema" or words is None:
                continue
            for word, value in words.items():
                if word in merged[section]:
                    reader.refuse(
                        _key_node(node, section, word), f'"{word}" is defined twice in {section}', "repeated-word"
                    )
                merged[section][word] = value
    return Vocabulary(**merged, calendars=calendars)


def _key_node(node: Node, section: str, word: str) -> Node:
    inner = node.get(section) if isinstance(node, Mapping) else None
    if isinstance(inner, Mapping):
        return next((name for name, _ in inner.pairs if name.text == word), node)
    return node


def is_sound(value: Any) -> bool:
    """Say whether a file was read without an objection."""
    return value is not BROKEN
