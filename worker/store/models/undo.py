"""What commands changed, kept for as long as they may be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from worker.store.models.base import Base


class Undo(Base):
    """One command of an owner: the lead and all that hangs on it, as it stood before."""

    __tablename__ = "undos"
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    owner_id: Mapped[str]
    at: Mapped[datetime]
    said: Mapped[str]  # the mail, or the moment on the command line, that held the command
    verb: Mapped[str]  # what it was: one of commands.words.Verb
    words: Mapped[str]  # the command as it was written
    before: Mapped[dict[str, Any]]  # rows by table: {"leads": [{...}], "offers": [...]}; {}: it stays
    last_event_id: Mapped[int]  # what happened later is not its doing
    undone_at: Mapped[datetime | None]
