"""The JSON of the commands. Within a version keys are only added; the same input gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import tzdata

from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.instant import Moment
from ircomply.model.results import Addressee, ObligationResult, Question, Schedule, StageResult
from ircomply.report.as_text import UNSAFE

Json = dict[str, Any]


def dump(value: Json) -> str:
    """Write JSON for people and scripts: indented, names in their own letters, one line end at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "\n".join(UNSAFE.sub(_coded, line) for line in text.split("\n")) + "\n"


def _coded(sign: re.Match[str]) -> str:
    """Write a sign that a terminal would act on as JSON spells it."""
    return f"\\u{ord(sign[0]):04x}"


def schedule_json(
    schedule: Schedule,
    facts: Facts,
    corpus: Corpus,
    asked: Iterable[Question],
    holidays: str,
    facts_of: datetime | None,
) -> Json:
    """Give `ircomply/schedule/v1`."""
    return {
        "schema": "ircomply/schedule/v1",
        "incident": facts.id,
        "as_of": at(schedule.now),
        "facts": {"digest": facts.digest, "of": at(facts_of)},
        "drill": facts.drill,
        "rules": {
            "version": corpus.version,
            "digest": corpus.digest,
            "sets": list(corpus.sets),
            "holidays": holidays,
            "tzdata": tzdata.IANA_VERSION,
        },
        "obligations": [obligation_json(result) for result in schedule.results],
        "questions": [_question(one) for one in asked],
        "conflicts": [
            {"due": one.due, "barred_by": one.barred_by, "act_by": at(one.act_by), "until": at(one.until)}
            for one in schedule.conflicts
        ],
        "not_covered": [{"place": one.place, "field": one.field, "state": one.state} for one in schedule.not_covered],
        "unlinked": {
            "jurisdictions": schedule.unlinked.jurisdictions,
            "obligations": schedule.unlinked.obligations,
            "because": schedule.unlinked.because or None,
        },
    }


def _question(one: Question) -> Json:
    choices = [outcome.answer for outcome in one.answers]
    return {"id": one.id, "ask": one.ask, "choices": choices, "decides": list(one.decides)}


def obligation_json(result: ObligationResult) -> Json:
    """Give one duty, or one instance of it."""
    obligation, regime = result.text.obligation, result.text.regime
    sources = regime.sources
    return {
        "id": obligation.id,
        "regime": regime.id,
        "jurisdiction": regime.jurisdiction,
        "where": result.where,
        "title": obligation.title,
        "status": result.text.status,
        "recipient": recipient_json(result.recipient),
        "citations": [
            {"title": sources[one.source].title, "at": one.at, "url": sources[one.source].url or None}
            for one in obligation.cite
            if one.source in sources
        ],
        "verdict": result.verdict,
        "open_on": result.open_on,
        "binding": obligation.binding,
        "decision": _decision(result),
        "reasons": [f"{reason.part} {reason.truth}: {reason.says}" for reason in result.reasons],
        "missing": list(result.missing),
        "not_in_force": result.not_in_force,
        "folded_under": result.folded_under,
        "no_national_law": result.no_national_law,
        "stages": [stage_json(stage) for stage in result.stages],
    }


def _decision(result: ObligationResult) -> Json | None:
    made = result.decision
    if made is None:
        return None
    return {
        "verdict": made.verdict,
        "because": made.because,
        "by": made.by,
        "at": _moment(made.at),
        "look_again": result.look_again,
    }


def recipient_json(one: Addressee) -> Json:
    """Give a recipient as the directory knows it; what is not known is null."""
    known = one.authority
    return {
        "kind": one.kind,
        "id": known.id if known else None,
        "name": one.name,
        "names": list(one.names),
        "place": one.place,
        "portal": (known.portal or None) if known else None,
        "phone": (known.phone or None) if known else None,
        "needs": list(known.needs) if known else [],
    }


def stage_json(stage: StageResult) -> Json:
    """Give one stage."""
    found = {
        "name": stage.name,
        "state": stage.state,
        "start": {"event": stage.event, "at": at(stage.start), "assumed": stage.assumed},
        "act_by": at(stage.act_by),
        "outer_limit": at(stage.outer_limit),
        "past_act_by": stage.past_act_by,
        "not_before": at(stage.not_before),
        "standard": stage.standard,
        "running_since": at(stage.running_since),
        "plan_by": at(stage.plan_by),
        "projected": stage.projected,
        "if": stage.conditional,
        "held": _held(stage),
        "filed": _filed(stage),
        "filed_under": stage.filed_under,
        "recipient": recipient_json(stage.recipient) if stage.recipient else None,
        "missing": list(stage.missing),
        "notes": list(stage.notes),
        "steps": [{"at": at(step.at), "what": step.what, "cite": step.cite or None} for step in stage.steps],
    }
    if stage.otherwise:
        found["otherwise"] = {"act_by": at(stage.otherwise[0]), "outer_limit": at(stage.otherwise[1])}
    return found


def _held(stage: StageResult) -> Json | None:
    if stage.held is None:
        return None
    hold = stage.held.hold
    return {
        "kind": hold.kind,
        "reference": hold.reference,
        "until": at(stage.held.until),
        "running": stage.held.running,
    }


def _filed(stage: StageResult) -> Json | None:
    if stage.filed is None:
        return None
    made = stage.filed
    return {
        "at": _moment(made.at),
        "to": made.to,
        "mode": made.mode,
        "reference": made.reference,
        "received_at": _moment(made.received_at),
    }


def clock_json(name: str, entries: Iterable[StageResult], reason: str | None) -> Json:
    """Give `ircomply/clock/v1`."""
    stages = [{**stage_json(entry), "line": entry.line} for entry in entries]
    return {"schema": "ircomply/clock/v1", "obligation": name, "stages": stages, "reason": reason}


def at(instant: datetime | None) -> str | None:
    """Write an instant with its offset; nothing stays nothing."""
    return instant.isoformat() if instant else None


def _moment(moment: Moment | None) -> str | None:
    return moment.earliest.isoformat() if moment else None
