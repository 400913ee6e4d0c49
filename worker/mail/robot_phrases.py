"""What machines write by themselves: subjects of automatic replies, ticket robots, challenges, read receipts.

Data for the auto_reply rule, one idea a line, by language; absences are in absence_words.py. A subject counts
only where it goes on as mail programs go on, "Automatic reply: Quote": a customer may well ask "Automatic
replies to our shop, what would it cost?".
"""

from __future__ import annotations

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
    r"detta är ett automatiskt|dette er (?:en|et) automatisk|tämä on automaattinen|toto je automatick",
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
    r"(?:vi har (?:mottagit|modtaget|mottatt)|olemme vastaanottaneet|přijali jsme|obdrželi jsme|megkaptuk)",
    r"(?:(?:заявка|обращение|запрос|письмо) (?:\S+ ){0,4}?(?:получен|зарегистрирован|принят)\w*"
    r"|мы получили ваш)",
    r"(?:受け付け|受付)(?:ました|いたしました|けました|完了)|已收到您?的?(?:邮件|请求|来信)|접수되었",
)
# ... and gives it a number.
NUMBER = any_of(
    r"\[[^\]\n]{0,30}[#: ]?\d{3,}\]",
    r"(?:ticket|case|request|reference|ref|issue|vorgang|vorgangsnummer|anfrage|ticketnummer|dossier"
    r"|solicitud|pratica)"
    r"[ -]?(?:id|no\.?|nr\.?|number|nummer|is|#)?[ :#(]{1,3}[a-z]{0,5}-?\d{3,}",
    r"(?:número|numéro|numero|nummer|numer|номер[а-я]*|nº|n°|№)\s?:?\s?#?[a-z]{0,5}-?\d{3,}"
    r"|\b[a-z]{2,6}-\d{3,}\b",
    r"/(?:tickets?|requests?|cases?|issues?)/\d{2,}|##- ",
)
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
