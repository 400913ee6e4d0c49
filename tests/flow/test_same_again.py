"""The same person again: every row of the table of rules section 6, as stories on real mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.story import SentMail, Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
CARPORT = "Do you also build carports?"
ABOUT_CARPORTS = "Answer Ana Bo: do you also build carports?"
THREE = ("jamie", "max", "sam")
# What stays of a lead when something that joined it is taken out again.
STANDS = (
    "owner",
    "accountable",
    "state",
    "turn",
    "next_action",
    "due_at",
    "last_contact",
    "cadence",
    "stage",
)


def inquiry(story: Story, sender: str = ANA, subject: str = "Garden office", text: str = ASKS) -> str:
    return story.receives(sender, subject, text)


def owned(tell: Tell, **how: object) -> Story:
    """Ana asked, and Jamie said yes."""
    story = tell(**how)
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    return story


def answered(tell: Tell, **how: object) -> Story:
    """Ana asked, and Jamie's draft answered her: the follow-up runs."""
    story = tell(**how)
    inquiry(story)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    return story


def closed(tell: Tell, reason: str, **how: object) -> Story:
    story = answered(tell, **how)
    story.owner_says("jamie", f"close: {reason}", to=story.mail("command", "jamie"))
    return story


def told(story: Story) -> SentMail:
    return story.mail("customer", "jamie")


def standing(story: Story, ref: str) -> dict[str, Any]:
    lead = next(lead for lead in story.leads(closed=True) if lead["ref"] == ref)
    return {name: lead[name] for name in STANDS}


def whole(story: Story, ref: str) -> dict[str, Any]:
    """All of a lead that a person would miss, were it not put back."""
    from worker.leads.showing import listing

    with story.app.workshop.work() as work:
        found = listing.lead(work, ref)
    kept = (
        *STANDS,
        "messages",
        "drafts",
        "touches",
        "facts",
        "answer_due_at",
        "promised_at",
        "asked",
        "email",
    )
    return {name: found[name] for name in kept}


# --- the same mail, the same words ---


