"""Facts as they would be: suppositions laid over an incident, nothing written."""

from __future__ import annotations

from collections.abc import Iterable

from ircomply.model.base import replace
from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_reading import facts_from
from ircomply.model.node import Node
from ircomply.model.paths import By, assign


def suppose(
    tree: Node, facts: Facts, pairs: Iterable[tuple[str, str]], said: By, corpus: Corpus, *, known_law: bool = True
) -> Facts:
    """Read the facts again with each `(path, value)` assigned in turn.

    A supposed finding is earned and corrects what stood before; the digest stays that of the facts. Raises `NotAPath`,
    and `UnreadableInput` for a value that the format refuses.
    """
    for path, value in pairs:
        tree = assign(tree, path, value, said, corpus)
    supposed = facts_from(tree, corpus, known_law=known_law)
    known = len(facts.findings)
    findings = (*supposed.findings[:known], *(replace(finding, supposed=True) for finding in supposed.findings[known:]))
    return replace(supposed, findings=findings, digest=facts.digest, earned=facts.earned)
