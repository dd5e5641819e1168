"""Makes the holiday calendars that ship as text, and serves the years that lie outside them.

The only room that imports `holidays`, and only when it is called: the import costs a tenth of a second, and
the program reads the text. A calendar is named by a code: `de` and `us-ca` are the place in lower case; the
codes in `_SPECIAL` are those that need a word more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _codes(prefix: str, parts: str) -> tuple[str, ...]:
    """The codes of several places of one country."""
    return tuple(prefix + part for part in parts.split())


CODES: tuple[str, ...] = (
    *_codes("", "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se no is li"),
    *_codes("", "ch ch-banks us-federal ca au nz sg jp-government kr cn in br-national cl cr il sa ke eg"),
    *_codes("gb-", "eng sct wls nir"),
    *_codes("us-", "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt"),
    *_codes("us-", "ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy pr gu vi as mp"),
    *_codes("ca-", "ab bc mb nb nl ns nt nu on pe qc sk yt"),
    *_codes("au-", "act nsw nt qld sa tas vic wa"),
)


@dataclass(frozen=True)
class _Recipe:
    """What the package is asked for one calendar; `closed` adds the days when Japan's offices are shut."""

    country: str
    part: str | None = None
    categories: tuple[str, ...] | None = None
    closed: bool = False


_SPECIAL = {
    "us-federal": _Recipe("US"),
    "au": _Recipe("AU", "NSW"),  # the privacy regulator sits in Sydney
    "br-national": _Recipe("BR"),
    "ca": _Recipe("CA", None, ("public", "government")),  # the days of the federal public service
    "ch": _Recipe("CH", "BE"),  # the federal authorities sit in Berne
    "ch-banks": _Recipe("CH", "ZH"),  # the banks' place, Zurich
    "es": _Recipe("ES", "MD"),  # the authorities sit in Madrid
    "jp-government": _Recipe("JP", closed=True),
}
_YEAR_END = ((1, 2), (1, 3), (12, 29), (12, 30), (12, 31))
_LANGUAGE = "en_US"  # names in English, so that a lunar day that is not proclaimed yet says "(estimated)"


def snapshot(code: str, first: int = 2015, last: int = 2034) -> str:
    """Gives the text of one calendar: its origin as a comment, then lines `2026-01-01 New Year's Day`.

    `first` and `last` are years, both included. Raises `ValueError` for a code the package does not know.
    """
    days = _days(code, range(first, last + 1))
    made_with = ".".join([*version("holidays").split("."), "0", "0"][:3])
    lines = [f"# made with holidays {made_with}; years {first}-{last}"]
    lines.extend(f"{day.isoformat()} {days[day]}" for day in sorted(days))
    return "\n".join(lines) + "\n"


def outside(code: str, year: int) -> frozenset[date]:
    """Gives the holidays of a year that the snapshot does not cover. Refuses a code as `snapshot` does."""
    return frozenset(_days(code, range(year, year + 1)))


def main() -> None:
    """Writes every calendar of `CODES` into `jurisdictions/_vocabulary/calendars` of this source tree."""
    folder = Path(__file__).resolve().parents[3] / "jurisdictions" / "_vocabulary" / "calendars"
    folder.mkdir(parents=True, exist_ok=True)
    for code in CODES:
        (folder / f"{code}.txt").write_bytes(snapshot(code).encode("utf-8"))


def _days(code: str, years: range) -> dict[date, str]:
    """The days of these years, each with its name. A day moved across New Year counts where it falls."""
    import holidays

    recipe = _recipe(code)
    asked = range(years.start - 1, years.stop + 1)  # New Year's Day may be observed on 31 December before
    try:
        found = holidays.country_holidays(
            recipe.country, subdiv=recipe.part, years=asked, categories=recipe.categories, language=_LANGUAGE
        )
    except NotImplementedError as error:
        raise ValueError(f"no calendar {code!r}: {error}") from error
    days = {day: name for day, name in found.items() if day.year in years}
    if recipe.closed:
        for day in _year_ends(years):
            days.setdefault(day, "Government offices closed (year end)")
    return days


def _recipe(code: str) -> _Recipe:
    """The recipe of a code: a special one, else COUNTRY or COUNTRY-PART in lower case."""
    country, _, part = code.upper().partition("-")
    return _SPECIAL.get(code) or _Recipe(country, part or None)


def _year_ends(years: range) -> Iterator[date]:
    """The days from 29 December to 3 January in these years, without New Year's Day, a holiday anyway."""
    for year in years:
        for month, day in _YEAR_END:
            yield date(year, month, day)


if __name__ == "__main__":
    main()
