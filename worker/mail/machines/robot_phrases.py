"""What machines write by themselves: subjects of automatic replies, ticket robots, challenges, read receipts.

Data for the auto_reply rule, one idea a line, by language; absences are in absence_words.py. A subject counts
only where it goes on as mail programs go on, "Automatic reply: Quote": a customer may well ask "Automatic
replies to our shop, what would it cost?".
"""

from __future__ import annotations

import re

from worker.mail.text import any_of, words_of

# The words that mail programs put first: Exchange, Outlook, Gmail, Lotus, web mailers.
AUTOMATIC_REPLY = any_of(
    # English
    r"automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response|responder|answer)",
    r"vacation (?:reply|message|response|notice)|(?:yahoo!? )?auto response|automatically generated reply",
    # German
    r"automatische (?:rück)?antwort|auto(?:matische)?[- ]?(?:antwort|rückantwort)"
    r"|automatische abwesenheit\w*",
    r"abwesenheits(?:notiz|meldung|agent|nachricht|assistent|benachrichtigung|info)\b.*",
    r"(?:automatische )?(?:eingangs|empfangs)bestätigung",
    # French
    r"réponse (?:automatique|auto)|message (?:d'absence|automatique)|absence automatique",
    r"accusé de réception(?: automatique)?(?: de votre (?:demande|message|mail))?",
    # Spanish, Catalan
    r"respuesta autom[áa]tica|contestaci[óo]n autom[áa]tica|resposta automàtica|autorespuesta",
    r"acuse de recibo(?: automático)?",
    # Italian
    r"risposta automatica|risponditore automatico|messaggio automatico|avviso di assenza",
    # Dutch
    r"automatisch(?:e)? (?:antwoord|beantwoording)|afwezigheids(?:bericht|melding|assistent)"
    r"|(?:automatische )?ontvangstbevestiging",
    # Portuguese
    r"resposta autom[áa]tica|mensagem de ausência",
    # Polish, Czech, Slovak
    r"odpowiedź automatyczna|automatyczna odpowiedź|autoresponder",
    r"automatick[áa] odpov[ěe]ď|automatická odozva",
    # Swedish, Danish, Norwegian, Finnish
    r"automatiskt? svar|auto(?:matisk)?svar|frånvaromeddelande|fraværs(?:besked|melding|meddelelse)",
    r"automaattinen vastaus|poissaoloilmoitus|automaattivastaus",
    # Hungarian, Turkish, Romanian, Greek, Estonian, Latvian, Lithuanian
    r"automatikus válasz",
    r"otomatik (?:yanıt|cevap)",
    r"r[ăa]spuns automat",
    r"αυτόματη απάντηση",
    r"automaatne vastus|automātiska atbilde|automātiskā atbilde|automatinis atsakymas",
    # Slovenian, Croatian, Serbian, Bulgarian, Russian, Ukrainian
    r"samodejni odgovor|automatski odgovor|аутоматски одговор|автоматичен отговор",
    r"автоматический ответ|автоответ|автоматична відповідь|автовідповідь",
    # Japanese, Chinese, Korean, Vietnamese, Thai, Indonesian
    r"自動(?:応答|返信)(?:メール|メッセージ)?|不在(?:通知|応答|のお知らせ)",
    r"自动(?:答复|回复)|自動(?:答覆|回覆)",
    r"자동 ?(?:회신|응답|답장)|부재중 ?(?:알림|회신|자동)?",
    r"trả lời tự động|การตอบกลับอัตโนมัติ|balasan otomatis",
    # Hebrew, Arabic
    r"תשובה אוטומטית|مענה אוטומטי|رد تلقائي|الرد التلقائي",
    before=r"^(?:\[[^\]\n]{1,60}\]\s{0,3})?[\[【(*<]{0,3}\s?(?:auto:\s?)?",
    after=r"(?:\s*(?:$|[-–—:：|,.!)(\]】\[\"„“«>])"
    r"|\s+(?:re|to|from|auf|von|sur|à|su|op)\b(?!.{0,200}\?)|(?<=[】\]])|(?=お問|「))",
)

