"""`keepwarm init`, `run`, `collect`, `heartbeat` and `board`: begin, and keep going."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.cli.opening import clock_at, database_of, refuse_going_back, settings_at
from worker.cli.options import Config, Health, Now
from worker.cli.refusal import Refusal

if TYPE_CHECKING:
    from worker.clock import Clock
    from worker.settings import Settings
    from worker.store.database import Database

EXAMPLE = "keepwarm.example.toml"


def register(program: typer.Typer) -> None:
    program.command()(init)
    program.command()(run)
    program.command()(collect)
    program.command()(heartbeat)
    program.command()(board)


def init(config: Config = None) -> None:
    """Write a commented configuration to start from.

    One that is there is never overwritten.
    """
    path = config or Path(os.environ.get("KEEPWARM_CONFIG") or "keepwarm.toml")
    try:
        path = path.expanduser()
        words = example().read_text(encoding="utf-8")
        with path.open("x", encoding="utf-8") as file:
            file.write(words)
    except RuntimeError:
        raise Refusal(f"{path} names no home folder: write the whole path.") from None
    except FileExistsError:
        raise Refusal(f"{path} is there already: change it, or name another file with --config.") from None
    except OSError as failed:
        raise Refusal(f"{path} cannot be written: {failed.strerror or failed}.") from None
    print(f"Wrote {path}. Fill in your inbox and your people, then: keepwarm check")


def example() -> Path:
    """Return the commented example: inside an installed wheel, else in the project's deploy folder."""
    package = Path(__file__).parents[1]
    shipped = package / "_deploy" / EXAMPLE
    return shipped if shipped.is_file() else package.parent / "deploy" / EXAMPLE


def run(
    until_idle: Annotated[
        bool,
        typer.Option("--until-idle", help="Do all that is due, then end: for cron, scripts, trying out."),
    ] = False,
    config: Config = None,
    now: Now = None,
    health: Health = None,
) -> None:
    """Do everything in one process, until it is told to stop.

    Collect, judge, offer, remind and deliver; ends within seconds of SIGTERM or Ctrl-C.
    """
    if now is not None and not until_idle:
        raise Refusal("--now needs --until-idle: a clock that stands still has no later.")
    if health is not None and until_idle:
        raise Refusal("--health is of a process that goes on: leave it out, or leave out --until-idle.")
    settings = _answering(settings_at(config), health)
    if not until_idle:
        _run(settings, "run")
        return
    clock = clock_at(now, settings)
    _warn(settings)
    with _checked(settings) as database:
        if now is not None:
            refuse_going_back(database, clock.now())
    _run_until_idle(settings, clock)


def collect(config: Config = None, health: Health = None) -> None:
    """Watch the mailboxes and keep what they show.

    One of several processes (broker = "redis://..."); a second one stands by.
    """
    _run(_answering(settings_at(config), health), "collect")


def heartbeat(config: Config = None, health: Health = None) -> None:
    """Find what is due and wake the workers.

    One of several processes (broker = "redis://..."); two at once do no harm.
    """
    _run(_answering(settings_at(config), health), "heartbeat")


def board(config: Config = None, health: Health = None) -> None:
    """Serve the action pages that mails to owners link to.

    `keepwarm run` serves them too; this is for a process of their own.
    """
    settings = settings_at(config)
    if settings.board is None or settings.board.url is None:
        raise Refusal(
            f"{settings.path.name} has no page: write [board] with "
            'url = "https://leads.acme.example", the base of the links in mails.'
        )
    _run(_answering(settings, health), "board")


def _answering(settings: Settings, listen: str | None) -> Settings:
    """Return the settings with `--health` in place of `[health] listen`."""
    from worker.settings import Health, parse_listen

    if listen is None:
        return settings
    try:
        return replace(settings, health=Health(listen=parse_listen(listen)))
    except ValueError as wrong:
        raise Refusal(f"--health: {wrong}") from None


def _warn(settings: Settings) -> None:
    for warning in settings.warnings:
        print(warning, file=sys.stderr)


@contextmanager
def _checked(settings: Settings) -> Iterator[Database]:
    """Open the database of a configuration that this database can be run with."""
    with database_of(settings) as database:
        _refuse_what_is_missing(settings, database)
        yield database


def _refuse_what_is_missing(settings: Settings, database: Database) -> None:
    """No owner and no inbox of a live lead may vanish from the configuration (rules, section 2)."""
    from worker.leads.missing import sentences

    with database.reading() as session:
        missing = sentences(session, settings)
    if missing:
        raise Refusal(*missing)


def _run_until_idle(settings: Settings, clock: Clock) -> None:
    from worker.app import build_app
    from worker.logs import log_to_stderr

    # What cannot be read is said there; what waits for it is held, and the run is over all the same.
    log_to_stderr(settings.log.level or "warning")
    app = build_app(settings, clock)
    try:
        app.run_until_idle()
    finally:
        app.close()


def _run(settings: Settings, what: str) -> None:
    from worker.logs import log_to_stderr
    from worker.running import run as run_until_told
    from worker.store.patience import when_there

    def check() -> None:
        with _checked(settings):
            pass

    log_to_stderr(settings.log.level or "info")
    _warn(settings)
    when_there(check)
    try:
        run_until_told(settings, what)
    except ValueError as refused:
        raise Refusal(str(refused)) from None
