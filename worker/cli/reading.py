"""`keepwarm read FILE...`: what a mail is and why, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.opening import settings_at
from worker.cli.options import Json
from worker.cli.printing import print_json

if TYPE_CHECKING:
    from worker.calendars import Calendar
    from worker.ingest.rules.known import Known

Mail = tuple[str, bytes | OSError]
Team = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", metavar="FILE", help="With it our own addresses, domains and office days are known."
    ),
]


def register(program: typer.Typer) -> None:
    program.command()(read)


def read(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Mails (.eml), mboxes, Maildirs, or folders of them."),
    ],
    config: Team = None,
    as_json: Json = False,
) -> None:
    """Say what each mail is and why, without a database.

    With --json one object a line, in the order given.
    """
    from worker.cli.mail_page import show
    from worker.ingest.mail_files import mails_in
    from worker.ingest.reading import read_one

    known, office = _world(config)
    for name, content in _counted(mails_in(files)):
        found = read_one(name, content, known, office, rule_by_rule=not as_json)
        if as_json:
            print_json(found, indent=None)
        else:
            show(found)


def _world(config: Path | None) -> tuple[Known, Calendar]:
    """Who we are and when we work: what the configuration says, if one is named."""
    from worker.ingest.reading import NOBODY, OFFICE
    from worker.ingest.team import us

    if config is None:
        return NOBODY, OFFICE
    settings = settings_at(config)
    return replace(us(settings), database=False), settings.team_calendar


def _counted(mails: Iterable[Mail]) -> Iterator[Mail]:
    """The same mails, counted on the error stream where a person waits and sees nothing else."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from mails
        return
    for place, mail in enumerate(mails, 1):
        print(f"\r{place} mails", end="", file=sys.stderr)
        yield mail
    print(file=sys.stderr)
