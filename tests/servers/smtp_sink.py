"""An SMTP server in the test process that keeps what it is given and misbehaves on request, at any stage.

    sink.on("rcpt", refuse("550 5.1.1 No such user"), recipient="gone@customer.example")
    sink.on("dot", drop())                      # takes the mail, then vanishes without an answer
    sink.on("connect", refuse("421 Busy"), times=2)

A mail is recorded before the server answers 250, so `sink.mails` never holds less than what was accepted.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, cast

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.servers.certificate import self_signed
from tests.servers.daemon import wait_until

Stage = Literal["connect", "ehlo", "auth", "mail", "rcpt", "data", "dot"]


@dataclass(frozen=True, slots=True)
class Received:
    """One accepted mail: the envelope, the exact bytes after dot-unstuffing, and when."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: datetime
    # It was kept, and the server said that it was not.
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What to do instead of going on: wait, then answer (or hang up), with or without keeping the mail."""

    reply: str | None = None
    hang_up: bool = False
    delay: float = 0
    keeps: bool = True


def refuse(reply: str) -> Fault:
    """Answer with this line; the stage does not happen (after the dot: the mail is not kept)."""
    return Fault(reply=reply, keeps=False)


def drop(*, keeps: bool = True) -> Fault:
    """Hang up without a word; after the dot the mail was taken (`keeps`) or lost."""
    return Fault(hang_up=True, keeps=keeps)


def garbage(line: str = "\x00 what?", *, keeps: bool = True) -> Fault:
    """Answer with something that is not SMTP; after the dot the mail was taken all the same."""
    return Fault(reply=line, keeps=keeps)


def lie(reply: str, *, keeps: bool) -> Fault:
    """After the dot: say one thing and do another."""
    return Fault(reply=reply, keeps=keeps)


def delay(seconds: float) -> Fault:
    """Do as asked, but late."""
    return Fault(delay=seconds)


@dataclass(slots=True)
class _Order:
    stage: Stage
    fault: Fault
    recipient: str | None
    left: int | None


@dataclass
class SmtpSink:
    """Start with `start()`; `port` is then known.

    `login` asks for a user and password; `tls` offers STARTTLS or speaks TLS from the first byte.
    `files_copy` is called with the bytes of every kept mail, as a provider that files the Sent copy itself.
    """

    login: tuple[str, str] | None = None
    tls: Literal["plain", "starttls", "tls"] = "plain"
    files_copy: Callable[[bytes], None] | None = None
    mails: list[Received] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    dialogue: list[str] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._orders: list[_Order] = []
        self._open: set[_Session] = set()
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp-sink", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._listen()

    def stop(self) -> None:
        self.go_down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    def go_down(self) -> None:
        """Refuse connections and break those there are, until `come_back`."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(timeout=5)

    def come_back(self) -> None:
        self._listen()

    def drop_all(self) -> None:
        """Break every open connection, as an idle timeout of the server does."""
        self._loop.call_soon_threadsafe(self._drop_all)
        wait_until(lambda: not self._open, what="dropping connections")

    def on(
        self, stage: Stage, fault: Fault, *, recipient: str | None = None, times: int | None = None
    ) -> None:
        """Misbehave at this stage, for one recipient or all, `times` times or for ever."""
        with self._lock:
            self._orders.append(_Order(stage, fault, recipient, times))

    def behave(self) -> None:
        with self._lock:
            self._orders.clear()

    def to(self, recipient: str) -> list[Received]:
        return [mail for mail in self.mails if recipient in mail.recipients]

    def wait_for(self, count: int, *, seconds: float = 20) -> list[Received]:
        """Wait until at least `count` mails are here (for tests of a separate process)."""
        wait_until(lambda: len(self.mails) >= count, seconds=seconds, what=f"mail number {count}")
        return list(self.mails)

    @property
    def url(self) -> str:
        """The `smtp` line of an `[[inbox]]`."""
        user = self.login[0].replace("@", "%40") + "@" if self.login else ""
        return f"{'smtps' if self.tls == 'tls' else 'smtp'}://{user}127.0.0.1:{self.port}"

    def fault_at(self, stage: Stage, recipient: str | None = None) -> Fault | None:
        """The fault ordered for this moment, counted as used."""
        with self._lock:
            for order in self._orders:
                if order.stage != stage or order.left == 0:
                    continue
                if order.recipient is not None and order.recipient != recipient:
                    continue
                if order.left is not None:
                    order.left -= 1
                return order.fault
        return None

    def keep(self, sender: str, recipients: list[str], raw: bytes, *, denied: bool = False) -> None:
        self.mails.append(Received(sender, tuple(recipients), raw, datetime.now(UTC), denied))
        if self.files_copy is not None:
            self.files_copy(raw)

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made = self_signed()
        context.load_cert_chain(made.chain, made.key)
        return context

    def _listen(self) -> None:
        async def open_listener() -> asyncio.Server:
            wrapped = self._context() if self.tls == "tls" else None
            return await self._loop.create_server(
                lambda: _Session(self), "127.0.0.1", self.port, ssl=wrapped, reuse_address=True
            )

        self._server = asyncio.run_coroutine_threadsafe(open_listener(), self._loop).result(timeout=5)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        self._drop_all()
        # One turn of the loop, so that the broken connections are told.
        await asyncio.sleep(0)

    def _drop_all(self) -> None:
        for session in list(self._open):
            session.hang_up()


