"""A supposition is what `set` would write, and no more: the same verdicts and dates, and nothing written."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from driver import SATURDAY, Ended, command, files, northwind
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircomply.files.law import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ircomply.model.corpus import Corpus

NOW = datetime.fromisoformat(SATURDAY)
COMPARED = ("id", "where", "verdict", "open_on", "missing", "not_in_force", "folded_under", "stages")


@pytest.fixture
def saturday(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Northwind, on Saturday evening."""
    for module in ("acts", "session"):
        monkeypatch.setattr(f"ircomply.cli.{module}.clock_now", lambda: NOW)
    return northwind(here)


def decided(ended: Ended) -> list[dict[str, Any]]:
    """Give what was decided and when it is due; a note says of a supposition that it is one, and that is set aside."""
    assert ended.code == 0, ended.err
    told = [{key: one[key] for key in COMPARED} for one in ended.json["obligations"]]
    for stage in (stage for one in told for stage in one["stages"]):
        stage["notes"] = [note.replace(", supposed", "") for note in stage["notes"]]
    return told


def assert_alike(run: Callable[..., Ended], folder: Path, pairs: list[str]) -> None:
    """Suppose, and see that nothing is written; then set, compare, and put back what stood there."""
    text = (folder / "incident.yaml").read_bytes()
    options = [option for pair in pairs for option in ("--suppose", pair)]
    supposed = decided(run("deadlines", folder, *options, "--format", "json"))
    assert (folder / "incident.yaml").read_bytes() == text
    done = run("set", folder, *pairs)
    assert done.code == 0, done.err
    assert decided(run("deadlines", folder, "--format", "json")) == supposed
    (folder / "incident.yaml").write_bytes(text)
    shutil.rmtree(folder / "history")
    (folder / "record.jsonl").unlink()


EACH = [
    # events: at an instant, at a day, in the two short forms, never, unknown
    *("aware=2026-11-21T10:00:00+00:00", "detected=2026-11-19 08:00 Europe/Dublin", "suspected=2026-11-21"),
    *("aware=now", "aware=17:05", "aware=no", "aware=unknown", "ransom_paid=2026-11-21T15:00:00+00:00", "believed=no"),
    # answers
    *("answer.uk-gdpr-risk=high", "answer.uk-gdpr-risk=unlikely", "answer.eu-gdpr-risk=unlikely"),
    *("answer.eu-gdpr-risk=unknown", "answer.au-ndb-serious-harm=yes", "answer.us-acquired=no"),
    # an answer that decides one stage alone
    *("answer.ke-safeguards=yes", "answer.ke-identity-unknown=yes"),
    # classes
    *("class.eu-nis2-important=no", "class.eu-nis2-important=unknown", "class.us-sec-domestic-registrant=yes"),
    *("class.eu-dora-entity=yes", "organisation.classes_complete=no"),
    # counts, of people and of others
    *("crm.people.US-TX=250", "crm.people.US-CA=..500", "crm.people.US-CA=501", "crm.people.SG=500.."),
    *("crm.people.FR=0", "crm.people.US=9000", "crm.people.US-CA=unknown", "order-platform.affected.EU=100"),
    *("order-platform.users=5", "figure.direct_loss=EUR 600000", "people_elsewhere=no"),
    # decisions, by a whole id and by a part
    *("decision.uk-gdpr-art33-ic=not_required", "decision.us-ca-ind=required", "decision.de-bsig-s32=undetermined"),
    # what the data and the organisation are
    *("crm.categories=name,ssn", "crm.categories=[name]", "crm.protection=encrypted_key_safe", "crm.role=processor"),
    *("organisation.based_in=DE", "organisation.serves=IE", "organisation.lead.EU=DE", "data_complete=no"),
    *("data=hr", "data=crm,hr", "services=app"),
    *("status=closed", "drill=yes", "title=another title", "incident_type=historical"),
]


