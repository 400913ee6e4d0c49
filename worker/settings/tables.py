"""The tables of keepwarm.toml as frozen values: one class a table, one field a key.

pydantic only checks them on the way in; what the rest of the program holds is plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from worker.settings.fields import (
    Address,
    Addresses,
    BaseUrl,
    ClockTime,
    Days,
    Domains,
    FilePath,
    Holidays,
    Hours,
    Id,
    Ids,
    ImapServer,
    ListenAt,
    Password,
    QuietTimes,
    Share,
    SmtpServer,
    Some,
    SomeTime,
    StagePools,
    Stages,
    Start,
    Text,
    Texts,
    Zone,
)
from worker.settings.listening import Listen
from worker.settings.numbers import STRICT
from worker.settings.secret import read_secret_file, run_secret_command
from worker.settings.server import is_loopback

# Servers that file a copy of whatever is submitted to them.
FILE_THEMSELVES = (
    "gmail.com", "googlemail.com", "office365.com", "outlook.com", "hotmail.com", "yahoo.com", "aol.com",
)  # fmt: skip
BOARD_LISTENS = Listen("127.0.0.1", 8080)


class Mode(StrEnum):
    """How far mail may go: nowhere, to owners only, or to customers too."""

    SHADOW = "shadow"
    OWNERS = "owners"
    LIVE = "live"


class Rhythm(StrEnum):
    """The pace of a team, from which other defaults follow (rules, first lines)."""

    DESK = "desk"
    FIELD = "field"
    SOLO = "solo"


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Basics:
    """The keys above the first table."""

    database: Text = field(default="sqlite:///keepwarm.db", repr=False)
    broker: Text = field(default="memory:", repr=False)
    mode: Mode = Mode.LIVE
    templates: FilePath = Path("templates")


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """`[team]`. `rhythm` decides first_response, nudge and offers where they are left out."""

    name: Text
    timezone: Zone
    # Left out: the union of the owners' hours.
    hours: Hours | None = None
    holidays: Holidays | None = None
    closed: Days = ()
    rhythm: Rhythm = Rhythm.DESK
    offers: bool
    nudge: bool
    # S, the first-response target, and the target of later answers; business time.
    first_response: SomeTime
    response_round: SomeTime = timedelta(hours=4)
    # A reminder at this share of either target; `late` mail this many business days after arrival.
    reminder_share: Share = 0.75
    alarm_days: Some = 1
    # None: derived from first_response.
    accept_window: SomeTime | None = None
    fallback: Ids
    manager: Ids
    admins: Ids
    domains: Domains
    phone: Text | None = None
    ask: Text | None = None
    quiet: QuietTimes = ()
    counting: Literal["calendar", "business"] = "calendar"
    # The open ones, in their order (leads/stages.py says which of them a lead reaches by itself).
    stages: Stages = ("New lead", "Contacted", "Qualified", "Call booked", "Proposal sent")
    # Who is offered a lead that comes into a stage, where that is somebody else's work; by stage.
    stage_pools: StagePools = ()


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`[[inbox.source]]`: who is offered what comes from one place, in place of the inbox's pool."""

    # An address of ours with its plus-tag, or a part of a form's page or subject; several are alternatives.
    match: Texts
    pool: Ids


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """`[[inbox]]`: a shared mailbox that is read and written from."""

    name: Id
    address: Address
    aliases: Addresses = ()
    imap: ImapServer
    smtp: SmtpServer
    auth: Literal["password", "xoauth2"] = "password"
    password: Password | None = None
    password_file: FilePath | None = None
    password_command: Text | None = field(default=None, repr=False)
    # A certificate to trust besides the system's, for servers with a certificate of one's own.
    ca_file: FilePath | None = None
    # Only where the server does not say which folder it is (SPECIAL-USE, RFC 6154).
    sent: Text | None = None
    # Whether a copy of what customers were sent is filed there; auto: unless the server is known to do it.
    file_sent: bool | Literal["auto"] = "auto"
    # How far back the first look goes; None: only mail from now on.
    start: Start = None
    cadence: Id = "inbound"
    reply_token: Literal["plus", "message-id"] = "plus"
    pool: Ids
    # The first that matches counts.
    source: tuple[Source, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.address, *self.aliases)

    @property
    def files_copies(self) -> bool:
        """Whether we file copies in Sent: as configured, else where the mail server does not do it."""
        if self.file_sent != "auto":
            return self.file_sent
        # On this machine it is a bridge to a provider, or a trial; bridges file copies as providers do.
        return not (self.smtp.on_loopback or self.smtp.host.lower().endswith(FILE_THEMSELVES))

    def reveal_password(self, folder: Path) -> str | None:
        """Return the password or access token, read afresh; None when none is configured.

        `folder` is where `password_command` runs: `Settings.folder`. Raises SecretUnavailable.
        """
        if self.password_command is not None:
            return run_secret_command(self.password_command, folder)
        if self.password_file is not None:
            return read_secret_file(self.password_file)
        return self.password.reveal() if self.password is not None else None


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`[[owner]]`: a person who may own leads. Hours, zone and holidays default to the team's."""

    id: Id
    name: Text
    email: Address
    aliases: Addresses = ()
    active: bool = True
    timezone: Zone
    hours: Hours | None = None
    holidays: Holidays | None = None
    closed: Days = ()
    weight: Some = 1
    # Open leads at most; None: no cap.
    cap: Some | None = None
    deputy: Id | None = None
    # When their one morning mail comes; None: at the opening of their hours.
    morning: ClockTime | None = None
    phone: Text | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.email, *self.aliases)


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`[board]`: the action pages."""

    listen: ListenAt = BOARD_LISTENS
    # Base of the links in mails, without a slash at its end; None: no links.
    url: BaseUrl | None = None

    @property
    def in_clear_text(self) -> bool:
        """Whether the links leave this machine without TLS."""
        found = urlsplit(self.url or "")
        return found.scheme == "http" and not is_loopback(found.hostname or "")


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """`[security]`: whose words are believed."""

    owner_replies: Literal["authenticated", "token"] = "authenticated"
    authserv_id: Text | None = None


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """`[health]`: where others ask whether we are well."""

    # None: nothing is served.
    listen: ListenAt | None = None


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """`[log]`: how much is said on the error stream."""

    # None: info, and warning for `run --until-idle`.
    level: Literal["debug", "info", "warning", "error"] | None = None
