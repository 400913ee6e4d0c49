"""The composition root, read top to bottom: settings and a clock become one App.

Nothing is built at import. The App looks at mailboxes, judges, sweeps and delivers: once until nothing
is due (`run_until_idle`), or as long as the process lives (`run`).
"""

from __future__ import annotations

import signal
import threading
from datetime import datetime

import structlog
from dramatiq import Worker

from worker import broker as brokers
from worker import sweep
from worker.actors import Actors
from worker.cadence.outcomes import Outcomes
from worker.clock import Clock, SystemClock
from worker.heartbeat import Heartbeat
from worker.ingest import pipeline
from worker.ingest.collect import Collector
from worker.ingest.watch import Watch
from worker.outbox.deliver import Delivery
from worker.servers import couriers_of, imap_servers_of
from worker.settings import Settings
from worker.store import schema
from worker.store.database import Database
from worker.store.models import Tick
from worker.store.work import Workshop

# A row that is acted on this often at one instant does not come to rest; it is left for the next run.
MOST_ROUNDS = 200

log = structlog.get_logger()


class App:
    """Everything one process needs, put together."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.database = Database(settings.database)
        schema.upgrade(self.database)
        self.workshop = Workshop(
            self.database, settings, clock, secret=self.database.secret(), wake=self._wake
        )
        self.collectors = {
            name: Collector(self.workshop, settings.inbox(name), server)
            for name, server in imap_servers_of(settings).items()
        }
        self.couriers = couriers_of(settings)
        self.delivery = Delivery(self.workshop, self.couriers, Outcomes(), self._find_in_sent)
        self._heartbeat: Heartbeat | None = None
        self._actors: Actors | None = None
        self._watches: dict[str, Watch] = {}

    # --- once, until nothing is due --------------------------------------------------------------

    def run_until_idle(self) -> None:
        """Look at every mailbox once, judge, then sweep and deliver until nothing is due any more.

        A mailbox made due by a guard or a deadline is looked at again; what waits for one that cannot
        be read is held. The business clock may stand still.
        """
        self._record_instant()
        self.delivery.take_back()
        unreadable = {name for name in self.collectors if not self.look(name)}
        for _ in range(MOST_ROUNDS):
            done = pipeline.judge_due(self.workshop)
            done += sweep.sweep(self.workshop, self.delivery)
            with self.database.reading() as session:
                wanted = set(sweep.wanted_looks(session, self.clock.now())) - unreadable
            unreadable |= {name for name in wanted if not self.look(name)}
            if not done and not wanted:
                return
        log.warning("not everything came to rest; the next run goes on", rounds=MOST_ROUNDS)

    def look(self, inbox: str) -> bool:
        """Look at all folders of an inbox now; False when it cannot be read (its trouble is noted)."""
        return self.collectors[inbox].look()
