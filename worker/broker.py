"""The broker: how a process is woken. `memory:` lives inside this process; `redis://` reaches every other.

Messages are wake-ups: they may be lost, doubled or late without harm. So there are no retries, no delays
and no results here; whatever is to be tried again is a row with `due_at`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import dramatiq
from dramatiq import Worker as Worker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, ShutdownNotifications

if TYPE_CHECKING:
    from dramatiq.brokers.redis import RedisBroker

THREADS = 2
# How long a worker waits for a message before it looks again; milliseconds. Dramatiq's own second would
# be most of the time that a mail takes.
PATIENCE = 25
# In memory a message wakes whoever waits for it: they look again only to see whether they are to stop.
PATIENCE_IN_MEMORY = 500
# What a killed worker had taken goes to another one after this long; milliseconds.
SILENCE = 5000
# Dramatiq looks for such messages with this many commands out of a million: with every one.
MAINTENANCE = 1_000_000
# Seconds until a Redis that does not answer counts as absent: whoever wakes has other things to do.
REDIS_CONNECT, REDIS_ANSWER = 2, 5


class Unreachable(Exception):
    """The broker cannot be reached: nobody was woken."""


def connect(url: str) -> dramatiq.Broker:
    """Return the broker of the configuration; Redis is not asked before the first message."""
    middleware = [AgeLimit(), ShutdownNotifications()]
    if url.startswith("memory:"):
        return StubBroker(middleware=middleware)
    return _redis(url, middleware)


def start_workers(broker: dramatiq.Broker) -> Worker:
    """Start the threads of this process that act on wake-ups of this broker."""
    worker = Worker(broker, worker_threads=THREADS, worker_timeout=PATIENCE_IN_MEMORY)
    worker.start()
    return worker


def send(actor: dramatiq.Actor[[str], None], name: str) -> None:
    """Send a wake-up. Raises Unreachable."""
    with _reachable():
        actor.send(name)


def ask(url: str) -> None:
    """Ask whether Redis is there; memory always is. Raises Unreachable."""
    if not url.startswith("memory:"):
        with _reachable():
            _redis(url, []).client.ping()


@contextmanager
def _reachable() -> Iterator[None]:
    """Turn what goes wrong on the way to the broker into Unreachable."""
    try:
        yield
    except OSError as error:
        raise Unreachable(str(error)) from error
    except Exception as error:
        # Redis is optional, so its errors are known by their module alone.
        if type(error).__module__.partition(".")[0] != "redis":
            raise
        raise Unreachable(str(error)) from error


def _redis(url: str, middleware: list[dramatiq.Middleware]) -> RedisBroker:
    # Only here: an embedded Keepwarm needs no Redis, not even its client.
    import redis
    from dramatiq.brokers.redis import RedisBroker
    from dramatiq.common import dq_name
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    class PatientBroker(RedisBroker):
        """Asks Redis for news often enough, also where the `dramatiq` command would sleep for a second."""

        def consume(self, queue_name: str, prefetch: int = 1, timeout: int = PATIENCE) -> dramatiq.Consumer:
            # Nothing of ours is ever delayed: the queue for that is asked as seldom as Dramatiq would.
            is_for_delayed = queue_name == dq_name(queue_name)
            waits = timeout if is_for_delayed else min(timeout, PATIENCE)
            return super().consume(queue_name, prefetch=prefetch, timeout=waits)

    client = redis.Redis.from_url(
        url,
        socket_connect_timeout=REDIS_CONNECT,
        socket_timeout=REDIS_ANSWER,
        retry=Retry(NoBackoff(), 0),
    )
    return PatientBroker(  # type: ignore[no-untyped-call]  # Dramatiq leaves it so
        client=client, middleware=middleware, heartbeat_timeout=SILENCE, maintenance_chance=MAINTENANCE
    )
