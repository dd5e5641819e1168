"""Random incidents as plain trees, over the words that ship: what could stand in an incident file at three in the morning.

The findings are free of contradiction: there is one for each aspect, and none rules out what another implies.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from given import everything

settings.register_profile(
    "ircomply",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
settings.load_profile("ircomply")

Tree = dict[str, Any]
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FIRST = datetime(2026, 11, 1, tzinfo=UTC)  # every law that the trees reach is in force by then
WORDS = everything().vocabulary
NARROW = ("IE", "DE", "FR", "GB", "AU", "US-CA", "US-TX", "US-OH", "US-KY", "NO", "CH")
WIDE = ("EU", "EEA", "US")
CATEGORIES = (
    "name", "email", "ssn", "government_id", "health", "diagnosis", "financial_account", "security_code", "username", "password",
    "personal", "special", "cpni",
)  # fmt: skip
PROTECTIONS = ("none", "password", "redacted", "encrypted", "encrypted_key_safe", "encrypted_key_taken", "unknown")
LEVELS = {"confirmed": 4, "suspected": 3, "unknown": 2, "no_evidence": 1, "ruled_out": 0}
EVENTS = tuple(sorted(set(everything().events) - set(everything().marks)))  # an answer speaks for the others
QUESTIONS = everything().questions
CLASSES = tuple(sorted(WORDS.classes))
CURRENCIES = ("EUR", "USD")

truths = st.sampled_from(("yes", "no", "unknown"))


def said(at: datetime) -> str:
    return at.isoformat()


class Knowing:
    """How much is known: at three in the morning nearly nothing, on the third day nearly all."""

    def __init__(self, well: bool) -> None:
        self.well = well

    def perhaps(self, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        """A value, or nothing: it is unknown."""
        return st.integers(0, 9 if self.well else 1).flatmap(lambda roll: strategy if roll else st.none())

    def truths(self, likely: str) -> st.SearchStrategy[Any]:
        """Yes, no, unknown, or nothing at all."""
        return st.sampled_from((likely,) * (9 if self.well else 1) + ("yes", "no", "unknown", None))


def some_of(words: tuple[str, ...], least: int = 0, most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), min_size=least, max_size=most, unique=True)


instants = st.integers(0, int((NOW - FIRST).total_seconds()) // 60).map(
    lambda minutes: FIRST + timedelta(minutes=minutes)
)
numbers = st.sampled_from((0, 1, 9, 249, 250, 499, 500, 501, 999, 1000, 100_000))


@st.composite
def counts(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(("exact", "range", "at_least", "unknown")))
    low = draw(numbers)
    if kind == "exact":
        return low
    if kind == "range":
        return {"at_least": low, "at_most": low + draw(numbers)}
    return {"at_least": low} if kind == "at_least" else "unknown"


def without_nothing(tree: Tree) -> Tree:
    return {key: value for key, value in tree.items() if value is not None}


@st.composite
def organisations(draw: st.DrawFn, how: Knowing) -> Tree:
    places = NARROW + WIDE[:1]
    known = st.dictionaries(
        st.sampled_from(CLASSES),
        truths if not how.well else st.sampled_from(("yes", "yes", "no", "unknown")),
        max_size=len(CLASSES),
    )
    based_in = draw(how.perhaps(st.sampled_from(NARROW)))
    established = draw(how.perhaps(some_of(places, 1 if how.well else 0)))
    if established is not None and based_in and based_in not in established:
        established.append(based_in)  # the seat is an establishment
    return without_nothing(
        {
            "based_in": based_in,
            "established_in": established,
            "serves": draw(how.perhaps(some_of(places))),
            "timezone": draw(st.sampled_from(("Europe/Dublin", "America/New_York", "Asia/Tokyo"))),
            "classes": consistent(draw(known)),
            "classes_complete": draw(how.truths("yes")),
        }
    )


def consistent(classes: dict[str, str]) -> dict[str, str]:
    """No class is yes whose implied one is no."""
    return {
        name: value
        for name, value in classes.items()
        if value != "yes" or not any(classes.get(implied) == "no" for implied in implied_by_class(name))
    }


def implied_by_class(name: str) -> set[str]:
    found, asked = set(), [name]
    while asked:
        for implied in WORDS.classes[asked.pop()].implies:
            if implied not in found:
                found.add(implied)
                asked.append(implied)
    return found


@st.composite
def people(draw: st.DrawFn) -> list[Tree]:
    """Entries of different places, sometimes a wide one over them, sometimes two groups of one place."""
    places = draw(some_of(NARROW, 0, 3))
    entries = [without_nothing({"in": place, "count": draw(counts())}) for place in places]
    if places and draw(st.booleans()):
        entries.append({"in": draw(st.sampled_from(WIDE)), "count": {"at_least": draw(numbers)}})
    if draw(st.integers(0, 5)) == 0:
        entries += [{"in": "US-NY", "count": draw(numbers), "who": who} for who in ("customers", "employees")]
    return entries


@st.composite
def data_sets(draw: st.DrawFn, name: str, how: Knowing) -> Tree:
    rich = ("name", "ssn", "health", "username", "password")
    return without_nothing(
        {
            "id": name,
            "role": draw(how.perhaps(st.sampled_from(("controller", "processor", "joint_controller")))),
            "form": draw(how.perhaps(st.sampled_from(("electronic", "paper", "both")))),
            "for": draw(how.perhaps(some_of(("Acme BV", "Bolt Inc"), 0, 2))),
            "categories": draw(how.perhaps(st.one_of(some_of(CATEGORIES, 0, 5), st.just(list(rich))))),
            "categories_complete": draw(how.truths("yes")),
            "protection": draw(how.perhaps(st.sampled_from((*PROTECTIONS, *("none",) * (9 if how.well else 0))))),
            "people": draw(how.perhaps(people())),
        }
    )


@st.composite
def services(draw: st.DrawFn, name: str, how: Knowing) -> Tree:
    start = draw(instants)
    length = timedelta(minutes=draw(st.sampled_from((1, 29, 31, 61, 200, 1500))))
    end: Any = draw(st.sampled_from(("ended", "ongoing", "absent")))
    to = {"ended": said(start + length), "ongoing": "ongoing", "absent": None}[end]
    extent = draw(how.perhaps(st.sampled_from(("full", "limited"))))
    disruption = without_nothing({"from": said(start), "to": to, "extent": extent})
    return without_nothing(
        {
            "id": name,
            "kind": draw(how.perhaps(some_of(tuple(WORDS.service_kinds), 0, 2))),
            "critical": draw(how.truths("yes")),
            "users_in": draw(how.perhaps(st.fixed_dictionaries({"EU": counts()}))),
            "affected": draw(how.perhaps(st.fixed_dictionaries({"EU": counts()}))),
            "disruptions": draw(how.perhaps(st.just([disruption]))),
            "customers": draw(how.perhaps(some_of(("Bank A", "Bank B"), 0, 2))),
        }
    )


@st.composite
def findings(draw: st.DrawFn, things: list[tuple[str, str]], how: Knowing) -> list[Tree]:
    """One finding for an aspect of a thing, none of which rules out what another suspects."""
    found: list[Tree] = []
    for about, section in things:
        table = {"data": WORDS.data_aspects, "service": WORDS.service_aspects}.get(section, WORDS.incident_aspects)
        aspects = [name for name in table if name not in ("contents_reviewed", "protected")]
        likely = ("confirmed", "confirmed", "ruled_out") * (3 if how.well else 0)
        states = draw(
            st.dictionaries(
                st.sampled_from(aspects), st.sampled_from((*LEVELS, *likely)), max_size=9 if how.well else 4
            )
        )
        for aspect, state in free_of_contradiction(states, section).items():
            found.append(
                {
                    "id": f"F{len(found)}",
                    "about": about,
                    "at": said(draw(instants)),
                    aspect: state,
                    "basis": "seen",
                    "by": "somebody",
                }
            )
    return found


def free_of_contradiction(states: dict[str, str], section: str) -> dict[str, str]:
    if section == "incident":
        return states
    return {
        aspect: state
        for aspect, state in states.items()
        if state != "ruled_out"
        or not any(states.get(other) in ("confirmed", "suspected") for other in WORDS.implied_by(section, aspect))
    }


@st.composite
def timelines(draw: st.DrawFn) -> Tree:
    """Events in an order that can be: what stands in for an event does not come after it."""
    found: Tree = {}
    drawn = sorted(draw(st.lists(instants, min_size=6, max_size=6)))
    order = ("vendor_detected", "detected", "told_by_vendor", "suspected", "believed", "aware")
    for event, at in zip(order, drawn, strict=True):
        if draw(st.booleans()):
            found[event] = said(at)
    for event in EVENTS:
        if event in order or event == "occurred" or draw(st.integers(0, 3)):
            continue
        found[event] = draw(st.one_of(st.just("no"), instants.map(said)))
    if "new_information" in found and found["new_information"] != "no":
        found["new_information"] = [found["new_information"]]
    return found


@st.composite
def answers(draw: st.DrawFn, how: Knowing) -> Tree:
    names = draw(
        st.lists(st.sampled_from(sorted(QUESTIONS)), min_size=len(QUESTIONS) // 2 if how.well else 0, unique=True)
    )
    return {
        name: {"value": draw(st.sampled_from(QUESTIONS[name].choices)), "at": said(draw(instants))} for name in names
    }


@st.composite
def figures(draw: st.DrawFn) -> Tree:
    found: Tree = {}
    for name in draw(some_of(tuple(WORDS.figures), 0, 4)):
        if WORDS.figures[name] == "money":
            amounts = st.dictionaries(st.sampled_from(CURRENCIES), counts(), min_size=1, max_size=1)
            found[name] = draw(amounts)
        else:
            found[name] = draw(counts())
    return found


@st.composite
def acts(draw: st.DrawFn) -> Tree:
    """Filings, orders and holds on duties that ship."""
    texts = everything().texts
    names = draw(st.lists(st.sampled_from(sorted(texts)), max_size=3, unique=True))
    filings = []
    for name in names:
        stage = draw(st.sampled_from([one.name for one in texts[name][-1].obligation.stages]))
        filings.append(
            {
                "obligation": name,
                "stage": stage,
                "at": said(draw(instants)),
                "mode": draw(st.sampled_from(("oral", "written"))),
            }
        )
    ordered = draw(st.lists(st.sampled_from(sorted(texts)), max_size=2, unique=True))
    held = draw(st.lists(st.sampled_from(sorted(texts)), max_size=1))
    start, length = draw(instants), timedelta(days=draw(st.integers(1, 60)))
    return {
        "filings": filings,
        "orders": [{"obligation": name, "at": said(draw(instants))} for name in ordered],
        "holds": [
            {
                "obligations": [name], "kind": draw(st.sampled_from(tuple(WORDS.hold_kinds))), "mode": "written",
                "from": said(start), "until": said(start + length),
            }
            for name in held
        ],
    }  # fmt: skip


@st.composite
def incidents(draw: st.DrawFn, *, with_acts: bool = True) -> Tree:
    """A whole partial incident."""
    how = Knowing(draw(st.booleans()))
    sets = [draw(data_sets(f"d{number}", how)) for number in range(draw(st.integers(1 if how.well else 0, 3)))]
    hit = [draw(services(f"s{number}", how)) for number in range(draw(st.integers(0, 2)))]
    things = (
        [(one["id"], "data") for one in sets] + [(one["id"], "service") for one in hit] + [("incident", "incident")]
    )
    totals = []
    if len(sets) > 1 and draw(st.booleans()):
        count = {"at_most": draw(numbers) + 600}
        totals.append(
            {"of": [one["id"] for one in sets], "in": draw(st.sampled_from(("US", "US-OH", "EEA"))), "count": count}
        )
    tree = {
        "organisation": draw(organisations(how)),
        "people_elsewhere": draw(how.truths("no")),
        "timeline": draw(timelines()),
        "data_complete": draw(how.truths("yes")),
        "data": sets or draw(st.sampled_from((None, []))),
        "totals": totals,
        "services_complete": draw(how.truths("yes")),
        "services": hit or draw(st.sampled_from((None, []))),
        "figures": draw(figures()),
        "findings": draw(findings(things, how)),
        "answers": draw(answers(how)),
        **(draw(acts()) if with_acts else {}),
    }
    return without_nothing(tree)
