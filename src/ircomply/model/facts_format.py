"""The format of the incident file: every key, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ircomply.model import facts as f
from ircomply.model.facts_shapes import DisruptionShape, FigureShape, Happenings
from ircomply.model.node import Mapping, Node, Scalar
from ircomply.model.objection import did_you_mean
from ircomply.model.other_format import IDENTIFIER, MOMENT, OTHER, TEXT, table
from ircomply.model.place_code import PlaceCode
from ircomply.model.shape import BROKEN, ByKind, Field, ListOf, MapOf, Reader, Record, Schema, Shape
from ircomply.model.words import Choice, Ranged, StretchOfTime, Word, YesNo

STATES = ("confirmed", "suspected", "no_evidence", "ruled_out", "unknown")
ROLES = ("controller", "processor", "joint_controller")
PROTECTIONS = ("none", "password", "redacted", "encrypted", "encrypted_key_safe", "encrypted_key_taken", "unknown")
PLACE = PlaceCode()


def _record(title: str, make: Callable[..., Any], called: str = "", **fields: Field | Shape) -> Record:
    keys = {name.rstrip("_"): shape if isinstance(shape, Field) else Field(shape) for name, shape in fields.items()}
    return Record(title, make, keys, called)


class _Finding(Record, frozen=True):
    """A record whose further keys are aspects with their states."""

    def read(self, node: Node, reader: Reader) -> Any:
        """Part the aspects from the keys, then read both."""
        if not isinstance(node, Mapping):
            return self.expected(node, reader)
        aspects = [(name, value) for name, value in node.pairs if name.text not in self.fields]
        rest = Mapping(tuple(pair for pair in node.pairs if pair[0].text in self.fields), node.span)
        crumb = self._crumb(node)
        if crumb:
            reader.trail.append(crumb)
        states = {name.text: self._state(name, value, reader) for name, value in aspects}
        if crumb:
            reader.trail.pop()
        if not states:
            reader.refuse(
                node,
                "the finding establishes nothing",
                "finding",
                "name an aspect and its state, as in accessed: confirmed",
            )
            return BROKEN
        finding = super().read(rest, reader)
        return BROKEN if finding is BROKEN or BROKEN in states.values() else f.Finding(states=states, **finding)

    def _state(self, name: Scalar, value: Node, reader: Reader) -> Any:
        known = frozenset().union(
            *(
                reader.names.get(f"{kind}_aspects", frozenset())
                for kind in ("data", "service", "incident", "incident_only")
            )
        )
        if known and name.text not in known:
            near = did_you_mean(name.text, [*known, *self.fields])
            return reader.refuse(name, f'unknown key or aspect "{name.text}"{near}', "unknown-key")
        return Choice(STATES).read(value, reader)

    def schema(self, defs: dict[str, Schema]) -> Schema:
        """An object whose further keys hold states."""
        reference = super().schema(defs)
        defs["finding"]["additionalProperties"] = {"enum": list(STATES)}
        return reference


def _listed(**given: Any) -> dict[str, Any]:
    """Make the dictionary of a finding's own keys, unknown lists empty."""
    return {**given, "corrects": given["corrects"] or (), "privileged": bool(given["privileged"])}


def _data_set(**given: Any) -> f.DataSet:
    return f.DataSet(
        **{
            **given,
            "protection": None if given["protection"] == "unknown" else given["protection"],
            "privileged": bool(given["privileged"]),
        }
    )


def _service(**given: Any) -> f.Service:
    return f.Service(
        **{
            **given,
            **{key: given[key] or {} for key in ("users_in", "affected")},
            "disruptions": given["disruptions"] or (),
        }
    )


def _source(**given: Any) -> f.Source:
    return f.Source(**{**given, "of": given["of"] or (), "gaps": given["gaps"] or ()})


def _organisation(**given: Any) -> f.Organisation:
    return f.Organisation(**{**given, "lead": given["lead"] or {}, "classes": given["classes"] or {}})


