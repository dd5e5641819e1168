"""Measures what the law costs as it grows, and prints a Markdown table.

`rules check` with every case, against check-jsonschema with the same schemas on the same files; the same on a law twice
as large; `deadlines` on 540 and on 3,000 obligations. The larger laws are made here: the shipped files, with every id of
theirs renamed. Commands take turns in one run, so that what slows the machine slows all; never part of the tests.

    make benchmarks
    .venv/bin/python benchmarks/law.py --turns 7
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
LAW = ROOT / "jurisdictions"
SCHEMAS = ROOT / "docs" / "schema"
NOW = "2026-11-21T18:40:00+00:00"
FEW, MANY = 540, 3000
PLACE = re.compile(r'(\b(?:place|in|people_in|jurisdiction): )"?([A-Z]{2,3}(?:-[A-Z0-9]+)?)"?(?=[,}\s])')
COUNTRIES = [
    code
    for code, one in yaml.safe_load((LAW / "_vocabulary" / "places.yaml").read_text(encoding="utf-8"))["places"].items()
    if isinstance(code, str) and len(code) == 2 and "holds" not in one and code not in ("IE", "NO", "US")
]


@dataclass
class Task:
    """What is timed: commands that run one after the other, and the seconds of each turn."""

    name: str
    commands: list[list[str]]
    seconds: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return statistics.median(self.seconds)


def regimes(folder: Path) -> list[Path]:
    """List the regime files of a tree of law."""
    found = sorted(folder.glob("*/*.yaml"))
    return [path for path in found if not path.parent.name.startswith("_") and not path.name.endswith(".cases.yaml")]


def ids_of(folder: Path) -> set[str]:
    """List every id that the regimes declare: their own, of obligations, questions and events."""
    found: set[str] = set()
    for path in regimes(folder):
        law = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - it builds text alone
        found |= {law["regime"], *(one["id"] for one in law["obligations"])}
        found |= {*law.get("questions", ()), *law.get("events", ())}
    return found


def grown(folder: Path, times: int, target: Path, *, spread: bool = False) -> int:
    """Write a law so many times as large as the shipped one; gives the number of its obligations.

    `spread` makes each copy the law of other places, as law is: an incident touches few of them. Its cases are left out.
    """
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*.cases.yaml") if spread else None)
    names = sorted(ids_of(folder), key=len, reverse=True)
    known = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])")
    words_too(target, names, known, times)
    ending = (".yaml",) if spread else (".yaml", ".cases.yaml")
    files = [path for law in regimes(folder) for one in ending if (path := law.with_suffix(one)).exists()]
    for copy in range(2, times + 1):
        for file in files:
            text = known.sub(lambda match, copy=copy: _renamed(match, copy), file.read_text(encoding="utf-8"))
            text = PLACE.sub(lambda match, copy=copy: _moved(match, copy), text) if spread else text
            stem, _, rest = file.name.partition(".")
            (target / file.parent.name / f"{stem}-x{copy}.{rest}").write_text(text, encoding="utf-8")
    return times * sum(_count(path) for path in regimes(folder))


def _moved(match: re.Match[str], copy: int) -> str:
    """Put the law of one place into another country, the same for all of a place in one copy."""
    code = match[2]
    return f"{match[1]}{COUNTRIES[(sum(map(ord, code)) * 31 + copy * 17) % len(COUNTRIES)]}"


def _renamed(match: re.Match[str], copy: int) -> str:
    return f"{match[1]}_x{copy}" if "_" in match[1] else f"{match[1]}-x{copy}"


def words_too(folder: Path, names: list[str], known: re.Pattern[str], times: int) -> None:
    """Give every copy its own word where a word of the vocabulary is called as a duty or a regime is."""
    for path in sorted((folder / "_vocabulary").rglob("*.yaml")):
        words = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - it builds text alone
        shared = {
            section: {name: value for name, value in entries.items() if name in names}
            for section, entries in words.items()
            if isinstance(entries, dict)
        }
        shared = {section: entries for section, entries in shared.items() if entries}
        for copy in range(2, times + 1) if shared else ():
            text = yaml.safe_dump(shared, allow_unicode=True, width=1000)
            text = known.sub(lambda match, copy=copy: _renamed(match, copy), text)
            head = "schema: ircomply/vocabulary/v1\n"
            path.with_name(f"{path.stem}-x{copy}.yaml").write_text(head + text, encoding="utf-8")


def _count(path: Path) -> int:
    return len(set(re.findall(r"^  - id: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)))


def check(folder: Path) -> list[str]:
    return [str(SCRIPTS / "ircomply"), "rules", "check", str(folder)]


def peer(folder: Path, schema: str, files: list[Path]) -> list[str]:
    schemafile = SCHEMAS / f"{schema}.v1.json"
    return [str(SCRIPTS / "check-jsonschema"), "--schemafile", str(schemafile), *(str(path) for path in files)]


def peers(folder: Path) -> list[list[str]]:
    cases = sorted(folder.glob("*/*.cases.yaml"))
    words = sorted((folder / "_vocabulary").rglob("*.yaml"))
    named = (("regime", regimes(folder)), ("cases", cases), ("vocabulary", words))
    return [peer(folder, schema, files) for schema, files in named]


def deadlines(program: Path, example: Path) -> list[str]:
    """The command of a checkout whose law is another: it runs from `program`."""
    return [sys.executable, str(program / "run.py"), "deadlines", str(example), "--as-of", NOW]


def program_with(law: Path, target: Path) -> Path:
    """Copy the program beside a law of its own."""
    shutil.copytree(ROOT / "src", target / "src", ignore=shutil.ignore_patterns("__pycache__"))
    law.rename(target / "jurisdictions")
    (target / "run.py").write_text(
        f"import sys\nsys.path.insert(0, {str(target / 'src')!r})\nfrom ircomply.cli.main import run\nrun()\n",
        encoding="utf-8",
    )
    return target


def measure(tasks: list[Task], turns: int, cache: Path) -> None:
    """Let them take turns; the first fills caches and is not counted. A failing command ends the run."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    for turn in range(turns + 1):
        for task in tasks:
            began = time.perf_counter()
            for command in task.commands:
                ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
                if ended.returncode != 0:
                    sys.exit(f"{task.name} ended in {ended.returncode}: {ended.stdout[-2000:]}{ended.stderr[-2000:]}")
            if turn:
                task.seconds.append(time.perf_counter() - began)


