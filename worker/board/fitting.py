"""Which words make sense about a lead now, for this owner: the first ones are buttons, the others lie folded.

Only what `perform` knows is shown, so that a page never offers what is not done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from worker.board.choices import CHOICES
from worker.cadence import joining
from worker.commands import on_its_way
from worker.commands.perform import VERBS
from worker.commands.rights import may_act, offered_to
from worker.commands.undoing import can_undo
from worker.commands.words import Verb
from worker.leads import draft, handoff, stages
from worker.leads.deadlines import deadline
from worker.outbox import in_doubt
from worker.states import LIVE_RUN, DeadlineKind, LeadState
from worker.store.models import Enrollment, Lead, OutboxEmail
from worker.store.work import Work

Group = tuple[str, tuple[Verb, ...]]

# For whoever it is offered to: what they may do besides a plain yes or no.
_OF_AN_OFFER: tuple[Group, ...] = (
    ("Something else", (Verb.SEND_TEXT, Verb.LATER, Verb.CALLED, Verb.NOT_A_LEAD)),
)
# For whoever has it.
_OF_ITS_OWNER: tuple[Group, ...] = (
    (
        "You and the customer",
        (Verb.SEND_NOW, Verb.SEND_TEXT, Verb.CALLED, Verb.LATER, Verb.REPLIED, Verb.SENT),
    ),
    ("What comes next", (Verb.NEXT, Verb.SNOOZE, Verb.SKIP, Verb.BOOKED, Verb.SHOWED, Verb.NO_SHOW)),
    ("In the house", (Verb.NOTE, Verb.WAITING, Verb.STAGE, Verb.HANDOFF, Verb.OFFER)),
    ("Where it belongs", (Verb.SPLIT, Verb.UNMERGE)),
    ("The end", (Verb.STOP, Verb.CLOSE, Verb.NOT_A_LEAD)),
)


@dataclass(frozen=True, slots=True)
class Fitting:
    """The words that make sense, in the order in which they are shown; `others` in groups with a title."""

    first: tuple[Verb, ...] = ()
    others: tuple[Group, ...] = ()


def fitting(work: Work, lead: Lead, owner_id: str, *, unread: str | None = None) -> Fitting:
    """Return the words this owner may say about the lead as it stands.

    `unread` is what they replied and nobody got, where the page is that of the mail which says so.
    """
    first, groups = _all(work, lead, owner_id)
    if unread and groups and lead.state is not LeadState.CLOSED and not _went(work, lead, unread):
        first = (Verb.MAIL_IT, *first)
    first = _known(first)
    if owner_id in work.settings.admins and lead.state is not LeadState.CLOSED:
        groups = (*groups, ("Whose it is", (Verb.FORCE,)))
    if can_undo(work, lead, owner_id):
        groups = (("A moment ago", (Verb.UNDO,)), *groups)
    others = ((title, _known(verb for verb in verbs if verb not in first)) for title, verbs in groups)
    return Fitting(first, tuple((title, verbs) for title, verbs in others if verbs))


def _all(work: Work, lead: Lead, owner_id: str) -> tuple[tuple[Verb, ...], tuple[Group, ...]]:
    sending = (Verb.SEND,) if draft.open_draft(lead) is not None else ()
    if lead.state is LeadState.CLOSED:
        return (), (("It is over", (Verb.LEAD, Verb.NOTE)),)
    if handoff.pending_to(lead, owner_id) is not None:
        return (Verb.ACCEPT, Verb.DECLINE), ()
    if offered_to(work, lead, owner_id) is not None:
        if deadline(lead, DeadlineKind.WHO_ANSWERED) is not None:
            return (Verb.ACCEPT, Verb.NOT_ME), _OF_AN_OFFER
        return (Verb.ACCEPT, *sending, Verb.DECLINE), _OF_AN_OFFER
    if not may_act(work, lead, owner_id):
        # A late yes counts as long as nobody else has said it; whether it does, the offer knows.
        late = lead.state in (LeadState.OFFERED, LeadState.ESCALATED)
        return ((Verb.ACCEPT,) if late else ()), ()
    groups = tuple(
        (title, tuple(verb for verb in verbs if _makes_sense(work, lead, verb)))
        for title, verbs in _OF_ITS_OWNER
    )
    if in_doubt.doubtful(work, lead) is not None:
        return (Verb.RESEND, Verb.SENT), groups
    if lead.state is not LeadState.OWNED:
        return (Verb.ACCEPT, *sending), groups
    if lead.answer_due_at is not None and not sending and not draft.on_its_way(work, lead):
        return (Verb.SEND_TEXT,), groups
    return sending, groups


def _went(work: Work, lead: Lead, words: str) -> bool:
    """Whether these very words were let go to the customer before."""
    rows = select(OutboxEmail.id).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.kind == "human",
        OutboxEmail.text == words.strip() + "\n",
    )
    return work.session.scalar(rows.limit(1)) is not None


def _makes_sense(work: Work, lead: Lead, verb: Verb) -> bool:
    match verb:
        case Verb.LATER:
            return lead.answer_due_at is not None
        case Verb.SEND_NOW:
            mail = on_its_way.waiting(work, lead)
            return mail is not None and mail.due_at is not None and mail.due_at > work.now
        case Verb.SKIP:
            open_draft = draft.open_draft(lead)
            return open_draft is not None and open_draft.touch_id is not None
        case Verb.STOP:
            rows = select(Enrollment.id).where(Enrollment.lead_id == lead.id, Enrollment.state.in_(LIVE_RUN))
            return work.session.scalar(rows.limit(1)) is not None
        case Verb.SHOWED | Verb.NO_SHOW:
            return lead.stage == stages.booked(work)
        case Verb.SPLIT:
            return bool(joining.last_matter(work, lead))
        case Verb.UNMERGE:
            return joining.last_join(work, lead) is not None
        case Verb.OFFER:
            return lead.state is not LeadState.OFFERED
        case _:
            return True


def _known(verbs: Iterable[Verb]) -> tuple[Verb, ...]:
    return tuple(verb for verb in verbs if verb in VERBS and verb in CHOICES)
