"""A group in front of the inbox writes our address into From: whoever stands behind it speaks (section 5)."""

from __future__ import annotations

from collections.abc import Callable

from tests.story import SentMail, Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"


def form_filled_in(tell: Tell) -> tuple[Story, SentMail]:
    """Ana filled in our form and was acknowledged: our first mail, which answers no mail of hers."""
    story = tell()
    story.receives(
        "Website <wordpress@acme.example>",
        "New contact form message",
        "Name: Ana Bo\nEmail: ana@customer.example\nMessage: What would a garden office cost?\n",
    )
    story.passes(minutes=5)
    return story, story.mail("acknowledgement", "ana@customer.example")


def answers_through_the_group(story: Story, words: str, ours: SentMail) -> None:
    behind = {"Reply-To": ANA, "X-Original-From": ANA}
    sender = f"Ana Bo via Sales <{story.mailbox.user}>"
    story.receives(sender, f"Re: {ours.subject}", words, answers=ours, headers=behind)


def test_her_answer_to_the_acknowledgement_of_a_form_is_hers(tell: Tell) -> None:
    story, told = form_filled_in(tell)
    answers_through_the_group(story, "My postcode is 04109.", told)
    assert story.inbound()[-1]["verdict"] == "form"
    assert story.story("ana")["messages"][-1]["text"] == "My postcode is 04109."
    assert len(story.leads()) == 1


def test_our_answer_by_hand_to_the_acknowledgement_of_a_form_counts(tell: Tell) -> None:
    story, told = form_filled_in(tell)
    sender = f"Jamie Doe <{story.mailbox.user}>"
    story.receives(
        sender, "Re: x", "Hello Ana, it costs 18,400.", to=told.recipient, answers=told, folder="Sent"
    )
    assert story.inbound()[-1]["verdict"] == "contact"
    assert story.lead("ana")["turn"] == "customer"


def test_what_her_answer_quotes_of_us_is_not_hers(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "Hello, what would a garden office cost?")
    ours = "Hello Ana, it costs 18,400. Not interested? Write: please remove me from your list. Jamie"
    story.owner_says("jamie", f"send: {ours}", to=story.mail("offer", "jamie"))
    story.passes(minutes=30)
    answers_through_the_group(
        story, "Great, can you come on Thursday?", story.mail(None, "ana@customer.example")
    )
    lead = story.lead("ana")
    assert (lead["state"], lead["next_action"]) == (
        "owned",
        "Answer Ana Bo: Great, can you come on Thursday?",
    )


def test_somebody_elses_answer_through_the_group_stays_in_the_thread(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "Hello, what would a garden office cost?")
    story.passes(minutes=30)
    bob = "Bob <bob@elsewhere.example>"
    story.receives(
        f"Bob via Sales <{story.mailbox.user}>", "Re: Garden office", "I am her husband. Do you deliver?",
        answers=story.mail("acknowledgement"), headers={"Reply-To": bob, "X-Original-From": bob},
    )  # fmt: skip
    assert [lead["name"] for lead in story.leads()] == ["Ana Bo"]
    assert story.story("ana")["messages"][-1]["who"] == "bob@elsewhere.example"
