"""The whole schema: what comes in, who wants something, who owns it, what goes out.

Whatever is to happen later is a row with `due_at`.
"""

from worker.store.models.base import Base
from worker.store.models.cadence import Draft, Enrollment, Touch
from worker.store.models.inbound import Folder, InboundEmail, Mailbox
from worker.store.models.join import Join
from worker.store.models.lead import (
    Deadline,
    Event,
    Lead,
    Message,
    Person,
    PersonAddress,
    ThreadId,
    WrittenTo,
)
from worker.store.models.outbox import Click, OutboxEmail, Suppression, Token
from worker.store.models.owner import Absence, Handoff, Offer, OwnerRecord, Pool
from worker.store.models.running import Lease, Secret, Standard, Tick
from worker.store.models.undo import Undo

__all__ = [
    "Absence",
    "Base",
    "Click",
    "Deadline",
    "Draft",
    "Enrollment",
    "Event",
    "Folder",
    "Handoff",
    "InboundEmail",
    "Join",
    "Lead",
    "Lease",
    "Mailbox",
    "Message",
    "Offer",
    "OutboxEmail",
    "OwnerRecord",
    "Person",
    "PersonAddress",
    "Pool",
    "Secret",
    "Standard",
    "Suppression",
    "ThreadId",
    "Tick",
    "Token",
    "Touch",
    "Undo",
    "WrittenTo",
]
