"""Fetches mails in batches bounded by bytes: size first, then the body, or the head of what is too large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from worker.mail.caps import HEADER_BLOCK
from worker.mail.imap import ImapSession
from worker.mail.mailbox import MailSize
from worker.settings import Limits

# Of a mail over the limit: the longest header block we read, and 256 KB of the body.
HEAD_OCTETS = HEADER_BLOCK + 256 * 1024
# UIDs are written one by one into a command line, which servers limit to 8 KB or more.
UIDS_A_COMMAND = 500
# Servers have been seen to answer NIL for a mail that they do have.
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as the server gave it: `raw` is None where it gave no bytes, or where we asked for none."""

    uid: int
    size: MailSize
    raw: bytes | None
    truncated: bool = False
    too_old: bool = False


def fetched(
    session: ImapSession, uids: Sequence[int], *, limits: Limits, oldest: datetime | None = None
) -> Iterator[list[Fetched]]:
    """Yield the mails in order of UID, each batch holding at most `limits.batch_bytes` or one mail.

    What arrived before `oldest` is never asked for its bytes. Raises `MailboxError`.
    """
    for start in range(0, len(uids), UIDS_A_COMMAND):
        sizes = session.sizes(uids[start : start + UIDS_A_COMMAND])
        for batch in _batches(sorted(sizes.items()), limits):
            old = {uid for uid, size in batch if oldest is not None and size.arrived_at < oldest}
            large = {uid for uid, size in batch if is_large(size, limits)} - old
            raw = _bodies(session, [uid for uid, _size in batch if uid not in old | large])
            raw |= {uid: _head(session, uid) for uid in large}
            yield [
                Fetched(uid, size, raw.get(uid), truncated=uid in large, too_old=uid in old)
                for uid, size in batch
            ]


def is_large(size: MailSize, limits: Limits) -> bool:
    """Over the limit of the configuration, where 0 is no limit."""
    return 0 < limits.message_bytes < size.octets


def _batches(mails: list[tuple[int, MailSize]], limits: Limits) -> Iterator[list[tuple[int, MailSize]]]:
    batch: list[tuple[int, MailSize]] = []
    octets = 0
    for uid, size in mails:
        wanted = min(size.octets, HEAD_OCTETS) if is_large(size, limits) else size.octets
        if batch and octets + wanted > limits.batch_bytes:
            yield batch
            batch, octets = [], 0
        batch.append((uid, size))
        octets += wanted
    if batch:
        yield batch


def _bodies(session: ImapSession, uids: list[int]) -> dict[int, bytes | None]:
    bodies = session.fetch(uids)
    for _ in range(ATTEMPTS - 1):
        missing = [uid for uid in uids if not bodies.get(uid)]
        if not missing:
            break
        bodies |= session.fetch(missing)
    return bodies


def _head(session: ImapSession, uid: int) -> bytes | None:
    for _ in range(ATTEMPTS):
        if head := session.fetch_head(uid, HEAD_OCTETS):
            return head
    return None
