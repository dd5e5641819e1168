"""Edits change the lines they must, and no others."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircomply.errors import NotWritten, UnreadableInput
from ircomply.files.editing import Edit, apply, differences, edited
from ircomply.files.editing_text import scalar_text
from ircomply.files.source import parse
from ircomply.model.node import Mapping, Node, Scalar, Sequence, from_plain, plain

if TYPE_CHECKING:
    from random import Random

FILE = """\
# What is known.
schema: ircomply/incident/v1   # the format
id: INC-1

organisation: {based_in: IE, timezone: Europe/Dublin}  # the group's Irish company
"status": 'open'     # or contained, or closed
timeline:
    # oddly indented, on purpose
    detected: 2026-11-20 09:14 Europe/Dublin   # by the EDR
    # end of the timeline

data:
- id: crm   # customers
  people:
  - {in: US, count: 1000}  # as of Friday
  categories: [
    name,     # all of them
    # and, for some:
    contact   # by e-mail
  ]
findings:
  - id: F1
    at: "2026-11-20T16:40:00+00:00"
    about: crm
    accessed: confirmed   # EDR
  # the last finding stands above
answers: {}
# the end
"""


def changed(text: str, meant: object) -> str:
    return edited(text.encode(), from_plain(meant), "incident.yaml").decode()


def meaning(text: str) -> Any:
    return plain(parse(text.encode(), "incident.yaml"))


def put(tree: Any, path: str, value: object) -> Any:
    """Set a value in plain facts; a last `+` appends."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    holder = tree
    for step in steps:
        holder = holder[step]
    if last == "+":
        holder.append(value)
    else:
        holder[last] = value
    return tree


