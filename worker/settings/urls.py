"""What a database and a broker may be: each URL is fine, or one sentence says what to write instead."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

# As SQLAlchemy reads it: a password may hold anything but an "@".
_DATABASE = re.compile(
    r"(?P<kind>sqlite|postgresql|postgresql\+psycopg)://(?:[^:/]*(?::[^@]*)?@)?"
    r"(?P<host>\[[^/?]+\]|[^/:?]+)?(?::(?P<port>\d{0,5}))?(?:/[^?]*)?(?:\?(?P<query>.*))?"
)
_NO_DATABASE = (
    'this is no database known here: write "sqlite:///keepwarm.db" or "postgresql+psycopg://user@host/db".'
)
_NO_BROKER = 'this is no broker known here: write "memory:" or "redis://127.0.0.1:6379/0".'
_SHOWN_PASSWORD = (
    'a password behind the "?" would be shown: write it before the "@", like user:password@host, '
    "or into ~/.pgpass."
)


def fault_of_database(written: str) -> str | None:
    """Say why the URL is none of a database we can speak to."""
    url = _DATABASE.fullmatch(written)
    # sqlite://name means a host: a slash was forgotten.
    if (
        url is None
        or (url["kind"] == "sqlite" and url["host"])
        or int(url["port"] or 1) not in range(1, 65536)
    ):
        return _NO_DATABASE
    return _SHOWN_PASSWORD if "password" in parse_qs(url["query"] or "", keep_blank_values=True) else None


def fault_of_broker(written: str) -> str | None:
    """Say why the URL is none of a broker we can speak to."""
    if written == "memory:":
        return None
    try:
        # To ask for the port is to read it.
        known = urlsplit(written).port != 0 and written.startswith(("redis://", "rediss://"))
    except ValueError:
        known = False
    return None if known else _NO_BROKER
