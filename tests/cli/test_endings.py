"""How a command ends when it cannot go on: a bug of ours, an interruption. No fact is shown or kept by either."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Never

import pytest
from driver import SHORTEST, files, incident

from ircomply.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENT = "F. Okonkwo, patient 4711"


def broken(error: Callable[[], BaseException]) -> Callable[..., Never]:
    def raise_it(*_: object, **__: object) -> Never:
        raise error() from ValueError(PATIENT)

    return raise_it


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logs").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "logs"))
    incident(tmp_path / "x", f"{SHORTEST}title: {PATIENT}\n")
    return tmp_path


@pytest.mark.parametrize("error", [KeyError, RecursionError, AssertionError, ZeroDivisionError, MemoryError])
def test_a_bug_is_one_line_and_a_log_without_facts(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type[Exception]
) -> None:
    monkeypatch.setattr("ircomply.cli.session.Session.schedule", broken(lambda: error(PATIENT)))
    assert main(["deadlines", "x"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    first, way_out = said.err.splitlines()
    name = re.fullmatch(rf"ircomply: a bug of ours \({error.__name__}\); a log without your facts is at (\S+)", first)
    assert name
    assert way_out.startswith("    send it to the maintainers")
    log = Path(name[1]).read_text(encoding="utf-8")
    assert re.match(r"ircomply \S+, Python 3\.\d+\.\d+, \w+\n", log)
    for word in (error.__name__, "ValueError", "deadlines.py:", "raise_it"):
        assert word in log
    for text in (said.err, log):
        assert "Okonkwo" not in text
        assert "4711" not in text
        assert "Traceback" not in text


def test_a_bug_where_no_log_can_be_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(here / "nowhere"))
    monkeypatch.setattr("ircomply.cli.session.Session.schedule", broken(lambda: KeyError(PATIENT)))
    assert main(["deadlines", "x"]) == 3
    assert capsys.readouterr().err == (
        "ircomply: a bug of ours (KeyError); no log could be written\n    tell the maintainers\n"
    )


def test_a_bug_while_writing_leaves_the_facts_as_they_were(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(here / "x")
    monkeypatch.setattr("ircomply.files.changing.edited", broken(lambda: KeyError(PATIENT)))
    assert main(["set", "x", "status=closed"]) == 3
    assert "Okonkwo" not in capsys.readouterr().err
    assert {name: one for name, one in files(here / "x").items() if name != ".lock"} == before


def test_an_interruption(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("ircomply.cli.session.Session.schedule", broken(KeyboardInterrupt))
    assert main(["deadlines", "x"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_the_real_command_interrupted_at_any_moment(here: Path) -> None:
    """Whatever it was doing, it ends with 130 or had already ended, and shows no traceback."""
    for wait in (0.02, 0.06, 0.1, 0.15, 0.2, 0.3):
        given = [sys.executable, "-m", "ircomply", "deadlines", "x"]
        with subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            time.sleep(wait)
            running.send_signal(signal.SIGINT)
            _, err = running.communicate()
        if "Fatal Python error" in err:
            continue  # Python itself had not begun
        assert running.returncode in (0, 130, -signal.SIGINT)
        if running.returncode == 130:
            assert "Traceback" not in err
