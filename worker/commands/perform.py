"""Does what an owner asked for: the one door for replies, the command line and the page.

VERBS is the table. Who may not act is told who has the lead; what was not done says why and what to write
instead (rules, section 7).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from worker.commands import (
    absences,
    appointments,
    asking,
    beginning,
    closing,
    committing,
    directing,
    handing,
    happened,
    in_doubt,
    inside,
    same,
    sending,
    staging,
    timing,
    undoing,
    yes_and_no,
)
from worker.commands.grammar import Command
from worker.commands.rights import may_act, who_has_it
from worker.commands.said import Answer, Said, refuse
from worker.commands.words import Verb, word_of
from worker.leads import absence
from worker.leads.deadlines import clear
from worker.states import DeadlineKind, LeadState
from worker.store.models import Lead, Token
from worker.store.work import Work

VERBS: dict[Verb, Callable[[Work, Said, Lead], Answer]] = {
    Verb.ACCEPT: yes_and_no.accept,
    Verb.DECLINE: yes_and_no.decline,
    Verb.NOT_ME: yes_and_no.not_me,
    Verb.OFFER: yes_and_no.put_up,
    Verb.SEND: sending.send,
    Verb.SEND_NOW: sending.send,
    Verb.SEND_TEXT: sending.send_text,
    Verb.MAIL_IT: sending.mail_it,
    Verb.RESEND: in_doubt.resend,
    Verb.SKIP: timing.skip,
    Verb.SNOOZE: timing.snooze_,
    Verb.LATER: timing.later,
    Verb.STOP: timing.stop,
    Verb.NEXT: committing.next_,
    Verb.SENT: happened.sent,
    Verb.REPLIED: happened.replied,
    Verb.CALLED: happened.called,
    Verb.NOTE: happened.note,
    Verb.HANDOFF: handing.hand_off,
    Verb.WAITING: inside.waiting,
    Verb.STAGE: staging.stage,
    Verb.FORCE: directing.force,
    Verb.BOOKED: appointments.booked,
    Verb.SHOWED: appointments.showed,
    Verb.NO_SHOW: appointments.no_show,
    Verb.UNDO: undoing.undo,
    Verb.CLOSE: closing.close,
    Verb.NOT_A_LEAD: closing.not_a_lead,
    Verb.LEAD: same.lead_,
    Verb.SPLIT: same.split,
    Verb.MERGE: same.merge,
    Verb.UNMERGE: same.unmerge,
}
WITHOUT_A_LEAD: dict[Verb, Callable[[Work, Said, Lead | None], Answer]] = {
    Verb.LIST: asking.list_,
    Verb.WHO: asking.who,
    Verb.HELP: asking.help_,
    Verb.AWAY: absences.away,
    Verb.BACK: absences.back,
    Verb.STANDARD: directing.standard,
    Verb.ACKS_RELEASE: directing.release_acknowledgements,
    Verb.NEW: beginning.new,
}

# What a mail may do that the receiving host did not vouch for (reliability, "Owner commands").
BELIEVED_UNPROVEN = frozenset({Verb.ACCEPT, Verb.DECLINE, Verb.SNOOZE, Verb.NOTE, Verb.BACK, Verb.HELP})
# A yes, late or not, is judged by the lead itself: anybody it was offered to may say it.
JUDGED_BY_THE_OFFER = frozenset(
    {
        Verb.ACCEPT, Verb.DECLINE, Verb.SEND, Verb.SEND_NOW, Verb.SEND_TEXT, Verb.MAIL_IT, Verb.FORCE,
        Verb.UNDO, Verb.LEAD,
    }
)  # fmt: skip
AFTER_THE_END = frozenset({Verb.NOTE, Verb.UNDO, Verb.NOT_A_LEAD, Verb.LEAD, Verb.UNMERGE})


def perform(
    work: Work,
    lead: Lead | None,
    owner_id: str,
    command: Command,
    *,
    at: datetime,
    trusted: bool = True,
    caused_by: int | None = None,
    unread: Token | None = None,
) -> Answer:
    """Do one command of an owner that arrived at `at` and answer what is now true.

    `trusted` is whether the mail was vouched for; `unread` the "nobody got this" mail it answers.
    """
    said = Said(owner_id, command, at, caused_by, unread)
    word = word_of(command.verb)
    if not trusted and command.verb not in BELIEVED_UNPROVEN:
        return _not_vouched_for(work, said)
    if command.verb in WITHOUT_A_LEAD:
        answer = WITHOUT_A_LEAD[command.verb](work, said, lead)
        if answer.about is not None:
            _tell_who_stands_in(work, said, answer.about, before=None)
        return answer
    if lead is None:
        return refuse("I could not tell which lead you mean.", f"L-142 {word}")
    if lead.state is LeadState.CLOSED and command.verb not in AFTER_THE_END:
        return refuse(f"{lead.ref} is closed ({lead.close_reason}); nothing was changed.", "note: <text>")
    if command.verb not in JUDGED_BY_THE_OFFER and not _may(work, lead, owner_id):
        return who_has_it(work, lead, owner_id)
    before, covered_for = undoing.before(work, said, lead), lead.covered_for_id
    answer = VERBS[command.verb](work, said, lead)
    if answer.refused:
        return answer
    # Whoever is given a lead by force hears of it, whomever they stood in for.
    _tell_who_stands_in(work, said, lead, before=None if command.verb is Verb.FORCE else covered_for)
    if command.verb is Verb.UNDO:
        return answer
    undoing.keep(work, said, lead, before)
    if not _is_bare_yes(command) and lead.owner_id == owner_id:
        # Accepted, and then something: it is not offered to anybody else (rules, section 2).
        clear(work, lead, DeadlineKind.ACCEPTED_NOTHING)
    return answer


def _may(work: Work, lead: Lead, owner_id: str) -> bool:
    return may_act(work, lead, owner_id) or (lead.state is LeadState.CLOSED and lead.owner_id == owner_id)


def _tell_who_stands_in(work: Work, said: Said, lead: Lead, *, before: str | None) -> None:
    """Whoever got the lead by this because its owner is away hears of it, unless they said it themselves."""
    if lead.covered_for_id not in (None, before) and lead.owner_id != said.owner_id:
        absence.tell_who_stands_in(work, lead)


def _is_bare_yes(command: Command) -> bool:
    return command.verb is Verb.ACCEPT and not command.rest


def _not_vouched_for(work: Work, said: Said) -> Answer:
    """Ask for a click on the page, where there is one; else say how to have a mail believed."""
    doubt = f"I could not be sure that this mail is yours, so `{word_of(said.command.verb)}` was not done."
    if work.settings.board is not None and work.settings.board.url is not None:
        text = f"{doubt} Was it you? Open the page and click, and it is done."
        # `mail it` counts only in answer to the mail that shows the words; on the page they are said in full.
        words = said.unread.unread_words if said.command.verb is Verb.MAIL_IT and said.unread else None
        return Answer(text, refused=True, doubted=f"send: {words}" if words else said.command.line)
    host = work.settings.security.authserv_id
    how = (
        f"{host} did not confirm its sender (DMARC or DKIM): send it from the mail account of your company"
        if host
        else 'no receiving host is named: an admin sets [security] authserv_id, or owner_replies = "token"'
    )
    works = "accept, decline, snooze, note, back and help work all the same."
    return refuse(f"{doubt} To have it believed: {how}. {works}")
