"""Millions of rows in seconds: one INSERT ... SELECT a table, the same on SQLite and PostgreSQL.

What a statement does not name gets a neutral value by its type, so that a new column breaks nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, DateTime, Integer, LargeBinary, text

from worker.store.database import Database
from worker.store.models import Base

# The instant around which everything is planned; what is due lies before it.
NOW = "2026-06-10 10:00:00"


def at(database: Database, seconds: str) -> str:
    """Return SQL for the instant that lies `seconds` (SQL, may be negative) after NOW."""
    if database.sqlite:
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', '{NOW}', ({seconds}) || ' seconds')"
    return f"timestamptz '{NOW}+00' + ({seconds}) * interval '1 second'"


def fill(database: Database, model: type[Base], first: int, last: int, **values: str) -> None:
    """Insert rows number `first` to `last`; each value is SQL in which `n` is the row's number."""
    columns: list[Column[Any]] = [
        column for column in model.__table__.columns if column.name in values or not column.nullable
    ]
    chosen = {column.name: values.get(column.name) or _neutral(database, column) for column in columns}
    names, expressions = ", ".join(chosen), ", ".join(chosen.values())
    numbers = (
        f"(WITH RECURSIVE s(n) AS (VALUES ({first}) UNION ALL SELECT n + 1 FROM s WHERE n < {last})"
        " SELECT n FROM s)"
        if database.sqlite
        else f"generate_series({first}, {last}) AS s(n)"
    )
    with database.engine.connect() as connection:
        _without_foreign_keys(database, connection)
        connection.execute(
            text(f"INSERT INTO {model.__tablename__} ({names}) SELECT {expressions} FROM {numbers}")
        )
        connection.commit()
        # The connection does not go back to the pool with its foreign keys off.
        connection.invalidate()


def analyze(database: Database) -> None:
    """Let PostgreSQL count its rows, as its autovacuum does in life; Keepwarm never asks SQLite to."""
    if not database.sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _without_foreign_keys(database: Database, connection: Connection) -> None:
    if database.sqlite:
        # Inside a transaction SQLite does not listen to this.
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("SET statement_timeout = 0"))


def _neutral(database: Database, column: Column[Any]) -> str:
    kind = getattr(column.type, "impl_instance", column.type)
    if column.primary_key:
        return "n"
    if isinstance(kind, DateTime):
        return at(database, "0")
    if isinstance(kind, Boolean):
        return "false"
    if isinstance(kind, Integer):
        return "0"
    if isinstance(kind, JSON):
        return "'[]'"
    if isinstance(kind, LargeBinary):
        return "x''" if database.sqlite else "''::bytea"
    return "''"
