"""What owners say by replying, and what they are answered (rules, section 7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.flow.desk import PEOPLE, SALES, Desk
from worker.commands.reply import say
from worker.leads import draft
from worker.mail.parse import parse
from worker.states import LeadState, OutboxState, RunState, Turn
from worker.store.models import Absence, Enrollment, Lead, OutboxEmail

ANA = "Ana Bo <ana@customer.example>"
ASKS = "What would a heated garden office of 12 m2 cost?"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.arrives(ANA, text=ASKS)
    found.goes_out()
    return found


def says(desk: Desk, owner: str, words: str, to: OutboxEmail, **more: object) -> int:
    """An owner replies to one of our mails, as a mail program does it."""
    answered = parse(to.raw) if to.raw else None
    assert answered is not None
    reply_to = answered.reply_to[0].email if answered.reply_to else SALES
    sender = f"{PEOPLE[owner]} <{owner}@acme.example>"
    return desk.arrives(
        str(more.pop("sender", sender)),
        f"Re: {to.subject}",
        words,
        to=reply_to,
        answers=to.message_id,
        **more,
    )


def mail_to(desk: Desk, owner: str, kind: str) -> OutboxEmail:
    with desk.work() as work:
        rows = select(OutboxEmail).where(OutboxEmail.owner_id == owner, OutboxEmail.kind == kind)
        found = work.session.scalars(rows.order_by(OutboxEmail.id.desc())).first()
        assert found is not None, f"no {kind} to {owner}"
        assert found.raw
        return found


def to_customer(desk: Desk) -> list[OutboxEmail]:
    with desk.work() as work:
        rows = select(OutboxEmail).where(
            OutboxEmail.audience == "customer", OutboxEmail.kind != "acknowledgement"
        )
        found = list(work.session.scalars(rows.order_by(OutboxEmail.id)))
        assert all(mail.raw for mail in found)
        return found


def commanded(desk: Desk, owner: str, words: str, *, at: None = None) -> list[str]:
    """The same words on the command line."""
    with desk.work() as work:
        lead = work.session.scalars(select(Lead)).one()
        return [answer.text for answer in say(work, lead, owner, words, work.now)]


# --- yes and no ---


def test_a_yes_is_answered_with_what_is_next_and_the_first_draft(desk: Desk) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert (lead.state, lead.owner_id) == (LeadState.OWNED, "jamie")
    answer = mail_to(desk, "jamie", "command")
    assert answer.text.startswith("You own L-1. Next: Answer Ana Bo:")
    assert "due today 12:00" in " ".join(answer.text.split()).lower()
    assert "--- To Ana Bo ---" in answer.text
    assert "Replying here talks to Keepwarm, not to Ana Bo." in answer.text


def test_what_they_do_next_stands_but_the_customer_is_still_to_be_answered_in_time(desk: Desk) -> None:
    says(desk, "jamie", "ok, ringing her about the visit Thu 12:00", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert lead.state is LeadState.OWNED
    assert lead.next_action == "Ringing her about the visit Thu 12:00"
    assert lead.due_at == lead.answer_due_at
    text = " ".join(mail_to(desk, "jamie", "command").text.split())
    assert "First answer due today 12:00; you wrote Thu 12:00. `later Thu 12:00` tells Ana Bo." in text


def test_vague_words_with_a_yes_leave_the_prefilled_action(desk: Desk) -> None:
    says(desk, "jamie", "ok, will follow up", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert lead.state is LeadState.OWNED
    assert lead.next_action is not None
    assert lead.next_action.startswith("Answer Ana Bo:")


def test_a_no_passes_on_and_is_not_answered(desk: Desk) -> None:
    says(desk, "jamie", "no, busy today", mail_to(desk, "jamie", "offer"))
    assert [offer.owner_id for offer in desk.offers(desk.lead("ana"))] == ["jamie", "sam"]
    assert not desk.owed("command", "jamie")


def test_spam_says_the_offeree_and_the_fallback_decides(desk: Desk) -> None:
    says(desk, "jamie", "not a lead: spam", mail_to(desk, "jamie", "offer"))
    lead = desk.lead("ana")
    assert (lead.state, lead.accountable_id) == (LeadState.ESCALATED, "max")
    assert lead.next_action == "Decide who takes Ana Bo"
    says(desk, "max", "not a lead", mail_to(desk, "max", "question"))
    assert desk.lead("ana").close_reason == "not a lead"
    desk.arrives(ANA, "Another thing", "Do you also sell sheds?")
    assert len(desk.leads()) == 1, "the sender is remembered"


def test_yes_and_no_in_one_reply_are_refused_whole(desk: Desk) -> None:
    says(desk, "jamie", "accept\nno", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").state is LeadState.OFFERED
    assert "cannot both be meant" in mail_to(desk, "jamie", "command").text


def test_a_late_yes_hears_who_was_first(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    says(desk, "jamie", "no", offer)
    says(desk, "sam", "ok", mail_to(desk, "sam", "offer"))
    says(desk, "jamie", "ok after all", offer)
    assert desk.lead("ana").owner_id == "sam"
    assert "Sam accepted at 10:00" in mail_to(desk, "jamie", "command").text


# --- send ---


def test_send_on_an_offer_accepts_and_the_answer_goes_at_once(desk: Desk) -> None:
    says(desk, "jamie", "send", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").owner_id == "jamie"
    (mail,) = to_customer(desk)
    assert (mail.kind, mail.guard, mail.state) == ("human", "answer", OutboxState.QUEUED)
    assert mail.recipient == "ana@customer.example"
    assert b"X-Keepwarm" not in mail.raw
    assert "It goes to Ana Bo now." in mail_to(desk, "jamie", "command").text


def test_open_gaps_are_filled_in_order_or_nothing_goes(desk: Desk) -> None:
    with desk.work() as work:
        lead = work.session.scalars(select(Lead)).one()
        words = draft.open_draft(lead)
        assert words is not None
        words.text = "It starts at [PRICE], in [WEEKS] weeks.\nJamie\n"
    says(desk, "jamie", "send", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").owner_id == "jamie", "the yes stands"
    assert not to_customer(desk)
    assert "the draft has 2 gaps: [PRICE], [WEEKS]" in " ".join(
        mail_to(desk, "jamie", "command").text.split()
    )
    says(desk, "jamie", "send 18,400 / 6", mail_to(desk, "jamie", "command"))
    (mail,) = to_customer(desk)
    assert mail.text.startswith("It starts at 18,400, in 6 weeks.")


def test_own_text_goes_in_place_of_the_draft(desk: Desk) -> None:
    says(
        desk, "jamie", "send: Hello Ana,\n\nit is 18,400.\n\nJamie Doe\nAcme", mail_to(desk, "jamie", "offer")
    )
    (mail,) = to_customer(desk)
    assert mail.text == "Hello Ana,\n\nit is 18,400.\n\nJamie\n"
    with desk.work() as work:
        assert draft.open_draft(work.session.scalars(select(Lead)).one()) is None


def test_send_twice_sends_once(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    says(desk, "jamie", "send", offer)
    says(desk, "jamie", "send\n\nJ", offer)
    assert len(to_customer(desk)) == 1


# --- never a silent note ---


def test_unknown_words_reach_nobody_and_say_so(desk: Desk) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    says(desk, "jamie", "Hi Ana, it is 18,400 all in.", mail_to(desk, "jamie", "command"))
    told = mail_to(desk, "jamie", "command")
    assert told.text.startswith("Ana Bo has NOT got this.")
    assert not to_customer(desk)
    says(desk, "jamie", "mail it", told)
    (mail,) = to_customer(desk)
    assert mail.text == "Hi Ana, it is 18,400 all in.\n"


def test_mail_it_counts_only_in_answer_to_that_very_mail(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    says(desk, "jamie", "Hi Ana, it is 18,400 all in.", offer)
    says(desk, "jamie", "mail it", offer)
    assert not to_customer(desk)


def test_note_keeps_the_words_and_sends_nothing(desk: Desk) -> None:
    says(desk, "jamie", "She rang the office twice.", mail_to(desk, "jamie", "offer"))
    says(desk, "jamie", "note", mail_to(desk, "jamie", "command"))
    assert "She rang the office twice." in desk.events(desk.lead("ana"))
    assert not to_customer(desk)


# --- when ---


@pytest.fixture
def owned(desk: Desk) -> Desk:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    return desk


def test_later_tells_the_customer_once_and_stops_no_clock(owned: Desk) -> None:
    target = owned.lead("ana").answer_due_at
    says(owned, "jamie", "later 16:30", mail_to(owned, "jamie", "command"))
    (mail,) = to_customer(owned)
    assert "by 4:30 pm today" in mail.text
    assert b"X-Keepwarm-Kind" not in mail.raw
    lead = owned.lead("ana")
    assert (lead.answer_due_at, lead.first_response_at) == (target, None)
    assert lead.promised_at is not None
    says(owned, "jamie", "later Fri", mail_to(owned, "jamie", "command"))
    assert len(to_customer(owned)) == 1
    assert "told once" in mail_to(owned, "jamie", "command").text


def test_later_may_be_said_anew_where_the_first_line_never_went(owned: Desk) -> None:
    says(owned, "jamie", "later 16:30", mail_to(owned, "jamie", "command"))
    says(owned, "jamie", "undo", mail_to(owned, "jamie", "command"))
    says(owned, "jamie", "later 17:00", mail_to(owned, "jamie", "command"))
    assert "is told now: by 5 pm today" in " ".join(mail_to(owned, "jamie", "command").text.split())
    assert [(mail.state.value, "5 pm" in mail.text) for mail in to_customer(owned)] == [
        ("cancelled", False),
        ("queued", True),
    ]


def test_snooze_without_a_day_asks_for_one(owned: Desk) -> None:
    assert commanded(owned, "jamie", "snooze") == [
        "Not done: Until when? For example: `snooze Fri`, `snooze 2 weeks`"
    ]
    commanded(owned, "jamie", "snooze Fri")
    lead = owned.lead("ana")
    assert lead.turn is Turn.SNOOZED
    assert lead.due_at is not None


def test_a_vague_next_action_is_refused_with_a_good_one(owned: Desk) -> None:
    before = owned.lead("ana").next_action
    (answer,) = commanded(owned, "jamie", "next: follow up by Thu 12:00")
    assert answer.startswith("Not done:")
    assert 'next: answer Ana Bo: "What would a heated garden office of 12 m2 cost?", by today 12:00' in answer
    assert owned.lead("ana").next_action == before


def test_a_next_action_without_a_time_is_given_the_due_time_and_echoed(owned: Desk) -> None:
    commanded(owned, "jamie", "called: reached")
    due = owned.lead("ana").due_at
    (answer,) = commanded(owned, "jamie", "next: send two appointment options")
    lead = owned.lead("ana")
    assert (lead.next_action, lead.due_at) == ("Send two appointment options", due)
    assert answer.startswith("Next: Send two appointment options, due ")
    commanded(owned, "jamie", "next: send two appointment options by Thu 12:00")
    lead = owned.lead("ana")
    assert lead.due_at is not None
    assert f"{lead.due_at:%a %H:%M}" == "Thu 10:00", "12:00 in Berlin"


@pytest.mark.parametrize("words", ["stop: leave her in peace", "snooze 3 weeks"])
def test_own_words_that_wait_for_their_hour_do_not_go_after_a_stop(owned: Desk, words: str) -> None:
    commanded(owned, "jamie", "called: reached")
    owned.passes(hours=8)
    assert "It goes to Ana Bo" in commanded(owned, "jamie", "send: One more idea: wood.")[0]
    (answer,) = commanded(owned, "jamie", words)
    assert "The message that waited for its hour does not go." in answer
    owned.passes(days=1)
    owned.goes_out()
    assert [mail.state.value for mail in to_customer(owned)] == ["cancelled"]


def test_stop_starts_no_run_and_leaves_a_next_action(owned: Desk) -> None:
    commanded(owned, "jamie", "stop: they rang, no mails please")
    commanded(owned, "jamie", "called: reached, spoke for ten minutes")
    with owned.work() as work:
        assert not work.session.scalars(select(Enrollment)).all()
    assert owned.lead("ana").next_action == "Decide the next step with Ana Bo"


# --- what happened elsewhere ---


def test_a_call_that_reached_them_answers_and_begins_the_run(owned: Desk) -> None:
    assert commanded(owned, "jamie", "called: reached")[0].startswith("Noted.")
    lead = owned.lead("ana")
    assert lead.first_response_at is not None
    assert (lead.turn, lead.stage) == (Turn.CUSTOMER, "Contacted")
    with owned.work() as work:
        assert work.session.scalars(select(Enrollment)).one().state is RunState.RUNNING


def test_a_call_without_answer_stops_no_clock(owned: Desk) -> None:
    commanded(owned, "jamie", "called: no answer")
    lead = owned.lead("ana")
    assert lead.next_action == "Ring Ana Bo again"
    assert lead.due_at == lead.answer_due_at
    assert lead.first_response_at is None


def test_called_alone_is_asked_back(owned: Desk) -> None:
    assert "Did you reach them?" in commanded(owned, "jamie", "called")[0]


def test_sent_from_elsewhere_counts_and_their_answer_stops_the_run(owned: Desk) -> None:
    owned.passes(minutes=30)
    commanded(owned, "jamie", "sent 10:15")
    lead = owned.lead("ana")
    assert (lead.turn, lead.answers_to) == (Turn.CUSTOMER, "jamie")
    commanded(owned, "jamie", "replied: she wants Friday at ten")
    lead = owned.lead("ana")
    assert lead.turn is Turn.US
    assert lead.next_action == "Answer Ana Bo: she wants Friday at ten"
    with owned.work() as work:
        assert work.session.scalars(select(Enrollment)).one().state is RunState.STOPPED


@pytest.mark.parametrize(("word", "state"), [("resend", OutboxState.QUEUED), ("sent", OutboxState.SENT)])
def test_a_mail_in_doubt_is_settled_by_its_owner(owned: Desk, word: str, state: OutboxState) -> None:
    commanded(owned, "jamie", "send")
    with owned.work() as work:
        mail = work.session.scalars(select(OutboxEmail).where(OutboxEmail.kind == "human")).one()
        mail.state, mail.committed_at = OutboxState.IN_DOUBT, work.now
    commanded(owned, "jamie", word)
    (mail,) = to_customer(owned)
    assert mail.state is state
    assert owned.lead("ana").turn is (Turn.CUSTOMER if word == "sent" else Turn.US)


# --- the end ---


def test_close_wants_a_reason_and_withdraws_what_was_to_come(owned: Desk) -> None:
    assert "How did it end?" in commanded(owned, "jamie", "close")[0]
    assert commanded(owned, "jamie", "close: won, signed today")[0].startswith(
        "L-1 is closed: won, signed today."
    )
    lead = owned.lead("ana")
    assert (lead.state, lead.close_reason) == (LeadState.CLOSED, "won")
    assert "is closed (won)" in commanded(owned, "jamie", "send")[0]


def test_a_duplicate_is_closed_but_its_sender_is_not_ignored(owned: Desk) -> None:
    commanded(owned, "jamie", "not a lead: duplicate")
    with owned.work() as work:
        assert work.session.scalars(select(Lead)).one().person.ignored_as is None


# --- whose lead it is ---


def test_others_are_told_who_has_it(owned: Desk) -> None:
    (answer,) = commanded(owned, "sam", "close: lost")
    assert answer == "Not done: Jamie accepted at 10:00, so nothing was changed."
    assert owned.lead("ana").state is LeadState.OWNED


def test_offer_puts_it_up_again(owned: Desk) -> None:
    commanded(owned, "jamie", "offer")
    assert owned.lead("ana").state is LeadState.OFFERED


# --- questions ---


def test_list_is_numbered_and_can_be_answered_by_number(owned: Desk) -> None:
    owned.arrives("Bo Li <bo@other.example>", "Carport", "How much is a carport?")
    owned.goes_out()
    commanded_to = mail_to(owned, "jamie", "command")
    says(owned, "jamie", "list", commanded_to)
    listed = mail_to(owned, "jamie", "command")
    assert "1  L-1 Ana Bo:" in listed.text
    says(owned, "jamie", "1 close: lost, bought elsewhere", listed)
    assert owned.lead("ana").close_reason == "lost"


def test_who_has_ana(owned: Desk) -> None:
    assert commanded(owned, "sam", "who ana")[0].startswith("Jamie: L-1 Ana Bo: ")


def test_help_names_every_word(owned: Desk) -> None:
    (answer,) = commanded(owned, "jamie", "help")
    assert "snooze <when>" in answer
    assert "acks release" in answer


def test_only_an_admin_releases_acknowledgements(owned: Desk) -> None:
    (answer,) = commanded(owned, "jamie", "acks release")
    assert answer.startswith("Not done: Only an admin may do that: Max.")
    assert commanded(owned, "max", "acks release") == ["The fuse holds none back."]


def test_back_ends_an_absence(owned: Desk) -> None:
    with owned.work() as work:
        until = work.now.replace(month=7)
        work.session.add(Absence(owner_id="jamie", starts_at=work.now, ends_at=until, source="planned"))
    owned.passes(minutes=5)
    commanded(owned, "jamie", "back")
    with owned.work() as work:
        assert work.session.scalars(select(Absence)).one().ends_at == work.now
