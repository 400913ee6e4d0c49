"""The words that fit in answer to a mail about a lead, as the mails to owners show them.

What fits depends on what the lead waits for: an answer of ours, a decision to close, a step, or what its
owner said they would do.
"""

from __future__ import annotations

from worker.store.models import Draft, Lead

A_NEW_LEAD = "*lead* makes a new lead of it"
TO_AN_ANSWER = "*send: your own words*, *later 16:30* tells them, *called: reached*"
TO_AN_ANSWER_DRAFTED = "*send*, *send: your own words*, *later 16:30* tells them, *called: reached*"
BESIDES_SENDING_A_STEP = "*skip*, *snooze Fri*, *replied: ...*, *stop: why*"
BESIDES_SENDING = "*send: your own words*, *snooze Fri*, *replied: ...*, *called: reached*"
TO_A_CLOSE = "*close: <reason>*, *next: <action> by <when>*, *snooze Fri*"
TO_AN_ACTION = "*next: <action> by <when>*, *send: your own words*, *called: reached*, *snooze Fri*"


def words_for(lead: Lead, draft: Draft | None) -> str:
    """Return the words that answer a mail about this lead as it stands, with `draft` shown in it."""
    if lead.answer_due_at is not None:
        return TO_AN_ANSWER if draft is None else TO_AN_ANSWER_DRAFTED
    if draft is not None:
        return f"*send*, {BESIDES_SENDING if draft.touch_id is None else BESIDES_SENDING_A_STEP}"
    return TO_AN_ACTION if lead.close_proposed is None else TO_A_CLOSE