def test_row_same_uid_is_one_row(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.passes(hours=1)
    assert len(story.inbound()) == 1


def test_row_same_mail_by_two_ways_is_a_duplicate(tell: Tell) -> None:
    """Copies to two addresses of one inbox differ in their trace headers only."""
    story = tell()
    said = (
        f"From: {ANA}\r\nTo: sales@acme.example, info@acme.example\r\nSubject: A shed\r\n"
        f"Message-ID: <twice@mail.customer.example>\r\nDate: {story.now:%a, %d %b %Y %H:%M:%S %z}\r\n"
        "\r\nHello, what does a shed cost?\r\n"
    )
    for address in ("sales", "info"):
        trace = f"Delivered-To: {address}@acme.example\r\nReceived: from mx by {address}; now\r\n"
        story.arrives((trace + said).encode())
    assert [mail["verdict"] for mail in story.inbound()] == ["inquiry", "duplicate"]
    assert len(story.leads()) == 1
    assert len(story.sent("offer")) == 1
    assert len(story.sent("acknowledgement")) == 1


@pytest.mark.parametrize(
    "group", [{"List-Id": "<team.groups.other.example>"}, {"X-Spam-Flag": "YES"}], ids=["bulk", "spam"]
)
def test_a_copy_that_came_as_bulk_or_spam_hides_no_inquiry(tell: Tell, group: dict[str, str]) -> None:
    story = tell()
    for headers in (group, group, {}):
        story.receives(ANA, "Garden office", ASKS, message_id="<both@mail.example>", headers=headers)
    assert story.inbound()[-1]["verdict"] == "inquiry"
    assert len(story.sent("offer")) == len(story.sent("acknowledgement")) == 1


def test_row_same_mail_in_two_inboxes_is_a_duplicate(tell: Tell, dovecot: Dovecot, sink: SmtpSink) -> None:
    support = dovecot.mailbox(f"support.same.{id(tell)}@acme.example")
    story = tell(
        more=f'[[inbox]]\nname = "support"\naddress = "{support.user}"\nimap = "{support.url}"\n'
        f'smtp = "smtp://127.0.0.1:{sink.port}"\npassword = "secret"\npool = ["sam"]\n'
    )
    raw = (
        f"From: {ANA}\r\nTo: {story.mailbox.user}, {support.user}\r\nSubject: A shed\r\n"
        f"Message-ID: <both@mail.customer.example>\r\nDate: {story.now:%a, %d %b %Y %H:%M:%S %z}\r\n"
        "\r\nHello, what does a shed cost?\r\n"
    ).encode()
    story.mailbox.append(raw, story.now)
    support.append(raw, story.now)
    story.run()
    assert sorted(mail["verdict"] for mail in story.inbound()) == ["duplicate", "inquiry"]
    assert len(story.leads()) == 1
    assert len(story.sent("offer")) == 1


def test_row_a_double_click_on_a_form_is_one_message(tell: Tell) -> None:
    story = tell()
    for _ in range(2):
        story.receives(
            "Website <wordpress@web.example>",
            "New message from your website",
            "Name: Ana Bo\nEmail: ana@customer.example\nMessage: What does a carport cost?",
            headers={"Reply-To": ANA},
        )
        story.passes(minutes=1)
    assert [mail["verdict"] for mail in story.inbound()] == ["form", "duplicate"]
    assert len(story.leads()) == 1
    assert not story.sent("customer"), "the copy is noted, and nobody is told"


def test_row_the_same_words_after_ten_minutes_are_a_message_of_their_own(tell: Tell) -> None:
    story = owned(tell)
    story.passes(minutes=11)
    inquiry(story)
    assert story.inbound()[-1]["verdict"] == "inquiry"
    assert len(story.sent("customer", "jamie")) == 1


# --- an open lead: joined, split, unmerge ---


def test_row_open_lead_of_a_known_person_is_joined(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, subject="Another thing", text=CARPORT)
    lead = story.lead("ana")
    assert (lead["turn"], lead["next_action"]) == ("us", ABOUT_CARPORTS)
    assert lead["due_at"] == "2026-06-10T14:30:00+02:00", "a response round of four hours"
    assert len(story.sent("offer")) == 1
    assert len(story.sent("acknowledgement")) == 1


def test_row_split_makes_a_second_lead_with_the_same_owner(tell: Tell) -> None:
    story = answered(tell)
    before = whole(story, "L-1")
    story.passes(minutes=30)
    inquiry(story, subject="A carport", text=CARPORT)
    assert story.lead("ana")["cadence"]["state"] == "stopped"
    story.owner_says("jamie", "split", to=told(story))
    assert whole(story, "L-1") == before, "the first one is as it was, its follow-up runs on"
    second = standing(story, "L-2")
    assert (second["owner"], second["state"], second["turn"]) == ("jamie", "owned", "us")
    assert second["next_action"] == ABOUT_CARPORTS
    assert second["due_at"] == "2026-06-10T14:30:00+02:00"
    mail = story.mail("assigned", "jamie")
    assert "Linked to L-1, Ana Bo with another matter; Jamie has it." in mail.text
    story.owner_says("jamie", "send: Yes, from 4,000 EUR.", to=mail)
    assert standing(story, "L-2")["turn"] == "customer"
    story.receives(ANA, "Re: A carport", "Great, how long?", answers=story.mail(None, "ana@customer.example"))
    assert standing(story, "L-2")["turn"] == "us", "her answer finds the second lead"
    assert whole(story, "L-1") == before


def test_split_takes_all_that_was_written_in_one_go(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, subject="A carport", text=CARPORT)
    story.passes(minutes=2)
    inquiry(story, subject="And", text="It would be for two cars.")
    story.passes(minutes=10)
    story.owner_says("jamie", "split", to=told(story))
    assert len(whole(story, "L-2")["messages"]) == 2
    assert [message["direction"] for message in whole(story, "L-1")["messages"]] == ["in", "out"]


def test_split_after_somebody_acted_leaves_what_they_did(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, subject="A carport", text=CARPORT)
    story.owner_says("jamie", "next: measure the drive by Fri 10:00", to=told(story))
    story.owner_says("jamie", "split", to=told(story))
    assert standing(story, "L-1")["next_action"] == "Measure the drive by Fri 10:00"
    assert standing(story, "L-2")["owner"] == "jamie"


def test_when_one_of_two_matters_was_no_lead_her_mail_there_joins_the_other(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    about_carports = inquiry(story, subject="A carport", text=CARPORT)
    story.owner_says("jamie", "split", to=told(story))
    story.owner_says("jamie", "L-2 not a lead", to=story.mail("command", "jamie"))
    story.passes(minutes=30)
    story.receives(ANA, "Re: A carport", "When can you deliver the office?", references=about_carports)
    assert standing(story, "L-1")["next_action"] == "Answer Ana Bo: when can you deliver the office?"


@pytest.mark.parametrize("apart", ["split", "unmerge"])
def test_taking_apart_takes_back_neither_a_stage_nor_a_stop(tell: Tell, apart: str) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, subject="A carport", text=CARPORT)
    story.owner_says("jamie", "stage qualified: budget known\nstop: she wants no reminders", to=told(story))
    story.owner_says("jamie", apart, to=told(story))
    lead = whole(story, "L-1")
    assert lead["stage"] == "Qualified"
    assert lead["cadence"]["state"] == "stopped"
    assert "L-2" in [row["ref"] for row in story.leads()]
    assert not story.broken_invariants()


def test_split_of_one_matter_says_that_there_is_nothing_to_split(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "split", to=story.mail("command", "jamie"))
    assert "one thing only" in story.mail("command", "jamie").text
    assert len(story.leads()) == 1


def test_row_wrong_join_unmerge_restores_both(tell: Tell) -> None:
    """Bob answers our mail to Ana, but he is nobody of hers: his mail is a lead as if it had come alone."""
    story = answered(tell)
    ours = story.mail(None, "ana@customer.example")
    before = whole(story, "L-1")
    story.passes(minutes=20)
    story.receives("Bob Ott <bob@elsewhere.example>", "Re: Garden office", "And what would a sauna cost?",
                   answers=ours)  # fmt: skip
    assert story.lead("ana")["turn"] == "us"
    story.owner_says("jamie", "unmerge", to=told(story))
    assert whole(story, "L-1") == before
    assert story.lead("bob")["state"] == "offered"
    assert story.sent("offer", "sam"), "by rotation: he is nobody Jamie knows"
    story.passes(minutes=5)
    story.receives("Bob Ott <bob@elsewhere.example>", "Re: Garden office", "Hello?", answers=ours)
    assert whole(story, "L-1") == before, "he does not join again"
    assert len(story.leads()) == 2


def test_unmerge_of_nothing_says_so(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "unmerge", to=story.mail("command", "jamie"))
    assert "nothing to take apart" in story.mail("command", "jamie").text


# --- two leads of one person: merge, unmerge ---


def two_leads(tell: Tell) -> Story:
    """Ana has a lead of Jamie's, followed up; from another address she asks again, and Jamie takes it."""
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, "Ana Bo <ana@home.example>", "Garden office", "And how long does it take? 0341 555 0123")
    # It is nobody we know: offered in turn, and Sam hands it over.
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    return story


