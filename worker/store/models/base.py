"""What all tables share: column types by annotation, and "at most one" indexes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, text
from sqlalchemy.orm import DeclarativeBase

from worker.states import (
    AbsenceState,
    DeadlineKind,
    DraftState,
    HandoffState,
    InboundState,
    LeadState,
    OfferState,
    OutboxState,
    RunState,
    TouchState,
    Turn,
)
from worker.store.types import Instant, State, Words


class Base(DeclarativeBase):
    """Plain `str` is cleaned text, plain `datetime` an instant in UTC, states their own words."""

    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads this class attribute
        str: Words(),
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        LeadState: State(LeadState),
        Turn: State(Turn),
        InboundState: State(InboundState),
        OfferState: State(OfferState),
        HandoffState: State(HandoffState),
        AbsenceState: State(AbsenceState),
        RunState: State(RunState),
        TouchState: State(TouchState),
        DraftState: State(DraftState),
        OutboxState: State(OutboxState),
        DeadlineKind: State(DeadlineKind),
    }


def only_one(name: str, column: str, condition: str) -> Index:
    """At most one row per `column` while `condition` holds: a partial unique index on both databases."""
    return Index(name, column, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


def only_these(column: str, states: type[StrEnum]) -> CheckConstraint:
    """No other word than these states ever stands in the column."""
    words = ", ".join(f"'{state.value}'" for state in states)
    return CheckConstraint(f"{column} IN ({words})", name=f"known_{column}")


def must(name: str, condition: str) -> CheckConstraint:
    """What a constraint can say, a constraint says: `condition` holds for each row, whoever writes it."""
    return CheckConstraint(condition, name=name)
