"""One line for each state, owner or customer; and the one that nobody has named yet."""

from __future__ import annotations

import pytest

from given import results, stage

AT = "2026-11-24T09:00:00+00:00"
CLOSED = "data_complete: yes, people_elsewhere: no"


def breach(people: str, more: str = CLOSED, extra: str = "") -> str:
    return (
        f"{{data: [{{id: d, role: controller, categories: [name], categories_complete: yes, people: {people}}}],"
        f" findings: [{{about: d, at: '{AT}', accessed: confirmed}}], {more}{', ' + extra if extra else ''}}}"
    )


def verdicts(text: str, obligation: str) -> dict[str | None, str]:
    return {where: one.verdict for where, one in results(text, obligation).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (breach("[{in: US-OH, count: 700}, {in: US-KY, count: 500}]"), {"US-OH": "required", "US-KY": "not_required"}),
        (breach("[{in: US-OH, count: {at_least: 400, at_most: 700}}]"), {"US-OH": "undetermined"}),
        (breach("[{in: DE, count: 700}]"), {None: "not_required"}),
        # 1000 in the country, 700 of them in Ohio: no other state can hold more than 300
        (breach("[{in: US, count: 1000}, {in: US-OH, count: 700}]"), {"US-OH": "required", None: "not_required"}),
        (breach("[{in: US, count: 1300}, {in: US-OH, count: 700}]"), {"US-OH": "required", None: "undetermined"}),
        (breach("[{in: US, count: 1000}]"), {None: "undetermined"}),
        (breach("[{in: US, count: 500}]"), {None: "not_required"}),
        # people may live in states that no entry names
        (breach("[{in: US-OH, count: 100}]", "data_complete: yes"), {"US-OH": "not_required", None: "undetermined"}),
        (breach("[{in: US-OH, count: 100}]", "people_elsewhere: no"), {"US-OH": "undetermined", None: "undetermined"}),
        ("{}", {None: "undetermined"}),
        ("{data: [], data_complete: yes}", {None: "not_required"}),
    ],
)
def test_a_threshold_in_each_state(text: str, expected: dict[str | None, str]) -> None:
    assert verdicts(text, "lab-media") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (breach("[{in: DE, count: 4}, {in: FR}, {in: US}]"), {"DE": "required", "FR": "required"}),
        (breach("[{in: DE-BY, count: 4}]"), {"DE": "required"}),
        (breach("[{in: EU, count: 4}]"), {None: "required"}),  # somebody lives in some state: which?
        (breach("[{in: EU, count: 4}, {in: DE, count: 3}]"), {"DE": "required", None: "required"}),
        (breach("[{in: EU, count: 4}, {in: DE, count: 4}]"), {"DE": "required"}),
        (breach("[{in: EU, count: {at_most: 4}}]"), {None: "undetermined"}),
    ],
)
def test_anybody_in_each_state(text: str, expected: dict[str | None, str]) -> None:
    assert verdicts(text, "lab-watch-of-each") == expected


@pytest.mark.parametrize(
    ("people", "more", "held"),
    [
        ("[{in: US-OH, count: 700}]", "data_complete: yes", False),
        ("[{in: US, count: 2000}, {in: US-OH, count: 700}]", "data_complete: yes", True),
    ],
)
def test_other_states_are_open_for_want_of_a_link(people: str, more: str, held: bool) -> None:
    other = results(breach(people, more), "lab-media")[None]
    assert (other.verdict, other.open_on, other.held_by_wider) == ("undetermined", "place", held)


def processed(*sets: str, more: str = "data_complete: yes") -> str:
    listed = ", ".join(f"{{id: d{number}, categories: [name], {one}}}" for number, one in enumerate(sets))
    findings = ", ".join(f"{{about: d{number}, at: '{AT}', accessed: confirmed}}" for number in range(len(sets)))
    return f"{{data: [{listed}], findings: [{findings}], {more}}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (processed("role: processor, for: [Acme, Bolt]"), {"Acme": "required", "Bolt": "required"}),
        (processed("role: processor, for: [Acme]", "role: controller, for: [Bolt]"), {"Acme": "required"}),
        (processed("role: processor, for: [Acme]", "for: [Bolt]"), {"Acme": "required", "Bolt": "undetermined"}),
        (processed("role: processor"), {None: "required"}),  # of somebody, but of whom?
        (processed("role: processor, for: [Acme]", "role: processor"), {"Acme": "required", None: "required"}),
        (
            processed("role: processor, for: [Acme]", more="data_complete: no"),
            {"Acme": "required", None: "undetermined"},
        ),
        (processed("role: controller"), {None: "not_required"}),
        ("{}", {None: "undetermined"}),
    ],
)
def test_each_owner(text: str, expected: dict[str | None, str]) -> None:
    assert verdicts(text, "lab-owners") == expected


