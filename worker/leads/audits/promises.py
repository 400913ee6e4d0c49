"""What must always be true of the mail that came in and went out, asked of the database (`keepwarm audit`).

One function an invariant; each returns a sentence for everything that breaks it. Numbers as in the list
of promises: I1 to I10 and I19. What only the mail servers know is asked by the tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import func, or_, select

from worker import hours
from worker.leads.audits.apart import Merges, SentTo
from worker.states import InboundState, LeadState, OutboxState, RunState
from worker.store.models import Enrollment, InboundEmail, Lead, Message, OutboxEmail, Tick, Touch
from worker.store.work import Work

# A mail that is due this long while somebody runs is not on its way any more, it is forgotten.
PATIENCE = timedelta(minutes=10)
GONE = (OutboxState.SENT, OutboxState.IN_DOUBT)


def mail_comes_to_rest(work: Work) -> Iterator[str]:
    """I1: every mail collected is judged, or set aside where people can see it."""
    last_sign = work.session.scalar(select(func.max(Tick.at)))
    if last_sign is None:
        return
    due = func.coalesce(InboundEmail.due_at, InboundEmail.collected_at)
    rows = select(InboundEmail.id).where(
        InboundEmail.state == InboundState.STORED, due < last_sign - PATIENCE
    )
    for mail_id in work.session.scalars(rows):
        yield f"Mail {mail_id} is stored and due, and nobody judges it."


def verdict_is_known(work: Work, *, verdicts: Collection[str]) -> Iterator[str]:
    """I3: a verdict from the closed list, and a reason."""
    rest = (InboundState.JUDGED, InboundState.QUARANTINED, InboundState.UNFETCHABLE)
    rows = select(InboundEmail.id, InboundEmail.verdict).where(
        InboundEmail.state.in_(rest),
        or_(
            InboundEmail.verdict.is_(None),
            InboundEmail.verdict.not_in(list(verdicts)),
            InboundEmail.reason.is_(None),
            InboundEmail.reason == "",
        ),
    )
    for mail_id, verdict in work.session.execute(rows):
        yield f"Mail {mail_id} has the verdict {verdict or 'none'} and no reason, or one that does not exist."


def content_makes_one_lead(work: Work) -> Iterator[str]:
    """I4: copies of one mail never become two leads."""
    leads = func.count(func.distinct(InboundEmail.lead_id))
    rows = (
        select(InboundEmail.content_hash, leads)
        .where(InboundEmail.content_hash.is_not(None), InboundEmail.verdict != "duplicate")
        .group_by(InboundEmail.content_hash)
        .having(leads > 1)
    )
    for content, count in work.session.execute(rows):
        yield f"The mail with content {str(content)[:12]} belongs to {count} leads."


def step_goes_once(work: Work) -> Iterator[str]:
    """I6: at most one delivery per run, step and recipient."""
    rows = (
        select(OutboxEmail.touch_id, OutboxEmail.recipient, func.count())
        .where(
            OutboxEmail.audience == "customer",
            OutboxEmail.touch_id.is_not(None),
            OutboxEmail.state.in_(GONE),
        )
        .group_by(OutboxEmail.touch_id, OutboxEmail.recipient)
        .having(func.count() > 1)
    )
    for touch_id, _, count in work.session.execute(rows):
        yield f"Touch {touch_id} went out {count} times."


def owed_mail_comes_to_rest(work: Work) -> Iterator[str]:
    """I7, I8: an owed mail has a time or an end, an end has its reason, and `sent` has its instant."""
    rows = select(OutboxEmail.id, OutboxEmail.state).where(
        or_(
            (OutboxEmail.state == OutboxState.QUEUED) & OutboxEmail.due_at.is_(None),
            OutboxEmail.state.in_((OutboxState.PREPARING, OutboxState.COMMITTING))
            & OutboxEmail.lease_until.is_(None),
            OutboxEmail.state.in_((OutboxState.FAILED, OutboxState.CANCELLED, OutboxState.SUPPRESSED))
            & OutboxEmail.reason.is_(None),
            (OutboxEmail.state == OutboxState.SENT) & OutboxEmail.sent_at.is_(None),
        )
    )
    for mail_id, state in work.session.execute(rows):
        yield f"Owed mail {mail_id} is {state.value} without the time or reason that belongs to it."


def nothing_goes_after_a_stop(work: Work) -> Iterator[str]:
    """I10: no touch after its run had stopped, no answer over a newer message, nothing when closed."""
    gone = OutboxEmail.state.in_(GONE) & (OutboxEmail.audience == "customer")
    stopped = (
        select(OutboxEmail.id)
        .join(Touch, Touch.id == OutboxEmail.touch_id)
        .join(Enrollment, Enrollment.id == Touch.enrollment_id)
        .where(gone, OutboxEmail.guard.in_(("touch", "touch_now")), Enrollment.state == RunState.STOPPED)
        .where(Enrollment.ended_at < OutboxEmail.committed_at)
    )
    for mail_id in work.session.scalars(stopped):
        yield f"Owed mail {mail_id}: a touch went out after its run had stopped."
    overtaken = (
        select(OutboxEmail.id, Message.id, OutboxEmail.committed_at)
        .join(Message, Message.lead_id == OutboxEmail.lead_id)
        .join(InboundEmail, InboundEmail.id == Message.inbound_id)
        .where(gone, Message.direction == "in", Message.at > OutboxEmail.knows_until)
        # That we have got their mail is as true when they write again before it could go.
        .where(InboundEmail.judged_at < OutboxEmail.committed_at, OutboxEmail.kind != "acknowledgement")
    )
    merges = Merges(work)
    in_one_lead = {
        mail_id
        for mail_id, message_id, went in work.session.execute(overtaken)
        if went is not None and not merges.were_two_leads(went, mail_id, message_id)
    }
    for mail_id in sorted(in_one_lead):
        yield f"Owed mail {mail_id}: it went out over a message it did not know."
    closed = (
        select(OutboxEmail.id)
        .join(Lead, Lead.id == OutboxEmail.lead_id)
        .where(gone, Lead.state == LeadState.CLOSED, Lead.closed_at < OutboxEmail.committed_at)
    )
    for mail_id in work.session.scalars(closed):
        yield f"Owed mail {mail_id}: it went out after its lead was closed."


def touches_keep_their_distance(work: Work) -> Iterator[str]:
    """I19: no touch outside hours, before its time, or too soon after the last one to that person."""
    numbers, calendar = work.settings.cadence, work.settings.team_calendar
    rows = (
        select(OutboxEmail.id, OutboxEmail.committed_at, Touch.due_at, Lead.person_id, Lead.id)
        .join(Touch, Touch.id == OutboxEmail.touch_id)
        .join(Lead, Lead.id == OutboxEmail.lead_id)
        .where(OutboxEmail.audience == "customer", OutboxEmail.guard == "touch")
        .where(OutboxEmail.state.in_(GONE), OutboxEmail.committed_at.is_not(None))
        .order_by(Lead.person_id, OutboxEmail.committed_at)
    )
    touches = list(work.session.execute(rows))
    for mail_id, at, due_at, _, _ in touches:
        assert at is not None
        if at < due_at:
            yield f"Owed mail {mail_id}: a touch went out before its time."
        if not hours.is_open(calendar, at):
            yield f"Owed mail {mail_id}: a touch went out outside hours."
    merges = Merges(work)
    for (first, before, _, person, lead_id), (second, after, _, same, its_lead_id) in pairwise(touches):
        if person != same or before is None or after is None or after - before >= numbers.gap:
            continue
        if not merges.were_two_people(after, SentTo(first, lead_id), SentTo(second, its_lead_id)):
            yield f"Owed mail {second}: a touch followed the one before it too soon."
