"""How absent people and their mail programs say it: data for the auto_reply rule, by language.

Subjects, the sentence itself, and the courtesies around it ("in urgent cases", "my mail is not forwarded"),
by which a notice without any header is told from a person who mentions a holiday.
"""

from __future__ import annotations

from worker.mail.text import any_of, words_of

_NAMED = r"(?:\s*$|\s*:| -| –| auto|\s*\(|.{0,20}\bre\b)"

# What people put first themselves. Less is needed to say it by hand, so more is asked of what follows.
SUBJECT = any_of(
    r"out of (?:the )?office|away from (?:the|my) (?:office|desk)"
    r"|on (?:annual |maternity |parental |sick )?leave",
    r"(?:on )?vacation|on holiday|office closed",
    r"abwesenheit|abwesend|urlaub|betriebsferien|nicht im (?:büro|haus)|außer haus",
    r"absen(?:ce|te?) du bureau|absent(?:e)?|absence|en congés?|fermeture annuelle",
    r"fuera de (?:la )?oficina|ausencia|ausente(?: de la oficina)?|de vacaciones|vacaciones",
    r"fuori (?:sede|ufficio)|assente|assenza|in ferie|chiusura estiva|chiusi per ferie",
    r"afwezig(?:heid)?|niet aanwezig|met vakantie|op vakantie",
    r"(?:fora|ausente) do escritório|ausência(?: temporária| do escritório)?|férias",
    r"poza biurem|nieobecność|nieobecn[ya]|urlop|mimo kancelář|nepřítomnost|dovolená|mimo kancelárie",
    r"frånvar(?:o|ande)|fraværende|inte på kontoret|semester|ikke til stede|ikke på kontoret|ferie|fravær",
    r"poissa|poissaolo|lomalla|házon kívül|szabadság(?:on)?|ofis dışında|izindeyim",
    r"în concediu|εκτός γραφείου|απουσία|вне офиса|отпуск|в отпуске|відпустка|поза офісом",
    r"不在|休暇|外出中|休假|不在办公室|外出|휴가",
    before="^",
    after=_NAMED,
)
# Lotus Notes and its kin name the person first: "Otto Kern is out of the office (returning 15 June)."
NAMED_SUBJECT = any_of(
    r"is (?:currently )?(?:out of (?:the )?office|on (?:vacation|holiday|leave)|away)",
    r"ist (?:zur ?zeit |derzeit |momentan )?(?:außer haus|ausser haus|abwesend|nicht im (?:büro|haus)"
    r"|im urlaub)",
    r"est (?:actuellement )?(?:absent(?:e)?|en congés?)(?: du bureau)?",
    r"está (?:ausente|fuera de la oficina|de vacaciones)(?: de la oficina)?"
    r"|è (?:assente|fuori ufficio|in ferie)",
    r"is (?:afwezig|niet (?:aanwezig|op kantoor)|met vakantie)"
    r"|está (?:ausente|fora do escritório|de férias)",
    r"är inte på kontoret|er ikke (?:på kontoret|til stede)|on poissa|jest poza biurem|je mimo kancelář",
    r"\((?:out of (?:the )?office|ooo|abwesend|im urlaub|absent|ausente|fuori ufficio|afwezig)",
    before=r"^[^?\n]{1,90}?\s?",
    after=r"\)?\W{0,3}(?:\(.{0,60}\))?\W{0,3}$",
)

# In the text, "I am away" as people say it.
AWAY = words_of(
    # English
    r"out of (?:the )?office|back (?:on|in the office|at work|at my desk)|away from (?:the office|my desk)",
    r"on (?:\w+ )?(?:vacation|holidays?|leave|sabbatical)\b|(?:office|shop|we) (?:is|are) closed",
    r"(?:i am|i'm|we are|we're|i will be|i'll be) (?:\w+ )?(?:away|travelling|traveling|unavailable)",
    # German
    r"abwesend|im urlaub|elternzeit|mutterschutz|betriebsferien|betriebsurlaub|wegen urlaub|außer haus",
    r"nicht im (?:büro|haus)|nicht da\b|nicht (?:\S+ )?erreichbar|nicht zu erreichen",
    r"(?:bin|sind) (?:\S+ ){0,6}(?:zurück|wieder)",
    # French
    r"en (?:vacances|congés?)|absente? (?:du bureau|jusqu|du \d|pour)"
    r"|(?:suis|serai|sommes) (?:\S+ )?absente?s?\b"
    r"|de retour (?:le|au bureau|à partir)|(?:atelier|magasin|bureau|entreprise) (?:est|sera) fermée?",
    # Spanish
    r"de vacaciones|fuera de (?:la|mi) oficina|(?:estaré|estoy|estamos) (?:\S+ )?(?:ausente|fuera)"
    r"|de baja\b",
    # Italian
    r"in ferie|fuori (?:ufficio|sede)|(?:sono|sarò|siamo) (?:\S+ )?assent[ei]|chius[oi] per ferie"
    r"|in vacanza",
    # Dutch
    r"afwezig|(?:met|op) vakantie|met verlof|niet (?:op kantoor|aanwezig|bereikbaar)",
    # Portuguese
    r"de férias|fora do escritório|(?:estou|estarei) (?:\S+ )?ausente",
    # Polish, Czech, Slovak, Hungarian
    r"na urlopie|poza biurem|nieobecn[ya]|mimo kancelář|dovolen(?:ou|é|á)|szabadságon",
    # Scandinavia, Finland
    r"(?:har|på|holder) (?:\S+ )?(?:semester|ferie)|inte på kontoret|ikke på kontoret"
    r"|borte fra kontoret|lomalla|poissa"
    r"|föräldraledig|tjänstledig|barsel(?:s?orlov)?|foreldrepermisjon|vanhempainvapaalla",
    # Turkish, Romanian, Croatian, Greek
    r"izindeyim|ofis dışında|în concediu|godišnjem|απουσιάζω|εκτός γραφείου",
    # Russian, Ukrainian
    r"в отпуске|отсутствую|вне офиса|у відпустці|відсутн",
    # Japanese, Chinese, Korean
    r"休暇|不在|休みを|休假|外出|出差|휴가|부재",
)

