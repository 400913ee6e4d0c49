"""`keepwarm introduce`: one mail to each owner, "reply ok from your phone", before anything depends on it.

Their reply proves the token, the address they really write from, and whether the receiving host vouches
for it; what was proven stands on the owner.
"""

from __future__ import annotations

from sqlalchemy import select

from worker.commands.authenticate import Speaker
from worker.commands.grammar import Reply
from worker.commands.said import Answer
from worker.commands.words import Verb
from worker.leads import owners
from worker.outbox.compose import owe_owner
from worker.store.models import OutboxEmail
from worker.store.work import Work

PURPOSE = "introduction"
AUTHENTICATED, TOKEN, UNPROVEN = "authenticated", "token", "unproven"


def introduce(work: Work, owner_id: str) -> None:
    """Owe this owner the one mail that asks for an "ok"."""
    owners.record(work, owner_id).introduced_at = work.now
    owe_owner(
        work, owner_id, PURPOSE, kind="question", key=f"{PURPOSE}/{work.now:%Y%m%dT%H%M%S}",
        values={"address": work.settings.owner(owner_id).email},
    )  # fmt: skip
    work.note(None, "introduced", why=f'{owners.name_of(work, owner_id)} is asked to reply "ok".')


def proven(work: Work, speaker: Speaker, reply: Reply) -> Answer | None:
    """Take note of an "ok" to the introduction and say what it proved; None for any other mail."""
    said_ok = bool(reply.commands) and reply.commands[0].verb is Verb.ACCEPT
    if speaker.lead is not None or not said_ok or not _answers_an_introduction(work, speaker):
        return None
    found = owners.record(work, speaker.owner_id)
    found.proven_at, found.proven_how = work.now, _how(work, speaker)
    name = owners.name_of(work, speaker.owner_id)
    work.note(
        None, "proven", who=speaker.owner_id, why=f"{name} replied to the introduction: {found.proven_how}."
    )
    return Answer(f"Thank you, {name}, your words arrive. {_what_it_means(work, found.proven_how)}")


def state_of(work: Work, owner_id: str) -> str:
    """Say how far an owner is: not introduced, introduced, unproven, token or authenticated."""
    found = owners.record(work, owner_id)
    if found.proven_how is not None:
        return found.proven_how
    return "introduced" if found.introduced_at is not None else "not introduced"


def _answers_an_introduction(work: Work, speaker: Speaker) -> bool:
    rows = select(OutboxEmail.id).where(
        OutboxEmail.message_id == speaker.token.message_id, OutboxEmail.key.startswith(f"{PURPOSE}/")
    )
    return work.session.scalar(rows) is not None


def _how(work: Work, speaker: Speaker) -> str:
    if work.settings.security.owner_replies == "token":
        return TOKEN
    return AUTHENTICATED if speaker.trusted else UNPROVEN


def _what_it_means(work: Work, how: str) -> str:
    if how == AUTHENTICATED:
        return "Your mail server vouches for you: every word counts."
    if how == TOKEN:
        return "Every word counts."
    host = work.settings.security.authserv_id
    missing = (
        f"{host} did not vouch for you (DMARC or DKIM)"
        if host
        else "no receiving host is named ([security] authserv_id)"
    )
    return (
        f"But {missing}, so only accept, decline, snooze, note, back and help count from there. Write from "
        "the mail account of your company, or an admin helps: keepwarm check says how."
    )
