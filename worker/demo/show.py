"""What happens in the demo, as it happens: read from the database, printed for a person.

A line says when, which lead, who, and what in plain words: a mail that was read and how it was judged, a
change and its reason, a mail that went out. Colour and pauses on a terminal; plain lines where it is piped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Event as Pause
from typing import NamedTuple, TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.demo.town import OWNERS, SHARED, ZONE
from worker.mail.parse import parse
from worker.states import InboundState, OutboxState
from worker.store.database import Database
from worker.store.models import Event, InboundEmail, Lead, OutboxEmail

COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red", "bright_cyan", "bright_magenta")
# How long a person gets to read a line, in machine seconds.
READING = 0.3
FIRST_WORDS = 120
# What the line of a mail, which came or went, has said already.
TOLD_BY_A_MAIL = ("opened", "acknowledged", "sent", "send", "we wrote", "touch due", "draft withdrawn")

Row = TypeVar("Row", InboundEmail, Event, OutboxEmail)


class Line(NamedTuple):
    """One line for a person: when, about which lead, who, what happened, and why where it is known."""

    at: datetime
    lead_id: int | None
    who: str
    what: str
    why: str = ""
    style: str = ""


def console() -> Console:
    """Return where the demo is shown: styled on a terminal, plain where it is piped or NO_COLOR is set."""
    return Console(file=sys.stdout, highlight=False, markup=False, width=None if sys.stdout.isatty() else 200)


class Show:
    """Prints what is new in the database since it last looked."""

    def __init__(self, database: Database, screen: Console) -> None:
        self._database = database
        self._screen = screen
        self._pace = READING / _speed() if screen.is_terminal else 0.0
        self._seen: set[tuple[str, int]] = set()
        self._day = ""

    def look(self) -> None:
        """Print everything new, in the order in which it came about."""
        with self._database.reading() as session:
            leads = {lead.id: lead for lead in session.scalars(select(Lead))}
            refs = {lead.id: lead.ref for lead in leads.values()}
            names = {lead.id: lead.name for lead in leads.values()}
            lines = [*self._read(session), *self._changes(session), *self._sent(session, names)]
        for line in lines:
            self._headline(line.at)
            self._print(line, refs.get(line.lead_id or 0, ""))
            Pause().wait(self._pace)

    def _read(self, session: Session) -> Iterator[Line]:
        """Mails that were read and judged."""
        rows = select(InboundEmail).where(InboundEmail.state != InboundState.STORED).order_by(InboundEmail.id)
        for mail in self._fresh(session.scalars(rows), "inbound"):
            read = parse(mail.raw or b"")
            who = _first_name(read.sender.email) or read.sender.name or read.sender.email
            said = f'writes "{_first_words(read.new_text) or read.subject}"'
            yield Line(mail.arrived_at, mail.lead_id, who, said, f"{mail.verdict}: {mail.reason}", "bold")

    def _changes(self, session: Session) -> Iterator[Line]:
        """What changed, and why; a reason that several changes share is said once."""
        said: set[tuple[int | None, str]] = set()
        for event in self._fresh(session.scalars(select(Event).order_by(Event.id)), "event"):
            if event.what not in TOLD_BY_A_MAIL and (event.lead_id, event.why) not in said:
                said.add((event.lead_id, event.why))
                yield Line(event.at, event.lead_id, "", event.why)

    def _sent(self, session: Session, names: dict[int, str]) -> Iterator[Line]:
        """Mails that the server took."""
        rows = select(OutboxEmail).where(OutboxEmail.state == OutboxState.SENT).order_by(OutboxEmail.id)
        for mail in self._fresh(session.scalars(rows), "outbox"):
            to = _first_name(mail.recipient) or names.get(mail.lead_id or 0, mail.recipient)
            kind = f"from {_first_name_of(mail.owner_id)}" if mail.kind == "human" else mail.kind
            # Owners read in the first lines what to do; customers are greeted first.
            text = mail.text.partition("\n\n")[0] if mail.audience == "owner" else mail.text
            gist = f"{kind}: {_first_words(text)}"
            yield Line(mail.sent_at or mail.created_at, mail.lead_id, f"-> {to}", gist, style="italic")

    def _fresh(self, rows: Iterable[Row], kind: str) -> Iterator[Row]:
        for row in rows:
            if (kind, row.id) not in self._seen:
                self._seen.add((kind, row.id))
                yield row

    def _headline(self, at: datetime) -> None:
        day = f"{at.astimezone(ZONE):%A %-d %B}"
        if day != self._day:
            self._day = day
            self._screen.print()
            self._screen.rule(Text(day, style="bold"), align="left", characters="-", style="dim")

    def _print(self, line: Line, ref: str) -> None:
        clock = f"{line.at.astimezone(ZONE):%a %H:%M}"
        if not self._screen.is_terminal:
            why = f"  ({line.why})" if line.why else ""
            self._screen.print(f"{clock}  {ref:5} {line.who:16}  {line.what}{why}", soft_wrap=True)
            return
        grid = Table.grid(padding=(0, 1))
        for width in (9, 4, 16):
            grid.add_column(width=width, no_wrap=True, overflow="ellipsis")
        grid.add_column(ratio=1)
        colour = COLOURS[(line.lead_id - 1) % len(COLOURS)] if line.lead_id else "dim"
        parts = (Text(part, style=f"{line.style} {colour}".strip()) for part in (ref, line.who, line.what))
        grid.add_row(Text(clock, style="dim"), *parts)
        if line.why:
            grid.add_row("", "", "", Text(line.why, style="dim"))
        self._screen.print(grid)


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rsplit(" ", 1)[0] + " ..."


def _first_name(address: str) -> str:
    """Return the first name behind an owner's address, "" for anybody else's."""
    owner, _, domain = address.partition("@")
    return _first_name_of(owner) if domain == SHARED.partition("@")[2] else ""


def _first_name_of(owner_id: str | None) -> str:
    return OWNERS.get(owner_id or "", "").partition(" ")[0]


def _speed() -> float:
    """How many times faster than usual a person wants to read: KEEPWARM_DEMO_SPEED."""
    try:
        return max(0.1, float(os.environ.get("KEEPWARM_DEMO_SPEED", "1")))
    except ValueError:
        return 1.0
