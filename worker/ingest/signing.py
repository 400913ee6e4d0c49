"""Whose mail it is, from its From line and its signature: the person's name and the company. Pure.

Only a person is a name: a company, a role ("Info", "Einkauf") and a robot are none, and in doubt there is no
name. A company is known by its legal form, or by the domain it writes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.free_mail import is_free_mail
from worker.mail.addresses import company_domain, domain_of, greeting_name
from worker.mail.message import ParsedEmail
from worker.mail.name_order import surname_last
from worker.mail.quoting import quotes
from worker.mail.sentences import is_farewell, is_signature

_LEGAL = (
    r"(?:g?GmbH(?: ?& ?Co\.? ?(?:KG|KGaA|OHG))?|AG(?: ?& ?Co\.? ?KG)?|KGaA|KG|OHG"
    r"|UG(?: \(haftungsbeschränkt\))?|GbR|PartG(?:\s?mbB)?|(?:Part)?GmbB|eG|e\. ?K\."
    r"|e\. ?V\.|Pty\.? Ltd|Pvt\.? Ltd|Ltd|Limited|LLC|LLP|Inc|Corp(?:oration)?|PLC|plc|SARL|S\.A\.R\.L"
    r"|SASU?|EURL|SCI"
    r"|S\.A\.S|S\.A|SA|S\.L\.U|S\.L|SLU?|S\.r\.l|S\.R\.L|Srl|S\.p\.A|SpA|B\.V|BV|N\.V|ApS|A/S|AB|Oy|AS|Lda"
    r"|Kft|Sp\. z o\.o|s\.r\.o)"
)
_FIRM = re.compile(
    rf"((?:(?:[A-ZÀ-ÖØ-Þ\d][\w&.'’+-]{{0,30}}|&|und|and|et|y|de|di|von"
    rf"|of) ){{0,5}}[A-ZÀ-ÖØ-Þ\d][\w&.'’+-]{{0,30}},? {_LEGAL})(?![\w-])"
)
_HAS_LEGAL = re.compile(rf" {_LEGAL}(?![\w-])")
_BEFORE_A_FIRM = re.compile(
    r"^(?:(?:the|die|der|das|la|le|el|los|wir|we|our|i|firma|from|at|for|bei|von|für|and|und|et|y|de|of"
    r"|nous|\d+)[ ,]+)+",
    re.IGNORECASE,
)
_ENDS_IN_A_STOP = re.compile(
    r"(?:S\.A|S\.L|S\.L\.U|S\.A\.S|S\.A\.R\.L|B\.V|N\.V|S\.r\.l|S\.p\.A|S\.R\.L|o\.o|s\.r\.o)$"
)
_SEPARATOR = re.compile(r"\s*[|/(•·]\s*|\s[-–—]\s|,\s*|\s(?:at|@|from|von|bei|de chez|chez|via)\s")
_FOR_SOMEBODY = re.compile(r"^(?:i\.\s?[av]\.|ppa\.?|p\.\s?[po]\.)\s*", re.IGNORECASE)
_PARTNERS = re.compile(
    r"[ *]{0,3}([^\W\d_][\w'’-]{1,25}) (?:&|\+|and|und|et|y) ([^\W\d_][\w'’-]{1,25})"
    r"(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,25}){0,2}[ *,]{0,3}$"
)
_FOOT = 15  # lines in which a signature is looked for
_BELOW = 12  # lines below the new text that may be a signature


@dataclass(frozen=True, slots=True)
class Signed:
    """A name or a company with the line it stands in; "" where there is none."""

    name: str = ""
    name_line: str = ""
    company: str = ""
    company_line: str = ""


def below(mail: ParsedEmail) -> str:
    """What stands between the writer's new words and the quote: mostly a marked signature."""
    last = mail.new_text.rstrip().rpartition("\n")[2]
    start = mail.text.find(last) if last else -1
    if start < 0:
        return ""
    rest = mail.text[start + len(last) :].lstrip("\n")[:2_000]
    first = next(iter(quotes.intros(rest)), None) if rest else None
    lines = (rest[: first.start] if first else rest).split("\n")[:_BELOW]
    return "\n".join(line for line in lines if not quotes.is_quoted_line(line))


