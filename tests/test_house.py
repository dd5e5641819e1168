"""The house as a whole: its sizes, what it loads at start, what it says where, always in the same bytes."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "ircomply"
MODULES = sorted(SOURCE.rglob("*.py"))
NOW = "2026-11-21T18:40:00+00:00"
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
HEAVY = {"rich", "holidays", "pydantic", "yaml_edit", "filelock", "jsonschema", "pendulum", "docx", "lxml"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- sizes and docstrings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_fits_the_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it owns"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{one.name}: {size}" for one in functions if (size := _lines(one)) > LONGEST_FUNCTION]
    assert long == []
    assert [name for name, node in _public(tree.body) if not ast.get_docstring(node)] == []


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def _public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, f"{node.name}.")


# --- what stands in the tree ------------------------------------------------------------------------------


def tracked() -> list[Path]:
    """List what git keeps; from an unpacked sdist, what lies there."""
    if (ROOT / ".git").exists():
        listing = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        paths = [ROOT / line for line in listing.stdout.splitlines()]
    else:
        paths = [path for path in ROOT.rglob("*") if not any(part in (".venv", ".cache") for part in path.parts)]
    return [path for path in paths if path.is_file()]


INDEX_ADDRESS = re.compile(
    r"(?<!no-emit-)inde[x]-url\b|fin[d]-links\b|https?://\S*(?:/simple/|pyp[i]\.|pythonhoste[d])"
)


def test_no_address_of_a_package_index_stands_in_the_tree() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if INDEX_ADDRESS.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["--INDEX-URL X", "--extra-INDEX-URL=X", "--FIND-LINKS=X", "HTTPS://X/SIMPLE/A"])
def test_an_address_of_a_package_index_is_seen(line: str) -> None:
    assert INDEX_ADDRESS.search(line.lower())


# --- the program as it runs -------------------------------------------------------------------------------


def copied(folder: Path) -> Path:
    kept = shutil.ignore_patterns("history", "record.jsonl", ".lock")
    return shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True, ignore=kept)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return copied(tmp_path)


def ircomply(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ircomply", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False, timeout=120
    )


def loaded_by(*arguments: str, folder: Path = ROOT) -> set[str]:
    """List the packages that are in memory when the command has ended."""
    script = (
        "import sys\n"
        "from ircomply.cli.main import main\n"
        f"main({list(arguments)!r})\n"
        "print('LOADED', *{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    return set(ended.stderr.rpartition("LOADED")[2].split())


def test_the_entry_alone_loads_nothing_heavy() -> None:
    script = "import ircomply.cli.main, sys; print(*{name.split('.')[0] for name in sys.modules})"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert not set(ended.stdout.split()) & (HEAVY | {"yaml", "zoneinfo", "tzdata"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("clock", "eu-gdpr-art33-authority", "--start", NOW),
        ("deadlines", "northwind", "--as-of", NOW),
        ("deadlines", "northwind", "--as-of", NOW, "--format", "json"),
        ("explain", "northwind", "eu-gdpr-art33-authority", "--as-of", NOW),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_what_must_be_fast_loads_nothing_heavy(arguments: tuple[str, ...], example: Path) -> None:
    ircomply(example, *arguments)  # facts that were not seen before are kept once, under the lock
    assert not loaded_by(*arguments, folder=example) & HEAVY


ELSEWHERE = [
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
    {
        "TZ": "Pacific/Chatham",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
        "PYTHONUTF8": "0",
        "COLUMNS": "200",
    },
]
ANSWERS = [
    ("deadlines", "northwind", "--as-of", NOW),
    ("deadlines", "northwind", "--as-of", NOW, "--format", "json"),
    ("explain", "northwind", "eu-gdpr-art33-authority", "--as-of", NOW),
    ("next", "northwind", "--as-of", NOW, "--format", "json"),
]


@pytest.mark.parametrize("arguments", ANSWERS, ids=lambda arguments: " ".join((arguments[0], arguments[-1])))
def test_the_same_input_gives_the_same_bytes(arguments: tuple[str, ...], tmp_path: Path) -> None:
    first = ircomply(copied(tmp_path / "here"), *arguments)
    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout
    assert ircomply(tmp_path / "here", *arguments).stdout == first.stdout
    for number, environment in enumerate(ELSEWHERE):
        there = copied(tmp_path / f"elsewhere-{number}")
        assert ircomply(there, *arguments, **environment).stdout == first.stdout


def test_data_goes_to_one_stream_and_words_to_the_other(example: Path) -> None:
    as_json = ircomply(example, "deadlines", "northwind", "--as-of", NOW, "--format", "json")
    assert json.loads(as_json.stdout)["schema"] == "ircomply/schedule/v1"
    as_table = ircomply(example, "deadlines", "northwind", "--as-of", NOW)
    assert b"OVERDUE" in as_table.stdout
    assert b"Do now" in as_table.stderr
    assert b"Do now" not in as_table.stdout


def test_a_pipe_gets_plain_text(example: Path) -> None:
    ended = ircomply(example, "deadlines", "northwind", "--as-of", NOW)
    assert b"\x1b" not in ended.stdout + ended.stderr
    assert all(len(line) <= 100 for line in ended.stdout.decode().splitlines())


def test_what_cannot_be_read_gives_no_answer(example: Path) -> None:
    path = example / "northwind" / "incident.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("aware: 2026-11-20 16:40 Europe/Dublin", "aware: 2026-11-20T16:40"),
        encoding="utf-8",
    )
    ended = ircomply(example, "deadlines", "northwind", "--as-of", NOW, "--format", "json")
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert re.search(rb"^northwind/incident\.yaml:\d+:\d+: error: ", ended.stderr, re.MULTILINE)
    assert b"Traceback" not in ended.stderr


def test_the_example_and_its_house_profile_agree() -> None:
    import yaml

    incident, profile = (
        yaml.safe_load((ROOT / "examples" / "northwind" / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("incident", "organisation")
    )
    assert incident["organisation"] == profile["organisation"]
    assert incident["rules"] == profile["rules"]
