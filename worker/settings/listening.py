"""Where a server of ours listens, as written in `listen`: "127.0.0.1:9090", "[::1]:9090" or only a port."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"(?:(?P<host>\[[0-9a-fA-F:.]+\]|[\w.-]+)?:)?(?P<port>\d{1,5})")
_EXAMPLE = 'write it like "127.0.0.1:9090"'


@dataclass(frozen=True, slots=True)
class Listen:
    """A host and a port of this machine. Without a host it is loopback: nobody else can ask."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_listen(written: object) -> Listen:
    """Read "HOST:PORT", ":PORT" or a port. Raises ValueError with one sentence that says what to write."""
    found = _PLACE.fullmatch(str(written).strip())
    if found is None:
        raise ValueError(f'"{written}" is no address to listen at: {_EXAMPLE}.')
    port = int(found["port"])
    if not 0 < port < 65536:
        raise ValueError(f'"{written}" has no port between 1 and 65535: {_EXAMPLE}.')
    return Listen((found["host"] or "127.0.0.1").strip("[]"), port)
