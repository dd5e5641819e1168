"""The format of the sections that no condition asks about; they stay dictionaries."""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import Any

from ircomply.model.node import Node
from ircomply.model.shape import ByKind, Field, ListOf, MapOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, InstantOrDay, Text, Word, YesNo

IDENTIFIER = Text(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", "an id (letters, digits, - and _)")
TEXT, MOMENT = Text(), InstantOrDay()


def table(title: str, fields: Table[str, Shape], called: str = "") -> Record:
    """Describe a record that no condition asks about; it stays a dictionary."""
    return Record(title, dict, {key: Field(shape) for key, shape in fields.items()}, called)


class _Anything(Shape, frozen=True):
    """What is kept and carried through, unread."""

    kind = "anything"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the node."""
        return node

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """Anything."""
        return {}


PERSON = ByKind(text=TEXT, mapping=table("person", {"name": TEXT, "role": TEXT}), kind="a person")
PUBLIC = table(
    "public", {key: ListOf(TEXT, single=True) for key in ("sites", "mailboxes", "phones")} | {"people": ListOf(PERSON)}
)
UPDATE = table("update", {"every": TEXT, "next": MOMENT})
OTHER: dict[str, Shape] = {
    "workstreams": ListOf(table("workstream", {"workstream": Word("workstreams"), "role": Word("roles"), "name": TEXT, "contact": TEXT, "timezone": TEXT, "deputy": TEXT, "shift": TEXT}, "workstream")),
    "actions": ListOf(table("action", {"workstream": Word("workstreams"), "what": TEXT, "status": TEXT, "owner": TEXT, "due": MOMENT})),
    "risks": ListOf(table("risk", {"what": TEXT, "trigger": TEXT, "owner": TEXT})),
    "vendors": ListOf(table("vendor", {"name": TEXT, "contact": TEXT, "told": MOMENT}, "name")),
    "channels": ListOf(table("channel", {"id": IDENTIFIER, "what": TEXT, "trusted": YesNo(unknown=True)}, "id")),
    "audiences": ListOf(table("audience", {"id": IDENTIFIER, "people": ListOf(TEXT), "owner": TEXT, "channel": TEXT}, "id")),
    "disclosed": MapOf(TEXT, Choice(("no", "incident"))),
    "public": PUBLIC,
    "communications": table("communications", {"updates": MapOf(TEXT, UPDATE), "contact": TEXT, "line": TEXT}),
    "extra": _Anything(),
}  # fmt: skip
