"""A story: the whole product on a real mailbox and a real SMTP sink, with a clock the test moves.

    story.receives("ana@customer.example", "Garden office", "What does it cost?")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.passes(days=1)
    assert story.lead("ana")["owner"] == "jamie"

The clock stands still between events and jumps from one due time to the next, as a quick week would.
"""

from __future__ import annotations

import email
import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage, Message
from email.policy import compat32
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.homes.home import Embedded, Home
from tests.homes.migrated import sqlite_in
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink
from worker import sweep
from worker.cli import mails
from worker.ingest.verdict import Verdict
from worker.leads.audits import audit
from worker.leads.showing import listing

BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = {"jamie": "Jamie Doe", "sam": "Sam Poe", "max": "Max Roe"}
_numbers = itertools.count(1)

CONFIGURATION = """
{home}
mode = "{mode}"

[team]
name = "Acme Garden Rooms"
timezone = "Europe/Berlin"
hours = "{hours}"
fallback = "max"
{team}

[[inbox]]
name = "sales"
address = "{address}"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"
pool = {pool}
{inbox}

{owners}

[security]
{security}

{more}
"""


def when(text: str) -> datetime:
    """Read "2026-06-10 10:00" as a time in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class SentMail:
    """One mail that left us, as its reader has it."""

    def __init__(self, recipient: str, raw: bytes) -> None:
        self.recipient = recipient
        self.raw = raw
        self.message: Message = email.message_from_bytes(raw, policy=compat32)
        readable = email.message_from_bytes(raw, policy=email.policy.default)
        self.subject = str(readable["Subject"])
        self.text = str(readable.get_body().get_content()).replace("\r\n", "\n")  # type: ignore[union-attr]
        self.kind = self.message["X-Keepwarm-Kind"]
        self.reply_to = self.message["Reply-To"]
        self.message_id = self.message["Message-ID"]

    def __repr__(self) -> str:
        return f"<{self.kind} to {self.recipient}: {self.subject}>"


class Story:
    """One team, one inbox, one home."""

    def __init__(
        self,
        mailbox: Mailbox,
        sink: SmtpSink,
        folder: Path,
        *,
        home: Home | None = None,
        start: str = "2026-06-10 10:00",
        pool: tuple[str, ...] = ("jamie", "sam"),
        mode: str = "live",
        team: str = "",
        inbox: str = "",
        security: str = 'owner_replies = "token"',
        more: str = "",
        team_hours: str = "Mon-Fri 09:00-17:00",
        owner_lines: dict[str, str] | None = None,
        people: Mapping[str, str] = PEOPLE,
    ) -> None:
        self.people = people
        self.mailbox, self.sink = mailbox, sink
        self.home = home or Embedded(sqlite_in(folder))
        lines = owner_lines or {}
        owners = "\n".join(
            f'[[owner]]\nid = "{owner}"\nname = "{name}"\nemail = "{owner}@acme.example"\n'
            + lines.get(owner, "")
            for owner, name in people.items()
        )
        self.config = folder / "keepwarm.toml"
        self.config.write_text(
            CONFIGURATION.format(
                home=self.home.lines,
                mode=mode,
                address=mailbox.user,
                imap=mailbox.url,
                smtp=sink.port,
                pool=list(pool),
                team=team,
                hours=team_hours,
                inbox=inbox,
                owners=owners,
                security=security,
                more=more,
            )
        )
        self.clock = self.home.clock(when(start))
        self.app = self.home.open(self.config, self.clock)
        self.run()

    # --- the clock ---

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(BERLIN)

    def run(self) -> None:
        """Let the product do all that is due now."""
        self.home.run(self.app)

    def passes(self, **span: float) -> None:
        """Let time pass: passes(minutes=20), passes(days=1); what falls due on the way happens then."""
        self.until(self.now + timedelta(**span))

    def until(self, instant: datetime | str) -> None:
        """Go on to an instant ("2026-06-11 09:00" in Berlin), stopping at everything due on the way."""
        target = when(instant) if isinstance(instant, str) else instant
        while True:
            with self.app.database.reading() as session:
                following = sweep.next_due(session, after=self.clock.now())
            if following is None or following > target:
                break
            self.clock.advance_to(following)
            self.run()
        self.clock.advance_to(target)
        self.run()

    def jumps(self, instant: str) -> None:
        """Nothing runs until this instant, as between two runs of cron."""
        self.clock.advance_to(when(instant))
        self.run()

    def restarts(self, configuration: str) -> None:
        """The operator changes the configuration and starts again."""
        self.config.write_text(configuration)
        self.app.close()
        self.app = self.home.open(self.config, self.clock)
        self.run()

    # --- what people write ---

    def receives(
        self,
        sender: str,
        subject: str,
        text: str,
        *,
        to: str = "",
        answers: SentMail | None = None,
        folder: str = "INBOX",
        message_id: str = "",
        references: str = "",
        headers: dict[str, str] | None = None,
        run: bool = True,
    ) -> str:
        """A mail arrives at this instant ("Ana Bo <ana@x.example>" or an address); returns its Message-ID."""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = to or self.mailbox.user
        message["Subject"] = subject
        message["Date"] = format_datetime(self.now)
        message["Message-ID"] = message_id or f"<{next(_numbers)}.{self.now:%d%H%M%S}@mail.customer.example>"
        if answers is not None:
            message["In-Reply-To"] = answers.message_id
            message["References"] = " ".join(
                [*str(answers.message["References"] or "").split(), answers.message_id]
            )
            text = f"{text}\n\nOn Wed, somebody wrote:\n" + "".join(
                f"> {line}\n" for line in answers.text.splitlines()
            )
        elif references:
            message["In-Reply-To"] = references.split()[-1]
            message["References"] = references
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text)
        self.mailbox.append(message.as_bytes(), self.now, folder=folder)
        if run:
            self.run()
        return str(message["Message-ID"])

    def arrives(self, raw: bytes, *, folder: str = "INBOX", run: bool = True) -> None:
        """Bytes that no mail program of ours would write arrive at this instant."""
        self.mailbox.append(raw, self.now, folder=folder)
        if run:
            self.run()

    def owner_says(self, owner: str, words: str, *, to: SentMail, sender: str = "", run: bool = True) -> None:
        """An owner replies to one of our mails."""
        self.receives(
            f"{self.people[owner]} <{sender or owner + '@acme.example'}>",
            f"Re: {to.subject}",
            words,
            to=to.reply_to or self.mailbox.user,
            answers=to,
            run=run,
        )

    # --- what came of it ---

    @property
    def mails(self) -> list[SentMail]:
        """Everything the sink accepted, in order."""
        return [SentMail(mail.recipients[0], mail.raw) for mail in self.sink.mails]

    def sent(self, kind: str | None = "", to: str = "") -> list[SentMail]:
        """The accepted mails of one kind (None: a human's own, "": all) to one owner id or address."""
        recipient = f"{to}@acme.example" if to in self.people else to
        return [
            mail
            for mail in self.mails
            if kind in ("", mail.kind) and (not recipient or mail.recipient == recipient)
        ]

    def mail(self, kind: str | None = "", to: str = "") -> SentMail:
        """The last accepted mail of that kind to that recipient."""
        found = self.sent(kind, to)
        assert found, f"no {kind or 'mail'} to {to or 'anybody'} among {self.mails}"
        return found[-1]

    def story(self, name: str = "") -> dict[str, Any]:
        """The one lead like that with its whole story, as `keepwarm lead REF --json` tells it."""
        ref = self.lead(name)["ref"]
        with self.app.workshop.work() as work:
            return listing.lead(work, ref)

    def leads(self, *, closed: bool = False) -> list[dict[str, Any]]:
        with self.app.workshop.work() as work:
            return listing.leads(work, closed=closed)

    def lead(self, name: str = "") -> dict[str, Any]:
        """The one lead whose name or address holds `name`, closed or not."""
        found = [
            lead
            for lead in self.leads(closed=True)
            if name.lower() in f"{lead['name']} {lead['email']}".lower()
        ]
        assert len(found) == 1, f"{len(found)} leads like {name!r}: {found}"
        return found[0]

    def inbound(self) -> list[dict[str, Any]]:
        """Every mail ever collected, with its verdict and reason."""
        with self.app.workshop.work() as work:
            return mails.inbound_rows(work)

    def broken_invariants(self) -> list[dict[str, Any]]:
        """What `keepwarm audit` would complain of."""
        with self.app.workshop.work() as work:
            found = audit.audit(work, verdicts=[verdict.value for verdict in Verdict])
        return [invariant for invariant in found["invariants"] if not invariant["holds"]]

    def events(self, name: str = "") -> list[str]:
        """What happened to a lead, in plain words."""
        return [event["why"] for event in self.story(name)["events"]]
