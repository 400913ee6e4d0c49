"""The end of a lead on an owner's word: close, not a lead (rules, sections 1 and 6)."""

from __future__ import annotations

import re

from worker.cadence.answers import opt_out
from worker.cadence.closing import close_lead
from worker.commands.arguments import kind_of_sender
from worker.commands.rights import offered_to
from worker.commands.said import Answer, Said, refuse
from worker.commands.yes_and_no import nobody_should_have_it
from worker.leads import owners
from worker.states import LeadState
from worker.store.models import Lead
from worker.store.work import Work

_NOT = r"(?:not|never|nothing|\w+n['’]t|nicht|nie|nichts)(?: (?!but|and|aber|und)\w+){0,2}"
_BUYS = r"won|gewonnen|sold|verkauft|sign(?:ed)?|order(?:ed)?|buy|bought|(?:ge)?kauf(?:en|t)"
# The ends of a lead by the words that mean them, asked in order; other words are kept as they were said.
_REASONS = (
    # "Deal won, order not yet signed": what stands first counts.
    (
        "won",
        r"^(?:(?:the |our |der )?(?:deal|lead|job|order|contract|auftrag) )?(?:is |ist )?(?:won|gewonnen)"
        r"(?!['’]t| by (?!us)|.*\b(?:elsewhere|competitor)|(?: \w+){0,3} (?:nothing|nichts?)\W*$)",
    ),
    (
        "not a fit",
        r"not a fit|no fit|(?:not|\w+n['’]t) fit|passt nicht|too expensive|zu teuer|out of (?:area|budget)",
    ),
    ("opted out", r"opt(?:ed)? ?out|unsubscribe\w*|no more mail"),
    ("no response", r"no (?:response|answer|reply)|keine antwort"),
    ("lost", rf"lost|verloren|{_NOT} (?:{_BUYS})|(?:{_BUYS}) (?:nothing|nicht|nichts)"),
    ("won", r"bought (?:\w+ ){0,2}(?:from|with) us|bei uns (?:\w+ ){0,2}gekauft"),
    ("lost", r"bought|gekauft|went with|elsewhere|competitor"),
    ("won", r"won(?!['’]t)|gewonnen|sold|verkauft|signed|ordered"),
)


def close(work: Work, said: Said, lead: Lead) -> Answer:
    """`close: <reason>`: what was still to come to the customer is withdrawn."""
    words = said.rest or lead.close_proposed or ""
    if not words:
        return refuse("How did it end?", "close: won", "close: lost, bought elsewhere", "close: no response")
    reason = reason_of(words)
    if _is_only_offered(work, said, lead):
        return nobody_should_have_it(work, said, lead, f"done with ({words})")
    name = owners.name_of(work, said.owner_id)
    if reason == "opted out":
        opt_out(work, lead, words)
        return Answer(f"{lead.ref} is closed: opted out. Nothing more goes to {lead.name}.")
    close_lead(work, lead, reason, who=said.owner_id, why=f"{name} closed it: {words}.")
    return Answer(f"{lead.ref} is closed: {words}. Nothing more goes to {lead.name}.")


def not_a_lead(work: Work, said: Said, lead: Lead) -> Answer:
    """`not a lead [kind]`: closed, counts for nobody, and the sender is remembered."""
    kind = kind_of_sender(said.rest) or "not a lead"
    if _is_only_offered(work, said, lead):
        what = {"spam": "spam", "duplicate": "duplicate"}.get(kind, "not a lead")
        return nobody_should_have_it(work, said, lead, what)
    if kind != "duplicate":
        # Who wrote twice is still somebody who wants something.
        lead.person.ignored_as = kind
    if lead.state is not LeadState.CLOSED:
        name = owners.name_of(work, said.owner_id)
        why = f"{name} says it is no lead{f' ({kind})' if kind != 'not a lead' else ''}."
        close_lead(work, lead, "not a lead", who=said.owner_id, why=why)
    if kind == "duplicate":
        return Answer(f"{lead.ref} is closed: duplicate.")
    remembered = f"Mail from {lead.address} is kept from now on, never answered or offered."
    return Answer(f"{lead.ref} is closed: not a lead. {remembered}")


def reason_of(words: str) -> str:
    """Return the end that these words mean, else the words themselves."""
    found = (end for end, pattern in _REASONS if re.search(rf"\b(?:{pattern})\b", words, re.I))
    return next(found, " ".join(words.split())[:80])


def _is_only_offered(work: Work, said: Said, lead: Lead) -> bool:
    """Whether it is theirs only to say yes or no to: then the fallback decides."""
    return said.owner_id not in (lead.owner_id, lead.accountable_id) and (
        offered_to(work, lead, said.owner_id) is not None
    )
