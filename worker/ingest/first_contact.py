"""First contact with a folder: from which UID on it is ours to read.

Without a start date that is the present: what lies in the folder then has no row and is never fetched.
Of Sent only the addresses written to are remembered, so that an old acquaintance is not greeted by a robot.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from worker.ingest.acquaintances import remember
from worker.ingest.fetch import UIDS_A_COMMAND
from worker.mail.imap import ImapSession
from worker.mail.mailbox import FolderStatus
from worker.settings import Inbox
from worker.store.models import Folder
from worker.store.work import Workshop


def meet(
    workshop: Workshop, session: ImapSession, inbox: Inbox, *, role: str, name: str, began: datetime
) -> None:
    """Write the row of a folder that has none yet. Raises `MailboxError`."""
    with workshop.database.reading() as reading:
        known = select(Folder.id).where(Folder.inbox == inbox.name, Folder.name == name)
        if reading.scalar(known) is not None:
            return
    status = session.examine(name)
    since = _start_of(inbox, workshop) or began
    first_uid = first_since(session, status, since) if inbox.start else status.uidnext
    if role == "sent":
        # Before the row is written: a first contact that breaks off here is made again.
        remember(workshop, session, below=first_uid, now=began)
    with workshop.work() as work:
        work.session.add(
            Folder(
                inbox=inbox.name,
                name=name,
                role=role,
                uidvalidity=status.uidvalidity,
                first_uid=first_uid,
                known_since=since,
            )
        )


def _start_of(inbox: Inbox, workshop: Workshop) -> datetime | None:
    """The start date as an instant: midnight where the team is."""
    if inbox.start is None:
        return None
    zone = ZoneInfo(workshop.settings.team.timezone)
    return datetime.combine(inbox.start, time(), zone).astimezone(UTC)


def first_since(session: ImapSession, status: FolderStatus, since: datetime) -> int:
    """The lowest UID that arrived at or after `since`."""
    # SINCE is a day in the server's own zone, so one day more is asked for and INTERNALDATE decides.
    uids = session.uids_since((since - timedelta(days=1)).date())
    # The lowest is not always the oldest: a mail that was moved keeps its date under a new UID.
    found = [
        uid
        for first in range(0, len(uids), UIDS_A_COMMAND)
        for uid, size in session.sizes(uids[first : first + UIDS_A_COMMAND]).items()
        if size.arrived_at >= since
    ]
    return min(found, default=status.uidnext)
