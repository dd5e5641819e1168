"""Findings: what they establish together, when `ruled_out` is earned, and how a state is lowered."""

from __future__ import annotations

import itertools
import random

import pytest

from given import facts, instant, lab
from ircomply.engine.findings import Established, covered, establish, uncovered
from ircomply.model.base import replace

WORDS = lab().vocabulary
AT = "2026-11-24T12:00:00+00:00"
LATER = "2026-11-24T13:00:00+00:00"
WINDOW = "{from: 2026-11-02 00:00 UTC, to: 2026-11-20 12:00 UTC}"
TRUTH = {0: "no", 1: "open", 2: "yes"}


def established(text: str, now: str = "2026-12-01T00:00:00+00:00", *, earned: bool = True) -> Established:
    return establish(facts(text, earned=earned), WORDS, instant(now))


def said(found: Established, about: str, aspect: str, enough: str = "confirmed") -> str:
    return TRUTH[int(found.truth(about, aspect, enough)[0])]


def crm(*findings: str, more: str = "") -> str:
    listed = ", ".join(f"{{about: crm, {one}}}" for one in findings)
    return f"{{data: [{{id: crm}}, {{id: other}}], services: [{{id: shop}}], findings: [{listed}]{', ' + more if more else ''}}}"


@pytest.mark.parametrize(
    ("state", "confirmed", "suspected"),
    [
        ("confirmed", "yes", "yes"),
        ("suspected", "open", "yes"),
        ("no_evidence", "open", "open"),
        ("ruled_out", "no", "no"),
        ("unknown", "open", "open"),
    ],
)
def test_a_state_as_a_truth_value(state: str, confirmed: str, suspected: str) -> None:
    found = established(crm(f"at: '{AT}', exfiltrated: {state}"))
    assert said(found, "crm", "exfiltrated") == confirmed
    assert said(found, "crm", "exfiltrated", "suspected") == suspected


def test_an_aspect_that_nobody_speaks_of_is_open() -> None:
    found = established(crm())
    assert {said(found, "crm", "accessed", enough) for enough in ("confirmed", "suspected")} == {"open"}


@pytest.mark.parametrize(
    ("finding", "aspect", "expected"),
    [
        # established here means established there
        ("staged: confirmed", "accessed", "yes"),
        ("exfiltrated: confirmed", "accessed", "yes"),
        ("misused: confirmed", "accessed", "yes"),
        ("published: confirmed", "disclosed", "yes"),
        ("destroyed: confirmed", "unavailable", "yes"),
        ("exfiltrated: confirmed", "staged", "open"),
        ("accessed: confirmed", "exfiltrated", "open"),
        ("published: confirmed", "accessed", "open"),
        # ruled out there means ruled out here
        ("accessed: ruled_out", "exfiltrated", "no"),
        ("accessed: ruled_out", "misused", "no"),
        ("disclosed: ruled_out", "published", "no"),
        ("unavailable: ruled_out", "destroyed", "no"),
        ("exfiltrated: ruled_out", "accessed", "open"),
        ("accessed: ruled_out", "disclosed", "open"),
    ],
)
def test_one_aspect_implies_another(finding: str, aspect: str, expected: str) -> None:
    assert said(established(crm(f"at: '{AT}', {finding}")), "crm", aspect) == expected


@pytest.mark.parametrize(
    ("about", "finding", "aspect", "expected"),
    [
        ("shop", "unavailable: confirmed", "disrupted", "yes"),
        ("shop", "limited: confirmed", "disrupted", "yes"),
        ("shop", "disrupted: ruled_out", "unavailable", "no"),
        ("shop", "disrupted: confirmed", "unavailable", "open"),
        ("incident", "ransomware: confirmed", "attack", "open"),  # of the incident nothing implies another
        ("incident", "ransomware: ruled_out", "ransomware", "no"),
    ],
)
def test_services_and_the_incident(about: str, finding: str, aspect: str, expected: str) -> None:
    found = established(f"{{services: [{{id: shop}}], findings: [{{about: {about}, at: '{AT}', {finding}}}]}}")
    assert said(found, about, aspect) == expected


