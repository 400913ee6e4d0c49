"""Who a mail is: its Message-ID, the key that survives a rewritten one, and the token of its answer.

Ids are keyed hashes of what caused the mail, never of row numbers: those come again after a restored
backup, and a mail must not take the id of another (reliability, Outbox). Pure.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

MAX_ID = 59  # Outlook loses the thread when an id is folded or encoded; short ones never are
TOKEN_BYTES = 20  # 160 bits


def message_id(secret: str, domain: str, *parts: str) -> str:
    """Return the Message-ID for what `parts` describe: unguessable, always the same, under 60 characters."""
    said = "\x1f".join(parts).encode("utf-8", "replace")
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()[:16]
    left = base64.b32encode(digest).decode().rstrip("=").lower()
    right = domain.lower()
    while len(left) + len(right) + 3 > MAX_ID and right.count(".") > 1:
        right = right.partition(".")[2]
    return f"<{left}@{right[: MAX_ID - len(left) - 3].rstrip('.-')}>"


def thread_key(secret: str, of_message_id: str) -> str:
    """Return the id that stands in References beside the Message-ID, which some providers rewrite."""
    return message_id(secret, of_message_id.strip("<>").rpartition("@")[2], "key", of_message_id)


def token(secret: str, of_message_id: str) -> str:
    """Return the token of a mail: 160 bits nobody can guess, as 32 letters and digits for an address.

    After a restore the same mail has the same token: what its owner answered meanwhile is theirs again.
    """
    digest = hmac.new(secret.encode(), f"token\x1f{of_message_id}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()


def link(secret: str, of_message_id: str) -> str:
    """Return what opens the page a mail links to: 160 bits of its own, so that no link is a reply's token."""
    digest = hmac.new(secret.encode(), f"link\x1f{of_message_id}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:TOKEN_BYTES]).decode().lower()


def token_hash(token: str) -> str:
    """Return what is stored of a token, of a link, or of the Message-ID that stands for a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def with_token(address: str, token: str) -> str:
    """Return `sales+r.TOKEN@acme.example` for `sales@acme.example`."""
    local, _, domain = address.rpartition("@")
    return f"{local}+r.{token}@{domain}"
