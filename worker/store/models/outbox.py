"""Mail goes out: what is owed, whose replies we believe, and whom we no longer write to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from worker.states import OutboxState
from worker.store.models.base import Base, must, only_these
from worker.store.models.cadence import Draft
from worker.store.models.lead import Lead
from worker.store.models.owner import Offer


class OutboxEmail(Base):
    """A mail that is owed: bytes and Message-ID frozen before the network is touched."""

    __tablename__ = "outbox_emails"
    __table_args__ = (
        only_these("state", OutboxState),
        must("owed_mail_is_for_somebody", "audience IN ('customer', 'owner')"),
        must("queued_mail_has_its_time", "state <> 'queued' OR due_at IS NOT NULL"),
        must("sent_mail_has_its_instant", "state <> 'sent' OR sent_at IS NOT NULL"),
        must(
            "mail_ends_for_a_reason",
            "state NOT IN ('failed', 'cancelled', 'suppressed') OR reason IS NOT NULL",
        ),
        must(
            "mail_is_under_way_with_a_lease",
            "state NOT IN ('preparing', 'committing') OR lease_until IS NOT NULL",
        ),
        Index("outbox_due", "state", "due_at", "id"),
        Index("outbox_recipient", "recipient", "sent_at"),
        Index("outbox_sent", "inbox", "sent_at"),
        Index("outbox_of_kind", "kind", "created_at"),
        Index(
            "outbox_to_file",
            "inbox",
            "file_at",
            sqlite_where=text("file_at IS NOT NULL"),
            postgresql_where=text("file_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # lead:42/run:2/step:3/to:ann@x.example
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    inbox: Mapped[str]  # whose SMTP server and address it uses
    kind: Mapped[str]  # X-Keepwarm-Kind; `human` for what an owner sent
    audience: Mapped[str]  # customer | owner
    owner_id: Mapped[str | None]  # to whom, or in whose name
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]  # as a person reads it
    message_id: Mapped[str] = mapped_column(unique=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[OutboxState]
    reason: Mapped[str | None]
    due_at: Mapped[datetime | None]
    planned_at: Mapped[datetime]  # when it was to go; `due_at` moves with every retry
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]  # on the machine's clock
    holder: Mapped[str | None]  # the process that is delivering it
    created_at: Mapped[datetime]
    committed_at: Mapped[datetime | None]  # when its final dot was about to go
    sent_at: Mapped[datetime | None]
    file_at: Mapped[datetime | None]  # when a copy of it is filed in Sent, unless the server did; null: no
    looks: Mapped[int] = mapped_column(default=0)  # in doubt: how often
    guard: Mapped[str] = mapped_column(default="none")  # a name of guard.CHECKS
    knows_until: Mapped[datetime | None]  # the newest human message its words take into account
    times: Mapped[list[Any]] = mapped_column(default=list)  # instants it proposes
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("drafts.id"))
    touch_id: Mapped[int | None] = mapped_column(ForeignKey("touches.id"))
    caused_by: Mapped[int | None] = mapped_column(ForeignKey("inbound_emails.id"))
    lead: Mapped[Lead | None] = relationship()
    offer: Mapped[Offer | None] = relationship()
    draft: Mapped[Draft | None] = relationship()


class Token(Base):
    """What makes an owner's reply theirs: the hash of a token, or the Message-ID that stands for one."""

    __tablename__ = "tokens"
    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(index=True)
    owner_id: Mapped[str]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    items: Mapped[list[Any]] = mapped_column(default=list)  # a list mail: [{"number": 1, "lead_id": 7}]
    unread_words: Mapped[str | None]  # a "nobody got this" mail: what `mail it` would send
    # What opens the action page that the mail links to; never the token of its reply.
    link_hash: Mapped[str | None] = mapped_column(unique=True, index=True)
    doubted_words: Mapped[str | None]  # said by a mail that nobody vouched for: done by a click
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    lead: Mapped[Lead | None] = relationship()


class Click(Base):
    """One form of an action page that was sent: it acts once, and answers the same when it comes again."""

    __tablename__ = "clicks"
    nonce: Mapped[str] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id"), index=True)
    at: Mapped[datetime]
    done: Mapped[bool]
    answer: Mapped[str]


class Suppression(Base):
    """An address we no longer write to, and why."""

    __tablename__ = "suppressions"
    address: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]  # opted_out | bounced | complaint
    at: Mapped[datetime]
