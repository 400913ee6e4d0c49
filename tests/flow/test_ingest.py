"""From raw mails to leads, contacts and quarantine: the judge, without servers, on a moved clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.desk import SALES, Desk
from worker.ingest import pipeline
from worker.ingest.rules import order
from worker.ingest.verdict import Verdict
from worker.states import InboundState, LeadState, OfferState, OutboxState, Turn
from worker.store.models import Suppression, WrittenTo

ANA = "Ana Bo <ana@customer.example>"
JAMIE = "Jamie Doe <jamie@acme.example>"
ROBOT = {"Auto-Submitted": "auto-replied"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- an inquiry ---


def test_an_inquiry_is_a_lead_with_an_offer_and_an_acknowledgement_at_once(desk: Desk) -> None:
    row = desk.arrives(ANA, text="Hello, what does a 12 m2 office cost? Can somebody visit?")
    lead = desk.lead("ana")
    assert desk.verdict(row) == "inquiry"
    assert (lead.state, lead.accountable_id, lead.turn) == (LeadState.OFFERED, "max", Turn.US)
    assert lead.asked == "What does a 12 m2 office cost? Can somebody visit?"
    assert lead.last_contact_direction == "in"
    assert lead.source == {"inbox": "sales", "address": SALES}
    assert len(desk.owed("offer", "jamie")) == 1
    assert len(desk.owed("acknowledgement", "ana@customer.example")) == 1
    assert desk.mail(row).lead_id == lead.id


def test_a_forms_robot_is_never_answered_but_the_person_is(desk: Desk) -> None:
    text = "Name: Peter Preis\nEmail: peter@preis.example\nPhone: 0341 5550101\nMessage: What does it cost?"
    row = desk.arrives("WordPress <wordpress@acme.example>", "New message from your website", text)
    assert desk.verdict(row) == "form"
    lead = desk.lead("peter")
    assert lead.address == "peter@preis.example"
    assert {"kind": "phone", "value": "0341 5550101", "line": "Phone: 0341 5550101"} in lead.facts
    assert [mail.recipient for mail in desk.owed("acknowledgement")] == ["peter@preis.example"]


def test_somebody_who_left_only_a_phone_number_is_a_lead_to_ring(desk: Desk) -> None:
    text = "Name: Rita Ring\nPhone: 0341 5550102\nMessage: Please call me about a shed."
    row = desk.arrives("forms@acme.example", "Contact form", text)
    assert desk.verdict(row) == "form"
    assert desk.lead("rita").address == ""
    assert desk.owed("acknowledgement") == []
    assert len(desk.owed("offer")) == 1


def test_answers_go_where_the_customer_wants_them(desk: Desk) -> None:
    desk.arrives(ANA, headers={"Reply-To": "ana@private.example"})
    assert desk.lead("ana").address == "ana@private.example"
    assert [mail.recipient for mail in desk.owed("acknowledgement")] == ["ana@private.example"]


def test_a_forwarded_mail_is_a_lead_of_its_first_sender(desk: Desk) -> None:
    text = (
        "For us?\n\n---------- Forwarded message ---------\nFrom: Ana Bo <ana@customer.example>\n"
        "Date: Tue, 9 Jun 2026 at 10:00\nSubject: Garden office\nTo: jamie@acme.example\n\n"
        "Hello, what does it cost?"
    )
    row = desk.arrives(JAMIE, "Fwd: Garden office", text)
    assert desk.verdict(row) == "forward"
    assert desk.lead("ana").source["forwarded_by"] == "jamie"


def test_a_mail_nobody_can_judge_is_read_by_the_fallback_without_noise(desk: Desk) -> None:
    row = desk.arrives("Olga <olga@far.example>", "Question", "Who handles abuse?", to="abuse@acme.example")
    lead = desk.lead("olga")
    assert desk.verdict(row) == "unsure"
    assert (lead.state, lead.owner_id) == (LeadState.ESCALATED, "max")
    assert lead.next_action == "Read this mail and say `offer` or `close: <reason>`"
    assert desk.owed() == []


@pytest.mark.parametrize(
    ("subject", "headers", "verdict"),
    [
        ("News", {"List-Unsubscribe": "<https://shop.example/u>"}, "bulk"),
        ("Win", {"X-Spam-Flag": "YES"}, "spam"),
        ("Automatic reply: Hello", ROBOT, "auto_reply"),
    ],
)
def test_machines_and_mass_mail_are_kept_and_nobody_is_mailed(
    desk: Desk, subject: str, headers: dict[str, str], verdict: str
) -> None:
    row = desk.arrives("Shop <shop@far.example>", subject, "Hello", headers=headers)
    assert desk.verdict(row) == verdict
    assert desk.leads() == []
    assert desk.owed() == []


# --- one of us wrote ---


def test_an_owners_answer_in_sent_takes_the_lead_and_starts_the_run(desk: Desk) -> None:
    desk.arrives(ANA, message_id="<ask@customer.example>")
    desk.passes(minutes=5)
    row = desk.arrives(
        JAMIE, "Re: Garden office", "18,400.", to=ANA, answers="<ask@customer.example>", folder="Sent"
    )
    lead = desk.lead("ana")
    assert desk.verdict(row) == "contact"
    assert (lead.state, lead.owner_id, lead.turn) == (LeadState.OWNED, "jamie", Turn.CUSTOMER)
    assert lead.answer_due_at is None
    assert [offer.state for offer in desk.offers(lead)] == [OfferState.ACCEPTED]


def test_an_answer_under_the_shared_address_asks_the_one_it_is_offered_to(desk: Desk) -> None:
    desk.arrives(ANA, message_id="<ask@customer.example>")
    desk.passes(minutes=5)
    desk.arrives(
        SALES, "Re: Garden office", "18,400.", to=ANA, answers="<ask@customer.example>", folder="Sent"
    )
    lead = desk.lead("ana")
    assert (lead.state, lead.next_action) == (LeadState.OFFERED, "Find out who answered Ana Bo")
    assert [mail.owner_id for mail in desk.owed("question")] == ["jamie"]


def test_an_answer_that_is_read_before_the_question_waits_for_it(desk: Desk) -> None:
    row = desk.arrives(
        JAMIE, "Re: Garden office", "18,400.", to=ANA, answers="<ask@customer.example>", folder="Sent"
    )
    assert desk.leads() == []
    desk.passes(minutes=2)
    desk.arrives(ANA, message_id="<ask@customer.example>")
    lead = desk.lead("ana")
    assert (lead.state, lead.owner_id) == (LeadState.OWNED, "jamie")
    assert desk.owed("offer") == []
    assert desk.owed("acknowledgement") == []
    assert desk.mail(row).state is InboundState.JUDGED
    assert desk.mail(row).lead_id == lead.id


def test_in_order_of_arrival_over_all_folders(desk: Desk) -> None:
    early = desk.clock.now()
    desk.passes(minutes=5)
    desk.stores(
        desk.written(JAMIE, "Re: Garden office", "18,400.", to=ANA, answers="<ask@customer.example>"),
        folder="Sent",
    )
    desk.stores(desk.written(ANA, message_id="<ask@customer.example>"), at=early)
    assert desk.judges() == 2
    assert desk.lead("ana").owner_id == "jamie"


def test_whoever_we_wrote_to_is_no_stranger_and_asked_of_the_one_who_wrote(desk: Desk) -> None:
    row = desk.arrives("Sam Poe <sam@acme.example>", "Our talk", "Nice to meet you", to=ANA, folder="Sent")
    assert desk.verdict(row) == "contact"
    with desk.work() as work:
        assert work.session.get_one(WrittenTo, "ana@customer.example").owner_id == "sam"
    desk.passes(days=1)
    desk.arrives(ANA)
    assert desk.owed("acknowledgement") == []
    assert [offer.owner_id for offer in desk.offers(desk.lead("ana"))] == ["sam"]


def test_a_test_mail_of_an_owner_gets_a_sentence_not_silence(desk: Desk) -> None:
    row = desk.arrives(JAMIE, "Test", "Does this work?")
    assert desk.verdict(row) == "unsure"
    assert desk.leads() == []
    [answer] = desk.owed("command", "jamie")
    assert "I could not tell which lead you mean" in answer.text


def test_a_copy_that_nobody_vouches_for_is_asked_about(tmp_path: Path) -> None:
    desk = Desk(tmp_path, security='authserv_id = "mx.acme.example"')
    desk.arrives(ANA, message_id="<ask@customer.example>")
    desk.arrives(JAMIE, "Re: Garden office", "No.", to=f"{ANA}, {SALES}", answers="<ask@customer.example>")
    lead = desk.lead("ana")
    assert (lead.state, lead.answer_due_at is None) == (LeadState.OFFERED, False)
    assert "Did one of us write it?" in desk.owed("question")[0].text


def test_what_lies_in_sent_is_believed_even_if_its_copy_was_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, security='authserv_id = "mx.acme.example"')
    desk.arrives(ANA, message_id="<ask@customer.example>")
    raw = desk.written(
        JAMIE, "Re: Garden office", "No.", to=f"{ANA}, {SALES}", answers="<ask@customer.example>"
    )
    copy = desk.stores(raw)
    desk.judges()
    original = desk.stores(raw, folder="Sent")
    again = desk.stores(raw, folder="Sent")
    desk.judges()
    assert [desk.verdict(row) for row in (copy, original, again)] == ["contact", "contact", "duplicate"]
    assert desk.lead("ana").owner_id == "jamie"


# --- machines ---


def test_a_bounced_offer_passes_on_to_the_next(desk: Desk) -> None:
    desk.arrives(ANA)
    desk.goes_out()
    offered = desk.owed("offer", "jamie")[0]
    desk.arrives(
        "Mail Delivery System <mailer-daemon@mx.acme.example>",
        *report_of(offered.recipient, offered.message_id),
    )
    states = [(offer.owner_id, offer.state) for offer in desk.offers(desk.lead("ana"))]
    assert states == [("jamie", OfferState.DECLINED), ("sam", OfferState.PENDING)]


def test_a_bounced_acknowledgement_suppresses_nobody(desk: Desk) -> None:
    desk.arrives(ANA)
    desk.goes_out()
    sent = desk.owed("acknowledgement")[0]
    row = desk.arrives("mailer-daemon@mx.acme.example", *report_of(sent.recipient, sent.message_id))
    assert desk.verdict(row) == "bounce"
    with desk.work() as work:
        assert work.session.get(Suppression, "ana@customer.example") is None


def report_of(recipient: str, message_id: str) -> tuple[str, str]:
    text = (
        "This is the mail system. Your message could not be delivered.\n\n"
        f"<{recipient}>: host mx.example said: 550 5.1.1 User unknown\n\nMessage-ID: {message_id}\n"
    )
    return "Undelivered Mail Returned to Sender", text


def test_an_owners_own_absence_passes_his_offer_on(desk: Desk) -> None:
    desk.arrives(ANA)
    desk.goes_out()
    offered = desk.owed("offer", "jamie")[0]
    row = desk.arrives(
        JAMIE,
        "Automatic reply: Ana",
        "I am out of the office until 15 June 2026.",
        answers=offered.message_id,
        headers=ROBOT,
    )
    assert desk.verdict(row) == "auto_reply"
    states = [(offer.owner_id, offer.reason) for offer in desk.offers(desk.lead("ana"))]
    assert states == [("jamie", "away"), ("sam", None)]


def test_a_customers_absence_is_no_reply(desk: Desk) -> None:
    desk.arrives(ANA)
    desk.goes_out()
    acknowledged = desk.owed("acknowledgement")[0]
    before = desk.lead("ana").last_contact_at
    desk.passes(minutes=1)
    desk.arrives(ANA, "Out of office", "Back on Monday.", answers=acknowledged.message_id, headers=ROBOT)
    assert desk.lead("ana").last_contact_at == before
    assert desk.owed("customer") == []


def test_words_that_ask_us_to_stop_close_the_lead_and_suppress_the_person(desk: Desk) -> None:
    desk.arrives(ANA, message_id="<ask@customer.example>")
    row = desk.arrives(
        ANA, "Re: Garden office", "Please remove me from your list.", answers="<ask@customer.example>"
    )
    assert desk.verdict(row) == "opt_out"
    assert desk.lead("ana").state is LeadState.CLOSED
    with desk.work() as work:
        assert work.session.get_one(Suppression, "ana@customer.example").reason == "opted_out"


def test_our_own_mail_in_sent_is_a_loop_and_evidence(desk: Desk) -> None:
    desk.arrives(ANA)
    own = desk.owed("acknowledgement")[0]
    with desk.work() as work:
        row = work.session.merge(own)
        row.state = OutboxState.IN_DOUBT
        raw = bytes(row.raw)
    stored = desk.stores(raw, folder="Sent")
    desk.judges()
    assert desk.verdict(stored) == "loop"
    assert len(desk.leads()) == 1


# --- what fails, and too much ---


class Poison(Exception):
    """What a rule may stumble over."""


def test_a_mail_that_cannot_be_judged_is_quarantined_after_three_attempts_and_blocks_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(mail: object, known: object) -> None:
        if "poison" in getattr(mail, "subject", ""):
            raise Poison("the words of the mail")

    monkeypatch.setattr(order, "RULES", (stumbles, *order.RULES))
    bad = desk.stores(desk.written("Eve <eve@far.example>", "poison"))
    good = desk.stores(desk.written(ANA))
    assert desk.judges() == 4
    assert desk.verdict(good) == "inquiry"
    found = desk.mail(bad)
    assert (found.state, found.verdict, found.attempts) == (InboundState.QUARANTINED, "quarantined", 3)
    assert found.reason == "It could not be judged in 3 attempts (Poison)."


def test_an_operator_puts_a_quarantined_mail_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = order.RULES
    monkeypatch.setattr(order, "RULES", (lambda mail, known: 1 / 0, *rules))
    row = desk.arrives(ANA)
    monkeypatch.setattr(order, "RULES", rules)
    assert desk.verdict(row) == "quarantined"
    assert pipeline.replay(desk.workshop, row)
    desk.judges()
    assert desk.verdict(row) == "inquiry"


def test_an_attempt_that_ended_the_process_counts(desk: Desk) -> None:
    row = desk.stores(desk.written(ANA))
    mail = desk.mail(row)
    with desk.work() as work:
        work.session.merge(mail).attempts = 3
    desk.judges()
    assert desk.verdict(row) == "quarantined"


def test_mail_in_a_circle_is_set_aside(desk: Desk) -> None:
    raw = b"".join(b"Received: from a.example by b.example\r\n" for _ in range(51)) + desk.written(ANA)
    row = desk.stores(raw)
    desk.judges()
    assert desk.verdict(row) == "quarantined"
    assert desk.leads() == []


def test_a_flood_from_one_sender_mails_one_admin_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, more="[limits]\nsender_mails = 3")
    rows = [desk.arrives(ANA, f"Subject {n}", f"Question {n}?") for n in range(6)]
    assert [desk.verdict(row) for row in rows] == ["inquiry"] * 3 + ["quarantined"] * 3
    assert len(desk.owed("alarm")) == 1
    assert pipeline.replay(desk.workshop, rows[4])
    desk.judges()
    assert desk.verdict(rows[4]) == "inquiry"


def test_every_verdict_of_the_rules_has_its_route() -> None:
    never_judged = {Verdict.DUPLICATE, Verdict.HISTORIC, Verdict.UNFETCHABLE, Verdict.QUARANTINED}
    assert set(pipeline.ROUTES) == set(Verdict) - never_judged
