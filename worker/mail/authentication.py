"""Whether the receiving host vouches for a mail's From (RFC 8601).

To vouch only the topmost Authentication-Results counts, and only if the configured host wrote it:
anything below it may be the sender's own invention.
"""

from __future__ import annotations

import re

from authres import AuthenticationResultsHeader

from worker.mail.addresses import company_domain, domain_of
from worker.mail.message import ParsedEmail

MICROSOFT = "microsoft"  # its results carry no host name
_DMARC_FAIL = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")


def passes(mail: ParsedEmail, authserv_id: str | None, from_domain: str) -> bool:
    """DMARC pass or aligned DKIM pass for the domain, by the host we trust (reliability, owner commands)."""
    if not authserv_id or mail.from_count != 1:
        return False
    if authserv_id == MICROSOFT and _internal(mail):
        return True
    results = _results(mail, authserv_id)
    if any(_is_dmarc_fail(result) for result in results):
        # An aligned signature beside it only shows that somebody misread the other.
        return False
    return any(_vouches(result, from_domain.lower()) for result in results)


def fails_dmarc(mail: ParsedEmail, authserv_id: str | None) -> bool:
    """Whether the host we trust says that From may be forged.

    Its first field counts wherever it stands, and however odd the rest of it: believing it makes us quieter.
    """
    for value in mail.headers.all("authentication-results"):
        host = value.partition(";")[0].lower().split()[:1]
        if authserv_id and (authserv_id == MICROSOFT or host == [authserv_id.lower()]):
            return _DMARC_FAIL.search(value) is not None
    return False


def _internal(mail: ParsedEmail) -> bool:
    """Sent inside the organisation; Exchange strips this field from outside mail."""
    return mail.headers.get("x-ms-exchange-organization-authas").strip().lower() == "internal"


def _results(mail: ParsedEmail, authserv_id: str | None) -> list[object]:
    """The results of the topmost field, if the trusted host wrote it."""
    value = mail.headers.get("authentication-results")
    if not authserv_id or not value:
        return []
    host, *results = (f"{MICROSOFT}; {value}" if authserv_id == MICROSOFT else value).split(";")
    # Servers leave an empty result at the end, and Microsoft the bare domain of what comes next.
    wanted = [
        result
        for result in results
        if result.strip() and not (authserv_id == MICROSOFT and _DOMAIN.fullmatch(result.strip()))
    ]
    try:
        header = AuthenticationResultsHeader.parse(f"Authentication-Results: {';'.join([host, *wanted])}")
    except Exception:
        # A field that cannot be read vouches for nobody.
        return []
    return list(header.results) if (header.authserv_id or "").lower() == authserv_id.lower() else []


def _is_dmarc_fail(result: object) -> bool:
    return getattr(result, "method", "") == "dmarc" and getattr(result, "result", "") == "fail"


def _vouches(result: object, from_domain: str) -> bool:
    method, outcome = getattr(result, "method", ""), getattr(result, "result", "")
    if outcome != "pass":
        return False
    if method == "dmarc":
        named = _property(result, "header", "from")
        return not named or domain_of(f"x@{named.rpartition('@')[2]}") == from_domain
    if method == "dkim":
        signer = _property(result, "header", "d") or _property(result, "header", "i").rpartition("@")[2]
        return bool(signer) and company_domain(signer) == company_domain(from_domain)
    return False


def _property(result: object, kind: str, name: str) -> str:
    for found in getattr(result, "properties", ()):
        if found.type == kind and found.name == name:
            return str(found.value).lower()
    return ""
