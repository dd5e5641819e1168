"""What law is on file, as a page for people: by place and field, then every regime with its duties.

It is generated from `_coverage.yaml` and the regimes, so that it cannot say more than there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ircomply.report.as_json import dump
from ircomply.report.as_markdown import cell, table
from ircomply.report.as_text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircomply.model.corpus import Corpus, Text
    from ircomply.model.regime import Regime

HEAD = """\
# What law is on file

Made by `ircomply rules coverage` from the rules themselves. *complete*: every duty of that field that we know of and that
reaches a company; *partial*: some of them; *none*: nothing. A place that does not stand here has nothing of its own on
file; it is never a place without law.

A *reviewed* duty was read beside the law, cites it to the line, and is proved by cases; a *draft* is computed and shown as
a draft. Nothing here is legal advice.
"""


def coverage_markdown(corpus: Corpus) -> str:
    """Give the page."""
    return "\n".join([HEAD + _total(corpus), *_places(corpus), *_regimes(corpus)]).rstrip("\n") + "\n"


def coverage_json(corpus: Corpus) -> str:
    """Give `ircomply/coverage-report/v1`."""
    places: dict[str, Any] = {
        place: {name: {"state": one.state, "note": one.note or None} for name, one in fields.items()}
        for place, fields in corpus.coverage.items()
    }
    regimes = [
        {
            "id": regime.id,
            "title": regime.title,
            "jurisdiction": regime.jurisdiction,
            "set": regime.set_id,
            "obligations": {one.id: one.status for one in _texts(regime, corpus)},
        }
        for regime in _sorted(corpus)
    ]
    return dump({"schema": "ircomply/coverage-report/v1", "places": places, "regimes": regimes})


def _total(corpus: Corpus) -> str:
    texts = [corpus.texts[name][-1] for name in corpus.ids]
    reviewed = sum(1 for one in texts if one.status == "reviewed")
    places = len({one.regime.jurisdiction for one in texts})
    regimes = counted(len(corpus.regimes), "regime")
    return f"\n{counted(len(texts), 'obligation')} in {regimes} of {counted(places, 'jurisdiction')}; {reviewed:,} reviewed.\n"


def _places(corpus: Corpus) -> Iterator[str]:
    fields = list(corpus.vocabulary.coverage_fields)
    rows = [
        [_name(place, corpus), *(_state(known.get(name)) for name in fields)]
        for place, known in corpus.coverage.items()
    ]
    yield "## By place and field\n"
    yield table(["Place", *fields], rows)
    yield "## What is missing\n"
    for place, known in corpus.coverage.items():
        notes = [f"{name}: {one.note}" for name, one in known.items() if one.note and one.state != "complete"]
        if notes:
            yield f"- **{cell(_name(place, corpus))}**: {cell('; '.join(notes))}."
    yield ""


def _state(known: Any) -> str:
    return known.state if known else "none"


def _regimes(corpus: Corpus) -> Iterator[str]:
    yield "## By regime\n"
    for regime in _sorted(corpus):
        on = regime.checked
        read = f", law read on {on.on.isoformat()}" if on else ""
        yield f"### {_name(regime.jurisdiction, corpus)}: {cell(regime.title)}\n"
        yield f"`{regime.path}`{read}\n"
        rows = [[f"`{one.id}`", one.obligation.title, one.status, _force(one)] for one in _texts(regime, corpus)]
        yield table(["Obligation", "What it asks", "Status", "In force"], rows)


def _force(one: Text) -> str:
    force = one.obligation.in_force
    if force.pending:
        return "not law yet"
    start = f"from {force.start.isoformat()}" if force.start else "start not looked up"
    return f"{start} to {force.end.isoformat()}" if force.end else start


def _sorted(corpus: Corpus) -> list[Regime]:
    return sorted(corpus.regimes.values(), key=lambda one: (_name(one.jurisdiction, corpus), one.title))


def _texts(regime: Regime, corpus: Corpus) -> list[Text]:
    return [text for name in corpus.ids for text in corpus.texts[name][-1:] if text.regime.id == regime.id]


def _name(place: str, corpus: Corpus) -> str:
    return corpus.vocabulary.place_name(place)
