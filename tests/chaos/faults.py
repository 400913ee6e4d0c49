"""What goes wrong between two kills. Each fault is over when its function returns, or at the next mail.

FAULTS is the whole list; the rig draws from those that its home can have.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from tests.chaos.home import LEASE, Name
from tests.chaos.rig import Rig
from tests.servers.smtp_sink import Stage, delay, drop, garbage, lie, refuse

BOTH: tuple[Name, ...] = ("sqlite", "postgresql")
SCALED: tuple[Name, ...] = ("postgresql",)


class Fault(NamedTuple):
    """One kind of trouble: how often it is drawn, where it can happen, and what does it."""

    name: str
    weight: int
    homes: tuple[Name, ...]
    happen: Callable[[Rig], None]


def smtp_server_killed(rig: Rig) -> None:
    rig.truth.sink.go_down()
    time.sleep(rig.chance.uniform(0.1, 0.5))
    rig.truth.sink.come_back()


def smtp_drops_after_the_dot(rig: Rig) -> None:
    """It takes the mail and vanishes."""
    rig.truth.sink.on("dot", drop(), times=1)


def smtp_loses_at_the_dot(rig: Rig) -> None:
    """It vanishes at the dot, and the mail with it."""
    rig.truth.sink.on("dot", drop(keeps=False), times=1)


def smtp_answers_garbage(rig: Rig) -> None:
    rig.truth.sink.on("dot", garbage(), times=1)


def smtp_lies(rig: Rig) -> None:
    """It says that it could not take the mail, and delivers and files it all the same."""
    rig.truth.sink.on("dot", lie("451 4.3.0 Try again later", keeps=True), times=1)


def smtp_refuses_for_now(rig: Rig) -> None:
    stages: tuple[Stage, ...] = ("connect", "mail", "rcpt", "data", "dot")
    stage = rig.chance.choice(stages)
    rig.truth.sink.on(stage, refuse("451 4.3.2 Busy, try again later"), times=rig.chance.randrange(1, 4))


def smtp_is_slow(rig: Rig) -> None:
    """Whoever is killed now is killed between the dot and its answer."""
    rig.truth.sink.on("dot", delay(0.6), times=2)


def imap_is_cut(rig: Rig) -> None:
    rig.proxy.cut_after(rig.chance.randrange(1, 20_000))


def imap_server_killed(rig: Rig) -> None:
    rig.truth.mailbox.server.restart()


def process_stands_still(rig: Rig) -> None:
    """One process is stopped for longer than its leases; what it held goes on without it."""
    victim = rig.chance.choice(rig.home.running)
    victim.stop()
    # Where it was the only one, somebody starts a second, and both go on together afterwards.
    alone = len(rig.home.running) == 1
    second = rig.home.start_one(victim.command) if alone else None
    time.sleep(LEASE + 0.5)
    victim.resume()
    if second is not None:
        time.sleep(0.5)
        second.kill()


def database_restarts(rig: Rig) -> None:
    """Ended in order, as for an update: every connection is told."""
    assert rig.home.postgres is not None
    rig.home.postgres.stop()
    rig.home.postgres.start()


def database_crashes(rig: Rig) -> None:
    """Killed: it recovers from its log."""
    assert rig.home.postgres is not None
    rig.home.postgres.restart()


FAULTS: tuple[Fault, ...] = (
    Fault("SMTP server killed", 3, BOTH, smtp_server_killed),
    Fault("SMTP drops after the dot", 3, BOTH, smtp_drops_after_the_dot),
    Fault("SMTP loses at the dot", 1, BOTH, smtp_loses_at_the_dot),
    Fault("SMTP answers garbage", 2, BOTH, smtp_answers_garbage),
    Fault("SMTP lies", 1, BOTH, smtp_lies),
    Fault("SMTP refuses for now", 3, BOTH, smtp_refuses_for_now),
    Fault("SMTP is slow", 4, BOTH, smtp_is_slow),
    Fault("IMAP cut at some byte", 6, BOTH, imap_is_cut),
    Fault("IMAP server killed", 2, BOTH, imap_server_killed),
    Fault("database restarts", 1, SCALED, database_restarts),
    Fault("database crashes", 1, SCALED, database_crashes),
    Fault("process stands still beyond its lease", 1, BOTH, process_stands_still),
)


def one_of(rig: Rig) -> Fault:
    """Draw a fault that this home can have."""
    possible = [fault for fault in FAULTS if rig.home.name in fault.homes]
    return rig.chance.choices(possible, weights=[fault.weight for fault in possible])[0]
