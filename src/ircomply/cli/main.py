"""The entry: finds the command, runs it, and turns every ending into an exit code.

Only the module of the command that was asked is imported: start-up is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ircomply.errors import BUG, DONE, INTERRUPTED, NOT_UNDERSTOOD, OBJECTED, NotWritten, UnreadableInput, UsageError

if TYPE_CHECKING:
    import typer

COMMANDS = {
    "init": ("init", "init"),
    "set": ("set", "set_fact"),
    "find": ("find", "find"),
    "filed": ("filed", "filed"),
    "check": ("check", "check"),
    "deadlines": ("deadlines", "deadlines"),
    "explain": ("explain", "explain"),
    "next": ("next", "next_questions"),
    "clock": ("clock", "clock"),
    "record": ("record", "record"),
    "plan": ("plan", "plan"),
    "rules": ("rules", "app"),
}
WELCOME = """\
ircomply tells who must be told what, by when, and why.
Start here           init DIR            open an incident; answers may wait
                     deadlines INCIDENT  what is due, to whom, by when
                     next INCIDENT       the questions that decide most
Regulatory lead      check               what is unknown, what expires
                     filed, clock        what you sent; one deadline counted
                     set                 a fact, an answer, a decision
                     plan PROFILE        before any incident: what could arise
Counsel              explain, record     why; what was done
Investigation lead   find                record what was established
Rule authors, CI     rules               list, show, new, check, coverage
ircomply COMMAND --help explains one. Nothing leaves this machine.
"""


def run() -> None:
    """Run the command line of this process. It lives for a second: what it makes is used to its end."""
    import gc

    gc.disable()
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; see `errors` for what they mean."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _ended(arguments)
    except UnreadableInput as problems:
        return _tell_problems(problems)
    except (UsageError, NotWritten) as problem:
        _tell(f"ircomply: {problem.message}", problem.advice)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _nobody_listens()
    except OSError as error:
        return _cannot_write(error)
    except Exception as error:  # noqa: BLE001 - the last line of defence
        from ircomply.cli.bug import report

        _tell(*report(error))
        return BUG


def _ended(arguments: Sequence[str]) -> int:
    if not arguments or list(arguments) in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(WELCOME)
        return DONE
    if list(arguments) == ["--version"]:
        from ircomply import __version__

        sys.stdout.write(f"ircomply {__version__}\n")
        return DONE
    if arguments[0] not in COMMANDS:
        from ircomply.model.objection import did_you_mean

        raise UsageError(
            f'no command "{arguments[0]}"{did_you_mean(arguments[0], COMMANDS)}', "ircomply --help lists them"
        )
    code = _invoke(_app(arguments[0]), arguments)
    sys.stdout.flush()
    return code


def _app(name: str) -> typer.Typer:
    import typer

    module, function = COMMANDS[name]
    found = getattr(import_module(f"ircomply.cli.{module}"), function)
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.callback()(lambda: None)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name)
    else:
        app.command(name)(found)
    return app


def _invoke(app: typer.Typer, arguments: Sequence[str]) -> int:
    from typer import Abort
    from typer.exceptions import TyperException

    try:
        code: Any = app(args=list(arguments), prog_name="ircomply", standalone_mode=False)
    except Abort:
        return INTERRUPTED
    except TyperException as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        raise UsageError(message, f"ircomply {arguments[0]} --help explains it") from None
    return int(code or DONE)


def _nobody_listens() -> int:
    """End quietly: the reader of a pipe has gone, and nothing is left to say."""
    import os

    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(quiet, stream.fileno())
    return DONE


def _cannot_write(error: OSError) -> int:
    """Say what the system refused; the answer may not have reached its reader whole."""
    import os

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
    _tell(
        f"ircomply: the system refused: {error.strerror or 'input or output failed'}",
        "look at the disk, or at where the answer goes",
    )
    return OBJECTED


def _tell_problems(problems: UnreadableInput) -> int:
    from ircomply.report.as_text import objections_text

    sys.stdout.flush()
    sys.stderr.write(objections_text(problems.objections, problems.closing))  # type: ignore[arg-type]
    return NOT_UNDERSTOOD


def _tell(message: str, advice: str = "") -> None:
    from ircomply.report.as_text import escaped

    sys.stdout.flush()
    sys.stderr.write(escaped(message) + "\n" + (f"    {escaped(advice)}\n" if advice else ""))


if __name__ == "__main__":
    run()
