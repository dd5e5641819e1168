"""What is wrong with an incident that can be read: evidence that does not carry, acts that do not fit, logs that expire."""

from __future__ import annotations

from datetime import datetime, timedelta

from ircomply.engine.events import instants
from ircomply.engine.findings import occurrence
from ircomply.engine.questions import plain_questions
from ircomply.engine.world import World
from ircomply.model.base import replace
from ircomply.model.facts import Filing
from ircomply.model.instant import Stretch
from ircomply.model.node import Mapping, Node, Sequence, locate
from ircomply.model.objection import Objection
from ircomply.model.results import Expiring, ObligationResult, Question, Schedule, Scrutiny

SOON = timedelta(days=14)
"""How long before a log is lost the warning begins."""


def scrutinise(world: World, schedule: Schedule, tree: Node, name: str = "incident.yaml") -> Scrutiny:
    """Gather every objection to the facts, every log about to expire, and every unknown that decides something.

    `name` is how the file is called where an answer would stand.
    """
    return Scrutiny(objections_to(world, schedule, tree), expiring_logs(world), _asked(world, schedule, tree, name))


def objections_to(world: World, schedule: Schedule, tree: Node) -> tuple[Objection, ...]:
    """Gather every objection to the facts: evidence that does not carry, acts and decisions that do not fit."""
    return (*_findings(world, tree), *_filings(world, tree), *_holds(schedule, tree), *_decisions(schedule, tree))


def expiring_logs(world: World) -> tuple[Expiring, ...]:
    """List the sources that are kept only a little longer, soonest first."""
    found = [
        Expiring(source.id, source.kind, source.kept_until.earliest)
        for source in world.facts.sources
        if source.kept_until and world.now < source.kept_until.earliest <= world.now + SOON
    ]
    return tuple(sorted(found, key=lambda one: (one.until, one.source)))


def _at(
    tree: Node, path: tuple[str | int, ...], message: str, rule: str, advice: str = "", severity: str = "error"
) -> Objection:
    crumb = " > ".join(str(step) for step in path if isinstance(step, str))
    return Objection(message, rule, locate(tree, path).span, crumb, advice, severity)


def _findings(world: World, tree: Node) -> list[Objection]:
    order = {id(finding): index for index, finding in enumerate(world.facts.findings)}
    found = []
    for doubt in world.established.doubts:
        path = ("findings", order[id(doubt.finding)], doubt.aspect)
        objection = _at(tree, path, doubt.message, doubt.rule, doubt.advice)
        crumb = f"finding {doubt.finding.id} > {doubt.aspect}" if doubt.finding.id else objection.breadcrumb
        found.append(Objection(objection.message, objection.rule, objection.span, crumb, objection.advice))
    return found


def _filings(world: World, tree: Node) -> list[Objection]:
    found, began = [], _began(world)
    for index, filing in enumerate(world.facts.filings):
        path = ("filings", index)
        if filing.void is not None:
            continue
        if began and filing.at.latest < began:
            advice = (
                "look at the day; what was recorded by mistake is taken back: ircomply filed, with --void and --because"
            )
            found.append(_at(tree, (*path, "at"), "the filing lies before the incident", "filing", advice))
        if _lacks_where(world, filing):
            advice = "add  where: and the place, the owner or the customer it was made for"
            found.append(
                _at(tree, path, "this duty has an instance for each; the filing does not say which", "where", advice)
            )
    return found


def _lacks_where(world: World, filing: Filing) -> bool:
    texts = world.corpus.texts.get(filing.obligation or "", ())
    return filing.where is None and any(text.obligation.for_each for text in texts)


def _began(world: World) -> datetime | None:
    window = occurrence(world.facts)
    if window:
        return window[0]
    happened = world.facts.timeline.get("occurred", ())
    starts = [one.start.earliest for one in happened if isinstance(one, Stretch) and one.start]
    seen = [moment.earliest for event in ("detected", "suspected", "aware") for moment in instants(world, event)]
    return min(starts or seen, default=None)


def _holds(schedule: Schedule, tree: Node) -> list[Objection]:
    notes = {
        (result.id, note)
        for result in schedule.results
        for stage in result.stages
        for note in stage.notes
        if result.stages and "no effect" in note
    }
    return [
        Objection(f"{name}: {note}", "hold", locate(tree, ("holds",)).span, "holds", "", "warning")
        for name, note in sorted(notes)
    ]


def _decisions(schedule: Schedule, tree: Node) -> list[Objection]:
    again = sorted({result.id for result in schedule.results if result.look_again})
    return [
        Objection(
            f"the decision on {name} is to be looked at again: a fact it rests on has changed",
            "decision",
            locate(tree, ("decisions",)).span,
            "decisions",
            "",
            "warning",
        )
        for name in again
    ]


def _asked(world: World, schedule: Schedule, tree: Node, name: str) -> tuple[Question, ...]:
    """List the open questions, soonest first, with the place in the file where each answer stands or would stand."""
    found = []
    for one in plain_questions(world, schedule):
        line = _line(tree, one.id)
        dates = [date for result in schedule.results if result.id in one.decides and (date := _soonest(result))]
        found.append(replace(one, place=f"{name}:{line}" if line else "", earliest=min(dates, default=None)))
    last = datetime.max.replace(tzinfo=schedule.now.tzinfo)
    return tuple(sorted(found, key=lambda one: (one.earliest or last, -len(one.decides), one.id)))


def _soonest(result: ObligationResult) -> datetime | None:
    return min(
        (stage.act_by for stage in result.stages if stage.act_by and not stage.filed and not stage.projected),
        default=None,
    )


def _line(tree: Node, path: str) -> int | None:
    """Find the line where the fact stands, or would."""
    head, _, rest = path.partition(".")
    for section in ("data", "services"):
        things = tree.get(section) if isinstance(tree, Mapping) else None
        for thing in things.items if isinstance(things, Sequence) else ():
            named = thing.get("id") if isinstance(thing, Mapping) else None
            if named is not None and getattr(named, "text", "") == head and isinstance(thing, Mapping):
                return _line_of(thing.get(rest.split(".")[0])) or _line_of(thing)
    return _line_of(tree.get(path) if isinstance(tree, Mapping) else None)


def _line_of(node: Node | None) -> int | None:
    return node.span.line if node is not None and node.span else None
