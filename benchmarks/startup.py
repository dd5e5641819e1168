"""Measures how long a person waits for an answer, and prints a Markdown table.

Every command is timed as a multiple of P, the time of `python -c pass` on the same machine in the same run:
all of them take turns, so that what slows the machine slows all. Never part of the tests: a busy machine
proves nothing.

    make benchmarks
    .venv/bin/python benchmarks/startup.py --turns 40 --peers DIR     DIR: the bin folder of their environment
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import os
import platform
import pty
import shutil
import statistics
import struct
import subprocess
import sys
import sysconfig
import tempfile
import termios
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-21T18:40:00+00:00"
START = "2026-11-20T16:40:00+00:00"
PEERS = ("pip-audit", "cfn-lint", "check-jsonschema")
BASE = "python -c pass"


@dataclass
class Command:
    """One command: what runs, whether it sees a terminal or an empty cache, its limit; what it took."""

    name: str
    argv: list[str]
    terminal: bool = False
    anew: bool = False
    at_most: float | None = None
    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)


def commands(example: Path, peers: Path) -> list[Command]:
    """List what is measured: the floor first, our commands with their limits, the peers that are there."""
    ircomply = str(Path(sysconfig.get_path("scripts")) / "ircomply")
    schedule = [ircomply, "deadlines", str(example), "--as-of", NOW]
    clock = [ircomply, "clock", "eu-gdpr-art33-authority", "--start", START]
    ours = [
        Command(BASE, [sys.executable, "-c", "pass"]),
        Command("ircomply --help", [ircomply, "--help"], at_most=8),
        Command("ircomply clock", clock, at_most=12),
        Command("ircomply deadlines, piped", schedule, at_most=30),
        Command("ircomply deadlines, on a terminal", schedule, terminal=True, at_most=38),
        Command("ircomply deadlines, after the law changed", schedule, anew=True),
    ]
    return ours + [
        Command(f"{peer} --help", [str(peers / peer), "--help"]) for peer in PEERS if (peers / peer).exists()
    ]


def run(command: Command, cache: Path) -> tuple[float, float, int]:
    """Run it once; give seconds, the peak of its memory in MiB, and its exit code.

    The kernel counts what the child shared with us before it became itself, so this script stays small.
    """
    if command.anew:
        shutil.rmtree(cache, ignore_errors=True)
    ours, theirs = _terminal() if command.terminal else os.pipe()
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_CACHE_HOME": str(cache)}
    began = time.perf_counter()
    child = subprocess.Popen(command.argv, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    _drain(ours)
    _, status, usage = os.wait4(child.pid, 0)
    took = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return took, peak, child.returncode


def _terminal() -> tuple[int, int]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return ours, theirs


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:  # a terminal that was hung up
        pass
    os.close(descriptor)


def measure(listed: list[Command], turns: int, scratch: Path) -> None:
    """Let them take turns. The first fills caches and is not counted; a failing command ends the run."""
    for turn in range(turns + 1):
        for command in listed:
            took, peak, code = run(command, scratch / ("anew" if command.anew else "cache"))
            if code != 0:
                sys.exit(f"{command.name} ended in {code}: {' '.join(command.argv)}")
            if turn:
                command.seconds.append(took)
                command.mebibytes.append(peak)


def table(listed: list[Command]) -> str:
    """Write the medians down, in multiples of P."""
    floor = statistics.median(listed[0].seconds)
    lines = ["| command | times P | at most | ms | MiB |", "|---|---:|---:|---:|---:|"]
    for command in listed:
        middle = statistics.median(command.seconds)
        limit = f"{command.at_most:g}" if command.at_most else ""
        memory = max(command.mebibytes)
        lines.append(f"| `{command.name}` | {middle / floor:.1f} | {limit} | {middle * 1000:.0f} | {memory:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Compile first, else our modules are compiled at each start; then measure a copy of the example."""
    parser = argparse.ArgumentParser(description="How long a person waits, in multiples of python -c pass.")
    parser.add_argument("--turns", type=int, default=15, help="how often each command runs")
    parser.add_argument(
        "--peers", type=Path, default=Path(sysconfig.get_path("scripts")), help="where peers are installed"
    )
    options = parser.parse_args()
    package = find_spec("ircomply")
    for folder in (package.submodule_search_locations or []) if package else []:
        compileall.compile_dir(folder, quiet=2)
    with tempfile.TemporaryDirectory() as scratch:
        kept = shutil.ignore_patterns("history", "record.jsonl", ".lock")
        shutil.copytree(ROOT / "examples", scratch, dirs_exist_ok=True, ignore=kept)
        listed = commands(Path(scratch) / "northwind", options.peers)
        measure(listed, options.turns, Path(scratch))
    machine = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    print(f"{machine}, medians of {options.turns} turns.\n")
    print(table(listed))


if __name__ == "__main__":
    main()
