"""An IMAP server that says what a test writes down: for answers no decent server gives.

    with ScriptedImap({"UID FETCH": '* 1 FETCH (UID 1 BODY[] NIL)'}) as server: ...

Each command is answered with its scripted lines, if there are any, and then with OK. `HANG_UP` closes the
connection instead, `SILENCE` says nothing more; `{tag}` and `{line}` stand for what the client sent.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Self

HANG_UP = "hang up"
SILENCE = "silence"

_DECENT = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE",
    "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok",
    "IDLE": "+ idling",
}


class ScriptedImap:
    def __init__(self, script: dict[str, str], *, greeting: str = "* OK hello") -> None:
        self.script = _DECENT | script
        self.greeting = greeting
        self.commands: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        for connection in self._open:
            connection.close()

    def _serve(self) -> None:
        try:
            while True:
                connection, _ = self._listener.accept()
                self._open.append(connection)
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()
        except OSError:
            return

    def _answer(self, connection: socket.socket) -> None:
        # The test may end, and close the connection, in the middle of a line.
        with contextlib.suppress(OSError):
            self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        connection.sendall(f"{self.greeting}\r\n".encode())
        with connection.makefile("rb") as lines:
            tag = ""
            for line in lines:
                text = line.decode().rstrip()
                self.commands.append(text)
                if text == "DONE":
                    connection.sendall(f"{tag} OK done\r\n".encode())
                    continue
                tag, _, command = text.partition(" ")
                name = next((name for name in self.script if command.upper().startswith(name)), "")
                scripted = self.script.get(name, "").replace("{tag}", tag).replace("{line}", text)
                if scripted.endswith(SILENCE):
                    continue
                if scripted.endswith(HANG_UP):
                    connection.sendall(scripted.removesuffix(HANG_UP).encode())
                    connection.shutdown(socket.SHUT_RDWR)
                    return
                if scripted:
                    connection.sendall(f"{scripted}\r\n".encode())
                if name != "IDLE" and not scripted.startswith(tag):
                    connection.sendall(f"{tag} OK done\r\n".encode())
