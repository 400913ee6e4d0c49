"""The libraries of the field on the same mails, each run as its documentation says.

They get the text that we read out of the mail, so that only their own work is compared. Whatever one
of them raises counts as a mistake of its.
"""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.utils import parseaddr
from typing import Any

import dateparser
import quotequail
from email_reply_parser import EmailReplyParser
from flufl.bounce import all_failures
from mailparser_reply import EmailReplyParser as ManyLanguages

from worker.mail.message import ParsedEmail

_LANGUAGES = ["en", "de", "cs", "da", "es", "fr", "it", "ja", "ko", "nl", "pl", "sv", "zh"]
_LINES = 400  # quotequail grows slow beyond


def _quotequail(mail: ParsedEmail) -> dict[str, Any]:
    text = "\n".join(mail.text.split("\n")[:_LINES])
    found = quotequail.unwrap(text) or {}
    name, address = parseaddr(found.get("from", ""))
    forwarded = {
        "from": {"name": name, "email": address},
        "subject": found.get("subject", ""),
        # It gives the date as it stood there: whoever asks for a time has still to read it.
        "date": _date(found.get("date")),
        "text": found.get("text", ""),
        "comment": found.get("text_top", ""),
    }
    new_text = "\n".join(part for expanded, part in quotequail.quote(text) if expanded)
    return {"new_text": new_text, "forwarded": forwarded if found.get("type") == "forward" else None}


def _date(text: str | None) -> str | None:
    found = dateparser.parse(text) if text else None
    return found.isoformat() if found else None


def _mail_parser_reply(mail: ParsedEmail) -> dict[str, Any]:
    return {"new_text": ManyLanguages(languages=_LANGUAGES).parse_reply(mail.text) or ""}


def _email_reply_parser(mail: ParsedEmail) -> dict[str, Any]:
    return {"new_text": EmailReplyParser.parse_reply(mail.text)}


def _flufl_bounce(mail: ParsedEmail) -> dict[str, Any]:
    temporary, permanent = all_failures(message_from_bytes(mail.source))
    found = [*sorted(permanent), *sorted(temporary)]
    if not found:
        return {"verdict": "unsure", "bounce": None}
    return {"verdict": "bounce", "bounce": {"recipient": found[0].decode(), "permanent": bool(permanent)}}


# Name, the kinds of mail it is asked about, and how.
Library = tuple[str, tuple[str, ...], Callable[[ParsedEmail], dict[str, Any]]]
LIBRARIES: tuple[Library, ...] = (
    ("quotequail", ("replies", "inquiries", "forwards", "answers"), _quotequail),
    ("mail-parser-reply", ("replies", "inquiries", "answers"), _mail_parser_reply),
    ("email-reply-parser", ("replies", "inquiries", "answers"), _email_reply_parser),
    ("flufl.bounce", ("bounces",), _flufl_bounce),
)


def say(ask: Callable[[ParsedEmail], dict[str, Any]], mail: ParsedEmail) -> dict[str, Any]:
    """What a library says; an empty answer when it raises."""
    try:
        return ask(mail)
    except Exception:
        return {"new_text": "", "forwarded": None, "verdict": "unsure", "bounce": None}
