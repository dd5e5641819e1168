"""Fact paths: one grammar for `set`, `--suppose`, `missing`, `next` and `explain`.

`aware` · `class.us-sec-domestic-registrant` · `crm.exfiltrated` · `crm.people.US-CA` · `crm.categories` ·
`order-platform.affected.EU` · `figure.direct_loss` · `answer.eu-gdpr-risk` · `decision.us-tx-ag` ·
`organisation.established_in` · `people_elsewhere`. A path and a value give a new tree; what is meant, not yet written.
"""

from __future__ import annotations

import re

from ircomply.model.base import Value
from ircomply.model.corpus import Corpus
from ircomply.model.facts_format import SECTIONS
from ircomply.model.node import Mapping, Node, Scalar, Sequence, from_plain
from ircomply.model.objection import nearest

LISTS = frozenset({"established_in", "serves", "categories", "kind", "customers", "for"})
MAPS = {"class": ("organisation", "classes"), "figure": ("figures",), "answer": ("answers",)}
SIMPLE = (
    "title",
    "codename",
    "status",
    "incident_type",
    "drill",
    "people_elsewhere",
    "data_complete",
    "services_complete",
)


class NotAPath(ValueError):  # noqa: N818
    """A path that names no fact: `message` says so, with the nearest known one."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class By(Value, frozen=True):
    """Who said it, when and why; written beside answers, decisions and findings."""

    at: str
    by: str = ""
    because: str = ""


def assign(tree: Node, path: str, value: str, said: By, corpus: Corpus) -> Node:
    """Give the tree as it would be with this fact.

    `value` is written as in the file; `[a, b]` or `a,b` where a list is due, `400..700` for a range. Raises `NotAPath`.
    """
    head, _, rest = path.partition(".")
    if head == "decision" and rest:
        entry = {"obligation": rest, "verdict": value, **_by(said)}
        return _append(tree, ("decisions",), from_plain(entry))  # the latest counts; earlier ones keep their reasons
    if head == "answer" and rest:
        entry = {"value": value, "at": said.at, **{key: text for key, text in _by(said).items() if key != "at"}}
        return _put(tree, ("answers", rest), from_plain(entry))
    if head in MAPS and rest:
        steps = (*MAPS[head], *rest.split("."))
        return _put(tree, steps, from_plain(_value(value, steps[-1])))
    if head == "organisation" and rest:
        return _put(tree, ("organisation", *rest.split(".")), from_plain(_value(value, rest)))
    if not rest and path in SIMPLE:
        return _put(tree, (path,), Scalar(value, plain=True))
    if not rest and path in corpus.events:
        return _put(tree, ("timeline", path), from_plain(_value(value, path)))
    if rest:
        return _thing(tree, head, rest, value, said)
    if path in ("data", "services"):
        return _things(tree, path, value)
    raise NotAPath(_unknown(path, tree, corpus))


def _things(tree: Node, section: str, value: str) -> Node:
    """List things by their ids: those that are not there yet are added; `[]` says that there are none."""
    names = [part.strip() for part in value.strip().removeprefix("[").removesuffix("]").split(",")]
    if not any(names):
        return _put(tree, (section,), Sequence(()))
    for name in names:
        if name not in ids(tree, section):
            tree = _put(tree, (section, ("id", name)), from_plain({"id": name}))
    return tree


def _thing(tree: Node, head: str, rest: str, value: str, said: By) -> Node:
    section = section_of(tree, head)
    if section is None:
        names = [
            *ids(tree, "data"),
            *ids(tree, "services"),
            "class",
            "answer",
            "figure",
            "decision",
            "organisation",
            "incident",
        ]
        near = nearest(head, names)
        raise NotAPath(f'nothing called "{head}"' + (f"; did you mean {near}?" if near else ""))
    key, _, inner = rest.partition(".")
    if section == "incident" or _is_aspect(section, rest):
        finding = {
            "at": said.at,
            "about": head,
            rest: value,
            **({"by": said.by} if said.by else {}),
            **({"basis": said.because} if said.because else {}),
        }
        return _append(tree, ("findings",), from_plain(finding))
    if key == "people" and inner:
        if _groups(tree, head, inner) > 1:
            raise NotAPath(f"{head} counts several groups of people in {inner}; this path would name only one of them")
        entry = {"in": inner, "count": _value(value, "count")}
        return _put(tree, (section, ("id", head), "people", ("in", inner)), from_plain(entry))
    steps: tuple[str | tuple[str, str], ...] = (section, ("id", head), key, *([inner] if inner else []))
    return _put(tree, steps, from_plain(_value(value, key)))


def _groups(tree: Node, name: str, place: str) -> int:
    """Count the entries of people that a data set has for a place."""
    things = tree.get("data") if isinstance(tree, Mapping) else None
    sets = [one for one in (things.items if isinstance(things, Sequence) else ()) if isinstance(one, Mapping)]
    listed = [one.get("people") for one in sets if getattr(one.get("id"), "text", "") == name]
    entries = [entry for people in listed if isinstance(people, Sequence) for entry in people.items]
    return sum(isinstance(one, Mapping) and getattr(one.get("in"), "text", "") == place for one in entries)


def _is_aspect(section: str, key: str) -> bool:
    keys: dict[str, tuple[str, ...]] = {
        "data": (
            "what",
            "role",
            "for",
            "form",
            "categories",
            "categories_complete",
            "protection",
            "people",
            "privileged",
        )
    }
    keys["services"] = ("what", "kind", "critical", "users", "users_in", "affected", "disruptions", "customers")
    return key.split(".", maxsplit=1)[0] not in keys[section]


def is_finding(tree: Node, path: str) -> bool:
    """Say whether a path speaks of what the investigation establishes; `find` writes it, `set` does not."""
    head, _, rest = path.partition(".")
    section = section_of(tree, head) if rest else None
    return section == "incident" or (section is not None and _is_aspect(section, rest))


def section_of(tree: Node, name: str) -> str | None:
    """Find the section in which an id stands."""
    if name == "incident":
        return "incident"
    return next((section for section in ("data", "services") if name in ids(tree, section)), None)


def ids(tree: Node, section: str) -> list[str]:
    """List the ids of a section."""
    things = tree.get(section) if isinstance(tree, Mapping) else None
    named = [
        thing.get("id")
        for thing in (things.items if isinstance(things, Sequence) else ())
        if isinstance(thing, Mapping)
    ]
    return [name.text for name in named if isinstance(name, Scalar)]


def _by(said: By) -> dict[str, str]:
    found = {"at": said.at, "by": said.by, "because": said.because}
    return {key: value for key, value in found.items() if value}


def _value(text: str, key: str) -> object:
    """Read a value as it is typed: a list, a range, an amount by currency, or one word."""
    text = text.strip()
    if text == "[]":
        return []
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    if match := re.fullmatch(r"(\d*)\.\.(\d*)", text):
        return {key: number for key, number in (("at_least", match[1]), ("at_most", match[2])) if number}
    if match := re.fullmatch(r"([A-Z]{3})[: ](\d+(?:\.\d+)?)", text):
        return {match[1]: match[2]}
    return [part.strip() for part in text.split(",")] if key in LISTS else text


def _put(node: Node | None, steps: tuple[str | tuple[str, str], ...], value: Node) -> Node:
    """Give the tree with a value at a path; a step `(key, value)` finds the entry of a list, or adds it."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, tuple):
        return _put_entry(node, step, rest, value)
    pairs = node.pairs if isinstance(node, Mapping) else ()
    old = node.get(step) if isinstance(node, Mapping) else None
    new = _put(old, rest, value)
    if old is None:
        return Mapping((*pairs, (Scalar(step), new)), node.span if node else None)
    return Mapping(
        tuple((name, new if name.text == step else item) for name, item in pairs), node.span if node else None
    )


