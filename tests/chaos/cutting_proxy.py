"""A line to the IMAP server that breaks after so many bytes, wherever in an answer that is."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST, as a firewall does


class CuttingProxy:
    """Listens on `port` and passes everything on to `target`, until told to cut."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._left: int | None = None
        self._lock = threading.Lock()
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, name="cutting proxy", daemon=True).start()

    def cut_after(self, octets: int) -> None:
        """Break the connection that carries the `octets`-th byte from now on, counted over all of them."""
        with self._lock:
            self._left = octets

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
                except OSError:
                    near.close()
                    continue
                far.settimeout(None)
                for source, sink, counted in ((near, far, False), (far, near, True)):
                    threading.Thread(target=self._pass, args=(source, sink, counted), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16384):
                allowed = self._allowed(len(data)) if counted else len(data)
                sink.sendall(data[:allowed])
                if allowed < len(data):
                    for end in (sink, source):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _allowed(self, octets: int) -> int:
        with self._lock:
            if self._left is None:
                return octets
            if octets < self._left:
                self._left -= octets
                return octets
            allowed, self._left = self._left, None
            self.cuts += 1
            # A cut exactly between two pieces cuts the next one before its first byte.
            return min(allowed, octets - 1)
