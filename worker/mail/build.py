"""Writes one outgoing mail as bytes, then reads it again before anybody may send it.

The standard library re-encodes ids over 77 characters, so that Outlook loses the thread, and on
some versions lets a subject smuggle in a header (CVE-2024-6923). So the header lines are written as
they stand: plain ASCII, made safe one by one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from binascii import b2a_qp
from collections.abc import Iterable, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from email.base64mime import body_encode as base64_lines
from email.header import Header
from email.message import Message
from email.utils import format_datetime, formataddr
from functools import lru_cache
from typing import Any, Final, Literal

from worker.mail.message import Address
from worker.mail.outlook import PREFIXES, thread_index, thread_topic

MAX_LINE: Final = 998  # RFC 5322, section 2.1.1
MAX_ID: Final = 900
MAX_HEADER_LINE: Final = 76  # characters of a line of a header with its name (RFC 2047, section 2)
MAX_SUBJECT: Final = 250
MAX_NAME: Final = 60
MAX_ENCODED_NAME: Final = 45  # bytes of UTF-8 that fit one encoded word (RFC 2047, section 2)
MAX_BODY_LINE: Final = 76  # RFC 2045, section 6.7
KEPT_REFERENCES: Final = 10  # from either end

ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
LABEL = re.compile(r"[A-Za-z0-9_-]{1,60}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MIME = ("content-type", "content-transfer-encoding", "mime-version")


class BuildError(Exception):
    """A mail that must not be sent as it is; the message is one sentence."""


def build(
    *,
    sender: Address,
    to: Address | str,
    subject: str,
    text: str,
    message_id: str,
    date: datetime,
    in_reply_to: str | None = None,
    references: Iterable[str] = (),
    reply_to: Address | str | None = None,
    automatic: Literal["auto-replied", "auto-generated"] | None = None,
    kind: str | None = None,
    lead_ref: str | None = None,
    their_thread_index: str = "",
    thread_root: str | None = None,
    calendar: str | None = None,
) -> bytes:
    """The mail, ready for SMTP and verified. Raises BuildError.

    Ids of customers may be anything: only those that are ids are used. `automatic` is the value
    of Auto-Submitted (RFC 3834); a person's mail has none. `thread_root` is the id Outlook's thread is
    made of, where the conversation does not begin with the first of `references`; `calendar` a calendar file.
    """
    if not _is_id(message_id):
        raise BuildError(f"The Message-ID {message_id!r} is not of the form <left@right>.")
    subject = clean_subject(subject)
    text = _clean_text(text)
    thread = _thread(in_reply_to, references)
    headers = {
        "From": _mailbox(sender),
        "To": _mailbox(to),
        "Subject": _encoded(subject, "Subject"),
        "Date": format_datetime(date),
        "Message-ID": message_id,
    }
    if reply_to:
        headers["Reply-To"] = _mailbox(reply_to)
    if in_reply_to and _is_id(in_reply_to):
        headers["In-Reply-To"] = in_reply_to
    if thread:
        headers["References"] = _wrapped(thread)
    if thread_topic(subject):
        headers["Thread-Topic"] = _encoded(thread_topic(subject), "Thread-Topic")
    root = thread_root or (thread[0] if thread else message_id)
    headers["Thread-Index"] = thread_index(root, theirs=their_thread_index)
    if automatic:
        headers |= {"Auto-Submitted": automatic, "X-Auto-Response-Suppress": "All"}
    if kind:
        headers["X-Keepwarm-Kind"] = _label(kind)
    if lead_ref:
        headers["X-Keepwarm-Lead"] = _label(lead_ref)

    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    body = _body(text) if calendar is None else _with_calendar(text, calendar, message_id)
    raw = (head + body).encode("ascii")
    verify(raw, headers=headers, subject=subject, text=text, calendar=calendar)
    return raw


def verify(
    raw: bytes, *, headers: Mapping[str, str], subject: str, text: str, calendar: str | None = None
) -> None:
    """Read the bytes again and raise BuildError unless they say exactly what was meant.

    `headers` are the fields in their order as written (folded or not), without the MIME ones.
    """
    if not raw.isascii() or re.search(rb"\x00|\r(?!\n)|(?<!\r)\n", raw):
        raise BuildError("The mail holds bytes outside ASCII, a NUL or a line that ends wrongly.")
    if max(map(len, raw.split(b"\r\n"))) > MAX_LINE:
        raise BuildError(f"The mail has a line of more than {MAX_LINE} characters.")
    plain = message_from_bytes(raw, policy=policy.compat32)
    found = [(name, _unfolded(value)) for name, value in plain.items() if name.lower() not in MIME]
    wanted = [(name, _unfolded(value)) for name, value in headers.items()]
    if found != wanted or plain.defects:
        odd = sorted({name for name, _ in set(found) ^ set(wanted)}) or ["the order of the fields"]
        raise BuildError(f"Read again, the mail differs in {', '.join(odd)}.")
    for name in ("From", "To"):
        mailbox = _as_readers_see(name, str(plain[name]))
        if len(mailbox.addresses) != 1 or mailbox.defects:
            raise BuildError(f"Read again, {name} does not name exactly one person.")
    seen = str(plain["Subject"])
    if not (seen == subject and _is_as_written(seen)) and _as_readers_see("Subject", seen) != subject:
        raise BuildError("Read again, the subject differs.")
    parts = [part for part in plain.walk() if not part.is_multipart()]
    meant = [text] if calendar is None else [text, calendar]
    if [_said(part) for part in parts] != [_lines(words) for words in meant]:
        raise BuildError("Read again, the text differs.")


def _said(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _lines(payload.decode("utf-8", "replace") if isinstance(payload, bytes) else "")


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n").rstrip("\n")


@lru_cache(maxsize=256)
def _as_readers_see(name: str, value: str) -> Any:
    """The field as the modern parser of the standard library decodes it."""
    return policy.default.header_fetch_parse(name, value)


def reply_subject(subject: str) -> str:
    """The subject of an answer: "Re: " once, "" stays "" (the template has words for that)."""
    topic = clean_subject(PREFIXES.sub("", clean_subject(subject)))
    return f"Re: {topic}" if topic else ""


def clean_subject(subject: str) -> str:
    """One line without control characters, at most 250 characters, nothing a parser would decode."""
    line = CONTROL.sub(" ", subject).encode("utf-8", "replace").decode("utf-8")
    line = " ".join(line.replace("=?", "= ?").split())
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1].rstrip()}…"


def _thread(in_reply_to: str | None, references: Iterable[str]) -> list[str]:
    """The ids for References, the one we answer last, the first and last ten of a long thread."""
    ids = [known for known in references if _is_id(known) and known != in_reply_to]
    if in_reply_to and _is_id(in_reply_to):
        ids.append(in_reply_to)
    ids = list(dict.fromkeys(ids))
    if len(ids) <= 2 * KEPT_REFERENCES:
        return ids
    return ids[:KEPT_REFERENCES] + ids[-KEPT_REFERENCES:]


def _wrapped(ids: list[str]) -> str:
    """The ids on one line, or on as few as the limit of 998 allows."""
    lines = [ids[0]]
    for known in ids[1:]:
        if len(lines[-1]) + len(known) + 1 <= MAX_ID:
            lines[-1] += f" {known}"
        else:
            lines.append(known)
    return "\r\n ".join(lines)


def _is_id(text: str) -> bool:
    # "=?" inside an id would be decoded by readers that take it for an encoded word.
    return len(text) <= MAX_ID and "=?" not in text and ID.fullmatch(text) is not None


def _mailbox(mailbox: Address | str) -> str:
    """`Name <address>`, without the name where it is long or holds anything but words."""
    if isinstance(mailbox, str):
        mailbox = Address(email=mailbox)
    local, _, domain = mailbox.email.rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        address = ""
    if not ADDRESS.fullmatch(address) or ".." in address or len(address) > 254:
        raise BuildError(f"Nobody can be written to under {mailbox.email[:80]!r}: it is not an address.")
    name = " ".join(mailbox.name.split(" "))
    return formataddr((name, address)) if _is_plain_name(name) else address


def _is_plain_name(name: str) -> bool:
    if not 0 < len(name) <= MAX_NAME or (
        not name.isascii() and len(name.encode("utf-8", "replace")) > MAX_ENCODED_NAME
    ):
        return False
    return all(letter in " .'’&-" or unicodedata.category(letter)[0] in "LMN" for letter in name)


def _encoded(words: str, name: str) -> str:
    """A header value folded at 76 columns, as encoded words where it is not ASCII (RFC 2047)."""
    if _is_as_written(words) and len(name) + 2 + len(words) <= MAX_HEADER_LINE:
        return words
    charset = "us-ascii" if words.isascii() else "utf-8"
    return Header(words, charset, maxlinelen=MAX_HEADER_LINE, header_name=name).encode(linesep="\r\n")


def _is_as_written(words: str) -> bool:
    """Whether every reader sees these words as they stand: plain ASCII on one line, no encoded word."""
    return words.isascii() and words.isprintable() and words == words.strip() and "=?" not in words


def _with_calendar(text: str, calendar: str, message_id: str) -> str:
    """The text and a calendar file beside it (RFC 2046, section 5.1.3; RFC 5545, section 8.1)."""
    # Never a line of what it parts: neither quoted-printable nor base64 makes one that begins so.
    boundary = f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}"
    packed = base64_lines(calendar.encode(), maxlinelen=MAX_BODY_LINE, eol="\r\n")
    said = _body(text).replace("MIME-Version: 1.0\r\n", "", 1)
    return (
        f'Content-Type: multipart/mixed; boundary="{boundary}"\r\nMIME-Version: 1.0\r\n\r\n'
        f"--{boundary}\r\n{said}\r\n--{boundary}\r\n"
        'Content-Type: text/calendar; charset="utf-8"; method=PUBLISH; name="appointment.ics"\r\n'
        'Content-Disposition: attachment; filename="appointment.ics"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{packed}\r\n--{boundary}--\r\n"
    )


def _body(text: str) -> str:
    """The MIME header fields and the text. All is ASCII, so that no relay has to re-encode it."""
    lines = text.rstrip("\n").replace("\n", "\r\n") + "\r\n"
    if lines.isascii() and max(map(len, lines.split("\r\n"))) <= MAX_BODY_LINE:
        encoding, body = "7bit", lines
    else:
        quoted = b2a_qp(lines.encode(), istext=True).decode("ascii")
        packed = base64_lines(lines.encode(), maxlinelen=MAX_BODY_LINE, eol="\r\n")
        encoding, body = min(("quoted-printable", quoted), ("base64", packed), key=lambda one: len(one[1]))
    return (
        f'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n'
        f"MIME-Version: 1.0\r\n\r\n{body}"
    )


def _clean_text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL_IN_TEXT.sub("", lines).encode("utf-8", "replace").decode("utf-8")


def _label(word: str) -> str:
    if not LABEL.fullmatch(word):
        raise BuildError(f"{word!r} cannot stand in a header.")
    return word


def _unfolded(value: str) -> str:
    return re.sub(r"\r?\n(?=[ \t])", "", value)
