"""Tells systemd how we are (sd_notify(3)): ready, alive, ending. Without its socket nobody asked."""

from __future__ import annotations

import contextlib
import os
import socket

READY, ALIVE, ENDING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def notify(state: str) -> None:
    """Send one state as a datagram; what cannot be sent is not tried again."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # An address that begins with @ has no file; the kernel writes that sign as NUL.
    place = "\0" + address[1:] if address.startswith("@") else address
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaking:
        speaking.sendto(state.encode(), place)
