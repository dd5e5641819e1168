"""The answer does not hang on the order of a file, of the law, or of Python's sets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from given import everything, facts_of
from ircomply.engine.schedule import Scheduler
from ircomply.files.calendars import holidays
from ircomply.model.corpus import Corpus
from ircomply.model.node import from_plain
from strategies import NOW, Tree, incidents

if TYPE_CHECKING:
    from ircomply.model.results import Schedule

ROOT = Path(__file__).resolve().parents[2]


def shown(schedule: Schedule) -> Any:
    """Everything that a person acts on. The order in which reasons are told follows the file."""
    return (
        [
            (
                one.id, one.where, one.verdict, one.open_on, one.held_by_wider, sorted(one.missing), one.recipient.name,
                one.folded_under, one.look_again, one.not_in_force,
                [
                    (
                        stage.name, stage.state, stage.start, stage.assumed, stage.act_by, stage.outer_limit, stage.projected,
                        stage.not_before, stage.running_since, sorted(stage.missing),
                    )
                    for stage in one.stages
                ],
            )
            for one in schedule.results
        ],
        sorted((one.due, one.barred_by) for one in schedule.conflicts),
        schedule.not_covered,
        schedule.unlinked,
    )  # fmt: skip


def schedule(tree: Tree, corpus: Corpus) -> Any:
    return shown(Scheduler(facts_of(from_plain(tree), corpus), corpus, NOW, holidays).schedule())


@st.composite
def shuffled(draw: st.DrawFn, tree: Tree) -> Tree:
    """The same incident, written in another order; findings too, and some of them at one time."""
    found: Tree = {}
    for key in draw(st.permutations(sorted(tree))):
        value = tree[key]
        if isinstance(value, list):
            found[key] = [
                dict(reversed(one.items())) if isinstance(one, dict) else one for one in draw(st.permutations(value))
            ]
        elif isinstance(value, dict):
            found[key] = {name: value[name] for name in draw(st.permutations(sorted(value)))}
        else:
            found[key] = value
    return found


@settings(max_examples=60)
@given(st.data(), incidents(), st.booleans())
def test_the_order_of_a_file_does_not_count(data: st.DataObject, tree: Tree, together: bool) -> None:
    if together:
        tree["findings"] = [{**one, "at": NOW.isoformat()} for one in tree["findings"]]
    assert schedule(tree, everything()) == schedule(data.draw(shuffled(tree)), everything())


@settings(max_examples=25)
@given(st.data(), incidents())
def test_findings_of_one_time_that_disagree(data: st.DataObject, tree: Tree) -> None:
    """Contradictions are objected to; which of them counts is the same whatever comes first."""
    about = [one["id"] for one in tree.get("data") or []] or ["incident"]
    aspects = ("accessed", "exfiltrated", "disclosed") if about != ["incident"] else ("attack", "intrusion")
    states = ("confirmed", "suspected", "no_evidence", "ruled_out")
    extra = [
        {
            "id": f"X{number}",
            "about": data.draw(st.sampled_from(about)),
            "at": NOW.isoformat(),
            data.draw(st.sampled_from(aspects)): data.draw(st.sampled_from(states)),
        }
        for number in range(4)
    ]
    first = {**tree, "findings": [*tree["findings"], *extra]}
    second = {**tree, "findings": [*reversed(extra), *reversed(tree["findings"])]}
    assert schedule(first, everything()) == schedule(second, everything())


@settings(max_examples=25)
@given(st.data(), incidents())
def test_the_order_of_regimes_does_not_count(data: st.DataObject, tree: Tree) -> None:
    corpus = everything()
    names = data.draw(st.permutations(sorted(corpus.regimes)))
    other = Corpus(
        corpus.vocabulary,
        {name: corpus.regimes[name] for name in names},
        corpus.coverage,
        corpus.sets,
        corpus.version,
        corpus.digest,
    )
    assert schedule(tree, corpus) == schedule(tree, other)


COMMANDS = (
    ("deadlines", "northwind", "--as-of", "2026-11-21T18:40:00+00:00", "--format", "json", "--all"),
    ("next", "northwind", "--as-of", "2026-11-21T18:40:00+00:00", "--format", "json"),
    ("clock", "eu-dora-art19-major-incident", "--start", "2026-11-20T16:40:00+00:00", "--format", "json"),
    ("rules", "list", "--format", "json"),
)


def test_the_same_bytes_with_any_seed_of_the_hash(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom ircomply.cli.main import main\n"
        f"for command in {COMMANDS!r}:\n"
        "    arguments = [sys.argv[1] if one == 'northwind' else one for one in command]\n"
        "    code = main(arguments)\n"
        "    print(code)\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    answers = set()
    for seed in ("0", "1", "77"):
        made = subprocess.run(
            [sys.executable, str(tmp_path / "run.py"), str(copied(tmp_path / seed))],
            capture_output=True,
            check=True,
            env={
                "PYTHONHASHSEED": seed,
                "XDG_CACHE_HOME": str(tmp_path / f"cache-{seed}"),
                "PATH": "",
                "HOME": str(tmp_path),
            },
        )
        answers.add(made.stdout)
        assert len(made.stdout) > 10_000
    assert len(answers) == 1


def copied(folder: Path) -> Path:
    """The example with the rules it names, in a folder of its own."""
    import shutil

    for name in ("northwind", "house-rules"):
        shutil.copytree(
            ROOT / "examples" / name, folder / name, ignore=shutil.ignore_patterns("history", "record.jsonl", ".lock")
        )
    return folder / "northwind"
