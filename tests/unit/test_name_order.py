"""Names of a directory are turned into the order in which they are said; those of firms stay."""

from __future__ import annotations

import pytest

from worker.mail.name_order import surname_last

PEOPLE = (
    ("Hofmann, Jürgen", "j.hofmann@steinbach.example", "Jürgen Hofmann"),
    ("Wiese, Torsten (Hafenbau)", "t.wiese@hafenbau.example", "Torsten Wiese"),
    ("van den Berg, Kees", "kees@houtland.example", "Kees van den Berg"),
    ("Groß, Anna-Lena", "gross@amt.example", "Anna-Lena Groß"),
    ("O'Neill, Mary K.", "moneill@council.example", "Mary K. O'Neill"),
    ("Lorenz, Dr. Wiebke", "wlz@klinik.example", "Dr. Wiebke Lorenz"),
)
FIRMS = (
    ("Meyer, Schulz GmbH", "info@meyer-schulz.example"),
    ("Smith, Jones & Co", "smith@smith-jones.example"),
    ("Albers Tore, Vertrieb", "vertrieb@albers-tore.example"),
    ("Meyer, Schulz", "kanzlei@meyer-schulz.example"),
    ("Baker, Finch", "hello@bakerfinch.example"),
    ("Smith, Jr.", "john@smith.example"),
    ("Zimmerei Holm, Söhne", "post@holm.example"),
    ("Jürgen Hofmann", "j.hofmann@steinbach.example"),
    ("Ana Lopez, Acme Deutschland", "ana@acme.example"),
)


@pytest.mark.parametrize(("display", "email", "said"), PEOPLE)
def test_a_surname_in_front_goes_to_the_end(display: str, email: str, said: str) -> None:
    assert surname_last(display, email)[0] == said


@pytest.mark.parametrize(("display", "email"), FIRMS)
def test_what_may_be_a_firm_stays_as_it_is(display: str, email: str) -> None:
    assert surname_last(display, email) == ("", "")


def test_what_stands_in_brackets_is_kept_apart() -> None:
    assert surname_last("Wiese, Torsten (Hafenbau)", "t.wiese@hafenbau.example")[1] == "Hafenbau"
