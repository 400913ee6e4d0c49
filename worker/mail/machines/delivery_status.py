"""The machine-readable part of a delivery report (RFC 3464), field by field. Pure.

Also what stands in the place of it: broken reports whose fields lie in the text, and receipts
(RFC 8098) by which a mail program says that it refused a mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.mail.addresses import normalise

_POSITIVE = frozenset({"delivered", "relayed", "expanded"})
_FIELD = re.compile(r"^[ \t]{0,8}([A-Za-z][\w-]{1,60}):[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_STATUS = re.compile(r"([245])[. ](\d{1,3})[. ](\d{1,3})")
_ANY_STATUS = re.compile(r"\b([45]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"(?:^|[\s;])([45]\d\d)[\s-]")


@dataclass(frozen=True, slots=True)
class Failed:
    """One recipient of a report who was not reached. `permanent` is None where the fields do not say."""

    recipient: str
    permanent: bool | None
    status: str


def failures(text: str) -> list[Failed]:
    """Every recipient that failed or waits, in the order of the report."""
    found = [_read(fields) for fields in _blocks(text)]
    return [failed for failed in found if failed is not None]


def brings_good_news(texts: list[str]) -> bool:
    """Whether everybody whom the reports name was reached: delivered, relayed or expanded."""
    actions = {
        fields["action"].split()[0].lower()
        for text in texts
        for fields in _blocks(text)
        if fields.get("action", "").strip()
    }
    return bool(actions) and actions <= _POSITIVE


def _blocks(text: str) -> list[dict[str, str]]:
    blocks = []
    for block in re.split(r"\n[ \t]*\n", text[:200_000]):
        fields: dict[str, str] = {}
        for name, value in _FIELD.findall(block):
            fields.setdefault(name.lower(), " ".join(value.split()))
        blocks.append(fields)
    return blocks


def _read(fields: dict[str, str]) -> Failed | None:
    recipient = _address(fields.get("original-recipient", "")) or _address(fields.get("final-recipient", ""))
    action = (fields.get("action", "").lower().split() or [""])[0].strip(";,.")
    if (not recipient and not action) or action in _POSITIVE:
        return None
    status = _status(fields)
    if action == "delayed" or status.startswith("4"):
        return Failed(recipient, False, status)
    return Failed(recipient, True if action == "failed" or status.startswith("5") else None, status)


def _address(value: str) -> str:
    """The address of `rfc822; <ana@a.example>`; "" for an X.400 name or none."""
    address = normalise(re.sub(r"^[\w-]{1,20}\s?;", "", value).strip().strip("'\"()"))
    return address if "@" in address else ""


def _status(fields: dict[str, str]) -> str:
    """The status code; where it only says 5.0.0 or nothing, the one in the server's own words."""
    found = _STATUS.search(fields.get("status", ""))
    status = ".".join(found.groups()) if found else ""
    said = fields.get("diagnostic-code", "")
    if status and not status.endswith(".0.0"):
        return status
    quoted = _ANY_STATUS.search(said)
    if quoted and (not status or quoted[1][0] == status[0]):
        return quoted[1]
    code = _REPLY_CODE.search(f" {said} ")
    return status or (f"{code[1][0]}.0.0" if code else "")