def hit(customers: str | None, more: str = "services_complete: yes", to: str = "2026-11-24 08:00 UTC") -> str:
    listed = f", customers: {customers}" if customers else ""
    return (
        f"{{services: [{{id: s{listed}, disruptions: [{{from: 2026-11-24 04:00 UTC, to: {to}}}]}}],"
        f" findings: [{{about: s, at: '{AT}', disrupted: confirmed}}], {more}}}"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (hit("[Bank A, Bank B]"), {"Bank A": "required", "Bank B": "required"}),
        (hit("[Bank A]", to="2026-11-24 07:59 UTC"), {"Bank A": "not_required"}),
        (hit("[Bank A]", more="services_complete: no"), {"Bank A": "required", None: "undetermined"}),
        (hit(None), {None: "undetermined"}),
        (hit("[]"), {None: "not_required"}),
        ("{}", {None: "undetermined"}),
    ],
)
def test_each_customer_of_a_service(text: str, expected: dict[str | None, str]) -> None:
    assert verdicts(text, "lab-customers") == expected


def test_the_recipient_of_an_instance_is_its_own() -> None:
    owners = results(processed("role: processor, for: [Acme, Bolt]"), "lab-owners")
    assert {where: one.recipient.kind for where, one in owners.items()} == {"Acme": "data_owner", "Bolt": "data_owner"}
    watches = results(breach("[{in: DE}, {in: FR}]"), "lab-watch-of-each")
    assert watches["DE"].recipient.name == "The German Watch"
    assert (watches["FR"].recipient.authority, watches["FR"].recipient.ask) == (None, "Which watch is yours?")


# --- whose an act is ------------------------------------------------------------------------------------------

OHIO_AND_KENTUCKY = "[{in: US-OH, count: 700}, {in: US-KY, count: 900}]"
DETECTED = "timeline: {detected: 2026-11-20 09:00 UTC}"


def states(text: str) -> dict[str | None, str]:
    return {where: one.stages[0].state for where, one in results(text, "lab-media").items()}


def filed(where: str) -> str:
    return f"{DETECTED}, filings: [{{obligation: lab-media, stage: notice, at: '{AT}'{where}}}]"


def test_a_filing_is_that_of_the_instance_it_names() -> None:
    found = states(breach(OHIO_AND_KENTUCKY, extra=filed(", where: US-OH")))
    assert found == {"US-OH": "filed", "US-KY": "running"}


def test_a_filing_that_names_none_of_several_makes_none_filed() -> None:
    assert states(breach(OHIO_AND_KENTUCKY, extra=filed(""))) == {"US-OH": "running", "US-KY": "running"}


def test_a_filing_that_names_none_is_that_of_the_only_one() -> None:
    assert states(breach("[{in: US-OH, count: 700}]", extra=filed(""))) == {"US-OH": "filed"}
    open_rest = breach("[{in: US-OH, count: 700}]", "data_complete: yes", filed(""))
    assert states(open_rest) == {"US-OH": "filed", None: "running"}


def test_an_instance_that_nobody_named_is_not_filed_by_another() -> None:
    text = breach("[{in: US, count: 2000}, {in: US-OH, count: 700}]", extra=filed(", where: US-OH"))
    assert states(text) == {"US-OH": "filed", None: "running"}


def test_the_chain_of_an_instance_runs_from_its_own_filing() -> None:
    found = results(breach(OHIO_AND_KENTUCKY, extra=filed(", where: US-OH")), "lab-media")
    follow = {where: one.stages[1] for where, one in found.items()}
    assert (follow["US-OH"].projected, follow["US-OH"].act_by.isoformat()) == (False, "2026-11-29T23:59:59-05:00")
    assert (follow["US-KY"].projected, follow["US-KY"].state) == (True, "not_started")


def test_holds_and_orders_of_one_instance() -> None:
    held = f"{DETECTED}, holds: [{{obligations: [lab-media], kind: law_enforcement, from: '{AT}', where: US-OH}}]"
    notes = {
        where: one.stages[0].notes for where, one in results(breach(OHIO_AND_KENTUCKY, extra=held), "lab-media").items()
    }
    assert notes["US-KY"] == ()
    assert "no such hold" in notes["US-OH"][0]


def test_the_state_of_a_duty_with_one_instance_for_all() -> None:
    assert stage("{timeline: {detected: 2026-11-24 09:00 UTC}}", "lab-press", "release").state == "due_soon"