F2 = {
    "id": "F2",
    "at": "2026-11-21T09:00:00+00:00",
    "about": "crm",
    "exfiltrated": "suspected",
    "sources": ["edr"],
}
FILED = {"obligation": "eu-gdpr-art33-authority", "stage": "notification", "at": "2026-11-22T08:00:00+00:00"}
# what is set, and the lines that go and come
CASES: dict[str, tuple[str, object, list[str], list[str]]] = {
    "a word": (
        "status",
        "closed",
        ["\"status\": 'open'     # or contained, or closed"],
        ['"status": closed     # or contained, or closed'],
    ),
    "a text": ("title", 'Say "no": # never', [], ['title: "Say \\"no\\": # never"']),
    "an event": (
        "timeline/aware",
        "2026-11-20T16:40:00+00:00",
        [],
        ['    aware: "2026-11-20T16:40:00+00:00"'],
    ),
    "a truth": ("people_elsewhere", "no", [], ["people_elsewhere: no"]),
    "Norway": (
        "organisation/based_in",
        "NO",
        ["organisation: {based_in: IE, timezone: Europe/Dublin}  # the group's Irish company"],
        ['organisation: {based_in: "NO", timezone: Europe/Dublin}  # the group\'s Irish company'],
    ),
    "a count": (
        "data/0/people/0/count",
        {"at_least": "400", "at_most": "700"},
        ["  - {in: US, count: 1000}  # as of Friday"],
        ["  - {in: US, count: {at_least: 400, at_most: 700}}  # as of Friday"],
    ),
    "people": ("data/0/people/+", {"in": "FR", "count": "30"}, [], ["  - {in: FR, count: 30}"]),
    "a category": ("data/0/categories/+", "passport", ["  ]"], ["  , passport]"]),
    "a finding": (
        "findings/+",
        F2,
        [],
        [
            "  - id: F2",
            '    at: "2026-11-21T09:00:00+00:00"',
            "    about: crm",
            "    exfiltrated: suspected",
            "    sources: [edr]",
        ],
    ),
    "an answer": (
        "answers/eu-gdpr-risk",
        {"value": "likely", "by": "DPO"},
        ["answers: {}"],
        ["answers:", "  eu-gdpr-risk: {value: likely, by: DPO}"],
    ),
    "a new list": (
        "filings",
        [FILED],
        [],
        [
            "filings:",
            "- obligation: eu-gdpr-art33-authority",
            "  stage: notification",
            '  at: "2026-11-22T08:00:00+00:00"',
        ],
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("path", "value", "gone", "come"), CASES.values(), ids=CASES)
def test_the_lines_that_must_change_do_and_no_others(
    path: str, value: object, gone: list[str], come: list[str], end: str
) -> None:
    text = FILE.replace("\n", end)
    meant = put(meaning(text), path, value)
    result = changed(text, meant)
    assert meaning(result) == meant
    before, after = text.split("\n"), result.split("\n")
    ended = end.removesuffix("\n")
    lines = difflib.ndiff(before, after)
    told = [line for line in lines if line[0] in "+-"]
    assert [line[2:] for line in told if line[0] == "-"] == [line + ended for line in gone]
    assert [line[2:] for line in told if line[0] == "+"] == [line + ended for line in come]


TEXTS = {
    "no findings yet": (
        "id: X\nfindings: []  # none yet\nstatus: open\n",
        "id: X\nfindings:  # none yet\n  - {id: F1}\nstatus: open\n",
    ),
    "no such key": ("id: X\nstatus: open\n", "id: X\nstatus: open\nfindings:\n- {id: F1}\n"),
    "no end of line": ("id: X\nstatus: open", "id: X\nstatus: open\nfindings:\n- {id: F1}"),
    "on one line": ("{id: X, findings: [{id: F0}]}\n", "{id: X, findings: [{id: F0}, {id: F1}]}\n"),
    "a mark at the beginning": (
        "\ufeffid: X\nfindings:\n- {id: F0}\n",
        "\ufeffid: X\nfindings:\n- {id: F0}\n- {id: F1}\n",
    ),
    "a comment at the end": (
        "id: X\nfindings:\n- {id: F0}\n\n# the end\n",
        "id: X\nfindings:\n- {id: F0}\n- {id: F1}\n\n# the end\n",
    ),
    "the marks of a document": (
        "---\nid: X\nfindings:\n- {id: F0}\n...\n",
        "---\nid: X\nfindings:\n- {id: F0}\n- {id: F1}\n...\n",
    ),
    "oddly indented": (
        "id: X\nfindings:\n     -   id: F0\n         at: x\n",
        "id: X\nfindings:\n     -   id: F0\n         at: x\n     - {id: F1}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), TEXTS.values(), ids=TEXTS)
def test_a_finding_is_added_to_every_kind_of_file(before: str, after: str) -> None:
    meant = meaning(before)
    meant["findings"] = [*meant.get("findings", []), {"id": "F1"}]
    result = changed(before, meant)
    assert result == after
    assert meaning(result) == meant


def test_what_is_so_already_is_not_written_anew() -> None:
    assert changed(FILE, meaning(FILE)) == FILE
    assert differences(parse(FILE.encode(), "x"), from_plain(meaning(FILE))) == []


def test_several_edits_at_once() -> None:
    meant = put(put(meaning(FILE), "status", "closed"), "findings/0/exfiltrated", "suspected")
    result = changed(FILE, put(meant, "timeline/aware", "no"))
    assert meaning(result) == meant
    assert re.findall("#.*", result) == re.findall("#.*", FILE)


def test_what_is_removed_takes_no_other_line_with_it() -> None:
    text = "findings:\n  - id: F1  # one\n    at: x\n  # between\n  - id: F2\n    at: y\nstatus: open  # yes\n"
    meant = meaning(text)
    del meant["findings"][1]
    assert changed(text, meant) == "findings:\n  - id: F1  # one\n    at: x\n  # between\nstatus: open  # yes\n"


@pytest.mark.parametrize(
    ("old", "new", "acts"),
    [
        (["a", "b"], ["a", "b", "c"], [("insert", (2,))]),
        (["a", "c"], ["a", "b", "c"], [("insert", (1,))]),
        (["a", "b"], ["a", "x"], [("set", (1,))]),
        (["a", "b", "c"], ["c"], [("remove", (1,)), ("remove", (0,))]),
        (["a"], ["b", "c"], [("set", (0,)), ("insert", (1,))]),
        (["a"], [], [("set", ())]),
        ({"a": "1"}, {"a": "1", "b": "2"}, [("set", ("b",))]),
        ({"a": "1", "b": "2"}, {"b": "3"}, [("set", ("b",)), ("remove", ("a",))]),
        ({"a": {"x": "1"}}, {"a": "1"}, [("set", ("a",))]),
    ],
)
def test_differences(old: object, new: object, acts: list[tuple[str, tuple[object, ...]]]) -> None:
    found = differences(from_plain(old), from_plain(new))
    assert [(edit.act, edit.path) for edit in found] == acts


@pytest.mark.parametrize("text", ["a\x07b", "half \ud83d of a pair", "\x00"], ids=["bell", "surrogate", "nul"])
def test_what_could_not_be_read_back_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput) as refused:
        edited(FILE.encode(), from_plain({**meaning(FILE), "title": text}), "incident.yaml")
    assert "control character" in str(refused.value.objections[0])


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(UnreadableInput):
        edited(b"id: X\nid: Y\n", from_plain({"id": "X", "status": "open"}), "incident.yaml")


def test_an_edit_that_would_touch_other_lines_is_not_made() -> None:
    with pytest.raises(NotWritten, match="findings > 3 > at cannot be written there"):
        apply(FILE, [Edit("set", ("findings", 3, "at"), Scalar("x"))], "incident.yaml")


ODD = st.sampled_from("\n\t '\"\\#:-{}[]yesno~0\u2028\xa0")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")) | ODD, max_size=200))
def test_every_text_is_read_back_as_it_was(text: str) -> None:
    written = scalar_text(text)
    assert meaning(f"{written}\n") == text
    assert meaning(f"{{a: {written}}}\n") == {"a": text}
    assert meaning(f"{written}:\n- {written}\n") == {text: [text]}


# --- random files, random edits ---------------------------------------------------------------------------

WORDS = [
    "crm",
    "IE",
    "NO",
    "yes",
    "unknown",
    "1000",
    "",
    "~",
    "12:30",
    "a: b",
    "- x",
    "# not",
    "[x]",
    "{",
    "@at",
]
WORDS += [
    "2026-11-20 09:14 Europe/Dublin",
    "2026-11-20T16:40:00+00:00",
    "it's",
    'say "x"',
    "Zürich",
    "one\ntwo",
]
WORDS += ["text, more", "x" * 90]
KEYS = ["id", "about", "at", "NO", "people", "count", "in", "basis", "a b", "yes", "кто"]


class Writer:
    """Writes a file as people do: comments anywhere, odd indents, all quotes, every value on one line."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def file(self) -> str:
        text = self.mapping(3, 0) + self.random.choice(["", "\n# the end\n"])
        return text.replace("\n", "\r\n") if self.random.random() < 0.3 else text

    def mapping(self, depth: int, indent: int) -> str:
        keys = self.random.sample(KEYS, self.random.randint(1, 4))
        return "".join(
            f"{self.above(indent)}{' ' * indent}{self.quoted(key)}:{self.value(depth - 1, indent)}" for key in keys
        )

    def value(self, depth: int, indent: int) -> str:
        if depth <= 0 or self.random.random() < 0.4:
            return f" {self.flow(2)}{self.comment()}\n"
        inner = indent + self.random.choice([1, 2, 2, 4])
        body = self.mapping if self.random.random() < 0.5 else self.list
        return f"{self.comment()}\n{body(depth, inner)}"

    def list(self, depth: int, indent: int) -> str:
        items = []
        for _ in range(self.random.randint(1, 3)):
            body = self.mapping(depth - 1, indent + 2).lstrip(" ") if depth > 1 and self.random.random() < 0.5 else ""
            body = body if body and body[0] not in "#\n" else f"{self.flow(1)}{self.comment()}\n"
            items.append(f"{self.above(indent)}{' ' * indent}- {body}")
        return "".join(items)

    def flow(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.6:
            return self.quoted(self.random.choice(WORDS))
        if self.random.random() < 0.5:
            return f"[{', '.join(self.flow(depth - 1) for _ in range(self.random.randint(0, 3)))}]"
        keys = self.random.sample(KEYS, self.random.randint(0, 3))
        return f"{{{', '.join(f'{self.quoted(key)}: {self.flow(depth - 1)}' for key in keys)}}}"

    def quoted(self, text: str) -> str:
        ways = [scalar_text(text)]
        if "\n" not in text:
            ways.append("'" + text.replace("'", "''") + "'")
        if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _./+-]*", text):
            ways += [text, text]
        return self.random.choice(ways)

    def comment(self) -> str:
        return self.random.choice(["", "", f"  # {self.random.randint(0, 999)}: [x", "   #"])

    def above(self, indent: int) -> str:
        return self.random.choice(["", "", "", "\n", f"{' ' * indent}# {self.random.randint(0, 999)} y: {{\n"])

    def fact(self, depth: int = 2) -> Node:
        if depth == 0 or self.random.random() < 0.5:
            return Scalar(self.random.choice(WORDS))
        if self.random.random() < 0.5:
            return Sequence(tuple(self.fact(depth - 1) for _ in range(self.random.randint(0, 3))))
        keys = self.random.sample(KEYS, self.random.randint(0, 3))
        return Mapping(tuple((Scalar(key), self.fact(depth - 1)) for key in keys))

    def edit(self, node: Node) -> tuple[Node, bool]:
        """Give a tree with one value set or added, and whether something was only added."""
        deeper = self.random.random() < 0.7
        if isinstance(node, Mapping) and node.pairs and deeper:
            at = self.random.randrange(len(node.pairs))
            value, added = self.edit(node.pairs[at][1])
            return Mapping((*node.pairs[:at], (node.pairs[at][0], value), *node.pairs[at + 1 :])), added
        if isinstance(node, Sequence) and node.items and deeper:
            at = self.random.randrange(len(node.items))
            value, added = self.edit(node.items[at])
            return Sequence((*node.items[:at], value, *node.items[at + 1 :])), added
        if isinstance(node, Mapping) and node.pairs:
            free = next(key for key in KEYS if node.get(key) is None)
            return Mapping((*node.pairs, (Scalar(free), self.fact()))), True
        if isinstance(node, Sequence) and node.items:
            return Sequence((*node.items, self.fact())), True
        return Scalar(self.random.choice(WORDS)), False


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_random_edit_changes_one_line_or_adds_some(random: Random) -> None:
    writer = Writer(random)
    text = writer.file()
    meant, added = writer.edit(parse(text.encode(), "x"))
    result = edited(text.encode(), meant, "x").decode()
    assert meaning(result) == plain(meant)
    before, after = text.split("\n"), result.split("\n")
    same = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    rest = before[same:] if added and before[same:] == after[len(after) - len(before) + same :] else before[same + 1 :]
    assert after[len(after) - len(rest) :] == rest, "every line but one stands, in its order"
    assert result.count("\r\n") == (result.count("\n") if "\r" in text else 0)
    ends = [line.rpartition("  #")[2] for line in before if "  #" in line]
    assert all(any(end in line for line in after) for end in ends), "no comment is lost"
