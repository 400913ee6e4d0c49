"""What was put onto a lead that might have been one of its own, kept so that it can be taken apart."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.models.base import Base


class Join(Base):
    """A mail that joined a lead, or a lead that was merged into it (rules, section 6)."""

    __tablename__ = "joins"
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    at: Mapped[datetime]
    sender: Mapped[str | None]  # who wrote the mail
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_emails.id"))
    merged_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    before: Mapped[dict[str, Any]]  # the lead as it stood: rows by table, as in `Undo`
    merged_before: Mapped[dict[str, Any] | None]
    apart_at: Mapped[datetime | None]  # it was wrong, and is undone
