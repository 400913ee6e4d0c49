"""The product's database, read by plain SQL of our own: none of the product's code is asked about itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

Row = dict[str, Any]


class Records:
    """Rows of a SQLite or PostgreSQL database, every time as an aware instant."""

    def __init__(self, url: str) -> None:
        self.url = url

    def rows(self, sql: str) -> list[Row]:
        """Run one SELECT that both databases understand."""
        found = self._sqlite(sql) if self.url.startswith("sqlite") else self._postgresql(sql)
        return [{name: _instant(name, value) for name, value in row.items()} for row in found]

    def numbers(self, sql: str) -> dict[str, int]:
        """Run one SELECT of a name and a number."""
        return {str(name): int(number) for name, number in (row.values() for row in self.rows(sql))}

    def value(self, sql: str) -> Any:
        return next(iter(self.rows(sql)[0].values()))

    def _sqlite(self, sql: str) -> list[Row]:
        path = self.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    def _postgresql(self, sql: str) -> list[Row]:
        import psycopg
        from psycopg.rows import dict_row

        at = urlsplit(self.url)
        with psycopg.connect(
            host=at.hostname, port=at.port, user=unquote(at.username or ""), dbname=at.path[1:]
        ) as connection:
            return connection.cursor(row_factory=dict_row).execute(sql.encode()).fetchall()


def _instant(name: str, value: Any) -> Any:
    """SQLite gives times back as text, in UTC and without saying so."""
    if isinstance(value, str) and (name == "at" or name.endswith(("_at", "until"))):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value
