"""SMTP smuggling: nothing that could be read as a second command or a second mail leaves this machine."""

from __future__ import annotations

import re

from worker.mail.courier import DeliveryError, Stage

_BARE_LINE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n|\x00")
_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")


def refuse_unsafe(sender: str, recipient: str, raw: bytes) -> None:
    """Raise DeliveryError for an envelope or a mail that a server could take apart."""
    envelope: tuple[tuple[Stage, str], ...] = (("mail", sender), ("rcpt", recipient))
    for stage, address in envelope:
        if not _ADDRESS.fullmatch(address):
            raise DeliveryError(f"{address!r} is not an address", stage=stage, permanent=True)
    if _BARE_LINE_END.search(raw):
        raise DeliveryError("The mail holds a bare CR, LF or NUL", stage="data", permanent=True)
