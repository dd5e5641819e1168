"""The first texts of a new regime: the law with its blanks, the cases that prove it, and what editors need.

What is written is a draft that `rules check` accepts and that promises nothing: it has no number. A person who reads
the law fills it in.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ircomply.errors import NotWritten
from ircomply.files.editing_text import scalar_text
from ircomply.files.schemas import schema_text
from ircomply.files.writing import make_folder, write
from ircomply.model.base import Value

if TYPE_CHECKING:
    from pathlib import Path

SCHEMAS = ".schema"
LAW = """\
# yaml-language-server: $schema={schemas}/regime.v1.json
schema: ircomply/regime/v1
regime: {regime}
title: {title}
jurisdiction: {place}
status: draft  # reviewed, once a second person has read it beside the law, with  checked: {{on: "2026-01-31", by: …}}

sources:
  {source}: {{title: {source_title}, url: "", kind: {kind}}}

breaches:
  # Which data, whose, and what befell it: everything is asked of one and the same data set.
  touched: {{of: [personal], role: controller, aspects: [accessed, exfiltrated, disclosed, lost]}}

obligations:
  - id: {obligation}
    title: Tell {whom}
    cite: [{{source: {source}, at: "the pinpoint: article, section or clause"}}]
    in_force: {{from: unknown}}  # from: "2026-01-31", once it was looked up; pending: not law yet
    recipient: {{kind: {recipient}, name: {name}, place: {place}}}
{binds}    when: {{breach: touched}}
    # unless: {{answer: a-question, is: [yes]}}  # an exemption; say then what holds while it is open (if_unknown)
    stages:
      # A number goes beside the words or in their place:  within: {{hours: 72}}  (minutes, hours, days, business_days, months)
      - {{name: notice, without: "the words of the law, such as undue delay", of: aware}}
    content: [what_happened]
    traps: []
"""
BINDS = {
    "law": "    applies_to: {{place: {place}}}  # and whom there, by a class: {{all: [{{place: {place}}}, {{class: …}}]}}\n",
    "contract": "    binding: contract\n",
    "policy": "    binding: contract\n",
}
CASES = """\
# yaml-language-server: $schema={schemas}/cases.v1.json
# Write the case before the clock: what the law says of these facts, counted by hand.
schema: ircomply/cases/v1
regime: {regime}
base:  # laid under each case
  organisation: {{based_in: {place}, timezone: {zone}}}
  people_elsewhere: no
  data_complete: yes
  timeline: {{aware: "{at}"}}
  data:
    - id: crm
      role: controller
      categories: [name, email]
      categories_complete: yes
      protection: none
      people: [{{in: {place}, count: 100}}]
cases:
  - name: customer records were copied
    facts: {{findings: [{{id: F1, about: crm, at: "{at}", exfiltrated: confirmed}}]}}
    as_of: "{at}"
    expect:
      {obligation}: {{verdict: required, stages: {{notice: {{state: undated}}}}}}  # with a number: act_by, outer_limit
  - name: only data of nobody was touched
    facts:
      data: [{{id: crm, role: controller, categories: [trade_secret], categories_complete: yes, protection: none}}]
      findings: [{{id: F1, about: crm, at: "{at}", exfiltrated: confirmed}}]
    as_of: "{at}"
    expect: {{{obligation}: {{verdict: not_required}}}}
  - name: nobody has looked yet
    facts: {{}}
    as_of: "{at}"
    expect: {{{obligation}: {{verdict: undetermined}}}}
"""
SET = """\
# A set of rules of our own. Ids and words in it begin with the prefix.
schema: ircomply/set/v1
id: {id}
prefix: {prefix}
"""
RECIPIENTS = {
    "law": ("regulator", "The authority", "the authority"),
    "contract": ("counterparty", "The other party", "the other party"),
    "policy": ("insurer", "The insurer", "the insurer"),
}
SOURCES = {
    "law": "The law, with its number",
    "contract": "The contract, with its date",
    "policy": "The policy, with its number",
}
FIRST = "2026-01-05T09:00:00+00:00"


class Scaffold(Value, frozen=True):
    """What a new regime is to be: its id, where it lies, whose law it is."""

    regime: str
    folder: Path
    stem: str
    title: str
    place: str
    zone: str
    kind: str = "law"
    obligation: str = ""
    set_id: str = ""  # begins a set of this id in the folder
    schemas: Path | None = None  # where schemas lie already; else they are put beside


def write_scaffold(new: Scaffold) -> list[Path]:
    """Write the regime and its cases, with a set file and schemas where there are none; give what was written.

    Raises `NotWritten` and leaves what stands there untouched.
    """
    law, cases = new.folder / f"{new.stem}.yaml", new.folder / f"{new.stem}.cases.yaml"
    for path in (law, cases):
        if path.exists():
            raise NotWritten(f"{path.as_posix()} was not written: it stands there already", "take another id")
    make_folder(new.folder)
    written = _beside(new)
    words = _words(new)
    binds = BINDS[new.kind].format(**words)
    for path, text in ((law, LAW.format(**words, binds=binds)), (cases, CASES.format(**words))):
        write(path, text.encode())
        written.append(path)
    return written


def _beside(new: Scaffold) -> list[Path]:
    texts: dict[Path, str] = {}
    if new.set_id:
        texts[new.folder / "set.yaml"] = SET.format(id=new.set_id, prefix=f"{new.set_id}-")
    if new.schemas is None:
        make_folder(new.folder / SCHEMAS)
        for kind in ("regime", "cases", "vocabulary", "set"):
            texts[new.folder / SCHEMAS / f"{kind}.v1.json"] = schema_text(kind)
    for path, text in texts.items():
        write(path, text.encode())
    return [path for path in texts if path.suffix == ".yaml"]


def _words(new: Scaffold) -> dict[str, str]:
    kind, name, whom = RECIPIENTS[new.kind]
    schemas = os.path.relpath(new.schemas, new.folder).replace(os.sep, "/") if new.schemas else SCHEMAS
    return {
        "schemas": schemas,
        "regime": new.regime,
        "title": scalar_text(new.title),
        "place": scalar_text(new.place),
        "zone": new.zone,
        "source": "law" if new.kind == "law" else new.kind,
        "source_title": scalar_text(SOURCES[new.kind]),
        "kind": new.kind,
        "obligation": new.obligation or f"{new.regime}-notice",
        "recipient": kind,
        "name": scalar_text(name),
        "whom": whom,
        "at": FIRST,
    }
