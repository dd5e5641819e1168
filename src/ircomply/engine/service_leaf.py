"""The leaf that asks services: one and the same was hit in this way, for so long, for so many."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from ircomply.engine.truth import NO, OPEN, YES, Truth, compare, every, passes, said, some
from ircomply.engine.world import Basis, Scope, World
from ircomply.model import condition as c
from ircomply.model.facts import Disruption, Finding, Service
from ircomply.model.instant import ONGOING, Moment
from ircomply.model.quantity import Range

HUNDRED = Decimal(100)


def decide_service(world: World, leaf: c.ServiceHit, scope: Scope) -> Basis:
    """One and the same service was hit in this way; no only when none was and no other can be."""
    asked = [(service, _service_parts(world, leaf, service, scope)) for service in world.facts.services or ()]
    values = [every(truth for truth, _, _ in parts) for _, parts in asked]
    if YES in values:
        service, parts = asked[values.index(YES)]
        finding = next((finding for _, _, finding in parts if finding), None)
        return Basis(
            "service",
            YES,
            f"{service.what or service.id}: {_ways(leaf)}",
            tuple(path for _, path, _ in parts),
            (),
            finding,
        )
    if OPEN not in values and world.facts.services is not None and world.facts.services_complete:
        return Basis(
            "service",
            NO,
            f"no service: {_ways(leaf)}",
            tuple(path for _, parts in asked for truth, path, _ in parts if truth is NO) or ("services",),
        )
    missing = [
        path
        for (_, parts), value in zip(asked, values, strict=True)
        if value is OPEN
        for truth, path, _ in parts
        if truth is OPEN
    ]
    missing = missing or (["services"] if not world.facts.services else ["services_complete"])
    return Basis(
        "service",
        OPEN,
        f"was a service hit: {_ways(leaf)}?",
        tuple(dict.fromkeys(missing)),
        tuple(dict.fromkeys(missing)),
    )


def _ways(leaf: c.ServiceHit) -> str:
    words = [" or ".join(leaf.kind)] if leaf.kind else []
    words += [" or ".join(aspect.replace("_", " ") for aspect in leaf.aspects)] if leaf.aspects else []
    if leaf.lasting:
        words.append(f"for {leaf.lasting.operator.replace('_', ' ')} {leaf.lasting.bound}")
    return ", ".join(words) or "hit"


def _service_parts(
    world: World, leaf: c.ServiceHit, service: Service, scope: Scope
) -> list[tuple[Truth, str, Finding | None]]:
    parts: list[tuple[Truth, str, Finding | None]] = []
    if leaf.kind:
        known = OPEN if service.kind is None else said(bool(set(leaf.kind) & set(service.kind)))
        parts.append((known, f"{service.id}.kind", None))
    if leaf.critical is not None:
        value = service.critical
        parts.append((OPEN if value is None else said(value == leaf.critical), f"{service.id}.critical", None))
    if leaf.aspects:
        decided = [(aspect, *world.established.truth(service.id, aspect, leaf.enough)) for aspect in leaf.aspects]
        best = max(decided, key=lambda entry: entry[1])
        parts.append((best[1], f"{service.id}.{best[0]}", best[2].finding if best[2] else None))
    if leaf.lasting:
        parts.append((_lasting(world, leaf, service), f"{service.id}.disruptions", None))
    if leaf.users:
        place = (None if scope.unnamed else scope.place) if leaf.place == c.THIS else leaf.place
        parts.append(
            (_users(world, leaf, service, place), f"{service.id}.affected" + (f".{place}" if place else ""), None)
        )
    customer = scope.customer if leaf.customer == c.THIS else leaf.customer
    if customer or (leaf.customer and scope.unnamed):
        known = OPEN if service.customers is None else said(customer in service.customers)
        parts.append((known, f"{service.id}.customers", None))
    return parts


def _lasting(world: World, leaf: c.ServiceHit, service: Service) -> Truth:
    assert leaf.lasting  # noqa: S101
    bound = leaf.lasting.bound
    limit = Decimal(bound.seconds) if isinstance(bound, c.Length) else Decimal(0)
    total = set(leaf.aspects) == {"unavailable"}
    counted = [
        one for one in service.disruptions if one.extent != "planned" and not (total and one.extent == "limited")
    ]
    if not counted:
        return OPEN
    return some(passes(leaf.lasting.operator, *_length(world, one), limit) for one in counted)


def _length(world: World, disruption: Disruption) -> tuple[Decimal, Decimal | None]:
    """Bound the length in seconds: ended is exact, ongoing is at least what has elapsed, an absent end says nothing.

    An end that is still to come is a plan: until then only what has elapsed is sure.
    """
    start, end = disruption.stretch.start, disruption.stretch.end
    if start is None or end is None:
        return Decimal(0), None
    if end == ONGOING or not isinstance(end, Moment):
        return max(_seconds(world.now - start.latest), Decimal(0)), None
    sure = min(end.earliest, max(world.now, start.latest))
    return max(_seconds(sure - start.latest), Decimal(0)), _seconds(end.latest - start.earliest)


def _seconds(length: timedelta) -> Decimal:
    return Decimal(int(length.total_seconds()))


def _users(world: World, leaf: c.ServiceHit, service: Service, place: str | None) -> Truth:
    """Compare the users who were hit; those of a narrower place are among them, and there may be more."""
    assert leaf.users  # noqa: S101
    inside = [
        one.low for code, one in service.affected.items() if one and (place is None or world.words.within(code, place))
    ]
    hit = (service.affected.get(place) if place else None) or (Range(max(inside), None) if inside else None)
    bound = leaf.users.bound
    if isinstance(bound, Decimal):
        return compare(leaf.users.operator, hit, bound)
    base = service.users_in.get(place) if place else service.users
    return share_of(leaf.users.operator, hit, base, bound.share) if isinstance(bound, c.Percent) else OPEN


def share_of(operator: str, number: Range | None, base: Range | None, share: Decimal) -> Truth:
    """Compare a number with a share of another; both ends of both ranges are tried."""
    if number is None or base is None:
        return OPEN
    low = passes(operator, number.low, number.high, base.low * share / HUNDRED)
    high = OPEN if base.high is None else passes(operator, number.low, number.high, base.high * share / HUNDRED)
    return low if low is high else OPEN
