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
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from worker.demo.town import OWNERS, ZONE
from worker.mail.parse import parse
from worker.states import InboundState, OutboxState
from worker.store.database import Database
from worker.store.models import Event, InboundEmail, Lead, OutboxEmail

COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red", "bright_cyan", "bright_magenta")
# How long a person gets to read a line, in machine seconds.
READING = 0.22
FIRST_WORDS = 110
# Said already by the line of the mail that caused it.
TOLD_BY_THE_MAIL = ("opened", "customer wrote")

Row = TypeVar("Row", InboundEmail, Event, OutboxEmail)


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
            lines = [*self._read(session), *self._changes(session), *self._sent(session)]
            refs = {lead.id: lead.ref for lead in session.scalars(select(Lead))}
        for at, lead_id, who, text, style in lines:
            self._headline(at)
            self._print(at, refs.get(lead_id or 0, ""), who, text, _style(lead_id, style))
            Pause().wait(self._pace)

    def _read(self, session: Session) -> Iterator[tuple[datetime, int | None, str, str, str]]:
        """Mails that were read and judged."""
        rows = select(InboundEmail).where(InboundEmail.state != InboundState.STORED).order_by(InboundEmail.id)
        for mail in self._fresh(session.scalars(rows), "inbound"):
            read = parse(mail.raw or b"")
            said = _first_words(read.new_text) or read.subject
            who = _first_name(read.sender.email) or read.sender.name or read.sender.email
            why = f"{mail.verdict}: {mail.reason}"
            yield mail.arrived_at, mail.lead_id, who, f'writes "{said}"  ({why})', "bold"

    def _changes(self, session: Session) -> Iterator[tuple[datetime, int | None, str, str, str]]:
        """What changed, and why."""
        for event in self._fresh(session.scalars(select(Event).order_by(Event.id)), "event"):
            if event.what not in TOLD_BY_THE_MAIL:
                yield event.at, event.lead_id, "", event.why, ""

    def _sent(self, session: Session) -> Iterator[tuple[datetime, int | None, str, str, str]]:
        """Mails that the server took."""
        rows = select(OutboxEmail).where(OutboxEmail.state == OutboxState.SENT).order_by(OutboxEmail.id)
        for mail in self._fresh(session.scalars(rows), "outbox"):
            to = _first_name(mail.recipient) or mail.recipient
            yield mail.sent_at or mail.created_at, mail.lead_id, f"-> {to}", _gist(mail), "italic"

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
            self._screen.rule(Text(day, style="bold"), align="left", characters="-")

    def _print(self, at: datetime, ref: str, who: str, text: str, style: str) -> None:
        clock = f"{at.astimezone(ZONE):%a %H:%M}"
        if not self._screen.is_terminal:
            self._screen.print(f"{clock}  {ref:5} {who:26}  {text}", soft_wrap=True)
            return
        grid = Table.grid(padding=(0, 1))
        for width in (9, 4, 16):
            grid.add_column(width=width, no_wrap=True, overflow="ellipsis")
        grid.add_column(ratio=1)
        grid.add_row(Text(clock, style="dim"), *(Text(part, style=style) for part in (ref, who, text)))
        self._screen.print(grid)


def _gist(mail: OutboxEmail) -> str:
    """Say what a mail is, and its first words."""
    kind = "in the owner's name" if mail.kind == "human" else mail.kind
    return f"{kind}: {_first_words(mail.text)}"


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rsplit(" ", 1)[0] + " ..."


def _first_name(address: str) -> str:
    owner = OWNERS.get(address.partition("@")[0], "")
    return owner.split()[0] if owner else ""


def _style(lead_id: int | None, style: str) -> str:
    colour = COLOURS[(lead_id - 1) % len(COLOURS)] if lead_id else "dim"
    return f"{style} {colour}".strip()


def _speed() -> float:
    """How many times faster than usual a person wants to read: KEEPWARM_DEMO_SPEED."""
    try:
        return max(0.1, float(os.environ.get("KEEPWARM_DEMO_SPEED", "1")))
    except ValueError:
        return 1.0
