"""The lines of a `for_each` duty: one a place, an owner or a customer."""

from __future__ import annotations

from ircomply.engine.people import members_with_people
from ircomply.engine.world import Scope, World
from ircomply.model.base import replace
from ircomply.model.condition import THIS, All, Breach, Condition, ServiceHit
from ircomply.model.regime import Obligation


def scopes_of(world: World, scope: Scope) -> list[Scope]:
    """List the instances of a duty; one that nobody can name yet stands for those still open."""
    for_each = scope.obligation.for_each
    if for_each is None:
        return [scope]
    if for_each.people_in:
        members, rest = members_with_people(world.facts, for_each.people_in, world.words)
        return _instances(
            [replace(scope, place=place) for place in members], replace(scope, place=for_each.people_in), rest
        )
    if for_each.owner_of is not None:
        lists = [data.owners for data in world.facts.data or () if data.role in (None, "processor")]
        return _by_name(scope, "owner", lists, bool(world.facts.data) and world.facts.data_complete is True)
    lists = [service.customers for service in world.facts.services or ()]
    return _by_name(scope, "customer", lists, bool(world.facts.services) and world.facts.services_complete is True)


def _by_name(scope: Scope, attribute: str, lists: list[tuple[str, ...] | None], complete: bool) -> list[Scope]:
    names = sorted({name for names in lists for name in names or ()})
    return _instances([replace(scope, **{attribute: name}) for name in names], scope, not complete or None in lists)


def _instances(named: list[Scope], whole: Scope, rest: bool) -> list[Scope]:
    """Add the instance that nobody has named, while there may be one; alone it stands for all."""
    if len(named) > 1:
        named = [replace(one, sole=False) for one in named]
    return [*named, replace(whole, unnamed=True, sole=not named)] if rest or not named else named


def own_condition(obligation: Obligation, scope: Scope) -> Condition | None:
    """Give the `when` of an instance: the law's, asked of the people, data or services of that instance."""
    for_each, when = obligation.for_each, obligation.when
    if for_each is None:
        return when
    if for_each.customer_of_service:
        implied: Condition = ServiceHit(customer=THIS)
    elif for_each.people_in and for_each.of is not None:
        implied = Breach(replace(scope.regime.pattern(for_each.of), place=THIS))
    elif for_each.owner_of is not None:
        implied = Breach(replace(scope.regime.pattern(for_each.owner_of), owner=THIS))
    else:
        return when
    return All((when, implied)) if when is not None else implied
