"""What a schedule says besides verdicts: decisions, conflicts, what is folded, not covered, unlinked."""

from __future__ import annotations

import pytest

from given import NOW, facts, instant, lab, only, result, scheduler, shipped
from ircomply.engine.schedule import Scheduler
from ircomply.files.calendars import holidays
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus, Coverage

AT = "2026-11-24T09:00:00+00:00"
LATER = "2026-11-24T10:00:00+00:00"


def decided(*parts: str, now: str = NOW):
    data = "data: [{id: d, role: controller, categories: [name]}], organisation: {based_in: GB}"
    return result("{" + ", ".join((data, *parts)) + "}", "lab-presumed", now)


def decision(more: str = f"at: '{AT}'") -> str:
    return f"decisions: [{{obligation: lab-presumed, verdict: not_required, because: x, by: counsel, {more}}}]"


ANSWERED = "answers: {lab-risk: {value: likely, at: '%s'}}"


@pytest.mark.parametrize(
    ("parts", "again"),
    [
        ((decision(),), False),
        ((decision(), ANSWERED % "2026-11-24T08:00:00+00:00"), False),
        ((decision(), ANSWERED % LATER), True),
        ((decision(), f"findings: [{{about: d, at: '{LATER}', accessed: confirmed}}]"), True),
        (
            (decision(), f"findings: [{{about: d, at: '{LATER}', altered: confirmed}}]"),
            False,
        ),  # it rests on no such fact
        ((decision(f"at: '{AT}', review_by: 2026-11-24 11:00 UTC"),), True),
        ((decision(f"at: '{AT}', review_by: 2026-11-25 11:00 UTC"),), False),
        ((decision("review_by: 2026-11-25 11:00 UTC"), ANSWERED % LATER), False),
    ],
)
def test_a_decision_stands_beside_the_verdict_until_a_fact_it_rests_on_changes(
    parts: tuple[str, ...], again: bool
) -> None:
    found = decided(*parts)
    assert found.verdict in ("undetermined", "presumed", "required")
    assert (found.standing, found.look_again) == ("not_required", again)


def test_the_last_decision_stands_and_one_to_come_does_not() -> None:
    two = (
        f"decisions: [{{obligation: lab-presumed, verdict: required, at: '{LATER}'}},"
        f" {{obligation: lab-presumed, verdict: not_required, at: '{AT}'}}]"
    )
    assert decided(two).standing == "required"
    assert decided(two, now="2026-11-24T09:30:00+00:00").standing == "not_required"
    assert decided(two, now="2026-11-24T08:30:00+00:00").decision is None


# --- conflicts ------------------------------------------------------------------------------------------------


def conflicts(text: str, now: str = NOW) -> list[tuple[str, str]]:
    return [(one.due, one.barred_by) for one in scheduler(text, now).schedule().conflicts]


TALKS = "timeline: {detected: 2026-11-20 09:00 UTC, aware: 2026-11-20 09:00 UTC}"


def test_a_duty_to_the_barred_before_the_bar_ends_is_a_conflict() -> None:
    """The press must be told by 23 November; before the 27th it may not be."""
    assert conflicts(f"{{{TALKS}}}", "2026-11-21T09:00:00+00:00") == [("lab-press", "lab-public")]
    assert conflicts(f"{{{TALKS}}}", "2026-11-28T09:00:00+00:00") == []  # the bar has ended
    made = f"{{{TALKS}, filings: [{{obligation: lab-press, stage: release, at: 2026-11-21 08:00 UTC}}]}}"
    assert conflicts(made, "2026-11-21T09:00:00+00:00") == []


def test_a_hold_that_forbids_what_another_law_commands() -> None:
    """An agency forbids to write to the people; another duty with a date to them lies before the end of that."""
    kept = only("lab-held", "lab-press")
    regime = kept.regimes["lab-clocks"]
    to_people = replace(regime.obligations[0], recipient=replace(regime.obligations[0].recipient, kind="individuals"))
    corpus = Corpus(kept.vocabulary, {**kept.regimes, "lab-clocks": replace(regime, obligations=(to_people,))})
    text = (
        "{timeline: {detected: 2026-11-20 09:00 UTC},"
        " holds: [{obligations: [lab-held], kind: %s, from: 2026-11-20 10:00 UTC, until: 2026-11-%s 10:00 UTC}]}"
    )

    def found(kind: str, day: int) -> list[str]:
        schedule = scheduler(text % (kind, day), "2026-11-21T09:00:00+00:00", corpus).schedule()
        return [one.due for one in schedule.conflicts]

    assert found("agency_direction", 30) == ["lab-press"]
    assert found("agency_direction", 22) == []  # it ends before the press must be told
    assert found("national_security", 30) == []  # it makes the notice wait and forbids nothing


