"""A draft: words to the customer that wait for their owner's `send`. At most one per lead is open.

Written with every offer and acceptance (Day 0) and at every step of the cadence. `[LIKE THIS]` is a gap
that only a person can fill: `send 18,400 / 6` fills gaps in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from worker.failpoints import reach
from worker.leads import slots, visits
from worker.mail import phrases
from worker.outbox.compose import lead_values, owner_values, team_values, template_failed
from worker.outbox.render import TemplateError, render
from worker.outbox.saying import say_option
from worker.outbox.vocabulary import GAP
from worker.states import DraftState, OutboxState
from worker.store.models import Draft, Lead, OutboxEmail, Touch
from worker.store.work import Work

# Seen from then every time is said with its date.
LONG_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)


class GapsLeft(ValueError):
    """A draft cannot go while gaps are open; `missing` names them as they stand in the text."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"Still open: {', '.join(missing)}.")
        self.missing = tuple(missing)


def first(work: Work, lead: Lead, owner_id: str) -> Draft | None:
    """Write the first answer (Day 0) in this owner's name: book a call where they asked for one.

    None without an address: who left only a phone number, or no name at all, can be sent nothing.
    """
    if not lead.address:
        return None
    purpose = "book_a_call" if phrases.wants_call(lead.asked) else "fast_response"
    return write(work, lead, purpose, owner_id)


def first_answer(work: Work, lead: Lead, owner_id: str) -> Draft | None:
    """Write the first answer for whoever is asked, or given the lead; None once the customer has one."""
    if lead.first_response_at is not None and lead.answer_due_at is None:
        return None
    return first(work, lead, owner_id)


def write(
    work: Work,
    lead: Lead,
    purpose: str,
    owner_id: str,
    touch: Touch | None = None,
    *,
    values: Mapping[str, Any] | None = None,
) -> Draft | None:
    """Write the draft `purpose` in the name of `owner_id`; an open one is replaced.

    `values` are what this template reads beyond the common ones. None when the template is missing or
    broken: then nothing is half written, and the admins are told.
    """
    settled = lead.visit_at if purpose == visits.CONFIRMATION else None
    times = (settled,) if settled else slots.free_times(work, owner_id, lead)
    zone = work.settings.team_calendar.zone
    language = lead.language
    # What is settled is said with its date.
    seen_from = LONG_BEFORE if settled else work.now
    given: dict[str, Any] = {
        "subject": f"Re: {lead.subject}" if lead.subject else "",
        "lead": lead_values(work, lead),
        "owner": owner_values(work, owner_id),
        "team": team_values(work, language=language),
        "times": tuple(say_option(at, zone, language, now=seen_from) for at in times),
    }
    try:
        words = render(
            purpose, given | dict(values or {}), language=language, folders=work.settings.templates
        )
    except TemplateError as error:
        template_failed(work, purpose, error, lead=lead)
        return None
    replaced = open_draft(lead)
    if replaced is not None:
        work.move(replaced, DraftState.REPLACED, ended_at=work.now)
    draft = Draft(
        touch_id=touch.id if touch else None,
        purpose=purpose,
        state=DraftState.OPEN,
        subject=words.subject,
        text=words.text.strip(),
        times=[at.isoformat() for at in times],
        calendar=visits.calendar_file(work, lead, owner_id) if settled else None,
        written_for=owner_id,
        written_at=work.now,
    )
    lead.drafts.append(draft)
    slots.propose(work, owner_id, lead, times)
    reach("judge.draft_written")
    return draft


def open_draft(lead: Lead) -> Draft | None:
    """Return the one draft of this lead that waits for `send`, or None."""
    return next((draft for draft in lead.drafts if draft.state is DraftState.OPEN), None)


def withdraw(work: Work, lead: Lead, why: str) -> None:
    """Withdraw the open draft, if there is one, and note why."""
    draft = open_draft(lead)
    if draft is not None:
        work.move(draft, DraftState.WITHDRAWN, ended_at=work.now)
        work.note(lead, "draft withdrawn", why=why)


def shown(draft: Draft | None) -> dict[str, str]:
    """Return what a mail to an owner shows of a draft: `text` and its open `gaps`, empty without one."""
    if draft is None:
        return {"text": "", "gaps": ""}
    return {"text": draft.text, "gaps": ", ".join(gaps(draft.text))}


def mark_sent(work: Work, draft: Draft) -> None:
    """Its owner said `send`, or its step sends itself: a mail with its words is owed."""
    work.move(draft, DraftState.SENT, ended_at=work.now)


def on_its_way(work: Work, lead: Lead) -> bool:
    """Whether somebody's message to the customer is owed and has not left yet, or may have."""
    work.session.flush()
    leaving = (OutboxState.QUEUED, OutboxState.PREPARING, OutboxState.COMMITTING, OutboxState.IN_DOUBT)
    rows = select(OutboxEmail.id).where(
        OutboxEmail.lead_id == lead.id,
        OutboxEmail.kind.in_(("human", "touch")),
        OutboxEmail.state.in_(leaving),
    )
    return work.session.scalar(rows.limit(1)) is not None


def gaps(text: str) -> tuple[str, ...]:
    """Return the gaps of a text in order, each once, as they stand: `[PRICE]`."""
    return tuple(dict.fromkeys(GAP.findall(text)))


def fill(draft: Draft, words: Sequence[str] = ()) -> str:
    """Return the draft's text with `words` in its gaps, in order. Raises GapsLeft, and ValueError for
    more words than gaps."""
    open_gaps = gaps(draft.text)
    given = [word.strip() for word in words if word.strip()]
    if len(given) < len(open_gaps):
        raise GapsLeft(open_gaps[len(given) :])
    if len(given) > len(open_gaps):
        left = f"has {len(open_gaps)} gaps" if open_gaps else "has no gap to fill"
        raise ValueError(f"The draft {left}, and there are words for {len(given)}.")
    filled = dict(zip(open_gaps, given, strict=True))
    return GAP.sub(lambda gap: filled[gap[0]], draft.text)
