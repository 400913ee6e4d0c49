"""A website's form: a robot's mail with a person in Reply-To or in the fields.

The person is the lead; the robot is never answered. Our own address in From with somebody
else in Reply-To, X-Original-From or the fields is that person speaking (rules, section 5).
"""

from __future__ import annotations

import re
from dataclasses import replace

from worker.ingest.labels import FormFields, read_fields
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import is_no_reply
from worker.mail.headers import read_addresses
from worker.mail.message import Address, ParsedEmail

_SUBJECT = re.compile(
    r"contact ?form|form submission|new (?:submission|entry|enquiry|inquiry|lead|message from)"
    r"|website (?:enquiry|inquiry)"
    r"|submitted|kontaktformular|formular|neue (?:nachricht|anfrage) (?:von|über|via)|anfrage über|web ?form"
    r"|got a new (?:message|submission)|\[[^\]]{2,60}\]\s*(?:contact|kontakt|enquiry)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"^(?:wordpress|www|www-data|apache|web|website|webmaster|form|forms|formular|kontaktformular|contactform"
    r"|contact-form|notifications?|notify|mailer|formspree|formresponses|form-submission"
    r"|submissions?)(?:[-+.]|@)"
)


def robot_speaks_for(mail: ParsedEmail, known: Known) -> Opinion | None:
    """A form's notification, with a person to answer."""
    if known.sent_folder:
        return None
    found = fields(mail, known)
    if found is None:
        return None
    who = f"{found.name} <{found.email}>" if found.name else found.email or found.phone
    return Opinion(Verdict.FORM, f"A form's robot passes on what {who} wrote.")


def fields(mail: ParsedEmail, known: Known | None = None) -> FormFields | None:
    """The person and the fields of a form's mail, or nothing when it is no form.

    Without a message field, `message` is the mail's whole text.
    """
    known = known or Known.nothing()
    if (mail.in_reply_to or mail.quoted) and not known.is_us(mail.sender.email):
        return None
    found = read_fields(mail.text)
    person = _behind(mail, known, found)
    if person is None:
        return None
    return replace(
        found,
        name=found.name or person.name,
        email=person.email,
        message=found.message or mail.text,
    )


def _behind(mail: ParsedEmail, known: Known, found: FormFields) -> Address | None:
    """The person behind a robot's mail, or nothing when no robot speaks or nobody is behind it."""
    # Without a team, a mail from its own recipient is what a website sends under our address.
    to_itself = mail.sender.email in [address.email for address in mail.recipients]
    from_us = known.is_us(mail.sender.email) or to_itself
    robot = from_us or is_no_reply(mail.sender.email) or bool(_ROBOT.match(mail.sender.email))
    labelled = len(found.known_labels & {"name", "first", "last", "email", "phone", "message"})
    others = [address for address in _elsewhere(mail) if not known.is_us(address.email)]
    others = [
        address for address in others if address.email != mail.sender.email and not is_no_reply(address.email)
    ]
    in_fields = found.email and not known.is_us(found.email)
    if in_fields and labelled >= 2 and (robot or others or labelled >= 3 or _SUBJECT.search(mail.subject)):
        return Address(found.name, found.email)
    if others and (from_us or (robot and labelled >= 2) or _SUBJECT.search(mail.subject)):
        return others[0]
    if found.phone and labelled >= 2 and robot:
        # Nobody to write to, and yet somebody to ring.
        return Address(found.name, "")
    return None


def _elsewhere(mail: ParsedEmail) -> tuple[Address, ...]:
    """Addresses that stand for another speaker than From."""
    return mail.reply_to + read_addresses(list(mail.headers.all("x-original-from")))
