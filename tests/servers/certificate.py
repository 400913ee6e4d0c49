"""A self-signed certificate for `localhost` and 127.0.0.1, made once a test run."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.servers.daemon import need, short_folder


@dataclass(frozen=True, slots=True)
class Certificate:
    """Paths of PEM files; `chain` is also what a client has to trust (`SSL_CERT_FILE`)."""

    chain: Path
    key: Path


@cache
def self_signed() -> Certificate:
    folder = short_folder()
    made = Certificate(folder / "chain.pem", folder / "key.pem")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    output = ["-keyout", str(made.key), "-out", str(made.chain)]
    subprocess.run(
        [need("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *output],
        check=True,
        capture_output=True,
    )
    return made
