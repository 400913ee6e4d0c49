"""Forms as text: `Label: value` lines, as the common website forms mail them. Pure.

Knows the labels of name, email, phone, company and message in English and German; other
labels are kept under their own words. Used by the form rule and for facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from worker.mail.text import any_of

# The labels as website forms write them, in lower case; English first, then German.
_LABELS: dict[str, tuple[str, ...]] = {
    "first": (
        "first name | firstname | given name",
        "vorname",
    ),
    "last": (
        "last name | lastname | surname | family name",
        "nachname | familienname",
    ),
    "name": (
        "name | your name | full name | contact name | contact person | from",
        "ihr name | dein name | vollständiger name | vor- und nachname | kontaktname | ansprechpartner",
        "von | absender",
    ),
    "email": (
        "email | e-mail | mail | email address | e-mail address | your email | your e-mail | work email",
        "reply-to",
        "e-mail-adresse | e-mail adresse | email-adresse | emailadresse",
        "ihre e-mail | ihre e-mail-adresse | deine e-mail",
    ),
    "phone": (
        "phone | phone number | your phone | telephone | tel | tel. | contact number",
        "mobile | mobile number",
        "telefon | telefonnummer | ihre telefonnummer | rückrufnummer | handy | mobil",
    ),
    "company": (
        "company | company name | organisation | organization | business | business name",
        "firma | firmenname | unternehmen",
    ),
    "message": (
        "message | your message | message body | comment | comments | comment or message",
        "question | enquiry | inquiry | your enquiry | details | project details | description",
        "how can we help | how can we help you",
        "nachricht | ihre nachricht | deine nachricht | nachrichtentext | mitteilung",
        "kommentar | bemerkung | beschreibung | anfrage | ihre anfrage | frage",
    ),
}
_KIND = {label: kind for kind, rows in _LABELS.items() for row in rows for label in row.split(" | ")}
_COLON = re.compile(r"^[ \t*•-]{0,6}([^\W\d_][^:\n]{0,40}?)[ \t*]{0,4}[:：][ \t*]{0,20}(.*)$")
_COLUMNS = re.compile(r"^([^\W\d_][\w .\-]{0,30}?)[ \t]{2,}(\S.*)$")
_RULED = re.compile(r"^[-=*]{2,10}[ \t]*([^\n=*]{2,40}?)[ \t]*[-=*]{2,10}$")
# What a form's own program adds below the fields.
_FOOTER = any_of(
    r"--\s*$|---+\s*$",
    r"this e-?mail was sent from|sent from\b|sent via\b|powered by\b",
    r"diese e-?mail wurde|gesendet von\b",
    r"submitted (?:on|at|from)\b|date\b|time\b",
    r"form name\b|page url\b|user agent\b|remote ip\b|ip(?: address)?\b",
    before="^",
)


@dataclass(frozen=True, slots=True)
class FormFields:
    """What a form's fields say; "" where it did not ask."""

    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    message: str = ""
    others: tuple[tuple[str, str], ...] = ()
    known_labels: frozenset[str] = field(default_factory=frozenset)


def read_fields(text: str) -> FormFields:
    """The fields in a text; all empty when it is no form."""
    values: dict[str, list[str]] = {}
    others: list[tuple[str, str]] = []
    current: list[str] | None = None
    in_message = False
    for line in text.split("\n")[:400]:
        label, value = _label(line)
        kind = _KIND.get(label.lower().rstrip("?* ").strip()) if label else None
        if kind is not None and kind not in values:
            current = values.setdefault(kind, [value] if value else [])
            in_message = kind == "message"
        elif _FOOTER.match(line.strip()):
            current, in_message = None, False
        elif label and not in_message and ":" in line:
            others.append((label, value.strip()))
            current = None
        elif current is not None and (in_message or not current or not current[0].strip()):
            # A message goes on over many lines; a label may stand above its value.
            current.append(line)
    said = {kind: "\n".join(lines).strip() for kind, lines in values.items()}
    name = said.get("name") or " ".join(filter(None, (said.get("first"), said.get("last"))))
    return FormFields(
        name=" ".join(re.sub(r"<[^<>]*>", " ", name).split())[:100],
        email=_email(said.get("email", "")) or _email(name),
        phone=said.get("phone", "").split("\n")[0][:60],
        company=said.get("company", "").split("\n")[0][:100],
        message=said.get("message", ""),
        others=tuple((label, value) for label, value in others if value),
        known_labels=frozenset(kind for kind, value in said.items() if value),
    )


def _label(line: str) -> tuple[str, str]:
    """Label and value of a line, ("", "") when it has none."""
    line = line.strip()
    if ruled := _RULED.match(line):
        return ruled.group(1), ""
    if found := _COLON.match(line):
        return found.group(1).strip(), found.group(2).strip()
    if (columns := _COLUMNS.match(line)) and columns.group(1).lower() in _KIND:
        return columns.group(1), columns.group(2)
    return (line, "") if line.lower().rstrip("*") in _KIND else ("", "")


def _email(text: str) -> str:
    found = re.search(r"[^\s<>()\[\],;:\"]{1,64}@[\w.-]{1,190}\.\w{2,24}", text)
    return found.group(0).lower() if found else ""
