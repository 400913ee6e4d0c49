"""What a report of a failed delivery says in words, where nothing machine-readable does. Pure.

Reads only the report's own words, above the copy of the mail that failed: who was not reached, the status
code, and whether it is for good. The words are data in failure_words.py.
"""

from __future__ import annotations

import re
from enum import IntEnum

from worker.mail.machines import failure_words as words

_READ = 20_000  # characters; reports say it at once
_CLAIM = 3_000  # characters in which a report says what it is
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.ASCII)
_X400 = re.compile(r"^(?:smtp|rfc822)=")
_STATUS = re.compile(r"(?<![\w.])#?([245]\.\d{1,3}\.\d{1,3})(?![\w.]*\d)")
_REPLY_CODE = re.compile(
    r"(?:^[\s<>*]{0,20}|said:?\s{0,5}|(?:reason|error|code|diagnostic|status|response|received)[^\n\d]{0,40}|[#(:]\s{0,3})"
    r"\b([45][0-5]\d)\b(?![.:/]\d|\w)",
    re.IGNORECASE | re.MULTILINE,
)
# Of an address: alone on its line, as reports list those who were not reached.
_ALONE_BEFORE = re.compile(
    r"^[\s*•>|\-\"'(<\[]{0,20}(?:(?:smtp|rfc822|an|recipient|address)[:;=]\s{0,5})?<?$", re.IGNORECASE
)
_ALONE_AFTER = re.compile(r"[>\"')\]]{0,4}(?:\s{0,3}[:;,]|\s{0,5}\(?(?:\.\.\.|on \d|on \w{3},|\(|#|$)|\s*$)")
_NOT_THEIRS = re.compile(
    r"(?:mail from|from|sender|reply[- ]to|contact|message-id|envelope-from|absender|expéditeur|remitente)"
    r"[:=]?\s{0,3}[\"'<]{0,3}$",
    re.IGNORECASE,
)
_POSTMASTER = re.compile(r"^(?:post-?master|mailer-?daemon|abuse|support|help|helpdesk|hostmaster)@", re.I)
_RCPT = re.compile(r"rcpt to:?\s{0,3}<?$|recipient:?[^\n]{0,20}$|delivered? to\s{0,3}[:<'\"]{0,3}$", re.I)
_TO = re.compile(r"^[\s*>]{0,20}(?:to|an|à|para|a|aan|cc):\s{0,20}\S{0,3}$", re.IGNORECASE)

_WARNS = re.compile(r"\b(?:warning|delay(?:ed)?|deferred|verzögert|retardé?)\b", re.IGNORECASE)


class Sure(IntEnum):
    """How surely an address in a report is the one that was not reached."""

    NO = 0
    POSTMASTER = 1
    ADDRESSED = 2  # in a To line of the mail's description
    NAMED = 3
    BLAMED = 4  # on a line with the failure
    REFUSED = 5  # the server's answer to it is quoted
    LISTED = 6


def own_words(text: str) -> str:
    """The report without the copy of the mail that failed."""
    text = text[:_READ]
    copy = next((found for found in words.COPY.finditer(text) if text[: found.start()].strip()), None)
    return text[: copy.start()] if copy else text


def has_copy(text: str) -> bool:
    """Whether a copy of the mail that failed stands below the report."""
    return len(own_words(text)) < len(text[:_READ])


def says_failed(subject: str, text: str) -> bool:
    """Whether subject or first words report a failed delivery, in any of the known languages."""
    return bool(words.SUBJECT.search(subject) or words.FAILED.search(own_words(text)[:_CLAIM]))


def failed_address(
    text: str, not_theirs: frozenset[str], likely: frozenset[str] = frozenset(), least: Sure = Sure.POSTMASTER
) -> str:
    """Who was not reached, as the report's own words tell it; "" where they name nobody.

    `not_theirs` are the addresses of the reporting system and of the writer of the lost mail, `likely`
    those to whom it went, `least` how sure it must be.
    """
    said = own_words(text)
    best, best_weight = "", 0.0
    for found in _ADDRESS.finditer(said):
        address = _X400.sub("", found[0].strip("'.").lower())
        sure = _sure(said, found) if address not in not_theirs else Sure.NO
        weight = sure + 1.5 * (sure > 0 and address in likely)
        if sure >= least and weight > best_weight:
            best, best_weight = address, weight
    return best


def _sure(said: str, found: re.Match[str]) -> Sure:
    line_start = said.rfind("\n", 0, found.start()) + 1
    line_end = said.find("\n", found.end())
    before, after = said[line_start : found.start()], said[found.end() : line_end if line_end >= 0 else None]
    before, after = before[-300:], after[:300]
    if _NOT_THEIRS.search(before):
        return Sure.NO
    if _POSTMASTER.match(found[0]):
        return Sure.POSTMASTER
    if _TO.match(before):
        return Sure.ADDRESSED
    nothing_else = not re.search(r"\w", _ADDRESS.sub("", before + after))
    if nothing_else or (_ALONE_BEFORE.match(before) and _ALONE_AFTER.match(after)):
        return Sure.LISTED
    if _RCPT.search(before):
        return Sure.REFUSED
    line = before + after
    return Sure.BLAMED if _REPLY_CODE.search(line) or words.FAILED.search(line) else Sure.NAMED


def status(text: str) -> str:
    """The enhanced status code (RFC 3463) that the report quotes, or ""."""
    found = _STATUS.search(own_words(text))
    return found[1] if found else ""


def is_permanent(subject: str, text: str) -> bool:
    """Whether it failed for good: by its status code, else by the server's reply, else by its words.

    A report that says only that it failed has given up, so it failed for good.
    """
    said = own_words(text)
    codes = [found[1] for found in _STATUS.finditer(said)] or [
        found[1] for found in _REPLY_CODE.finditer(said)
    ]
    final = [code for code in codes if code[0] in "45"]
    if _WARNS.search(subject) and not words.PERMANENT.search(said):
        return False
    if final:
        return final[0][0] == "5"
    return not words.TEMPORARY.search(said) or bool(words.PERMANENT.search(said))
