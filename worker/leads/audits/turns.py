"""Whether offers went round fairly (rules, section 2): counts never differ by more than one.

Only such stretches are judged in which every owner of the pool could be asked at every offer; where
somebody was skipped, closed or asked first for another reason, counting begins anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from worker import hours
from worker.settings import Inbox
from worker.store.models import Event, Lead, Offer
from worker.store.work import Work


def offers_go_round(work: Work) -> Iterator[str]:
    """I13: the spread of offers is at most one among owners who were eligible at every offer."""
    assigned = list(work.session.scalars(select(Event.at).where(Event.why.startswith("Assigned:"))))
    for inbox in work.settings.inboxes:
        counts: Counter[str] = Counter()
        before = None
        rows = select(Offer).join(Lead, Lead.id == Offer.lead_id).where(Lead.inbox == inbox.name)
        for offer in work.session.scalars(rows.order_by(Offer.id)):
            given_away = before is not None and any(before <= at <= offer.offered_at for at in assigned)
            before = offer.offered_at
            newcomer = offer.owner_id not in counts and max(counts.values(), default=0) > 1
            if given_away or newcomer or not _everybody_could(work, inbox, offer):
                counts.clear()
            counts[offer.owner_id] += 1
            if max(counts.values()) - min(counts.values()) > 1:
                yield f"{inbox.name}: {offer.owner_id} was asked again too soon, {before:%d %b %H:%M}."
                counts.clear()


def _everybody_could(work: Work, inbox: Inbox, offer: Offer) -> bool:
    """Whether the whole pool was open and eligible, with equal weights, and nobody came first or last."""
    if offer.lead.asked_first_id is not None or inbox.source or work.settings.team.stage_pools:
        return False
    if offer.round > 1:
        # Put up again: whoever did that does not want it, and comes after the others.
        return False
    if len({work.settings.owner(owner_id).weight for owner_id in inbox.pool}) > 1:
        return False
    open_then = [hours.is_open(work.settings.calendar(one), offer.offered_at) for one in inbox.pool]
    return all(open_then) and "Skipped" not in offer.why
