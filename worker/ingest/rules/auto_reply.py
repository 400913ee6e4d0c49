"""What machines write by themselves: absences, receipts, ticket robots, challenges (RFC 3834).

`Auto-Submitted: no` is a human, `auto-forwarded` is somebody's mail passed on. A form's robot is left to the
form rule, because a person stands behind it. The words are data in robot_phrases.py and absence_words.py.
"""

from __future__ import annotations

import re

from worker.ingest.rules import bounce, form
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import is_no_reply
from worker.mail.machines import absence_words as absences
from worker.mail.machines import mass_mail
from worker.mail.machines import robot_phrases as robots
from worker.mail.message import ParsedEmail
from worker.mail.text import fold

# Only programs that answer by themselves write these.
_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-out-of-office",
    "x-vacation",
    "x-zohomail-autoreply",
    "x-helpscout-auto-reply",
    "x-otrs-loop",
    "x-plesk-autoresponder",
)
_HELPDESKS = ("x-zendesk-", "x-jira-", "x-freshdesk-", "x-helpscout-", "x-front-", "x-gorgias-")
_BEGINNING = 1_200  # characters; robots say what they are at once
_PASSED_ON = re.compile(r"^\W{0,3}(?:fwd?|wg|tr|rv|i|vs|doorst)\s?:", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I'll|I've|ich|Ich|je|j'ai|yo|ik|Ik|jag|Jag|jeg|Jeg|io|eu|Eu|minä|Minä)\b"
)
_COURTESIES = 2  # as many around an absence make it a program's notice


