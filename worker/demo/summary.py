"""What came of the week: every lead, what it was sent, and whether the promises held.

Read from the database alone, like `keepwarm leads` and `keepwarm audit`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from worker.demo.town import OWNERS, ZONE
from worker.ingest.verdict import Verdict
from worker.leads.audits.audit import audit
from worker.leads.showing import listing
from worker.leads.showing.row import row as row_of
from worker.states import LeadState, OutboxState
from worker.store.models import InboundEmail, Lead, Message, OutboxEmail, Touch
from worker.store.work import Work


def print_summary(work: Work, screen: Console) -> bool:
    """Print the leads, the counts and the invariants; return whether every invariant holds."""
    screen.print()
    screen.rule(Text("What came of it", style="bold"), align="left", characters="-", style="dim")
    screen.print(_leads(work))
    screen.print(_counts(work))
    found = audit(work, verdicts=[verdict.value for verdict in Verdict])
    for invariant in found["invariants"]:
        held = invariant["holds"]
        mark = Text("holds ", style="green") if held else Text("BROKEN", style="bold red")
        screen.print(Text.assemble(mark, f"  {invariant['name']:4} {invariant['says']}"))
        for example in invariant["examples"]:
            screen.print(f"               {example}")
    return bool(found["holds"])


def _leads(work: Work) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("Lead", "Owner", "Next action", "Due", "Turn", "Follow-up", "The customer got"):
        table.add_column(column, overflow="fold")
    for lead in sorted(listing.rows(work, closed=True), key=lambda lead: lead.id):
        row = row_of(work, lead)
        closed = lead.state is LeadState.CLOSED
        table.add_row(
            f"{lead.ref} {lead.name}",
            OWNERS[row["owner"] or row["accountable"]].partition(" ")[0],
            f"closed: {lead.close_reason}" if closed else row["next_action"],
            "" if closed or lead.due_at is None else f"{lead.due_at.astimezone(ZONE):%a %-d %b %H:%M}",
            "" if closed else row["turn"],
            _follow_up(row["cadence"]),
            ", ".join(_got(work, lead)) or "nothing",
        )
    return table


def _follow_up(cadence: dict[str, Any]) -> str:
    """Say how the run stands: "held: customer asked", or "running, Day 3 next"."""
    if cadence["state"] == "running" and cadence["next_at"]:
        return f"running, Day {cadence['step']} next"
    reason = (cadence["reason"] or "").replace("_", " ")
    return ": ".join(filter(None, (cadence["state"], reason)))


def _got(work: Work, lead: Lead) -> list[str]:
    """Return what reached the customer, mails and calls, in its order."""
    mails = (
        select(OutboxEmail, Touch.step)
        .outerjoin(Touch, Touch.id == OutboxEmail.touch_id)
        .where(
            OutboxEmail.lead_id == lead.id,
            OutboxEmail.audience == "customer",
            OutboxEmail.state == OutboxState.SENT,
        )
        .order_by(OutboxEmail.sent_at, OutboxEmail.id)
    )
    calls = select(Message.at).where(
        Message.lead_id == lead.id, Message.medium == "call", Message.direction == "out"
    )
    got = [(mail.sent_at, _name(mail, step)) for mail, step in work.session.execute(mails)]
    got += [(at, "a call") for at in work.session.scalars(calls)]
    return [name for _at, name in sorted(got)]


def _name(mail: OutboxEmail, step: int | None) -> str:
    if step is not None:
        return f"Day {step}"
    return "an answer" if mail.kind == "human" else mail.kind


def _counts(work: Work) -> str:
    read = Counter(work.session.scalars(select(InboundEmail.verdict)))
    sent = Counter(
        work.session.scalars(select(OutboxEmail.kind).where(OutboxEmail.state == OutboxState.SENT))
    )
    return f"\nRead {read.total()} mails: {_listed(read)}.\nSent {sent.total()} mails: {_listed(sent)}.\n"


def _listed(counter: Counter[Any]) -> str:
    words = {"human": "in an owner's name"}
    return ", ".join(f"{number} {words.get(name, name)}" for name, number in counter.most_common())
