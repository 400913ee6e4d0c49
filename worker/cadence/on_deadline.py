"""A deadline of a lead has come: what is done about it, one line a kind."""

from __future__ import annotations

from collections.abc import Callable

from worker.cadence import closing, snooze, touch
from worker.leads import acceptance, escalation, offer, rounds
from worker.states import DeadlineKind
from worker.store.models import Deadline
from worker.store.work import Work

# Each handler deletes its row, or moves it to a later time.
ON_DEADLINE: dict[DeadlineKind, Callable[[Work, Deadline], None]] = {
    DeadlineKind.FIRST_OFFER: escalation.first_offer_overdue,
    DeadlineKind.NEXT_OFFER: offer.try_again,
    DeadlineKind.ANSWER_REMINDER: rounds.remind,
    DeadlineKind.ANSWER_LATE: rounds.late,
    DeadlineKind.ANSWER_OVERDUE: rounds.overdue,
    DeadlineKind.PROMISE_WARNING: rounds.warn_of_promise,
    DeadlineKind.ACCEPTED_NOTHING: acceptance.accepted_nothing,
    DeadlineKind.WHO_ANSWERED: acceptance.nobody_said,
    DeadlineKind.ACTION_REMINDER: touch.remind_of_action,
    DeadlineKind.DRAFT_REMINDER: touch.remind_of_draft,
    DeadlineKind.WAKE_UP: snooze.wake_up,
    DeadlineKind.CLOSE: closing.close_silent,
}


def fall_due(work: Work, row: Deadline) -> None:
    """Do what its kind asks for."""
    ON_DEADLINE[row.kind](work, row)
