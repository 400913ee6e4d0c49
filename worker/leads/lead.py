"""A lead: opened from a mail, moved on by what people say, closed with a reason (rules, section 1).

While it is live it has one accountable person, one next action, one due time; the schema insists.
Closing withdraws what was still to come, save the run of its cadence, which is closed one layer up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update

from worker import hours
from worker.leads import next_action, owners, stages
from worker.leads.deadlines import clear, set_deadline
from worker.leads.people import company_of, live_at
from worker.leads.standing_in import covering
from worker.mail.wants import shortened
from worker.outbox.saying import owner_subject
from worker.states import DeadlineKind, DraftState, HandoffState, LeadState, OfferState, OutboxState, Turn
from worker.store import standard
from worker.store.models import Draft, InboundEmail, Lead, Message, Offer, OutboxEmail, Person
from worker.store.work import Work

LINE_LENGTH = 160
_OF_ORIGINS = select(Lead.origin).where(Lead.origin.in_(bindparam("origins", expanding=True)))
ARRIVALS = "arrivals"  # what Work knows of when leads arrived of late
NOBODY = "Unknown sender"  # of a mail that names neither a person nor an address


@dataclass(frozen=True, slots=True)
class Told:
    """What an owner tells of a call or a visit: it begins a lead as a mail does.

    `raw_hash` stands for its words, the same after a restore.
    """

    inbox: str
    arrived_at: datetime
    raw_hash: str


def open_lead(
    work: Work,
    mail: InboundEmail | Told,
    *,
    person: Person,
    name: str,
    address: str,
    language: str,
    subject: str,
    asked: str,
    facts: Sequence[dict[str, Any]] = (),
    source: dict[str, Any] | None = None,
    linked: Lead | None = None,
) -> Lead:
    """Open a lead from a judged mail, or from what an owner tells: offered, the fallback accountable, an
    answer owed to the customer.

    `address` is where we write to; `name` may be empty, then the address stands for it; for a mail
    without either `NOBODY` does. The caller assigns or offers it in the same transaction (leads/offer.py).
    """
    called = name or address or NOBODY
    accountable = owners.fallback(work)
    number = _next_number(work)
    first = not work.once(("origin", mail.raw_hash), lambda: _has_origin(work, mail.raw_hash))
    lead = Lead(
        # Known before it is written: what hangs on it need not wait for that.
        id=number,
        ref=f"L-{number}",
        origin=mail.raw_hash,
        inbox=mail.inbox,
        person=person,
        name=called,
        address=address,
        company=company_of(address),
        language=language,
        state=LeadState.OFFERED,
        accountable_id=accountable,
        turn=Turn.US,
        stage=stages.first(work),
        next_action=next_action.answer(called, asked),
        due_at=hours.add(owners.team_time(work), mail.arrived_at, standard.team(work).first_response),
        asked=asked,
        facts=list(facts),
        source=source or {},
        subject=subject,
        mail_subject=owner_subject(called, subject),
        thread_ids=[],
        numbers={},
        arrived_at=mail.arrived_at,
        judged_at=work.now,
        linked_id=linked.id if linked else None,
        round=1,
        offers_left=0,
        passed_on=False,
        reopened=0,
        opted_out=False,
        # Nothing hangs on it yet, and nobody need ask the database for it.
        messages=[],
        threads=[],
        offers=[],
        handoffs=[],
        drafts=[],
        deadlines=[],
    )
    work.session.add(lead)
    _is_there_now(work, lead, first=first)
    if isinstance(mail, InboundEmail):
        mail.lead_id, mail.lead = lead.id, lead
        work.note(
            lead, "opened", who="customer", why=f"{called} wrote: {lead.asked or subject or 'no words'}"
        )
    return lead


def say_next(
    work: Work,
    lead: Lead,
    action: str,
    due_at: datetime,
    *,
    turn: Turn | None = None,
    turn_note: str | None = None,
) -> None:
    """Set the one next action and its due time; with `turn`, also whose move it is.

    `turn_note` says in whose words it sleeps (due on the day they asked for), or who inside we wait for.
    An action of ours that is no open answer gets its one reminder at its due time (rules, section 3).
    """
    lead.next_action = action
    lead.due_at = due_at
    if turn is not None:
        lead.turn, lead.turn_note = turn, turn_note
        lead.waiting_since = work.now if turn is Turn.INSIDE else None
    if lead.turn in (Turn.US, Turn.INSIDE) and lead.answer_due_at is None:
        set_deadline(lead, DeadlineKind.ACTION_REMINDER, due_at)
    else:
        clear(work, lead, DeadlineKind.ACTION_REMINDER)
    if lead.turn is Turn.US:
        covering.stand_in(work, lead)


def record(
    work: Work,
    lead: Lead,
    *,
    at: datetime,
    direction: str,
    who: str,
    line: str,
    text: str = "",
    medium: str = "mail",
    message_id: str | None = None,
    inbound_id: int | None = None,
    outbox_id: int | None = None,
    attachments: Sequence[str] = (),
) -> Message:
    """Keep one human message or call on the lead; the newest becomes its last contact.

    Acknowledgements, reminders and machine mail are never recorded here: they are no contact.
    """
    shown = shortened(" ".join(line.split()), LINE_LENGTH)
    message = Message(
        at=at, direction=direction, medium=medium, who=who, line=shown, text=text,
        message_id=message_id, inbound_id=inbound_id, outbox_id=outbox_id, attachments=list(attachments),
    )  # fmt: skip
    lead.messages.append(message)
    if medium != "note" and (lead.last_contact_at is None or at >= lead.last_contact_at):
        lead.last_contact_at, lead.last_contact_who = at, who
        lead.last_contact_direction, lead.last_contact_line = direction, shown
    return message


def set_stage(work: Work, lead: Lead, stage: str, criterion: str, *, who: str) -> None:
    """Move the lead to another stage, with the criterion that was met."""
    if lead.stage != stage:
        work.note(lead, "stage", who=who, why=f"{lead.stage} -> {stage}: {criterion}")
        lead.stage = stage


def own(work: Work, lead: Lead, owner_id: str, state: LeadState, *, who: str, why: str) -> None:
    """Give the lead to `owner_id`, who becomes accountable: `owned` or, without a yes, `escalated`."""
    if lead.state is not state:
        change = work.settle if lead in work.session.new else work.move
        change(lead, state, owner_id=owner_id, accountable_id=owner_id)
    else:
        lead.owner_id = lead.accountable_id = owner_id
    lead.covered_for_id = lead.covered_since = None
    work.note(lead, state.value, who=who, why=why)


def close(work: Work, lead: Lead, reason: str, *, who: str, why: str) -> None:
    """Close the lead: its pending offer or handoff, open draft and queued mail to the customer go with it."""
    work.session.flush()
    for offer in work.session.scalars(
        select(Offer).where(Offer.lead_id == lead.id, Offer.state == OfferState.PENDING)
    ):
        work.move(offer, OfferState.WITHDRAWN, reason="closed", due_at=None, answered_at=work.now)
    for handoff in [handoff for handoff in lead.handoffs if handoff.state is HandoffState.PENDING]:
        work.move(handoff, HandoffState.WITHDRAWN, reason="closed", due_at=None, answered_at=work.now)
    for draft in work.session.scalars(
        select(Draft).where(Draft.lead_id == lead.id, Draft.state == DraftState.OPEN)
    ):
        work.move(draft, DraftState.WITHDRAWN, ended_at=work.now)
    cancel_queued(work, lead, why=f"closed: {reason}")
    clear(work, lead)
    work.move(
        lead,
        LeadState.CLOSED,
        closed_at=work.now,
        close_reason=reason,
        close_proposed=None,
        accountable_id=None,
        next_action=None,
        due_at=None,
        turn=None,
        turn_note=None,
        answer_due_at=None,
        answer_asked_at=None,
        promised_at=None,
        after_answer=None,
        waiting_since=None,
        committed_action=None,
        committed_due_at=None,
        visit_at=None,
        visit_ends_at=None,
    )
    work.note(lead, "closed", who=who, why=why)


def cancel_queued(work: Work, lead: Lead, *, why: str, audience: str = "customer") -> int:
    """Cancel the lead's mails that nobody has begun to send; return how many."""
    work.session.flush()
    rows = (
        update(OutboxEmail)
        .where(
            OutboxEmail.lead_id == lead.id,
            OutboxEmail.audience == audience,
            OutboxEmail.state == OutboxState.QUEUED,
        )
        .values(state=OutboxState.CANCELLED, reason=why, due_at=None)
        .execution_options(synchronize_session="fetch")
    )
    return int(work.session.execute(rows).rowcount)  # type: ignore[attr-defined]  # a CursorResult


