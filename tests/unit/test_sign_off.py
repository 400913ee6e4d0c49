"""Whose list somebody wants to leave: ours, or the one that the foot of their own mail offers."""

from __future__ import annotations

import pytest

from worker.mail.phrases import opt_out_words

OFFERS = (
    "Können Sie liefern?\nAnna Thiele\nTel. 04131 555240\nNewsletter abmelden",
    "Können Sie liefern?\n\nMfG\nAnna\n\nSie möchten keine weiteren E-Mails von uns? Dann klicken Sie hier.",
    "Können Sie liefern?\nLG Anna\n\nKeine Newsletter mehr von uns erhalten",
    "Pouvez-vous livrer ?\n\nCordialement\nAnna\n\nSi vous ne souhaitez plus de nos mails, cliquez ici.",
    "Nous cherchons un outil avec un bouton pour se désabonner. Avez-vous cela ?",
    "¿Pueden venir?\nGracias\nAna Ruiz\nwww.ruiz.example\nDarse de baja del boletín",
)
REQUESTS = (
    "Hallo,\nNewsletter abmelden bitte.\n\nGruß Anna",
    "We found somebody.\nThanks\n\nPlease remove us from your list\nAnna",
    "Not interested.\nThanks.\nTake me off your list.",
    "Wenn Sie mich nicht aus dem Verteiler nehmen, klicke ich auf Spam. Bitte keine Mails mehr.",
    "Bonjour,\nmerci de me désinscrire.\nCordialement\nAnna",
    "Se désabonner",
)


@pytest.mark.parametrize("text", OFFERS)
def test_what_a_footer_offers_its_readers_asks_nothing_of_us(text: str) -> None:
    assert opt_out_words(text) is None


@pytest.mark.parametrize("text", REQUESTS)
def test_what_somebody_asks_for_themselves_is_heard(text: str) -> None:
    assert opt_out_words(text)


def test_a_hostile_text_costs_little() -> None:
    assert opt_out_words("wenn Sie klicken Sie hier " * 40_000) is None
