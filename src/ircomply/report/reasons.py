"""Why a duty is due, as the sentence under its line: the exception, the count, a decision, a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain_words import listed
from ircomply.model.condition import All, Answered, IncidentIs, Named
from ircomply.report.conditions import leaves_of
from ircomply.report.periods import period_of, start_words
from ircomply.report.remarks import remarks
from ircomply.report.words import VERDICT, cap, people_words, spoken

if TYPE_CHECKING:
    from ircomply.model.results import ObligationResult, Reason, StageResult
    from ircomply.report.view import View

TOPICS = {"risk": "risk to people", "harm": "harm to people"}
"""The questions whose answer is a degree; the last word of their id says of what."""


def reason_line(result: ObligationResult, stage: StageResult, view: View, *, conditional: bool = False) -> str:
    """Say why under a duty: the verdict, then the exception, the count, or the recipient's own time."""
    first = stage.name == result.text.obligation.stages[0].name
    named = "" if first else f"{spoken(stage.name)}, "
    if stage.past_act_by and stage.outer_limit:
        report = "" if first else f"{cap(spoken(stage.name))}. "
        passed = "If it applies: act by has passed." if conditional else "Act by has passed."
        limit = f"Outer limit {view.time(stage.outer_limit)}, {view.left(stage.outer_limit)}: file now."
        said = f"{report}{passed} {limit}"
    else:
        verdict = "If it applies" if conditional else VERDICT[result.standing]
        said = f"{verdict}: {named}{_why(result, stage, view, conditional=conditional)}"
    return " ".join([said, *remarks(result, stage, view)])


def _why(result: ObligationResult, stage: StageResult, view: View, *, conditional: bool) -> str:
    exception = exceptions_open(result, view) if result.standing == "presumed" and not conditional else ""
    unless = f"due unless {exception}" if exception else ""
    if stage.act_by is None:
        return f"{_ground(result, stage, view)}{f'; {unless}' if unless else ''}."
    local = view.local(stage.act_by, result.home, (stage.recipient or result.recipient).place)
    said = "; ".join(part for part in (local, unless) if part) if unless else _count(result, stage, local, view)
    return f"{said}.{'' if conditional else _late(stage, view)}"


def _count(result: ObligationResult, stage: StageResult, local: str, view: View) -> str:
    if local and stage.in_days:
        return local
    return f"{period_of(result, stage, view)}{f'; {local}' if local else ''}"


def _late(stage: StageResult, view: View) -> str:
    if stage.state != "overdue":
        return ""
    outer = stage.outer_limit if stage.outer_limit and stage.outer_limit != stage.act_by else None
    return f"{f' Outer limit was {view.time(outer)}.' if outer else ''} Say why it is late."


def _ground(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say what a duty without a number rests on: a decision, a report that was made, a finding."""
    if (stage.event or "").startswith(("filed.", "last_filed.")):
        return f"after {start_words(stage, view, happened=True)}"
    reasons = [reason for reason in result.reasons if reason.part == "when" and reason.truth == "met"]
    for reason in reasons:
        if reason.kind == "answer" and (said := decided_words(reason, view)):
            return said
    found = next((reason for reason in reasons if reason.finding), None)
    if found:
        return finding_words(found, view)
    return f"from {start_words(stage, view, happened=True)}" if stage.event else "the class is enough"


def decided_words(reason: Reason, view: View) -> str:
    """Say a decision: `high risk, decided by the DPO`."""
    name = next((path.removeprefix("answer.") for path in reason.rests if path.startswith("answer.")), "")
    answer = view.facts.answers.get(name)
    if answer is None:
        return ""
    topic = name.rsplit("-", 1)[-1]
    value = f"{answer.value} {topic}" if topic in TOPICS else f"{name} is {answer.value}"
    return f"{value}{f', decided by {people_words(answer.by)}' if answer.by else ''}"


def finding_words(reason: Reason, view: View) -> str:
    """Say what a finding established, without the words of a privileged one."""
    finding = reason.finding
    path = reason.rests[-1] if reason.rests else ""
    named = [one.rpartition(".")[2] for one in reason.rests]
    states = list(finding.states) if finding else []
    aspect = next((one for one in named if one in states), states[0] if states else path.rpartition(".")[2])
    about = view.world.facts.called(finding.about) if finding else path.partition(".")[0]
    return f"{about}: {spoken(aspect)}{f' ({finding.id})' if finding and finding.id else ''}"


def exceptions_open(result: ObligationResult, view: View) -> str:
    """Say the open exceptions of a presumed duty: `risk to people is unlikely`."""
    found = [
        said
        for reason in result.reasons
        if reason.part == "unless" and reason.truth == "open"
        if (said := exception_words(result, reason, view))
    ]
    if _together(result, view):
        return " and ".join(found)
    if len(found) > 2:
        return f"{found[0]}, or one of {len(found) - 1} other exceptions holds"
    return " or ".join(found)


def _together(result: ObligationResult, view: View) -> bool:
    """Say whether the exceptions of a duty must all hold."""
    unless, regime = result.text.obligation.unless, result.text.regime
    while isinstance(unless, Named):
        unless, regime = view.corpus.condition(unless.name, regime)
    return isinstance(unless, All)


def exception_words(result: ObligationResult, reason: Reason, view: View) -> str:
    """Say one exception as the law would have it: `risk to people is unlikely`."""
    path = reason.rests[0] if reason.rests else ""
    head, _, name = path.partition(".")
    if head == "answer" and (leaf := _asked(result, name, view)):
        return _answer_words(leaf, view)
    if head == "class":
        return f"{name} is yes"
    if head == "incident":
        return f"the incident is {'' if _wanted(result, name, view) else 'not '}{spoken(name)}"
    if not name and path in view.corpus.events:
        return view.corpus.events[path].means or spoken(path)
    return reason.says.rstrip("?")


def _answer_words(leaf: Answered, view: View) -> str:
    """Say an answer as a clause: with the short words of its question, else with its id."""
    question = view.corpus.questions.get(leaf.question)
    short = question.short if question else ""
    if question and short and question.choices == ("yes", "no"):
        return short if leaf.values == ("yes",) else f"not: {short}"
    return f"{TOPICS.get(leaf.question.rsplit('-', 1)[-1]) or short or leaf.question} is {_values(leaf)}"


def _wanted(result: ObligationResult, aspect: str, view: View) -> bool:
    """Say whether the exceptions ask that the incident is of a kind, or that it is not."""
    unless = result.text.obligation.unless
    leaves = leaves_of(unless, view.corpus, result.text.regime) if unless is not None else ()
    return next((positive for one, positive in leaves if isinstance(one, IncidentIs) and aspect in one.aspects), True)


def exception_answer(result: ObligationResult, reason: Reason, view: View) -> str:
    """Name the answer that would make an exception hold, by its fact: `eu-gdpr-risk unlikely`."""
    path = reason.rests[0] if reason.rests else ""
    head, _, name = path.partition(".")
    if head == "answer" and (leaf := _asked(result, name, view)):
        return f"{name} {_values(leaf)}"
    return f"{name} yes" if head == "class" else exception_words(result, reason, view)


def _asked(result: ObligationResult, name: str, view: View) -> Answered | None:
    """Find the test of a question in the exceptions of a duty."""
    unless = result.text.obligation.unless
    leaves = leaves_of(unless, view.corpus, result.text.regime) if unless is not None else ()
    return next(
        (one for one, positive in leaves if positive and isinstance(one, Answered) and one.question == name), None
    )


def _values(leaf: Answered) -> str:
    return listed(leaf.values) if leaf.values else f"{leaf.at_least} or more"
