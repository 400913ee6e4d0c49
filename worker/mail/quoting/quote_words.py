"""What mail programs write by themselves above the mail that is answered, language by language.

Data for quotes.py and forward_mark.py, one language a line.
"""

from __future__ import annotations

# "On Monday Ana wrote:"
WROTE = "|".join(
    (
        r"wrote|writes",
        r"schrieb(?:en)?|geschrieben",
        r"a(?:vez)? écrit|écrit|a ecrit",
        r"escribi[óo]|va escriure|ha escrit",
        r"ha scritto|scrive|scritto da",
        r"schreef|geschreven",
        r"escreveu",
        r"napisał\(?a?\)?|napisała|pisze|napisana przez",
        r"napsala?(?:\(a\))?|napísala?(?:\(a\))?|píše",
        r"a scris",
        r"yazdı|yazmış",
        r"skrev",
        r"kirjoitti",
        r"(?:ezt )?írta",
        r"napisao(?:/la|\(la\))?|napisala|je pisao|je pisal(?:/a)?",
        r"написал\(?а?\)?|написала|написав(?:\(-ла\)|ла)?|написа|пише|пишет",
        r"έγραψε",
        r"kirjutas|rakstīja|rašė",
        r"menulis|đã viết|viết|ka shkruar",
        r"כתב(?:ה|/ה)?",
        r"كتب(?:ت)?|تمت كتابة",
    )
)

# The same in writings that put no space between words.
WROTE_UNSPACED = "写道|寫道|写了|のメール|さんが書きました|は書きました|님이 작성|작성:|เขียนว่า"

# Who speaks of himself is a person: "On 12 May I wrote to you:".
PERSON_WROTE = "|".join(
    (
        r"(?:i|we|he|she|they) (?:wrote|writes)",
        r"(?:ich|wir|er) (?:schrieb(?:en)?|(?:\w{1,20} ){0,6}geschrieben)|schrieb(?:en)? (?:ich|wir)",
        r"(?:j'ai|j’ai|nous avons) écrit",
        r"(?:yo|me|nos|le) escribi[óo]",
        r"(?:schreef|schreven) (?:ik|wij|we)",
        r"skrev (?:jag|jeg|vi)",
    )
)
# And so is mostly who speaks to us; but some programs write so too, with day and time.
YOU_WROTE = "|".join(
    (
        r"you (?:wrote|writes)",
        r"(?:sie|ihr|du) (?:schrieb(?:en|st)?|(?:\w{1,20} ){0,6}geschrieben)",
        r"schrieb(?:en|st)? (?:sie|ihr|du)",
        r"(?:vous avez|vous m'avez|vous m’avez|tu as) écrit",
        r"usted escribi[óo]",
        r"(?:schreef|schreven) (?:je|u|jij|jullie)",
        r"skrev (?:du|ni|dere)",
    )
)

# With what such a line begins, if not with a date, a weekday or a name.
OPENINGS = "|".join(
    (
        r"On|At|In message|Quoting|Citing",
        r"Am|Zitat von",
        r"Le|Selon|Citation de",
        r"El|En|Citando a",
        r"Il|In data|Il giorno|Citando",
        r"Op",
        r"Em|A|Às",
        r"Dnia|W dniu|Cytowanie|Cytat|Wiadomość napisana",
        r"Dne|Dňa|Cituji|Citát|V|Ve",
        r"Pe|În|La data",
        r"Den|På|Citerar|Citerer|Fra|I (?:man|tirs|ons|tors|fre|lør|søn)dag",
        r"Lainaus",
        r"Dana|Ob|U (?:ponedjeljak|utorak|srijedu?|četvrtak|petak|subot[au]|nedjelj[au])|Në",
        r"На|В|Во|Від",
        r"Στις|Την|Τη",
        r"Pada|Vào|Vào lúc",
        r"Missatge|Kuupäev|ในวันที่",
        r"בתאריך|ב-",
        r"في",
        r"在|于|於",
    )
)

# "Quoting Ana <ana@a.example>:", "Zitat von Ana <...>:"
CITES = "|".join(
    (
        r"Quoting|Citing|Zitat von|Citation de|Selon|Citando a?|Missatge de",
        r"Cytowanie|Cytat|Cituji|Citát|Citerar|Citerer",
    )
)

# "-----Original Message-----"
ORIGINAL = "|".join(
    (
        r"Original(?: (?:Message|Mail|Email|Appointment))?|Reply message|Replied Message",
        r"(?:Ursprüngliche|Ursprungliche|Originale?) (?:Nachricht|Mail|E-Mail)|Urspr\. Nachricht"
        r"|Original-?Nachricht|Originalnachricht|Original-?Mail|Ursprünglicher Termin|Originalmail",
        r"Message d['’]origine|Message original|Message initial|Mail original|Courriel original"
        r"|Message de réponse|Rendez-vous d['’]origine",
        r"(?:Mensaje|Correo) original|Cita original|Missatge original",
        r"Messaggio (?:originale|di risposta)|Messaggio Originale|Appuntamento originale",
        r"Oorspronkelijk(?:e)? (?:bericht|afspraak)|Origineel bericht",
        r"Mensagem [Oo]riginal",
        r"(?:Oryginalna|Pierwotna) wiadomość|Wiadomość oryginalna|Treść oryginalnej wiadomości",
        r"Původní (?:zpráva|e-?mail)|Pôvodná správa|Pôvodný e-?mail",
        r"Mesaj original|Mesajul inițial",
        r"Orijinal (?:ileti|mesaj)|Özgün ileti|Asıl ileti",
        r"Ursprungligt meddelande|Originalmeddelande",
        r"Oprindelig (?:meddelelse|besked|mail)|Original meddelelse",
        r"Opprinnelig melding|Original melding",
        r"Alkuperäinen viesti",
        r"Eredeti (?:üzenet|levél)",
        r"(?:Izvorna|Originalna) poruka|Izvirno sporočilo",
        r"(?:Исходное|Оригинальное) (?:сообщение|письмо)|Вихідне повідомлення|Оригінальне повідомлення"
        r"|Оригинално съобщение",
        r"Αρχικό μήνυμα",
        r"元のメッセージ|オリジナルメッセージ|元のメール",
        r"原始邮件|原始郵件|原邮件|原始信息|回复的(?:原)?邮件|邮件原件|原始訊息|回复邮件",
        r"원본 메시지|원본 메일",
        r"Tin nhắn gốc|Thư gốc|Pesan Asli",
        r"הודעה מקורית|الرسالة الأصلية",
    )
)

# What the subject of an answer begins with.
ANSWER = "|".join(
    (
        r"re|aw|antw|sv|vs|odp|res|rif|r|ré|rép|ref|yan|ynt|att|atb|vá|bls|ats|nav|hal|σχετ|απ",
        r"отв|ответ|відп|回复|回覆|答复|返信|답장|回信",
    )
)

# "Please type your reply above this line", as ticket systems ask.
REPLY_ABOVE = "|".join(
    (
        r"(?:please )?(?:type|write|enter|add)? ?your (?:reply|response|answer) above this line",
        r"(?:please )?reply above this line",
        r"bitte (?:antworten|schreiben) Sie (?:Ihre Antwort )?(?:ober|über)(?:halb)? dieser (?:Linie|Zeile)",
        r"répondre au-dessus de cette ligne",
        r"(?:por favor )?(?:escriba|escribe) su respuesta (?:por )?(?:encima|arriba) de esta línea",
        r"rispond(?:i|ere) sopra questa (?:riga|linea)",
    )
)
