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
    r"|formularz|formulář|formulár|kontaktskjema|kontaktformulär|lomake|iletişim formu|űrlap|nowe zgłoszenie"
    r"|ny (?:besked|melding|henvendelse|förfrågan|meddelande)|nová zpráva|mesaj nou|yeni mesaj"
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
_INTRODUCTION = 300  # characters that a form's program may write above the fields
_SHORT = 2_000  # characters; what somebody types into a form
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
    website = _is_website(mail, known)
    if (mail.in_reply_to or mail.quoted) and not (known.is_us(mail.sender.email) or _is_robot(mail)):
        return None
    if forward.says_so(mail) and not _WEBSITE.match(mail.sender.email):
        return None
    # What an answer quotes was said by us, and by nobody who is passed on.
    text = mail.new_text if is_passed_on_answer(mail, known) else mail.text
    found = read_fields(text)
    if mail.quoted and known.is_us(mail.sender.email):
        text = mail.new_text
    person = _in_fields(mail, known, found, website=website)
    if person is None:
        person = _in_header(mail, known, found, website=website)
    if person is None:
        return None
    return replace(
        found,
        name=found.name or person.name,
        email=person.email,
        message=found.message or text,
    )


def is_passed_on_answer(mail: ParsedEmail, known: Known) -> bool:
    """Whether somebody answers through a group of ours, which writes its own address into From."""
    return bool(mail.in_reply_to or mail.references) and known.is_us(mail.sender.email)


def _in_fields(mail: ParsedEmail, known: Known, found: FormFields, *, website: bool) -> Address | None:
    """The person the fields name, where a form's program wrote them and not somebody by hand."""
    answered = len(found.known_labels & _LABELS)
    robot = website or _is_robot(mail) or _is_of_house(mail, known)
    is_form = found.says_so or bool(_SUBJECT.search(mail.subject))
    if answered < 2:
        return None
    if not found.email and found.phone and robot and found.above <= _INTRODUCTION:
        # Nobody to write to, and yet somebody to ring.
        return Address(found.name, "") if not _in_header(mail, known, found, website=website) else None
    if not _is_outside(found.email, mail, known):
        return None
    if found.email == mail.sender.email:
        # Some forms put the visitor into From: then the mail must be a form's from its first line.
        sure = is_form and (found.says_so or not found.above)
    elif found.email in [address.email for address in _elsewhere(mail)]:
        sure = True
    elif robot:
        sure = is_form or found.above <= _INTRODUCTION
    else:
        whole = answered >= 3 and not found.above and not _is_persons(mail.sender.email)
        sure = whole or (is_form and (found.says_so or not found.above))
    return Address(found.name, found.email) if sure else None


def _in_header(mail: ParsedEmail, known: Known, found: FormFields, *, website: bool) -> Address | None:
    """The person in Reply-To, where the mail is a website's or looks like a form's."""
    others = [
        one
        for one in _elsewhere(mail)
        if one.email != mail.sender.email and _is_outside(one.email, mail, known)
    ]
    if not others or found.email == mail.sender.email:
        return None
    answered = len(found.known_labels & _LABELS) >= 1 and found.above <= _INTRODUCTION
    is_form = found.says_so or bool(_SUBJECT.search(mail.subject))
    robot = _is_robot(mail) or _is_of_house(mail, known)
    sure = website or (robot and (answered or is_form)) or (is_form and (answered or len(mail.text) < _SHORT))
    return others[0] if sure else None


def _is_website(mail: ParsedEmail, known: Known) -> bool:
    """Whether it comes from what only websites are called, or says to be from us."""
    to_itself = not known.database and mail.sender.email in [address.email for address in mail.recipients]
    return bool(_WEBSITE.match(mail.sender.email)) or known.is_us(mail.sender.email) or to_itself


def _is_of_house(mail: ParsedEmail, known: Known) -> bool:
    """Whether, without a team to know, it comes from the house it is sent to."""
    house = _house_of(mail.sender.email)
    houses = [_house_of(address.email) for address in mail.recipients]
    return not known.database and bool(house) and not is_free_mail(house) and house in houses


def _is_robot(mail: ParsedEmail) -> bool:
    """Whether a program sent it, by its address or by its header."""
    sender = mail.sender.email
    return bool(sender) and (
        is_no_reply(sender)
        or bool(_WEBSITE.match(sender) or _ROBOT.match(sender))
        or any(name in mail.headers for name in _ROBOT_HEADERS)
        or bool(_ROBOT_MAILER.search(mail.headers.get("x-mailer")))
    )


def _is_outside(email: str, mail: ParsedEmail, known: Known) -> bool:
    """Whether it is somebody's address to whom we could write: neither ours nor nobody's."""
    if not email or known.is_us(email) or is_no_reply(email):
        return False
    house = _house_of(email)
    ours = [address.email for address in mail.recipients]
    return email not in ours and (is_free_mail(house) or house not in map(_house_of, ours))


def _house_of(email: str) -> str:
    """The registered domain of an address."""
    return company_domain(domain_of(email))


def _is_persons(email: str) -> bool:
    """Whether a mailbox is a private one, or named after somebody ("ana.diaz")."""
    local = email.partition("@")[0]
    return is_free_mail(domain_of(email)) or "." in local


def _elsewhere(mail: ParsedEmail) -> tuple[Address, ...]:
    """Addresses that stand for another speaker than From."""
    return mail.reply_to + read_addresses(list(mail.headers.all("x-original-from")))
