"""An account at a mail server: where it is, how to speak to it, and as whom; shared by both adapters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Tls = Literal["tls", "starttls", "plain"]
Auth = Literal["password", "xoauth2"]


@dataclass(frozen=True, slots=True)
class Account:
    """Where to connect and as whom; without `user` there is no login.

    `secret` is the password or, with `auth="xoauth2"`, an access token; a callable is asked at every login,
    because tokens and password files change while the worker runs.
    """

    host: str
    port: int
    tls: Tls = "tls"
    user: str | None = None
    secret: str | Callable[[], str] = ""
    auth: Auth = "password"
    # A certificate to trust besides the system's.
    ca_file: Path | None = None
    connect_seconds: float = 15
    read_seconds: float = 60

    def reveal_secret(self) -> str:
        """Return the password or token; raises whatever the callable raises, to be told in its own words."""
        return self.secret if isinstance(self.secret, str) else self.secret()
