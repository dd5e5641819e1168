"""Where the shipped law and words lie: in the wheel under `_data`, in a checkout at its top."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Find a shipped folder (`jurisdictions`, `comms_templates`) in a wheel or in an editable install."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name
