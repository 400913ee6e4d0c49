"""What happened elsewhere: sent, replied, called, note (rules, section 4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from worker import hours
from worker.cadence import answers, commitment, contact, enrollment
from worker.commands.arguments import is_when, reached
from worker.commands.in_doubt import went_out
from worker.commands.rights import take
from worker.commands.said import Answer, Said, done, refuse, standing, what_is_next
from worker.commands.times import gone
from worker.leads import next_action, owners, rounds
from worker.leads.deadlines import clear
from worker.leads.lead import record, say_next
from worker.mail.dates import InThePast, Unreadable
from worker.states import DeadlineKind, Turn
from worker.store.models import Lead
from worker.store.work import Work


def sent(work: Work, said: Said, lead: Lead) -> Answer:
    """`sent [when]`: they wrote from elsewhere; or the answer to "we cannot tell whether it went out"."""
    settled = went_out(work, said, lead) if not said.rest else None
    if settled is not None:
        return settled
    try:
        at = gone(work, said, said.rest) if said.rest else said.at
    except (Unreadable, InThePast):
        return refuse(
            f'I could not read "{said.rest}" as a time behind us.',
            "sent",
            "sent 10:15",
            "sent yesterday 16:00",
        )
    newly, refused = take(work, said, lead, how="answered from elsewhere")
    if refused is not None:
        return refused
    contact.we_wrote(work, lead, at=at, who=said.owner_id, text="", by_hand=True, elsewhere=True)
    if lead.answer_due_at is not None:
        still = f"Noted; that was before {lead.name}'s last message, which still waits."
        return Answer(f"{still} {what_is_next(work, lead, said.owner_id)}")
    return _noted(work, said, lead, newly=newly)


def called(work: Work, said: Said, lead: Lead) -> Answer:
    """`called: reached / no answer`: only a call that reached them is a contact."""
    outcome = None if is_when(said.rest) else reached(said.rest)
    if outcome is None:
        return refuse("Did you reach them?", "called: reached", "called: no answer")
    newly, refused = take(work, said, lead, how="rang them")
    if refused is not None:
        return refused
    if outcome:
        contact.we_wrote(
            work, lead, at=said.at, who=said.owner_id, text=said.rest, by_hand=True, medium="call"
        )
    else:
        work.note(
            lead, "called", who=said.owner_id, why=f"{owners.name_of(work, said.owner_id)} rang: no answer."
        )
        due = _other_half(work, said.at)
        due = min(due, lead.answer_due_at) if lead.answer_due_at is not None else due
        commitment.forget(lead)
        if lead.close_proposed is not None:
            # To ring again is what comes instead of the end.
            answers.forget_silence(work, lead)
        say_next(work, lead, next_action.ring(lead.name, again=True), due, turn=Turn.US)
    return _noted(work, said, lead, newly=newly)


def replied(work: Work, said: Said, lead: Lead) -> Answer:
    """`replied: <what>`: they answered the owner and not us; it counts as their reply."""
    newly, refused = take(work, said, lead, how="heard from them")
    if refused is not None:
        return refused
    record(work, lead, at=said.at, direction="in", who=lead.address, line=said.rest, text=said.command.rest)
    answers.forget_silence(work, lead)
    enrollment.stop(work, lead, "replied", why=f"{lead.name} answered {owners.name_of(work, said.owner_id)}.")
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.DRAFT_REMINDER)
    action = next_action.answer(lead.name, said.rest)
    rounds.open_round(work, lead, said.at, action=action, within=work.settings.cadence.answer_within)
    work.note(lead, "customer wrote", who="customer", why=f'They answered elsewhere: "{said.rest}"')
    return Answer(standing(work, lead, said.owner_id) if newly else what_is_next(work, lead, said.owner_id))


def note(work: Work, said: Said, lead: Lead) -> Answer:
    """`note: <text>`: kept on the lead; alone it keeps the words of the mail it answers."""
    words = said.rest
    if not words and said.unread is not None:
        words = " ".join((said.unread.unread_words or "").split())
    if not words:
        return refuse("There was nothing to note.", "note: she prefers mornings")
    work.note(lead, "note", who=said.owner_id, why=words)
    return done(f"Noted on {lead.ref}. {lead.name} has not got it.")


def _noted(work: Work, said: Said, lead: Lead, *, newly: bool) -> Answer:
    if newly:
        return Answer(standing(work, lead, said.owner_id))
    return done(f"Noted. {what_is_next(work, lead, said.owner_id)}")


def _other_half(work: Work, rang_at: datetime) -> datetime:
    """Return the next business day at the other half of the day: who did not hear it then may now."""
    team = work.settings.team_calendar
    today = hours.local_day(team, rang_at)
    tomorrow = hours.business_day_after(team, today, 1)
    opening, closing = hours.opening(team, tomorrow), hours.closing(team, tomorrow)
    assert opening is not None
    assert closing is not None
    quarter = (closing - opening) / 4
    morning = (rang_at - (opening - timedelta(days=(tomorrow - today).days))) < 2 * quarter
    return hours.next_opening(team, opening + quarter * (3 if morning else 1))