PEOPLE = _record("people", f.People, in_=Field(PLACE, required=True, attribute="place"), count=Ranged(), who=TEXT)
DATA_SET = _record(
    "data set", _data_set, "id",
    id=Field(IDENTIFIER, required=True), what=TEXT, role=Choice(ROLES), for_=Field(ListOf(TEXT, single=True), attribute="owners"),
    form=Choice(("electronic", "paper", "both")), categories=ListOf(Word("categories")), categories_complete=YesNo(unknown=True),
    protection=Choice(PROTECTIONS), people=ListOf(PEOPLE), privileged=YesNo(),
)  # fmt: skip
SERVICE = _record(
    "service", _service, "id",
    id=Field(IDENTIFIER, required=True), what=TEXT, kind=ListOf(Word("service_kinds"), single=True), critical=YesNo(unknown=True), users=Ranged(),
    users_in=MapOf(PLACE, Ranged()), affected=MapOf(PLACE, Ranged()), disruptions=ListOf(DisruptionShape()), customers=ListOf(TEXT),
)  # fmt: skip
SOURCE = _record(
    "source", _source, "id",
    id=Field(IDENTIFIER, required=True), kind=Field(Word("source_kinds"), required=True), of=ListOf(TEXT), covers=StretchOfTime(),
    gaps=ListOf(StretchOfTime()), intact=YesNo(unknown=True), reviewed=YesNo(unknown=True), kept_until=MOMENT,
)  # fmt: skip
FINDING = _Finding(
    "finding", _listed,
    {
        "id": Field(IDENTIFIER, default=""), "at": Field(MOMENT, required=True), "about": Field(TEXT, required=True),
        **{key: Field(TEXT) for key in ("basis", "searched", "what", "by", "because")},
        "sources": Field(ListOf(TEXT)), "corrects": Field(ListOf(TEXT, single=True)), "privileged": Field(YesNo()),
    },
    "id",
)  # fmt: skip
ANSWER = ByKind(
    text=TEXT,
    mapping=_record(
        "answer", f.Answer, "", value=Field(TEXT, required=True), by=TEXT, at=MOMENT, ground=TEXT, because=TEXT
    ),
    kind="an answer",
)
DECISION = _record(
    "decision", f.Decision, "obligation",
    obligation=Field(TEXT, required=True), verdict=Field(Choice(("required", "not_required", "undetermined")), required=True),
    because=TEXT, by=TEXT, at=MOMENT, review_by=MOMENT, where=TEXT,
)  # fmt: skip
START = _record(
    "start", f.FixedStart, "for",
    event=Field(TEXT, required=True), for_=Field(TEXT, required=True, attribute="about"), at=Field(MOMENT, required=True), because=TEXT, by=TEXT,
)  # fmt: skip
VOID = table("void", {"because": TEXT, "by": TEXT, "at": MOMENT})
FILING = _record(
    "filing", f.Filing, "obligation",
    at=Field(MOMENT, required=True), obligation=TEXT, stage=TEXT, to=TEXT, place=PLACE, where=TEXT, mode=Choice(("oral", "written")),
    received_at=MOMENT, reference=TEXT, notice=TEXT, void=VOID,
)  # fmt: skip
ORDER = _record(
    "order", f.Order, "obligation",
    obligation=Field(TEXT, required=True), at=Field(MOMENT, required=True), stage=TEXT, where=TEXT, reference=TEXT,
)  # fmt: skip
HOLD = _record(
    "hold", f.Hold, "reference",
    obligations=Field(ListOf(TEXT, single=True, least=1), required=True), kind=Field(Word("hold_kinds"), required=True),
    from_=Field(MOMENT, required=True, attribute="start"), mode=Choice(("oral", "written")), until=MOMENT, lifted=MOMENT, where=TEXT, reference=TEXT,
)  # fmt: skip
TOTAL = _record(
    "total",
    f.Total,
    "",
    of=Field(ListOf(TEXT, least=1), required=True),
    in_=Field(PLACE, required=True, attribute="place"),
    count=Ranged(),
)
ORGANISATION = _record(
    "organisation", _organisation,
    name=TEXT, based_in=PLACE, established_in=ListOf(PLACE), serves=ListOf(PLACE), timezone=TEXT, lead=MapOf(PLACE, PLACE),
    classes=MapOf(Word("classes"), YesNo(unknown=True)), classes_complete=YesNo(unknown=True),
)  # fmt: skip


SECTIONS: dict[str, Shape] = {
    "title": TEXT,
    "codename": TEXT,
    "status": Choice(("open", "contained", "closed")),
    "incident_type": Choice(("detected", "historical", "destructive", "unknown")),
    "drill": YesNo(),
    "group": TEXT,
    "rules": ListOf(TEXT),
    "organisation": ORGANISATION,
    "people_elsewhere": YesNo(unknown=True),
    "timeline": MapOf(Word("events"), Happenings()),
    "data_complete": YesNo(unknown=True),
    "data": ListOf(DATA_SET),
    "totals": ListOf(TOTAL),
    "services_complete": YesNo(unknown=True),
    "services": ListOf(SERVICE),
    "figures": MapOf(Word("figures"), FigureShape()),
    "sources": ListOf(SOURCE),
    "findings": ListOf(FINDING),
    "answers": MapOf(TEXT, ANSWER),
    "decisions": ListOf(DECISION),
    "starts": ListOf(START),
    "filings": ListOf(FILING),
    "orders": ListOf(ORDER),
    "holds": ListOf(HOLD),
    **OTHER,
}


def make_facts(**given: Any) -> f.Facts:
    """Make the facts from the sections that were read; what was not given keeps its meaning of unknown."""
    given.pop("schema", None)
    kept = {key: value for key, value in given.items() if value is not None and key not in OTHER}
    answers = {
        name: value if isinstance(value, f.Answer) else f.Answer(value)
        for name, value in kept.pop("answers", {}).items()
    }
    figures = {name: value for name, value in kept.pop("figures", {}).items() if value is not None}
    timeline = {name: value for name, value in kept.pop("timeline", {}).items() if value}
    other = {key: given[key] for key in OTHER if given.get(key) is not None}
    return f.Facts(**kept, answers=answers, figures=figures, timeline=timeline, other=other)


def _format(title: str, schema: str, required: bool) -> Record:
    fields = {"schema": Field(Choice((schema,)), required=required, says=f"write  schema: {schema}")}
    fields["id"] = Field(IDENTIFIER, required=required, default="", says="write an id, such as  id: INC-2026-001")
    return Record(title, make_facts, fields | {key: Field(shape) for key, shape in SECTIONS.items()})


INCIDENT = _format("incident", "ircomply/incident/v1", required=True)
PARTIAL = _format("partial incident", "ircomply/incident/v1", required=False)
PROFILE_KEYS = (
    "organisation",
    "rules",
    "public",
    "workstreams",
    "vendors",
    "channels",
    "audiences",
    "data",
    "services",
    "people_elsewhere",
    "data_complete",
    "services_complete",
    "group",
)
PROFILE = Record(
    "organisation profile",
    lambda **given: make_facts(**given),
    {"schema": Field(Choice(("ircomply/organisation/v1",)), required=True)}
    | {key: Field(SECTIONS[key]) for key in PROFILE_KEYS},
)
