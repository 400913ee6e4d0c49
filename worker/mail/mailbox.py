"""What collecting knows of a mailbox: where it is, what a folder looks like, how reading it fails.

The adapter is `imap.py`; these values and errors are all that the rest of the program sees of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from worker.mail.courier import Auth, Tls


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Where a mailbox is and whose it is; without `user` there is no login.

    `secret` is the password or, with `auth="xoauth2"`, an access token; a callable is asked at every login,
    and what it raises is told in its own words.
    """

    host: str
    port: int
    tls: Tls = "tls"
    user: str | None = None
    secret: str | Callable[[], str] = ""
    auth: Auth = "password"
    # A certificate to trust besides the system's.
    ca_file: Path | None = None
    connect_seconds: float = 15
    read_seconds: float = 60
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
