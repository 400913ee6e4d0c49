"""Mail servers in memory: a mailbox that the real collector reads, and a courier that keeps what it is given.

Thousands of steps need servers that answer at once. What real servers do besides is tested against real ones.
"""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import Message
from email.policy import compat32
from typing import NamedTuple

from worker.ingest.collect import Collector
from worker.mail.courier import DeliveryError
from worker.mail.mailbox import ConnectionLost, FolderStatus, MailSize

FOLDERS = ("INBOX", "Sent")


class Lying(NamedTuple):
    """One mail in a folder."""

    raw: bytes
    arrived_at: datetime


class Shelf:
    """A mailbox on a server: the UID of a mail is its place, counted from one."""

    def __init__(self) -> None:
        self.folders: dict[str, list[Lying]] = {name: [] for name in FOLDERS}
        self.down = False

    def put(self, raw: bytes, at: datetime, folder: str = "INBOX") -> None:
        # INTERNALDATE knows whole seconds only.
        self.folders[folder].append(Lying(raw, at.replace(microsecond=0)))


class Session:
    """What the collector asks of an IMAP session, answered from a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open = "INBOX"

    def sent_folder(self, configured: str | None = None) -> str:
        return configured or "Sent"

    def examine(self, folder: str) -> FolderStatus:
        self._open = folder
        there = self._shelf.folders[folder]
        return FolderStatus(folder, uidvalidity=1, uidnext=len(there) + 1, exists=len(there))

    def uids(self, status: FolderStatus, *, above: int = 0) -> list[int]:
        return list(range(above + 1, status.uidnext))

    def uids_since(self, day: date) -> list[int]:
        return [
            uid
            for uid, mail in enumerate(self._shelf.folders[self._open], start=1)
            if mail.arrived_at.date() >= day
        ]

    def sizes(self, uids: Sequence[int]) -> dict[int, MailSize]:
        mails = {uid: self._mail(uid) for uid in uids}
        return {uid: MailSize(len(mail.raw), mail.arrived_at) for uid, mail in mails.items()}

    def fetch(self, uids: Sequence[int]) -> dict[int, bytes | None]:
        return {uid: self._mail(uid).raw for uid in uids}

    def fetch_head(self, uid: int, octets: int) -> bytes:
        return self._mail(uid).raw[:octets]

    def headers(self, uids: Sequence[int], fields: Sequence[str]) -> dict[int, bytes]:
        return {uid: self._mail(uid).raw.partition(b"\n\n")[0] for uid in uids}

    def find_our_message_id(self, message_id: str) -> list[int]:
        there = self._shelf.folders[self._open]
        return [uid for uid, mail in enumerate(there, start=1) if message_id.encode() in mail.raw]

    def append(self, folder: str, raw: bytes, *, flags: Sequence[bytes] = (), when: datetime) -> None:
        self._shelf.put(raw, when, folder)

    def _mail(self, uid: int) -> Lying:
        return self._shelf.folders[self._open][uid - 1]


class ShelfCollector(Collector):
    """The real collector at a shelf."""

    shelf: Shelf

    @contextmanager
    def connected(self) -> Iterator[Session]:  # type: ignore[override]
        if self.shelf.down:
            raise ConnectionLost("The mailbox server does not answer.")
        yield Session(self.shelf)


class Posted(NamedTuple):
    """One mail that the SMTP server has: nobody can take it back."""

    recipient: str
    raw: bytes
    at: datetime

    @property
    def message(self) -> Message:
        return email.message_from_bytes(self.raw, policy=compat32)

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def kind(self) -> str:
        return str(self.message["X-Keepwarm-Kind"] or "human")


@dataclass
class PostOffice:
    """An SMTP server: what it took, and what it will do wrong next, one trouble a mail."""

    now: Callable[[], datetime]
    # A seam before every answer of the network, where a process can die.
    seam: Callable[[], None] = lambda: None
    posted: list[Posted] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    # Message-IDs whose final dot got no answer, so that nobody can tell.
    doubted: set[str] = field(default_factory=set)

    def begin(self, *, sender: str, recipient: str, raw: bytes) -> PostAttempt:
        self.seam()
        trouble = self.troubles.pop() if self.troubles else ""
        if trouble == "later":
            raise DeliveryError("450 4.2.1 Try later", stage="rcpt", code=450, enhanced="4.2.1")
        if trouble == "never":
            raise DeliveryError("550 5.7.1 No", stage="data", permanent=True, code=550, enhanced="5.7.1")
        if trouble == "nobody":
            raise DeliveryError(
                "550 5.1.1 No such user", stage="rcpt", permanent=True, code=550, enhanced="5.1.1"
            )
        return PostAttempt(self, Posted(recipient, raw, self.now()), trouble)

    def check(self) -> None:
        """It is there."""

    def close(self) -> None:
        """Nothing to leave."""


class PostAttempt:
    """One mail without its final dot."""

    def __init__(self, office: PostOffice, mail: Posted, trouble: str) -> None:
        self._office, self._mail, self._trouble = office, mail, trouble

    def finish(self) -> str:
        self._office.seam()
        if self._trouble != "dropped before":
            self._office.posted.append(self._mail)
        if self._trouble.startswith("dropped"):
            self._office.doubted.add(self._mail.message_id)
            raise DeliveryError("The line broke after the dot.", stage="dot", in_doubt=True)
        self._office.seam()
        return "250 OK"

    def abandon(self) -> None:
        """The server throws away what it has."""


# What an SMTP server does wrong now and then; both kinds of "dropped" look alike from here.
TROUBLES = ("later", "never", "nobody", "dropped before", "dropped after")
