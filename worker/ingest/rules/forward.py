"""A teammate passes on somebody's mail: the original sender is the lead.

Told by the subject, the line mail programs put above a forward, a header block that names somebody from
outside, or a mail enclosed whole. Passed on twice, the lead is the first writer who is not one of us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from worker.ingest.form_fields import read_fields
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import company_domain, domain_of, is_free_mail
from worker.mail.days.written_date import written_date
from worker.mail.message import Address, ParsedEmail
from worker.mail.quoting import forward_mark, header_block, signature
from worker.mail.quoting.attribution import find_attribution
from worker.mail.quoting.written_sender import attributed_sender, written_sender
from worker.mail.text import collapse

# "Fwd:" in the languages of mail programs.
_PREFIX = (
    r"(?:fwd?|wg|tr|rv|enc|doorst|vs|vb|i|fs|vl|pd|ilt|i̇lt|tov|redir|videresend|trs|реф|пересл|转发|轉寄|転送|전달"
    r"|προωθ)\.?\s*[:：]"
)
_SUBJECT = re.compile(rf"^(?:\[[^\]]{{1,40}}\]\s*)?(?:{_PREFIX}|\[fwd:)", re.IGNORECASE)
_PREFIXES = re.compile(rf"^(?:\s*\[?{_PREFIX})+\s*", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\s*(?:re|aw|antw|sv|ref?|res|rif|odp|ynt|vá|απ)\s?(?:\[\d+\])?\s*[:：]", re.IGNORECASE
)
_MAILBOX = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDS = 5  # through which a mail may have gone


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that was passed on, and what the colleague wrote above it.

    The sender has no address where the colleague's program left it out.
    """

    sender: Address
    subject: str
    date: datetime | None
    text: str
    comment: str


def colleague_passes(mail: ParsedEmail, known: Known) -> Opinion | None:
    """One of us forwards a mail of somebody else. Without a team, anybody's forward counts."""
    is_us = known.is_us(mail.sender.email)
    if known.sent_folder or (known.database and not is_us) or (not is_us and _is_of_list(mail)):
        return None
    found = original(mail, known)
    ours = [address.email for address in mail.recipients]
    # What we wrote ourselves is sent back rather than passed on: "VS:" is a Finn's answer.
    if found is None or known.is_us(found.sender.email) or found.sender.email in ours:
        return None
    who = found.sender.email or found.sender.name
    return Opinion(Verdict.FORWARD, f"{mail.sender.email} passes on a mail of {who}.")


def original(mail: ParsedEmail, known: Known | None = None) -> Forwarded | None:
    """The forwarded mail with its sender, or nothing when this is no forward."""
    if mail.reports:
        # A report encloses the mail it is about; nobody passes it on.
        return None
    known = known or Known.nothing()
    found = _passed_on(mail, known)
    for _ in range(_HANDS):
        if found is None or not _is_colleague(found.sender, mail, known):
            break
        deeper = _in_text(found.text, mail.date)
        if deeper is None:
            break
        # What the one who wrote to us says about it counts.
        found = replace(deeper, comment=found.comment)
    if found is None:
        return None
    return replace(
        found,
        sender=_behind_form(found),
        subject=found.subject or _PREFIXES.sub("", mail.subject).rstrip("]"),
    )


def _behind_form(found: Forwarded) -> Address:
    """Who wrote what was passed on; of a website's form the person, not its robot."""
    fields = read_fields(found.text)
    is_form = (fields.says_so or not fields.above) and {"email", "message"} <= fields.known_labels
    return Address(fields.name, fields.email) if is_form else found.sender


def says_so(mail: ParsedEmail) -> bool:
    """Whether the subject or the line above a forward says that somebody passes a mail on."""
    return bool(_SUBJECT.match(mail.subject)) or forward_mark.is_in(mail.text)


def _is_of_list(mail: ParsedEmail) -> bool:
    """Whether it was sent to a mailing list, whose members pass on much that is no inquiry."""
    return any(name in mail.headers for name in ("list-id", "list-unsubscribe", "list-post")) or (
        mail.headers.get("precedence").lower() in ("bulk", "list")
    )


def _passed_on(mail: ParsedEmail, known: Known) -> Forwarded | None:
    """The mail the sender passed on."""
    if mail.enclosed and mail.enclosed[0].sender:
        inner = mail.enclosed[0]
        return Forwarded(inner.sender, inner.subject, inner.date, inner.text, signature.without(mail.text))
    if says_so(mail):
        return _in_text(mail.text, mail.date)
    if mail.in_reply_to or not mail.quoted or _ANSWER.match(mail.subject):
        return None
    # Passed on under a subject of their own: it was written by somebody else to the one who passes it on.
    block = header_block.read(mail.text)
    writer = written_sender(block.fields.get("from", "")) if block else None
    if block is None or writer is None or not writer.email or _is_colleague(writer, mail, known):
        return None
    reached = [mail.sender.name, mail.sender.email, _house_of(mail.sender.email)]
    if not any(one and one.lower() in block.fields.get("to", "").lower() for one in reached):
        return None
    return None if writer.email in [one.email for one in mail.recipients] else _in_text(mail.text, mail.date)


def _is_colleague(writer: Address, mail: ParsedEmail, known: Known) -> bool:
    """Whether a writer is one of us; without a team, of the house of whoever passed the mail on."""
    if known.is_us(writer.email) or writer.email == mail.sender.email:
        return True
    house = _house_of(writer.email)
    ours = [mail.sender, *mail.recipients]
    return bool(house) and house in [_house_of(one.email) for one in ours]


def _house_of(email: str) -> str:
    """The registered domain of an address; "" where many people share it."""
    domain = company_domain(domain_of(email))
    return "" if is_free_mail(domain) else domain


def _in_text(text: str, passed_on: datetime | None) -> Forwarded | None:
    """The first mail that a text passes on: below a header block, or below "Ana wrote:"."""
    block = header_block.read(text)
    attribution = find_attribution(text)
    if block is not None and (attribution is None or block.start <= attribution.start):
        return _from_block(text, block, passed_on)
    if attribution is None:
        return None
    line = text[attribution.start : attribution.end]
    sender = attributed_sender(line)
    if sender is None:
        return None
    date = written_date(
        _MAILBOX.sub("", line), near=passed_on, day_first=not line.lstrip("> ").startswith("On ")
    )
    below = forward_mark.unwrapped(text[attribution.end :])
    return Forwarded(sender, "", date, below, _comment(text[: attribution.start]))


def _from_block(text: str, block: header_block.Block, passed_on: datetime | None) -> Forwarded | None:
    """The forward as its header block tells it: From, Subject and a date, in many languages."""
    sender = written_sender(block.fields.get("from", ""))
    if sender is None:
        return None
    below = forward_mark.unwrapped(block.below)
    written = block.fields.get("date", "") or block.fields.get("sent", "")
    date = written_date(written, near=passed_on, day_first=None if block.english else True)
    sender = sender if sender.email else Address(sender.name, _address_in(below, sender.name))
    return Forwarded(
        sender, collapse(block.fields.get("subject", "")), date, below, _comment(text[: block.start])
    )


def _address_in(text: str, name: str) -> str:
    """The address under which somebody signs, known by their name; "" when there is none."""
    words = re.findall(r"[^\W\d_]{3,}", name.lower())
    addresses = [found.lower().rstrip(".") for found in _MAILBOX.findall(text[:20_000])]
    return next((one for one in addresses if any(word in one for word in words)), "")


def _comment(above: str) -> str:
    """What the colleague wrote above the mail, without signature and marks."""
    return signature.without(forward_mark.above(above))
