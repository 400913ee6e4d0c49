"""Times in an owner's words, read on their own calendar, seen from when they wrote them."""

from __future__ import annotations

import difflib
import re
from datetime import datetime, timedelta

from worker.commands.arguments import BECAUSE
from worker.commands.said import Said
from worker.commands.words import Verb
from worker.mail.dates import InThePast, TwoDates, Unreadable, find_when, read_when
from worker.mail.days.day_words import find_days
from worker.outbox.saying import DAYS, MONTHS
from worker.store.work import Work

_WEEK = timedelta(days=7)
_DAYS_BACK = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1, "vorgestern": 2}
_DAY_NAMES = [
    name.casefold()
    for spoken in (DAYS, MONTHS)
    for names in spoken.values()
    for name in names
    if len(name) > 4
]
_DAY_NAMES += ["tomorrow", "today", "morgen", "heute", *_DAYS_BACK]
# What stands last behind a "by", in at most four words.
# Behind a time, a reason: "Friday, she is on holiday". What may change the time is none: "Fri, or Monday".
_PART = re.compile(rf"\n|[,;:.]\s+|\s+[-–—]\s+|\s+(?=\()|{BECAUSE}", re.IGNORECASE)
_CHANGES = re.compile(
    r"\d|^\W*(?:or|no|not|but|if|unless|only|rather|better|oder|nein|nicht|aber|wenn|falls|nur|lieber|besser)\b",
    re.IGNORECASE,
)
# "Snooze 12h" is how long; only `later` tells a customer a clock.
_BARE_HOURS = re.compile(
    r"^(?=\d{1,2}\s?h(?:[\s.!]*$|[,;:.(\n]|\s+[-–—(]|\s+(?:because|since|weil|denn)\b))", re.IGNORECASE
)
_BY = re.compile(r"(?:^|\s)(?:by|until|till|bis)\s+(?P<time>\S+(?:\s+\S+){0,3})\s*$", re.IGNORECASE)


def coming(work: Work, said: Said, words: str) -> datetime:
    """Return the coming instant that `words` name. Raises Unreadable or InThePast, both a sentence."""
    if _lies_behind(words):
        raise InThePast(words)
    return read_when(words, said.at, work.settings.calendar(said.owner_id))


def coming_and_why(work: Work, said: Said) -> tuple[datetime, str, str]:
    """Return the coming instant that was said, the words of it, and the reason behind them or "".

    Raises Unreadable or InThePast, both a sentence.
    """
    ahead = "in " if said.command.verb is Verb.SNOOZE else ""
    rest = _BARE_HOURS.sub(ahead, said.rest)
    try:
        return coming(work, said, rest), rest, ""
    except TwoDates:
        raise
    except Unreadable:
        whole = _BARE_HOURS.sub(ahead, said.command.rest.strip())
        for found in reversed(list(_PART.finditer(whole))):
            words, reason = whole[: found.start()].strip(), whole[found.end() :].strip()
            if not words or _CHANGES.search(reason) or find_days(reason, said.at.date()):
                continue
            try:
                return coming(work, said, words), " ".join(words.split()), " ".join(reason.split())
            except TwoDates:
                raise
            except Unreadable:
                continue
        raise


def gone(work: Work, said: Said, words: str) -> datetime:
    """Return the instant behind us that `words` name ("10:15", "yesterday 16:00", "Mon").

    Raises Unreadable or InThePast, both a sentence.
    """
    calendar = work.settings.calendar(said.owner_id)
    today = said.at.astimezone(calendar.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first, _, clock = words.lower().strip(" .,").partition(" ")
    back = _DAYS_BACK.get(first)
    if back is not None and not clock:
        return said.at if back == 0 else said.at - timedelta(days=back)
    if back is not None:
        found = read_when(clock, today - timedelta(days=back, seconds=1), calendar)
    else:
        found = read_when(words, today - timedelta(seconds=1), calendar)
        if found > said.at:
            found = read_when(words, said.at - _WEEK, calendar)
    if found > said.at:
        raise Unreadable(words)
    return found


def split_action(work: Work, said: Said, words: str) -> tuple[str, datetime | None, str]:
    """Take "send two dates by Thu 12:00" apart: the action, its time or None, the words of the time.

    A time that is past or cannot be read is None; `untimely` has the sentence about it.
    """
    action, phrase = _apart(work, said, words)
    try:
        return (action, coming(work, said, phrase), phrase) if phrase else (words, None, "")
    except (Unreadable, InThePast):
        return action, None, ""


def untimely(work: Work, said: Said, words: str) -> str:
    """Return the sentence about a time in `words` that is past, or that nobody can read; "" for none."""
    _, phrase = _apart(work, said, words)
    try:
        if phrase:
            coming(work, said, phrase)
    except (Unreadable, InThePast) as error:
        return str(error)
    return ""


def _apart(work: Work, said: Said, words: str) -> tuple[str, str]:
    """Return the action and what stands for its time at the end, read or not; "" without one."""
    found = find_when(words, said.at.astimezone(work.settings.calendar(said.owner_id).zone))
    last = _BY.search(words)
    if found is not None and not (last and _lies_behind(last["time"])):
        phrase, start, end = found
        return (words[:start] + words[end:]).strip(" .,;:-–"), phrase
    if last is None or not _is_like_a_time(last["time"]):
        return words, ""
    return words[: last.start()].strip(" .,;:-–"), last["time"]


def _lies_behind(words: str) -> bool:
    return _DAYS_BACK.get(words.lower().partition(" ")[0].strip(" .,"), 0) > 0


def _is_like_a_time(words: str) -> bool:
    """Whether it was meant as a time: "Fridday", "35 May", "25:00"; never "hand" or "10 %"."""
    if re.search(r"%|€|\$|£|\b(?:eur|euro|percent|prozent|cm|mm|m2|kg)\b", words, re.IGNORECASE):
        return False
    names = re.findall(r"[^\W\d_]{5,}", words.casefold())
    return any(letter.isdigit() for letter in words) or any(
        difflib.get_close_matches(name, _DAY_NAMES, n=1, cutoff=0.8) for name in names
    )
