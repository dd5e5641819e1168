"""`filed`: record what was submitted, and when; take a mistaken entry back, visibly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.acts import Act, answer, incident_first, needs, open_act, tell, with_item, with_section
from ircomply.cli.options import Rules, find_obligation
from ircomply.engine.schedule import Scheduler
from ircomply.errors import DONE, UsageError
from ircomply.files.calendars import calendars_of
from ircomply.model.instant import NotAnInstant, read_moment
from ircomply.model.node import Mapping, Node, Scalar, Sequence, from_plain
from ircomply.model.objection import did_you_mean
from ircomply.report.words import between, length

if TYPE_CHECKING:
    from datetime import datetime

    from ircomply.model.facts import Facts
    from ircomply.model.results import Schedule

EXAMPLE = "ircomply filed northwind eu-gdpr-art33-authority notification --at now"


@dataclass(frozen=True)
class Submission:
    """What the options say of one submission. The keys of the file, as far as they were given."""

    obligation: str
    stage: str
    at: str = ""
    to: str = ""
    mode: str = ""
    where: str = ""
    reference: str = ""
    notice: str = ""

    def entry(self) -> dict[str, object]:
        """Give the entry of the file, in the order of the format."""
        first = {"obligation": self.obligation, "stage": self.stage, "to": self.to, "where": self.where}
        return {**first, "at": self.at, "mode": self.mode, "reference": self.reference, "notice": self.notice}

    def detail(self) -> dict[str, str]:
        """Give what the record says of it."""
        return {key: str(value) for key, value in self.entry().items() if value}


def filed(
    arguments: Annotated[list[str], typer.Argument(metavar="[INCIDENT] OBLIGATION STAGE", help="What was submitted.")],
    *,
    at: Annotated[str, typer.Option("--at", metavar="INSTANT", help="When: now, 16:40, or in full.")] = "",
    to: Annotated[str, typer.Option("--to", help="To whom, where there are several.")] = "",
    mode: Annotated[str, typer.Option("--mode", help="oral or written.")] = "",
    where: Annotated[
        str, typer.Option("--where", help="The place, owner or customer, where a duty has one for each.")
    ] = "",
    reference: Annotated[str, typer.Option("--reference", help="The recipient's reference.")] = "",
    notice: Annotated[str, typer.Option("--notice", help="The file that was sent.")] = "",
    void: Annotated[bool, typer.Option("--void", help="Take a mistaken entry back; it stays, marked.")] = False,
    because: Annotated[str, typer.Option("--because", help="Why it is taken back.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who says so.")] = "",
    rules: Rules = None,
) -> int:
    """Record a submission: which obligation, which stage, when."""
    incident, given = incident_first(arguments, 2)
    if not 1 <= len(given) <= 2:
        raise needs("an obligation and its stage are needed", EXAMPLE)
    act = open_act(incident, rules)
    name = find_obligation(act.corpus, given[0])
    stage = _stage(act, name, given[1] if len(given) > 1 else "")
    when = act.instant(at) if at else ""
    made = Submission(name, stage, when, to, mode, where, reference, notice)
    if void:
        _take_back(act, made, because, by)
        return DONE
    if not at:
        raise needs("when was it submitted?", f'--at now, --at 16:40, or --at "{act.at}"')
    _check_where(act, made)
    _record(act, made, by)
    return DONE


def _stage(act: Act, name: str, given: str) -> str:
    """Find a stage; spaces, underscores and capitals stand for hyphenated ids, and a lone stage may be left out."""
    stages = list(dict.fromkeys(one.name for text in act.corpus.texts[name] for one in text.obligation.stages))
    stage = given.strip().replace(" ", "-").replace("_", "-").lower()
    if stage in stages or (stage == "notice" and len(stages) == 1):
        return stage
    if not stage and len(stages) == 1:
        return stages[0]
    message = f'{name} has no stage "{given}"{did_you_mean(stage, stages)}' if stage else f"which stage of {name}?"
    raise UsageError(message, f"its stages: {', '.join(stages)}")


def _check_where(act: Act, made: Submission) -> None:
    """Refuse a submission that does not say for which of several it was made."""
    if made.where or not any(text.obligation.for_each for text in act.corpus.texts[made.obligation]):
        return
    known = sorted(
        {one.where for one in _schedule(act, act.facts(act.tree)).results if one.id == made.obligation and one.where}
    )
    advice = f"--where {' or '.join(known)}" if known else "--where names the place, the owner or the customer"
    raise UsageError(f"{made.obligation} is owed once for each; say for which this was submitted", advice)


def _record(act: Act, made: Submission, by: str) -> None:
    def mean(tree: Node) -> Node:
        return tree if _matching(tree, made, act) else with_item(tree, "filings", made.entry())

    done = act.change(mean, "filed", by, made.detail())
    if not done.written:
        tell("it is recorded already; nothing was written")
        return
    tell(f"saved: {made.obligation} {made.stage}, {made.at}")
    moment = done.read.filings[-1].at
    if moment.earliest > act.now:
        tell("it lies in the future; record a submission when it was made, or take it back with --void")
        return
    _tell_state(act, done.read, made)


def _take_back(act: Act, made: Submission, because: str, by: str) -> None:
    if not because:
        raise needs("why is it taken back?", "--void --because 'recorded for another incident'")

    def mean(tree: Node) -> Node:
        found = _matching(tree, made, act)
        if not found:
            raise UsageError(f"no submission of {made.obligation} {made.stage} is recorded that could be taken back")
        if len(found) > 1:
            times = ", ".join(_text(tree, index, "at") for index in found)
            raise UsageError(f"{len(found)} submissions fit; say which", f"--at one of {times}")
        return _voided(tree, found[0], {"because": because, "by": by, "at": act.at})

    act.change(mean, "filed", by, {**made.detail(), "void": because})
    tell(f"taken back: {made.obligation} {made.stage}; the entry stays, marked")


def _entries(tree: Node) -> tuple[Node, ...]:
    made = tree.get("filings") if isinstance(tree, Mapping) else None
    return made.items if isinstance(made, Sequence) else ()


def _matching(tree: Node, made: Submission, act: Act) -> list[int]:
    """List the entries that stand and say the same, as far as the options do: the stage, the time, to whom, where."""
    keys = {key: value for key, value in made.detail().items() if key in ("obligation", "stage", "to", "where")}
    fitting = []
    for index, entry in enumerate(_entries(tree)):
        if not isinstance(entry, Mapping) or entry.get("void") is not None:
            continue
        same = all(_text(tree, index, key) == value for key, value in keys.items())
        if same and (not made.at or _instant(_text(tree, index, "at"), act) == _instant(made.at, act)):
            fitting.append(index)
    return fitting


def _text(tree: Node, index: int, key: str) -> str:
    entry = _entries(tree)[index]
    value = entry.get(key) if isinstance(entry, Mapping) else None
    return value.text if isinstance(value, Scalar) else ""


def _instant(text: str, act: Act) -> datetime | None:
    try:
        return read_moment(text, act.home).earliest
    except NotAnInstant:
        return None


def _voided(tree: Node, index: int, void: dict[str, str]) -> Node:
    entries = list(_entries(tree))
    entry = entries[index]
    mark = from_plain({key: value for key, value in void.items() if value})
    entries[index] = with_section(entry, "void", mark)
    return with_section(tree, "filings", Sequence(tuple(entries)))


def _schedule(act: Act, facts: Facts) -> Schedule:
    return Scheduler(facts, act.corpus, act.now, calendars_of(act.folders)).schedule()


def _tell_state(act: Act, facts: Facts, made: Submission) -> None:
    """Say whether it was in time, and what comes next."""
    result = _schedule(act, facts).of(made.obligation, made.where or None)
    if result is None or result.verdict == "not_required":
        answer(f"{made.obligation} is not required as the facts stand; it is recorded all the same")
        return
    for stage in result.stages:
        if stage.filed and made.stage in (stage.name, "notice"):
            late = stage.act_by if stage.state == "filed_late" else None
            said = f"{length(between(late, stage.filed.at.earliest))} late" if late else "in time"
            answer(f"{result.recipient.name}: {stage.name}, {said}")
        elif stage.act_by and not stage.filed and stage.state != "not_applicable":
            answer(f"Then: {stage.name}, act by {stage.act_by.isoformat()}{' (projected)' if stage.projected else ''}")
