"""What falls due for a lead besides offers, touches and mails: one row a kind, moved by setting it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from worker.states import DeadlineKind
from worker.store.models import Deadline, Lead
from worker.store.work import Work


def set_deadline(work: Work, lead: Lead, kind: DeadlineKind, due_at: datetime, **detail: Any) -> None:
    """Let `kind` fall due for the lead at `due_at` (UTC), in place of any earlier time."""
    work.session.flush()
    found = work.session.scalar(select(Deadline).where(Deadline.lead_id == lead.id, Deadline.kind == kind))
    if found is None:
        found = Deadline(lead_id=lead.id, kind=kind)
        work.session.add(found)
    found.due_at = due_at
    found.detail = detail


def deadline(work: Work, lead: Lead, kind: DeadlineKind) -> Deadline | None:
    """Return what is set for this kind, or None."""
    work.session.flush()
    return work.session.scalar(select(Deadline).where(Deadline.lead_id == lead.id, Deadline.kind == kind))


def clear(work: Work, lead: Lead, *kinds: DeadlineKind) -> None:
    """Forget these kinds for the lead; without kinds, all of them."""
    work.session.flush()
    rows = delete(Deadline).where(Deadline.lead_id == lead.id)
    work.session.execute(rows.where(Deadline.kind.in_(kinds)) if kinds else rows)
