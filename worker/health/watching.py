"""What a process that lives until it is told to stop wears: a watchdog and, where configured, the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from worker.health import systemd
from worker.health.watchdog import Loops, Watchdog
from worker.store.work import Workshop

log = structlog.get_logger()


@contextmanager
def watched(workshop: Workshop, loops: Loops) -> Iterator[None]:
    """Watch the loops of this process while the block runs, and answer at `[health] listen`.

    Raises ValueError where that address is not to be had.
    """
    watchdog = Watchdog(loops)
    server = None
    listen = workshop.settings.health.listen
    if listen is not None:
        # Only here: who does not ask for metrics does not pay for their library.
        from worker.health.server import HealthServer

        try:
            server = HealthServer(listen, workshop, watchdog)
        except OSError as error:
            raise ValueError(
                f"[health] listen: nothing can listen at {listen} ({error.strerror}): write another address, "
                "or give each process of this configuration its own with --health HOST:PORT."
            ) from None
        server.start()
        log.info("health is answered", listen=str(listen))
    watchdog.start()
    try:
        yield
    finally:
        systemd.notify(systemd.ENDING)
        watchdog.stop()
        if server is not None:
            server.stop()
