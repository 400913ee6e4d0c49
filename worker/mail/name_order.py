"""Names written as in a directory, the surname first: "Hofmann, Jürgen (Steinbach)". Pure.

Exchange shows its people so. "Meyer, Schulz GmbH" and "Albers Tore, Vertrieb" look alike and are no people.
"""

from __future__ import annotations

import re

from worker.mail.addresses import domain_of, greeting_name
from worker.mail.text import fold

_WORD = r"[^\W\d_][^\W\d_'’.-]{0,24}(?:['’-][^\W\d_]{1,24}){0,2}\.?"
_DIRECTORY = re.compile(
    rf"\s*[\"']?(?P<last>{_WORD}(?: {_WORD}){{0,3}}),\s{{1,3}}(?P<first>{_WORD}(?: {_WORD}){{0,3}})"
    r"(?P<rest>\s*[(\[][^()\[\]]{1,60}[)\]])?[\"']?\s*"
)
_NO_GIVEN_NAME = re.compile(
    r"(?:jr|sr|ii|iii|md|phd|mba|esq|dds|cpa|rechtsanw\w{2,5}|architekt\w{0,3}|steuerberat\w{2,5}|notar\w{0,2}"
    r"|söhne|sohn|tochter|partner\w{0,3}|sons|associates|fils|hijos|figli|zonen|geschäftsf\w{3,9}|leit\w{2,5}"
    r"|einkäufer\w{0,2}|deutschland|germany|france|españa|italia|nederland|london|berlin|hamburg|münchen|paris"
    r"|legal|law|lawyers|solicitors|attorneys|avocats|abogados|avvocati|planung|beratung|technik|bau|it|hr)\.?",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:info|mail|office|kontakt|contact|hello|hallo|post|kanzlei|buero|büro|zentrale|sekretariat|team|sales"
    r"|vertrieb|praxis|service|support|firma|empfang|anfragen?)(?:[-._+\d].*)?"
)


def surname_last(display: str, email: str) -> tuple[str, str]:
    """The name in the order it is said in, and what stood behind it in brackets ("" where nothing did).

    ("", "") when it is not written surname first, or may be a company's.
    """
    found = _DIRECTORY.fullmatch(display)
    if found is None:
        return "", ""
    last, first, rest = found["last"], found["first"], (found["rest"] or "").strip(" ()[]")
    name = f"{first} {last}"
    words = first.split()
    if any(_NO_GIVEN_NAME.fullmatch(word) for word in words) or not (
        words[0][0].isupper() and last[-1].isalpha()
    ):
        return "", ""
    if not greeting_name(name) or _may_be_a_firm(first, last, email):
        return "", ""
    return name, rest


def _may_be_a_firm(first: str, last: str, email: str) -> bool:
    """Whether two partners name a firm: it writes from an address of all, or from a domain of both."""
    local = _letters(email.partition("@")[0])
    parts = [_letters(part) for part in (*first.split(), *last.split())]
    if any(len(part) > 2 and part in local for part in parts):
        return False
    domain = _letters(domain_of(email))
    both = _letters(last) in domain and _letters(first) in domain
    return both or bool(_EVERYBODY.fullmatch(fold(email.partition("@")[0])))


def _letters(text: str) -> str:
    """The letters as addresses spell them: "Jürgen Groß" is "juergengross"."""
    spelt = fold(text)
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(letter, plain)
    return re.sub(r"[\W\d_]", "", spelt)
