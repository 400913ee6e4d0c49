"""The processes that act: `dramatiq tests.homes.workers:connect`, on one story after another.

To start processes for every story would take most of its time. So a wake-up says which story it is for,
and the App of the last one is kept open; all else is the product's own broker and actor.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from threading import Lock

import dramatiq

from tests.homes.shared_clock import SharedClock
from tests.homes.unreliable import Unreliable
from tests.servers.daemon import Daemon, short_folder
from worker import broker as brokers
from worker import garbage
from worker.actors import Actors
from worker.app import App
from worker.logs import log_to_stderr
from worker.settings import load

ROOT = Path(__file__).parents[2]
BROKER = "STORIES_BROKER"
# Beside the configuration of a story: where its clock stands, and what an actor could not do.
INSTANT, FAILURE = "instant", "failure"


class Workers:
    """The command with its two processes, for all stories of this test process."""

    def __init__(self, redis_url: str) -> None:
        self.redis_url = redis_url
        self.log = short_folder() / "log"
        command = [str(Path(sys.executable).parent / "dramatiq"), f"{__name__}:connect"]
        options = ["--path", str(ROOT), "--processes", "2", "--threads", "2"]
        self._daemon = Daemon(["env", f"{BROKER}={redis_url}", *command, *options], log=self.log)

    def stop(self) -> None:
        self._daemon.end()


class Stories:
    """What one worker process knows: the story it acts on."""

    def __init__(self, broker: dramatiq.Broker) -> None:
        self._actors = Actors(broker, self._act)
        self._lock = Lock()
        self._app: App | None = None
        self._version: tuple[Path, int] | None = None

    def _act(self, message: str) -> None:
        story, _, name = message.rpartition("|")
        config = Path(story)
        # A wake-up that outlived its story finds no clock any more.
        if not (config.parent / INSTANT).exists():
            return
        try:
            self._app_of(config).act(name)
        except Exception:
            (config.parent / FAILURE).write_text(traceback.format_exc())
            raise

    def _app_of(self, config: Path) -> App:
        """Return the App of this story, opened anew when its configuration has changed."""
        with self._lock:
            version = (config, config.stat().st_mtime_ns)
            if self._app is None or version != self._version:
                if self._app is not None:
                    self._app.close()
                clock = SharedClock(config.parent / INSTANT)
                layer = Unreliable(lambda name: self._actors.send(f"{config}|{name}"), seed=os.getpid())
                self._app = App(load(config, {}), clock, wake=layer.send_all)
                self._version = version
            return self._app


def connect() -> None:
    """Make this process a worker for stories."""
    log_to_stderr("info")
    broker = brokers.connect(os.environ[BROKER])
    Stories(broker)
    garbage.spare_what_stays()
    dramatiq.set_broker(broker)
