"""An owner replies in plain words, and Keepwarm reads exactly what was said (rules, section 7)."""

from __future__ import annotations

import pytest

from worker.commands.arguments import gaps, kind_of_sender, reached
from worker.commands.grammar import Command, Reply, parse
from worker.commands.spellings import SPELLINGS
from worker.commands.words import WORDS, Form, Verb


def verbs(reply: Reply) -> list[Verb]:
    return [command.verb for command in reply.commands]


def only(text: str) -> Command:
    reply = parse(text)
    assert len(reply.commands) == 1, reply
    return reply.commands[0]


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        # An offer is taken.
        ("accept", Verb.ACCEPT, ""),
        ("Accept.", Verb.ACCEPT, ""),
        ("ok", Verb.ACCEPT, ""),
        ("OK!", Verb.ACCEPT, ""),
        ("ok thanks", Verb.ACCEPT, ""),
        ("Yes.", Verb.ACCEPT, ""),
        ("yes please", Verb.ACCEPT, ""),
        ("mine", Verb.ACCEPT, ""),
        ("I'll take it", Verb.ACCEPT, ""),
        ("I’ll take it!", Verb.ACCEPT, ""),
        ("+1", Verb.ACCEPT, ""),
        ("👍", Verb.ACCEPT, ""),
        ("👍🏽", Verb.ACCEPT, ""),
        ("*ok*", Verb.ACCEPT, ""),
        ("`accept`", Verb.ACCEPT, ""),
        ("ja", Verb.ACCEPT, ""),
        ("Ja!", Verb.ACCEPT, ""),
        ("Nehme ich", Verb.ACCEPT, ""),
        ("mache ich.", Verb.ACCEPT, ""),
        ("Uebernehme ich", Verb.ACCEPT, ""),
        ("OK, calling her tomorrow", Verb.ACCEPT, "calling her tomorrow"),
        ("ok calling her tomorrow at 10", Verb.ACCEPT, "calling her tomorrow at 10"),
        ("accept send two dates by Thu 12:00", Verb.ACCEPT, "send two dates by Thu 12:00"),
        ("accept: send two dates by Thu 12:00", Verb.ACCEPT, "send two dates by Thu 12:00"),
        ("ok, send 2 dates by Thursday 12:00", Verb.ACCEPT, "send 2 dates by Thursday 12:00"),
        ("ok, next: ring her by Thu 12:00", Verb.ACCEPT, "ring her by Thu 12:00"),
        ("ja, rufe sie morgen an", Verb.ACCEPT, "rufe sie morgen an"),
        # An offer is left.
        ("decline", Verb.DECLINE, ""),
        ("decline busy", Verb.DECLINE, "busy"),
        ("no", Verb.DECLINE, ""),
        ("No, busy", Verb.DECLINE, "busy"),
        ("Sorry - not my area", Verb.DECLINE, ""),
        ("too busy this week", Verb.DECLINE, "this week"),
        ("Leider keine Zeit", Verb.DECLINE, ""),
        ("no - not my area", Verb.DECLINE, "not my area"),
        ("no time", Verb.DECLINE, ""),
        ("no, away until Friday", Verb.DECLINE, "away until Friday"),
        ("no thanks", Verb.DECLINE, ""),
        ("not mine", Verb.DECLINE, ""),
        ("nein", Verb.DECLINE, ""),
        ("Nein, keine Zeit", Verb.DECLINE, "keine Zeit"),
        ("not me", Verb.NOT_ME, ""),
        ("Nicht ich.", Verb.NOT_ME, ""),
        # The draft.
        ("send", Verb.SEND, ""),
        ("Send!", Verb.SEND, ""),
        ("please send", Verb.SEND, ""),
        ("send it, please", Verb.SEND, ""),
        ("OK, send it", Verb.SEND, ""),
        ("yes, send", Verb.SEND, ""),
        ("ok, send 18,400 / 6", Verb.SEND, "18,400 / 6"),
        ("ok, send 18,400 EUR / 6 weeks", Verb.SEND, "18,400 EUR / 6 weeks"),
        ("ok, send 2 dates / 1 price", Verb.ACCEPT, "send 2 dates / 1 price"),
        ("ok, send 2 dates by Thursday", Verb.ACCEPT, "send 2 dates by Thursday"),
        ("ok, book Thu 16:00", Verb.ACCEPT, "book Thu 16:00"),
        ("ok and send", Verb.SEND, ""),
        ("Passt", Verb.ACCEPT, ""),
        ("klar, rufe sie morgen an", Verb.ACCEPT, "rufe sie morgen an"),
        ("ok, no problem", Verb.ACCEPT, "no problem"),
        ("Ja, kein Problem", Verb.ACCEPT, "kein Problem"),
        ("ok kein problem", Verb.ACCEPT, "kein problem"),
        ("ja, keine Frage", Verb.ACCEPT, "keine Frage"),
        ("yes not a problem", Verb.ACCEPT, "not a problem"),
        ("Ja, nicht schlecht!", Verb.ACCEPT, "nicht schlecht!"),
        ("ja, warum nicht", Verb.ACCEPT, "warum nicht"),
        ("accept, no visit needed, send quote by Fri", Verb.ACCEPT, "no visit needed, send quote by Fri"),
        ("ok. no phone given, will write by Fri", Verb.ACCEPT, "no phone given, will write by Fri"),
        ("Ok, not urgent, ring her by Thu", Verb.ACCEPT, "not urgent, ring her by Thu"),
        ("Mine. No need to nudge", Verb.ACCEPT, "No need to nudge"),
        ("ok but I can only ring her tomorrow", Verb.ACCEPT, "but I can only ring her tomorrow"),
        ("accept but nudge me tomorrow", Verb.ACCEPT, "but nudge me tomorrow"),
        ("yes, but not before Monday", Verb.ACCEPT, "but not before Monday"),
        ("ok, ring Bo if Ana does not answer by Thu", Verb.ACCEPT, "ring Bo if Ana does not answer by Thu"),
        ("ok mache ich bis Freitag", Verb.ACCEPT, "mache ich bis Freitag"),
        ("kann nicht", Verb.DECLINE, ""),
        ("Nein, passt nicht", Verb.DECLINE, "passt nicht"),
        ("Nein, passt mir nicht", Verb.DECLINE, "passt mir nicht"),
        ("No, next", Verb.DECLINE, "next"),
        ("1 no, next", Verb.DECLINE, "next"),
        ("No, skip", Verb.DECLINE, "skip"),
        ("nein, bitte weiter", Verb.DECLINE, "bitte weiter"),
        ("no, he is ok", Verb.DECLINE, "he is ok"),
        ("no, not mine", Verb.DECLINE, "not mine"),
        ("no, but Sam can", Verb.DECLINE, "but Sam can"),
        ("later by EOD", Verb.LATER, "by EOD"),
        ("later at 9", Verb.LATER, "at 9"),
        ("later 16:30 because I drive", Verb.LATER, "16:30 because I drive"),
        ("Termin vereinbart für Donnerstag 16 Uhr", Verb.BOOKED, "für Donnerstag 16 Uhr"),
        ("senden", Verb.SEND, ""),
        ("send 18,400 / 6", Verb.SEND, "18,400 / 6"),
        ("send 18,400", Verb.SEND, "18,400"),
        ("send EUR 18,400", Verb.SEND, "EUR 18,400"),
        ("send: 18,400 / 6", Verb.SEND, "18,400 / 6"),
        ("send 6 weeks", Verb.SEND, "6 weeks"),
        ("send from blue to green / Friday", Verb.SEND, "from blue to green / Friday"),
        ("send now", Verb.SEND_NOW, ""),
        ("Send it now!", Verb.SEND_NOW, ""),
        ("ok, send now", Verb.SEND_NOW, ""),
        ("sofort senden", Verb.SEND_NOW, ""),
        ("send: Hello Ana, Friday suits us.", Verb.SEND_TEXT, "Hello Ana, Friday suits us."),
        ("Senden: Guten Tag Frau Lopez", Verb.SEND_TEXT, "Guten Tag Frau Lopez"),
        ("skip", Verb.SKIP, ""),
        ("skip this one", Verb.SKIP, ""),
        ("skip day 3", Verb.SKIP, "day 3"),
        ("skip, he rang already", Verb.SKIP, "he rang already"),
        ("überspringen", Verb.SKIP, ""),
        ("Ueberspringen", Verb.SKIP, ""),
        ("snooze Fri", Verb.SNOOZE, "Fri"),
        ("snooze until 2 July", Verb.SNOOZE, "until 2 July"),
        ("snooze", Verb.SNOOZE, ""),
        ("later Thu 12:00", Verb.LATER, "Thu 12:00"),
        ("later 16:30", Verb.LATER, "16:30"),
        ("Later: 4 pm", Verb.LATER, "4 pm"),
        ("später 16:30", Verb.LATER, "16:30"),
        ("stop: she bought elsewhere", Verb.STOP, "she bought elsewhere"),
        ("stop not interested", Verb.STOP, "not interested"),
        ("stop", Verb.STOP, ""),
        # What is next, and what has happened.
        ("next: send two dates by Thu 12:00", Verb.NEXT, "send two dates by Thu 12:00"),
        ("Next action: ring her by Friday", Verb.NEXT, "ring her by Friday"),
        ("weiter: anrufen bis Freitag", Verb.NEXT, "anrufen bis Freitag"),
        ("waiting: Max, for the price", Verb.WAITING, "Max, for the price"),
        ("waiting for Max, the price", Verb.WAITING, "for Max, the price"),
        ("sent", Verb.SENT, ""),
        ("sent yesterday", Verb.SENT, "yesterday"),
        ("sent 10:15", Verb.SENT, "10:15"),
        ("geschickt", Verb.SENT, ""),
        ("replied: she wants Friday", Verb.REPLIED, "she wants Friday"),
        ("called", Verb.CALLED, ""),
        ("called: reached", Verb.CALLED, "reached"),
        ("called no answer", Verb.CALLED, "no answer"),
        ("Called her, no answer", Verb.CALLED, "her, no answer"),
        ("angerufen: nicht erreicht", Verb.CALLED, "nicht erreicht"),
        ("angerufen, erreicht", Verb.CALLED, "erreicht"),
        ("booked Thu 10:00", Verb.BOOKED, "Thu 10:00"),
        ("booked for Thu 18 June 10:00", Verb.BOOKED, "for Thu 18 June 10:00"),
        ("showed", Verb.SHOWED, ""),
        ("no show", Verb.NO_SHOW, ""),
        ("No-show", Verb.NO_SHOW, ""),
        ("nicht erschienen", Verb.NO_SHOW, ""),
        ("stage Qualified: budget is clear", Verb.STAGE, "Qualified: budget is clear"),
        (
            "handoff sam: wants a price; next: quote by Fri 12:00",
            Verb.HANDOFF,
            "sam: wants a price; next: quote by Fri 12:00",
        ),
        ("hand over to Sam: knows the site", Verb.HANDOFF, "Sam: knows the site"),
        ("note: prefers mornings", Verb.NOTE, "prefers mornings"),
        ("Notiz: lieber morgens", Verb.NOTE, "lieber morgens"),
        ("note", Verb.NOTE, ""),
        # The end.
        ("close: bought elsewhere", Verb.CLOSE, "bought elsewhere"),
        ("close, no response", Verb.CLOSE, "no response"),
        ("close no response", Verb.CLOSE, "no response"),
        ("schließen: kein Budget", Verb.CLOSE, "kein Budget"),
        ("Schliessen: kein Budget", Verb.CLOSE, "kein Budget"),
        ("not a lead", Verb.NOT_A_LEAD, ""),
        ("Not a lead, supplier", Verb.NOT_A_LEAD, "supplier"),
        ("not a lead supplier", Verb.NOT_A_LEAD, "supplier"),
        ("no, not a lead", Verb.NOT_A_LEAD, ""),
        ("kein Lead: Bewerbung", Verb.NOT_A_LEAD, "Bewerbung"),
        ("lead", Verb.LEAD, ""),
        ("offer", Verb.OFFER, ""),
        ("split", Verb.SPLIT, ""),
        ("unmerge", Verb.UNMERGE, ""),
        ("resend", Verb.RESEND, ""),
        ("mail it", Verb.MAIL_IT, ""),
        ("undo", Verb.UNDO, ""),
        ("new: Rita Roth, 0341 555: visit", Verb.NEW, "Rita Roth, 0341 555: visit"),
        # The team.
        ("list", Verb.LIST, ""),
        ("list overdue", Verb.LIST, "overdue"),
        ("Liste", Verb.LIST, ""),
        ("who ana", Verb.WHO, "ana"),
        ("Wer hat Ana?", Verb.WHO, "Ana?"),
        ("away 1 Jul - 14 Jul sam", Verb.AWAY, "1 Jul - 14 Jul sam"),
        ("away until 14 Oct", Verb.AWAY, "until 14 Oct"),
        ("away Mon - Wed", Verb.AWAY, "Mon - Wed"),
        ("back", Verb.BACK, ""),
        ("I'm back!", Verb.BACK, ""),
        ("zurück", Verb.BACK, ""),
        ("force sam: knows the site", Verb.FORCE, "sam: knows the site"),
        ("standard 4h", Verb.STANDARD, "4h"),
        ("acks release", Verb.ACKS_RELEASE, ""),
        ("help", Verb.HELP, ""),
        ("?", Verb.HELP, ""),
        ("Hilfe!", Verb.HELP, ""),
    ],
)
def test_one_line_is_one_command(text: str, verb: Verb, rest: str) -> None:
    command = only(text)
    assert (command.verb, command.rest) == (verb, rest)
    assert command.line == text.strip().replace("🏽", "")


