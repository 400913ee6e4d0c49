"""What the database still needs and the configuration no longer names: owners and inboxes with live leads.

Asked at every start, and by `keepwarm check`: somebody who is gone cannot answer for a lead (rules, section
2), and what waits for an inbox that nobody looks at waits for ever.
"""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from worker.leads.owners import gone_with_leads
from worker.settings import Settings
from worker.states import LeadState, OutboxState
from worker.store.models import Lead, OutboxEmail
from worker.store.work import Work


def sentences(session: Session, settings: Settings) -> list[str]:
    """Return one sentence for each that is missing: what is wrong, and what to write instead."""
    return [*_owners(session, settings), *_inboxes(session, settings)]


def go_on_in(work: Work, lead: Lead, inbox: str) -> None:
    """A closed lead opens again: where its inbox was renamed or given up since, it goes on in this one."""
    if all(known.name != lead.inbox for known in work.settings.inboxes):
        lead.inbox = inbox


def _owners(session: Session, settings: Settings) -> list[str]:
    return [
        f"{owner_id} has live leads ({', '.join(refs)}) but is missing in {settings.path.name}: "
        f'write [[owner]] id = "{owner_id}" again, then: keepwarm owner leave {owner_id}.'
        for owner_id, refs in gone_with_leads(session, settings).items()
    ]


def _inboxes(session: Session, settings: Settings) -> list[str]:
    known = [inbox.name for inbox in settings.inboxes]
    live = select(Lead.inbox, func.count()).where(Lead.state != LeadState.CLOSED, Lead.inbox.not_in(known))
    # What is in doubt and searched no more waits for a person, who needs no inbox for that.
    to_go = or_(
        OutboxEmail.state.in_((OutboxState.QUEUED, OutboxState.PREPARING, OutboxState.COMMITTING)),
        (OutboxEmail.state == OutboxState.IN_DOUBT) & OutboxEmail.due_at.is_not(None),
    )
    mails = select(OutboxEmail.inbox, func.count()).where(to_go, OutboxEmail.inbox.not_in(known))
    by_lead = dict(session.execute(live.group_by(Lead.inbox)).tuples().all())
    by_mail = dict(session.execute(mails.group_by(OutboxEmail.inbox)).tuples().all())
    return [
        *(_of_leads(name, number, settings) for name, number in sorted(by_lead.items())),
        *(_of_mails(name, by_mail[name], settings) for name in sorted(by_mail.keys() - by_lead.keys())),
    ]


def _of_leads(inbox: str, number: int, settings: Settings) -> str:
    leads, them = (f"{number} live leads", "them") if number > 1 else ("1 live lead", "it")
    return (
        f'{leads} came by the inbox "{inbox}", which is missing in {settings.path.name}: '
        f'write [[inbox]] name = "{inbox}" again, or close {them} first.'
    )


def _of_mails(inbox: str, number: int, settings: Settings) -> str:
    mails = f"{number} mails are" if number > 1 else "1 mail is"
    return (
        f'{mails} still to go by the inbox "{inbox}", which is missing in {settings.path.name}: '
        f'write [[inbox]] name = "{inbox}" again until keepwarm outbox shows none waiting.'
    )
