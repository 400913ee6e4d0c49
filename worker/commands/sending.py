"""`send`: an owner lets words go to the customer, from the shared address, in the customer's thread.

1. the lead is theirs, or becomes it 2. the draft's gaps are filled, or own text is taken 3. when it may go:
an answer at once, a touch at the first allowed instant 4. the mail is owed, and the answer says when.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from worker.cadence import budget
from worker.cadence.waiting import say_touch
from worker.commands.on_its_way import (
    HELD_BACK,
    OTHER_WORDS,
    bring_forward,
    free_key,
    replace_waiting,
    waiting,
)
from worker.commands.rights import take
from worker.commands.said import Answer, Said, done, refuse, standing, when
from worker.commands.words import Verb
from worker.commands.yes_and_no import first_draft
from worker.leads import draft, owners
from worker.leads.deadlines import clear
from worker.outbox.compose import owe_customer
from worker.outbox.suppression import suppression
from worker.outbox.touch_objections import touch_hour
from worker.settings import Mode
from worker.states import DeadlineKind, OutboxState, Turn
from worker.store.models import Draft, Enrollment, InboundEmail, Lead, OutboxEmail, Touch
from worker.store.work import Work


@dataclass(frozen=True, slots=True)
class Plan:
    """When a mail may go, and what guards it on the way."""

    guard: str
    due_at: datetime | None  # None: at once


def send(work: Work, said: Said, lead: Lead) -> Answer:
    """`send` and `send now`: the draft goes to the customer."""
    newly, refused = take(work, said, lead, how="sent the answer")
    if refused is not None:
        return refused
    words = draft.open_draft(lead)
    if words is None:
        return _no_draft(work, said, lead, newly=newly)
    if words.written_for != said.owner_id:
        return _in_another_name(work, said, lead, words, newly=newly)
    gaps = draft.gaps(words.text)
    if len(gaps) != len(said.command.gaps):
        return _gaps_open(work, said, lead, words, gaps, newly=newly)
    text = draft.fill(words, said.command.gaps)
    touch = work.session.get(Touch, words.touch_id) if words.touch_id is not None else None
    plan = _plan(work, said, lead, touch)
    if plan is None:
        return refuse(
            f"{lead.name} has had enough messages without an answer; this one did not go.",
            "close: no response",
            "next: <action> by <when>",
        )
    if touch is not None and plan.guard != "answer" and lead.turn is not Turn.CUSTOMER:
        # They let the step go instead of what stood there ("Ring Ana again"): now it is what comes next.
        say_touch(work, lead, touch)
    key = free_key(work, lead, _key(work, said, words, touch))
    if key is None:
        return refuse(f"This message to {lead.name} went out already; nothing was sent twice.")
    mail = owe_customer(
        work, lead, kind="human", text=text, key=key, guard=plan.guard, owner_id=said.owner_id,
        subject=words.subject or None, draft=words, touch=touch, times=words.times, due_at=plan.due_at,
        caused_by=said.caused_by, calendar=words.calendar,
    )  # fmt: skip
    if mail.state is OutboxState.QUEUED:
        draft.mark_sent(work, words)
    return _sent(work, said, lead, mail, newly=newly)


def send_text(work: Work, said: Said, lead: Lead) -> Answer:
    """`send: <own text>`: their own words go in place of the draft."""
    return _own_words(work, said, lead, _signed(work, said, said.command.rest))


def mail_it(work: Work, said: Said, lead: Lead) -> Answer:
    """`mail it`, in answer to "Ana has NOT got this": that reply goes as it stands."""
    if said.unread is None or said.unread.unread_words is None:
        return refuse(
            "`mail it` only counts in answer to the mail that shows the words.", "send: <your own text>"
        )
    return _own_words(work, said, lead, said.unread.unread_words)


def _signed(work: Work, said: Said, text: str) -> str:
    """Put their first name below own text: reading the reply took their signature for what it is."""
    name = owners.name_of(work, said.owner_id)
    lines = text.strip().splitlines()
    return text if any(name in line for line in lines[-2:]) else f"{text.strip()}\n\n{name}"


def _nowhere(lead: Lead) -> Answer:
    """Say that nobody can be written to: they left a phone number only, or a header that names nobody."""
    why = f"No address of {lead.name} is known, so nothing can be sent."
    return refuse(why, "called: reached", "close: <reason>")


def _own_words(work: Work, said: Said, lead: Lead, text: str) -> Answer:
    if not lead.address:
        return _nowhere(lead)
    newly, refused = take(work, said, lead, how="answered")
    if refused is not None:
        return refused
    # While it is our turn they wait for it; else it keeps the distance of a touch, which it counts as.
    due_at = budget.earliest(work, lead) if lead.turn is Turn.CUSTOMER else None
    instead = due_at is not None and replace_waiting(work, lead, caused_by=said.caused_by)
    key = f"own/{hashlib.sha256(text.encode()).hexdigest()[:12]}/{_cause(work, said)}"
    free = free_key(work, lead, key)
    if free is None:
        return refuse(f"This message to {lead.name} went out already; nothing was sent twice.")
    mail = owe_customer(
        work, lead, kind="human", text=text.strip() + "\n", key=free,
        guard="answer" if due_at is None else "own_words", owner_id=said.owner_id,
        knows_until=said.at, due_at=due_at, caused_by=said.caused_by,
        calendar=confirmed.calendar if (confirmed := draft.open_draft(lead)) is not None else None,
    )  # fmt: skip
    if mail.state is OutboxState.QUEUED:
        draft.withdraw(work, lead, OTHER_WORDS)
    answer = _sent(work, said, lead, mail, newly=newly)
    if not instead:
        return answer
    return replace(answer, text=f"{answer.text}{HELD_BACK}", quiet=False)


def _plan(work: Work, said: Said, lead: Lead, touch: Touch | None) -> Plan | None:
    """Decide when the draft may go; None when the pressure budget is spent."""
    # What the customer waits for, or asked us to write on this day, goes at once, at any hour.
    if lead.answer_due_at is not None or touch is None:
        return Plan("answer", None)
    left = budget.left(work, lead)
    if left.spent is not None:
        return None
    if said.command.verb is Verb.SEND_NOW:
        return Plan("touch_now", touch_hour(work, max(work.now, left.again or work.now)))
    earliest = budget.earliest(work, lead, touch)
    return Plan("touch", max(earliest, left.again) if left.again else earliest)


def _key(work: Work, said: Said, words: Draft, touch: Touch | None) -> str:
    """Name the mail by what caused it: neither row numbers nor times of ours are the same after a restore."""
    if touch is None:
        return f"{words.purpose}/{_cause(work, said)}"
    run = work.session.get(Enrollment, touch.enrollment_id)
    return f"run:{run.run if run else 0}/step:{touch.step}"


def _cause(work: Work, said: Said) -> str:
    """Name the owner's mail that said it by its bytes; on the command line, the moment."""
    mail = work.session.get(InboundEmail, said.caused_by) if said.caused_by is not None else None
    return f"{said.at:%Y%m%dT%H%M%S}" if mail is None or mail.raw_hash is None else mail.raw_hash[:16]


