"""Round-robin with confirmation: offer, nudge, expire, next (rules, section 2).

A lead is offered to the eligible owner who waited longest; it is theirs only when they say yes. The
window of an offer starts when the server accepted its mail, and counts the owner's own open minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from worker import hours
from worker.failpoints import reach
from worker.leads import draft, notices, owners, rounds
from worker.leads.deadlines import clear, done, set_deadline
from worker.leads.escalation import escalate
from worker.leads.lead import own
from worker.leads.rotation import (
    NEVER_LEFT,
    UNDELIVERED,
    UNREACHABLE,
    Candidate,
    candidates,
    locked_pool,
    took_turn,
    why_chosen,
    with_reasons,
)
from worker.leads.windows import freeze, thaw
from worker.settings import Mode
from worker.settings.rhythm import windows
from worker.states import DeadlineKind, LeadState, OfferState
from worker.store import standard
from worker.store.models import Deadline, Lead, Offer
from worker.store.work import Work


def begin(work: Work, lead: Lead, *, last: str = "") -> None:
    """Find the lead's first owner: assign it, offer it, or give it to the fallback.

    Whoever knows them (`ask_first`) is asked first, if they are eligible, `last` is asked last.
    Only one eligible person when the mail came: assigned at once, no offer. Nobody: the fallback at once.
    """
    team, numbers = standard.team(work), work.settings.offer
    if lead.answer_due_at is None and lead.first_response_at is None:
        rounds.open_target(work, lead, lead.arrived_at, team.first_response)
    lead.due_at = lead.answer_due_at or lead.due_at
    locked_pool(work, lead)
    found, skipped = candidates(work, lead, last=last)
    derived = windows(team, numbers, len(found))
    lead.numbers = freeze(derived)
    lead.offers_left = derived.offers
    if not found:
        escalate(work, lead, with_reasons(work, "nobody could be offered it", skipped))
        return
    if derived.offers == 1:
        assign(work, lead, found[0])
        return
    offer_next(work, lead, last=last)
    if lead.state is LeadState.OFFERED and pending(lead) is None:
        # Nobody is open or free. It does not wait for them for ever.
        first_wait = hours.add(owners.team_time(work), work.now, numbers.first_offer_wait)
        set_deadline(lead, DeadlineKind.FIRST_OFFER, max(lead.answer_due_at or first_wait, first_wait))


def assign(work: Work, lead: Lead, only: Candidate) -> None:
    """Give the lead to the only person there is, with one mail that holds the draft."""
    words, away = "the only one who could take it", lead.covered_for_id
    own(work, lead, only.owner_id, LeadState.OWNED, who="keepwarm", why=f"Assigned: {words}.")
    lead.accepted_at = work.now
    await_an_answer(work, lead)
    owners.record(work, only.owner_id).last_offered_at = work.now
    notices.assigned(work, lead, draft.first_answer(work, lead, only.owner_id), why=words)
    if away is not None and away != only.owner_id:
        why = f"{owners.name_of(work, only.owner_id)} has it now"
        notices.over(work, lead, away, key=f"assigned-over/{lead.round}", why=why)


def ask_first(lead: Lead, owner_id: str | None, why: str) -> None:
    """Offer the lead to this owner before the others, if they are eligible; `why` ends "Why you: ..."."""
    lead.asked_first_id, lead.asked_first_why = owner_id, why if owner_id else None


def offer_next(work: Work, lead: Lead, *, last: str = "") -> None:
    """Offer the lead to the next eligible owner, wait for one, or give it to the fallback."""
    if lead.offers_left <= 0:
        escalate(work, lead, "the last offer went by")
        return
    pool = locked_pool(work, lead)
    found, skipped = candidates(work, lead, last=last)
    if not found:
        escalate(work, lead, with_reasons(work, "nobody is left to offer it to", skipped))
        return
    chosen = next(
        (candidate for candidate in found if candidate.starts_at <= work.now and candidate.free), None
    )
    if chosen is None:
        wait_for_somebody(work, lead, found)
        return
    pool.offers = (pool.offers or 0) + 1
    # A transaction may have begun before one that was done first; turns go by who was done first.
    pool.last_offered_at = max(work.now, (pool.last_offered_at or work.now) + timedelta(microseconds=1))
    make_offer(work, lead, chosen, why=why_chosen(work, lead, chosen, skipped), turn_at=pool.last_offered_at)


def wait_for_somebody(work: Work, lead: Lead, found: list[Candidate]) -> None:
    """Nobody is open or free now: look again at the next opening, or when an offer ends."""
    openings = [candidate.starts_at for candidate in found if candidate.free]
    pending = select(Offer.expires_at).where(
        Offer.state == OfferState.PENDING, Offer.owner_id.in_([c.owner_id for c in found])
    )
    ends = [end for end in work.session.scalars(pending) if end is not None and end > work.now]
    later = work.now + timedelta(minutes=5)
    due_at = min([opening for opening in openings if opening > work.now] + ends, default=later)
    set_deadline(lead, DeadlineKind.NEXT_OFFER, due_at, blocked=not openings)


def try_again(work: Work, row: Deadline) -> None:
    """Somebody may be open or free again: offer the lead that waited for them."""
    lead = row.lead
    done(work, row)
    if lead.state is LeadState.OFFERED and pending(lead) is None:
        offer_next(work, lead)


def make_offer(work: Work, lead: Lead, chosen: Candidate, *, why: str, turn_at: datetime) -> Offer:
    """Write the offer and owe its mail, which carries the first answer drafted.

    `turn_at` orders the turns: later than that of every offer before.
    """
    offer = Offer(
        owner_id=chosen.owner_id,
        round=lead.round,
        position=sum(earlier.round == lead.round for earlier in lead.offers) + 1,
        state=OfferState.PENDING,
        offered_at=work.now,
        why=why,
    )
    lead.offers.append(offer)
    lead.offers_left -= 1
    # The cursor moves when the offer is written; taking over by hand never moves it.
    owners.record(work, chosen.owner_id).last_offered_at = turn_at
    took_turn(work, chosen.owner_id)
    owners.is_asked(work, chosen.owner_id)
    clear(work, lead, DeadlineKind.FIRST_OFFER, DeadlineKind.NEXT_OFFER)
    work.note(lead, "offered", why=f"Offered to {owners.name_of(work, chosen.owner_id)}: {why}.")
    until = hours.add(work.settings.calendar(chosen.owner_id), work.now, thaw(lead).accept_window)
    notices.offer(work, lead, offer, draft.first_answer(work, lead, chosen.owner_id), until=until)
    reach("judge.offer_written")
    return offer


def started(work: Work, offer: Offer) -> None:
    """The server accepted the offer's mail: its window starts now, on the owner's own open minutes."""
    if offer.state is not OfferState.PENDING or offer.started_at is not None:
        return
    numbers, calendar = thaw(offer.lead), work.settings.calendar(offer.owner_id)
    offer.started_at = work.now
    offer.expires_at = hours.add(calendar, work.now, numbers.accept_window)
    if numbers.nudge_after is not None:
        offer.nudge_at = hours.add(calendar, work.now, numbers.nudge_after)
    offer.due_at = offer.nudge_at or offer.expires_at


def make_again(work: Work, offer: Offer) -> None:
    """The offer's mail never left and the times it names have passed: its owner is asked afresh."""
    work.move(offer, OfferState.WITHDRAWN, reason=NEVER_LEFT, due_at=None, answered_at=work.now)
    offer.lead.offers_left += 1
    _next_after(work, offer.lead)


