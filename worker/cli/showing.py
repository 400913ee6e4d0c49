"""`keepwarm leads`, `inbound`, `outbox` and `who`: what is there, as lists."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.opening import reading
from worker.cli.options import Config, Json, Now
from worker.cli.printing import marked, print_json, print_table, say, when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.store.models import Lead
    from worker.store.work import Work

NEWEST = 50  # mails a person is shown; programs get all of them


def register(program: typer.Typer) -> None:
    program.command()(leads)
    program.command()(inbound)
    program.command()(outbox)
    program.command()(who)


def leads(
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    config: Config = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """List the live leads: owner, next action, due time.

    Oldest due first.
    """
    from worker.cli.checking import IN_SHADOW
    from worker.leads.showing import listing
    from worker.store import restored

    with reading(config, now) as work:
        if restored.since(work.session) is not None:
            print(IN_SHADOW, file=sys.stderr)
        if as_json:
            print_json(listing.leads(work, closed=every))
            return
        found = listing.rows(work, closed=every)
        if not found:
            addresses = ", ".join(inbox.address for inbox in work.settings.inboxes)
            say(f"No live leads. Whoever writes to {addresses} becomes one: keepwarm run reads the mail.")
            return
        print_leads(work, found)


def print_leads(work: Work, found: Sequence[Lead], *, title: str = "") -> None:
    """Show leads as a table of the six things that matter."""
    print_table(
        ("ref", "name", "owner", "next", "due", "state", "last contact"),
        [_lead_row(work, lead) for lead in found],
        title=title,
    )


def _lead_row(work: Work, lead: Lead) -> list[Any]:
    from worker.leads.showing.row import is_overdue

    due = when(work, lead.due_at)
    turn = lead.turn.value if lead.turn else lead.close_reason or ""
    last = f"{when(work, lead.last_contact_at)} {lead.last_contact_direction}: {lead.last_contact_line}"
    return [
        lead.ref,
        lead.name,
        lead.owner_id or f"({lead.accountable_id or 'nobody'})",
        lead.next_action,
        marked(due, "bold red") if is_overdue(work, lead) else due,
        f"{lead.state.value}, {turn}",
        last[:80] if lead.last_contact_at else "none",
    ]


def inbound(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """List every mail collected, with its verdict and why."""
    from worker.cli.mails import inbound_rows

    with reading(config, now) as work:
        rows = inbound_rows(work)
    if as_json:
        print_json(rows)
    elif not rows:
        say("No mail was collected yet: keepwarm run reads your inboxes from now on.")
    else:
        columns = ("id", "inbox", "folder", "arrived_at", "state", "verdict", "lead", "reason")
        print_table(columns, [[row[column] for column in columns] for row in rows[-NEWEST:]])
        _say_more(len(rows))


def outbox(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """List every mail owed or sent, and what became of it.

    Also those that the mode held back.
    """
    from worker.cli.mails import outbox_rows

    with reading(config, now) as work:
        rows = outbox_rows(work)
    if as_json:
        print_json(rows)
    elif not rows:
        say("No mail was owed yet.")
    else:
        columns = ("id", "kind", "to", "subject", "lead", "state", "due_at", "sent_at", "reason")
        print_table(columns, [[row[column] for column in columns] for row in rows[-NEWEST:]])
        _say_more(len(rows))


def who(config: Config = None, now: Now = None, as_json: Json = False) -> None:
    """List the owners: who is there, and what each has open."""
    from worker.leads.showing.team import team

    with reading(config, now) as work:
        people = team(work)
    if as_json:
        print_json(people)
        return
    rows = [
        (
            person["id"],
            person["name"],
            marked(person["status"], "green" if person["present"] else "yellow"),
            person["open_leads"],
            person["pending_offers"],
            ", ".join(person["roles"]),
        )
        for person in people
    ]
    print_table(("id", "name", "", "leads", "offers", "roles"), rows)


def _say_more(count: int) -> None:
    if count > NEWEST:
        say(f"The newest {NEWEST} of {count}; --json gives all of them.")
