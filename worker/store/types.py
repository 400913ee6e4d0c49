"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An instant in UTC. Naive datetimes are refused: they are somebody's local time by accident."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from the outside world: U+0000 and lone surrogates never reach the database.

    PostgreSQL refuses U+0000, SQLite takes it, both refuse lone surrogates; real Exchange bounces hold NULs.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class State(TypeDecorator[StrEnum]):
    """A state of one machine, stored as its plain word; migrations name only the width of the column."""

    impl = String
    cache_ok = True

    def __init__(self, machine: type[StrEnum] = StrEnum, length: int = 24) -> None:
        super().__init__(length)
        self.machine = machine

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.machine(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.machine(value)