def test_merge_loses_nothing(tell: Tell) -> None:
    story = two_leads(tell)
    second = whole(story, "L-2")
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    lead = whole(story, "L-1")
    assert (lead["owner"], lead["turn"], lead["due_at"]) == ("jamie", "us", second["due_at"])
    assert lead["next_action"] == second["next_action"]
    assert lead["answer_due_at"] == second["answer_due_at"], "the answer owed there is owed here"
    assert len(lead["messages"]) == 3
    assert {"phone"} <= {fact["kind"] for fact in lead["facts"]}
    assert standing(story, "L-2")["state"] == "closed"
    assert [row["ref"] for row in story.leads()] == ["L-1"]
    assert "L-2 is part of L-1 now. Next: Answer Ana Bo" in story.mail("command", "jamie").text
    inquiry(story, "Ana Bo <ana@home.example>", "One more", "Is it heated?")
    assert [row["ref"] for row in story.leads()] == ["L-1"], "her other address is known now"
    story.receives("Ana Bo <ana@third.example>", "Re", "Yes", references=second["messages"][0]["message_id"])
    assert not story.broken_invariants()


def test_merge_then_unmerge_restores_both_exactly(tell: Tell) -> None:
    story = two_leads(tell)
    first, second = whole(story, "L-1"), whole(story, "L-2")
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "unmerge", to=story.mail("command", "jamie"))
    assert whole(story, "L-1") == first
    assert whole(story, "L-2") == second
    inquiry(story, "Ana Bo <ana@home.example>", "One more", "Is it heated?")
    assert standing(story, "L-2")["next_action"] == "Answer Ana Bo: is it heated?"
    assert whole(story, "L-1") == first
    assert not story.broken_invariants()


