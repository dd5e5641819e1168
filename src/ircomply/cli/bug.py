"""What is left of a bug: one line for the person, and a log without facts.

The log has versions, exception types and frames; no messages, no values: facts never reach it.
"""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from ircomply import __version__


def report(error: BaseException) -> tuple[str, str]:
    """Write the log beside other temporary files; give the line and the way out."""
    lines = [f"ircomply {__version__}, Python {platform.python_version()}, {platform.system()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    try:
        with tempfile.NamedTemporaryFile("w", prefix="ircomply-", suffix=".log", delete=False, encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return f"ircomply: a bug of ours ({type(error).__name__}); no log could be written", "tell the maintainers"
    return (
        f"ircomply: a bug of ours ({type(error).__name__}); a log without your facts is at {log.name}",
        "send it to the maintainers; what was done before it, ircomply record shows",
    )
