"""How mail that goes to many says so, where no header does: data for mass_mail.py, by language.

Each pattern is one mark. None of them is enough alone: people write "unsubscribe" too.
"""

from __future__ import annotations

from worker.mail.text import words_of

# How to get no more of it, as an offer to the reader; a person asks for it instead.
UNSUBSCRIBE = words_of(
    r"(?:to|can|may|want to|wish to|like to|click (?:here )?to) (?:\S+ ){0,4}?(?:unsubscribe"
    r"|opt[- ]?out|be removed)",
    r"unsubscribe (?:from (?:this|our|these|all|the)|here|at any time|instantly|now|link|\||https?:"
    r"|\(http|<http|:)",
    r"(?:unsubscribe|opt[- ]?out|remove me)\W{0,5}(?:\n|$|https?:|\||-|here)"
    r"|\bunsubscribe\W{1,5}https?:",
    r"(?:do not|don't|no longer|never) (?:want|wish"
    r"|like)? ?(?:to )?(?:\S+ )?receive (?:\S+ ){0,6}?(?:e-?mails?|mail|mailings?"
    r"|messages?|newsletters?|offers?)",
    r"(?:reply|e-?mail|respond|mail) (?:\S+ ){0,8}?[\"'“]?(?:remove"
    r"|unsubscribe)[\"'”]?(?: in (?:the )?subject| as| to )",
    r"(?:removed? (?:yourself |your (?:\S+ )?|you )?from (?:this|our|the|future|any"
    r"|all)(?: \S+){0,3}? ?(?:list|mail|e-?mail|distribution)"
    r"|(?:cancel|stop|end|discontinue) (?:your |this |the )?(?:subscription|delivery|newsletter)"
    r"|opt[- ]?out (?:of|from) )",
    r"(?:newsletter|mailing|e-?mails?) (?:\S+ ){0,6}?abbestell\w*|(?:hier |jetzt |jederzeit )abmelden"
    r"|abmeldelink|vom newsletter abmelden"
    r"|abmeldung (?:vom|von|aus)|abbestellen\s?(?::|hier|$)"
    r"|keine (?:weiteren |mehr )?(?:e-?mails?|newsletter|mailings|informationen)"
    r" (?:\S+ ){0,4}?(?:erhalten|wünschen|bekommen)|austragen",
    r"se désabonner|désabonne[rz]|désinscri(?:re|ption|vez)"
    r"|ne plus recevoir (?:\S+ ){0,4}?(?:e-?mails?|messages?|newsletter|courriel)",
    r"dar(?:se|te)? de baja|cancelar (?:su |la |tu )?suscripci[óo]n"
    r"|no (?:desea|quiere[sn]?) (?:recibir|seguir recibiendo)|desuscribi",
    r"(?:per )?cancellar(?:ti|si|e la (?:tua )?iscrizione)|disiscriv\w+|annulla(?:re)? l'iscrizione"
    r"|non (?:desideri|vuoi) più ricevere",
    r"uitschrijven|afmelden (?:voor|van|hier)|afmelden\s?:"
    r"|geen (?:\S+ )?(?:e-?mails?|nieuwsbrieven) (?:meer )?(?:wilt )?ontvangen",
    r"cancel(?:ar|e) (?:sua|a|minha) (?:inscrição|assinatura)|descadastr\w+|não deseja mais receber"
    r"|remover (?:meu|seu) e-?mail",
    r"wypisa[ćć]|zrezygnować z (?:subskrypcji|newslettera)|rezygnacja z|odhlásit|zrušit odběr"
    r"|odhlásenie|leiratkoz\w+|abonelikten",
    r"(?:ikke|inte) (?:längre )?(?:ønsker )?(?:å |at |att )?(?:motta|modtage|ta emot"
    r"|få) (?:\S+ ){0,3}?(?:nyhets|nyheds|e-?post|mails?)|melde? (?:deg|dig) (?:av|fra)"
    r"|avsluta prenumeration\w*|avregistrera|avprenumerera|afmeld\b|framelding|avmeld\w*"
    r"|meld deg av|peruuta tilaus|peru tilaus",
    r"(?:cliquez|cliquer) (?:\S+ ){0,6}?(?:désinscri|désabonn)\w*|lien de (?:désinscription|désabonnement)"
    r"|(?:souhaitez|voulez|désirez) plus recevoir|arrêter de recevoir|se désinscrire",
    r"(?:cancelar|anular) (?:\S+ ){0,3}?(?:suscripci[óo]n|env[íi]os?)|darse de baja|d[áa](?:te|rte"
    r"|rse) de baja"
    r"|desuscr[íi]b\w+|dejar de recibir|no (?:deseas?|quieres?) (?:\S+ ){0,2}?recibir|baja (?:aquí"
    r"|del bolet[íi]n)",
    r"annulla(?:re)? (?:\S+ )?(?:l'iscrizione|iscrizione|sottoscrizione)|disiscri\w+"
    r"|non (?:\S+ ){0,2}?ricevere più"
    r"|(?:smettere|smetti) di ricevere|non (?:desideri|vuoi|vuole|desidera) (?:più )?ricevere"
    r"|rimuover(?:e|ti) dalla lista",
    r"meld (?:je|u|jezelf) (?:\S+ ){0,4}?af\b|(?:hier|direct) (?:uitschrijven|afmelden)"
    r"|uitschrijf(?:link|pagina)?"
    r"|(?:geen|niet) (?:\S+ ){0,6}?(?:meer )?(?:ontvangen|willen ontvangen)|schrijf (?:je"
    r"|u) (?:\S+ )?uit|afmeldlink",
    r"(?:cancelar|anular|remover) (?:\S+ ){0,3}?(?:subscrição|inscrição|assinatura)|descadastr\w+"
    r"|desinscrev\w+"
    r"|(?:não (?:quer|deseja|pretende)|deixar de) (?:\S+ ){0,2}?receber",
    r"zrezygn(?:ować|uj) z|(?:wypisz|wyrejestruj) się|anuluj subskrypcję|nie chcesz (?:już "
    r"|więcej )?otrzymywać"
    r"|zaprzestać otrzymywania|rezygnacj[aię] z (?:subskrypcji|newslettera|otrzymywania)",
    r"odhlá(?:sit|ste|šení)\w*(?: se)?|nechcete (?:\S+ ){0,3}?(?:dostávat|zasílat)|zrušit (?:odběr|zasílání)"
    r"|odhlásiť|neželáte (?:si )?dostávať|zrušiť odber",
    r"avsluta (?:\S+ ){0,2}?prenumeration\w*|avprenumer\w+|avanmäl\w+|vill du inte (?:\S+ ){0,3}?(?:få"
    r"|ha|ta emot)"
    r"|avmeld\w*|ønsker du ikke (?:\S+ ){0,4}?(?:modtage|motta|få)|afmeld(?:e|ing)?\b|frameld\w*"
    r"|stopp abonnement\w*",
    r"(?:peruuta|lopeta|peru) (?:\S+ ){0,2}?tila(?:us|uksesi)|et halua (?:\S+ ){0,3}?(?:vastaanottaa|saada)"
    r"|iratkoz\w+ le|leiratkoz\w+|nem (?:szeretne|kíván) (?:\S+ ){0,3}?kapni",
    r"(?:dezabon\w+|anula(?:ți|re)? abon\w+)|nu (?:mai )?dori(?:ți|ti) să (?:mai )?prim\w+"
    r"|abonelikten (?:çık|ayrıl)\w*|aboneliğ\w+ (?:iptal|sonlandır)\w*|almak istemiyorsan\w+|listeden çık\w*",
    r"διαγραφή (?:από|σας)|απεγγραφ\w+|ακύρωση (?:της )?(?:συνδρομής|εγγραφής)|δεν (?:επιθυμείτε"
    r"|θέλετε) (?:\S+ ){0,3}?λαμβάνετε"
    r"|отписк\w|отпишитесь|скасувати підписку|не хотите (?:\S+ ){0,3}?получать"
    r"|не бажаєте (?:\S+ ){0,3}?отримувати"
    r"|отпиш\w+ се|להסרה|הסרה מרשימת|إلغاء الاشتراك",
    r"отписаться|отказаться от (?:рассылки|подписки)|відписатися|配信(?:停止|解除)|退订|取消订阅|수신거부",
)
VIEW_ONLINE = words_of(
    r"(?:does not|doesn't|do not|don't|can't|cannot|won't) (?:\S+ )?(?:support|display) (?:html"
    r"|the (?:graphical|html)|images)",
    r"(?:view|read|see|open|display|show)(?:ing)? (?:this |the |our |it )?(?:\S+ ){0,3}?(?:in|on"
    r"|with) (?:your |a |the )?(?:web )?"
    r"(?:browser|web\b|online)",
    r"(?:view|read) (?:this )?(?:e-?mail|newsletter|message|it)? ?online|(?:online|web) version"
    r"|having trouble (?:viewing|reading)"
    r"|can(?:'t|not) (?:see|view|read) (?:this|the) (?:e-?mail|message|images?)"
    r"|if you (?:can't|cannot|are unable to) (?:see|view|read)",
    r"im browser (?:ansehen|anzeigen|öffnen|lesen)"
    r"|(?:nicht (?:richtig|korrekt) (?:dargestellt|angezeigt))|online-?version|webversion"
    r"|browser-?ansicht",
    r"version (?:en ligne|web)|ne s'affiche pas (?:correctement)?"
    r"|(?:voir|afficher|lire) (?:\S+ ){0,3}(?:dans (?:votre|un) navigateur|en ligne)",
    r"ver (?:\S+ ){0,4}?en (?:el|su|tu) navegador|versión (?:web|online|en línea)"
    r"|no (?:puede|se) ve(?:r|s)? (?:bien|correctamente)",
    r"(?:visualizza|vedi|apri|leggi) (?:\S+ ){0,3}?(?:nel browser|online)|versione (?:web|online)",
    r"bekijk (?:\S+ ){0,3}?(?:webversie|online|in (?:je|uw|de) browser)"
    r"|(?:ver|visualizar) (?:\S+ ){0,4}?no navegador",
    r"(?:läs|visa|se|vis|åpne) (?:\S+ ){0,3}?i (?:webbläsare\w*|browser\w*|nettleser\w*)"
    r"|(?:wyświetl|zobacz|otwórz) (?:\S+ ){0,3}?w przeglądarce"
    r"|zobrazit (?:\S+ ){0,2}?v prohlížeči"
    r"|(?:открыть|посмотреть|версия) (?:\S+ ){0,3}?(?:в браузере|веб)|nett-?versjon|webb?-?versjon"
    r"|webb?-?version|vises ikke (?:e-posten )?(?:riktig|korrekt)|selaimessa|verkkoversio|ブラウザ"
    r"|在浏览器",
)
WHY_YOU = words_of(
    r"you(?:'re| are)? (?:\S+ )?(?:receiv(?:e|ed|ing)|getting|got) (?:this|our"
    r"|these) (?:\S+ ){0,4}?(?:because|as (?:a|you|part)|since|due)",
    r"this (?:e-?mail|message|newsletter|mailing|mail) (?:was|is|has been) (?:being )?(?:sent"
    r"|delivered) (?:to|for) \S+@\S+",
    r"you (?:have )?(?:subscribed|opted[- ]in|signed up|registered|joined) (?:to|for|at|on|with|in)\b"
    r"|you are (?:currently )?subscribed",
    r"(?:manage|update|change|edit) (?:your |how )(?:\S+ ){0,4}?(?:preferences|subscriptions?"
    r"|notification|settings|profile|emails)",
    r"sie erhalten (?:diese[nrs]?|unsere[n]?) (?:\S+ ){0,2}?(?:weil|da|als|,)"
    r"|(?:weil|da) sie (?:sich )?(?:\S+ ){0,8}?(?:angemeldet|registriert|eingetragen)"
    r"|diese (?:e-?mail|nachricht) wurde (?:\S+ )?(?:an|von) \S+@\S+ (?:\S+ )?(?:gesendet|gesandt)"
    r"|(?:e-mail|benachrichtigungs)-?einstellungen",
    r"vous (?:recevez|avez reçu) (?:ce|cet|cette) (?:\S+ ){0,3}?(?:car|parce)"
    r"|vous êtes (?:inscrit|abonné)|gérer (?:vos|mes) (?:préférences|abonnements)",
    r"(?:recibe|recibes|ha recibido|has recibido) (?:este|esta) (?:\S+ ){0,3}?(?:porque|ya que)"
    r"|se (?:ha )?suscri(?:bió|to)",
    r"ric(?:evi|eve|evete) questa? (?:\S+ ){0,3}?perché|(?:sei|è) iscritt[oa] (?:alla|al)",
    r"(?:u|je) ontvangt? (?:deze|dit) (?:\S+ ){0,3}?omdat|voorkeuren (?:wijzigen|aanpassen)"
    r"|(?:você )?(?:está recebendo|recebeu) est[ea] (?:\S+ ){0,3}?porque",
    # To whom it was sent, as networks and shops write at the foot.
    r"(?:ce|cet) (?:e-?mail|message|courriel) (?:vous )?(?:a été|est) (?:\S+ )?envoyé (?:à|a) \S+@\S+"
    r"|este (?:correo|mensaje|e-?mail) (?:se (?:ha )?envi[óo]|fue enviado|ha sido enviado) a \S+@\S+",
    r"quest[oa] (?:messaggio|e-?mail|comunicazione) (?:è stat[oa]|viene) (?:\S+ )?inviat[oa] a \S+@\S+"
    r"|(?:dit|deze) (?:bericht|e-?mail|mail) (?:is|werd) (?:\S+ )?(?:verzonden|verstuurd"
    r"|gestuurd) (?:aan|naar) \S+@\S+",
    r"est[ae] (?:mensagem|e-?mail) foi enviad[ao] (?:para|a) \S+@\S+"
    r"|(?:ta|ten) (?:wiadomość|e-?mail|mail) (?:\S+ )?(?:został[ao]? )?wysłan[aey] (?:do|na adres"
    r"|na) \S+@\S+",
    r"(?:det här|detta) (?:mejlet|meddelandet|e-postmeddelandet) (?:\S+ )?skickades till \S+@\S+"
    r"|(?:denne|dette) (?:e-?mail|mailen?|meddelelse|e-posten|meldingen) (?:er|ble"
    r"|blev) (?:\S+ )?sendt til \S+@\S+",
    r"(?:это|данное) (?:письмо|сообщение) (?:было )?отправлено (?:\S+ ){0,2}?\S+@\S+"
    r"|bu (?:e-?posta|mesaj) \S+@\S+ (?:\S+ )?gönderil\w+",
    r"otrzym(?:ujesz|ałeś) (?:tę|ten) (?:\S+ ){0,3}?ponieważ"
    r"|du (?:får|modtager|mottar) (?:detta|dette|denne|det här) (?:\S+ ){0,3}?(?:för att|fordi"
    r"|eftersom)"
    r"|вы (?:получили|получаете) это (?:\S+ ){0,3}?(?:потому|так как)|tento e-?mail (?:\S+ ){0,3}?protože",
)
# Nobody reads what is sent back.
NO_ANSWERS = words_of(
    r"(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:e-?mail|message|mail|notification"
    r"|address)|please do not reply",
    r"(?:replies|responses) (?:to this \S+ )?(?:are not|will not be|aren't|cannot be) (?:monitored"
    r"|read|answered|received)|unmonitored (?:\S+ )?(?:address|mailbox|e-?mail)",
    r"(?:automatically generated|auto-?generated|automated|system[- ]generated|automatic) (?:e-?mail"
    r"|message|mail|notification|notice)"
    r"|mandatory (?:\S+ )?(?:e-?mail|service) announcement|sent from a notification-only",
    r"antworten sie (?:bitte )?nicht|bitte (?:\S+ )?nicht (?:auf diese|direkt)"
    r"|automatisch (?:generierte|erstellte|erzeugte|versandte)"
    r"|automatisch (?:generiert|erstellt|erzeugt|versandt|verschickt)",
    r"ne (?:pas |répondez pas |pas y )répondre|e-?mail automatique|no responda (?:a )?este"
    r"|correo automático|non rispondere a questa|messaggio automatico"
    r"|niet (?:op|antwoorden op) dit bericht|automatisch gegenereerd|não responda (?:a )?est"
    r"|nie odpowiada\w* na",
    r"merci de ne pas (?:y )?répondre|ne répondez pas|(?:message|courriel|mail) (?:est )?(?:généré "
    r"|envoyé )?automati\w+"
    r"|(?:mensaje|correo|e-?mail) (?:\S+ ){0,3}?automático|no (?:responda|respondas"
    r"|conteste)s? (?:a )?est[ea]",
    r"non rispondere|non risponda|si prega di non rispondere|(?:messaggio|e-?mail) (?:\S+ ){0,3}?automatic\w+"
    r"|generat[oa] automaticamente",
    r"(?:beantwoord|reageer) (?:\S+ ){0,4}?niet|niet (?:te )?(?:beantwoorden|reageren)"
    r"|automatisch (?:verzonden|verstuurd)"
    r"|não responda|por favor,? não respond\w+|(?:mensagem|e-?mail) (?:\S+ ){0,3}?automátic\w+",
    r"(?:prosimy|proszę) (?:\S+ )?nie odpowiadać|wiadomość (?:\S+ ){0,3}?(?:wygenerowana |)automatyczn\w+"
    r"|neodpovídejte|automaticky (?:generovan|vygenerovan|odeslan)\w+|neodpovedajte",
    r"(?:svara|besvara) inte (?:på )?det|går inte att (?:svara|besvara)|automatiskt (?:meddelande|mejl"
    r"|utskick)"
    r"|(?:svar|besvar) (?:venligst )?ikke (?:på )?denne|kan ikke besvares|automatisk (?:generere[dt]"
    r"|besked|melding|e-?post)",
    r"älä vastaa|ei voi vastata|automaattinen (?:viesti|ilmoitus)|ne válaszoljon|automatikus (?:üzenet"
    r"|levél|értesítés)"
    r"|(?:vă rugăm )?nu răspundeți|mesaj (?:generat )?automat|lütfen (?:\S+ ){0,4}?yanıtlamay\w+"
    r"|otomatik (?:olarak|mesaj)",
    r"не отвечайте|отвечать на (?:него|это|данное) не|автоматическ\w+ (?:сообщение|письмо|рассылк)"
    r"|не відповідайте"
    r"|μην απαντ\w+|αυτοματοποιημένο"
    r"|返信(?:しないで|いただ|でき)|自動(?:送信|配信|的に)|请勿(?:直接)?回复|系统自动|발신\s?전용|회신\s?불가",
)
# Written to everybody at once.
TO_ALL = words_of(
    r"dear (?:\S+ )?(?:customers?|members?|subscribers?|friends?|readers?|users?|business owner"
    r"|valued|home ?owner|client|webmaster|candidate)",
    r"(?:hello|hi|hey) (?:friend|subscriber|member|opportunity seeker)s?\b",
    r"lieber? (?:kund|leser|mitglied|abonnent|gartenfreund|freunde)\w*"
    r"|sehr geehrte (?:kund|mitglied|leser|abonnent)\w*",
    r"ch(?:er|ère)s? (?:client|abonné|membre|lecteur)e?s?"
    r"|estimad[oa]s? (?:cliente|socio|suscriptor)s?|gentile cliente"
    r"|car[oi] (?:client|iscritt|lettor)[ei]",
    r"beste (?:klant|lezer|abonnee|lid)|caro cliente|szanown[iy] (?:kliencie|państwo)"
    r"|уважаем\w+ (?:клиент|подписчик|покупател)\w*",
)
# Shop windows and loud promises.
LOUD = words_of(
    r"\d{1,2} ?% (?:off|discount|rabatt|günstiger|korting|de (?:descuento|réduction|sconto)|di sconto"
    r"|taniej)|(?:up to|bis zu|jusqu'à|hasta|tot) -?\d{1,2} ?%",
    r"100 ?%|act now|order now|buy now|limited (?:time|offer)"
    r"|free (?:shipping|trial|gift|delivery|ticket)|risk[- ]free|money[- ]back",
    r"click (?:here|below|on the link)|special offer|guaranteed?\b|shop now|read more|learn more"
    r"|sign up (?:now|today)|register (?:now|today)|save (?:up to )?[\d$£€]",
    r"jetzt (?:sichern|bestellen|kaufen|anmelden|zugreifen)|kostenlos\w* (?:ticket|versand)"
    r"|nur (?:heute|noch)|gratis\w*|en savoir plus|mehr erfahren",
    r"frete grátis|envío gratis|livraison gratuite|spedizione gratuita|aproveite|oferta|promocj|скидк"
    r"|распродаж|お得|特価|セール|おすすめ|优惠|促销",
)
# Subjects of those who write every week.
NEWS = words_of(
    r"this week:|diese woche|newsletter|nieuwsbrief|boletín|lettre d'information|nyhetsbrev"
    r"|nyhedsbrev|рассылк|メルマガ",
)
# Notices of shops, services and networks.
NOTICE = words_of(
    r"(?:your|the) (?:order|parcel|package|shipment|delivery|invoice|receipt|payment|subscription"
    r"|statement|booking|reservation|account|password|domain)"
    r" (?:\S+ ){0,4}?(?:is on its way|has (?:been )?(?:shipped|dispatched|delivered|received"
    r"|confirmed)|was (?:shipped|dispatched|delivered)|is (?:ready|available|confirmed"
    r"|due|about to expire)|will (?:be|expire|renew)|confirmation|expires)",
    r"track (?:your )?(?:parcel|package|order|shipment)|order (?:confirmation|#|no)"
    r"|new (?:sign-?in|login|device)|sign(?:ed)?[- ]in (?:from|to)",
    r"(?:ihre|deine) (?:bestellung|sendung|rechnung|lieferung|zahlung|buchung"
    r"|paket)\w* (?:\S+ ){0,5}?(?:versandt|verschickt|unterwegs|eingegangen|bestätigt|verfügbar|liegt)"
    r"|sendungsverfolgung|paket (?:\S+ ){0,3}?(?:unterwegs|zugestellt)",
    r"(?:votre|la) (?:commande|facture|livraison|colis) (?:\S+ ){0,4}?(?:expédiée?|confirmée?"
    r"|disponible|en route)|suivi de (?:votre )?(?:colis|commande)",
    r"(?:su|tu) (?:pedido|factura|envío|paquete) (?:\S+ ){0,4}?(?:enviado|confirmado|disponible"
    r"|camino)|(?:il tuo|la tua|il suo) (?:ordine|pacco|fattura|spedizione)",
    r"(?:uw|je) (?:bestelling|pakket|factuur|zending) (?:\S+ ){0,4}?(?:verzonden|onderweg|bevestigd|klaar)",
    r"(?:mentioned|tagged|followed|liked|endorsed|invited) you"
    r"|new (?:follower|connection|invitation|notification|comment)s?\b|wants to connect"
    r"|is now following"
    r"|daily digest|weekly digest|(?:tasks?|notifications?) due|notification settings|performance report",
    r"(?:alert|alarm|down|up|resolved|problem|recovery)\]|disk (?:space|usage)"
    r"|backup (?:failed|completed|succeeded)|cron <",
)
VERIFY_SUBJECT = words_of(
    r"verif(?:y|ication)"
    r"|confirm (?:your|you|my)\b (?:e-?mail|account|subscription|registration|identity|address)"
    r"|activate your (?:account|profile)",
    r"(?:security|one-time|login|sign-?in|access|confirmation|authentication|pin) ?(?:code|pass"
    r"|number)|\botp\b|\b2fa\b|password reset|reset (?:of )?your password|new password",
    r"best[äa]tig(?:en sie|e deine|ung|ungscode|ungslink)|sicherheitscode"
    r"|passwort (?:zurücksetzen|vergessen|ändern)|anmeldecode|registrierung abschließen",
    r"(?:confirmez|vérifi(?:ez|cation)|activez) (?:de )?(?:votre|vos)"
    r"|code de (?:vérification|sécurité|confirmation)|réinitialis\w+ (?:\S+ ){0,3}mot de passe",
    r"(?:confirm[ae]|verific[ao]|verifique|active) (?:su|tu|la) (?:correo|cuenta|dirección|registro)"
    r"|código de (?:verificación|seguridad)|restablecer (?:\S+ )?contraseña",
    r"(?:conferma|verifica) (?:il tuo|la tua|l'indirizzo|la registrazione)"
    r"|codice di (?:verifica|sicurezza)|reimposta(?:re)? (?:la )?password",
    r"bevestig (?:je|uw) (?:e-?mail|account|registratie)|(?:verificatie|beveiligings)code"
    r"|wachtwoord (?:opnieuw instellen|resetten|herstellen)",
    r"(?:confirme|verifique) (?:seu|o seu) (?:e-?mail|cadastro)|potwierd[źz] (?:swój|adres)"
    r"|подтвердите|код подтверждения|確認コード|認証コード|验证码",
)
IF_NOT_YOU = words_of(
    r"if (?:you (?:did not|didn't|have not|haven't)|this wasn't you|it wasn't you|this was not you)"
    r"|(?:ignore|disregard) this (?:e-?mail|message)|was this you",
    r"(?:wenn|falls|sollten) sie (?:\S+ ){0,8}?nicht (?:angefordert|registriert|angemeldet|erstellt"
    r"|selbst)|ignorieren sie diese|können sie diese (?:\S+ )?ignorieren",
    r"si vous n'(?:êtes pas|avez pas)|ignorez ce|si (?:usted )?no (?:ha|has|solicit)|ignore este"
    r"|se non (?:hai|sei) (?:stato )?|ignora questa|als u (?:dit|zich) niet|negeer deze",
    r"expires? in \d|valid for \d|gültig für|läuft in \d|expire dans|caduca en|scade tra|действителен",
)
