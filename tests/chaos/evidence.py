"""All that a checker may look at: ground truth, the product's records, its logs, and how the run went."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.chaos.ground_truth import Appended, GroundTruth, Sent
from tests.chaos.records import Records, Row
from tests.servers.dovecot import StoredMail


@dataclass
class Evidence:
    """Collected once the run is over and healed."""

    truth: GroundTruth
    records: Records
    logs: list[Path]
    connections: Path
    # Processes that ended though nobody killed them, loops whose tick was old while they should run.
    silent_stops: list[str] = field(default_factory=list)
    # Seconds that a mail and the next one after it took, and the largest process, in bytes.
    slow: list[str] = field(default_factory=list)
    peak_memory: int = 0
    # Tables that were not the same after their pages were looked at.
    changed_by_looking: list[str] = field(default_factory=list)

    @cached_property
    def inbox(self) -> list[StoredMail]:
        return self.truth.held("INBOX")

    @cached_property
    def in_sent(self) -> list[StoredMail]:
        return self.truth.held("Sent")

    @cached_property
    def accepted(self) -> list[Sent]:
        """What the sink accepted, in order."""
        return self.truth.sent()

    @cached_property
    def to_customers(self) -> list[Sent]:
        return [sent for sent in self.accepted if not sent.to_owner]

    @cached_property
    def inbound(self) -> list[Row]:
        return self.records.rows(
            "SELECT id, folder, uidvalidity, uid, state, verdict, reason, raw, truncated, lead_id, judged_at,"
            " internal_at, due_at FROM inbound_emails"
        )

    @cached_property
    def outbox(self) -> list[Row]:
        return self.records.rows(
            "SELECT id, key, message_id, state, kind, audience, recipient, lead_id, reason, due_at,"
            " committed_at, sent_at, guard, touch_id, text, caused_by FROM outbox_emails"
        )

    @cached_property
    def leads(self) -> list[Row]:
        return self.records.rows("SELECT * FROM leads")

    @cached_property
    def leads_of(self) -> Counter[str]:
        """How many leads each address has."""
        return Counter(row["address"] for row in self.leads)

    def appended(self, *kinds: str) -> list[Appended]:
        return [mail for mail in self.truth.appended if mail.kind in kinds]
