"""When nobody said yes, or a person must decide: the fallback (rules, section 2)."""

from __future__ import annotations

from worker.leads import draft, next_action, notices, owners
from worker.leads.deadlines import clear, done, set_deadline
from worker.leads.lead import due_tomorrow, own, say_next
from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models import Deadline, Lead
from worker.store.work import Work


def escalate(work: Work, lead: Lead, why: str) -> None:
    """The fallback owns the lead without having said yes; one mail with the draft tells them."""
    _take_over(work, lead, f"Escalated: {why}.")
    assert lead.owner_id is not None
    if not owners.present(work, lead.owner_id):
        notices.nobody_is_there(work, lead)
    notices.escalation(work, lead, draft.first_answer(work, lead, lead.owner_id), why=why)


def fallback_decides(work: Work, lead: Lead, *, question: str, why: str, who: str = "keepwarm") -> None:
    """State `escalated`, next action "Decide who takes <name>", one `question` mail.

    Due in one business day, never later than an open response target.
    """
    _take_over(work, lead, why, who=who)
    due = due_tomorrow(work, work.settings.offer.decide_days)
    due = min(due, lead.answer_due_at or due)
    # Somebody has answered: then it is the customer's turn, and still ours to say who goes on.
    turn = Turn.US if lead.answer_due_at is not None else lead.turn
    say_next(work, lead, next_action.decide_who_takes(lead.name), due, turn=turn)
    if lead.answer_due_at is None:
        set_deadline(lead, DeadlineKind.ACTION_REMINDER, due)
    notices.who_takes(work, lead, question=question, why=why)


def first_offer_overdue(work: Work, row: Deadline) -> None:
    """Still no first offer at the later of the target and an hour after the mail was judged."""
    lead = row.lead
    done(work, row)
    if lead.state is LeadState.OFFERED:
        escalate(work, lead, "no first offer could be made in time")


def _take_over(work: Work, lead: Lead, why: str, *, who: str = "keepwarm") -> None:
    clear(work, lead, DeadlineKind.FIRST_OFFER, DeadlineKind.NEXT_OFFER, DeadlineKind.WHO_ANSWERED)
    away = lead.covered_for_id
    own(work, lead, owners.fallback(work), LeadState.ESCALATED, who=who, why=why)
    if away is not None and away != lead.owner_id:
        notices.over(work, lead, away, key=f"escalated-over/{work.now:%Y%m%dT%H%M%S}", why=why)
