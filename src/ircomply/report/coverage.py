"""What the law on file does not hold for the places that the facts name: the first line under the groups.

Two lines, so that they are read: the places where what touches people has no file, then those where something is
missing. The fields of each stand in the JSON.
"""

from __future__ import annotations

from ircomply.engine.plain_words import listed, place_words
from ircomply.model.results import NotCovered
from ircomply.report.page import Line, text
from ircomply.report.view import View

PEOPLE = "privacy"
"""The field of the duties that follow people; a place without it is a place without law on file."""


def coverage_lines(lacking: tuple[NotCovered, ...], view: View) -> list[Line]:
    """Name the places with no law on file, then those with some; nothing where all of it is."""
    places = list(dict.fromkeys(one.place for one in lacking))
    none = [place for place in places if _lacks(place, lacking)]
    some = [place for place in places if place not in none]
    lines = [text(f"No rules on file: {_names(none, view)}. Ask counsel.")] if none else []
    ask = "" if none else " Ask counsel."
    return lines + ([text(f"Only some rules on file: {_names(some, view)}.{ask}")] if some else [])


def _lacks(place: str, lacking: tuple[NotCovered, ...]) -> bool:
    return any(one.place == place and one.field == PEOPLE and one.state == "none" for one in lacking)


def _names(places: list[str], view: View) -> str:
    return listed((place_words(view.corpus.vocabulary.place_name(place)) for place in places), "and")
