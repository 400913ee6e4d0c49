"""Reads mailboxes by IMAP (RFC 9051), read-only, and files copies: the only place that knows imapclient.

A session belongs to one thread. It knows folders, UIDs and bytes, and nothing of what they mean. What goes
wrong leaves it as a `MailboxError` with a sentence; after `ConnectionLost` the session is of no more use.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Self

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError, ProtocolError
from imapclient.imapclient import SENT

from worker.clock import machine_now, monotonic
from worker.mail.hiding import hide, spellings
from worker.mail.idle import News, idle_slice
from worker.mail.mailbox import ConnectionLost, FolderStatus, ImapServer, LoginRefused, MailboxError, MailSize
from worker.mail.tls import trusted_context

LEAVE_SECONDS = 2
# imaplib refuses lines over a million bytes; this many UIDs fit into one answer to SEARCH.
_UIDS_A_SEARCH = 80_000

_OUR_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.=_+-]{1,100}@[A-Za-z0-9.-]{1,100}>")
# A login may fail because the server is busy (RFC 5530): that is no wrong password.
_BUSY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]")


class ImapSession:
    """A logged-in connection, opened by `with`; one folder at a time is examined."""

    def __init__(self, server: ImapServer) -> None:
        self._server = server
        self._client: Any = None
        # What no sentence may hold, known from the login on.
        self._hidden: tuple[str, ...] = ()
        # Called after every answer of the server: whoever watches sees that a long look is no hanging one.
        self.after_answer: Callable[[], None] = lambda: None

    def __enter__(self) -> Self:
        with self._trouble("connect"):
            # Reading the system's certificates takes longer than a whole look at a mailbox nearby.
            plain = self._server.tls == "plain"
            context = None if plain else trusted_context(self._server.ca_file)
            self._client = IMAPClient(
                self._server.host,
                port=self._server.port,
                ssl=self._server.tls == "tls",
                ssl_context=context,
                timeout=SocketTimeout(self._server.connect_seconds, self._server.read_seconds),
            )
        try:
            with self._trouble("log in"):
                # imapclient sends a command in pieces; the next would wait 40 ms for an answer to the first.
                self._client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                # imapclient lets imaplib format every literal for a log that nobody reads: 3.5 times slower.
                self._client._imap.debug = 0
                # Else INTERNALDATE comes naive, in local time, an hour off for the other half of the year.
                self._client.normalise_times = False
                if self._server.tls == "starttls":
                    self._client.starttls(context)
                self._log_in()
        except BaseException:
            self._break()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self._client.socket().settimeout(LEAVE_SECONDS)
            self._client.logout()
        self._break()

    @property
    def can_idle(self) -> bool:
        return bool(self._client.has_capability("IDLE"))

    def folders(self) -> list[str]:
        with self._trouble("list folders"):
            return [name for _flags, _delimiter, name in self._client.list_folders()]

    def sent_folder(self, configured: str | None = None) -> str | None:
        """The folder of sent mail: configured, else marked so by the server (RFC 6154) or named so."""
        if configured:
            return configured
        with self._trouble("look for the Sent folder"):
            found: str | None = self._client.find_special_folder(SENT)
            return found

    def examine(self, folder: str) -> FolderStatus:
        """Open a folder read-only: no flag will change, whatever is fetched. Do so before every look."""
        with self._trouble(f"open {folder}", refused_for_good=True):
            selected = self._client.select_folder(_plain(folder), readonly=True)
            uidnext = selected.get(b"UIDNEXT")
            if uidnext is None:
                uidnext = self._client.folder_status(folder, ["UIDNEXT"])[b"UIDNEXT"]
            return FolderStatus(folder, selected[b"UIDVALIDITY"], uidnext, selected[b"EXISTS"])

    def uids(self, status: FolderStatus, *, above: int = 0) -> list[int]:
        """UIDs over `above` in the folder just examined, ascending."""
        found: list[int] = []
        with self._trouble(f"search {status.name}"):
            for first in range(1, status.exists + 1, _UIDS_A_SEARCH):
                # Message numbers only cut a very long answer into several.
                part = [f"{first}:{first + _UIDS_A_SEARCH - 1}"] if status.exists > _UIDS_A_SEARCH else []
                found += self._client.search([*part, "UID", f"{above + 1}:*"])
        # Beyond the end "n:*" means the last mail (RFC 9051, section 9).
        return sorted(uid for uid in found if above < uid < status.uidnext)

    def uids_since(self, day: date) -> list[int]:
        """UIDs with INTERNALDATE on that day or later, a day being what the server's own zone says."""
        with self._trouble("search by date"):
            return sorted(self._client.search(["SINCE", day]))

    def sizes(self, uids: Sequence[int]) -> dict[int, MailSize]:
        """Size and arrival of those mails that are still there.

        A mail whose date the server does not know, or gives as none there is, arrives now; one without a
        size counts as empty until its bytes are here. Neither may keep it from being read.
        """
        with self._trouble("ask for sizes"):
            # The server may tell of other mails in between.
            wanted = frozenset(uids)
            found = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
            return {
                uid: MailSize(data.get(b"RFC822.SIZE", 0), data.get(b"INTERNALDATE") or machine_now())
                for uid, data in found.items()
                if uid in wanted
            }

    def fetch(self, uids: Sequence[int]) -> dict[int, bytes | None]:
        """The bytes of those mails that are still there; None where the server gave an empty or NIL body."""
        return self._bodies(uids, "BODY.PEEK[]")

    def fetch_head(self, uid: int, octets: int) -> bytes | None:
        """The first `octets` bytes of a mail that is too large to be kept whole."""
        return self._bodies([uid], f"BODY.PEEK[]<0.{octets}>").get(uid)

    def headers(self, uids: Sequence[int], fields: Sequence[str]) -> dict[int, bytes]:
        """Only these header fields of those mails that are still there."""
        names = " ".join(_plain(name) for name in fields)
        found = self._bodies(uids, f"BODY.PEEK[HEADER.FIELDS ({names})]")
        return {uid: block or b"" for uid, block in found.items()}

    def find_our_message_id(self, message_id: str) -> list[int]:
        """UIDs in the examined folder with a Message-ID of ours; what a sender chose is never searched."""
        if not _OUR_MESSAGE_ID.fullmatch(message_id):
            raise MailboxError(f"{message_id!r} is no Message-ID of ours", permanent=True)
        with self._trouble("search for a Message-ID"):
            return sorted(self._client.search(["HEADER", "Message-ID", message_id]))

    def append(self, folder: str, raw: bytes, *, flags: Sequence[bytes] = (), when: datetime) -> None:
        """File a copy, for example of a mail we sent, with INTERNALDATE `when` (an aware instant)."""
        with self._trouble(f"file a copy in {folder}"):
            self._client.append(_plain(folder), raw, flags=flags, msg_time=when)

    def idle_wait(self, seconds: float, *, wake: int | None = None) -> News:
        """Wait until the examined folder changes, `wake` (a file descriptor) can be read, or time is up.

        "news" only says that a look is worth while: look after each wait, whatever it returned.
        """
        deadline = monotonic() + seconds
        with self._trouble("wait for mail"):
            while (left := deadline - monotonic()) > 0:
                outcome = idle_slice(
                    self._client._imap,
                    seconds=min(left, self._server.idle_seconds),
                    read_seconds=self._server.read_seconds,
                    wake=wake,
                )
                if outcome != "timeout":
                    return outcome
        return "timeout"

    def _bodies(self, uids: Sequence[int], item: str) -> dict[int, bytes | None]:
        section = item.replace("BODY.PEEK", "BODY").partition("[")[0].encode() + b"["
        with self._trouble("fetch mail"):
            found = self._client.fetch(uids, [item])
            return {
                uid: next((body or None for key, body in data.items() if key.startswith(section)), None)
                for uid, data in found.items()
            }

    def _log_in(self) -> None:
        user = self._server.user
        if user is None:
            return
        secret = _plain(self._secret())
        self._hidden = spellings(user, secret)
        if self._server.auth == "xoauth2":
            self._client.oauth2_login(_plain(user), secret)
        elif (user + secret).isascii():
            self._client.login(_plain(user), secret)
        else:
            # LOGIN takes ASCII only; PLAIN is UTF-8 (RFC 4616).
            self._client.plain_login(_plain(user), secret)

    def _secret(self) -> str:
        try:
            return self._server.reveal_secret()
        except Exception as error:
            # A file or command of the operator's: its own words say best what to do.
            raise MailboxError(f"{self.name} has no password: {_said(error)}", permanent=True) from error

    def interrupt(self) -> None:
        """Break the connection from another thread: whatever the session waits for ends at once."""
        with contextlib.suppress(Exception):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def _break(self) -> None:
        if self._client is not None:
            with contextlib.suppress(Exception):
                self._client.shutdown()

    @contextlib.contextmanager
    def _trouble(self, doing: str, *, refused_for_good: bool = False) -> Iterator[None]:
        """Turn what imaplib, imapclient, TLS or the network raise into a `MailboxError`."""
        try:
            yield
        except MailboxError:
            raise
        except LoginError as error:
            raise self._login_trouble(error) from error
        except ssl.SSLCertVerificationError as error:
            sentence = f"{self.name} shows a certificate that cannot be trusted: {error.verify_message}"
            raise MailboxError(sentence, permanent=True) from error
        except CapabilityError as error:
            sentence = f"{self.name} does not offer what is needed: {self._said(error)}"
            raise MailboxError(sentence, permanent=True) from error
        except (imaplib.IMAP4.abort, ProtocolError, OSError, ValueError, KeyError, AttributeError) as error:
            # The last three: a line that could not be read, so the dialogue is out of step.
            raise ConnectionLost(
                f"{self.name} was lost while trying to {doing}: {self._said(error)}"
            ) from error
        except imaplib.IMAP4.error as error:
            sentence = f"{self.name} refused to {doing}: {self._said(error)}"
            raise MailboxError(sentence, permanent=refused_for_good) from error
        self.after_answer()

    def _login_trouble(self, error: LoginError) -> MailboxError:
        """imapclient calls everything that ends a login a refusal, a broken connection too."""
        if isinstance(error.__context__, imaplib.IMAP4.abort):
            return ConnectionLost(f"{self.name} hung up during the login: {self._said(error)}")
        if _BUSY.search(str(error)):
            return MailboxError(f"{self.name} takes no logins now: {self._said(error)}")
        sentence = f"{self.name} refused the login of {self._server.user}: {self._said(error)}"
        return LoginRefused(sentence, permanent=True)

    def _said(self, error: Exception) -> str:
        """What was said, as one short line without our password."""
        return _said(error, self._hidden)

    @property
    def name(self) -> str:
        return f"The mailbox server {self._server.host}:{self._server.port}"


def _plain(argument: str) -> str:
    """Refuse what could end a line and begin a command of somebody else's."""
    if any(sign in argument for sign in "\r\n\0"):
        raise MailboxError("A line end or NUL in a name, user or password", permanent=True)
    return argument


def _said(error: Exception, hidden: tuple[str, ...] = ()) -> str:
    # imaplib gives the server's words as the text of a bytes object.
    text = " ".join(hide(str(error), hidden).split())[:300]
    quoted = re.fullmatch(r"""b(['"])(.*)\1""", text)
    return quoted.group(2) if quoted else text or type(error).__name__
