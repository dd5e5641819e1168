"""The shape of a place: an ISO 3166 code, or a union of states."""

from __future__ import annotations

import re
from typing import Any

from ircomply.model.node import Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.shape import Reader, Schema, Shape


class PlaceCode(Shape, frozen=True):
    """A place by its ISO 3166 code, or EU or EEA. `also` are words that a law file may write instead."""

    also: tuple[str, ...] = ()
    kind: str = "a place (ISO 3166 code)"

    def read(self, node: Node, reader: Reader) -> Any:
        """Give the code. Countries whose parts are listed take no other part."""
        if not isinstance(node, Scalar):
            return self.expected(node, reader, "place")
        code, known = node.text, reader.names.get("places", frozenset())
        if code in self.also or code in known or not known:
            return code
        country = code.split("-")[0]
        listed = any(other.startswith(f"{country}-") for other in known)
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code) and country in known and not listed:
            return code
        ending = sorted(other for other in known if other.endswith(f"-{code}"))
        near = f"; did you mean {ending[0]}?" if ending else did_you_mean(code, known)
        return reader.refuse(node, f'no place "{code}"{near}', "place", "write an ISO 3166 code, such as IE or US-CA")

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """A code."""
        return {"type": "string", "pattern": r"^([A-Z]{2,3}(-[A-Z0-9]{1,3})?|[a-z_]+)$"}
