"""What the law on file does not hold for the places that the facts name: the first line under the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed, place_words
from ircomply.report.page import Line, text

if TYPE_CHECKING:
    from ircomply.model.results import NotCovered, Schedule
    from ircomply.report.view import View


def coverage_lines(schedule: Schedule, view: View) -> list[Line]:
    """Name the places with no law on file, by field where only some of it is missing; then what is incomplete."""
    lacking = schedule.not_covered
    if not lacking:
        return []
    fields = len(view.corpus.vocabulary.coverage_fields)
    empty = [
        place
        for place in dict.fromkeys(one.place for one in lacking)
        if sum(1 for one in lacking if one.place == place and one.state == "none") == fields
    ]
    rest = [one for one in lacking if one.place not in empty]
    none = [*([_names(empty, view)] if empty else []), *_by_field(rest, "none", view)]
    partial = _by_field(rest, "partial", view)
    lines = [text(f"No rules on file: {'; '.join(none)}. Ask counsel.")] if none else []
    return lines + ([text(f"Only some rules on file: {'; '.join(partial)}.")] if partial else [])


def _by_field(lacking: list[NotCovered], state: str, view: View) -> list[str]:
    found: dict[str, list[str]] = {}
    for one in lacking:
        if one.state == state:
            found.setdefault(one.field, []).append(one.place)
    order = list(view.corpus.vocabulary.coverage_fields)
    return [f"{name} in {_names(found[name], view)}" for name in sorted(found, key=order.index)]


def _names(places: list[str], view: View) -> str:
    return listed((place_words(view.corpus.vocabulary.place_name(place)) for place in places), "and")
