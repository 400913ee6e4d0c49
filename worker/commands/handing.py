"""`handoff <owner>: <note>; next: <action> by <when>`, its no, and its change of mind (rules, section 2)."""

from __future__ import annotations

import re
from datetime import datetime

from worker.cadence import enrollment
from worker.cadence.enrollment import Hold
from worker.cadence.waiting import say_touch
from worker.commands.committing import better, names
from worker.commands.naming import named_first
from worker.commands.rights import not_theirs_yet
from worker.commands.said import Answer, Said, done, refuse, what_is_next, when, who_is_next
from worker.commands.times import split_action, untimely
from worker.leads import handoff, handoff_note, offer, owners, pools
from worker.leads.next_action import is_vague, refuse_vague
from worker.leads.tokens import revoke_tokens
from worker.states import RunState, Turn
from worker.store.models import Lead
from worker.store.work import Work

EXAMPLE = "handoff {}: <note>; next: <action> by <when>"
_NEXT = re.compile(
    r"(?:^|[\s;,.])(?:and\s+|und\s+)?(?:next(?: step| action)?|nächster schritt|als nächstes|weiter)\s*:\s*",
    re.IGNORECASE,
)
_MANNERS = re.compile(r"(?:please|pls|bitte|thanks|thank you|danke)[\s!.]*$", re.IGNORECASE)


def hand_off(work: Work, said: Said, lead: Lead) -> Answer:
    """Ask a colleague to take the lead over; until they say yes it stays the giver's."""
    nobodys = not_theirs_yet(work, said, lead, f"handoff {said.rest}".strip())
    if nobodys is not None:
        return nobodys
    receiver, rest, unclear = named_first(work, said.rest, example=EXAMPLE)
    if receiver is None:
        return unclear or refuse("To whom?", EXAMPLE.format("sam"))
    words, following = _taken_apart(rest)
    action, due_at, _ = split_action(work, said, following)
    if remark := untimely(work, said, following):
        return refuse(remark, EXAMPLE.format(receiver.id))
    if following and is_vague(action, names(work, lead)):
        return refuse(refuse_vague(action, better(work, said, lead)))
    obstacle = handoff.why_not(work, lead, receiver.id)
    if obstacle is not None:
        return refuse(obstacle)
    sentence = action[:1].upper() + action[1:] if following else None
    handed = handoff.give(work, lead, receiver.id, words=words, action=sentence, due_at=due_at)
    assert handed.expires_at is not None
    _let_wait(work, lead, handed.expires_at, why=f"The follow-up waits for {receiver.name.split()[0]}'s yes.")
    until = when(work, handed.expires_at, said.owner_id)
    name = owners.name_of(work, receiver.id)
    return Answer(
        f"{name} is asked to take {lead.ref} until {until}; until {name} says ok it stays yours. Next: "
        f"{handed.next_action.rstrip(' .')}, due {when(work, handed.next_due_at, said.owner_id)}. "
        "`mine` takes it back."
    )


def decline(work: Work, said: Said, lead: Lead) -> Answer | None:
    """A no of whoever it is handed to gives it back at once; None when nothing is handed to them."""
    handed = handoff.pending_to(lead, said.owner_id)
    if handed is None:
        return None
    giver = owners.name_of(work, lead.owner_id)
    handoff.decline(work, handed, reason=said.rest or "no reason given")
    enrollment.somebody_has_it(work, lead)
    return done(f"{lead.ref} stays with {giver}, who is told.")


def keep(work: Work, said: Said, lead: Lead) -> Answer | None:
    """A yes of the giver takes the handoff back; None when they have none out."""
    if lead.owner_id != said.owner_id:
        return None
    handed = handoff.withdraw(work, lead, why=f"{owners.name_of(work, said.owner_id)} keeps it")
    if handed is None:
        return None
    enrollment.somebody_has_it(work, lead)
    name = owners.name_of(work, handed.receiver_id)
    return Answer(f"{lead.ref} stays yours; {name} is told. {what_is_next(work, lead, said.owner_id)}")


def to_the_pool_of_its_stage(work: Work, said: Said, lead: Lead, criterion: str) -> str:
    """Offer a lead that came into a stage to whoever takes that over; return the sentence about it, or "".

    Nothing happens where the stage has no pool of its own, or its owner is in it.
    """
    pool, former = pools.of_stage(work, lead), lead.owner_id
    if not pool or former is None or former in pool or lead.covered_for_id in pool:
        return ""
    assert lead.next_action is not None
    assert lead.due_at is not None
    note = handoff_note.write(
        work, lead, giver_id=former, words=criterion, action=lead.next_action, due_at=lead.due_at
    )
    why = f"{lead.stage} is the work of {', '.join(owners.name_of(work, one) for one in pool)}"
    handoff.withdraw(work, lead, why=why)
    lead.handoff_note, lead.asked_first_id = note, None
    offer.put_up(work, lead, who=said.owner_id, why=f"{why}.")
    revoke_tokens(work, lead, former)
    return f"It goes on: {why}. {who_is_next(work, lead)}"


def _let_wait(work: Work, lead: Lead, until: datetime, *, why: str) -> None:
    """Nothing of the follow-up falls due while nobody has said yes; what stands on the lead goes with it."""
    run = enrollment.current(work, lead)
    if run is None or run.state is not RunState.RUNNING:
        return
    touch = enrollment.open_touch(work, run)
    is_next = touch is not None and lead.turn is Turn.CUSTOMER and lead.due_at == touch.due_at
    enrollment.hold(work, lead, Hold.OFFER_PENDING, until, why=why)
    if touch is not None and is_next:
        say_touch(work, lead, touch)


def _taken_apart(rest: str) -> tuple[str, str]:
    """Split "knows the site; next: ring her by Thu 12:00" into the note and what is done next."""
    parts = _NEXT.split(rest, maxsplit=1)
    note = _MANNERS.sub("", parts[0].strip(" :;,-–—."))
    return note, parts[1].strip() if len(parts) > 1 else ""
