"""Since a start date years ago there may be more mails than one line of IMAP can name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from worker.ingest.fetch import UIDS_A_COMMAND
from worker.ingest.first_contact import first_since
from worker.mail.imap import ImapSession
from worker.mail.mailbox import FolderStatus, MailSize

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
INBOX = FolderStatus("INBOX", 7, uidnext=20_001, exists=15_000)


class LargeFolder:
    """What first contact asks of a session: mails from UID 5,001 on, one of which was moved here lately."""

    def __init__(self, *, old: range) -> None:
        self._old = old

    def uids_since(self, _day: date) -> list[int]:
        return list(range(5_001, 20_001))

    def sizes(self, uids: Sequence[int]) -> dict[int, MailSize]:
        assert len(uids) <= UIDS_A_COMMAND, "the line would be too long for the server"
        day = timedelta(days=1)
        return {uid: MailSize(9, SINCE - day if uid in self._old else SINCE + day) for uid in uids}


@pytest.mark.parametrize(
    ("old", "first"), [(range(0), 5_001), (range(5_001, 12_345), 12_345), (range(20_001), 20_001)]
)
def test_a_folder_of_many_years_is_asked_in_parts(old: range, first: int) -> None:
    assert first_since(cast(ImapSession, LargeFolder(old=old)), INBOX, SINCE) == first
