"""What falls due for a lead besides offers, touches and mails: one row a kind, moved by setting it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker.states import DeadlineKind
from worker.store.models import Deadline, Lead
from worker.store.work import Work


def set_deadline(lead: Lead, kind: DeadlineKind, due_at: datetime, **detail: Any) -> None:
    """Let `kind` fall due for the lead at `due_at` (UTC), in place of any earlier time."""
    found = deadline(lead, kind)
    if found is None:
        found = Deadline(kind=kind)
        lead.deadlines.append(found)
    found.due_at = due_at
    found.detail = detail


def deadline(lead: Lead, kind: DeadlineKind) -> Deadline | None:
    """Return what is set for this kind, or None."""
    return next((row for row in lead.deadlines if row.kind is kind), None)


def clear(work: Work, lead: Lead, *kinds: DeadlineKind) -> None:
    """Forget these kinds for the lead; without kinds, all of them."""
    for row in [row for row in lead.deadlines if not kinds or row.kind in kinds]:
        done(work, row)


def done(work: Work, row: Deadline) -> None:
    """Forget one deadline, because it has come or nothing hangs on it any more."""
    row.lead.deadlines.remove(row)
    if row.id is not None:
        # Gone before the same kind is set again: a lead has one row a kind.
        work.session.flush()
