"""The rules in the order in which they are asked: the first one with an opinion decides. Pure."""

from __future__ import annotations

from collections.abc import Callable

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
from worker.mail.message import ParsedEmail

Rule = Callable[[ParsedEmail, Known], Opinion | None]

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
NO_OPINION = Opinion(Verdict.UNSURE, "No rule claims it.")


def opinion_of(mail: ParsedEmail, known: Known) -> Opinion:
    """The first opinion in order; `unsure` when no rule has one."""
    opinions = (rule(mail, known) for rule in RULES)
    return next((one for one in opinions if one), NO_OPINION)


def all_opinions(mail: ParsedEmail, known: Known) -> list[tuple[str, Opinion | None]]:
    """What every rule says of a mail, in order: what the rule looks for, and its opinion if it has one."""
    return [((rule.__doc__ or "").split("\n")[0], rule(mail, known)) for rule in RULES]
