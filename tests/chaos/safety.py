"""Checks of the processes (I16 to I18, I20, I21): what they leak, reach and cost, and whether they live."""

from __future__ import annotations

from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.town import CONFIDENCE

TABLES = ("events", "inbound_emails", "leads", "messages", "outbox_emails")
MOST_MEMORY = 512 * 1024 * 1024


def looking_changes_nothing(evidence: Evidence) -> Iterator[str]:
    """I16: nobody who only opened pages left a trace in the database."""
    yield from (f"Looking at pages changed {table}." for table in evidence.changed_by_looking)


def secrets_are_kept(evidence: Evidence) -> Iterator[str]:
    """I17: the password is in no log and no table; what people wrote, and their addresses, in no log."""
    password = evidence.truth.mailbox.password
    private = {password, CONFIDENCE, *(mail.sender for mail in evidence.appended("inquiry"))}
    for path in evidence.logs:
        words = path.read_text(encoding="utf-8", errors="replace")
        yield from (f"{path.name} holds {one!r}." for one in sorted(private) if one in words)
    for table in TABLES:
        rows = evidence.records.rows(f"SELECT * FROM {table}")
        yield from (f"{table} {row['id']} holds the password." for row in rows if password in repr(row))


def no_other_connection(evidence: Evidence) -> Iterator[str]:
    """I18: every connection and every name looked up was one of the configured servers."""
    if evidence.connections.exists():
        yield from evidence.connections.read_text(encoding="utf-8").splitlines()


def worst_mail_is_bounded(evidence: Evidence) -> Iterator[str]:
    """I20: 20 s for the worst mail and 5 s for the next one; 512 MB for a whole process."""
    yield from evidence.slow
    if evidence.peak_memory > MOST_MEMORY:
        yield f"A process grew to {evidence.peak_memory // 1024 // 1024} MB."


def no_silent_stop(evidence: Evidence) -> Iterator[str]:
    """I21: every loop ticked while it was up, and no process ended but by our hand."""
    yield from evidence.silent_stops