def _sent(work: Work, said: Said, lead: Lead, mail: OutboxEmail, *, newly: bool) -> Answer:
    """Say what became of it: on its way, waiting, or kept back by the mode."""
    mine = f"You own {lead.ref}. " if newly else ""
    clear(work, lead, DeadlineKind.DRAFT_REMINDER)
    name = owners.name_of(work, said.owner_id)
    work.note(lead, "send", who=said.owner_id, why=f"{name} let a message go to {lead.name}.")
    if mail.state is OutboxState.SUPPRESSED:
        mode: Mode = work.settings.mode
        return Answer(
            f'{mine}It did NOT go to {lead.name}: with `mode = "{mode.value}"` nothing goes to customers. '
            "Write it from your own mailbox, then reply `sent`."
        )
    if mail.due_at is not None and mail.due_at > work.now:
        goes = when(work, mail.due_at, said.owner_id)
        hurry = "" if said.command.verb is Verb.SEND_NOW else " `send now` does not wait for that."
        return Answer(f"{mine}It goes to {lead.name} {goes}.{hurry}")
    text = f"{mine}It goes to {lead.name} now."
    return Answer(text) if newly else done(text)


def _no_draft(work: Work, said: Said, lead: Lead, *, newly: bool) -> Answer:
    """Nothing open to send: it may be on its way already, or have lost its meaning."""
    mail = waiting(work, lead)
    if mail is not None and said.command.verb is Verb.SEND_NOW:
        bring_forward(work, lead, mail)
        return _sent(work, said, lead, mail, newly=newly)
    if mail is not None and mail.due_at is not None and mail.due_at > work.now:
        return done(
            f"It is on its way already: it goes to {lead.name} {when(work, mail.due_at, said.owner_id)}."
        )
    if mail is not None or draft.on_its_way(work, lead):
        return done(f"It is on its way to {lead.name} already.")
    if suppression(work, lead.address) is not None:
        return refuse(f"We no longer write to {lead.address}.", "next: <action> by <when>")
    if not lead.address:
        unsent = _nowhere(lead)
        return Answer(f"{standing(work, lead, said.owner_id)} {unsent.text}") if newly else unsent
    words = first_draft(work, lead, said.owner_id) if lead.answer_due_at is not None else None
    if newly:
        shown = "Nothing was sent yet: the draft is below." if words else "There is no draft to send."
        return Answer(f"{standing(work, lead, said.owner_id)} {shown}", draft=words)
    if words is not None:
        return Answer("The earlier draft is out of date. Here is a new one; `send` sends it.", draft=words)
    return refuse(f"There is no draft to {lead.name} that could go.", "send: <your own text>")


def _in_another_name(work: Work, said: Said, lead: Lead, words: Draft, *, newly: bool) -> Answer:
    """The draft speaks for somebody else: write it anew, and let its new owner read it first."""
    touch = work.session.get(Touch, words.touch_id) if words.touch_id is not None else None
    anew = draft.write(work, lead, words.purpose, said.owner_id, touch)
    mine = f"You own {lead.ref}. " if newly else ""
    name = owners.name_of(work, words.written_for)
    return Answer(f"{mine}The draft was {name}'s. Here it is in your name; `send` sends it.", draft=anew)


def _gaps_open(
    work: Work, said: Said, lead: Lead, words: Draft, gaps: tuple[str, ...], *, newly: bool
) -> Answer:
    given = said.command.gaps
    if gaps:
        why = f"the draft has {len(gaps)} gap{'s' * (len(gaps) > 1)}: {', '.join(gaps)}"
    else:
        why = "the draft has no gap to fill"
    if given:
        why += f", and you gave {len(given)}"
    example = "send " + " / ".join(gap.strip("[]").lower() for gap in gaps) if gaps else "send"
    if newly:
        text = f"{standing(work, lead, said.owner_id)} Nothing was sent yet: {why}. `{example}` fills them."
        return Answer(text, draft=words)
    return Answer(f"{why[:1].upper()}{why[1:]}.", refused=True, draft=words, examples=(example,))
