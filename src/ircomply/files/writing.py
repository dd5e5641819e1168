"""Writing that never loses: whole files at once, appended lines, and the lock of an incident folder.

A file is written beside its place and renamed over it; what goes wrong is said in plain words, and nothing is
left behind.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from ircomply.errors import NotWritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from filelock import BaseFileLock

LOCK = ".lock"
UNFINISHED = ".ircomply-"  # how the name of a file begins while it is being written
PATIENCE = 10.0
REASONS = {
    errno.ENOSPC: ("the disk is full", "make room, then try again"),
    errno.EDQUOT: ("your share of the disk is full", "make room, then try again"),
    errno.EFBIG: ("the file would be larger than is allowed here", ""),
    errno.EROFS: ("the disk is read-only", "copy the folder to a place where you may write"),
    errno.EACCES: ("you may not write there", "close it where it is open, or ask for the right to write"),
    errno.EPERM: ("you may not write there", "ask for the right to write, or copy the folder"),
    errno.ENOENT: ("there is no such folder", "make the folder first"),
    errno.ENOTDIR: ("a file stands where a folder is needed", ""),
    errno.EISDIR: ("a folder stands where a file is needed", ""),
    errno.ELOOP: ("a link leads in a circle, or stands where a file is needed", ""),
}
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the place of a file, as a whole, and keep the mode of the old one.

    A new file takes the permissions of its folder; a link is followed. In an incident folder the caller holds
    the lock. Raises `NotWritten`; then the old file stands as it was.
    """
    import tempfile

    with refusals(path):
        target = Path(os.path.realpath(path))
        descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                _keep_mode(name, target)
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        sync_folder(target.parent)


def append(path: Path, data: bytes) -> None:
    """Add these bytes to the end of a file and see them onto the disk. The caller holds the lock.

    Raises `NotWritten`; what was added by half is taken off again.
    """
    with refusals(path):
        new = not path.exists()
        with path.open("ab", buffering=0) as stream:
            before = os.fstat(stream.fileno()).st_size
            try:
                _add(stream.fileno(), data)
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(stream.fileno(), before)
                raise
        if new:
            path.chmod(_mode_in(path.parent))
            sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder with those above it; one that is there is left as it is. Raises `NotWritten`."""
    with refusals(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn the refusals of the system into `NotWritten`, in words."""
    try:
        yield
    except OSError as error:
        reason, advice = REASONS.get(error.errno or 0, (error.strerror or "the system refused", ""))
        raise NotWritten(f"{path} was not written: {reason}", advice) from None


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a folder: one writer at a time, and the others learn who it is.

    Whoever holds it may take it again. `patience` is in seconds. Raises `NotWritten` when it runs out, or
    when the folder cannot be written. The kernel frees the lock when its holder dies; the file stays, and
    means nothing.
    """
    key = Path(os.path.realpath(folder))
    if key in _held.get():
        yield
        return
    lock = _acquire(key, folder, patience)
    mark = _held.set(_held.get() | {key})
    try:
        _name_holder(key, _myself())
        _sweep(key)
        yield
    finally:
        _held.reset(mark)
        _name_holder(key, "")
        lock.release()


def account() -> str:
    """Name the account that runs the program; it stands in the record where nobody is named."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can."""
    with suppress(OSError):  # Windows opens no folder, and some file systems sync none
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _add(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _keep_mode(name: str, target: Path) -> None:
    """Give the new file the mode and the group of the old one."""
    try:
        old = target.stat()
    except FileNotFoundError:
        Path(name).chmod(_mode_in(target.parent))
        return
    Path(name).chmod(stat.S_IMODE(old.st_mode))
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(name, -1, old.st_gid)


def _mode_in(folder: Path) -> int:
    """Who may read and write a folder may read and write the files in it."""
    return folder.stat().st_mode & 0o666 | 0o600


def _acquire(key: Path, folder: Path, patience: float) -> BaseFileLock:
    from filelock import FileLock, Timeout

    with refusals(folder):
        lock = FileLock(key / LOCK, mode=_mode_in(key), poll_interval=0.02)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            message = f"{folder} is in use by {_holder(key)}; nothing was written"
            raise NotWritten(message, "wait until that command has ended, then try again") from None
    return lock


def _holder(folder: Path) -> str:
    """Read who holds the lock. The first byte is the one that is locked, and closed to readers on Windows."""
    try:
        with (folder / LOCK).open("rb", buffering=0) as stream:
            stream.seek(1)
            name = stream.read(300).decode("utf-8", "replace").strip()
    except OSError:
        name = ""
    return name or "another process"


def _name_holder(folder: Path, name: str) -> None:
    with suppress(OSError), (folder / LOCK).open("r+b", buffering=0) as stream:
        stream.seek(1)
        stream.truncate()
        stream.write(name.encode())


def _myself() -> str:
    import platform

    return f"{account()} (process {os.getpid()} on {platform.node() or 'this machine'})"


def _sweep(folder: Path) -> None:
    """Take away what killed writers left; only the holder of the lock writes here, so it is nobody's."""
    for pattern in (f"{UNFINISHED}*", f"*/{UNFINISHED}*"):
        for left in folder.glob(pattern):
            with suppress(OSError):
                left.unlink()
