"""Every state machine on one screen: the states, and the arrows along which they change.

`Work.move` refuses a change that has no arrow here, and a test holds docs/states.md equal to this file. Each
arrow says in plain words what makes the change happen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class LeadState(StrEnum):
    """Who owns the lead (rules, section 1). The turn and the cadence are axes of their own."""

    OFFERED = "offered"
    OWNED = "owned"
    HANDOFF_PENDING = "handoff_pending"
    ESCALATED = "escalated"
    CLOSED = "closed"


class Turn(StrEnum):
    """Whose move it is."""

    US = "us"
    CUSTOMER = "customer"
    INSIDE = "inside"
    SNOOZED = "snoozed"


class InboundState(StrEnum):
    """The life of a collected mail (reliability: Inbound)."""

    STORED = "stored"
    WAITING = "waiting"  # a `contact` whose lead has not been judged yet
    JUDGED = "judged"
    QUARANTINED = "quarantined"
    UNFETCHABLE = "unfetchable"


class OfferState(StrEnum):
    """An assignment waiting for a yes (rules, section 2)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class HandoffState(StrEnum):
    """A lead on its way from one owner to another (rules, section 2)."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class AbsenceState(StrEnum):
    """The days on which an owner is not there (rules, section 2)."""

    PLANNED = "planned"
    BEGUN = "begun"
    OVER = "over"
    CANCELLED = "cancelled"


class RunState(StrEnum):
    """One run of a cadence for one lead (rules, section 4)."""

    RUNNING = "running"
    HELD = "held"
    STOPPED = "stopped"
    COMPLETED = "completed"


# A run that may still go on.
LIVE_RUN = (RunState.RUNNING, RunState.HELD)


class TouchState(StrEnum):
    """One step of a run. Only the next one exists as a row."""

    PLANNED = "planned"
    DUE = "due"  # the draft was mailed to the owner and waits for `send`
    SENT = "sent"
    MISSED = "missed"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"


class DraftState(StrEnum):
    """A message to the customer that waits for its owner's word."""

    OPEN = "open"
    SENT = "sent"  # the owner said send: an outbox row exists
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class OutboxState(StrEnum):
    """A mail that is owed (reliability: Outbox)."""

    QUEUED = "queued"
    PREPARING = "preparing"
    COMMITTING = "committing"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"
    IN_DOUBT = "in_doubt"


class DeadlineKind(StrEnum):
    """What falls due for a lead besides its offers, touches and mails."""

    FIRST_OFFER = "first_offer"  # still no first offer: the fallback
    NEXT_OFFER = "next_offer"  # an offer is to be made as soon as somebody can take it
    ANSWER_REMINDER = "answer_reminder"  # 75 % of the response target
    ANSWER_LATE = "answer_late"  # the response target
    ANSWER_OVERDUE = "answer_overdue"  # one business day: manager and admins
    PROMISE_WARNING = "promise_warning"  # 30 min before the time the customer was told
    ACCEPTED_NOTHING = "accepted_nothing"  # accepted, then nothing
    ACTION_REMINDER = "action_reminder"  # any other next action of ours is due
    DRAFT_REMINDER = "draft_reminder"  # a draft mailed to its owner lies for 4 bh
    WAKE_UP = "wake_up"  # a snoozed lead wakes
    WHO_ANSWERED = "who_answered"  # somebody answered under the shared address
    CLOSE = "close"  # a proposed close is done


class Arrow(NamedTuple):
    """One allowed change: from a state (None: the row is new) to a state, and what causes it."""

    source: StrEnum | None
    target: StrEnum
    cause: str


L, O, R, T, D, X, I, H, A = (  # noqa: E741  short names so that each arrow stays on one line
    LeadState, OfferState, RunState, TouchState, DraftState, OutboxState, InboundState, HandoffState,
    AbsenceState,
)  # fmt: skip

