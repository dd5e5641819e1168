"""A set that changes one of our duties: the amendment stands in its place, and what names the duty follows."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ircomply.engine.schedule import Scheduler
from ircomply.files.load import load
from ircomply.model.base import replace
from ircomply.model.corpus import Corpus
from ircomply.model.facts_format import PARTIAL
from ircomply.model.instant import zone
from ircomply.model.node import from_plain
from ircomply.model.shape import Reader

OURS, THEIRS = "eu-gdpr-art33-authority", "acme-gdpr-authority"
AMENDMENT = f"""
schema: ircomply/regime/v1
regime: acme-policy
title: Our own policy
jurisdiction: IE
sources:
  policy: {{title: Incident policy, kind: policy}}
obligations:
  - id: {THEIRS}
    title: Notify the supervisory authority
    amends: {OURS}
    because: our policy asks for a day
    cite: [{{source: policy, at: "4"}}]
    binding: contract
    recipient: {{kind: regulator, of: eu-sa, place: lead}}
    applies_to: {{place: EEA, by: [establishment]}}
    stages:
      - {{name: notification, within: {{hours: 24}}, of: aware}}
      - {{name: further-information, within: {{days: 3}}, of: filed.{OURS}.notification}}
"""
FACTS = {
    "organisation": {"based_in": "IE", "timezone": "Europe/Dublin"},
    "timeline": {"aware": "2026-11-20T16:40:00+00:00"},
    "filings": [{"obligation": OURS, "stage": "notification", "at": "2026-11-20T20:00:00+00:00"}],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "set.yaml").write_text("id: acme\nprefix: acme-\n", encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(AMENDMENT, encoding="utf-8")
    return load([tmp_path])


def test_the_amendment_stands_once_and_both_names_lead_to_it(corpus: Corpus) -> None:
    assert corpus.texts[OURS] == corpus.texts[THEIRS]
    assert THEIRS in corpus.ids
    assert OURS not in corpus.ids
    assert [text.id for text in corpus].count(THEIRS) == 1


def test_a_filing_on_the_duty_counts_for_its_amendment(corpus: Corpus) -> None:
    reader = Reader(corpus.names(), zone("Europe/Dublin"))
    facts = PARTIAL.read(from_plain(FACTS), reader)
    now = datetime(2026, 11, 20, 21, tzinfo=UTC)
    result = Scheduler(replace(facts, earned=True), corpus, now).schedule().of(THEIRS)
    assert result
    assert (result.stages[0].name, result.stages[0].state) == ("notification", "filed")
    assert result.stages[1].act_by == datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)
