"""Our human message reached the customer: the one event that T0, touches and response rounds hang on.

Sent through us, copied to the inbox, found in Sent, said with `sent`, or a call that reached them: every
way comes here (rules, sections 3 and 4). 1. recorded 2. the answer we owed is given 3. the run begins,
counts it as a touch, or goes on 4. the next action is said.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from worker.cadence import closing, commitment, enrollment, notices, promise, snooze, visit
from worker.cadence.enrollment import LIES_WITH_US, Hold
from worker.cadence.waiting import wait_for_customer
from worker.leads import draft, next_action, owners, rounds
from worker.leads.deadlines import clear
from worker.leads.lead import LINE_LENGTH, record
from worker.mail.wants import gist
from worker.states import DeadlineKind, LeadState, RunState, Turn
from worker.store.models import Enrollment, Lead, Message
from worker.store.work import Work

# Later runs of a lead begin with the step of Day 3: we have met (rules, section 4, "Dates").
LATER_RUNS_BEGIN = 3

# Our message in these is what was owed or asked for, not one more touch.
OWED = (Hold.WE_PROMISED, Hold.CUSTOMER_ASKED, Hold.INSIDE, Hold.BOOKED)


def we_wrote(
    work: Work,
    lead: Lead,
    *,
    at: datetime,
    who: str,
    text: str,
    by_hand: bool,
    medium: str = "mail",
    elsewhere: bool = False,
    knows_until: datetime | None = None,
    message_id: str | None = None,
    inbound_id: int | None = None,
    outbox_id: int | None = None,
    touch_id: int | None = None,
) -> None:
    """Take note that our human message of `at` reached the customer.

    `who` is an owner id or "shared address"; `by_hand`: not through Keepwarm; `elsewhere`: from a mailbox
    whose answers we may not see; `knows_until`: the newest message it takes into account (default: `at`).
    """
    if _known(work, lead, message_id):
        return
    record(
        work, lead, at=at, direction="out", who=who, text=text, medium=medium,
        line=gist(text, LINE_LENGTH) if medium == "mail" else text,
        message_id=message_id, inbound_id=inbound_id, outbox_id=outbox_id,
    )  # fmt: skip
    work.note(lead, "we wrote", who=who, why=_how(lead, by_hand=by_hand, medium=medium))
    if lead.state is LeadState.CLOSED:
        return
    if medium == "mail":
        _note_where_answers_go(work, lead, who if elsewhere and owners.is_known(work, who) else None)
    if by_hand and lead.owner_id not in (None, who) and owners.is_known(work, who):
        notices.colleague_wrote(work, lead, who, at=at, text=text)
    takes_in = knows_until or at
    asked_at = lead.answer_asked_at
    if asked_at is not None and takes_in < asked_at:
        # Written before the message we owe an answer to: a contact, but no answer.
        return
    run = enrollment.current(work, lead)
    if by_hand:
        _withdraw_words(work, lead, run, "A call reached them." if medium == "call" else "We wrote by hand.")
    rounds.answered(work, lead, at)
    _forget_close(work, lead)
    _follow_up(work, lead, run, at, answering=asked_at is not None, touch_id=touch_id)
    promise.hold_for(work, lead, text, at, spoken=medium == "call")
    commitment.stands_after(work, lead, medium=medium, by_hand=by_hand)
    visit.keep(work, lead)
    newer = _newest_of_theirs(work, lead)
    if newer is not None and newer > takes_in:
        # They wrote again before ours left: that message is still unanswered.
        enrollment.stop(work, lead, "replied", why=f"{lead.name} had written again.")
        rounds.open_round(work, lead, newer, action=_answer_again(work, lead))


def _note_where_answers_go(work: Work, lead: Lead, who: str | None) -> None:
    """Mark that their answers may go to one of us alone, and that we see them again when we do."""
    if who is not None and lead.answers_to != who:
        why = f"Answers may go to {owners.name_of(work, who)}: nothing is sent or closed by itself."
        work.note(lead, "answers elsewhere", why=why)
    lead.answers_to = who


def _follow_up(
    work: Work, lead: Lead, run: Enrollment | None, at: datetime, *, answering: bool, touch_id: int | None
) -> None:
    """Begin a run, count a touch, or let a held run go on; then it is the customer's turn."""
    wish, lead.after_answer = lead.after_answer or {}, None
    if "snooze_until" in wish:
        snooze.as_asked(work, lead, wish)
        return
    if run is None:
        earlier = enrollment.latest(work, lead)
        if wish.get("run", True) and (answering or earlier is None):
            enrollment.enroll(work, lead, at, first_day=1 if earlier is None else LATER_RUNS_BEGIN)
    elif run.state is RunState.HELD and lead.turn is not Turn.US and run.reason not in LIES_WITH_US:
        # They asked us to wait, or cannot read us: what we say meanwhile does not move the date.
        return
    else:
        _go_on(work, lead, run, at, touch_id)
    wait_for_customer(work, lead)
    if "close" in wish:
        why = f"{lead.name} had said no; our farewell is out."
        closing.propose_close(work, lead, wish["close"], why=why, turn=Turn.CUSTOMER)


def _go_on(work: Work, lead: Lead, run: Enrollment, at: datetime, touch_id: int | None) -> None:
    owed = run.state is RunState.HELD and run.reason in OWED
    if run.state is RunState.HELD:
        enrollment.resume(work, run, why="We wrote what was to be written.")
    if owed:
        clear(work, lead, DeadlineKind.WAKE_UP)
        enrollment.anchor_anew(work, lead, run, at)
        return
    touch = enrollment.open_touch(work, run)
    if touch is not None and touch_id in (None, touch.id):
        if touch_id is None:
            enrollment.take_back(work, lead, touch, "our own words went in its place")
        enrollment.count_as_sent(work, lead, run, touch, at, by_hand=touch_id is None)


def _withdraw_words(work: Work, lead: Lead, run: Enrollment | None, why: str) -> None:
    """What was drafted or waits to go would say the same again."""
    touch = None if run is None else enrollment.open_touch(work, run)
    if touch is not None:
        enrollment.take_back(work, lead, touch, why)
    draft.withdraw(work, lead, why)


def _forget_close(work: Work, lead: Lead) -> None:
    lead.close_proposed = None
    clear(work, lead, DeadlineKind.CLOSE, DeadlineKind.DRAFT_REMINDER)


def _known(work: Work, lead: Lead, message_id: str | None) -> bool:
    """Whether this very mail was noted already: sent by us and then found in Sent, or copied twice."""
    if message_id is None:
        return False
    work.session.flush()
    rows = select(Message.id).where(Message.lead_id == lead.id, Message.message_id == message_id)
    return work.session.scalar(rows.limit(1)) is not None


def _newest_of_theirs(work: Work, lead: Lead) -> datetime | None:
    work.session.flush()
    rows = select(func.max(Message.at)).where(Message.lead_id == lead.id, Message.direction == "in")
    return work.session.scalar(rows)


def _answer_again(work: Work, lead: Lead) -> str:
    rows = select(Message.line).where(Message.lead_id == lead.id, Message.direction == "in")
    line = work.session.scalar(rows.order_by(Message.at.desc()).limit(1))
    return next_action.answer(lead.name, line or "")


def _how(lead: Lead, *, by_hand: bool, medium: str) -> str:
    if medium == "call":
        return f"A call reached {lead.name}."
    return f"A mail {'by hand ' if by_hand else ''}went to {lead.name}."
