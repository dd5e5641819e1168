"""Keeps the screens in the pages true: runs each command that a page shows and puts its answer below it.

A screen is a fenced block of kind `console` that begins with `$ ircomply …`. The command runs in a fresh copy
of `examples/`; what it says on both streams stands below, the answer first. `--check` changes nothing and
fails when a page shows something else.

    .venv/bin/python docs/screens.py [--check]
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SCREEN = re.compile(r"^```console\n\$ (ircomply [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def answer(command: str) -> str:
    """Run one command line in a copy of the examples; give what a person sees, without trailing blanks."""
    with tempfile.TemporaryDirectory() as scratch:
        kept = shutil.ignore_patterns("history", "record.jsonl", ".lock")
        shutil.copytree(ROOT / "examples", scratch, dirs_exist_ok=True, ignore=kept)
        words = [sys.executable, "-m", *shlex.split(command)]
        ended = subprocess.run(  # noqa: S603 - a command of our own pages
            words, cwd=scratch, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
    if ended.returncode not in (0, 1):
        sys.exit(f"{command} ended in {ended.returncode}\n{ended.stderr}")
    return "\n".join(line.rstrip() for line in (ended.stdout + ended.stderr).strip("\n").split("\n")) + "\n"


def renewed(page: str) -> str:
    """Give the page with every screen as the program shows it now."""
    return SCREEN.sub(lambda found: f"```console\n$ {found[1]}\n{answer(found[1])}```", page)


def main() -> None:
    """Renew the pages, or with `--check` name those that are stale and exit 1."""
    check = sys.argv[1:] == ["--check"]
    stale = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        new = renewed(text)
        if new != text:
            stale.append(page.relative_to(ROOT).as_posix())
            if not check:
                page.write_text(new, encoding="utf-8", newline="\n")
    said = "a screen is stale; run  make generated" if check else "renewed"
    sys.stdout.write("".join(f"{page}: {said}\n" for page in stale))
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
