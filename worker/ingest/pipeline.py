"""The life of one mail on one screen: what it is, and what is done about it.

1. parsed once  2. a copy has no second effect  3. the first rule with an opinion decides (rules/order.py)
4. too much at once is set aside  5. the route acts, in the same transaction. Attempts: attempts.py.
"""

from __future__ import annotations

from collections.abc import Callable

from worker.ingest import ahead, attempts, awaiting, conversation, duplicates, floods
from worker.ingest.attempts import replay as replay
from worker.ingest.context import Context
from worker.ingest.routes import machines, ours, speaking, stopping, unclear
from worker.ingest.rules.order import opinion_of
from worker.ingest.verdict import Opinion, Verdict
from worker.leads import absence
from worker.store.models import InboundEmail
from worker.store.work import Work, Workshop

Route = Callable[[Work, InboundEmail, Context], str]

ROUTES: dict[Verdict, Route] = {
    Verdict.INQUIRY: speaking.somebody_speaks,
    Verdict.REPLY: speaking.somebody_speaks,
    Verdict.FORM: speaking.somebody_speaks,
    Verdict.FORWARD: speaking.somebody_speaks,
    Verdict.COMMAND: ours.command,
    Verdict.CONTACT: ours.contact,
    Verdict.LOOP: ours.loop,
    Verdict.BOUNCE: machines.bounce,
    Verdict.AUTO_REPLY: machines.auto_reply,
    Verdict.BULK: machines.keep,
    Verdict.SPAM: machines.keep,
    Verdict.OPT_OUT: stopping.opt_out,
    Verdict.UNSURE: unclear.unsure,
}

# What only a person writes: an owner who does is alive and back (rules, section 2).
SIGNS_OF_LIFE = (Verdict.CONTACT, Verdict.FORWARD, Verdict.UNSURE)


def judge_due(workshop: Workshop) -> int:
    """Judge all that is stored, in order of arrival; return how many attempts were made."""
    done = attempts.work_off(workshop, understand)
    awaiting.give_up(workshop)
    return done


def understand(work: Work, mail: InboundEmail) -> Opinion:
    """Read one mail and act on it; return what it was and why, as it is kept with the mail."""
    read = _read(work, mail)
    floods.count(work, mail)
    if isinstance(read, Opinion):
        return read
    verdict = read.verdict
    if read.owner_id is not None and verdict in SIGNS_OF_LIFE:
        absence.sign_of_life(work, read.owner_id, mail.arrived_at)
    done = ROUTES[verdict](work, mail, read)
    return Opinion(verdict, " ".join(filter(None, (read.opinion.reason, done, *_flags(work, mail)))))


def _read(work: Work, mail: InboundEmail) -> Context | Opinion:
    """Return what a route needs to know, or at once the opinion on a mail that has no effect."""
    parsed = ahead.reading(work, mail)
    copy = duplicates.same_mail(work, mail)
    if copy is not None:
        return copy
    known = conversation.known(work, mail, parsed)
    opinion = opinion_of(parsed, known)
    context = Context(parsed, conversation.as_said(parsed, opinion.verdict, known), known, opinion)
    mail.sender = context.said.sender.email or None
    same = duplicates.same_words(work, mail, context.said, opinion.verdict)
    if same is not None:
        return same
    too_much = floods.too_much(work, mail, context)
    return context if too_much is None else Opinion(Verdict.QUARANTINED, too_much)


def _flags(work: Work, mail: InboundEmail) -> tuple[str, ...]:
    """What whoever looks at this mail should know besides."""
    cut = "It is too large: only its beginning was read." if mail.truncated else ""
    return (duplicates.reused_id(work, mail), cut)
