"""A website's form: a robot's mail with a person in Reply-To or in the fields.

The person is the lead; the robot is never answered. Our own address in From with somebody
else in Reply-To, X-Original-From or the fields is that person speaking (rules, section 5).
Somebody who writes a list of `Label: value` in a mail of their own stays who they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from worker.ingest.form_fields import FormFields, read_fields
from worker.ingest.rules import forward
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.mail.addresses import company_domain, domain_of, is_free_mail, is_no_reply
from worker.mail.headers import read_addresses
from worker.mail.message import Address, ParsedEmail

_SUBJECT = re.compile(
    r"contact ?(?:form|us\b|request)|(?:web|feedback|booking|quote|order) ?form\b"
    r"|form (?:submission|submitted|entry)"
    r"|new (?:form )?(?:submission|entry|enquiry|inquiry|response|lead\b|customer message|message from)"
    r"|(?:verified|unverified) submission|website (?:enquiry|inquiry|message|contact)|submitted|webform"
    r"|request a quote|quote request|new response|got a new (?:message|submission)"
    r"|kontaktformular|kontaktanfrage|formular"
    r"|neue[rs]? (?:nachricht|anfrage|eintrag|einsendung|kundennachricht)"
    r"|neue einsendung|anfrage (?:über|von|auf|via) |rückruf(?:bitte|wunsch)|über die web(?:site|seite)"
    r"|formulaire|nouve(?:au|lle) (?:message|soumission|demande|contact)|depuis (?:le|votre) site"
    r"|formulario|nuevo (?:mensaje|envío|contacto)|nueva (?:solicitud|consulta)|desde la web"
    r"|formulário|nov[ao] (?:mensagem|envio|contacto|contato|pedido)|pelo site"
    r"|modulo (?:di )?contatt|nuov[ao] (?:messaggio|invio|risposta|richiesta|contatto)|dal sito"
    r"|contactformulier|nieuwe? (?:bericht|inzending|aanvraag)|via de website"
    r"|\[[^\]]{2,60}\]\s*(?:contact|kontakt|enquiry)",
    re.IGNORECASE,
)
# What only programs of websites are called.
_WEBSITE = re.compile(
    r"^(?:wordpress|www|www-?data|apache|nginx|forms?|formular|kontaktformular|contact-?form|form-?mail|formspree"
    r"|form-?responses?|form-?submissions?|submissions?|drupal|joomla|typo3|webform|no-?reply-forms?"
    r"|forms-\w{1,20}"
    r"|forms-receipts-noreply)(?:[-+._]|@)"
)
_ROBOT = re.compile(
    r"^(?:web|web-?site|webseite|sito|site|webmaster|online|notifications?|notify|mailer|server|cgi|php|leads?"
    r"|followups|email|system|shop)(?:[-+._]|@)"
)
_ROBOT_HEADERS = (
    "x-php-originating-script",
    "x-php-script",
    "x-wpcf7-content-type",
    "x-webform",
    "x-form-id",
)
_ROBOT_MAILER = re.compile(
    r"phpmailer|wp ?mail|wpforms|drupal|joomla|typo3|swift ?mailer|formmail|forms\b", re.I
)
_LABELS = frozenset({"name", "first", "last", "email", "phone", "message"})


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

    Without any field that says what they want, `message` is the mail's whole text.
    """
    known = known or Known.nothing()
    robot = _is_robot(mail, known)
    if (mail.in_reply_to or mail.quoted) and not robot:
        return None
    if forward.says_so(mail) and not _WEBSITE.match(mail.sender.email):
        return None
    found = read_fields(mail.text)
    person = _behind(mail, known, found, robot=robot)
    if person is None:
        return None
    return replace(
        found,
        name=found.name or person.name,
        email=person.email,
        message=found.message or mail.text,
    )


def _behind(mail: ParsedEmail, known: Known, found: FormFields, *, robot: bool) -> Address | None:
    """The person behind a robot's mail, or nothing when no robot speaks or nobody is behind it."""
    answered = len(found.known_labels & _LABELS)
    others = [one for one in _elsewhere(mail) if _is_outside(one.email, mail, known)]
    in_fields = found.email if found.email and _is_outside(found.email, mail, known, writer=True) else ""
    called_form = found.says_so or bool(_SUBJECT.search(mail.subject))
    if in_fields and answered >= 2:
        if in_fields == mail.sender.email:
            # Some forms put the visitor into From: then the mail must be a form's from its first line.
            robot = robot or (called_form and (found.begins_so or found.says_so))
        elif in_fields in [one.email for one in others]:
            robot = True
        if robot or (found.begins_so and answered >= 3 and not _is_persons(mail.sender.email)):
            return Address(found.name, in_fields)
        if called_form and in_fields != mail.sender.email and (found.begins_so or found.says_so):
            return Address(found.name, in_fields)
    if others and not (in_fields and in_fields == mail.sender.email):
        website = _is_from_us(mail, known) or bool(_WEBSITE.match(mail.sender.email))
        if website or (robot and answered >= 1) or called_form:
            return others[0]
    if found.phone and answered >= 2 and robot and not in_fields:
        # Nobody to write to, and yet somebody to ring.
        return Address(found.name, "")
    return None


def _is_from_us(mail: ParsedEmail, known: Known) -> bool:
    """Whether it says to be from us; without a team, from the house it is sent to."""
    if known.is_us(mail.sender.email):
        return True
    house = company_domain(domain_of(mail.sender.email))
    return not known.database and any(
        address.email == mail.sender.email
        or (house and not is_free_mail(house) and house == company_domain(domain_of(address.email)))
        for address in mail.recipients
    )


def _is_robot(mail: ParsedEmail, known: Known) -> bool:
    """Whether a program sent it: by its address, by its header, or because it says to be from us."""
    sender = mail.sender.email
    return (
        _is_from_us(mail, known)
        or is_no_reply(sender)
        or bool(_WEBSITE.match(sender) or _ROBOT.match(sender))
        or any(name in mail.headers for name in _ROBOT_HEADERS)
        or bool(_ROBOT_MAILER.search(mail.headers.get("x-mailer")))
    )


def _is_outside(email: str, mail: ParsedEmail, known: Known, *, writer: bool = False) -> bool:
    """Whether it is somebody's address to whom we could write: not ours, not the robot's own."""
    if not email or known.is_us(email) or is_no_reply(email):
        return False
    ours = [address.email for address in mail.recipients]
    return email not in ours and (writer or email != mail.sender.email)


def _is_persons(email: str) -> bool:
    """Whether a mailbox is a private one, or named after somebody ("ana.diaz")."""
    local = email.partition("@")[0]
    return is_free_mail(domain_of(email)) or "." in local


def _elsewhere(mail: ParsedEmail) -> tuple[Address, ...]:
    """Addresses that stand for another speaker than From."""
    return mail.reply_to + read_addresses(list(mail.headers.all("x-original-from")))
