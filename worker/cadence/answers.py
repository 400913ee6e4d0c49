"""The rows of the table: what each kind of customer's message does (rules, section 4).

Each row looks at what was said and either has its effect on run, turn, next action and due time, or
returns None, so that the next one is asked. Making us quieter is done at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from worker import hours
from worker.cadence import closing, enrollment, snooze
from worker.cadence.enrollment import Hold
from worker.cadence.said import Said
from worker.cadence.waiting import wait_for_customer
from worker.leads import draft, next_action, rounds
from worker.leads.deadlines import clear
from worker.leads.replying import TO_AN_ANSWER
from worker.mail import phrases
from worker.mail.dates import Deferral, deferred_to
from worker.mail.days.day_words import find_days
from worker.mail.wants import Intent, Mark
from worker.outbox.saying import say_day
from worker.outbox.suppression import suppress, suppress_person
from worker.states import DeadlineKind, LeadState, RunState, Turn
from worker.store.models import Lead
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Effect:
    """What a message changed: in one plain line, with the words to answer, and how its owner hears of it."""

    why: str
    words: str = ""
    due: datetime | None = None
    wait: Deferral | None = None  # a date to confirm instead of a message to answer
    tell: bool = True


# Said with the reason, so that an owner sees at once what cannot lie.
_MARKED = {Mark.URGENT: "They say it is urgent.", Mark.COMPLAINT: "They are not happy with us."}
CLOSE_WORDS = "*close: not a fit*, *send: your own words*, *next: <action> by <when>*"


def asks_to_stop(work: Work, lead: Lead, said: Said) -> Effect | None:
    if said.intent is not Intent.OPT_OUT:
        return None
    return opt_out(work, lead, said.line)


def close_out_digit(work: Work, lead: Lead, said: Said) -> Effect | None:
    """One digit answers the last message: 1 let's talk, 2 later, 3 no longer needed."""
    if said.digit is None:
        return None
    number, rest = said.digit
    if number == 1:
        return _our_turn(
            work, lead, said, next_action.fix_a_time(lead.name), "They chose 1, let's talk.", confirm=True
        )
    if number == 2:
        return _sleep(work, lead, said, deferred_to(rest, said.at, work.settings.team_calendar))
    return _declined(work, lead, "They chose 3, no longer needed.")


def clear_no(work: Work, lead: Lead, said: Said) -> Effect | None:
    if said.intent is not Intent.CLEAR_NO:
        return None
    return _declined(work, lead, f'They said no: "{said.line}"')


def sends_files(work: Work, lead: Lead, said: Said) -> Effect | None:
    """A file or photo, whatever the words."""
    if not said.files:
        return None
    return _our_turn(work, lead, said, next_action.look_at_files(lead.name, said.files), "They sent files.")


def asks(work: Work, lead: Lead, said: Said) -> Effect | None:
    """A question; with a "later" beside it our answer snoozes to that date instead of starting a run."""
    if said.intent is not Intent.QUESTION:
        return None
    effect = _our_turn(work, lead, said, next_action.answer(lead.name, said.question), "They asked.")
    return _wait_after_our_answer(work, lead, said, effect)


def agrees(work: Work, lead: Lead, said: Said) -> Effect | None:
    """A yes or OK, when our last message asked something or named a time."""
    # "OK, thanks" is a thank-you, and a yes to a question.
    agreed = said.intent in (Intent.YES, Intent.ACCEPTANCE) or (
        said.intent is Intent.THANKS and phrases.says_yes(said.text)
    )
    if not agreed or not said.we_asked:
        return None
    return _our_turn(
        work, lead, said, next_action.confirm(lead.name, _agreed_on(said)), "They said yes.", confirm=True
    )


def asks_to_wait(work: Work, lead: Lead, said: Said) -> Effect | None:
    """Words that ask us to wait hold the run to that date; an answer we still owe is given first."""
    wait = said.wait
    if said.intent is not Intent.LATER and (wait is None or said.intent is not Intent.OTHER):
        return None
    if wait is None:
        wait = deferred_to("", said.at, work.settings.team_calendar)
    if lead.answer_due_at is not None and lead.turn is Turn.US:
        effect = _our_turn(
            work, lead, said, lead.next_action or "", "They want to wait, and we owe an answer."
        )
        return _wait_after_our_answer(work, lead, said, effect)
    return _sleep(work, lead, said, wait)


