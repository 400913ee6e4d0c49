"""A form was sent: what its owner said is done through the one door, once (reliability, "Links").

1. whose link 2. is the form ours 3. did it come before: the same answer 4. is the link alive 5. for words
to the customer, did they read what came meanwhile 6. `perform`, and its answer kept, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from worker.board import forms, links, spoken
from worker.board.links import Visit
from worker.commands import reply
from worker.commands.answering import in_full
from worker.commands.grammar import parse
from worker.commands.perform import perform
from worker.commands.said import Answer, refuse
from worker.commands.words import Verb
from worker.failpoints import reach
from worker.leads import absence, draft, owners
from worker.store.claims import decide_alone
from worker.store.models import Click, Lead
from worker.store.work import LostRace, Work, Workshop

# Whoever loses a race looks again at what is true now.
TRIES = 5
TICKET, WORDS = "ticket", "words"
# What lets go of the draft on the page, and what lets go of any words to the customer.
SENDS = (Verb.SEND, Verb.SEND_NOW)
SPEAKS = (*SENDS, Verb.SEND_TEXT, Verb.MAIL_IT)


@dataclass(frozen=True, slots=True)
class Clicked:
    """What became of a click: the sentences to show, and whether anything was done.

    `status` is the one of HTTP; `word` the form that was sent.
    """

    text: str
    done: bool
    status: int = 200
    word: str = ""


def click(workshop: Workshop, secret: str, number: int | None, said: Mapping[str, str]) -> Clicked | None:
    """Do what a form says; None for a link that opens nothing."""
    for left in reversed(range(TRIES)):
        try:
            with workshop.work() as work:
                decide_alone(work.session)
                clicked = _click(work, secret, number, said)
                reach("page.before_commit")
            return clicked
        except (LostRace, IntegrityError):
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


def _click(work: Work, secret: str, number: int | None, said: Mapping[str, str]) -> Clicked | None:
    visited = links.visit(work, secret, number)
    if visited is None:
        return None
    ticket = forms.read(work, visited, said.get(TICKET, ""))
    if ticket is None:
        return Clicked("That form was not of this page, so nothing was done. Please try again.", False, 403)
    before = work.session.get(Click, ticket.nonce)
    if before is not None:
        return Clicked(before.answer, before.done, word=ticket.word)
    used = Click(nonce=ticket.nonce, token_id=visited.token.id, at=work.now, done=False, answer="")
    work.session.add(used)
    # Before anything is done: of two clicks at once the second waits here, and finds the first one's answer.
    work.session.flush()
    if visited.stale is not None:
        _not_obeyed(work, visited)
        used.answer = f"Nothing was done. {visited.stale}"
        return Clicked(used.answer, False, 409)
    absence.sign_of_life(work, visited.owner_id, work.now)
    elsewhere = _sent_from_elsewhere(visited.lead, ticket.word, said)
    if elsewhere is not None:
        used.answer = (
            f"This page does not show the draft of {elsewhere}, so nothing was sent. Its own page does."
        )
        return Clicked(used.answer, False, 409, ticket.word)
    if _speaks(visited, ticket.word, said) and ticket.seen != forms.seen(visited.lead):
        used.answer = "Something has changed meanwhile, so nothing was sent. Please read it again."
        return Clicked(used.answer, False, 409, ticket.word)
    answers = _do(work, visited, ticket.word, said)
    # The page below it shows the draft.
    used.answer = "\n\n".join(in_full(replace(answer, draft=None)).text for answer in answers)
    used.done = not all(answer.refused for answer in answers)
    return Clicked(used.answer, used.done, word=ticket.word)


def _sent_from_elsewhere(lead: Lead | None, word: str, said: Mapping[str, str]) -> str | None:
    """Return the lead whose draft somebody typed to send, on a page that shows another one's or none."""
    shown = lead.ref if lead is not None else None
    typed = parse(said.get(WORDS, "")).commands if word == forms.IN_WORDS else ()
    named = (one.ref for one in typed if one.verb in SENDS and one.ref != shown)
    return next((ref for ref in named if ref is not None), None)


def _speaks(visited: Visit, word: str, said: Mapping[str, str]) -> bool:
    """Whether words go to the customer as they stand, by a button or by the word."""
    if word == forms.DOUBTED and visited.token.doubted_words is None:
        # They have gone already, which is what changed meanwhile.
        return False
    if word not in (forms.IN_WORDS, forms.DOUBTED):
        return word in SPEAKS
    return any(command.verb in SPEAKS for command in parse(said.get(WORDS, "")).commands)


def _do(work: Work, visited: Visit, word: str, said: Mapping[str, str]) -> list[Answer]:
    if word == forms.DOUBTED and visited.token.doubted_words is None:
        return [refuse("That was done already, and nothing was done twice.")]
    if word in (forms.IN_WORDS, forms.DOUBTED):
        answers = reply.click(work, visited.token, visited.lead, said.get(WORDS, ""))
        if word == forms.DOUBTED and not all(answer.refused for answer in answers):
            visited.token.doubted_words = None
        return answers
    command = spoken.command(work, visited.lead, visited.owner_id, Verb(word), said)
    if visited.lead is None:
        return [refuse("That is about no single lead.")]
    open_gaps = draft.gaps(command.rest) if command.verb is Verb.SEND_TEXT else ()
    if open_gaps:
        return [refuse(f"Nothing was sent: {', '.join(open_gaps)} is still to be filled.")]
    unread = visited.token if visited.token.unread_words else None
    return [perform(work, visited.lead, visited.owner_id, command, at=work.now, unread=unread)]


def _not_obeyed(work: Work, visited: Visit) -> None:
    name = owners.name_of(work, visited.owner_id)
    why = f"A click on a link of {name} was not obeyed: {visited.stale}"
    work.note(visited.lead, "not believed", who=visited.owner_id, why=why)