@pytest.mark.parametrize(
    "text",
    [
        "Send me your postcode please, Ana",
        "Send me 3 photos, Ana",
        "Send two dates and I will choose",
        "send tomorrow 9:00",
        "send, but change the price to 19,000",
        "send\nbut change the price to 19,000",
        "No problem, we can do that",
        "No worries!",
        "No, we cannot come on Friday, Ana",
        "Yes, we can come on Friday",
        "Yes, I can visit you on Friday",
        "Ja, ich rufe Sie morgen an",
        "ok?",
        "Next week works for me, Ana",
        "Next Friday at 10 then",
        "Later this week works for us",
        "Stop by on Friday if you like",
        "Close to your place we have a yard",
        "Note that we are closed on Monday",
        "Back on Monday, Ana",
        "Offer is attached",
        "Offer, as promised, is attached",
        "List attached",
        "List of prices below",
        "Lead time is 6 weeks",
        "Help us understand the slope",
        "Split the payment as you like",
        "Called you yesterday, Ana",
        "Waiting for your answer",
        "Sent from my iPhone",
        "Booked out until July, sorry",
        "Who is coming on Friday?",
        "Away from my desk, ring me",
        "New models arrive in May",
        "Standard delivery takes 6 weeks",
        "Skip the foundation if you like",
        "Mine is the same model",
        "Notes on the foundation are attached",
        "Hi Ana,\n\nsend",
        "Hallo Frau Lopez,\nja, das geht.",
        "Dear Ana, yes",
        "We can visit on Friday at 10.",
        "Thank you for your patience.\nWe can visit on Friday.",
        "Please change the price to 19,000\nsend",
        "",
        "   \n\n",
        "okra",
        "> send",
        "send:",
        "Waiting time is 6 weeks",
        "+12 degrees",
        # Neither a yes nor a no that anybody could be sure of.
        "No, I'll take it",
        "nein, ich nehme ihn",
        "no, send",
        "can't today, tomorrow yes",
        "yes, but only if Sam can't",
        "yes\nbut only if Sam can't",
        "ja, aber nur wenn Sam nicht kann",
        "passt nicht",
        "Passt leider nicht",
        "Passt mir nicht",
        "Passt mir gerade nicht",
        "passt zeitlich nicht",
        "klar, geht nicht",
        "Klar ist das nicht meins",
        "jo ich kann nicht",
        "In Ordnung ist das nicht",
        "yes, but I can't",
        "ok, but I am busy",
        "yes if nobody else wants it",
        "ja, aber erst wenn Sam absagt",
        "accept, but not this one",
        "no, next: ring her by Thu",
        "Passt Freitag?",
        "Klar, wir kommen",
        "will do my best",
    ],
)
def test_a_sentence_for_the_customer_is_no_command(text: str) -> None:
    reply = parse(text)
    assert reply.commands == ()
    assert reply.problem is None
    assert reply.words == text.strip()


