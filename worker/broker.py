"""The broker: how a process is woken. `memory:` is a broker inside this process, nothing to install.

Messages are wake-ups: they may be lost, doubled or late without harm. So there are no retries, no delays
and no results here; whatever is to be tried again is a row with `due_at`.
"""

from __future__ import annotations

import dramatiq
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, ShutdownNotifications

THREADS = 2


def connect(url: str) -> dramatiq.Broker:
    """Return the broker of the configuration.

    Raises ValueError for one that this version does not run: the scaled form is yet to come.
    """
    if url.startswith("memory:"):
        return StubBroker(middleware=[AgeLimit(), ShutdownNotifications()])
    raise ValueError('This version runs in one process: write broker = "memory:" in keepwarm.toml.')