def test_one_data_set_says_nothing_of_another() -> None:
    assert said(established(crm(f"at: '{AT}', accessed: confirmed")), "other", "accessed") == "open"


# --- ruled_out is earned -------------------------------------------------------------------------------------

WHOLE = "covers: {from: 2026-11-01 00:00 UTC, to: 2026-11-21 00:00 UTC}"


def ruled_out(*sources: str, aspect: str = "accessed", occurred: str | None = WINDOW) -> Established:
    ids = ", ".join(f"s{number}" for number in range(len(sources)))
    listed = ", ".join(f"{{id: s{number}, {one}}}" for number, one in enumerate(sources))
    timeline = f"timeline: {{occurred: {occurred}}}, " if occurred else ""
    finding = f"{{about: crm, at: '{AT}', {aspect}: ruled_out, sources: [{ids}]}}"
    text = f"{{data: [{{id: crm}}, {{id: other}}], {timeline}sources: [{listed}], findings: [{finding}]}}"
    return established(text, earned=False)


SOUND = f"kind: audit_log, of: [crm], {WHOLE}, intact: yes, reviewed: yes"


@pytest.mark.parametrize(
    ("sources", "aspect", "occurred", "counts"),
    [
        ((SOUND,), "accessed", WINDOW, "ruled_out"),
        ((SOUND,), "exfiltrated", WINDOW, "ruled_out"),
        ((SOUND,), "lost", WINDOW, "no_evidence"),  # an audit log cannot speak to it
        ((SOUND.replace("intact: yes", "intact: no"),), "accessed", WINDOW, "no_evidence"),
        ((SOUND.replace("intact: yes", "intact: unknown"),), "accessed", WINDOW, "no_evidence"),
        ((SOUND.replace("reviewed: yes", "reviewed: no"),), "accessed", WINDOW, "unknown"),  # nobody looked
        ((SOUND.replace("[crm]", "[other]"),), "accessed", WINDOW, "no_evidence"),
        ((SOUND.replace(WHOLE, "kept_until: 2026-12-01 00:00 UTC"),), "accessed", WINDOW, "unknown"),
        ((), "accessed", WINDOW, "unknown"),
        # the window
        ((SOUND,), "accessed", None, "unknown"),
        ((SOUND,), "accessed", "{from: 2026-11-02 00:00 UTC, to: ongoing}", "no_evidence"),
        ((SOUND,), "accessed", "{from: 2026-11-02 00:00 UTC}", "unknown"),
        ((SOUND,), "accessed", "{from: 2026-10-31 23:59 UTC, to: 2026-11-20 12:00 UTC}", "no_evidence"),
        ((SOUND,), "accessed", "{from: 2026-11-02 00:00 UTC, to: 2026-11-21 00:00:01 UTC}", "no_evidence"),
        ((SOUND,), "accessed", "{from: {between: [2026-10-31 00:00 UTC, 2026-11-03 00:00 UTC]}, to: 2026-11-20 12:00 UTC}", "no_evidence"),
        # a gap, and another source that fills it
        ((f"{SOUND}, gaps: [{{from: 2026-11-10 00:00 UTC, to: 2026-11-11 00:00 UTC}}]",), "accessed", WINDOW, "no_evidence"),
        ((f"{SOUND}, gaps: [{{from: 2026-10-10 00:00 UTC, to: 2026-11-02 00:00 UTC}}]",), "accessed", WINDOW, "ruled_out"),
        ((f"{SOUND}, gaps: [{{from: 2026-11-10 00:00 UTC}}]",), "accessed", WINDOW, "no_evidence"),
        (
            (
                f"{SOUND}, gaps: [{{from: 2026-11-10 00:00 UTC, to: 2026-11-11 00:00 UTC}}]",
                "kind: edr, of: [crm], covers: {from: 2026-11-09 00:00 UTC, to: 2026-11-12 00:00 UTC}, intact: yes, reviewed: yes",
            ),
            "accessed", WINDOW, "ruled_out",
        ),
        (
            (
                "kind: sign_in_log, of: [crm], covers: {from: 2026-11-01 00:00 UTC, to: 2026-11-10 00:00 UTC}, intact: yes, reviewed: yes",
                "kind: database_log, of: [crm], covers: {from: 2026-11-10 00:00 UTC, to: 2026-11-21 00:00 UTC}, intact: yes, reviewed: yes",
            ),
            "accessed", WINDOW, "ruled_out",
        ),
        (
            (
                "kind: sign_in_log, of: [crm], covers: {from: 2026-11-01 00:00 UTC, to: 2026-11-10 00:00 UTC}, intact: yes, reviewed: yes",
                "kind: database_log, of: [crm], covers: {from: 2026-11-10 00:00:01 UTC, to: 2026-11-21 00:00 UTC}, intact: yes, reviewed: yes",
            ),
            "accessed", WINDOW, "no_evidence",
        ),
        (
            (  # the second speaks of copying only, not of access
                "kind: sign_in_log, of: [crm], covers: {from: 2026-11-01 00:00 UTC, to: 2026-11-10 00:00 UTC}, intact: yes, reviewed: yes",
                "kind: boundary_log, of: [crm], covers: {from: 2026-11-10 00:00 UTC, to: 2026-11-21 00:00 UTC}, intact: yes, reviewed: yes",
            ),
            "accessed", WINDOW, "no_evidence",
        ),
    ],
)  # fmt: skip
def test_ruled_out_is_earned_by_sources(
    sources: tuple[str, ...], aspect: str, occurred: str | None, counts: str
) -> None:
    found = ruled_out(*sources, aspect=aspect, occurred=occurred)
    assert found.states["crm", aspect].state == counts
    assert said(found, "crm", aspect) == ("no" if counts == "ruled_out" else "open")
    assert bool(found.doubts) == (counts != "ruled_out")


