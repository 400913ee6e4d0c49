"""Subjects that machines and absent people put first, and what people write that only begins so."""

from __future__ import annotations

import pytest

from worker.ingest.rules.known import Known
from worker.ingest.rules.order import opinion_of
from worker.ingest.verdict import Verdict
from worker.mail.parse import parse

MACHINES = [
    "Automatic reply: Your offer",
    "Auto-Reply: your offer",
    "Automated response to your mail",
    "Out of Office",
    "Out of Office AutoReply: Your offer",
    "Automatische Antwort: Ihr Angebot",
    "Abwesenheitsnotiz Otto Otto",
    "Abwesend: Ihr Angebot",
    "Réponse automatique : votre offre",
    "Absence du bureau",
    "Respuesta automática: su oferta",
    "Fuera de la oficina: su oferta",
    "Risposta automatica: la vostra offerta",
    "Fuori ufficio",
    "Automatisch antwoord: uw offerte",
    "Afwezig: uw offerte",
    "Resposta automática: a sua proposta",
    "Odpowiedź automatyczna: oferta",
    "Automatická odpověď: nabídka",
    "Automatiskt svar: er offert",
    "Autosvar: jeres tilbud",
    "Automatisk svar: tilbudet",
    "Automaattinen vastaus: tarjous",
    "Otomatik yanıt: teklif",
    "Автоматический ответ: предложение",
    "自動応答: お見積り",
    "自动回复: 报价",
    "[acme #4711] AutoReply: Your offer",
    "AUTO: automatic reply",
    "Răspuns automat: oferta",
    "Автоматична відповідь: пропозиція",
    "자동 회신: 견적",
    "Αυτόματη απάντηση: προσφορά",
    "Automatski odgovor: ponuda",
    "Automatinis atsakymas: pasiūlymas",
]
PEOPLE = [
    "Re: Automatic reply: Your offer",
    "Automatic reply to my last mail?",
    "Automatic replies for our shop",
    "Automatic reply not working on our site, can you help?",
    "Auto response system, what does it cost?",
    "Out of office space, need a garden room",
    "Out of office until Monday, please ring before",
    "Automatische Antworten einrichten",
    "Abwesenheit im Juli, Einbau vorher?",
    "Fuori stagione: prezzo?",
    "Our automatic reply: a question",
]


def verdict_of(subject: str) -> Verdict:
    head = (
        f"From: Ana <ana@a.example>\nTo: sales@acme.example\nSubject: {subject}\nMessage-ID: <m@a.example>\n"
    )
    body = "Content-Type: text/plain; charset=utf-8\n\nWhat would it cost?\n"
    return opinion_of(parse((head + body).encode()), Known.nothing()).verdict


@pytest.mark.parametrize("subject", MACHINES)
def test_a_mail_program_says_first_that_it_answers(subject: str) -> None:
    assert verdict_of(subject) is Verdict.AUTO_REPLY


@pytest.mark.parametrize("subject", PEOPLE)
def test_a_person_who_only_begins_so_is_heard(subject: str) -> None:
    assert verdict_of(subject) is Verdict.INQUIRY
