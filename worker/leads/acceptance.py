"""A yes, however it is said: a word, a sent draft, or an answer to the customer (rules, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from worker import hours
from worker.leads import handoff, next_action, notices, offer, owners
from worker.leads.deadlines import clear, done, set_deadline
from worker.leads.escalation import escalate, fallback_decides
from worker.leads.lead import due_tomorrow, own, say_next
from worker.leads.tokens import revoke_tokens
from worker.outbox.saying import say_moment
from worker.states import DeadlineKind, HandoffState, LeadState, OfferState, Turn
from worker.store.models import Deadline, Handoff, Lead, Message, Offer
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a yes came to, and the sentence for whoever said it."""

    result: Literal["accepted", "already", "taken", "not offered", "closed"]
    sentence: str = ""

    @property
    def theirs(self) -> bool:
        return self.result in ("accepted", "already")


def accept(work: Work, lead: Lead, owner_id: str, *, at: datetime, how: str = "said yes") -> Outcome:
    """Give the lead to an owner who says yes at `at` (when their mail arrived, however late it is read).

    A late yes counts as long as nobody else has said yes, also against a fallback who has not yet
    answered the customer.
    """
    if lead.state is LeadState.CLOSED:
        return Outcome("closed", f"{lead.ref} is closed ({lead.close_reason}).")
    handed = handoff.pending(lead)
    if handed is not None and handed.receiver_id == owner_id:
        handoff.accept(work, handed, at=at)
        return Outcome("accepted")
    if _is_still_free(work, lead, handed, owner_id) and _offer_to(work, lead, owner_id) is not None:
        handoff.withdraw(work, lead, why=f"{owners.name_of(work, owner_id)} {how}")
    if lead.state in (LeadState.OWNED, LeadState.HANDOFF_PENDING) and lead.owner_id == owner_id:
        return Outcome("already")
    if lead.state in (LeadState.OWNED, LeadState.HANDOFF_PENDING):
        return Outcome("taken", taken_words(work, lead))
    mine = _offer_to(work, lead, owner_id)
    if mine is None and owner_id not in (owners.fallback(work), lead.accountable_id, lead.covered_for_id):
        return Outcome("not offered", f"{lead.ref} was not offered to you.")
    if lead.state is LeadState.ESCALATED and lead.owner_id != owner_id and _has_written(work, lead):
        return Outcome("taken", taken_words(work, lead))
    late = mine is not None and mine.state is not OfferState.PENDING
    why = f"{owners.name_of(work, owner_id)} {how}{', late' if late else ''}."
    take(work, lead, owner_id, at=at, why=why, told=_holders(work, lead, OfferState.PENDING))
    return Outcome("accepted")


def take(work: Work, lead: Lead, owner_id: str, *, at: datetime, why: str, told: tuple[str, ...]) -> None:
    """Make `owner_id` the owner, who said yes at `at`; those of `told` who are not them hear of it."""
    mine = _offer_to(work, lead, owner_id)
    if mine is not None and mine.state is not OfferState.ACCEPTED:
        work.move(mine, OfferState.ACCEPTED, answered_at=work.now, due_at=None, reason="accepted")
        owners.record(work, owner_id).expired_in_a_row = 0
    for former in _holders(work, lead, OfferState.ACCEPTED):
        # They had accepted, then nothing: now that it is somebody else's, their words stop counting.
        if former != owner_id:
            revoke_tokens(work, lead, former)
    offer.withdraw(work, lead, f"{owners.name_of(work, owner_id)} has it")
    former_owner = lead.owner_id if lead.state is LeadState.ESCALATED else None
    away = lead.covered_for_id
    clear(work, lead, DeadlineKind.FIRST_OFFER, DeadlineKind.NEXT_OFFER, DeadlineKind.WHO_ANSWERED)
    own(work, lead, owner_id, LeadState.OWNED, who=owner_id, why=why)
    lead.accepted_at = min(at, work.now)
    offer.await_an_answer(work, lead)
    offer.free_the_waiting(work)
    for holder in dict.fromkeys((*told, former_owner, away)):
        if holder is not None and holder != owner_id:
            notices.taken(work, lead, holder, by=owner_id, at=lead.accepted_at)