def only_thanks(work: Work, lead: Lead, said: Said) -> Effect | None:
    """Thanks alone moves the next touch a little, keeps a date they asked for, and changes nothing else."""
    if said.intent is not Intent.THANKS and not (said.intent is Intent.YES and len(said.text.split()) < 12):
        return None
    run = enrollment.current(work, lead)
    touch = None if run is None else enrollment.open_touch(work, run)
    if run is not None and run.state is RunState.RUNNING and lead.turn is Turn.CUSTOMER:
        if touch is not None:
            days = work.settings.cadence.thanks_days
            enrollment.put_back(work, lead, run, touch, hours.add_business_days(_team(work), said.at, days))
        wait_for_customer(work, lead)
    waiting = draft.open_draft(lead)
    if waiting is not None:
        # Nothing in a draft changes by a thank-you: it takes these words into account as it stands.
        waiting.written_at = work.now
    return Effect("They said thanks.", tell=False)


def anything_else(work: Work, lead: Lead, said: Said) -> Effect | None:
    """A human message: their turn is over, ours begins."""
    return _our_turn(work, lead, said, next_action.answer(lead.name, said.line), "They answered.")


def opt_out(work: Work, lead: Lead, words: str) -> Effect:
    """They asked us to stop: their addresses are suppressed and the lead closed, at once."""
    suppress_person(work, lead.person, "opted_out")
    suppress(work, lead.address, "opted_out")
    lead.opted_out = True
    why = f'{lead.name} asked us to stop: "{words}"'
    if lead.state is not LeadState.CLOSED:
        closing.close_lead(work, lead, "opted out", who="customer", why=why)
    else:
        work.note(lead, "opted out", who="customer", why=why)
    return Effect("They asked us to stop writing. Nothing more goes to them; the lead is closed.")


def forget_silence(work: Work, lead: Lead) -> None:
    """They are not silent: no close is proposed or counted down to any more."""
    lead.close_proposed = None
    clear(work, lead, DeadlineKind.CLOSE)


def _our_turn(work: Work, lead: Lead, said: Said, action: str, why: str, *, confirm: bool = False) -> Effect:
    """Stop the run, withdraw the draft, and open a response round."""
    stopped = enrollment.stop(work, lead, "replied", why=f"{lead.name} replied.")
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.DRAFT_REMINDER)
    within = work.settings.cadence.confirm_within if confirm else work.settings.cadence.answer_within
    due = rounds.open_round(work, lead, said.at, action=action, within=within)
    why = " ".join((why, *(_MARKED[mark] for mark in said.marks)))
    return Effect(why + (" The follow-up has stopped." if stopped else ""), TO_AN_ANSWER, due)


def _declined(work: Work, lead: Lead, why: str) -> Effect:
    """Not a fit is an honourable end: proposed to the owner, nobody is suppressed."""
    stopped = enrollment.stop(work, lead, "declined", why=why)
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.DRAFT_REMINDER)
    if lead.answer_due_at is not None:
        # They no longer wait for an answer, so none is late.
        rounds.answered(work, lead, work.now)
    # A farewell is welcome; it starts no new follow-up, and the close is still to be decided.
    lead.after_answer = {"run": False, "close": closing.NOT_A_FIT}
    closing.propose_close(work, lead, closing.NOT_A_FIT, why=why)
    return Effect(why + (" The follow-up has stopped." if stopped else ""), CLOSE_WORDS, lead.due_at)


def _sleep(work: Work, lead: Lead, said: Said, wait: Deferral) -> Effect:
    until = snooze.morning_of(work, wait.until)
    snooze.snooze(
        work, lead, until, reason=Hold.CUSTOMER_ASKED, words=wait.quote or said.line, said_at=said.at
    )
    day = say_day(wait.until, hours.local_day(_team(work), work.now))
    return Effect(f"They asked us to wait; we write on {day}.", wait=wait)


def _wait_after_our_answer(work: Work, lead: Lead, said: Said, effect: Effect) -> Effect:
    """Let our answer be followed by the wait they asked for, and say so."""
    if said.wait is None:
        return effect
    until = snooze.morning_of(work, said.wait.until)
    lead.after_answer = {
        "snooze_until": until.isoformat(),
        "words": said.wait.quote,
        "said": said.at.isoformat(),
    }
    day = say_day(said.wait.until, hours.local_day(_team(work), work.now))
    sleeps = f'After your answer it sleeps until {day}, as they asked: "{said.wait.quote}"'
    return replace(effect, why=f"{effect.why} {sleeps}")


def _agreed_on(said: Said) -> str:
    """The day they said yes to: named by them, else the only one we named; "" when that is not clear."""
    day = said.at.date()
    theirs, ours = find_days(said.text, day), find_days(said.ours, day)
    return theirs[0].text if theirs else ours[0].text if len(ours) == 1 else ""


def _team(work: Work) -> hours.Calendar:
    return work.settings.team_calendar
