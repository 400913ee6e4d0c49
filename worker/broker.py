"""The broker: how a process is woken. `memory:` is a broker inside this process, nothing to install.

Messages are wake-ups: they may be lost, doubled or late without harm. So there are no retries, no delays
and no results here; whatever is to be tried again is a row with `due_at`.
"""

from __future__ import annotations

import dramatiq
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, ShutdownNotifications

THREADS = 2
# How long a worker waits for a message before it looks whether it was stopped; milliseconds.
PATIENCE = 100


def connect(url: str) -> dramatiq.Broker:
    """Return the broker of the configuration.

    Raises ValueError for one that this version does not run: the scaled form is yet to come.
    """
    if url.startswith("memory:"):
        return StubBroker(middleware=[AgeLimit(), ShutdownNotifications()])
    raise ValueError('This version runs in one process: write broker = "memory:" in keepwarm.toml.')


def start_workers(broker: dramatiq.Broker) -> dramatiq.Worker:
    """Start the threads of this process that act on wake-ups."""
    worker = dramatiq.Worker(broker, worker_threads=THREADS, worker_timeout=PATIENCE)
    worker.start()
    return worker
