"""What the rest of the house hears about a mail, in the transaction that marks it.

The outbox stands below leads and cadence, so news travels upward through this port; cadence/outcomes.py
implements it.
"""

from __future__ import annotations

from typing import Protocol

from worker.store.models import OutboxEmail
from worker.store.work import Work


class Outcomes(Protocol):
    """Called once for each mail that came to an end."""

    def sent(self, work: Work, mail: OutboxEmail) -> None:
        """The server accepted it; or the mode holds it back and an owner's clock starts all the same."""

    def failed(self, work: Work, mail: OutboxEmail, bad_address: bool) -> None:
        """The server refused it for good, or it is too old. Whoever sent it is told by the outbox."""

    def cancelled(self, work: Work, mail: OutboxEmail, why: str) -> None:
        """The guard said no. An offer whose times have passed (`why` begins "stale") is written afresh."""
