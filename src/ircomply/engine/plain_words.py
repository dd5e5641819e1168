"""Small words of plain English: lists, ids read aloud, places, comparisons, lengths of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model import condition as c

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta


def listed(words: Iterable[str], joined: str = "or") -> str:
    """Join words as people do: "a, b or c"."""
    found = list(words)
    return f"{', '.join(found[:-1])} {joined} {found[-1]}" if len(found) > 1 else "".join(found)


def spoken(word: str) -> str:
    """Read an id aloud: `government_id` is "government id"."""
    return word.replace("_", " ")


def place_words(name: str) -> str:
    """Speak of a place within a sentence: `the United Kingdom`, `Ireland`."""
    begins = ("United ", "European ", "Republic ", "Democratic ", "District ")
    ends = (
        "Islands",
        "Territory",
        "Territories",
        "Republic",
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Gambia",
        "Maldives",
    )
    return f"the {name}" if name.startswith(begins) or name.endswith(ends) else name


def compared(test: c.Comparison) -> str:
    """Say a comparison: "more than 500", "at least 5 % of turnover", "500 or more" never."""
    return f"{spoken(test.operator)} {_bound(test.bound)}"


def _bound(bound: c.Bound) -> str:
    if isinstance(bound, c.Length):
        return str(bound)
    if isinstance(bound, c.Money):
        return f"{bound.amount:,} {bound.currency}"
    if isinstance(bound, c.Percent):
        return f"{bound.share} %{f' of {spoken(bound.of)}' if bound.of else ''}"
    return f"{bound:,}"


def length(time: timedelta) -> str:
    """Say a length of time in its largest whole unit."""
    minutes = int(time.total_seconds() // 60)
    for unit, size in (("day", 1440), ("hour", 60), ("minute", 1)):
        if minutes % size == 0 and minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "no time"
