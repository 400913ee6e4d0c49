"""Mistakes that people make in such a product, put into a copy of it: the machine finds each of them.

A mistake is a few replacements of text (see tests/chaos/copies.py). `rules` are those of the machine that are
driven, so that a mistake is found soon; the long run drives them all.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tests.chaos.copies import Replacement

OFFER, LEAD = "leads/offer.py", "leads/lead.py"
TALK = ("customer_writes", "owner_says_yes_or_no", "time_passes", "next_thing_falls_due")


class Tooth(NamedTuple):
    """One mistake, what the machine says about it (a pattern), and the rules it takes."""

    name: str
    says: str
    mistake: tuple[Replacement, ...]
    rules: tuple[str, ...] = TALK
    home: Literal["sqlite", "postgresql"] = "sqlite"
    # Whether it is found within a minute: the others are looked for by `make prove` alone.
    soon: bool = False


TEETH: tuple[Tooth, ...] = (
    Tooth(
        "no lock on the pool",
        "sales counted|deadlock detected",
        (
            ("store/claims.py", "select(func.pg_advisory_xact_lock(_DECIDING))", "select(1)"),
            ("leads/rotation.py", "session.scalar(row.with_for_update())", "session.scalar(row)"),
            # A machine that is busy between reading and writing, so that two workers meet for certain.
            (
                "leads/rotation.py",
                "    _read_turns_anew(work, inbox)\n",
                "    __import__('time').sleep(0.1)\n    _read_turns_anew(work, inbox)\n",
            ),
        ),
        ("customer_writes", "time_passes", "time_passes_for_two_workers_at_once"),
        "postgresql",
    ),
    Tooth(
        "an offer expires without a successor",
        "offered, but no offer is out and none is to come",
        ((OFFER, "    _count_expiry(work, offer, offer.expires_at)\n    _next_after(work, lead)\n", ""),),
        soon=True,
    ),
    Tooth(
        "a second yes takes the lead from the first",
        "took it while",
        (
            (
                "leads/acceptance.py",
                "    if lead.state in (LeadState.OWNED, LeadState.HANDOFF_PENDING):\n"
                '        return Outcome("taken", taken_words(work, lead))\n',
                "",
            ),
        ),
        ("customer_writes", "owner_says_yes_or_no", "next_thing_falls_due"),
    ),
    Tooth(
        "looking acts",
        "looking changed something",
        (
            (
                "board/server.py",
                "        with self._workshop.database.reading() as session:\n"
                "            work = self._looking(session)\n"
                "            visited = links.visit(work, secret, number)\n"
                "            if visited is None:\n",
                "        with self._workshop.work() as work:\n"
                "            visited = links.visit(work, secret, number)\n"
                "            if visited and visited.lead:\n"
                '                work.note(visited.lead, "seen", who=visited.owner_id, why="Opened.")\n'
                "            if visited is None:\n",
            ),
        ),
        ("customer_writes", "scanner_fetches_every_link"),
        soon=True,
    ),
    Tooth(
        "a token is anybody's",
        "acted with another's token",
        (
            (
                "commands/authenticate.py",
                "if sender is None or sender.id != token.owner_id:",
                "if sender is None:",
            ),
            (
                "ingest/rules/command.py",
                "if owner is None or (known.token_owner is not None and known.token_owner != owner):",
                "if owner is None:",
            ),
        ),
        ("customer_writes", "somebody_steals_a_token"),
        soon=True,
    ),
    Tooth(
        "an out-of-office opens what is closed",
        "again",
        (
            (
                "ingest/pipeline.py",
                "Verdict.AUTO_REPLY: machines.auto_reply",
                "Verdict.AUTO_REPLY: speaking.somebody_speaks",
            ),
        ),
        ("customer_writes", "machine_writes", "owner_types"),
    ),
    Tooth(
        "a handoff drops its giver early",
        "gave it away",
        (
            (
                "leads/handoff.py",
                "work.move(lead, LeadState.HANDOFF_PENDING, handoff_note=handed.note)",
                "work.move(lead, LeadState.HANDOFF_PENDING, handoff_note=handed.note,"
                " owner_id=receiver_id, accountable_id=receiver_id)",
            ),
        ),
        ("customer_writes", "owner_says_yes_or_no", "owner_types"),
    ),
    Tooth(
        "the fallback is never away",
        "who was away",
        (
            (
                "leads/owners.py",
                "        first_present(work, roles.fallback)\n"
                "        or next((owner_id for owner_id in standing_in if owner_id), None)\n"
                "        or first_present(work, roles.manager)\n"
                "        or roles.fallback[0]\n",
                "        roles.fallback[0]\n",
            ),
        ),
        ("customer_writes", "owner_is_no_help", "next_thing_falls_due"),
    ),
    Tooth(
        "a merge forgets what is due",
        "the merge forgot",
        (
            (
                "cadence/merged_next.py",
                "    _owe_the_earlier_answer(lead, theirs, other",
                "    (lambda *_: None)(lead, theirs, other",
            ),
        ),
        ("customer_writes", "owner_says_yes_or_no", "time_passes", "owner_merges"),
    ),
    Tooth(
        "two offers at once",
        "could not act on a due row",
        (
            (
                OFFER,
                "        offer.nudged_at = work.now\n",
                "        offer.nudged_at = work.now\n        offer_next(work, offer.lead)\n",
            ),
        ),
        soon=True,
    ),
    Tooth(
        "closing leaves what was to come",
        "it is closed, and still has a deadline",
        ((LEAD, "    clear(work, lead)\n", ""),),
        ("customer_writes", "owner_says_yes_or_no", "owner_types"),
    ),
    Tooth(
        "whoever leaves keeps their leads",
        "is not one of the team",
        (
            (
                "leads/standing_in/leaving.py",
                "    for lead in moved:\n        _change_hands(work, lead, destinations",
                "    for lead in ():\n        _change_hands(work, lead, destinations",
            ),
            # At the next start it would be put right.
            (
                "leads/standing_in/leaving.py",
                "        for lead in moved:\n            _change_hands(work, lead, receiver",
                "        for lead in ():\n            _change_hands(work, lead, receiver",
            ),
        ),
        ("customer_writes", "owner_says_yes_or_no", "owner_leaves_or_joins"),
    ),
)