def main() -> None:
    """Make the larger laws, measure, and print what is compared with what."""
    parser = argparse.ArgumentParser(description="What the law costs as it grows, each as a ratio.")
    parser.add_argument("--turns", type=int, default=7, help="how often each command runs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        shutil.copytree(ROOT / "examples", place / "examples", ignore=shutil.ignore_patterns("history", "record.jsonl"))
        grown(LAW, 2, place / "twice")
        small = sum(_count(path) for path in regimes(LAW))
        numbers = {}
        for name, wanted in (("few", FEW), ("many", MANY)):
            numbers[name] = grown(LAW, -(-wanted // small), place / f"{name}-law", spread=True)
            (place / name).mkdir()
            program_with(place / f"{name}-law", place / name)
        shipped, twice = (
            Task("rules check, all cases", [check(LAW)]),
            Task("on a law twice as large", [check(place / "twice")]),
        )
        schema = Task("check-jsonschema, the same files and schemas", peers(LAW))
        few = Task(
            f"deadlines, {numbers['few']:,} obligations", [deadlines(place / "few", place / "examples" / "shortest")]
        )
        many = Task(
            f"deadlines, {numbers['many']:,} obligations", [deadlines(place / "many", place / "examples" / "shortest")]
        )
        measure([shipped, schema, twice, few, many], options.turns, place / "cache")
    print(
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, medians of {options.turns} turns.\n"
    )
    print("| what | ms | against | ratio | at most |\n|---|---:|---|---:|---:|")
    rows = ((shipped, schema, 0.5), (twice, shipped, 2.1), (many, few, 2.0))
    for task, base, limit in rows:
        print(
            f"| {task.name} | {task.middle * 1000:.0f} | {base.name}, {base.middle * 1000:.0f} ms | {task.middle / base.middle:.2f} | {limit:g} |"
        )


if __name__ == "__main__":
    main()