def test_the_hours_that_are_missing_are_named() -> None:
    gaps = "gaps: [{from: 2026-11-10 00:00 UTC, to: 2026-11-10 02:30 UTC}]"
    (doubt,) = ruled_out(f"{SOUND}, {gaps}").doubts
    assert doubt.rule == "not-earned"
    assert "2026-11-10T00:00:00+00:00 to 2026-11-10T02:30:00+00:00" in doubt.message


@pytest.mark.parametrize(
    ("about", "finding", "expected"),
    [
        ("incident", "ransomware: ruled_out, basis: no trace of it, by: investigation_lead", "no"),
        ("incident", "ransomware: ruled_out, by: investigation_lead", "open"),
        ("incident", "ransomware: ruled_out, basis: no trace of it", "open"),
        ("shop", "data_compromised: ruled_out, basis: compared, by: investigation_lead", "no"),
        ("shop", "data_compromised: ruled_out, basis: compared", "open"),
        (
            "shop",
            "unavailable: ruled_out, basis: it worked, by: infrastructure_lead",
            "open",
        ),  # monitoring speaks to it
    ],
)
def test_what_no_source_speaks_to_needs_a_basis_and_a_person(about: str, finding: str, expected: str) -> None:
    text = f"{{services: [{{id: shop}}], timeline: {{occurred: {WINDOW}}}, findings: [{{about: {about}, at: '{AT}', {finding}}}]}}"
    assert said(established(text, earned=False), about, finding.split(":", maxsplit=1)[0]) == expected


