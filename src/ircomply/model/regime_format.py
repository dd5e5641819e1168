"""The format of the regime file: every key, once."""

from __future__ import annotations

from datetime import date
from typing import Any

from ircomply.model.base import replace
from ircomply.model.clock import Clock, Counting
from ircomply.model.clock_format import CLOCK, CLOCK_FIELDS, CountingShape, PeriodShape, check_clock
from ircomply.model.condition_format import CONDITION, PATTERN
from ircomply.model.law_shapes import Day, Hour, Named
from ircomply.model.node import Mapping, Node
from ircomply.model.place_code import PlaceCode
from ircomply.model.regime import (
    BINDING_SOURCES,
    STATUSES,
    Checked,
    Citation,
    ForEach,
    HoldRule,
    InForce,
    Obligation,
    Penalty,
    Recipient,
    Regime,
    Source,
    Stage,
)
from ircomply.model.shape import BROKEN, ByKind, Field, ListOf, MapOf, Reader, Record
from ircomply.model.vocabulary import Event, Question
from ircomply.model.words import Choice, Text, Word, YesNo


def _in_force(**given: Any) -> InForce:
    start, end = given["start"], given["end"]
    known = start if isinstance(start, date) else None
    return InForce(known, end, start == "pending", start == "unknown", given["judged_on"])


def _recipient(**given: Any) -> Recipient:
    name = given.pop("name")
    names = given.pop("names") or ((name,) if name else ())
    return Recipient(
        names=names, calendar=given.pop("calendar") or (), place=given.pop("place") or "organisation", **given
    )


def _question(**given: Any) -> Question:
    return Question(
        "",
        given["ask"],
        given["choices"],
        bool(given["ordered"]),
        given["from"] or "",
        given["marks"] or {},
        short=given["short"],
    )


def question_named(name: str, question: Question) -> Question:
    """Give a question its id."""
    return replace(question, id=name)


TEXT, ID = Text(), Text(r"[a-z0-9][a-z0-9-]*", "an id (small letters, digits and hyphens)")
CITE = ListOf(
    Record("citation", Citation, {"source": Field(TEXT, required=True), "at": Field(TEXT, required=True)}), least=1
)
CHECKED = Record("checked", Checked, {"on": Field(Day(), required=True), "by": Field(TEXT, default="")})
SOURCES = MapOf(
    TEXT,
    Record(
        "source of law",
        Source,
        {
            "title": Field(TEXT, required=True),
            "kind": Field(Choice((*BINDING_SOURCES, "guidance", "commentary")), required=True),
            "url": Field(TEXT, default=""),
        },
    ),
)
PENALTY = ListOf(Record("penalty", Penalty, {"what": Field(TEXT, required=True), "cite": Field(CITE, default=())}))
QUESTION = Record(
    "question",
    _question,
    {
        "ask": Field(TEXT, required=True),
        "choices": Field(ListOf(TEXT, least=2), required=True),
        "ordered": Field(YesNo()),
        "from": Field(Choice(("assessment",))),
        "marks": Field(MapOf(TEXT, TEXT)),
        "short": Field(TEXT, default=""),
    },
)
QUESTIONS = Named(QUESTION, question_named)


def _event(**given: Any) -> Event:
    return Event("", given["means"], given["fallback"] or (), bool(given["decision"]), bool(given["repeats"]))


EVENT = Record(
    "event",
    _event,
    {
        "means": Field(TEXT, default=""),
        "else": Field(ListOf(TEXT, single=True), attribute="fallback"),
        "decision": Field(YesNo()),
        "repeats": Field(YesNo()),
    },
)
EVENTS = Named(EVENT, lambda name, event: Event(name, event.means, event.fallback, event.decision, event.repeats))
IN_FORCE = Record(
    "in force",
    _in_force,
    {
        "from": Field(Day(("pending", "unknown")), required=True, attribute="start"),
        "to": Field(Day(), attribute="end"),
        "judged_on": Field(Word("events")),
    },
)
RECIPIENT = Record(
    "recipient",
    _recipient,
    {
        "kind": Field(Word("recipient_kinds"), required=True),
        "name": Field(TEXT),
        "names": Field(ListOf(TEXT, least=2)),
        "id": Field(Word("recipients")),
        "of": Field(Word("families"), attribute="family"),
        "place": Field(PlaceCode(also=("based_in", "lead", "this", "organisation"))),
        "calendar": Field(ListOf(TEXT, single=True)),
        "day_ends": Field(Hour()),
    },
)
BREACH_OF = ByKind(text=TEXT, mapping=PATTERN)
FOR_EACH = Record(
    "for each",
    lambda **given: ForEach(**{**given, "customer_of_service": bool(given["customer_of_service"])}),
    {
        "people_in": Field(PlaceCode()),
        "of": Field(BREACH_OF),
        "owner_of": Field(BREACH_OF),
        "customer_of_service": Field(YesNo()),
    },
)
HOLD = Record(
    "hold",
    lambda **given: HoldRule(**{**given, "stops": given["stops"] or (), "forbids": bool(given["forbids"])}),
    {
        "kind": Field(Word("hold_kinds"), required=True),
        "needs": Field(Choice(("written", "oral"))),
        "stops": Field(ListOf(TEXT)),
        "at_most": Field(PeriodShape()),
        "then": Field(CLOCK),
        "forbids": Field(YesNo()),
    },
    "kind",
)
REPEATS = Record("repeats", dict, {"each": Field(Word("events")), "until": Field(Word("events"))})


