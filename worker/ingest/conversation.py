"""What is known around one mail before it is judged: who we are, and which of our mails it answers.

Fills `Known` for the rules from configuration and database, and reads whom a mail really speaks for: a
form's robot and a colleague who forwards are not the person who wants something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from worker.commands import authenticate
from worker.ingest.rules import form, forward
from worker.ingest.rules.known import Known
from worker.ingest.team import us
from worker.ingest.verdict import Verdict
from worker.leads.people import person_of
from worker.mail import authentication, language
from worker.mail.addresses import domain_of
from worker.mail.message import Address, ParsedEmail
from worker.mail.threads import thread_ids
from worker.outbox import acquainted, identity
from worker.outbox.evidence import marker_of
from worker.store.models import InboundEmail, OutboxEmail, ThreadId
from worker.store.work import Work

SENT = "sent"  # InboundEmail.role
_OURS = select(OutboxEmail).where(OutboxEmail.message_id.in_(bindparam("ids", expanding=True)))


def known(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> Known:
    """Everything the rules may know about this mail."""
    tokens = authenticate.tokens_in(work, parsed)
    valid = [token for token in tokens if token.revoked_at is None and token.expires_at > work.now]
    team = us(work.settings)
    own = [token for token in valid if token.owner_id == team.owner_of(parsed.sender.email)]
    ids = thread_ids(parsed.in_reply_to, parsed.references)
    return replace(
        team,
        sent_folder=mail.role == SENT,
        ours=our_mail(work, mail, parsed) is not None or _is_forgotten(mail, parsed),
        token_owner=(own or valid)[0].owner_id if valid else None,
        answers_owner_mail=bool(tokens) or _names_owner_mail(work, ids),
        answers_customer_mail=_names_lead_thread(work, ids),
        known_person=is_acquainted(work, parsed.sender.email),
    )


def our_mail(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> OutboxEmail | None:
    """The mail of ours that this one is, known by its Message-ID or by our key in References.

    Some providers replace the Message-ID of what they file in Sent or copy back to us; the key that
    stands in References beside the id we answer stays.
    """
    if found := mail_of_ours(work, parsed.message_id):
        return found
    if mail.role != SENT and parsed.sender.email not in work.settings.inbox_addresses:
        return None
    key = marker_of(work.secret, parsed)
    leads = select(ThreadId.lead_id).where(ThreadId.message_id == key, ThreadId.side == "ours")
    mails = select(OutboxEmail).where(OutboxEmail.lead_id.in_(leads), OutboxEmail.audience == "customer")
    for one in work.session.scalars(mails):
        if identity.thread_key(work.secret, one.message_id) == key:
            return one
    return None


def mail_of_ours(work: Work, message_id: str) -> OutboxEmail | None:
    """The mail that we gave this Message-ID."""
    if not message_id:
        return None
    asked = {"ids": [message_id]}
    return work.once(("mail of ours", message_id), lambda: work.session.scalar(_OURS, asked))


def look_ahead(work: Work, ids: Sequence[str]) -> None:
    """Ask once for all of these Message-IDs whether we gave them."""
    found = {mail.message_id: mail for mail in work.session.scalars(_OURS, {"ids": ids})}
    for message_id in ids:
        work.learn(("mail of ours", message_id), found.get(message_id))


def _is_forgotten(mail: InboundEmail, parsed: ParsedEmail) -> bool:
    """Whether it lies in Sent, was built by us, and a backup put back knows nothing of it."""
    return mail.role == SENT and bool(parsed.headers.all("x-keepwarm-kind"))


def as_said(parsed: ParsedEmail, verdict: Verdict, known: Known) -> ParsedEmail:
    """The mail as the person really speaking said it: for a form or a forward another sender and text.

    Its Message-ID is then one this person has seen, or empty: our answer must stand in their thread.
    """
    if verdict is Verdict.FORM and (fields := form.fields(parsed, known)):
        who = Address(fields.name, fields.email)
        spoken = _spoken(parsed, who, fields.message, subject=parsed.subject, message_id="")
        return _in_its_thread(spoken, parsed) if form.is_passed_on_answer(parsed, known) else spoken
    if verdict is Verdict.FORWARD and (passed := forward.original(parsed, known)):
        inner = next((one for one in parsed.enclosed[:1] if one.sender), None)
        named = parsed.references[-1:] or parsed.in_reply_to
        message_id = inner.message_id if inner else next(iter(named), "")
        spoken = _spoken(parsed, passed.sender, passed.text, subject=passed.subject, message_id=message_id)
        return replace(spoken, attachments=inner.attachments) if inner else spoken
    return parsed


def believed(work: Work, mail: InboundEmail, parsed: ParsedEmail) -> bool:
    """Whether a mail in the name of one of us is theirs (rules, section 6.6).

    What lies in Sent always is; a copy is by address alone in token mode, else when it is vouched for.
    """
    security = work.settings.security
    if mail.role == SENT or security.owner_replies == "token":
        return True
    return authentication.passes(parsed, security.authserv_id, domain_of(parsed.sender.email))


def is_acquainted(work: Work, address: str) -> bool:
    """Whether it is somebody of an earlier lead, or somebody one of us wrote to."""
    return person_of(work, address) is not None or acquainted.written_to(work, address) is not None


def _spoken(parsed: ParsedEmail, who: Address, text: str, *, subject: str, message_id: str) -> ParsedEmail:
    return replace(
        parsed,
        sender=who,
        reply_to=(),
        text=text,
        new_text=text,
        subject=subject,
        message_id=message_id,
        in_reply_to=(),
        references=(),
        language=language.guess(text),
    )


def _in_its_thread(spoken: ParsedEmail, parsed: ParsedEmail) -> ParsedEmail:
    """A group leaves the ids of a mail as its writer's program gave them."""
    return replace(
        spoken,
        message_id=parsed.message_id,
        in_reply_to=parsed.in_reply_to,
        references=parsed.references,
    )


def _names_owner_mail(work: Work, ids: Sequence[str]) -> bool:
    if not ids:
        return False
    rows = select(OutboxEmail.id).where(OutboxEmail.message_id.in_(ids), OutboxEmail.audience == "owner")
    return work.session.scalar(rows.limit(1)) is not None


def _names_lead_thread(work: Work, ids: Sequence[str]) -> bool:
    if not ids:
        return False
    rows = select(ThreadId.id).where(ThreadId.message_id.in_(ids))
    return work.session.scalar(rows.limit(1)) is not None