def answered_customer(work: Work, lead: Lead, owner_id: str, *, at: datetime) -> bool:
    """An owner wrote to the customer from their own address: while it is not owned, that is accepting.

    Whichever owner does so first, in the pool or not, also before the first offer; those who hold or
    held its offer are told. Whoever it is handed to says yes by it. Returns whether it became theirs.
    """
    handed = handoff.pending_to(lead, owner_id)
    if handed is not None:
        handoff.accept(work, handed, at=at)
        return True
    if not owners.is_active(work, owner_id):
        return False
    if _is_still_free(work, lead, handoff.pending(lead), owner_id):
        handoff.withdraw(work, lead, why=f"{owners.name_of(work, owner_id)} answered {lead.name}")
    if lead.state not in (LeadState.OFFERED, LeadState.ESCALATED):
        return False
    told = _holders(work, lead, OfferState.PENDING, OfferState.EXPIRED, OfferState.ACCEPTED)
    why = f"{owners.name_of(work, owner_id)} answered {lead.name}: it is theirs."
    take(work, lead, owner_id, at=at, why=why, told=told)
    return True


def answered_by_somebody(work: Work, lead: Lead, at: datetime) -> None:
    """An answer lay in Sent under the shared address: the offeree is asked, or the fallback decides."""
    if lead.state is not LeadState.OFFERED:
        return
    asked = offer.pending(lead)
    if asked is None:
        somebody_answered(work, lead)
        return
    asked.nudge_at, asked.due_at = None, None
    due = due_tomorrow(work)
    say_next(work, lead, next_action.find_out_who_answered(lead.name), due, turn=Turn.CUSTOMER)
    until = asked.expires_at or hours.add(
        work.settings.calendar(asked.owner_id), work.now, work.settings.offer.longest_window
    )
    set_deadline(lead, DeadlineKind.WHO_ANSWERED, until)
    notices.was_it_you(work, lead, asked, at)


def nobody_said(work: Work, row: Deadline) -> None:
    """The offeree did not say whether it was they who answered: the fallback decides."""
    lead = row.lead
    done(work, row)
    if lead.state is LeadState.OFFERED:
        somebody_answered(work, lead)


def somebody_answered(work: Work, lead: Lead) -> None:
    """Nobody says who answered (expiry, `not me`, or no offer was out yet): the fallback decides."""
    offer.withdraw(work, lead, "somebody answered under the shared address")
    fallback_decides(
        work,
        lead,
        question=f"Somebody answered {lead.name} from the shared address. Who takes it?",
        why="An answer lies in Sent without the name of an owner.",
    )