# A robot says of itself that it answers.
DECLARES = words_of(
    r"this (?:\S+ )?(?:is|was) an? (?:auto(?:matic(?:ally)?|mated)?)[- ]?(?:generated |sent )?"
    r"(?:reply|response|answer|acknowledge?ment|confirmation|notification|message|e-?mail)",
    r"this (?:message|e-?mail|reply|response) (?:has been|was|is|is being) (?:sent "
    r"|generated )?automatically"
    r"(?: generated| created| sent)?",
    r"i apologi[sz]e for this automatic reply|(?:automatic|automated|auto)[- ](?:reply|response) to your",
    r"(?:dies(?:e|es)? (?:\S+ )?(?:ist|wurde) (?:\S+ )?automatisch|das ist eine automatische"
    r"|dies ist eine automatisch\w*"
    r"|automatisch (?:erzeugte|erstellte|generierte) (?:antwort|e-?mail|nachricht|mail))",
    r"(?:ceci est|il s'agit d')\s?un(?:e)? (?:\S+ )?(?:message|réponse|e-?mail|courriel) automatique"
    r"|(?:message|réponse|mail) (?:généré|envoyé)e? automatiquement",
    r"(?:este es un|esta es una) (?:mensaje|correo|respuesta) autom[áa]tic[oa]|mensaje autom[áa]tico"
    r"|(?:mensaje|correo) (?:generado|enviado) autom[áa]ticamente",
    r"(?:questo è un|questa è una) (?:messaggio|risposta|e-?mail) automatic[oa]"
    r"|generat[oa] automaticamente",
    r"dit is een (?:automatisch(?:e)?|automatisch gegenereerd(?:e)?) (?:antwoord|bericht|e-?mail)",
    r"esta é uma (?:resposta|mensagem) automática|mensagem automática|to jest automatyczna"
    r"|wiadomość automatyczna",
    r"(?:detta|det här) är (?:ett|en) automatisk|dette er (?:en|et) automatisk|tämä on automaattinen"
    r"|toto je automatick",
    r"(?:meddelandet|mejlet|e-postmeddelandet) (?:har |är )?(?:skickats|skickat|genererats|genererat)"
    r" automatiskt"
    r"|automatiskt (?:genererat|skickat) (?:meddelande|svar|mejl)",
    r"denne (?:e-?mail|mail|besked|melding|meldingen|e-posten) (?:er|ble|blev) (?:automatisk )?(?:sendt"
    r"|genereret"
    r"|generert)(?: automatisk)?|automatisk (?:genereret|generert)",
    r"tämä (?:viesti|sähköposti) on (?:lähetetty|luotu) automaattisesti|automaattinen (?:viesti|vahvistus)",
    r"(?:wiadomość|mail|e-mail) (?:\S+ ){0,2}(?:wygenerowan|wysłan)[ayo]? automatycznie|wiadomość (?:\S+"
    r" ){0,2}"
    r"automatycznie (?:wygenerowan|wysłan)|automatyczne potwierdzenie",
    r"(?:zpráva|e-mail) (?:\S+ ){0,2}(?:automaticky|vygenerován\w? automaticky)|automaticky (?:vy)?generovan",
    r"(?:mensagem|e-mail) (?:\S+ ){0,2}(?:gerad|enviad)[oa] automaticamente|este é um (?:e-?mail|aviso)"
    r" automático",
    r"(?:correo|mensaje) (?:\S+ ){0,3}(?:generado|enviado) (?:de forma automática|automáticamente)",
    r"(?:message|mail|courriel|e-mail) (?:a été |est )?(?:généré|envoyé) (?:de façon automatique"
    r"|automatiquement)",
    r"(?:messaggio|e-?mail|mail) (?:è stat[oa] )?(?:generat|inviat)[oa] (?:in automatico|automaticamente)",
    r"(?:bericht|e-?mail|mail) (?:is |wordt |werd )?automatisch (?:verzonden|verstuurd|gegenereerd"
    r"|aangemaakt)",
    r"это (?:письмо|сообщение) (?:\S+ )?автоматически|автоматический ответ|це автоматичн",
    r"(?:この|本)(?:メール|メッセージ)は.{0,12}自動|自動(?:送信|返信|配信)(?:です|され|メール|して)"
    r"|此(?:邮件|郵件)为?.{0,6}自动|系统自动",
    r"this is the only notification you will receive while this person is away"
    r"|die einzige benachrichtigung, die sie empfangen",
    before=r"(?<![\"“„'»])",
)