def signed(display: str, email: str, text: str) -> Signed:
    """Who writes: by the display name of the header, then by the signature at the foot of `text`."""
    in_order, beside = surname_last(display, email)
    name, company = _of_header(f"{in_order} ({beside})" if beside else in_order or display)
    lines = [" ".join(line.split()) for line in text.split("\n")[-3 * _FOOT :]]
    lines = [line for line in lines if line][-_FOOT:]
    name_line = company_line = display
    if len(name.split()) < 2:
        found = _below_farewell(lines, email)
        if found and (not name or found.lower().startswith(name.lower())):
            name, name_line = found, found
    if not company:
        company, company_line = _firm_in(lines, email, name)
    return Signed(name, name_line, company, company_line)


def firms(line: str) -> list[str]:
    """The companies a line names with their legal form."""
    if not _HAS_LEGAL.search(line):
        return []
    return [name for found in _FIRM.findall(line) if (name := _trimmed(found))]


def _of_header(display: str) -> tuple[str, str]:
    """Name and company in "Ana Lopez, Acme GmbH"; either may be ""."""
    if display.islower() and " " not in display.strip():
        # "newsdesk" is what an address was called, not a person.
        return "", ""
    parts = [part.strip(" )\"'") for part in _SEPARATOR.split(display) if part.strip(" )\"'")]
    firm = next(iter(firms(display)), "")
    if len(parts) < 2 or (
        not firm and re.fullmatch(r"[^,|(/]+,[^,|(/]+", display) and greeting_name(display)
    ):
        return ("", firm) if firm else (greeting_name(display), "")
    name = greeting_name(parts[0])
    rest = next((part for part in parts[1:] if part not in (name, firm)), "")
    return name, firm or (rest if len(name.split()) > 1 and not greeting_name(rest.lower()) else "")


def _below_farewell(lines: list[str], email: str) -> str:
    """The name under "Kind regards", or a last line that looks like the address; "" when in doubt."""
    for number, line in enumerate(lines[:-1]):
        if is_farewell(line):
            for candidate in lines[number + 1 : number + 3]:
                if not _spells_domain(candidate, email) and (name := _name_in(candidate)):
                    return name
    local = re.sub(r"[^a-z]", "", email.partition("@")[0].lower())
    for line in reversed(lines[1:]):
        name = _name_in(line)
        if name and any(len(word) > 2 and word in local for word in name.lower().split()):
            return name
    return ""


def _name_in(line: str) -> str:
    line = _FOR_SOMEBODY.sub("", line.strip(" ,-–—*_"))
    first = re.split(r"\s*[,|/(]\s*", line)[0]
    if not is_signature(first) or not all(word[0].isupper() for word in first.split() if len(word) > 3):
        return ""
    return greeting_name(first) if first[:1].isupper() else ""


def _firm_in(lines: list[str], email: str, name: str) -> tuple[str, str]:
    """The company of a signature: with its legal form, or the line that spells the domain."""
    for line in lines:
        if found := firms(line):
            return found[0], line
    spelled = next((line for line in lines if line != name and _spells_domain(line, email)), "")
    return spelled.strip(" ,*_"), spelled


def _spells_domain(line: str, email: str) -> bool:
    """Whether a line is the name of the domain: "Haddad Dental" of haddad-dental.example.

    Partners may say beside it what they are: "Lindqvist & Moore Architects" of lindqvist-moore.example.
    """
    domain = company_domain(domain_of(email))
    label = re.sub(r"[^a-z]", "", domain.partition(".")[0])
    if len(label) < 4 or len(line) > 60 or re.search(r"[.@]", line) or is_free_mail(domain):
        return False
    if re.sub(r"[^a-z]", "", line.lower()) == label:
        return True
    partners = _PARTNERS.match(line)
    if partners is None:
        return False
    said = (between.join(partners.groups()).lower() for between in ("", "and", "und", "et", "y"))
    return label in {re.sub(r"[^a-z]", "", name) for name in said}


def _trimmed(firm: str) -> str:
    firm = _BEFORE_A_FIRM.sub("", " ".join(firm.split())).strip(" ,")
    legal = re.search(rf"{_LEGAL}$", firm)
    if not legal or not firm[: legal.start()].strip(" ,&"):
        return ""
    return f"{firm}." if _ENDS_IN_A_STOP.search(firm) else firm
