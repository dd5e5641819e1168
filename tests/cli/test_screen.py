from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys

import pytest

from ircomply.cli import screen
from ircomply.report.page import Page, Piece, text

PAGE = (
    text(" 1 ", Piece("OVERDUE", "overdue"), "    Card acquirer [bold]x[/bold] :smile: 10:00"),
    text(Piece("error", "error"), ": \x1b[31mred"),
    text("a sentence " * 9),
)
PLAIN = """\
 1 OVERDUE    Card acquirer [bold]x[/bold] :smile: 10:00
error: \\x1b[31mred
a sentence a sentence a sentence a sentence a sentence a sentence a sentence a
sentence a sentence
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def on(terminal: Terminal, page: Page) -> str:
    with contextlib.redirect_stdout(terminal):
        screen.show(page)
    return terminal.getvalue()


def test_a_pipe_gets_plain_text_of_eighty_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FORCE_COLOR", "1")
    screen.show(PAGE)
    assert capsys.readouterr() == (PLAIN, "")


def test_what_to_do_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    screen.tell((text("Do next: ircomply next"),))
    assert capsys.readouterr() == ("", "Do next: ircomply next\n")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert on(terminal, PAGE) == PLAIN


def test_colour_repeats_a_word(terminal: Terminal) -> None:
    shown = on(terminal, PAGE)
    assert "\x1b[37;41mOVERDUE\x1b[0m" in shown
    assert "\x1b[31merror\x1b[0m" in shown
    assert "[bold]x[/bold] :smile: 10:00" in shown
    assert "\\x1b[31mred" in shown
    assert without_colour(shown) == PLAIN


def without_colour(shown: str) -> str:
    return re.sub("\x1b\\[[0-9;]*m", "", shown)


@pytest.mark.parametrize(("columns", "longest"), [("60", 60), ("120", 120), ("10", 40)])
def test_as_wide_as_the_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, columns: str, longest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = without_colour(on(terminal, (text("word " * 60),))).splitlines()
    assert all(len(line) <= longest for line in lines)
    assert max(len(line) for line in lines) > longest - 6


def test_rich_is_loaded_for_a_terminal_alone() -> None:
    code = (
        "import sys; from ircomply.cli import screen; from ircomply.report.page import text; "
        "screen.show((text('x'),)); sys.exit('rich' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TERM": "xterm"}, capture_output=True, check=False
    )
    assert ended.returncode == 0
