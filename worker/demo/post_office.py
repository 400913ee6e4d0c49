"""A whole mail world on 127.0.0.1, for the demo: SMTP in, IMAP out, nothing leaves the machine.

Pure Python: aiosmtpd takes mail in by its envelope, pymap shows the shared inbox by IMAP. What is addressed
to anybody else lands with the people of the demo. INTERNALDATE is the demo's own clock.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from argparse import Namespace
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.version import ProxyProtocolVersion
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata

from worker.clock import Clock

HOST = "127.0.0.1"
SECONDS = 10.0  # to start, to store a mail and to stop; on loopback each takes milliseconds


@dataclass(frozen=True, slots=True)
class Post:
    """One mail as the server took it: when, the envelope, and the very bytes."""

    at: datetime
    sender: str
    recipient: str
    raw: bytes


class PostOffice:
    """Both servers in one thread. `with PostOffice(...) as office:` gives their ports."""

    def __init__(self, clock: Clock, *, address: str, password: str) -> None:
        self._clock = clock
        self._address = address
        self._password = password
        self._lock = threading.Lock()
        self._everything: list[Post] = []
        self._fetched = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="post office", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._inbox: MailboxSet
        self.smtp_port = 0
        self.imap_port = 0

    def __enter__(self) -> Self:
        # Both libraries tell every command to their logs, which nobody reads here.
        for name in ("mail.log", "pymap", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._thread.start()
        self._wait_for(self._open())
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with suppress(TimeoutError):
            self._wait_for(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    @property
    def everything(self) -> list[Post]:
        """Every mail of the demo in the order in which it passed."""
        with self._lock:
            return list(self._everything)

    def delivered(self) -> list[Post]:
        """What came for the people since the last call."""
        with self._lock:
            fresh = self._everything[self._fetched :]
            self._fetched = len(self._everything)
        return [post for post in fresh if not self._is_shared(post.recipient)]

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep the mail for each recipient before saying that it is taken."""
        raw = bytes(envelope.original_content or envelope.content)
        for recipient in envelope.rcpt_tos:
            post = Post(self._clock.now(), envelope.mail_from, recipient, raw)
            if self._is_shared(recipient):
                inbox = await self._inbox.get_mailbox("INBOX")
                await inbox.append(AppendMessage(raw, post.at))
            with self._lock:
                self._everything.append(post)
        return "250 OK, taken"

    def _is_shared(self, recipient: str) -> bool:
        """Whether it is the shared inbox, or its address with a token in it (sales+r.TOKEN@)."""
        local, _, domain = recipient.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" == self._address

    async def _open(self) -> None:
        config = _Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=HOST,
            port=0,
            demo_data=False,
            demo_user=self._address,
            demo_password=self._password,
            tls_enabled=False,
            invalid_user_sleep=0.0,
            proxy_protocol=ProxyProtocolVersion.get(None),
        )
        config.apply_context()
        login = Login(config)
        login.users_dict[self._address] = UserMetadata(config, self._address, password=self._password)
        self._inbox = MailboxSet()
        await self._inbox.add_mailbox("Sent")
        config.set_cache[self._address] = (self._inbox, FilterSet())
        imap = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(login, config))
        self._servers = [
            await asyncio.start_server(imap, HOST, 0),
            await self._loop.create_server(self._smtp, HOST, 0),
        ]
        self.imap_port, self.smtp_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    def _smtp(self) -> SMTP:
        return SMTP(self, hostname="localhost", loop=self._loop, decode_data=False, timeout=3600)

    async def _shut(self) -> None:
        for server in self._servers:
            server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _wait_for(self, coroutine: Any) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(SECONDS)


class _Config(Config):
    """pymap's settings: no TLS on loopback, a greeting that asks no name server."""

    def __init__(self, args: Namespace, **settings: Any) -> None:
        super().__init__(args, hash_context=_PlainPasswords(), **settings)

    @property
    def greeting(self) -> bytes:
        return b"The demo's mailbox"


class _PlainPasswords:
    """The demo's password guards nothing, and a slow hash at each of some hundred logins would be felt."""

    def copy(self, **_settings: Any) -> _PlainPasswords:
        return self

    def hash(self, secret: str) -> str:
        return secret

    def verify(self, secret: str, hash: str) -> bool:
        return secret == hash