def _put_entry(node: Node | None, step: tuple[str, str], rest: tuple[str | tuple[str, str], ...], value: Node) -> Node:
    items = node.items if isinstance(node, Sequence) else ()
    found = [
        index
        for index, item in enumerate(items)
        if isinstance(item, Mapping) and isinstance(name := item.get(step[0]), Scalar) and name.text == step[1]
    ]
    if not found:
        return Sequence(
            (*items, _put(from_plain({step[0]: step[1]}) if rest else None, rest, value)), node.span if node else None
        )
    last = found[-1]
    new = _put(items[last], rest, value) if rest else _merged(items[last], value)
    return Sequence(
        tuple(new if index == last else item for index, item in enumerate(items)), node.span if node else None
    )


def _merged(old: Node, new: Node) -> Node:
    """Lay the keys of an entry over the old ones."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return new
    fresh = dict(iter(new))
    kept = tuple((name, fresh.get(name.text, item)) for name, item in old.pairs)
    return Mapping((*kept, *((name, item) for name, item in new.pairs if old.get(name.text) is None)), old.span)


def _append(node: Node | None, steps: tuple[str, ...], value: Node) -> Node:
    old = node.get(steps[0]) if isinstance(node, Mapping) else None
    items = old.items if isinstance(old, Sequence) else ()
    return _put(node, steps, Sequence((*items, value), old.span if old else None))


def _unknown(path: str, tree: Node, corpus: Corpus) -> str:
    names = [*SIMPLE, *corpus.events, *ids(tree, "data"), *ids(tree, "services"), *SECTIONS]
    near = nearest(path, names)
    return f'no fact is called "{path}"' + (f"; did you mean {near}?" if near else "")