def test_what_happened_since_a_merge_stays_where_it_happened(tell: Tell) -> None:
    story = two_leads(tell)
    second = whole(story, "L-2")
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "next: measure the garden by Fri 10:00", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "L-2 unmerge", to=story.mail("command", "jamie"))
    assert standing(story, "L-1")["next_action"] == "Measure the garden by Fri 10:00"
    assert whole(story, "L-2") == second


def test_a_lead_that_is_offered_to_somebody_merges_into_mine_and_they_hear_of_it(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, "Ana Bo <ana@home.example>", "Garden office", "And how long does it take?")
    assert story.sent("offer", "sam")
    story.owner_says("jamie", "merge L-2", to=story.mail("command", "jamie"))
    assert [row["ref"] for row in story.leads()] == ["L-1"]
    assert "L-2 is part of L-1 now, which Jamie has" in story.mail("assigned", "sam").text
    story.owner_says("jamie", "unmerge", to=story.mail("command", "jamie"))
    assert standing(story, "L-2")["state"] == "offered"
    assert len(story.sent("offer", "sam")) == 2, "Sam is asked afresh, before the others"


def test_merging_what_sleeps_makes_us_quieter(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "send: Six weeks.", to=story.mail("command", "jamie"))
    ours = story.mail(None, "ana@home.example")
    story.receives(
        "Ana Bo <ana@home.example>", "Re: Garden office", "Please check back in July.", answers=ours
    )
    asleep = standing(story, "L-2")
    assert asleep["turn"] == "snoozed"
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    lead = standing(story, "L-1")
    assert (lead["turn"], lead["due_at"]) == ("snoozed", asleep["due_at"])
    assert lead["cadence"]["state"] == "held"
    sent = len(story.sent(None))
    story.until("2026-06-30 17:00")
    assert len(story.sent(None)) == sent
    assert not story.sent("draft"), "the Day 1 of the other thread does not come"
    assert not story.broken_invariants()


@pytest.mark.parametrize("stays", ["L-1", "L-2"])
def test_a_later_beside_an_answer_we_owe_is_kept_through_a_merge(tell: Tell, stays: str) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "send: Six weeks.", to=story.mail("command", "jamie"))
    story.receives("Ana Bo <ana@home.example>", "Re: Garden office", "Please check back in July.",
                   answers=story.mail(None, "ana@home.example"))  # fmt: skip
    asleep = standing(story, "L-2")
    inquiry(story, text="Is it heated?")
    goes = "L-2" if stays == "L-1" else "L-1"
    story.owner_says("jamie", f"{stays} merge {goes}", to=story.mail("command", "jamie"))
    assert standing(story, stays)["next_action"] == "Answer Ana Bo: is it heated?"
    story.owner_says("jamie", f"{stays} send: It is.", to=story.mail("command", "jamie"))
    lead = standing(story, stays)
    assert (lead["turn"], lead["due_at"]) == ("snoozed", asleep["due_at"])
    story.until("2026-06-30 17:00")
    assert not story.sent("draft")
    assert not story.broken_invariants()


