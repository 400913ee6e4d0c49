"""`keepwarm check`: would it run? Configuration, database, broker, IMAP, SMTP and templates, one line each.

Nothing is sent and nothing is changed on any server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from worker.cli.options import Config, Json
from worker.cli.printing import marked, plain, print_json, print_table
from worker.cli.refusal import NOT_HELD, WRONG_USE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from worker.settings import Inbox, Settings

OK, WARNING, FAILED = "ok", "warning", "failed"
IN_SHADOW = (
    "It was put back from a backup, so the mode is shadow: nothing is sent until keepwarm restore --finish."
)
_UNPROVEN = (
    "their reply arrived, but no host vouched for it; write from the company's account, or see [security] "
    "authserv_id and owner_replies."
)
STYLES = {OK: "green", WARNING: "yellow", FAILED: "bold red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to: `says` is a sentence and, where it is not ok, what to do."""

    check: str
    result: str
    says: str


def register(program: typer.Typer) -> None:
    program.command()(check)


def check(config: Config = None, as_json: Json = False) -> None:
    """Check that it would run; nothing is sent.

    Configuration, database, broker, mailboxes, mail servers, templates.
    """
    findings, code = findings_of(config)
    if as_json:
        print_json({"ok": code == 0, "checks": [asdict(finding) for finding in findings]})
    else:
        rows = [
            (marked(finding.result, STYLES[finding.result]), finding.check, plain(finding.says))
            for finding in findings
        ]
        print_table(("", "check", ""), rows)
    raise typer.Exit(code)


def findings_of(config: Path | None) -> tuple[list[Finding], int]:
    """Return every finding and the exit code: 2 for a wrong configuration, 1 where a check failed."""
    from worker.settings import ConfigurationError, load

    try:
        settings = load(config, os.environ)
    except ConfigurationError as wrong:
        return [Finding("configuration", FAILED, sentence) for sentence in wrong.errors], WRONG_USE
    findings = [*configuration(settings), *database(settings), *broker(settings)]
    for inbox in settings.inboxes:
        findings += [*mailbox(settings, inbox), submission(settings, inbox)]
    findings += templates(settings)
    failed = any(finding.result == FAILED for finding in findings)
    return findings, NOT_HELD if failed else 0


def configuration(settings: Settings) -> Iterator[Finding]:
    sends = {"shadow": "sends nothing", "owners": "mails owners only", "live": "mails customers too"}
    owners = sum(owner.active for owner in settings.owners)
    yield Finding(
        "configuration",
        OK,
        f"{settings.path}: {_count(len(settings.inboxes), 'inbox', 'inboxes')}, "
        f"{_count(owners, 'owner', 'owners')}, mode {settings.mode.value} ({sends[settings.mode.value]}).",
    )
    for warning in settings.warnings:
        yield Finding("configuration", WARNING, warning)


def database(settings: Settings) -> Iterator[Finding]:
    from sqlalchemy.engine import make_url

    from worker.cli.opening import database_of
    from worker.cli.refusal import Refusal
    from worker.leads import missing
    from worker.store import restored

    url = make_url(settings.database)
    shown = url.render_as_string(hide_password=True)
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if file is not None and not file.exists():
        if os.access(file.parent, os.W_OK):
            yield Finding("database", OK, f"{shown} will be made by the first run.")
        else:
            yield Finding("database", FAILED, f"{file.parent} is no folder that can be written to: make it.")
        return
    try:
        with database_of(settings) as opened, opened.reading() as session:
            yield Finding("database", OK, f"{shown} is open and up to date.")
            if restored.since(session) is not None:
                yield Finding("database", WARNING, IN_SHADOW)
            for sentence in missing.sentences(session, settings):
                yield Finding("database", FAILED, sentence)
            yield from replies(settings, session)
    except Refusal as refusal:
        yield Finding("database", FAILED, str(refusal))


