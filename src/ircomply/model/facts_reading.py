"""From the tree of an incident file to facts, every name resolved; and the digest by which people compare them."""

from __future__ import annotations

import hashlib
import json
from datetime import tzinfo

from ircomply.errors import UnreadableInput
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_format import INCIDENT, PROFILE
from ircomply.model.facts_links import check_links
from ircomply.model.instant import NotAnInstant, zone
from ircomply.model.node import Mapping, Node, Scalar, plain
from ircomply.model.objection import Objection
from ircomply.model.shape import Reader

NOTHING_COMPUTED = """\
No deadline was computed: half a file could give a wrong date.
Meanwhile one deadline alone: ircomply clock OBLIGATION --start INSTANT"""


def facts_from(tree: Node, corpus: Corpus, *, known_law: bool = True) -> Facts:
    """Read facts from the tree of an incident, or of an organisation's profile.

    Raises `UnreadableInput` with all problems in one run; while a file cannot be read whole, nothing is computed.
    """
    reader = reader_for(tree, corpus)
    shape = PROFILE if schema_of(tree) == "ircomply/organisation/v1" else INCIDENT
    facts = shape.read(tree, reader)
    objections: list[Objection] = list(reader.objections)
    if isinstance(facts, Facts):
        objections += check_links(tree, facts, corpus, known_law=known_law)
    if objections or not isinstance(facts, Facts):
        objections.sort(key=_place)
        raise UnreadableInput(objections, NOTHING_COMPUTED)
    return replace(facts, digest=digest(tree))


def reader_for(tree: Node, corpus: Corpus) -> Reader:
    """Give the reader of an incident: the words of the law, and the zone in which bare dates are read."""
    return Reader(corpus.names(), home_of(tree), partial=True)


def _place(objection: Objection) -> tuple[int, int]:
    return (objection.span.line, objection.span.column) if objection.span else (0, 0)


def home_of(tree: Node) -> tzinfo | None:
    """Find the zone of the organisation; nothing where the file has none that exists."""
    organisation = tree.get("organisation") if isinstance(tree, Mapping) else None
    named = organisation.get("timezone") if isinstance(organisation, Mapping) else None
    try:
        return zone(named.text) if isinstance(named, Scalar) else None
    except NotAnInstant:
        return None


def schema_of(tree: Node) -> str:
    """Give the schema that a file names."""
    named = tree.get("schema") if isinstance(tree, Mapping) else None
    return named.text if isinstance(named, Scalar) else ""


def digest(tree: Node) -> str:
    """Give the SHA-256 of the canonical JSON of the facts; comments and order do not count."""
    text = json.dumps(plain(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
