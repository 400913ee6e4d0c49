"""IDLE (RFC 2177) on imaplib's own reader, because imapclient's `idle_check` loses what matters.

It misses mail that came just before (the notice lies in a buffer that select cannot see), answers [] for
ever once the stream has ended, and breaks on answers that come in pieces.
"""

from __future__ import annotations

import contextlib
import selectors
import ssl
from typing import Any, Literal

from worker.clock import monotonic

News = Literal["news", "woken", "timeout"]

_NEWS = frozenset({"EXISTS", "RECENT", "EXPUNGE", "FETCH"})


def idle_slice(imap: Any, *, seconds: float, read_seconds: float, wake: int | None) -> News:
    """One IDLE on `imap` (an `imaplib.IMAP4`), ended by DONE and a NOOP that proves the connection.

    Raises what imaplib raises: `abort` at the end of the stream or after BYE, `error` where IDLE is refused.
    """
    for kind in _NEWS:
        imap.untagged_responses.pop(kind, None)
    tag = imap._command("IDLE")
    # What the server says before its "+" is mail that came just before; imaplib keeps it.
    while imap._get_response() is not None:
        if imap.tagged_commands.get(tag):
            raise imap.error("IDLE is refused")
    outcome = _listen(imap, monotonic() + seconds, read_seconds, wake)
    imap.send(b"DONE\r\n")
    imap._command_complete("IDLE", tag)
    imap.noop()
    return "news" if outcome == "timeout" and _has_news(imap) else outcome


def _listen(imap: Any, deadline: float, read_seconds: float, wake: int | None) -> News:
    """Read line after line while the server has something to say, and sleep on the sockets between."""
    with selectors.DefaultSelector() as sockets:
        sockets.register(imap.sock, selectors.EVENT_READ)
        if wake is not None:
            sockets.register(wake, selectors.EVENT_READ)
        while not _has_news(imap):
            if not _has_buffered(imap, read_seconds):
                ready = {key.fileobj for key, _ in sockets.select(max(0.0, deadline - monotonic()))}
                if wake in ready:
                    return "woken"
                if not ready:
                    return "timeout"
            imap._get_response()
            imap._check_bye()
    return "news"


def _has_news(imap: Any) -> bool:
    return not _NEWS.isdisjoint(imap.untagged_responses)


def _has_buffered(imap: Any, read_seconds: float) -> bool:
    """Has the server said something that select cannot see, because a buffer or TLS holds it already?"""
    if hasattr(imap, "_readbuf"):  # Python 3.14 and later
        return bool(imap._readbuf) or (isinstance(imap.sock, ssl.SSLSocket) and imap.sock.pending() > 0)
    imap.sock.setblocking(False)
    try:
        with contextlib.suppress(ssl.SSLWantReadError):
            return bool(imap.file.peek(1))
        return False
    finally:
        imap.sock.settimeout(read_seconds)
