"""How mail systems say that a mail did not arrive: data for the bounce rule, by language.

Subjects, sentences, the marks above the copy of the mail that failed, and the words that tell "for now"
from "for good" where no status code does. Read by failure_text.py.
"""

from __future__ import annotations

import re

from worker.mail.text import any_of

# Who speaks for a mail system: the local part of an address ...
MACHINE_ADDRESS = any_of(
    r"mailer-?daemon|mail-?daemon|mdaemon|post-?master|bounces?|smtp-?daemon|imss|mail-?administrator",
    r"mail-?delivery.{0,40}|delivery-?(?:failure|subsystem|notification)|microsoftexchange[0-9a-f]{32}",
    r"returned?-?mail|mail-?(?:gateway|gw|scanner|system)|mailsweeper|mailmarshal|ndr|dsn"
    r"|\W?system[ ._-]?administrator\W?",
    r"[^@]{0,60}(?:anti-?virus|antispam|smtp.?gateway|mail.?gateway|mail.?filter|email.?security)",
    before="^",
    after=r"(?:[-+._\\\d][^@]{0,60})?(?:@|$)",
)
# ... or the name shown beside it.
MACHINE_NAME = any_of(
    r"mail delivery|delivery (?:sub)?system|(?:mail|system|e-?mail) admin(?:istrator|istration)?\b",
    r"mailer[- ]?daemon|post ?master\b|mail ?system|internet mail|returned mail|mail router",
    r"mailzustell|mail-zustell|sistema de correo|système de messagerie|posta in arrivo",
    before=r"^\W*(?:the |\w+ )?(?:",
    after=")",
)

# Subjects, wherever the words stand in them.
SUBJECT = any_of(
    # English
    r"undeliver(?:able|ed)|non[- ]?deliver(?:y|able)|not (?:been )?delivered"
    r"|delivery (?:status )?notification",
    r"deliver(?:y|ing) (?:failure|failed|has failed|problem|error|report|warning|delayed|attempts?)",
    r"(?:could|can) ?not be delivered|(?:couldn't|can't|wasn't|unable to be) delivered|unable to deliver",
    r"(?:mail|e-?mail|message) (?:\S+ )?(?:delivery|delivering)\b|mail (?:system )?error|mail failure",
    r"returned (?:e-?)?mail|return(?:ed|ing) (?:message )?to sender|failed mail|failure notice"
    r"|bounced? (?:mail|message)",
    r"delayed (?:e-?)?mail|message .{0,60}delayed|mail .{0,40}has been (?:delayed|postponed)"
    r"|rejected (?:mail|message)",
    r"(?:mail|message|e-?mail)s? (?:\S+ ){0,4}(?:has been |was |been )?(?:rejected|blocked|refused"
    r"|bounced)",
    r"address not found|user unknown|unknown user|recipient (?:rejected|unknown)|nondeliverable"
    r"|message not sent",
    # German
    r"unzustellbar|nicht (?:\S+ )?zugestellt|nicht zustellbar"
    r"|zustell(?:ung|ungs)?[- ]?(?:\S+ )?(?:fehl|problem|verz)",
    r"(?:mail|nachricht) (?:\S+ )?(?:zurückgewiesen|abgelehnt|zurück an absender)|unzustellbarkeit",
    # French
    r"non remis|non distribué|non délivré"
    r"|échec (?:de )?(?:la )?(?:remise|distribution|livraison|d'envoi)|non remise"
    r"|n'a (?:pas |pu )(?:pas )?(?:pu )?être (?:remis|distribué|délivré)|retour de votre (?:message|mail)",
    # Spanish, Portuguese
    r"no (?:se ha podido|se pudo|pudo ser|ha podido ser|se puede|ha sido) entrega\w*|no entregado"
    r"|imposible entregar"
    r"|correo devuelto|mensaje devuelto|error (?:de|en la) entrega|entrega fallida"
    r"|fallo (?:de|en la) entrega",
    r"não (?:pôde ser |foi |pode ser )?entregue|falha (?:na|de) entrega|não entregue|mensagem devolvida",
    # Italian
    r"mancata consegna|non recapitabile|non consegnat[oa]"
    r"|(?:errore|mancato|impossibile) (?:di |il )?recapit\w*"
    r"|impossibile consegnare",
    # Dutch
    r"onbestelbaar|niet (?:\S+ )?(?:bezorgd|afgeleverd|besteld)|kan niet worden (?:bezorgd|afgeleverd)"
    r"|aflevering (?:is )?mislukt",
    # Polish, Czech, Slovak
    r"nie(?:dostarczon[ay]|można dostarczyć| można (?:było )?dostarczyć)|niedoręczon"
    r"|zwrot (?:poczty|wiadomości)",
    r"nedoručiteln|nedoruč(?:en|iteľ)|nelze doručit|nepodařilo se doručit",
    # Swedish, Danish, Norwegian, Finnish
    r"kan inte levereras|kunde inte (?:levereras|skickas)|olevererbar|ej levererat",
    r"kan ikke (?:leveres|afleveres)|kunne ikke (?:leveres|afleveres)|uleverbar|ikke leveret|ikke levert",
    r"ei voitu toimittaa|toimitus epäonnistui|toimittamaton",
    # Hungarian, Turkish, Romanian, Greek
    r"kézbesíthetetlen|nem kézbesíthető|sikertelen kézbesítés",
    r"teslim edile(?:medi|meyen)|iletilemedi|nelivrabil|nu a putut fi livrat|αδύνατη η παράδοση"
    r"|δεν παραδόθηκε",
    # Russian, Ukrainian
    r"не (?:было )?доставлен|не может быть доставлен|невозможно доставить|недоставлен|ошибка доставки"
    r"|не доставлено",
    r"не вдалося доставити|недоставлен",
    # Japanese, Chinese, Korean
    r"配信(?:でき|不能|エラー|されません)|配送(?:でき|不能|失敗)|送信エラー|届けられませんでした|未達"
    r"|戻りメール|送信できません",
    r"退信|无法(?:送达|投递|传递)|投递失败|發送失敗|無法(?:送達|傳遞|投遞)|未送达|未传递",
    r"배달(?:되지 않|할 수 없|하지 못)|반송|전송 실패|전송되지",
)

