"""Checks of mail that goes out (I6 to I10, I19, doubts): what the sink accepted against what is noted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from tests.chaos.evidence import Evidence
from tests.chaos.ground_truth import OPENS_A_LEAD, Sent

ENDED = ("sent", "failed", "cancelled", "suppressed", "in_doubt")
GONE = ("sent", "in_doubt")
BETWEEN_TOUCHES = timedelta(hours=20)
A_DAY = timedelta(hours=24)
SETTLED_SHARE = 0.99


def no_step_twice(evidence: Evidence) -> Iterator[str]:
    """I6: one acknowledgement a person, one mail a `send`, one delivery a Message-ID to customers."""
    by_id = Counter(sent.message_id for sent in evidence.to_customers)
    for message_id, times in by_id.items():
        if times > 1:
            yield f"{message_id} was accepted {times} times."
    acknowledged = Counter(sent.recipient for sent in evidence.to_customers if sent.kind == "acknowledgement")
    for address, times in acknowledged.items():
        if times > 1:
            yield f"{address} was acknowledged {times} times."
    for mail in evidence.appended("send"):
        times = sum(mail.word.encode() in sent.received.raw for sent in evidence.to_customers)
        if times > 1:
            yield f"{mail.about} got {times} times what {mail.sender} sent once."
    steps = Counter(
        (row["touch_id"], row["recipient"])
        for row in evidence.outbox
        if row["touch_id"] is not None and row["audience"] == "customer" and row["state"] in GONE
    )
    for (touch, recipient), times in steps.items():
        if times > 1:
            yield f"{recipient} got step {touch} {times} times."


def at_rest(evidence: Evidence) -> Iterator[str]:
    """I7: ended, in doubt, or queued for a later time than the last run."""
    last = evidence.records.value("SELECT max(at) AS at FROM ticks WHERE name = 'instant'")
    for row in evidence.outbox:
        waits = row["state"] == "queued" and row["due_at"] is not None and row["due_at"] > last
        if row["state"] not in ENDED and not waits:
            yield f"Owed mail {row['id']} ({row['kind']}) is {row['state']}, due {row['due_at']}."


def sent_is_there(evidence: Evidence) -> Iterator[str]:
    """I8: whatever is noted as sent was accepted."""
    accepted = {sent.message_id for sent in evidence.accepted}
    for row in evidence.outbox:
        if row["state"] == "sent" and row["message_id"] not in accepted:
            yield f"Owed mail {row['id']} ({row['kind']}) is noted as sent, and no server has it."


def known_as_sent(evidence: Evidence) -> Iterator[str]:
    """I9: whatever was accepted is noted as sent, or at least doubted."""
    states = {row["message_id"]: row["state"] for row in evidence.outbox}
    restored_at = evidence.truth.restored_at
    for sent in evidence.accepted:
        if sent.to_owner and (sent.received.denied or _before(sent, restored_at)):
            # Owners may hear twice of what the server denied, or what an older database never knew.
            continue
        state = states.get(sent.message_id)
        if state not in GONE:
            yield f"{sent.kind} to {sent.recipient} was accepted and is noted as {state}."


def _before(sent: Sent, instant: datetime | None) -> bool:
    return instant is not None and sent.received.at < instant


def nothing_after_a_stop(evidence: Evidence) -> Iterator[str]:
    """I10: after an opt-out, a close or a newer message was judged, nothing older is let go."""
    judged: dict[int, list[object]] = defaultdict(list)
    for row in evidence.inbound:
        if row["verdict"] == "opt_out" and row["lead_id"] is not None:
            judged[row["lead_id"]].append(row["judged_at"])
    closed = {row["id"]: row["closed_at"] for row in evidence.leads if row["state"] == "closed"}
    for row in evidence.outbox:
        if row["audience"] != "customer" or row["state"] not in GONE or row["committed_at"] is None:
            continue
        if any(at < row["committed_at"] for at in judged[row["lead_id"]]):
            yield f"Owed mail {row['id']} ({row['kind']}) went to somebody who had opted out."
        end = closed.get(row["lead_id"])
        if end is not None and end < row["committed_at"]:
            yield f"Owed mail {row['id']} ({row['kind']}) went out after its lead was closed."
    overtaken = evidence.records.rows(
        "SELECT o.id, o.kind FROM outbox_emails o JOIN messages m ON m.lead_id = o.lead_id"
        " JOIN inbound_emails i ON i.id = m.inbound_id"
        " WHERE o.audience = 'customer' AND o.kind <> 'acknowledgement' AND o.state IN ('sent', 'in_doubt')"
        " AND m.direction = 'in' AND m.at > o.knows_until AND i.judged_at < o.committed_at"
    )
    for row in overtaken:
        yield f"Owed mail {row['id']} ({row['kind']}) went over a message it did not know."


def touches_keep_their_distance(evidence: Evidence) -> Iterator[str]:
    """I19: no step by itself before its time, or within 20 hours of the last one to that person."""
    rows = evidence.records.rows(
        "SELECT o.id, o.recipient, o.committed_at, t.due_at FROM outbox_emails o"
        " JOIN touches t ON t.id = o.touch_id WHERE o.audience = 'customer' AND o.guard = 'touch'"
        " AND o.state IN ('sent', 'in_doubt') ORDER BY o.recipient, o.committed_at"
    )
    for row in rows:
        if row["committed_at"] < row["due_at"]:
            yield f"Owed mail {row['id']}: a touch went out before its time."
    for before, after in pairwise(rows):
        gap = after["committed_at"] - before["committed_at"]
        if before["recipient"] == after["recipient"] and gap < BETWEEN_TOUCHES:
            yield f"Owed mail {after['id']}: a touch {gap} after the one before it."


def nothing_goes_late(evidence: Evidence) -> Iterator[str]:
    """After an outage: no acknowledgement of a mail older than a day, no step over a day behind its time."""
    rows = evidence.records.rows(
        "SELECT o.id, o.kind, o.committed_at, coalesce(t.due_at, i.arrived_at) AS wanted_at"
        " FROM outbox_emails o LEFT JOIN touches t ON t.id = o.touch_id"
        " LEFT JOIN inbound_emails i ON i.id = o.caused_by"
        " WHERE o.audience = 'customer' AND o.state IN ('sent', 'in_doubt')"
        " AND o.committed_at IS NOT NULL AND (o.kind = 'acknowledgement' OR o.guard = 'touch')"
    )
    for row in rows:
        behind = row["committed_at"] - row["wanted_at"]
        if behind > A_DAY:
            yield f"Owed mail {row['id']} ({row['kind']}) went out {behind} late."


def nothing_lost(evidence: Evidence) -> Iterator[str]:
    """Everybody who asked is acknowledged, or a row says why not; so is every owner's `send`."""
    acknowledged = {sent.recipient for sent in evidence.to_customers if sent.kind == "acknowledgement"}
    noted = {row["recipient"] for row in evidence.outbox if row["kind"] == "acknowledgement"}
    refused = evidence.records.rows(
        "SELECT l.address FROM events e JOIN leads l ON l.id = e.lead_id WHERE e.what = 'not acknowledged'"
    )
    noted |= {row["address"] for row in refused}
    for mail in evidence.appended(*OPENS_A_LEAD):
        if mail.sender not in acknowledged | noted:
            yield f"{mail.sender} was neither acknowledged nor is there a word why not."
    for mail in evidence.appended("send"):
        arrived = any(mail.word.encode() in sent.received.raw for sent in evidence.to_customers)
        owed = any(mail.word in row["text"] for row in evidence.outbox)
        # The answer to an owner's mail is named by that mail's bytes.
        told = any(sha256(mail.raw).hexdigest() in row["key"] for row in evidence.outbox)
        if not arrived and not owed and not told:
            yield f"What {mail.sender} sent to {mail.about} is nowhere, and nobody was told."


def doubts(evidence: Evidence) -> int:
    """How many mails were ever in doubt."""
    begun = "SELECT count(*) AS n FROM events WHERE what = 'in doubt' AND why LIKE '%is unknown%'"
    return int(evidence.records.value(begun))


def left_to_people(evidence: Evidence) -> list[int]:
    """The mails whose doubt only a person can end."""
    return [row["id"] for row in evidence.outbox if row["state"] == "in_doubt"]


def doubts_have_a_cause(evidence: Evidence) -> Iterator[str]:
    """At most one mail is in doubt for each fault."""
    began = doubts(evidence)
    for _ in range(began - evidence.truth.faults):
        yield f"{began} mails came in doubt by {evidence.truth.faults} faults."


def doubts_are_settled(evidence: Evidence) -> Iterator[str]:
    """All but a hundredth of the doubts end without a person, by what Sent shows."""
    left, began = left_to_people(evidence), doubts(evidence)
    if len(left) > (1 - SETTLED_SHARE) * began:
        yield f"{len(left)} of {began} doubts are left to people: owed mails {left[:10]}."
