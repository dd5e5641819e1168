"""`python -m ircomply`."""

from __future__ import annotations

from ircomply.cli.main import run

run()
