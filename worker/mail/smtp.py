"""Submits mail by SMTP (RFC 5321): the courier of real life, and the only place that knows smtplib.

smtplib's own `sendmail` cannot stop before the final dot and raises the same error on both sides of it, so
the dialogue is held here, command by command. A connection is kept, and asked (RSET) before it is reused.
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Any

from worker.failpoints import reach
from worker.mail.courier import DeliveryError, SmtpServer, Stage
from worker.mail.hiding import hide, spellings
from worker.mail.smuggling import refuse_unsafe
from worker.mail.tls import trusted_context

# A server may drip its answer byte by byte and never meet a read timeout, so whole phases are limited too,
# each to less than the lease under which a mail is delivered. RFC 5321, section 4.5.3.2.6, would allow ten
# minutes for the answer to the final dot: a later one is looked for in the Sent folder, like any other doubt.
BEGIN_SECONDS = 90
DOT_SECONDS = 100
# As many as there are threads that deliver: each finds one, and no server minds two.
MOST_KEPT = 2

_PIECE = 64 * 1024
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class SmtpCourier:
    """A `Courier` over SMTP. TLS is verified, and there is no falling back to clear text."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._kept: list[smtplib.SMTP] = []
        # What no sentence may hold, known from the first login on.
        self._hidden: tuple[str, ...] = ()

    def begin(self, *, sender: str, recipient: str, raw: bytes) -> SmtpAttempt:
        refuse_unsafe(sender, recipient, raw)
        connection = self._take()
        try:
            with _within(connection, BEGIN_SECONDS):
                self._say(connection, "mail", f"MAIL FROM:<{sender}>")
                self._say(connection, "rcpt", f"RCPT TO:<{recipient}>")
                self._say(connection, "data", "DATA", expected=354)
                with self._trouble_at("data"):
                    _stream(connection, raw)
        except DeliveryError as error:
            # A refused recipient says nothing about the connection; anything later leaves it half-way.
            if error.stage in ("mail", "rcpt") and error.code not in (None, 421):
                self.give_back(connection)
            else:
                connection.close()
            raise
        return SmtpAttempt(self, connection)

    def check(self) -> None:
        _leave(self._connect())

    def close(self) -> None:
        with self._lock:
            kept, self._kept = self._kept, []
        for connection in kept:
            _leave(connection)

    def _take(self) -> smtplib.SMTP:
        """A kept connection where it still answers, else a new one."""
        with self._lock:
            connection = self._kept.pop() if self._kept else None
        if connection is not None:
            with (
                contextlib.suppress(OSError, smtplib.SMTPException),
                _within(connection, self._server.connect_seconds),
            ):
                if connection.docmd("RSET")[0] == 250:
                    return connection
            connection.close()
        return self._connect()

    def give_back(self, connection: smtplib.SMTP) -> None:
        with self._lock:
            if len(self._kept) < MOST_KEPT:
                self._kept.append(connection)
                return
        _leave(connection)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        # Reading all the authorities of the system takes longer than the whole dialogue.
        context = trusted_context(server.ca_file) if server.tls != "plain" else None
        with self._trouble_at("connect"):
            # A name given here keeps smtplib from asking DNS for ours at every connection.
            connection = _Unhurried(server.host, server.port, "localhost", timeout=server.connect_seconds)
        try:
            with _within(connection, BEGIN_SECONDS):
                self._introduce(connection, context)
        except BaseException:
            connection.close()
            raise
        return connection

    def _introduce(self, connection: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        with self._trouble_at("connect"):
            self._be_greeted(connection, context)
            _socket_of(connection).settimeout(self._server.read_seconds)
            # The dot goes in a packet of its own, which would else wait 40 ms for an answer to the body.
            _socket_of(connection).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # A client without a name of its own gives its address (RFC 5321, section 4.1.3).
            own = _socket_of(connection).getsockname()[0]
            connection.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
            connection.ehlo_or_helo_if_needed()
        if self._server.tls == "starttls":
            with self._trouble_at("tls"):
                connection.starttls(context=context)
                connection.ehlo_or_helo_if_needed()
        if self._server.user:
            with self._trouble_at("login"):
                self._log_in(connection, self._server.user)

    def _be_greeted(self, connection: smtplib.SMTP, context: ssl.SSLContext | None) -> None:
        if self._server.tls == "tls":
            assert context is not None, "only clear text has none"
            connection.sock = context.wrap_socket(_socket_of(connection), server_hostname=self._server.host)
        code, answer = connection.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)

    def _log_in(self, connection: smtplib.SMTP, user: str) -> None:
        secret = self._secret()
        self._hidden = spellings(user, secret)
        if self._server.auth == "xoauth2":
            token = f"user={user}\x01auth=Bearer {secret}\x01\x01"
            # A refusal comes as a challenge that wants an empty answer before the server says 535.
            connection.auth("XOAUTH2", lambda challenge=None: token if challenge is None else "")
        elif (user + secret).isascii():
            connection.login(user, secret)
        else:
            # smtplib encodes ASCII only; RFC 4616 says UTF-8.
            given = base64.b64encode(f"\0{user}\0{secret}".encode()).decode()
            code, answer = connection.docmd("AUTH", f"PLAIN {given}")
            if code != 235:
                raise smtplib.SMTPAuthenticationError(code, answer)

    def _secret(self) -> str:
        try:
            return self._server.reveal_secret()
        except Exception as error:
            # A file or command of the operator's: its own words say best what to do.
            sentence = f"{self.name} has no password: {_readable(error)}"
            raise DeliveryError(sentence, stage="login") from error

    def _say(self, connection: smtplib.SMTP, stage: Stage, command: str, *, expected: int = 250) -> None:
        with self._trouble_at(stage):
            code, answer = connection.docmd(command)
            if code != expected and not (expected == 250 and code == 251):
                raise smtplib.SMTPResponseException(code, answer)

    @contextlib.contextmanager
    def _trouble_at(self, stage: Stage) -> Iterator[None]:
        """Turn what smtplib, TLS or the network raise into a `DeliveryError` of this stage."""
        try:
            yield
        except smtplib.SMTPResponseException as error:
            raise self.refusal(stage, error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            # OSError covers refused connections, time-outs and certificates that do not verify.
            raise DeliveryError(
                f"{self.name} failed at {stage}: {self.readable(error)}", stage=stage
            ) from error

    def refusal(self, stage: Stage, code: int, answer: bytes | str) -> DeliveryError:
        """Read the server's refusal; a code outside 400 to 599 is no answer at all."""
        text = self.readable(answer)
        if not 400 <= code < 600:
            return DeliveryError(
                f"{self.name} answered at {stage} with something that is not SMTP: {text}",
                stage=stage,
                in_doubt=stage == "dot",
            )
        enhanced = _ENHANCED.match(text)
        return DeliveryError(
            f"{self.name} refused at {stage}: {code} {text}",
            stage=stage,
            permanent=code >= 500 and stage in ("rcpt", "data", "dot"),
            code=code,
            enhanced=enhanced.group() if enhanced else None,
        )

    def readable(self, answer: object) -> str:
        """One short line of what a server or the system said, safe to log and to show."""
        return _readable(answer, self._hidden)

    @property
    def read_seconds(self) -> float:
        return self._server.read_seconds

    @property
    def name(self) -> str:
        return f"The mail server {self._server.host}:{self._server.port}"


class SmtpAttempt:
    """A mail that lies at the server without its final dot."""

    def __init__(self, courier: SmtpCourier, connection: smtplib.SMTP) -> None:
        self._courier = courier
        self._connection = connection

    def finish(self) -> str:
        connection = self._connection
        try:
            with _within(connection, DOT_SECONDS):
                _socket_of(connection).settimeout(DOT_SECONDS)
                connection.send(b".\r\n")
                reach("outbox.after_dot")
                code, answer = connection.getreply()
                _socket_of(connection).settimeout(self._courier.read_seconds)
        except (OSError, smtplib.SMTPException) as error:
            connection.close()
            sentence = f"{self._courier.name} was lost after the final dot: {self._courier.readable(error)}"
            raise DeliveryError(sentence, stage="dot", in_doubt=True) from error
        if 200 <= code < 300:
            self._courier.give_back(connection)
            return f"{code} {self._courier.readable(answer)}"
        connection.close()
        raise self._courier.refusal("dot", code, answer)

    def abandon(self) -> None:
        self._connection.close()


def _stream(connection: smtplib.SMTP, raw: bytes) -> None:
    """Send the mail with dots doubled at line starts (RFC 5321, section 4.5.2), up to its last line end."""
    stuffed = re.sub(rb"(?m)^\.", b"..", raw)
    if not stuffed.endswith(b"\r\n"):
        stuffed += b"\r\n"
    for start in range(0, len(stuffed), _PIECE):
        connection.send(stuffed[start : start + _PIECE])


class _Unhurried(smtplib.SMTP):
    """Leaves TLS and the greeting to us: as smtplib connects, nothing limits a server that drips them."""

    def connect(self, host: str = "", port: int = 0, _source: Any = None) -> tuple[int, bytes]:
        self.sock = socket.create_connection((host, port), self.timeout)
        return 220, b""


@contextlib.contextmanager
def _within(connection: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Break the connection when the block takes longer than this, whatever the server is up to."""
    # A second handle: TLS takes the socket itself away while it shakes hands.
    with socket.socket(fileno=os.dup(_socket_of(connection).fileno())) as line:

        def cut() -> None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _leave(connection: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, smtplib.SMTPException), _within(connection, 3):
        connection.quit()
    connection.close()


def _socket_of(connection: smtplib.SMTP) -> socket.socket:
    if connection.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    return connection.sock


def _readable(answer: object, hidden: tuple[str, ...] = ()) -> str:
    text = hide(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer), hidden)
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line[:300] or type(answer).__name__
