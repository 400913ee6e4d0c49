"""Whether a shop's program tells a buyer what became of their order, from an address that could answer. Pure.

It says so to the reader ("your order is on its way"), comes from a shop's address or program, and bears one
more mark. A question, a complaint, the first person or a name below a sign-off makes it a person's.
"""

from __future__ import annotations

import re
from itertools import pairwise

from worker.mail.message import ParsedEmail
from worker.mail.sentences import is_farewell, is_signature
from worker.mail.text import fold, words_of

_READ = 4_000  # characters
_TOP = 800  # characters in which the news stands
_ENOUGH = 2
_ANSWERS = re.compile(r"\s{0,9}(?:re|aw|antw|sv|r|rif|odp|fwd?|wg|tr|rv|i|doorst|pd)\s?:", re.IGNORECASE)
_SHOP = re.compile(
    r"^(?:orders?|shop|store|webshop|shipping|dispatch|deliver(?:y|ies)|purchases?|bestellung(?:en)?|versand"
    r"|onlineshop|commandes?|boutique|expeditions?|livraisons?|pedidos?|compras|tienda|envios?|ordini|ordine"
    r"|negozio|spedizioni|bestelling(?:en)?|winkel|verzending|zamowieni[ae]|sklep|wysylka|encomendas?|loja)"
    r"(?:[-+._\d].{0,80})?@",
    re.IGNORECASE,
)
# "Your delivery has arrived" a customer writes to us, too; "your order" only a shop does.
_NEWS = words_of(
    r"your (?:order|purchase)\b.{0,60}?\b(?:is on (?:its|the) way|(?:has|have) (?:been )?(?:shipped"
    r"|dispatched|delivered|sent)|has left|(?:was|is) (?:shipped|dispatched|delivered|confirmed))",
    r"your (?:parcel|package|shipment) .{0,40}?\bis on (?:its|the) way",
    r"thank(?:s| you) for (?:your (?:order|purchase)(?! confirmation)|shopping|ordering)",
    r"(?:ihre|deine|eure) bestellung\b.{0,60}?\b(?:versandt|versendet|verschickt|unterwegs|auf dem weg"
    r"|zugestellt|übergeben|bestätigt)",
    r"(?:ihre?|deine?|eure?) (?:sendung|lieferung|paket|päckchen) .{0,40}?\b(?:unterwegs|auf dem weg)",
    r"(?:dank|danke) für (?:ihre|deine|eure|ihren|deinen) (?:bestellung|einkauf)",
    r"(?:votre|ta) commande\b.{0,60}?\b(?:expédiée|en route|en chemin|livrée|envoyée|confirmée|acheminement)",
    r"(?:votre|ton) colis .{0,40}?\b(?:en route|en chemin|acheminement)",
    r"merci (?:pour|de) (?:votre|ta|ton) (?:achat|commande)",
    r"(?:su|tu) (?:pedido|compra)\b.{0,60}?\b(?:en camino|enviad[oa]|entregad[oa]|confirmad[oa]|ha salido)",
    r"(?:su|tu) (?:paquete|envío) .{0,40}?\ben camino",
    r"gracias por (?:su|tu) (?:pedido|compra)",
    r"il (?:tuo|suo|vostro) ordine\b.{0,60}?\b(?:spedito|in viaggio|in arrivo|consegnato|confermato|partito)",
    r"il (?:tuo|suo|vostro) pacco .{0,40}?\bin (?:viaggio|arrivo)",
    r"grazie per (?:il tuo|il suo|il vostro|la tua) (?:ordine|acquisto|spesa)",
    r"(?:je|jouw|uw) bestelling\b.{0,60}?\b(?:onderweg|verzonden|verstuurd|bezorgd|bevestigd)",
    r"(?:je|jouw|uw) (?:pakket|zending) .{0,40}?\bonderweg",
    r"bedankt voor (?:je|jouw|uw) (?:bestelling|aankoop)",
    r"(?:twoje|państwa) zamówienie\b.{0,60}?\b(?:wysłane|w drodze|nadane|zrealizowane|potwierdzone)",
    r"(?:twoja|państwa) (?:przesyłka|paczka) .{0,40}?\bw drodze",
    r"(?:o )?seu pedido\b.{0,60}?\b(?:a caminho|enviad[oa]|entregue|confirmad[oa])",
)
# What is missing or broken is told by a customer, whosever order it was.
_COMPLAINS = words_of(
    r"but\b|however|broken|damaged|missing|wrong|incomplete|never (?:arrived|got|received)|not yet|still"
    r"|please (?:send|deliver|call|confirm|tell|let me|replace|quote)"
    r"|we (?:need|order|are looking|would like)",
    r"aber\b|leider|fehl(?:t|en|te|ten)|kaputt|beschädigt|defekt|falsch\w*|nachliefer\w*"
    r"|noch (?:immer|nicht)|immer noch|bitte (?:liefern|senden|schicken|rufen|bestätigen)"
    r"|(?:bestellen|brauchen|benötigen|suchen) wir|wir (?:bestellen|brauchen|suchen|benötigen)",
    r"mais\b|manqu\w+|cassée?s?|endommag\w+|abîm\w+|toujours|incompl\w+"
    r"|nous (?:commandons|avons besoin|cherchons)",
    r"pero\b|todavía|falta\w*|rot[oa]s?|dañad\w+|incomplet\w+|(?:queremos|necesitamos|buscamos)\b",
    r"però|non ancora|purtroppo|manca\w*|rott[oiae]|danneggiat\w+|vorremmo|cerchiamo|abbiamo bisogno",
    r"maar\b|nog (?:steeds|niet|altijd)|helaas|ontbreek\w*|kapot|beschadigd|verkeerd\w*"
    r"|wij (?:zoeken|hebben nodig|bestellen)",
    r"ale\b|niestety|brakuje|uszkodz\w+|zamawiamy|potrzebujemy|mas\b|quebrad\w+",
)
_NUMBER = re.compile(r"(?:n[°ºo.]{1,2}|nr\.?|#|№)\s{0,3}[\w-]{0,8}\d{3}|(?<!\w)[a-z]{0,4}-?\d{4,14}(?!\w)")
_TRACKING = words_of(
    r"tracking (?:number|no|id|code)|track (?:&|and) trace|sendungsnummer|paketnummer|trackingnummer"
    r"|numéro de (?:suivi|colis)|número de (?:seguimiento|rastreo)|código de (?:seguimiento|rastreio)"
    r"|numero di (?:tracciamento|spedizione|tracking)|codice di (?:tracciamento|tracking)"
    r"|(?:verzend|tracking)code|numer (?:przesyłki|śledzenia)|delivery status",
)
# A button's words, alone on its line.
_BUTTON = re.compile(
    r"^\W{0,6}(?:(?:view|see|track|manage|check) (?:your |my |the )?(?:order|parcel|package|shipment)"
    r"|track your (?:order|parcel|package|shipment)\b.{0,60}"
    r"|(?:bestellung|sendung|paket|lieferung) (?:ansehen|anzeigen|verfolgen)|sendungsverfolgung"
    r"|(?:voir|suivre|suivez|consulter) (?:votre|ma|mon|la|le) (?:commande|colis)\b.{0,60}"
    r"|(?:ver|seguir|sigue|rastrear|rastrea) (?:tu|su|mi|el) (?:pedido|envío|paquete)\b.{0,60}"
    r"|(?:visualizza|vedi|segui|traccia) (?:il tuo |il |la )?(?:ordine|pacco|spedizione)\b.{0,60}"
    r"|(?:bekijk|volg) (?:je|jouw|uw|de) (?:bestelling|pakket|zending)"
    r"|(?:zobacz|śledź|sprawdź) (?:swoje )?(?:zamówienie|przesyłkę|paczkę)"
    r"|(?:récapitulatif de la commande|order summary|bestellübersicht|resumen del pedido"
    r"|riepilogo (?:dell')?ordine|besteloverzicht|podsumowanie zamówienia))\W{0,12}(?:https?://\S{1,300})?$",
    re.MULTILINE,
)
_INVITES = words_of(
    r"if you have any questions|(?:bei|haben sie|hast du) fragen|si vous avez (?:des|une) questions?"
    r"|si (?:tienes?|tiene) (?:alguna|preguntas|dudas)|se (?:hai|ha) domande|heb je vragen|heeft u vragen"
    r"|w razie pytań",
)
_PROGRAM_HEADER = re.compile(
    r"^(?:feedback-id|x-sg-.{1,40}|x-mailgun-.{1,40}|x-ses-outgoing|x-pm-.{1,40}|x-mandrill-.{1,40}"
    r"|x-msfbl|x-[a-z]{1,20}-notif\w{1,20})$"
)
# "Questions?" asks nothing, "My account" is a button.
_COURTESY = words_of(
    r"(?:any )?questions ?\?|(?:do you )?(?:have (?:any )?questions|need (?:any )?help) ?\?"
    r"|(?:haben sie |hast du |noch )?fragen ?\?|(?:une|des) questions? ?\?|besoin d'aide ?\?"
    r"|(?:preguntas|dudas|tienes? (?:alguna )?(?:pregunta|duda)s?|necesitas? ayuda) ?\?|domande ?\?"
    r"|(?:serve|hai bisogno di) aiuto ?\?|(?:heb je |heeft u )?vragen ?\?|(?:masz )?pytania ?\?"
    r"|(?:my|mein|mon|mi|il mio|mijn|moje) (?:account|orders?|konto|compte|cuenta|bestellungen)\b"
    r"|(?:view|track|see|manage) my (?:order|parcel|package)\b"
    r"|(?:voir|suivre) (?:ma|mon) (?:commande|colis)\b|ver mi pedido\b",
)
_PERSONAL = re.compile(
    r"\?|(?<![\w'])(?:i|i'm|i've|i'd|my|me|ich|mein\w{0,2}|mir|mich|j'\w+|mon|ma"
    r"|je (?:suis|voudrais|ne|n'\w+|vous|souhaite|l'\w+|me|peux|dois|sais|attends|viens)"
    r"|mes|moi|yo|mi|mis|io|mio|mia|ho|ik|mijn|mój|moja|moje|mnie)(?![\w'])"
)
_HOUSE = re.compile(r"(?i)\b(?:team|equipo|équipe|l'equipe|squadra|zespół|shop|store|customer|kunden\w*)\b")
_LINK = re.compile(r"[<(\[]?https?://\S{1,400}")


