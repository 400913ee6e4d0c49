"""The send guard: may this mail go, now? (rules, section 4)

Asked in the transaction of the claim and again at the committing mark. CHECKS is the whole guard; the
first check with an objection decides. It never looks at a mailbox itself: on a stale look it makes the
mailbox due, and the mail waits. We never speak over the customer.
"""

from __future__ import annotations

from worker.outbox import notice_objections, objections, touch_objections
from worker.outbox.permission import Check, No, Permission, Wait, Yes
from worker.settings import Mode
from worker.store import restored
from worker.store.models import Lead, OutboxEmail, Person
from worker.store.work import Work

# An owner's notice that is much too late says so in the next morning mail instead.
MERGING = ("nudge", "reminder", "late")

# Asked in order. The look comes last: only a mail that may otherwise go is worth one.
LIVE_AND_THEIRS: tuple[Check, ...] = (
    objections.mode,
    objections.lead_open,
    objections.not_suppressed,
    objections.sender_owns_it,
    objections.nothing_newer,
    objections.times_ahead,
)
ONE_MORE_TOUCH: tuple[Check, ...] = (
    touch_objections.their_turn,
    touch_objections.not_stale,
    touch_objections.budget_left,
)
CHECKS: dict[str, tuple[Check, ...]] = {
    "answer": (*LIVE_AND_THEIRS, objections.fresh_look),
    # Own words of an owner while the customer has the next word: no step, and no answer either.
    "own_words": (*LIVE_AND_THEIRS, touch_objections.inside_hours_unless_we_owe, objections.fresh_look),
    "touch": (
        *LIVE_AND_THEIRS,
        *ONE_MORE_TOUCH,
        touch_objections.gap_kept,
        touch_objections.one_after_another,
        touch_objections.inside_hours,
        objections.fresh_look,
    ),
    # `send now`: the owner does not want to wait for the day after the last touch.
    "touch_now": (
        *LIVE_AND_THEIRS,
        *ONE_MORE_TOUCH,
        touch_objections.inside_hours,
        objections.fresh_look,
    ),
    # In doubt an acknowledgement is let go: it waits for no look but the first.
    "acknowledgement": (
        objections.mode,
        objections.lead_open,
        objections.not_suppressed,
        objections.not_held,
        objections.unanswered_and_young,
        objections.times_ahead,
    ),
    "none": (objections.mode, objections.not_suppressed),
}


def may_go(work: Work, mail: OutboxEmail) -> Permission:
    """Whether `mail` may go at `work.now`; it is `locked`, and its lead, so that nobody changes them."""
    if restored.since(work.session) is not None:
        return Wait(work.now + objections.HELD, restored.WAITS)
    lead = mail.lead
    if mail.audience == "owner":
        return _owner_mail(work, mail, lead)
    if lead is None:
        return No("its lead is gone")
    if mail.guard in ("touch", "touch_now"):
        # Over all leads of a person only one touch at a time is asked about.
        work.session.get(Person, lead.person_id, with_for_update=True)
    # After a start nothing is decided, not even a no, before it is known what went and who has answered.
    for check in (objections.start_is_over, *CHECKS[mail.guard]):
        objection = check(work, mail, lead)
        if objection is not None:
            return objection
    return Yes()


def _owner_mail(work: Work, mail: OutboxEmail, lead: Lead | None) -> Permission:
    if work.settings.mode is Mode.SHADOW:
        return No("mode", suppressed=True)
    settled = None if lead is None else notice_objections.settled_meanwhile(work, mail, lead)
    if settled is not None:
        return settled
    delay = work.now - mail.planned_at
    if mail.kind in MERGING and delay > work.settings.cadence.late_notice:
        return No("it is too late to be of use: the next morning mail says it")
    if mail.kind == "offer" and delay > 2 * work.settings.limits.retry_first:
        # "Yours? Reply ok by 9:20" must not arrive at noon.
        return No("stale: the times it names have passed")
    return Yes()