@pytest.mark.parametrize(
    ("covers", "occurred", "counts"),
    [
        ("{from: 2026-11-10 00:00 UTC, to: 2026-11-11 00:00 UTC}", WINDOW, "no_evidence"),
        ("{from: 2026-10-10 00:00 UTC, to: 2026-10-11 00:00 UTC}", WINDOW, "unknown"),
        ("{from: 2026-11-10 00:00 UTC, to: 2026-11-11 00:00 UTC}", "{from: 2026-11-02 00:00 UTC, to: ongoing}", "no_evidence"),
        ("{from: 2026-11-10 00:00 UTC, to: 2026-11-11 00:00 UTC}", "{from: 2026-11-02 00:00 UTC}", "unknown"),
    ],
)  # fmt: skip
def test_no_evidence_needs_one_who_looked(covers: str, occurred: str, counts: str) -> None:
    source = f"{{id: s, kind: edr, of: [crm], covers: {covers}, reviewed: yes}}"
    finding = f"{{about: crm, at: '{AT}', accessed: no_evidence, sources: [s]}}"
    found = established(
        f"{{data: [{{id: crm}}], timeline: {{occurred: {occurred}}}, sources: [{source}], findings: [{finding}]}}",
        earned=False,
    )
    assert found.states["crm", "accessed"].state == counts


def test_in_a_case_file_no_sources_is_earned_and_named_ones_are_weighed() -> None:
    assert said(established(crm(f"at: '{AT}', accessed: ruled_out")), "crm", "accessed") == "no"
    source = "sources: [{id: s, kind: edr, of: [crm]}]"
    assert (
        said(established(crm(f"at: '{AT}', accessed: ruled_out, sources: [s]", more=source)), "crm", "accessed")
        == "open"
    )


def test_intervals() -> None:
    day = [instant(f"2026-11-{number:02}T00:00:00+00:00") for number in range(1, 10)]
    assert uncovered((day[1], day[5]), [(day[3], day[4]), (day[0], day[2])]) == [(day[2], day[3]), (day[4], day[5])]
    assert uncovered((day[1], day[5]), [(day[0], day[8])]) == []
    assert uncovered((day[1], day[5]), []) == [(day[1], day[5])]
    assert covered(None, ()) == []


# --- later findings ------------------------------------------------------------------------------------------


def one(name: str, at: str, states: str, more: str = "") -> str:
    return f"id: {name}, at: '{at}', {states}{', ' + more if more else ''}"


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        # upwards freely
        ("no_evidence", "suspected", "", "suspected"),
        ("suspected", "confirmed", "", "confirmed"),
        ("ruled_out", "confirmed", "", "confirmed"),
        ("unknown", "ruled_out", "", "ruled_out"),
        ("no_evidence", "ruled_out", "", "ruled_out"),
        ("ruled_out", "no_evidence", "", "no_evidence"),
        # downwards only with a correction and its reason
        ("confirmed", "suspected", "", "confirmed"),
        ("confirmed", "no_evidence", "", "confirmed"),
        ("confirmed", "ruled_out", "", "confirmed"),
        ("confirmed", "unknown", "", "confirmed"),
        ("suspected", "no_evidence", "", "suspected"),
        ("suspected", "ruled_out", "", "suspected"),
        ("confirmed", "ruled_out", "corrects: F1, because: it was our own scanner", "ruled_out"),
        ("confirmed", "suspected", "corrects: F1, because: the session was ours", "suspected"),
        ("suspected", "no_evidence", "corrects: [F1], because: a false alarm", "no_evidence"),
        ("confirmed", "ruled_out", "corrects: F1", "confirmed"),
        ("confirmed", "ruled_out", "because: it was our own scanner", "confirmed"),
    ],
)
def test_a_later_finding(first: str, second: str, more: str, expected: str) -> None:
    found = established(crm(one("F1", AT, f"accessed: {first}"), one("F2", LATER, f"accessed: {second}", more)))
    assert found.states["crm", "accessed"].state == expected
    assert [doubt.rule for doubt in found.doubts] == (["lowered"] if expected == first != second else [])


def test_what_implies_an_aspect_stands_against_ruling_it_out() -> None:
    found = established(crm(one("F1", AT, "exfiltrated: suspected"), one("F2", LATER, "accessed: ruled_out")))
    assert said(found, "crm", "accessed") == said(found, "crm", "exfiltrated") == "open"
    assert [doubt.rule for doubt in found.doubts] == ["lowered"]


