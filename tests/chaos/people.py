"""Checks of leads, offers, events and commands (I11 to I15)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.town import OWNERS


def named_and_timed(evidence: Evidence) -> Iterator[str]:
    """I11: one accountable person of ours, one next action, one due time."""
    for lead in evidence.leads:
        if lead["state"] == "closed":
            continue
        if lead["accountable_id"] not in OWNERS:
            yield f"{lead['ref']}: accountable is {lead['accountable_id']}."
        if lead["state"] == "owned" and lead["owner_id"] not in OWNERS:
            yield f"{lead['ref']} is owned by {lead['owner_id']}."
        if not (lead["next_action"] or "").strip() or lead["due_at"] is None or not lead["turn"]:
            yield f"{lead['ref']} has no next action, due time or turn."


def offers_are_followed(evidence: Evidence) -> Iterator[str]:
    """I12: at most one pending offer; a lead still offered has one, or a time at which the next is made."""
    pending: Counter[int] = Counter()
    for row in evidence.records.rows("SELECT lead_id, state FROM offers"):
        pending[row["lead_id"]] += row["state"] == "pending"
    waiting = {
        row["lead_id"]
        for row in evidence.records.rows(
            "SELECT lead_id FROM deadlines WHERE kind IN ('next_offer', 'first_offer', 'who_answered')"
        )
    }
    for lead in evidence.leads:
        count = pending[lead["id"]]
        if count > 1:
            yield f"{lead['ref']} has {count} pending offers."
        if count and lead["state"] != "offered":
            yield f"{lead['ref']} is {lead['state']} and an offer is still pending."
        if lead["state"] == "offered" and not count and lead["id"] not in waiting:
            yield f"{lead['ref']} is offered to nobody, and nobody is next."


def offers_go_round(evidence: Evidence) -> Iterator[str]:
    """I13: each offer goes to who waited longest for one, of those who had not had this lead.

    Who let two offers go by rests, and is not eligible at every offer any more.
    """
    told = [row["why"] for row in evidence.records.rows("SELECT why FROM events WHERE what = 'resting'")]
    rested = {owner for owner, name in OWNERS.items() if any(why.startswith(name.split()[0]) for why in told)}
    offered: dict[str, int] = dict.fromkeys(OWNERS, 0)
    had: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in evidence.records.rows("SELECT id, lead_id, round, owner_id FROM offers ORDER BY id"):
        before = had[row["lead_id"], row["round"]]
        first = min(OWNERS.keys() - before - rested, key=offered.__getitem__, default=None)
        if first is not None and offered[row["owner_id"]] > offered[first]:
            yield f"Offer {row['id']} went to {row['owner_id']} before {first}, who had waited longer."
        offered[row["owner_id"]] = row["id"]
        before.add(row["owner_id"])


def changes_say_why(evidence: Evidence) -> Iterator[str]:
    """I14: every lead has its opening, every end and every mail to a customer its event and reason."""
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for row in evidence.records.rows("SELECT id, lead_id, what, who, why FROM events"):
        told[row["lead_id"]][row["what"]] += 1
        if not row["who"].strip() or not row["why"].strip():
            yield f"Event {row['id']} ({row['what']}) does not say who or why."
    sent = Counter(
        row["lead_id"] for row in evidence.outbox if row["audience"] == "customer" and row["state"] == "sent"
    )
    for lead in evidence.leads:
        events = told[lead["id"]]
        if not events:
            yield f"{lead['ref']}: nothing says how it came to be."
        if lead["state"] == "closed" and not events["closed"]:
            yield f"{lead['ref']} was closed without an event."
        if events["sent"] != sent[lead["id"]]:
            yield f"{lead['ref']}: {sent[lead['id']]} mails to its customer, {events['sent']} are told of."


def commands_act_once(evidence: Evidence) -> Iterator[str]:
    """I15: one mail of an owner makes at most one mail to the customer, and one acceptance a lead."""
    made = Counter(
        row["caused_by"]
        for row in evidence.outbox
        if row["kind"] == "human" and row["audience"] == "customer" and row["caused_by"] is not None
    )
    for mail, times in made.items():
        if times > 1:
            yield f"Inbound mail {mail} made {times} mails to a customer."
    accepted = Counter(
        row["lead_id"] for row in evidence.records.rows("SELECT lead_id FROM offers WHERE state = 'accepted'")
    )
    for lead, times in accepted.items():
        if times > 1:
            yield f"Lead {lead} was accepted {times} times."
