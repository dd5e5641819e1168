"""The current folder of a test of the commands is an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driver import Ended, command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ircomply(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Give a function that runs `ircomply` with these arguments in that folder."""
    return command(capsys)
