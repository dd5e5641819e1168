"""Folders that are no incident, that cannot be written, that another process holds: said plainly, nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import ROOT, SHORTEST, Ended, command, files, incident

from ircomply.files import history
from ircomply.files.writing import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DUTY = "eu-gdpr-art33-authority"
READS: dict[str, tuple[str, ...]] = {
    "deadlines": ("deadlines", "x"),
    "deadlines, since": ("deadlines", "x", "--since", "2026-11-20T10:00:00+00:00"),
    "check": ("check", "x"),
    "next": ("next", "x"),
    "explain": ("explain", "x", DUTY),
    "record": ("record", "x"),
}
WRITES: dict[str, tuple[str, ...]] = {
    "set": ("set", "x", "title=a"),
    "find": ("find", "x", "--about", "incident", "--set", "ransomware=confirmed", "--basis", "a note"),
    "filed": ("filed", "x", DUTY, "notification", "--at", "2026-11-21T10:00:00+00:00"),
}

# --- no incident ------------------------------------------------------------------------------------------

NO_INCIDENT: dict[str, tuple[str, str]] = {
    "nothing": ("nowhere", "ircomply init nowhere"),
    "an empty folder": ("empty", "ircomply init empty"),
    "the current folder": (".", "ircomply init ."),
    "a folder in place of the file": ("odd", "ircomply init odd"),
}


@pytest.mark.parametrize(("given", "way_out"), NO_INCIDENT.values(), ids=NO_INCIDENT)
@pytest.mark.parametrize("arguments", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
def test_a_folder_that_is_no_incident(
    ircomply: Callable[..., Ended], here: Path, arguments: tuple[str, ...], given: str, way_out: str
) -> None:
    (here / "empty").mkdir()
    (here / "odd" / "incident.yaml").mkdir(parents=True)
    before = files(here)
    ended = ircomply(arguments[0], given, *arguments[2:])
    assert (ended.code, ended.out) == (2, "")
    assert "error: no incident at " in ended.err
    assert way_out in ended.err
    assert files(here) == before


def test_a_file_that_is_no_incident(ircomply: Callable[..., Ended], here: Path) -> None:
    (here / "notes.txt").write_text("call the DPO\n", encoding="utf-8")
    ended = ircomply("deadlines", "notes.txt")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith('notes.txt:1:1: error: expected a mapping (incident), got "call the DPO"')


def test_explain_asks_which_obligation(ircomply: Callable[..., Ended], here: Path) -> None:
    incident(here / "x")
    ended = ircomply("explain", "x")
    assert ended.code == 2
    assert ended.err == "ircomply: which obligation?\n    ircomply explain x OBLIGATION; rules list shows the ids\n"


def test_init_does_not_write_over_anything(ircomply: Callable[..., Ended], here: Path) -> None:
    incident(here / "x")
    (here / "taken").write_text("a file", encoding="utf-8")
    before = files(here)
    for given, said in (("x", "an incident stands there already"), ("taken", "taken")):
        ended = ircomply("init", given)
        assert ended.code in (1, 2)
        assert said in ended.err
    assert files(here) == before


# --- a folder that may be read and not written ------------------------------------------------------------


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """A closed incident folder; not even a superuser may write it, who for once is nobody."""
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        here.chmod(0o755)
        monkeypatch.chdir(here)
        folder = incident(here / "x")
        for arguments in (*READS.values(), *WRITES.values()):  # what they import may not be readable for nobody
            command(capsys)(*arguments)
        for path in sorted(here.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and path != folder else path.unlink() if path.is_file() else None
        incident(folder)
        folder.chmod(0o555)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65534)
        try:
            next((ROOT / "jurisdictions").iterdir())
            yield folder
        except PermissionError:
            pytest.skip("the law is closed to nobody, whom a superuser has to be here")
        finally:
            if superuser:
                os.seteuid(0)
            folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize("arguments", READS.values(), ids=READS)
def test_a_closed_folder_can_be_read(
    closed: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    ended = command(capsys)(*arguments)
    assert ended.code == 0
    assert "error" not in ended.err
    assert list(files(closed)) == ["incident.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize("arguments", WRITES.values(), ids=WRITES)
def test_a_closed_folder_is_not_written(
    closed: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    before = files(closed)
    ended = command(capsys)(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("ircomply: x was not written: ")
    assert "may not" in ended.err
    assert files(closed) == before


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_no_incident_begins_in_a_closed_folder(closed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys)("init", "x/inner")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("ircomply: x/inner was not written: ")


# --- a folder that another process holds ------------------------------------------------------------------

HOLD = (
    "import sys, time; from pathlib import Path; from ircomply.files.writing import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)\n"
)


@pytest.fixture
def held(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let another process hold the lock of an incident folder, and be impatient; give its number."""
    folder = incident(here / "x")
    monkeypatch.setattr("ircomply.files.changing.locked", partial(locked, patience=0.1))
    monkeypatch.setattr(history, "SOON", 0.1)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other.pid
        other.kill()


@pytest.mark.parametrize("arguments", WRITES.values(), ids=WRITES)
def test_a_folder_in_use_is_not_written(
    ircomply: Callable[..., Ended], here: Path, held: int, arguments: tuple[str, ...]
) -> None:
    ended = ircomply(*arguments)
    assert (ended.code, ended.out) == (1, "")
    assert "x is in use by " in ended.err
    assert f"(process {held} on " in ended.err
    assert "nothing was written" in ended.err
    assert "try again" in ended.err
    assert sorted(files(here)) == ["x", "x/.lock", "x/incident.yaml"]
    assert (here / "x" / "incident.yaml").read_text(encoding="utf-8") == SHORTEST


@pytest.mark.parametrize("arguments", READS.values(), ids=READS)
def test_a_folder_in_use_can_be_read(
    ircomply: Callable[..., Ended], here: Path, held: int, arguments: tuple[str, ...]
) -> None:
    assert ircomply(*arguments).code == 0
    assert sorted(files(here)) == ["x", "x/.lock", "x/incident.yaml"]


# --- what only a process shows ----------------------------------------------------------------------------


def process(*arguments: str, into: int | None = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    given = [sys.executable, "-m", "ircomply", *arguments]
    return subprocess.run(given, stdout=into, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8")


def test_the_real_command_ends_alike(here: Path) -> None:
    incident(here / "x")
    incident(here / "y", SHORTEST + "tittle: a\n")
    assert process("deadlines", "x").returncode == 0
    assert (
        process("deadlines", "x", "--as-of", "2026-11-25T00:00:00+00:00", "--fail-on", "undetermined").returncode == 1
    )
    broken = process("deadlines", "y")
    assert (broken.returncode, broken.stdout) == (2, "")
    assert broken.stderr.startswith('y/incident.yaml:5:1: error: unknown key "tittle"; did you mean title?')
    assert process().returncode == 0
    assert process("deadlins").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_answer_that_cannot_be_given_is_no_success(here: Path) -> None:
    incident(here / "x")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = process("deadlines", "x", into=full.fileno())
    assert ended.returncode not in (0, 3)
    assert "Traceback" not in ended.stderr


def test_a_reader_that_has_enough_is_no_error(here: Path) -> None:
    incident(here / "x")
    line = f"{sys.executable} -m ircomply deadlines x | head -n 1; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert ended.stdout.startswith("INC-1")
    assert "Traceback" not in ended.stderr
    assert "BrokenPipe" not in ended.stderr
