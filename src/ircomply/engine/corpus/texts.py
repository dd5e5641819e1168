"""What one file cannot show: texts that overlap, ids that stand twice, the words of private sets, amendments."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from ircomply.engine.corpus.walk import LawFile, at, crumb, key_of, objected
from ircomply.model.node import Mapping, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.objection import Objection
    from ircomply.model.regime import InForce, Obligation


def check_texts(files: list[LawFile]) -> Iterator[Objection]:
    """Refuse texts of one id whose periods overlap, ids that two sets use, and stages that stand twice."""
    found: dict[str, list[tuple[LawFile, Obligation, Node]]] = {}
    for file in files:
        for obligation, node in file.duties():
            found.setdefault(obligation.id, []).append((file, obligation, node))
            yield from _stages(obligation, node)
    for name, texts in found.items():
        for (first, one, _), (second, other, node) in combinations(texts, 2):
            if first.set_id != second.set_id:
                message = f'the id "{name}" belongs to the set {first.set_id}'
                advice = f"choose another id; to change that duty, write  amends: {name}  with  because"
                yield objected(at(node, "id"), message, "repeated-id", crumb(other), advice)
            elif _overlap(one.in_force, other.in_force):
                spot = at(at(node, "in_force"), "from")
                yield objected(
                    spot,
                    f"two texts of {name} are in force at the same time",
                    "overlap",
                    crumb(other, "in_force"),
                    _periods(one, other),
                )


def _stages(obligation: Obligation, node: Node) -> Iterator[Objection]:
    seen: set[str] = set()
    for stage, inner in zip(obligation.stages, getattr(at(node, "stages"), "items", ()), strict=True):
        if stage.name in seen:
            yield objected(
                at(inner, "name"),
                f'the stage "{stage.name}" stands twice',
                "repeated-id",
                crumb(obligation),
                "give each its own name",
            )
        seen.add(stage.name)


def _overlap(one: InForce, other: InForce) -> bool:
    if one.pending or other.pending:
        return False
    first, second = (one, other) if (one.start or date.min) <= (other.start or date.min) else (other, one)
    return (second.start or date.min) <= (first.end or date.max)


def _periods(one: Obligation, other: Obligation) -> str:
    said = [f"{text.in_force.start or 'unknown'} to {text.in_force.end or 'open'}" for text in (one, other)]
    return f"the other is in force from {said[0]}, this one from {said[1]}; end the older the day before"


def check_private(file: LawFile, files: list[LawFile]) -> Iterator[Objection]:
    """Refuse ids and words of a private set that do not carry its prefix, and amendments without a reason."""
    for obligation, node in file.duties():
        yield from _amends(obligation, node, file, files)
    if file.own or not file.prefix:
        return
    yield from _prefixed(file, at(file.node, "regime"), file.regime.id, "regime")
    taken = {one.id for other in files if other.set_id != file.set_id for one in other.regime.obligations}
    for obligation, node in file.duties():
        if obligation.id not in taken:  # said once, as an id that another set has
            yield from _prefixed(file, at(node, "id"), obligation.id, crumb(obligation))
    for section in ("questions", "events"):
        for word in getattr(file.regime, section):
            yield from _prefixed(file, key_of(at(file.node, section), word), word, section)


def _prefixed(file: LawFile, node: Node, name: str, where: str) -> Iterator[Objection]:
    if not carries(name, file.prefix):
        yield objected(node, f'"{name}" lacks the prefix of its set', "prefix", where, f"call it {file.prefix}{name}")


def carries(name: str, prefix: str) -> bool:
    """Say whether a name carries the prefix, with a hyphen or an underscore."""
    return name.startswith((prefix, prefix.replace("-", "_"))) or name == prefix.rstrip("-")


def _amends(obligation: Obligation, node: Node, file: LawFile, files: list[LawFile]) -> Iterator[Objection]:
    if obligation.amends is None:
        return
    if not obligation.because:
        yield objected(
            at(node, "amends"),
            "amends needs because",
            "amends",
            crumb(obligation),
            "say why your set departs from the text",
        )
    others = [one.id for other in files if other.set_id != file.set_id for one in other.regime.obligations]
    if obligation.amends not in others:
        message = f'no obligation "{obligation.amends}" in another set'
        yield objected(
            at(node, "amends"), message, "unknown-name", crumb(obligation, "amends"), "rules list shows the ids"
        )


def check_words(nodes: list[tuple[Node, str, str]]) -> Iterator[Objection]:
    """Refuse words of a private vocabulary without its prefix; `nodes` are the trees, the prefix and set of each."""
    for node, prefix, _ in nodes:
        for section, words in node if isinstance(node, Mapping) else ():
            for name, _value in words.pairs if isinstance(words, Mapping) else ():
                if prefix and not carries(name.text, prefix):
                    message = f'"{name.text}" lacks the prefix of its set'
                    yield objected(name, message, "prefix", section, f"call it {prefix}{name.text}")


def check_sets(sets: list[tuple[Node, str, str]]) -> Iterator[Objection]:
    """Refuse a private set that takes our id, or the id or prefix of another; `sets` are the trees of `set.yaml`."""
    ids, prefixes = {"ircomply"}, set[str]()
    for node, prefix, name in sets:
        if name in ids:
            yield objected(at(node, "id"), f'the set id "{name}" is taken', "repeated-id", "id", "choose another id")
        if prefix in prefixes:
            yield objected(
                at(node, "prefix"), f'the prefix "{prefix}" is taken', "repeated-id", "prefix", "choose another"
            )
        ids.add(name)
        prefixes.add(prefix)
