"""The facts that changed between two instants: each by its path, what it was, what it is, and who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.model.facts import Facts, known_at
from ircomply.model.instant import Moment, Stretch
from ircomply.model.results import Cause

if TYPE_CHECKING:
    from datetime import datetime

    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import DataSet
    from ircomply.model.quantity import Range

Fact = tuple[str, str, "datetime | None", str | None]
"""What it is called, its value in words, when it was said, and by whom."""
WORDS = {True: "yes", False: "no", None: "unknown"}


def causes_of(old: Facts, then: datetime, new: Facts, now: datetime, corpus: Corpus) -> list[Cause]:
    """List the facts that differ between what stood at one instant and what stands at another, by path."""
    return _causes(_facts(old, then, corpus), _facts(new, now, corpus))


def _facts(facts: Facts, now: datetime, corpus: Corpus) -> dict[str, Fact]:
    """List the facts that stood at an instant, by path."""
    found: dict[str, Fact] = {
        event: (event.replace("_", " "), _written(happenings), None, None)
        for event, happenings in facts.timeline.items()
    }
    for name, answer in facts.answers.items():
        if known_at(answer.at, now) and answer.value != "unknown":
            at = answer.at.earliest if answer.at else None
            found[f"answer.{name}"] = (f"Answer {name}", answer.value, at, answer.by)
    for name, value in facts.organisation.classes.items():
        found[f"class.{name}"] = (name, WORDS[value], None, None)
    return found | _of_data(facts, corpus) | _of_the_rest(facts) | _established(facts, now) | _acts(facts, now)


def _of_data(facts: Facts, corpus: Corpus) -> dict[str, Fact]:
    """List what is known of each data set and of each service."""
    found: dict[str, Fact] = {}
    for data in facts.data or ():
        for key, value in _traits(data).items():
            found[f"{data.id}.{key}"] = (f"{facts.called(data.id)}, {key.replace('_', ' ')}", value, None, None)
        for entry in data.people or ():
            place = corpus.vocabulary.place_name(entry.place)
            found[f"{data.id}.people.{entry.place}"] = (f"people in {place}", _counted(entry.count), None, None)
    for service in facts.services or ():
        called = facts.called(service.id)
        if service.critical is not None:
            found[f"{service.id}.critical"] = (f"{called}, critical", WORDS[service.critical], None, None)
        if service.users is not None:
            found[f"{service.id}.users"] = (f"{called}, users", _counted(service.users), None, None)
        for place, count in service.affected.items():
            name = f"{called}, users affected in {corpus.vocabulary.place_name(place)}"
            found[f"{service.id}.affected.{place}"] = (name, _counted(count), None, None)
    return found


def _traits(data: DataSet) -> dict[str, str]:
    lists = {"categories": ", ".join(sorted(data.categories or ())), "for": ", ".join(data.owners or ())}
    traits = {"role": data.role, "form": data.form, "protection": data.protection, **lists}
    complete = {} if data.categories_complete is None else {"categories_complete": WORDS[data.categories_complete]}
    return {key: value.replace("_", " ") for key, value in traits.items() if value} | complete


def _of_the_rest(facts: Facts) -> dict[str, Fact]:
    """List where the organisation is, what is complete, and the figures."""
    organisation = facts.organisation
    places = {
        "based_in": organisation.based_in,
        "established_in": ", ".join(organisation.established_in or ()),
        "serves": ", ".join(organisation.serves or ()),
    }
    found: dict[str, Fact] = {
        f"organisation.{key}": (f"organisation, {key.replace('_', ' ')}", value, None, None)
        for key, value in places.items()
        if value
    }
    for key in ("people_elsewhere", "data_complete", "services_complete"):
        value = getattr(facts, key)
        if value is not None:
            found[key] = (key.replace("_", " "), WORDS[value], None, None)
    for name, figure in facts.figures.items():
        amounts = figure.items() if isinstance(figure, dict) else [("", figure)]
        said = ", ".join(f"{currency} {_counted(count)}".strip() for currency, count in amounts)
        found[f"figure.{name}"] = (name.replace("_", " "), said, None, None)
    return found


def _established(facts: Facts, now: datetime) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for finding in sorted(facts.findings, key=lambda finding: finding.at.earliest):
        for aspect, state in finding.states.items() if known_at(finding.at, now) else ():
            what = f"{facts.called(finding.about)}, {aspect.replace('_', ' ')}"
            named = f"Finding {finding.id}: {what}" if finding.id else what
            found[f"{finding.about}.{aspect}"] = (named, state, finding.at.earliest, finding.by)
    return found


def _acts(facts: Facts, now: datetime) -> dict[str, Fact]:
    """List one's own acts, the decisions made, and the holds that were granted."""
    found: dict[str, Fact] = {}
    for filing in facts.filings:
        if filing.void is None and known_at(filing.at, now):
            what = filing.obligation or filing.to
            found[f"filed.{what}.{filing.stage or ''}"] = (f"Filed: {what}", "filed", filing.at.earliest, None)
    for decision in facts.decisions:
        if known_at(decision.at, now):
            at = decision.at.earliest if decision.at else None
            named = f"Decision on {decision.obligation}"
            found[f"decision.{decision.obligation}"] = (named, decision.verdict.replace("_", " "), at, decision.by)
    for hold in facts.holds:
        if known_at(hold.start, now):
            named = f"Hold: {hold.reference or hold.kind.replace('_', ' ')}"
            for obligation in hold.obligations:
                found[f"held.{obligation}"] = (named, "held", hold.start.earliest, None)
    return found


def _counted(count: Range | None) -> str:
    if count is None:
        return "some"
    high = "unknown" if count.high is None else count.high
    return str(count.low) if count.exact else f"{count.low} to {high}"


def _written(happenings: tuple[object, ...]) -> str:
    words = []
    for one in happenings:
        moment = one.start if isinstance(one, Stretch) else one
        words.append(moment.earliest.isoformat() if isinstance(moment, Moment) else "no")
    return ", ".join(words)


def _causes(old: dict[str, Fact], new: dict[str, Fact]) -> list[Cause]:
    found = []
    for path in sorted({*old, *new}):
        was, now = old.get(path), new.get(path)
        if was and now and was[1] == now[1]:
            continue
        one = now or was
        assert one  # noqa: S101 - one of them is there
        at, by = (now[2], now[3]) if now else (None, None)
        found.append(
            Cause(path, one[0], at=at, by=by, was=was[1] if was else "unknown", now=now[1] if now else "unknown")
        )
    return found
