"""The two headers by which Outlook keeps a conversation together, beside References.

Pure. MS-OXOMSG, section 2.2.1.3: Thread-Index is a 22-byte head shared by the whole conversation,
and 5 bytes more for each answer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

HEAD = 22
ANSWER = b"\x00\x00\x00\x00\x10"
MAX_BYTES = 512

PREFIXES = re.compile(r"\A(?:\s*(?:re|aw|wg|fwd?|antw|sv|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def thread_topic(subject: str) -> str:
    """The subject without its "Re:" and "Fwd:" prefixes, in any of the usual languages."""
    return PREFIXES.sub("", subject).strip()


def thread_index(root_id: str, *, theirs: str = "") -> str:
    """The Thread-Index of an answer: one step below `theirs`, else made of the conversation's first id.

    Made of that id alone, all our mails of one conversation share the head without anybody
    having to remember it.
    """
    known = _decoded(theirs)
    if known:
        return base64.b64encode(known + ANSWER).decode("ascii")
    digest = hashlib.sha256(root_id.encode("utf-8", "replace")).digest()
    # The head begins with the upper six bytes of a FILETIME; 0x01dc lies in 2025 and 2026.
    return base64.b64encode(b"\x01\xdc" + digest[: HEAD - 2]).decode("ascii")


def _decoded(theirs: str) -> bytes:
    """The customer's own Thread-Index as bytes, b"" when it is none."""
    try:
        known = base64.b64decode("".join(theirs.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    whole = HEAD <= len(known) <= MAX_BYTES and (len(known) - HEAD) % len(ANSWER) == 0
    return known if whole else b""
