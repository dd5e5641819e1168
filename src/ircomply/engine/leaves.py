"""The leaves that ask neither data nor places: service, incident, figure, event, answer, class, duty, filed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from ircomply.engine.events import happened, instants, later_than
from ircomply.engine.truth import NO, OPEN, YES, Truth, compare, every, passes, said, some
from ircomply.engine.world import Basis, Scope, World
from ircomply.model import condition as c
from ircomply.model.facts import Disruption, Filing, Finding, Service, known_at
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
    return _share(leaf.users.operator, hit, base, bound.share) if isinstance(bound, c.Percent) else OPEN


def _share(operator: str, number: Range | None, base: Range | None, share: Decimal) -> Truth:
    """Compare a number with a share of another; both ends of both ranges are tried."""
    if number is None or base is None:
        return OPEN
    low = passes(operator, number.low, number.high, base.low * share / HUNDRED)
    high = OPEN if base.high is None else passes(operator, number.low, number.high, base.high * share / HUNDRED)
    return low if low is high else OPEN


def decide_incident(world: World, leaf: c.IncidentIs, scope: Scope) -> Basis:  # noqa: ARG001
    """The incident as a whole is established to be of this kind."""
    decided = [(aspect, *world.established.truth("incident", aspect, leaf.enough)) for aspect in leaf.aspects]
    truth = some(value for _, value, _ in decided)
    telling = [entry for entry in decided if entry[1] is truth]
    named = " or ".join(aspect.replace("_", " ") for aspect, _, _ in telling[: 1 if truth is YES else None])
    finding = next((standing.finding for _, _, standing in telling if standing), None)
    paths = tuple(f"incident.{aspect}" for aspect, _, _ in telling)
    words = {YES: f"the incident is {named}", NO: f"ruled out: {named}", OPEN: f"is the incident {named}?"}[truth]
    return Basis("incident", truth, words, paths, paths if truth is OPEN else (), finding)


def decide_figure(world: World, leaf: c.FigurePasses, scope: Scope) -> Basis:  # noqa: ARG001
    """A named number passes a threshold in the same currency; nothing is converted."""
    number, bound = world.facts.figures.get(leaf.name), leaf.test.bound
    path = f"figure.{leaf.name}"
    paths = [path] if number is None else []
    if isinstance(bound, c.Money):
        known = number.get(bound.currency) if isinstance(number, dict) else None
        truth = compare(leaf.test.operator, known, bound.amount)
        asked = f"{bound.currency} {bound.amount:,}"
    elif isinstance(bound, c.Percent):
        base = world.facts.figures.get(bound.of or "")
        truth = _share_of_figure(leaf.test.operator, number, base, bound.share)
        asked = f"{bound.share} % of {bound.of}"
        paths += [f"figure.{bound.of}"] if base is None else []
    else:
        truth = compare(
            leaf.test.operator,
            number if isinstance(number, Range) else None,
            bound if isinstance(bound, Decimal) else Decimal(0),
        )
        asked = f"{bound:,}" if isinstance(bound, Decimal) else str(bound)
    says = f"{leaf.name.replace('_', ' ')}: {leaf.test.operator.replace('_', ' ')} {asked}"
    return Basis("figure", truth, says, (path,), tuple(paths or [path]) if truth is OPEN else ())


def _share_of_figure(operator: str, number: object, base: object, share: Decimal) -> Truth:
    if isinstance(number, dict) and isinstance(base, dict):
        shared = [name for name in sorted(number) if name in base]
        values = [_share(operator, number[name], base[name], share) for name in shared]
        return some(values) if values else OPEN
    return _share(operator, number, base, share) if isinstance(number, Range) and isinstance(base, Range) else OPEN


def decide_event(world: World, leaf: c.Happened, scope: Scope) -> Basis:
    """It has happened; or it happened more than so long after the other."""
    if leaf.event == "ordered":
        made = orders(world, scope)
        return Basis(
            "order", said(bool(made)), "an authority has ordered it" if made else "no order is recorded", ("orders",)
        )
    if leaf.after and leaf.by:
        truth = later_than(world, leaf.event, leaf.after, leaf.by)
        missing = tuple(event for event in (leaf.event, leaf.after) if not instants(world, event)) or (leaf.event,)
        words = f"{leaf.event} came more than {leaf.by} after {leaf.after}"
        return Basis("event", truth, words, (leaf.event, leaf.after), missing if truth is OPEN else ())
    truth = happened(world, leaf.event)
    words = {YES: "has happened", NO: "has not happened", OPEN: "has it happened?"}[truth]
    return Basis(
        "event",
        truth,
        f"{leaf.event.replace('_', ' ')}: {words}",
        (leaf.event,),
        (leaf.event,) if truth is OPEN else (),
    )


def orders(world: World, scope: Scope) -> list[Moment]:
    """List what an authority directed for this duty, and for this stage where one is asked."""
    found = [
        order.at
        for order in world.facts.orders
        if order.obligation == scope.obligation.id
        and (scope.stage is None or order.stage in (None, scope.stage))
        and (order.where is None or scope.owns(order.where))
        and order.at.earliest <= world.now
    ]
    return sorted(found, key=lambda moment: moment.earliest)


def decide_answer(world: World, leaf: c.Answered, scope: Scope) -> Basis:  # noqa: ARG001
    """A person has decided so; the bare form asks only whether anybody has."""
    answer, path = world.answer(leaf.question), f"answer.{leaf.question}"
    question = world.corpus.questions.get(leaf.question)
    if leaf.values is None and leaf.at_least is None:
        return Basis(
            "answer",
            said(answer is not None),
            f"{leaf.question} is {'answered' if answer else 'not answered'}",
            (path,),
        )
    if answer is None:
        return Basis("answer", OPEN, question.ask if question else leaf.question, (path,), (path,))
    if leaf.at_least and question is None:
        return Basis("answer", OPEN, leaf.question, (path,), (path,))
    if leaf.at_least and question:
        order = question.choices
        truth = said(answer.value in order and order.index(answer.value) >= order.index(leaf.at_least))
    else:
        truth = said(answer.value in (leaf.values or ()))
    by = f", {answer.by}" if answer.by else ""
    return Basis("answer", truth, f"{leaf.question}: {answer.value}{by}", (path,))


def decide_class(world: World, leaf: c.HasClass, scope: Scope) -> Basis:  # noqa: ARG001
    """The organisation has this regulated status."""
    known = world.class_values.get(leaf.name)
    if known is None and world.facts.organisation.classes_complete and not _left_unknown(world, leaf.name):
        known = False
    path, status = f"class.{leaf.name}", world.words.classes.get(leaf.name)
    truth = said(known)
    says = (
        (status.ask if status and status.ask else leaf.name)
        if truth is OPEN
        else f"{leaf.name}: {'yes' if known else 'no'}"
    )
    return Basis("class", truth, says, (path,), (path,) if truth is OPEN else ())


def _left_unknown(world: World, name: str) -> bool:
    """Say whether the facts call a class unknown, or one that would imply it."""
    asked, found = [name], {name}
    while asked:
        one = asked.pop()
        if one in world.facts.organisation.classes and world.class_values.get(one) is None:
            return True
        more = {other for other, status in world.words.classes.items() if one in status.implies} - found
        asked += sorted(more)
        found |= more
    return False


def decide_duty(world: World, leaf: c.DutyIs, scope: Scope) -> Basis:
    """That other duty, or any duty to another authority of these kinds, is due."""
    if leaf.obligation:
        truth, missing = world.duty(leaf.obligation)
        return Basis("duty", truth, f"{leaf.obligation} is {_due(truth)}", (f"duty.{leaf.obligation}",), missing)
    truth, missing = world.cascade(scope, leaf.to)
    kinds = ", ".join(world.words.recipient_kinds.get(kind, kind) for kind in leaf.to)
    return Basis(
        "duty",
        truth,
        f"a duty to another authority ({kinds}) is {_due(truth)}",
        ("duty",),
        missing if truth is OPEN else (),
    )


def _due(truth: Truth) -> str:
    return {YES: "due", NO: "not due", OPEN: "open"}[truth]


def decide_filed(world: World, leaf: c.FiledIs, scope: Scope) -> Basis:
    """That report has been made: one's own acts are closed, so what is not recorded was not made."""
    if not world.asks_filings:
        return Basis("filed", OPEN, "filed", ("filings",))
    filings = [filing for filing in world.facts.filings if filing.void is None and known_at(filing.at, world.now)]
    if leaf.to:
        made = [filing for filing in filings if _reaches(world, filing, leaf.to)]
    else:
        made = world.filings(leaf.obligation or scope.obligation.id, leaf.stage, None if leaf.obligation else scope)
    made = [filing for filing in made if leaf.mode is None or filing.mode == leaf.mode]
    what = leaf.obligation or leaf.stage or ", ".join(leaf.to)
    return Basis("filed", said(bool(made)), f"{what}: {'filed' if made else 'not filed'}", ("filings",))


def _reaches(world: World, filing: Filing, kinds: tuple[str, ...]) -> bool:
    """Say whether a filing was made to such a recipient: as it says, or as its duty or its stage does."""
    if filing.to in kinds:
        return True
    texts = world.corpus.texts.get(filing.obligation or "", ())
    stages = [(text.obligation, text.obligation.stage(filing.stage or "notice")) for text in texts]
    return any(((stage.to if stage else None) or obligation.recipient.kind) in kinds for obligation, stage in stages)
