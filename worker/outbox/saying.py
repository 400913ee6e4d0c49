"""Puts instants and spans into the words people use; the last stop before a template.

Customers read a promise ("by 2 pm tomorrow, Tuesday"), owners a short time ("Thu 12:00"), both
of them options ("Fri 9:00"); rules, sections 5 and 9. Pure: instants are aware, zones are IANA.
English is spoken wherever a language is not known here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MAX_SUBJECT: Final = 45  # characters of an owner's subject; rules, section 9

DAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
SHORT_DAYS: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
}
# fmt: off
MONTHS: Final = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni",
           "Juli", "August", "September", "Oktober", "November", "Dezember"),
}
# fmt: on
TODAY: Final = {"en": "today", "de": "heute"}


def say_by(
    instant: datetime,
    now: datetime,
    zone: ZoneInfo,
    language: str = "en",
    *,
    their_offset: timedelta | None = None,
) -> str:
    """A promise to a customer: "by noon tomorrow, Tuesday", "bis morgen, Dienstag, 14 Uhr".

    `their_offset` is the UTC offset the customer wrote with, where known; when their clock shows
    another time than ours, the city is said.
    """
    spoken = _spoken(language)
    local = instant.astimezone(zone)
    # Midnight belongs to the day that ends with it.
    day = (local - timedelta(minutes=1)).date() if _is_midnight(local) else local.date()
    clock = _promised_clock(local, spoken)
    ahead = (day - now.astimezone(zone).date()).days
    words = _english_by(clock, day, ahead) if spoken == "en" else _german_by(clock, day, ahead)
    if their_offset is not None and their_offset != now.astimezone(zone).utcoffset():
        city = zone.key.rpartition("/")[2].replace("_", " ")
        words += f" ({city} time)" if spoken == "en" else f" (Uhrzeit in {city})"
    return words


def say_when(instant: datetime, now: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """A time for owners: "today 11:30", "Thu 12:00", over six days away "Mon 15 Jun 9:00"."""
    local, today = instant.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{TODAY[_spoken(language)]} {say_clock(instant, zone)}"
    if abs((local.date() - today).days) > 6:
        return _dated_option(local, _spoken(language))
    return say_option(instant, zone, language)


def say_at(instant: datetime, now: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """The same where "today" goes without saying: "9:20", else as say_when."""
    if instant.astimezone(zone).date() == now.astimezone(zone).date():
        return say_clock(instant, zone)
    return say_when(instant, now, zone, language)


def say_moment(instant: datetime, now: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """When something happened, behind a verb: "at 10:42", on another day "Sat 11:00"."""
    said = say_at(instant, now, zone, language)
    same_day = instant.astimezone(zone).date() == now.astimezone(zone).date()
    return f"{'at' if _spoken(language) == 'en' else 'um'} {said}" if same_day else said


def say_option(
    instant: datetime, zone: ZoneInfo, language: str = "en", *, now: datetime | None = None
) -> str:
    """One of two proposed times: "Thu 16:00"; given `now`, with the date when over six days away."""
    local, spoken = instant.astimezone(zone), _spoken(language)
    if now is not None and (local.date() - now.astimezone(zone).date()).days > 6:
        return _dated_option(local, spoken)
    clock = say_clock(instant, zone)
    day = SHORT_DAYS[spoken][local.weekday()]
    return f"{day} {clock}" if spoken == "en" else f"{day} {clock} Uhr"


def say_clock(instant: datetime, zone: ZoneInfo) -> str:
    """The bare time on the 24-hour clock: "9:20"."""
    local = instant.astimezone(zone)
    return f"{local.hour}:{local.minute:02}"


def say_day(day: date, today: date, language: str = "en") -> str:
    """A date without a time: "Tue 16 Jun", in another year "Thu 2 Jul 2027"."""
    words = _short_date(day, _spoken(language))
    return words if day.year == today.year else f"{words} {day.year}"


def say_span(span: timedelta) -> str:
    """How long something took or waited, in its two largest units: "2 d 4 h", "1 h 20 min", "35 min"."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count]
    if days:
        parts = [part for part in parts if not part.endswith("min")]
    return " ".join(parts) or "0 min"


def round_up_half_hour(instant: datetime, zone: ZoneInfo) -> datetime:
    """The next full or half hour on the local clock, the instant itself if it is one."""
    local = instant.astimezone(zone)
    past = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
    # Added to the instant, not to the wall clock, which may jump in between.
    return instant if not past else instant + (timedelta(minutes=30) - past)


def owner_subject(call_name: str, asked: str) -> str:
    """An owner's subject, the name first, at most 45 characters, cut between words.

    Computed once for a lead and kept, so that all its mails stay in one thread.
    """
    name, asked = " ".join(call_name.split()), " ".join(asked.split())
    return _shorten(f"{_shorten(name, 30)}: {asked}" if asked else name, MAX_SUBJECT)


def _shorten(text: str, length: int) -> str:
    """At most `length` characters, cut between words where that leaves more than half."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    if text[length - 1].isalnum():
        head, _, _ = kept.rpartition(" ")
        kept = head if len(head) >= length // 2 else kept
    return f"{kept.rstrip(' ,;:.-')}…"


def _spoken(language: str) -> str:
    base = re.split(r"[-_]", language.lower())[0]
    return base if base in DAYS else "en"


def _is_midnight(local: datetime) -> bool:
    return local.hour == 0 and local.minute == 0


def _promised_clock(local: datetime, spoken: str) -> str:
    if _is_midnight(local):
        return "midnight" if spoken == "en" else "Mitternacht"
    if spoken == "de":
        return f"{local.hour}:{local.minute:02} Uhr" if local.minute else f"{local.hour} Uhr"
    if local.hour == 12 and not local.minute:
        return "noon"
    half = "am" if local.hour < 12 else "pm"
    hour = local.hour % 12 or 12
    return f"{hour}:{local.minute:02} {half}" if local.minute else f"{hour} {half}"


def _english_by(clock: str, day: date, ahead: int) -> str:
    name = DAYS["en"][day.weekday()]
    if ahead == 0:
        return f"by {clock} today"
    if ahead == 1:
        return f"by {clock} tomorrow, {name}"
    if 1 < ahead <= 6:
        return f"by {clock} on {name}"
    return f"by {clock} on {name}, {day.day} {MONTHS['en'][day.month - 1]}"


def _german_by(clock: str, day: date, ahead: int) -> str:
    name = DAYS["de"][day.weekday()]
    if ahead == 0:
        return f"bis heute, {clock}"
    if ahead == 1:
        return f"bis morgen, {name}, {clock}"
    if 1 < ahead <= 6:
        return f"bis {name}, {clock}"
    return f"bis {name}, {day.day}. {MONTHS['de'][day.month - 1]}, {clock}"


def _short_date(day: date, spoken: str) -> str:
    weekday, month = SHORT_DAYS[spoken][day.weekday()], MONTHS[spoken][day.month - 1]
    return f"{weekday} {day.day} {month[:3]}" if spoken == "en" else f"{weekday} {day.day}. {month}"


def _dated_option(local: datetime, spoken: str) -> str:
    clock = f"{local.hour}:{local.minute:02}"
    return f"{_short_date(local.date(), spoken)} {clock}{'' if spoken == 'en' else ' Uhr'}"
