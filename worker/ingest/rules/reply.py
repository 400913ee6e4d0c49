"""A person wrote back: the cadence has done its job.

An answer to a conversation we do not know is an inquiry (rules, section 6.5).
"""

from __future__ import annotations

from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.message import ParsedEmail


def answers_us(mail: ParsedEmail, known: Known) -> Opinion | None:
    """An answer to a mail of ours or in a lead's thread; with no database, an answer to anything."""
    if known.is_us(mail.sender.email):
        return None
    if known.answers_customer_mail:
        return Opinion(Verdict.REPLY, f"{mail.sender.email or 'Somebody'} answers in a thread we know.")
    if not known.database and mail.answers_something:
        return Opinion(Verdict.REPLY, "It answers or quotes an earlier mail.")
    return None
