"""Leads as programs read them: `keepwarm leads --json` and `keepwarm lead REF --json`.

A person reads the same rows as tables. Oldest due first, then by reference; closed ones come last.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select, true

from worker.leads.lead import find
from worker.leads.showing.row import NO_CADENCE, cadences, row
from worker.leads.showing.story import story
from worker.states import LeadState
from worker.store.models import Lead
from worker.store.work import Work


def leads(work: Work, *, closed: bool = False) -> list[dict[str, Any]]:
    """Return the live leads as rows, with `closed` all of them."""
    runs = cadences(work, _chosen(closed))
    return [row(work, lead, runs.get(lead.id, NO_CADENCE)) for lead in rows(work, closed=closed)]


def lead(work: Work, ref: str) -> dict[str, Any]:
    """Return one lead with its whole story. Raises LookupError for a reference that is none."""
    found = find(work, ref)
    if found is None:
        raise LookupError(ref)
    return story(work, found)


def rows(work: Work, *, closed: bool = False) -> list[Lead]:
    """Return the live leads themselves, with `closed` all of them."""
    found = work.session.scalars(select(Lead).where(_chosen(closed)).order_by(Lead.due_at, Lead.id))
    return sorted(found, key=lambda lead: lead.state is LeadState.CLOSED)


def _chosen(closed: bool) -> ColumnElement[bool]:
    return true() if closed else Lead.state != LeadState.CLOSED
