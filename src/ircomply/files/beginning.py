"""The first text of an incident file: short, commented, with the house profile in it where there is one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ircomply.errors import UnreadableInput
from ircomply.files.editing import edited
from ircomply.files.editing_text import scalar_text
from ircomply.files.source import parse
from ircomply.model.base import Value
from ircomply.model.node import Mapping, Node, Scalar, Sequence, plain
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "ircomply/incident/v1"
PROFILE = "ircomply/organisation/v1"
HEAD = """\
# What is known of this incident. What does not stand here is unknown, and unknown is never "no".
"""
WHEN = """\

# When things happened: in full, or a day alone where nobody knows better; no: it has not happened.
"""
GUIDE = """\

# What was, or may have been, touched:
# data:
#   - id: crm
#     what: customer records
#     role: controller  # or processor
#     categories: [name, email]
#     people: [{in: IE, count: 400}, {in: FR}]
"""


class First(Value, frozen=True):
    """What is known at the very beginning; empty is unknown."""

    id: str
    title: str = ""
    based_in: str = ""
    timezone: str = ""
    detected: str = ""


def first_text(first: First) -> bytes:
    """Write the file of an incident without a house profile."""
    based = _line("based_in", first.based_in, "IE", "main establishment, ISO 3166", indent="  ")
    zone = _line("timezone", first.timezone, "Europe/Dublin", "", indent="  ")
    known = first.based_in or first.timezone
    organisation = f"\n{'' if known else '# '}organisation:\n{based}{zone}"
    return f"{_head(first)}{organisation}{_timeline(first)}{GUIDE}".encode()


def text_with(first: First, profile: bytes, source: Path, folder: Path) -> bytes:
    """Write the file of an incident with everything that a house profile holds, comments and all.

    `source` is where the profile lies: the rules it names, relative to it, are named from `folder` instead. Raises
    `UnreadableInput` for a file that is no profile, and `NotWritten` for one that cannot be taken over.
    """
    name = source.as_posix()
    tree = parse(profile, name)
    if not isinstance(tree, Mapping) or _text(tree.get("schema")) != PROFILE:
        message = f"{name} is no house profile"
        raise UnreadableInput([Objection(message, "profile", tree.span, advice=f"it begins with  schema: {PROFILE}")])
    head = f"{_head(first)}{_timeline(first)}"
    begun = parse(head.encode(), name)
    assert isinstance(begun, Mapping)  # noqa: S101
    whole = Mapping((*begun.pairs, *(pair for pair in tree.pairs if pair[0].text != "schema")))
    joined = f"{head}\n{_body(profile, tree)}".encode()
    try:
        copied = plain(parse(joined, name)) == plain(whole)
    except UnreadableInput:
        copied = False  # written on one line, or otherwise not to be cut: then without its comments
    return edited(joined if copied else head.encode(), _moved(whole, first, source.parent, folder), name)


def rule_folders(tree: Node, folder: Path) -> list[Path]:
    """List the folders of rules that a file names which is still to be written, in a folder still to be made."""
    named = tree.get("rules") if isinstance(tree, Mapping) else None
    items = named.items if isinstance(named, Sequence) else ()
    inside = Path(os.path.realpath(folder))
    return [Path(os.path.normpath(inside / item.text)) for item in items if isinstance(item, Scalar)]


def _head(first: First) -> str:
    title = _line("title", first.title, "in a few words", "")
    return f"{HEAD}schema: {SCHEMA}\nid: {scalar_text(first.id)}\n{title}status: open  # open, contained, closed\n"


def _timeline(first: First) -> str:
    known = f"timeline:\n{_line('detected', first.detected, '', '', indent='  ')}" if first.detected else ""
    guide = "" if known else "# timeline:\n#   detected: 2026-11-20 09:14 Europe/Dublin\n"
    return f"{WHEN}{known}{guide}#   aware: 2026-11-20 16:40 Europe/Dublin   when you were first sure of it\n"


def _line(key: str, value: str, example: str, says: str, *, indent: str = "") -> str:
    comment = f"  # {says}" if says else ""
    return f"{indent}{key}: {scalar_text(value)}{comment}\n" if value else f"# {indent}{key}: {example}{comment}\n"


def _body(profile: bytes, tree: Mapping) -> str:
    """Give the lines of a profile without its schema and the comments above it, which speak of the profile."""
    lines = profile.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n").split("\n")
    schema = next(key for key, _ in tree.pairs if key.text == "schema")
    at = schema.span.line - 1 if schema.span else 0
    above = [] if all(not line.strip() or line.startswith(("#", "---")) for line in lines[:at]) else lines[:at]
    return "\n".join([*above, *lines[at + 1 :]]).strip("\n") + "\n"


def _moved(tree: Mapping, first: First, old: Path, new: Path) -> Node:
    """Name the rules from the new folder, and put what was given in place of what the profile says."""
    given = {key: value for key, value in (("based_in", first.based_in), ("timezone", first.timezone)) if value}
    pairs = [(key, _rules(value, old, new) if key.text == "rules" else value) for key, value in tree.pairs]
    if given and not any(key.text == "organisation" for key, _ in pairs):
        pairs.append((Scalar("organisation"), Mapping(())))
    return Mapping(tuple((key, _with(value, given) if key.text == "organisation" else value) for key, value in pairs))


def _with(node: Node, given: dict[str, str]) -> Node:
    pairs = node.pairs if isinstance(node, Mapping) else ()
    names = [key.text for key, _ in pairs]
    kept = [(key, Scalar(given[key.text]) if key.text in given else value) for key, value in pairs]
    return Mapping((*kept, *((Scalar(key), Scalar(value)) for key, value in given.items() if key not in names)))


def _rules(node: Node, old: Path, new: Path) -> Node:
    items: Iterable[Node] = node.items if isinstance(node, Sequence) else ()
    return Sequence(tuple(Scalar(_from(item.text, old, new)) if isinstance(item, Scalar) else item for item in items))


def _from(rule: str, old: Path, new: Path) -> str:
    """Name a folder of rules from another place; across drives only its whole path leads there."""
    if Path(rule).is_absolute():
        return rule
    there = Path(os.path.realpath(old / rule))
    try:
        return Path(os.path.relpath(there, os.path.realpath(new))).as_posix()
    except ValueError:
        return there.as_posix()


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
