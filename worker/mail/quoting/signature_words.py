"""What mail programs, scanners, lists and firms add below a mail, language by language.

Data for signature.py, one language or one idea a line.
"""

from __future__ import annotations

# "Sent from my", before the name of a device or a program.
SENT_FROM = (
    r"(?:sent|posted|written|composed) (?:from|via|with|using) (?:my |the |an? )?",
    r"(?:gesendet|verschickt|versendet|geschrieben) (?:von|mit|über|aus|via|durch)"
    r"(?: der| dem| meine[mr])? ?",
    r"diese (?:nachricht|e-?mail) wurde (?:von|mit|über)(?: meine[mr]| der| dem)? ?",
    r"(?:envoyé|expédié|provenance)e?s? ?(?:de(?:puis)?|à partir d[eu']|avec|par|via|:)"
    r"(?: mon| ma| l['’]application| la messagerie| l['’]?| d['’]un[e]?)? ?",
    r"(?:enviado|mandado)(?: desde| con| de| por| vía| via)(?: mi| el| la| un)? ?",
    r"(?:enviat|enviad[oa]) (?:des del?|amb|com|através d[eoa]|do|da|de|pelo|pela|via|a partir d[eoa])"
    r"(?: meu| minha| o| a)? ?",
    r"(?:inviato|spedito|scritto) (?:dal|dalla|da|con|tramite|via)(?: mio| mia| l['’])? ?",
    r"(?:verzonden|verstuurd|gestuurd) (?:vanaf|vanuit|met|via|van|door)(?: mijn| de| een)? ?",
    r"(?:wiadomość )?wysłan[eoay] (?:z|ze|przez|za pomocą|przy użyciu)"
    r"(?: mojego| telefonu| aplikacji| programu)? ?",
    r"(?:odesláno|odoslan[ée]|poslan[oé]) (?:z|ze|pomocí|prostredníctvom|s|iz)"
    r"(?: mého| môjho| mog| mojega)? ?",
    r"sendt (?:fra|med|via|af)(?: min| mit| en)? ?",
    r"(?:skickat|skickades|sänt) (?:från|med|via)(?: min| mitt| en)? ?",
    r"(?:lähetetty|lähetän) (?:minun |laitteesta |puhelimesta |sovelluksesta )?",
    r"(?:trimis|expediat)(?: de pe| din| cu| prin| de la)(?: un)? ?",
    r"отправлено (?:с|со|из|через|от)(?: моего| моей| мобильной| мобильного| устройства| телефона)? ?",
    r"(?:надіслано|відправлено) (?:з|із|через)(?: мого)? ?",
    r"изпратено (?:от|с|чрез)(?: моя| моето)? ?",
    r"στάλθηκε (?:από|με)(?: το| τη)? ?",
    r"saadetud (?:minu )?|išsiųsta iš (?:mano )?|nosūtīts no (?:mana )?",
    r"dikirim dari |đã gửi từ |được gửi từ |ส่งจาก|gönderen: ",
    r"نُ?شر من|أُ?رسلت? من(?: ال\S{0,3})? ?|נשלח (?:מ|מה|באמצעות)\S{0,2}-?",
    r"发自(?:我的)?|發自(?:我的)?|来自(?:我的)?|來自(?:我的)?|由我的|從我的 ?",
)

# What may follow: devices, programs and providers; the rest of the line is theirs too.
_PERHAPS_A_WORD = r"(?:\S{1,20} )?"
DEVICES = (
    r"\W{0,3}(?:apple )?i(?:phon|pad|pod|os|cloud)|\W{0,3}(?:mac\b|macbook|apple)",
    # "con l'email sicura Proton Mail", "mit der sicheren E-Mail von Proton Mail".
    r"(?:\S{1,20} ){0,5}proton ?mail\b",
    _PERHAPS_A_WORD
    + "(?:"
    + "|".join(
        (
            r"android|galaxy|samsung|huawei|honor\b|xiaomi|redmi|oneplus|pixel|nokia|htc\b|sony|xperia|motorola",
            r"blackberry|windows|surface|lumia|fairphone|wiko|alcatel|lenovo|realme|小米|华为|三星|vivo|oppo|手机|手機",
            r"smartphone|device|gerät|cell\b|mobile|mobil|phone|tablet|handy|handheld",
            r"wireless|verizon|t-mobile|vodafone|o2\b",
            r"telefon|telefoon|teléfono|téléphone|telefone|telefono|cellulare|móvil|portable|celular|puhelime",
            r"mail (?:for|für|pour|para|per|voor|app)|(?:mail|mailbox)$",
            r"outlook|thunderbird|gmail|hotmail|yahoo|ymail|gmx\b|web\.de|aol\b|hey\b",
            r"proton|spark\b|superhuman|airmail|bluemail|boxer|edison|newton|canary|mailbird|em client|zoho",
            r"fastmail|tutanota|tuta\b|mymail|mail\.ru|яндекс|yandex|почты|почта|qq|网易|foxmail|163|126",
            r"orange|laposte|libero|seznam|onet|interia|wp\b|k-9|fairemail",
        )
    )
    + ")",
)

