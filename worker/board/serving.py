"""The pages of a process that lives until it is told to stop, where `[board]` is configured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from worker.store.work import Workshop

log = structlog.get_logger()


@contextmanager
def served(workshop: Workshop) -> Iterator[None]:
    """Serve the pages while the block runs. Raises ValueError where `[board] listen` is not to be had."""
    board = workshop.settings.board
    if board is None:
        yield
        return
    # Only here: who has no page does not pay for the libraries that serve it.
    from worker.board.server import BoardServer

    try:
        server = BoardServer(board.listen, workshop)
    except OSError as error:
        raise ValueError(
            f"[board] listen: nothing can listen at {board.listen} ({error.strerror}): "
            "write another address, or end what listens there."
        ) from None
    server.start()
    log.info("pages are served", listen=str(board.listen))
    try:
        yield
    finally:
        server.stop()