def test_a_merged_visit_is_kept_through_our_next_mail(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "L-2 booked Fri 14:00", to=story.mail("command", "jamie"))
    for words in ("L-1 merge L-2", "send: See you then."):
        story.owner_says("jamie", words, to=story.mail("command", "jamie"))
    lead, sees_her = standing(story, "L-1"), "See Ana Bo Fri 14:00, then say `showed` or `no show`"
    assert (lead["next_action"], lead["due_at"][:16]) == (sees_her, "2026-06-12T15:00")
    assert not story.broken_invariants()


def test_whoever_writes_from_another_address_its_owner_reads_where_the_answer_goes(tell: Tell) -> None:
    story = two_leads(tell)
    goes = "An answer goes to Ana Bo at ana@customer.example."
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    assert goes in story.mail("command", "jamie").text
    inquiry(story, "Ana Bo <ana@home.example>", "One more", "Is it heated?")
    assert goes in told(story).text
    story.owner_says("jamie", "send: It is.", to=told(story))
    assert story.mail(None, "ana@customer.example").text.startswith("It is.")
    story.passes(minutes=15)
    inquiry(story, ANA, "Thank you", "And is it insulated?")
    assert "An answer goes to" not in told(story).text


def test_of_two_merges_the_last_is_taken_apart_first(tell: Tell) -> None:
    story = two_leads(tell)
    inquiry(story, "Cy Dee <cy@third.example>", "Carport", CARPORT)
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    kept = {ref: whole(story, ref) for ref in ("L-1", "L-2", "L-3")}
    for words in ("L-1 merge L-2", "L-3 merge L-1", "L-2 unmerge"):
        story.owner_says("jamie", words, to=story.mail("command", "jamie"))
    assert "Not done: L-1 is itself part of L-3 now." in story.mail("command", "jamie").text
    for words in ("L-1 unmerge", "L-2 unmerge"):
        story.owner_says("jamie", words, to=story.mail("command", "jamie"))
    assert {ref: whole(story, ref) for ref in kept} == kept, "to each their own words"
    assert not story.broken_invariants()


def test_a_closed_lead_of_another_address_merges_too_and_comes_back(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "close: lost", to=story.mail("command", "jamie"))
    kept = whole(story, "L-1")
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    assert standing(story, "L-1")["next_action"] == kept["next_action"], "what is over asks for nothing"
    assert len(whole(story, "L-1")["messages"]) == 3
    story.owner_says("jamie", "unmerge", to=story.mail("command", "jamie"))
    assert whole(story, "L-1") == kept
    assert standing(story, "L-2")["state"] == "closed"


def test_when_a_merged_lead_is_closed_and_they_write_again_the_one_that_stayed_opens(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "close: lost", to=story.mail("command", "jamie"))
    story.passes(hours=2)
    inquiry(story, "Ana Bo <ana@home.example>", "Again", "Is it still to be had?")
    assert standing(story, "L-1")["state"] == "offered"
    assert standing(story, "L-2")["state"] == "closed"


