"""The stage: lets business time jump from event to event, and Keepwarm act at each.

The clock stands still while something happens, so that the same week comes out every time. Keepwarm is the
real one: the App of `keepwarm run`, reading by IMAP and sending by SMTP.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

from worker import sweep
from worker.app import App
from worker.clock import StandingClock
from worker.demo.post_office import HOST, PostOffice
from worker.demo.puppets import Letter, Puppets
from worker.mail.courier import SmtpServer
from worker.mail.smtp import SmtpCourier


class Stage:
    """One week: letters that wait to be sent, and a clock that goes to whatever comes next."""

    def __init__(
        self, app: App, clock: StandingClock, office: PostOffice, *, look: Callable[[], None]
    ) -> None:
        self._app = app
        self._clock = clock
        self._office = office
        self._look = look  # called after everything that happened
        self._puppets = Puppets()
        self._courier = SmtpCourier(SmtpServer(HOST, office.smtp_port, tls="plain"))
        self._order = count()
        self._waiting: list[tuple[datetime, int, Letter]] = []

    def play(self, *, until: datetime) -> None:
        """Play from the clock's present instant to `until`."""
        self._expect(self._puppets.first_letters())
        self._act()
        while (instant := self._next()) is not None and instant <= until:
            self._clock.advance_to(instant)
            while self._waiting and self._waiting[0][0] <= instant:
                self._send(heapq.heappop(self._waiting)[2])
            self._act()
        self._clock.advance_to(until)
        self._act()
        self._courier.close()

    def _next(self) -> datetime | None:
        with self._app.database.reading() as session:
            due = sweep.next_due(session, after=self._clock.now())
        letter = self._waiting[0][0] if self._waiting else None
        return min((instant for instant in (due, letter) if instant is not None), default=None)

    def _act(self) -> None:
        """Let Keepwarm do what is due, and everybody read what it sent."""
        self._app.run_until_idle()
        for post in self._office.delivered():
            self._expect(self._puppets.read(post))
        self._look()

    def _expect(self, letters: list[Letter]) -> None:
        for letter in letters:
            heapq.heappush(self._waiting, (letter.at, next(self._order), letter))

    def _send(self, letter: Letter) -> None:
        self._courier.begin(sender=letter.sender, recipient=letter.recipient, raw=letter.stamped()).finish()
