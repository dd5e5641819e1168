"""From three conditions to a verdict, with what is open and why."""

from __future__ import annotations

from ircomply.engine.conditions import evaluate
from ircomply.engine.instances import own_condition
from ircomply.engine.people import left_in
from ircomply.engine.truth import NO, OPEN, YES, Truth
from ircomply.engine.world import Basis, Reading, Scope, World
from ircomply.model.base import Value, unique
from ircomply.model.results import Reason

WORDS = {YES: "met", NO: "not met", OPEN: "open"}


class Verdict(Value, frozen=True):
    """What the law says of one duty, as far as the facts go."""

    verdict: str
    open_on: str | None = None
    held_by_wider: bool = False
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def truth(self) -> Truth:
        """Whether the duty is due: a presumed one is open."""
        return {"required": YES, "not_required": NO}.get(self.verdict, OPEN)


def judge(world: World, scope: Scope) -> Verdict:
    """Decide one duty by the table of `law.md`: nobody is presumed to be a bank, or to have been breached."""
    obligation = scope.obligation
    applies = evaluate(world, obligation.applies_to, scope)
    if applies.truth is NO:
        return Verdict("not_required", reasons=_reasons(("applies_to", applies)))
    when = evaluate(world, own_condition(obligation, scope), scope)
    unless = evaluate(world, obligation.unless, scope) if obligation.unless is not None else Reading(NO)
    reasons = _reasons(("applies_to", applies), ("when", when), ("unless", unless))
    if when.truth is NO or unless.truth is YES:
        part = "when" if when.truth is NO else "unless"
        telling = tuple(reason for reason in reasons if reason.part == part)
        return Verdict("not_required", reasons=telling or reasons)
    if applies.truth is YES and when.truth is YES:
        if unless.truth is NO:
            return Verdict("required", reasons=reasons)
        if obligation.if_unknown == "presumed":
            return Verdict("presumed", reasons=reasons, missing=_missing(unless))
    open_on, held = _open_on(applies, when, unless)
    if (
        scope.unnamed and scope.place and not scope.sole
    ):  # other members than those that are named: for want of a link with them
        open_on, held = "place", left_in(scope.place, world.facts, world.words)
    return Verdict("undetermined", open_on, held, reasons, _missing(applies, when, unless))


def _reasons(*parts: tuple[str, Reading]) -> tuple[Reason, ...]:
    found = [_reason(part, basis) for part, reading in parts for basis in (reading.open or reading.bases)]
    return unique(found)


def _reason(part: str, basis: Basis) -> Reason:
    return Reason(part, WORDS[basis.truth], basis.says, basis.rests, basis.finding, basis.kind, basis.missing)


def _missing(*readings: Reading) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            path for reading in readings if reading.truth is OPEN for basis in reading.open for path in basis.missing
        )
    )


def _open_on(applies: Reading, when: Reading, unless: Reading) -> tuple[str, bool]:
    """Say what kind of thing is open, the first that applies: a place, a class, facts, a decision."""
    if applies.truth is OPEN:
        places = [basis for basis in applies.open if basis.kind == "place"]
        if places:
            return "place", all(basis.held_by_wider for basis in places)
        if any(basis.kind == "class" for basis in applies.open):
            return "class", False
    rest = [basis for reading in (applies, when, unless) if reading.truth is OPEN for basis in reading.open]
    kinds = {basis.kind for basis in rest}
    if "class" in kinds:
        return "class", False
    return ("decision" if kinds == {"answer"} else "facts"), False
