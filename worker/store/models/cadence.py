"""The promise to follow up: runs, their steps, and the drafts that wait for an owner."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from worker.states import DraftState, RunState, TouchState
from worker.store.models.base import Base, must, only_one, only_these
from worker.store.models.lead import Lead


class Enrollment(Base):
    """One lead's run of a cadence. `anchor_at` is T0, or the mail by hand that took its place."""

    __tablename__ = "enrollments"
    __table_args__ = (
        UniqueConstraint("lead_id", "run"),
        only_one("one_live_run", "lead_id", "state IN ('running', 'held')"),
        only_these("state", RunState),
        must("run_is_live_or_ended", "(state IN ('running', 'held')) = (ended_at IS NULL)"),
        must("run_stands_for_a_reason", "state NOT IN ('held', 'stopped') OR reason IS NOT NULL"),
        Index("enrollments_due", "state", "held_until"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    run: Mapped[int]
    cadence: Mapped[str]
    plan: Mapped[list[Any] | None]  # its steps as they stood when it began; null: today's
    state: Mapped[RunState]
    reason: Mapped[str | None]
    held_until: Mapped[datetime | None]
    anchor_at: Mapped[datetime]
    anchor_day: Mapped[int] = mapped_column(default=0)  # the day the anchor stands for
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    lead: Mapped[Lead] = relationship()


class Touch(Base):
    """One step of a run. Only the next one exists beside those that are over."""

    __tablename__ = "touches"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "step"),
        only_these("state", TouchState),
        must("touch_is_to_come_or_ended", "(state IN ('planned', 'due')) = (ended_at IS NULL)"),
        Index("touches_due", "state", "due_at"),
        Index("touches_missed", "state", "missed_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    step: Mapped[int]  # the day in the cadence: 1, 3, 7
    state: Mapped[TouchState]
    due_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]  # when its draft went to the owner
    missed_at: Mapped[datetime | None]  # when it counts as missed, once it is due: the next step's time
    ended_at: Mapped[datetime | None]  # when it really went out, was missed or skipped
    reason: Mapped[str | None]
    enrollment: Mapped[Enrollment] = relationship()


class Draft(Base):
    """A message to the customer that waits for its owner's `send`."""

    __tablename__ = "drafts"
    __table_args__ = (
        only_one("one_open_draft", "lead_id", "state = 'open'"),
        only_these("state", DraftState),
        must("draft_is_open_or_ended", "(state = 'open') = (ended_at IS NULL)"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    touch_id: Mapped[int | None] = mapped_column(ForeignKey("touches.id"))
    purpose: Mapped[str]  # the template: fast_response, day1 ...
    state: Mapped[DraftState]
    subject: Mapped[str]
    text: Mapped[str]
    times: Mapped[list[Any]] = mapped_column(default=list)  # instants it proposes, RFC 3339
    calendar: Mapped[str | None]  # the appointment it confirms, a calendar file (RFC 5545)
    written_for: Mapped[str | None]  # the owner whose name and hours it uses
    written_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
