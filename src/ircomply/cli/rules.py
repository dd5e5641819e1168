"""`rules`: check, list, show, begin and describe the law, ours and the user's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ircomply import __version__
from ircomply.cli.options import NoShipped, Rules, find_obligation, one_format
from ircomply.cli.rules_coverage import coverage
from ircomply.cli.rules_new import new
from ircomply.errors import DONE, OBJECTED, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ircomply.engine.checking import Checked
    from ircomply.engine.selecting import Filter
    from ircomply.model.corpus import Corpus
    from ircomply.model.objection import Objection

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
CHECK_FORMATS = ("text", "json", "sarif", "github", "junit")
Shown = Annotated[str, typer.Option("--format", help="table or json.")]

app.command("new")(new)
app.command("coverage")(coverage)


@app.callback()
def rules() -> None:
    """Check, list, show and describe the law: ours, and your own."""


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Sets of rules, or files; without, our law.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="text, json, sarif, github or junit.")] = "text",
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="stale: also fail on law last checked more than a year ago.")
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="INSTANT", help="Judge what is stale as of then (default: now).")
    ] = "",
) -> int:
    """Check law, cases and vocabulary; exit 1 for an error."""
    from ircomply.cli.instants import understood
    from ircomply.cli.timing import now
    from ircomply.engine.checking import check_all
    from ircomply.files.calendars import calendars_of
    from ircomply.files.rulebook import read_rulebook

    one_format(format_, CHECK_FORMATS)
    if fail_on not in ("", "stale"):
        raise UsageError(f'no --fail-on "{fail_on}"', "--fail-on stale")
    today = (understood(as_of, now(), None) if as_of else now()).date()
    book = read_rulebook(paths or ())
    found = check_all(book.law, book.objections, book.asked, today, calendars_of(book.folders))

    def fails(one: Objection) -> bool:
        return one.severity == "error" or (fail_on == "stale" and one.rule == "stale")

    sys.stdout.write(_written(found, format_, fails))
    return OBJECTED if any(fails(one) for one in found.objections) else DONE


def _written(found: Checked, format_: str, fails: Callable[[Objection], bool]) -> str:
    """Write what a check found in the format that was asked for."""
    from ircomply.report import as_rules

    if format_ == "sarif":
        from ircomply.report.as_sarif import sarif

        return sarif(found.objections, __version__)
    if format_ == "github":
        from ircomply.report.as_github import github

        return github(found.objections) + as_rules.check_totals(found)
    if format_ == "junit":
        from ircomply.report.as_junit import junit

        return junit(found, fails)
    return as_rules.check_json(found) if format_ == "json" else as_rules.check_text(found)


@app.command("list")
def list_(
    place: Annotated[
        str, typer.Option("--place", metavar="ISO", help="Law that holds there, or in a part of it.")
    ] = "",
    regime: Annotated[str, typer.Option("--regime", help="Of this regime, by a part of its id or title.")] = "",
    recipient: Annotated[
        str, typer.Option("--recipient", help="To this kind of recipient, or to one whose name has this in it.")
    ] = "",
    class_: Annotated[str, typer.Option("--class", help="That hang on this regulated status.")] = "",
    status: Annotated[str, typer.Option("--status", help="draft, reviewed or retired.")] = "",
    format_: Shown = "table",
    rules_: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """List obligations: id, what it asks, and its status; several filters must all hold."""
    from ircomply.engine.selecting import Filter, select
    from ircomply.files.law import load
    from ircomply.report.as_rules import list_json, list_page

    one_format(format_, ("table", "json"))
    corpus = load(list(rules_ or ()), own=not no_shipped_rules)
    wanted = Filter(place, regime, recipient, class_, status)
    _known(wanted, corpus)
    texts = select(corpus, wanted)
    if format_ == "json":
        sys.stdout.write(list_json(texts))
    else:
        from ircomply.cli.screen import show as show_page

        show_page(list_page(texts, corpus))
    return DONE


def _known(wanted: Filter, corpus: Corpus) -> None:
    """Refuse a filter that could match nothing because its word does not exist. Raises `UsageError`."""
    from ircomply.model.objection import did_you_mean
    from ircomply.model.regime import STATUSES

    words = corpus.vocabulary
    places = {*words.places, *(regime.jurisdiction for regime in corpus.regimes.values())}
    for what, given, known in (
        ("place", wanted.place, places),
        ("regulated status", wanted.status, words.classes),
        ("status", wanted.review, STATUSES),
    ):
        if given and given not in known:
            near = did_you_mean(given, known)
            raise UsageError(f'no {what} "{given}"{near}', "" if near else f"{what} must be a word of the vocabulary")


@app.command()
def show(
    obligation: Annotated[str, typer.Argument(metavar="OBLIGATION", help="Its id, or an unambiguous part of it.")],
    format_: Shown = "table",
    rules_: Rules = None,
    no_shipped_rules: NoShipped = False,
) -> int:
    """Show one obligation in plain words."""
    from ircomply.cli.screen import show as show_page
    from ircomply.engine.cases import run_case
    from ircomply.files.calendars import calendars_of
    from ircomply.files.law import load
    from ircomply.files.rulebook import cases_of
    from ircomply.report.as_rule import show_page as page_of
    from ircomply.report.as_rule_json import rule_json

    one_format(format_, ("table", "json"))
    folders = list(rules_ or ())
    corpus = load(folders, own=not no_shipped_rules)
    name = find_obligation(corpus, obligation, whole=format_ == "json")
    cases = cases_of(folders, name)
    passed = sum(1 for case in cases if not run_case(case, corpus, calendars_of(folders)))
    if format_ == "json":
        sys.stdout.write(rule_json(name, corpus, passed, len(cases)))
    else:
        show_page(page_of(name, corpus, passed, len(cases)))
    return DONE


@app.command()
def schema(
    kind: Annotated[
        str,
        typer.Argument(metavar="[KIND]", help="incident, organisation, regime, cases, vocabulary, set or coverage."),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write every schema into this folder, or the one named.")
    ] = None,
) -> int:
    """Print the JSON Schema of a format, or write them all."""
    from ircomply.files.schemas import FORMATS, schema_text, write_schemas
    from ircomply.model.objection import did_you_mean

    if kind and kind not in FORMATS:
        raise UsageError(f'no format "{kind}"{did_you_mean(kind, FORMATS)}', f"one of {', '.join(FORMATS)}")
    if out is not None:
        write_schemas(out, [kind] if kind else list(FORMATS))
        return DONE
    if not kind:
        raise UsageError("which format?", f"one of {', '.join(FORMATS)}; or --out DIR for all of them")
    sys.stdout.write(schema_text(kind))
    return DONE


if __name__ == "__main__":
    app()
