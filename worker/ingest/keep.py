"""Keeps fetched mails: bytes, row and UID in one transaction, so that nothing is lost and nothing doubled.

A row that is there already is never written again. What the mail means is not asked; a `Label` only says
in which state it begins, and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from worker.ingest.fetch import Fetched
from worker.ingest.verdict import Verdict
from worker.states import InboundState
from worker.store.models import Folder, InboundEmail
from worker.store.work import Work


class Label(NamedTuple):
    """How a mail begins: its state, when it arrived and, where it will not be judged, its verdict and why."""

    state: InboundState
    arrived_at: datetime
    verdict: Verdict | None = None
    reason: str | None = None
    lead_id: int | None = None


Labels = Callable[[Work, Folder, Fetched], Label]


def keep(work: Work, folder: Folder, uidvalidity: int, mails: list[Fetched], label: Labels) -> int:
    """Write the mails that have no row yet and return how many there were.

    The row of the folder is locked: another collector at the same mailbox waits, and then finds ours.
    """
    work.session.execute(select(Folder.id).where(Folder.id == folder.id).with_for_update())
    there = _rows(work.session, folder, uidvalidity, [mail.uid for mail in mails])
    kept = 0
    for mail in mails:
        row = there.get(mail.uid)
        if row is None:
            work.session.add(_row(work, folder, uidvalidity, mail, label(work, folder, mail)))
            kept += 1
        elif row.state == InboundState.UNFETCHABLE and mail.raw:
            _heal(work, row, mail)
            kept += 1
    if kept:
        work.wake("judge")
    return kept


def newly_arrived(work: Work, folder: Folder, mail: Fetched) -> Label:
    """The label of a mail that was not there at the last look."""
    arrived_at = arrival(mail.size.arrived_at, folder, work.now)
    if mail.too_old:
        since = f"It arrived before {folder.known_since:%d %b %Y}, from which on this folder is read."
        return Label(InboundState.JUDGED, mail.size.arrived_at, Verdict.HISTORIC, since)
    if not mail.raw:
        why = "The server shows this mail but gave no bytes of it, however often it was asked."
        return Label(InboundState.UNFETCHABLE, arrived_at, Verdict.UNFETCHABLE, why)
    return Label(InboundState.STORED, arrived_at)


def arrival(internal_at: datetime, folder: Folder, now: datetime) -> datetime:
    """When a mail arrived: its INTERNALDATE, but not before the last good look, which did not show it.

    A mail dragged out of Spam keeps its old INTERNALDATE, but nobody could answer it there; and no mail
    arrives in the future (rules, section 3).
    """
    return min(now, max(internal_at, folder.looked_at or folder.known_since))


def highest_kept(session: Session, folder: Folder) -> int:
    """The highest UID with a row; below the first one that is ours, the one before it."""
    here = (InboundEmail.inbox == folder.inbox, InboundEmail.folder == folder.name)
    highest = select(func.max(InboundEmail.uid)).where(*here, InboundEmail.uidvalidity == folder.uidvalidity)
    return max(session.scalar(highest) or 0, folder.first_uid - 1)


def uids_kept(session: Session, folder: Folder, uidvalidity: int) -> frozenset[int]:
    """The UIDs that need not be fetched. What the server never gave is asked for again."""
    here = (InboundEmail.inbox == folder.inbox, InboundEmail.folder == folder.name)
    rows = select(InboundEmail.uid).where(
        *here, InboundEmail.uidvalidity == uidvalidity, InboundEmail.state != InboundState.UNFETCHABLE
    )
    return frozenset(session.scalars(rows))


def raw_hash(raw: bytes) -> str:
    """By which equal bytes are known again."""
    return hashlib.sha256(raw).hexdigest()


def _rows(session: Session, folder: Folder, uidvalidity: int, uids: list[int]) -> dict[int, InboundEmail]:
    here = (InboundEmail.inbox == folder.inbox, InboundEmail.folder == folder.name)
    rows = select(InboundEmail).where(
        *here, InboundEmail.uidvalidity == uidvalidity, InboundEmail.uid.in_(uids)
    )
    return {row.uid: row for row in session.scalars(rows)}


def _row(work: Work, folder: Folder, uidvalidity: int, mail: Fetched, label: Label) -> InboundEmail:
    final = label.state != InboundState.STORED
    return InboundEmail(
        inbox=folder.inbox,
        folder=folder.name,
        role=folder.role,
        uidvalidity=uidvalidity,
        uid=mail.uid,
        state=label.state,
        due_at=None if final else work.now,
        arrived_at=label.arrived_at,
        internal_at=mail.size.arrived_at,
        collected_at=work.now,
        size=mail.size.octets,
        truncated=mail.truncated,
        raw=mail.raw,
        raw_hash=raw_hash(mail.raw) if mail.raw else None,
        verdict=label.verdict,
        reason=label.reason,
        judged_at=work.now if final else None,
        lead_id=label.lead_id,
    )


def _heal(work: Work, row: InboundEmail, mail: Fetched) -> None:
    """The server gave the bytes after all."""
    assert mail.raw is not None
    work.move(
        row,
        InboundState.STORED,
        raw=mail.raw,
        raw_hash=raw_hash(mail.raw),
        truncated=mail.truncated,
        due_at=work.now,
        verdict=None,
        reason=None,
        judged_at=None,
    )
