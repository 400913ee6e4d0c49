"""Checks of mail that comes in (I1 to I5): what Dovecot holds against what the product keeps."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from tests.chaos.evidence import Evidence
from tests.chaos.ground_truth import OPENS_A_LEAD

AT_REST = ("judged", "quarantined", "unfetchable")
VERDICTS = frozenset(
    {
        *("inquiry", "reply", "command", "contact", "form", "forward", "bounce", "auto_reply", "opt_out"),
        *("bulk", "spam", "loop", "unsure", "historic", "duplicate", "unfetchable", "quarantined"),
    }
)
FLAGS_OF_THE_SERVER = frozenset({rb"\Recent"})


def one_row_each(evidence: Evidence) -> Iterator[str]:
    """I1: what was filed is there, and every mail that the server shows has one row that is at rest."""
    filed = Counter(_hash(mail.raw) for mail in evidence.truth.appended)
    if filed != Counter(_hash(mail.raw) for mail in evidence.inbox):
        yield "Dovecot does not hold what was filed: the rig is wrong, not the product."
    for folder, held in (("INBOX", evidence.inbox), ("Sent", evidence.in_sent)):
        rows = [row for row in evidence.inbound if row["folder"] == folder]
        uidvalidity = evidence.truth.mailbox.uidvalidity(folder)
        kept = Counter(row["uid"] for row in rows if row["uidvalidity"] == uidvalidity)
        shown = {mail.uid for mail in held}
        for uid in sorted(shown):
            if kept[uid] != 1:
                yield f"{folder} {uid} has {kept[uid]} rows."
        for row in rows:
            if row["uid"] not in shown or row["uidvalidity"] != uidvalidity:
                yield f"{folder} {row['uid']}: the row is of a mail that never was."
            if row["state"] not in AT_REST:
                yield f"{folder} {row['uid']} is {row['state']} though nothing is due."


def bytes_are_kept(evidence: Evidence) -> Iterator[str]:
    """I2: every row holds the very bytes; of a mail that is too large, its beginning."""
    for folder, held in (("INBOX", evidence.inbox), ("Sent", evidence.in_sent)):
        rows = {row["uid"]: row for row in evidence.inbound if row["folder"] == folder}
        for mail in held:
            row = rows.get(mail.uid)
            if row is None:
                continue
            raw = bytes(row["raw"] or b"")
            same = mail.raw.startswith(raw) and len(raw) > 1000 if row["truncated"] else mail.raw == raw
            if not same:
                yield f"{folder} {mail.uid}: {len(raw)} bytes are kept of {len(mail.raw)}."


def verdict_and_reason(evidence: Evidence) -> Iterator[str]:
    """I3: a verdict from the closed list and a reason."""
    for row in evidence.inbound:
        if row["verdict"] not in VERDICTS or not (row["reason"] or "").strip():
            yield f"{row['folder']} {row['uid']} has the verdict {row['verdict']}, because {row['reason']!r}."


def one_lead_each(evidence: Evidence) -> Iterator[str]:
    """I4: everybody who asked for something has exactly one lead."""
    for mail in evidence.appended(*OPENS_A_LEAD):
        count = evidence.leads_of[mail.sender]
        if count != 1:
            yield f"{mail.sender} ({mail.kind}) has {count} leads."


def flags_are_untouched(evidence: Evidence) -> Iterator[str]:
    """I5: nothing was marked read, answered or deleted."""
    for folder, held in (("INBOX", evidence.inbox), ("Sent", evidence.in_sent)):
        for mail in held:
            theirs = {rb"\Seen"} if mail.raw in evidence.truth.seen else set()
            changed = set(mail.flags) - FLAGS_OF_THE_SERVER - theirs
            if changed:
                yield f"{folder} {mail.uid} has the flags {sorted(changed)}."


def _hash(raw: bytes) -> str:
    # IMAP has no NUL: Dovecot shows it as 0x80 (RFC 3501, section 9: CHAR8).
    return hashlib.sha256(raw.replace(b"\0", b"\x80")).hexdigest()
