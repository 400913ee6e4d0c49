"""The words of an ``hours = "..."`` setting, read into a Week.

"Mon-Fri 09:00-12:00 13:00-17:00", "Mon-Thu 09:00-17:00, Fri 09:00-15:00", "Fri 22:00-02:00".
Pure; the lowest stone of business time (rules, section 3): calendars.py lays a Week on a zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES_A_DAY = 24 * 60
_EXAMPLE = 'write for example "Mon-Fri 09:00-12:00 13:00-17:00"'

_SPELLINGS = (
    "mon monday mo montag",
    "tue tues tuesday di dienstag",
    "wed wednesday mi mittwoch",
    "thu thur thurs thursday do donnerstag",
    "fri friday fr freitag",
    "sat saturday sa samstag",
    "sun sunday so sonntag",
)
WEEKDAYS = {name: number for number, names in enumerate(_SPELLINGS) for name in names.split()}

Minutes = tuple[int, int]  # opening and closing of one span, in minutes after local midnight


@dataclass(frozen=True, slots=True)
class Week:
    """The open spans of each weekday, Monday first: sorted, disjoint, half-open, within one day."""

    days: tuple[tuple[Minutes, ...], ...]


def parse_week(text: str) -> Week:
    """Read opening hours in words. Raises ValueError with one sentence that says what to write."""
    open_minutes: list[list[Minutes]] = [[] for _ in DAY_NAMES]
    weekdays: list[int] = []
    had_times = False
    for word in re.sub(r"\s*[-–]\s*", "-", text).replace(",", " ").replace(";", " ").split():
        if word[0].isdigit():
            if not weekdays:
                raise ValueError(f'"{word}" in the hours stands before any day: {_EXAMPLE}.')
            for weekday in weekdays:
                _put(open_minutes, weekday, _times(word))
            had_times = True
            continue
        # A day after times begins a new group; a day after a day widens the same one.
        weekdays = _days(word) if had_times else weekdays + _days(word)
        had_times = False
    if not weekdays or not had_times:
        raise ValueError(f'The hours "{text}" lack a day or a time: {_EXAMPLE}.')
    return Week(tuple(_tidy(DAY_NAMES[number], spans) for number, spans in enumerate(open_minutes)))


def _days(word: str) -> list[int]:
    first, dash, last = word.lower().replace(".", "").rstrip(":").partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise ValueError(f'"{word}" in the hours is not a day: {_EXAMPLE}.')
    begin, end = WEEKDAYS[first], WEEKDAYS[last or first]
    # "Fri-Mon" runs over the weekend.
    return [(begin + step) % 7 for step in range((end - begin) % 7 + 1)]


def _times(word: str) -> Minutes:
    found = re.fullmatch(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?", word)
    if found is None:
        raise ValueError(f'"{word}" in the hours is not a span of time: {_EXAMPLE}.')
    hours_and_minutes = [int(part or 0) for part in found.groups()]
    begin = hours_and_minutes[0] * 60 + hours_and_minutes[1]
    end = hours_and_minutes[2] * 60 + hours_and_minutes[3]
    if max(hours_and_minutes[1::2]) > 59 or begin >= MINUTES_A_DAY or end > MINUTES_A_DAY or begin == end:
        raise ValueError(f'"{word}" in the hours is not a span between 00:00 and 24:00: {_EXAMPLE}.')
    if end < begin < MINUTES_A_DAY // 2 and ":" not in word:
        # "9-5" is a day at the office far more often than a night shift.
        by_day, by_night = (
            f"{begin // 60:02}:00-{late // 60:02}:00" for late in (end + MINUTES_A_DAY // 2, end)
        )
        raise ValueError(
            f'"{word}" in the hours would run through the night: write "{by_day}", or "{by_night}".'
        )
    return begin, end


def _put(open_minutes: list[list[Minutes]], weekday: int, times: Minutes) -> None:
    begin, end = times
    if begin < end:
        open_minutes[weekday].append(times)
        return
    # Over midnight: the evening belongs to this day, the rest to the next.
    open_minutes[weekday].append((begin, MINUTES_A_DAY))
    if end:
        open_minutes[(weekday + 1) % 7].append((0, end))


def _tidy(name: str, spans: list[Minutes]) -> tuple[Minutes, ...]:
    tidy: list[Minutes] = []
    for begin, end in sorted(spans):
        if tidy and begin < tidy[-1][1]:
            raise ValueError(f"Two spans of {name} in the hours overlap: write each span of a day once.")
        if tidy and begin == tidy[-1][1]:
            tidy[-1] = (tidy[-1][0], end)
        else:
            tidy.append((begin, end))
    return tuple(tidy)
