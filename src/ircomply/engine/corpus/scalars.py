"""Plain scalars that YAML readers disagree about: text for ours, a truth value, a number or a date for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircomply.model.node import Mapping, Node, Scalar, Sequence
from ircomply.model.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator

# On all else YAML 1.1 and 1.2 readers and ours agree. The format reads `yes`, `no`, `true` and `false` as such.
_WORDS = {"on", "off", "y", "n", "null", "~", "", "=", "<<", ".inf", "-.inf", "+.inf", ".nan"}
_AGREED = {"yes", "no", "true", "false"}
_DATE = r"\d{4}-\d\d?-\d\d?"
_CLOCK = r"([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:?\d\d)?))?"
_FORMS = (
    ("a date", re.compile(_DATE + r"|" + _DATE + _CLOCK)),
    ("a time or a number to the base 60", re.compile(r"[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?")),
    ("a number with a leading zero", re.compile(r"[-+]?0[\d_]+(\.\d*)?")),
    ("a number in another base", re.compile(r"[-+]?0([oO][0-7_]+|[xX][\da-fA-F_]+|[bB][01_]+)")),
    ("a number with underscores", re.compile(r"[-+]?\d[\d_]*_[\d_]*(\.[\d_]*)?")),
    (
        "a number in a form of its own",
        re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+|[-+]?\.\d+|[-+]?\d+\.|\+\d+(\.\d+)?"),
    ),
)
OWN_KEYS = frozenset({"on"})  # `checked: {on: …}`, a key of the format itself


def check_scalars(node: Node, trail: tuple[str, ...] = ()) -> Iterator[Objection]:
    """Refuse each plain scalar, key or value, that readers disagree about."""
    if isinstance(node, Scalar):
        yield from _check(node, trail)
    elif isinstance(node, Sequence):
        for one in node.items:
            yield from check_scalars(one, trail)
    elif isinstance(node, Mapping):
        for name, value in node.pairs:
            if name.text not in OWN_KEYS:
                yield from _check(name, trail)
            yield from check_scalars(value, (*trail, name.text))


def _check(node: Scalar, trail: tuple[str, ...]) -> Iterator[Objection]:
    read = disputed(node.text) if node.plain else ""
    if read:
        message = f"readers disagree about {node.text or 'an empty value'}: some take it for {read}"
        advice = f'write "{node.text}"' if node.text else 'leave the key out, or write ""'
        yield Objection(message, "yaml-scalar", node.span, " > ".join(trail), advice)


def disputed(text: str) -> str:
    """Say what some reader takes a plain scalar for where ours takes text; nothing where all agree."""
    if text in _AGREED:
        return ""
    if text.lower() in ("yes", "no", "true", "false", "on", "off", "y", "n"):
        return "a truth value"
    if text.lower() in _WORDS:
        return "a value of their own" if text.strip("~=<") and text.lower() != "null" else "nothing"
    return next((name for name, form in _FORMS if form.fullmatch(text)), "")