LEAD = (
    Arrow(None, L.OFFERED, "an inquiry was judged and two or more people could own it"),
    Arrow(None, L.OWNED, "only one person was eligible, or one of us had answered already"),
    Arrow(None, L.ESCALATED, "nobody was eligible, or a person must read the mail first"),
    Arrow(L.OFFERED, L.OWNED, "an owner said yes, or answered the customer"),
    Arrow(L.OFFERED, L.ESCALATED, "the last offer expired, nobody is left, or the fallback must decide"),
    Arrow(L.OWNED, L.OFFERED, "accepted, then nothing: offered once more; or put up for offer again"),
    Arrow(L.OWNED, L.OWNED, "an admin forced another owner, or its owner went away, came back or left"),
    Arrow(L.OWNED, L.ESCALATED, "accepted, then nothing, and nobody else is left"),
    Arrow(L.OWNED, L.HANDOFF_PENDING, "its owner hands it off"),
    Arrow(L.ESCALATED, L.OWNED, "somebody said yes, or answered the customer"),
    Arrow(L.ESCALATED, L.OFFERED, "the fallback said offer"),
    Arrow(L.ESCALATED, L.HANDOFF_PENDING, "the fallback hands it off"),
    Arrow(L.HANDOFF_PENDING, L.OWNED, "the receiver accepted, or it went back to the giver"),
    Arrow(L.HANDOFF_PENDING, L.ESCALATED, "it went back to the fallback"),
    Arrow(L.OFFERED, L.CLOSED, "closed by a person, an opt-out or the end of its cadence"),
    Arrow(L.OWNED, L.CLOSED, "closed by a person, an opt-out or the end of its cadence"),
    Arrow(L.ESCALATED, L.CLOSED, "closed by a person, an opt-out or the end of its cadence"),
    Arrow(L.HANDOFF_PENDING, L.CLOSED, "closed by a person, an opt-out or the end of its cadence"),
    Arrow(L.OFFERED, L.HANDOFF_PENDING, "its owner took back at once that it was put up for offer"),
    Arrow(L.CLOSED, L.HANDOFF_PENDING, "its owner took the close back at once"),
    Arrow(L.CLOSED, L.OFFERED, "the customer wrote again, or an owner said lead"),
    Arrow(L.CLOSED, L.OWNED, "the customer wrote again and one person could own it"),
    Arrow(L.CLOSED, L.ESCALATED, "the customer wrote again and nobody was eligible"),
)

INBOUND = (
    Arrow(None, I.STORED, "its bytes were kept"),
    Arrow(None, I.JUDGED, "it is historic: older than our first look, or known under another UID"),
    Arrow(None, I.UNFETCHABLE, "the server never gave its bytes"),
    Arrow(I.STORED, I.JUDGED, "a rule had an opinion and its route was followed"),
    Arrow(I.STORED, I.WAITING, "one of us wrote to a customer we have not read yet"),
    Arrow(I.WAITING, I.JUDGED, "the customer's mail came, or never came"),
    Arrow(I.STORED, I.QUARANTINED, "three attempts failed"),
    Arrow(I.QUARANTINED, I.STORED, "an operator said replay"),
    Arrow(I.UNFETCHABLE, I.STORED, "the server gave its bytes after all"),
)

OFFER = (
    Arrow(None, O.PENDING, "the longest-waiting eligible owner was found"),
    Arrow(O.PENDING, O.ACCEPTED, "the owner said yes, sent the draft or answered the customer"),
    Arrow(O.PENDING, O.DECLINED, "the owner said no, is away, or cannot be reached"),
    Arrow(O.PENDING, O.EXPIRED, "its window passed without an answer"),
    Arrow(O.PENDING, O.WITHDRAWN, "somebody else took the lead, or it was closed"),
    Arrow(O.EXPIRED, O.ACCEPTED, "a late yes, and nobody else had said yes"),
    Arrow(O.DECLINED, O.ACCEPTED, "a change of mind, and nobody else had said yes"),
    Arrow(O.ACCEPTED, O.PENDING, "its owner took the yes back at once"),
    Arrow(O.ACCEPTED, O.EXPIRED, "its owner took the late yes back at once"),
    Arrow(O.ACCEPTED, O.DECLINED, "its owner took the change of mind back at once"),
    Arrow(O.DECLINED, O.PENDING, "its owner took the no back at once"),
    Arrow(O.WITHDRAWN, O.PENDING, "what withdrew it was taken back at once"),
)