# Sentences of the report itself, before the copy of the mail.
FAILED = any_of(
    # English
    r"(?:could|can|did|was|were|has|have) ?n(?:o|')t (?:yet )?(?:been |be )?(?:deliver|reach|sent"
    r"|send|receiv|accept)\w*",
    r"(?:unable|not able|failed|impossible|wasn't able|was unable) to (?:be )?(?:deliver|send|reach"
    r"|relay)\w*",
    r"undeliver(?:able|ed)|non-?deliver(?:y|able)"
    r"|deliver(?:y|ing) (?:\S+ ){0,8}?(?:has |have )?(?:failed|failure|delayed)",
    r"(?:following|these|below) (?:\S+ ){0,3}?(?:address(?:es|\(es\))?|recipients?"
    r"|recipient\(s\)) (?:\S+ ){0,3}?fail",
    r"did not receive (?:this|your) (?:message|mail)|did not reach|has not been delivered"
    r"|not been received",
    r"delivery (?:to|of) (?:\S+ ){0,8}?(?:failed|delayed|postponed|not possible)"
    r"|returned to (?:the |its )?sender",
    r"(?:has been|is being|was|been) returned (?:because|to|due|unopened|by)|encountered an error",
    r"(?:was|were|been|is) (?:automatically |not accepted|being )?(?:reject|refus|bounc|blocked"
    r"|undeliver)\w*",
    r"permanent(?:ly)? (?:fatal )?(?:error|fail)\w*|fatal errors|transient (?:non-?fatal )?errors"
    r"|delivery error|mail ?error",
    r"user unknown|unknown user|no such (?:user|mailbox|recipient|address)|user not found"
    r"|mailbox (?:is )?full|over quota",
    r"(?:wasn't|weren't) (?:found|delivered)|couldn't be (?:delivered|found)"
    r"|mailbox (?:unavailable|not found)",
    # German
    r"nicht (?:\S+ ){0,4}?(?:zugestellt|zustellen|zustellbar|erreicht|ausgeliefert|übermittelt|angenommen)"
    r"|unzustellbar"
    r"|fehler bei der (?:nachrichten)?zustellung"
    r"|zustellung (?:\S+ ){0,8}?(?:fehlgeschlagen|gescheitert|verzögert)"
    r"|(?:zurückgewiesen|abgewiesen|abgelehnt)\b|postfach (?:\S+ )?(?:existiert nicht|voll)"
    r"|empfänger (?:\S+ )?unbekannt",
    # French
    r"n'a (?:pas )?(?:pu|été) (?:être )?(?:pas )?(?:remis|distribué|délivré|acheminé)|n'a pas (?:pu )?être"
    r"|échec de (?:la )?(?:remise|distribution)|impossible de (?:remettre|délivrer|distribuer)"
    r"|n'existe pas|est introuvable",
    # Spanish, Portuguese
    r"no (?:se ha podido|se pudo|pudo ser|ha podido ser|se puede|ha sido|fue) (?:\S+ )?entrega\w*|no existe"
    r"|error (?:al|en la) entrega\w*|imposible entregar|(?:ha sido|fue) rechazado",
    r"não (?:pôde|pode|foi) (?:ser )?entreg\w*|falha na entrega|não existe|não foi possível entregar",
    # Italian
    r"non (?:è stato possibile|è stato|può essere|ha potuto) (?:\S+ )?(?:consegna|recapita|invia)\w*"
    r"|mancata consegna"
    r"|errore nella consegna|(?:è stato|viene) rifiutato|impossibile (?:consegnare|recapitare)|non esiste",
    # Dutch
    r"niet (?:\S+ ){0,2}?(?:bezorgd|afgeleverd|besteld|verzonden|bezorgen)|onbestelbaar|bestaat niet"
    r"|aflevering mislukt",
    # Polish, Czech, Slovak, Hungarian
    r"nie (?:mogła|można|została|udało się)(?: \S+){0,3}? (?:dostarcz|doręcz)\w*|nie istnieje"
    r"|niedostarczon",
    r"(?:nelze|nemohla|nebyla|nepodařilo se|nemohl)(?: \S+){0,3}? doruč\w*|neexistuje"
    r"|nem (?:lehetett|sikerült) kézbesít\w*",
    # Scandinavia, Finland
    r"(?:kunde|kan) inte (?:levereras|skickas|nå)\w*|(?:kunne|kan) ikke (?:leveres|afleveres|sendes)"
    r"|ei voitu toimittaa",
    # Turkish, Romanian, Greek
    r"teslim edilemedi|iletilemedi|ulaştırılamadı|nu a putut fi livrat|δεν (?:ήταν δυνατή|παραδόθηκε)",
    # Russian, Ukrainian
    r"не (?:может быть|могло быть|было|удалось|удаётся)? ?(?:доставл|доставит)\w*|не существует|недоставлен"
    r"|не вдалося доставити|не принято",
    # Japanese, Chinese, Korean
    r"(?:配信|配送|送信|お届け)(?:でき|する ?ことができ)ま?せん|届けられませんでした|見つかりません"
    r"|存在しません|配信不能|エラー",
    r"退回|退信|无法(?:送达|投递|传递|发送)|不存在|投递失败|無法(?:送達|傳遞|投遞)|拒绝|未能",
    r"배달(?:되지|하지|할 수)|전송(?:되지|하지|할 수)|존재하지 않|반송",
)

