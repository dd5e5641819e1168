"""Who must be told what, by when, and why."""

from __future__ import annotations

__version__ = "0.1.0"
