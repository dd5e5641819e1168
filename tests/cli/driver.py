"""What the tests of the commands share: a shortest incident, a command as a person runs it, a folder compared."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ircomply.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHORTEST = """\
schema: ircomply/incident/v1
id: INC-1
organisation: {based_in: IE, timezone: Europe/Dublin}
timeline: {detected: 2026-11-20 09:14 Europe/Dublin}
"""
SATURDAY = "2026-11-21T18:40:00+00:00"
SUNDAY = "2026-11-22T20:00:00+00:00"


class Ended:
    """How a command ended: its exit code, its answer (standard output) and its words (standard error)."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def both(self) -> str:
        return self.out + self.err


Command = "Callable[..., Ended]"


def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Give a function that runs a command. It never ends in a bug of ours, and never shows a traceback."""

    def run(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        ended = Ended(code, said.out, said.err)
        assert code in (0, 1, 2), ended.err
        assert "Traceback" not in ended.both
        return ended

    return run


def incident(folder: Path, text: str | bytes = SHORTEST) -> Path:
    """Make an incident folder with this file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "incident.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def northwind(folder: Path) -> Path:
    """Copy the example and the rules it names into a folder, without any history; give its incident folder."""
    for name in ("northwind", "house-rules"):
        shutil.copytree(
            EXAMPLES / name, folder / name, ignore=shutil.ignore_patterns("history", "record.jsonl", ".lock")
        )
    return folder / "northwind"


def files(folder: Path) -> dict[str, str]:
    """Sum up every file under a folder, to see that nothing was written."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }
