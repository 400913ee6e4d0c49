"""What a link in a mail opens: one owner's page about one lead, or about the leads of a list.

The link is a secret of its own, kept hashed beside the token of the mail's replies. It ends as that token
does: with the lead leaving its owner, after 90 days, or with the owner leaving.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from worker.commands.rights import may_act, who_has_it
from worker.leads import handoff
from worker.leads.acceptance import taken_words
from worker.outbox.identity import token_hash
from worker.states import LeadState
from worker.store.models import Lead, OwnerRecord, Token
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose page it is and the lead that is looked at, at its `number` in a list; None: the list itself.

    `stale` is the sentence that says why nothing can be done with this link any more; None: it is alive.
    """

    secret: str
    token: Token
    lead: Lead | None
    number: int | None = None
    stale: str | None = None

    @property
    def owner_id(self) -> str:
        return self.token.owner_id


def visit(work: Work, secret: str, number: int | None = None) -> Visit | None:
    """Return what the link opens, or None for one that we never gave, or a number that is not in its list."""
    token = work.session.scalar(select(Token).where(Token.link_hash == token_hash(secret)))
    if token is None:
        return None
    items = {item["number"]: item["lead_id"] for item in token.items}
    if number is not None and number not in items:
        return None
    lead_id = token.lead_id if number is None else items[number]
    lead = work.session.get(Lead, lead_id) if lead_id is not None else None
    return Visit(secret, token, lead, number, stale=_why_stale(work, token, lead))


def who(work: Work, lead: Lead, owner_id: str) -> str:
    """Say in one sentence who has the lead now, or whom it is offered to."""
    if lead.state is LeadState.OWNED:
        return f"{taken_words(work, lead)}."
    return who_has_it(work, lead, owner_id).text


def _why_stale(work: Work, token: Token, lead: Lead | None) -> str | None:
    owner = next((owner for owner in work.settings.owners if owner.id == token.owner_id), None)
    known = work.session.get(OwnerRecord, token.owner_id)
    if owner is None or not owner.active or (known is not None and known.left_at is not None):
        return "Whoever this mail was written to is no longer with us."
    if token.revoked_at is not None and lead is not None:
        return who(work, lead, token.owner_id)
    if token.revoked_at is not None or token.expires_at <= work.now:
        return "This link is too old. The newest mail about this lead has one that works."
    if lead is not None and not _concerns(work, lead, token.owner_id):
        return who(work, lead, token.owner_id)
    return None


def _concerns(work: Work, lead: Lead, owner_id: str) -> bool:
    """Whether this owner may still do something about the lead, or answers for the others."""
    if may_act(work, lead, owner_id) or handoff.pending_to(lead, owner_id) is not None:
        return True
    # A late yes counts as long as nobody else has said it.
    free = lead.state in (LeadState.OFFERED, LeadState.ESCALATED)
    roles = work.settings
    return free or owner_id in (*roles.admins, *roles.manager, *roles.fallback)