@pytest.mark.parametrize("pair", EACH)
def test_one_supposition_is_what_set_would_write(ircomply: Callable[..., Ended], saturday: Path, pair: str) -> None:
    assert_alike(ircomply, saturday, [pair])


def test_a_new_data_set_and_what_is_known_of_it(ircomply: Callable[..., Ended], saturday: Path) -> None:
    assert_alike(ircomply, saturday, ["data=hr", "hr.role=controller", "hr.categories=name,ssn", "hr.people.US-TX=300"])


def answers(law: Corpus) -> list[str]:
    asked = law.questions.items()
    return [f"answer.{name}={choice}" for name, one in asked for choice in (*one.choices, "unknown")]


def _pairs() -> st.SearchStrategy[list[str]]:
    """Draw facts of every kind; no path twice."""
    law = load([])
    instants = st.integers(0, 40 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
    events = st.builds(
        lambda name, when: f"{name}={when}",
        st.sampled_from(sorted(set(law.vocabulary.events) - {"occurred"})),
        st.one_of(instants.map(lambda at: at.astimezone(UTC).isoformat()), st.sampled_from(["no", "unknown"])),
    )
    counts = st.builds(
        lambda place, low, more: f"crm.people.{place}={low}..{low + more}",
        st.sampled_from(["IE", "DE", "FR", "GB", "US-CA", "US-TX", "AU", "SG", "US-NY", "NO", "US"]),
        st.integers(0, 600),
        st.integers(0, 600),
    )
    classes = st.builds(
        lambda name, value: f"class.{name}={value}",
        st.sampled_from(sorted(law.vocabulary.classes)),
        st.sampled_from(["yes", "no", "unknown"]),
    )
    decisions = st.builds(
        lambda name, verdict: f"decision.{name}={verdict}",
        st.sampled_from(sorted(law.texts)),
        st.sampled_from(["required", "not_required", "undetermined"]),
    )
    one = st.one_of(events, counts, classes, decisions, st.sampled_from(answers(law)))
    return st.lists(one, min_size=1, max_size=4, unique_by=lambda pair: pair.partition("=")[0])


@pytest.fixture
def quiet(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    return command(capsys)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=_pairs())
def test_several_suppositions_are_what_set_would_write(
    quiet: Callable[..., Ended], saturday: Path, pairs: list[str]
) -> None:
    assert_alike(quiet, saturday, pairs)


@pytest.mark.parametrize(
    "arguments", [("next",), ("explain", "uk-gdpr-art34-individuals"), ("deadlines",)], ids=["next", "explain", "since"]
)
def test_other_commands_suppose_alike(
    ircomply: Callable[..., Ended], saturday: Path, arguments: tuple[str, ...]
) -> None:
    name, *rest = arguments
    more = ("--since", "2026-11-21T09:00:00+00:00") if name == "deadlines" else ()
    pair = "answer.uk-gdpr-risk=high"
    supposed = ircomply(name, saturday, *rest, *more, "--suppose", pair, "--format", "json").json
    assert ircomply("set", saturday, pair).code == 0
    written = ircomply(name, saturday, *rest, *more, "--format", "json").json
    for key in ("questions", "verdict", "stages", "missing", "verdicts", "deadlines"):
        assert supposed.get(key) == written.get(key), key


def test_a_supposed_finding_is_earned_and_set_sends_to_find(ircomply: Callable[..., Ended], saturday: Path) -> None:
    """Findings are supposed as if they were earned; written they are by `find`, with what they rest on."""
    pair = "crm.accessed=ruled_out"
    supposed = decided(ircomply("deadlines", saturday, "--suppose", pair, "--format", "json"))
    plain = decided(ircomply("deadlines", saturday, "--format", "json"))
    assert supposed != plain
    before = files(saturday)
    refused = ircomply("set", saturday, pair)
    assert refused.code == 2
    assert "ircomply find " in refused.err
    assert files(saturday) == before
