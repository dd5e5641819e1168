"""What the tests of the screens share: the law beside them, Northwind's Saturday evening, and the rendering."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ircomply.engine.schedule import Scheduler
from ircomply.engine.suppose import suppose
from ircomply.files.load import load
from ircomply.files.source import parse
from ircomply.model.facts_reading import facts_from
from ircomply.model.paths import By
from ircomply.report.as_table import deadlines_page
from ircomply.report.page import as_plain

if TYPE_CHECKING:
    from ircomply.model.corpus import Corpus
    from ircomply.model.facts import Facts
    from ircomply.model.results import Schedule

LAW = Path(__file__).parent / "law"
NOW = "2026-11-21T18:40:00+00:00"
NORTHWIND = """\
schema: ircomply/incident/v1
id: INC-2026-041
title: Ransomware on the order platform
organisation:
  based_in: IE
  established_in: [IE, GB]
  serves: [IE, GB, AU, SG, US-CA, US-TX]
  timezone: Europe/Dublin
  classes: {us-sec-domestic-registrant: no, eu-nis2-important: no}
people_elsewhere: no
timeline:
  detected: 2026-11-20 09:14 Europe/Dublin
  suspected: 2026-11-21 12:59 Europe/Dublin
  aware: "2026-11-20T16:40:00+00:00"
data_complete: yes
data:
  - id: crm
    what: customer records
    role: controller
    categories: [name, contact]
    categories_complete: yes
    protection: none
    people:
      - {in: IE, count: 10}
      - {in: GB, count: 20}
      - {in: AU, count: 5}
      - {in: SG}
      - {in: US-TX}
      - {in: US-CA, count: 700}
sources:
  - {id: entra, kind: sign_in_log, of: [crm], kept_until: "2026-11-30T23:59:00+00:00"}
findings:
  - {id: F1, about: crm, at: "2026-11-20T16:40:00+00:00", accessed: confirmed, by: investigation_lead}
answers:
  nw-eu-risk: {value: high, by: DPO, at: "2026-11-21T10:00:00+00:00"}
filings:
  - {obligation: nw-insurer, stage: notice, at: "2026-11-21T09:05:00+00:00"}
holds:
  - obligations: [nw-us-ca-individuals]
    kind: law_enforcement
    mode: written
    from: "2026-11-21T12:00:00+00:00"
    until: "2026-12-01T12:00:00+00:00"
    reference: FBI letter
"""


@cache
def law() -> Corpus:
    return load([LAW], own=False)


def facts(text: str = NORTHWIND, *changes: tuple[str, str]) -> Facts:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return facts_from(parse(text.encode(), "northwind/incident.yaml"), law())


def schedule(known: Facts, now: str = NOW) -> Schedule:
    return Scheduler(known, law(), datetime.fromisoformat(now)).schedule()


def deadlines(known: Facts, now: str = NOW, *, columns: int = 80, show_all: bool = False) -> str:
    page, _ = deadlines_page(schedule(known, now), known, law(), "northwind", show_all=show_all)
    return as_plain(page, columns)


def advice(known: Facts, now: str = NOW) -> str:
    _, page = deadlines_page(schedule(known, now), known, law(), "northwind")
    return as_plain(page)


def supposing(text: str, pairs: tuple[tuple[str, str], ...], now: str = NOW) -> Schedule:
    """Give the schedule as it would be under suppositions."""
    tree = parse(text.encode(), "northwind/incident.yaml")
    return schedule(suppose(tree, facts(text), pairs, By(now, "supposed", "supposed"), law()), now)
