"""Collects mail: looks at the folders of one inbox and keeps, byte for byte, what they show that is new.

A look is: first contact where there was none, copies to file (filing.py), then Sent, then INBOX; search, ask
for sizes, fetch, keep. It is a good look, and noted as such with the instant it began, only when all of that
worked. Nothing is understood here: judging follows on its own (rules, section 2; pipeline.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from worker.failpoints import reach
from worker.ingest import trouble
from worker.ingest.fetch import fetched
from worker.ingest.filing import file_copies
from worker.ingest.first_contact import meet
from worker.ingest.keep import highest_kept, keep, newly_arrived, uids_kept
from worker.ingest.renumbered import follow
from worker.mail.imap import ImapSession
from worker.mail.mailbox import ImapServer, MailboxError
from worker.settings import Inbox
from worker.store.models import Folder
from worker.store.space import shortage
from worker.store.work import Work, Workshop

INBOX = "INBOX"
# New mail is found by its UID; what that could ever miss is found by comparing all UIDs this often.
COMPARE_EVERY = timedelta(hours=1)

log = structlog.get_logger()


class Collector:
    """Looks at one inbox. Used by one thread at a time; two processes at once do no harm."""

    def __init__(self, workshop: Workshop, inbox: Inbox, server: ImapServer) -> None:
        self.workshop = workshop
        self.inbox = inbox
        self.server = server
        self._compared_at: datetime | None = None

    def look(self) -> bool:
        """Connect and look once; False when the mailbox cannot be read, with its trouble noted."""
        try:
            with self.connected() as session:
                self.look_with(session)
        except MailboxError as error:
            self.note_trouble(error)
            return False
        return True

    @contextmanager
    def connected(self) -> Iterator[ImapSession]:
        with ImapSession(self.server) as session:
            yield session

    def look_with(self, session: ImapSession) -> int:
        """Look at every folder and return how many mails are new. INBOX is the folder left open.

        Raises `MailboxError`; what was kept before it stays kept, but the look does not count.
        """
        self._refuse_full_disk()
        began = self.workshop.clock.now()
        thorough = self._compared_at is None or began - self._compared_at >= COMPARE_EVERY
        roles = self._roles(session)
        # First contact with all of them, before anything that takes time: whatever comes from now on is new.
        for role, name in roles:
            meet(self.workshop, session, self.inbox, role=role, name=name, began=began)
        for role, name in roles:
            if role == "sent":
                file_copies(self.workshop, session, self.inbox.name, name)
        kept = sum(self._look_at(session, name, thorough=thorough) for _role, name in reversed(roles))
        with self.workshop.work() as work:
            self._note_good_look(work, [name for _role, name in roles], began, thorough=thorough)
        if thorough:
            self._compared_at = began
        log.debug("looked", inbox=self.inbox.name, new=kept, thorough=thorough)
        return kept

    def find_in_sent(self, message_id: str) -> bool | None:
        """Whether a Message-ID of ours lies in Sent; None when that cannot be told now."""
        try:
            with self.connected() as session:
                sent = session.sent_folder(self.inbox.sent)
                if sent is None:
                    return None
                session.examine(sent)
                return bool(session.find_our_message_id(message_id))
        except MailboxError as error:
            self.note_trouble(error)
            return None

    def note_trouble(self, error: MailboxError) -> None:
        """Keep why the mailbox cannot be read, and since when."""
        log.warning("mailbox cannot be read", inbox=self.inbox.name, why=error.sentence)
        with self.workshop.work() as work:
            trouble.note(work, self.inbox.name, error.sentence)

    def _refuse_full_disk(self) -> None:
        """What is not fetched is safe where it is. Raises `MailboxError`."""
        short = shortage(self.workshop.database, self.workshop.settings.limits)
        if short is not None:
            raise MailboxError(short)

    def _roles(self, session: ImapSession) -> list[tuple[str, str]]:
        """The folders to look at: role and name. A server without a Sent folder shows INBOX alone."""
        sent = session.sent_folder(self.inbox.sent)
        return [("inbox", INBOX), *([("sent", sent)] if sent and sent != INBOX else [])]

    def _look_at(self, session: ImapSession, name: str, *, thorough: bool) -> int:
        status = session.examine(name)
        with self.workshop.database.reading() as reading:
            folder = reading.scalars(
                select(Folder).where(Folder.inbox == self.inbox.name, Folder.name == name)
            ).one()
            renumbered = folder.uidvalidity != status.uidvalidity
            above = folder.first_uid - 1 if thorough else highest_kept(reading, folder)
            known = uids_kept(reading, folder, status.uidvalidity) if thorough else frozenset()
        if renumbered:
            return follow(self.workshop, session, folder, status)
        unknown = [uid for uid in session.uids(status, above=above) if uid not in known]
        # With a date to start from, older mail may lie among the newer (a move keeps INTERNALDATE).
        oldest = folder.known_since if self.inbox.start and folder.looked_at is None else None
        limits = self.workshop.settings.limits
        kept = 0
        if unknown:
            reach("collect.before_fetch")
        for batch in fetched(session, unknown, limits=limits, oldest=oldest):
            reach("collect.after_fetch")
            self._refuse_full_disk()
            with self.workshop.work() as work:
                kept += keep(work, folder, status.uidvalidity, batch, newly_arrived)
            reach("collect.stored")
        return kept

    def _note_good_look(self, work: Work, names: list[str], began: datetime, *, thorough: bool) -> None:
        folders = select(Folder).where(Folder.inbox == self.inbox.name, Folder.name.in_(names))
        for folder in work.session.scalars(folders):
            folder.looked_at = began
            if thorough:
                folder.compared_at = began
        mailbox = trouble.mailbox_of(work, self.inbox.name)
        trouble.is_over(work, mailbox)
        mailbox.looked_at = began
        if mailbox.due_at is not None and mailbox.due_at <= began:
            mailbox.due_at = None
            # Somebody waited for this look: a deadline, or a mail that must not go unseen.
            work.wake("sweep")
