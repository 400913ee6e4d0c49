"""Whether a mail without any list header was written for many, or by a service for nobody to answer. Pure.

Marks are weighed: one alone says nothing, because people write "unsubscribe" and build signatures too.
The words are data in mass_words.py; the bulk rule asks here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.mail.addresses import domain_of
from worker.mail.machines import mass_words as words
from worker.mail.message import ParsedEmail
from worker.mail.text import fold

_ENOUGH = 3
_TELLING = 2  # of them, from what only such mail bears
_ENDS = 4_000  # characters read at either end: the offer to leave stands in the first or the last lines
_LINK = re.compile(r"https?://|www\.|<a\s", re.IGNORECASE)
# Written in the first person, the same words are a wish.
_OWN_WISH = re.compile(
    r"(?:\b(?:i|i'd|we|ich|wir|je|nous|quiero|quisiera|voglio|ik)\b[^.!\n]{0,60}|please\s|bitte\s)$",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(
    r"^(?:x-campaign.*|x-mc-user|x-mailchimp-.*|x-newsletter.*|x-mailing-?(?:id|list)?|x-mktmailingid"
    r"|x-rpcampaign"
    r"|x-mailer-recptid|x-csa-complaints|x-cm-?campaign.*|x-klaviyo.*|x-emarsys.*|x-inxmail.*"
    r"|x-cleverreach.*)$"
)
_SENDING_SERVICE = re.compile(
    r"^(?:feedback-id|x-sg-.*|x-mailgun-.*|x-hs-.*|x-sib-.*|x-mailin-.*|x-mj-.*|x-sfmc-.*|x-elq.*"
    r"|x-msfbl|x-report-abuse.*"
    r"|x-ses-outgoing|x-pm-.*|x-mandrill-.*|x-bulk.*|x-unsubscribe.*|list-help|x-abuse.*|x-facebook.*"
    r"|x-linkedin.*"
    r"|x-intercom-.*|x-cordial.*|x-virtual.*|x-messagegears.*|x-[a-z]{1,20}-notify)$"
)
_NEWS_ADDRESS = re.compile(
    r"^(?:news|newsletters?|e-?news|updates?|offers?|deals?|promo(?:tions?|cje)?|marketing|mailings?"
    r"|campaigns?|boletin"
    r"|ofertas|nieuwsbrief|nyhetsbrev|nyhedsbrev|gazette|angebote|aktion|specials?|subscriptions?"
    r"|members?|editor|digest"
    r"|feedback|survey|events?|einladung)(?:[-+._#\d].{0,80})?@|@(?:[\w-]{1,40}\.)?(?:news"
    r"|newsletters?|e-?mails?|mailings?|mkt|promo|offers"
    r"|campaigns?|reply|em|e)\d{0,3}\.",
    re.IGNORECASE,
)
_SERVICE_ADDRESS = re.compile(
    r"^(?:notifications?|notify|alerts?|security(?:[-_.]?alerts?)?|account-?(?:security|update)"
    r"|auto(?:mated|mailer)?|robot|nagios|monitor(?:ing)?"
    r"|tracking|messages?|auto-?confirm|ship-?confirm|order-?update|pageupdates?|mailer"
    r"|service-?update|do-?not-?answer"
    r")(?:[-+._].{0,80})?@",
    re.IGNORECASE,
)
_VERIFIER = re.compile(
    r"^(?:accounts?|verify|verification|auth|log-?in|sign-?(?:in|up)|register|registration"
    r"|confirm(?:ation)?)(?:[-+._].{0,80})?@"
)
_RETURN_PATH = re.compile(
    r"^(?:owner|bounces?|bnc|ret(?:urn)?s?|rts|verp|err(?:ors)?|mailer|prvs=)[-+._=\d]|-bounces?@"
    r"|^[^@]{0,100}?\d[^@]{24,200}@",
    re.I,
)
_PIXEL = re.compile(
    rb"<img[^<>]{0,200}(?:width=[\"']?1[\"'\s>][^<>]{0,100}height=[\"']?1\b|height=[\"']?1[\"'\s>][^<>]{0,100}width=[\"']?1\b)",
    re.I,
)
# The way out is an answer with one word ("reply with REMOVE").
_BY_MAIL = re.compile(
    r"\b(?:reply|respond|antworten|e-?mail us)\b[^.\n]{0,80}\b(?:remove|unsubscribe|subject|betreff)", re.I
)
_SHOUTS = re.compile(r"[!$]{3}")
_COPYRIGHT = re.compile(
    r"©|\(c\) ?20\d\d|copyright|all rights reserved|alle rechte vorbehalten|impressum", re.IGNORECASE
)
_CODE = re.compile(r"\b(?:\d{4,8}|\d{3}[- ]\d{3}|[A-Z0-9]{6})\b|https?://")


@dataclass(frozen=True, slots=True)
class _Mark:
    what: str
    weight: int
    telling: bool = True  # only mail for many or of services bears it; the others only add to such a mark


def why(mail: ParsedEmail) -> str:
    """What marks the mail as one for many, in plain words; "" when it may be a person's."""
    if mail.in_reply_to or mail.references:
        return ""
    marks = _marks(mail)
    telling = sum(mark.weight for mark in marks if mark.telling)
    if sum(mark.weight for mark in marks) < _ENOUGH or telling < _TELLING:
        return ""
    strongest = sorted(marks, key=lambda mark: (mark.telling, mark.weight), reverse=True)
    return ", ".join(mark.what for mark in strongest[:2])


