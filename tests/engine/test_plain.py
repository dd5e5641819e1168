"""Conditions and clocks in plain English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from ircomply.engine.plain import clock_words, condition_lines, condition_words, length, place_words
from ircomply.engine.plain_clock import event_noun, period_words
from ircomply.files.load import load
from ircomply.files.source import parse
from ircomply.model.clock import Period
from ircomply.model.clock_format import CLOCK
from ircomply.model.condition_format import CONDITION
from ircomply.model.shape import BROKEN, Reader

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus


@cache
def corpus() -> Corpus:
    return load([])


def read(shape: object, text: str) -> object:
    reader = Reader()
    value = shape.read(parse(text.encode(), "test"), reader)  # type: ignore[attr-defined]
    assert value is not BROKEN, reader.objections
    return value


CONDITIONS = [
    ("{class: us-sec-domestic-registrant}", 'the answer is yes to "Do you report to the Securities and Exchange'),
    ("{place: US-CA}", "you or the people have any link with California"),
    ("{place: EEA, by: [establishment]}", "you are established in the European Economic Area"),
    ("{place: GB, by: [market, people]}", "you serve or hold data of people in the United Kingdom"),
    (
        "{people: {of: ca, in: US-CA, more_than: 500}}",
        "more than 500 people in California stand in data of the kind ca",
    ),
    (
        "{people: {of: {of: [health], role: controller, aspects: [accessed]}, at_least: 1000}}",
        "at least 1,000 people stand in health data, yours, that was accessed",
    ),
    (
        "{breach: {of: any, for: this, aspects: [lost, destroyed], enough: suspected, unless_protected: key_safe}}",
        "any data was lost or destroyed (suspicion is enough), and was not protected (key safe)",
    ),
    (
        "{breach: {of: [name, email], form: paper, in: this}}",
        "paper name or email data of people in that place is concerned",
    ),
    (
        (
            "{service: {kind: [cloud, cdn], aspects: [limited], lasting: {more_than: {minutes: 30}}, "
            "users: {more_than: {percent: 5}}, in: EU}}"
        ),
        (
            "a cloud or cdn service was limited for more than 30 minutes "
            "for more than 5 % of its users in the European Union"
        ),
    ),
    ("{incident: {aspects: [ransomware, intrusion], enough: suspected}}", "harmful software locked systems or data"),
    ("{figure: cost, more_than: {EUR: 100000}}", "cost is more than 100,000 EUR"),
    ("{figure: affected_clients_percent, at_least: 10}", "affected clients is at least 10 %"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "direct loss is more than 5 % of turnover"),
    ("{event: ordered}", "the authority has asked for it"),
    ("{event: ransom_paid}", "a ransom was paid, or another benefit given"),
    (
        "{event: detected, later_than: {event: occurred, by: {hours: 24}}}",
        "detected came more than 1 day after occurred",
    ),
    ("{answer: eu-gdpr-risk, is: [likely, high]}", 'the answer is likely or high to "How likely is a risk'),
    ("{answer: eu-gdpr-risk, at_least: likely}", 'the answer is likely or more to "How likely is a risk'),
    ("{answer: eu-gdpr-risk}", "has been answered"),
    ("{answer: no-such-question, is: [yes]}", "the answer is yes to no-such-question"),
    ("{duty: us-ca-individuals}", "us-ca-individuals (tell californians) is due"),
    ("{duty: {to: [regulator, csirt]}}", "a duty to another supervisory or regulatory authority or national computer"),
    ("{filed: {stage: final-report, mode: oral}}", "the final report was filed, oral"),
    ("{filed: au-soci-critical-asd}", "au-soci-critical-asd was filed"),
    ("{condition: ca-acquired}", "ca acquired"),
    ("{not: {event: restored}}", "not: "),
    (
        "{all: [{event: ordered}, {any: [{place: IE}, {place: DE}]}]}",
        "; and (you or the people have any link with Ireland; or ",
    ),
    ("{some: {at_least: 2, of: [{place: IE}, {place: DE}, {place: FR}]}}", "at least 2 of these: "),
]


@pytest.mark.parametrize(("text", "said"), CONDITIONS)
def test_a_condition(text: str, said: str) -> None:
    assert said in condition_words(read(CONDITION, text), corpus())  # type: ignore[arg-type]


def test_no_condition() -> None:
    assert condition_words(None, corpus()) == "always"


def test_with_its_regime_names_are_written_out() -> None:
    regime = (
        corpus().regimes["us-ca-breach"]
        if "us-ca-breach" in corpus().regimes
        else next(one for one in corpus().regimes.values() if any(duty.id == "us-ca-ag" for duty in one.obligations))
    )
    duty = next(one for one in regime.obligations if one.id == "us-ca-ag")
    assert duty.when is not None
    lines = condition_lines(duty.when, corpus(), regime)
    assert lines[0] == (0, "any of these:")
    assert lines[1][0] == 1
    assert lines[1][1].startswith(
        "more than 500 people in California stand in electronic data of the kinds us-ca-pi, yours"
    )


CLOCKS = [
    ("{within: {hours: 72}, of: aware, without: undue delay}", "72 hours from awareness, without undue delay"),
    ("{within: {business_days: 4}, of: answer.us-sec-material}", "4 business days from the answer to us-sec-material"),
    ("{within: {months: 1}, of: filed.incident-notification}", "1 month from the filing of the incident notification"),
    (
        "{within: {days: 15}, of: last_filed.us-ca-individuals.notice}",
        "15 days from the last filing of the notice of us-ca-individuals",
    ),
    ('{by: "03-01", of: {end_of: year, of: detected}}', "by the next 1 March after the end of the year of detection"),
    (
        "{without: undue further delay, of: filed.notification}",
        "without undue further delay, from the filing of the notification",
    ),
    ("{before: ransom_paid}", "before the payment"),
    ("{no_later_than: limit.report}", "no later than the time limit of the report"),
    (
        "{within: {days: 3}, of: {earliest_of: [detected, told_by_vendor]}}",
        "3 days from the earliest of detection and the supplier's message",
    ),
    ("{within: {days: 3}, of: ordered}", "3 days from the authority's order"),
    ("{within: {days: 3}, of: hold_ended}", "3 days from the end of the hold"),
    ("{within: {days: 3}, of: acme_first_cost}", "3 days from acme first cost"),
    (
        "{earliest_of: [{within: {hours: 4}, of: classified}, {within: {hours: 24}, of: aware}]}",
        "the earliest of: 4 hours from classification; 24 hours from awareness",
    ),
    (
        "{choose: [{when: {place: IE}, within: {hours: 4}, of: aware}, {within: {hours: 9}, of: aware}]}",
        "the first that applies of: 4 hours",
    ),
    ("{latest_of: [{within: {hours: 4}, of: aware}]}", "4 hours from awareness"),
]


@pytest.mark.parametrize(("text", "said"), CLOCKS)
def test_a_clock(text: str, said: str) -> None:
    assert clock_words(read(CLOCK, text)).startswith(said)  # type: ignore[arg-type]


def test_with_the_corpus_lines_say_their_condition() -> None:
    clock = read(
        CLOCK, "{choose: [{when: {place: IE}, within: {hours: 4}, of: aware}, {within: {hours: 9}, of: aware}]}"
    )
    words = clock_words(clock, corpus())  # type: ignore[arg-type]
    assert words == (
        "the first that applies of: 4 hours from awareness, if you or the people have any link with Ireland; "
        "9 hours from awareness"
    )


def test_every_event_of_the_vocabulary_has_a_noun() -> None:
    assert [
        name for name in corpus().vocabulary.events if "_" in name and event_noun(name) == name.replace("_", " ")
    ] == ["new_information"]


def test_every_condition_and_clock_of_the_law_can_be_said() -> None:
    for one in corpus():
        duty = one.obligation
        for condition in (duty.applies_to, duty.when, duty.unless, duty.met_by):
            assert condition_words(condition, corpus(), one.regime)
            assert condition_words(condition, corpus())
        for stage in duty.stages:
            assert clock_words(stage.clock, corpus(), one.regime)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (period_words(Period(1, "business_days")), "1 business day"),
        (period_words(Period(12, "months")), "12 months"),
        (place_words("United States"), "the United States"),
        (place_words("Ireland"), "Ireland"),
    ],
)
def test_words(said: str, words: str) -> None:
    assert said == words


@pytest.mark.parametrize(("hours", "said"), [(24, "1 day"), (36, "36 hours"), (0.5, "30 minutes"), (0, "no time")])
def test_length(hours: float, said: str) -> None:
    from datetime import timedelta

    assert length(timedelta(hours=hours)) == said
