"""An owner says what they do next and by when: with a yes, or with `next` (rules, sections 1 and 2).

While the customer waits for an answer the due time stays the target; a later time is never a reason to
refuse, but the customer should hear of it.
"""

from __future__ import annotations

import re
from datetime import datetime

from worker.cadence import commitment
from worker.cadence.waiting import phone_of
from worker.commands.rights import take
from worker.commands.said import Answer, Said, done, refuse, standing, what_is_next, when
from worker.commands.times import split_action, untimely
from worker.leads.deadlines import clear
from worker.leads.lead import due_tomorrow, say_next
from worker.leads.next_action import is_vague, refuse_vague
from worker.leads.wording.rewrite import rewritten
from worker.states import DeadlineKind, Turn
from worker.store.models import Lead
from worker.store.work import Work

# What people say with a yes, and mean nothing by: no reason to teach them.
_MANNERS = re.compile(
    r"(?:(?:i )?will do|i'?m on it|on it|got it|doing (?:it|that)|i'?ll (?:do|handle|take) (?:it|this|that)"
    r"|thanks.*|no problem|mache ich|mach ich|danke.*|kümmere mich)[\s.!]*",
    re.IGNORECASE,
)


def commit(work: Work, said: Said, lead: Lead, words: str) -> str:
    """Let their words be the next action; return what must be said about them, or "".

    Words that name nothing to do leave the prefilled action as it stands, never the acceptance in doubt;
    the same with a time that is past, or that nobody can read.
    """
    action, due, phrase = split_action(work, said, words)
    before, target = lead.next_action, lead.answer_due_at
    too_late = target is not None and due is not None and due > target
    remark = untimely(work, said, words)
    if is_vague(words, names(work, lead)):
        if due is not None and not too_late and lead.next_action is not None:
            say_next(work, lead, lead.next_action, due)
        elif action and due is None and not remark and not _MANNERS.fullmatch(action):
            remark = refuse_vague(action, better(work, said, lead))
    elif target is not None and (due is None or too_late):
        say_next(work, lead, _sentence(action if remark else words), target, turn=Turn.US)
        commitment.remember(lead, _sentence(action), due)
    else:
        _replace(work, lead, _sentence(action), due)
        commitment.remember(lead, _sentence(action), due)
    if lead.next_action != before:
        work.note(lead, "next action", who=said.owner_id, why=f"Next: {lead.next_action}")
    if target is None or due is None or not too_late:
        return remark
    return (
        f"First answer due {when(work, target, said.owner_id)}; you wrote {when(work, due, said.owner_id)}. "
        f"`later {phrase}` tells {lead.name}."
    )


def next_(work: Work, said: Said, lead: Lead) -> Answer:
    """`next: <action> by <when>`: a vague one is refused, a missing time is filled in and echoed."""
    action, due, _ = split_action(work, said, said.rest)
    if remark := untimely(work, said, said.rest):
        return refuse(remark, "next: ring her by Thu 12:00")
    if is_vague(action, names(work, lead)):
        return refuse(refuse_vague(action, better(work, said, lead)))
    newly, refused = take(work, said, lead, how="said what comes next")
    if refused is not None:
        return refused
    remark = commit(work, said, lead, said.rest)
    text = standing(work, lead, said.owner_id) if newly else what_is_next(work, lead, said.owner_id)
    if due is not None and not remark and not newly:
        return done(text)
    return Answer(f"{text} {remark}".strip())


def better(work: Work, said: Said, lead: Lead) -> str:
    """Write what could be done next from the lead itself, by the time that stands on it."""
    theirs = [message.line for message in lead.messages if message.direction == "in"]
    asked = (theirs[-1] if theirs else lead.asked) if lead.answer_due_at is not None else ""
    due = max(lead.due_at or work.now, due_tomorrow(work) if lead.answer_due_at is None else work.now)
    return rewritten(lead.name, asked, due=when(work, due, said.owner_id), phone=phone_of(lead))


def names(work: Work, lead: Lead) -> list[str]:
    """Return the people of a lead, whose names alone say nothing to do."""
    return [lead.name, *(owner.name for owner in work.settings.owners)]


def _replace(work: Work, lead: Lead, action: str, due: datetime | None) -> None:
    clear(work, lead, DeadlineKind.WAKE_UP, DeadlineKind.CLOSE)
    lead.close_proposed = None
    standing = lead.due_at if lead.due_at is not None and lead.due_at > work.now else due_tomorrow(work)
    say_next(work, lead, action, due or standing, turn=Turn.US)


def _sentence(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:]
