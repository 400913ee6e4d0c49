"""What was two leads, or two people, when a mail went, and is one since: a merge is no broken promise."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from worker.store.models import Join
from worker.store.work import Work


class SentTo(NamedTuple):
    """A mail to a customer, by its id and the id of its lead."""

    mail_id: int
    lead_id: int


class Merges:
    """Every merge there was, with the ids of the rows that moved in it (merged_rows.py)."""

    def __init__(self, work: Work) -> None:
        rows = select(Join.at, Join.merged_before).where(Join.merged_before.is_not(None))
        self._moved: list[tuple[datetime, dict[str, Any]]] = [
            (at, before["moved"]) for at, before in work.session.execute(rows) if before is not None
        ]

    def were_two_leads(self, went: datetime, mail_id: int, message_id: int) -> bool:
        """Whether the mail and the message lay in two leads when the mail went."""
        return any(
            at >= went and (mail_id in moved["mails"]) != (message_id in moved["messages"])
            for at, moved in self._moved
        )

    def were_two_people(self, went: datetime, one: SentTo, other: SentTo) -> bool:
        """Whether two mails were to two people as far as we knew when the later one went."""
        return any(
            at >= went and moved["person"] is not None and _is_part(moved, one) != _is_part(moved, other)
            for at, moved in self._moved
        )


def _is_part(moved: dict[str, Any], mail: SentTo) -> bool:
    return mail.mail_id in moved["mails"] or mail.lead_id in moved["leads"]
