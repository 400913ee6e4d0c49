"""A tap on an IMAP connection: passes every byte on, and notes when the server announced mail.

Dovecot collects announcements for half a second before it sends them, which is its own affair: what is
measured begins when its notice comes by here.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time

NOTICE = re.compile(rb"\* \d+ EXISTS\r\n")
IDLE = re.compile(rb"^\S+ IDLE\r\n", re.MULTILINE)


class Tap:
    """Listens on `port` and passes on to a server of this machine. Instants are `time.monotonic` seconds."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        # When the server announced mail, and when a client began to wait for announcements.
        self.notices: list[float] = []
        self.waits: list[float] = []
        threading.Thread(target=self._listen, name="tap", daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def notice_after(self, instant: float) -> float | None:
        """Return when mail was first announced after `instant`; None while it was not."""
        return next((at for at in list(self.notices) if at >= instant), None)

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for how in ((server, client, NOTICE, self.notices), (client, server, IDLE, self.waits)):
                    threading.Thread(target=self._pass_on, args=how, daemon=True).start()

    def _pass_on(
        self, source: socket.socket, target: socket.socket, sign: re.Pattern[bytes], seen: list[float]
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(256 * 1024):
                if sign.search(piece):
                    seen.append(time.monotonic())
                target.sendall(piece)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
