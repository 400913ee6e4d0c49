"""What really happened, as the mail servers know it: every mail we filed, every mail the sink accepted.

Nothing here asks the product. A checker that believed its database would find what it wrote there.
"""

from __future__ import annotations

import email
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.policy import compat32
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Literal

from tests.servers.dovecot import Mailbox, StoredMail
from tests.servers.smtp_sink import Received, SmtpSink

Kind = Literal[
    "inquiry", "copy", "reused id", "large", "odd", "newsletter",
    "reply", "opt out", "bounce", "away", "yes", "no", "send",
]  # fmt: skip

# Each of these is somebody who wants something: exactly one lead, whatever happens.
OPENS_A_LEAD: tuple[Kind, ...] = ("inquiry", "reused id", "large")


@dataclass(frozen=True, slots=True)
class Appended:
    """One mail we put into INBOX. `word` is what only this mail says, and a `send` passes on."""

    kind: Kind
    sender: str
    raw: bytes
    at: datetime
    about: str = ""  # the customer's address, where an owner or a machine speaks of one
    word: str = ""


@dataclass(frozen=True)
class Sent:
    """One mail the sink accepted."""

    received: Received

    @cached_property
    def headers(self) -> Message:
        head = self.received.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return email.message_from_bytes(head, policy=compat32)

    @property
    def recipient(self) -> str:
        return self.received.recipients[0]

    @property
    def kind(self) -> str:
        return str(self.headers["X-Keepwarm-Kind"] or "human")

    @property
    def message_id(self) -> str:
        return str(self.headers["Message-ID"])

    @property
    def to_owner(self) -> bool:
        return self.recipient.endswith("@acme.example")


@dataclass
class GroundTruth:
    """One mailbox and one sink, and what we know that the product does not."""

    mailbox: Mailbox
    sink: SmtpSink
    appended: list[Appended] = field(default_factory=list)
    # What somebody else has read: the flag is theirs.
    seen: set[bytes] = field(default_factory=set)
    # When an older database was put back: what it never knew of, owners may hear twice, customers not.
    restored_at: datetime | None = None
    # Whatever was done to the product or its servers that may leave one mail in doubt.
    faults: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for folder in ("INBOX", "Sent"):
            # Asking for its status makes Dovecot create the folder.
            self.mailbox.uidvalidity(folder)
        self.sink.files_copy = self.file_in_sent

    def append(self, mail: Appended, *, seen: bool = False) -> None:
        """Deliver a mail to INBOX, as a mail server does: a file that appears whole."""
        self.appended.append(mail)
        if seen:
            self.seen.add(mail.raw)
        self._file("", mail.raw, "cur" if seen else "new", ":2,S" if seen else "")

    def file_in_sent(self, raw: bytes) -> None:
        """File the copy of a mail that the sink accepted, as many providers do."""
        self._file(".Sent", raw)

    @contextmanager
    def files_late(self) -> Iterator[None]:
        """Let the provider file its copies only when the block ends."""
        late: list[bytes] = []
        self.sink.files_copy = late.append
        yield
        self.sink.files_copy = self.file_in_sent
        for raw in late:
            self.file_in_sent(raw)

    def sent(self) -> list[Sent]:
        return [Sent(received) for received in self.sink.mails]

    def held(self, folder: str) -> list[StoredMail]:
        """What Dovecot holds now, with UIDs, bytes and flags."""
        return self.mailbox.mails(folder)

    def _file(self, folder: str, raw: bytes, place: str = "new", flags: str = "") -> None:
        server = self.mailbox.server
        home: Path = server.folder / "mail" / self.mailbox.user / folder
        name = f"{time.time_ns()}.{next(self._numbers):06d}.localhost"
        made = home / "tmp" / name
        made.write_bytes(raw)
        os.chown(made, server.account.pw_uid, server.account.pw_gid)
        made.rename(home / place / (name + flags))


def now() -> datetime:
    return datetime.now(UTC)