def test_a_command_ends_at_the_first_blank_line() -> None:
    assert verbs(parse("skip\n\nstop: never mind\n")) == [Verb.SKIP]


@pytest.mark.parametrize(
    "below",
    [
        "\n\nJamie Doe\nAcme Garden Rooms",
        "\n-- \nJamie",
        "\nSent from my iPhone",
        "\nBest, Jamie",
        "\nVG",
        "\nJamie",
        "\nMit besten Grüßen",
        "\nMit freundlichem Gruß\nJ.",
        "\nWith kind regards",
        "\nBest, J",
        "\nJamie Smith | Acme GmbH | Tel 0341 555",
        "\n\nPlease consider the environment before printing this mail",
        "\n\nPlease note: this e-mail is confidential.",
        "\n\nPlease excuse typos",
        "\n\nBitte beachten Sie unsere Datenschutzhinweise",
        "\n\nFirst Choice Gardens Ltd",
        "\n\nStop by our showroom!",
    ],
)
def test_a_signature_is_not_read(below: str) -> None:
    reply = parse("send" + below, signed=["Jamie Doe", "Jamie"])
    assert [(command.verb, command.rest) for command in reply.commands] == [(Verb.SEND, "")]


@pytest.mark.parametrize(
    "above", ["Hi,\n", "Hi,\n\n", "Hello Keepwarm,\n\n", "Hi, ", "Thanks!\n", "Thanks, ", "Danke!\n\n"]
)
def test_a_greeting_in_front_is_passed_over(above: str) -> None:
    assert verbs(parse(above + "accept")) == [Verb.ACCEPT]


