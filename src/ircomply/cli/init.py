"""`init`: a new incident folder, asked or by flags."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.acts import NOTHING_WRITTEN, tell, terminal
from ircomply.cli.instants import understood
from ircomply.cli.timing import now as clock_now
from ircomply.errors import DONE, NotWritten, UnreadableInput, UsageError
from ircomply.files.beginning import First, first_text, rule_folders, text_with
from ircomply.files.changing import Deed, begin
from ircomply.files.incident import FILE, read_tree
from ircomply.files.law import load
from ircomply.files.source import parse
from ircomply.files.writing import make_folder, refusals
from ircomply.model.facts_reading import facts_from, home_of
from ircomply.model.instant import NotAnInstant, zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new folder.")],
    *,
    organisation: Annotated[
        Path | None, typer.Option("--organisation", metavar="FILE", help="A house profile to copy in.")
    ] = None,
    id_: Annotated[str, typer.Option("--id", help="The id of the incident (default: the folder's name).")] = "",
    title: Annotated[str, typer.Option("--title", help="What happened, in a few words.")] = "",
    based_in: Annotated[str, typer.Option("--based-in", metavar="ISO", help="Main establishment, such as IE.")] = "",
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="The readers' zone, such as Europe/Dublin.")
    ] = "",
    detected: Annotated[str, typer.Option("--detected", metavar="INSTANT", help="When it was detected.")] = "",
) -> int:
    """Begin an incident: a folder with a short, commented incident.yaml."""
    path, now = folder / FILE, clock_now()
    if path.exists():
        raise NotWritten(f"{path} was not written: an incident stands there already", "name another folder")
    first = First(id_, title, based_in, timezone, detected)
    if first == First("") and organisation is None and terminal():
        first = _asked(folder, now)
    home = _home(first.timezone, organisation)
    first = First(
        first.id or _id(folder, now), first.title, first.based_in, first.timezone, _instant(first.detected, now, home)
    )
    data = _data(first, organisation, folder)
    _check(data, path)
    make_folder(folder)
    begin(path, data, Deed("init", now, detail={"incident": first.id}))
    tell(f"saved: {path}")
    tell(f"Do next: write what you know there, then  ircomply deadlines {folder}")
    return DONE


def _data(first: First, organisation: Path | None, folder: Path) -> bytes:
    if organisation is None:
        return first_text(first)
    with refusals(organisation):
        profile = organisation.read_bytes() if organisation.is_file() else None
    if profile is None:
        raise UsageError(f"no house profile at {organisation}", "--organisation names a file such as organisation.yaml")
    return text_with(first, profile, organisation, folder)


def _check(data: bytes, path: Path) -> None:
    """Refuse what the format refuses, before there is a folder."""
    tree = parse(data, path.as_posix())
    try:
        facts_from(tree, load(rule_folders(tree, path.parent)))
    except UnreadableInput as problems:
        raise UnreadableInput(problems.objections, NOTHING_WRITTEN) from None


def _home(given: str, organisation: Path | None) -> tzinfo | None:
    if given:
        return zone(_zone(given))
    return home_of(read_tree(organisation)) if organisation is not None and organisation.is_file() else None


def _id(folder: Path, now: datetime) -> str:
    name = folder.resolve().name
    return name if _ID.fullmatch(name) else f"INC-{now.year}-001"


def _instant(text: str, now: datetime, home: tzinfo | None) -> str:
    """Check when it was detected; a day alone stays one."""
    text = text.strip()
    if not text or _DAY.fullmatch(text):
        return text
    found = understood(text, now, home)
    return text if len(text) > len("16:40") else found.isoformat()


def _zone(name: str) -> str:
    try:
        zone(name)
    except NotAnInstant as doubt:
        raise UsageError(doubt.reason, doubt.advice) from None
    return name


def _asked(folder: Path, now: datetime) -> First:
    """Ask for the little that is known; Enter alone leaves it unknown."""
    name = str(typer.prompt("Id of the incident", default=_id(folder, now), err=True))
    title = _ask("What happened, in a few words")
    based_in = _ask("Where is the organisation based? An ISO code, such as IE")
    timezone = _ask("Time zone, such as Europe/Dublin", _zone)
    home = zone(timezone) if timezone else None
    detected = _ask("When was it detected? now, 16:40, 2026-11-20, or in full", lambda text: _instant(text, now, home))
    return First(name, title, based_in, timezone, detected)


def _ask(question: str, check: Callable[[str], str] = str) -> str:
    """Ask until the answer can be understood."""
    while True:
        given = str(typer.prompt(question, default="", show_default=False, err=True)).strip()
        try:
            return check(given) if given else ""
        except UsageError as problem:
            tell(problem.message)
            if problem.advice:
                tell(f"    {problem.advice}")
