"""Lawful delays: on which ground, in which form, for how long, and what runs afterwards."""

from __future__ import annotations

import pytest

from given import instant, stage

DETECTED = "timeline: {detected: 2026-11-20 09:00 America/New_York}"
LIMIT = "2026-12-20T23:59:59-05:00"
NOW = "2026-12-10T12:00:00+00:00"


def held(*holds: str, now: str = NOW, name: str = "notice"):
    listed = ", ".join(f"{{obligations: [lab-held], {one}}}" for one in holds)
    return stage(f"{{{DETECTED}, holds: [{listed}]}}", "lab-held", name, now)


def hold(kind: str, start: str, until: str | None = None, more: str = "") -> str:
    day = f"2026-{start} 12:00 America/New_York"
    end = f", until: 2026-{until} 12:00 America/New_York" if until else ""
    return f"kind: {kind}, from: {day}{end}{', ' + more if more else ''}"


@pytest.mark.parametrize(
    ("holds", "act_by", "state", "until"),
    [
        ((), LIMIT, "running", None),
        # in writing, without an end in the law
        ((hold("law_enforcement", "12-01", "12-31", "mode: written"),), "2026-12-31T12:00:00-05:00", "held", "2026-12-31T12:00:00-05:00"),
        ((hold("law_enforcement", "12-01", "12-12", "mode: written"),), LIMIT, "held", "2026-12-12T12:00:00-05:00"),
        ((hold("law_enforcement", "12-01", None, "mode: written"),), None, "held", None),
        # lifted earlier; an end that comes before the letter that lifts it
        ((hold("law_enforcement", "12-01", "12-31", "mode: written, lifted: 2026-12-05 12:00 UTC"),), LIMIT, "running", "2026-12-05T12:00:00+00:00"),
        ((hold("law_enforcement", "12-01", "12-04", "mode: written, lifted: 2026-12-31 12:00 UTC"),), LIMIT, "running", "2026-12-04T12:00:00-05:00"),
        # said only: thirty days at most
        ((hold("law_enforcement", "12-01", "12-31", "mode: oral"),), "2026-12-31T12:00:00-05:00", "held", "2026-12-31T12:00:00-05:00"),
        ((hold("law_enforcement", "12-01", None, "mode: oral"),), "2026-12-31T23:59:59-05:00", "held", "2026-12-31T23:59:59-05:00"),
        # afterwards another clock, and never before the limit as it was
        ((hold("national_security", "12-01", "12-18"),), "2026-12-25T23:59:59-05:00", "held", "2026-12-18T12:00:00-05:00"),
        ((hold("national_security", "12-01", "12-05"),), LIMIT, "running", "2026-12-05T12:00:00-05:00"),
        # more time, counted anew
        ((hold("extension", "12-01", "12-02", "mode: written"),), "2027-01-04T23:59:59-05:00", "running", "2026-12-02T12:00:00-05:00"),
        # two of them: the one that ends last
        (
            (hold("law_enforcement", "12-01", "12-31", "mode: written"), hold("law_enforcement", "12-02", "12-05", "mode: written")),
            "2026-12-31T12:00:00-05:00", "held", "2026-12-31T12:00:00-05:00",
        ),
        (
            (hold("law_enforcement", "12-02", "12-05", "mode: written"), hold("national_security", "12-05", "12-31")),
            "2027-01-07T23:59:59-05:00", "held", "2026-12-31T12:00:00-05:00",
        ),
    ],
)  # fmt: skip
def test_a_hold(holds: tuple[str, ...], act_by: str | None, state: str, until: str | None) -> None:
    found = held(*holds)
    assert (found.act_by, found.outer_limit) == ((instant(act_by),) * 2 if act_by else (None, None))
    assert (found.state, found.held.until if found.held else None) == (state, instant(until) if until else None)


@pytest.mark.parametrize(
    ("one", "note"),
    [
        (
            hold("scope_and_integrity", "12-01", "12-31"),
            "scope and integrity: this law knows no such hold; it has no effect",
        ),
        (
            hold("law_enforcement", "12-01", "12-31"),
            "law enforcement: it needs to be oral or written; it has no effect",
        ),  # nobody says how
        (hold("extension", "12-01", "12-31", "mode: oral"), "extension: it needs to be written; it has no effect"),
        (hold("agency_direction", "12-01", "12-31"), "agency direction: it does not stop this stage"),
        (
            hold("law_enforcement", "12-22", "12-31", "mode: written"),
            "the hold began after the limit had passed; it has no effect",
        ),
    ],
)
def test_a_hold_without_effect_is_said_to_have_none(one: str, note: str) -> None:
    found = held(one, now="2026-12-23T12:00:00+00:00")
    assert (found.act_by, found.held, found.notes, found.state) == (instant(LIMIT), None, (note,), "overdue")


def test_a_hold_that_is_still_to_come_is_not_seen() -> None:
    found = held(hold("law_enforcement", "12-15", "12-31", "mode: written"))
    assert (found.held, found.notes) == (None, ())


def test_nobody_asked_for_it() -> None:
    assert held().held is None


def test_it_stops_the_stages_it_stops() -> None:
    one = hold("agency_direction", "12-01", "12-31")
    letter = held(one, name="letter")
    assert (letter.state, letter.standard) == ("held", "without undue delay")
    after = held(one, name="letter", now="2027-01-01T12:00:00+00:00")
    assert (after.state, after.running_since) == ("undated", instant("2026-12-31T12:00:00-05:00"))


def test_what_was_filed_is_filed_whatever_is_held() -> None:
    listed = f"holds: [{{obligations: [lab-held], {hold('law_enforcement', '12-01', '12-31', 'mode: written')}}}]"
    made = "filings: [{obligation: lab-held, stage: notice, at: 2026-12-05 12:00 UTC}]"
    assert stage(f"{{{DETECTED}, {listed}, {made}}}", "lab-held", "notice", NOW).state == "filed"


def test_the_steps_say_what_held_it() -> None:
    found = held(hold("law_enforcement", "12-01", "12-31", "mode: written, reference: FBI letter"))
    assert [one.what for one in found.steps][-2:] == ["held: law enforcement, FBI letter, until", "ACT BY"]
