"""Every mail comes out whole on awkward leads, and owners' mails keep the face of rules, section 9."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.outbox.render import render, render_file, required_values
from worker.outbox.specimens import PURPOSES, TO_CUSTOMERS, check_templates, specimen, specimens

FOLDERS = (Path(__file__).parents[1] / "templates",)
FILES = sorted(FOLDERS[-1].glob("emails/*/*.j2"))
TO_US = [purpose for purpose in PURPOSES if purpose not in TO_CUSTOMERS]


def text_of(purpose: str) -> str:
    return render(purpose, specimen(purpose), language="en", folders=FOLDERS).text


def test_all_templates_pass_the_check() -> None:
    assert check_templates(FOLDERS) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_template_renders_on_awkward_leads(path: Path) -> None:
    for values in specimens(path.stem):
        mail = render_file(path, values)
        assert "\n" not in mail.subject
        assert "49" not in mail.text
        assert "\n\n\n" not in mail.text
        assert not any(line != line.rstrip() for line in mail.text.splitlines())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_template_says_what_it_is_for(path: Path) -> None:
    front = path.read_text(encoding="utf-8").partition("#}")[0]
    assert all(f"\n{word}: " in front for word in ("Purpose", "Reader", "Values"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_front_comment_names_every_value(path: Path) -> None:
    front = path.read_text(encoding="utf-8").partition("#}")[0]
    for value in required_values(path.stem, language=path.parent.name, folders=FOLDERS):
        assert value in front


@pytest.mark.parametrize("purpose", TO_US)
def test_owners_are_told_whom_they_talk_to(purpose: str) -> None:
    assert "Replying here talks to Keepwarm, not to " in text_of(purpose)


@pytest.mark.parametrize("purpose", sorted(TO_CUSTOMERS))
def test_customers_never_read_of_our_machinery(purpose: str) -> None:
    text = text_of(purpose)
    assert "Keepwarm" not in text
    assert "L-142" not in text
    assert "[" not in text  # a plain `send` must go out sensibly
    assert text.replace("how long?", "").count("?") <= 2


@pytest.mark.parametrize(
    "purpose", sorted(set(TO_CUSTOMERS) - {"acknowledgement", "later_line", "confirmation"})
)
def test_a_draft_quotes_them_proposes_two_times_and_is_signed(purpose: str) -> None:
    text = text_of(purpose)
    assert "12 m2" in text
    assert "Thu 16:00" in text
    assert "Fri 9:00" in text
    assert text.endswith("Jamie, 0341 555 0101\n")


def test_the_acknowledgement_is_the_one_of_the_rules() -> None:
    text = text_of("acknowledgement")
    assert text.startswith("Hello Peter Preis,\n")
    assert "One of us answers you personally by 2 pm tomorrow, Tuesday." in text
    assert "In a hurry? 0341 555 0100, from 9:00." in text
    assert text.endswith("(This line was sent automatically; the answer comes from a person.)\n")
    assert "Jamie" not in text


def test_an_acknowledgement_without_phone_question_or_name_has_no_holes() -> None:
    values = specimen("acknowledgement") | {
        "subject": "",
        "lead": {"name": ""},
        "team": {"name": "Acme", "phone": "", "phone_hours": "", "ask": ""},
    }
    mail = render("acknowledgement", values, language="en", folders=FOLDERS)
    assert mail.subject == "Your message to Acme"
    assert mail.text == (
        "Hello,\n\nthank you, your message has arrived. One of us answers you personally "
        "by 2 pm tomorrow, Tuesday.\n\nAcme\n"
        "(This line was sent automatically; the answer comes from a person.)\n"
    )


def test_an_offer_says_in_90_characters_what_to_do_and_by_when() -> None:
    text = text_of("offer")
    assert "Reply *ok* by 9:20" in text[:90]
    assert "*send*" in text[:90]
    assert text.index("*not a lead*") < text.index("They wrote Mon 20:20")


def test_a_step_with_a_phone_number_says_whom_to_ring() -> None:
    values = specimen("draft") | {"ring": "0341 555 0199"}
    text = render("draft", values, language="en", folders=FOLDERS).text
    assert text.startswith("Day 1. Ring Peter Preis: 0341 555 0199.")


def test_where_answers_may_bypass_us_a_draft_first_asks_for_them() -> None:
    text = render("draft", specimen("draft") | {"bypass": True}, language="en", folders=FOLDERS).text
    assert text.startswith("If Peter Preis answered you, reply *replied: what they said*.")


def test_a_reply_without_a_command_has_not_reached_the_customer() -> None:
    text = text_of("not_sent")
    assert text.startswith("Peter Preis has NOT got this. *mail it* sends it as it stands, *note* keeps it.")


def test_the_page_about_templates_names_every_purpose_and_value() -> None:
    page = (Path(__file__).parents[1] / "docs" / "templates.md").read_text(encoding="utf-8")
    for purpose in PURPOSES:
        assert f"`{purpose}`" in page
        for value in specimen(purpose):
            assert f"`{value}" in page, (purpose, value)
