"""Verdicts: the table, what is open, reasons and what is missing, the law in force, duties that hang on others."""

from __future__ import annotations

import pytest

from given import NOW, only, result, results, scheduler, shipped, stage
from ircomply.model import condition as c
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus

AT = "2026-11-24T09:00:00+00:00"
IN_GB = "organisation: {based_in: GB, classes: {lab-firm: yes}}"
SET = "{id: d, categories: [name], categories_complete: yes, role: controller, people: [{in: US, count: 600}]}"
DATA = f"data: [{SET}], data_complete: yes, people_elsewhere: no"
HAPPENED = f"findings: [{{about: d, at: '{AT}', accessed: confirmed}}]"
EXCLUDED = f"findings: [{{about: d, at: '{AT}', accessed: ruled_out, disclosed: ruled_out, lost: ruled_out}}]"


def text(*parts: str) -> str:
    return "{" + ", ".join(part for part in parts if part) + "}"


# --- applies_to, when, unless --------------------------------------------------------------------------------

PLACE = {"yes": IN_GB, "no": "organisation: {based_in: US, established_in: []}", "open": ""}
WHEN = {"yes": f"{DATA}, {HAPPENED}", "no": f"{DATA}, {EXCLUDED}", "open": DATA}
UNLESS = {"yes": "answers: {lab-risk: unlikely}", "no": "answers: {lab-risk: likely}", "open": ""}


@pytest.mark.parametrize("unless", UNLESS)
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("applies", PLACE)
def test_the_table_of_verdicts(applies: str, when: str, unless: str) -> None:
    found = result(text(PLACE[applies], WHEN[when], UNLESS[unless]), "lab-presumed")
    if "no" in (applies, when) or unless == "yes":
        expected = "not_required"
    elif (applies, when) == ("yes", "yes"):
        expected = "required" if unless == "no" else "presumed"
    else:
        expected = "undetermined"
    assert found.verdict == expected
    assert (found.open_on is not None) == (expected == "undetermined")
    assert (found.stages == ()) == (expected == "not_required")
    assert bool(found.missing) or expected in ("required", "not_required") or found.stages[0].missing == ("aware",)


@pytest.mark.parametrize(
    ("parts", "part"),
    [
        ((PLACE["no"], WHEN["yes"]), "applies_to"),
        ((PLACE["yes"], WHEN["no"]), "when"),
        ((PLACE["yes"], WHEN["yes"], UNLESS["yes"]), "unless"),
    ],
)
def test_the_reason_names_the_part_that_takes_the_duty_away(parts: tuple[str, ...], part: str) -> None:
    assert {reason.part for reason in result(text(*parts), "lab-presumed").reasons} == {part}


def test_reasons_carry_the_finding() -> None:
    found = result(text(PLACE["yes"], WHEN["yes"], UNLESS["no"]), "lab-presumed")
    (when,) = [reason for reason in found.reasons if reason.part == "when"]
    assert when.truth == "met"
    assert when.finding.states == {"accessed": "confirmed"}
    assert "d.accessed" in when.rests


def test_without_presumed_an_open_exception_leaves_it_open() -> None:
    found = result(text(IN_GB, DATA, HAPPENED, "answers: {lab-risk: high}"), "lab-decide")
    assert (found.verdict, found.open_on, found.missing[0]) == ("undetermined", "decision", "answer.lab-excused")


def test_no_applies_to_is_everyone_and_no_when_is_enough() -> None:
    assert result("{}", "lab-minutes").verdict == "required"


@pytest.mark.parametrize(
    ("parts", "open_on"),
    [
        ((), "place"),
        (("organisation: {classes: {lab-firm: no}, based_in: US, established_in: []}",), None),
        (("organisation: {based_in: GB}",), "class"),
        (("organisation: {based_in: GB}", WHEN["yes"], "answers: {lab-risk: high, lab-excused: no}"), "class"),
        ((IN_GB,), "facts"),
        ((IN_GB, WHEN["yes"]), "decision"),
        ((IN_GB, WHEN["open"], "answers: {lab-risk: high, lab-excused: no}"), "facts"),
    ],
)
def test_open_on_the_first_that_applies(parts: tuple[str, ...], open_on: str | None) -> None:
    assert result(text(*parts), "lab-decide").open_on == open_on


