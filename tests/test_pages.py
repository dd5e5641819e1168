"""The pages: what they point at is there, what they name exists, and what they tell a newcomer works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(page))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_command_exists(page: Path) -> None:
    from ircomply.cli.main import COMMANDS

    said = set(re.findall(r"(?:^ {4}|`|\$ |/)ircomply ([a-z]+)", text_of(page), re.MULTILINE))
    assert said <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_target_of_make_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text_of(page), re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", [ROOT / "docs" / "architecture.md"], ids=named)
def test_a_module_that_the_architecture_names_is_there(page: Path) -> None:
    modules = set(re.findall(r"`((?:cli|files|report|engine|model)/[a-z_]+)`", text_of(page)))
    assert modules
    there = ROOT / "src" / "ircomply"
    assert [name for name in sorted(modules) if not ((there / f"{name}.py").exists() or (there / name).is_dir())] == []


def test_the_readme_shows_the_shortest_file_as_it_is() -> None:
    shortest = text_of(ROOT / "examples" / "shortest" / "incident.yaml")
    assert f"```yaml\n{shortest}```" in text_of(ROOT / "README.md")


def test_the_law_that_contributing_walks_through_passes(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n# (jurisdictions/\S+)\n(.*?)```", text_of(ROOT / "CONTRIBUTING.md"), re.DOTALL)
    assert [path for path, _ in blocks] == ["jurisdictions/my/pdpa.yaml", "jurisdictions/my/pdpa.cases.yaml"]
    shutil.copytree(ROOT / "jurisdictions", tmp_path / "jurisdictions")
    shutil.copytree(ROOT / "src", tmp_path / "src")
    for path, body in blocks:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "ircomply", "rules", "check"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "my-pdpa-commissioner" in _listed(tmp_path, environment)


def _listed(folder: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", "ircomply", "rules", "list"]
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True)
    return ended.stdout
