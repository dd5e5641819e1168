"""What `status: reviewed` asks for, and what has not been looked at for a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ircomply.engine.corpus.walk import LawFile, at, crumb
from ircomply.model.instant import Moment
from ircomply.model.objection import Objection
from ircomply.model.regime import BINDING_SOURCES, Obligation, Regime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircomply.model.case import CaseFile, Expectation
    from ircomply.model.node import Node

STALE = timedelta(days=365)


def check_status(file: LawFile, cases: Iterable[CaseFile]) -> Iterator[Objection]:
    """Refuse `reviewed` where it is not earned: a source that binds, a date, a case on each side, a deadline case."""
    expected: dict[str, list[Expectation]] = {}
    for case_file in cases:
        for case in case_file.cases:
            for one in case.expectations:
                expected.setdefault(one.obligation, []).append(one)
    for obligation, node in file.duties():
        if file.regime.status_of(obligation) == "reviewed":
            wanting = list(_wanting(obligation, file.regime, expected.get(obligation.id, [])))
            if wanting:
                yield _unearned(obligation, node, wanting)


def _unearned(obligation: Obligation, node: Node, wanting: list[str]) -> Objection:
    spot = at(node, "status") if obligation.status else at(node, "id")
    lacks = " and ".join([", ".join(wanting[:-1]), wanting[-1]] if len(wanting) > 1 else wanting)
    message = f"{obligation.id} is called reviewed and lacks {lacks}"
    return Objection(
        message,
        "reviewed",
        spot.span,
        crumb(obligation),
        "add what is missing, or write  status: draft  at the obligation",
    )


def _wanting(obligation: Obligation, regime: Regime, expected: list[Expectation]) -> Iterator[str]:
    sources = [regime.sources.get(one.source) for one in obligation.cite if one.at.strip()]
    if not any(
        source is None or source.kind in BINDING_SOURCES for source in sources
    ):  # an unknown one is said elsewhere
        yield "a source that binds, with a pinpoint"
    if (obligation.checked or regime.checked) is None:
        yield "a checked date"
    verdicts = {one.value for one in expected if one.key == "verdict"}
    if not verdicts & {"required", "presumed"}:
        yield "a case in which it applies"
    if "not_required" not in verdicts:
        yield "a case in which it does not apply"
    numbered = any(stage.clock.numbered for stage in obligation.stages)
    dated = any(one.key in ("act_by", "outer_limit") and isinstance(one.value, Moment) for one in expected)
    if numbered and not dated:
        yield "a case with a deadline"


def check_stale(file: LawFile, today: date) -> Iterator[Objection]:
    """Warn of law that was last checked more than a year ago: once for a file, once for each own date."""
    regime = file.regime
    if regime.checked and _is_stale(regime.checked.on, today):
        yield _old(at(at(file.node, "checked"), "on"), regime.checked.on, f"regime {regime.id}")
    for obligation, node in file.duties():
        if obligation.checked and _is_stale(obligation.checked.on, today):
            yield _old(at(at(node, "checked"), "on"), obligation.checked.on, crumb(obligation))


def _is_stale(checked: date, today: date) -> bool:
    return today - checked > STALE


def _old(node: Node, checked: date, where: str) -> Objection:
    message = f"last checked on {checked.isoformat()}, more than a year ago"
    return Objection(message, "stale", node.span, where, "read the law again, then mend the date", "warning")
