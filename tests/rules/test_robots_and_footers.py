"""What ticket robots and form programs write by themselves, in many languages; and people who sound so."""

from __future__ import annotations

import pytest

from worker.ingest.reading import read_one

_HEAD = "From: Lindhagen <info@lindhagen.example>\nTo: sales@acme.example\nSubject: {}\n"
_TEXT = "Content-Type: text/plain; charset=utf-8\n\n"


def _read(subject: str, text: str, head: str = "") -> dict[str, object]:
    return read_one("a.eml", f"{_HEAD.format(subject)}{head}{_TEXT}{text}\n".encode())


@pytest.mark.parametrize(
    "text",
    [
        "Ditt ärende har registrerats med nummer 48213. Vi återkommer så snart vi kan.",
        "Din henvendelse er modtaget. Sagsnummer: 48213. Vi vender tilbage hurtigst muligt.",
        "Henvendelsen din er registrert med saksnummer 48213. Vi svarer deg innen to dager.",
        "Tukipyyntösi on vastaanotettu, tikettinumero 48213. Vastaamme mahdollisimman pian.",
        "Twoje zgłoszenie zostało zarejestrowane pod numerem 48213. Odpowiemy wkrótce.",
        "Váš požadavek byl přijat pod číslem 48213. Odpovíme co nejdříve.",
        "O seu pedido foi registado com o número 48213. Responderemos em breve.",
        "Il tuo ticket #48213 è stato aperto. Ti risponderemo al più presto.",
        "Votre demande a bien été enregistrée sous le numéro 48213. Nous reviendrons vers vous.",
        "Su solicitud ha sido registrada con el número 48213. Le responderemos en breve.",
        "Uw aanvraag is geregistreerd onder nummer 48213. Wij nemen snel contact op.",
        "Tack för att du kontaktar oss.\n\nDet här är ett automatiskt meddelande.",
        "Dziękujemy za kontakt.\n\nTa wiadomość została wygenerowana automatycznie.",
        "Bedankt voor uw bericht.\n\nDit bericht is automatisch verzonden.",
    ],
)
def test_a_ticket_robot_without_a_header_is_known_by_two_signs(text: str) -> None:
    assert _read("Lindhagen", text)["verdict"] == "auto_reply"


@pytest.mark.parametrize(
    "text",
    [
        "Tack för ditt meddelande. Jag har ärende 48213 hos er och återkommer så snart jag mätt köket.",
        "Bedankt voor uw bericht. Ik heb nummer 48213 bekeken, wij nemen volgende week contact op.",
        "Votre demande a bien été reçue. Pouvez-vous préciser le numéro 48213 ?",
        "Tak for din henvendelse. Vi vil gerne have et tilbud på et køkken.",
        "Grazie per averci contattato. La cucina va bene così, procediamo.",
        "Vi søger et bord til et rum med automatisk døråbner.",
    ],
)
def test_a_person_who_has_one_sign_of_a_robot_is_a_person(text: str) -> None:
    assert _read("Köket", text)["verdict"] == "inquiry"


@pytest.mark.parametrize(
    "footer",
    [
        "You can edit this submission and view all your submissions easily.",
        "Sie können diese Einsendung bearbeiten und alle Ihre Einsendungen ansehen.",
        "Vous pouvez modifier cette soumission et consulter toutes vos soumissions facilement.",
        "Puede editar este envío y ver todos sus envíos fácilmente.",
        "Agora você pode editar esta resposta e visualizar todas as respostas.",
        "Ora puoi modificare questa risposta e visualizzare tutte le risposte.",
        "U kunt deze inzending bewerken en al uw inzendingen bekijken.",
    ],
)
def test_the_footer_of_a_form_is_no_part_of_the_message(footer: str) -> None:
    text = (
        f"Name: Ludo Serafini\nEmail: ludo@serafini.example\nMessage: Two doors in oak, please.\n\n{footer}"
    )
    read = _read("New submission", text, "Reply-To: ludo@serafini.example\n")
    assert (read["verdict"], read["new_text"]) == ("form", "Two doors in oak, please.")
