"""What the rules may know besides the mail itself: facts looked up before judging.

The pipeline fills this from configuration and database; the rules stay pure.
`Known.nothing()` is for reading a file without either (`keepwarm read`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from worker.mail.addresses import domain_of, normalise


@dataclass(frozen=True, slots=True)
class Known:
    """The world around one mail. All addresses and domains are lower-case."""

    # Us (rules, section 1, "People"). `inbox_addresses` holds aliases too.
    inbox_addresses: frozenset[str] = frozenset()
    owners: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # address -> owner id
    domains: frozenset[str] = frozenset()

    # Where this mail lay, and whether it is one of our own making (Message-ID or signed marker).
    sent_folder: bool = False
    ours: bool = False

    # Whose valid owner token (or Message-ID of a mail to an owner) it carries, whoever wrote it.
    token_owner: str | None = None
    # A token or a thread of a mail to an owner is named, valid or not any more.
    answers_owner_mail: bool = False
    # In-Reply-To or References name a mail we sent to a customer, or the thread of a lead.
    answers_customer_mail: bool = False
    # The sender (as the rules see them) is somebody we know from an earlier lead or contact.
    known_person: bool = False

    # Whose Authentication-Results are trusted; None where nobody's are.
    authserv_id: str | None = None
    # False when there is no database to ask, so that structure alone must do.
    database: bool = True

    @classmethod
    def nothing(cls) -> Known:
        """For a file read on its own: no team, no leads, nothing of ours."""
        return cls(database=False)

    def owner_of(self, address: str) -> str | None:
        """The id of the owner who writes from this address."""
        return self.owners.get(normalise(address))

    def is_inbox(self, address: str) -> bool:
        """Whether it is an address of one of our inboxes, plus-tag or not."""
        address = normalise(address)
        local, _, domain = address.partition("@")
        return address in self.inbox_addresses or f"{local.split('+')[0]}@{domain}" in self.inbox_addresses

    def is_us(self, address: str) -> bool:
        """Owners and their aliases, inbox addresses, and everybody at the team's domains."""
        return (
            self.owner_of(address) is not None
            or self.is_inbox(address)
            or (bool(domain_of(address)) and domain_of(address) in self.domains)
        )