# Below these lines stands a copy of the mail that failed.
COPY = re.compile(
    r"^[^\w\n]{0,30}(?:"
    r"below this line is a copy|this is a copy of"
    r"|(?:the )?(?:original|undelivered|returned|unsent) (?:e-?mail|message|mail)"
    r"(?: (?:follows?|header|text|body|content|attached|is)|\W{0,30}$)|(?:the )?headers? of the original"
    r"|(?:possibly )?truncated original|(?:the )?(?:first|text of)[^\n]{0,30}original"
    r"|(?:your )?(?:original )?message (?:text )?follows"
    r"|message (?:header|text|contents?) follows?"
    r"|(?:unsent|undelivered|returned|bounced) (?:message|mail) (?:below|follows)"
    r"|copy of (?:your|the|original)[^\n]{0,40}(?:message|mail)"
    r"|start of (?:the )?(?:returned|original)|included message|old message"
    r"|kopie (?:ihrer|der)[^\n]{0,30}(?:nachricht|e-?mail)"
    r"|(?:die )?(?:original|ursprüngliche)[ -]?nachricht"
    r"|originalheader|copie (?:de|du)[^\n]{0,30}message|message (?:d')?original|mensaje original"
    r"|messaggio originale"
    r"|oorspronkelijk(?:e)? bericht|копия (?:письма|сообщения)|元のメッセージ"
    r")[^\n]*$"
    r"|^(?:[ \t>|]{0,8}(?:received|return-path|dkim-signature|x-[\w-]{2,40}|message-id"
    r"|mime-version):[ \t]+\S[^\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)

# Without a code: it may yet arrive, or another time.
TEMPORARY = any_of(
    r"warning (?:message )?only|advisory-only|(?:do|need) not (?:need to )?re-?send"
    r"|still being retried|will be retried",
    r"(?:not|n't) yet (?:been )?(?:been )?delivered|has been (?:delayed|postponed|deferred)"
    r"|(?:delivery|message|mail) (?:\S+ ){0,3}delayed",
    r"delivery attempts will continue|will (?:keep|continue) (?:trying|to (?:try|attempt))"
    r"|(?:will try|keep trying|trying) again|again later|retry(?:ing)?\b",
    r"quota|mailbox (?:\S+ ){0,2}full|full mailbox|in-?box (?:\S+ ){0,2}full"
    r"|storage (?:space )?(?:limit|exceeded|full)|over (?:its )?(?:limit|allocation)",
    r"insufficient (?:system )?(?:storage|disk|space)|disk (?:space|full)|temporar(?:y|ily)|transient",
    r"timed? ?out|connection (?:refused|reset|failed)|grey-?list|too many (?:connections|recipients)"
    r"|try (?:it )?later|resources",
    r"could not connect|network (?:error|problem)|rate limit|too busy",
    r"(?:postfach|mailbox|posteingang|postfachs) (?:\S+ ){0,8}?voll\b|speicherplatz|kontingent"
    r"|vorübergehend|verzögert"
    r"|später (?:noch ?(?:ein)?mal|erneut)",
    r"(?:boîte|messagerie|bal) (?:\S+ ){0,8}?(?:pleine|saturée)|temporaire|différé|retardé"
    r"|(?:quota|espace|capacité) (?:\S+ ){0,6}?(?:dépassée?|atteint|insuffisant)|plus tard|réessay",
    r"buz[óo]n (?:\S+ ){0,8}?(?:llen[oa]|completo|saturado)|temporal(?:mente)?\b|retrasad|más tarde"
    r"|(?:cuota|espacio|l[íi]mite|capacidad) (?:\S+ ){0,6}?(?:excedid[oa]|superad[oa]|insuficiente"
    r"|agotad[oa])",
    r"(?:casella|mailbox|cassetta) (?:\S+ ){0,8}?pien[ao]|temporane|ritard|più tardi|riprov"
    r"|(?:quota|spazio|limite) (?:\S+ ){0,6}?(?:superat[oa]|esaurit[oa]|insufficiente)",
    r"caixa (?:\S+ ){0,8}?(?:cheia|lotada)|mais tarde|tempor[áa]ri|adiad[oa]"
    r"|(?:cota|quota|limite|espaço) (?:\S+ ){0,6}?(?:excedid[oa]|ultrapassad[oa]|insuficiente|esgotad[oa])",
    r"(?:postvak|mailbox|postbus|brievenbus) (?:\S+ ){0,8}?vol\b|tijdelijk|vertraagd"
    r"|(?:quotum|limiet|ruimte) (?:\S+ ){0,6}?overschreden|later opnieuw",
    r"(?:inkorg|brevlåda|postlåda|postlådan|brevlådan|postkasse\w*|indbakke\w*|innboks\w*) (?:\S+ ){0,8}?"
    r"(?:full|fuld|överfull|fyldt)\b|tillfällig|midlertidig|försenad|forsinket|senere"
    r"|postilaatikko (?:\S+ ){0,8}?täynnä",
    r"schránka (?:\S+ ){0,8}?pln[áé]|dočasn|překročen|později|postafiók (?:\S+ ){0,8}?(?:megtelt|tele)"
    r"|ideiglenes"
    r"|(?:posta kutusu|kota) (?:\S+ ){0,6}?(?:dolu|dolmuş|aşıl)|geçici|căsuța (?:\S+ ){0,8}?plină|temporar"
    r"|(?:γραμματοκιβώτιο|θυρίδα) (?:\S+ ){0,8}?(?:πλήρες|πλήρης|γεμάτ)|προσωριν",
    r"skrzynk[aię] (?:\S+ ){0,8}?(?:pełna|przepełniona)|tymczasow|później|переполнен|временн|превышен"
    r"|いっぱい|容量|一時的"
    r"|已满|暂时|容量已满|초과",
)
# Words that outweigh those: nobody is there, and nobody will be.
PERMANENT = any_of(
    r"given up|not going to try again|within the allowed queue"
    r"|(?:verify|check) (?:\S+ ){0,6}?and try again",
    r"user unknown|unknown (?:user|recipient|address)"
    r"|no such (?:user|mailbox|recipient|address|person)|not listed in",
    r"(?:does|do|did)(?:n't| not) exist|user (?:\S+ )?not found"
    r"|mailbox (?:\S+ )?(?:not found|unavailable|disabled)|invalid (?:recipient|mailbox|address)",
    r"permanent(?:ly)? (?:fatal )?(?:error|fail)"
    r"|account (?:\S+ ){0,3}(?:disabled|closed|suspended|inactive)|no longer",
    r"host (?:unknown|not found)|domain (?:\S+ )?(?:not found|unknown)|unknown (?:host|domain)"
    r"|existiert nicht|unbekannt",
    r"n'existe pas|introuvable|no existe|non esiste|bestaat niet|não existe|nie istnieje"
    r"|не существует|存在しません|不存在",
)
