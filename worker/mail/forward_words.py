"""What mail programs write by themselves above a forwarded mail, language by language.

Data for forward_mark.py and header_block.py, one language a line. Labels stand as the programs
write them, with a capital.
"""

from __future__ import annotations

# "---------- Forwarded message ---------"
FORWARDED = "|".join(
    (
        r"Forwarded message|Forwarded by",
        r"Weitergeleitete Nachricht",
        r"Message (?:transféré|transmis|réexpédié)",
        r"Mensaje reenviado",
        r"Messaggio inoltrato",
        r"Doorgestuurd bericht",
        r"Mensagem (?:encaminhada|reencaminhada)",
        r"(?:Treść )?przekazan(?:a|ej) wiadomoś(?:ć|ci)|Wiadomość przekazana(?: dalej)?",
        r"Přeposlaná zpráva|Preposlaná správa",
        r"Vidarebefordrat (?:meddelande|brev)",
        r"Videresendt (?:meddelelse|besked|melding)",
        r"(?:Välitetty|Edelleenlähetetty) viesti",
        r"Mesaj redirecționat|Mesaj transmis mai departe",
        r"Proslijeđena poruka",
        r"Továbbított (?:üzenet|levél)",
        r"(?:Yönlendirilmiş|İletilen) (?:ileti|mesaj)",
        r"(?:Пересылаемое|Пересланное|Перенаправленное|Переадресованное) сообщение",
        r"(?:Перенаправлене|Переслане) повідомлення|Пересланий лист",
        r"転送(?:された)?メッセージ|メッセージを転送",
        r"转发(?:的)?邮件(?:信息)?",
    )
)

# "Begin forwarded message:", on a line of its own.
BEGINS = "|".join(
    (
        r"(?:Begin )?Forwarded message",
        r"Anfang der weitergeleiteten (?:Nachricht|E-Mail)",
        r"Début du message (?:réexpédié|transféré)",
        r"Inicio del mensaje reenviado",
        r"Inizio (?:del )?messaggio inoltrato",
        r"Begin doorgestuurd bericht",
        r"(?:Início|Começo) da mensagem (?:re)?encaminhada",
        r"Początek przekaz(?:ywan|an)ej wiadomości",
        r"Začátek přeposílané zprávy|Začiatok preposlanej správy",
        r"Vidarebefordrat brev",
        r"Start på videresendt besked|Videresendt melding",
        r"Välitetty viesti alkaa",
        r"Započni proslijeđenu poruku",
        r"Továbbított levél kezdete",
        r"Начало (?:переадресованного|пересылаемого) сообщения",
        r"転送されたメッセージ",
        r"(?:以下是|下面是被)转发的邮件",
    )
)

# The labels of a header block: English and German, Romance, Slavic, Nordic, Asian.
LABELS = {
    "from": "From|Von|Van|De|De la|Da|Mittente"
    "|Od|Nadawca|Šalje|От|Від|Fra|Från|Lähettäjä|Feladó|送信元|差出人|发件人",
    "sent": "Sent|Gesendet|Verzonden|Envoyé|Enviado|Inviato"
    "|Wysłano|Odesláno|Отправлено|Надіслано|Sendt|Skickat|Lähetetty|送信日時|发送时间",
    "date": "Date|Datum|Fecha|Data|Dată|Dátum|Дата|Dato|Päivämäärä|日付|日期",
    "to": "To|An|Aan|À|A|Para|Pour|Către"
    "|Do|Komu|Adresat|Prima|Кому|Til|Till|Vastaanottaja|Címzett|送信先|宛先|收件人",
    "subject": "Subject|Betreff|Onderwerp|Objet|Sujet|Asunto|Oggetto|Assunto|Subiect"
    "|Temat|Předmět|Predmet|Naslov|Тема|Emne|Ämne|Aihe|Tárgy|件名|主题",
}
