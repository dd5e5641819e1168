"""What could arise for an organisation: nothing that an incident would raise is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from given import everything, facts_of
from ircomply.engine.planning import Plan, plan, profile_of
from ircomply.engine.schedule import Scheduler
from ircomply.files.calendars import holidays
from ircomply.model.facts import Facts
from ircomply.model.node import from_plain
from strategies import NOW, incidents

IRISH = {"based_in": "IE", "established_in": ["IE"], "serves": ["IE"], "timezone": "Europe/Dublin"}


def facts(tree: dict[str, Any]) -> Facts:
    return facts_of(from_plain(tree), everything())


def planned(tree: dict[str, Any]) -> Plan:
    return plan(profile_of(facts(tree)), everything(), NOW, holidays)


def ids(results: tuple[Any, ...]) -> set[str]:
    return {one.id for one in results}


@given(incidents())
def test_what_deadlines_raises_for_an_organisation_is_in_its_plan(tree: dict[str, Any]) -> None:
    schedule = Scheduler(facts(tree), everything(), NOW, holidays).schedule()
    raised = {one.id for one in schedule.results if one.verdict in ("required", "presumed") and not one.folded_under}
    found = planned(tree)
    assert raised <= ids(found.listed) | ids(found.asked), raised - ids(found.listed) - ids(found.asked)


@given(incidents())
def test_a_duty_stands_once(tree: dict[str, Any]) -> None:
    found = planned(tree)
    listed = [one.id for one in (*found.listed, *found.asked)]
    assert len(listed) == len(set(listed))


def test_a_status_that_is_settled_is_not_asked() -> None:
    asked = planned({"organisation": IRISH})
    assert "eu-nis2-art23-csirt" in ids(asked.asked)
    assert any("class.eu-nis2-important" in one.paths for one in asked.questions)
    settled = planned({"organisation": {**IRISH, "classes": {"eu-nis2-important": "yes"}, "classes_complete": "yes"}})
    assert "eu-nis2-art23-csirt" in ids(settled.listed)
    assert settled.questions == ()
    closed = planned({"organisation": {**IRISH, "classes_complete": "yes"}})
    assert "eu-nis2-art23-csirt" not in ids(closed.listed) | ids(closed.asked)


def test_a_status_of_one_s_own_places_comes_first_then_what_decides_more() -> None:
    asked = planned({"organisation": IRISH}).questions
    words = everything().vocabulary
    near = [
        words.within("IE", status.place or "IE")
        for one in asked
        for status in [words.classes[one.paths[0].removeprefix("class.")]]
    ]
    assert near == sorted(near, reverse=True)
    for group in (True, False):
        weights = [len(one.decides) for one, own in zip(asked, near, strict=True) if own is group]
        assert weights == sorted(weights, reverse=True)
        assert weights


def test_a_wide_place_is_the_question_which_part() -> None:
    found = planned({"organisation": {**IRISH, "serves": ["IE", "US"]}})
    assert "us-ca-individuals" in ids(found.listed)
    assert [one.ask for one in found.questions if one.paths == ("organisation.serves",)] == [
        ("In which parts of the United States do you have customers, or data of people?",)
    ]


def test_a_report_after_another_is_in_the_plan_although_nothing_is_filed() -> None:
    found = planned({"organisation": {**IRISH, "serves": ["IE", "US-CA"]}})
    assert "us-ca-ag" in ids(found.listed)


def test_of_an_incident_only_the_organisation_counts() -> None:
    incident = {
        "organisation": IRISH,
        "data_complete": "yes",
        "data": [{"id": "d", "role": "controller", "categories": ["trade_secret"], "categories_complete": "yes"}],
    }
    assert "eu-gdpr-art33-authority" in ids(planned(incident).listed)


def test_law_to_come_is_named_before_and_arises_by_itself_on_its_day() -> None:
    profile = profile_of(facts({"organisation": {**IRISH, "serves": ["IE"]}}))
    coming = [one for one in plan(profile, everything(), NOW, holidays).coming if one.from_day]
    for one in coming:
        assert one.from_day is not None
        assert one.from_day > NOW.date()
        day = NOW.replace(year=one.from_day.year, month=one.from_day.month, day=one.from_day.day)
        then = plan(profile, everything(), day, holidays)
        assert one.id in ids(then.listed) | ids(then.asked)
        assert one.id not in ids(then.coming)
    assert date(2026, 11, 24) == NOW.date()
