"""Files written into the text of a mail itself: `begin 644 plan.pdf`, lines of letters, `end`. Pure."""

from __future__ import annotations

import binascii
import hashlib
import re

from worker.mail.message import Attachment
from worker.mail.text import collapse

_BEGIN = re.compile(r"begin [0-7]{3,4} (?P<name>[^/\\\n]{1,120})$")


def without_files(text: str) -> tuple[str, tuple[Attachment, ...]]:
    """The text without such files, and the files; a `begin` without its `end` is only a word."""
    if "\nend" not in text or not re.search(r"^begin [0-7]{3}", text, re.MULTILINE):
        return text, ()
    kept: list[str] = []
    found: list[Attachment] = []
    name, encoded, began = "", [""], 0
    for line in text.split("\n"):
        if not name and (begin := _BEGIN.match(line.rstrip())):
            name, encoded, began = collapse(begin["name"]), [], len(kept)
        elif name and line.rstrip() == "end" and (content := _decoded(encoded)) is not None:
            del kept[began:]
            digest = hashlib.sha256(content).hexdigest()
            found.append(Attachment(name, "application/octet-stream", len(content), digest))
            name = ""
            continue
        elif name:
            encoded.append(line)
        kept.append(line)
    return "\n".join(kept), tuple(found)


def _decoded(lines: list[str]) -> bytes | None:
    """What the lines hold; None where one of them cannot be part of a file."""
    try:
        return b"".join(binascii.a2b_uu(line) for line in lines if line.strip())
    except (binascii.Error, ValueError):
        return None
