"""The life of one mail on one screen: what it can be, asked in order, and what is done about it.

1. parsed once  2. a copy has no second effect  3. the first rule with an opinion decides  4. too much at
once is set aside  5. the route acts, in the same transaction. Attempts and order: attempts.py.
"""

from __future__ import annotations

from collections.abc import Callable

from worker.ingest import ahead, attempts, awaiting, conversation, duplicates, floods
from worker.ingest.attempts import replay as replay
from worker.ingest.context import Context
from worker.ingest.routes import machines, ours, speaking, stopping, unclear
from worker.ingest.rules import (
    auto_reply,
    bounce,
    bulk,
    command,
    contact,
    form,
    forward,
    inquiry,
    loop,
    opt_out,
    reply,
    spam,
)
from worker.ingest.rules.known import Known
from worker.ingest.verdict import Opinion, Verdict
from worker.leads import owners
from worker.mail.message import ParsedEmail
from worker.store.models import InboundEmail
from worker.store.work import Work, Workshop

Rule = Callable[[ParsedEmail, Known], Opinion | None]
Route = Callable[[Work, InboundEmail, Context], str]

# Asked in order; the first rule with an opinion decides.
RULES: tuple[Rule, ...] = (
    loop.sent_by_us,  # never talk to ourselves
    bounce.delivery_report,  # RFC 3464; before auto_reply: many bounces carry Auto-Submitted
    auto_reply.automatic,  # RFC 3834: out of office, ticket robots
    command.owner_speaks,  # an owner answers one of our mails
    contact.one_of_us_wrote,  # one of us wrote to the customer by hand
    form.robot_speaks_for,  # a website's form: the person is in Reply-To or the fields
    forward.colleague_passes,  # a teammate forwarded an inquiry
    bulk.newsletter,
    spam.marked,
    opt_out.asks_to_stop,  # new text of a person only: every newsletter says "unsubscribe"
    reply.answers_us,  # a person wrote back: the cadence has done its job
    inquiry.asks_us,  # somebody wants something: a lead
)

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


def opinion_of(parsed: ParsedEmail, known: Known) -> Opinion:
    """The first opinion in order; `unsure` when no rule has one."""
    opinions = (rule(parsed, known) for rule in RULES)
    return next((one for one in opinions if one), Opinion(Verdict.UNSURE, "No rule claims it."))


def understand(work: Work, mail: InboundEmail) -> Opinion:
    """Read one mail and act on it; return what it was and why, as it is kept with the mail."""
    read = _read(work, mail)
    floods.count(work, mail)
    if isinstance(read, Opinion):
        return read
    verdict = read.verdict
    if read.owner_id is not None and verdict in SIGNS_OF_LIFE:
        owners.sign_of_life(work, read.owner_id, mail.arrived_at)
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