def automatic(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A mail that no person wrote, and that reports no failed delivery."""
    token = mail.headers.get("auto-submitted").split(";")[0].strip().lower()
    if known.sent_folder and not token.startswith("auto-replied"):
        return None
    if mail.is_complaint:
        return None
    reason = _receipt(mail)
    if reason is None and token != "no":
        reason = _by_header(mail, known, token) or _by_words(mail)
    return Opinion(Verdict.AUTO_REPLY, reason) if reason else None


def is_robot(mail: ParsedEmail) -> bool:
    """A receipt, a calendar, a ticket robot or a challenge: it says nothing about a person being away."""
    return _receipt(mail) is not None or _robot_words(mail) is not None


def is_absence(mail: ParsedEmail) -> bool:
    """Somebody's own notice that they are away, in the subject or the first words."""
    if is_robot(mail):
        return False
    said = f"{fold(mail.subject)}\n{_beginning(mail)}"
    return bool(_subject_says_so(mail) or absences.AWAY.search(said) or absences.TEMPLATE.search(said))


def _receipt(mail: ParsedEmail) -> str | None:
    """Receipts and answers that a mail program sends for its user."""
    if any("disposition-notification" in report.content_type for report in mail.reports):
        return "A read receipt, sent by a mail program."
    if bounce.is_positive(mail):
        return "A report that a mail was delivered."
    if robots.READ_SUBJECT.match(mail.subject) and robots.READ.search(_beginning(mail)):
        return "A read receipt in words, sent by a mail program."
    calendar = (
        any(a.content_type == "text/calendar" for a in mail.attachments) or b"text/calendar" in mail.source
    )
    if calendar and re.search(
        rb"method=\"?reply|^METHOD:REPLY", mail.source[:65536], re.IGNORECASE | re.MULTILINE
    ):
        return "A calendar's answer to an invitation."
    return None


def _by_header(mail: ParsedEmail, known: Known, token: str) -> str | None:
    if token.startswith("auto-replied"):
        return "Its header says that it answered by itself (Auto-Submitted)."
    said = next(
        (name for name in _HEADERS if mail.headers.get(name, "no").lower() not in ("no", "false")), ""
    )
    if said:
        return f"Its header says that it answered by itself ({said.title()})."
    if mail.headers.get("precedence").lower() == "auto_reply":
        return "Its header says that it answered by itself (Precedence)."
    if _by_inbox_rule(mail):
        return "A rule of the sender's mailbox answered, not a person."
    if _subject_says_so(mail):
        return f'The subject is an automatic reply\'s: "{mail.subject[:60]}".'
    if "list-unsubscribe" in mail.headers or "list-id" in mail.headers:
        return None
    reason = _by_likelihood(mail, known, token)
    # News and forms are told by their own rules.
    return None if reason is None or form.fields(mail, known) else reason


def _by_likelihood(mail: ParsedEmail, known: Known, token: str) -> str | None:
    """What hardly any person's mail has in its header."""
    if token.startswith("auto-") and token != "auto-forwarded" and _generated(mail):
        return "Its header says that a program wrote it (Auto-Submitted)."
    if known.answers_customer_mail and is_no_reply(mail.sender.email) and not mail.reply_to:
        return f"It answers us from an address that takes no answers itself ({mail.sender.email})."
    if mail.return_path == "" and mail.answers_something and not _asks(mail):
        return "It answers a mail and takes no answer itself, as automatic replies do (empty Return-Path)."
    return None


def _generated(mail: ParsedEmail) -> bool:
    """Whether a program really speaks: a helpdesk passes on its people's words under the same header."""
    if is_no_reply(mail.sender.email) or mass_mail.why(mail):
        return False
    helpdesk = any(name.startswith(_HELPDESKS) for name, _ in mail.headers.fields)
    return not (helpdesk and mail.answers_something)


def _by_inbox_rule(mail: ParsedEmail) -> bool:
    """An Exchange rule that answers under its owner's address; one that passes mail on names another."""
    owners = mail.headers.get("x-ms-exchange-inbox-rules-loop").lower()
    return bool(mail.sender and mail.sender.email in owners) and not _PASSED_ON.match(mail.subject)


def _subject_says_so(mail: ParsedEmail) -> bool:
    """A program's own subject, or an absent person's with the sentence that belongs to it."""
    if robots.AUTOMATIC_REPLY.match(mail.subject) or absences.SUBJECT.match(mail.subject):
        return True
    auto = re.match(r"AUTO: |Auto: ", mail.subject)
    if not auto and not absences.NAMED_SUBJECT.search(mail.subject):
        return False
    said = _beginning(mail)
    return bool((absences.AWAY.search(said) or absences.TEMPLATE.search(said)) and not _asks(mail))


def _by_words(mail: ParsedEmail) -> str | None:
    """What a program without any header is told by; whoever asks something in it is a person."""
    said = _beginning(mail)
    reason = _robot_words(mail)
    if reason or _asks(mail) or _PASSED_ON.match(mail.subject):
        return reason
    if absences.TEMPLATE.search(said):
        return "A mail program's own sentence says that somebody is away."
    if not absences.AWAY.search(said):
        return None
    suppressing = "x-auto-response-suppress" in mail.headers and mail.answers_something
    if sum(bool(courtesy.search(said)) for courtesy in absences.COURTESIES) + suppressing >= _COURTESIES:
        return "A notice that somebody is away, as mail programs send it."
    return None


def _robot_words(mail: ParsedEmail) -> str | None:
    """A ticket robot, a challenge, or a program that says of itself that it answers."""
    beginning = _beginning(mail)
    if robots.CHALLENGE.search(beginning):
        return "It asks the sender of a mail to prove to be human."
    received = robots.RECEIVED.search(beginning)
    declared = robots.DECLARES.search(f"{beginning}\n{fold(mail.new_text[-300:])}")
    if received and declared and not form.fields(mail):
        return "A robot says that it has received a mail."
    numbered = received and robots.NUMBER.search(f"{mail.subject}\n{beginning}")
    if numbered and _by_a_program(mail, beginning) and not _by_a_person(mail):
        return "A ticket robot says that it has received a mail."
    if declared and mail.answers_something and not _asks(mail):
        return "It says of itself that it is an automatic reply."
    return None


def _by_a_program(mail: ParsedEmail, beginning: str) -> bool:
    """A header of programs, a helpdesk's tag, or the promise of a later answer: people give receipts too."""
    program = mail.headers.get("auto-submitted").lower().startswith("auto-") or any(
        name in mail.headers for name in ("x-auto-response-suppress", "precedence")
    )
    return program or bool(robots.TAGGED.match(mail.subject) or robots.PROMISES.search(beginning))


def _by_a_person(mail: ParsedEmail) -> bool:
    """Somebody who speaks of themselves or asks: "I opened case 4711. Was it received?"."""
    return bool(_FIRST_PERSON.search(mail.new_text[:_BEGINNING])) or _asks(mail)


def _beginning(mail: ParsedEmail) -> str:
    """The first words, folded; a helpdesk's "reply above this line" stands above its own."""
    return fold((mail.new_text or mail.text)[:_BEGINNING])


def _asks(mail: ParsedEmail) -> bool:
    return "?" in _beginning(mail)
