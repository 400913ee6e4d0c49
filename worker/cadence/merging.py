"""Two leads become one, and two again when that was wrong (rules, section 6).

Nothing is lost: what was said and is on its way, thread ids and addresses move to the lead that stays, with
the earlier due time, the open answer and a follow-up that still runs. What moved is kept by row, so that
`apart` puts both back exactly; what happened to the lead that stayed since then stays with it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker.cadence.closing import close_lead
from worker.cadence.merged_next import say_what_is_known, say_what_is_next
from worker.cadence.merged_rows import move, move_back
from worker.leads import offer, owners, snapshot
from worker.leads.people import MERGED
from worker.states import LeadState, Turn
from worker.store.models import Join, Lead
from worker.store.work import Work


def merge(work: Work, lead: Lead, other: Lead, *, who: str) -> Join:
    """Make `other` a part of `lead`, which is live; `other` is closed and its offer ends."""
    before, other_before = snapshot.take(work, lead), snapshot.take(work, other)
    asked = offer.pending(other)
    moved = move(work, lead, other, who)
    if other.state is not LeadState.CLOSED:
        close_lead(work, other, f"{MERGED} {lead.ref}", who=who, why=f"It is part of {lead.ref} now.")
        say_what_is_next(work, lead, before, other_before)
    say_what_is_known(lead, before["lead"], other_before["lead"])
    work.note(lead, "merged", who=who, why=f"{other.ref} ({other.name}) is part of it now.")
    join = Join(
        lead_id=lead.id,
        at=work.now,
        merged_id=other.id,
        before={**before, "left": snapshot.next_of(lead), "said": snapshot.said_of(lead)},
        merged_before={**other_before, "moved": moved, "asked": asked.owner_id if asked else None},
    )
    work.session.add(join)
    return join


def apart(work: Work, join: Join, *, who: str) -> Lead:
    """Make two leads of one again, both as they were; return the one that had been merged."""
    assert join.merged_id is not None
    assert join.merged_before is not None
    lead, other = work.session.get_one(Lead, join.lead_id), work.session.get_one(Lead, join.merged_id)
    before, kept = join.before, join.merged_before
    move_back(work, lead, other, kept["moved"])
    join.apart_at = work.now
    work.note(lead, "unmerged", who=who, why=f"{other.ref} ({other.name}) is a lead of its own again.")
    if lead.state is not LeadState.CLOSED and snapshot.next_of(lead) == before["left"]:
        snapshot.put_back(work, lead, before, before.get("said"))
    else:
        lead.thread_ids = [known for known in lead.thread_ids if known not in kept["lead"]["thread_ids"]]
    if kept["lead"]["state"] != LeadState.CLOSED:
        _open_again(work, other, kept, who=who)
    return other


def _open_again(work: Work, other: Lead, kept: dict[str, Any], *, who: str) -> None:
    """Give the lead back to whoever had it; one that was being offered is offered anew, to the same first."""
    was = kept["lead"]
    owner_id = was["owner_id"] if was["owner_id"] and owners.is_active(work, was["owner_id"]) else None
    state = LeadState(was["state"])
    if state is not LeadState.OFFERED and owner_id is None:
        state, owner_id = LeadState.ESCALATED, owners.fallback(work)
    work.move(
        other,
        state,
        owner_id=owner_id,
        accountable_id=owner_id or owners.fallback(work),
        turn=Turn(was["turn"]),
        next_action=was["next_action"],
        due_at=datetime.fromisoformat(was["due_at"]),
        closed_at=None,
        close_reason=was["close_reason"],
    )
    snapshot.put_back(work, other, kept)
    work.note(other, "unmerged", who=who, why="It is a lead of its own again.")
    if state is LeadState.OFFERED:
        other.round += 1
        offer.ask_first(
            other, kept["asked"] or other.asked_first_id, other.asked_first_why or "was asked first"
        )
        offer.begin(work, other)