def test_a_line_without_a_command_continues_the_one_above() -> None:
    reply = parse("note: she prefers\nmornings, not before 10\nnext: ring her by Thu\n12:00")
    assert [(command.verb, command.rest) for command in reply.commands] == [
        (Verb.NOTE, "she prefers mornings, not before 10"),
        (Verb.NEXT, "ring her by Thu 12:00"),
    ]


def test_a_small_word_in_the_middle_of_a_story_is_part_of_it() -> None:
    command = only("note: I asked about July and she said\nno, not before August")
    assert command.rest == "I asked about July and she said no, not before August"


def test_three_commands_are_done_and_four_are_asked_back() -> None:
    three = "accept\nnote: likes blue\nnext: ring her by Fri"
    assert verbs(parse(three)) == [Verb.ACCEPT, Verb.NOTE, Verb.NEXT]
    four = parse(three + "\nskip")
    assert four.commands == ()
    assert four.problem is not None
    assert "three" in four.problem


def test_a_yes_and_something_else_in_one_line_are_both_heard() -> None:
    reply = parse("OK, snooze Fri")
    assert [(command.verb, command.rest) for command in reply.commands] == [
        (Verb.ACCEPT, ""),
        (Verb.SNOOZE, "Fri"),
    ]


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("ok, called: no answer", Verb.CALLED, "no answer"),
        ("yes, called: reached", Verb.CALLED, "reached"),
        ("ok, booked Thu 16:00", Verb.BOOKED, "Thu 16:00"),
        ("ok, stage Qualified: budget known", Verb.STAGE, "Qualified: budget known"),
        ("ok, later: 16:30", Verb.LATER, "16:30"),
        ("ok and note: likes blue", Verb.NOTE, "likes blue"),
    ],
)
def test_behind_a_yes_a_word_with_its_colon_is_done(text: str, verb: Verb, rest: str) -> None:
    assert [(command.verb, command.rest) for command in parse(text).commands] == [
        (Verb.ACCEPT, ""),
        (verb, rest),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "\n\nBut change the price to 500 first!",
        "\n\nbitte erst den Preis ändern",
        "\n\nWait, not yet",
        "\n\nPlease change the price",
        "\n\nplease don't send yet",
        "\n\nbitte noch nicht",
        "\n\nStop!",
        "\n\nonly if she paid",
    ],
)
def test_an_afterthought_below_a_send_stops_it(below: str) -> None:
    reply = parse("send" + below)
    assert reply.commands == ()
    assert reply.problem is not None
    assert below.strip() in reply.problem