def test_a_wider_place_that_is_listed_leaves_a_question() -> None:
    assert result("{organisation: {established_in: [EEA]}}", "lab-directive").verdict == "required"
    national = result("{organisation: {established_in: [EEA]}}", "lab-de-national")
    assert (national.verdict, national.open_on, national.held_by_wider) == ("undetermined", "place", True)
    national = result("{}", "lab-de-national")
    assert (national.open_on, national.held_by_wider) == ("place", False)


def test_met_by_an_answer() -> None:
    parts = (DATA, HAPPENED, "timeline: {suspected: 2026-11-20 09:00 UTC}")
    assert stage(text(*parts), "lab-assess", "assessment").state == "running"
    done = stage(text(*parts, "answers: {lab-assessed: no}"), "lab-assess", "assessment")
    assert (done.state, done.filed_under) == ("filed", "answer.lab-assessed")


def test_stages_of_an_open_verdict_are_computed_and_marked() -> None:
    found = stage(text("timeline: {aware: 2026-11-24 09:00 UTC}"), "lab-presumed", "notification")
    assert found.conditional
    assert found.act_by.isoformat() == "2026-11-27T09:00:00+00:00"


# --- upper bounds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "few", "many"),
    [
        ("0", "not_required", "not_required"),
        ("499", "required", "not_required"),
        ("500", "not_required", "required"),
        ("{at_least: 400, at_most: 700}", "undetermined", "undetermined"),
        ("unknown", "undetermined", "undetermined"),
    ],
)
def test_more_people_move_a_duty_and_never_lose_it(count: str, few: str, many: str) -> None:
    known = text(DATA.replace("count: 600", f"count: {count}"), HAPPENED)
    assert result(known, "lab-few").verdict == few
    assert result(known, "lab-many").verdict == many


# --- law in force ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("timeline", "now", "reason"),
    [
        # judged on the start of the first stage, on the day where the recipient sits
        ("aware: 2026-11-23 14:59 UTC", NOW, "in force from 2026-11-24"),
        ("aware: 2026-11-23 15:00 UTC", NOW, None),  # midnight in Tokyo
        # unknown: as of now; what only stands in for the start does not decide
        ("", "2026-11-23T14:00:00+00:00", "in force from 2026-11-24"),
        ("", NOW, None),
        ("detected: 2026-11-20 09:00 UTC", NOW, None),
    ],
)
def test_in_force(timeline: str, now: str, reason: str | None) -> None:
    found = result(f"{{timeline: {{{timeline}}}}}", "lab-from-day", now)
    assert found.not_in_force == reason
    assert found.verdict == ("not_required" if reason else "required")
    if reason:
        assert found.reasons[0].says == f"not_in_force: {reason}"
        assert found.from_day.isoformat() == "2026-11-24"


def test_pending_law_never_counts() -> None:
    found = result("{timeline: {aware: 2026-11-24 09:00 UTC}}", "lab-pending")
    assert (found.verdict, found.not_in_force, found.from_day) == ("not_required", "not law yet: no date is set", None)


@pytest.mark.parametrize(
    ("aware", "title"),
    [
        ("aware: 2026-06-30 22:59 UTC", "The old text"),
        ("aware: 2026-06-30 23:00 UTC", "The new text"),  # July in London
        ("detected: 2026-06-20 09:00 UTC", "The new text"),  # awareness is unknown: as of now
    ],
)
def test_the_text_of_its_day(aware: str, title: str) -> None:
    assert result(f"{{timeline: {{{aware}}}}}", "lab-dated").text.obligation.title == title


def test_the_text_as_of_a_day_before_the_new_one() -> None:
    found = result("{timeline: {detected: 2026-06-20 09:00 UTC}}", "lab-dated", "2026-06-25T09:00:00+00:00")
    assert found.text.obligation.title == "The old text"


