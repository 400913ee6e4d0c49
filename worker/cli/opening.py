"""What a command opens before it can begin: the configuration, the clock, the database.

What is wrong with them is the operator's to mend: it ends as a Refusal, never as a traceback.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from worker.cli.refusal import Refusal

if TYPE_CHECKING:
    from worker.clock import Clock
    from worker.settings import Settings
    from worker.store.database import Database
    from worker.store.work import Work, Workshop


def settings_at(config: Path | None) -> Settings:
    """Read the configuration; everything wrong with it is said in one go."""
    from worker.settings import ConfigurationError, load

    try:
        return load(config, os.environ)
    except ConfigurationError as wrong:
        raise Refusal(*wrong.errors) from None


def clock_at(now: str | None, settings: Settings) -> Clock:
    """Return the machine's clock or, with `--now`, one that stands still.

    Refused in mode `live` unless every mail server is on this machine: real customers would be mailed
    at made-up times.
    """
    from worker.clock import StandingClock, SystemClock

    if now is None:
        return SystemClock()
    instant = instant_of(now)
    if settings.mode == "live" and not settings.on_loopback:
        raise Refusal('--now is for trying out: write mode = "shadow", or use mail servers on this machine.')
    return StandingClock(instant)


def instant_of(text: str) -> datetime:
    """Read an RFC 3339 instant; one without an offset is refused, because nobody knows whose time it is."""
    try:
        instant = datetime.fromisoformat(text.strip())
        if "T" not in text.strip().upper().replace(" ", "T"):
            raise ValueError("only a date")
        # In UTC it must be one too.
        instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal(f'"{text}" is no instant: write it like 2026-06-10T10:00:00+02:00.') from None
    if instant.tzinfo is None:
        raise Refusal(f'"{text}" has no offset: write it like {text.strip()}+02:00, or end it with Z.')
    return instant


@contextmanager
def database_of(
    settings: Settings, *, prepare: Callable[[Database], object] | None = None
) -> Iterator[Database]:
    """Open the database and close it afterwards.

    First `prepare` is asked, left out: an empty one gets its tables, and one of another version is refused.
    """
    from sqlalchemy.exc import DatabaseError, InterfaceError

    from worker.store.database import Database
    from worker.store.schema import WrongSchema, make_ready

    database = None
    try:
        try:
            database = Database(settings.database)
            (prepare or make_ready)(database)
        except WrongSchema as other:
            raise Refusal(str(other)) from None
        except ModuleNotFoundError as missing:
            raise Refusal(
                f"The database needs the Python package {missing.name}: pip install 'keepwarm[postgresql]'."
            ) from None
        except (DatabaseError, InterfaceError) as failed:
            # From what it was: whoever lives on waits for a server that is only away.
            raise Refusal(f"The database cannot be opened: {first_line(failed.orig or failed)}") from failed
        yield database
    finally:
        if database is not None:
            database.close()


@contextmanager
def reading(config: Path | None, now: str | None) -> Iterator[Work]:
    """Open a Work that only reads: what it would change is thrown away."""
    from worker.store.work import Work

    settings = settings_at(config)
    clock = clock_at(now, settings)
    with database_of(settings) as database, database.reading() as session:
        instant = clock.now() if now is not None else standing_at(database) or clock.now()
        yield Work(session, instant, settings, secret="")


@contextmanager
def workshop_at(config: Path | None, now: str | None) -> Iterator[Workshop]:
    """Open the Workshop of a command that changes something; refused behind the last recorded instant."""
    from worker.clock import StandingClock
    from worker.store.work import Workshop

    settings = settings_at(config)
    clock = clock_at(now, settings)
    with database_of(settings) as database:
        if now is not None:
            refuse_going_back(database, clock.now())
        elif (stood := standing_at(database)) is not None:
            clock = StandingClock(stood)
        yield Workshop(database, settings, clock, database.secret())


def standing_at(database: Database) -> datetime | None:
    """Return where the clock of the last run stood still (`--now`): what follows belongs to that time."""
    from worker.store import instants

    with database.reading() as session:
        return instants.standing(session)


def refuse_going_back(database: Database, instant: datetime) -> None:
    """Business time never goes back: what was decided later would be forgotten."""
    from worker.store import instants

    with database.reading() as session:
        last = instants.last(session)
    if last is not None and instant < last:
        written = last.isoformat(timespec="seconds")
        raise Refusal(f"--now lies before {written}, the last run of this database: write that or later.")


def first_line(error: BaseException) -> str:
    """Return what went wrong as one short sentence."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:300].rstrip(".") + "."
