"""The JSON of `next`, `explain`, `check` and `deadlines --since`."""

from __future__ import annotations

from collections.abc import Iterable

from ircomply.model.facts import Facts
from ircomply.model.objection import Objection
from ircomply.model.results import Difference, ObligationResult, Question, Schedule, Scrutiny
from ircomply.report.as_json import Json, at, obligation_json


def next_json(schedule: Schedule, facts: Facts, asked: Iterable[Question]) -> Json:
    """Give `ircomply/next/v1`: the questions in order, each answer with what it would change."""
    return {
        "schema": "ircomply/next/v1",
        "incident": facts.id,
        "as_of": at(schedule.now),
        "questions": [
            {
                "id": one.id,
                "ask": one.ask,
                "who": one.who or None,
                "decides": list(one.decides),
                "weight": one.weight,
                "earliest": at(one.earliest),
                "answers": [
                    {
                        "answer": outcome.answer,
                        "changes": [
                            {
                                "obligation": change.obligation,
                                "was": change.was or None,
                                "verdict": change.verdict or None,
                                "act_by": at(change.act_by),
                                "standard": change.standard,
                            }
                            for change in outcome.changes
                        ],
                    }
                    for outcome in one.answers
                ],
            }
            for one in asked
        ],
    }


def explain_json(result: ObligationResult) -> Json:
    """Give one duty with its reasons leaf by leaf."""
    reasons = [
        {
            "part": one.part,
            "value": one.truth,
            "says": one.says,
            "rests": list(one.rests),
            "missing": list(one.missing),
            "finding": one.finding.id if one.finding else None,
        }
        for one in result.reasons
    ]
    return {"schema": "ircomply/explanation/v1", **obligation_json(result), "why": reasons}


def check_json(found: Scrutiny, facts: Facts, schedule: Schedule) -> Json:
    """Give `ircomply/check/v1`."""
    return {
        "schema": "ircomply/check/v1",
        "incident": facts.id,
        "as_of": at(schedule.now),
        "objections": [objection_json(one) for one in found.objections],
        "expiring": [{"source": one.source, "kind": one.kind, "kept_until": at(one.until)} for one in found.expiring],
        "unknowns": [
            {"path": one.id, "place": one.place or None, "decides": list(one.decides), "first": at(one.earliest)}
            for one in found.asked
        ],
    }


def objection_json(one: Objection) -> Json:
    """Give an objection with its place; lines and columns count from 1, `end` is the column after it."""
    span = one.span
    return {
        "file": span.document.name if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end": span.end if span else None,
        "severity": one.severity,
        "rule": one.rule,
        "message": one.message,
        "breadcrumb": one.breadcrumb or None,
        "advice": one.advice or None,
    }


def since_json(found: Difference, facts: Facts) -> Json:
    """Give `ircomply/since/v1`: causes and their effects."""
    return {
        "schema": "ircomply/since/v1",
        "incident": facts.id,
        "since": at(found.since),
        "as_of": at(found.now),
        "causes": [
            {"path": one.path, "what": one.what, "was": one.was, "now": one.now, "at": at(one.at), "by": one.by}
            for one in found.causes
        ],
        "changes": [
            {
                "obligation": one.obligation,
                "where": one.where,
                "was": {"verdict": one.was_verdict, "state": one.was_state, "act_by": at(one.was_act_by)},
                "now": {"verdict": one.verdict, "state": one.state, "act_by": at(one.act_by)},
                "because": one.path,
            }
            for one in found.changes
        ],
    }