def fall_due(work: Work, offer: Offer) -> None:
    """The offer's time has come: its window is over, or its one nudge is due."""
    if offer.state is not OfferState.PENDING or offer.expires_at is None:
        return
    if offer.due_at is not None and offer.due_at < offer.expires_at <= work.now:
        # It was due for its nudge, so that only what came before that is sure to be judged. At the end of
        # its window it falls due once more, when a yes of the last minutes is judged too.
        offer.due_at = offer.expires_at
        return
    if work.now >= offer.expires_at:
        expire(work, offer)
        return
    opening = notices.opening_of(work, offer.owner_id)
    # A nudge due at a closing instant goes at the next opening (rules, section 3).
    offer.due_at = offer.expires_at if opening <= work.now else min(opening, offer.expires_at)
    if offer.nudged_at is None and opening <= work.now:
        offer.nudged_at = work.now
        notices.nudge(work, offer.lead, offer)


def expire(work: Work, offer: Offer) -> None:
    """Nobody answered in the window: the offer passes on, and its owner may need a rest."""
    lead = offer.lead
    assert offer.expires_at is not None
    work.move(offer, OfferState.EXPIRED, answered_at=work.now, due_at=None, reason="no answer in its window")
    name = owners.name_of(work, offer.owner_id)
    work.note(lead, "expired", why=f"{name} did not answer in the window.")
    _count_expiry(work, offer, offer.expires_at)
    _next_after(work, lead)


