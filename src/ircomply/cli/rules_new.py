"""`rules new`: a new regime with its cases, ready for a person who has the law beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply.cli.acts import tell
from ircomply.cli.options import one_format
from ircomply.errors import DONE, UsageError

if TYPE_CHECKING:
    from ircomply.files.scaffold import Scaffold
    from ircomply.model.vocabulary import Vocabulary

KINDS = ("law", "contract", "policy")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
TREE = Path("jurisdictions")


def new(
    regime: Annotated[str, typer.Argument(metavar="REGIME", help="Its id, such as us-ks-breach-statute or acme-msa.")],
    *,
    into: Annotated[
        Path | None,
        typer.Option("--in", metavar="DIR", help="A set of rules (begun where there is none), or a tree of law."),
    ] = None,
    place: Annotated[
        str, typer.Option("--place", metavar="ISO", help="Whose law, or where its days end (default: from the id).")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="What people call it.")] = "",
    obligation: Annotated[
        str, typer.Option("--obligation", metavar="ID", help="Its first duty (default: REGIME-notice).")
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="law, contract or policy.")] = "",
) -> int:
    """Begin a regime file and its cases; both pass rules check, as a draft without a number."""
    from ircomply.files.law import load
    from ircomply.files.scaffold import write_scaffold

    if not _ID.fullmatch(regime):
        raise UsageError(
            f'"{regime}" is no id for a regime',
            "small letters, digits and hyphens, such as us-ks-breach-statute or acme-msa",
        )
    corpus = load([])
    made = _scaffold(regime, into, one_format(kind or "law", KINDS) if kind else "", place, corpus.vocabulary)
    if regime in corpus.regimes:
        raise UsageError(f'the regime "{regime}" is on file already', f"see {corpus.regimes[regime].path}")
    from ircomply.model.base import replace

    made = replace(made, title=title or "What people call it", obligation=obligation)
    written = write_scaffold(made)
    for path in written:
        tell(f"saved: {path.as_posix()}")
    tell(f"Do next: write what the law says there, then  ircomply rules check {made.folder.as_posix()}")
    return DONE


def _scaffold(regime: str, into: Path | None, kind: str, place: str, words: Vocabulary) -> Scaffold:
    """Find out where it goes and whose law it is. Raises `UsageError`."""
    from ircomply.files.scaffold import Scaffold

    folder = into or (TREE if TREE.is_dir() else None)
    if folder is None:
        raise UsageError("where is it to go?", "--in DIR names a set of rules; a new one is begun where there is none")
    code = place or _place_in(regime, words)
    zone = _zone(code, words)
    tree = next(
        (one for one in (folder, *folder.resolve().parents) if (one / "_vocabulary" / "places.yaml").is_file()), None
    )
    if tree is not None:
        home = folder if folder.resolve() != tree.resolve() else folder / code.lower()
        schemas = tree.resolve().parent / "docs" / "schema"
        stem = regime.removeprefix(f"{code.lower()}-")
        return Scaffold(
            regime, home, stem, "", code, zone, kind or "law", schemas=schemas if schemas.is_dir() else None
        )
    prefix, begun = _prefix(folder, regime)
    if not regime.startswith(prefix):
        raise UsageError(
            f'ids in {folder.as_posix()} begin with "{prefix}"',
            f"ircomply rules new {prefix}{regime} --in {folder.as_posix()}",
        )
    own = prefix.removesuffix("-") if not begun else ""
    return Scaffold(regime, folder, regime, "", code, zone, kind or "contract", set_id=own)


def _prefix(folder: Path, regime: str) -> tuple[str, bool]:
    """Give the prefix of a set that is there, or the one that the id begins with."""
    if not (folder / "set.yaml").is_file():
        return f"{regime.partition('-')[0]}-", False
    from ircomply.files.load import read_set, shown_as

    return read_set(folder, shown_as(folder)).prefix, True


def _place_in(regime: str, words: Vocabulary) -> str:
    first, second = (*regime.upper().split("-"), "")[:2]
    code = {"UK": "GB"}.get(first, first)
    found = next((one for one in (f"{code}-{second}", code) if one in words.places), "")
    if not found:
        raise UsageError("whose law is it, or where do its days end?", "--place IE, or --place US-KS")
    return found


def _zone(code: str, words: Vocabulary) -> str:
    from ircomply.model.objection import did_you_mean

    try:
        return words.place(code).zone or "UTC"
    except KeyError:
        raise UsageError(
            f'no place "{code}"{did_you_mean(code, words.places)}', "an ISO 3166 code, such as IE or US-KS"
        ) from None
