"""Runs the cases beside a regime: each expectation is compared, and what differs is an objection at its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircomply.engine.corpus.walk import at, key_of
from ircomply.engine.schedule import NO_HOLIDAYS, Scheduler
from ircomply.model.base import replace
from ircomply.model.case import NONE, Case, CaseFile, Expectation
from ircomply.model.facts_format import PARTIAL
from ircomply.model.facts_links import check_links
from ircomply.model.instant import Moment, NotAnInstant, real, zone
from ircomply.model.node import Node, Scalar, locate
from ircomply.model.objection import Objection, did_you_mean
from ircomply.model.shape import BROKEN, Reader

if TYPE_CHECKING:
    from ircomply.engine.calendars import Holidays
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import ObligationResult, StageResult

STRONGEST = ("required", "presumed", "undetermined", "not_required")


def run_case(case: Case, corpus: Corpus, holidays: Holidays = NO_HOLIDAYS) -> list[Objection]:
    """Compute one case and give what differs from it; nothing means that it passes.

    Facts that cannot be read are objections too. A `ruled_out` without sources counts as earned here.
    """
    read = read_facts(case, corpus)
    if isinstance(read, list):
        return read
    scheduler = Scheduler(read, corpus, case.as_of.earliest, holidays)
    if any(one.obligation in corpus.cascading for one in case.expectations):
        scheduler.settle()
    return [objection for one in case.expectations if (objection := _compare(one, case, scheduler))]


def check_names(file: CaseFile, corpus: Corpus, unread: frozenset[str] = frozenset()) -> list[Objection]:
    """Refuse a case file whose regime, obligations or stages do not exist."""
    found: list[Objection] = []
    regime = file.regime
    if regime.value not in corpus.regimes:
        near = did_you_mean(regime.value, corpus.regimes)
        found.append(Objection(f'no regime "{regime.value}"{near}', "unknown-name", regime.span, "regime"))
    names: set[str] = set()
    nodes = getattr(at(file.node, "cases"), "items", ())
    for case, node in zip(file.cases, nodes or (file.node,) * len(file.cases), strict=True):
        if case.name in names:
            found.append(
                Objection(
                    f'two cases are called "{case.name}"',
                    "repeated-name",
                    case.span,
                    advice="say what tells them apart",
                )
            )
        names.add(case.name)
        if not case.as_of.exact:
            found.append(Objection("as_of must be one instant, not a day", "instant", case.span, f"case {case.name}"))
        found += _unknown(case, at(node, "expect"), corpus, unread)
    return found


def _unknown(case: Case, expect: Node, corpus: Corpus, unread: frozenset[str]) -> list[Objection]:
    found: dict[tuple[str, str | None], Objection] = {}
    for one in case.expectations:
        texts, crumb = corpus.texts.get(one.obligation), f"case {case.name} > expect"
        if one.obligation in unread:
            continue
        if texts is None:
            near = did_you_mean(one.obligation, corpus.texts)
            found.setdefault(
                (one.obligation, None),
                Objection(
                    f'no obligation "{one.obligation}"{near}',
                    "unknown-name",
                    key_of(expect, one.obligation).span,
                    crumb,
                    "rules list shows the ids",
                ),
            )
        elif one.stage and not any(text.obligation.stage(one.stage) for text in texts):
            stages = list(dict.fromkeys(stage.name for text in texts for stage in text.obligation.stages))
            message = f'{one.obligation} has no stage "{one.stage}"{did_you_mean(one.stage, stages)}'
            spot = key_of(at(at(expect, one.obligation), "stages"), one.stage).span or one.span
            found.setdefault(
                (one.obligation, one.stage),
                Objection(message, "unknown-name", spot, crumb, f"its stages: {', '.join(stages)}"),
            )
    return list(found.values())


def read_facts(case: Case, corpus: Corpus) -> Facts | list[Objection]:
    """Read the facts of a case, or give what is wrong with them."""
    reader = Reader(corpus.names(), home_of(case.facts))
    reader.trail.append(f"case {case.name}")
    facts = PARTIAL.read(case.facts, reader)
    if facts is BROKEN:
        return reader.objections
    wrong = check_links(case.facts, facts, corpus)
    if wrong:
        return [replace(one, breadcrumb=f"case {case.name} > {one.breadcrumb}") for one in wrong]
    return replace(facts, earned=True)  # type: ignore[no-any-return]


def home_of(facts: Node) -> Any:
    """Find the zone of the organisation in a tree of facts, or nothing."""
    named = locate(facts, ("organisation", "timezone"))
    try:
        return zone(named.text) if isinstance(named, Scalar) else None
    except NotAnInstant:
        return None


def instance(results: list[ObligationResult], where: str | None) -> ObligationResult | None:
    """Find the instance that is meant; without one, the first whose verdict is the strongest."""
    if where is not None:
        return next((result for result in results if result.where == where), None)
    return min(results, key=lambda result: STRONGEST.index(result.verdict), default=None)


def _compare(one: Expectation, case: Case, scheduler: Scheduler) -> Objection | None:
    if one.obligation not in scheduler.corpus.texts:
        return None  # named by `check_names`
    result = instance(scheduler.results(one.obligation), one.where)
    if result is None:
        places = ", ".join(str(other.where) for other in scheduler.results(one.obligation))
        return _fails(one, case, "an instance", f"none; there are: {places}", "")
    if one.stage is None:
        got = getattr(result, one.key)
        return (
            None if _agrees(one, got) else _fails(one, case, _said(one.value), _said(got, one.value), _because(result))
        )
    texts = scheduler.corpus.texts[one.obligation]
    name = next((stage.name for text in texts if (stage := text.obligation.stage(one.stage))), one.stage)
    stages = [stage for stage in result.stages if stage.name == name]
    if not stages:
        return _fails(
            one,
            case,
            f"{one.key} {_said(one.value)}",
            f"no such stage: the verdict is {result.verdict}",
            _because(result),
        )
    got = [_stage_value(stage, one.key) for stage in stages]
    if any(_agrees(one, value) for value in got):
        return None
    return _fails(
        one,
        case,
        f"{one.key} {_said(one.value)}",
        " and ".join(_said(value, one.value) for value in got),
        _count(stages[0]),
    )


def _stage_value(stage: StageResult, key: str) -> Any:
    if key == "held":
        return stage.held.hold.kind if stage.held else None
    return getattr(stage, key)


def _agrees(one: Expectation, got: Any) -> bool:
    """Compare what is expected with what came; `missing` is a subset, a `none` is nothing."""
    wanted: object = one.value
    if one.key == "missing":
        return set(one.value) <= set(got)
    if wanted == NONE:
        return got is None
    if isinstance(wanted, Moment):
        return isinstance(got, datetime) and real(got) == real(wanted.earliest)  # also in an hour that comes twice
    if one.key == "standard" and isinstance(got, str):
        return got in (wanted, f"without {wanted}")
    if one.key == "held" and wanted in ("yes", "no"):
        return bool(got) == (wanted == "yes")
    return bool(got == wanted)


def _said(value: Any, like: Any = None) -> str:
    """Write a value as a case file would; an instant with the offset of the expected one."""
    if value is None or value == ():
        return NONE
    if isinstance(value, Moment):
        return value.earliest.isoformat()
    if isinstance(value, datetime):
        return (value.astimezone(like.earliest.tzinfo) if isinstance(like, Moment) else value).isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _fails(one: Expectation, case: Case, expected: str, got: str, because: str) -> Objection:
    stage = f" > stage {one.stage}" if one.stage else ""
    where = f" > {one.where}" if one.where else ""
    crumb = f"obligation {one.obligation}{where}{stage}: expected {expected}, got {got}"
    return Objection(f"case fails: {case.name}", "case", one.span or case.span, crumb, because)


def _because(result: ObligationResult) -> str:
    reasons = [f"{reason.part.replace('_', ' ')} {reason.truth}: {reason.says}" for reason in result.reasons]
    missing = f"missing: {', '.join(result.missing)}" if result.missing else ""
    place = f"see {result.text.obligation.span}" if result.text.obligation.span else ""
    said = "; ".join(part for part in ("; ".join(reasons), missing, place) if part)
    return f"because {said}" if said else ""


def _count(stage: StageResult) -> str:
    steps = [f"{step.what}{' ' + step.at.isoformat() if step.at else ''}" for step in stage.steps]
    start = f"{stage.event} {stage.start.isoformat() if stage.start else 'unknown'}" if stage.event else "no start"
    missing = [f"missing: {', '.join(stage.missing)}"] if stage.missing else []
    return f"because {'; '.join([*(steps or [start]), f'state {stage.state}', *missing, *stage.notes])}"
