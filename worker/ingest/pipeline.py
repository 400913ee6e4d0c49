"""The life of one mail on one screen: what it can be, asked in order, and what is done about it.

1. the attempt is counted, in a commit of its own  2. parsed once  3. a copy has no second effect
4. the first rule with an opinion decides  5. too much at once is set aside  6. the route acts. What fails
three times is quarantined and blocks nobody. One judge at a time, in order of arrival over all folders.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from traceback import extract_tb

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from worker.clock import monotonic
from worker.ingest import awaiting, conversation, duplicates, floods
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
from worker.mail.parse import body_hash, content_key, parse
from worker.states import InboundState
from worker.store.claims import claimed, give_back, take_lease
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
SIGNS_OF_LIFE = (Verdict.COMMAND, Verdict.CONTACT, Verdict.FORWARD)

LEASE = "judge"
LEASE_LENGTH = timedelta(minutes=2)  # of the machine's time; taken again at half of it
RETRY_AFTER = timedelta(minutes=1)

log = structlog.get_logger()

# The lease keeps other processes out, this lock the other threads of ours.
_judging = Lock()


def judge_due(workshop: Workshop) -> int:
    """Judge all that is stored, in order of arrival; return how many attempts were made.

    A mail that fails is tried again after the others, so that a run until nothing is due ends with every
    mail judged or quarantined. 0 when another process is the judge.
    """
    done, lease_until = 0, 0.0
    with _judging:
        while (inbound_id := _next(workshop)) is not None:
            if monotonic() >= lease_until:
                if not take_lease(workshop.database, LEASE, LEASE_LENGTH):
                    return done
                lease_until = monotonic() + LEASE_LENGTH.total_seconds() / 2
            judge(workshop, inbound_id)
            done += 1
        if done:
            give_back(workshop.database, LEASE)
        awaiting.give_up(workshop)
    return done


def judge(workshop: Workshop, inbound_id: int) -> None:
    """Judge one stored mail. It never raises for what the mail holds: that is an attempt that failed."""
    with workshop.work() as work:
        mail = claimed(work.session, InboundEmail, inbound_id)
        if mail is None or mail.state is not InboundState.STORED:
            return
        # Three attempts that ended the process before they could say why count too.
        if mail.attempts >= work.settings.limits.judge_attempts:
            _quarantine(work, mail, f"It ended the program in each of {mail.attempts} attempts.")
            return
        mail.attempts += 1
        mail.due_at = work.now + RETRY_AFTER
    try:
        with workshop.work() as work:
            _judge(work, inbound_id)
    except OperationalError:
        # Our database is in trouble, not the mail.
        raise
    except Exception as error:
        # Where it failed, never the error's own words: they may hold what the mail holds.
        places = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-3:]]
        log.warning("a mail could not be judged", mail=inbound_id, error=type(error).__name__, places=places)
        _failed(workshop, inbound_id, type(error).__name__)


def replay(workshop: Workshop, inbound_id: int) -> bool:
    """Put a mail that was set aside back in the queue, on a person's word; False when it was not."""
    with workshop.work() as work:
        mail = work.session.get(InboundEmail, inbound_id)
        if mail is None or mail.state not in (InboundState.QUARANTINED, InboundState.UNFETCHABLE):
            return False
        if mail.state is InboundState.QUARANTINED:
            # It keeps the verdict `quarantined` until it is judged: floods.py lets it pass.
            work.move(mail, InboundState.STORED, attempts=0, due_at=work.now, judged_at=None)
            work.wake("judge")
        else:
            # The next look asks the server for it again.
            work.wake(f"mailbox:{mail.inbox}")
        return True


def opinion_of(parsed: ParsedEmail, known: Known) -> Opinion:
    """The first opinion in order; `unsure` when no rule has one."""
    opinions = (rule(parsed, known) for rule in RULES)
    return next((one for one in opinions if one), Opinion(Verdict.UNSURE, "No rule claims it."))


def _next(workshop: Workshop) -> int | None:
    """Return the stored mail that arrived first; one that failed waits until the others are done."""
    with workshop.database.reading() as session:
        rows = select(InboundEmail.id).where(InboundEmail.state == InboundState.STORED)
        order = (InboundEmail.attempts, InboundEmail.arrived_at, InboundEmail.id)
        return session.scalar(rows.order_by(*order).limit(1))


def _judge(work: Work, inbound_id: int) -> None:
    mail = claimed(work.session, InboundEmail, inbound_id)
    if mail is None or mail.state is not InboundState.STORED:
        return
    assert mail.raw is not None, "a stored mail has its bytes"
    parsed = parse(mail.raw)
    _describe(mail, parsed)
    copy = duplicates.same_mail(work, mail)
    if copy is not None:
        _judged(work, mail, copy)
        return
    known = conversation.known(work, mail, parsed)
    opinion = opinion_of(parsed, known)
    context = Context(parsed, conversation.as_said(parsed, opinion.verdict, known), known, opinion)
    mail.sender = context.said.sender.email or None
    same = duplicates.same_words(work, mail, context.said, opinion.verdict)
    if same is not None:
        _judged(work, mail, same)
        return
    too_much = floods.set_aside(work, mail, context)
    if too_much is not None:
        _quarantine(work, mail, too_much)
        return
    if context.owner_id is not None and opinion.verdict in SIGNS_OF_LIFE:
        owners.sign_of_life(work, context.owner_id, mail.arrived_at)
    flag = duplicates.reused_id(work, mail)
    done = ROUTES[opinion.verdict](work, mail, context)
    reason = " ".join(filter(None, (opinion.reason, done, flag)))
    _judged(work, mail, Opinion(opinion.verdict, reason))


def _describe(mail: InboundEmail, parsed: ParsedEmail) -> None:
    mail.message_id = parsed.message_id or None
    mail.subject = parsed.subject
    mail.sender = parsed.sender.email or None
    mail.body_hash = body_hash(parsed)
    mail.content_hash = content_key(parsed)


def _judged(work: Work, mail: InboundEmail, opinion: Opinion) -> None:
    waits = opinion.verdict is Verdict.CONTACT and mail.lead_id is None and mail.in_reply_to is not None
    state = InboundState.WAITING if waits else InboundState.JUDGED
    work.move(
        mail,
        state,
        verdict=opinion.verdict.value,
        reason=opinion.reason,
        judged_at=None if waits else work.now,
        due_at=None,
    )


def _failed(workshop: Workshop, inbound_id: int, error: str) -> None:
    with workshop.work() as work:
        mail = work.session.get(InboundEmail, inbound_id)
        if mail is not None and mail.attempts >= work.settings.limits.judge_attempts:
            _quarantine(work, mail, f"It could not be judged in {mail.attempts} attempts ({error}).")


def _quarantine(work: Work, mail: InboundEmail, reason: str) -> None:
    verdict = Verdict.QUARANTINED.value
    work.move(mail, InboundState.QUARANTINED, verdict=verdict, reason=reason, due_at=None, judged_at=work.now)
