"""The real product on mail servers in memory: kept, restarted, killed and worked by two at once.

Nothing of the product is replaced but the two adapters that speak to mail servers.
"""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import select, update

from tests.homes.unreliable import Unreliable
from tests.prove.databases import Place
from tests.prove.post import Posted, PostOffice, Shelf, ShelfCollector
from tests.prove.seams import Killed
from worker import sweep
from worker.app import App
from worker.clock import StandingClock
from worker.heartbeat import Heartbeat
from worker.leads import owners
from worker.settings import Settings
from worker.store.database import Database
from worker.store.models import Base, Lead, OutboxEmail

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# A warning that none of our mails may cause.
FAILED = ("a mail could not be judged", "not everything came to rest; the next run goes on")


class House:
    """One database, one mailbox, one mail server, and the processes that work at them."""

    def __init__(self, settings: Settings, start: datetime, where: Place) -> None:
        self.where = where
        self.clock = StandingClock(start)
        self.shelf = Shelf()
        self.seams = where.seams
        self.seams.forget()
        self.office = PostOffice(self.clock.now, self.seams.reach)
        self.settings = settings
        self.deaths = 0
        # Whether a person asked for a second copy of anything.
        self.resent = False
        # What was logged as a failure of ours.
        self.complaints: list[str] = []
        self._numbers = itertools.count(1)
        structlog.configure(processors=[self._hear], cache_logger_on_first_use=False)
        self.app = self._open(self.where.database)
        self.rests()

    # --- what the product does ---

    def rests(self) -> None:
        """The product does all that is due now, as `keepwarm run --until-idle`."""
        self._lives(lambda: self.app.run_until_idle())

    def beats(self, seed: int, times: int = 3) -> None:
        """The heartbeat beats a few times; of its wake-ups half are lost, half of the others come twice."""
        self._lives(partial(self._beat, seed, times))

    def _beat(self, seed: int, times: int) -> None:
        bell = Unreliable(lambda name: self.app.act(name), seed=seed)
        heart = Heartbeat(
            self.app.workshop,
            wake=bell.send,
            look=lambda inbox: bell.send(f"look:{inbox}"),
            # The dead are noticed at the next start: here that is at once.
            rescue=lambda: None,
        )
        for _ in range(times):
            heart.beat()

    def meddles(self) -> None:
        """Another process does what is due, while this one is between two of its steps."""
        other = self._open(self.where.others)
        try:
            other.look("sales")
            other.act("sweep")
        finally:
            other.close()

    def works_in_two_processes(self) -> None:
        """Two processes look, judge and sweep at the same moment."""
        other = self._open(self.where.others)
        self.app.look("sales")
        try:
            with ThreadPoolExecutor(2) as both:
                for done in [both.submit(app.act, "sweep") for app in (self.app, other)]:
                    done.result()
        finally:
            other.close()

    def restarts(self, settings: Settings | None = None) -> None:
        """The process begins anew, perhaps with another configuration."""
        self.app.close()
        self.settings = settings or self.settings
        self.app = self._open(self.where.database)
        self.rests()

    def _lives(self, what: Any) -> None:
        self.seams.alive = True
        try:
            what()
        except Killed:
            self.seams.alive = False
            self.deaths += 1
            self.app.close()
            self.seams.forget()
            # Whoever was killed holds its mails until its leases have passed.
            self.app = self._open(self.where.database)
            with self.app.workshop.work() as work:
                held = update(OutboxEmail).where(OutboxEmail.lease_until.is_not(None))
                work.session.execute(held.values(lease_until=LONG_AGO))
            self.app.run_until_idle()
        finally:
            self.seams.alive = False

    def _open(self, database: Database) -> App:
        app = App(self.settings, self.clock, database=database)
        for name, collector in app.collectors.items():
            here = ShelfCollector(collector.workshop, collector.inbox, collector.server)
            here.shelf = self.shelf
            app.collectors[name] = here
            app.couriers[name] = self.office  # type: ignore[assignment]
        return app

    # --- time ---

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def passes(self, span: timedelta) -> None:
        self.clock.advance_to(self.now + span)

    # --- what there is ---

    def sent_to(self, addresses: Container[str] | None, which: int) -> Posted | None:
        """One of the last mails of ours to one of these, or to anybody; None where there is none."""
        found = [mail for mail in self.office.posted if addresses is None or mail.recipient in addresses]
        return found[-1 - which % min(len(found), 6)] if found else None

    def leads(self, *columns: Any, closed: bool = False) -> list[Any]:
        """These columns of every lead, or of those that are closed."""
        rows = select(*columns).order_by(Lead.id)
        with self.app.database.reading() as session:
            return [
                tuple(row) for row in session.execute(rows.where(Lead.state == "closed") if closed else rows)
            ]

    def is_there(self, owner: str) -> bool:
        with self.app.workshop.work() as work:
            return owners.present(work, owner)

    def answers_owed(self, *lead_ids: int) -> list[datetime]:
        """By when the customers of these leads are owed an answer, where they are owed one."""
        rows = select(Lead.answer_due_at).where(Lead.id.in_(lead_ids), Lead.answer_due_at.is_not(None))
        with self.app.database.reading() as session:
            return [due_at for due_at in session.scalars(rows) if due_at is not None]

    def every_row(self) -> dict[str, list[str]]:
        """The whole database, but for what says that somebody looked."""
        with self.app.database.reading() as session:
            return {
                table.name: [repr(row) for row in session.execute(select(table)).all()]
                for table in Base.metadata.sorted_tables
            }

    def next_due(self) -> datetime | None:
        with self.app.database.reading() as session:
            return sweep.next_due(session, after=self.now)

    def next_number(self) -> int:
        """A number that is another one each time, and the same when the story is told again."""
        return next(self._numbers)

    def close(self) -> None:
        self.app.close()
        structlog.reset_defaults()

    def _hear(self, _logger: Any, _level: str, said: dict[str, Any]) -> dict[str, Any]:
        """Nothing is logged; what should never have happened is kept."""
        if said["event"] in FAILED or said.get("exc_info"):
            self.complaints.append(f"{said}: {traceback.format_exc(limit=-4)}")
        raise structlog.DropEvent
