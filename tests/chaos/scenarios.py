"""Small stories aimed at one mistake each: clean with the product as it is, broken with the mistake in it.

Each gets a rig whose home has met its mailbox and is not running, and leaves it healed.
"""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import Path

import dramatiq

from tests.chaos.ground_truth import now
from tests.chaos.processes import Child
from tests.chaos.rig import Rig
from tests.servers.daemon import free_port, wait_until
from tests.servers.smtp_sink import delay, refuse
from worker import broker as brokers
from worker.failpoints import VARIABLE

OTHERS_UNDERWAY = (
    "SELECT count(*) AS n FROM outbox_emails WHERE audience <> 'customer'"
    " AND state IN ('queued', 'preparing', 'committing')"
)


def killed_while_the_server_answers(rig: Rig) -> None:
    """The server has the mail, its answer is on its way, and we die; Sent shows it only later."""
    asked = rig.town.inquiry()
    rig.truth.sink.on("dot", delay(20), recipient=asked.sender, times=1)
    rig.home.start()
    with rig.truth.files_late():
        rig.truth.append(asked)
        wait_until(lambda: bool(rig.truth.sink.to(asked.sender)), seconds=60, what="the acknowledgement")
        # The offer to the owner may be on its way at the same moment; one death is to leave one doubt.
        wait_until(lambda: rig.records.value(OTHERS_UNDERWAY) == 0, seconds=15, what="the other mails")
        rig.note("killed")
        rig.home.kill()
        rig.home.start()
        _rest(rig)
    rig.heal()


def looked_at(rig: Rig) -> None:
    """A few offers lie with their owners, and scanners open every link."""
    rig.home.start()
    _ask(rig, 3)
    rig.rest()
    rig.be_looked_at()
    _rest(rig)
    rig.heal()


def killed_before_the_dot(rig: Rig) -> None:
    """All but the final dot is with the server, and we die: it has nothing, and Sent shows as much."""
    rig.home.start()
    _ask(rig, 3)
    rig.rest()
    rig.home.kill()
    rig.home.start(**{VARIABLE: "outbox.before_dot"})
    rig.note("killed")
    _ask(rig, 1)
    wait_until(lambda: not rig.home.running[0].runs, seconds=60, what="death before the dot")
    rig.home.kill()
    rig.home.start()
    _ask(rig, 3)
    _rest(rig)
    rig.heal()


def read_on_a_telephone(rig: Rig) -> None:
    """Somebody reads a mail on another device before we look: it is marked \\Seen and no less new."""
    rig.truth.append(rig.town.inquiry(), seen=True)
    rig.drop(1)
    rig.home.start()
    _rest(rig)


def slow_courier(rig: Rig) -> None:
    """A courier stands still beyond its lease; another has long delivered the mail when it goes on."""
    asked, sink = rig.town.inquiry(), rig.truth.sink
    sink.on("rcpt", delay(4), recipient=asked.sender, times=1)
    rig.home.start()
    # Its pages are served elsewhere: two cannot listen at one place.
    elsewhere = {"KEEPWARM_BOARD__LISTEN": f"127.0.0.1:{free_port()}"}
    rig.home.running.append(rig.home.start_one(rig.home.commands[0], **elsewhere))
    rig.truth.append(asked)
    named = f"RCPT TO:<{asked.sender}>"
    wait_until(lambda: named in sink.dialogue, seconds=60, what="the first courier")
    # What else it was doing ends meanwhile: stopped within a transaction, it would stop the others too.
    time.sleep(1)
    slow = _holder_of_acknowledgement(rig)
    slow.stop()
    wait_until(lambda: bool(sink.to(asked.sender)), seconds=60, what="the second courier")
    begun = sink.dialogue.count("DATA")
    slow.resume()
    wait_until(lambda: sink.dialogue.count("DATA") > begun, seconds=60, what="the first one again")
    # It has all but the final dot before it asks whether the mail is still its own.
    time.sleep(1)
    _rest(rig)


