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

from worker.demo.town import ZONE
from worker.ingest.verdict import Verdict
from worker.leads import listing
from worker.leads.audit import audit
from worker.leads.row import row as row_of
from worker.states import LeadState, OutboxState
from worker.store.models import InboundEmail, Lead, OutboxEmail, Touch
from worker.store.work import Work


def print_summary(work: Work, screen: Console) -> bool:
    """Print the leads, the counts and the invariants; return whether every invariant holds."""
    screen.print()
    screen.rule(Text("What came of it", style="bold"), align="left", characters="-")
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
    for column in ("Lead", "Owner", "Turn", "Next action", "Due", "Follow-up", "The customer was sent"):
        table.add_column(column, overflow="fold")
    for lead in sorted(listing.rows(work, closed=True), key=lambda lead: lead.id):
        row = row_of(work, lead)
        closed = lead.state is LeadState.CLOSED
        table.add_row(
            f"{lead.ref} {lead.name}",
            row["owner"] or row["accountable"] or "-",
            f"closed: {lead.close_reason}" if closed else row["turn"],
            "-" if closed else row["next_action"],
            f"{lead.due_at.astimezone(ZONE):%a %-d %b %H:%M}" if lead.due_at and not closed else "-",
            " ".join(filter(None, (row["cadence"]["state"], row["cadence"]["reason"]))),
            ", ".join(_sent(work, lead)) or "nothing",
        )
    return table


def _sent(work: Work, lead: Lead) -> list[str]:
    """Return what the customer got, in words, in its order."""
    rows = (
        select(OutboxEmail, Touch.step)
        .outerjoin(Touch, Touch.id == OutboxEmail.touch_id)
        .where(
            OutboxEmail.lead_id == lead.id,
            OutboxEmail.audience == "customer",
            OutboxEmail.state == OutboxState.SENT,
        )
        .order_by(OutboxEmail.sent_at, OutboxEmail.id)
    )
    return [
        f"Day {step}" if step is not None else "answer" if mail.kind == "human" else mail.kind
        for mail, step in work.session.execute(rows)
    ]


def _counts(work: Work) -> str:
    read = Counter(work.session.scalars(select(InboundEmail.verdict)))
    sent = Counter(
        work.session.scalars(select(OutboxEmail.kind).where(OutboxEmail.state == OutboxState.SENT))
    )
    return f"\nRead {read.total()} mails: {_listed(read)}.\nSent {sent.total()} mails: {_listed(sent)}.\n"


def _listed(counter: Counter[Any]) -> str:
    words = {"human": "in an owner's name"}
    return ", ".join(f"{number} {words.get(name, name)}" for name, number in counter.most_common())
