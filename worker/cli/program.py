"""The program: every command by name, and what becomes of errors.

Errors a person can mend are one sentence on the error stream; only what is a mistake of ours is kept for
a traceback, shown where KEEPWARM_TRACEBACK is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from worker.cli import (
    checking,
    introducing,
    keeping,
    mending,
    people,
    playing,
    reading,
    reviewing,
    running,
    showing,
    telling,
)
from worker.cli.refusal import WRONG_USE, Refusal
from worker.discretion import words_of

# Written before the command they mean the same as after it.
SHARED = ("--config", "-c", "--now")

program = typer.Typer(
    name="keepwarm",
    help="Every inquiry gets one owner who said yes, one next action and one due time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (
    running,
    checking,
    showing,
    telling,
    reviewing,
    reading,
    mending,
    people,
    introducing,
    keeping,
    playing,
):
    module.register(program)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 what was checked does not hold, 2 wrong use."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = program(shared_last(arguments), standalone_mode=False, prog_name="keepwarm")
        sys.stdout.flush()
    except Refusal as refusal:
        return _complain(refusal.sentences, refusal.code)
    except typer.TyperException as wrong:
        return _complain([_usage(wrong)], WRONG_USE)
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # Whoever read us (`| head`) has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if "KEEPWARM_TRACEBACK" in os.environ:
            raise
        return _complain([_our_mistake(error)], WRONG_USE)
    return code if isinstance(code, int) else 0


def shared_last(arguments: Sequence[str]) -> list[str]:
    """Move the shared options that stand before the command behind it."""
    rest, moved = list(arguments), []
    while rest and rest[0].partition("=")[0] in SHARED:
        length = 1 if "=" in rest[0] else 2
        moved += rest[:length]
        del rest[:length]
    return rest + moved


def _complain(sentences: Sequence[str], code: int) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return code


def _usage(wrong: typer.TyperException) -> str:
    words = wrong.format_message()
    if "\n" in words:
        # Called without a word, a command that needs one shows what it knows.
        return words
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context is not None else "keepwarm"
    return f"{words.rstrip('.')}. See: {path} --help"


def _our_mistake(error: Exception) -> str:
    """Say in one line what broke, and where. A database that is full or away is not our mistake."""
    if _is_of_the_database(error):
        return f"The database cannot be used now: {words_of(error)}. Nothing was lost; try again."
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    said = ": ".join(filter(None, (type(error).__name__, words_of(error))))
    return f"Keepwarm made a mistake: {said}{where}. KEEPWARM_TRACEBACK=1 shows all of it."


def _is_of_the_database(error: Exception) -> bool:
    # SQLAlchemy is not imported for a command that never needed it.
    database_api = sys.modules.get("sqlalchemy.exc")
    return database_api is not None and isinstance(error, database_api.OperationalError)
