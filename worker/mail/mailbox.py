"""What collecting knows of a mailbox: where it is, what a folder looks like, how reading it fails.

The adapter is `imap.py`; these values and errors are all that the rest of the program sees of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worker.mail.account import Account


@dataclass(frozen=True, slots=True)
class ImapServer(Account):
    """Where a mailbox is read."""

    # Servers may hang up on a client that idles for half an hour (RFC 2177), and routers much sooner.
    idle_seconds: float = 9 * 60


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """A folder as it was examined: UIDs from `uidnext` on are not given out yet."""

    name: str
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class MailSize:
    """What is asked before a mail is fetched: its octets and its INTERNALDATE, an aware instant."""

    octets: int
    arrived_at: datetime


class MailboxError(Exception):
    """The mailbox cannot be read. `permanent`: only a person can change that."""

    def __init__(self, sentence: str, *, permanent: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent


class LoginRefused(MailboxError):
    """User or password are wrong. Trying again soon may lock the account."""


class ConnectionLost(MailboxError):
    """The connection broke, or the server said nothing that can be understood: connect again."""