def decline(work: Work, offer: Offer, *, reason: str, who: str | None = None) -> None:
    """A no passes the lead on at once; `reason` in the owner's words, or `away`, UNREACHABLE, UNDELIVERED."""
    lead = offer.lead
    work.move(offer, OfferState.DECLINED, answered_at=work.now, due_at=None, reason=reason)
    found = owners.record(work, offer.owner_id)
    name = owners.name_of(work, offer.owner_id)
    why = f"{name} declined: {reason}."
    if reason == UNREACHABLE:
        found.unreachable_since = work.now
    elif reason == UNDELIVERED:
        why = f"The offer did not reach {name}: {reason}."
    else:
        found.expired_in_a_row = 0
    work.note(lead, "declined", who=who or offer.owner_id, why=why)
    _next_after(work, lead)


def withdraw(work: Work, lead: Lead, why: str) -> Offer | None:
    """Take back the pending offer, because somebody else has the lead now; return it."""
    found = pending(lead)
    if found is not None:
        work.move(found, OfferState.WITHDRAWN, answered_at=work.now, due_at=None, reason=why)
        free_the_waiting(work)
    return found


def pending(lead: Lead) -> Offer | None:
    """Return the offer that waits for an answer, or None."""
    return next((offer for offer in lead.offers if offer.state is OfferState.PENDING), None)


def put_up(work: Work, lead: Lead, *, who: str, why: str) -> None:
    """Start a new round of offers for a lead that the fallback, or nobody, has."""
    withdraw(work, lead, "put up for offer again")
    lead.round += 1
    if lead.state is not LeadState.OFFERED:
        work.move(lead, LeadState.OFFERED, owner_id=None, accountable_id=owners.fallback(work))
    work.note(lead, "put up", who=who, why=why)
    # Whoever puts it up does not want it: the others are asked before them.
    begin(work, lead, last=who)


def await_an_answer(work: Work, lead: Lead) -> None:
    """Accepted: unless something is done by then, the lead is offered once more (rules, section 2)."""
    if lead.answer_due_at is None:
        return
    numbers = work.settings.offer
    team = owners.team_time(work)
    judged = max(lead.answer_due_at, hours.add(team, work.now, numbers.answer_wait))
    set_deadline(lead, DeadlineKind.ACCEPTED_NOTHING, hours.add(team, judged, numbers.silence_wait))


def free_the_waiting(work: Work) -> None:
    """An offer has ended, so its owner can take another: leads that waited for that are due now."""
    work.session.flush()
    waiting = select(Deadline).where(Deadline.kind == DeadlineKind.NEXT_OFFER, Deadline.due_at > work.now)
    for row in work.session.scalars(waiting):
        if row.detail.get("blocked"):
            row.due_at = work.now


def _next_after(work: Work, lead: Lead) -> None:
    free_the_waiting(work)
    if lead.state is LeadState.OFFERED:
        offer_next(work, lead)


def _count_expiry(work: Work, offer: Offer, expired_at: datetime) -> None:
    """Two expiries in a row without a sign of life for a business day rest an owner."""
    if work.settings.mode is Mode.SHADOW:
        # Nobody was asked, so nobody was silent.
        return
    numbers = work.settings.offer
    calendar = work.settings.calendar(offer.owner_id)
    opening = hours.opening(calendar, hours.local_day(calendar, expired_at))
    if opening is not None and expired_at <= hours.add(calendar, opening, numbers.opening_grace):
        return
    found = owners.record(work, offer.owner_id)
    found.expired_in_a_row += 1
    silent = found.last_sign_at is None or (
        hours.add_business_days(calendar, found.last_sign_at, numbers.rest_days) <= work.now
    )
    if numbers.rest_after and found.expired_in_a_row >= numbers.rest_after and silent:
        found.resting_since = work.now
        work.note(None, "resting", why=f"{owners.name_of(work, offer.owner_id)} let two offers go by.")
