"""The whole configuration as one frozen value, as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from worker.hours import Calendar
from worker.settings.numbers import AcknowledgementNumbers, CadenceNumbers, Limits, OfferNumbers
from worker.settings.tables import Board, Health, Inbox, Log, Mode, Owner, Security, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """keepwarm.toml, read once. Relative paths in it were relative to its folder and are absolute here."""

    path: Path
    # A URL as SQLAlchemy wants it; it may hold a password, so it is not shown.
    database: str = field(repr=False)
    broker: str = field(repr=False)
    mode: Mode
    # Where templates are looked for, in this order: the operator's folder, then the built-in ones.
    templates: tuple[Path, ...]
    team: Team
    inboxes: tuple[Inbox, ...]
    owners: tuple[Owner, ...]
    board: Board | None
    security: Security
    health: Health
    log: Log
    offer: OfferNumbers
    cadence: CadenceNumbers
    acknowledgement: AcknowledgementNumbers
    limits: Limits
    team_calendar: Calendar = field(repr=False)
    calendars: Mapping[str, Calendar] = field(repr=False)
    # What works but is probably not what was meant; `keepwarm check` shows it.
    warnings: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """The configuration's folder."""
        return self.path.parent

    def owner(self, owner_id: str) -> Owner:
        """Return the owner with that id. Raises KeyError."""
        for owner in self.owners:
            if owner.id == owner_id:
                return owner
        raise KeyError(owner_id)

    def inbox(self, name: str) -> Inbox:
        """Return the inbox of that name. Raises KeyError."""
        for inbox in self.inboxes:
            if inbox.name == name:
                return inbox
        raise KeyError(name)

    def owner_of(self, address: str) -> Owner | None:
        """Return whose address or alias it is, case apart; None when it is no owner's."""
        wanted = address.strip().lower()
        return next((owner for owner in self.owners if wanted in owner.addresses), None)

    def calendar(self, owner_id: str) -> Calendar:
        """Return the owner's business time. Raises KeyError."""
        return self.calendars[owner_id]

    @property
    def inbox_addresses(self) -> frozenset[str]:
        return frozenset(address for inbox in self.inboxes for address in inbox.addresses)

    @property
    def owner_addresses(self) -> frozenset[str]:
        return frozenset(address for owner in self.owners for address in owner.addresses)

    @property
    def our_addresses(self) -> frozenset[str]:
        """Every address known to be one of us; `domains` adds those that only share a domain."""
        return self.inbox_addresses | self.owner_addresses

    @property
    def domains(self) -> frozenset[str]:
        return frozenset(self.team.domains)

    @property
    def fallback(self) -> tuple[str, ...]:
        return self.team.fallback

    @property
    def manager(self) -> tuple[str, ...]:
        return self.team.manager

    @property
    def admins(self) -> tuple[str, ...]:
        return self.team.admins

    @property
    def on_loopback(self) -> bool:
        """Whether every mail server is on this machine: then no mail can leave it."""
        return all(server.on_loopback for inbox in self.inboxes for server in (inbox.imap, inbox.smtp))