def _stage(**given: Any) -> Stage:
    clock = Clock(**{key: given.pop(key) for key in CLOCK_FIELDS})
    repeats = given.pop("repeats") or {}
    given["received"], given["bars"] = bool(given["received"]), given["bars"] or ()
    return Stage(clock=clock, each=repeats.get("each"), until=repeats.get("until"), **given)


class _StageShape(Record, frozen=True):
    """A stage is a clock with a name."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Check the clock's form, then read it."""
        if not check_clock(node, reader):
            return BROKEN
        if isinstance(node, Mapping) and not any(name.text in CLOCK_FIELDS for name, _ in node.pairs):
            reader.refuse(
                node, "the stage has no clock", "clock", "give it within and of, or a standard: without and of"
            )
            return BROKEN
        return super().read(node, reader)


STAGE = _StageShape(
    "stage",
    _stage,
    {
        "name": Field(ID, required=True),
        **CLOCK_FIELDS,
        "when": Field(CONDITION),
        "to": Field(Word("recipient_kinds")),
        "received": Field(YesNo()),
        "repeats": Field(REPEATS),
        "not_before": Field(CLOCK),
        "bars": Field(ListOf(Word("recipient_kinds"))),
        "plan": Field(CLOCK),
        "counting": Field(CountingShape()),
    },
    "name",
    place="span",
)
IF_UNKNOWN = ByKind(
    text=Choice(("presumed", "decide")),
    mapping=Record("if unknown", lambda assess: assess, {"assess": Field(TEXT, required=True)}),
)
CONDITIONAL = {key: Field(CONDITION) for key in ("applies_to", "when", "unless", "met_by")}


def _obligation(**given: Any) -> Obligation:
    lists = ("implements", "holds", "content", "traps", "penalty")
    fixed: dict[str, Any] = {key: given.pop(key) or () for key in lists}
    return Obligation(
        **fixed,
        counting=given.pop("counting") or Counting(),
        binding=given.pop("binding") or "law",
        in_force=given.pop("in_force") or InForce(unknown=True),
        **given,
    )


OBLIGATION = Record(
    "obligation",
    _obligation,
    {
        "id": Field(ID, required=True),
        "title": Field(TEXT, required=True),
        "cite": Field(CITE, required=True, says="add  cite: [{source: …, at: …}]"),
        "in_force": Field(IN_FORCE),
        "recipient": Field(RECIPIENT, required=True),
        "for_each": Field(FOR_EACH),
        **CONDITIONAL,
        "if_unknown": Field(IF_UNKNOWN),
        "binding": Field(Choice(("law", "guidance", "contract", "voluntary", "none"))),
        "implements": Field(ListOf(TEXT)),
        "successor": Field(TEXT),
        "holds": Field(ListOf(HOLD)),
        "counting": Field(CountingShape()),
        "stages": Field(ListOf(STAGE, least=1), required=True),
        "content": Field(ListOf(TEXT)),
        "submit_to": Field(TEXT),
        "template": Field(TEXT),
        "traps": Field(ListOf(TEXT)),
        "penalty": Field(PENALTY),
        "status": Field(Choice(STATUSES)),
        "checked": Field(CHECKED),
        "amends": Field(TEXT),
        "because": Field(TEXT),
    },
    "id",
    place="span",
)


def _regime(**given: Any) -> Regime:
    given.pop("schema")
    questions = {
        name: replace(question_named(name, q), regime=given["id"]) for name, q in (given.pop("questions") or {}).items()
    }
    tables: dict[str, Any] = {key: given.pop(key) or {} for key in ("sources", "events", "breaches", "conditions")}
    return Regime(questions=questions, penalty=given.pop("penalty") or (), **tables, **given)


REGIME = Record(
    "regime",
    _regime,
    {
        "schema": Field(Choice(("ircomply/regime/v1",)), required=True, says="write  schema: ircomply/regime/v1"),
        "regime": Field(ID, required=True, attribute="id"),
        "title": Field(TEXT, required=True),
        "jurisdiction": Field(TEXT, required=True),
        "status": Field(Choice(STATUSES), default="draft"),
        "checked": Field(CHECKED),
        "sources": Field(SOURCES, required=True),
        "questions": Field(QUESTIONS),
        "events": Field(EVENTS),
        "breaches": Field(MapOf(TEXT, PATTERN)),
        "conditions": Field(MapOf(TEXT, CONDITION)),
        "penalty": Field(PENALTY),
        "obligations": Field(ListOf(OBLIGATION, least=1), required=True),
    },
    "regime",
)
