"""What follows for leads and runs when a mail of ours went out, was refused, or may not go.

The outbox calls these in the transaction that marks the mail (outbox/outcome.py); it tells the owner the
server's or the guard's sentence itself, so nothing here mails about that.
"""

from __future__ import annotations

from worker.cadence import contact, undelivered
from worker.leads import draft, handoff, offer, rotation
from worker.states import DraftState, LeadState, OfferState
from worker.store.models import Lead, OutboxEmail, Touch
from worker.store.work import Work

# What a person said to a customer, or a step that sends itself.
SAID = ("human", "touch")
# The words are right, only their time has passed: they are written again with new times.
OUT_OF_DATE = ("stale", "a time it proposes has passed")


class Outcomes:
    """The port the outbox reports to."""

    def sent(self, work: Work, mail: OutboxEmail) -> None:
        """An offer's window starts; our message to a customer is a contact."""
        made = mail.offer
        if made is not None and mail.kind == "offer":
            offer.started(work, made)
        lead = mail.lead
        if lead is not None and mail.kind in SAID and mail.audience == "customer":
            contact.we_wrote(
                work,
                lead,
                at=mail.sent_at or work.now,
                who=mail.owner_id or "shared address",
                text=mail.text,
                by_hand=False,
                knows_until=mail.knows_until,
                message_id=mail.message_id,
                outbox_id=mail.id,
                touch_id=mail.touch_id,
            )

    def failed(self, work: Work, mail: OutboxEmail, bad_address: bool) -> None:
        """What cannot reach its owner passes on, whyever; a customer's bad address stops the run."""
        made = mail.offer
        reason = rotation.UNREACHABLE if bad_address else rotation.UNDELIVERED
        if made is not None and mail.kind == "offer" and made.state is OfferState.PENDING:
            offer.decline(work, made, reason=reason, who="keepwarm")
        lead = mail.lead
        handed = handoff.pending_to(lead, mail.owner_id or "") if lead is not None else None
        if handed is not None and mail.kind == "handoff":
            handoff.decline(work, handed, reason=reason, who="keepwarm")
        if lead is None or mail.audience != "customer" or lead.state is LeadState.CLOSED:
            return
        if bad_address:
            _reopen(work, lead, mail, keep=False)
            undelivered.cannot_reach(
                work, lead, why=f"The server refused {mail.recipient}: the address is bad."
            )
        else:
            _reopen(work, lead, mail, keep=True)

    def cancelled(self, work: Work, mail: OutboxEmail, why: str) -> None:
        """The words wait for their owner again, if they still have a meaning; a stale offer is made anew."""
        lead = mail.lead
        made = mail.offer
        if lead is None:
            return
        if made is not None and mail.kind == "offer" and made.state is OfferState.PENDING:
            offer.make_again(work, made)
        if mail.audience == "customer" and mail.kind in SAID:
            _reopen(work, lead, mail, keep=False)
            if why.startswith(OUT_OF_DATE) and lead.state is not LeadState.CLOSED:
                _write_again(work, lead, mail)


def _reopen(work: Work, lead: Lead, mail: OutboxEmail, *, keep: bool) -> None:
    """Take a draft back whose mail did not go: open again to `keep` it, else withdrawn."""
    words = mail.draft
    if words is None or words.state is not DraftState.SENT:
        return
    newer = draft.open_draft(lead)
    if newer is not None and not keep:
        # One open draft a lead: the newer one stays, this one stays sent without a mail.
        return
    if newer is not None:
        work.move(newer, DraftState.REPLACED, ended_at=work.now)
    work.move(words, DraftState.OPEN, ended_at=None)
    if not keep:
        work.move(words, DraftState.WITHDRAWN, ended_at=work.now)


def _write_again(work: Work, lead: Lead, mail: OutboxEmail) -> None:
    words = mail.draft
    touch = work.session.get(Touch, mail.touch_id) if mail.touch_id else None
    owner_id = lead.owner_id or lead.accountable_id
    # The words of a wake-up quote what was asked then: its owner writes them anew.
    wakes = words is not None and words.purpose == "wakeup"
    if words is not None and not wakes and owner_id is not None and draft.open_draft(lead) is None:
        draft.write(work, lead, words.purpose, owner_id, touch)