def replies(settings: Settings, session: Session) -> Iterator[Finding]:
    """Whether each owner has shown that what they reply arrives and is believed."""
    from worker.store.models import OwnerRecord

    known = {row.id: row for row in session.query(OwnerRecord)}
    if not any(row.introduced_at for row in known.values()):
        # Nobody was asked yet.
        return
    active = [owner.id for owner in settings.owners if owner.active]
    states = {one: known[one].proven_how if one in known else None for one in active}
    silent = [one for one in active if states[one] is None]
    unproven = [one for one in active if states[one] == "unproven"]
    if not silent and not unproven:
        yield Finding("owners", OK, "Every owner has replied to an introduction, and is believed.")
    if silent:
        says = f"Not seen to reply yet: {', '.join(silent)}. keepwarm introduce asks each for an ok."
        yield Finding("owners", WARNING, says)
    if unproven:
        yield Finding("owners", WARNING, f"{', '.join(unproven)}: {_UNPROVEN}")


def broker(settings: Settings) -> Iterator[Finding]:
    """Whether Redis answers; without it all is done, only later."""
    from worker.broker import Unreachable, ask

    if settings.broker.startswith("memory:"):
        return
    try:
        ask(settings.broker)
    except Unreachable as failed:
        sentence = f"Redis cannot be asked ({failed}): until it is back, everything happens up to 20 s later."
        yield Finding("broker", WARNING, sentence)
    except ModuleNotFoundError:
        sentence = "Redis needs a Python package that is not here: pip install 'keepwarm[redis]'."
        yield Finding("broker", FAILED, sentence)
    else:
        yield Finding("broker", OK, "Redis answers.")


def mailbox(settings: Settings, inbox: Inbox) -> Iterator[Finding]:
    from worker.mail.imap import ImapSession
    from worker.mail.mailbox import MailboxError
    from worker.servers import imap_server

    name = f"IMAP {inbox.name}"
    try:
        with ImapSession(imap_server(settings, inbox)) as session:
            mails = session.examine("INBOX").exists
            yield Finding(name, OK, f"{inbox.imap}: INBOX is read, {_count(mails, 'mail', 'mails')} in it.")
            sent = session.sent_folder(inbox.sent)
            if sent is not None:
                session.examine(sent)
                yield Finding(name, OK, f"The folder of sent mail is {sent}.")
            else:
                yield Finding(name, WARNING, _no_sent_folder(inbox.name, session.folders()))
    except MailboxError as error:
        yield Finding(name, FAILED, f"{_sentence(error.sentence)} {_look_at('imap', inbox)}")


def submission(settings: Settings, inbox: Inbox) -> Finding:
    from worker.mail.courier import DeliveryError
    from worker.mail.smtp import SmtpCourier
    from worker.servers import smtp_server

    courier = SmtpCourier(smtp_server(settings, inbox))
    try:
        courier.check()
    except DeliveryError as error:
        return Finding(f"SMTP {inbox.name}", FAILED, f"{_sentence(error.sentence)} {_look_at('smtp', inbox)}")
    finally:
        courier.close()
    return Finding(f"SMTP {inbox.name}", OK, f"{inbox.smtp} would take mail; nothing was sent.")


def templates(settings: Settings) -> list[Finding]:
    from worker.cadence.definition import CadenceError, load
    from worker.outbox.specimens import check_templates

    complaints = [Finding("templates", FAILED, sentence) for sentence in check_templates(settings.templates)]
    for cadence in sorted({inbox.cadence for inbox in settings.inboxes}):
        try:
            load(cadence, settings.templates)
        except CadenceError as error:
            complaints += [Finding("cadence", FAILED, sentence) for sentence in error.problems]
    return complaints or [Finding("templates", OK, "Every mail and every cadence can be rendered.")]


def _no_sent_folder(inbox: str, folders: list[str]) -> str:
    there = ", ".join(folder for folder in folders if folder != "INBOX") or "none"
    return (
        "The server does not say which folder holds sent mail, so answers by hand are not seen: "
        f'write sent = "..." in [[inbox]] {inbox} (folders: {there}).'
    )


def _look_at(key: str, inbox: Inbox) -> str:
    return f"Is {key} (and the password) right in [[inbox]] {inbox.name}?"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
