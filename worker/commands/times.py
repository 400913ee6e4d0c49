"""Times in an owner's words, read on their own calendar, seen from when they wrote them."""

from __future__ import annotations

from datetime import datetime, timedelta

from worker.commands.said import Said
from worker.mail.dates import InThePast, Unreadable, find_when, read_when
from worker.store.work import Work

_WEEK = timedelta(days=7)
_DAYS_BACK = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1, "vorgestern": 2}


def coming(work: Work, said: Said, words: str) -> datetime:
    """Return the coming instant that `words` name. Raises Unreadable or InThePast, both a sentence."""
    return read_when(words, said.at, work.settings.calendar(said.owner_id))


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
    """Take "send two dates by Thu 12:00" apart: the action, its time or None, the words of the time."""
    found = find_when(words, said.at.astimezone(work.settings.calendar(said.owner_id).zone))
    if found is None:
        return words, None, ""
    phrase, start, end = found
    try:
        due = coming(work, said, phrase)
    except (Unreadable, InThePast):
        return words, None, ""
    return (words[:start] + words[end:]).strip(" .,;:-–"), due, phrase
