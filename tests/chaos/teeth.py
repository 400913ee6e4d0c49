"""Mistakes that mail workers really make, put into a copy of the product: each must be found by the checker.

A mistake is a few replacements of text. Where the old text is gone, the mistake can no longer be made like
this, and `copies.copy` says so instead of testing nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.chaos import scenarios
from tests.chaos.copies import Replacement
from tests.chaos.home import Name
from tests.chaos.rig import Rig


class Tooth(NamedTuple):
    """One mistake, the story that shows it, and the promise it breaks."""

    name: str
    breaks: str
    story: Callable[[Rig], None]
    mistake: tuple[Replacement, ...]
    home: Name = "sqlite"


DELIVER, CLAIM, CLAIMS = "outbox/deliver.py", "outbox/claim.py", "store/claims.py"

TEETH: tuple[Tooth, ...] = (
    Tooth(
        "send, then mark",
        "I6",
        scenarios.killed_while_the_server_answers,
        (
            (DELIVER, "        if not self._commit(claim, attempt):\n            return\n", ""),
            (
                DELIVER,
                "            attempt.finish()\n",
                "            attempt.finish(); self._commit(claim, attempt)\n",
            ),
        ),
    ),
    Tooth(
        "what died in doubt goes again",
        "I6",
        scenarios.killed_while_the_server_answers,
        (
            (
                DELIVER,
                'in_doubt.begin(work, mail, "the process ended when its final dot was due")',
                "mail.state, mail.due_at = OutboxState.QUEUED, work.now",
            ),
        ),
    ),
    Tooth(
        "mark, then send",
        "I8",
        scenarios.killed_before_the_dot,
        (
            (
                DELIVER,
                '        reach("outbox.before_dot")\n',
                '        self._delivered(claim)\n        reach("outbox.before_dot")\n',
            ),
        ),
    ),
    Tooth(
        "\\Seen as the cursor",
        "I1",
        scenarios.read_on_a_telephone,
        (("mail/imap.py", '[*part, "UID", f"{above + 1}:*"]', '[*part, "UNSEEN", "UID", f"{above + 1}:*"]'),),
    ),
    Tooth(
        "reading marks as read",
        "I5",
        scenarios.one_id_for_two,
        (
            ("mail/imap.py", 'self._bodies(uids, "BODY.PEEK[]")', 'self._bodies(uids, "BODY[]")'),
            ("mail/imap.py", "select_folder(_plain(folder), readonly=True)", "select_folder(_plain(folder))"),
        ),
    ),
    Tooth(
        "no fence",
        "I6",
        scenarios.slow_courier,
        (
            (
                CLAIM,
                "return mail is not None and mail.fence == claim.fence and mail.state in states",
                "return True",
            ),
            (
                CLAIM,
                "            OutboxEmail.state == OutboxState.PREPARING,\n"
                "            OutboxEmail.fence == claim.fence,\n",
                "",
            ),
        ),
    ),
    Tooth(
        "no row is locked, none is skipped",
        "I6",
        scenarios.many_workers,
        (
            (CLAIMS, ".with_for_update(skip_locked=not wait, of=model))", ")"),
            (CLAIM, "    decide_alone(work.session)\n", ""),
            (CLAIM, ".with_for_update(of=Lead)", ""),
            # A machine that is busy between reading and writing, so that two workers meet for certain.
            (CLAIM, 'count the attempt."""\n', 'count the attempt."""\n    __import__("time").sleep(0.05)\n'),
            (CLAIM, "mail.fence == claim.fence and mail.state in states", "mail.fence == claim.fence"),
            (CLAIM, "            OutboxEmail.state == OutboxState.PREPARING,\n", ""),
            ("outbox/guard.py", ", with_for_update=True", ""),
            (
                "store/work.py",
                ".where(table.id == row.id, table.state == row.state)",
                ".where(table.id == row.id)",
            ),
        ),
        "postgresql",
    ),
    Tooth(
        "the Message-ID alone makes a duplicate",
        "I4",
        scenarios.one_id_for_two,
        (
            (
                "ingest/duplicates.py",
                'COPY = ("raw_hash", "content_hash")',
                'COPY = ("message_id",)',
            ),
        ),
    ),
    Tooth(
        "the cursor moves before the commit",
        "I1",
        scenarios.killed_with_mail_in_hand,
        (
            (
                "ingest/collect.py",
                '            reach("collect.before_fetch")\n',
                '            reach("collect.before_fetch")\n'
                "            with self.workshop.work() as work:\n"
                "                work.session.get(Folder, folder.id).first_uid = max(unknown) + 1\n",
            ),
        ),
    ),
    Tooth(
        "the catch-up sends everything",
        "late",
        scenarios.long_outage,
        (
            (
                "outbox/objections.py",
                "    if oldest and work.now - arrived_at > oldest:\n",
                "    if False:\n",
            ),
            (
                "outbox/guard.py",
                "        objections.unanswered_and_young,\n        objections.times_ahead,\n",
                "        objections.unanswered_and_young,\n",
            ),
        ),
    ),
    Tooth(
        "a restored backup mails again",
        "I6",
        scenarios.restored_backup,
        (
            (
                "outbox/evidence.py",
                "    return None if at is None else min(at, work.now)\n",
                "    return None\n",
            ),
        ),
    ),
    Tooth(
        "who looks at a page gives a sign of life",
        "I16",
        scenarios.looked_at,
        (
            (
                "board/server.py",
                "        with self._workshop.database.reading() as session:\n"
                "            work = self._looking(session)\n"
                "            visited = links.visit(work, secret, number)\n"
                "            if visited is None:\n",
                "        from worker.leads import owners\n"
                "        with self._workshop.work() as work:\n"
                "            visited = links.visit(work, secret, number)\n"
                "            if visited is not None:\n"
                "                owners.record(work, visited.owner_id).last_sign_at = work.now\n"
                "            if visited is None:\n",
            ),
        ),
    ),
    Tooth(
        "the log says what people wrote",
        "I17",
        scenarios.one_id_for_two,
        (
            (
                "ingest/ahead.py",
                "    parsed = parse(mail.raw)\n",
                "    parsed = parse(mail.raw)\n    print(parsed.text)\n",
            ),
        ),
    ),
)
