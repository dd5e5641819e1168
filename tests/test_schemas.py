"""The schemas in `docs/schema` are current, every shipped file is valid by them, and a mistake is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from ircomply.files.resources import shipped
from ircomply.files.schemas import FORMATS, schema_of, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDERS = (shipped("jurisdictions"), ROOT / "examples", ROOT / "tests" / "law")
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*.yaml"))


class Words(yaml.SafeLoader):
    """An editor's reader: numbers are numbers, yes and no are truth values, dates stay text."""


Words.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(value: Any) -> Any:
    """Keys of JSON are text; `on` and `yes` are keys of the format that YAML 1.1 reads as true."""
    if isinstance(value, dict):
        by = "on" if set(value) <= {True, "by"} else "yes"
        return {
            {True: by, False: "no"}.get(key, key) if isinstance(key, bool) else str(key): as_json(one)
            for key, one in value.items()
        }
    return [as_json(one) for one in value] if isinstance(value, list) else value


def kind_of(path: Path) -> str:
    said = re.search(r"^schema: ircomply/([a-z]+)/v1$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return said[1] if said else "set"


def errors(kind: str, data: Any) -> Iterator[str]:
    return (
        f"{list(error.absolute_path)}: {error.message}"
        for error in Draft202012Validator(schema_of(kind)).iter_errors(data)
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_a_schema_is_current_and_a_schema(kind: str) -> None:
    kept = (ROOT / "docs" / "schema" / f"{kind}.v1.json").read_text(encoding="utf-8")
    assert kept == schema_text(kind), "run  ircomply rules schema --out docs/schema"
    Draft202012Validator.check_schema(json.loads(kept))


@pytest.mark.parametrize("reader", [Words, yaml.BaseLoader])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_is_valid(path: Path, reader: type[yaml.SafeLoader]) -> None:
    data = as_json(yaml.load(path.read_text(encoding="utf-8"), reader))  # noqa: S506 - both resolve no objects
    assert list(errors(kind_of(path), data)) == []


WRONG = [
    ("regime", {"obligations": [{"id": "a", "titel": "b"}]}),
    ("regime", {"conditions": {"a": {"brech": "b"}}}),
    ("regime", {"conditions": {"a": {"all": [{"people": {"of": "x", "more_then": 3}}]}}}),
    ("incident", {"schema": "ircomply/incident/v1", "id": "A", "data": [{"id": "crm", "role": "owner"}]}),
    (
        "incident",
        {
            "schema": "ircomply/incident/v1",
            "id": "A",
            "findings": [{"about": "x", "at": "2026-01-01", "accessed": "maybe"}],
        },
    ),
    (
        "cases",
        {
            "schema": "ircomply/cases/v1",
            "regime": "a",
            "cases": [{"name": "b", "as_of": "c", "expect": {"d": {"verdict": "yes"}}}],
        },
    ),
    ("vocabulary", {"schema": "ircomply/vocabulary/v1", "plaecs": {}}),
    ("set", {"id": "acme"}),
    ("coverage", {"schema": "ircomply/coverage/v1", "places": {"IE": {"privacy": {"state": "some"}}}}),
    ("organisation", {"schema": "ircomply/organisation/v1", "timeline": {}}),
]


@pytest.mark.parametrize(("kind", "data"), WRONG)
def test_a_mistake_is_not_valid(kind: str, data: dict[str, Any]) -> None:
    assert list(errors(kind, data))