# Languages that put the device first: "iPhoneから送信", "iPhone'umdan gönderildi".
FROM_DEVICE_SENT = (
    r"^(?:von|mit|aus|über) .{2,40} (?:gesendet|verschickt|versendet|geschrieben)[.!]?$",
    r"から送信|より送信|で送信|を使って送信",
    r"에서 보냄|에서 보낸|에서 발송|에서 전송",
    r"(?:傳送|发送|發送|寄出)$",
    r"(?:[mn]dan|den|ile|tan) gönderildi\.?$",
    r"küldve\.?$|-?r[óo]l küldött",
    r"^(?:yahoo mail|aol mail|gmail|outlook|mail)\s?[:\-–] ?\S.{0,50}$",
)

# The same behind a name on one line, where the line breaks are lost: "Regards, GarethSent from my Galaxy".
BEHIND_WORDS = (
    r"(?:Sent from my|Sent via|Gesendet von meinem|Von meinem|Envoyé de mon|Envoyé depuis mon"
    r"|Enviado desde mi|Enviado do meu|Inviato dal mio|Inviato da|Verzonden vanaf mijn|Wysłane z mojego"
    r"|Skickat från min|Sendt fra min) (?:Samsung |Huawei |Apple )?(?:Galaxy|iPhone|iPad|Samsung|Huawei"
    r"|Xiaomi|Android|BlackBerry|Windows Phone|Pixel|Xperia)"
    r"(?: (?:smartphone|tablet|phone|device|S\d{1,2}|Tab|Note|Pro|Plus|Ultra|gesendet|\d{1,3}G?)){0,4}[.!]?"
)

# Scanners and advertisements of providers; the whole line goes.
SCANNED = (
    r"virus[- ]?free|virenfrei|sans virus|libre de virus|privo di virus|virusvrij|livre de vírus",
    r"(?:this|the) (?:e-?mail|message) (?:has been|was) (?:scanned|checked)",
    r"diese e-?mail wurde (?:von|mit|auf) .{0,60}(?:viren|geprüft)",
    r"(?:l'absence de virus|ce (?:courriel|message|mail) a été vérifié)",
    r"el software de antivirus|este (?:correo|mensaje|e-?mail) .{0,40}virus",
    r"questa e-?mail è (?:stata )?(?:controllata|priva)|este e-?mail foi verificado",
    r"please consider the environment|bitte denken sie an die umwelt|denken sie an die umwelt",
    r"pensez à l'environnement|antes de imprimir|prima di stampare|denk aan het milieu|save paper",
    r"(?:bevor|before|avant) (?:sie |you |d'imprimer|diese e-?mail|printing)",
)

# Where their links lead, when they stand on a line of their own.
LINKS = r"aka\.ms/|go\.microsoft\.com/fwlink|sprh\.mn/|proton\.me|www\.avast\.|overview\.mail\.yahoo"

# The footer of a mailing list or a group.
LIST_FOOTERS = (
    r"you received this message because you are subscribed to",
    r"sie erhalten diese nachricht, weil sie (?:in|die|den)",
    r"vous recevez ce message, car vous êtes abonné",
    r"^_{5,100}\n.{1,80}(?:mailing list|mailingliste?|liste)\b",
    r"^_{5,100}\n.{1,80}\n.{0,40}@.{1,80}\nhttps?://",
    r"to unsubscribe from this (?:group|list)",
)

