"""An appointment as a calendar file that every calendar reads (RFC 5545). Pure.

`METHOD:PUBLISH` asks nobody to answer. The same UID with a higher SEQUENCE moves the appointment.
"""

from __future__ import annotations

from datetime import UTC, datetime

LONGEST_LINE = 75  # octets, without the line break (RFC 5545, section 3.1)


def appointment(
    *,
    uid: str,
    sequence: int,
    start: datetime,
    end: datetime,
    summary: str,
    organizer: str,
    organizer_name: str,
    now: datetime,
) -> str:
    """Return the file; `organizer` is a mail address, instants are aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Keepwarm//Appointment//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(uid)}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(start)}",
        f"DTEND:{_instant(end)}",
        f"SUMMARY:{_text(summary)}",
        f'ORGANIZER;CN="{_quoted(organizer_name)}":mailto:{organizer}',
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _instant(at: datetime) -> str:
    """Write an instant in UTC (section 3.3.5, form 2), so that no zone has to be described."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Escape what has a meaning in a value (section 3.3.11), on one line."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in words).split())
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _quoted(words: str) -> str:
    """A quoted parameter may hold anything but quotes and control characters (section 3.2)."""
    return "".join(mark for mark in words if mark.isprintable() and mark != '"')


def _folded(line: str) -> str:
    """Break a long line between characters, each further one after a blank (section 3.1)."""
    parts: list[str] = []
    part = ""
    for mark in line:
        if len((part + mark).encode()) > LONGEST_LINE - (1 if parts else 0):
            parts.append(part)
            part = ""
        part += mark
    return "\r\n ".join([*parts, part])