# --- directives and what became of them -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("organisation", "folded", "alone"),
    [
        ("{based_in: DE}", "lab-de-national", False),
        ("{based_in: FR}", None, True),  # no national law on file: a directive does not bind by itself
        ("{established_in: [DE]}", None, False),  # which team it is, nobody knows yet
        ("{established_in: []}", None, False),  # it does not apply at all
    ],
)
def test_a_directive_folds_under_the_national_law(organisation: str, folded: str | None, alone: bool) -> None:
    found = scheduler(f"{{organisation: {organisation}}}").schedule().of("lab-directive")
    assert (found.folded_under, found.no_national_law) == (folded, alone)


def test_national_law_on_file_that_does_not_reach_the_entity_is_on_file_all_the_same() -> None:
    corpus = lab()
    regimes = {
        name: replace(regime, obligations=tuple(replace(one, in_force=replace(one.in_force, pending=True)) for one in regime.obligations))
        if name == "lab-national" else regime
        for name, regime in corpus.regimes.items()
    }  # fmt: skip
    found = (
        scheduler("{organisation: {based_in: DE}}", corpus=Corpus(corpus.vocabulary, regimes))
        .schedule()
        .of("lab-directive")
    )
    assert (found.folded_under, found.no_national_law) == (None, False)


# --- coverage -------------------------------------------------------------------------------------------------


def not_covered(text: str, **states: dict[str, str]) -> set[tuple[str, str, str]]:
    table = {
        place.replace("_", "-"): {field: Coverage(state) for field, state in fields.items()}
        for place, fields in states.items()
    }
    corpus = replace_coverage(table)
    found = Scheduler(facts(text), corpus, instant(NOW), holidays).schedule().not_covered
    return {(one.place, one.field, one.state) for one in found if one.field in ("privacy", "cyber")}


def replace_coverage(table: dict[str, dict[str, Coverage]]) -> Corpus:
    corpus = lab()
    return Corpus(corpus.vocabulary, corpus.regimes, table)


@pytest.mark.parametrize(
    ("text", "states", "expected"),
    [
        (
            "{organisation: {based_in: SG}}",
            {"GB": {"privacy": "complete"}},
            {("SG", "privacy", "none"), ("SG", "cyber", "none")},
        ),
        (
            "{organisation: {based_in: GB}}",
            {"GB": {"privacy": "complete", "cyber": "partial"}},
            {("GB", "cyber", "partial")},
        ),
        # a wider place speaks for a narrower one that has no word of its own
        (
            "{organisation: {based_in: FR}}",
            {"EU": {"privacy": "complete", "cyber": "partial"}},
            {("FR", "cyber", "partial")},
        ),
        (
            "{organisation: {based_in: FR}}",
            {"EU": {"privacy": "complete", "cyber": "complete"}, "FR": {"cyber": "none"}},
            {("FR", "cyber", "none")},
        ),
        ("{data: [{id: d, people: [{in: US-CA}]}]}", {"US_CA": {"privacy": "complete", "cyber": "complete"}}, set()),
        ("{data: [{id: d, people: [{in: US-CA, count: 0}]}]}", {"GB": {"privacy": "complete"}}, set()),
        ("{}", {"GB": {"privacy": "complete"}}, set()),
    ],
)
def test_a_linked_place_without_a_law_file_is_named(
    text: str, states: dict[str, dict[str, str]], expected: set[tuple[str, str, str]]
) -> None:
    assert not_covered(text, **states) == expected


# --- unlinked -------------------------------------------------------------------------------------------------


def test_what_wants_nothing_but_a_link_is_counted_and_its_cause_named() -> None:
    found = scheduler("{}", corpus=shipped()).schedule()
    folded = [one for one in found.results if one.verdict == "undetermined" and one.open_on == "place"]
    assert found.unlinked.obligations == len(folded) > 0
    assert found.unlinked.jurisdictions == len({one.text.regime.jurisdiction for one in folded})
    assert found.unlinked.because == "data is unknown"


def test_nothing_is_unlinked_where_every_link_is_known() -> None:
    closed = "{organisation: {based_in: GB, established_in: [GB], serves: [GB]}, data: [], data_complete: yes, people_elsewhere: no}"
    assert scheduler(closed, corpus=shipped()).schedule().unlinked.obligations == 0
