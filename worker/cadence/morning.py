"""The one morning mail: everything due today for one owner, numbered, drafts in full (rules, section 4).

Sent at the opening of their own hours, or at `morning`. What it holds is not mailed again that day; a
single item is its own mail; an empty one is not sent. The fallback's and the manager's carry the review.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from worker import hours
from worker.cadence import day_items, notices, touch
from worker.cadence.day_items import Item
from worker.cadence.yesterday import said_thanks, yesterday
from worker.leads import owners, review
from worker.outbox.compose import owe_owner
from worker.store.models import OwnerRecord
from worker.store.work import Work


def plan(work: Work) -> None:
    """Give every active owner who has none the time of their next morning mail."""
    for owner in work.settings.owners:
        record = owners.record(work, owner.id)
        if not owner.active:
            record.morning_due_at = None
        elif record.morning_due_at is None:
            record.morning_due_at = next_morning(work, owner.id, work.now)


def send(work: Work, record: OwnerRecord) -> None:
    """It is morning for this owner: mail what is due today, once; then plan the next one."""
    if not owners.is_known(work, record.id):
        record.morning_due_at = None
        return
    record.morning_due_at = next_morning(work, record.id, work.now)
    today = _today(work, record.id)
    if record.morning_sent_on == today or not owners.present(work, record.id):
        return
    record.morning_sent_on = today
    items = day_items.of(work, record.id, until=_midnight(work, record.id))
    sections, numbers = _review(work, record.id, after=items)
    thanks = said_thanks(work, record.id)
    if thanks:
        sections = [*sections, {"title": "Said thanks, nothing to do", "rows": thanks}]
    if len(items) == 1 and not sections and _alone(work, record.id, items[0]):
        return
    if items or sections:
        _list(work, record.id, items, sections, numbers)


def next_morning(work: Work, owner_id: str, after: datetime) -> datetime:
    """Return the owner's next morning after an instant: their opening, or the `morning` they chose, on
    their next business day."""
    calendar, chosen = work.settings.calendar(owner_id), work.settings.owner(owner_id).morning
    day = hours.local_day(calendar, after)
    while True:
        opening = hours.opening(calendar, day)
        if opening is not None:
            morning = hours.at_clock(calendar, day, chosen) if chosen else opening
            if morning > after:
                return morning
        day = hours.business_day_after(calendar, day, 1)


def _alone(work: Work, owner_id: str, item: Item) -> bool:
    """One item only: mail it by itself; False for what has no mail of its own and is to be listed."""
    if item.touch is not None and item.fresh:
        written = touch.make_due(work, item.lead, item.touch)
        touch.mail_draft(work, item.lead, item.touch, written, at_once=True)
        return True
    if item.wakes is not None:
        item.wakes()
        return True
    if item.touch is not None:
        # Mailed and reminded of on an earlier day: the fallback's list has it now.
        return True
    today = hours.at_clock(work.settings.team_calendar, _today(work, owner_id), time())
    waits = item.due_at >= today or item.lead.answer_due_at is not None
    return not waits or notices.told_lately(work, item.lead, owner_id)


def _list(
    work: Work,
    owner_id: str,
    items: list[Item],
    sections: list[dict[str, object]],
    numbers: list[dict[str, int]],
) -> None:
    entries = [day_items.entry(work, owner_id, item, number) for number, item in enumerate(items, start=1)]
    numbers = [{"number": n, "lead_id": item.lead.id} for n, item in enumerate(items, start=1)] + numbers
    purpose = "morning" if items or not numbers else "review"
    values: dict[str, object] = {
        "count": len(numbers),
        "entries": tuple(entries),
        "sections": tuple(sections),
        "yesterday": yesterday(work, owner_id),
        "example": _example(entries, numbers),
    }
    key = f"morning/{_today(work, owner_id):%Y%m%d}"
    owe_owner(work, owner_id, purpose, kind=purpose, key=key, values=values, items=numbers)


def _example(entries: list[dict[str, object]], numbers: list[dict[str, int]]) -> str:
    """Show how a list is answered, with a word that fits its first line."""
    if entries:
        return f"1 {str(entries[0]['words']).split(', ')[0].strip('*')}"
    return f"{numbers[0]['number']} close: <reason>" if numbers else ""


def _review(
    work: Work, owner_id: str, *, after: list[Item]
) -> tuple[list[dict[str, object]], list[dict[str, int]]]:
    """The review, for whoever stands in as manager or fallback today; numbered on from their own items."""
    answers = owners.fallback(work)
    readers = {answers, owners.first_present(work, work.settings.manager) or answers}
    if owner_id not in readers:
        return [], []
    return review.lines(work, first=len(after) + 1, without={item.lead.id for item in after})


def _midnight(work: Work, owner_id: str) -> datetime:
    calendar = work.settings.calendar(owner_id)
    return hours.at_clock(calendar, _today(work, owner_id) + timedelta(days=1), time())


def _today(work: Work, owner_id: str) -> date:
    return hours.local_day(work.settings.calendar(owner_id), work.now)
