"""Which lead a mail belongs to, on real mail: threads, strangers, old acquaintances (rules, section 6)."""

from __future__ import annotations

from collections.abc import Callable

from tests.story import Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"


def inquiry(story: Story, sender: str = ANA, subject: str = "Garden office", text: str = ASKS) -> str:
    return story.receives(sender, subject, text)


def answered(tell: Tell, **how: object) -> tuple[Story, str]:
    """Ana asked, and Jamie's draft answered her; the Message-ID of her mail."""
    story = tell(**how)
    asked_in = inquiry(story)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    return story, asked_in


def closed(tell: Tell, reason: str) -> Story:
    story, _ = answered(tell)
    story.owner_says("jamie", f"close: {reason}", to=story.mail("command", "jamie"))
    return story


# --- points 1 to 6 ---


def test_an_owners_mail_in_other_hands_opens_no_door(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    offer = story.mail("offer", "jamie")
    story.receives("Eve <eve@evil.example>", "Re: x", "send", to=offer.reply_to, answers=offer)
    told = story.mail("customer", "jamie")
    assert told.text.startswith("eve@evil.example, in the thread of Ana Bo, wrote. Nothing is due from you.")
    assert story.inbound()[-1]["verdict"] == "unsure"
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"]) == ("offered", None)
    assert lead["last_contact"]["who"] == "ana@customer.example", "it is no contact"
    assert len(story.sent("acknowledgement")) == 1
    assert len(story.leads()) == 1


def test_whoever_answers_our_mail_to_the_customer_joins_and_the_owner_reads_who_it_was(tell: Tell) -> None:
    story, _ = answered(tell)
    ours = story.mail(None, "ana@customer.example")
    story.passes(minutes=20)
    story.receives("Bob <bob@elsewhere.example>", "Re: Garden office", "I am her husband. Is 16:00 fine?",
                   answers=ours)  # fmt: skip
    lead = story.lead("ana")
    assert (lead["turn"], lead["cadence"]["state"]) == ("us", "stopped")
    assert "bob@elsewhere.example, in the thread of Ana Bo, wrote." in story.mail("customer", "jamie").text


def test_a_stranger_who_names_her_own_id_gets_a_lead_and_both_owners_hear_of_it(tell: Tell) -> None:
    story, asked_in = answered(tell)
    story.receives("Eve <eve@third.example>", "Re: Garden office", "What does a carport cost?",
                   references=asked_in)  # fmt: skip
    assert story.lead("ana")["turn"] == "customer", "nothing changed for Ana"
    assert story.lead("eve")["state"] == "offered"
    assert story.sent("offer", "sam")
    assert "Eve (eve@third.example) wrote in the thread of Ana Bo" in story.mail("question", "jamie").text


def test_mails_nobody_can_judge_come_in_one_list_a_day_and_are_answered_by_number(tell: Tell) -> None:
    story = tell()
    inquiry(story, "Joe <joe@x.example>", "asdf", "")
    story.receives("Post <post@y.example>", "", "Whose job is this here?", to="postmaster@acme.example")
    assert not story.mails, "no acknowledgement, no offer, no mail at once"
    for name in ("joe", "post"):
        lead = story.lead(name)
        assert (lead["state"], lead["owner"]) == ("escalated", "max")
        assert lead["next_action"] == "Read this mail and say `offer` or `close: <reason>`"
    story.until("2026-06-11 16:00")
    (listed,) = story.sent(to="max")
    assert 'Joe (joe@x.example) wrote "asdf": *offer*, or *close: <reason>*' in listed.text
    story.owner_says("max", "1 offer\n2 close: spam", to=listed)
    assert story.lead("joe")["state"] == "offered"
    assert story.lead("post")["state"] == "closed"


def test_an_owner_who_names_no_lead_is_told_how_and_may_name_it_then(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.receives("Jamie Doe <jamie@acme.example>", "Ana", "Please ring Ana tomorrow.")
    which = story.mail("command", "jamie")
    assert "answer the offer itself, or start with L-142" in which.text
    assert len(story.leads()) == 1
    story.owner_says("jamie", "L-1 next: send the price list by Fri 10:00", to=which)
    assert story.lead("ana")["next_action"] == "Send the price list by Fri 10:00"


def test_an_answer_to_a_conversation_from_before_our_time_is_an_inquiry(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Re: Your offer of May", "Thank you! What would the delivery cost?",
                   references="<old@acme.example>")  # fmt: skip
    assert story.inbound()[0]["verdict"] == "inquiry"
    assert story.sent("offer")


def test_a_copy_is_believed_by_its_address_in_token_mode(tell: Tell) -> None:
    story = tell()
    asked_in = inquiry(story)
    story.receives("Sam Poe <sam@acme.example>", "Re: Garden office", "Hello Ana, it is 18,000.",
                   to=f"{ANA}, {story.mailbox.user}", references=asked_in)  # fmt: skip
    lead = story.lead("ana")
    assert (lead["owner"], lead["turn"]) == ("sam", "customer")
    assert "Sam accepted at 10:00. Nothing to do for you." in story.mail("", "jamie").text


# --- the same person again ---


def test_the_same_words_again_within_ten_minutes_are_one_message(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(minutes=5)
    inquiry(story, subject="Garden office (again)")
    assert [mail["verdict"] for mail in story.inbound()] == ["inquiry", "duplicate"]
    assert not story.sent("customer")


def test_a_known_person_joins_their_open_lead_and_is_noticed_once_in_ten_minutes(tell: Tell) -> None:
    story, _ = answered(tell)
    story.passes(minutes=30)
    inquiry(story, subject="Another thing", text="Do you also build carports?")
    story.passes(minutes=3)
    inquiry(story, subject="And", text="And what about delivery?")
    assert len(story.sent("customer", "jamie")) == 1
    story.passes(minutes=7)
    assert len(story.sent("customer", "jamie")) == 2
    assert story.lead("ana")["due_at"].startswith("2026-06-10T14:30"), "one round, from the first question"
    assert len(story.sent("acknowledgement")) == 1
    assert len(story.sent("offer")) == 1


def test_while_it_is_only_offered_her_second_mail_asks_whether_it_is_theirs(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    inquiry(story, text="My postcode is 04109, by the way.")
    text = story.mail("customer", "jamie").text
    assert text.startswith("Ana Bo wrote. Yours? *ok* takes it; the answer is due today 12:00.")


def test_a_customer_who_was_won_gets_an_answer_and_no_chasing(tell: Tell) -> None:
    story = closed(tell, "won")
    story.passes(days=1)
    inquiry(story, subject="Door", text="The door is stuck, can you help?")
    lead = story.lead("ana")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "jamie", "us")
    assert lead["due_at"].startswith("2026-06-11T14:00")
    assert len(story.sent("offer")) == 1
    assert len(story.sent("acknowledgement")) == 1
    story.owner_says("jamie", "send: Somebody comes on Friday.", to=story.mail("customer", "jamie"))
    assert story.lead("ana")["cadence"]["state"] != "running"


def test_closed_not_long_ago_is_offered_to_its_owner_first_then_to_the_others(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=2)
    inquiry(story, subject="Again", text="Is the price still the same?")
    assert story.lead("ana")["state"] == "offered"
    assert len(story.sent("offer", "jamie")) == 2
    story.owner_says("jamie", "no, busy", to=story.mail("offer", "jamie"))
    assert story.sent("offer", "sam")


def test_who_would_not_buy_is_no_customer_of_ours(tell: Tell) -> None:
    story = closed(tell, "they won't buy")
    story.passes(days=3)
    inquiry(story, subject="Again", text="What would a carport cost?")
    assert story.lead("ana")["state"] == "offered", "a lead again, and nobody's customer"


def test_closed_long_ago_is_a_new_lead_offered_to_the_previous_owner_first(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=91)
    inquiry(story, subject="Again", text="Is the price still the same?")
    assert [lead["ref"] for lead in story.leads(closed=True)] == ["L-2", "L-1"]
    assert len(story.sent("offer", "jamie")) == 2


def test_no_lead_is_remembered(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=1)
    inquiry(story, "Wood <wood@supplier.example>", "Wood", "We sell wood. Would you like our prices?")
    offer = story.mail("offer")
    story.owner_says(offer.recipient.split("@")[0], "ok", to=offer)
    story.owner_says(offer.recipient.split("@")[0], "not a lead supplier", to=offer)
    before = len(story.mails)
    story.passes(hours=1)
    inquiry(story, "Wood <wood@supplier.example>", "Wood again", "Would you like our new prices?")
    assert len(story.mails) == before
    assert story.lead("wood")["state"] == "closed"
    assert "supplier" in story.inbound()[-1]["reason"]


def test_a_colleague_who_is_no_owner_gets_one_sentence_a_day(tell: Tell) -> None:
    story = tell()
    story.receives("Nina Ney <nina@acme.example>", "A call", "Mrs Li rang, 0341 555 0123, about a sauna.")
    story.receives("Nina Ney <nina@acme.example>", "Another", "And Mr Ott.")
    assert story.leads() == []
    (told,) = story.sent("command", "nina@acme.example")
    assert "could not tell which lead" in told.text
    assert told.message["Auto-Submitted"] == "auto-replied"
    assert told.reply_to is None


def test_our_own_shared_address_is_never_answered(tell: Tell) -> None:
    story = tell()
    story.receives(f"Sales <{story.mailbox.user}>", "Test", "Does this work?")
    assert story.mails == []