def test_ruling_it_out_corrects_what_implied_it() -> None:
    second = one("F2", LATER, "accessed: ruled_out", "corrects: F1, because: our own scanner")
    found = established(crm(one("F1", AT, "exfiltrated: suspected"), second))
    assert said(found, "crm", "exfiltrated", "suspected") == said(found, "crm", "accessed") == "no"


@pytest.mark.parametrize("aspect", ["accessed", "exfiltrated", "staged", "misused"])
def test_a_later_suspicion_opens_what_was_ruled_out(aspect: str) -> None:
    found = established(crm(one("F1", AT, "accessed: ruled_out"), one("F2", LATER, "exfiltrated: suspected")))
    assert said(found, "crm", aspect) == "open"


def test_a_contradiction_is_named() -> None:
    found = established(crm(one("F1", AT, "accessed: ruled_out"), one("F2", LATER, "exfiltrated: confirmed")))
    assert said(found, "crm", "accessed") == "yes"
    assert [doubt.rule for doubt in found.doubts] == ["contradiction"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T11:59:59+00:00", "open"),
        ("2026-11-24T12:00:00+00:00", "open"),
        ("2026-11-24T13:00:00+00:00", "yes"),
    ],
)
def test_as_of(now: str, expected: str) -> None:
    text = crm(one("F1", AT, "accessed: suspected"), one("F2", LATER, "accessed: confirmed"))
    assert said(established(text, now), "crm", "accessed") == expected


def test_of_findings_of_one_time_the_order_in_the_file_does_not_count() -> None:
    findings = [
        one("F1", AT, "accessed: confirmed, staged: ruled_out"),
        one("F2", AT, "accessed: ruled_out", "corrects: F1, because: the session was ours"),
        one("F3", AT, "accessed: no_evidence"),
        one("F4", AT, "staged: no_evidence"),
        one("F5", AT, "disclosed: suspected, lost: ruled_out"),
        one("F6", AT, "disclosed: confirmed, lost: unknown"),
    ]
    seen = set()
    for order in itertools.islice(itertools.permutations(findings), 0, None, 23):
        found = established(crm(*order))
        seen.add(
            tuple(
                sorted((aspect, standing.state, standing.finding.id) for (_, aspect), standing in found.states.items())
            )
        )
    assert seen == {
        (
            ("accessed", "ruled_out", "F2"),
            ("disclosed", "confirmed", "F6"),
            ("lost", "unknown", "F6"),
            ("staged", "no_evidence", "F4"),
        )
    }


def test_corrections_that_name_each_other_end() -> None:
    found = established(
        crm(
            one("F1", AT, "accessed: suspected", "corrects: F2, because: a"),
            one("F2", AT, "accessed: confirmed", "corrects: F1, because: b"),
        )
    )
    assert said(found, "crm", "accessed") in ("yes", "open")


def test_a_supposed_finding_is_earned_and_comes_last() -> None:
    known = facts(crm(one("F1", AT, "accessed: confirmed")), earned=False)
    supposed = replace(known.findings[0], id="", states={"accessed": "ruled_out"}, supposed=True)
    for findings in ((*known.findings, supposed), (supposed, *known.findings)):
        found = establish(replace(known, findings=findings), WORDS, instant(LATER))
        assert said(found, "crm", "accessed") == "no"


def test_many_orders_of_many_findings() -> None:
    rng = random.Random(4)
    states = ("confirmed", "suspected", "no_evidence", "ruled_out", "unknown")
    for _ in range(40):
        findings = [
            one(f"F{number}", rng.choice((AT, LATER)), f"{rng.choice(('accessed', 'staged', 'exfiltrated'))}: {rng.choice(states)}",
                f"corrects: F{rng.randrange(5)}, because: x" if rng.random() < 0.3 else "")
            for number in range(5)
        ]  # fmt: skip
        values = []
        for _ in range(4):
            rng.shuffle(findings)
            found = established(crm(*findings))
            values.append(
                [
                    found.truth("crm", aspect, enough)[0]
                    for aspect in ("accessed", "staged", "exfiltrated")
                    for enough in ("confirmed", "suspected")
                ]
            )
        assert all(value == values[0] for value in values)
