"""Takes a password out of what a server said: some echo the very line that they refuse. Pure."""

from __future__ import annotations

import base64

# A password shorter than this would take half of every sentence with it.
_SHORTEST = 4


def spellings(user: str, secret: str) -> tuple[str, ...]:
    """Return how a password can stand in a server's answer: plain, quoted, escaped, or in base64."""
    if len(secret) < _SHORTEST:
        return ()
    quoted = secret.replace("\\", "\\\\").replace('"', '\\"')
    plain = {secret, quoted, repr(secret)[1:-1], repr(secret.encode())[2:-1]}
    # As PLAIN (RFC 4616), LOGIN and XOAUTH2 send it.
    sent = (f"\0{user}\0{secret}", secret, f"user={user}\x01auth=Bearer {secret}\x01\x01")
    coded = {base64.b64encode(text.encode()).decode() for text in sent}
    # The longest first: none of them is left half.
    return tuple(sorted(plain | coded, key=len, reverse=True))


def hide(text: str, spelt: tuple[str, ...]) -> str:
    """Return the text with *** in place of each of these."""
    for spelling in spelt:
        text = text.replace(spelling, "***")
    return text
