"""Work: one transaction, one instant.

Everything that happens in it happens at `now`; wake-ups are sent after the commit, so nobody is woken
for a row that is not there yet. Losing them costs only time: the sweep finds every due row.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import update
from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value

from worker.clock import Clock
from worker.settings import Settings
from worker.states import allowed
from worker.store.database import Database
from worker.store.models import Event, Lead

T = TypeVar("T")


class LostRace(Exception):
    """Another worker changed the row first. The transaction is rolled back; the sweep comes again."""


@dataclass(slots=True)
class Work:
    """One transaction: its session, its one instant (aware, UTC), the settings, and the wake-ups it owes."""

    session: Session
    now: datetime
    settings: Settings
    secret: str
    wakes: set[str] = field(default_factory=set)
    looked_up: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, look_up: Callable[[], T]) -> T:
        """Return what `look_up` finds, asked once in this transaction.

        For what is asked again and again: who is away, whose turn it is, whether we know somebody. Whoever
        changes that says so (`learn`, `forget`).
        """
        if key not in self.looked_up:
            self.looked_up[key] = look_up()
        found: T = self.looked_up[key]
        return found

    def learn(self, key: Hashable, found: object) -> None:
        """What is found there from now on."""
        self.looked_up[key] = found

    def forget(self, key: Hashable) -> None:
        """It has changed: the next who asks `once` looks it up again."""
        self.looked_up.pop(key, None)

    def wake(self, what: str) -> None:
        """Ask for a wake-up after the commit: `outbox`, `judge`, `look:sales` ..."""
        self.wakes.add(what)

    def note(self, lead: Lead | None, what: str, *, who: str = "keepwarm", why: str) -> None:
        """Write one event row: what happened, who did it, and why in one plain line."""
        self.session.add(Event(lead=lead, at=self.now, what=what, who=who, why=why))

    def settle(self, row: Any, to: StrEnum, **changes: Any) -> None:
        """Change the state of a row that nobody else can: this transaction locked it, or made it.

        It is written with everything else. Raises ValueError when no arrow leads there.
        """
        if not allowed(row.state, to):
            raise ValueError(f"no arrow from {row.state} to {to} ({type(row).__name__} {row.id})")
        for name, value in {"state": to, **changes}.items():
            setattr(row, name, value)

    def move(self, row: Any, to: StrEnum, **changes: Any) -> None:
        """Change the state of `row` along an arrow of states.py by one guarded update.

        The update only matches while the row is still in the state we read. Raises LostRace when
        another worker changed it first, ValueError when no arrow leads there. What was looked up `once`
        under the name of its class is forgotten.
        """
        if not allowed(row.state, to):
            raise ValueError(f"no arrow from {row.state} to {to} ({type(row).__name__} {row.id})")
        self.forget(type(row).__name__)
        session = object_session(row)
        assert session is not None, "a row changes inside its transaction"
        session.flush()
        table = type(row)
        guarded = (
            update(table)
            .where(table.id == row.id, table.state == row.state)
            .values(state=to, **changes)
            .execution_options(synchronize_session=False)
        )
        if session.execute(guarded).rowcount != 1:  # type: ignore[attr-defined]  # a CursorResult
            raise LostRace(f"{table.__name__} {row.id} was changed by another worker")
        for name, value in {"state": to, **changes}.items():
            set_committed_value(row, name, value)


@contextmanager
def transaction(
    database: Database,
    settings: Settings,
    *,
    now: datetime,
    secret: str,
    wake: Callable[[set[str]], None] | None = None,
) -> Iterator[Work]:
    """Open a Work; commit when the block ends, then send its wake-ups."""
    with database.writing() as session:
        work = Work(session, now, settings, secret)
        yield work
    if wake and work.wakes:
        wake(work.wakes)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where units of work are opened: the database, the settings and the business clock of this process.

    Everything that needs more than one transaction (delivering, judging, sweeping) is handed this one value.
    """

    database: Database
    settings: Settings
    clock: Clock
    secret: str
    wake: Callable[[set[str]], None] | None = None

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Open one transaction at the clock's present instant."""
        with transaction(
            self.database, self.settings, now=self.clock.now(), secret=self.secret, wake=self.wake
        ) as work:
            yield work
