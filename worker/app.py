"""The composition root, read top to bottom: settings and a clock become one App.

Nothing is built at import. The App looks at mailboxes, judges, sweeps and delivers: once until nothing
is due (`run_until_idle`), or as long as the process lives (`run`, in running.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog

from worker import sweep
from worker.cadence import morning
from worker.cadence.outcomes import Outcomes
from worker.clock import Clock, StandingClock, SystemClock
from worker.ingest import pipeline
from worker.ingest.collect import Collector
from worker.ingest.filing import inboxes_to_file
from worker.leads.standing_in import leaving
from worker.mail.smtp import SmtpCourier
from worker.outbox.deliver import Delivery
from worker.servers import imap_server, smtp_server
from worker.settings import Settings
from worker.store import cold, instants, restored, schema
from worker.store.database import Database
from worker.store.models import Mailbox
from worker.store.work import Workshop

# The wake-up "look:sales" asks for a look at the inbox of that name.
LOOK = "look:"
# A run that has not come to rest by then leaves what is still due for the next one.
MOST_ROUNDS = 200

log = structlog.get_logger()


class App:
    """Everything one process needs, put together; on a database that is open already, if one is given."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        wake: Callable[[set[str]], None] | None = None,
        database: Database | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.database = database or Database(settings.database)
        schema.make_ready(self.database)
        self.workshop = Workshop(self.database, settings, clock, self.database.secret(), wake)
        self.collectors = {
            inbox.name: Collector(self.workshop, inbox, imap_server(settings, inbox))
            for inbox in settings.inboxes
        }
        self.couriers = {inbox.name: SmtpCourier(smtp_server(settings, inbox)) for inbox in settings.inboxes}
        self.delivery = Delivery(self.workshop, self.couriers, Outcomes(), self.find_in_sent)

    def run_until_idle(self) -> None:
        """Look at every mailbox once, judge, then sweep and deliver until nothing is due any more.

        A mailbox made due by a guard or a deadline is looked at again; what waits for one that cannot
        be read is held. The business clock may stand still.
        """
        self.begin()
        unreadable = {name for name in self.collectors if not self.look(name)}
        for _ in range(MOST_ROUNDS):
            done = pipeline.judge_due(self.workshop) + sweep.sweep(self.workshop, self.delivery)
            with self.database.reading() as session:
                wanted = self._can_be_looked_at(sweep.wanted_looks(session, self.clock.now())) - unreadable
            if not done and not wanted:
                wanted = self._can_be_looked_at(self._inboxes_to_file()) - unreadable
            unreadable |= {name for name in wanted if not self.look(name)}
            if not done and not wanted:
                return
        log.warning("not everything came to rest; the next run goes on", rounds=MOST_ROUNDS)

    def _can_be_looked_at(self, wanted: Iterable[str]) -> set[str]:
        """Leave out an inbox that was taken from the configuration, and waits for its name to come back."""
        return {name for name in wanted if name in self.collectors}

    def _inboxes_to_file(self) -> set[str]:
        """The run is over: what customers were sent in it is filed in Sent now, not at the next one."""
        with self.workshop.work() as work:
            return inboxes_to_file(work)

    def look(self, inbox: str) -> bool:
        """Look at all folders of an inbox now; False when it cannot be read (its trouble is noted)."""
        return self.collectors[inbox].look()

    def find_in_sent(self, inbox: str, message_id: str) -> bool | None:
        """Whether a mail of ours lies in Sent; None when that cannot be told now."""
        return self.collectors[inbox].find_in_sent(message_id)

    def act(self, name: str) -> bool:
        """Do everything of one kind that is due: `judge`, a name of sweep.DUE, `sweep` for all, or a look.

        False when nothing can have changed, because the look is left to a watch that rests.
        """
        if name == "judge":
            pipeline.judge_due(self.workshop)
        elif name == "sweep":
            sweep.sweep(self.workshop, self.delivery)
        elif name.startswith(LOOK):
            return self._look_in_passing(name.removeprefix(LOOK))
        else:
            sweep.sweep(self.workshop, self.delivery, frozenset({name}))
        return True

    def begin(self, *, cold_start: bool = False) -> None:
        """Take back what a dead predecessor held, and note when this run began: time never goes behind it.

        With `cold_start` nothing is taken for known, as after an outage: each mailbox is looked at before a
        customer is mailed.
        """
        with self.workshop.work() as work:
            instants.record(work.session, work.now, standing=isinstance(self.clock, StandingClock))
            if cold_start:
                cold.begin(work.session, work.now)
            else:
                cold.begin_after_gap(work.session, work.now, self.settings.limits.cold_start)
            morning.plan(work)
            leaving.relieve_inactive(work)
            if restored.since(work.session) is not None:
                log.warning("a backup was put back: in shadow until keepwarm restore --finish")
        self.delivery.take_back()

    def _look_in_passing(self, inbox: str) -> bool:
        """Look at an inbox that somebody waits for; one in trouble is left to its watch, which rests."""
        with self.database.reading() as session:
            mailbox = session.get(Mailbox, inbox)
        if inbox not in self.collectors or (mailbox and mailbox.trouble):
            return False
        return self.look(inbox)

    def close(self) -> None:
        """Hang up on every server and close the database."""
        for courier in self.couriers.values():
            courier.close()
        self.database.close()


def build_app(settings: Settings, clock: Clock | None = None) -> App:
    """Put an App together on the machine's clock, or on another. Connects to the database, nothing else."""
    return App(settings, clock or SystemClock())