class _Session(SMTP):
    """One connection: aiosmtpd's server with a question to the sink before every step."""

    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink
        super().__init__(
            self,
            hostname="sink.example",
            loop=sink._loop,
            tls_context=sink._context() if sink.tls == "starttls" else None,
            auth_require_tls=False,
            authenticator=self._check_login,
        )
        # Given as an argument it comes with a warning about logins without TLS, which tests may want.
        self._auth_required = sink.login is not None

    def connection_made(self, transport: Any) -> None:
        self.sink._open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.sink._open.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        if self.transport is not None:
            # A TLS transport that has just been closed from the other side cannot be aborted any more.
            with contextlib.suppress(AttributeError):
                cast(asyncio.Transport, self.transport).abort()

    async def _handle_client(self) -> None:
        self.sink.connections += 1
        if await self._goes_on("connect"):
            # A connection that the test breaks is no news.
            with contextlib.suppress(ConnectionError):
                await super()._handle_client()
        else:
            self.hang_up_politely()

    def hang_up_politely(self) -> None:
        if self.transport is not None:
            self.transport.close()

    async def smtp_EHLO(self, hostname: str) -> None:
        if await self._goes_on("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:
        if await self._goes_on("ehlo"):
            await super().smtp_HELO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:
        self.sink.dialogue.append(f"AUTH {arg.split()[0]}")
        if await self._goes_on("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        self.sink.dialogue.append(f"MAIL {arg}")
        if await self._goes_on("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        self.sink.dialogue.append(f"RCPT {arg}")
        recipient = (arg or "").partition("<")[2].partition(">")[0]
        if await self._goes_on("rcpt", recipient):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        self.sink.dialogue.append("DATA")
        if await self._goes_on("data"):
            await super().smtp_DATA(arg)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        recipients = list(envelope.rcpt_tos)
        fault = self.sink.fault_at("dot", recipients[0]) or Fault()
        if fault.keeps:
            denied = (fault.reply or "").startswith(("4", "5"))
            raw = bytes(envelope.original_content)
            self.sink.keep(envelope.mail_from or "", recipients, raw, denied=denied)
        await asyncio.sleep(fault.delay)
        if fault.hang_up:
            self.hang_up()
            raise asyncio.CancelledError
        return fault.reply or "250 2.0.0 Ok: taken"

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:
        fields = base64.b64decode(args[1]).split(b"\x01")
        user, token = fields[0].removeprefix(b"user="), fields[1].removeprefix(b"auth=Bearer ")
        return self._check_login(None, None, None, "XOAUTH2", LoginPassword(user, token))

    def _check_login(self, _server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        self.sink.logins.append(given.login.decode())
        right = self.sink.login is not None and self.sink.login == (
            given.login.decode(),
            given.password.decode(),
        )
        return AuthResult(success=right, handled=False)

    async def _goes_on(self, stage: Stage, recipient: str | None = None) -> bool:
        """Carry out the fault ordered for this stage; true when the server goes on as if nothing were."""
        fault = self.sink.fault_at(stage, recipient)
        if fault is None:
            return True
        await asyncio.sleep(fault.delay)
        if fault.hang_up:
            self.hang_up()
            raise asyncio.CancelledError
        if fault.reply is not None:
            await self.push(fault.reply)
            return False
        return True
