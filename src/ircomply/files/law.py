"""The law, as fast as it can be had: kept from the last time, while no file of it has changed.

What was read and checked is kept as bytes under the digest of its files in the user's cache folder, and read back by
type. A kept copy that cannot be read is made anew; where nothing can be kept, the files are read each time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping as Table
from contextlib import suppress
from pathlib import Path

import msgspec

from ircomply import __version__
from ircomply.files.resources import shipped
from ircomply.model.base import Value, replace
from ircomply.model.corpus import Corpus, Coverage
from ircomply.model.regime import Regime
from ircomply.model.vocabulary import Vocabulary

KEPT = 8
"""How many kept copies stay; the oldest go first."""


class Bundle(Value, frozen=True):
    """A corpus as it is kept; without the places in files, which only rule authors need."""

    vocabulary: Vocabulary
    regimes: Table[str, Regime]
    coverage: Table[str, Table[str, Coverage]]
    sets: tuple[str, ...]
    digest: str
    cascading: frozenset[str] = frozenset()


def load(folders: list[Path], *, own: bool = True) -> Corpus:
    """Load our law and the user's folders into one corpus; `own` off leaves our regimes out, and keeps our words.

    Raises `UnreadableInput` with every problem of every file; half a corpus is never given.
    """
    path = _place(_key(folders, own))
    kept = _kept(path)
    if kept:
        return _corpus_of(kept)
    from ircomply.files.load import assemble, read_whole

    corpus, sets = read_whole(folders, own=own)
    if folders:
        from ircomply.files.rulebook import check_sets

        whole, sets = (corpus, sets) if own else assemble(folders)
        check_sets(whole or corpus, sets, own=own)
    _keep(path, corpus)
    return corpus


def _corpus_of(kept: Bundle) -> Corpus:
    """Make the corpus anew; what takes a walk over every condition was kept with it."""
    corpus = Corpus(kept.vocabulary, kept.regimes, kept.coverage, kept.sets, __version__, kept.digest)
    corpus.__dict__.update(cascading=kept.cascading)
    return corpus


def bundle_of(corpus: Corpus) -> Bundle:
    """Make what is kept of a corpus."""
    regimes = {
        name: replace(regime, obligations=tuple(_without_places(regime))) for name, regime in corpus.regimes.items()
    }
    kept = (corpus.vocabulary, regimes, corpus.coverage, corpus.sets, corpus.digest)
    return Bundle(*kept, corpus.cascading)


def _without_places(regime: Regime):  # type: ignore[no-untyped-def]
    for obligation in regime.obligations:
        yield replace(obligation, span=None, stages=tuple(replace(stage, span=None) for stage in obligation.stages))


def _key(folders: list[Path], own: bool) -> str:
    """Sum up every file of law, by name and content; the program that read them counts too."""
    total = hashlib.sha256(f"{__version__} {own} {_program()}".encode())
    for folder in (shipped("jurisdictions"), *folders):
        total.update(f"\0{folder}\0".encode())
        for path in sorted(_files(str(folder))):
            total.update(path.encode() + b"\0")
            if path.endswith(".yaml") or folder != shipped("jurisdictions"):
                with open(path, "rb") as stream:  # noqa: PTH123 - a hundred files, at every start
                    total.update(stream.read())
    return total.hexdigest()


def _program() -> str:
    """Tell one state of the reading code from another: a checkout changes between two versions."""
    folder = Path(__file__).parent.parent / "model"
    try:
        found = sorted(
            (one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in os.scandir(folder) if one.is_file()
        )
    except OSError:
        found = []
    return f"{sys.version_info[:2]} {found}"


def _files(folder: str) -> list[str]:
    found: list[str] = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir():
            found += _files(entry.path)
        elif entry.name.endswith((".yaml", ".txt")) and not entry.name.endswith(".cases.yaml"):
            found.append(entry.path)
    return found


def _place(key: str) -> Path | None:
    home = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    try:
        base = Path(home) if home else Path.home() / ".cache"
    except RuntimeError:
        return None
    return base / "ircomply" / f"law-{key[:32]}.msgpack"


def _kept(path: Path | None) -> Bundle | None:
    if path is None:
        return None
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Bundle)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def _keep(path: Path | None, corpus: Corpus) -> None:
    if path is None:
        return
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_bytes(msgspec.msgpack.encode(bundle_of(corpus)))
        part.replace(path)
        for old in sorted(path.parent.glob("law-*.msgpack"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
            old.unlink()
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
