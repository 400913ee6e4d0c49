"""One home between a real mailbox and a sink that misbehaves: mail, faults, healing, the check.

1. mail drops in while processes are killed  2. calm: every server is well, nothing is due any more
3. what is in doubt is looked for at its times, by runs at a later clock  4. the checker
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from tests.chaos.checker import Count, check
from tests.chaos.cutting_proxy import CuttingProxy
from tests.chaos.evidence import Evidence
from tests.chaos.ground_truth import OPENS_A_LEAD, GroundTruth, now
from tests.chaos.home import Home
from tests.chaos.machine import set_clock
from tests.chaos.odd_mails import HEAVY
from tests.chaos.records import Records, Row
from tests.chaos.town import Town
from tests.chaos.visitors import Visitors
from tests.servers.daemon import answers, wait_until

# When Sent is searched for a mail in doubt, and a little more (reliability, Outbox).
DOUBT_LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1.5, 6, 16, 32))
# So many people may wait for their acknowledgement before the rig lets the product catch up.
MOST_WAITING = 12
# What is due within this time was put off by a fault and is on its way.
PUT_OFF = timedelta(seconds=45)
# Nothing falls due for so long while pages are looked at; what could, and what they could change.
QUIET = timedelta(seconds=20)
# How many pages are looked at; where that took longer than the quiet, fewer and fewer.
PAGES = (40, 20, 10, 5, 2)
DUE = (
    ("offers", " WHERE state = 'pending'"),
    ("touches", " WHERE state = 'planned'"),
    ("deadlines", ""),
    ("outbox_emails", " WHERE state IN ('queued', 'preparing', 'committing')"),
)
SHOWN = {
    "outbox_emails": "SELECT id, state, due_at, attempts FROM outbox_emails",
    **{
        table: f"SELECT * FROM {table}"
        for table in (
            *("leads", "offers", "drafts", "handoffs", "events", "deadlines", "messages", "owners", "tokens"),
            *("clicks", "undos", "touches", "enrollments"),
        )
    },
}
# Seconds: the worst mail, and the next one after it (I20).
WORST_MAIL, NEXT_MAIL = 20.0, 5.0
PROGRESS = "SELECT count(*) AS n, sum(attempts) AS attempts, count(judged_at) AS judged FROM inbound_emails"


@dataclass
class Rig:
    """Everything around one home."""

    home: Home
    truth: GroundTruth
    proxy: CuttingProxy
    seed: int
    say: Callable[[str], None] = lambda _line: None
    happened: Counter[str] = field(default_factory=Counter)
    silent_stops: list[str] = field(default_factory=list)
    clock_offset: timedelta = timedelta()
    # Who had no acknowledgement when all was calm: theirs is looked for in Sent, and they wait for nothing.
    in_doubt: set[str] = field(default_factory=set)
    slowest: float = 0.0
    slow: list[str] = field(default_factory=list)
    peak_memory: int = 0
    changed_by_looking: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.town = Town(self.truth, seed=self.seed)
        self.records = Records(self.home.database)
        self.visitors = Visitors(self.truth, seed=self.seed)

    def drop(self, count: int) -> None:
        """Put the next mails of the town into INBOX."""
        for _ in range(count):
            self.truth.append(self.town.next_mail())

    def town_answers(self) -> None:
        """Let everybody say at once what they have to answer."""
        for mail in self.town.answers():
            self.truth.append(mail)

    def waiting(self) -> int:
        """How many people asked for something and have an acknowledgement to come."""
        return len(self._without_answer() - self.in_doubt)

    def catch_up(self, *, seconds: float = 5) -> None:
        """Let the product work off a backlog, for a while."""
        deadline = time.monotonic() + seconds
        while self.waiting() > MOST_WAITING and time.monotonic() < deadline:
            time.sleep(0.05)

    def kill_one(self) -> None:
        """Kill a process, whichever, at whatever it is doing, and start another in its place."""
        victim = self.chance.choice(self.home.running)
        self.peak_memory = max(self.peak_memory, victim.peak_memory())
        self.note("killed")
        self.home.restart(victim)

    def note(self, fault: str) -> None:
        """Count one thing that was done on purpose."""
        self.happened[fault] += 1
        self.truth.faults += 1

    def set_clock(self, seconds: float) -> None:
        """Let the clock of every process show `seconds` more than ours."""
        self.clock_offset = timedelta(seconds=seconds)
        set_clock(self.home.site.clock, seconds)

    def home_now(self) -> datetime:
        """What the clock of the processes shows."""
        return now() + self.clock_offset

    def calm(self, *, seconds: float = 300) -> None:
        """All servers are well: wait until nothing is due any more. Raises TimeoutError."""
        self.truth.sink.behave()
        if self.home.redis is not None:
            port = self.home.redis.port
            wait_until(lambda: answers(port), seconds=20, what="Redis")
        try:
            wait_until(self._nothing_is_due, seconds=seconds, what="the home at rest")
        except TimeoutError as late:
            raise TimeoutError(f"{late}: {self._unrest()}") from None
        self.in_doubt = self._without_answer()

    def rest(self, *, stalled: float = 30) -> None:
        """Wait like `calm`, but no longer than anything changes: a mistake may keep the home from resting."""
        last, changed_at = None, time.monotonic()
        while not self._nothing_is_due() and time.monotonic() - changed_at < stalled:
            present = (len(self.truth.sink.mails), self.records.rows(PROGRESS))
            if present != last:
                last, changed_at = present, time.monotonic()

    def try_patience(self) -> None:
        """Time the heaviest mails on a home at rest: each one, and the acknowledgement of the next mail."""
        for heavy in (self.town.large(), *map(self.town.odd, HEAVY)):
            asked = self.town.inquiry()
            began = time.monotonic()
            self.truth.append(heavy)
            self.truth.append(asked)
            limit = WORST_MAIL + NEXT_MAIL
            try:
                wait_until(partial(self._is_acknowledged, asked.sender), seconds=limit)
            except TimeoutError:
                self.slow.append(f"{heavy.sender} and the mail after it took over {limit:.0f} s.")
            self.slowest = max(self.slowest, time.monotonic() - began)

    def be_looked_at(self) -> None:
        """Let scanners fetch the pages of the mails while nothing else happens."""
        for pages in PAGES:
            wait_until(self._nothing_comes_soon, seconds=180, what="a quiet moment")
            # Sent is searched for what is in doubt all the time: what that settles, nobody did by looking.
            doubts = self.records.rows("SELECT id, lead_id FROM outbox_emails WHERE state = 'in_doubt'")
            began, before = self.home_now(), self._shown(doubts)
            self.visitors.look(pages)
            after = self._shown(doubts)
            if self.home_now() - began < QUIET:
                break
            # On a busy machine the looking outlasted the quiet: what changed may have been due.
        self.changed_by_looking += [table for table in SHOWN if before[table] != after[table]]

    def end(self) -> None:
        """End every process as an operator does, and note what did not go as it should.

        Before, every loop must give its sign of life once more: none may have stopped silently.
        """
        began = self.home_now()
        try:
            wait_until(lambda: self._ticked(began), seconds=60, what="a sign of life of every loop")
        except TimeoutError as silent:
            self.silent_stops.append(f"{silent}.")
        self.peak_memory = max(self.peak_memory, *(child.peak_memory() for child in self.home.running))
        for child in self.home.server.unexpected_ends():
            self.silent_stops.append(f"{' '.join(child.command)} ended by itself, with {child.status}.")
        for status in self.home.terminate():
            if status != 0:
                self.silent_stops.append(f"A process that was asked to end did so with {status}.")

    def heal(self) -> None:
        """Look for what is in doubt at its times. The clock stands a little later in each run."""
        recorded = self.records.value("SELECT max(at) AS at FROM ticks WHERE name = 'instant'")
        # Business time never goes back behind what was recorded, also where a clock was wrong.
        began = max(self.home_now(), recorded)
        for later in DOUBT_LOOKS:
            status = self.home.run("run", "--until-idle", "--now", (began + later).isoformat())
            if status != 0:
                self.silent_stops.append(f"run --until-idle ended with {status}.")
        # What went in the last of them has its copy in Sent now.
        self.home.run("run", "--until-idle", "--now", (began + later).isoformat())

    def check(self) -> list[Count]:
        return check(self.evidence())

    def evidence(self) -> Evidence:
        return Evidence(
            truth=self.truth,
            records=self.records,
            logs=[self.home.log],
            connections=self.home.server.connections,
            silent_stops=self.silent_stops,
            slow=self.slow,
            peak_memory=self.peak_memory,
            changed_by_looking=self.changed_by_looking,
        )

    def _without_answer(self) -> set[str]:
        asked = {mail.sender for mail in self.truth.appended if mail.kind in OPENS_A_LEAD}
        return asked - {received.recipients[0] for received in self.truth.sink.mails}

    def _nothing_is_due(self) -> bool:
        waiting = self.records.value("SELECT count(*) AS n FROM inbound_emails WHERE state = 'stored'")
        held = self.records.value("SELECT count(*) AS n FROM inbound_emails WHERE folder = 'INBOX'")
        owed = self.records.rows(
            "SELECT due_at FROM outbox_emails WHERE state IN ('queued', 'preparing', 'committing')"
        )
        due = [row for row in owed if row["due_at"] is None or row["due_at"] <= self.home_now() + PUT_OFF]
        time.sleep(0.1)
        return not waiting and not due and held >= len(self.truth.appended)

    def _nothing_comes_soon(self) -> bool:
        soon = self.home_now() + QUIET
        due = [self.records.value(f"SELECT min(due_at) AS due_at FROM {table}{live}") for table, live in DUE]
        time.sleep(0.1)
        return all(at is None or at > soon for at in due)

    def _shown(self, doubts: list[Row]) -> dict[str, list[str]]:
        """What every table says, but for the mails in doubt and their leads."""
        mails, leads = {mail["id"] for mail in doubts}, {mail["lead_id"] for mail in doubts} - {None}
        left_out = {"outbox_emails": ("id", mails), "leads": ("id", leads)}
        shown = {}
        for table, sql in SHOWN.items():
            key, ids = left_out.get(table, ("lead_id", leads))
            shown[table] = sorted(repr(row) for row in self.records.rows(sql) if row.get(key) not in ids)
        return shown

    def _is_acknowledged(self, address: str) -> bool:
        return bool(self.truth.sink.to(address))

    def _unrest(self) -> str:
        """What is still due, for whoever must find out why."""
        stored = self.records.rows("SELECT id, attempts, due_at FROM inbound_emails WHERE state = 'stored'")
        owed = self.records.rows(
            "SELECT id, kind, state, due_at, holder, lease_until, reason FROM outbox_emails"
            " WHERE state IN ('queued', 'preparing', 'committing') ORDER BY due_at LIMIT 5"
        )
        boxes = self.records.rows("SELECT looked_at, due_at, trouble, sending_trouble FROM mailboxes")
        said = self.home.log.read_text(errors="replace")[-1500:]
        return f"{said}\nat {now()}: {len(stored)} mails to judge {stored[:2]}, owed {owed}, mailbox {boxes}"

    def _ticked(self, since: datetime) -> bool:
        loops = "SELECT name, at FROM ticks WHERE name = 'heartbeat' OR name LIKE 'watch:%'"
        ticks = self.records.rows(loops)
        time.sleep(0.1)
        return bool(ticks) and all(row["at"] >= since for row in ticks)