HANDOFF = (
    Arrow(None, H.PENDING, "the owner hands the lead off"),
    Arrow(H.PENDING, H.ACCEPTED, "the receiver said yes"),
    Arrow(H.PENDING, H.DECLINED, "the receiver said no"),
    Arrow(H.PENDING, H.EXPIRED, "its window passed: it stays with the giver"),
    Arrow(H.ACCEPTED, H.PENDING, "the receiver took the yes back at once"),
    Arrow(H.DECLINED, H.PENDING, "the receiver took the no back at once"),
    Arrow(H.WITHDRAWN, H.PENDING, "what withdrew it was taken back at once"),
    Arrow(H.PENDING, H.WITHDRAWN, "the lead was closed, or the giver keeps it or asks somebody else"),
)

ABSENCE = (
    Arrow(None, A.PLANNED, "an owner or an admin named the days, or an automatic reply of theirs did"),
    Arrow(A.PLANNED, A.BEGUN, "its first instant has come"),
    Arrow(A.PLANNED, A.CANCELLED, "other days were named, they stay after all, or have left"),
    Arrow(A.BEGUN, A.OVER, "its last instant has come, or the owner is back before it"),
)

RUN = (
    Arrow(None, R.RUNNING, "our first human message, or our answer, went to the customer"),
    Arrow(R.RUNNING, R.HELD, "they asked us to wait, are out of office, or we owe something"),
    Arrow(R.HELD, R.RUNNING, "the reason to wait is over"),
    Arrow(R.HELD, R.HELD, "another reason to wait, or another date"),
    Arrow(R.RUNNING, R.STOPPED, "the customer replied, bounced or opted out, or a person said stop"),
    Arrow(R.HELD, R.STOPPED, "the customer replied, bounced or opted out, or a person said stop"),
    Arrow(R.STOPPED, R.RUNNING, "what stopped it was taken back at once, or is a lead of its own"),
    Arrow(R.STOPPED, R.HELD, "what stopped it was taken back at once, or is a lead of its own"),
    Arrow(R.COMPLETED, R.RUNNING, "what ended it was taken back at once"),
    Arrow(R.RUNNING, R.COMPLETED, "the last step went out or was missed"),
)

TOUCH = (
    Arrow(None, T.PLANNED, "the step before went out, was missed or skipped"),
    Arrow(T.PLANNED, T.DUE, "its time came and its draft went to the owner"),
    Arrow(T.PLANNED, T.SENT, "sent early, by hand, or automatically"),
    Arrow(T.PLANNED, T.SKIPPED, "the owner said skip"),
    Arrow(T.PLANNED, T.MISSED, "the next step fell due first"),
    Arrow(T.PLANNED, T.WITHDRAWN, "the run stopped"),
    Arrow(T.DUE, T.SENT, "the owner sent it, or wrote or rang by hand"),
    Arrow(T.DUE, T.SKIPPED, "the owner said skip"),
    Arrow(T.DUE, T.MISSED, "the next step fell due first"),
    Arrow(T.DUE, T.WITHDRAWN, "the run stopped"),
    Arrow(T.SENT, T.PLANNED, "the owner took back at once that they wrote or rang"),
    Arrow(T.SENT, T.DUE, "the owner took back at once that they wrote or rang"),
    Arrow(T.SKIPPED, T.PLANNED, "the owner took the skip back at once"),
    Arrow(T.SKIPPED, T.DUE, "the owner took the skip back at once"),
    Arrow(T.DUE, T.PLANNED, "the run was held: the step is planned anew"),
    Arrow(T.WITHDRAWN, T.PLANNED, "its run goes on: what stopped it was taken back, or was no answer to us"),
    Arrow(T.WITHDRAWN, T.DUE, "its run goes on: what stopped it was taken back, or was no answer to us"),
)