def find(work: Work, ref: str) -> Lead | None:
    """Return the lead of that reference, in any case and with or without its L-."""
    written = ref.strip().upper()
    written = written if written.startswith("L-") else f"L-{written}"
    return work.session.scalar(select(Lead).where(Lead.ref == written))


def look_ahead(work: Work, origins: Sequence[str]) -> None:
    """Ask once for all of these bytes whether a lead began with them."""
    known = set(work.session.scalars(_OF_ORIGINS, {"origins": origins}))
    for origin in origins:
        work.learn(("origin", origin), origin in known)


def due_tomorrow(work: Work, days: int = 1) -> datetime:
    """Return this time of day `days` business days on: the due time of "decide the next step"."""
    return hours.add_business_days(owners.team_time(work), work.now, days)


def within(work: Work, span: timedelta) -> datetime:
    """Return the instant by which `span` of the team's business time has passed from now."""
    return hours.add(owners.team_time(work), work.now, span)


def _next_number(work: Work) -> int:
    """Return the number of the next lead; leads are opened by one judge at a time."""
    last = work.once("last lead", lambda: work.session.scalar(select(func.max(Lead.id))) or 0)
    work.learn("last lead", last + 1)
    return last + 1


def _is_there_now(work: Work, lead: Lead, *, first: bool) -> None:
    """Mend what was looked up before this lead was there; `first`: no other lead began with its bytes."""
    live_at(work).pop(lead.company, None)
    if (lately := work.looked_up.get(ARRIVALS)) is not None:
        lately.append(lead.arrived_at)
    work.learn(("origin", lead.origin), True)
    # No mail about it is there yet, and none of another lead's has the Message-ID of one.
    work.learn(("owes nothing", lead.id), first)


def _has_origin(work: Work, origin: str | None) -> bool:
    return work.session.scalar(_OF_ORIGINS, {"origins": [origin]}) is not None
