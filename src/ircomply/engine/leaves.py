"""The leaves that ask neither data nor places or services: incident, figure, event, answer, class, duty, filed."""

from __future__ import annotations

from decimal import Decimal

from ircomply.engine.events import happened, instants, later_than
from ircomply.engine.plain_words import length
from ircomply.engine.service_leaf import share_of
from ircomply.engine.truth import NO, OPEN, YES, Truth, compare, said, some
from ircomply.engine.world import Basis, Scope, World
from ircomply.model import condition as c
from ircomply.model.facts import Filing, known_at
from ircomply.model.instant import Moment
from ircomply.model.quantity import Range


def decide_incident(world: World, leaf: c.IncidentIs, scope: Scope) -> Basis:
    """The incident as a whole is established to be of this kind."""
    decided = [(aspect, *world.established.truth("incident", aspect, leaf.enough)) for aspect in leaf.aspects]
    truth = some(value for _, value, _ in decided)
    telling = [entry for entry in decided if entry[1] is truth]
    named = " or ".join(aspect.replace("_", " ") for aspect, _, _ in telling[: 1 if truth is YES else None])
    finding = next((standing.finding for _, _, standing in telling if standing), None)
    paths = tuple(f"incident.{aspect}" for aspect, _, _ in telling)
    words = {YES: f"the incident is {named}", NO: f"ruled out: {named}", OPEN: f"is the incident {named}?"}[truth]
    return Basis("incident", truth, words, paths, paths if truth is OPEN else (), finding)


def decide_figure(world: World, leaf: c.FigurePasses, scope: Scope) -> Basis:
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
        values = [share_of(operator, number[name], base[name], share) for name in shared]
        return some(values) if values else OPEN
    return share_of(operator, number, base, share) if isinstance(number, Range) and isinstance(base, Range) else OPEN


def decide_event(world: World, leaf: c.Happened, scope: Scope) -> Basis:
    """It has happened; or it happened more than so long after the other."""
    if leaf.event == "ordered":
        made = orders(world, scope)
        return Basis(
            "order", said(bool(made)), "an authority has ordered it" if made else "no order is recorded", ("orders",)
        )
    if leaf.after and leaf.by is not None:
        truth = later_than(world, leaf.event, leaf.after, leaf.by)
        missing = tuple(event for event in (leaf.event, leaf.after) if not instants(world, event)) or (leaf.event,)
        words = f"{leaf.event} came more than {length(leaf.by)} after {leaf.after}"
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


def decide_answer(world: World, leaf: c.Answered, scope: Scope) -> Basis:
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


def decide_class(world: World, leaf: c.HasClass, scope: Scope) -> Basis:
    """The organisation has this regulated status."""
    known = world.class_values.get(leaf.name)
    if known is None and world.facts.organisation.classes_complete and leaf.name not in world.classes_in_doubt:
        known = False
    path, status = f"class.{leaf.name}", world.words.classes.get(leaf.name)
    truth = said(known)
    says = (
        (status.ask if status and status.ask else leaf.name)
        if truth is OPEN
        else f"{leaf.name}: {'yes' if known else 'no'}"
    )
    return Basis("class", truth, says, (path,), (path,) if truth is OPEN else ())


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