def accepted_nothing(work: Work, row: Deadline) -> None:
    """Accepted, then nothing: offered once more without the former owner, then the fallback; never a loop."""
    lead = row.lead
    done(work, row)
    owner_id = lead.owner_id
    if lead.state is not LeadState.OWNED or lead.answer_due_at is None or owner_id is None:
        return
    last_sign = owners.record(work, owner_id).last_sign_at
    silence = work.settings.offer.silence_wait
    if last_sign is not None and lead.accepted_at is not None and last_sign > lead.accepted_at:
        again = hours.add(owners.team_time(work), last_sign, silence)
        if again > work.now:
            set_deadline(lead, DeadlineKind.ACCEPTED_NOTHING, again)
            return
    if lead.covered_since is not None:
        # Whoever stands in has had it only since then, and was never asked.
        again = hours.add(owners.team_time(work), lead.covered_since, work.settings.offer.answer_wait)
        if again > work.now:
            set_deadline(lead, DeadlineKind.ACCEPTED_NOTHING, again)
            return
    name = owners.name_of(work, owner_id)
    if owner_id == owners.fallback(work):
        notices.reminder(work, lead, key=f"nothing/{lead.accepted_at:%Y%m%dT%H%M%S}", due=lead.answer_due_at)
        return
    took = "accepted" if lead.covered_since is None else "stood in"
    why = f"{name} {took}, then nothing happened."
    # Their late yes still counts, as long as nobody else has said yes.
    notices.passed_on(work, lead, owner_id, why=f"{took}, then no answer to the customer")
    # Somebody assigned without an offer was the only one there: nobody is left to ask.
    if lead.passed_on or _offer_taken_by(work, lead, owner_id) is None:
        escalate(work, lead, why.rstrip("."))
        return
    work.move(lead, LeadState.OFFERED, owner_id=None, accountable_id=owners.fallback(work))
    lead.passed_on, lead.offers_left = True, 1
    work.note(lead, "offered again", why=why)
    offer.offer_next(work, lead)


def taken_words(work: Work, lead: Lead) -> str:
    """Say who has the lead, and since when if they said yes: "Bo accepted at 10:42"."""
    name = owners.name_of(work, lead.owner_id)
    if lead.state is not LeadState.OWNED or lead.accepted_at is None or not _said_yes(lead):
        return f"{name} has it"
    return f"{name} accepted {say_moment(lead.accepted_at, work.now, work.settings.team_calendar.zone)}"


def _said_yes(lead: Lead) -> bool:
    """Whether its owner was asked and took it; some are given a lead by an admin, or by one who left."""
    offers = (made.owner_id for made in lead.offers if made.state is OfferState.ACCEPTED)
    handoffs = (handed.receiver_id for handed in lead.handoffs if handed.state is HandoffState.ACCEPTED)
    return lead.owner_id in (*offers, *handoffs)


def _offer_to(work: Work, lead: Lead, owner_id: str) -> Offer | None:
    """Return the last offer to that owner that a yes can answer: pending, gone by, or taken in this round."""
    work.session.flush()
    open_or_gone_by = Offer.state.in_((OfferState.PENDING, OfferState.EXPIRED, OfferState.DECLINED))
    taken_before = (Offer.state == OfferState.ACCEPTED) & (Offer.round == lead.round)
    rows = select(Offer).where(
        Offer.lead_id == lead.id, Offer.owner_id == owner_id, open_or_gone_by | taken_before
    )
    return work.session.scalar(rows.order_by(Offer.id.desc()).limit(1))


def _holders(work: Work, lead: Lead, *states: OfferState) -> tuple[str, ...]:
    """Return whose offers of this round stand so, in the order they were asked."""
    work.session.flush()
    rows = select(Offer.owner_id).where(
        Offer.lead_id == lead.id, Offer.round == lead.round, Offer.state.in_(states)
    )
    return tuple(work.session.scalars(rows.order_by(Offer.id)))


def _offer_taken_by(work: Work, lead: Lead, owner_id: str) -> Offer | None:
    rows = select(Offer).where(
        Offer.lead_id == lead.id, Offer.owner_id == owner_id, Offer.state == OfferState.ACCEPTED
    )
    return work.session.scalar(rows.limit(1))


def _is_still_free(work: Work, lead: Lead, handed: Handoff | None, owner_id: str) -> bool:
    """Whether a fallback hands on what nobody said yes to, and another one may still take it."""
    if handed is None or handed.state_before is not LeadState.ESCALATED or owner_id == lead.owner_id:
        return False
    return not _has_written(work, lead)


def _has_written(work: Work, lead: Lead) -> bool:
    """Whether the one who has the lead already answered the customer."""
    rows = select(Message.id).where(
        Message.lead_id == lead.id, Message.direction == "out", Message.who == lead.owner_id
    )
    return work.session.scalar(rows.limit(1)) is not None