# A ticket robot says that it has received a mail ...
RECEIVED = words_of(
    r"(?:received|opened|created|logged|registered|got|assigned|acknowledge receipt of) (?:your|a"
    r"|the)? ?(?:new )?"
    r"(?:request|ticket|case|e-?mail|enquiry|inquiry|message|support request)",
    r"(?:request|ticket|case|e-?mail|enquiry|inquiry|message|issue) (?:\S+ ){0,4}?"
    r"(?:has been|was|is) (?:received|created|opened|logged|registered|being (?:reviewed|handled"
    r"|processed))",
    r"(?:creation of|opening of) (?:a|your) (?:ticket|case|request)",
    r"(?:thank you|thanks) for (?:contacting|getting in touch|reaching out)",
    r"(?:anfrage|ticket|nachricht|e-?mail|anliegen|meldung) (?:\S+ ){0,6}?"
    r"(?:eingegangen|erhalten|erstellt|angelegt|registriert|erfasst|angenommen|aufgenommen)",
    r"(?:accusons réception|avons bien reçu|bien reçu votre|(?:demande"
    r"|message) (?:\S+ ){0,4}?(?:enregistrée?|reçue?)\b)",
    r"(?:hemos recibido|ha sido recibid[oa]|recibimos) (?:su|tu|correctamente)"
    r"|(?:solicitud|consulta) (?:\S+ ){0,4}?registrada",
    r"(?:abbiamo ricevuto|è stata ricevuta|richiesta (?:\S+ ){0,4}?(?:registrata|ricevuta"
    r"|presa in carico))",
    r"(?:hebben (?:wij |we )?uw (?:\S+ ){0,3}ontvangen|uw (?:\S+ ){0,3}(?:is|zijn) (?:ontvangen"
    r"|geregistreerd))",
    r"(?:recebemos (?:sua|seu|a sua|o seu)|(?:otrzymaliśmy|przyjęliśmy) (?:\S+ )?(?:zgłoszenie|wiadomość))",
    r"(?:ärende|ärendet|förfrågan|meddelande|mejl|e-post) (?:\S+ ){0,4}?(?:registrerats|mottagits|tagits emot"
    r"|skapats|registrerat)|har tagit emot (?:din|ditt|er|ert)|tack för (?:att (?:du|ni) kontakta"
    r"|(?:ditt|ert) (?:meddelande|mejl|mail|ärende)|(?:din|er) (?:förfrågan|fråga))",
    r"(?:henvendelse|henvendelsen|sag|sak|saken|forespørgsel|forespørsel|besked|melding|e-?mail|mail|e-post)"
    r" (?:\S+ ){0,4}?(?:er|ble|blev|er blevet|har blitt|er blitt|er nå|er nu) (?:modtaget|mottatt"
    r"|registrer(?:e)?t"
    r"|opprettet|oprettet)|takk? for (?:din|deres|at du) (?:henvendelse|kontakte)",
    r"(?:viestisi|pyyntösi|tukipyyntösi|palvelupyyntösi|yhteydenottosi|tikettisi) (?:\S+"
    r" ){0,4}?(?:vastaanotettu"
    r"|kirjattu|rekisteröity|avattu)|kiitos (?:yhteydenotosta|viestistä)",
    r"(?:zgłoszenie|wiadomość|zapytanie|sprawa) (?:\S+ ){0,4}?został[aoy]? (?:\S+ )?(?:zarejestrowan|przyjęt"
    r"|utworzon|odebran)|(?:utworzono|zarejestrowano|zarejestrowaliśmy) (?:\S+ )?(?:zgłoszenie|sprawę)"
    r"|dziękujemy za (?:kontakt|zgłoszenie|przesłanie zgłoszenia)",
    r"(?:požadavek|dotaz|zpráva|hlášení|žádost|tiket) (?:\S+ ){0,4}?byl[aoy]? (?:\S+ )?(?:přijat|zaevidován"
    r"|zaregistrován|vytvořen|doručen)|děkujeme za (?:váš|vaši|vaše) (?:dotaz|zprávu|požadavek|hlášení)",
    r"(?:pedido|solicitação|chamado|ticket|mensagem|contacto|contato) (?:\S+ ){0,4}?foi (?:\S+ )?(?:registad"
    r"|registrad|recebid|criad|abert)|obrigad[oa] por (?:contactar|contatar|entrar em cont)",
    r"(?:ticket|richiesta|segnalazione|messaggio|pratica) (?:\S+ ){0,4}?(?:è stat[oa]|risulta) (?:\S+ )?"
    r"(?:registrat|ricevut|apert|creat|pres[oa] in carico)|grazie per averci contattat",
    r"(?:solicitud|consulta|ticket|caso|incidencia|mensaje) (?:\S+ ){0,4}?(?:ha sido|se ha|fue) (?:\S+ )?"
    r"(?:registrad|recibid|cread|abiert)|gracias por (?:contactar|ponerse en contacto)"
    r"|hemos (?:registrado|abierto|creado) (?:su|tu|el|la|una?) (?:\S+ )?(?:solicitud|consulta|ticket|caso"
    r"|incidencia)",
    r"(?:demande|ticket|message|requête|dossier) (?:\S+ ){0,4}?a (?:bien )?été (?:enregistré|reçu|créé|ouvert"
    r"|pris en (?:compte|charge)|prise en (?:compte|charge))|merci (?:de nous avoir|d'avoir) contacté",
    r"(?:aanvraag|ticket|melding|bericht|vraag|verzoek|e-mail) (?:\S+ ){0,4}?(?:is|werd) (?:\S+"
    r" )?(?:ontvangen"
    r"|geregistreerd|aangemaakt)|bedankt voor (?:uw|je) (?:bericht|aanvraag|melding|e-?mail|contact)",
    r"(?:vi har (?:mottagit|modtaget|mottatt)|olemme vastaanottaneet|přijali jsme|obdrželi jsme|megkaptuk)",
    r"(?:(?:заявка|обращение|запрос|письмо) (?:\S+ ){0,4}?(?:получен|зарегистрирован|принят)\w*"
    r"|мы получили ваш)",
    r"(?:受け付け|受付)(?:ました|いたしました|けました|完了)|已收到您?的?(?:邮件|请求|来信)|접수되었",
)
# ... and gives it a number.
NUMBER = any_of(
    r"\[[^\]\n]{0,30}[#: ]?\d{3,}\]",
    r"(?:ticket|case|request|reference|ref|issue|vorgang|vorgangsnummer|anfrage|ticketnummer|dossier"
    r"|solicitud|pratica|ärende|ärendenummer|ärendenr|sag|sagsnummer|sagsnr|sak|saksnummer|saksnr|tapaus"
    r"|tiketti"
    r"|tikettinumero|tukipyyntö|zgłoszenie|zgłoszenia|sprawa|požadavek|tiket|chamado|pedido|protocolo"
    r"|incidencia"
    r"|caso|demande|zaaknummer|meldingsnummer|referentie|referens|reference|riferimento|referencia|viite)"
    r"[ -]?(?:id|no\.?|nr\.?|number|nummer|is|#)?[ :#(]{1,3}[a-z]{0,5}-?\d{3,}",
    r"(?:número|numéro|numero|nummer|numer\w{0,2}|čísl\w{1,2}|č\.|номер[а-я]*|nº|n°"
    r"|№)\s?:?\s?#?[a-z]{0,5}-?\d{3,}"
    r"|\b[a-z]{2,6}-\d{3,}\b",
    r"/(?:tickets?|requests?|cases?|issues?)/\d{2,}|##- ",
)
# ... or a helpdesk's own tag in the subject: "[Ticket#2231] Re: ...".
TAGGED = re.compile(r"^\W{0,2}(?:re:\s?)?\[[^\]\n\d]{0,20}#\s?[a-z-]{0,6}\d{3,}\]", re.IGNORECASE)
# ... and promises that a person will answer, as people at a desk need not.
PROMISES = words_of(
    r"(?:get|come) back to you"
    r"|(?:respond|reply|answer|contact|be in touch|hear from us|updated?) (?:\S+ ){0,6}?"
    r"(?:within|shortly|soon|as soon as)|as soon as (?:possible|we can)|within \d+ (?:\S+ )?(?:hours|days)"
    r"|(?:reviewed|handled|processed) by (?:our|a)|being (?:reviewed|handled|processed)",
    r"melden uns|so bald wie möglich|schnellstmöglich|in kürze|umgehend|wird bearbeitet|in bearbeitung",
    r"dans les (?:plus brefs délais|meilleurs délais)|nous vous répondrons|traitée? (?:dans|par)",
    r"lo antes posible|a la mayor brevedad|en breve|nos pondremos en contacto|il prima possibile"
    r"|al più presto",
    r"(?:vi |och )?återkommer|svarar (?:dig |er )?(?:inom|så)|vender tilbage|kommer tilbake|tar kontakt"
    r"|svarer (?:deg |dig )?(?:innen|inden|så)|vastaamme|palaamme|odpowiemy|skontaktujemy się|wkrótce"
    r"|odpovíme|ozveme se|budeme vás kontaktovat|responderemos|entraremos em cont|o mais (?:breve|rápido)"
    r" possível|risponderemo|contatteremo|quanto prima|contestaremos|reviendrons vers vous|recontacterons"
    r"|nemen (?:\S+ ){0,6}contact|reageren (?:binnen|zo)|bij u terug",
    r"zo (?:spoedig|snel) mogelijk|assim que possível|em breve|najszybciej|co nejdříve|så snart"
    r"|hurtigst muligt"
    r"|mahdollisimman pian|в ближайшее время|折り返し|尽快",
)

