"""`keepwarm demo`: a week of a small team in about a minute, on this machine alone."""

from __future__ import annotations

from typing import Annotated

import typer


def register(program: typer.Typer) -> None:
    program.command()(demo)


def demo(
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the database and the mails to look at.")
    ] = False,
) -> None:
    """Play a week of a small team in about a minute.

    Without an account, a server or Docker.
    """
    from worker.demo import demo as play

    raise typer.Exit(play(keep=keep))
