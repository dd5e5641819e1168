"""Before any incident: which duties an organisation could come to owe, and which answers about it decide more.

The schedule is computed for the profile alone, with nothing known of an incident and what was filed left open. A duty
that comes out as not required then cannot arise; one that is there only while a regulated status is open hangs on the
question for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.engine.plain import leaves_of
from ircomply.engine.plain_words import place_words
from ircomply.engine.remarks import is_unlinked, linked_places
from ircomply.engine.schedule import Scheduler
from ircomply.engine.verdicts import judge
from ircomply.engine.world import Scope, World
from ircomply.model.base import Value, replace
from ircomply.model.condition import Breach, PeopleCount
from ircomply.model.facts import DataSet, Facts, Service
from ircomply.model.results import NotCovered, ObligationResult, Schedule, Unlinked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ircomply.engine.calendars import Holidays
    from ircomply.model.corpus import Corpus, Text


class OpenQuestion(Value, frozen=True):
    """A question about the organisation: the facts that answer it, each in words, and the duties that hang on it."""

    paths: tuple[str, ...]
    ask: tuple[str, ...]
    decides: tuple[str, ...]


class Plan(Value, frozen=True):
    """What could arise as of `now`.

    `listed` could; `asked` could if a regulated status is the organisation's; `coming` would, once it is law;
    `unlinked` counts what only a link with its place keeps out.
    """

    now: datetime
    listed: tuple[ObligationResult, ...]
    asked: tuple[ObligationResult, ...]
    coming: tuple[ObligationResult, ...]
    questions: tuple[OpenQuestion, ...]
    unlinked: Unlinked
    not_covered: tuple[NotCovered, ...]


def profile_of(facts: Facts) -> Facts:
    """Keep of an incident what is true of the organisation before anything happens; a profile stays as it is.

    That its data was touched is not: nothing about the data sets being all there are is kept.
    """
    data = None if facts.data is None else tuple(_at_rest(one) for one in facts.data)
    services = None if facts.services is None else tuple(_running(one) for one in facts.services)
    kept = Facts(rules=facts.rules, group=facts.group, organisation=facts.organisation, data=data, services=services)
    return replace(kept, id=facts.id, drill=facts.drill, other=facts.other, digest=facts.digest)


def _at_rest(data: DataSet) -> DataSet:
    return replace(data, what=None) if data.privileged else data


def _running(service: Service) -> Service:
    return replace(service, affected={}, disruptions=())


def plan(facts: Facts, corpus: Corpus, now: datetime, holidays: Holidays) -> Plan:
    """Compute what could arise for the organisation of these facts; of an incident, give `profile_of` it."""
    schedule = _schedule(facts, corpus, now, holidays)
    closed = replace(facts, organisation=replace(facts.organisation, classes_complete=True))
    without = {
        (one.id, one.where) for one in _schedule(closed, corpus, now, holidays).results if one.verdict != "not_required"
    }
    possible = [one for one in schedule.results if one.verdict != "not_required" and not one.folded_under]
    linked = _once(one for one in possible if not is_unlinked(one))
    listed = tuple(one for one in linked if (one.id, one.where) in without)
    asked = tuple(one for one in linked if (one.id, one.where) not in without)
    coming = tuple(_coming(schedule, facts, corpus, now, holidays))
    questions = _questions(asked, listed, corpus, linked_places(World(facts, corpus, now)))
    return Plan(now, listed, asked, coming, questions, schedule.unlinked, schedule.not_covered)


def _scheduler(facts: Facts, corpus: Corpus, now: datetime, holidays: Holidays) -> Scheduler:
    scheduler = Scheduler(facts, corpus, now, holidays)
    scheduler.world.asks_filings = False
    return scheduler


def _schedule(facts: Facts, corpus: Corpus, now: datetime, holidays: Holidays) -> Schedule:
    return _scheduler(facts, corpus, now, holidays).schedule()


def _once(results: Iterable[ObligationResult]) -> list[ObligationResult]:
    """Of the instances of a duty keep one: before an incident nobody knows whose people or data it will be."""
    found: dict[str, ObligationResult] = {}
    for one in results:
        kept = found.get(one.id)
        if kept is None or (kept.open_on == "place" and one.open_on != "place"):
            found[one.id] = one
    return list(found.values())


def _coming(
    schedule: Schedule, facts: Facts, corpus: Corpus, now: datetime, holidays: Holidays
) -> Iterable[ObligationResult]:
    """Give the duties of law to come that could arise if it were law today."""
    world = _scheduler(facts, corpus, now, holidays).world
    for one in schedule.results:
        if one.not_in_force and (one.from_day or one.text.obligation.in_force.pending):
            verdict = judge(world, Scope(one.text.regime, one.text.obligation))
            judged = replace(one, verdict=verdict.verdict, open_on=verdict.open_on, held_by_wider=verdict.held_by_wider)
            if verdict.verdict != "not_required" and not is_unlinked(judged) and verdict.open_on != "class":
                yield judged


def _questions(
    asked: Iterable[ObligationResult], listed: Iterable[ObligationResult], corpus: Corpus, places: list[str]
) -> tuple[OpenQuestion, ...]:
    """Ask for each open status, a family of them together, and for the parts of a country.

    Those of the organisation's own places come first, then what decides most.
    """
    paths: dict[str, list[str]] = {}
    decides: dict[str, list[str]] = {}
    for one in asked:
        for path in _open_classes(one):
            status = corpus.vocabulary.classes.get(path.removeprefix("class."))
            family = (status.family if status else "") or path
            paths.setdefault(family, []).append(path)
            decides.setdefault(family, []).append(one.id)
    found = [_question(paths[family], ids, corpus) for family, ids in decides.items()]
    wide: dict[str, list[str]] = {}
    for one in listed:
        if one.open_on == "place":
            wide.setdefault(one.text.regime.jurisdiction.partition("-")[0], []).append(one.id)
    for country, ids in wide.items():
        name = place_words(corpus.vocabulary.place_name(country))
        ask = f"In which parts of {name} do you have customers, or data of people?"
        found.append(OpenQuestion(("organisation.serves",), (ask,), tuple(ids)))
    return tuple(sorted(found, key=lambda one: (_abroad(one, corpus, places), -len(one.decides), one.ask)))


def _abroad(one: OpenQuestion, corpus: Corpus, places: list[str]) -> bool:
    """Say whether all that is asked is a status of places with which the organisation names no link."""
    words = corpus.vocabulary
    statuses = [words.classes.get(path.removeprefix("class.")) for path in one.paths]
    own = [status.place for status in statuses if status and status.place]
    linked = any(words.within(place, known) or words.within(known, place) for place in own for known in places)
    return bool(own) and not linked


def _question(paths: Iterable[str], ids: Iterable[str], corpus: Corpus) -> OpenQuestion:
    names = sorted(set(paths))
    return OpenQuestion(tuple(names), tuple(_ask(path, corpus) for path in names), tuple(sorted(set(ids))))


def _open_classes(result: ObligationResult) -> tuple[str, ...]:
    open_ones = (one for one in result.reasons if one.truth == "open" and one.kind == "class")
    return tuple(dict.fromkeys(path for one in open_ones for path in one.missing))


def _ask(path: str, corpus: Corpus) -> str:
    name = path.removeprefix("class.")
    status = corpus.vocabulary.classes.get(name)
    return status.ask if status and status.ask else f"Is this so: {name}?"


def speaks_of_data(text: Text, corpus: Corpus) -> bool:
    """Say whether what starts a duty is something that befell data; else it is an incident of another kind."""
    each = text.obligation.for_each
    if each and (each.people_in or each.owner_of is not None):
        return True
    return any(
        isinstance(leaf, Breach | PeopleCount) for leaf, _ in leaves_of(text.obligation.when, corpus, text.regime)
    )