def many_workers(rig: Rig) -> None:
    """The mail server is back, twenty mails are due, and every worker is woken for them at once."""
    rig.truth.sink.go_down()
    rig.home.start()
    _ask(rig, 20)
    wait_until(lambda: _owed(rig) >= 20, seconds=60, what="twenty acknowledgements owed")
    rig.truth.sink.come_back()
    _wake_everybody(rig)
    _rest(rig)


def one_id_for_two(rig: Rig) -> None:
    """Two people write under one Message-ID, as a broken script on a website makes them."""
    rig.home.start()
    rig.truth.append(rig.town.inquiry())
    rig.truth.append(rig.town.reused_id())
    _rest(rig)


def killed_with_mail_in_hand(rig: Rig) -> None:
    """The mail is fetched and not yet kept, and we die."""
    rig.home.start(**{VARIABLE: "collect.after_fetch"})
    rig.drop(3)
    wait_until(lambda: not rig.home.running[0].runs, seconds=60, what="death after the fetch")
    rig.home.kill()
    rig.home.start()
    _rest(rig)


def long_outage(rig: Rig) -> None:
    """What is owed cannot go for thirty hours; then the server is back."""
    rig.truth.sink.on("connect", refuse("421 Down"))
    _ask(rig, 3)
    began = now()
    rig.home.run("run", "--until-idle", "--now", began.isoformat())
    rig.truth.sink.behave()
    for minutes in (0, 1):
        later = began + timedelta(hours=30, minutes=minutes)
        rig.home.run("run", "--until-idle", "--now", later.isoformat())


def restored_backup(rig: Rig) -> None:
    """The database of a moment before the mails went is put back; Sent is today's."""
    rig.truth.sink.on("mail", refuse("451 4.3.2 Not yet"))
    rig.home.start()
    _ask(rig, 3)
    wait_until(lambda: _owed(rig) >= 3, seconds=60, what="three acknowledgements owed")
    rig.home.kill()
    backup = _copied(rig.home.data)
    rig.truth.sink.behave()
    rig.home.start()
    _rest(rig)
    rig.home.kill()
    _put_back(backup, rig.home.data)
    rig.truth.restored_at = now()
    rig.home.start()
    _rest(rig)


def _ask(rig: Rig, people: int) -> None:
    """So many people write for the first time; each is acknowledged, and an owner is asked."""
    for _ in range(people):
        rig.truth.append(rig.town.inquiry())


def _rest(rig: Rig) -> None:
    """Let it come to rest and end; then what went last is found in Sent."""
    rig.rest()
    rig.home.kill()
    rig.home.run("run", "--until-idle")


def _wake_everybody(rig: Rig) -> None:
    """Double a wake-up as often as there are threads, as a broker in trouble may."""
    assert rig.home.redis is not None
    broker = brokers.connect(rig.home.redis.url)
    for _ in range(8):
        wake: dramatiq.Message[None] = dramatiq.Message(
            queue_name="keepwarm", actor_name="wake", args=("outbox",), kwargs={}, options={}
        )
        broker.enqueue(wake)


def _holder_of_acknowledgement(rig: Rig) -> Child:
    claimed = "SELECT holder FROM outbox_emails WHERE kind = 'acknowledgement' AND state = 'preparing'"
    holder = str(rig.records.value(claimed))
    return next(child for child in rig.home.running if f"|{child.pid}." in holder)


def _owed(rig: Rig) -> int:
    return int(rig.records.value("SELECT count(*) AS n FROM outbox_emails WHERE kind = 'acknowledgement'"))


def _copied(folder: Path) -> Path:
    backup = folder / "backup"
    backup.mkdir()
    for path in folder.glob("keepwarm.db*"):
        shutil.copy2(path, backup)
    return backup


def _put_back(backup: Path, folder: Path) -> None:
    for path in folder.glob("keepwarm.db*"):
        path.unlink()
    for path in backup.iterdir():
        shutil.copy2(path, folder)
