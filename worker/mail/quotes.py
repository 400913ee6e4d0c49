"""The sure signs of a quoted mail: attribution line, "Original Message", header block. Pure.

Each sign is what mail programs write by themselves, in the languages our customers' have.
Every repetition is bounded, because the text is a stranger's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

_READ = 200_000  # characters
_WROTE = (
    r"wrote|writes|schrieb|geschrieben|a écrit|écrit|escribió|ha scritto|scrive|schreef|escreveu"
    r"|napisał\(?a?\)?|skrev|kirjoitti|написал\(?а?\)?|пише"
)
_MARGIN = r"^[ \t>*]{0,20}"
_OPENING = (
    r"(?:On|Am|Le|El|Il|Op|Em|Den|Dnia|W dniu|pe)\b|\d{1,4}[./-]\d|[^\n]{0,80}<[^<>\n]{1,200}@[^<>\n]{1,200}>"
)

# "On Mon, 8 Jun 2026 at 10:00, Ana <ana@a.example> wrote:", on one to three lines.
_WITH_VERB = (
    rf"(?:{_OPENING})[^\n]{{0,300}}(?:\n[ \t>*]{{0,20}}[^\n]{{1,200}}){{0,2}}?"
    rf"\b(?:{_WROTE})\b[^\n]{{0,120}}?[:：][ \t*]{{0,9}}$"
)
# '26.06.2014, 14:41, "Ana" <ana@a.example>:'
_WITHOUT_VERB = r"[^\n]{0,80}\d:\d\d[^\n]{0,120}<[^<>\n]{1,200}@[^<>\n]{1,200}>[ \t]?:[ \t]{0,9}$"
ATTRIBUTION = re.compile(f"{_MARGIN}(?:{_WITH_VERB}|{_WITHOUT_VERB})", re.MULTILINE)

_ORIGINAL = re.compile(
    rf"{_MARGIN}(?:-{{2,20}}|_{{2,20}})[ \t]{{0,9}}(?:Original Message|Original Appointment"
    r"|Ursprüngliche Nachricht|Urspr\. Nachricht|Original-Nachricht|Message d'origine"
    r"|Mensaje original|Messaggio originale"
    r"|Oorspronkelijk bericht|Reply message)[ \t]{0,9}(?:-{2,20}|_{2,20})",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_MARK = re.compile(
    rf"{_MARGIN}(?:-{{2,20}}[ \t]{{0,9}}(?:Forwarded message|Weitergeleitete Nachricht|Forwarded by"
    r"|Message transféré|Mensaje reenviado|Messaggio inoltrato)"
    r"|Begin forwarded message|Anfang der weitergeleiteten)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]{0,20}>")

# The labels of a header block as Outlook and its kin write it.
_LABELS = {
    "from": "from|von|de|da|van|fra|från|от",
    "sent": "sent|gesendet|envoyé|enviado|inviato|verzonden|sendt|skickat|отправлено",
    "date": "date|datum|fecha|data|дата",
    "to": "to|an|à|para|aan|til|till|кому",
    "subject": "subject|betreff|objet|asunto|oggetto|onderwerp|emne|ämne|тема",
}
_LABEL_LINE = re.compile(
    _MARGIN
    + "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ \t*]{0,9}:[ \t*]{0,9}\S",
    re.IGNORECASE | re.MULTILINE,
)
_BLOCK = 6  # lines of such a block that are looked at


def quote_start(text: str) -> int | None:
    """Where the first sure sign of a quoted mail stands, or nothing."""
    text = text[:_READ]
    starts = [found.start() for sign in (ATTRIBUTION, _ORIGINAL) if (found := sign.search(text))]
    block = header_block(text)
    return min([*starts, *([block] if block is not None else [])], default=None)


def header_block(text: str) -> int | None:
    """Where a header block stands: From with two more, one of them Subject or Sent.

    "From: Leipzig, To: Berlin, Date: 12 June" is a customer's own list, not a quote.
    """
    labels = [
        (found.start(), str(found.lastgroup)) for found in islice(_LABEL_LINE.finditer(text[:_READ]), 500)
    ]
    for index, (start, _) in enumerate(labels):
        near = {name for at, name in labels[index : index + _BLOCK] if text.count("\n", start, at) < _BLOCK}
        if "from" in near and len(near) >= 3 and near & {"subject", "sent"}:
            return start
    return None


@dataclass(frozen=True, slots=True)
class Block:
    """A header block: where it stands, its fields by their English names, the text below it."""

    start: int
    fields: dict[str, str]
    below: str


def read_block(text: str) -> Block | None:
    """The first header block of a text, read."""
    start = header_block(text)
    if start is None:
        return None
    fields: dict[str, str] = {}
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        found = _LABEL_LINE.match(line)
        if found is None and not re.match(rf"{_MARGIN}[^\W\d_][^:\n]{{0,30}}:", line):
            return Block(start, fields, "\n".join(lines[number:]).strip())
        if found is not None:
            fields.setdefault(str(found.lastgroup), line.partition(":")[2].strip(" \t*"))
    return Block(start, fields, "")


def is_quoted_line(line: str) -> bool:
    """Whether the line is marked with ">"."""
    return bool(_QUOTED_LINE.match(line))


def has_quote(text: str) -> bool:
    """Whether it quotes a mail it answers: a sure sign, or two lines that begin with ">"."""
    if has_forward_mark(text):
        return False
    return quote_start(text) is not None or sum(map(is_quoted_line, text[:_READ].split("\n"))) >= 2


def has_forward_mark(text: str) -> bool:
    """Whether it holds the line that mail programs put above a forwarded mail."""
    return bool(_FORWARD_MARK.search(text[:_READ]))


def without_attributions(text: str) -> str:
    """The text without its "Ana wrote:" lines."""
    return ATTRIBUTION.sub("", text)
