"""What holds for every mail, whatever its bytes: one answer, clean text, little time.

Read as `keepwarm read` reads it: no crash, a verdict from the closed list with its reason, nothing that
a database or a terminal would refuse, and at most five seconds of this process's own time.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

from worker.ingest.reading import describe
from worker.ingest.verdict import Verdict
from worker.mail.parse import parse

# Of the twenty that a mail may take: what is quadratic in a megabyte takes hours, and a busy machine some.
SECONDS = 5.0
# U+0000, lone surrogates, and the signs that turn the direction of a line.
REFUSED = re.compile("[\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def is_read_rightly(raw: bytes) -> dict[str, Any]:
    """Read the mail and check all that is promised; return what was said of it."""
    began = time.process_time()
    mail = parse(raw)
    said = describe(mail)
    spent = time.process_time() - began
    assert said["verdict"] in set(Verdict)
    assert said["reason"].strip()
    assert "\n" not in said["reason"]
    assert len(said["asked"]) <= 300
    json.dumps(said, ensure_ascii=False).encode("utf-8")
    for text in _texts(said):
        assert not REFUSED.search(text), f"{text[:200]!r} would be refused"
    assert mail.size == len(raw)
    assert spent <= SECONDS, f"{spent:.2f} s of the judge's own time"
    return said


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
