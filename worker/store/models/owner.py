"""Who owns the next step: owners, pools, absences, offers and handoffs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from worker.states import AbsenceState, HandoffState, LeadState, OfferState
from worker.store.models.base import Base, must, only_one, only_these
from worker.store.models.lead import Lead


class OwnerRecord(Base):
    """What changes about an owner; who they are stands in the configuration."""

    __tablename__ = "owners"
    id: Mapped[str] = mapped_column(primary_key=True)
    last_offered_at: Mapped[datetime | None]
    expired_in_a_row: Mapped[int] = mapped_column(default=0)
    resting_since: Mapped[datetime | None]  # ends with any sign of life
    last_sign_at: Mapped[datetime | None]  # a reply, a mail of theirs, a click
    unreachable_since: Mapped[datetime | None]
    introduced_at: Mapped[datetime | None]  # when they were asked to reply "ok"
    proven_at: Mapped[datetime | None]  # when that reply came from them
    proven_how: Mapped[str | None]  # authenticated | token | unproven (their host did not vouch)
    morning_due_at: Mapped[datetime | None] = mapped_column(index=True)
    morning_sent_on: Mapped[date | None]
    left_at: Mapped[datetime | None]  # left the team; null: one of us


class Pool(Base):
    """The rotation of one inbox; its row is locked while the next owner is picked."""

    __tablename__ = "pools"
    inbox: Mapped[str] = mapped_column(primary_key=True)
    last_offered_at: Mapped[datetime | None]
    offers: Mapped[int] = mapped_column(default=0)


class Absence(Base):
    """When an owner is away, how we know, and what is to be done about it next."""

    __tablename__ = "absences"
    __table_args__ = (
        only_these("state", AbsenceState),
        must("absence_ends_after_it_began", "ends_at >= starts_at"),
        Index("absences_due", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    source: Mapped[str]  # planned | auto-reply | admin
    state: Mapped[AbsenceState] = mapped_column(default=AbsenceState.PLANNED)
    deputy_id: Mapped[str | None]  # of these days; null: the one of the configuration
    packed_at: Mapped[datetime | None]  # when the list of what falls due meanwhile was mailed
    due_at: Mapped[datetime | None]  # the list, then the first instant, then the last


class Offer(Base):
    """An assignment waiting for a yes. Its window starts when the server accepted its mail."""

    __tablename__ = "offers"
    __table_args__ = (
        only_one("one_pending_offer", "lead_id", "state = 'pending'"),
        only_these("state", OfferState),
        must("offer_is_pending_or_answered", "(state = 'pending') = (answered_at IS NULL)"),
        must("only_a_pending_offer_falls_due", "state = 'pending' OR due_at IS NULL"),
        must("window_has_both_ends", "(started_at IS NULL) = (expires_at IS NULL)"),
        must("offer_ends_for_a_reason", "state = 'pending' OR (reason IS NOT NULL AND reason <> '')"),
        must("offer_has_its_place", "position >= 1 AND round >= 1"),
        Index("offers_due", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    owner_id: Mapped[str] = mapped_column(index=True)
    round: Mapped[int]
    position: Mapped[int]  # 1 is the first offer of the round
    state: Mapped[OfferState]
    offered_at: Mapped[datetime]
    started_at: Mapped[datetime | None]  # when its mail was accepted
    nudge_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]  # the nudge, then the expiry; null: its mail has not left
    answered_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    why: Mapped[str]  # why this owner, in one plain line
    lead: Mapped[Lead] = relationship(back_populates="offers")


class Handoff(Base):
    """A lead on its way to another owner. Until they say yes the giver answers for it."""

    __tablename__ = "handoffs"
    __table_args__ = (
        only_one("one_pending_handoff", "lead_id", "state = 'pending'"),
        only_these("state", HandoffState),
        must("handed_to_somebody_else", "giver_id <> receiver_id"),
        must("handoff_is_pending_or_answered", "(state = 'pending') = (answered_at IS NULL)"),
        must("pending_handoff_falls_due", "(state = 'pending') = (due_at IS NOT NULL)"),
        must("handoff_ends_for_a_reason", "state = 'pending' OR (reason IS NOT NULL AND reason <> '')"),
        must("handoff_says_what_is_next", "note <> '' AND next_action <> ''"),
        must("handoff_goes_back_to_a_state", "state_before IN ('owned', 'escalated')"),
        Index("handoffs_due", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    giver_id: Mapped[str]
    receiver_id: Mapped[str]
    state: Mapped[HandoffState]
    state_before: Mapped[LeadState]  # of the lead, which it goes back to
    note: Mapped[str]
    next_action: Mapped[str]
    next_due_at: Mapped[datetime]
    new_next: Mapped[bool]  # the giver named it; else the lead's own goes on
    given_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    lead: Mapped[Lead] = relationship(back_populates="handoffs")
