"""Reads the case files of a set of rules; a broken file is a list of objections, not the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircomply.errors import UnreadableInput
from ircomply.files.source import read_yaml
from ircomply.model.base import replace
from ircomply.model.case import CaseFile
from ircomply.model.case_format import CASES
from ircomply.model.objection import Objection
from ircomply.model.shape import Reader

if TYPE_CHECKING:
    from pathlib import Path


def read_cases(path: Path, shown: str) -> CaseFile | list[Objection]:
    """Read one case file, its `base` laid under the facts of each case; or give every objection to it."""
    try:
        node = read_yaml(path, shown)
    except UnreadableInput as problems:
        return [problem for problem in problems.objections if isinstance(problem, Objection)]
    reader = Reader()
    value = CASES.read(node, reader)
    return replace(value, node=node) if isinstance(value, CaseFile) else reader.objections
