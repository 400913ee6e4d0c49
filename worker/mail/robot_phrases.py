"""What machines write by themselves: subjects of automatic replies, absences, ticket robots, challenges.

Data for the auto_reply rule, one idea a line. A subject counts only where it goes on as mail programs go
on, "Automatic reply: Quote": a customer may well ask "Automatic replies to our shop, what would it cost?".
"""

from __future__ import annotations

from worker.mail.text import any_of

_ANSWER_MARK = r"^(?:(?:re|aw|sv|antw|odp|r|rif|tr)\s?:\s*)?"

# The words that mail programs put first: Exchange, Outlook, Gmail, Lotus.
AUTOMATIC_REPLY = any_of(
    # English
    r"automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response)|vacation (?:reply|message|response)",
    # German
    r"automatische antwort|auto[- ]?antwort|automatische abwesenheit\w*",
    r"abwesenheits(?:notiz|meldung|agent|nachricht|assistent|benachrichtigung)\b.*",
    # French, Spanish, Italian
    r"réponse automatique|message d'absence",
    r"respuesta automática",
    r"risposta automatica",
    # Dutch
    r"automatisch(?:e)? antwoord|afwezigheids(?:bericht|melding|assistent)",
    # Portuguese
    r"resposta automática",
    # Polish, Czech
    r"odpowiedź automatyczna|automatyczna odpowiedź",
    r"automatická odpověď",
    # Swedish, Danish, Norwegian, Finnish
    r"automatiskt? svar|autosvar|frånvaromeddelande|fraværs(?:besked|melding)",
    r"automaattinen vastaus|poissaoloilmoitus",
    # Hungarian, Turkish, Russian
    r"automatikus válasz",
    r"otomatik yanıt",
    r"автоматический ответ|автоответ",
    # Japanese, Chinese
    r"自動応答|自動返信",
    r"自动答复|自动回复",
    before=_ANSWER_MARK,
    after=r"(?:\s*(?:$|[-–—:：|,.!(\[\"„“«])|\s+(?:re|to|from|auf|von|sur|à|su|op)\b)",
)

# What people put first themselves. Less is needed to say it by hand, so more is asked of what follows.
ABSENCE = any_of(
    r"out of (?:the )?office",
    r"abwesenheit|abwesend",
    r"absen(?:ce|te?) du bureau",
    r"fuera de (?:la )?oficina",
    r"fuori (?:sede|ufficio)",
    r"afwezig",
    r"(?:fora|ausente) do escritório",
    r"poza biurem|mimo kancelář",
    before=_ANSWER_MARK,
    after=r"(?:\s*$|\s*:| -| auto|.{0,20}\bre\b)",
)

# In the text, "I am away" as people say it.
AWAY = any_of(
    r"out of (?:the )?office|back (?:on|in the office|at work)",
    r"on (?:\w+ )?(?:vacation|holiday|leave)",
    r"(?:i am|i'm|we are) (?:\w+ )?away",
    r"abwesend|im urlaub|elternzeit",
    r"nicht im (?:büro|haus)|nicht da\b",
    r"(?:bin|sind) (?:\S+ ){0,6}(?:zurück|wieder)",
    r"en vacances|de vacaciones|in ferie|afwezig",
    before=r"\b",
)

# A ticket robot says that it has received a mail ...
RECEIVED = any_of(
    r"(?:received|opened|created|logged|registered) (?:your|a|the)? ?(?:new )?"
    r"(?:request|ticket|case|e-?mail|enquiry)",
    r"(?:request|ticket|case|e-?mail|enquiry|message) (?:\S+ ){0,4}?"
    r"(?:has been|was) (?:received|created|opened|logged)",
    r"(?:anfrage|ticket|nachricht|e-?mail) (?:\S+ ){0,5}?"
    r"(?:eingegangen|erhalten|erstellt|angelegt|registriert)",
)
# ... and gives it a number.
NUMBER = any_of(
    r"\[[^\]\n]{0,20}#?\d{3,}\]",
    r"(?:ticket|case|request|vorgang|anfrage)[ -]?(?:id|no\.?|nr\.?|number|nummer)?[ :#]{1,3}"
    r"[A-Z]{0,5}-?\d{3,}",
)

CHALLENGE = any_of(
    r"(?:click|follow|use) (?:the|this) (?:\S+ ){0,3}link (?:\S+ ){0,4}"
    r"(?:to (?:deliver|release|complete|verify)|so that)",
    r"(?:prove|confirm|verify) (?:that )?you are (?:a )?(?:human|person|real person|not a robot)",
    r"sender verification|challenge[- ]response",
    r"your (?:message|e-?mail) (?:\S+ ){0,4}"
    r"(?:is being held|will be held|awaits? (?:approval|verification))",
)
