"""`keepwarm read FILE...`: what a mail is and why, without a database or a configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from worker.cli.options import Config, Json
from worker.cli.printing import print_json, say


def register(program: typer.Typer) -> None:
    program.command()(read)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Mails, one a file (.eml).")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Say what each mail is and why, without a database.

    With --json one object a line, in the order given.
    """
    # Taken like everywhere, and not needed: a mail is read as it stands.
    del config
    from worker.ingest.reading import read_file

    for file in files:
        found = read_file(file)
        if as_json:
            print_json(found, indent=None)
        else:
            sender = found["from"]["email"] or "nobody"
            say(f"{file}: {found['verdict']}, from {sender}. {found['reason']}")
            if found["asked"]:
                say(f"  asked: {found['asked']}")
