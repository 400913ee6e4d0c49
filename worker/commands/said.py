"""What an owner said about a lead, and what we answer: the values every command takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worker.commands.grammar import Command
from worker.leads import offer, owners
from worker.leads.deadlines import deadline
from worker.outbox.saying import say_when
from worker.states import DeadlineKind
from worker.store.models import Draft, Lead, Token
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Said:
    """One command of one owner; `at` is when their mail arrived, however late it is read."""

    owner_id: str
    command: Command
    at: datetime
    caused_by: int | None = None  # InboundEmail.id, None on the command line
    unread: Token | None = None  # the "nobody got this" mail that is answered

    @property
    def rest(self) -> str:
        """What stands behind the word, in one line."""
        return " ".join(self.command.rest.split())


@dataclass(frozen=True, slots=True)
class Answer:
    """What is true now, in whole sentences.

    `refused`: nothing was done; `quiet`: it was done exactly as said and shows in the next morning mail.
    `listed` are the leads that the numbers of a list stand for, in order; `doubted` the words of a mail that
    nobody vouched for, which a click on the page does; `about` a lead that was opened by it.
    """

    text: str
    refused: bool = False
    quiet: bool = False
    draft: Draft | None = None
    examples: tuple[str, ...] = ()
    listed: tuple[Lead, ...] = ()
    doubted: str = ""
    about: Lead | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One command of a reply: its answer, the lead it was about, and its number in the list."""

    answer: Answer
    lead: Lead | None = None
    number: int | None = None


def done(text: str) -> Answer:
    """It was done exactly as said."""
    return Answer(text, quiet=True)


def refuse(text: str, *examples: str) -> Answer:
    """Nothing was done; the sentence says why, the examples what to write instead."""
    return Answer(text, refused=True, examples=examples)


def when(work: Work, instant: datetime, owner_id: str) -> str:
    """Say an instant as this owner's clock shows it: "today 11:30", "Thu 12:00"."""
    return say_when(instant, work.now, work.settings.calendar(owner_id).zone)


def what_is_next(work: Work, lead: Lead, owner_id: str) -> str:
    """Say the next action and its due time in one sentence."""
    if lead.next_action is None or lead.due_at is None:
        return f"{lead.ref} is closed ({lead.close_reason})."
    action = lead.next_action.rstrip(" .")
    due = when(work, lead.due_at, owner_id)
    return f"Next: {action} Due {due}." if action[-1:] in "?!…`" else f"Next: {action}, due {due}."


def standing(work: Work, lead: Lead, owner_id: str) -> str:
    """Say whose the lead is and what is next: "You own L-142. Next: send two dates, due Thu 12:00."."""
    following = what_is_next(work, lead, owner_id)
    if lead.covered_for_id == owner_id and lead.owner_id != owner_id:
        name = owners.name_of(work, lead.owner_id)
        return f"{lead.ref} is yours; {name} stands in while you are away, `back` ends that. {following}"
    return f"You own {lead.ref}. {following}"


def who_is_next(work: Work, lead: Lead) -> str:
    """Say who is asked about a lead that was put up for offer, or who has it where nobody could be."""
    asked = offer.pending(lead)
    if asked is not None:
        return f"{owners.name_of(work, asked.owner_id)} is asked now."
    if lead.owner_id is not None:
        return f"{owners.name_of(work, lead.owner_id)} has it now."
    waiting = deadline(lead, DeadlineKind.NEXT_OFFER)
    if waiting is None:
        return "The next one is asked as soon as somebody is free."
    return f"The next one is asked {when(work, waiting.due_at, lead.accountable_id or '')}."
