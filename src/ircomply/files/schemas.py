"""The JSON Schemas of the file formats, made from the shapes that read them; kept in `docs/schema` for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ircomply.errors import NotWritten
from ircomply.files.load import COVERAGE, SET
from ircomply.model.case_format import CASES
from ircomply.model.facts_format import INCIDENT, PROFILE
from ircomply.model.regime_format import REGIME
from ircomply.model.vocabulary_format import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ircomply.model.shape import Schema, Shape

FORMATS: dict[str, tuple[Shape, str]] = {
    "incident": (INCIDENT, "The incident file: what is known of one incident, and since when"),
    "organisation": (PROFILE, "The house profile: what is known before anything happens"),
    "regime": (REGIME, "The regime file: one body of law, its obligations and their clocks"),
    "cases": (CASES, "The case file: facts, an instant, and what the law must answer"),
    "vocabulary": (VOCABULARY, "The vocabulary: the words of the formats, by section"),
    "set": (SET, "The set file: the id and the prefix of a user's own rules"),
    "coverage": (COVERAGE, "The coverage file: how complete the law on file is, by place and field"),
}


def schema_of(kind: str) -> Schema:
    """Give the JSON Schema (2020-12) of a format by its name. Words of the vocabulary are checked by `rules check`."""
    shape, title = FORMATS[kind]
    defs: dict[str, Any] = {}
    root = shape.schema(defs)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"ircomply:{kind}:v1", "title": title}
    return {**head, **root, "$defs": dict(sorted(defs.items()))}


def schema_text(kind: str) -> str:
    """Write a schema as it stands in its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path, kinds: Iterable[str]) -> None:
    """Write schemas into a folder, each as `KIND.v1.json`. Raises `NotWritten`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            (folder / f"{kind}.v1.json").write_text(schema_text(kind), encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritten(
            f"cannot write {folder.as_posix()}: {error.strerror}", "name another folder with --out"
        ) from None
