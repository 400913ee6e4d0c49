"""A small team of the whole-program tests: its configuration, and the mail of its customers."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

CONFIGURATION = """
database = "sqlite:///keepwarm.db"

[team]
name = "Acme Garden Rooms"
timezone = "UTC"
hours = "Mon-Sun 00:00-24:00"
fallback = "sam"

[[inbox]]
name = "sales"
address = "{address}"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[offer]
max_pending = 0

[acknowledgement]
per_day = 0
fuse = 0

[limits]
new_leads = 0

[security]
owner_replies = "token"
"""


def mail(number: int) -> bytes:
    sender = f"customer{number}@firm{number}.example"
    return (
        f"From: Customer {number} <{sender}>\r\nTo: sales@acme.example\r\nSubject: Question {number}\r\n"
        f"Message-ID: <{number}@firm{number}.example>\r\nDate: {format_datetime(datetime.now(UTC))}\r\n"
        f"\r\nHello, what would number {number} cost?\r\n"
    ).encode()
