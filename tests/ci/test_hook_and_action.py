"""The pre-commit hook and the GitHub Action of this repository, run as their users run them, on a broken rule.

Both install ircomply from this checkout into an environment of their own, so they need the package index.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CLEAN = {
    key: value
    for key, value in os.environ.items()
    if not key.startswith(("GIT_", "PRE_COMMIT", "PYTEST", "VIRTUAL_ENV"))
}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Give somebody's repository with a set of rules in which an hour is misspelt."""
    folder = tmp_path / "repository"
    shutil.copytree(ROOT / "examples" / "house-rules", folder / "house-rules")
    path = folder / "house-rules" / "acme-contracts.yaml"
    text = path.read_text(encoding="utf-8")
    assert "within: {hours: 24}" in text
    path.write_text(text.replace("within: {hours: 24}", "within: {hourz: 24}"), encoding="utf-8")
    (folder / "other.yaml").write_text("a: b\n", encoding="utf-8")
    _run(folder, "git", "init", "--quiet")
    _run(folder, "git", "add", ".")
    return folder


def _run(folder: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env={**CLEAN, **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _mended(theirs: Path) -> None:
    path = theirs / "house-rules" / "acme-contracts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("hourz", "hours"), encoding="utf-8")


def test_the_hook_stops_a_commit_and_lets_the_mended_one_pass(theirs: Path, tmp_path: Path) -> None:
    def commit() -> subprocess.CompletedProcess[str]:
        hook = (
            sys.executable,
            "-m",
            "pre_commit",
            "try-repo",
            ROOT,
            "ircomply-rules-check",
            "--all-files",
            "--verbose",
        )
        return _run(theirs, *hook, PRE_COMMIT_HOME=str(tmp_path / "pre-commit"))

    broken = commit()
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert re.search(r'house-rules/acme-contracts\.yaml:\d+:\d+: error: no unit "hourz"', broken.stdout)
    assert "other.yaml" not in broken.stdout
    _mended(theirs)
    _run(theirs, "git", "add", ".")
    mended = commit()
    assert mended.returncode == 0, mended.stdout + mended.stderr


def test_the_action_marks_the_line_and_passes_the_mended_file(theirs: Path, tmp_path: Path) -> None:
    given = {"paths": "house-rules\n", "fail-on": "stale", "python": sys.executable}
    broken = [_step(step, given, theirs, tmp_path) for step in _steps()]
    assert broken[0].returncode == 0, broken[0].stderr
    assert broken[1].returncode == 1, broken[1].stdout + broken[1].stderr
    assert re.search(
        r'^::error file=house-rules/acme-contracts\.yaml,line=\d+,col=\d+,.*no unit "hourz"',
        broken[1].stdout,
        re.MULTILINE,
    )
    _mended(theirs)
    mended = _step(_steps()[1], given, theirs, tmp_path)
    assert mended.returncode == 0, mended.stdout + mended.stderr


def _steps() -> list[dict[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert action["runs"]["using"] == "composite"
    steps: list[dict[str, Any]] = action["runs"]["steps"]
    return steps


def _step(step: dict[str, Any], given: dict[str, str], folder: Path, temp: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does: inputs filled in, bash with -e and pipefail, in the user's checkout."""
    assert step["shell"] == "bash"
    env = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    more = {"RUNNER_TEMP": str(temp), "GITHUB_ACTION_PATH": str(ROOT), **env}
    return _run(folder, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], **more)
