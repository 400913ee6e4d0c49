"""Two shared inboxes, each with its own pool; a mail to both is one mail."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.smtp_sink import SmtpSink
from tests.story import Story
from worker.store.models import Lead
from worker.store.models import Mailbox as Row

Tell = Callable[..., Story]
ANA = "Ana Bo <ana@customer.example>"


def with_support(tell: Tell, dovecot: Dovecot, sink: SmtpSink) -> tuple[Story, Mailbox]:
    support = dovecot.mailbox(f"support.{id(tell)}@acme.example")
    story = tell(
        more=f"""
[[inbox]]
name = "support"
address = "{support.user}"
imap = "{support.url}"
smtp = "smtp://127.0.0.1:{sink.port}"
password = "secret"
pool = ["sam", "max"]
"""
    )
    return story, support


def raw(story: Story, to: str, number: int = 1) -> bytes:
    return (
        f"From: {ANA}\r\nTo: {to}\r\nSubject: A shed\r\nMessage-ID: <{number}.both@mail.customer.example>\r\n"
        f"Date: {story.now:%a, %d %b %Y %H:%M:%S %z}\r\n\r\nHello, what does a shed cost?\r\n"
    ).encode()


def test_each_inbox_offers_to_its_own_pool_from_its_own_address(
    tell: Tell, dovecot: Dovecot, sink: SmtpSink
) -> None:
    story, support = with_support(tell, dovecot, sink)
    support.append(raw(story, support.user), story.now)
    story.run()
    lead = story.lead("ana")
    assert lead["source"]["inbox"] == "support"
    offer = story.mail("offer")
    assert offer.recipient in ("sam@acme.example", "max@acme.example")
    assert support.user.partition("@")[0] in offer.reply_to
    assert support.user in story.mail("acknowledgement", "ana@customer.example").message["From"]
    story.owner_says(offer.recipient.partition("@")[0], "ok", to=offer)
    assert story.lead("ana")["state"] == "owned", "an answer may come in by the other inbox"


def test_a_mail_to_both_inboxes_is_one_lead(tell: Tell, dovecot: Dovecot, sink: SmtpSink) -> None:
    story, support = with_support(tell, dovecot, sink)
    both = f"{story.mailbox.user}, {support.user}"
    story.mailbox.append(raw(story, both), story.now)
    support.append(raw(story, both), story.now)
    story.run()
    assert len(story.leads()) == 1
    assert len(story.sent("acknowledgement")) == 1
    assert sorted(mail["verdict"] for mail in story.inbound()) == ["duplicate", "inquiry"]


def test_an_inbox_that_was_taken_out_is_neither_looked_at_nor_alarmed_about(tell: Tell) -> None:
    story = tell()
    with story.app.workshop.work() as work:
        unread = {"trouble": "Refused.", "trouble_since": work.now, "alarm_at": work.now}
        work.session.add(Row(inbox="support", due_at=work.now, **unread))
    story.passes(minutes=20)
    assert story.sent("alarm") == []
    with story.app.database.reading() as session:
        assert session.get_one(Row, "support").trouble is None


def test_a_closed_lead_of_an_inbox_that_is_gone_opens_again_in_the_one_there_is(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "Hello, what would a garden office cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "not a lead", to=story.mail("command", "jamie"))
    with story.app.workshop.work() as work:
        for lead in work.session.scalars(select(Lead)):
            lead.inbox = "before"
    story.owner_says("jamie", "lead", to=story.mail("command", "jamie"))
    assert story.lead("ana")["state"] == "owned"