DRAFT = (
    Arrow(None, D.OPEN, "an offer, an acceptance or a step needs words for the customer"),
    Arrow(D.OPEN, D.SENT, "the owner said send"),
    Arrow(D.OPEN, D.REPLACED, "a newer draft took its place"),
    Arrow(D.OPEN, D.WITHDRAWN, "the customer wrote, the owner wrote by hand, or the lead was closed"),
    Arrow(D.WITHDRAWN, D.OPEN, "what withdrew it was taken back at once, or is a lead of its own"),
    Arrow(D.REPLACED, D.OPEN, "what replaced it was taken back at once, or is a lead of its own"),
    Arrow(D.SENT, D.OPEN, "its mail could not go after all and the owner is asked"),
)

OUTBOX = (
    Arrow(None, X.QUEUED, "a mail is owed"),
    Arrow(None, X.SUPPRESSED, "the mode forbids it"),
    Arrow(X.QUEUED, X.PREPARING, "a courier claimed it and booked the attempt"),
    Arrow(X.QUEUED, X.SENT, "its copy lies in Sent: it went before a backup was put back"),
    Arrow(X.QUEUED, X.CANCELLED, "it has lost its reason, or the guard said no"),
    Arrow(X.QUEUED, X.SUPPRESSED, "the mode or a suppression forbids it"),
    Arrow(X.QUEUED, X.FAILED, "it was refused for good, could not be built, or is too old"),
    Arrow(X.PREPARING, X.COMMITTING, "all but the final dot is with the server, and the guard said yes"),
    Arrow(X.PREPARING, X.QUEUED, "the server said later, or the courier died before the final dot"),
    Arrow(X.PREPARING, X.FAILED, "the server said never"),
    Arrow(X.PREPARING, X.CANCELLED, "the guard said no at the last moment"),
    Arrow(X.PREPARING, X.SUPPRESSED, "a suppression came at the last moment"),
    Arrow(X.COMMITTING, X.SENT, "the server accepted it"),
    Arrow(X.COMMITTING, X.QUEUED, "the server refused it at the dot for now"),
    Arrow(X.COMMITTING, X.FAILED, "the server refused it at the dot for good"),
    Arrow(X.COMMITTING, X.IN_DOUBT, "the line broke after the dot, or the courier died there"),
    Arrow(X.QUEUED, X.IN_DOUBT, "a backup was put back, and Sent cannot tell whether it went before"),
    Arrow(X.IN_DOUBT, X.SENT, "it was found in Sent, or a person said so"),
    Arrow(X.IN_DOUBT, X.QUEUED, "not found where Sent shows all, or to an owner; or a person said resend"),
    Arrow(X.CANCELLED, X.QUEUED, "what cancelled it was taken back at once"),
    Arrow(X.IN_DOUBT, X.CANCELLED, "the lead was closed while we were in doubt"),
)

MACHINES: dict[type[StrEnum], tuple[Arrow, ...]] = {
    LeadState: LEAD,
    InboundState: INBOUND,
    OfferState: OFFER,
    HandoffState: HANDOFF,
    AbsenceState: ABSENCE,
    RunState: RUN,
    TouchState: TOUCH,
    DraftState: DRAFT,
    OutboxState: OUTBOX,
}


def allowed(source: StrEnum | None, target: StrEnum) -> bool:
    """Whether an arrow leads from `source` (None: the row is new) to `target`."""
    return any(arrow.source == source and arrow.target == target for arrow in MACHINES[type(target)])
