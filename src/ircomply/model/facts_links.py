"""What the names in an incident file resolve to. A name that resolves to nothing is unreadable input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ircomply.model.corpus import Corpus
from ircomply.model.facts import Facts
from ircomply.model.facts_format import SECTIONS
from ircomply.model.instant import NotAnInstant, zone
from ircomply.model.node import Node, key_of, locate
from ircomply.model.objection import Objection, did_you_mean
from ircomply.model.paths import ids


class Refuse(Protocol):
    """Gathers one objection at a path of keys and positions."""

    def __call__(self, path: tuple[str | int, ...], message: str, rule: str, advice: str = "") -> None:
        """Gather it."""


def check_links(tree: Node, facts: Facts, corpus: Corpus, *, known_law: bool = True) -> list[Objection]:
    """Follow every name in the facts and gather those that lead nowhere.

    With `known_law` off (our own law is left out) the ids of obligations and questions are not checked.
    """
    found: list[Objection] = []

    def refuse(path: tuple[str | int, ...], message: str, rule: str, advice: str = "") -> None:
        crumb = " > ".join(str(step) for step in path if isinstance(step, str))
        node = key_of(tree, path) if rule in ("unknown-key", "aspect") else locate(tree, path)
        found.append(Objection(message, rule, node.span, crumb, advice))

    _ids(facts, refuse)
    _zone(facts, refuse)
    _findings(tree, facts, corpus, refuse)
    _totals_and_sources(tree, facts, refuse)
    if known_law:
        _acts(facts, corpus, refuse)
        _answers(facts, corpus, refuse)
    return found


def _ids(facts: Facts, refuse: Refuse) -> None:
    """Ids share one namespace, and may not be a section's name."""
    seen: dict[str, str] = {}
    named = {
        "data": [thing.id for thing in facts.data or ()],
        "services": [thing.id for thing in facts.services or ()],
        "sources": [source.id for source in facts.sources],
        "findings": [finding.id for finding in facts.findings],
    }
    for section, names in named.items():
        for index, name in enumerate(names):
            path = (section, index, "id")
            if name in SECTIONS or name in ("incident", "class", "answer", "figure", "decision"):
                refuse(path, f'the id "{name}" is the name of a section', "id", "choose another id")
            elif name and name in seen:
                refuse(path, f'the id "{name}" stands twice, first in {seen[name]}', "id", "give each its own id")
            seen.setdefault(name, section)


def _zone(facts: Facts, refuse: Refuse) -> None:
    if facts.organisation.timezone:
        try:
            zone(facts.organisation.timezone)
        except NotAnInstant as doubt:
            refuse(("organisation", "timezone"), doubt.reason, "zone", doubt.advice)


def _findings(tree: Node, facts: Facts, corpus: Corpus, refuse: Refuse) -> None:
    words, data, services = corpus.vocabulary, ids(tree, "data"), ids(tree, "services")
    aspects = {"incident": set(words.incident_aspects) | set(words.incident_only_aspects)}
    aspects |= {name: {*words.data_aspects, "contents_reviewed", "protected"} for name in data}
    aspects |= {name: set(words.service_aspects) for name in services}
    sources, findings = ids(tree, "sources"), ids(tree, "findings")
    for index, finding in enumerate(facts.findings):
        path = ("findings", index)
        if finding.about not in aspects:
            near = did_you_mean(finding.about, [*data, *services, "incident"])
            refuse(
                (*path, "about"),
                f'nothing called "{finding.about}" to find about{near}',
                "unknown-name",
                "name a data set, a service or incident",
            )
        for aspect in finding.states if finding.about in aspects else ():
            if aspect not in aspects[finding.about]:
                near = did_you_mean(aspect, aspects[finding.about])
                refuse((*path, aspect), f'"{aspect}" says nothing about {finding.about}{near}', "aspect")
        _named((*path, "sources"), finding.sources or (), sources, "source", refuse)
        _named((*path, "corrects"), finding.corrects, findings, "finding", refuse)


def _named(path: tuple[str | int, ...], names: Iterable[str], known: list[str], what: str, refuse: Refuse) -> None:
    for position, name in enumerate(names):
        if name not in known:
            refuse(
                (*path, position),
                f'no {what} "{name}"{did_you_mean(name, known)}',
                "unknown-name",
                f"list the {what} first, or mend its name",
            )


def _totals_and_sources(tree: Node, facts: Facts, refuse: Refuse) -> None:
    data, services = ids(tree, "data"), ids(tree, "services")
    for index, total in enumerate(facts.totals):
        _named(("totals", index, "of"), total.of, data, "data set", refuse)
    for index, source in enumerate(facts.sources):
        _named(("sources", index, "of"), source.of, [*data, *services], "data set or service", refuse)


def _acts(facts: Facts, corpus: Corpus, refuse: Refuse) -> None:
    """Filings, orders, holds, decisions and starts name obligations (and stages) of the law on file."""
    known, regimes = list(corpus.texts), list(corpus.regimes)
    for section in ("filings", "orders", "decisions"):
        for index, act in enumerate(getattr(facts, section)):
            if act.obligation is None:
                continue
            path = (section, index)
            if act.obligation not in corpus.texts:
                near = did_you_mean(act.obligation, known)
                refuse(
                    (*path, "obligation"),
                    f'no obligation "{act.obligation}"{near}',
                    "unknown-name",
                    "rules list shows the ids; a filing outside them names  to  and  place",
                )
            elif stage := getattr(act, "stage", None):
                stages = [one.name for text in corpus.texts[act.obligation] for one in text.obligation.stages]
                if stage not in stages and not (stage == "notice" and len(set(stages)) == 1):
                    refuse(
                        (*path, "stage"),
                        f'{act.obligation} has no stage "{stage}"{did_you_mean(stage, stages)}',
                        "unknown-name",
                        f"its stages: {', '.join(dict.fromkeys(stages))}",
                    )
    for index, hold in enumerate(facts.holds):
        _named(("holds", index, "obligations"), hold.obligations, known, "obligation", refuse)
    for index, start in enumerate(facts.starts):
        _named(("starts", index, "for"), [start.about], [*known, *regimes], "obligation or regime", refuse)
        _named(("starts", index, "event"), [start.event], list(corpus.events), "event", refuse)


def _answers(facts: Facts, corpus: Corpus, refuse: Refuse) -> None:
    for name, answer in facts.answers.items():
        question = corpus.questions.get(name)
        if question is None:
            near = did_you_mean(name, corpus.questions)
            refuse(
                ("answers", name),
                f'no question "{name}"{near}',
                "unknown-key",
                "rules show names the questions of an obligation",
            )
        elif answer.value not in (*question.choices, "unknown"):
            near = did_you_mean(answer.value, question.choices)
            refuse(
                ("answers", name),
                f'"{answer.value}" is no answer to {name}{near}',
                "choice",
                f"one of {', '.join(question.choices)}, unknown",
            )
