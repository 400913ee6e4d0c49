"""From the configuration of an inbox to the servers its adapters connect to."""

from __future__ import annotations

from collections.abc import Callable

from worker.mail.courier import SmtpServer
from worker.mail.mailbox import ImapServer
from worker.settings import Inbox, Settings


def imap_server(settings: Settings, inbox: Inbox) -> ImapServer:
    """Where the inbox is read; its password is asked for at every login."""
    limits = settings.limits
    return ImapServer(
        host=inbox.imap.host,
        port=inbox.imap.port,
        tls=inbox.imap.tls,
        user=inbox.imap.user,
        secret=_secret(settings, inbox),
        auth=inbox.auth,
        ca_file=inbox.ca_file,
        connect_seconds=limits.connect_timeout.total_seconds(),
        read_seconds=limits.read_timeout.total_seconds(),
        idle_seconds=limits.idle_slice.total_seconds(),
    )


def smtp_server(settings: Settings, inbox: Inbox) -> SmtpServer:
    """Where the inbox's mail is submitted."""
    return SmtpServer(
        host=inbox.smtp.host,
        port=inbox.smtp.port,
        tls=inbox.smtp.tls,
        user=inbox.smtp.user,
        secret=_secret(settings, inbox),
        auth=inbox.auth,
        ca_file=inbox.ca_file,
        connect_seconds=settings.limits.connect_timeout.total_seconds(),
        read_seconds=settings.limits.read_timeout.total_seconds(),
    )


def _secret(settings: Settings, inbox: Inbox) -> Callable[[], str]:
    return lambda: inbox.reveal_password(settings.folder) or ""