# Fixed sentences of mail programs: Lotus Notes asks only for the two dates.
TEMPLATE = words_of(
    r"i (?:will be|am) out of the office (?:starting|from|until) .{4,30}?(?:and will not return until"
    r"|\.|$)",
    r"ich (?:werde|bin) (?:ab|bis) .{4,30}? (?:nicht im büro sein|abwesend|nicht im hause?)",
    r"je (?:serai|suis) absente? (?:du bureau )?(?:à partir du|du"
    r"|jusqu'au) .{4,30}? et ne serai pas de retour",
    r"estaré (?:ausente|fuera) de la oficina (?:desde|a partir d)el? .{4,30}? (?:y no|hasta)",
    r"sarò (?:assente|fuori ufficio) (?:a partire )?dal .{4,30}? (?:e non|al|fino)",
    r"ik ben afwezig vanaf .{4,30}? (?:en|tot)",
    r"i will respond to your message when i return"
    r"|ich werde ihre nachricht nach meiner rückkehr beantworten",
)

# Courtesies around an absence, one idea each; a person who only mentions a holiday uses one at most.
COURTESIES = (
    words_of(
        r"thank(?:s| you) (?:very much )?for (?:your|the) (?:e-?mail|message|mail|enquiry|inquiry)",
        r"(?:vielen |herzlichen |besten )?dank für ihre? (?:e-?mail|nachricht|anfrage|mail)"
        r"|merci (?:de|pour) votre",
        r"gracias por (?:su|tu) (?:correo|mensaje|e-?mail)"
        r"|grazie per (?:la (?:sua|tua|vostra) )?(?:e-?mail|messaggio)",
        r"grazie per il (?:suo|tuo|vostro)|(?:dank|bedankt) voor (?:uw|je) "
        r"|obrigad[oa] (?:pelo|por) (?:seu|sua|a sua|o seu)",
        r"tak for din|takk for din|tack för ditt|kiitos (?:viestistäsi|sähköpostistasi)"
        r"|dziękuj\w+ za (?:wiadomość|e-?mail)"
        r"|děkuj\w+ za|спасибо за (?:ваше )?(?:письмо|сообщение)",
    ),
    words_of(
        r"(?:urgent|immediate|emergenc)\w*|if it (?:cannot|can't|can not) wait|in my absence",
        r"dringend\w*|eilige\w*|vertretung|vertritt mich|notfälle?n?\b",
        r"(?:urgence|urgente?s?)|en mon absence|urgen(?:te|cias?|tes)|en mi ausencia|urgenz\w*"
        r"|in mia assenza",
        r"dringend|spoed|in mijn afwezigheid|urgentes?|pilnych|haste(?:sager|r)|brådskande|akutte?"
        r"|kiireisi",
        r"срочн\w*|お急ぎ|緊急|紧急|급한",
    ),
    words_of(
        r"(?:not|n't) be (?:forwarded|read|monitored)"
        r"|(?:will|shall|i'll) (?:\S+ )?(?:respond|reply|answer|get back|be in touch)",
        r"(?:wird|werden) nicht (?:weitergeleitet|gelesen|bearbeitet)|nach meiner rückkehr"
        r"|werde (?:\S+ ){0,6}(?:beantworten|melden)",
        r"(?:répondrai|répondrons|traiterai|traiterons)|à mon retour|n'est pas (?:transféré|lu)",
        r"(?:responderé|responderemos|contestaré)|a mi (?:regreso|vuelta)|(?:risponderò|risponderemo)"
        r"|al mio rientro",
        r"(?:beantwoord|reageer) ik|na mijn terugkeer|wordt niet (?:doorgestuurd|gelezen)|responderei"
        r"|no meu retorno",
        r"svarer (?:jeg|når)|svarar (?:jag|när)|odpowiem|po powrocie|отвечу|по возвращении",
    ),
    words_of(
        r"(?:limited|no|little|intermittent|patchy|restricted) access to (?:my )?(?:e-?mail|mails?)",
        r"(?:eingeschränkt|begrenzt|keinen?|nur) (?:\S+ )?zugriff auf"
        r"|nur (?:\S+ )?eingeschränkt erreichbar",
        r"accès (?:\S+ )?(?:limité|restreint)|acceso limitado|accesso limitato"
        r"|beperkt(?:e)? (?:toegang|bereikbaar)",
    ),
    words_of(
        r"(?:please|kindly) (?:contact|call|ring|email|write to|direct|turn to|get in touch)"
        r"|contact my colleague",
        r"wenden sie sich|(?:kontaktieren|erreichen) sie|meine kolleg(?:e|in|en)|merci de contacter"
        r"|veuillez contacter",
        r"(?:contacte|llame|escriba|póngase en contacto)|(?:contattare|scrivete a|rivolgersi)"
        r"|(?:neem|kunt u) (?:\S+ ){0,4}(?:contact|terecht)",
        r"contate|entre em contato|kontakt(?:a|uj)?\b|ota yhteyttä|proszę o kontakt|обращайтесь",
    ),
)
