"""What a person wants with an answer: the first intent that fits decides (rules, section 4)."""

from __future__ import annotations

import pytest

from worker.ingest.facts import facts
from worker.mail.wants import Intent, asked, digit, intent, promise, wants_call

INTENTS = [
    ("Please don't email me again.", Intent.OPT_OUT),
    ("Bitte nicht mehr anrufen.", Intent.OPT_OUT),
    ("Stop", Intent.OPT_OUT),
    ("1", Intent.DIGIT),
    ("2 in May", Intent.DIGIT),
    ("3.", Intent.DIGIT),
    ("I'm not interested", Intent.CLEAR_NO),
    ("We went with another company, thanks.", Intent.CLEAR_NO),
    ("Danke, hat sich erledigt.", Intent.CLEAR_NO),
    ("Do we need a permit?", Intent.QUESTION),
    ("Not before July, but what does the roof cost?", Intent.QUESTION),
    ("Was kostet die Lieferung?", Intent.QUESTION),
    ("Yes, Thursday at 16:00 works.", Intent.ACCEPTANCE),
    ("Ja, passt.", Intent.YES),
    ("Check back next week", Intent.LATER),
    ("Not interested right now, maybe later.", Intent.LATER),
    ("Can you call me next week?", Intent.LATER),
    ("Bitte melden Sie sich nächste Woche wieder.", Intent.LATER),
    ("Thanks, OK", Intent.THANKS),
    ("Vielen Dank!", Intent.THANKS),
    ("We measured again: it is 14 m2.", Intent.OTHER),
    ("Please stop by on Friday.", Intent.OTHER),
]


@pytest.mark.parametrize(("said", "meant"), INTENTS)
def test_the_first_intent_that_fits_decides(said: str, meant: Intent) -> None:
    assert intent(said) is meant


def test_a_digit_carries_what_follows_it() -> None:
    assert digit("2 in May\n\nBest, Ana") == (2, "in May")
    assert digit("12 m2") is None


def test_what_they_asked_is_the_question_not_the_greeting() -> None:
    assert (
        asked("Hello Jamie,\n\nlovely garden you have. What does it cost?\n\nBest regards\nAna")
        == "What does it cost?"
    )
    assert asked("Guten Tag,\nwir suchen ein Gartenhaus.") == "Wir suchen ein Gartenhaus."
    assert len(asked("word " * 200 + "?")) <= 300


def test_facts_come_with_their_line() -> None:
    found = {
        fact.kind: fact
        for fact in facts("My budget is 18,400 EUR.\nCall 0341 5550177 on 12 June.", email="a@a.example")
    }
    assert found["amount"].value == "18,400 EUR"
    assert found["phone"].line == "Call 0341 5550177 on 12 June."
    assert found["email"].value == "a@a.example"


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        ("Good to talk. I'll send the quote by Friday. Jamie", "I'll send the quote by Friday"),
        ("Ich schicke Ihnen das Angebot bis Freitag.", "Ich schicke Ihnen das Angebot bis Freitag"),
        ("If you like, come and see one.", None),
    ],
)
def test_our_own_promise_is_found_in_its_words(ours: str, words: str | None) -> None:
    assert promise(ours) == words


def test_a_wish_for_a_call_is_heard() -> None:
    assert wants_call("Could somebody call me this afternoon?")
    assert wants_call("Bitte um Rückruf.")
    assert not wants_call("What does it cost?")
