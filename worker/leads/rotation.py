"""Whose turn it is to be offered a lead: the least recently offered of those who are eligible.

Eligible and fair are rules, section 2. Somebody who knows the customer is asked before all others. Weights
make somebody wait shorter; ties go by the order of offers, then by id, so two leads of the same instant
never ask the same person twice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from worker import hours
from worker.leads import owners, pools
from worker.leads.windows import thaw
from worker.outbox.saying import say_span
from worker.settings.rhythm import accept_window
from worker.states import OfferState
from worker.store import standard
from worker.store.models import Lead, Offer, OwnerRecord, Pool
from worker.store.work import Work

LONG_AGO = timedelta(days=3650)
_LAST_OFFERS = select(Offer.owner_id, func.max(Offer.id)).group_by(Offer.owner_id)

# Why an offer passes on whose mail never came to its owner: the address is bad, or anything else.
UNREACHABLE, UNDELIVERED = "unreachable", "its mail could not be delivered"
# Why an offer is made again: trouble of our own server is never its owner's, who are asked afresh.
NEVER_LEFT = "its mail never left"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible owner: when an offer could reach them, and whether they may take another one."""

    owner_id: str
    starts_at: datetime
    free: bool
    waited: timedelta | None  # since their last offer; None: never offered anything
    knows_them: bool = False


def candidates(work: Work, lead: Lead, *, last: str = "") -> tuple[list[Candidate], dict[str, str]]:
    """Return the eligible owners, whoever waited longest first, and why the others were skipped.

    Who knows the customer is asked before all others, in the pool or not; `last` after them.

    An owner who is closed now counts when they open before half the response target has passed.
    """
    numbers = work.settings.offer
    window = (
        thaw(lead).accept_window
        if lead.numbers
        else accept_window(standard.team(work), numbers, numbers.rounds)
    )
    team = owners.team_time(work)
    half = hours.add(team, max(work.now, lead.arrived_at), standard.team(work).first_response / 2)
    said_no = _answered_this_round(lead)
    pending = owners.pending_offers(work) if numbers.max_pending else {}
    found: list[Candidate] = []
    skipped: dict[str, str] = {}
    acquainted = _who_knows_them(work, lead)
    for owner_id in dict.fromkeys((*acquainted, *pools.circle(work, lead).owner_ids)):
        why = said_no.get(owner_id) or owners.obstacle(work, owner_id, window=window, until=half)
        if why is not None:
            skipped[owner_id] = why
            continue
        waiting = pending.get(owner_id, 0)
        free = not numbers.max_pending or waiting < numbers.max_pending
        if not free:
            skipped[owner_id] = f"{waiting} {'offer' if waiting == 1 else 'offers'} open"
        offered_at = owners.record(work, owner_id).last_offered_at
        found.append(
            Candidate(
                owner_id=owner_id,
                starts_at=hours.next_opening(work.settings.calendar(owner_id), work.now),
                free=free,
                waited=None if offered_at is None else work.now - offered_at,
                knows_them=owner_id in acquainted,
            )
        )
    order = _order_of_offers(work)
    waited_for = _waiting(work, found)

    def turn(one: Candidate) -> tuple[bool, bool, float, int, int, str]:
        weight, offered = work.settings.owner(one.owner_id).weight, order.get(one.owner_id, 0)
        return (
            one.owner_id == last,
            not one.knows_them,
            -waited_for[one.owner_id],
            -weight,
            offered,
            one.owner_id,
        )

    return sorted(found, key=turn), skipped


def _who_knows_them(work: Work, lead: Lead) -> tuple[str, ...]:
    """Return who is asked before the others; not where a later stage is the work of certain people."""
    if lead.asked_first_id is None:
        return ()
    later = lead.first_response_at is not None and bool(pools.of_stage(work, lead))
    return () if later else (lead.asked_first_id,)


