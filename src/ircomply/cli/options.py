"""The options and arguments that commands share, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ircomply.errors import UsageError
from ircomply.model.corpus import Corpus

IncidentArgument = Annotated[Path, typer.Argument(metavar="INCIDENT", help="A folder, or its incident.yaml.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="INSTANT", help="Answer as of this instant (default: now).")]
Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Rules of your own, besides those the incident names."),
]
NoShipped = Annotated[bool, typer.Option("--no-shipped-rules", help="Leave our rules out.")]
Suppose = Annotated[
    list[str] | None,
    typer.Option("--suppose", metavar="PATH=VALUE", help="Answer as if this were so; nothing is written."),
]
Format = Annotated[str, typer.Option("--format", help="table or json.")]
HERE = Path()
_TODAY = re.compile(r"now|\d{1,2}:\d\d")
A_PATH = "a path looks like aware, crm.people.FR or answer.eu-gdpr-risk; data=crm adds a data set"
MANY = 20
"""So many candidates are still listed."""


def split(text: str, form: str = "PATH=VALUE", example: str = "answer.eu-gdpr-risk=likely") -> tuple[str, str]:
    """Part `PATH=VALUE`, or two other words of that form. Raises `UsageError`."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise UsageError(f'"{text}" is not {form}', f"for example {example}")
    return path.strip(), value.strip()


def in_full(path: str, value: str, corpus: Corpus, instant: Callable[[str], str]) -> tuple[str, str]:
    """Put in full what was typed short: an obligation by a part of its id, an event as `now` or `16:40`."""
    head, _, rest = path.partition(".")
    if head == "decision" and rest:
        return f"decision.{find_obligation(corpus, rest)}", value
    if path in corpus.events and _TODAY.fullmatch(value):
        return path, instant(value)
    return path, value


def one_format(given: str, known: tuple[str, ...]) -> str:
    """Check a `--format`. Raises `UsageError` for one that the command does not have."""
    if given not in known:
        raise UsageError(f'no format "{given}" here', f"one of {', '.join(known)}")
    return given


def find_obligation(corpus: Corpus, given: str, *, whole: bool = False) -> str:
    """Find an obligation by its id or an unambiguous part of it. Raises `UsageError`."""
    from ircomply.model.objection import did_you_mean

    if given in corpus.texts:
        return given
    holding = [name for name in corpus.texts if given and given in name]
    if len(holding) == 1 and not whole:
        return holding[0]
    if len(holding) > 1 and not whole:
        more = f", and {len(holding) - MANY} more" if len(holding) > MANY else ""
        raise UsageError(f'"{given}" is part of {len(holding)} ids', ", ".join(holding[:MANY]) + more)
    raise UsageError(
        f'no obligation "{given}"{did_you_mean(given, corpus.texts)}',
        "rules list shows the ids" + ("; JSON takes a whole id" if whole else ""),
    )
