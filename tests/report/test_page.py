from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircomply.report.as_text import width
from ircomply.report.page import BLANK, Line, Piece, as_plain, lay_out, row, text

DATES = (2, "Mon 23 Nov, 4:40 pm"), (28, "46 hours left"), (43, "Data Protection Commission, Ireland")


@pytest.mark.parametrize(
    ("line", "columns", "expected"),
    [
        pytest.param(text("a sentence", at=2), 80, "  a sentence\n", id="fits"),
        pytest.param(
            text("Required: 72 hours from awareness.  eu-gdpr", at=6),
            36,
            "      Required: 72 hours from\n      awareness.  eu-gdpr\n",
            id="wraps with a hanging indent",
        ),
        pytest.param(text("one two three", at=2, hang=4), 10, "  one two\n    three\n", id="hangs further"),
        pytest.param(
            text("ends with an id.  us-tx-individuals"),
            30,
            "ends with an id.\nus-tx-individuals\n",
            id="no blanks at an end",
        ),
        pytest.param(text("x" * 30), 10, f"{'x' * 30}\n", id="one long word is not broken"),
        pytest.param(text("it took 46 hours"), 12, "it took\n46 hours\n", id="a number keeps its word"),
        pytest.param(text("act by 4:40 pm"), 12, "act by\n4:40 pm\n", id="a time keeps its half of the day"),
        pytest.param(text("a: b c d", wraps=False), 3, "a: b c d\n", id="an objection does not wrap"),
        pytest.param(BLANK, 80, "\n", id="blank"),
        pytest.param(
            row(*DATES),
            80,
            "  Mon 23 Nov, 4:40 pm       46 hours left  Data Protection Commission, Ireland\n",
            id="a row",
        ),
        pytest.param(
            row(*DATES),
            68,
            "  Mon 23 Nov, 4:40 pm       46 hours left  Data Protection\n"
            "                                           Commission, Ireland\n",
            id="a cell wraps in its column",
        ),
        pytest.param(
            row(*DATES),
            60,
            "  Mon 23 Nov, 4:40 pm  46 hours left  Data Protection\n      Commission, Ireland\n",
            id="no room for columns",
        ),
        pytest.param(row((2, "a"), (10, ""), (20, "b")), 80, "  a                 b\n", id="an empty cell"),
        pytest.param(text(Piece("OPEN", "open"), ": what"), 80, "OPEN: what\n", id="pieces touch"),
        pytest.param(text("two\nlines\tand more"), 80, "two lines and more\n", id="line ends are blanks"),
    ],
)
def test_laid_out(line: Line, columns: int, expected: str) -> None:
    assert as_plain((line,), columns) == expected


def test_styles_stay_with_their_words() -> None:
    line = text(" 1 ", Piece("DUE SOON", "due_soon"), "   soon")
    assert [(piece.text, piece.style) for piece in next(iter(lay_out((line,), 80)))] == [
        (" 1 ", "plain"),
        ("DUE SOON", "due_soon"),
        ("   soon", "plain"),
    ]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x07b\x9bc", "a\\x07b\\x9bc"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("Åland, 東京", "Åland, 東京"),
    ],
)
def test_what_a_terminal_would_act_on_is_written_out(given: str, shown: str) -> None:
    assert as_plain((text(given),)) == f"{shown}\n"


ANYTHING = st.text(max_size=60)


@given(st.lists(st.tuples(ANYTHING, st.integers(0, 20), st.integers(0, 20)), max_size=4), st.integers(40, 130))
def test_no_sentence_is_wider_than_the_page(sentences: list[tuple[str, int, int]], columns: int) -> None:
    page = tuple(text(said, at=at, hang=hang) for said, at, hang in sentences)
    for pieces in lay_out(page, columns):
        line = "".join(piece.text for piece in pieces).rstrip()
        assert width(line) <= columns or len(line.split()) <= 2  # one word, with the number before it


@given(st.tuples(ANYTHING, ANYTHING, ANYTHING), st.integers(40, 130))
def test_no_row_is_wider_than_the_page(cells: tuple[str, str, str], columns: int) -> None:
    page = (row(*zip((2, 28, 43), cells, strict=True)),)
    for pieces in lay_out(page, columns):
        line = "".join(piece.text for piece in pieces).rstrip()
        assert width(line) <= columns or len(line.split()) <= 2


@given(st.lists(ANYTHING, min_size=1, max_size=3), st.integers(40, 100))
def test_nothing_is_cropped_and_nothing_acts(said: list[str], columns: int) -> None:
    shown = as_plain(tuple(text(one) for one in said), columns)
    whole = "".join("".join(Piece(one).text.split()) for one in said)
    assert "".join(shown.split()) == whole
    assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") and sign != "\n"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