# A disclaimer speaks of the mail it stands in ...
THIS_MAIL = (
    r"\b(?:this|the) (?:e-?mail|message|communication|transmission|information)|any attachments?",
    r"\b(?:diese[rs]?|der) (?:e-?mail|nachricht|mitteilung)|der inhalt dieser",
    r"\b(?:ce|cet|cette|le présent) (?:e-?mail|message|courriel|courrier|transmission)",
    r"\b(?:este|esta|el presente|a presente) (?:correo|mensaje|e-?mail|mensagem|comunicaci[óo]n|mail)",
    r"\b(?:questo|questa|il presente|la presente|le informazioni) "
    r"(?:messaggio|e-?mail|mail|comunicazione|contenute)",
    r"\b(?:dit|deze|de informatie in) (?:e-?mail|bericht|e-?mailbericht|boodschap)",
    r"\b(?:ta|niniejsza|niniejszy|treść) (?:wiadomość|e-?mail|wiadomości|mail)"
    r"|\btent[oa] (?:e-?mail|zpráva|správa)",
    r"\b(?:denne|dette|detta|tämä|tämän) (?:e-?mail|e-?post|meddelelse|melding|meddelande|viesti|sähköposti)",
    r"(?:это|данное|настоящее) (?:сообщение|письмо|электронное)|bu (?:e-?posta|mesaj|ileti)",
    r"本(?:メール|邮件|郵件)|このメール",
)
# ... and in two ways of whom it is not for.
DISCLAIMERS = (
    # English
    r"\bconfidential|\bprivileged\b|\bintended (?:solely|only|exclusively)|\bintended recipients?"
    r"|\baddressees?\b",
    r"(?:received|sent to you) .{0,40}in error|(?:notify|inform) the sender|unauthori[sz]ed"
    r"|strictly prohibited",
    r"delete (?:it|this|the)|disclos(?:e|ure)|legally binding",
    # German
    r"vertraulich|rechtlich geschützt|bestimmungsgemäß|richtige[rn]? (?:adressat|empfänger)|irrtümlich",
    r"unbefugte|vorgesehene[nr]? empfänger|informieren sie .{0,20}den absender|vernichten sie"
    r"|löschen sie|nicht gestattet",
    # French
    r"confidentiel|destinataires?|par erreur|(?:avertir|informer) l'expéditeur|usage exclusif"
    r"|non autorisée?|détruire",
    # Spanish, Portuguese
    r"confidencia(?:l|is)|destinat[aá]ri[oa]s?|por error|por engano|legalmente protegid[ao]"
    r"|pro[hi]{1,2}bid[oa]",
    r"notifi(?:que|car)lo|uso exclusivo|divulgação|divulgación",
    # Italian
    r"riservat[eoi]|destinatari|per errore|vietat[ao]|cancellar(?:e|lo)|informare il mittente|d\. ?lgs",
    # Dutch
    r"vertrouwelijk|geadresseerde|uitsluitend bestemd|onterecht|abusievelijk|afzender te|niet toegestaan",
    # Polish, Czech
    r"poufn[eay]|adresat|przeznaczon[ae]|omyłkowo|nadawcę|zabronione|důvěrn|adresát|omylem"
    r"|odesílatele|zakázáno",
    # Nordic
    r"fortrolig|konfidentiell?|modtageren|mottakeren|mottagaren?|ved en fejl|av misstag|ved en feil",
    r"luottamuksellinen|vastaanottaja|erehdyksessä",
    # Russian, Turkish
    r"конфиденциальн|получател[ья]|адресат|по ошибке|отправител[яю]|gizli|alıcısı|yanlışlıkla"
    r"|yetkisiz|yasaktır",
    # Japanese, Chinese
    r"機密|受信者|誤って受信|破棄|保密|收件人|误收|删除",
)

# What a mail system puts above a mail from outside.
BANNERS = (
    r"(?:caution|warning|external|achtung|vorsicht|attention|extern)[:\]!* ].{0,80}"
    r"(?:outside|external|extern|extérieur|originated|absender)",
    r"\[?external (?:e-?mail|sender|message)\]?",
    r"you don't often get e?-?mail from|some people who received this message don't often get",
    r"sie erhalten nicht (?:oft|häufig) e-?mails? von",
    r"vous n['’]obtenez pas souvent d['’]e-?mail",
    r"no suele recibir correo electrónico de",
)
