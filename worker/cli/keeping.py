"""`keepwarm migrate`, `backup`, `restore` and `copy`: the database as a whole.

Only these look at a database that is of another version, empty, or about to be replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.opening import database_of, instant_of, settings_at, workshop_at
from worker.cli.options import Config, Json, Now
from worker.cli.printing import print_json, print_table, say
from worker.cli.refusal import Refusal

if TYPE_CHECKING:
    from worker.store.database import Database


def register(program: typer.Typer) -> None:
    program.command()(migrate)
    program.command()(backup)
    program.command()(restore)
    program.command()(copy)


def migrate(config: Config = None, as_json: Json = False) -> None:
    """Bring the tables of the database up to date.

    After an update of Keepwarm, with everything stopped, and after a backup.
    """
    from worker.store import schema

    versions: list[str | None] = []
    with database_of(settings_at(config), prepare=lambda database: versions.extend(schema.migrate(database))):
        before, after = versions
    if as_json:
        print_json({"before": before, "after": after})
    elif before == after:
        say(f"The tables are up to date (version {after}).")
    else:
        say(f"The tables are now of version {after} ({before or 'there were none'}).")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; none is overwritten.")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Write the whole database into one file.

    While everybody goes on working; the file is checked before it takes its name.
    """
    from worker.store.backups import restore as backups

    with _as_it_is(settings_at(config).database) as database, _refused():
        if not database.sqlite or backups.database_file(database).exists():
            held = backups.write(database, file)
        else:
            raise Refusal(f"There is no database {database.url.database} yet: nothing to back up.")
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file), "bytes": size, **asdict(held)})
    else:
        say(f"{file}: {_size(size)}, whole and checked. It holds {_counts(asdict(held))}.")


def restore(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="What keepwarm backup wrote.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="A SQLite database that is there is kept aside.")
    ] = False,
    finish: Annotated[bool, typer.Option("--finish", help="Let mail go again, after a look round.")] = False,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Put a backup back; from then on nothing is sent until --finish.

    It reads the mailboxes and catches up in shadow first: Sent knows what went since.
    """
    if finish == (file is not None) or (finish and replace):
        raise Refusal("Say what to put back: keepwarm restore FILE; or, when it has caught up: --finish.")
    if file is None:
        _finish(config, now, as_json=as_json)
        return
    from worker.store.backups.restore import put_back

    with _as_it_is(settings_at(config).database) as database, _refused():
        done = put_back(file, database, replace=replace, now=None if now is None else instant_of(now))
    if as_json:
        print_json({**asdict(done.held), "kept": done.aside and str(done.aside), "mode": "shadow"})
        return
    say(f"Put back: {_counts(asdict(done.held))}.")
    if done.aside is not None:
        say(f"What was there is kept as {done.aside}.")
    say(
        "It is in shadow: it reads and decides, and sends nothing. Start keepwarm run, look at "
        "keepwarm leads and keepwarm outbox, then: keepwarm restore --finish"
    )


def copy(
    url: Annotated[str, typer.Argument(metavar="URL", help="postgresql://user@host/name, and empty.")],
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Copy the database into an empty one, and compare both.

    From SQLite to PostgreSQL, or back; with everything stopped.
    """
    from worker.settings.loading import database_url
    from worker.settings.urls import fault_of_database
    from worker.store.copying import copy as copy_all

    settings = settings_at(config)
    url = database_url(url, settings.folder)
    if (fault := fault_of_database(url)) is not None:
        raise Refusal(fault.replace("this", "That", 1) if fault.startswith("this") else fault)
    with database_of(settings) as source, _as_it_is(url) as target, _refused():
        compared = copy_all(source, target)
        shown = target.url.render_as_string(hide_password=True)
    if as_json:
        print_json([asdict(table) for table in compared])
        return
    rows = [(table.table, table.here, table.there, "the same") for table in compared]
    print_table(("table", "rows here", "rows there", ""), rows)
    say(
        f'Copied, and this one is unchanged. Now write database = "{shown}" in {settings.path.name}, '
        f"{'with the password in place of ***, ' if target.url.password else ''}and start again."
    )


def _finish(config: Path | None, now: str | None, *, as_json: bool) -> None:
    from worker import sweep
    from worker.outbox import restoring
    from worker.store import restored

    with workshop_at(config, now) as workshop, workshop.work() as work:
        since = restored.since(work.session)
        if since is None:
            raise Refusal("This database was not put back from a backup, or that is finished.")
        unread = restored.unread(work.session, [inbox.name for inbox in work.settings.inboxes])
        if unread:
            raise Refusal(
                f"Not everything that came to {', '.join(unread)} since the backup is read yet: "
                "let keepwarm run --until-idle do that first."
            )
        doubted = restoring.finish(work, since)
        leads = list(dict.fromkeys(mail.lead.ref for mail in doubted if mail.lead is not None))
        due = sweep.count_due(work.session, work.now)
        work.wake("sweep")
    if as_json:
        print_json({"mode": workshop.settings.mode.value, "due": due, "in_doubt": leads})
        return
    plan = ", ".join(f"{name} {count}" for name, count in due.items()) or "nothing"
    say(f"Finished: mail goes again (mode {workshop.settings.mode.value}). Due now: {plan}.")
    if doubted:
        say(
            f"{len(doubted)} mails to customers may have gone after the backup was made; Sent cannot tell: "
            f"{', '.join(leads)}. None of them goes by itself; owners are asked, and answer resend or sent."
        )


@contextmanager
def _refused() -> Iterator[None]:
    """What speaks against it ends the command as a sentence."""
    from sqlalchemy.exc import DatabaseError, InterfaceError

    from worker.cli.opening import first_line
    from worker.store.backups.file import BackupError
    from worker.store.schema import WrongSchema

    try:
        yield
    except (BackupError, WrongSchema) as refused:
        raise Refusal(str(refused)) from None
    except (DatabaseError, InterfaceError) as failed:
        raise Refusal(f"The database cannot be used: {first_line(failed.orig or failed)}") from None


@contextmanager
def _as_it_is(url: str) -> Iterator[Database]:
    """Open a database and ask nothing of it: it may be of another version, or not be there."""
    from worker.store.database import Database

    try:
        database = Database(url)
    except Exception as wrong:
        raise Refusal(
            f"That is no database: {type(wrong).__name__}. Write postgresql://user@host/name."
        ) from None
    try:
        yield database
    finally:
        database.close()


def _counts(held: dict[str, Any]) -> str:
    return f"{held['leads']} leads, {held['inbound']} mails collected, {held['outbox']} mails owed or sent"


def _size(octets: int) -> str:
    return f"{octets / 1e6:.1f} MB" if octets >= 1e5 else f"{octets} bytes"
