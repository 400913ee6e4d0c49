"""The port through which mail leaves: where a mail server is, what an attempt is, how it fails.

An attempt has two phases, so that the outbox can note "about to commit" at the one moment that matters:
`begin` brings everything to the server but the final dot, `finish` sends the dot. Before the dot nothing
was delivered; after it the server has the mail, or nobody can tell (`in_doubt`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from worker.mail.account import Account

Stage = Literal["connect", "tls", "login", "mail", "rcpt", "data", "dot"]


@dataclass(frozen=True, slots=True)
class SmtpServer(Account):
    """Where mail is submitted."""


class DeliveryError(Exception):
    """This mail did not go, or (`in_doubt`) nobody can tell whether it went.

    `permanent` says that the same mail to the same address will be refused again. Trouble before the first
    recipient (connect, tls, login, mail) is the operator's, never the mail's, and always temporary.
    `code` and `enhanced` are the server's own (RFC 5321, RFC 3463), where it gave any.
    """

    def __init__(
        self,
        sentence: str,
        *,
        stage: Stage,
        permanent: bool = False,
        code: int | None = None,
        enhanced: str | None = None,
        in_doubt: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.stage = stage
        self.permanent = permanent
        self.code = code
        self.enhanced = enhanced
        self.in_doubt = in_doubt


class Attempt(Protocol):
    """One mail, brought to the server without its final dot; ended by exactly one of the two."""

    def finish(self) -> str:
        """Send the final dot and return the server's answer; raises `DeliveryError` at stage "dot"."""

    def abandon(self) -> None:
        """Break the connection off: the server throws away what it has, nothing was sent."""


class Courier(Protocol):
    """Carries mails of one inbox to one server. Safe to use from several threads."""

    def begin(self, *, sender: str, recipient: str, raw: bytes) -> Attempt:
        """Bring `raw` (complete, CRLF line ends) to the server, all but the final dot.

        The envelope is what is said here, never what the headers say. Raises `DeliveryError`.
        """

    def check(self) -> None:
        """Connect, log in and leave without sending anything; raises `DeliveryError`."""

    def close(self) -> None:
        """Leave politely; the next `begin` connects anew."""
