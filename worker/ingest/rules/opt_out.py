"""Somebody asks us to stop: in words, by a one-click unsubscribe, or by a complaint (RFC 5965).

Looks only at the new text of a person: every newsletter says "unsubscribe".
"""

from __future__ import annotations

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail import wants
from worker.mail.message import ParsedEmail


def asks_to_stop(mail: ParsedEmail, known: Known) -> Opinion | None:
    """An opt-out or complaint, never from one of us."""
    if mail.is_complaint:
        return Opinion(Verdict.OPT_OUT, "A complaint: the recipient's provider reports our mail as unwanted.")
    if known.is_us(mail.sender.email):
        return None
    said = mail.new_text.strip()
    if wants.is_stop_word(mail.subject) and len(said.split()) <= 12:
        return Opinion(Verdict.OPT_OUT, f'The subject asks us to stop: "{mail.subject[:60]}".')
    if words := wants.opt_out_words(said):
        return Opinion(Verdict.OPT_OUT, f'It asks us to stop: "{words}".')
    return None
