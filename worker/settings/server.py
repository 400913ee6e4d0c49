"""The address of a mail server, as written in `imap` and `smtp` of an inbox.

TLS is never given up in silence: `imaps`/`smtps` speak it from the first byte, `imap`/`smtp` ask for
STARTTLS and insist on it, and only on loopback do they stay plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import unquote, urlsplit

Tls = Literal["tls", "starttls", "plain"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where to connect and as whom; without a user there is no login, even if a password is set."""

    protocol: str
    host: str
    port: int
    tls: Tls
    user: str | None = None

    @property
    def on_loopback(self) -> bool:
        return is_loopback(self.host)

    def __str__(self) -> str:
        return f"{self.protocol}://{self.host}:{self.port}"


# scheme -> TLS, port (RFC 8314 prefers TLS from the first byte; 143 and 587 are the STARTTLS ports).
_SCHEMES: dict[str, dict[str, tuple[Tls, int]]] = {
    "imap": {
        "imaps": ("tls", 993),
        "imap": ("starttls", 143),
        "imap+starttls": ("starttls", 143),
    },
    "smtp": {
        "smtps": ("tls", 465),
        "smtp": ("starttls", 587),
        "smtp+starttls": ("starttls", 587),
    },
}


def parse_server(written: object, protocol: str) -> Server:
    """Read the URL of an IMAP or SMTP server. Raises ValueError with one sentence that says what to write."""
    schemes = _SCHEMES[protocol]
    example = f'"{protocol}s://sales%40acme.example@{protocol}.acme.example:{schemes[protocol + "s"][1]}"'
    if not isinstance(written, str) or "://" not in written:
        raise ValueError(f"This is not the address of a server: write {example}.")
    try:
        url = urlsplit(written.strip())
        host, port = url.hostname, url.port
    except ValueError:
        raise ValueError(
            f'"{_without_password(written)}" has no usable host or port: write {example}.'
        ) from None
    if url.scheme not in schemes:
        raise ValueError(f'"{url.scheme}://" is not {protocol.upper()}: write {example}.')
    if not host or url.path not in ("", "/") or url.query or url.fragment or port == 0:
        raise ValueError(
            f'"{_without_password(written)}" has no usable host, or too much behind it: write {example}; '
            'an "@" within the user is written "%40".'
        )
    if url.password is not None:
        raise ValueError("The password does not belong in the address: write it into a file, password_file.")
    tls, usual_port = schemes[url.scheme]
    if tls == "starttls" and is_loopback(host) and "+" not in url.scheme:
        tls = "plain"
    user = unquote(url.username) if url.username else None
    return Server(protocol, host, port or usual_port, tls, user)


def is_loopback(host: str) -> bool:
    """Whether the host is this machine by its very name: localhost, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _without_password(url: str) -> str:
    """Return the URL as it may be shown: a password in it must not reach a log."""
    before, at, after = url.rpartition("@")
    scheme, slashes, login = before.partition("://")
    return f"{scheme}{slashes}{login.split(':')[0]}{at}{after}" if at else url
