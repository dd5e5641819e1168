"""One obligation as JSON, for `rules show`: what counsel reads, with the conditions and clocks in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.engine.plain import clock_words, condition_words
from ircomply.report.as_json import dump
from ircomply.report.as_rule import in_force_words

if TYPE_CHECKING:
    from ircomply.model.condition import Condition
    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.regime import Penalty, Stage


def rule_json(name: str, corpus: Corpus, passed: int, cases: int) -> str:
    """Give `ircomply/rule/v1`: every text of an obligation, the latest first."""
    texts = [_text(one, corpus) for one in reversed(corpus.texts[name])]
    return dump({"schema": "ircomply/rule/v1", "id": name, "cases": {"all": cases, "passed": passed}, "texts": texts})


def _text(one: Text, corpus: Corpus) -> dict[str, Any]:
    obligation, on = one.obligation, one.obligation.checked or one.regime.checked

    def said(condition: Condition | None) -> str | None:
        return condition_words(condition, corpus, one.regime) if condition is not None else None

    return {
        "title": obligation.title,
        "regime": one.regime.id,
        "jurisdiction": one.regime.jurisdiction,
        "status": one.status,
        "checked": on.on.isoformat() if on else None,
        "binding": obligation.binding,
        "citations": [_cite(one, cite.source, cite.at) for cite in obligation.cite],
        "recipient": {
            "kind": obligation.recipient.kind,
            "id": obligation.recipient.id,
            "of": obligation.recipient.family,
            "names": list(obligation.recipient.names),
            "place": obligation.recipient.place,
        },
        "who": said(obligation.applies_to),
        "when": said(obligation.when),
        "unless": said(obligation.unless),
        "met_by": said(obligation.met_by),
        "if_unknown": obligation.if_unknown,
        "stages": [_stage(stage, one, corpus) for stage in obligation.stages],
        "counting": obligation.counting.rule,
        "in_force": in_force_words(obligation.in_force),
        "content": list(obligation.content),
        "submit_to": obligation.submit_to,
        "traps": list(obligation.traps),
        "penalties": [_penalty(penalty, one) for penalty in (*obligation.penalty, *one.regime.penalty)],
        "set": one.regime.set_id,
    }


def _cite(one: Text, source: str, pinpoint: str) -> dict[str, str]:
    known = one.regime.sources.get(source)
    return {"title": known.title if known else source, "at": pinpoint, "url": known.url if known else ""}


def _stage(stage: Stage, one: Text, corpus: Corpus) -> dict[str, Any]:
    return {
        "name": stage.name,
        "clock": clock_words(stage.clock, corpus, one.regime),
        "when": condition_words(stage.when, corpus, one.regime) if stage.when is not None else None,
    }


def _penalty(penalty: Penalty, one: Text) -> dict[str, Any]:
    return {"what": penalty.what, "citations": [_cite(one, cite.source, cite.at) for cite in penalty.cite]}
