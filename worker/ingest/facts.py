"""Facts in a text, each with the line it was found in: a small, honest set. Pure.

Only what is written as such is a fact; nothing is concluded. Names come from headers and fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.ingest.form_fields import FormFields
from worker.mail.phrases import promise

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00|0|\()[\d][\d ()/.\u2013-]{5,18}\d(?![\w-])")
_AMOUNT = re.compile(
    r"(?:[€$£]|\b(?:EUR|USD|GBP|CHF))\s?\d[\d.,]{0,12}(?:\s?k\b)?|\b\d[\d.,]{0,12}\s?(?:k\s?)?(?:€|\$|£"
    r"|EUR\b|Euros?\b|USD\b"
    r"|GBP\b|CHF\b|dollars?\b|pounds?\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.?\s?(?:st"
    r"|nd|rd|th)?\s?(?:of )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]*\.?(?:\s\d{4})?|(?:january"
    r"|february|march|april"
    r"|may|june|july|august|september|october|november|december)\s\d{1,2}(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|nach|to|near|bei)\s+(\d{5}\s+[A-ZÄÖÜ][\w-]+)"
    r"|\b(?:[A-Z]{1,2}-)?(\d{5}\s+[A-ZÄÖÜ][a-zäöüß-]{2,30})"
)
_COMPANY = re.compile(
    r"\b((?:[A-ZÄÖÜ][\w&.-]{1,25} ){1,4}(?:GmbH(?: & Co\. KG)?|AG|KG|UG|OHG|Ltd|Limited|LLC|Inc|PLC"
    r"|S\.?A\.?R\.?L|B\.?V)\b\.?)"
)
_LINES = 300
_MOST = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: name email phone company place amount date product page language promise."""

    kind: str
    value: str
    line: str


def facts(
    text: str, *, name: str = "", email: str = "", language: str = "", form: FormFields | None = None
) -> tuple[Fact, ...]:
    """What the text and its fields say, each once; the given name and address come from the header."""
    found: list[Fact] = []
    if form is not None:
        found += [
            Fact(kind, value, f"{kind.title()}: {value}")
            for kind, value in (
                ("name", form.name),
                ("email", form.email),
                ("phone", form.phone),
                ("company", form.company),
                ("product", form.product),
                ("page", form.page),
            )
            if value
        ]
    found += [Fact(kind, value, value) for kind, value in (("name", name), ("email", email)) if value]
    for line in text.split("\n")[:_LINES]:
        found += _in_line(" ".join(line.split())[:500])
    if language:
        found.append(Fact("language", language, ""))
    unique = {(fact.kind, fact.value.lower()): fact for fact in reversed(found)}
    return tuple(reversed(unique.values()))[:_MOST]


def _in_line(line: str) -> list[Fact]:
    found = [Fact("email", match.lower(), line) for match in _EMAIL.findall(line)]
    dates = _DATE.findall(line)
    found += [Fact("date", match.strip(), line) for match in dates]
    found += [Fact("amount", match.strip(), line) for match in _AMOUNT.findall(line)]
    found += [Fact("company", match.strip(), line) for match in _COMPANY.findall(line)]
    found += [Fact("place", one or other, line) for one, other in _PLACE.findall(line)]
    found += [Fact("phone", match.strip(), line) for match in _PHONE.findall(line) if _is_phone(match, dates)]
    promised = promise(line)
    return [*found, Fact("promise", promised, line)] if promised else found


def _is_phone(match: str, dates: list[str]) -> bool:
    digits = re.sub(r"\D", "", match)
    return 7 <= len(digits) <= 15 and not any(match.strip() in date for date in dates)
