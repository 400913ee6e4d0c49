"""Hangs up on whoever takes too long to ask: half-sent forms never keep an owner out (reliability, "Page").

One connection asks once: a proxy gains nothing from keeping it, and an idle one would count as busy.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# From the connection to the last byte of the question; a form of ours is there in one, over a telephone too.
PATIENCE = 20.0  # seconds
ONE_QUESTION = {"Connection": "close"}


class Impatient(H11Protocol):
    """A connection on which all that is asked must have been asked in time."""

    patience = PATIENCE

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as its base
        super().connection_made(transport)
        self.loop.call_later(self.patience, self._hang_up)

    def _hang_up(self) -> None:
        # Whoever asked in time may wait for the answer as long as that takes.
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self.transport.close()