def tells_of_an_order(mail: ParsedEmail) -> bool:
    """Whether it is a confirmation or shipping notice that a shop's program wrote to its buyer."""
    if mail.answers_something or mail.quoted or _ANSWERS.match(mail.subject):
        return False
    by_program = (
        bool(_SHOP.match(mail.sender.email)),
        any(_PROGRAM_HEADER.match(name) for name, _ in mail.headers.fields),
    )
    if not any(by_program):
        return False
    subject, text = fold(mail.subject), fold(_LINK.sub(" ", mail.new_text[:_READ]))
    if not (_NEWS.search(subject) or _NEWS.search(text[:_TOP])) or _is_personal(subject, text, mail):
        return False
    beside = (
        bool(_BUTTON.search(text)),
        bool(_TRACKING.search(text)),
        bool(_NUMBER.search(subject)),
        bool(_INVITES.search(text)),
    )
    return sum((*by_program, *beside)) >= _ENOUGH


def _is_personal(subject: str, text: str, mail: ParsedEmail) -> bool:
    """Whether somebody asks, complains or speaks of themselves, or signs with a name."""
    if _PERSONAL.search(_COURTESY.sub(" ", f"{subject}\n{text}")) or _COMPLAINS.search(text):
        return True
    lines = [line.strip() for line in mail.new_text[:_READ].split("\n") if line.strip()]
    return any(
        is_farewell(line) and is_signature(below) and not _HOUSE.search(below)
        for line, below in pairwise(lines)
    )
