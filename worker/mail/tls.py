"""Whom we trust when a mail server shows its certificate; used by both adapters."""

from __future__ import annotations

import ssl
from pathlib import Path


def trusted_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """A context that verifies certificate and host name, against the system's authorities and `ca_file`.

    It is always given explicitly: `starttls` of smtplib and imaplib verifies nothing without one.
    """
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context