def verifies(mail: ParsedEmail) -> bool:
    """Whether a service sends the code or link by which somebody proves that an address is theirs."""
    if mail.answers_something or not words.VERIFY_SUBJECT.search(fold(mail.subject)):
        return False
    by_service = _SERVICE_ADDRESS.match(mail.sender.email) or _VERIFIER.match(mail.sender.email)
    text = fold(mail.text[:_ENDS])
    warns = words.IF_NOT_YOU.search(text) or words.NO_ANSWERS.search(text)
    return bool(_CODE.search(mail.text) and (by_service or warns))


def wants_no_answer(mail: ParsedEmail) -> bool:
    """Whether the mail itself says that a program wrote it or that nobody reads what is sent back."""
    return bool(
        words.NO_ANSWERS.search(fold(mail.text[:_ENDS])) or words.NO_ANSWERS.search(fold(mail.text[-_ENDS:]))
    )


def _marks(mail: ParsedEmail) -> list[_Mark]:
    return [*_header_marks(mail), *_text_marks(mail)]


def _header_marks(mail: ParsedEmail) -> list[_Mark]:
    names = {name for name, _ in mail.headers.fields}
    found = []
    if any(_CAMPAIGN.match(name) for name in names):
        found.append(_Mark("the header of a mail campaign", 3))
    services = sum(bool(_SENDING_SERVICE.match(name)) for name in names)
    if services:
        found.append(_Mark("the header of a mailing service", min(services, 2)))
    if mail.headers.get("precedence").lower() in ("bulk", "junk"):
        # A list sends under its own name for returns; an odd program of a person's does not.
        passed_on = bool(mail.return_path) and domain_of(mail.return_path or "") != domain_of(
            mail.sender.email
        )
        found.append(_Mark("a header that says it was sent to many (Precedence)", 2 + passed_on))
    if mail.headers.get("auto-submitted").lower().startswith("auto-g"):
        found.append(_Mark("a header that says a program wrote it (Auto-Submitted)", 2))
    if _NEWS_ADDRESS.search(mail.sender.email):
        found.append(_Mark("a newsletter's address", 1))
    if _SERVICE_ADDRESS.match(mail.sender.email):
        found.append(_Mark("a service's address", 2))
    if mail.return_path and _RETURN_PATH.search(mail.return_path):
        found.append(_Mark("an address for returns only", 1, telling=False))
    return found


def _text_marks(mail: ParsedEmail) -> list[_Mark]:
    text = mail.new_text
    text = fold(text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]}\n{text[-_ENDS:]}")
    subject = fold(mail.subject)
    hidden = mail.html and b"href" in mail.source.lower()
    linked = hidden or bool(_LINK.search(text))
    offered = words.UNSUBSCRIBE.search(text)
    found = []
    if (
        offered
        and (linked or _BY_MAIL.search(text, offered.start(), offered.end() + 120))
        and not _OWN_WISH.search(text[: offered.start()][-80:])
    ):
        found.append(_Mark("a way to unsubscribe", 2))
    if _online(text, hidden=hidden):
        found.append(_Mark("a link to read it in the browser", 2))
    if words.WHY_YOU.search(text):
        found.append(_Mark("a line why the reader gets it", 2))
    if words.NO_ANSWERS.search(text):
        found.append(_Mark("a line that nobody reads answers", 2))
    if words.NOTICE.search(subject):
        found.append(_Mark("a subject as of a service's notice", 2, telling=False))
    elif words.NOTICE.search(text):
        found.append(_Mark("the words of a service's notice", 1, telling=False))
    if words.NEWS.search(subject):
        found.append(_Mark("a newsletter's subject", 1, telling=False))
    if words.TO_ALL.search(text[:600]):
        found.append(_Mark("a greeting to everybody", 1, telling=False))
    if words.LOUD.search(f"{subject}\n{text}") or _SHOUTS.search(text):
        found.append(_Mark("advertising words", 1, telling=False))
    if _COPYRIGHT.search(text[-2_000:]):
        found.append(_Mark("a copyright line", 1, telling=False))
    if mail.source.count(b"http") >= 8:
        found.append(_Mark("many links", 1, telling=False))
    if _PIXEL.search(mail.source[:100_000]):
        found.append(_Mark("a picture that counts readers", 1, telling=False))
    return found


def _online(text: str, *, hidden: bool) -> bool:
    """Whether a short line of its own leads to the same mail on the web (`hidden`: links are not shown)."""
    found = words.VIEW_ONLINE.search(text)
    if found is None:
        return False
    line = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
    return (hidden and len(line) <= 160) or bool(_LINK.search(text, found.end(), found.end() + 60))
