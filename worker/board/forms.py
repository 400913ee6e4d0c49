"""The ticket hidden in every form: signed, for one link, lead and word, good for one click (CSRF, once).

Showing a page writes nothing: what a ticket may do stands in it, and that it was used is the row `Click`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from worker.board.links import Visit
from worker.leads import draft
from worker.outbox.vocabulary import newest_first
from worker.store.models import Lead
from worker.store.work import Work

# The words of forms whose field holds a whole reply; the second, those of a mail that could not be trusted.
IN_WORDS, DOUBTED = "words", "doubted"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one form may do: say `word`, once; `seen` is the fingerprint of what it was shown with."""

    word: str
    nonce: str
    seen: str


def write(work: Work, visited: Visit, word: str) -> str:
    """Return the ticket of a new form."""
    return _signer(work).dumps([_page(visited), word, secrets.token_urlsafe(16), seen(visited.lead)])


def read(work: Work, visited: Visit, written: str) -> Ticket | None:
    """Return the ticket of a form of this very page; None for a forged or foreign one, or none at all."""
    try:
        page, word, nonce, shown = _signer(work).loads(written)
    except (BadData, ValueError, TypeError):
        return None
    return Ticket(word, nonce, shown) if page == _page(visited) else None


def _page(visited: Visit) -> list[str | int | None]:
    """Name the page a form stands on. A link to a lead that was merged shows another one since."""
    lead = visited.lead
    return [visited.token.link_hash, visited.number, lead.id if lead is not None else None]


def seen(lead: Lead | None) -> str:
    """Return the fingerprint of the open draft and of what the customer wrote last.

    Nobody sends words other than those they read, or without having read what came meanwhile.
    """
    if lead is None:
        return ""
    open_draft = draft.open_draft(lead)
    read = [open_draft.text if open_draft else "", *(str(one.id) for one in newest_first(lead, "in")[:1])]
    return hashlib.sha256("\x1f".join(read).encode()).hexdigest()[:16]


def _signer(work: Work) -> URLSafeSerializer:
    return URLSafeSerializer(
        work.secret, salt="keepwarm.form", signer_kwargs={"digest_method": hashlib.sha256}
    )