@pytest.mark.parametrize(
    "text",
    [
        "send: Hi Ana,\n> your question\nHere is the answer",
        "note: she asked\n> your question\nand was pleased",
        "send: Hi Ana,\nNext: please send photos by Friday.\nCheers",
        "send: Hi Ana,\nIt suits us.\nNext: bitte die Fotos schicken",
        "send: Hi Ana,\nNext: ring her by Fri",
    ],
)
def test_own_text_is_never_cut_in_silence(text: str) -> None:
    reply = parse(text)
    assert reply.commands == ()
    assert reply.problem is not None


def test_a_name_whose_sentence_goes_on_does_not_end_own_text() -> None:
    text = "send: Hi Ana,\n\nJamie\nwill call you tomorrow.\nJamie\nsales@acme.example"
    (command,) = parse(text, signed=["Jamie"]).commands
    assert command.rest == "Hi Ana,\n\nJamie\nwill call you tomorrow."


def test_a_name_whose_sentence_goes_on_does_not_end_a_note() -> None:
    (command,) = parse("note: she spoke to\nJamie\nabout the slope", signed=["Jamie"]).commands
    assert command.rest == "she spoke to Jamie about the slope"


def test_a_quote_below_own_text_ends_it() -> None:
    assert only("send: Friday suits us.\n> And Friday?\n-- \nAcme").rest == "Friday suits us."


