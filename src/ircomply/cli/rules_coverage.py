"""`rules coverage`: what law is on file, place by place, as a page for people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ircomply.cli.options import NoShipped, Rules, one_format
from ircomply.errors import DONE


def coverage(
    format_: Annotated[str, typer.Option("--format", help="markdown or json.")] = "markdown",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")] = None,
    rules_: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Say what law is on file: by place and field, and each regime with its state of review."""
    from ircomply.files.law import load
    from ircomply.report.as_coverage import coverage_json, coverage_markdown

    one_format(format_, ("markdown", "json"))
    corpus = load(list(rules_ or ()), own=not no_shipped_rules)
    said = coverage_json(corpus) if format_ == "json" else coverage_markdown(corpus)
    if out is None:
        sys.stdout.write(said)
        return DONE
    from ircomply.cli.acts import tell
    from ircomply.files.writing import write

    write(out, said.encode())
    tell(f"saved: {out.as_posix()}")
    return DONE
