"""Rules, section 6: where a mail belongs, and the same person again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.desk import SALES, Desk
from worker.ingest import pipeline
from worker.states import InboundState, LeadState, OfferState, RunState, Turn
from worker.store.models import Enrollment, Lead, Person, PersonAddress

ANA = "Ana Bo <ana@customer.example>"
BEN = "Ben Co <ben@customer.example>"
EVE = "Eve <eve@elsewhere.example>"
JAMIE = "Jamie Doe <jamie@acme.example>"
SAM = "Sam Poe <sam@acme.example>"
ASK = "<ask@customer.example>"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def asked(desk: Desk) -> Lead:
    """Ana has asked, and was acknowledged and offered."""
    desk.arrives(ANA, message_id=ASK)
    desk.goes_out()
    desk.passes(minutes=15)
    return desk.lead("ana")


# --- 1. mails to owners open doors only to that owner's commands ---


def test_a_token_in_other_hands_is_kept_and_told_and_changes_nothing(desk: Desk) -> None:
    lead = asked(desk)
    offered = desk.owed("offer", "jamie")[0]
    token = offered.raw.decode().split("Reply-To: ")[1].split("\r\n")[0].strip("<>")
    row = desk.arrives(EVE, "Re: Ana", "accept", to=token, answers=offered.message_id)
    assert desk.verdict(row) == "unsure"
    assert desk.mail(row).lead_id == lead.id
    after = desk.lead("ana")
    assert (after.state, after.due_at, after.next_action) == (lead.state, lead.due_at, lead.next_action)
    assert after.last_contact_at == lead.last_contact_at
    assert len(desk.leads()) == 1
    assert len(desk.owed("acknowledgement")) == 1
    assert [mail.owner_id for mail in desk.owed("customer")] == ["jamie"]


# --- 2. the thread ---


def test_whoever_answers_a_mail_we_sent_to_the_customer_joins_the_lead(desk: Desk) -> None:
    lead = asked(desk)
    ours = desk.owed("acknowledgement")[0].message_id
    row = desk.arrives(EVE, "Re: Garden office", "Ana is my wife. Do you deliver?", answers=ours)
    assert desk.verdict(row) == "reply"
    assert desk.mail(row).lead_id == lead.id
    assert len(desk.leads()) == 1
    assert [message.who for message in desk.messages(lead)][-1] == "eve@elsewhere.example"


def test_the_customers_own_ids_join_only_who_belongs_to_the_thread(desk: Desk) -> None:
    lead = asked(desk)
    colleague = desk.arrives(BEN, "Re: Garden office", "One more question?", answers=ASK)
    assert desk.mail(colleague).lead_id == lead.id
    stranger = desk.arrives(EVE, "Re: Garden office", "I read this. And my own price?", answers=ASK)
    own = desk.lead("eve")
    assert desk.mail(stranger).lead_id == own.id
    assert own.linked_id == lead.id
    assert any(own.ref in mail.text for mail in desk.owed("question")), "the first lead's owner is told"


def test_somebody_copied_in_the_thread_may_join_it(desk: Desk) -> None:
    desk.arrives(ANA, message_id=ASK, to=f"{SALES}, {EVE}")
    row = desk.arrives(EVE, "Re: Garden office", "And the floor?", answers=ASK)
    assert desk.mail(row).lead_id == desk.lead("ana").id


def test_one_of_us_joins_by_the_customers_ids_only_when_the_customer_is_written_to(desk: Desk) -> None:
    lead = asked(desk)
    row = desk.arrives(
        SAM, "Re: Garden office", "Look at this, Max", to="max@acme.example", answers=ASK, folder="Sent"
    )
    assert desk.verdict(row) == "contact"
    assert desk.mail(row).lead_id is None
    assert desk.lead("ana").answer_due_at == lead.answer_due_at


# --- 5. a conversation we do not know ---


def test_an_answer_to_a_conversation_we_do_not_know_is_an_inquiry(desk: Desk) -> None:
    row = desk.arrives(ANA, "Re: your offer", "Is it still valid?", answers="<old@acme.example>")
    assert desk.verdict(row) == "inquiry"
    assert desk.lead("ana").state is LeadState.OFFERED


# --- the table ---


def test_the_same_mail_in_two_inboxes_is_one_lead_and_two_rows(desk: Desk) -> None:
    raw = desk.written(ANA)
    first = desk.stores(b"Received: by one\r\n" + raw)
    second = desk.stores(b"Received: by two\r\n" + raw)
    desk.judges()
    assert [desk.verdict(row) for row in (first, second)] == ["inquiry", "duplicate"]
    assert len(desk.leads()) == 1
    assert len(desk.owed("acknowledgement")) == 1


def test_the_same_bytes_are_a_duplicate_even_without_a_message_id(desk: Desk) -> None:
    raw = b"\r\n".join(line for line in desk.written(ANA).splitlines() if not line.startswith(b"Message-ID"))
    rows = [desk.stores(raw), desk.stores(raw)]
    desk.judges()
    assert [desk.verdict(row) for row in rows] == ["inquiry", "duplicate"]


def test_a_message_id_used_twice_is_two_mails_and_flagged(desk: Desk) -> None:
    desk.arrives(ANA, message_id=ASK)
    row = desk.arrives(EVE, "Something else", "What is your price?", message_id=ASK)
    assert desk.verdict(row) == "inquiry"
    assert "Message-ID was used by another mail" in (desk.mail(row).reason or "")
    assert len(desk.leads()) == 2


def test_the_same_words_sent_twice_are_one_message(desk: Desk) -> None:
    rows = [desk.arrives(ANA, "Office"), desk.arrives(ANA, "Office")]
    assert [desk.verdict(row) for row in rows] == ["inquiry", "duplicate"]
    desk.passes(minutes=11)
    later = desk.arrives(ANA, "Office")
    assert desk.verdict(later) == "inquiry"
    assert len(desk.messages(desk.lead("ana"))) == 2


def test_a_known_person_with_an_open_lead_joins_it_in_a_new_thread(desk: Desk) -> None:
    lead = asked(desk)
    desk.arrives(ANA, "One more thing", "Do you also do saunas?")
    assert len(desk.leads()) == 1
    assert len(desk.offers(lead)) == 1, "no new offer"
    assert len(desk.owed("acknowledgement")) == 1, "no second acknowledgement"
    assert [mail.owner_id for mail in desk.owed("customer")] == ["jamie"]


def test_a_tag_in_the_address_is_somebody_new(desk: Desk) -> None:
    desk.arrives("ana@customer.example")
    desk.arrives("ana+home@customer.example", "Other", "And this?")
    assert len(desk.leads()) == 2


def test_a_known_alias_is_the_same_person(desk: Desk) -> None:
    lead = asked(desk)
    with desk.work() as work:
        work.session.add(PersonAddress(address="ana@private.example", person_id=lead.person_id))
    row = desk.arrives("ana@private.example", "Other", "And this?")
    assert desk.mail(row).lead_id == lead.id


def test_a_customer_who_was_won_gets_their_owner_and_no_cadence(desk: Desk) -> None:
    desk.closes(asked(desk), "won")
    desk.passes(days=200)
    desk.arrives(ANA, "Roof", "Can I have a roof window too?")
    lead = desk.lead("ana")
    assert (lead.state, lead.owner_id, lead.turn) == (LeadState.OWNED, "jamie", Turn.US)
    assert lead.after_answer == {"run": False}
    assert lead.answer_due_at is not None
    assert len(desk.offers(lead)) == 1
    assert len(desk.owed("acknowledgement")) == 1
    assert [mail.owner_id for mail in desk.owed("customer")] == ["jamie"]


def test_closed_not_long_ago_is_opened_again_as_an_offer_to_the_same_owner(desk: Desk) -> None:
    desk.closes(asked(desk), "no response")
    desk.passes(days=30)
    desk.arrives(ANA, "Re: Garden office", "We are ready now. Can you come?", answers=ASK)
    lead = desk.lead("ana")
    assert (lead.state, lead.owner_id, lead.accountable_id) == (LeadState.OFFERED, None, "max")
    assert [(offer.owner_id, offer.state) for offer in desk.offers(lead)][-1] == ("jamie", OfferState.PENDING)
    assert lead.answer_asked_at == desk.clock.now()
    assert lead.asked == "Can you come?"
    assert lead.reopened == 1
    assert len(desk.owed("acknowledgement")) <= 2


def test_closed_long_ago_is_a_new_lead_linked_to_the_old(desk: Desk) -> None:
    old = asked(desk)
    desk.closes(old, "no response")
    desk.passes(days=100)
    desk.arrives(ANA, "Again", "We are ready now. Can you come?")
    new = desk.leads()[-1]
    assert (new.linked_id, new.person_id) == (old.id, old.person_id)
    assert [offer.owner_id for offer in desk.offers(new)] == ["jamie"]


def test_a_colleague_of_an_open_lead_is_a_lead_of_its_own_with_the_same_owner_asked(desk: Desk) -> None:
    first = asked(desk)
    desk.arrives(SAM, "Re: Garden office", "18,400.", to=ANA, answers=ASK, folder="Sent")
    desk.passes(minutes=5)
    desk.arrives(BEN, "Hello", "We also need a shed. Price?")
    second = desk.lead("ben")
    assert second.linked_id == first.id
    assert [offer.owner_id for offer in desk.offers(second)] == ["sam"]
    with desk.work() as work:
        run = work.session.query(Enrollment).filter_by(lead_id=first.id).one()
        assert (run.state, run.reason) == (RunState.HELD, "colleague")


def test_sharing_a_free_mail_provider_makes_nobody_a_colleague(desk: Desk) -> None:
    desk.arrives("ana@gmail.com")
    desk.arrives("ben@gmail.com", "Other", "And this?")
    assert desk.lead("ben").linked_id is None


def test_somebody_said_to_be_no_lead_is_kept_and_never_offered_again(desk: Desk) -> None:
    lead = asked(desk)
    desk.closes(lead, "not a lead")
    with desk.work() as work:
        work.session.get_one(Person, lead.person_id).ignored_as = "supplier"
    row = desk.arrives(ANA, "Our new catalogue", "Would you like one?")
    assert "supplier" in (desk.mail(row).reason or "")
    assert desk.lead("ana").state is LeadState.CLOSED
    assert len(desk.owed("offer")) == 1


def test_a_machine_never_opens_a_lead_again(desk: Desk) -> None:
    desk.closes(asked(desk), "no response")
    row = desk.arrives(
        ANA, "Automatic reply", "Away.", answers=ASK, headers={"Auto-Submitted": "auto-replied"}
    )
    assert desk.verdict(row) == "auto_reply"
    assert desk.lead("ana").state is LeadState.CLOSED


def test_the_fourth_opening_of_a_thread_in_a_day_waits_for_a_person(desk: Desk) -> None:
    asked(desk)
    for number in range(3):
        desk.closes(desk.lead("ana"), "no response")
        desk.passes(minutes=20)
        desk.arrives(ANA, f"Again {number}", f"Hello {number}?", answers=ASK)
        assert desk.lead("ana").state is LeadState.OFFERED
    desk.closes(desk.lead("ana"), "no response")
    desk.passes(minutes=20)
    row = desk.arrives(ANA, "Again", "Hello once more?", answers=ASK)
    assert desk.mail(row).state is InboundState.QUARANTINED
    assert desk.lead("ana").state is LeadState.CLOSED
    assert "Is that a person?" in desk.owed("question")[-1].text
    assert pipeline.replay(desk.workshop, row)
    desk.judges()
    assert desk.lead("ana").state is LeadState.OFFERED
