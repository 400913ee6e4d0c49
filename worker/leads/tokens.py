"""When an owner's words for a lead stop counting: the tokens they hold die with their ownership."""

from __future__ import annotations

from sqlalchemy import update

from worker.store.models import Lead, Token
from worker.store.work import Work


def revoke_tokens(work: Work, lead: Lead, owner_id: str) -> None:
    """The lead leaves this owner: no token they hold for it opens a door any more."""
    work.session.flush()
    work.session.execute(
        update(Token)
        .where(Token.lead_id == lead.id, Token.owner_id == owner_id, Token.revoked_at.is_(None))
        .values(revoked_at=work.now)
        .execution_options(synchronize_session=False)
    )
