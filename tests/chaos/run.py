"""One whole run of one home: servers, storm, every failpoint, disasters, healing, the table of counts."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.chaos import mail_out
from tests.chaos.checker import Count, broken, check, table
from tests.chaos.copies import Replacement, copy
from tests.chaos.cutting_proxy import CuttingProxy
from tests.chaos.evidence import Evidence
from tests.chaos.failing import die_everywhere
from tests.chaos.ground_truth import GroundTruth
from tests.chaos.home import Name, Site, scaled_home, sqlite_home
from tests.chaos.machine import clock_environment, mounted
from tests.chaos.processes import ForkServer
from tests.chaos.rig import Rig
from tests.chaos.storm import storm
from tests.servers.daemon import free_port
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.smtp_sink import SmtpSink

KILLS = 1000
MAILS_A_KILL = 3
# A word that stands nowhere else, so that it is found where it should not be (I17).
PASSWORD = "orchid-4711-quarry"
# A long run dies ten times at each failpoint, a short one once.
KILLS_A_TURN = 100


def wanted_kills() -> int:
    """How many kills the environment asks for."""
    return int(os.environ.get("CHAOS_KILLS") or KILLS)


@contextmanager
def rig_for(
    name: Name,
    *,
    seed: int,
    mistake: Sequence[Replacement] = (),
    small_disk: bool = False,
    own_clock: bool = False,
    say: Callable[[str], None] = lambda _line: None,
) -> Iterator[Rig]:
    """Put up the servers and a home between them that has met its mailbox; take everything down again.

    `mistake` is put into the copy of the product that runs.
    """
    with ExitStack() as after:
        folder = Path(tempfile.mkdtemp(prefix=f"chaos-{name}-"))
        after.callback(shutil.rmtree, folder, ignore_errors=True)
        dovecot, sink = Dovecot(password=PASSWORD), SmtpSink()
        dovecot.start()
        after.callback(dovecot.kill)
        sink.start()
        after.callback(sink.stop)
        proxy = CuttingProxy(dovecot.port)
        after.callback(proxy.close)
        mailbox = dovecot.mailbox("sales@acme.example")
        site = Site(folder, mailbox, imap=proxy.port, smtp=sink.port, board=free_port())
        site.data.mkdir()
        if small_disk:
            after.enter_context(mounted(site.data))
        server = ForkServer(
            folder,
            code=copy(folder, mistake),
            environment=clock_environment(site.clock) if own_clock else {},
        )
        after.callback(server.close)
        if name == "sqlite":
            home = sqlite_home(site, server)
        else:
            postgres, redis = Postgres(), Redis()
            postgres.start()
            after.callback(postgres.kill)
            redis.start()
            after.callback(redis.kill)
            home = scaled_home(site, server, postgres, redis)
        home.begin()
        yield Rig(home, GroundTruth(mailbox, sink), proxy, seed, say)


def run(name: Name, *, kills: int, seed: int, say: Callable[[str], None] = print) -> list[Count]:
    """Storm, failpoints and healing of one home; print its table and return its counts."""
    began = time.monotonic()
    with rig_for(name, seed=seed, say=say) as rig:
        rig.home.start()
        storm(rig, kills=kills, mails=kills * MAILS_A_KILL)
        die_everywhere(rig, times=max(1, kills // KILLS_A_TURN))
        counts = heal_and_check(rig)
    say(f"{time.monotonic() - began:.0f} s, seed {seed}: {', '.join(broken(counts)) or 'all hold'}")
    return counts


def heal_and_check(rig: Rig) -> list[Count]:
    """Let the faults be over, end every process, settle what is in doubt, and count."""
    rig.calm()
    rig.try_patience()
    rig.calm()
    rig.be_looked_at()
    rig.end()
    rig.heal()
    evidence = rig.evidence()
    counts = check(evidence)
    rig.say(table(counts))
    rig.say(summary(rig, evidence))
    return counts


def summary(rig: Rig, evidence: Evidence) -> str:
    """What was done, and what became of the doubts."""
    doubts, left = mail_out.doubts(evidence), len(mail_out.left_to_people(evidence))
    happened = ", ".join(f"{times} {what}" for what, times in rig.happened.items())
    return (
        f"{len(rig.truth.appended)} mails in, {len(evidence.accepted)} accepted by the sink\n"
        f"{rig.truth.faults} faults: {happened}\n"
        f"{rig.visitors.presses} buttons pressed, {rig.visitors.looks} looks at pages\n"
        f"{doubts} mails were in doubt, {doubts - left} settled without a person, {left} left to people\n"
        f"the heaviest mail and the next took {rig.slowest:.1f} s; "
        f"the largest process had {rig.peak_memory / 1e6:.0f} MB"
    )
