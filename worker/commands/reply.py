"""A mail from an owner: its words become commands, and one mail answers them all (rules, section 7).

1. a sign of life 2. the new text is read 3. each command is done through `perform` 4. what was accepted,
changed, delayed or refused is answered, what was done exactly as said is not. No known word: never a
silent note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from worker.commands import answering, authenticate, introducing
from worker.commands.authenticate import Speaker
from worker.commands.contradictions import contradiction
from worker.commands.grammar import Command, Reply, parse
from worker.commands.perform import WITHOUT_A_LEAD, perform
from worker.commands.said import Answer, Answered, refuse
from worker.commands.words import word_of
from worker.failpoints import reach
from worker.leads import absence
from worker.leads.lead import find
from worker.mail.message import ParsedEmail
from worker.store.models import InboundEmail, Lead, Token
from worker.store.work import Work


def obey(work: Work, mail: InboundEmail, parsed: ParsedEmail, speaker: Speaker | None) -> None:
    """Do what an owner's mail says and owe the one answer to it; without a speaker only answer."""
    if speaker is None:
        answering.which_lead(work, parsed)
        return
    absence.sign_of_life(work, speaker.owner_id, mail.arrived_at)
    reply = parse(parsed.new_text, signed=_names(work, speaker.owner_id))
    unread = authenticate.answered(work, parsed, speaker.owner_id)
    refused = _refused_whole(reply)
    introduced = introducing.proven(work, speaker, reply)
    if refused is not None:
        answering.answer(work, mail, speaker, [Answered(refused, speaker.lead)])
    elif introduced is not None:
        answering.answer(work, mail, speaker, [Answered(introduced)])
    elif reply.commands:
        done = [
            _do(work, speaker, command, at=mail.arrived_at, caused_by=mail.id, unread=unread)
            for command in reply.commands
        ]
        reach("judge.command_done")
        answering.answer(work, mail, speaker, done)
    else:
        answering.nobody_got_this(work, speaker, reply)


def say(work: Work, lead: Lead, owner_id: str, words: str, at: datetime | None = None) -> list[Answer]:
    """Do what an owner says about a lead on the command line; every answer is whole by itself."""
    reply = parse(words, signed=_names(work, owner_id))
    refused = _nothing_to_do(reply, lead)
    if refused is not None:
        return [answering.in_full(refused)]
    absence.sign_of_life(work, owner_id, at or work.now)
    answers = []
    for command in reply.commands:
        about = find(work, command.ref) if command.ref is not None else lead
        answers.append(perform(work, about, owner_id, command, at=at or work.now))
    return [answering.in_full(answer) for answer in answers]


def click(work: Work, token: Token, lead: Lead | None, words: str) -> list[Answer]:
    """Do what an owner says on the page of a mail with this token: as in a reply to it, and believed."""
    reply = parse(words, signed=_names(work, token.owner_id))
    refused = _nothing_to_do(reply, lead)
    if refused is not None:
        return [refused]
    speaker = Speaker(token.owner_id, token, lead, trusted=True)
    return [_do(work, speaker, command, at=work.now).answer for command in reply.commands]


def _nothing_to_do(reply: Reply, lead: Lead | None) -> Answer | None:
    """Refuse what nothing may be done of, or that holds no known word; None: there is something to do."""
    refused = _refused_whole(reply)
    if refused is not None or reply.commands:
        return refused
    meant = reply.did_you_mean
    hint = (meant,) if meant else ("send: <your own text>", "note: <text>", "help")
    name = lead.name if lead is not None else "your customer"
    return refuse(f"No word of that is known to me, and {name} has NOT got it.", *hint)


def _refused_whole(reply: Reply) -> Answer | None:
    """Refuse a reply of which nothing may be done: unreadable, or at odds with itself."""
    if reply.problem is not None:
        return refuse(reply.problem)
    at_odds = contradiction(reply.commands)
    return None if at_odds is None else refuse(f"{at_odds}. Which one is it?")


def _do(
    work: Work,
    speaker: Speaker,
    command: Command,
    *,
    at: datetime,
    caused_by: int | None = None,
    unread: Token | None = None,
) -> Answered:
    lead, trouble = _about(work, speaker, command)
    if trouble is not None:
        return Answered(trouble, lead, command.number)
    same = unread is not None and lead is not None and unread.lead_id == lead.id
    answer = perform(
        work,
        lead,
        speaker.owner_id,
        command,
        at=at,
        trusted=speaker.trusted,
        caused_by=caused_by,
        unread=unread if same else None,
    )
    return Answered(answer, answer.about or lead, command.number)


def _about(work: Work, speaker: Speaker, command: Command) -> tuple[Lead | None, Answer | None]:
    """Return the lead a command is about: by its reference, its number in the list, else the mail's own."""
    if command.ref is not None:
        found = find(work, command.ref)
        return found, None if found is not None else refuse(f"There is no lead {command.ref}.")
    items = {item["number"]: item["lead_id"] for item in speaker.token.items}
    if command.number is None and items and speaker.lead is None and command.verb not in WITHOUT_A_LEAD:
        if len(items) > 1:
            why = "Which of them? In a reply to a list each line begins with its number."
            return None, refuse(why, f"1 {word_of(command.verb)}")
        return work.session.get(Lead, *items.values()), None
    if command.number is None or (not items and speaker.lead is not None and command.number == 1):
        return speaker.lead, None
    if command.number not in items:
        return None, refuse(f"There is no number {command.number} in that mail.")
    return work.session.get(Lead, items[command.number]), None


def _names(work: Work, owner_id: str) -> Sequence[str]:
    name = work.settings.owner(owner_id).name
    return (name, name.split()[0])
