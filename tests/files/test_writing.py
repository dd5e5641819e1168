"""Writing that never loses, and the lock that says who holds it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ircomply.errors import NotWritten
from ircomply.files import writing
from ircomply.files.writing import LOCK, UNFINISHED, append, locked, make_folder, write

if TYPE_CHECKING:
    from collections.abc import Iterator

posix = pytest.mark.skipif(os.name == "nt", reason="modes, links and limits of POSIX")
NOBODY = 65534


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that may be read and not written; not even by a superuser, who for once is nobody."""
    import_module("filelock")  # while its files may still be read
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(NOBODY)
        yield Path(name)
        if superuser:
            os.seteuid(0)
        Path(name).chmod(0o755)


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(UNFINISHED)]


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "incident.yaml"
    path.write_bytes(b"old and longer")
    write(path, b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert [one.name for one in tmp_path.iterdir()] == ["incident.yaml"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_old_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "incident.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    write(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o755, 0o644), (0o770, 0o660)])
def test_a_new_file_is_open_to_whom_its_folder_is(tmp_path: Path, folder: int, file: int) -> None:
    tmp_path.chmod(folder)
    write(tmp_path / "new", b"x")
    append(tmp_path / "record.jsonl", b"x\n")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "record.jsonl")] == [
        file,
        file,
    ]


@posix
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "incident.yaml").write_bytes(b"old")
    (tmp_path / "incident.yaml").symlink_to("real/incident.yaml")
    write(tmp_path / "incident.yaml", b"new")
    assert (tmp_path / "incident.yaml").is_symlink()
    assert (tmp_path / "real" / "incident.yaml").read_bytes() == b"new"


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_failure_at_any_moment_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = tmp_path / "incident.yaml"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[moment], full)
    with pytest.raises(NotWritten, match="was not written: the disk is full"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert left_behind(tmp_path) == []


@posix
def test_a_limit_of_the_system_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "incident.yaml"
    path.write_bytes(b"old")
    script = (
        "import resource, sys; from pathlib import Path; from ircomply.files.writing import write, append\n"
        "from ircomply.errors import NotWritten\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "for act in (write, append):\n"
        "    try: act(Path(sys.argv[1]), b'x' * 10000)\n"
        "    except NotWritten as problem: print(problem.message)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert ended.stdout.count("the file would be larger than is allowed here") == 2
    assert path.read_bytes() == b"old"
    assert left_behind(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "record.jsonl").symlink_to("/dev/full")
    with pytest.raises(NotWritten, match="the disk is full"):
        append(tmp_path / "record.jsonl", b"{}\n")


@posix
def test_a_read_only_folder_is_said_in_words(closed_folder: Path) -> None:
    with pytest.raises(NotWritten, match="you may not write there") as refused:
        write(closed_folder / "incident.yaml", b"new")
    assert refused.value.advice
    assert refused.value.exit_code == 1
    with pytest.raises(NotWritten, match="you may not write there"), locked(closed_folder):
        pass
    assert list(closed_folder.iterdir()) == []


@pytest.mark.parametrize("act", [lambda path: write(path, b"x"), lambda path: append(path, b"x")])
def test_a_missing_folder_is_said_in_words(tmp_path: Path, act: object) -> None:
    assert callable(act)
    with pytest.raises(NotWritten, match="there is no such folder"):
        act(tmp_path / "nowhere" / "incident.yaml")
    with pytest.raises(NotWritten, match="there is no such folder"), locked(tmp_path / "nowhere"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_where_a_file_is_needed_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "incident.yaml").mkdir()
    with pytest.raises(NotWritten, match=r"incident\.yaml was not written"):
        write(tmp_path / "incident.yaml", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritten, match="a file stands where a folder is needed"):
        make_folder(tmp_path / "file" / "inner")
    assert left_behind(tmp_path) == []


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    append(tmp_path / "record.jsonl", b"one\n")
    append(tmp_path / "record.jsonl", b"two\n")
    assert (tmp_path / "record.jsonl").read_bytes() == b"one\ntwo\n"


def test_half_an_addition_is_taken_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "record.jsonl", os.write
    path.write_bytes(b"one\n")

    def some(descriptor: int, data: bytes) -> int:
        if len(data) < 6:
            raise OSError(28, "No space left on device")
        return real(descriptor, data[:5])

    monkeypatch.setattr(os, "write", some)
    with pytest.raises(NotWritten, match="the disk is full"):
        append(path, b"two and three\n")
    assert path.read_bytes() == b"one\n"


# --- the lock ---------------------------------------------------------------------------------------------

HOLD = (
    "import sys, time; from pathlib import Path; from ircomply.files.writing import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)\n"
)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_whoever_waits_in_vain_learns_who_holds_the_folder(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(NotWritten) as refused, locked(tmp_path, patience=0.2):
        pass
    assert f"in use by {writing.account()} (process {holder.pid} on " in refused.value.message
    assert "nothing was written" in refused.value.message


def test_the_lock_of_a_killed_holder_is_free_at_once(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    assert (tmp_path / LOCK).exists()
    began = time.monotonic()
    with locked(tmp_path, patience=5):
        pass
    assert time.monotonic() - began < 2


def test_its_holder_may_take_it_again_and_others_may_follow(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with locked(tmp_path), locked(tmp_path / "inner" / ".."):
        assert f"process {os.getpid()} " in (tmp_path / LOCK).read_text()
    assert "process" not in (tmp_path / LOCK).read_text()
    with locked(tmp_path, patience=0):
        pass


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path, patience=0):
        pass


def test_what_killed_writers_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()
    left = [tmp_path / f"{UNFINISHED}abc", tmp_path / "history" / f"{UNFINISHED}def"]
    for path in (*left, tmp_path / "mine.txt"):
        path.write_bytes(b"half")
    with locked(tmp_path):
        assert not any(path.exists() for path in left)
    assert (tmp_path / "mine.txt").exists()


@posix
def test_a_link_in_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / LOCK).symlink_to(victim)
    with pytest.raises(NotWritten), locked(tmp_path / "inner"):
        pass
    assert victim.read_bytes() == b"precious"
