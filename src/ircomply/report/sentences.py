"""Why a duty is due, when it counts from and what it waits for, each as a sentence under its line."""

from __future__ import annotations

from datetime import timedelta

from ircomply.engine.plain import condition_words, listed
from ircomply.engine.plain_clock import clock_words_in, event_noun, period_words
from ircomply.model.condition import Answered, Condition
from ircomply.model.instant import Moment
from ircomply.model.regime import Stage
from ircomply.model.results import ObligationResult, Reason, StageResult
from ircomply.report.conditions import leaves_of
from ircomply.report.view import View
from ircomply.report.words import (
    HOLDS,
    VERDICT,
    VERDICT_IN_SENTENCE,
    cap,
    people_words,
    spoken,
    standard_in_sentence,
    standard_words,
)

TOPICS = {"risk": "risk to people", "harm": "harm to people"}


def rule_of(result: ObligationResult, stage: StageResult) -> Stage | None:
    """Find the rule of a stage."""
    return result.text.obligation.stage(stage.name)


def start_words(result: ObligationResult, stage: StageResult, view: View, *, happened: bool) -> str:
    """Say what a stage counts from: `awareness`; a report as a clause: `the people are told`."""
    label = stage.event or ""
    head, _, rest = label.partition(".")
    if head in ("filed", "last_filed") and rest:
        other, _, named = rest.rpartition(".")
        return _report_words(other, named, view, happened=happened)
    if head == "answer":
        return f"the answer to {rest}"
    if head == "limit":
        return f"the limit of the {spoken(rest)}"
    return {"ordered": "the order", "hold_ended": "the end of the hold"}.get(label) or event_noun(label)


def _report_words(other: str, stage: str, view: View, *, happened: bool) -> str:
    texts = view.corpus.texts.get(other)
    if not texts:
        return f"the {spoken(stage)}"
    to = texts[-1].obligation.recipient
    if to.kind == "individuals":
        return f"the people {'were' if happened else 'are'} told"
    return f"the {spoken(stage)} of {other}"