def test_what_is_being_handed_over_is_not_merged(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "handoff sam: knows her", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    assert "being handed over" in story.mail("command", "jamie").text
    assert len(story.leads()) == 2


def test_what_somebody_else_has_is_not_merged_away_from_them(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    inquiry(story, "Ana Bo <ana@home.example>", "Garden office", "And how long does it take?")
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "merge L-2", to=story.mail("command", "jamie"))
    assert "Sam has L-2 and would have to hand it to you first" in story.mail("command", "jamie").text
    assert len(story.leads()) == 2


# --- closed as won ---


def test_row_won_your_customer_writes(tell: Tell) -> None:
    story = closed(tell, "won")
    story.passes(days=1)
    inquiry(story, subject="Door", text="The door is stuck, can you help?")
    assert told(story).text.startswith("Your customer Ana Bo writes. Your turn: answer due today 14:00.")
    assert "*lead* makes a new lead of it" in told(story).text
    assert len(story.sent("offer")) == 1
    assert len(story.sent("acknowledgement")) == 1
    story.owner_says("jamie", "send: Somebody comes on Friday.", to=told(story))
    inquiry(story, subject="Door", text="Which time on Friday?")
    story.owner_says("jamie", "send: At ten.", to=told(story))
    assert standing(story, "L-1")["cadence"]["state"] == "stopped", "no cadence, however often they write"


def test_row_won_lead_makes_a_new_lead_of_it(tell: Tell) -> None:
    story = closed(tell, "won")
    before = standing(story, "L-1")
    story.passes(days=1)
    inquiry(story, subject="A carport", text=CARPORT)
    story.owner_says("jamie", "lead", to=told(story))
    assert standing(story, "L-1") == before, "won, as it was"
    second = standing(story, "L-2")
    assert (second["owner"], second["next_action"]) == ("jamie", ABOUT_CARPORTS)
    story.owner_says("jamie", "send: From 4,000 EUR.", to=story.mail("assigned", "jamie"))
    assert standing(story, "L-2")["cadence"]["state"] == "running"


def test_row_won_and_its_owner_is_away_so_the_deputy_reads_it(tell: Tell) -> None:
    story = closed(tell, "won", owner_lines={"jamie": 'deputy = "sam"'})
    story.owner_says("jamie", "away today - 30 June", to=story.mail("command", "jamie"))
    story.passes(days=1)
    inquiry(story, subject="Door", text="The door is stuck, can you help?")
    assert "Your customer Ana Bo writes" in story.mail("customer", "sam").text


# --- closed otherwise ---


def test_row_closed_up_to_90_days_is_reopened_with_an_offer_to_its_owner(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=2)
    inquiry(story, subject="Again", text="Is the price still the same?")
    lead = standing(story, "L-1")
    assert (lead["state"], lead["owner"]) == ("offered", None), "a fresh yes is asked for"
    assert "Why you: had it before." in story.mail("offer", "jamie").text
    story.passes(minutes=31)
    assert story.sent("offer", "sam"), "expired: the rotation"


def test_row_reopened_at_night_its_owner_is_still_asked_first(tell: Tell) -> None:
    story = closed(tell, "lost", pool=THREE)
    story.until("2026-06-11 22:00")
    inquiry(story, subject="Again", text="Is the price still the same?")
    story.until("2026-06-12 09:01")
    assert len(story.sent("offer", "jamie")) == 2


def test_row_closed_longer_is_a_new_lead_linked_and_offered_to_its_owner_first(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=91)
    inquiry(story, subject="Again", text="Is the price still the same?")
    assert standing(story, "L-1")["state"] == "closed"
    text = story.mail("offer", "jamie").text
    assert "Linked to L-1, Ana Bo before; closed as lost, Jamie had it." in text
    assert "Why you: had L-1 before." in text


def test_row_closed_by_opt_out_may_be_answered_and_is_never_followed_up(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    story.receives(ANA, "Re: Garden office", "Please remove me from your list and stop writing to me.",
                   answers=story.mail(None, "ana@customer.example"))  # fmt: skip
    assert standing(story, "L-1")["state"] == "closed"
    story.passes(days=2)
    inquiry(story, subject="A question", text="I do have one question: is it heated?")
    story.owner_says("jamie", "send: Yes, it is.", to=story.mail("offer", "jamie"))
    assert story.mail(None, "ana@customer.example").text.startswith("Yes, it is.")
    assert standing(story, "L-1")["cadence"]["state"] != "running"


def test_who_opted_out_long_ago_is_answered_and_not_followed_up_in_a_new_matter(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    story.receives(ANA, "Re: Garden office", "Please remove me from your list and stop writing to me.",
                   answers=story.mail(None, "ana@customer.example"))  # fmt: skip
    story.jumps("2026-10-14 10:00")
    inquiry(story, subject="A question", text="I do have one question: is it heated?")
    assert not story.sent("acknowledgement", "ana@customer.example")[1:]
    story.owner_says("jamie", "send: Yes, it is.", to=story.mail("offer", "jamie"))
    assert story.mail(None, "ana@customer.example").text.startswith("Yes, it is.")
    assert standing(story, "L-2")["cadence"]["state"] == "none"


def test_a_reason_lifts_an_opt_out_and_nothing_else_does(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=30)
    story.receives(ANA, "Re: Garden office", "Please remove me from your list and stop writing to me.",
                   answers=story.mail(None, "ana@customer.example"))  # fmt: skip
    story.owner_says("jamie", "lead", to=story.mail("customer", "jamie"))
    assert "asked us to stop. Only a reason lifts that." in story.mail("command", "jamie").text
    story.owner_says("jamie", "lead: she meant the newsletter, and rang", to=story.mail("command", "jamie"))
    assert standing(story, "L-1")["owner"] == "jamie"
    story.owner_says("jamie", "send: Here is your price.", to=story.mail("command", "jamie"))
    assert story.mail(None, "ana@customer.example").text.startswith("Here is your price.")


def test_what_is_refused_lifts_no_opt_out(tell: Tell) -> None:
    story = two_leads(tell)
    story.owner_says("jamie", "L-2 close: opted out", to=story.mail("command", "jamie"))
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    written = len(story.sent(None, to="ana@customer.example"))
    story.owner_says("jamie", "L-2 lead: she rang", to=story.mail("command", "jamie"))
    assert "Not done: L-2 is part of L-1." in story.mail("command", "jamie").text
    story.owner_says("jamie", "L-1 send: One more thing.", to=story.mail("command", "jamie"))
    assert len(story.sent(None, to="ana@customer.example")) == written


def test_row_only_a_human_message_reopens(tell: Tell) -> None:
    story = closed(tell, "lost")
    story.passes(days=1)
    story.receives(
        ANA,
        "Out of office",
        "I am away until Monday.",
        headers={"Auto-Submitted": "auto-replied"},
        answers=story.mail(None, "ana@customer.example"),
    )
    assert standing(story, "L-1")["state"] == "closed"


def test_row_three_reopenings_in_a_day_are_quarantined_and_the_owner_is_asked(tell: Tell) -> None:
    story = closed(tell, "lost")
    for number in range(4):
        story.passes(minutes=20)
        inquiry(story, subject="Again", text=f"Hello again, number {number}: is it heated?")
        if number < 3:
            story.owner_says("jamie", "close: lost", to=story.mail("offer", "jamie"))
            with_max = story.sent("question", "max")
            if standing(story, "L-1")["state"] != "closed":
                story.owner_says("max", "close: lost", to=with_max[-1])
    assert story.inbound()[-1]["state"] == "quarantined"
    assert standing(story, "L-1")["state"] == "closed"
    question = next(mail for mail in story.sent("question")[::-1] if "Is that a person?" in mail.text)
    assert "*lead*: a person" in question.text
    story.owner_says(question.recipient.split("@")[0], "lead", to=question)
    assert standing(story, "L-1")["state"] != "closed"
    assert whole(story, "L-1")["messages"][-1]["line"] == "Number 3: is it heated?"


# --- strangers, colleagues ---


def test_row_thread_hijack_is_refused_and_both_owners_are_told(tell: Tell) -> None:
    """References name the customer's own mail; Eve is nobody of that thread."""
    story = tell(pool=THREE)
    asked_in = inquiry(story)
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    before = whole(story, "L-1")
    story.receives("Eve <eve@third.example>", "Re: Garden office", "Please send me the offer too?",
                   references=asked_in)  # fmt: skip
    assert whole(story, "L-1") == before
    assert "Eve (eve@third.example) wrote in the thread of Ana Bo: new lead L-2." in (
        story.mail("question", "jamie").text
    )
    assert "Linked to L-1, Ana Bo in whose thread it came; Jamie has it." in story.mail("offer", "max").text


@pytest.mark.parametrize(
    ("sender", "copies"),
    [("Bea Li <bea@customer.example>", ""), ("Otto <otto@else.example>", "Otto <otto@else.example>")],
)
def test_row_company_and_copied_people_join_by_the_customers_own_id(
    tell: Tell, sender: str, copies: str
) -> None:
    story = tell()
    asked_in = story.receives(ANA, "Garden office", ASKS, headers={"Cc": copies} if copies else {})
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.passes(minutes=20)
    story.receives(sender, "Re: Garden office", "Friday would be best for us.", references=asked_in)
    assert len(story.leads()) == 1
    assert standing(story, "L-1")["turn"] == "us"


def test_row_new_person_of_an_open_leads_company_is_linked_and_offered_to_its_owner_first(tell: Tell) -> None:
    story = owned(tell, pool=THREE)
    inquiry(story, "Bea Li <bea@customer.example>", "A carport", "What does a carport cost?")
    assert story.lead("bea")["state"] == "offered"
    assert "Linked to L-1, Ana Bo of the same company; Jamie has it." in story.mail("offer", "jamie").text


def test_a_person_who_answers_from_another_address_is_known_by_it_from_then_on(tell: Tell) -> None:
    story = answered(tell)
    story.passes(minutes=20)
    story.receives("Ana Bo <ana@home.example>", "Re: Garden office", "From my private account: is it heated?",
                   answers=story.mail(None, "ana@customer.example"))  # fmt: skip
    story.passes(hours=1)
    inquiry(story, "Ana Bo <ana@home.example>", "One more thing", "How long does it take?")
    assert len(story.leads()) == 1


# --- not a lead ---


@pytest.mark.parametrize("kind", ["supplier", "customer", "job", "private", "pitch", ""])
def test_row_not_a_lead_is_remembered(tell: Tell, kind: str) -> None:
    story = owned(tell)
    story.owner_says("jamie", f"not a lead {kind}".strip(), to=story.mail("command", "jamie"))
    before = len(story.mails)
    story.passes(hours=1)
    inquiry(story, subject="Once more", text="Would you like our new prices?")
    assert len(story.mails) == before, "stored, never acknowledged or offered"
    assert standing(story, "L-1")["state"] == "closed"
    assert f"no lead ({kind or 'not a lead'})" in story.inbound()[-1]["reason"]


def test_row_lead_undoes_not_a_lead_and_what_came_since_is_read(tell: Tell) -> None:
    story = owned(tell)
    story.owner_says("jamie", "not a lead", to=story.mail("command", "jamie"))
    story.passes(hours=1)
    inquiry(story, subject="Once more", text="I do want one, in blue!")
    story.owner_says("jamie", "lead", to=story.mail("command", "jamie"))
    lead = standing(story, "L-1")
    assert (lead["state"], lead["owner"], lead["turn"]) == ("owned", "jamie", "us")
    assert whole(story, "L-1")["messages"][-1]["line"] == "I do want one, in blue!"
    story.passes(hours=1)
    inquiry(story, subject="Delivery", text="When can you deliver?")
    assert "Ana Bo wrote" in told(story).text, "she is heard again"


def test_the_fallback_says_lead_and_it_is_offered_to_the_team(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    story.owner_says("jamie", "not a lead", to=story.mail("offer", "jamie"))
    story.owner_says("max", "not a lead", to=story.mail("question", "max"))
    story.owner_says("max", "lead", to=story.mail("command", "max"))
    assert standing(story, "L-1")["state"] == "offered"
    assert story.sent("offer", "sam")
