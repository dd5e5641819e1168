"""Every row of the table of three values: what is yes, what is no, and what stays open."""

from __future__ import annotations

import pytest

from given import facts_of, instant, lab, reading, tree, value, world
from ircomply.engine.conditions import evaluate
from ircomply.engine.world import Scope, World
from ircomply.model import condition as c
from ircomply.model.base import replace

AT = "2026-11-24T09:00:00+00:00"
CLOSED = "data_complete: yes, people_elsewhere: no"


def crm(data: str, *findings: str, more: str = "data_complete: yes") -> str:
    listed = ", ".join(f"{{about: d, at: '{AT}', {one}}}" for one in findings)
    return f"{{data: [{{id: d, {data}}}], findings: [{listed}], {more}}}"


def table(*rows: tuple[str, str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("condition", "text", "expected"), rows)


PERSONAL = "categories: [name], categories_complete: yes"


# --- combinators ---------------------------------------------------------------------------------------------

Y, N, U = "{event: detected}", "{event: ransom_paid}", "{event: aware}"
TIMES = f"{{timeline: {{detected: '{AT}', ransom_paid: no}}}}"


@table(
    (f"{{all: [{Y}, {Y}]}}", TIMES, "yes"),
    (f"{{all: [{Y}, {U}]}}", TIMES, "open"),
    (f"{{all: [{U}, {N}]}}", TIMES, "no"),
    (f"{{any: [{N}, {U}]}}", TIMES, "open"),
    (f"{{any: [{U}, {Y}]}}", TIMES, "yes"),
    (f"{{any: [{N}, {N}]}}", TIMES, "no"),
    (f"{{not: {Y}}}", TIMES, "no"),
    (f"{{not: {N}}}", TIMES, "yes"),
    (f"{{not: {U}}}", TIMES, "open"),
    (f"{{some: {{at_least: 2, of: [{Y}, {U}, {N}]}}}}", TIMES, "open"),
    (f"{{some: {{at_least: 2, of: [{Y}, {N}, {N}]}}}}", TIMES, "no"),
    (f"{{some: {{at_least: 1, of: [{Y}, {U}, {N}]}}}}", TIMES, "yes"),
    ("{condition: lab-open-breach}", "{}", "open"),
    ("{condition: lab-duties/lab-open-breach}", "{data: [], data_complete: yes}", "no"),
)
def test_combinators(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


def test_no_condition_at_all_holds() -> None:
    regime = lab().regimes["lab-duties"]
    assert evaluate(world("{}"), None, Scope(regime, regime.obligations[0])).truth == 2


def test_what_is_open_is_named_and_what_does_not_matter_is_not() -> None:
    assert [one.missing for one in reading(f"{{all: [{U}, {Y}]}}", TIMES).open] == [("aware",)]
    assert reading(f"{{any: [{U}, {Y}]}}", TIMES).open == ()
    assert reading(f"{{all: [{U}, {N}]}}", TIMES).open == ()


# --- breach: one and the same data set -----------------------------------------------------------------------

ACCESSED = "{breach: {of: [personal], aspects: [accessed, disclosed]}}"


@table(
    (ACCESSED, crm(PERSONAL, "accessed: confirmed"), "yes"),
    (ACCESSED, crm(PERSONAL, "exfiltrated: confirmed"), "yes"),  # which implies access
    (ACCESSED, crm(PERSONAL, "accessed: suspected"), "open"),
    (ACCESSED, crm(PERSONAL, "accessed: no_evidence"), "open"),
    (ACCESSED, crm(PERSONAL), "open"),
    (ACCESSED, crm(PERSONAL, "accessed: ruled_out"), "open"),  # disclosed is not spoken of
    (ACCESSED, crm(PERSONAL, "accessed: ruled_out, disclosed: ruled_out"), "no"),
    (ACCESSED, crm(PERSONAL, "accessed: ruled_out, disclosed: ruled_out", more="data_complete: no"), "open"),
    (ACCESSED, crm(PERSONAL, "accessed: ruled_out, disclosed: ruled_out", more="drill: no"), "open"),  # absent counts as no
    (ACCESSED, "{}", "open"),
    (ACCESSED, "{data: []}", "open"),
    (ACCESSED, "{data_complete: yes}", "open"),
    (ACCESSED, "{data: [], data_complete: yes}", "no"),
    ("{breach: {of: [personal], aspects: [accessed], enough: suspected}}", crm(PERSONAL, "accessed: suspected"), "yes"),
    ("{breach: {of: [personal], aspects: [accessed], enough: suspected}}", crm(PERSONAL, "staged: suspected"), "yes"),
    ("{breach: {of: [personal], aspects: [accessed], enough: suspected}}", crm(PERSONAL, "accessed: no_evidence"), "open"),
    ("{breach: {of: any, aspects: [accessed]}}", crm("what: things", "accessed: confirmed"), "yes"),
    ("{breach: lab-personal}", crm(f"{PERSONAL}, role: controller", "lost: confirmed"), "yes"),
)  # fmt: skip
def test_breach(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


def test_two_data_sets_do_not_make_one_breach() -> None:
    text = (
        "{data: [{id: d, categories: [name], categories_complete: yes}, {id: e, categories: [ssn], categories_complete: yes}],"
        f" data_complete: yes, findings: [{{about: d, at: '{AT}', accessed: confirmed}}, {{about: e, at: '{AT}', accessed: confirmed}}]}}"
    )
    assert value("{breach: {of: us-baseline, aspects: [accessed]}}", text) == "no"
    assert (
        value("{all: [{breach: {of: [name], aspects: [accessed]}}, {breach: {of: [ssn], aspects: [accessed]}}]}", text)
        == "yes"
    )


@pytest.mark.parametrize(
    ("listed", "wanted", "expected"),
    [
        ("[ssn], categories_complete: yes", "[ssn]", "yes"),
        ("[ssn], categories_complete: yes", "[government_id]", "yes"),  # a narrower word
        ("[ssn]", "[personal]", "yes"),
        ("[diagnosis]", "[special]", "yes"),
        ("[government_id], categories_complete: yes", "[ssn]", "open"),  # a broader one may be it
        ("[personal], categories_complete: yes", "[health]", "open"),
        ("[name], categories_complete: yes", "[ssn]", "no"),
        ("[name], categories_complete: no", "[ssn]", "open"),
        ("[name]", "[ssn]", "open"),
        ("[], categories_complete: yes", "[ssn]", "no"),
        ("[cpni], categories_complete: yes", "[personal]", "no"),
        ("[name], categories_complete: yes", "[ssn, name]", "yes"),
        # combinations: one inner list in the same set
        ("[name, ssn]", "us-baseline", "yes"),
        ("[name, card_number, security_code]", "us-baseline", "yes"),
        ("[name, government_id], categories_complete: yes", "us-baseline", "open"),
        ("[name, financial_account], categories_complete: yes", "us-baseline", "no"),
        ("[name, financial_account]", "us-baseline", "open"),
        ("[ssn], categories_complete: yes", "us-baseline", "no"),
    ],
)
def test_categories(listed: str, wanted: str, expected: str) -> None:
    assert value(f"{{breach: {{of: {wanted}}}}}", crm(f"categories: {listed}")) == expected


def test_categories_that_nobody_has_listed_are_open_even_when_called_complete() -> None:
    assert value("{breach: {of: [ssn]}}", crm("categories_complete: yes")) == "open"


@pytest.mark.parametrize(
    ("protection", "key_safe", "any_encryption", "secured"),
    [
        (None, "open", "open", "open"),
        ("unknown", "open", "open", "open"),
        ("none", "yes", "yes", "yes"),
        ("password", "yes", "yes", "yes"),  # a password is not encryption
        ("redacted", "no", "no", "yes"),
        ("encrypted", "open", "no", "open"),  # where only a safe key counts
        ("encrypted_key_safe", "no", "no", "no"),
        ("encrypted_key_taken", "yes", "no", "yes"),
    ],
)
def test_protected(protection: str | None, key_safe: str, any_encryption: str, secured: str) -> None:
    text = crm(PERSONAL + (f", protection: {protection}" if protection else ""))
    for accepted, expected in (
        ("key_safe", key_safe),
        ("any_encryption", any_encryption),
        ("us-hipaa-secured", secured),
    ):
        assert value(f"{{breach: {{of: [personal], unless_protected: {accepted}}}}}", text) == expected


@table(
    ("{breach: {of: any, role: controller}}", crm("role: controller"), "yes"),
    ("{breach: {of: any, role: controller}}", crm("role: joint_controller"), "yes"),
    ("{breach: {of: any, role: controller}}", crm("role: processor"), "no"),
    ("{breach: {of: any, role: controller}}", crm("what: x"), "open"),
    ("{breach: {of: any, role: processor}}", crm("role: joint_controller"), "no"),
    ("{breach: {of: any, form: paper}}", crm("form: paper"), "yes"),
    ("{breach: {of: any, form: paper}}", crm("form: both"), "yes"),
    ("{breach: {of: any, form: paper}}", crm("form: electronic"), "no"),
    ("{breach: {of: any, form: paper}}", crm("what: x"), "open"),
    ("{breach: {of: any, for: Acme BV}}", crm("for: [Acme BV, Other]"), "yes"),
    ("{breach: {of: any, for: Acme BV}}", crm("for: Other"), "no"),
    ("{breach: {of: any, for: Acme BV}}", crm("what: x"), "open"),
    ("{breach: {of: any, in: US}}", crm("people: [{in: US-CA}]", more=CLOSED), "yes"),
    ("{breach: {of: any, in: US}}", crm("people: [{in: DE, count: 5}]", more=CLOSED), "no"),
    ("{breach: {of: any, in: US}}", crm("people: [{in: DE, count: 5}]"), "open"),
    ("{breach: {of: any, in: US}}", crm("people: [{in: US, count: 0}]"), "no"),
    ("{breach: {of: any, in: US-CA}}", crm("people: [{in: US, count: 5}]", more=CLOSED), "open"),
    ("{breach: {of: any, in: US}}", crm("what: x", more=CLOSED), "open"),
)  # fmt: skip
def test_role_form_owner_and_people(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


# --- people --------------------------------------------------------------------------------------------------

MANY = "{people: {of: lab-personal, in: US, at_least: 500}}"
MINE = f"{PERSONAL}, role: controller"


def people(count: str, *findings: str, more: str = CLOSED) -> str:
    return crm(f"{MINE}, people: [{{in: US, count: {count}}}]", *(findings or ("accessed: confirmed",)), more=more)


@table(
    (MANY, people("500"), "yes"),
    (MANY, people("499"), "no"),
    (MANY, people("{at_least: 400, at_most: 700}"), "open"),
    (MANY, people("{at_least: 500}"), "yes"),
    (MANY, people("{at_most: 499}"), "no"),
    (MANY, people("unknown"), "open"),
    (MANY, people("500", "accessed: suspected"), "open"),
    (MANY, people("499", "accessed: suspected"), "no"),
    (MANY, people("900", "accessed: ruled_out, disclosed: ruled_out, lost: ruled_out"), "no"),
    (MANY, people("499", more="data_complete: no, people_elsewhere: no"), "open"),
    (MANY, people("499", more="data_complete: yes"), "no"),  # the US has a count of its own
    (MANY, "{}", "open"),
    (MANY, "{data: [], data_complete: yes}", "no"),
    ("{people: {of: lab-personal, at_least: 500}}", people("499", more="data_complete: yes"), "open"),
    ("{people: {of: lab-personal, at_least: 500}}", people("499"), "no"),
    ("{people: {of: lab-personal, in: US, fewer_than: 500}}", people("499"), "yes"),
    ("{people: {of: lab-personal, in: US, fewer_than: 500}}", people("500"), "no"),
    ("{people: {of: lab-personal, in: US, fewer_than: 500}}", people("499", more="people_elsewhere: no"), "open"),
    ("{people: {of: {of: [personal], in: US}, more_than: 4}}", people("5"), "yes"),  # the place of the breach
    ("{people: {of: {of: [personal], in: EEA}, more_than: 4}}", people("5"), "no"),
)  # fmt: skip
def test_people(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


@pytest.mark.parametrize(
    ("counts", "states", "total", "expected"),
    [
        ((300, 300), ("confirmed", "confirmed"), "", "open"),  # they may be the same people
        ((300, 300), ("confirmed", "confirmed"), "{of: [d, e], in: US, count: 520}", "yes"),
        ((300, 300), ("confirmed", "confirmed"), "{of: [d, e], in: US, count: {at_most: 400}}", "no"),
        ((300, 199), ("confirmed", "confirmed"), "", "no"),
        ((300, 600), ("confirmed", "suspected"), "", "open"),
        ((600, 600), ("confirmed", "suspected"), "", "yes"),
        ((300, 600), ("confirmed", "suspected"), "{of: [d, e], in: US, count: 700}", "open"),
    ],
)
def test_people_of_two_sets(counts: tuple[int, int], states: tuple[str, str], total: str, expected: str) -> None:
    sets = ", ".join(
        f"{{id: {name}, {MINE}, people: [{{in: US, count: {count}}}]}}"
        for name, count in zip("de", counts, strict=True)
    )
    findings = ", ".join(
        f"{{about: {name}, at: '{AT}', accessed: {state}}}" for name, state in zip("de", states, strict=True)
    )
    text = f"{{data: [{sets}], findings: [{findings}], totals: [{total}], {CLOSED}}}"
    assert value(MANY, text) == expected


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (people("{at_least: 4, at_most: 700}"), {"d.people.US"}),
        (people("9", more="people_elsewhere: no"), {"data_complete"}),
        ("{}", {"data"}),
        (people("900", "accessed: suspected"), {"d.accessed"}),
    ],
)
def test_what_would_settle_a_number(text: str, missing: set[str]) -> None:
    (basis,) = reading(MANY, text).open
    assert set(basis.missing) == missing


# --- service -------------------------------------------------------------------------------------------------

OUT = "{service: {kind: [cloud], aspects: [unavailable], lasting: {more_than: {minutes: 30}}}}"


def shop(service: str, *findings: str, more: str = "services_complete: yes") -> str:
    listed = ", ".join(f"{{about: s, at: '{AT}', {one}}}" for one in findings or ("unavailable: confirmed",))
    return f"{{services: [{{id: s, {service}}}], findings: [{listed}], {more}}}"


def stood(start: str, end: str | None, more: str = "") -> str:
    return f"kind: [cloud], disruptions: [{{from: 2026-11-24 {start} UTC{f', to: {end}' if end else ''}{more}}}]"


@table(
    (OUT, shop(stood("08:00", "2026-11-24 08:31 UTC")), "yes"),
    (OUT, shop(stood("08:00", "2026-11-24 08:30 UTC")), "no"),
    (OUT, shop(stood("08:00", "2026-11-24 08:30 UTC"), more="services_complete: no"), "open"),
    (OUT, shop(stood("08:00", None)), "open"),  # an absent end is not "ongoing"
    (OUT, shop(stood("08:00", "ongoing")), "yes"),
    (OUT, shop(stood("11:50", "ongoing")), "open"),
    (OUT, shop(stood("11:50", "2026-11-24 13:00 UTC")), "open"),  # an end that is still to come
    (OUT, shop(stood("08:00", "{between: [2026-11-24 08:10 UTC, 2026-11-24 08:50 UTC]}")), "open"),
    (OUT, shop("kind: [cloud]"), "open"),
    (OUT, shop("kind: [dns], disruptions: [{from: 2026-11-24 08:00 UTC, to: ongoing}]"), "no"),
    (OUT, shop("disruptions: [{from: 2026-11-24 08:00 UTC, to: ongoing}]"), "open"),
    (OUT, shop(stood("08:00", "ongoing", ", extent: limited")), "open"),  # that was no complete failure
    (OUT, shop(stood("08:00", "ongoing", ", extent: planned")), "open"),
    (OUT, shop(stood("08:00", "ongoing"), "unavailable: suspected"), "open"),
    (OUT, shop(stood("08:00", "ongoing"), "disrupted: ruled_out"), "no"),
    (OUT, shop(stood("08:00", "ongoing"), "disrupted: confirmed"), "open"),
    (OUT, "{}", "open"),
    (OUT, "{services: [], services_complete: yes}", "no"),
    (OUT, "{services_complete: yes}", "open"),
    ("{service: {critical: yes}}", shop("critical: yes"), "yes"),
    ("{service: {critical: yes}}", shop("critical: no"), "no"),
    ("{service: {critical: yes}}", shop("critical: unknown"), "open"),
    ("{service: {for: Bank A}}", shop("customers: [Bank A]"), "yes"),
    ("{service: {for: Bank A}}", shop("customers: [Bank B]"), "no"),
    ("{service: {for: Bank A}}", shop("kind: [cloud]"), "open"),
)  # fmt: skip
def test_service(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


def test_a_disruption_over_a_clock_change_lasts_as_long_as_it_did() -> None:
    day = "kind: [cloud], disruptions: [{from: 2026-10-24 22:00 Europe/Berlin, to: 2026-10-25 22:00 Europe/Berlin}]"
    asked = "{{service: {{aspects: [unavailable], lasting: {{at_least: {{hours: {hours}}}}}}}}}"
    assert value(asked.format(hours=25), shop(day)) == "yes"
    assert value(asked.format(hours=26), shop(day)) == "no"


@pytest.mark.parametrize(
    ("service", "users", "expected"),
    [
        ("users_in: {EU: 10000}, affected: {EU: 501}", "{percent: 5}", "yes"),
        ("users_in: {EU: 10000}, affected: {EU: 500}", "{percent: 5}", "no"),
        ("users_in: {EU: 10000}, affected: {EU: {at_least: 400, at_most: 600}}", "{percent: 5}", "open"),
        ("users_in: {EU: {at_least: 9000, at_most: 20000}}, affected: {EU: 501}", "{percent: 5}", "open"),
        ("users_in: {EU: {at_least: 9000, at_most: 10000}}, affected: {EU: 501}", "{percent: 5}", "yes"),
        ("affected: {EU: 501}", "{percent: 5}", "open"),
        ("users_in: {EU: 10000}", "{percent: 5}", "open"),
        ("affected: {EU: 1000001}", "1000000", "yes"),
        ("affected: {EU: 1000000}", "1000000", "no"),
        ("affected: {DE: 1000001}", "1000000", "yes"),  # who lives in Germany lives in the Union
        ("affected: {DE: 5}", "1000000", "open"),
        ("affected: {EEA: 1000001}", "1000000", "open"),
    ],
)
def test_users(service: str, users: str, expected: str) -> None:
    assert value(f"{{service: {{in: EU, users: {{more_than: {users}}}}}}}", shop(service)) == expected


def test_two_services_do_not_make_one() -> None:
    text = "{services: [{id: s, kind: [cloud], critical: no}, {id: t, kind: [dns], critical: yes}], services_complete: yes}"
    assert value("{service: {kind: [cloud], critical: yes}}", text) == "no"


# --- incident, figures, events, answers, classes, places -----------------------------------------------------


@pytest.mark.parametrize(
    ("states", "enough", "expected"),
    [
        ("attack: confirmed", "confirmed", "yes"),
        ("attack: suspected", "confirmed", "open"),
        ("attack: suspected", "suspected", "yes"),
        ("attack: no_evidence", "suspected", "open"),
        ("attack: ruled_out", "confirmed", "open"),  # an accident is not excluded
        ("attack: ruled_out, accident: ruled_out", "confirmed", "no"),
        ("malware: confirmed", "confirmed", "open"),
    ],
)
def test_incident(states: str, enough: str, expected: str) -> None:
    text = f"{{findings: [{{about: incident, at: '{AT}', {states}}}]}}"
    assert value(f"{{incident: {{aspects: [attack, accident], enough: {enough}}}}}", text) == expected


@table(
    ("{figure: records, more_than: 100}", "{figures: {records: 101}}", "yes"),
    ("{figure: records, more_than: 100}", "{figures: {records: 100}}", "no"),
    ("{figure: records, more_than: 100}", "{figures: {records: {at_least: 90}}}", "open"),
    ("{figure: records, more_than: 100}", "{}", "open"),
    ("{figure: records, more_than: 100}", "{figures: {records: {EUR: 500}}}", "open"),
    ("{figure: affected_clients_percent, more_than: 10}", "{figures: {affected_clients_percent: '10.1'}}", "yes"),
    ("{figure: direct_loss, more_than: {EUR: 100}}", "{figures: {direct_loss: {EUR: '100.01'}}}", "yes"),
    ("{figure: direct_loss, more_than: {EUR: 100}}", "{figures: {direct_loss: {EUR: 100}}}", "no"),
    ("{figure: direct_loss, more_than: {EUR: 100}}", "{figures: {direct_loss: {EUR: unknown}}}", "open"),
    ("{figure: direct_loss, more_than: {EUR: 100}}", "{figures: {direct_loss: {USD: 500}}}", "open"),
    ("{figure: direct_loss, more_than: {EUR: 100}}", "{figures: {direct_loss: 500}}", "open"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "{figures: {direct_loss: {EUR: 6}, turnover: {EUR: 100}}}", "yes"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "{figures: {direct_loss: {EUR: 5}, turnover: {EUR: 100}}}", "no"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "{figures: {direct_loss: {EUR: 6}}}", "open"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "{figures: {direct_loss: {EUR: 6}, turnover: {USD: 100}}}", "open"),
    ("{figure: direct_loss, more_than: {percent: 5, of: turnover}}", "{figures: {direct_loss: {EUR: 6}, turnover: {EUR: {at_most: 130}}}}", "open"),
    ("{figure: domains_affected, more_than: {percent: 1, of: domains_managed}}", "{figures: {domains_affected: 11, domains_managed: 1000}}", "yes"),
)  # fmt: skip
def test_figure(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


@table(
    ("{event: aware}", "{timeline: {aware: 2026-11-24 12:00 UTC}}", "yes"),
    ("{event: aware}", "{timeline: {aware: 2026-11-24 12:01 UTC}}", "no"),  # later than as of
    ("{event: aware}", "{timeline: {aware: no}}", "no"),
    ("{event: aware}", "{timeline: {aware: unknown}}", "open"),
    ("{event: aware}", "{}", "open"),
    ("{event: aware}", "{timeline: {detected: 2026-11-24 11:00 UTC}}", "open"),  # an else is for clocks, not for conditions
    ("{event: aware}", "{timeline: {aware: {between: [2026-11-24 11:00 UTC, 2026-11-24 13:00 UTC]}}}", "open"),
    ("{event: aware}", "{organisation: {timezone: UTC}, timeline: {aware: 2026-11-24}}", "open"),
    ("{event: aware}", "{organisation: {timezone: UTC}, timeline: {aware: 2026-11-23}}", "yes"),
    ("{event: new_information}", "{timeline: {new_information: [2026-11-25 09:00 UTC, 2026-11-23 09:00 UTC]}}", "yes"),
    ("{event: occurred}", "{timeline: {occurred: {from: 2026-11-20 09:00 UTC, to: ongoing}}}", "yes"),
    ("{event: ordered}", "{}", "no"),
    ("{event: ordered}", "{orders: [{obligation: lab-presumed, at: 2026-11-24 09:00 UTC}]}", "yes"),
    ("{event: ordered}", "{orders: [{obligation: lab-decide, at: 2026-11-24 09:00 UTC}]}", "no"),
    ("{event: ordered}", "{orders: [{obligation: lab-presumed, at: 2026-11-25 09:00 UTC}]}", "no"),
    # an answer that marks an event
    ("{event: lab_ruled}", "{answers: {lab-major: yes}}", "yes"),
    ("{event: lab_ruled}", "{answers: {lab-major: {value: yes, at: 2026-11-24 09:00 UTC}}}", "yes"),
    ("{event: lab_ruled}", "{answers: {lab-major: no}}", "no"),
    ("{event: lab_ruled}", "{answers: {lab-major: unknown}}", "open"),
    ("{event: lab_ruled}", "{answers: {lab-major: {value: yes, at: 2026-11-25 09:00 UTC}}}", "open"),
    ("{event: lab_ruled}", "{timeline: {lab_ruled: no}, answers: {lab-major: {value: yes, at: 2026-11-24 09:00 UTC}}}", "yes"),
)  # fmt: skip
def test_event(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


LATE = "{event: lab_ruled, later_than: {event: aware, by: {hours: 24}}}"


@table(
    (LATE, "{timeline: {aware: 2026-11-22 09:00 UTC, lab_ruled: 2026-11-23 09:00:01 UTC}}", "yes"),
    (LATE, "{timeline: {aware: 2026-11-22 09:00 UTC, lab_ruled: 2026-11-23 09:00 UTC}}", "no"),
    (LATE, "{timeline: {aware: 2026-11-22 09:00 UTC, lab_ruled: no}}", "yes"),  # that time has passed
    (LATE, "{timeline: {aware: 2026-11-24 09:00 UTC, lab_ruled: no}}", "open"),
    (LATE, "{timeline: {aware: 2026-11-22 09:00 UTC}}", "open"),
    (LATE, "{timeline: {lab_ruled: 2026-11-23 09:00 UTC}}", "open"),
    (LATE, "{timeline: {aware: 2026-11-22 09:00 UTC}, answers: {lab-major: no}}", "yes"),
    (LATE, "{timeline: {aware: {between: [2026-11-22 09:00 UTC, 2026-11-22 11:00 UTC]}, lab_ruled: 2026-11-23 10:00 UTC}}", "open"),
    (LATE, "{timeline: {aware: {between: [2026-11-22 09:00 UTC, 2026-11-22 11:00 UTC]}, lab_ruled: 2026-11-23 11:01 UTC}}", "yes"),
    (LATE, "{timeline: {aware: {between: [2026-11-22 09:00 UTC, 2026-11-22 11:00 UTC]}, lab_ruled: 2026-11-23 09:00 UTC}}", "no"),
    # real hours, also when the clocks change in between
    (LATE, "{timeline: {aware: 2026-10-24 12:00 Europe/Berlin, lab_ruled: 2026-10-25 11:30 Europe/Berlin}}", "yes"),
    (LATE, "{timeline: {aware: 2026-10-24 12:00 Europe/Berlin, lab_ruled: 2026-10-25 11:00 Europe/Berlin}}", "no"),
)  # fmt: skip
def test_later_than(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


@table(
    ("{answer: lab-risk, is: [unlikely]}", "{answers: {lab-risk: unlikely}}", "yes"),
    ("{answer: lab-risk, is: [unlikely]}", "{answers: {lab-risk: likely}}", "no"),
    ("{answer: lab-risk, is: [unlikely]}", "{answers: {lab-risk: unknown}}", "open"),
    ("{answer: lab-risk, is: [unlikely]}", "{}", "open"),
    ("{answer: lab-risk, at_least: likely}", "{answers: {lab-risk: unlikely}}", "no"),
    ("{answer: lab-risk, at_least: likely}", "{answers: {lab-risk: likely}}", "yes"),
    ("{answer: lab-risk, at_least: likely}", "{answers: {lab-risk: high}}", "yes"),
    ("{answer: lab-risk, at_least: likely}", "{}", "open"),
    ("{answer: lab-risk}", "{answers: {lab-risk: unlikely}}", "yes"),
    ("{answer: lab-risk}", "{answers: {lab-risk: unknown}}", "no"),
    ("{answer: lab-risk}", "{}", "no"),
    ("{answer: lab-risk, is: [unlikely]}", "{answers: {lab-risk: {value: unlikely, at: 2026-11-25 09:00 UTC}}}", "open"),
)  # fmt: skip
def test_answer(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected


def test_a_question_that_no_law_on_file_holds_is_open() -> None:
    node = tree("{answers: {lab-risk: likely}}")
    corpus = replace_questions()
    regime = lab().regimes["lab-duties"]
    asked = c.Answered("lab-risk", at_least="likely")
    found = evaluate(World(facts_of(node, lab()), corpus, instant(AT)), asked, Scope(regime, regime.obligations[0]))
    assert found.truth == 1


def replace_questions():
    """The invented law without its questions, as when a set of rules leaves a regime out."""
    from ircomply.model.corpus import Corpus

    regimes = {name: replace(regime, questions={}) for name, regime in lab().regimes.items()}
    return Corpus(lab().vocabulary, regimes)


@pytest.mark.parametrize(
    ("classes", "asked", "expected"),
    [
        ("{lab-firm: yes}", "lab-firm", "yes"),
        ("{lab-bank: yes}", "lab-firm", "yes"),  # which implies it
        ("{lab-firm: no}", "lab-firm", "no"),
        ("{lab-firm: no}", "lab-bank", "no"),  # it would be a firm
        ("{lab-firm: yes}", "lab-bank", "open"),
        ("{lab-bank: no}", "lab-firm", "open"),
        ("{lab-firm: unknown}", "lab-firm", "open"),
        ("{}", "lab-firm", "open"),
        ("{}, classes_complete: yes", "lab-firm", "no"),
        ("{lab-bank: yes}, classes_complete: yes", "lab-firm", "yes"),
        ("{lab-firm: unknown}, classes_complete: yes", "lab-firm", "open"),
        ("{lab-bank: unknown}, classes_complete: yes", "lab-firm", "open"),  # it may be a bank, and so a firm
        ("{}, classes_complete: no", "lab-firm", "open"),
        ("{}, classes_complete: unknown", "lab-firm", "open"),
    ],
)
def test_class(classes: str, asked: str, expected: str) -> None:
    assert value(f"{{class: {asked}}}", f"{{organisation: {{classes: {classes}}}}}") == expected


@pytest.mark.parametrize(
    ("link", "organisation", "place", "expected"),
    [
        ("seat", "based_in: IE", "EEA", "yes"),
        ("seat", "based_in: US", "EEA", "no"),
        ("seat", "name: x", "EEA", "open"),
        ("seat", "based_in: US", "US-CA", "open"),  # which state?
        ("seat", "based_in: US-CA", "US", "yes"),
        ("establishment", "based_in: IE", "EEA", "yes"),
        ("establishment", "based_in: US", "EEA", "open"),
        ("establishment", "based_in: US, established_in: [US]", "EEA", "no"),
        ("establishment", "established_in: [US, DE]", "EEA", "yes"),
        ("establishment", "based_in: US, established_in: []", "EEA", "no"),
        ("establishment", "established_in: [EU]", "DE", "open"),
        ("establishment", "based_in: IE, established_in: [DE]", "IE", "yes"),  # the seat is one
        ("market", "serves: [FR]", "EEA", "yes"),
        ("market", "serves: []", "EEA", "no"),
        ("market", "based_in: FR", "EEA", "open"),
        ("market", "serves: [US]", "US-TX", "open"),
    ],
)
def test_place_by_the_organisation(link: str, organisation: str, place: str, expected: str) -> None:
    assert value(f"{{place: {place}, by: [{link}]}}", f"{{organisation: {{{organisation}}}}}") == expected


@pytest.mark.parametrize(
    ("data", "more", "expected"),
    [
        ("people: [{in: US-CA, count: 4}]", "", "yes"),
        ("people: [{in: US-CA}]", "", "yes"),
        ("people: [{in: DE, count: 4}]", CLOSED, "no"),
        ("people: [{in: DE, count: 4}]", "people_elsewhere: no", "open"),
        ("people: [{in: DE, count: 4}]", "data_complete: yes", "open"),
        ("people: [{in: US, count: {at_most: 4}}]", CLOSED, "open"),
        ("people: [{in: US-CA, count: 0}]", CLOSED, "no"),
        ("what: x", CLOSED, "open"),
    ],
)
def test_place_by_people(data: str, more: str, expected: str) -> None:
    text = f"{{data: [{{id: d, {data}}}]{', ' if more else ''}{more}}}"
    assert value("{place: US, by: [people]}", text) == expected
    assert value("{place: US, by: [people]}", "{}") == "open"


def test_any_link_is_enough_and_all_must_fail() -> None:
    open_market = "{organisation: {based_in: US, established_in: []}, data: [], data_complete: yes}"
    assert value("{place: EEA}", open_market) == "open"
    assert value("{place: EEA}", open_market.replace("[]}", "[], serves: []}", 1)) == "no"
    assert value("{place: EEA}", "{organisation: {serves: [DE]}}") == "yes"


FILED = "filings: [{obligation: lab-presumed, stage: notification, at: 2026-11-24 09:00 UTC%s}]"


@table(
    ("{filed: lab-presumed}", f"{{{FILED % ''}}}", "yes"),
    ("{filed: lab-presumed}", "{}", "no"),  # one's own acts are closed
    ("{filed: lab-presumed}", f"{{{FILED % ', void: {because: a mistake}'}}}", "no"),
    ("{filed: lab-presumed}", "{filings: [{obligation: lab-presumed, stage: notification, at: 2026-11-25 09:00 UTC}]}", "no"),
    ("{filed: {stage: notification}}", f"{{{FILED % ''}}}", "yes"),
    ("{filed: {stage: notification, mode: oral}}", f"{{{FILED % ', mode: oral'}}}", "yes"),
    ("{filed: {stage: notification, mode: oral}}", f"{{{FILED % ', mode: written'}}}", "no"),
    ("{filed: {stage: other}}", f"{{{FILED % ''}}}", "no"),
    ("{filed: lab-many}", f"{{{FILED % ''}}}", "no"),
    ("{filed: {to: [regulator]}}", f"{{{FILED % ''}}}", "yes"),
    ("{filed: {to: [individuals]}}", f"{{{FILED % ''}}}", "no"),
    ("{filed: {to: [regulator]}}", "{filings: [{to: regulator, place: GB, at: 2026-11-24 09:00 UTC}]}", "yes"),
    ("{filed: {to: [regulator]}}", "{filings: [{to: media, place: GB, at: 2026-11-24 09:00 UTC}]}", "no"),
)  # fmt: skip
def test_filed(condition: str, text: str, expected: str) -> None:
    assert value(condition, text) == expected
