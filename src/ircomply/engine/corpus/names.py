"""Names in a regime that lead nowhere: sources, breaches, tests, obligations, stages, answers, calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.engine.corpus.walk import (
    Found,
    LawFile,
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
from ircomply.model.base import Value, replace
from ircomply.model.objection import Objection, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ircomply.model.condition import Pattern
    from ircomply.model.corpus import Corpus
    from ircomply.model.node import Node
    from ircomply.model.regime import Citation, Obligation


class Known(Value, frozen=True):
    """Every id of the law that was read, amended and unreadable ones too."""

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


class _Site(Value, frozen=True):
    """Where names are looked at: the file, all that is known, the breadcrumb, and the obligation they stand in."""

    file: LawFile
    known: Known
    crumb: str = ""
    own: str | None = None

    def unknown(self, node: Node, what: str, name: str, names: Iterable[str], advice: str = "") -> Objection:
        """Refuse a name, with the nearest known one."""
        message = f'no {what} "{name}"{did_you_mean(name, names)}'
        return objected(node, message, "unknown-name", self.crumb, advice)


def check_names(file: LawFile, known: Known) -> Iterator[Objection]:
    """Refuse every name of a regime that does not exist, at its place."""
    regime, table, site = file.regime, at(file.node, "conditions"), _Site(file, known)
    for name, condition in regime.conditions.items():
        yield from _condition(condition, at(table, name), replace(site, crumb=f"condition {name}"))
    yield from _questions(site)
    for obligation, node in file.duties():
        inner = replace(site, crumb=crumb(obligation), own=obligation.id)
        yield from _sources(obligation.cite, at(node, "cite"), replace(inner, crumb=crumb(obligation, "cite")))
        for part in parts(obligation, node):
            yield from _condition(part.condition, part.node, replace(inner, crumb=part.crumb))
        yield from _timed(obligation, node, inner)
        yield from _others(obligation, node, inner)
    for index, penalty in enumerate(regime.penalty):
        spot = at(item(at(file.node, "penalty"), index), "cite")
        yield from _sources(penalty.cite, spot, replace(site, crumb="penalty"))


def _sources(cite: tuple[Citation, ...], node: Node, site: _Site) -> Iterator[Objection]:
    known = site.file.regime.sources
    for index, one in enumerate(cite):
        if one.source not in known:
            spot = at(item(node, index), "source")
            yield site.unknown(spot, "source", one.source, known, "list it under sources, or mend its name")


def _questions(site: _Site) -> Iterator[Objection]:
    events = site.known.corpus.events
    for name, question in site.file.regime.questions.items():
        marks = at(at(at(site.file.node, "questions"), name), "marks")
        inner = replace(site, crumb=f"question {name} > marks")
        for answer, event in question.marks.items():
            if answer not in question.choices:
                yield inner.unknown(key_of(marks, answer), "choice", answer, question.choices)
            if event not in events:
                yield inner.unknown(at(marks, answer), "event", event, events)


def _condition(condition: c.Condition, node: Node, site: _Site) -> Iterator[Objection]:
    for found in leaves(condition, node):
        check = _CHECKS.get(type(found.leaf))
        if check:
            yield from check(found.leaf, found, site)


def _named(leaf: c.Named, found: Found, site: _Site) -> Iterator[Objection]:
    other, slash, name = leaf.name.partition("/")
    spot, regimes = at(found.node, "condition"), site.known.regimes
    if slash and other not in regimes:
        yield site.unknown(spot, "regime", other, regimes)
        return
    home = site.known.corpus.regimes.get(other) if slash else site.file.regime
    if home is not None and (name or leaf.name) not in home.conditions:
        advice = "add it under conditions, or write regime/name for one of another regime"
        yield site.unknown(spot, "condition", leaf.name, home.conditions, advice)


def _breach(leaf: c.Breach | c.PeopleCount, found: Found, site: _Site) -> Iterator[Objection]:
    spot = at(found.node, "breach") if isinstance(leaf, c.Breach) else at(at(found.node, "people"), "of")
    yield from _breach_name(leaf.of, spot, site)


def _breach_name(of: str | Pattern, spot: Node, site: _Site) -> Iterator[Objection]:
    known = site.file.regime.breaches
    if isinstance(of, str) and of not in known:
        yield site.unknown(spot, "breach", of, known, "add it under breaches, or write the pattern out")


def _answer(leaf: c.Answered, found: Found, site: _Site) -> Iterator[Objection]:
    question = site.known.corpus.questions.get(leaf.question)
    if question is None:
        return
    choices = f"the choices: {', '.join(question.choices)}"
    for index, value in enumerate(leaf.values or ()):
        if value not in question.choices:
            yield site.unknown(item(at(found.node, "is"), index), "answer", value, question.choices, choices)
    if leaf.at_least is None:
        return
    spot = at(found.node, "at_least")
    if leaf.at_least not in question.choices:
        yield site.unknown(spot, "answer", leaf.at_least, question.choices, choices)
    elif not question.ordered:
        message = f"at_least needs choices in an order, and those of {leaf.question} have none"
        yield objected(spot, message, "answer", site.crumb, "write  ordered: yes  at the question, or  is: [..]")


def _duty(leaf: c.DutyIs, found: Found, site: _Site) -> Iterator[Objection]:
    if leaf.obligation is not None:
        yield from _obligation(leaf.obligation, at(found.node, "duty"), site)


def _filed(leaf: c.FiledIs, found: Found, site: _Site) -> Iterator[Objection]:
    spot = at(found.node, "filed")
    if leaf.obligation is not None:
        yield from _obligation(leaf.obligation, spot, site)
    elif leaf.stage is not None and site.own is not None:
        yield from _stage(site.own, leaf.stage, at(spot, "stage"), site)


_CHECKS: dict[type, Callable[[Any, Found, _Site], Iterator[Objection]]] = {
    c.Named: _named,
    c.Breach: _breach,
    c.PeopleCount: _breach,
    c.Answered: _answer,
    c.DutyIs: _duty,
    c.FiledIs: _filed,
}


def _obligation(name: str, spot: Node, site: _Site) -> Iterator[Objection]:
    if name not in site.known.obligations:
        yield site.unknown(spot, "obligation", name, site.known.obligations, "rules list shows the ids")


def _stage(obligation: str, stage: str, spot: Node, site: _Site) -> Iterator[Objection]:
    if not site.known.has_stage(obligation, stage):
        stages = site.known.stages(obligation)
        message = f'{obligation} has no stage "{stage}"{did_you_mean(stage, stages)}'
        yield objected(spot, message, "unknown-name", site.crumb, f"its stages: {', '.join(stages)}")


def _timed(obligation: Obligation, node: Node, site: _Site) -> Iterator[Objection]:
    for timed in clocks(obligation, node):
        inner = replace(site, crumb=timed.crumb)
        for anchor, spot in anchors(timed):
            if isinstance(anchor, k.FiledAnchor) and anchor.obligation is not None:
                wrong = list(_obligation(anchor.obligation, spot, inner))
                yield from wrong or _stage(anchor.obligation, anchor.stage, spot, inner)
            elif isinstance(anchor, k.FiledAnchor | k.LimitAnchor):
                yield from _stage(obligation.id, anchor.stage, spot, inner)


def _others(obligation: Obligation, node: Node, site: _Site) -> Iterator[Objection]:
    def below(*more: str) -> _Site:
        return replace(site, crumb=crumb(obligation, *more))

    for index, name in enumerate(obligation.implements):
        yield from _obligation(name, item(at(node, "implements"), index), below("implements"))
    if obligation.successor is not None:
        yield from _obligation(obligation.successor, at(node, "successor"), below("successor"))
    if obligation.if_unknown not in (None, "presumed", "decide"):
        yield from _obligation(obligation.if_unknown or "", at(at(node, "if_unknown"), "assess"), below("if_unknown"))
    for number, penalty in enumerate(obligation.penalty):
        yield from _sources(penalty.cite, at(item(at(node, "penalty"), number), "cite"), below("penalty"))
    for number, hold in enumerate(obligation.holds):
        stops = at(item(at(node, "holds"), number), "stops")
        for index, stage in enumerate(hold.stops):
            yield from _stage(obligation.id, stage, item(stops, index), below(f"hold {hold.kind}"))
    for key in ("of", "owner_of"):
        of = getattr(obligation.for_each, key, None)
        if of is not None:
            yield from _breach_name(of, at(at(node, "for_each"), key), below("for_each"))
    yield from _calendars(obligation, node, below("recipient"))


def _calendars(obligation: Obligation, node: Node, site: _Site) -> Iterator[Objection]:
    calendars = site.known.corpus.vocabulary.calendars
    for index, name in enumerate(obligation.recipient.calendar):
        if name not in calendars:
            spot = item(at(at(node, "recipient"), "calendar"), index)
            yield site.unknown(spot, "calendar", name, calendars, "add its days to _vocabulary/calendars")


def names_of(files: Iterable[Node], key: str, inner: str) -> frozenset[str]:
    """List the ids that trees declare (`obligations` by `id`), readable as law or not."""
    found = set()
    for node in files:
        for one in getattr(at(node, key), "items", ()):
            text = getattr(at(one, inner), "text", None)
            if text is not None:
                found.add(text)
    return frozenset(found)
