"""Who wants something: persons, their leads, what was said, what falls due, what happened.

What a constraint can say, a constraint says: a live lead cannot be without next action, due time and
accountable person.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from worker.states import DeadlineKind, LeadState, Turn
from worker.store.models.base import Base, must, only_these

if TYPE_CHECKING:
    from worker.store.models.cadence import Draft
    from worker.store.models.owner import Handoff, Offer


class Person(Base):
    """A customer and all their addresses."""

    __tablename__ = "persons"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    ignored_as: Mapped[str | None]  # "supplier", "job" ...: said to be no lead (rules, section 6)
    addresses: Mapped[list[PersonAddress]] = relationship(order_by="PersonAddress.id")
    leads: Mapped[list[Lead]] = relationship(back_populates="person")


class PersonAddress(Base):
    __tablename__ = "person_addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    # Without +tag and dots: says who may be the same person, and never decides it.
    plain: Mapped[str | None] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)


class WrittenTo(Base):
    """An address one of us wrote to before we came, read from Sent: no stranger, never acknowledged."""

    __tablename__ = "written_to"
    address: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]
    owner_id: Mapped[str | None]  # who wrote last, where From says so


class Lead(Base):
    """Somebody who wants something. While live: one accountable person, one next action, one due time."""

    __tablename__ = "leads"
    __table_args__ = (
        only_these("state", LeadState),
        only_these("turn", Turn),
        must(
            "live_lead_has_next_action_due_and_accountable",
            "state = 'closed' OR (next_action IS NOT NULL AND next_action <> ''"
            " AND due_at IS NOT NULL AND accountable_id IS NOT NULL AND turn IS NOT NULL)",
        ),
        must(
            "owner_is_accountable",
            "state IN ('offered', 'closed') OR (owner_id IS NOT NULL AND owner_id = accountable_id)",
        ),
        must("offered_lead_has_no_owner", "state <> 'offered' OR owner_id IS NULL"),
        must(
            "closed_lead_owes_nothing",
            "state <> 'closed' OR (next_action IS NULL AND due_at IS NULL"
            " AND accountable_id IS NULL AND turn IS NULL)",
        ),
        must("closed_lead_says_when", "(state = 'closed') = (closed_at IS NOT NULL)"),
        must(
            "closed_lead_says_why",
            "state <> 'closed' OR (close_reason IS NOT NULL AND close_reason <> '')",
        ),
        Index("leads_due", "state", "due_at"),
        Index("leads_counted", "state", "turn"),
        Index("leads_at", "company", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)  # L-142
    # The bytes that began it: the same after a restore, as `ref` may not be.
    origin: Mapped[str | None] = mapped_column(index=True)
    inbox: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    name: Mapped[str]  # as owners read it: the person's name, else the address
    address: Mapped[str]  # where we write to
    company: Mapped[str | None]  # whose mail that is: the registered domain; null for free-mail
    language: Mapped[str] = mapped_column(default="en")
    state: Mapped[LeadState]
    owner_id: Mapped[str | None] = mapped_column(index=True)
    accountable_id: Mapped[str | None] = mapped_column(index=True)
    # While its owner is away somebody stands in: whose it is, and since when.
    covered_for_id: Mapped[str | None] = mapped_column(index=True)
    covered_since: Mapped[datetime | None]
    turn: Mapped[Turn | None]
    turn_note: Mapped[str | None]  # inside: who, for what; snoozed: in whose words
    waiting_since: Mapped[datetime | None]  # inside: since when somebody in the house owes us something
    stage: Mapped[str] = mapped_column(default="New lead")
    next_action: Mapped[str | None]
    due_at: Mapped[datetime | None]
    # What its owner said they would do, kept while something else is next; the time in their words.
    committed_action: Mapped[str | None]
    committed_due_at: Mapped[datetime | None]
    visit_at: Mapped[datetime | None]  # a call or visit is booked; null when it is over
    visit_ends_at: Mapped[datetime | None]
    last_contact_at: Mapped[datetime | None]
    last_contact_who: Mapped[str | None]
    last_contact_direction: Mapped[str | None]  # in | out
    last_contact_line: Mapped[str | None]
    handoff_note: Mapped[str | None]
    asked: Mapped[str]
    facts: Mapped[list[Any]] = mapped_column(default=list)
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    subject: Mapped[str]  # of the customer's thread, without Re:
    mail_subject: Mapped[str]  # of our mails to owners, frozen: name first, at most 45 characters
    thread_ids: Mapped[list[Any]] = mapped_column(default=list)  # Message-IDs, oldest first
    numbers: Mapped[dict[str, Any]]  # windows, targets and steps it started with
    arrived_at: Mapped[datetime]
    judged_at: Mapped[datetime]
    round: Mapped[int] = mapped_column(default=1)  # of offers; a no counts for its round
    offers_left: Mapped[int] = mapped_column(default=0)  # in this round
    # Who is asked before the others, because they know each other, and how: "has L-1 with them".
    asked_first_id: Mapped[str | None]
    asked_first_why: Mapped[str | None]
    passed_on: Mapped[bool] = mapped_column(default=False)  # accepted, then nothing: once only
    accepted_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]  # the open response target; null: we owe no answer
    answer_asked_at: Mapped[datetime | None]  # when the message that opened it arrived
    first_response_at: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]  # the time the acknowledgement told the customer
    answers_to: Mapped[str | None]  # owner whose own mailbox the customer's answers may reach
    reopened: Mapped[int] = mapped_column(default=0)
    after_answer: Mapped[dict[str, Any] | None]  # {"snooze_until": ...} or {"run": false}
    opted_out: Mapped[bool] = mapped_column(default=False)
    linked_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"))
    close_reason: Mapped[str | None]
    close_proposed: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(back_populates="leads")
    # What hangs on it, in the order it was written: read once a transaction, and never for a new lead.
    messages: Mapped[list[Message]] = relationship(order_by="Message.id")
    threads: Mapped[list[ThreadId]] = relationship(order_by="ThreadId.id")
    offers: Mapped[list[Offer]] = relationship(back_populates="lead", order_by="Offer.id")
    handoffs: Mapped[list[Handoff]] = relationship(back_populates="lead", order_by="Handoff.id")
    drafts: Mapped[list[Draft]] = relationship(order_by="Draft.id")
    deadlines: Mapped[list[Deadline]] = relationship(back_populates="lead", cascade="all, delete-orphan")


class Message(Base):
    """One human message or call between the customer and us: the conversation, and the last contact."""

    __tablename__ = "messages"
    __table_args__ = (Index("messages_of_lead", "lead_id", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"))
    at: Mapped[datetime]
    direction: Mapped[str]  # in | out
    medium: Mapped[str] = mapped_column(default="mail")  # mail | call | note
    who: Mapped[str]  # owner id, "shared address", or the customer's address
    line: Mapped[str]  # one line of what was said
    text: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str | None]
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound_emails.id"))
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_emails.id"))


class ThreadId(Base):
    """What a Message-ID in References or In-Reply-To means (rules, section 6)."""

    __tablename__ = "thread_ids"
    __table_args__ = (UniqueConstraint("message_id", "lead_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str]
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    side: Mapped[str]  # ours: a mail we sent to the customer | theirs: the customer's own
    participants: Mapped[list[Any]] = mapped_column(default=list)  # addresses in From, To and Cc


class Deadline(Base):
    """One thing that falls due for a lead; setting it again moves it."""

    __tablename__ = "deadlines"
    __table_args__ = (UniqueConstraint("lead_id", "kind"), Index("deadlines_due", "due_at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"))
    kind: Mapped[DeadlineKind]
    due_at: Mapped[datetime]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lead: Mapped[Lead] = relationship(back_populates="deadlines")


class Event(Base):
    """What happened to a lead, who did it, when, and why in one plain line."""

    __tablename__ = "events"
    __table_args__ = (must("event_says_what_who_and_why", "what <> '' AND who <> '' AND why <> ''"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("leads.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str]
    who: Mapped[str]  # owner id, "customer", or "keepwarm"
    why: Mapped[str]
    lead: Mapped[Lead | None] = relationship()
