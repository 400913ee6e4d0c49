"""The database: engines set up so that SQLite and PostgreSQL keep the same promises.

SQLite: WAL, synchronous FULL, foreign keys on, and BEGIN IMMEDIATE for every writing transaction (a read
that turns into a write under plain BEGIN fails under load, whatever the timeout).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from worker.store.in_turn import InTurn
from worker.store.models import Secret
from worker.store.write_ahead import write_ahead

# PostgreSQL, milliseconds: how long a statement may take, and how long a transaction may do nothing. A
# process that was stopped, or whose machine is gone, must not keep its rows locked for ever.
STATEMENT_TIMEOUT, IDLE_TIMEOUT = 30_000, 60_000
POSTGRESQL = (
    f"-c statement_timeout={STATEMENT_TIMEOUT} -c idle_in_transaction_session_timeout={IDLE_TIMEOUT} "
    "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)

# The same from our side (libpq, its manual 34.1.2): a server whose machine vanished says nothing, and what
# waits for its answer would wait for two hours. Seconds, and milliseconds for what was sent.
OURS_ALIVE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


class Database:
    """One engine, and sessions that either read or write."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = create_sqlite(url) if self.sqlite else create_postgresql(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        # Other processes wait for SQLite's own lock; PostgreSQL has many writers.
        self.writers = InTurn() if self.sqlite else None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may write: committed when the block ends, rolled back when it raises.

        Raises OperationalError where others write for too long, RuntimeError inside another one of the same
        thread, also where that has asked nothing yet (SQLite).
        """
        turn = self.writers.turn() if self.writers else nullcontext()
        with turn, self._sessions() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads; what it changes is thrown away."""
        with self._sessions() as session:
            session.connection(execution_options={"keepwarm_reading": True})
            yield session
            # What was read stays readable afterwards; a rollback would empty every loaded row.
            session.expunge_all()
            session.rollback()

    @contextmanager
    def altering(self) -> Iterator[Connection]:
        """A transaction that may change tables. Raises IntegrityError when a row lost what it refers to.

        SQLite changes a table by copying it; meanwhile whatever refers to its rows would seem an orphan.
        """
        with self.engine.connect() as connection:
            if self.sqlite:
                self._keep_references(connection, False)
            try:
                with connection.begin():
                    yield connection
                    if self.sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                        raise IntegrityError(None, None, ValueError("a row refers to one that is gone"))
            finally:
                if self.sqlite:
                    self._keep_references(connection, True)

    @staticmethod
    def _keep_references(connection: Connection, kept: bool) -> None:
        """Foreign keys on or off, which SQLite only allows outside of transactions."""
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={'ON' if kept else 'OFF'}")

    def secret(self, name: str = "message-id") -> str:
        """The secret of this database, made at first use."""
        named = select(Secret.value).where(Secret.name == name)
        with self.reading() as session:
            found = session.scalar(named)
        if found is not None:
            return found
        with self.writing() as session:
            # Of two processes that start together one writes it, and both read that one.
            insert = sqlite.insert if self.sqlite else postgresql.insert
            new = insert(Secret).values(name=name, value=secrets.token_hex(32))
            session.execute(new.on_conflict_do_nothing())
            return str(session.scalars(named).one())

    def close(self) -> None:
        self.engine.dispose()


def create_sqlite(url: str) -> Engine:
    # An error must not quote what it could not write: that may be somebody's mail.
    engine = create_engine(
        url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's "begin" event below opens transactions itself
        write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("keepwarm_reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def create_postgresql(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": POSTGRESQL, "connect_timeout": 10, **OURS_ALIVE},
    )
