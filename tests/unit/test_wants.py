"""What a person wants with an answer: the first intent that fits decides (rules, section 4)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from worker.hours import calendar
from worker.ingest.facts import facts
from worker.ingest.signing import signed
from worker.mail.days.deferral import deferral
from worker.mail.days.promised import Promise, promised
from worker.mail.phones import phone_numbers
from worker.mail.wants import Intent, Mark, asked, digit, intent, marks, promise, wants_call

DESK = calendar("Mon-Fri 09:00-17:00", "Europe/Berlin")
WEDNESDAY = datetime(2026, 6, 10, 8, tzinfo=UTC)

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
    ("No problem, go ahead!", Intent.YES),
    ("I can't say no to that!", Intent.YES),
    ("Oui, avec plaisir.", Intent.YES),
    ("Yes, but that is not what we need.", Intent.OTHER),
    ("No, thanks for asking, that time works.", Intent.ACCEPTANCE),
    ("El jueves a las 16:00 me viene bien.", Intent.ACCEPTANCE),
    ("Thursday does not work for me.", Intent.OTHER),
    ("Nous avons choisi un autre prestataire.", Intent.CLEAR_NO),
    ("Ya no hace falta, gracias.", Intent.CLEAR_NO),
    ("Not interested in the large one, but could you quote the small one?", Intent.QUESTION),
    ("Merci de me retirer de votre liste.", Intent.OPT_OUT),
    ("No me escriban más.", Intent.OPT_OUT),
    ("Please don't call me, a mail is fine.", Intent.OTHER),
    ("Thanks, but the roof is too low.", Intent.OTHER),
    ("Thanks, OK", Intent.THANKS),
    ("Vielen Dank!", Intent.THANKS),
    ("We measured again: it is 14 m2.", Intent.OTHER),
    ("Please stop by on Friday.", Intent.OTHER),
    ("No.", Intent.CLEAR_NO),
    ("Nein\n\nGruß\nAna", Intent.CLEAR_NO),
    ("Non merci.", Intent.CLEAR_NO),
    ("No.\n\nBut what about Thursday?", Intent.QUESTION),
    ("On a ce qu'il nous faut, merci.", Intent.CLEAR_NO),
    ("Voici ce qu'il nous faut : deux portes. Quel serait le prix ?", Intent.QUESTION),
    ("Kein Interesse am großen Modell. Was kostet das kleine?", Intent.QUESTION),
    ("I found someone to lay the tiles. Can you deliver them?", Intent.QUESTION),
    # Whoever is served elsewhere does not wait, whatever they need "at the moment".
    ("Nothing needed at the moment, we have decided for somebody else.", Intent.CLEAR_NO),
    ("Im Moment kein Bedarf, wir haben uns für einen anderen Betrieb entschieden.", Intent.CLEAR_NO),
    ("Pas pour le moment, nous avons choisi un autre artisan.", Intent.CLEAR_NO),
    ("De momento no nos interesa, ya hemos contratado a otro proveedor.", Intent.CLEAR_NO),
    ("De momento no.", Intent.LATER),
    ("We went with another company for now, please check back in January.", Intent.LATER),
    # A question about a season or a feast is a question; to speak then is a wish.
    ("Is that possible for spring?", Intent.QUESTION),
    ("Would it be possible after Christmas?", Intent.QUESTION),
    ("Will it be ready in spring?", Intent.QUESTION),
    ("Geht das noch vor Ostern?", Intent.QUESTION),
    ("Können Sie nach Ostern liefern?", Intent.QUESTION),
    ("Est-ce possible pour la rentrée ?", Intent.QUESTION),
    ("Pourriez-vous livrer après les vacances ?", Intent.QUESTION),
    ("¿Sería posible para septiembre?", Intent.QUESTION),
    ("Can we speak after Christmas?", Intent.LATER),
    ("Können wir nach Ostern sprechen?", Intent.LATER),
    ("Je serai rentrée en janvier.", Intent.LATER),
    ("Beste Jamie, bedankt voor de offerte. We zijn akkoord, u mag de bestelling plaatsen.", Intent.YES),
    ("Akkoord, ga uw gang.", Intent.YES),
    ("Ga maar door!", Intent.YES),
    ("Nee, dank u.", Intent.CLEAR_NO),
    ("Geen interesse meer.", Intent.CLEAR_NO),
    ("We hebben voor een ander gekozen.", Intent.CLEAR_NO),
    ("Op dit moment niet, misschien later.", Intent.LATER),
    ("Hartelijk dank!", Intent.THANKS),
    # Questions in other writings.
    ("見積書を受け取りました。納期は何週間くらいでしょうか。", Intent.QUESTION),
    ("配達できますか", Intent.QUESTION),
    ("您好，价格是多少？", Intent.QUESTION),
    ("هل يمكنكم التوصيل؟", Intent.QUESTION),
    ("Πόσο κοστίζει;", Intent.QUESTION),
]

# Contact is asked for, or a meeting named, and nobody asks us to wait (rules, section 4).
NO_WAIT = [
    "Please call me again about the door.",
    "Bitte melden Sie sich noch einmal wegen der Tür.",
    "Merci de me recontacter pour un devis.",
    "Pouvez-vous me rappeler ce matin ?",
    "Por favor, vuelva a llamarme por la puerta.",
    "See you on Monday!",
    "Talk Monday at 10.",
    "Bis Montag!",
    "Wir sehen uns am Freitag.",
    "On se voit lundi à 10h.",
    "On s'appelle mardi.",
    "Hablamos el lunes a las 10.",
    "Nos vemos el viernes.",
    "I'm away from Friday, so could you send it to my colleague?",
    "Ich bin ab Freitag im Urlaub, können Sie es meiner Kollegin schicken?",
    "I have not decided yet. Does it come in red?",
    "Noch nicht bestellt. Gibt es die Tür auch in Rot?",
    "Erst 40, später vielleicht 90. Geht das auch samstags?",
    "D'abord 40, plus tard peut-être 90. Livrez-vous le samedi ?",
    "Todavía no he decidido. ¿Hay otra en rojo?",
]
WAITS = [
    "Bitte melden Sie sich nächste Woche noch einmal.",
    "Bitte melden Sie sich später noch einmal.",
    "Merci de me recontacter en septembre.",
    "Hablamos en septiembre.",
    "On se reparle en septembre.",
    "Vuelva a llamarme en septiembre.",
    "I'm away until 3 July, call me then.",
    "We have not decided yet.",
]


@pytest.mark.parametrize("said", NO_WAIT)
def test_asking_for_contact_or_naming_a_day_is_no_request_to_wait(said: str) -> None:
    assert deferral(said, WEDNESDAY, DESK) is None
    assert intent(said, waits=False) is not Intent.LATER


@pytest.mark.parametrize("said", WAITS)
def test_a_later_day_or_word_asks_to_wait(said: str) -> None:
    assert deferral(said, WEDNESDAY, DESK) is not None
    assert intent(said) is Intent.LATER


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
    ("line", "language", "kind", "values"),
    [
        ("Thursday at 10 works for me.", "en", "amount", []),
        ("Wir suchen für unsere Schule Stühle.", "de", "product", []),
        ("Wir brauchen kurzfristig Hilfe.", "de", "product", []),
        ("Busco para el salón una lámpara.", "es", "product", []),
        ("I need the following items:", "en", "product", []),
        ("Was kostet im Monat die Wartung?", "de", "product", []),
        ("Wir suchen ein Gartenhaus in Holz.", "de", "product", ["Gartenhaus"]),
        ("We need 3 desks in Bristol in Week 30.", "en", "place", ["Bristol"]),
        ("It looks odd in Firefox.", "en", "place", []),
        ("Wir haben eine Tierarztpraxis in Gotha.", "de", "place", ["Gotha"]),
        ("Ein Tisch in Eiche, bitte in Ruhe prüfen.", "de", "place", []),
        ("Une livraison pour Rennes ?", "fr", "place", ["Rennes"]),
    ],
)
def test_what_is_not_sure_is_no_fact(line: str, language: str, kind: str, values: list[str]) -> None:
    assert [fact.value for fact in facts(line, language=language) if fact.kind == kind] == values


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


def test_a_courtesy_asks_nothing() -> None:
    assert asked("Hi Jamie, how are you? We need 12 m2.") == "We need 12 m2."
    assert intent("Lo dejamos para julio, ¿de acuerdo?") is Intent.LATER


def test_a_date_ends_no_sentence() -> None:
    assert asked("Guten Tag, können Sie bis zum 20.6. liefern?") == "Können Sie bis zum 20.6. liefern?"


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("It is urgent, the roof leaks.", (Mark.URGENT,)),
        ("Es ist nicht dringend.", ()),
        ("Somebody must ring me today.", (Mark.URGENT,)),
        ("Wir brauchen heute eine Antwort.", (Mark.URGENT,)),
        ("Pouvez-vous me rappeler ce matin ?", (Mark.URGENT,)),
        ("Necesito una respuesta hoy.", (Mark.URGENT,)),
        ("I saw your shop today.", ()),
        ("You need not call me today.", ()),
        ("Das ist inakzeptabel, ich bin enttäuscht.", (Mark.COMPLAINT,)),
    ],
)
def test_what_cannot_lie_is_marked(said: str, marked: tuple[Mark, ...]) -> None:
    assert marks(said) == marked


def test_a_new_subject_can_be_urgent_and_an_old_one_cannot() -> None:
    assert marks("The tap drips.", "URGENT: water on the floor") == (Mark.URGENT,)
    assert marks("It has stopped, thanks.", "Re: URGENT: water on the floor") == ()


def test_what_we_promise_has_its_day() -> None:
    promise = promised("Je vous envoie le devis d'ici vendredi.", WEDNESDAY, DESK)
    assert promise == Promise("Je vous envoie le devis d'ici vendredi", date(2026, 6, 12))
    assert promised("Once you send photos, I'll prepare the quote.", WEDNESDAY, DESK) is None


@pytest.mark.parametrize(
    ("display", "foot", "name", "company"),
    [
        ("Ana Lopez, Acme Tools GmbH", "", "Ana Lopez", "Acme Tools GmbH"),
        ("Ferry, Otis", "", "Otis Ferry", ""),
        ("Sales Team", "Kind regards\nMaria Gomez\nBrightside Ltd", "Maria Gomez", "Brightside Ltd"),
        ("Acme Tools GmbH", "", "", "Acme Tools GmbH"),
        ("", "Thanks\nHaddad Dental", "", "Haddad Dental"),
        ("newsdesk", "", "", ""),
    ],
)
def test_a_company_or_a_role_is_no_person(display: str, foot: str, name: str, company: str) -> None:
    who = signed(display, "hello@haddad-dental.example", f"What does it cost?\n\n{foot}")
    assert (who.name, who.company) == (name, company)


def test_a_phone_number_is_kept_as_it_was_written() -> None:
    assert phone_numbers("Tel. 0341 5550177", "DE") == ["0341 5550177"]
    assert phone_numbers("Tel. 0341 5550177") == ["0341 5550177"]
    assert phone_numbers("+49 (0)341  5550177") == ["+49 (0)341 5550177"]
    assert phone_numbers("Tel. 0341 5550177 0000", "US") == [], "no number has so many digits there"
    assert phone_numbers("order 0.455 0.909 on 12.06.2026 for 18,400 EUR", "DE") == []


@pytest.mark.parametrize(
    "piece", ["word ", "?", "((", "1 ", "in A", "\n", "Müller GmbH & ", "not now ", "a@b."]
)
def test_a_megabyte_of_anything_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert len(asked(text)) <= 300
    assert intent(text)
    assert len(facts(text)) <= 40


def test_a_wish_for_a_call_is_heard() -> None:
    assert wants_call("Could somebody call me this afternoon?")
    assert wants_call("Bitte um Rückruf.")
    assert not wants_call("What does it cost?")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "田中様\nお世話になっております。\n見積書を受け取りました。納期は何週間でしょうか。よろしくお願いいたします。",
            "納期は何週間でしょうか。",
        ),
        ("王先生您好：\n报价已收到。可以送货吗？谢谢！", "可以送货吗？"),
        ("田中様、送料はいくらですか？", "送料はいくらですか？"),
    ],
)
def test_a_question_without_spaces_is_found_among_its_sentences(text: str, question: str) -> None:
    assert asked(text) == question


@pytest.mark.parametrize(
    ("line", "kind", "values"),
    [
        ("Bitte erst ab dem 11. Januar 2027 wieder.", "amount", []),
        ("Kunt u in week 50 langskomen om te meten?", "amount", []),
        ("Kunt u in week 50 langskomen om te meten?", "date", ["week 50"]),
        ("Passt es in Woche 12 oder KW 14?", "date", ["Woche 12", "KW 14"]),
        ("Wir suchen 12 Stühlen und 3 Fenster.", "amount", ["12 Stühlen", "3 Fenster"]),
        ("I saw your stand at the show.", "product", []),
        ("I saw your oak tables at the show.", "product", ["oak tables"]),
        ("I need somebody here today, please.", "product", []),
        ("We need a wooden counter built around it.", "product", ["wooden counter"]),
        ("Necesitamos un mostrador nuevo de unos 4 metros.", "product", ["mostrador nuevo"]),
    ],
)
def test_a_number_a_thing_and_a_week_are_told_by_what_stands_beside_them(
    line: str, kind: str, values: list[str]
) -> None:
    assert [fact.value for fact in facts(line) if fact.kind == kind] == values
