"""Is the whole ready for work? Each check is one sentence; the worst one decides.

Read from the database, so that any process can answer for all of them: a heartbeat or a worker that is
missing is seen here by what it leaves undone. CHECKS is the whole list (reliability, invariant I21).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from worker.health import overdue
from worker.settings import Settings
from worker.settings.durations import show_duration
from worker.store import failing, restored, ticks
from worker.store.models import Mailbox

# A mailbox unread for so long is amber, then red (reliability, section 3).
UNREAD_AMBER, UNREAD_RED = timedelta(minutes=2), timedelta(minutes=15)
# A look every two minutes is two minutes and a little apart.
SLACK = timedelta(seconds=30)
BEAT_AMBER, BEAT_RED = timedelta(minutes=1), timedelta(minutes=2)
OVERDUE = timedelta(minutes=2)


class State(StrEnum):
    """`amber` is worth a look and still ready; `red` is not ready."""

    OK = "ok"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Check:
    """What one check came to, in one sentence."""

    name: str
    state: State
    says: str


def mailboxes_read(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """Every inbox was looked at within two minutes; over fifteen it is red."""
    for inbox in settings.inboxes:
        mailbox = session.get(Mailbox, inbox.name)
        trouble = mailbox.trouble if mailbox else None
        why = f": {trouble}" if trouble else "."
        name = f"mailbox {inbox.name}"
        read_at = mailbox.looked_at if mailbox else None
        since = read_at or (mailbox.trouble_since if mailbox else None)
        if since is None:
            yield Check(name, State.AMBER, f"{inbox.name} was never read yet.")
            continue
        age = now - since
        amber = UNREAD_AMBER if trouble else max(UNREAD_AMBER, settings.limits.sent_poll) + SLACK
        if age > UNREAD_RED or (read_at is None and trouble):
            said = f"for {ago(age)}" if read_at else "yet"
            yield Check(name, State.RED, f"{inbox.name} could not be read {said}{why}")
        elif age > amber:
            yield Check(name, State.AMBER, f"{inbox.name} was last read {ago(age)} ago{why}")
        else:
            yield Check(name, State.OK, f"{inbox.name} was read {ago(age)} ago.")


def mail_goes_out(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """No mail server refuses us."""
    for inbox in settings.inboxes:
        mailbox = session.get(Mailbox, inbox.name)
        name = f"sending {inbox.name}"
        if mailbox is None or mailbox.sending_trouble_since is None:
            yield Check(name, State.OK, f"Nothing hinders mail of {inbox.name}.")
        else:
            age = ago(now - mailbox.sending_trouble_since)
            sentence = f"No mail of {inbox.name} has gone out for {age}: {mailbox.sending_trouble}"
            yield Check(name, State.RED, sentence)


def heartbeat_beats(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """Somebody finds what is due."""
    beat = ticks.last(session, ticks.HEARTBEAT)
    if beat is None:
        yield Check("heartbeat", State.RED, "Nobody beats: start keepwarm run, or keepwarm heartbeat.")
        return
    age = now - beat
    state = State.OK if age <= BEAT_AMBER else State.AMBER if age <= BEAT_RED else State.RED
    then = "." if state is State.OK else ": is keepwarm run, or keepwarm heartbeat, running?"
    yield Check("heartbeat", state, f"The last beat was {ago(age)} ago{then}")


def due_is_done(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """Somebody does what is due: a process that acts on wake-ups."""
    waiting = overdue.oldest(session, now)
    if not waiting:
        yield Check("due", State.OK, "Nothing is waiting to be done.")
        return
    kind, since = min(waiting.items(), key=lambda item: item[1])
    age = now - since
    if age <= OVERDUE:
        yield Check("due", State.OK, f"What is due is being done; the oldest ({kind}) is {ago(age)} old.")
    else:
        sentence = (
            f"What is due is not done; the oldest ({kind}) has waited for {ago(age)}: is a worker running?"
        )
        yield Check("due", State.RED, sentence)


def nothing_fails(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """No due row fails again and again: it is put off each time, and what it would do is never done."""
    for kind, since in failing.kinds(session, now).items():
        # One failure may be chance; the second says that it stays.
        state = State.RED if now - since >= failing.WAIT else State.AMBER
        sentence = (
            f"Something due ({kind}) has failed for {ago(now - since)} and is tried again: see the log."
        )
        yield Check(f"failing {kind}", state, sentence)


def backup_is_looked_at(session: Session, settings: Settings, now: datetime) -> Iterator[Check]:
    """Nothing is held back because a backup was put back."""
    since = restored.since(session)
    if since is not None:
        sentence = (
            f"A backup was put back {ago(now - since)} ago, and nothing goes out: keepwarm restore --finish."
        )
        yield Check("backup", State.AMBER, sentence)


CHECKS: tuple[Callable[[Session, Settings, datetime], Iterator[Check]], ...] = (
    mailboxes_read,
    mail_goes_out,
    heartbeat_beats,
    due_is_done,
    nothing_fails,
    backup_is_looked_at,
)


def findings(session: Session, settings: Settings, now: datetime) -> list[Check]:
    """Return what every check of the database's contents came to."""
    return [found for check in CHECKS for found in check(session, settings, now)]


def worst(found: list[Check]) -> State:
    """Return the state of the whole."""
    states = {check.state for check in found}
    return next((state for state in (State.RED, State.AMBER) if state in states), State.OK)


def ago(length: timedelta) -> str:
    """Say a length of time: in seconds, over ten minutes in minutes."""
    seconds = max(0, round(length.total_seconds()))
    shown = seconds if seconds < 600 else seconds // 60 * 60
    return show_duration(timedelta(seconds=shown)) if shown else "0s"
