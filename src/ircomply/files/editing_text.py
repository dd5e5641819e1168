"""One edit on the text of a YAML file: how a value is written there, and what it touches."""

from __future__ import annotations

import json
import re
from typing import Any

from ircomply.model.node import Mapping, Node, Scalar, Sequence

SHORT = 60  # a mapping or a list up to this width stands on one line
LONG = 100
NOTHING = (0, 0)
_SAFE = re.compile(r"[A-Za-z_](?:[A-Za-z0-9 _./@+()-]*[A-Za-z0-9_.)])?|(?:0|[1-9]\d*)(?:\.\d+)?")
# What other YAML readers take for something else; `yes` and `no` in small letters are meant as what they say.
_MISREAD = re.compile(r"(?i:null|on|off|y|n)|NO|No|YES|Yes|TRUE|True|FALSE|False")

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")  # what YAML takes for a line end, or nobody sees


def scalar_text(text: str) -> str:
    """Write one value: bare where every reader sees the same text, else in double quotes."""
    if _SAFE.fullmatch(text) and not _MISREAD.fullmatch(text):
        return text
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow_text(node: Node) -> str:
    """Write a value on one line."""
    if isinstance(node, Scalar):
        return scalar_text(node.text)
    if isinstance(node, Sequence):
        return f"[{', '.join(flow_text(item) for item in node.items)}]"
    return f"{{{', '.join(f'{scalar_text(key)}: {flow_text(value)}' for key, value in node)}}}"


def make(document: Any, text: str, act: str, path: tuple[str | int, ...], value: Node | None) -> tuple[int, int]:
    """Make one edit on a parsed document and give the stretch (in bytes of the text) that may change by it.

    Raises LookupError where the path leads nowhere.
    """
    if not path:
        raise LookupError("the whole file")
    holder = document.root()
    for step in path[:-1]:
        holder = _child(holder, step)
    last, remove = path[-1], act == "remove"
    if isinstance(last, str):
        mapping = holder.as_mapping()
        made = None if remove else _value(value, flow=mapping.is_flow_style(), section=len(path) == 1)
        return _in_mapping(mapping, text, last, made, remove=remove)
    return _in_sequence(holder.as_sequence(), text, act, last, value)


def _child(node: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return node.as_sequence()[step]
    entry = _entry(node.as_mapping(), step)
    if entry is None:
        raise LookupError(step)
    return entry.value()


def _entry(mapping: Any, key: str) -> Any:
    """Find an entry by the text of its key, as the strict reader sees it."""
    for entry in mapping.entries():
        name = entry.key()
        scalar = name.as_scalar() if name is not None else None
        if scalar is not None and scalar.as_string() == key:
            return entry
    return None


def _in_mapping(mapping: Any, text: str, key: str, value: Any, *, remove: bool) -> tuple[int, int]:
    entry = _entry(mapping, key)
    flow = mapping.is_flow_style()
    if entry is None:
        touched = _end(mapping, [one.value() for one in mapping.entries()], text) if flow else NOTHING
        mapping[key] = value
        return touched
    touched = mapping.byte_range() if flow and remove else _range(entry, entry.value(), text)
    if not remove:
        entry.set_value(value)
    elif not mapping.remove(key):
        entry.remove()
    return touched


def _in_sequence(sequence: Any, text: str, act: str, at: int, value: Node | None) -> tuple[int, int]:
    flow = sequence.is_flow_style()
    if act == "insert":
        at_end = at >= len(sequence)
        touched = NOTHING if not flow else _end(sequence, list(sequence), text) if at_end else sequence.byte_range()
        item = _item(value, flow=flow or _is_flow(sequence[-1]))
        if at_end:
            sequence.append(item)
        else:
            sequence.insert(at, item)
        return touched
    touched = sequence.byte_range() if flow and act == "remove" else _range(sequence[at], sequence[at], text)
    if act == "remove":
        del sequence[at]
    else:
        sequence[at] = _item(value, flow=flow)
    return touched


def _is_flow(node: Any) -> bool:
    held = node.as_mapping() or node.as_sequence()
    return held is not None and bool(held.is_flow_style())


def _range(outer: Any, value: Any, text: str) -> tuple[int, int]:
    """Give the stretch of an entry, without the blank lines and comments that follow it."""
    start, end = outer.byte_range()
    scalar = value.as_scalar() if value is not None else None
    lines = text.encode()[start:end].split(b"\n")
    if scalar is None or not scalar.is_block():
        while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith(b"#")):
            end -= len(lines.pop()) + 1
    return start, max(end, start + 1)


def _end(flow: Any, items: list[Any], text: str) -> tuple[int, int]:
    """Give the stretch from the last item of a flow, which gets a comma, to the bracket that closes it."""
    start, end = flow.byte_range()
    closed = start + len(text.encode()[start:end].rstrip())
    return items[-1].byte_range()[0] if items and items[-1] is not None else closed - 1, closed


def _value(node: Node | None, *, flow: bool, section: bool = False) -> Any:
    """Make the value of a key: on one line inside a flow and where it is short, else as a block.

    A section of the file is a block however short it is.
    """
    if node is None:
        raise LookupError("a value")
    short = flow_text(node)
    if flow or isinstance(node, Scalar) or _fits(node, short, section):
        return _fragment(short)
    if isinstance(node, Sequence):
        return [_item(item, flow=False) for item in node.items]
    return {key: _value(item, flow=False) for key, item in node}


def _fits(node: Node, short: str, section: bool) -> bool:
    """Say whether a mapping or a list stands on one line; of mappings people read one a line."""
    if isinstance(node, Sequence):
        words = all(isinstance(item, Scalar) for item in node.items)
        return len(short) <= LONG if words else not any(isinstance(item, Mapping) for item in node.items)
    return len(short) <= SHORT and not (section and isinstance(node, Mapping) and node.pairs)


def _item(node: Node | None, *, flow: bool) -> Any:
    """Make an item of a list; a long mapping is a block unless the list, or the item before it, is a flow."""
    if node is None:
        raise LookupError("an item")
    if isinstance(node, Mapping) and node.pairs and not flow and len(flow_text(node)) > SHORT:
        return {key: _value(item, flow=False) for key, item in node}
    return _fragment(flow_text(node))


def _fragment(text: str) -> Any:
    from yaml_edit import Document

    return Document.parse(f"v: {text}\n")["v"]
