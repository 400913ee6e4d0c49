"""What stands below a person's words: lines of programs and firms go, the person's own stay."""

from __future__ import annotations

import pytest

from worker.mail.quoting import signature

PROGRAMS = """\
Sent from my iPhone
Sent from my iPad, please excuse typos.
Sent from my TI-85
Sent from my mobile device
Sent from Mail for Windows 10
Sent from Yahoo Mail on Android
Sent via Superhuman ( https://sprh.mn/?vip=ana@a.example )
Sent with Proton Mail secure email.
(sent from a phone)
Get Outlook for iOS<https://aka.ms/o0ukef>
Von meinem iPhone gesendet
Von meinem Samsung Galaxy Smartphone gesendet.
Gesendet mit der WEB.DE Mail App
Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.
Gesendet von Outlook für Android
Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>
Envoyé de mon iPhone
Envoyé depuis l'application Mail Orange
Envoyé à partir d'Outlook pour Android
Télécharger Outlook pour iOS
Enviado desde mi iPhone
Enviado desde Outlook para Android
Enviado do meu iPhone
Inviato da iPhone
Inviato dal mio Samsung
Verstuurd vanaf mijn iPhone
Verzonden vanuit Outlook voor iOS
Wysłane z iPhone'a
Odesláno z iPhonu
Odoslané z iPhonu
Sendt fra min iPhone
Skickat från min iPhone
Lähetetty iPhonesta
Trimis de pe iPhone-ul meu
Az iPhone-omról küldve
iPhone'umdan gönderildi
Отправлено с iPhone
Отправлено из мобильной Почты Mail.ru
Надіслано з iPhone
Изпратено от моя iPhone
Στάλθηκε από το iPhone μου
נשלח מה-iPhone שלי
أُرسلت من الـ iPhone
iPhoneから送信
나의 iPhone에서 보냄
发自我的iPhone
從我的 iPhone 傳送
Đã gửi từ iPhone của tôi
Dikirim dari iPhone saya
Virus-free.www.avast.com
This email has been scanned for viruses.
Please consider the environment before printing this email."""
PEOPLE = """\
Sent from my desk you get the signed form today.
Sent by courier yesterday, did it arrive?
Sent via DHL on Friday.
Sent with the samples: a list of what we need.
Von Outlook auf Thunderbird wechseln wir im März.
Von Berlin aus fahren wir zwei Stunden.
Gesendet haben wir das Muster am Montag.
Envoyé par la poste hier.
Enviado por correo ayer.
My phone is +49 170 5550123
The mail came back.
这是我的手机号码"""
DISCLAIMERS = (
    "This email and any attachments are confidential and intended solely for the addressee. If you have"
    " received it in error, please notify the sender.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren"
    " Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses"
    " destinataires. Si vous le recevez par erreur, merci d'avertir l'expéditeur.",
    "Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su"
    " destinatario. Si lo ha recibido por error, le rogamos nos lo comunique.",
    "Questo messaggio contiene informazioni riservate ed è destinato esclusivamente ai destinatari indicati."
    " Se ricevuto per errore, si prega di cancellarlo.",
    "Dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Als u dit bericht"
    " abusievelijk ontvangt, verzoeken wij u de afzender te berichten.",
)


@pytest.mark.parametrize("line", PROGRAMS.split("\n"))
def test_the_line_of_a_program_goes(line: str) -> None:
    assert signature.without(f"Thursday is fine.\nAna\n\n{line}") == "Thursday is fine.\nAna"


@pytest.mark.parametrize("line", PEOPLE.split("\n"))
def test_a_sentence_that_looks_like_one_stays(line: str) -> None:
    assert signature.without(f"Hello,\n\n{line}\n\nAna") == f"Hello,\n\n{line}\n\nAna"


@pytest.mark.parametrize("paragraph", DISCLAIMERS)
def test_a_disclaimer_goes_with_what_follows_it(paragraph: str) -> None:
    assert signature.without(f"Yes, please.\n\nAna\n\n{paragraph}\n\nAcme Ltd") == "Yes, please.\n\nAna"


def test_a_person_who_asks_for_confidence_is_heard() -> None:
    wish = (
        "Hello,\n\nplease treat our figures as confidential and delete the old drawing; it went to the wrong"
        " address in error. The new one is attached, and it is for the board only."
    )
    assert signature.without(wish) == wish


@pytest.mark.parametrize("mark", ["-- ", "--", "—"])
def test_a_marked_signature_goes(mark: str) -> None:
    assert signature.without(f"Yes.\n\n{mark}\nAna Diaz\nAcme Ltd") == "Yes."


def test_two_hyphens_may_part_a_letter() -> None:
    letter = "First part.\n\n--\n\nSecond part: can you come on Thursday?\n\nAna"
    assert signature.without(letter) == letter
    assert signature.without(letter.replace("--", "-- ")) == "First part."


def test_the_link_of_a_program_goes_with_its_line() -> None:
    assert signature.without("Yes.\n\nGet Outlook for iOS\n<https://aka.ms/o0ukef>") == "Yes."
    assert (
        signature.without("Yes.\n\nhttps://www.diaz.example/plan") == "Yes.\n\nhttps://www.diaz.example/plan"
    )


def test_a_line_between_two_parts_of_a_letter_stays() -> None:
    letter = "First part.\n\n________________\n\nSecond part.\n\nAna"
    assert signature.without(letter) == letter
