"""Labelled mails: the public ones where they lie beside the project, and our own; one shape for both.

Labels speak as `keepwarm read --json` does; where the public suites know less (a text without its
white space, only words that must be there) they keep words of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.score import expected as own

CORPORA = Path(__file__).parents[2] / ".." / "shared" / "corpora"

# How the public kinds are called here; a kind of ours is the name of its folder.
KINDS = {
    "human_reply": "replies",
    "human_inquiry": "inquiries",
    "human_weak": "weak people",
    "forwarded": "forwards",
    "forwarded_as_attachment": "odd",
    "bounce": "bounces",
    "bounce_unresolvable": "bounces",
    "complaint_arf": "complaints",
    "auto_reply": "auto_replies",
    "auto_generated": "auto_replies",
    "not_bounce": "odd",
    "malformed": "odd",
    "mime": "odd",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One mail, what it is called in the list of misses, and what is known about it."""

    kind: str
    name: str
    raw: bytes
    labels: dict[str, Any]


def public() -> Iterator[Case]:
    """The public mails; nothing where they are not there."""
    listing = CORPORA / "cases.jsonl"
    if not listing.exists():
        return
    for line in listing.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        kind, labels = _kind(found), _labels(found)
        yield Case(kind, found["file"], _whole(found, (CORPORA / found["file"]).read_bytes()), labels)


def ours() -> Iterator[Case]:
    """The mails of our own corpus."""
    for kind, path, expected in own.cases():
        yield Case(kind, f"{kind}/{path.name}", path.read_bytes(), expected)


def _kind(found: dict[str, Any]) -> str:
    if found["expected"].get("spam"):
        return "spam"
    if found["kind"] != "bulk":
        return KINDS[found["kind"]]
    if found["expected"].get("is_bounce") is False:
        return "odd"
    return "newsletters" if found["strength"] == "by_corpus_weak" else "lists"


def _whole(found: dict[str, Any], raw: bytes) -> bytes:
    """A body on its own gets the header that a mail program would have given it."""
    if found["format"] == "rfc822":
        return raw
    subject, extra = "Some question", ""
    if found["kind"] == "human_reply":
        subject, extra = "Re: Some question", "In-Reply-To: <y@acme.example>\n"
    elif found["kind"].startswith("forwarded"):
        subject = "Fwd: " + found["expected"].get("original", {}).get("subject", "Some question")
    kind = "html" if found["format"] == "html-body" else "plain"
    head = (
        f"From: Kim <kim@a.example>\nTo: sales@acme.example\nSubject: {subject}\nMessage-ID: <x@a.example>\n"
        f"Date: Mon, 16 Nov 2026 10:00:00 +0000\nContent-Type: text/{kind}; charset=utf-8\n{extra}\n"
    )
    return head.encode() + raw


def _labels(found: dict[str, Any]) -> dict[str, Any]:
    labels = dict(found["expected"])
    if found["kind"].startswith("bounce"):
        severities = {"hard": True, "permanent": True, "soft": False, "temporary": False}
        labels["bounce"] = {
            "recipients": labels.get("recipients") or [],
            "permanent": severities.get(str(labels.get("severity")).lower()),
        }
    if "original" in labels:
        origin = dict(labels.pop("original"))
        origin["text"] = origin.pop("body", None) or labels.pop("original_text", None)
        origin["comment"] = labels.pop("message", None)
        labels["forwarded"] = origin
    return labels
