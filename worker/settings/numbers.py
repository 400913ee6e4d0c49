"""Every number of the rules (sections 2 to 6) with its default; each may be set in the configuration.

A limit of 0 is switched off. Lengths count business time where the comment says "business", else the
clock on the wall. `docs/settings.md` explains each key and is compared with this file by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pydantic import ConfigDict, with_config

from worker.settings.fields import Count, Length, Share, Some, SomeTime

STRICT = with_config(ConfigDict(extra="forbid"))


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class OfferNumbers:
    """`[offer]`: offering a lead, and what follows when nobody answers (rules, section 2)."""

    rounds: Some = 3
    # The derived accept window is first_response / 2 / rounds, kept between these; business.
    shortest_window: SomeTime = timedelta(minutes=5)
    longest_window: SomeTime = timedelta(minutes=60)
    max_pending: Count = 3
    rest_after: Count = 2
    rest_days: Some = 1
    # An offer that expires this soon after opening says nothing about its owner; business.
    opening_grace: Length = timedelta(minutes=30)
    first_offer_wait: SomeTime = timedelta(minutes=60)
    # Accepted, then nothing: acceptance + answer_wait, then this long without any sign of life; business.
    answer_wait: SomeTime = timedelta(minutes=60)
    silence_wait: Length = timedelta(hours=1)
    decide_days: Some = 1
    # A handoff waits this long for its yes, but ends this long before what is handed falls due, and is never
    # shorter than that; business, of whoever is asked.
    handoff_window: SomeTime = timedelta(hours=2)
    handoff_margin: Length = timedelta(minutes=30)
    handoff_least: SomeTime = timedelta(minutes=20)


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceNumbers:
    """`[cadence]`: how often and when a customer may hear from us (rules, section 4). Days are business days
    unless the key says otherwise."""

    touches_per_run: Count = 3
    touches_per_window: Count = 3
    window_calendar_days: Some = 7
    touches_per_life: Count = 6
    # Between two touches to one person, over all leads; by the clock, and at least one business day.
    gap: Length = timedelta(hours=20)
    gap_days: Count = 1
    # Later steps keep at least this many business days to the one before; the first step, first_gap_days.
    first_gap_days: Count = 1
    step_gap_days: Count = 2
    # A step "outside hours" or in the last hour goes this long before closing; business.
    before_closing: Length = timedelta(hours=1)
    # One reminder this long after a draft that nobody acted on; business.
    reminder_after: SomeTime = timedelta(hours=4)
    last_step_missed_days: Some = 2
    close_after_days: Some = 5
    close_grace_days: Some = 5
    # Next actions after a customer's message; business.
    answer_within: SomeTime = timedelta(hours=4)
    confirm_within: SomeTime = timedelta(hours=2)
    decide_days: Some = 1
    thanks_days: Some = 3
    promise_days: Some = 2
    # Waiting for somebody in the house: a reminder after so many business days, and again.
    inside_days: Some = 2
    colleague_days: Some = 2
    away_days: Some = 5
    away_ask_calendar_days: Some = 60
    soft_bounce_days: Some = 1
    soft_bounces: Some = 3
    # A touch that is this late is cancelled and its owner asked; business.
    stale_after: Length = timedelta(hours=24)
    # After an outage, overdue touches go this far apart.
    outage_spacing: Length = timedelta(minutes=15)
    # Nudges and reminders that are later than this merge into the next morning mail.
    late_notice: Length = timedelta(hours=2)
    # A call or visit whose end was not said.
    visit_length: SomeTime = timedelta(hours=1)
    # Proposed times lie at least this many business days ahead.
    slot_days: Some = 1


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementNumbers:
    """`[acknowledgement]`: the automatic first answer (rules, section 5)."""

    enabled: bool = True
    # Never twice to one person within this time.
    quiet_for: Length = timedelta(hours=24)
    # No acknowledgement of a mail older than this.
    max_age: Length = timedelta(hours=24)
    per_domain_hour: Count = 3
    per_free_mail_hour: Count = 20
    per_day: Count = 100
    # The fuse: more than `fuse` within `fuse_window` are held, admins told, dropped after `drop_after`.
    fuse: Count = 20
    fuse_window: SomeTime = timedelta(minutes=10)
    drop_after: SomeTime = timedelta(hours=4)
    # The honest time: within which this share of the last `sample` first answers was given.
    share: Share = 0.9
    sample: Some = 50
    smallest_sample: Some = 20
    # The owner is warned this long before the promised time.
    warning: Length = timedelta(minutes=30)
    # Nobody is acknowledged whom one of us wrote to within this many months.
    known_months: Count = 24


@STRICT
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`[limits]`: floods, freshness and patience with servers (rules, sections 4 to 6)."""

    # Floods: stored, nobody mailed but one admin notice per flood_notice.
    sender_mails: Count = 20
    new_leads: Count = 200
    flood_window: SomeTime = timedelta(minutes=10)
    flood_notice: SomeTime = timedelta(hours=1)
    # `customer` notices to one owner in an hour, then they wait for the digest.
    customer_notices: Count = 10
    # One notice about the same lead to one owner within this time.
    notice_gap: Length = timedelta(minutes=10)
    reopenings: Count = 3
    copies_within: Length = timedelta(minutes=10)
    reopen_calendar_days: Count = 90
    received_lines: Count = 50
    judge_attempts: Some = 3
    message_bytes: Count = 25_000_000
    batch_bytes: Some = 16_000_000
    # Nothing is sent for an owner unless INBOX and Sent were looked at this recently.
    fresh_look: Length = timedelta(minutes=2)
    poll: SomeTime = timedelta(minutes=5)
    poll_without_idle: SomeTime = timedelta(seconds=20)
    sent_poll: SomeTime = timedelta(minutes=2)
    idle_slice: SomeTime = timedelta(minutes=9)
    connect_timeout: SomeTime = timedelta(seconds=15)
    read_timeout: SomeTime = timedelta(seconds=60)
    reconnect_first: SomeTime = timedelta(seconds=5)
    reconnect_longest: SomeTime = timedelta(minutes=5)
    # Outgoing mail: the wait doubles from first to longest, and ends after retry_life.
    retry_first: SomeTime = timedelta(minutes=5)
    retry_longest: SomeTime = timedelta(hours=4)
    retry_life: SomeTime = timedelta(hours=48)
    lease: SomeTime = timedelta(minutes=2)
    # A heartbeat that was away longer is a cold start: Sent is looked at before anything is sent.
    cold_start: Length = timedelta(minutes=10)
    token_calendar_days: Some = 90
    # Of the disk under an SQLite file, in bytes; None: 200 MB, or 2 % of it where that is less.
    free_disk: Count | None = None
