"""Who is behind a website's form, and what of it is theirs. The programs themselves: tests/corpus/forms."""

from __future__ import annotations

import time

import pytest

from worker.ingest.form_fields import FormFields, read_fields
from worker.ingest.labels import asked_for, kind_of
from worker.ingest.rules import form
from worker.mail.parse import parse

FIELDS = "Name: Rita Roth\nEmail: rita@roth.example\nMessage: Can somebody visit on a Friday?"


def form_of(text: str, *, sender: str, subject: str = "Hello", more: str = "") -> FormFields | None:
    head = f"From: {sender}\nTo: sales@acme.example\nSubject: {subject}\n{more}"
    return form.fields(parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode()))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Your Name *", "name"),
        ("first_name", "first"),
        ("E-Mail-Adresse:", "email"),
        ("Ihre Telefonnummer (optional)", "phone"),
        ("Firma / Verein", "company"),
        ("Votre message", "message"),
        ("Correo electrónico", "email"),
        ("Il tuo nome", "name"),
        ("Uw bericht", "message"),
        ("User Agent", "technical"),
        ("Favourite colour", None),
    ],
)
def test_a_label_is_known_however_it_is_spelt(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_a_question_asks_for_what_its_words_say() -> None:
    assert asked_for("Nice to meet you. What's your email address?") == "email"
    assert asked_for("Which company do you work for?") == "company"
    assert asked_for("Do you like cheese?") is None


@pytest.mark.parametrize("sender", ["wordpress@acme.example", "noreply@forms.example", "sales@acme.example"])
def test_a_robots_fields_are_the_persons(sender: str) -> None:
    found = form_of(FIELDS, sender=sender)
    assert found is not None
    assert (found.name, found.email) == ("Rita Roth", "rita@roth.example")
    assert found.message == "Can somebody visit on a Friday?"


@pytest.mark.parametrize(
    "more", ["Reply-To: Acme <sales@acme.example>\n", "Reply-To: noreply@forms.example\n"]
)
def test_the_sites_own_reply_to_is_nobody(more: str) -> None:
    found = form_of(FIELDS, sender="wordpress@acme.example", more=more)
    assert found is not None
    assert found.email == "rita@roth.example"


def test_somebody_who_writes_a_list_stays_who_they_are() -> None:
    text = f"Hello,\n\nplease call my sister, here is how to reach her:\n\n{FIELDS}\n\nThanks, Otto"
    assert form_of(text, sender="Otto Otto <otto.otto@otto.example>") is None


def test_an_answer_that_quotes_a_form_is_no_form() -> None:
    more = "In-Reply-To: <1@acme.example>\n"
    assert form_of(FIELDS, sender="rita@roth.example", subject="Re: New submission", more=more) is None


def test_labels_and_tick_words_in_a_message_are_the_persons() -> None:
    message = (
        "Ich habe die Maße unten notiert.\n\nBreite: 3 m\nHöhe: 2 m\n\nIch stimme mich mit meiner Frau ab.\n"
        "If you think this is possible, please call."
    )
    consent = "Ich habe die Datenschutzerklärung gelesen: ja"
    found = read_fields(f"Name: Rita Roth\nE-Mail: rita@roth.example\nNachricht: {message}\n\n{consent}\n")
    assert found.message == message


def test_a_name_in_parts_is_one() -> None:
    assert read_fields("Vorname: Rita\nName: Roth\nE-Mail: a@b.example").name == "Rita Roth"
    assert read_fields("Nom : Roth\nPrénom : Rita\nCourriel : a@b.example").name == "Rita Roth"
    assert read_fields("Name: Rita Roth\nFirst name: Rita\nEmail: a@b.example").name == "Rita Roth"


def test_a_form_without_a_message_says_what_they_want_in_its_other_fields() -> None:
    found = read_fields("Name: Rita Roth\nEmail: rita@roth.example\nDay: Friday\nPeople: 6")
    assert found.message == "Day: Friday\nPeople: 6"


@pytest.mark.parametrize("line", ["a: ", "Name:" + " " * 50, "x  " * 400, "[<(" * 300, "*" * 900, "a = b: "])
def test_a_hostile_text_is_read_at_once(line: str) -> None:
    began = time.perf_counter()
    read_fields((line + "\n") * (1_000_000 // len(line)))
    assert time.perf_counter() - began < 20
