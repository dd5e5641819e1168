"""`record`: what was done in an incident, by whom, when; and whether the record is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ircomply.cli.acts import answer, tell
from ircomply.cli.options import HERE, IncidentArgument, one_format
from ircomply.errors import DONE, OBJECTED, UsageError
from ircomply.files import history
from ircomply.files import record as records
from ircomply.files.incident import find_file
from ircomply.files.strays import strays
from ircomply.report.as_text import objections_text

Line = records.Line


def record(
    incident: IncidentArgument = HERE,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Follow the chain, and compare the kept versions.")] = False,
    head: Annotated[bool, typer.Option("--head", help="The number and the digest of the last entry.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="DIR", help="Copy facts, history and record; a .zip too.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> int:
    """Show the history of an incident, check it, or copy it out."""
    one_format(format_, ("table", "json"))
    if verify + head + (export is not None) > 1:
        raise UsageError("one of --verify, --head and --export at a time")
    folder = find_file(incident).parent
    if export is not None:
        return _export(folder, export)
    if verify:
        return _verify(folder, as_json=format_ == "json")
    lines = [line for line in records.read_record(folder) if isinstance(line, Line)]
    if format_ == "json":
        _dump(
            {"head": _head(lines), "entries": [_entry(line) for line in lines]} if not head else {"head": _head(lines)}
        )
    elif head:
        answer(f"{lines[-1].seq} sha256:{lines[-1].digest}") if lines else tell("the record is empty")
    else:
        _show(lines)
    return DONE


def _show(lines: list[Line]) -> None:
    who = max((len(line.by) for line in lines), default=0)
    for line in lines:
        answer(f"{line.seq:>4}  {line.at}  {line.what:<8}  {line.by:<{who}}  {_detail(line)}".rstrip())
    if not lines:
        tell("the record is empty")


def _detail(line: Line) -> str:
    """Give the details in a line; of a digest its first eight, as every header shows it."""
    said = [f"{key} {_value(value)}" for key, value in line.detail.items() if key != "facts"]
    facts = line.detail.get("facts")
    return "; ".join([*said, *([f"facts {history.short(facts)}"] if isinstance(facts, str) else [])])


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}={_value(one)}" for key, one in value.items())
    return ", ".join(_value(one) for one in value) if isinstance(value, list) else str(value)


def _verify(folder: Path, *, as_json: bool) -> int:
    found = (*records.verify(folder), *history.verify(folder), *strays(folder))
    lines = [line for line in records.read_record(folder) if isinstance(line, Line)]
    if as_json:
        from ircomply.report.as_json_answers import objection_json

        _dump({"head": _head(lines), "objections": [objection_json(one) for one in found]})
    elif found:
        sys.stdout.write(objections_text(found))
    if not any(one.severity == "error" for one in found) and not as_json:
        last = f"; the last is sha256:{lines[-1].digest}" if lines else ""
        answer(
            f"The record is whole: {len(lines)} entries, {len(history.versions(folder))} versions of the facts{last}"
        )
    return OBJECTED if any(one.severity == "error" for one in found) else DONE


def _export(folder: Path, target: Path) -> int:
    from ircomply.files.export import MANIFEST, export

    names = export(folder, target)
    tell(f"copied {len(names)} files to {target}; sha256sum --check {MANIFEST} compares them")
    tell("it holds everything, privileged words as well")
    return DONE


def _dump(found: dict[str, Any]) -> None:
    from ircomply.report.as_json import dump

    sys.stdout.write(dump({"schema": "ircomply/record/v1", **found}))


def _head(lines: list[Line]) -> dict[str, Any] | None:
    return {"seq": lines[-1].seq, "at": lines[-1].at, "digest": f"sha256:{lines[-1].digest}"} if lines else None


def _entry(line: Line) -> dict[str, Any]:
    said = {"seq": line.seq, "at": line.at, "what": line.what, "by": line.by, "detail": line.detail}
    return {**said, "previous": line.previous, "digest": line.digest}