def test_a_list_is_answered_by_number() -> None:
    reply = parse("1 send\n2 later 16:30\n3. ok\n#4 no, busy\n5) skip")
    assert {number: command.verb for number, command in reply.numbered.items()} == {
        1: Verb.SEND,
        2: Verb.LATER,
        3: Verb.ACCEPT,
        4: Verb.DECLINE,
        5: Verb.SKIP,
    }
    assert reply.numbered[2].rest == "16:30"


def test_a_mail_program_that_doubles_the_line_breaks_does_not_cut_the_list() -> None:
    assert list(parse("1 send\n\n2 skip\n\nJamie").numbered) == [1, 2]


def test_one_number_twice_is_asked_back() -> None:
    reply = parse("1 send\n1 skip")
    assert reply.commands == ()
    assert reply.problem is not None
    assert "1" in reply.problem


def test_an_item_of_a_list_that_is_not_understood_is_asked_back() -> None:
    reply = parse("1 send\n2\n3 skip")
    assert reply.commands == ()
    assert reply.problem == 'Nothing was done: I did not understand "2".'


def test_words_of_the_quoted_mail_are_never_commands() -> None:
    assert verbs(parse("skip\n> send")) == [Verb.SKIP]


def test_a_reference_says_which_lead_is_meant() -> None:
    command = only("L-142 accept")
    assert (command.ref, command.verb) == ("L-142", Verb.ACCEPT)
    assert only("accept L-142") == Command(Verb.ACCEPT, "", "accept L-142", None, "L-142")
    assert only("[l-142]: later 16:30").ref == "L-142"


def test_own_text_is_taken_to_the_end_of_the_mail() -> None:
    text = "send: Hello Ana,\n\nFriday suits us.\nNo problem with the slope.\n\nBest,\nJamie\n-- \nAcme"
    command = only(text)
    assert command.verb is Verb.SEND_TEXT
    assert command.rest == "Hello Ana,\n\nFriday suits us.\nNo problem with the slope.\n\nBest,\nJamie"


def test_own_text_may_begin_below_its_word() -> None:
    command = only("send:\n\nHello Ana,\nFriday suits us.")
    assert (command.verb, command.rest) == (Verb.SEND_TEXT, "Hello Ana,\nFriday suits us.")


def test_own_text_with_a_close_out_in_digits_stays_whole() -> None:
    digits = "1 let's talk: Mon 16:00\n2 later: tell me when\n3 no longer needed"
    text = f"send: Hello Ana, one digit is enough:\n{digits}"
    assert only(text).rest.endswith("3 no longer needed")


def test_the_next_action_below_own_text_is_ours() -> None:
    reply = parse("send: Hello Ana, Friday suits us.\nnext: ring her by Thu 12:00")
    assert verbs(reply) == [Verb.SEND_TEXT, Verb.NEXT]
    assert reply.commands[0].rest == "Hello Ana, Friday suits us."


@pytest.mark.parametrize("below", ["\nnote: she is nervous", "\n\nnext: ring her by Thu", "\nclose: won"])
def test_a_command_inside_own_text_is_asked_back_not_mailed(below: str) -> None:
    reply = parse("send: Hello Ana, Friday suits us." + below)
    assert reply.commands == ()
    assert reply.problem is not None
    assert below.strip() in reply.problem


def test_own_text_in_a_list_ends_at_the_next_number() -> None:
    reply = parse("1 send: Hello Ana\nFriday it is.\n\nJamie\n\n2 skip")
    assert reply.numbered[1].rest == "Hello Ana\nFriday it is.\n\nJamie"
    assert reply.numbered[2].verb is Verb.SKIP


