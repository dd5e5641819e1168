"""Whom a duty reaches: a public one needs a place; one with an upper bound needs a successor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.corpus.walk import Found, LawFile, at, crumb, leaves, objected, parts, through
from ircomply.model import condition as c
from ircomply.model.node import Mapping, Node
from ircomply.model.place_code import PlaceCode
from ircomply.model.shape import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus
    from ircomply.model.objection import Objection
    from ircomply.model.regime import Obligation, Regime

PRIVATE = ("contract", "policy")


def check_places(file: LawFile, corpus: Corpus) -> Iterator[Objection]:
    """Refuse a public duty that is bound to no place: it would reach everyone on earth. Our own law names its place."""
    if file.own:
        reader = Reader({"places": frozenset(corpus.vocabulary.places)}, trail=["jurisdiction"])
        PlaceCode().read(at(file.node, "jurisdiction"), reader)
        yield from reader.objections
    for obligation, node in file.duties():
        if not is_public(obligation, file.regime):
            continue
        applies = obligation.applies_to
        if applies is not None and not _placed(applies, corpus, file.regime, ()):
            spot = at(node, "applies_to")
        elif applies is None and not (obligation.when and _placed(obligation.when, corpus, file.regime, ())):
            spot = at(node, "id")
        else:
            continue
        advice = "add  place: CODE  to applies_to, or a place to the class it names"
        yield objected(
            spot, "the duty is public and bound to no place", "reach", crumb(obligation, "applies_to"), advice
        )


def is_public(obligation: Obligation, regime: Regime) -> bool:
    """Say whether a duty is public: not a contract's, and not resting on contracts and policies alone."""
    kinds = {source.kind for one in obligation.cite if (source := regime.sources.get(one.source))}
    return obligation.binding != "contract" and not (kinds and kinds <= set(PRIVATE))


def _placed(condition: c.Condition, corpus: Corpus, regime: Regime, seen: tuple[str, ...]) -> bool:
    """Say whether the condition can hold only with a link to a place."""
    if isinstance(condition, c.Linked):
        return True
    if isinstance(condition, c.HasClass):
        status = corpus.vocabulary.classes.get(condition.name)
        return status is None or bool(status.place)
    if isinstance(condition, c.All):
        return any(_placed(child, corpus, regime, seen) for child in condition.children)
    if isinstance(condition, c.AnyOf | c.Some):
        return all(_placed(child, corpus, regime, seen) for child in condition.children)
    if isinstance(condition, c.DutyIs) and condition.obligation is not None:
        return _duty_placed(condition.obligation, corpus, seen)
    if isinstance(condition, c.Named):
        return _named_placed(condition.name, corpus, regime, seen)
    return False


def _duty_placed(name: str, corpus: Corpus, seen: tuple[str, ...]) -> bool:
    texts = () if name in seen else corpus.texts.get(name, ())
    conditions = [
        (condition, text.regime)
        for text in texts
        for condition in (text.obligation.applies_to or text.obligation.when,)
    ]
    return not texts or all(
        one is not None and _placed(one, corpus, regime, (*seen, name)) for one, regime in conditions
    )


def _named_placed(name: str, corpus: Corpus, regime: Regime, seen: tuple[str, ...]) -> bool:
    try:
        inner, home = corpus.condition(name, regime)
    except KeyError:
        return True
    key = f"{home.id}/{name}"
    return key in seen or _placed(inner, corpus, home, (*seen, key))


def check_bounds(file: LawFile, corpus: Corpus) -> Iterator[Objection]:
    """Refuse a duty that more people take away, unless it names its `successor`: nobody may fall between two laws."""
    for obligation, node in file.duties():
        if obligation.successor is not None:
            continue
        spot = next(_upper_bounds(obligation, node, file, corpus), None)
        if spot is not None:
            where, key = spot
            advice = "add  successor: ID, the duty that takes over above the bound"
            yield objected(
                where, "an upper bound of people, and no successor", "successor", crumb(obligation, key), advice
            )


def _upper_bounds(obligation: Obligation, node: Node, file: LawFile, corpus: Corpus) -> Iterator[tuple[Node, str]]:
    for key in ("applies_to", "when", "unless"):
        condition = getattr(obligation, key)
        if condition is None:
            continue
        for top in leaves(condition, at(node, key), negated=key == "unless"):
            for found, _ in through(top, corpus, file.regime):
                if isinstance(found.leaf, c.PeopleCount) and found.leaf.test.upper != found.negated:
                    yield _bound(found, found.leaf, top), key


def _bound(found: Found, leaf: c.PeopleCount, top: Found) -> Node:
    if isinstance(top.leaf, c.Named):
        return at(top.node, "condition")
    return at(at(found.node, "people"), leaf.test.operator)


def check_this(file: LawFile, corpus: Corpus) -> Iterator[Objection]:
    """Refuse `this` in a duty that is not `for_each`: there is no place, owner or customer that it could mean."""
    for obligation, node in file.duties():
        if obligation.for_each is not None:
            continue
        where = crumb(obligation)
        advice = "add for_each, or name the place, owner or customer"
        if obligation.recipient.place == c.THIS:
            yield objected(at(at(node, "recipient"), "place"), "this, and no for_each", "this", where, advice)
        for part in parts(obligation, node):
            for top in leaves(part.condition, part.node):
                if any(_says_this(found.leaf, regime) for found, regime in through(top, corpus, file.regime)):
                    yield objected(_value(top.node), "this, and no for_each", "this", part.crumb, advice)


def _value(node: Node) -> Node:
    return node.pairs[0][1] if isinstance(node, Mapping) and node.pairs else node


def _says_this(leaf: object, regime: Regime) -> bool:
    of = getattr(leaf, "of", None)
    pattern = regime.breaches.get(of) if isinstance(of, str) else of
    own = (getattr(leaf, "place", None), getattr(leaf, "customer", None))
    return c.THIS in (*own, getattr(pattern, "place", None), getattr(pattern, "owner", None))
