"""From the configuration of an inbox to the servers its adapters connect to."""

from __future__ import annotations

from typing import Any

from worker.mail.courier import SmtpServer
from worker.mail.mailbox import ImapServer
from worker.settings import Inbox, Server, Settings


def imap_server(settings: Settings, inbox: Inbox) -> ImapServer:
    """Where the inbox is read."""
    idle_seconds = settings.limits.idle_slice.total_seconds()
    return ImapServer(**_account(settings, inbox, inbox.imap), idle_seconds=idle_seconds)


def smtp_server(settings: Settings, inbox: Inbox) -> SmtpServer:
    """Where the inbox's mail is submitted."""
    return SmtpServer(**_account(settings, inbox, inbox.smtp))


def _account(settings: Settings, inbox: Inbox, server: Server) -> dict[str, Any]:
    """Both servers of an inbox know one account; its password is asked for at every login."""
    return {
        "host": server.host,
        "port": server.port,
        "tls": server.tls,
        "user": server.user,
        "secret": lambda: inbox.reveal_password(settings.folder) or "",
        "auth": inbox.auth,
        "ca_file": inbox.ca_file,
        "connect_seconds": settings.limits.connect_timeout.total_seconds(),
        "read_seconds": settings.limits.read_timeout.total_seconds(),
    }
