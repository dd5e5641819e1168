"""`next`: what each admissible answer would change, held against evaluating the incident again; weight and order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from given import NOW as THEN
from given import facts_of, holidays, instant, lab, only, shipped, tree
from ircomply.engine.questions import ask, open_paths, questions
from ircomply.engine.schedule import Scheduler
from ircomply.engine.suppose import suppose
from ircomply.engine.world import World
from ircomply.errors import IrcomplyError
from ircomply.model.instant import real
from ircomply.model.node import Node, from_plain
from ircomply.model.paths import By
from strategies import NOW, Tree, incidents

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import ObligationResult, Question, Schedule

HEAD = {"schema": "ircomply/incident/v1", "id": "INC-1"}


class Asked:
    """One incident under one law as of one instant, and what it would be."""

    def __init__(self, node: Node, corpus: Corpus, now: datetime) -> None:
        self.node, self.corpus, self.now = node, corpus, now
        self.facts = facts_of(node, corpus, earned=False)
        self.world = World(self.facts, corpus, now)
        scheduler = Scheduler(self.facts, corpus, now, holidays)
        self.schedule = scheduler.schedule()
        self.known = {name: scheduler.duty(name) for name in corpus.ids}
        self.questions = questions(self.world, self.schedule, self.partly)

    def of(self, facts) -> Schedule:
        return Scheduler(facts, self.corpus, self.now, holidays).schedule()

    def again(self, pairs: tuple[tuple[str, str], ...]) -> Schedule:
        return self.of(self.supposed(pairs))

    def supposed(self, pairs: tuple[tuple[str, str], ...]) -> Facts:
        said = By(self.now.isoformat(), "supposed", "supposed")
        try:
            return suppose(self.node, self.facts, pairs, said, self.corpus)
        except IrcomplyError as doubt:
            raise ValueError(str(doubt)) from None

    def partly(self, pairs: tuple[tuple[str, str], ...], names: frozenset[str]) -> tuple[ObligationResult, ...]:
        """Only what the supposition can touch; what is not touched is known."""
        rest = {name: value for name, value in self.known.items() if name not in names}
        return Scheduler(self.supposed(pairs), self.corpus, self.now, holidays, True, rest).only(names)

    def question(self, name: str) -> Question:
        return next(one for one in self.questions if one.id == name)


def asked(text: str, corpus: Corpus | None = None, now: str = THEN) -> Asked:
    node = tree("{schema: ircomply/incident/v1, id: INC-1, " + text + "}")
    return Asked(node, corpus or lab(), instant(now))


# --- against brute force --------------------------------------------------------------------------------------


def by_key(schedule: Schedule) -> dict[tuple[str, str | None], ObligationResult]:
    return {(one.id, one.where): one for one in schedule.results}


def verdict(one: ObligationResult | None) -> str:
    return one.verdict if one else "not_required"


def date_of(one: ObligationResult, now: datetime) -> datetime | None:
    """The date that a duty has when it is owed: now, where a standard without a number runs."""
    owed = [stage for stage in one.stages if not stage.filed and not stage.filed_under]
    if any(stage.state == "undated" for stage in owed):
        return now
    dates = [real(stage.act_by) for stage in owed if stage.act_by and not stage.projected]
    return min(dates, default=now if any(stage.standard for stage in owed) else None)


def pairs_of(one: Asked, question: Question, label: str) -> tuple[tuple[str, str], ...]:
    """The facts that an answer would be; of a family of classes, which class it is, or none."""
    words = one.corpus.vocabulary
    status = words.classes.get(question.id.removeprefix("class.")) if question.id.startswith("class.") else None
    if status and (label in words.classes or label == "none of them"):
        family = [
            path
            for path in open_paths(one.schedule)
            if path.startswith("class.") and words.classes[path.removeprefix("class.")].family == status.family
        ]
        return tuple((path, "no") for path in family) if label == "none of them" else ((f"class.{label}", "yes"),)
    return dict(ask(question.id, one.world).options)[label]


def of_ours(incident: Tree) -> Tree:
    """The incident in the words of the law that ships."""

    def ours(known: Tree) -> Tree:
        return {name: value for name, value in known.items() if not name.startswith("lab")}

    organisation = {**incident["organisation"], "classes": ours(incident["organisation"]["classes"])}
    acts = {
        key: [one for one in incident.get(key, []) if "lab-" not in str(one)] for key in ("filings", "orders", "holds")
    }
    return {
        **HEAD,
        **incident,
        "organisation": organisation,
        "timeline": ours(incident["timeline"]),
        "answers": ours(incident["answers"]),
        **acts,
    }


@settings(max_examples=2)
@given(incidents())
def test_every_answer_changes_what_the_incident_evaluated_again_says(incident: Tree) -> None:
    one = Asked(from_plain(of_ours(incident)), shipped(), NOW)
    asks_every_open_fact_once(one)
    before = by_key(one.schedule)
    for question in one.questions:
        changed: set[str] = set()
        dates: list[datetime] = []
        for answer in question.answers:
            after = by_key(one.again(pairs_of(one, question, answer.answer)))
            differ = {key for key in {*before, *after} if verdict(before.get(key)) != verdict(after.get(key))}
            assert {(change.obligation, change.where) for change in answer.changes} == differ
            for change in answer.changes:
                key = (change.obligation, change.where)
                assert (change.was or "not_required", change.verdict or "not_required") == (
                    verdict(before.get(key)),
                    verdict(after.get(key)),
                )
                brings = date_of(after[key], NOW) if change.verdict in ("required", "presumed") else None
                dates += [brings] if brings else []
            changed |= {name for name, _ in differ}
        assert question.weight == len(changed)
        assert (real(question.earliest) if question.earliest else None) == min(dates, default=None)
    assert list(one.questions) == sorted(one.questions, key=rank)


def rank(one: Question) -> tuple[datetime, int, str]:
    return (real(one.earliest) if one.earliest else datetime.max.replace(tzinfo=UTC), -one.weight, one.id)


def asks_every_open_fact_once(one: Asked) -> None:
    """Of every open duty that does not only want a link; of a family of classes the first speaks for all."""
    wanted: set[str] = set()
    for result in one.schedule.results:
        unlinked = result.verdict == "undetermined" and result.open_on == "place" and not result.held_by_wider
        if result.verdict in ("undetermined", "presumed") and not unlinked:
            wanted |= set(result.missing)
    names = [question.id for question in one.questions]
    assert len(names) == len(set(names))
    assert set(names) <= wanted
    classes = one.corpus.vocabulary.classes
    families = {classes[name.removeprefix("class.")].family for name in names if name.startswith("class.")}
    assert {classes[path.removeprefix("class.")].family for path in wanted - set(names)} <= families


# --- examples -------------------------------------------------------------------------------------------------

DATA = "data: [{id: d, what: customer records, role: controller, categories: [name], categories_complete: yes, people: [{in: US, count: {at_least: 100, at_most: 900}}]}]"
HAPPENED = "findings: [{about: d, at: '2026-11-24T09:00:00+00:00', accessed: confirmed}]"
CLOSED = "data_complete: yes, people_elsewhere: no"


def test_a_number_is_offered_on_each_side_of_every_threshold() -> None:
    one = asked(
        f"{DATA}, {HAPPENED}, {CLOSED}, timeline: {{detected: 2026-11-20 09:00 UTC}}", only("lab-many", "lab-few")
    )
    found = one.question("d.people.US")
    assert "customer records" in found.ask
    assert [answer.answer for answer in found.answers] == ["0", "1", "499", "500", "501"]
    assert [{change.obligation: change.verdict for change in answer.changes} for answer in found.answers] == [
        {"lab-many": "not_required", "lab-few": "not_required"},
        {"lab-many": "not_required", "lab-few": "required"},
        {"lab-many": "not_required", "lab-few": "required"},
        {"lab-many": "required", "lab-few": "not_required"},
        {"lab-many": "required", "lab-few": "not_required"},
    ]
    assert (found.weight, found.earliest) == (2, instant("2027-01-19T23:59:59-05:00"))


def test_a_standard_without_a_number_counts_as_now() -> None:
    text = f"{DATA}, {HAPPENED}, {CLOSED}, organisation: {{based_in: GB, classes: {{lab-firm: yes}}}}, answers: {{lab-excused: no}}"
    one = asked(text, only("lab-decide", "lab-presumed"))
    found = one.questions[0]
    assert (found.id, found.who, found.weight) == ("answer.lab-risk", "the impact assessment", 2)
    assert [answer.answer for answer in found.answers] == ["unlikely", "likely", "high"]
    changes = {
        answer.answer: {change.obligation: (change.was, change.verdict) for change in answer.changes}
        for answer in found.answers
    }
    assert changes["high"] == {"lab-decide": ("undetermined", "required"), "lab-presumed": ("presumed", "required")}
    assert changes["unlikely"] == {
        "lab-decide": ("undetermined", "not_required"),
        "lab-presumed": ("presumed", "not_required"),
    }
    assert found.earliest == instant(THEN)


def test_questions_come_by_date_then_weight_then_name() -> None:
    text = f"{DATA}, {CLOSED}, timeline: {{detected: 2026-11-20 09:00 UTC, aware: 2026-11-23 09:00 UTC, suspected: 2026-11-20 09:00 UTC}}"
    one = asked(text, only("lab-many", "lab-few", "lab-assess", "lab-assessed-notice"))
    assert [(question.id, question.earliest is None) for question in one.questions] == sorted(
        [(question.id, question.earliest is None) for question in one.questions],
        key=lambda pair: rank(one.question(pair[0])),
    )
    assert one.questions[0].id == "d.accessed"


def test_the_classes_of_one_family_are_asked_once() -> None:
    one = asked(
        "organisation: {based_in: DE, classes: {eu-dora-entity: no}}, answers: {eu-nis2-significant: yes}", shipped()
    )
    classes = [question for question in one.questions if question.id.startswith("class.eu-nis2")]
    assert len(classes) == 1
    labels = [answer.answer for answer in classes[0].answers]
    assert {"eu-nis2-essential", "eu-nis2-important", "none of them"} <= set(labels)
    essential = classes[0].answers[labels.index("eu-nis2-essential")]
    assert "eu-nis2-art23-csirt" in {change.obligation for change in essential.changes}
    assert "eu-nis2-art23-csirt" in classes[0].decides


def test_nothing_is_asked_where_only_a_link_is_wanting() -> None:
    assert asked("people_elsewhere: unknown", only("lab-directive", "lab-de-national")).questions == ()


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("answer.lab-risk", ["unlikely", "likely", "high"]),
        ("class.lab-bank", ["yes", "no"]),
        ("aware", ["now", "no"]),
        ("d.accessed", ["confirmed", "ruled_out"]),
        ("incident.attack", ["confirmed", "ruled_out"]),
        ("d.protection", ["none", "encrypted_key_safe", "encrypted_key_taken"]),
        ("d.role", ["controller", "processor"]),
        ("data_complete", ["yes", "no"]),
        ("people_elsewhere", ["yes", "no"]),
        ("d.categories", ["nothing else"]),
        ("data", []),
        ("organisation.serves", []),
        ("figure.direct_loss", []),
    ],
)
def test_the_admissible_answers_of_a_fact(path: str, labels: list[str]) -> None:
    one = World(facts_of(tree(f"{{{DATA}}}"), lab()), lab(), NOW)
    assert [label for label, _ in ask(path, one).options] == labels
    assert ask(path, one).ask.endswith("?")


def test_a_figure_is_offered_on_each_side_of_every_threshold_in_its_currency() -> None:
    one = World(facts_of(tree("{}"), shipped()), shipped(), NOW)
    labels = [label for label, _ in ask("figure.direct_loss", one).options]
    assert {"EUR:500000", "EUR:500001"} <= set(labels)
