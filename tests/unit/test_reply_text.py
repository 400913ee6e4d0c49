"""What a person added: the quote goes, wherever they wrote; what they wrote stays."""

from __future__ import annotations

import time

import pytest

from worker.mail import reply_text
from worker.mail.quoting import quotes

ATTRIBUTION = "On Mon, Nov 16, 2026 at 9:12 AM Jana Berg <jana@berg.example> wrote:"
BLOCK = (
    "From: Jana Berg <jana@berg.example>\nSent: Monday, 16 November 2026 09:12\n"
    "To: Ana Diaz <ana@diaz.example>\nSubject: Stand"
)
QUOTED = "> Dear Ms Diaz,\n>\n> shall I come on Thursday?\n>\n> Jana Berg"
UNMARKED = "Dear Ms Diaz,\n\nshall I come on Thursday?\n\nJana Berg"


def added(text: str, *, answer: bool = True) -> str:
    return reply_text.new_text(text, quotes.intros(text), answer=answer)


def test_above_a_quote() -> None:
    assert added(f"Yes.\n\nAna\n\n{ATTRIBUTION}\n\n{QUOTED}") == "Yes.\n\nAna"


def test_below_a_quote() -> None:
    assert added(f"{ATTRIBUTION}\n{QUOTED}\n\nYes.\n\nAna") == "Yes.\n\nAna"


def test_between_its_lines() -> None:
    text = f"Hello,\n\n{ATTRIBUTION}\n> When?\n\nThursday.\n\n> And where?\n\nHere.\n\nAna"
    assert added(text) == "Hello,\n\nThursday.\n\nHere.\n\nAna"


def test_a_quote_without_marks_runs_to_the_end() -> None:
    assert added(f"Yes.\n\n{ATTRIBUTION}\n\n{UNMARKED}") == "Yes."
    assert added(f"Yes.\n\n________________________________\n{BLOCK}\n\n{UNMARKED}") == "Yes."


def test_an_attribution_on_the_line_of_the_answer() -> None:
    assert added(f"Yes. {ATTRIBUTION}\n\n{UNMARKED}") == "Yes."


def test_the_first_quoted_line_on_the_line_of_the_attribution() -> None:
    assert added(f"Yes.\n\n{ATTRIBUTION} > Dear Ms Diaz,\n> shall I come?") == "Yes."


def test_a_first_mail_is_never_cut() -> None:
    text = "On Monday I wrote to you:\n\n> Do you build stands?\n\nPlease answer.\n-- \nAna"
    assert added(text, answer=False) == text


def test_nothing_but_a_quote_is_nothing_new() -> None:
    assert added(f"{ATTRIBUTION}\n{QUOTED}") == ""
    assert added(f"{BLOCK}\n\n{UNMARKED}") == ""


def test_who_writes_below_the_head_of_a_deleted_quote_is_heard() -> None:
    assert added(f"{BLOCK}\n\nGood morning,\n\nwe take it.\n\nAna") == "Good morning,\n\nwe take it.\n\nAna"
    nameless = BLOCK.replace(" <jana@berg.example>", "")
    assert (
        added(f"{nameless}\n\nGood morning,\n\nwe take it.\n\nAna") == "Good morning,\n\nwe take it.\n\nAna"
    )
    assert added(f"{nameless}\n\n{UNMARKED}") == ""


def test_a_mail_that_is_nothing_but_another_one_answers_nothing() -> None:
    pasted = f"{BLOCK}\n\n{UNMARKED}"
    assert not quotes.has_quote(pasted, quotes.intros(pasted), subject="Stand")
    assert quotes.has_quote(pasted, quotes.intros(pasted), subject="AW: Stand")
    answered = f"Yes.\n\n{pasted}"
    assert quotes.has_quote(answered, quotes.intros(answered), subject="Stand")


def test_what_is_passed_on_without_a_word_is_heard() -> None:
    passed_on = f"---------- Forwarded message ---------\n{BLOCK}\n\n{UNMARKED}"
    assert added(passed_on) == UNMARKED
    assert added(f"Please see below.\n\n{passed_on}") == "Please see below."


def test_a_head_with_an_empty_line_below_each_of_its_lines() -> None:
    spaced = BLOCK.replace("\n", "\n\n")
    assert added(f"Yes.\n\n{spaced}\n\n{UNMARKED}") == "Yes."
    assert (
        added(f"{spaced}\n\n\nGood morning,\n\nwe take it.\n\nAna") == "Good morning,\n\nwe take it.\n\nAna"
    )


def test_marks_of_their_own_above_the_whole_quote_stay() -> None:
    own = "We need:\n> four chairs\n> one table\nnothing else."
    assert added(f"{own}\n\n{BLOCK}\n\n{UNMARKED}") == own
    asked = "> shall I come on Thursday?\nYes."
    assert added(f"{asked}\n\n{BLOCK}\n\n{UNMARKED}") == "Yes."


def test_the_second_half_of_a_quoted_line_that_was_broken_in_two_goes() -> None:
    quoted = "> The stand has a kitchen, a lounge and room for all of your boxes and"
    broken = f"{quoted}\nyour coats, and\n> costs 8,400."
    assert added(f"{ATTRIBUTION}\n{broken}\n\nFine.") == "Fine."


def test_a_short_answer_right_below_a_quoted_line_stays() -> None:
    asked = (
        "> Would you like us to come on Thursday, or is another day of the week better?\nThursday\n"
        "> And when?\n10:00"
    )
    assert added(f"{ATTRIBUTION}\n{asked}") == "Thursday\n10:00"


def test_a_signature_ends_only_the_part_it_stands_in() -> None:
    text = f"See below.\n\n-- \nAna Diaz\n\n{ATTRIBUTION}\n> Which colour?\n\nBlue."
    assert added(text) == "See below.\n\nBlue."


def test_a_signature_that_is_all_there_is_stays() -> None:
    assert added(f"-- \nAna Diaz\n\n{ATTRIBUTION}\n{QUOTED}") == "-- \nAna Diaz"


def test_a_ticket_system_s_line_cuts_only_below_an_answer() -> None:
    line = "##- Please type your reply above this line -##"
    assert added(f"Use the logo.\n\n{line}\n\nYour request was updated.") == "Use the logo."
    assert "was updated" in added(f"{line}\n\nYour request was updated.")


def test_two_heads_that_follow_each_other_are_one() -> None:
    text = f"Yes.\n\n------- Original Message -------\n{ATTRIBUTION}\n\n{QUOTED}\n\nAnd a chair, please."
    assert added(text) == "Yes.\n\nAnd a chair, please."


@pytest.mark.parametrize(
    "line",
    [
        "> ",
        ":\n",
        "wrote:\n",
        "--\n",
        "\n\n:",
        "From: a\n",
        "On 1 Jan 2026 at 10:00 ",
        "a@b.example wrote: ",
        "1.1.",
    ],
)
def test_a_megabyte_of_anything_is_read_at_once(line: str) -> None:
    text = (line * 1_000_000)[:1_000_000]
    began = time.perf_counter()
    added(text)
    assert time.perf_counter() - began < 20
