"""The exceptions of the program, and the exit codes they end in.

0 done; 1 objections of grade error; 2 input or usage not understood; 3 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

DONE, OBJECTED, NOT_UNDERSTOOD, BUG, INTERRUPTED = 0, 1, 2, 3, 130


class Said(Protocol):
    """Anything that can be printed as one objection."""

    @property
    def message(self) -> str:
        """The sentence of the objection."""


class IrcomplyError(Exception):
    """What a person is told in plain words; `exit_code` says how the command ends."""

    exit_code = NOT_UNDERSTOOD


class UnreadableInput(IrcomplyError):  # noqa: N818 - named for the reader
    """Input that cannot be read whole: every problem found, and nothing computed.

    `closing` is the last line, in the words of the command that was asked.
    """

    def __init__(self, objections: Sequence[Said], closing: str = "") -> None:
        super().__init__(f"{len(objections)} problems")
        self.objections = tuple(objections)
        self.closing = closing


class UsageError(IrcomplyError):
    """A request that cannot be understood: one sentence and the way out."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class NotWritten(IrcomplyError):  # noqa: N818
    """A file or folder that could not be written; nothing was changed."""

    exit_code = OBJECTED

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
