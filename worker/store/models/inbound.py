"""Mail comes in: folders we look at, and every mail the servers showed us."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from worker.states import InboundState
from worker.store.models.base import Base, must, only_these
from worker.store.models.lead import Lead


class Folder(Base):
    """One folder of one inbox, and how far we have looked. Below `first_uid` nothing is ever fetched."""

    __tablename__ = "folders"
    __table_args__ = (UniqueConstraint("inbox", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    inbox: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]  # inbox | sent
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    first_uid: Mapped[int] = mapped_column(BigInteger, default=1)
    known_since: Mapped[datetime]  # first contact; with `start = "<date>"` that date
    looked_at: Mapped[datetime | None]  # when the last good look began
    compared_at: Mapped[datetime | None]  # the last full set-difference


class Mailbox(Base):
    """When an inbox must be looked at next: a guard or a deadline can make it due (rules, section 2)."""

    __tablename__ = "mailboxes"
    inbox: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]  # when the last good look at all its folders began
    trouble: Mapped[str | None]
    trouble_since: Mapped[datetime | None]
    # When the admins hear of it; null in trouble: they did.
    alarm_at: Mapped[datetime | None] = mapped_column(index=True)
    sending_trouble: Mapped[str | None]  # what its SMTP server says, while nothing goes out
    sending_trouble_since: Mapped[datetime | None]


class InboundEmail(Base):
    """A mail as the server gave it: kept before it is understood, never changed afterwards.

    stored -> judged, or quarantined after three attempts; `unfetchable` when the server gave no bytes.
    """

    __tablename__ = "inbound_emails"
    __table_args__ = (
        UniqueConstraint("inbox", "folder", "uidvalidity", "uid"),
        only_these("state", InboundState),
        must(
            "judged_mail_has_verdict_and_reason",
            "state IN ('stored', 'waiting') OR (verdict IS NOT NULL AND reason IS NOT NULL AND reason <> '')",
        ),
        Index("inbound_due", "state", "inbox", "arrived_at", "due_at", "id"),
        Index("inbound_counted", "state", "verdict"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    inbox: Mapped[str]
    folder: Mapped[str]
    role: Mapped[str]  # inbox | sent
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[InboundState] = mapped_column(default=InboundState.STORED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime]
    internal_at: Mapped[datetime]  # INTERNALDATE, as the server said
    collected_at: Mapped[datetime]
    size: Mapped[int]
    truncated: Mapped[bool] = mapped_column(default=False)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    raw_hash: Mapped[str | None] = mapped_column(index=True)
    content_hash: Mapped[str | None] = mapped_column(index=True)  # Message-ID, Date, From and body
    body_hash: Mapped[str | None] = mapped_column(index=True)
    message_id: Mapped[str | None] = mapped_column(index=True)
    in_reply_to: Mapped[str | None] = mapped_column(index=True)  # a `contact`: the mail that it answers
    marker: Mapped[str | None] = mapped_column(index=True)  # in Sent: our key in References, if it is one
    sender: Mapped[str | None] = mapped_column(index=True)  # the person really speaking, as an address
    subject: Mapped[str | None]
    verdict: Mapped[str | None]
    reason: Mapped[str | None]
    judged_at: Mapped[datetime | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    lead: Mapped[Lead | None] = relationship()
