"""Backup, restore and copy as an operator types them, on both kinds of database, and what is sent then."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.keepwarm import asked, keepwarm
from tests.flow.test_restored import to_customers
from tests.servers.postgres import Postgres
from tests.story import Story
from worker.store.database import Database
from worker.store.schema import make_ready

pytestmark = pytest.mark.embedded("it names the database itself, SQLite or PostgreSQL")

ANA = "Ana Bo <ana@customer.example>"
BEN = "Ben Fox <ben@fox.example>"

Tell = Callable[..., Story]


class Home:
    """A story on one kind of database, and what its operator does about backups."""

    def __init__(self, story: Story, empty: Callable[[], str] | None = None) -> None:
        self.story, self.empty = story, empty
        story.sink.files_copy = lambda raw: story.mailbox.deliver_sent(raw, story.now)

    def keepwarm(self, *words: str) -> str:
        done = keepwarm(*words, config=self.story.config)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        done = keepwarm(*words, config=self.story.config)
        assert done.returncode == 2, done.stdout
        assert done.stdout == ""
        return done.stderr

    def restores(self, file: Path) -> str:
        """Everything is stopped, and the backup put where nothing is lost."""
        self.story.app.close()
        if self.empty is None:
            return self.keepwarm("restore", str(file), "--replace", "--now", self.story.now.isoformat())
        config = self.story.config.read_text()
        self.story.config.write_text(
            re.sub(r'database = ".*"', f'database = "{self.empty()}"', config, count=1)
        )
        return self.keepwarm("restore", str(file), "--now", self.story.now.isoformat())

    def starts(self) -> None:
        self.story.restarts(self.story.config.read_text())


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tell: Tell) -> Home:
    if request.param == "sqlite":
        return Home(tell())
    server: Postgres = request.getfixturevalue("postgres")
    return Home(tell(database=request.getfixturevalue("postgres_url")), server.database)


def test_a_backup_is_one_whole_private_file_and_never_overwrites(home: Home, tmp_path: Path) -> None:
    home.story.receives(ANA, "Office", "What does a garden office cost?")
    file = tmp_path / "monday.backup"
    said = asked("backup", str(file), config=home.story.config)
    assert (said["leads"], said["inbound"], said["bytes"]) == (
        1,
        len(home.story.inbound()),
        file.stat().st_size,
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "it holds everybody's mail"
    before = file.read_bytes()
    assert "never overwritten" in home.refused("backup", str(file))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_what_is_no_backup_is_not_put_back(home: Home, tmp_path: Path) -> None:
    home.story.app.close()
    (tmp_path / "letter.txt").write_text("Dear all")
    assert "is no backup" in home.refused("restore", str(tmp_path / "letter.txt"))
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    assert "other.db is" in home.refused("restore", str(tmp_path / "other.db"))
    assert "cannot be read" in home.refused("restore", str(tmp_path / "missing.backup"))
    assert "Say what to put back" in home.refused("restore")


def test_a_restored_copy_sends_nothing_until_it_has_caught_up_and_a_person_says_so(
    home: Home, tmp_path: Path
) -> None:
    story, file = home.story, tmp_path / "wednesday.backup"
    story.receives(ANA, "Office", "What does a garden office cost?")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    home.keepwarm("backup", str(file))
    # Life goes on: Ana has her answer, Ben asks and is answered.
    story.passes(minutes=10)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.receives(BEN, "Carport", "How long does a carport take?")
    story.passes(minutes=2)
    story.owner_says("sam", "send: Six weeks, Ben.", to=story.mail("offer", "sam"))
    story.until("2026-06-11 09:30")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-11 12:00")
    lived = to_customers(story)
    assert lived.total() == 5, lived

    home.restores(file)
    assert "shadow" in keepwarm("leads", config=story.config).stderr
    assert "restore --finish" in str(asked("check", config=story.config))
    assert "not everything" in home.refused("restore", "--finish").lower()
    sent = len(story.sink.mails)
    home.starts()
    story.receives("Carl Ode <carl@ode.example>", "Shed", "What does a shed cost?")
    story.passes(hours=1)
    assert len(story.sink.mails) == sent, "in shadow nothing goes, to nobody"
    assert {lead["email"]: lead["owner"] for lead in story.leads()} == {
        "ana@customer.example": "jamie",
        "ben@fox.example": "sam",
        "carl@ode.example": None,
    }
    assert "Due now: outbox" in home.keepwarm("restore", "--finish")
    story.run()
    story.until("2026-06-19 12:00")
    again = to_customers(story)
    assert max(again.values()) == 1, "nobody hears anything twice"
    assert [recipient for recipient, _ in (again - lived)] == ["carl@ode.example"]
    assert story.broken_invariants() == []
    assert "that is finished" in home.refused("restore", "--finish")


def test_nothing_is_put_back_under_somebody_who_works(home: Home, tmp_path: Path) -> None:
    story, file = home.story, tmp_path / "a.backup"
    story.receives(ANA, "Office", "What does a garden office cost?")
    home.keepwarm("backup", str(file))
    if home.empty is None:
        assert "Somebody works with" in home.refused("restore", str(file), "--replace")
    story.app.close()
    assert "holds 1 leads" in home.refused("restore", str(file))
    assert len(asked("leads", config=story.config)) == 1


def test_the_database_that_was_there_is_kept_aside(tell: Tell, tmp_path: Path) -> None:
    home, file = Home(tell()), tmp_path / "a.backup"
    home.story.receives(ANA, "Office", "What does a garden office cost?")
    home.keepwarm("backup", str(file))
    home.story.receives(BEN, "Carport", "How long does a carport take?")
    home.restores(file)
    (aside,) = tmp_path.glob("keepwarm.db.before-*")
    assert counted(aside) == 2
    assert counted(tmp_path / "keepwarm.db") == 1
    assert counted(file) == 1
    assert not list(tmp_path.glob("keepwarm.db.restoring*"))


def test_a_damaged_file_is_not_put_back_and_a_damaged_database_is_no_hindrance(
    tell: Tell, tmp_path: Path
) -> None:
    home, file = Home(tell()), tmp_path / "a.backup"
    home.story.receives(ANA, "Office", "What does a garden office cost?")
    home.keepwarm("backup", str(file))
    home.story.app.close()
    whole = file.read_bytes()
    (tmp_path / "torn.backup").write_bytes(whole[: len(whole) // 2])
    assert re.search(
        "damaged|cannot be used", home.refused("restore", str(tmp_path / "torn.backup"), "--replace")
    )
    (tmp_path / "keepwarm.db").write_bytes(b"SQLite format 3\0" + b"rubbish" * 5000)
    assert "--replace" in home.refused("restore", str(file))
    home.keepwarm("restore", str(file), "--replace")
    assert counted(tmp_path / "keepwarm.db") == 1


def test_a_backup_is_of_one_moment_while_others_write(tell: Tell, tmp_path: Path) -> None:
    home = Home(tell())
    database = home.story.app.database
    stop = threading.Event()

    def writes() -> None:
        from worker.store.models import Event

        number = 0
        while not stop.is_set():
            with database.writing() as session:
                # Always two together: a backup never holds one without the other.
                for _ in range(2):
                    session.add(Event(at=home.story.now, what="note", who="keepwarm", why=f"number {number}"))
            number += 1

    writing = threading.Thread(target=writes)
    writing.start()
    try:
        for number in range(3):
            home.keepwarm("backup", str(tmp_path / f"{number}.backup"))
    finally:
        stop.set()
        writing.join()
    for number in range(3):
        with sqlite3.connect(tmp_path / f"{number}.backup") as kept:
            rows = kept.execute(
                "SELECT why, count(*) FROM events WHERE what = 'note' GROUP BY why"
            ).fetchall()
        assert rows, "it was written to meanwhile"
        assert {count for _why, count in rows} == {2}


def test_an_older_backup_asks_for_migrate_and_a_newer_one_for_its_own_version(
    tell: Tell, tmp_path: Path
) -> None:
    home, file = Home(tell()), tmp_path / "a.backup"
    home.keepwarm("backup", str(file))
    with sqlite3.connect(file) as kept:
        kept.execute("UPDATE alembic_version SET version_num = '9999'")
    home.story.app.close()
    assert "newer version" in home.refused("restore", str(file), "--replace")


def test_a_whole_database_moves_to_postgresql_and_back(
    tell: Tell, postgres: Postgres, tmp_path: Path
) -> None:
    home = Home(tell())
    story = home.story
    story.receives(ANA, "Büro", "Was kostet ein Gartenbüro? \N{HOUSE WITH GARDEN}")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.receives(BEN, "Carport", "How long does a carport take?")
    story.until("2026-06-11 09:30")
    assert "Somebody works with" in home.refused("copy", postgres.database())
    story.app.close()
    url, told = postgres.database(), keepwarm("leads", "--all", "--json", config=story.config).stdout
    copied = {row["table"]: row for row in asked("copy", url, config=story.config)}
    assert all(row["same"] and row["here"] == row["there"] for row in copied.values())
    assert copied["leads"]["there"] == 2
    assert "not empty" in home.refused("copy", url)

    lived = to_customers(story)
    story.restarts(story.config.read_text().replace(f"sqlite:///{tmp_path}/keepwarm.db", url))
    # New rows have numbers of their own there, and the follow-up goes on.
    story.receives("Carl Ode <carl@ode.example>", "Shed", "What does a shed cost?")
    story.owner_says("jamie", "send", to=story.mail("draft", "jamie"))
    story.until("2026-06-11 12:00")
    assert sorted(recipient for recipient, _ in to_customers(story) - lived) == [
        "ana@customer.example",
        "carl@ode.example",
    ]
    assert story.broken_invariants() == []
    assert len(asked("leads", config=story.config)) == len(json_leads(told)) + 1
    story.app.close()
    home.keepwarm("copy", f"sqlite:///{tmp_path}/back.db")
    assert counted(tmp_path / "back.db") == 3


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", 'That is no database known here: write "sqlite:///'),
        ("sqlite://x/y", 'That is no database known here: write "sqlite:///'),
        ("postgresql://u@h/d?password=s3cret", 'write it before the "@"'),
        ("sqlite:///written.db", "The database to copy into is not empty: make a new one (createdb)."),
    ],
)
def test_a_copy_goes_into_an_empty_database_only(tell: Tell, tmp_path: Path, url: str, says: str) -> None:
    home = Home(tell())
    home.story.app.close()
    # Any command that writes leaves a secret.
    written = Database(f"sqlite:///{tmp_path}/written.db")
    make_ready(written)
    written.secret()
    written.close()
    told = home.refused("copy", url)
    assert says in told
    assert "s3cret" not in told


def counted(database: Path) -> int:
    """How many leads a file of SQLite holds, looked at without opening it for writing."""
    with sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True) as there:
        return int(there.execute("SELECT count(*) FROM leads").fetchone()[0])


def json_leads(said: str) -> list[Any]:
    import json

    return list(json.loads(said))


DIES = """
import os, sqlite3, sys
live = sqlite3.connect(sys.argv[1], isolation_level=None)
live.execute("PRAGMA journal_mode=WAL")
live.execute("INSERT OR REPLACE INTO ticks (name, at) VALUES ('heartbeat', '2026-06-10 09:00:00.000000')")
os._exit(9)
"""


def test_what_a_killed_process_left_beside_a_moved_database_stays_out_of_the_restored_one(
    tell: Tell, tmp_path: Path
) -> None:
    home, file = Home(tell()), tmp_path / "monday.backup"
    home.keepwarm("backup", str(file))
    home.story.app.close()
    database = Path(home.story.app.settings.database.partition("///")[2])
    subprocess.run([sys.executable, "-c", DIES, str(database)], check=False)
    log = database.with_name(f"{database.name}-wal")
    assert log.exists()
    database.rename(database.with_name("broken.db"))
    home.keepwarm("restore", str(file), "--now", home.story.now.isoformat())
    assert not log.exists()
    assert list(database.parent.glob(f"{log.name}.before-*")), "it is kept"
    assert "shadow" in keepwarm("leads", config=home.story.config).stderr
