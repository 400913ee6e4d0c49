"""An owner leaves the team: each open lead gets a destination first, then all at once (rules, section 2).

In one transaction: leads change hands, offers and handoffs pass on, absences end, and no mail they ever had
opens a door. Who has left is offered nothing, and may then be taken out of the configuration.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select, update

from worker.leads import absence, handoff, offer, owners
from worker.leads.lead import own
from worker.leads.standing_in import absence_mail
from worker.states import AbsenceState, HandoffState, LeadState, OfferState
from worker.store.models import Absence, Handoff, Lead, Offer, Token
from worker.store.work import Work


def open_leads(work: Work, owner_id: str) -> list[Lead]:
    """Return the live leads that this owner has, or somebody has for them while they are away."""
    work.session.flush()
    covered = (Lead.covered_for_id == owner_id) & (Lead.state != LeadState.OFFERED)
    theirs = or_(Lead.owner_id == owner_id, covered)
    rows = select(Lead).where(Lead.state != LeadState.CLOSED, theirs)
    return list(work.session.scalars(rows.order_by(Lead.due_at, Lead.id)))


def only_in_role(work: Work, owner_id: str) -> str | None:
    """Return the role that nobody else has, so that its owner cannot leave; None: they can."""
    roles = {
        "fallback": work.settings.fallback,
        "manager": work.settings.manager,
        "admin": work.settings.admins,
    }
    for role, people in roles.items():
        if owner_id in people and not any(owners.is_active(work, one) for one in people if one != owner_id):
            return role
    return None


def leave(work: Work, owner_id: str, destinations: Mapping[str, str]) -> list[Lead]:
    """Let an owner leave; `destinations` names who gets each of `open_leads` by its reference.

    Raises KeyError where one has none. Return the leads that changed hands.
    """
    name = owners.name_of(work, owner_id)
    record = owners.record(work, owner_id)
    record.left_at, record.morning_due_at = work.now, None
    work.session.flush()
    work.forget("left")
    work.note(None, "left", who="admin", why=f"{name} left the team.")
    moved = open_leads(work, owner_id)
    for lead in moved:
        _change_hands(work, lead, destinations[lead.ref], f"{name} left the team")
    _pass_on(work, owner_id)
    _end_absences(work, owner_id)
    answers = owners.fallback(work)
    work.session.execute(
        update(Lead)
        .where(Lead.state == LeadState.OFFERED, Lead.accountable_id == owner_id)
        .values(accountable_id=answers)
        .execution_options(synchronize_session="fetch")
    )
    # What is offered to the others already does not come back to them.
    work.session.execute(
        update(Lead)
        .where(Lead.state == LeadState.OFFERED, Lead.covered_for_id == owner_id)
        .values(covered_for_id=None, covered_since=None)
        .execution_options(synchronize_session="fetch")
    )
    work.session.execute(
        update(Token)
        .where(Token.owner_id == owner_id, Token.revoked_at.is_(None))
        .values(revoked_at=work.now)
        .execution_options(synchronize_session=False)
    )
    absence_mail.inherited(work, owner_id, moved, news=f"{name} has left the team.")
    return moved


def relieve_inactive(work: Work) -> None:
    """Whoever was set inactive in the configuration has no lead any more: a deputy has, or the fallback."""
    inactive = [owner.id for owner in work.settings.owners if not owners.is_active(work, owner.id)]
    for owner_id in inactive:
        receiver = owners.stands_in(work, owner_id)
        if receiver is None:
            continue
        name = owners.name_of(work, owner_id)
        moved = [lead for lead in open_leads(work, owner_id) if lead.owner_id == owner_id]
        for lead in moved:
            _change_hands(work, lead, receiver, f"{name} is not active any more")
        _pass_on(work, owner_id)
        absence_mail.inherited(work, owner_id, moved, news=f"{name} is not active any more.")


def join(work: Work, owner_id: str) -> None:
    """Somebody who had left is one of the team again, and is offered leads as before."""
    owners.record(work, owner_id).left_at = None
    work.session.flush()
    work.forget("left")
    work.note(None, "joined", who="admin", why=f"{owners.name_of(work, owner_id)} is one of the team again.")


def _change_hands(work: Work, lead: Lead, receiver_id: str, why: str) -> None:
    """Give one lead to whoever takes it over; what was asked of others about it is asked no more."""
    covered_for, covered_since = lead.covered_for_id, lead.covered_since
    handoff.withdraw(work, lead, why=why)
    work.note(lead, "left", who="admin", why=f"{why}.")
    own(work, lead, receiver_id, LeadState.OWNED, who=receiver_id, why="It goes to them without a question.")
    lead.accepted_at = work.now
    offer.await_an_answer(work, lead)
    if covered_for is not None and owners.is_active(work, covered_for) and covered_for != receiver_id:
        lead.covered_for_id, lead.covered_since = covered_for, covered_since


def _pass_on(work: Work, owner_id: str) -> None:
    asked = select(Offer).where(Offer.owner_id == owner_id, Offer.state == OfferState.PENDING)
    for made in work.session.scalars(asked.order_by(Offer.id)).all():
        offer.decline(work, made, reason="not in the team", who="keepwarm")
    handed = select(Handoff).where(Handoff.receiver_id == owner_id, Handoff.state == HandoffState.PENDING)
    for given in work.session.scalars(handed.order_by(Handoff.id)).all():
        handoff.decline(work, given, reason="not in the team", who="keepwarm")


def _end_absences(work: Work, owner_id: str) -> None:
    rows = select(Absence).where(
        Absence.owner_id == owner_id, Absence.state.in_((AbsenceState.PLANNED, AbsenceState.BEGUN))
    )
    for row in work.session.scalars(rows).all():
        if row.state is AbsenceState.BEGUN:
            absence.end(work, row, mailed=False)
        else:
            work.move(row, AbsenceState.CANCELLED, due_at=None)
    work.forget("absences")
