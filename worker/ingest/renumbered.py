"""A folder whose UIDVALIDITY changed: the server gave every mail a new number (RFC 9051, section 2.3.1.1).

Known content is linked by its hash, unknown mail from before the last good look is `historic`: no new lead,
no mail to anybody. Only what came since is new.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select

from worker.ingest.fetch import UIDS_A_COMMAND, Fetched, fetched
from worker.ingest.keep import Label, keep, newly_arrived, raw_hash, uids_kept
from worker.ingest.verdict import Verdict
from worker.mail.imap import ImapSession
from worker.mail.mailbox import FolderStatus
from worker.states import InboundState
from worker.store.models import Folder, InboundEmail
from worker.store.work import Work, Workshop

log = structlog.get_logger()


def follow(workshop: Workshop, session: ImapSession, folder: Folder, status: FolderStatus) -> int:
    """Give the mails their new numbers and return how many rows were written.

    The folder takes its new UIDVALIDITY last, so that a crash on the way begins all this again.
    """
    log.warning("the server renumbered a folder", inbox=folder.inbox, folder=folder.name)
    uids = session.uids(status)
    first_uid = _first_since(session, uids, folder.known_since, default=status.uidnext)
    with workshop.database.reading() as reading:
        known = uids_kept(reading, folder, status.uidvalidity)
    ours = [uid for uid in uids if uid >= first_uid and uid not in known]
    kept = 0
    for batch in fetched(session, ours, limits=workshop.settings.limits):
        with workshop.work() as work:
            kept += keep(work, folder, status.uidvalidity, batch, _label)
    with workshop.work() as work:
        row = work.session.get_one(Folder, folder.id, with_for_update=True)
        row.uidvalidity, row.first_uid = status.uidvalidity, first_uid
    return kept


def _first_since(session: ImapSession, uids: list[int], since: datetime, *, default: int) -> int:
    """The lowest UID that arrived since first contact; what lies below was never ours."""
    for start in range(0, len(uids), UIDS_A_COMMAND):
        sizes = session.sizes(uids[start : start + UIDS_A_COMMAND])
        # INTERNALDATE has whole seconds, first contact has not.
        found = [uid for uid, size in sizes.items() if size.arrived_at >= since.replace(microsecond=0)]
        if found:
            return min(found)
    return default


def _label(work: Work, folder: Folder, mail: Fetched) -> Label:
    before = _same_bytes(work, folder, mail.raw) if mail.raw else None
    if before is not None:
        why = f"Known under UID {before.uid}, before the server renumbered this folder."
        return Label(InboundState.JUDGED, before.arrived_at, Verdict.HISTORIC, why, before.lead_id)
    looked_at = folder.looked_at or folder.known_since
    if mail.raw and mail.size.arrived_at < looked_at.replace(microsecond=0):
        why = "It arrived before the last look at this folder, which the server has renumbered since."
        return Label(InboundState.JUDGED, mail.size.arrived_at, Verdict.HISTORIC, why)
    return newly_arrived(work, folder, mail)


def _same_bytes(work: Work, folder: Folder, raw: bytes) -> InboundEmail | None:
    known = select(InboundEmail).where(
        InboundEmail.raw_hash == raw_hash(raw),
        InboundEmail.inbox == folder.inbox,
        InboundEmail.folder == folder.name,
        InboundEmail.uidvalidity == folder.uidvalidity,
    )
    return work.session.scalars(known.order_by(InboundEmail.id).limit(1)).first()
