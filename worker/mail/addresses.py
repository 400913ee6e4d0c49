"""What can be told from an address or a display name alone. Pure.

Used by the rules (who is speaking), by conversation (same person, same company) and by
the templates (how to greet). In doubt every function here says less rather than more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nameparser import HumanName

from worker.free_mail import is_free_mail as is_free_mail

# Second-level labels under which people register their own name, as in acme.co.uk.
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "ac", "gov", "edu", "or", "ne", "gv"})

_NO_REPLY = re.compile(
    r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|dont[-_.]?reply|not[-_.]?reply|noreply-.*|no-reply-.*|.*[-_.]no-?reply"
    r"|bounces?|bounce[-_.+].*|mailer-?daemon|postmaster|keine-?antwort|nicht-?antworten|ne-pas-repondre)$"
)
_TOKEN = re.compile(r"^[a-z2-7]{8,64}$")
_PLAIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,24}")
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "miss", "herr", "frau", "dr", "prof", "dipl", "ing", "sir", "mme"}
)
_NOT_A_NAME = re.compile(
    r"\b(?:gmbh|ag|kg|ohg|ug|ltd|llc|inc|corp|co|plc|sarl|bv|team|sales|info|office|support|service|kundenservice"
    r"|contact|kontakt|vertrieb|admin|noreply|newsletter|shop|store|company|family|familie|group|via|hello|mail"
    r"|form|website|webseite|wordpress|anfrage|billing|marketing|help|desk|studio|verein|praxis|agentur"
    r"|einkauf|verkauf|buchhaltung|empfang|sekretariat|verwaltung|rechnung|bestellung|anfragen|abteilung|karriere|reservierung"
    r"|enquiries|inquiries|reception|accounts?|accounting|orders|bookings?|reservations|administration|management|department"
    r"|procurement|purchasing|customer|hotel|restaurant"
    r"|achats|accueil|comptabilité|facturation|secrétariat|direction|équipe|clients?|commercial"
    r"|compras|ventas|recepción|administración|facturación|secretaría|equipo|atención|comercial|pedidos|reservas)\b",
    re.IGNORECASE,
)


def normalise(address: str) -> str:
    """An address as identity: trimmed and lower-cased. Tags and dots stay (rules, section 6)."""
    return address.strip().strip("<>").strip().lower()


def plain(address: str) -> str:
    """The address without +tag and dots: who agree in it may be one person (rules, section 6)."""
    local, at, domain = normalise(address).rpartition("@")
    return f"{local.split('+')[0].replace('.', '')}{at}{domain}"


def domain_of(address: str) -> str:
    """What stands after the last @, lower-case; "" when there is none."""
    local, at, domain = normalise(address).rpartition("@")
    return domain.rstrip(".") if at and local else ""


def is_no_reply(address: str) -> bool:
    """Whether writing to it would be read by nobody."""
    local = normalise(address).rpartition("@")[0]
    return bool(_NO_REPLY.match(local.split("+")[0])) if local else True


def plus_token(address: str, base: str) -> str | None:
    """The TOKEN of `sales+r.TOKEN@acme.example` for the base `sales@acme.example`, else nothing."""
    local, _, domain = normalise(address).rpartition("@")
    base_local, _, base_domain = normalise(base).rpartition("@")
    prefix = f"{base_local}+r."
    if domain != base_domain or not local.startswith(prefix):
        return None
    token = local[len(prefix) :]
    return token if _TOKEN.match(token) else None


def same_company(one: str, other: str) -> bool:
    """Whether two addresses lie under one company's domain; never true for free-mail."""
    company = company_domain(domain_of(one))
    return bool(company) and not is_free_mail(company) and company == company_domain(domain_of(other))


def company_domain(domain: str) -> str:
    """The registered part of a domain: `mail.acme.co.uk` -> `acme.co.uk`."""
    labels = domain.lower().strip(".").split(".")
    if len(labels) < 2:
        return ""
    keep = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


@lru_cache(maxsize=512)
def greeting_name(display_name: str) -> str:
    """The full name to greet ("Peter Preis"), or "" when it may not be a person's."""
    name = " ".join(display_name.replace('"', " ").replace("'", "’").split()).strip("’ ,;")
    if (
        not name
        or len(name) > 60
        or _NOT_A_NAME.search(name)
        or re.search(r"[@/\\{}<>\[\]()|:;!?*=#\d]", name)
    ):
        return ""
    plain = name.split()
    if len(plain) == 2 and all(_PLAIN_NAME.fullmatch(word) for word in plain):
        # Most names; nameparser takes longer over one than all rules over a short mail.
        return "" if plain[0].lower() in _HONORIFICS else name
    try:
        parsed = HumanName(name)
    except Exception:
        # A greeting is never worth a failure: without a name we say "Hello,".
        return ""
    words = [parsed.first, parsed.middle, parsed.last]
    words = [word for word in words if word and word.lower().strip(".") not in _HONORIFICS]
    if words == [parsed.last] and name.lower() != parsed.last.lower():
        # "Frau Schmidt": without the first name, "Hello Schmidt" would be rude.
        return ""
    if not words or len(" ".join(words).split()) > 4 or any(len(word) > 25 for word in words):
        return ""
    said = " ".join(words)
    return said.title() if said.isupper() or said.islower() else said