@pytest.mark.parametrize(
    ("typed", "usage"),
    [
        ("acept", "accept"),
        ("snoze Fri", "snooze Fri"),
        ("handof sam: knows the site", "handoff sam: knows the site"),
        ("no sho", "no show"),
        ("bookd Thu 16:00", "booked Thu 16:00"),
        ("waitng for Max, the price", "waiting for Max, the price"),
        ("stge qualified: budget known", "stage qualified: budget known"),
        ("hand it to Sam please", "handoff Sam: <note>"),
        ("give Sam the lead", "handoff Sam: <note>"),
        ("gib es an Sam", "handoff Sam: <note>"),
        ("won", "close: won"),
        ("remind me Friday", "snooze Friday"),
        ("reached her, I measure on Wednesday", "called: reached, I measure on Wednesday"),
        ("voicemail again", "called: no answer"),
        ("visit Thu 16:00", "booked Thu 16:00"),
        ("rückgangig", "rückgängig"),
        ("move it to qualified: budget known", "stage qualified: budget known"),
        ("close she moved to Spain", "close: <reason>"),
        ("send tomorrow 9:00", "send"),
        ("überspringn", "überspringen"),
    ],
)
def test_a_near_miss_is_not_done_but_named(typed: str, usage: str) -> None:
    reply = parse(typed)
    assert reply.commands == ()
    assert reply.did_you_mean == usage


@pytest.mark.parametrize("typed", ["nicht senden", "schon erledigt", "don't send it", "nope, I'll take it"])
def test_what_somebody_did_not_say_is_never_proposed(typed: str) -> None:
    reply = parse(typed)
    assert (reply.commands, reply.did_you_mean) == ((), None)


def test_prose_is_not_mistaken_for_a_near_miss() -> None:
    assert parse("We can visit you on Friday at ten, shall we?").did_you_mean is None


@pytest.mark.parametrize(
    ("rest", "fillings"),
    [
        ("18,400 / 6", ("18,400", "6")),
        ("18,400 EUR / six weeks / blue", ("18,400 EUR", "six weeks", "blue")),
        ("18,400 / 6 thanks", ("18,400", "6")),
        ("6", ("6",)),
        ("18,400 /", ()),
        ("me your postcode", ()),
        ("Friday", ()),
        ("16:30", ()),
    ],
)
def test_gaps_are_filled_in_order(rest: str, fillings: tuple[str, ...]) -> None:
    assert gaps(rest) == fillings


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [
        ("reached", True),
        ("spoke to her", True),
        ("erreicht", True),
        ("no answer", False),
        ("not reached", False),
        ("nicht erreicht", False),
        ("voicemail", False),
        ("", None),
        ("her", None),
    ],
)
def test_how_a_call_ended(rest: str, outcome: bool | None) -> None:
    assert reached(rest) is outcome


def test_the_kind_of_sender_is_known_in_both_languages() -> None:
    assert kind_of_sender("Lieferant") == "supplier"
    assert kind_of_sender("a pitch") == "pitch"
    assert kind_of_sender("") is None


def test_every_word_is_explained_and_every_spelling_is_read() -> None:
    assert {word.verb for word in WORDS} == set(Verb) == set(SPELLINGS)
    argument = {
        Form.SPAN: " 1 Jul - 14 Jul",
        Form.NAMED: " sam: because",
        Form.DURATION: " 4h",
        Form.COLON: ": some words",
    }
    for word in WORDS:
        for spelling in SPELLINGS[word.verb]:
            assert verbs(parse(spelling + argument.get(word.form, ""))) == [word.verb], spelling
            assert verbs(parse((spelling + argument.get(word.form, "")).upper())) == [word.verb], spelling


@pytest.mark.parametrize(
    "text",
    [
        "👍",
        "👍🏽",
        "👍\n\nJamie Doe reacted via Gmail",
        "👍\n\nSent from my iPhone",
        "ok 👍",
        "Ja 👍",
    ],
)
def test_a_thumb_is_a_yes(text: str) -> None:
    assert [command.verb for command in parse(text).commands] == [Verb.ACCEPT]


def test_a_plain_word_with_a_colon_counts_below_the_first_line_too() -> None:
    assert [command.verb for command in parse("accept\ndecline: busy").commands] == [
        Verb.ACCEPT,
        Verb.DECLINE,
    ]
    assert [command.verb for command in parse("ok, ring her\nYes: Friday works").commands] == [Verb.ACCEPT]
