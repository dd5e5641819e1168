"""Which question decides most: each open fact, each admissible answer, the incident evaluated again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal

from ircomply.engine.mentions import Mentions
from ircomply.engine.remarks import is_unlinked
from ircomply.engine.world import World
from ircomply.model import condition as c
from ircomply.model.base import Value
from ircomply.model.facts import Facts
from ircomply.model.instant import real
from ircomply.model.regime import Obligation
from ircomply.model.results import Change, ObligationResult, Outcome, Question, Schedule

Pairs = tuple[tuple[str, str], ...]
Again = Callable[[Pairs, frozenset[str]], tuple[ObligationResult, ...]]
"""Evaluates these duties again under suppositions. Raises ValueError or an input error for one that cannot be."""

YES_NO = ("yes", "no")
OPEN_VERDICTS = ("undetermined", "presumed")


class Asked(Value, frozen=True):
    """A question with its admissible answers: a label and the facts that it would be."""

    id: str
    ask: str
    options: tuple[tuple[str, Pairs], ...]
    who: str = ""


def open_paths(schedule: Schedule) -> dict[str, tuple[str, ...]]:
    """List the open facts and the duties that they decide, in the order of the schedule."""
    found: dict[str, list[str]] = {}
    for result in schedule.results:
        if result.verdict in OPEN_VERDICTS and not is_unlinked(result):
            for path in result.missing:
                if result.id not in found.setdefault(path, []):
                    found[path].append(result.id)
    return {path: tuple(ids) for path, ids in found.items()}


def questions(world: World, schedule: Schedule, again: Again) -> tuple[Question, ...]:
    """Rank the open questions: by the earliest date an answer would bring, then by weight, then by id."""
    decides = open_paths(schedule)
    asked = _once_a_family([ask(path, world) for path in decides], world)
    mentions = Mentions(world.corpus)
    ranked = [_weighed(one, decides, schedule, again, mentions, world.facts) for one in asked]
    last = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(ranked, key=lambda one: (real(one.earliest) if one.earliest else last, -one.weight, one.id)))


def plain_questions(world: World, schedule: Schedule) -> tuple[Question, ...]:
    """List the open questions with their admissible answers, not weighed: the incident is not evaluated again."""
    decides = open_paths(schedule)
    return tuple(
        Question(one.id, one.ask, decides[path], answers=tuple(Outcome(label) for label, _ in one.options), who=one.who)
        for path in decides
        for one in (ask(path, world),)
    )


def ask(path: str, world: World) -> Asked:
    """Put an open fact into a question with its admissible answers."""
    head, _, rest = path.partition(".")
    if head == "answer":
        question = world.corpus.questions.get(rest)
        choices = question.choices if question else YES_NO
        return Asked(
            path, question.ask if question else rest, _options(path, choices), _who(question.source if question else "")
        )
    if head == "class":
        status = world.words.classes.get(rest)
        return Asked(path, status.ask if status and status.ask else f"Is this so: {rest}?", _options(path, YES_NO))
    if head == "figure":
        return Asked(path, f"How much: {rest.replace('_', ' ')}?", _figure_options(path, rest, world))
    if path in world.corpus.events:
        means = world.corpus.events[path].means or path.replace("_", " ")
        return Asked(
            path, f"When, if at all: {means}?", (("now", ((path, world.now.isoformat()),)), ("no", ((path, "no"),)))
        )
    if not rest:
        return Asked(path, _PLAIN.get(path, f"{path}?"), _options(path, YES_NO) if path in _YES_NO_FACTS else ())
    return _of_thing(path, head, rest, world)


_PLAIN = {
    "data": "What data may have been touched?",
    "services": "Which services were or may be hit?",
    "data_complete": "Is every data set that may have been touched listed?",
    "services_complete": "Is every service that may have been hit listed?",
    "people_elsewhere": "May people live where no count is given?",
    "orders": "Has an authority ordered it?",
}
_YES_NO_FACTS = ("data_complete", "services_complete", "people_elsewhere")
_PROTECTIONS = ("none", "encrypted_key_safe", "encrypted_key_taken")


def _options(path: str, values: Iterable[str]) -> tuple[tuple[str, Pairs], ...]:
    return tuple((value, ((path, value),)) for value in values)


def _who(source: str) -> str:
    return "the impact assessment" if source == "assessment" else ""


def _of_thing(path: str, head: str, rest: str, world: World) -> Asked:
    what, key = world.facts.called(head), rest.split(".", maxsplit=1)[0]
    if head == "organisation":
        ask = {
            "established_in": "In which places is the organisation established?",
            "serves": "Which markets does it serve?",
            "based_in": "Where is it based?",
        }
        return Asked(path, ask.get(rest, f"{rest}?"), ())
    if key == "people":
        place = rest.partition(".")[2]
        if not place:
            return Asked(path, f"Where do the people in the {what} live, and how many are they?", ())
        return Asked(
            path,
            f"How many of the people in the {what} live in {world.words.place_name(place)}?",
            _count_options(path, place, world),
        )
    if key == "protection":
        return Asked(path, f"How were the {what} protected?", _options(path, _PROTECTIONS))
    if key in ("role", "form"):
        values = ("controller", "processor") if key == "role" else ("electronic", "paper")
        return Asked(path, f"The {what}: {' or '.join(values)}?", _options(path, values))
    if key == "categories":
        return Asked(path, f"What kinds of data do the {what} hold?", _category_options(head, world.facts))
    if key == "critical":
        return Asked(path, f"Is the {what} critical?", _options(path, YES_NO))
    if key in ("for", "kind", "affected", "disruptions", "customers", "users"):
        return Asked(path, f"{what}: {key}?", ())
    states = ("confirmed", "ruled_out")
    subject = "Is the incident of this kind:" if head == "incident" else f"Were the {what}"
    return Asked(path, f"{subject} {rest.replace('_', ' ')}?", _options(path, states), "the investigation")


def _category_options(name: str, facts: Facts) -> tuple[tuple[str, Pairs], ...]:
    """Offer the list as it stands, closed."""
    thing = facts.thing(name)
    listed = getattr(thing, "categories", None)
    return (("nothing else", ((f"{name}.categories_complete", "yes"),)),) if listed else ()


def _count_options(path: str, place: str, world: World) -> tuple[tuple[str, Pairs], ...]:
    """Offer a count on each side of every threshold that the law on file has for the place."""
    bounds = sorted({bound for text in world.corpus for bound in _thresholds(text.obligation, place, world)})
    values = sorted(
        {Decimal(0), Decimal(1), *(value for bound in bounds for value in (bound - 1, bound, bound + 1) if value > 0)}
    )
    return tuple((str(value), ((path, str(value)),)) for value in values)


def _thresholds(obligation: Obligation, place: str, world: World) -> list[Decimal]:
    tests = [leaf for leaf in _leaves(obligation.when) if isinstance(leaf, c.PeopleCount)]
    fits = [leaf for leaf in tests if leaf.place in (None, c.THIS) or world.words.within(place, leaf.place)]
    return [leaf.test.bound for leaf in fits if isinstance(leaf.test.bound, Decimal)]


def _leaves(condition: c.Condition | None) -> list[c.Condition]:
    if condition is None:
        return []
    inner = c.children(condition)
    return [leaf for child in inner for leaf in _leaves(child)] if inner else [condition]


def _figure_options(path: str, name: str, world: World) -> tuple[tuple[str, Pairs], ...]:
    """Offer a number on each side of every threshold of the law on file, in its currency."""
    found: list[str] = []
    for bound in world.corpus.figure_bounds.get(name, ()):
        if isinstance(bound, c.Money):
            found += [f"{bound.currency}:{bound.amount + step}" for step in (0, 1)]
        elif isinstance(bound, Decimal):
            found += [str(bound + step) for step in (0, 1)]
    return _options(path, dict.fromkeys(found))


def _once_a_family(asked: list[Asked], world: World) -> list[Asked]:
    """Join the class questions of one family of regimes into one."""
    families: dict[str, list[Asked]] = {}
    rest: list[Asked] = []
    for one in asked:
        status = world.words.classes.get(one.id.removeprefix("class.")) if one.id.startswith("class.") else None
        if status and status.family:
            families.setdefault(status.family, []).append(one)
        else:
            rest.append(one)
    return rest + [group[0] if len(group) == 1 else _joined(group) for group in families.values()]


def _joined(group: list[Asked]) -> Asked:
    none: Pairs = tuple((one.id, "no") for one in group)
    options = tuple((one.id.removeprefix("class."), ((one.id, "yes"),)) for one in group)
    return Asked(group[0].id, " / ".join(one.ask for one in group), (*options, ("none of them", none)))


def _weighed(
    one: Asked,
    decides: dict[str, tuple[str, ...]],
    schedule: Schedule,
    again: Again,
    mentions: Mentions,
    facts: Facts,
) -> Question:
    outcomes: list[Outcome] = []
    for label, pairs in one.options:
        touched = mentions.touched((path for path, _ in pairs), facts)
        before = tuple(result for result in schedule.results if result.id in touched)
        try:
            outcomes.append(Outcome(label, changes_between(before, again(pairs, touched))))
        except ValueError:
            continue
    changed = {change.obligation for outcome in outcomes for change in outcome.changes}
    dates = [date for outcome in outcomes for change in outcome.changes if (date := _brings(change, schedule.now))]
    paths = dict.fromkeys(
        (one.id, *(path for _, pairs in one.options for path, _ in pairs))
    )  # of a family, all of them
    deciding = tuple(dict.fromkeys(name for path in paths for name in decides.get(path, ())))
    return Question(
        one.id,
        one.ask,
        decides=deciding,
        weight=len(changed),
        earliest=min(dates, key=real, default=None),
        answers=tuple(outcomes),
        who=one.who,
    )


def _brings(change: Change, now: datetime) -> datetime | None:
    if change.verdict not in ("required", "presumed"):
        return None
    return change.act_by or (now if change.standard else None)


def changes_between(before: Iterable[ObligationResult], after: Iterable[ObligationResult]) -> tuple[Change, ...]:
    """List the duties whose verdict differs, with the date or the standard that the new one brings.

    An instance that is not there is one that is not required.
    """
    was = {(result.id, result.where): result for result in before}
    now = {(result.id, result.where): result for result in after}
    found = []
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key), now.get(key)
        if (old.verdict if old else "not_required") == (new.verdict if new else "not_required"):
            continue
        found.append(_change(old, new))
    return tuple(found)


def _change(old: ObligationResult | None, new: ObligationResult | None) -> Change:
    one = new or old
    assert one  # noqa: S101 - one of them is there
    stages = new.stages if new else ()
    owed = [stage for stage in stages if not stage.filed and not stage.filed_under]
    dates = [stage.act_by for stage in owed if stage.act_by and not stage.projected]
    running = next(
        (stage.standard for stage in owed if stage.state == "undated"), None
    )  # it means now, above any later date
    standard = running or next((stage.standard for stage in owed if stage.standard), None)
    act_by = None if running else min(dates, key=real, default=None)
    return Change(
        one.id,
        one.recipient.name,
        was=old.verdict if old else "",
        verdict=new.verdict if new else "",
        act_by=act_by,
        standard=standard,
        where=one.where,
    )