def why_chosen(work: Work, lead: Lead, chosen: Candidate, skipped: dict[str, str]) -> str:
    """Say in one plain line why this owner: "waited longest (2 d 4 h). Skipped Bo: 3 offers open"."""
    weight = work.settings.owner(chosen.owner_id).weight
    source = pools.circle(work, lead).source
    if chosen.knows_them:
        return with_reasons(work, lead.asked_first_why or "knows them", skipped)
    if chosen.waited is None:
        reason = "has not been offered one yet"
    elif weight > 1:
        reason = f"waited longest ({say_span(chosen.waited)}, counted {weight} times)"
    else:
        reason = f"waited longest ({say_span(chosen.waited)})"
    return with_reasons(work, f"{reason} of those for {source}" if source else reason, skipped)


def with_reasons(work: Work, said: str, skipped: dict[str, str]) -> str:
    """Add to a plain line why the others were not asked: "... Skipped Bo: 3 offers open"."""
    others = [f"Skipped {owners.name_of(work, owner_id)}: {why}" for owner_id, why in skipped.items()]
    return ". ".join([said, *others])


def _waiting(work: Work, found: list[Candidate]) -> dict[str, float]:
    """Return how long each has waited, to be compared: in time, or where weights differ in turns.

    Somebody with weight 3 for whom two others were asked has waited as long as one of weight 1 for whom
    eight were: so three of four offers are theirs, however far apart the mails come.
    """
    weights = {one.owner_id: work.settings.owner(one.owner_id).weight for one in found}
    if len(set(weights.values())) == 1:
        # Turns of one instant are a microsecond apart, some of them ahead of it: then their order decides.
        waited = {one.owner_id: LONG_AGO if one.waited is None else one.waited for one in found}
        return {owner_id: max(span.total_seconds(), 0) for owner_id, span in waited.items()}
    order = _order_of_offers(work)
    return {
        owner_id: weight * (_offers_since(work, order[owner_id]) + 1) if owner_id in order else math.inf
        for owner_id, weight in weights.items()
    }


def _offers_since(work: Work, offer_id: int) -> int:
    work.session.flush()
    return work.session.scalar(select(func.count()).where(Offer.id > offer_id)) or 0


def _answered_this_round(lead: Lead) -> dict[str, str]:
    words = {
        OfferState.DECLINED: "said no",
        OfferState.EXPIRED: "did not answer",
        OfferState.WITHDRAWN: "had it",
    }
    return {
        offer.owner_id: "was not reached"
        if offer.reason in (UNREACHABLE, UNDELIVERED)
        else words.get(offer.state, "had it")
        for offer in lead.offers
        if offer.round == lead.round and offer.state is not OfferState.PENDING and offer.reason != NEVER_LEFT
    }


def took_turn(work: Work, owner_id: str) -> None:
    """An offer was written: of two who waited equally long, the other comes first now."""
    order = _order_of_offers(work)
    order[owner_id] = max(order.values(), default=0) + 1


def locked_pool(work: Work, lead: Lead) -> Pool:
    """Return the row of the inbox's pools, locked until the end: two leads never pick the same turn."""
    return work.once(("pool", lead.inbox), lambda: _lock_pool(work, lead.inbox))


def _lock_pool(work: Work, inbox: str) -> Pool:
    """Wait until the row is ours; whose turn it was before, others may have moved until now."""
    row = select(Pool).where(Pool.inbox == inbox).execution_options(populate_existing=True)
    pool = work.session.scalar(row.with_for_update())
    _read_turns_anew(work, inbox)
    if pool is None:
        pool = Pool(inbox=inbox, offers=0)
        work.session.add(pool)
    return pool


def _read_turns_anew(work: Work, inbox: str) -> None:
    work.forget("order of offers")
    asked = [owners.record(work, owner_id) for owner_id in pools.everybody(work, inbox)]
    work.session.flush()
    times = select(OwnerRecord.id, OwnerRecord.last_offered_at)
    found = work.session.execute(times.where(OwnerRecord.id.in_([owner.id for owner in asked])))
    last_offered = {row.id: row.last_offered_at for row in found}
    for owner in asked:
        set_committed_value(owner, "last_offered_at", last_offered[owner.id])


def _order_of_offers(work: Work) -> dict[str, int]:
    """Return the owners' last offers as numbers that grow with time."""
    return work.once(
        "order of offers", lambda: {row[0]: row[1] for row in work.session.execute(_LAST_OFFERS)}
    )