def period_of(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say how a stage is counted: `72 hours from awareness`, `15 days after the people are told`, or the whole clock."""
    if stage.period is None or not stage.event:
        rule = rule_of(result, stage)
        step = next((one.what for one in stage.steps if one.what.startswith("the next ")), "")
        if step or rule is None:
            return step
        return clock_words_in(rule.clock)
    happened = stage.start is not None
    word = "after" if stage.event.startswith(("filed.", "last_filed.")) else "from"
    return f"{period_words(stage.period)} {word} {start_words(result, stage, view, happened=happened)}"


def reason_line(result: ObligationResult, stage: StageResult, view: View, *, conditional: bool = False) -> str:
    """Open the second line of a duty with its verdict, then say why: the exception, the count, the recipient's own time."""
    named = "" if stage.name == result.text.obligation.stages[0].name else f"{spoken(stage.name)}, "
    if stage.past_act_by and stage.outer_limit:
        limit = f"Outer limit {view.time(stage.outer_limit)}, {view.left(stage.outer_limit)}: file now."
        before = "If it applies: act by has passed." if conditional else "Act by has passed."
        said = f"{f'{cap(named.rstrip(', '))}. ' if named else ''}{before} {limit}"
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
    return f"{f' Outer limit {view.time(outer)}.' if outer else ''} Say why it is late."


def _ground(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say what a duty without a number rests on: a decision, a report that was made, a finding."""
    if (stage.event or "").startswith(("filed.", "last_filed.")):
        return f"after {start_words(result, stage, view, happened=True)}"
    reasons = [reason for reason in result.reasons if reason.part == "when" and reason.truth == "met"]
    for reason in reasons:
        if reason.kind == "answer" and (said := decided_words(reason, view)):
            return said
    found = next((reason for reason in reasons if reason.finding), None)
    if found:
        return finding_words(found, view)
    return f"from {start_words(result, stage, view, happened=True)}" if stage.event else "the class is enough"


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
    aspect = next(
        (
            one.rpartition(".")[2]
            for one in reason.rests
            if finding and one.rpartition(".")[2] in finding.states
        ),
        path.rpartition(".")[2],
    )
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
    if len(found) > 2:
        return f"{found[0]}, or one of {len(found) - 1} other exceptions holds"
    return " or ".join(found)


def exception_words(result: ObligationResult, reason: Reason, view: View) -> str:
    """Say one exception as the law would have it: `risk to people is unlikely`."""
    path = reason.rests[0] if reason.rests else ""
    head, _, name = path.partition(".")
    if head == "answer" and (leaf := _asked(result, name, view)):
        return f"{TOPICS.get(name.rsplit('-', 1)[-1]) or name} is {_values(leaf)}"
    if head == "class":
        return f"{name} is yes"
    if not name and path in view.corpus.events:
        return view.corpus.events[path].means or spoken(path)
    return reason.says.rstrip("?")


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
    return next((one for one, positive in leaves if positive and isinstance(one, Answered) and one.question == name), None)


def _values(leaf: Answered) -> str:
    return listed(leaf.values) if leaf.values else f"{leaf.at_least} or more"


def remarks(result: ObligationResult, stage: StageResult, view: View) -> list[str]:
    """Say what else must be known of a date: a start that stands in or is not known better, a plan, a fixed start, holds."""
    found = []
    if stage.assumed:
        found.append(
            f"Counted from {spoken(stage.assumed)}: {spoken(stage.event or 'the start')} is not given."
        )
    if between := _between(stage, view):
        found.append(between)
    if stage.plan_by:
        found.append(f"Plan: {view.day(stage.plan_by)}. Yours, not the law's.")
    if stage.otherwise and stage.act_by and stage.otherwise[0] != stage.act_by:
        found.append(f"Counsel fixed the start; without that {view.time(stage.otherwise[0])}.")
    found += [f"{cap(note)}." for note in stage.notes]
    if result.no_national_law:
        found.append("No national law on file; a directive does not bind by itself.")
    return found + decision_words(result, view)


def _between(stage: StageResult, view: View) -> str:
    """Say that a start is not known better than between two instants."""
    known = [
        one
        for one in view.facts.timeline.get(stage.assumed or stage.event or "", ())
        if isinstance(one, Moment)
    ]
    start = next((one for one in known if one.earliest == stage.start and not one.exact), None)
    if start is None:
        return ""
    write = view.time if start.latest - start.earliest < timedelta(days=1) else view.day
    first, last = write(start.earliest), write(start.latest)
    return (
        f"Within {first}; counted from its beginning."
        if first == last
        else f"Between {first} and {last}; counted from the earliest."
    )


def decision_words(result: ObligationResult, view: View) -> list[str]:
    """Set a person's verdict beside the engine's."""
    made = result.decision
    if made is None:
        return []
    by = f" by {people_words(made.by)}" if made.by else ""
    day = f", {view.day(made.at.earliest)}" if made.at else ""
    found = [
        f"Decided{by}{day}: {VERDICT_IN_SENTENCE[made.verdict]}; on the facts {VERDICT_IN_SENTENCE[result.verdict]}."
    ]
    return [*found, "To be looked at again: what it rested on has changed."] if result.look_again else found


def waiting_line(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Say what a duty waits for: a hold and what is due then, a bar, an event or an earlier report."""
    said = _held(result, stage, view) if stage.state == "held" else _waits(result, stage, view)
    return " ".join([f"{cap(said)}.", *remarks(result, stage, view)])


def _held(result: ObligationResult, stage: StageResult, view: View) -> str:
    assert stage.held  # noqa: S101
    hold, until = stage.held.hold, stage.held.until
    name = hold.reference or HOLDS.get(hold.kind) or spoken(hold.kind)
    if until is None:
        return f"{name}; no end of it is given"
    if stage.act_by is None:
        standard = standard_in_sentence(stage.standard) if stage.standard else "at once"
        return f"{name}; then due {standard}"
    local = view.local(stage.act_by, result.home, result.recipient.place)
    by = f"{local.rsplit(' in ', 1)[0]} there" if local else view.time(stage.act_by)
    return f"{name}; {'otherwise' if stage.act_by > until else 'then'} due by {by}"


def _waits(result: ObligationResult, stage: StageResult, view: View) -> str:
    rule = rule_of(result, stage)
    date = f"; {view.day(stage.act_by)} (projected)" if stage.act_by and stage.projected else ""
    named = "" if stage.name == result.text.obligation.stages[0].name else f"{spoken(stage.name)}: "
    if stage.state == "too_early":
        due = f"due by {view.time(stage.act_by)}" if stage.act_by else period_of(result, stage, view)
        return f"{named}{due}"
    if rule and rule.clock.before:
        return f"{named}{clock_words_in(rule.clock)}"
    start = start_words(result, stage, view, happened=False)
    if stage.period:
        return f"{named}{period_of(result, stage, view)}{date}"
    if stage.standard:
        return f"{named}{standard_in_sentence(stage.standard)}, after {start}{date}"
    return f"{named}{period_of(result, stage, view)}{date}"


def then_line(result: ObligationResult, stage: StageResult, view: View) -> str:
    """Name the next report of a chain: `Then: further information, without undue further delay.`"""
    if stage.act_by:
        when = f"{view.day(stage.act_by)} (projected)" if stage.projected else view.time(stage.act_by)
    elif stage.standard:
        when = standard_words(stage.standard)[0]
    else:
        when = period_of(result, stage, view)
    return f"Then: {spoken(stage.name)}, {when}."


def condition_sentence(condition: Condition | None, result: ObligationResult, view: View) -> str:
    """Say a condition of the law in plain words."""
    return condition_words(condition, view.corpus, result.text.regime)