CHALLENGE = words_of(
    r"(?:click|follow|use) (?:on )?(?:the|this) (?:\S+ ){0,3}link (?:\S+ ){0,4}"
    r"(?:to (?:deliver|release|complete|verify|prove|add yourself)|so that)",
    r"(?:prove|confirm|verify) (?:that )?you(?:'re| are) (?:a |not a )?(?:human|person|real person|robot)",
    r"sender verification|challenge[- ]response|(?:list of|my) approved senders|approved[- ]sender"
    r"|guest list",
    r"your (?:message|e-?mail) (?:\S+ ){0,8}?"
    r"(?:is being held|will be held|awaits? (?:approval|verification)|was waitlisted"
    r"|has been (?:quarantined|held))",
    r"(?:bestätigen|beweisen) sie,? dass sie (?:ein mensch|kein roboter)"
    r"|ihre (?:mail|nachricht) wartet auf freigabe",
    r"confirmer? que vous êtes (?:un humain|une personne)|demande d'authentification de l'expéditeur",
    r"confirme que (?:usted )?es (?:una persona|humano)|dimostra(?:re)? di essere (?:umano|una persona)",
)

# Receipts of mail programs that come without their machine-readable part: a subject's first word ...
READ_SUBJECT = any_of(
    r"read|not read|gelesen|ungelesen|lu|non lu|leído|no leído|letto|non letto|gelezen|niet gelezen"
    r"|lida|não lida",
    r"läst|læst|lest|luettu|przeczytano|přečteno|olvasva|прочтено|прочитано|已读|開封済み|읽음",
    r"message (?:opened|read|displayed)|read receipt|return receipt|lesebestätigung|empfangsbestätigung",
    r"confirmation de lecture|accusé de lecture|confirmación de lectura|conferma di lettura"
    r"|leesbevestiging",
    before="^",
    after=r"\b\s?(?::|\(|-|$)",
)
# ... and what the text says of the mail.
READ = words_of(
    r"(?:was|has been) (?:read|opened|displayed|deleted|viewed)\b|was deleted without being read",
    r"wurde (?:\S+ ){0,6}?(?:gelesen|geöffnet|angezeigt|ungelesen gelöscht)|empfangsbestätigung",
    r"a été (?:lu|ouvert|affiché|supprimé)|se (?:leyó|ha leído|abrió)|ha sido leído|fue leído"
    r"|è stat[oa] (?:lett|apert)[oa]",
    r"is (?:\S+ ){0,6}?(?:gelezen|geopend)|foi (?:lida|aberta)|lästes|blev læst|ble lest|on luettu"
    r"|został[ao] odczytan",
    r"было прочитано|прочтено|已读|已被读取|開封され",
)
