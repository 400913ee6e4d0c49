"""The one mail that answers an owner's: what is true now, what was not done, and why (rules, section 7)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from worker.commands.authenticate import Foreign, Speaker
from worker.commands.grammar import Reply
from worker.commands.rights import who_has_it
from worker.commands.said import Answer, Answered
from worker.leads import draft, owners
from worker.mail.message import ParsedEmail
from worker.outbox.compose import owe_owner
from worker.states import LeadState
from worker.store.models import InboundEmail
from worker.store.work import Work

# What stands for a lead in an answer about none, or about several.
_NO_LEAD = {"ref": "", "call_name": "your customers"}


def answer(work: Work, mail: InboundEmail, speaker: Speaker, done: Sequence[Answered]) -> None:
    """Owe the answer; none when everything was done exactly as said."""
    if all(one.answer.quiet for one in done):
        return
    about = {one.lead.id: one.lead for one in done if one.lead is not None}
    lead = next(iter(about.values())) if len(about) == 1 else None
    lead = lead or (speaker.lead if not about else None)
    shown = next((one.answer.draft for one in done if one.answer.draft is not None), None)
    refused = all(one.answer.refused for one in done)
    values: dict[str, Any] = {}
    if lead is None:
        values |= {"subject": "Your leads", "lead": _NO_LEAD}
    if refused and shown is None:
        purpose = "refused"
        values["why"] = " ".join(_numbered(one, one.answer.text) for one in done)
        values["examples"] = tuple(dict.fromkeys(word for one in done for word in one.answer.examples))
    else:
        purpose = "command"
        values["answer"] = {"text": "\n".join(_numbered(one, _in_words(one.answer)) for one in done)}
        values["draft"] = draft.shown(shown)
    listed = [lead for one in done for lead in one.answer.listed]
    items = [{"number": number, "lead_id": lead.id} for number, lead in enumerate(listed, 1)]
    doubted = dict.fromkeys(one.answer.doubted for one in done if one.answer.doubted)
    owe_owner(
        work, speaker.owner_id, purpose, kind="command", key=f"command/{_content(mail)}", values=values,
        lead=lead, draft=shown, items=items or (speaker.token.items if doubted else ()),
        doubted_words="\n".join(doubted) or None,
    )  # fmt: skip


def nobody_got_this(work: Work, speaker: Speaker, reply: Reply) -> None:
    """No known word: say that the customer has not got it, and keep the words for `mail it` and `note`."""
    key = _once_a_day(work, reply.words)
    if speaker.lead is None:
        hint = "1 send" if speaker.token.items else "L-142"
        why = "In a reply to a list each line begins with its number" if speaker.token.items else ""
        if reply.did_you_mean is not None:
            why = f"Did you mean {reply.did_you_mean}? {why}".strip()
        _not_understood(work, speaker.owner_id, key, hint=hint, why=why)
        return
    if not reply.words:
        values = {"why": "there were no words above the quote", "examples": ("ok", "send", "help")}
        owe_owner(
            work, speaker.owner_id, "refused", kind="command", key=key, values=values, lead=speaker.lead
        )
        return
    owe_owner(
        work, speaker.owner_id, "not_sent", kind="command", key=key,
        values={"note": {"text": reply.words}, "meant": reply.did_you_mean or ""},
        lead=speaker.lead, unread_words=reply.words,
    )  # fmt: skip


def which_lead(work: Work, parsed: ParsedEmail) -> None:
    """An owner writes to us without a token: told in one sentence how to name the lead."""
    sender = work.settings.owner_of(parsed.sender.email)
    if sender is None:
        return
    why = "This mail answered none of mine, and only an answer is believed"
    _not_understood(work, sender.id, _once_a_day(work, parsed.new_text), hint="L-142", why=why)


def not_believed(work: Work, mail: InboundEmail, parsed: ParsedEmail, foreign: Foreign) -> None:
    """A token in the wrong hands, or past its time: recorded, and whoever of us it concerns is told."""
    lead, sender = foreign.lead, foreign.owner_id
    mail.lead_id = lead.id if lead else mail.lead_id
    name = owners.name_of(work, foreign.token.owner_id)
    work.note(lead, "not believed", why=f"A mail with a token of {name} was not obeyed: {foreign.why}.")
    if foreign.why == "automatic":
        return
    _tell_whose_it_is(work, mail, parsed, foreign)
    if sender is None or lead is None or foreign.why == "left the team":
        return
    if foreign.why == "no longer theirs" and lead.state is not LeadState.CLOSED:
        why = who_has_it(work, lead, sender).text.rstrip(".")
    else:
        why = {
            "no longer theirs": f"{lead.ref} is closed ({lead.close_reason})",
            "too old": "the mail you answered is too old; answer a newer one",
            "malformed": "the header of your mail is malformed, so I cannot be sure it is yours",
            "somebody else": f"the mail you answered was to {name}, and only {name}'s answers to it count",
        }[foreign.why]
    owe_owner(
        work, sender, "refused", kind="command", key=f"command/{_content(mail)}",
        values={"why": why, "examples": (f"who {lead.name}",)}, lead=lead,
    )  # fmt: skip


def _tell_whose_it_is(work: Work, mail: InboundEmail, parsed: ParsedEmail, foreign: Foreign) -> None:
    """Tell whoever has the lead, or whose token it was, that another used it; a stranger's words about a
    lead are shown to them anyway."""
    lead, whose = foreign.lead, foreign.token.owner_id
    if foreign.why not in ("somebody else", "left the team") or (
        lead is not None and foreign.owner_id is None
    ):
        return
    told = whose if lead is None else lead.owner_id or lead.accountable_id or whose
    if told == foreign.owner_id or not owners.is_active(work, told):
        return
    who = parsed.sender.name or parsed.sender.email
    to = "you" if told == whose else owners.name_of(work, whose)
    said = " ".join(parsed.new_text.split())[:200]
    text = (
        f'{who} <{parsed.sender.email}> answered a mail that was to {to}: "{said}". Nothing was done by it.'
    )
    if lead is None:
        text += " Was it you, from another address? An admin adds it to your aliases."
    values: dict[str, Any] = {"answer": {"text": text}, "draft": draft.shown(None)}
    values |= {} if lead is not None else {"subject": "Not done: whose mail was that?", "lead": _NO_LEAD}
    owe_owner(
        work, told, "command", kind="command", key=f"foreign/{_content(mail)}", values=values, lead=lead
    )


def in_full(one: Answer) -> Answer:
    """Return the answer as it is read where no mail follows: with its draft and examples in the text."""
    parts = [_in_words(one)]
    if one.draft is not None:
        parts += ["", one.draft.text.strip()]
    return replace(one, text="\n".join(parts))


def _in_words(one: Answer) -> str:
    text = f"Not done: {one.text}" if one.refused else one.text
    return f"{text} For example: {', '.join(f'`{word}`' for word in one.examples)}" if one.examples else text


def _numbered(one: Answered, text: str) -> str:
    return f"{one.number}: {text}" if one.number is not None else text


def _not_understood(work: Work, owner_id: str, key: str, *, hint: str, why: str) -> None:
    owe_owner(
        work, owner_id, "not_understood", kind="command", key=key,
        values={"subject": "", "hint": hint, "why": why},
    )  # fmt: skip


def _once_a_day(work: Work, words: str) -> str:
    """Name the answer to words we do not know by these words: a robot in an owner's name, which says the
    same to every answer of ours, gets one (rules, section 5)."""
    said = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:16]
    return f"unread/{work.now:%Y%m%d}/{said}"


def _content(mail: InboundEmail) -> str:
    """Name a mail by what it is, never by a row number."""
    return mail.raw_hash or mail.message_id or f"{mail.arrived_at:%Y%m%dT%H%M%S}"
