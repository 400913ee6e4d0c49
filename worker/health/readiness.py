"""`/readyz`: one JSON object with every check; 503 when one of them is red.

The database is asked in a thread of its own and given a few seconds: one that hangs is an answer too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from worker import broker
from worker.discretion import discreet
from worker.health.checks import Check, State, findings, worst
from worker.store import schema
from worker.store.space import shortage
from worker.store.work import Workshop

PATIENCE = 5.0  # seconds

T = TypeVar("T")


class Asking:
    """Asks the database on behalf of visitors, two at a time, and waits no longer than `patience` seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="health")

    def ask(self, question: Callable[[], T]) -> T:
        """Return the answer. Raises TimeoutError, and whatever the question raises."""
        answer = self._readers.submit(question)
        try:
            return answer.result(timeout=self._patience)
        except TimeoutError:
            # One that has not begun never will; one that hangs keeps its thread.
            answer.cancel()
            raise

    def close(self) -> None:
        self._readers.shutdown(wait=False, cancel_futures=True)


def readiness(workshop: Workshop, asking: Asking) -> tuple[State, dict[str, Any]]:
    """Return the state of the whole and what `/readyz` answers."""
    try:
        found = asking.ask(lambda: _found(workshop))
    except TimeoutError:
        found = [Check("database", State.RED, f"The database did not answer within {PATIENCE:.0f} s.")]
    except SQLAlchemyError as error:
        found = [Check("database", State.RED, f"The database cannot be read ({type(error).__name__}).")]
    state = worst(found)
    return state, {"state": state.value, "checks": [_shown(check) for check in found]}


def _found(workshop: Workshop) -> list[Check]:
    database = workshop.database
    there, wanted = schema.revision_in(database), schema.newest()
    if there != wanted:
        sentence = f"The tables are of version {there or 'none'}, not {wanted}: keepwarm migrate."
        return [Check("database", State.RED, sentence)]
    found = [Check("database", State.OK, "The database answers, and its tables are of this version.")]
    short = shortage(database, workshop.settings.limits)
    found.append(Check("disk", State.RED if short else State.OK, short or "There is room on the disk."))
    found += _broker(workshop.settings.broker)
    with database.reading() as session:
        return found + findings(session, workshop.settings, workshop.clock.now())


def _broker(url: str) -> list[Check]:
    """Ask Redis, where there is one. Without it all goes on, more slowly: the heartbeat acts itself."""
    if url.startswith("memory:"):
        return []
    try:
        broker.ask(url)
    except broker.Unreachable as away:
        sentence = f"Redis cannot be reached ({away}); the heartbeat does what is due by itself."
        return [Check("broker", State.AMBER, sentence)]
    return [Check("broker", State.OK, "Redis answers.")]


def _shown(check: Check) -> dict[str, str]:
    # What a server said may quote an address.
    return {"check": check.name, "state": check.state.value, "says": discreet(check.says)}
