"""Names in a regime that lead nowhere: sources, breaches, tests, obligations, stages, answers, calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ircomply.model.base import Value
from ircomply.engine.corpus.walk import (
    Found,
    LawFile,
    Part,
    anchors,
    at,
    clocks,
    crumb,
    item,
    key_of,
    leaves,
    objected,
    parts,
)
from ircomply.model import clock as k
from ircomply.model import condition as c
from ircomply.model.corpus import Corpus
from ircomply.model.node import Mapping, Node
from ircomply.model.objection import Objection, did_you_mean
from ircomply.model.regime import Citation, Obligation, Pattern


class Known(Value, frozen=True):
    """Every id of the law that was read, amended and unreadable ones too; stages by obligation."""

    corpus: Corpus
    obligations: frozenset[str]
    regimes: frozenset[str]
    unread: frozenset[str] = frozenset()

    def stages(self, obligation: str) -> list[str]:
        """List the stages of all texts of an obligation."""
        texts = [one for regime in self.corpus.regimes.values() for one in regime.obligations if one.id == obligation]
        return list(dict.fromkeys(stage.name for one in texts for stage in one.stages))

    def has_stage(self, obligation: str, stage: str) -> bool:
        """Say whether it has such a stage; one that could not be read is not doubted."""
        stages = self.stages(obligation)
        return obligation in self.unread or stage in stages or (stage == "notice" and len(stages) == 1)


def check_names(file: LawFile, known: Known) -> Iterator[Objection]:
    """Refuse every name of a regime that does not exist, at its place."""
    regime, table = file.regime, at(file.node, "conditions")
    for name, condition in regime.conditions.items():
        part = Part("conditions", condition, at(table, name), f"condition {name}")
        yield from _condition(part, None, file, known)
    yield from _questions(file, known)
    for obligation, node in file.duties():
        yield from _sources(obligation.cite, at(node, "cite"), crumb(obligation, "cite"), file)
        for part in parts(obligation, node):
            yield from _condition(part, obligation, file, known)
        yield from _timed(obligation, node, known)
        yield from _others(obligation, node, file, known)
    for index, penalty in enumerate(regime.penalty):
        yield from _sources(penalty.cite, at(item(at(file.node, "penalty"), index), "cite"), "penalty", file)


def _unknown(node: Node, what: str, name: str, names: Iterable[str], where: str, advice: str = "") -> Objection:
    return objected(node, f'no {what} "{name}"{did_you_mean(name, names)}', "unknown-name", where, advice)


def _sources(cite: tuple[Citation, ...], node: Node, where: str, file: LawFile) -> Iterator[Objection]:
    for index, one in enumerate(cite):
        if one.source not in file.regime.sources:
            spot = at(item(node, index), "source")
            yield _unknown(spot, "source", one.source, file.regime.sources, where, "list it under sources, or mend its name")


def _questions(file: LawFile, known: Known) -> Iterator[Objection]:
    for name, question in file.regime.questions.items():
        marks = at(at(at(file.node, "questions"), name), "marks")
        for answer, event in question.marks.items():
            where = f"question {name} > marks"
            if answer not in question.choices:
                yield _unknown(key_of(marks, answer), "choice", answer, question.choices, where)
            if event not in known.corpus.events:
                yield _unknown(at(marks, answer), "event", event, known.corpus.events, where)


def _condition(part: Part, obligation: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    for found in leaves(part.condition, part.node):
        check = _CHECKS.get(type(found.leaf))
        if check:
            yield from check(found, part, obligation, file, known)


Check = Callable[[Found, Part, "Obligation | None", LawFile, Known], Iterator[Objection]]


def _named(found: Found, part: Part, _: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    leaf = found.leaf
    assert isinstance(leaf, c.Named)  # noqa: S101
    other, slash, name = leaf.name.partition("/")
    spot = at(found.node, "condition")
    if slash and other not in known.regimes:
        yield _unknown(spot, "regime", other, known.regimes, part.crumb)
        return
    home = known.corpus.regimes.get(other) if slash else file.regime
    if home is not None and (name or leaf.name) not in home.conditions:
        advice = "add it under conditions, or write regime/name for one of another regime"
        yield _unknown(spot, "condition", leaf.name, home.conditions, part.crumb, advice)


def _breach(found: Found, part: Part, _: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    leaf = found.leaf
    assert isinstance(leaf, c.Breach | c.PeopleCount)  # noqa: S101
    spot = at(found.node, "breach") if isinstance(leaf, c.Breach) else at(at(found.node, "people"), "of")
    yield from _breach_name(leaf.of, spot, part.crumb, file)


def _breach_name(of: str | Pattern, spot: Node, where: str, file: LawFile) -> Iterator[Objection]:
    if isinstance(of, str) and of not in file.regime.breaches:
        yield _unknown(spot, "breach", of, file.regime.breaches, where, "add it under breaches, or write the pattern out")


def _answer(found: Found, part: Part, _: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    leaf = found.leaf
    assert isinstance(leaf, c.Answered)  # noqa: S101
    question = known.corpus.questions.get(leaf.question)
    if question is None:
        return
    choices = f"the choices: {', '.join(question.choices)}"
    for index, value in enumerate(leaf.values or ()):
        if value not in question.choices:
            yield _unknown(item(at(found.node, "is"), index), "answer", value, question.choices, part.crumb, choices)
    if leaf.at_least is not None:
        spot = at(found.node, "at_least")
        if leaf.at_least not in question.choices:
            yield _unknown(spot, "answer", leaf.at_least, question.choices, part.crumb, choices)
        elif not question.ordered:
            message = f"at_least needs choices in an order, and those of {leaf.question} have none"
            yield objected(spot, message, "answer", part.crumb, "write  ordered: yes  at the question, or  is: [..]")


def _duty(found: Found, part: Part, _: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    leaf = found.leaf
    assert isinstance(leaf, c.DutyIs)  # noqa: S101
    if leaf.obligation is not None:
        yield from _obligation(leaf.obligation, at(found.node, "duty"), part.crumb, known)


def _filed(found: Found, part: Part, own: Obligation | None, file: LawFile, known: Known) -> Iterator[Objection]:
    leaf = found.leaf
    assert isinstance(leaf, c.FiledIs)  # noqa: S101
    spot = at(found.node, "filed")
    if leaf.obligation is not None:
        yield from _obligation(leaf.obligation, spot, part.crumb, known)
    elif leaf.stage is not None and own is not None:
        yield from _stage(own.id, leaf.stage, at(spot, "stage"), part.crumb, known)


_CHECKS: dict[type, Check] = {
    c.Named: _named,
    c.Breach: _breach,
    c.PeopleCount: _breach,
    c.Answered: _answer,
    c.DutyIs: _duty,
    c.FiledIs: _filed,
}


def _obligation(name: str, spot: Node, where: str, known: Known) -> Iterator[Objection]:
    if name not in known.obligations:
        yield _unknown(spot, "obligation", name, known.obligations, where, "rules list shows the ids")


def _stage(obligation: str, stage: str, spot: Node, where: str, known: Known) -> Iterator[Objection]:
    if not known.has_stage(obligation, stage):
        stages = known.stages(obligation)
        message = f'{obligation} has no stage "{stage}"{did_you_mean(stage, stages)}'
        yield objected(spot, message, "unknown-name", where, f"its stages: {', '.join(stages)}")


def _timed(obligation: Obligation, node: Node, known: Known) -> Iterator[Objection]:
    for timed in clocks(obligation, node):
        for anchor, spot in anchors(timed):
            if isinstance(anchor, k.FiledAnchor) and anchor.obligation is not None:
                wrong = list(_obligation(anchor.obligation, spot, timed.crumb, known))
                yield from wrong or _stage(anchor.obligation, anchor.stage, spot, timed.crumb, known)
            elif isinstance(anchor, k.FiledAnchor | k.LimitAnchor):
                yield from _stage(obligation.id, anchor.stage, spot, timed.crumb, known)


def _others(obligation: Obligation, node: Node, file: LawFile, known: Known) -> Iterator[Objection]:
    for index, name in enumerate(obligation.implements):
        yield from _obligation(name, item(at(node, "implements"), index), crumb(obligation, "implements"), known)
    if obligation.successor is not None:
        yield from _obligation(obligation.successor, at(node, "successor"), crumb(obligation, "successor"), known)
    if obligation.if_unknown not in (None, "presumed", "decide"):
        spot = at(at(node, "if_unknown"), "assess")
        yield from _obligation(obligation.if_unknown or "", spot, crumb(obligation, "if_unknown"), known)
    for number, penalty in enumerate(obligation.penalty):
        spot = at(item(at(node, "penalty"), number), "cite")
        yield from _sources(penalty.cite, spot, crumb(obligation, "penalty"), file)
    for number, hold in enumerate(obligation.holds):
        stops = at(item(at(node, "holds"), number), "stops")
        for index, stage in enumerate(hold.stops):
            yield from _stage(obligation.id, stage, item(stops, index), crumb(obligation, f"hold {hold.kind}"), known)
    yield from _for_each(obligation, node, file)
    yield from _calendars(obligation, node, known)


def _for_each(obligation: Obligation, node: Node, file: LawFile) -> Iterator[Objection]:
    if obligation.for_each is not None:
        for key in ("of", "owner_of"):
            of = getattr(obligation.for_each, key)
            if of is not None:
                spot = at(at(node, "for_each"), key)
                yield from _breach_name(of, spot, crumb(obligation, "for_each"), file)


def _calendars(obligation: Obligation, node: Node, known: Known) -> Iterator[Objection]:
    calendars = known.corpus.vocabulary.calendars
    spot = at(at(node, "recipient"), "calendar")
    for index, name in enumerate(obligation.recipient.calendar):
        if name not in calendars:
            yield _unknown(item(spot, index), "calendar", name, calendars, crumb(obligation, "recipient"))


def names_of(files: Iterable[Mapping | Node], key: str, inner: str) -> frozenset[str]:
    """List the ids that trees declare (`obligations` by `id`), readable as law or not."""
    found = set()
    for node in files:
        listed = at(node, key)
        for one in getattr(listed, "items", ()):
            named = at(one, inner)
            text = getattr(named, "text", None)
            if text is not None:
                found.add(text)
    return frozenset(found)
