"""The home on PostgreSQL and Redis: this process collects and beats, real `dramatiq` processes act."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import dramatiq

from tests.homes.shared_clock import SharedClock
from tests.homes.unreliable import Unreliable
from tests.homes.workers import FAILURE, INSTANT, Workers
from worker import broker as brokers
from worker.actors import Actors
from worker.app import LOOK, MOST_ROUNDS, App
from worker.clock import StandingClock
from worker.heartbeat import Heartbeat
from worker.settings import load
from worker.store.models import Mailbox

QUEUE = "keepwarm"
# Milliseconds: how often the broker is asked whether all wake-ups are done, and how long that may take.
ASK_EVERY, LONGEST = 4, 60_000


class Scaled:
    """One story's PostgreSQL database, and the workers that it shares with other stories."""

    def __init__(self, workers: Workers, database: str, folder: Path) -> None:
        self.lines = f'database = "{database}"\nbroker = "{workers.redis_url}"'
        self._workers = workers
        self._folder = folder
        self._logged = workers.log.stat().st_size
        self._broker = brokers.connect(workers.redis_url)
        self._actors = Actors(self._broker, _act_elsewhere)

    def clock(self, start: datetime) -> StandingClock:
        return SharedClock(self._folder / INSTANT, start)

    def open(self, config: Path, clock: StandingClock) -> App:
        layer = Unreliable(lambda name: self._actors.send(f"{config}|{name}"), seed=1)
        app = App(load(config, {}), clock, wake=layer.send_all)
        self._layer = layer
        # Whom the last beat wanted to wake, before anything was lost.
        self._asked: list[str] = []
        self._heartbeat = Heartbeat(
            app.workshop,
            wake=self._asked.append,
            look=lambda inbox: None if _is_in_trouble(app, inbox) else self._asked.append(LOOK + inbox),
            rescue=app.delivery.take_back,
        )
        return app

    def run(self, app: App) -> None:
        """Collect, then beat and let the workers act until a beat finds nothing to wake anybody for."""
        app.begin()
        for inbox in app.collectors:
            app.look(inbox)
        for _ in range(MOST_ROUNDS):
            self._until_nobody_acts()
            self._asked.clear()
            self._heartbeat.beat()
            if not self._asked:
                return
            self._layer.send_all(self._asked)
        raise AssertionError(f"in {MOST_ROUNDS} beats this never came to rest: {self._asked}")

    def close(self) -> None:
        """End the story; what is still under way for it finds no clock and does nothing."""
        (self._folder / INSTANT).unlink(missing_ok=True)
        self._broker.flush(QUEUE)
        self._broker.close()

    def _until_nobody_acts(self) -> None:
        """Wait until every wake-up that was not lost is acted upon."""
        try:
            self._broker.join(QUEUE, interval=ASK_EVERY, timeout=LONGEST)
        except dramatiq.errors.QueueJoinTimeout:
            raise AssertionError("the workers do not answer") from None
        finally:
            self._show_what_the_workers_said()
        failure = self._folder / FAILURE
        if failure.exists():
            raise AssertionError(f"an actor failed:\n{failure.read_text()}")

    def _show_what_the_workers_said(self) -> None:
        """Print it into the report of this test, as what an embedded story logs is there too."""
        with self._workers.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._logged)
            said = log.read()
            self._logged = log.tell()
        if said:
            print(said, end="")


def _is_in_trouble(app: App, inbox: str) -> bool:
    """Whether a wanted look cannot be had now, so that what waits for it goes on waiting."""
    with app.database.reading() as session:
        mailbox = session.get(Mailbox, inbox)
        return mailbox is not None and mailbox.trouble is not None


def _act_elsewhere(name: str) -> None:
    raise AssertionError(f"{name} was to be acted upon by the workers")
