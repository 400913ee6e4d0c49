"""What mail programs write by themselves above a forwarded mail, language by language.

Data for forward_mark.py and header_block.py, one language a line. Labels stand as the programs
write them, with a capital.
"""

from __future__ import annotations

# "---------- Forwarded message ---------"
FORWARDED = "|".join(
    (
        r"Forwarded (?:message|e-?mail)|Original message forwarded",
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
        r"转发(?:的)?邮件(?:信息)?|轉寄(?:的)?郵件",
        r"전달된 메시지|전달된 메일",
        r"Προωθημένο μήνυμα|Препратено съобщение|Missatge reenviat|Posredovano sporočilo",
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
        r"(?:以下是|下面是被)转发的邮件|開始轉寄郵件",
        r"전달된 메시지 시작",
    )
)

# "----- Forwarded by Ana Diaz/Acme on 08/06/2026 -----", as Lotus Notes and mutt write it.
FORWARDED_BY = "|".join(
    (
        r"Forwarded (?:by|message from)",
        r"Weitergeleitet (?:von|durch)",
        r"(?:Transféré|Réexpédié|Transmis) par",
        r"Reenviado por|Remitido por",
        r"Inoltrato da",
        r"Doorgestuurd door",
        r"(?:Encaminhado|Reencaminhado) por",
        r"Przekazane przez",
        r"Vidarebefordrat av|Videresendt (?:af|av)",
    )
)

# The labels of a header block: English and German, Romance, Nordic, Finnish and Hungarian, Slavic, Turkish
# and Greek, Asian.
LABELS = {
    "from": "From|Von|Van|De la|De|Da|Mittente|Des de|Absender|Expéditeur|Remitente|Afzender"
    "|Fra|Från|Lähettäjä|Saatja|Feladó"
    "|Od pošiljatelja|Odesílatel|Odosielateľ|Od|Nadawca|Šalje|От кого|От|Від кого|Від|Pošiljatelj"
    "|Kimden|Gönderen|Από|מאת|من"
    "|送信元|差出人|发件人|寄件者|寄件人|보낸 사람|보낸사람",
    "sent": "Sent|Gesendet|Verzonden|Envoyé(?: le)?|Enviad[oa](?: el| em)?|Enviat(?: el)?|Inviato(?: il)?"
    "|Trimis|Expédié"
    "|Sendt|Skickat|Lähetetty|Saadetud|Elküldve|Küldve"
    "|Wysłan[oe]|Odesláno|Odoslané|Poslano|Poslané|Отправлено|Надіслано|Відправлено|Изпратено|Išsiųsta"
    "|Gönderildi|Gönderilme|Gönderme Tarihi|Εστάλη|Στάλθηκε|נשלח|تم الإرسال"
    "|送信日時|发送时间|傳送時間|寄件日期|보낸 날짜|보낸날짜",
    "date": "Date|Datum|Fecha|Data|Dată|Dátum|Дата|Dato|Päivämäärä|Päiväys|Kuupäev|Tarih|Ημερομηνία"
    "|Dagsetning|日付|日期|日時|날짜",
    "to": "To|An|Aan|À|A|Para|Pour|Către|Per a|Per|Destinatario|Destinataire|Empfänger"
    "|Til|Till|Vastaanottaja|Saaja|Címzett"
    "|Do|Komu|Adresat|Prima|Za|Кому|До|Кам|Kam"
    "|Kime|Alıcı|Προς|אל|إلى"
    "|送信先|宛先|收件人|收件者|받는 사람|받는사람",
    "subject": "Subject|Betreff|Onderwerp|Objet|Sujet|Asunto|Oggetto|Assunto|Assumpte|Subiect"
    "|Emne|Ämne|Aihe|Teema|Tárgy"
    "|Temat|Předmět|Predmet|Naslov|Zadeva|Тема|Относно|Tema"
    "|Konu|Θέμα|נושא|الموضوع"
    "|件名|主题|主旨|标题|제목",
}
