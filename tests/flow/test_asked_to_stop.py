"""Who asks us to stop is heard from whatever address, also when all is over (rules, sections 4 and 6)."""

from __future__ import annotations

from collections.abc import Callable

from tests.story import Story
from worker.outbox.suppression import has_asked_to_stop

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
AT_HOME = "A. Bo <anabo@home.example>"
STOP = "Please stop writing to me."


def answered(tell: Tell) -> Story:
    story = tell()
    story.receives(ANA, "Garden office", "Hello, what would a garden office cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.passes(minutes=30)
    return story


def is_silent(story: Story, address: str) -> bool:
    with story.app.workshop.work() as work:
        return has_asked_to_stop(work, address)


def test_whoever_asks_from_another_address_in_our_thread_ends_the_lead(tell: Tell) -> None:
    story = answered(tell)
    story.receives(AT_HOME, "Re: Garden office", STOP, answers=story.mail(None, "ana@customer.example"))
    assert story.lead("ana")["state"] == "closed"
    assert is_silent(story, "ana@customer.example")
    assert is_silent(story, "anabo@home.example")
    assert "They asked us to stop writing." in story.mail("customer", "jamie").text
    assert story.story("ana")["messages"][-1]["text"] == STOP
    sent = len(story.sent(None))
    story.passes(days=10)
    assert len(story.sent(None)) == sent


def test_who_had_a_copy_asks_for_themselves(tell: Tell) -> None:
    story = answered(tell)
    story.receives(
        "Jamie Doe <jamie@acme.example>",
        "Re: Garden office",
        "The drawing comes from Bob, whom I copy.",
        to=f"ana@customer.example, bob@customer.example, {story.mailbox.user}",
        references=story.mail(None, "ana@customer.example").message_id,
        message_id="<drawing@acme.example>",
    )
    story.receives(
        "Bob <bob@customer.example>", "Re: Garden office", STOP, references="<drawing@acme.example>"
    )
    lead = story.story("ana")
    assert lead["state"] == "owned"
    assert not is_silent(story, "ana@customer.example")
    assert is_silent(story, "bob@customer.example")
    assert lead["events"][-1]["why"] == "bob@customer.example asked us to stop."


def test_a_stranger_who_only_knows_her_own_id_stops_nothing_of_hers(tell: Tell) -> None:
    story = tell()
    asked_in = story.receives(ANA, "Garden office", "Hello, what would a garden office cost?")
    story.receives("Eve <eve@third.example>", "Re: Garden office", STOP, references=asked_in)
    assert story.lead("ana")["state"] == "offered"
    assert not is_silent(story, "ana@customer.example")
    assert is_silent(story, "eve@third.example")


def test_who_was_won_and_asks_us_to_stop_is_heard_by_the_owner(tell: Tell) -> None:
    story = answered(tell)
    story.owner_says("jamie", "close: won", to=story.mail("command", "jamie"))
    story.passes(days=1)
    story.receives(ANA, "Your news", STOP)
    assert "They asked us to stop writing." in story.mail("customer", "jamie").text
    lead = story.story("ana")
    assert lead["state"] == "closed"
    assert lead["events"][-1]["why"] == f'Ana Bo asked us to stop: "{STOP}"'
    told = len(story.sent("customer"))
    story.passes(hours=1)
    story.receives(ANA, "Your news", "Unsubscribe me, please.")
    assert len(story.sent("customer")) == told, "once is enough"


def test_whoever_our_mail_was_passed_on_to_stops_only_what_is_theirs(tell: Tell) -> None:
    story = answered(tell)
    story.receives("Bob <bob@other.example>", "Shed", "Hello, what would a shed for two bikes cost?")
    story.receives(
        "Bob <bob@other.example>",
        "Fwd: Garden office",
        STOP,
        answers=story.mail(None, "ana@customer.example"),
    )
    assert story.lead("ana")["state"] == "owned"
    assert not is_silent(story, "ana@customer.example")
    assert is_silent(story, "bob@other.example")