# --- duties that hang on others --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((DATA, HAPPENED), "required"),
        ((DATA, EXCLUDED), "not_required"),
        ((DATA,), "undetermined"),
        ((DATA, HAPPENED, "answers: {lab-excused: yes}"), "required"),  # the exemption counts only once its act is done
        (
            (DATA, HAPPENED, f"answers: {{lab-excused: yes}}, filings: [{{obligation: lab-presumed, at: '{AT}'}}]"),
            "not_required",
        ),
    ],
)
def test_a_duty_that_hangs_on_another(parts: tuple[str, ...], verdict: str) -> None:
    assert result(text(*parts), "lab-if-other").verdict == verdict


def test_what_is_missing_for_the_other_is_missing_here() -> None:
    assert "d.accessed" in result(text(DATA), "lab-if-other").missing


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((IN_GB, DATA, HAPPENED, UNLESS["no"]), "required"),
        ((IN_GB, DATA, HAPPENED), "undetermined"),  # a presumed duty is an open one
        ((IN_GB, DATA, EXCLUDED), "not_required"),
        ((), "undetermined"),
    ],
)
def test_a_cascade_through_a_named_test_and_on(parts: tuple[str, ...], verdict: str) -> None:
    corpus = only("lab-presumed", "lab-also-told", "lab-chain-told", "lab-voluntary", "lab-pending")
    found = {one.id: one for one in scheduler(text(*parts), corpus=corpus).schedule().results}
    assert found["lab-also-told"].verdict == verdict
    assert found["lab-chain-told"].verdict == verdict
    if verdict == "undetermined":
        assert set(found["lab-presumed"].missing) <= set(found["lab-also-told"].missing)


def test_what_does_not_count_in_a_cascade() -> None:
    # a duty without `when`, one that does not bind, one of another kind
    corpus = only("lab-minutes", "lab-voluntary", "lab-also-told", "lab-chain-told")
    known = text(f"findings: [{{about: incident, at: '{AT}', attack: confirmed}}]")
    found = {one.id: one.verdict for one in scheduler(known, corpus=corpus).schedule().results}
    assert found["lab-voluntary"] == "required"
    assert found["lab-also-told"] == found["lab-chain-told"] == "not_required"


def test_a_duty_to_the_same_authority_does_not_count() -> None:
    corpus = only("lab-presumed", "lab-also-told")
    regime = corpus.regimes["lab-duties"]
    same = tuple(
        replace(one, recipient=regime.obligations[0].recipient) if one.id == "lab-also-told" else one
        for one in regime.obligations
    )
    corpus = Corpus(corpus.vocabulary, {"lab-duties": replace(regime, obligations=same)})
    schedule = scheduler(text(IN_GB, WHEN["yes"], UNLESS["no"]), corpus=corpus).schedule()
    found = {one.id: one.verdict for one in schedule.results}
    assert found == {"lab-presumed": "required", "lab-also-told": "not_required"}


def test_a_cascade_that_never_settles_ends_and_is_open() -> None:
    """Two duties of which each is due only if no other is: `rules check` refuses them."""
    corpus = only("lab-also-told", "lab-chain-told")
    regime = corpus.regimes["lab-duties"]
    turned = tuple(
        replace(one, when=c.Not(c.DutyIs(to=("internal" if one.id == "lab-also-told" else "csirt",))))
        for one in regime.obligations
    )
    corpus = Corpus(corpus.vocabulary, {"lab-duties": replace(regime, obligations=turned)})
    assert {one.verdict for one in scheduler("{}", corpus=corpus).schedule().results} == {"undetermined"}


def test_where_nothing_is_known_no_shipped_duty_is_excluded() -> None:
    """Save what hangs on one's own acts and on orders: those are closed."""
    found = scheduler("{}", corpus=shipped()).schedule().results
    gone = [one for one in found if one.verdict == "not_required" and not one.not_in_force]
    assert [one.id for one in gone if not {"order", "filed"} & {reason.kind for reason in one.reasons}] == []


def test_instances_are_results_of_their_own() -> None:
    known = text(DATA.replace("{in: US, count: 600}", "{in: US-OH, count: 700}, {in: US-KY, count: 9}"), HAPPENED)
    assert {where: one.verdict for where, one in results(known, "lab-media").items()} == {
        "US-OH": "required",
        "US-KY": "not_required",
    }
