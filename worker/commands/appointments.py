"""`booked <when>`, `showed`, `no show`: calls and visits (rules, section 4)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from worker.cadence import visit
from worker.commands.arguments import CLOCK, PLACE
from worker.commands.rights import not_theirs_yet, take
from worker.commands.said import Answer, Said, refuse, what_is_next, when
from worker.commands.times import coming
from worker.mail.dates import InThePast, Unreadable
from worker.store.models import Lead
from worker.store.work import Work

EXAMPLES = ("booked Thu 16:00", "booked 14 Oct 9:00-10:30")
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s*(?:a\.?m\.?|p\.?m\.?|uhr|h)?"
_UNTIL = re.compile(
    rf"(?P<start>.*\d(?:[:.]\d\d|\s*(?:a\.?m\.?|p\.?m\.?|uhr|h)))\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bbis\b)"
    rf"\s*(?P<end>{_CLOCK})$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?P<start>.+?)[\s,]+(?:for|für)?\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>h|hours?|stunden?|m|min\w*)$",
    re.IGNORECASE,
)
_NAMES_A_TIME = re.compile(rf"{CLOCK}|\d\s*(?:hours?|stunden?|min)", re.I)


def booked(work: Work, said: Said, lead: Lead) -> Answer:
    """The run waits until one business day after its end; the confirmation waits for `send`."""
    words, remark = _parted(said.rest)
    if not words:
        return refuse("When is it?", *EXAMPLES)
    if not _NAMES_A_TIME.search(words):
        return refuse(f'At what time? "{words}" names only a day.', *EXAMPLES)
    try:
        start, end = _span(work, said, words)
    except (Unreadable, InThePast) as error:
        return refuse(str(error), *EXAMPLES)
    if end <= start:
        return refuse("It would end before it begins.", *EXAMPLES)
    newly, refused = take(work, said, lead, how="booked a visit")
    if refused is not None:
        return refused
    written = visit.book(work, lead, start, end, owner_id=said.owner_id)
    if remark:
        work.note(lead, "note", who=said.owner_id, why=remark)
    mine = f"You own {lead.ref}. " if newly else ""
    at, until = when(work, start, said.owner_id), when(work, end, said.owner_id)
    text = f"{mine}Booked: {at} to {until.rpartition(' ')[2]}. {what_is_next(work, lead, said.owner_id)}"
    if written is None:
        return Answer(f"{text} Nothing goes to {lead.name} by mail: no address is known.")
    return Answer(f"{text} The confirmation below goes with a calendar file.", draft=written)


def showed(work: Work, said: Said, lead: Lead) -> Answer:
    """They came: what was agreed is to be written down."""
    refused = _not_yet(work, said, lead)
    if refused is not None:
        return refused
    visit.took_place(work, lead, at=said.at, owner_id=said.owner_id, words=said.rest)
    return Answer(f"Good. {what_is_next(work, lead, said.owner_id)}")


def no_show(work: Work, said: Said, lead: Lead) -> Answer:
    """They did not come, or said before that they will not: two new times are drafted."""
    refused = None if lead.visit_at is not None and said.rest else _not_yet(work, said, lead)
    if refused is not None:
        return refused
    written = visit.did_not_take_place(work, lead, owner_id=said.owner_id, words=said.rest)
    return Answer(f"A pity. {what_is_next(work, lead, said.owner_id)}", draft=written)


def _not_yet(work: Work, said: Said, lead: Lead) -> Answer | None:
    if lead.visit_at is None:
        return refuse(f"No call or visit with {lead.name} is booked.", *EXAMPLES, "called: reached")
    if lead.visit_at > said.at:
        at = when(work, lead.visit_at, said.owner_id)
        return refuse(f"It is still ahead: {at}.", "booked Fri 10:00", "no show: she called it off")
    return not_theirs_yet(work, said, lead, "showed")


def _parted(words: str) -> tuple[str, str]:
    """Take "Thu 16:00, at her house" apart: the time, and what is only noted."""
    found = re.search(rf"[,;:]\s+(?!\d)(?!(?:for|für)\b)|\.\s+(?=\D)|{PLACE}", words)
    if found is None or not _NAMES_A_TIME.search(words[: found.start()]):
        return words.strip(" .,"), ""
    return words[: found.start()].strip(" .,"), words[found.end() :].strip()


def _span(work: Work, said: Said, words: str) -> tuple[datetime, datetime]:
    """Read when it begins and ends; left out, it takes an hour. Raises Unreadable or InThePast."""
    until = _UNTIL.fullmatch(words)
    if until is not None:
        start = coming(work, said, until["start"])
        zone = work.settings.calendar(said.owner_id).zone
        return start, coming(work, said, f"{start.astimezone(zone):%Y-%m-%d} {_clocked(until['end'])}")
    lasting = _FOR.fullmatch(words)
    if lasting is not None and _NAMES_A_TIME.search(lasting["start"]):
        start = coming(work, said, lasting["start"])
        length = float(lasting["number"].replace(",", "."))
        return start, start + timedelta(minutes=length * (60 if lasting["unit"][0] in "hHsS" else 1))
    start = coming(work, said, words)
    return start, start + work.settings.cadence.visit_length


def _clocked(words: str) -> str:
    """Write "17" as "17:00"."""
    return f"{words.strip()}:00" if words.strip().isdigit() else words.strip()
