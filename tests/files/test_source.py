"""Strict YAML: text with positions, and everything refused that a file of facts or law must not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ircomply.errors import UnreadableInput
from ircomply.files.source import DEEPEST, LARGEST, parse, read_yaml
from ircomply.model.node import Mapping, Scalar, Sequence, locate, plain

if TYPE_CHECKING:
    from pathlib import Path

    from ircomply.model.objection import Objection


def refused(text: str | bytes) -> list[Objection]:
    with pytest.raises(UnreadableInput) as raised:
        parse(text if isinstance(text, bytes) else text.encode(), "facts.yaml")
    return list(raised.value.objections)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: NO", {"a": "NO"}),  # Norway
        ("a: 12:30", {"a": "12:30"}),  # not 750
        ("a: 017", {"a": "017"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: ~", {"a": "~"}),
        ("a:", {"a": ""}),
        ("a: null", {"a": "null"}),
        ("a: yes", {"a": "yes"}),
        ("a: 2026-11-20", {"a": "2026-11-20"}),
        ("a: 1e3", {"a": "1e3"}),
        ("yes: on", {"yes": "on"}),
        ("? a\n: b", {"a": "b"}),
        ("[a, b]", ["a", "b"]),
        ("{a: {b: [c, {d: e}]}}", {"a": {"b": ["c", {"d": "e"}]}}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ("a: >-\n  one\n  line\n", {"a": "one line"}),
        ("a: 'it''s'", {"a": "it's"}),
        ('a: "caf\\u00e9"', {"a": "café"}),
        ("a: \u2014 \U0001f512", {"a": "\u2014 \U0001f512"}),
        ("\ufeffa: b", {"a": "b"}),  # a mark at the beginning, as Windows writes it
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("# only\na: b # said\n", {"a": "b"}),
        ("<<: b", {"<<": "b"}),  # no merging
        ("---\na: b\n...\n", {"a": "b"}),
    ],
)
def test_text_is_never_resolved(text: str, expected: object) -> None:
    assert plain(parse(text.encode(), "facts.yaml")) == expected


def test_every_value_has_its_place() -> None:
    root = parse(b"a:\n  - b\n  - {c: 'd'}\n", "facts.yaml")
    assert isinstance(root, Mapping)
    spot = locate(root, ("a", 1, "c"))
    assert isinstance(spot, Scalar)
    assert str(spot.span) == "facts.yaml:3:9"
    assert (spot.span.end, spot.span.source, spot.plain) == (12, "  - {c: 'd'}", False)
    assert isinstance(locate(root, ("a",)), Sequence)
    assert locate(root, ("a", 7, "x")) is locate(root, ("a",))  # the deepest that is there


def test_columns_are_counted_in_characters() -> None:
    root = parse("é\U0001f512: {b: c}".encode(), "facts.yaml")
    assert str(locate(root, ("é\U0001f512", "b")).span) == "facts.yaml:1:9"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: &x b\nc: d", "anchor", 1, 4),
        ("a: *x", "alias", 1, 4),
        ("a: !!int 5", "tag", 1, 4),
        ("a: !secret b", "tag", 1, 4),
        ("%YAML 1.1\n---\na: b", "directive", 1, 1),
        ("%TAG ! tag:x,2000:\n---\na: b", "directive", 1, 1),
        ("a: b\n---\nc: d", "document", 2, 1),
        ("a: b\nc: d\na: e", "repeated-key", 3, 1),
        ("x: {a: b, a: c}", "repeated-key", 1, 11),
        ("? [a, b]\n: c", "key", 1, 3),
        ('a: "\\u0007"', "character", 1, 4),
        ('a: "\\x00"', "character", 1, 4),
        ('"a\\u0007": b', "character", 1, 1),
        ("a: b: c", "yaml", 1, 5),
        ("a: [b", "yaml", 1, 4),
        ("a:\n\t- b", "yaml", 2, 1),
        ("a: 'b", "yaml", 1, 6),
        ("a: b\n  c: d\n e: f", "yaml", 2, 4),
    ],
)
def test_what_has_no_place_in_a_file_of_facts(text: str, rule: str, line: int, column: int) -> None:
    (objection,) = refused(text)
    assert (objection.rule, objection.span.line, objection.span.column) == (rule, line, column)
    assert objection.message


def test_everything_that_is_wrong_is_said_in_one_run() -> None:
    assert [one.rule for one in refused("a: &x b\nc: *x\nd: !t e\na: f")] == ["anchor", "alias", "tag", "repeated-key"]


def test_the_first_of_two_keys_is_named() -> None:
    (objection,) = refused("a: b\nc: d\na: e")
    assert objection.message == 'the key "a" stands twice (first on line 1)'


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"a: caf\xe9", "encoding", 1),
        (b"ok: 1\na: \xff\xfe", "encoding", 2),
        ("a: b".encode("utf-16"), "encoding", 1),
        (b"a: \x07", "character", 1),
        (b"a: b\nc: \x00", "character", 2),
        (b"a: \xed\xa0\x80", "encoding", 1),  # half a surrogate pair
    ],
)
def test_bytes_that_are_no_text(data: bytes, rule: str, line: int) -> None:
    (objection,) = refused(data)
    assert (objection.rule, objection.span.line) == (rule, line)


def test_an_escaped_surrogate_is_no_character() -> None:
    assert [one.rule for one in refused('a: "\\ud800"')] == ["yaml"]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
def test_an_empty_file(text: str) -> None:
    (objection,) = refused(text)
    assert (objection.rule, objection.message) == ("file", "nothing stands in this file")


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_has_an_end(opening: str, closing: str) -> None:
    deep = opening * (DEEPEST - 1) + "b" + closing * (DEEPEST - 1)
    assert parse(deep.encode(), "facts.yaml")
    assert [one.rule for one in refused(opening * (DEEPEST + 1) + closing * (DEEPEST + 1))] == ["depth"]
    assert refused(opening * 50_000)  # and no stack overflows


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(b"a: " + b"b" * LARGEST)
    with pytest.raises(UnreadableInput, match="1 problems") as raised:
        read_yaml(path, "facts.yaml")
    assert "larger than 4 MiB" in raised.value.objections[0].message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(UnreadableInput) as raised:
            read_yaml(path, "facts.yaml")
        assert raised.value.objections[0].message.startswith("cannot read facts.yaml: ")


def test_a_hint_about_tabs() -> None:
    (objection,) = refused("a:\n\tb: c")
    assert objection.advice == "indent with spaces, never with tabs"
