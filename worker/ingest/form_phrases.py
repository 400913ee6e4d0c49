"""What the programs of website forms write by themselves: below the fields, beside a tick, about the mail.

Data for form_fields.py, in English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

from __future__ import annotations

# What the form's program writes, never the person. Each stands at the beginning of a line.
FOOTER: tuple[str, ...] = (
    r"this (?:e-?mail|message|mail|form|notification) (?:was|has been) (?:automatically )?"
    r"(?:sent|submitted|gener)",
    r"this is (?:a notification that a|an automat)|this form (?:was )?submitted at",
    r"(?:sent|submitted|delivered|brought to you|powered) (?:from|via|by|with|through|using|at)\b",
    r"submitted (?:on |at )?\W{0,2}\d|(?:received|sent) (?:on|at) \d",
    r"view (?:(?:the|this|your) )?(?:contact in|submission|response|entry|all (?:sub|resp|entr))",
    r"manage (?:submissions|notif|your (?:notif|subscr|email)|preferences)|go to (?:dashboard|your inbox)",
    r"does this submission look like spam|if you think this (?:submission|message|e-?mail) is",
    r"report (?:it|this) (?:here|as spam)|mark as spam|delete submission|unsubscribe|log ?in to view",
    r"you(?:'re| are) receiving this|you received this (?:e-?mail|message|because)",
    r"if you (?:don't|do not|no longer) .{0,30}(?:receive|e-?mails|remember)",
    r"the results of this submission|create your own google form|you can .{0,40}submission|hubspot, inc",
    # Jotform and its kin offer to change an answer and to see all of them, in every language.
    r"(?:now )?you can (?:now )?(?:edit|view|manage|reply to)\b.{0,40}(?:submission|entries|response)",
    r"(?:du kannst|sie können|jetzt können sie) (?:jetzt |nun )?(?:diese|alle|ihre|deine)\b.{0,40}"
    r"(?:einsendung|einreichung|antwort|übermittlung|eintr[aä]g|einsendungen).{0,80}"
    r"(?:bearbeit|anzeig|anseh|einseh|verwalt)",
    r"(?:(?:vous pouvez|pouvez-vous) )(?:maintenant |désormais )?(?:modifier|éditer|consulter|voir"
    r"|afficher|gérer)"
    r"\b.{0,40}(?:soumission|réponse|envoi|inscription|entrée)s?\b(?!.{0,80}\?)",
    r"(?:ahora )?puede[s]? (?:ahora )?(?:editar|modificar|ver|consultar|gestionar)\b.{0,40}(?:envío"
    r"|respuesta|formulario"
    r"|entrada|registro)s?\b(?!.{0,80}\?)",
    r"(?:agora )?(?:você )?pode[s]? (?:agora )?(?:editar|modificar|ver|visualizar|consultar|gerir"
    r"|gerenciar)\b.{0,40}"
    r"(?:envio|resposta|submiss(?:ão|ões)|entrada|registo)s?\b(?!.{0,80}\?)",
    r"(?:ora )?(?:puoi|può) (?:ora )?(?:modificare|visualizzare|vedere|gestire)\b.{0,40}(?:rispost[ae]"
    r"|invi[oi]"
    r"|compilazion[ei]|moduli?)\b(?!.{0,80}\?)",
    r"(?:nu )?(?:je|u) kunt (?:nu )?(?:deze|dit|alle|uw|je)\b.{0,40}(?:inzending|antwoord|reactie"
    r"|invoer).{0,80}"
    r"(?:bewerken|bekijken|wijzigen|beheren|aanpassen)",
    r"(?:bearbeiten|modifier|editar|modificare|modifica|bewerk(?:en)?|edit) (?:(?:this|diese|cette|este"
    r"|questa|deze|esta|sie"
    r"|la|il|l'|the) ?)?(?:submission|einsendung|einreichung|soumission|réponse|envío|respuesta|envio"
    r"|resposta"
    r"|rispost[ae]|invio|inzending|antwoord)\W*$",
    r"(?:visualizza|vedi|ver|voir|alle|view|bekijk) (?:tutte |todas |todos |toutes |tous |all |alle"
    r" )?(?:le |las |los |les |as "
    r"|os )?(?:submissions|einsendungen|soumissions|réponses|envíos|respuestas|envios|respostas|risposte"
    r"|invii"
    r"|inzendingen)(?: ansehen| anzeigen| bekijken)?\W*$",
    r"(?:team typeform|getform team|formspree|basin \|)",
    # "To change your e-mail settings", in all of the languages.
    r"(?:to|um|pour|para|per|om) (?=.{0,60}(?:e-?mail|notif|benachricht|correo|courriel))"
    r".{0,60}(?:settings|einstellung|paramètr|configura|definições|impostazioni"
    r"|instelling|pr[eé]f[eé]ren)",
    r".{0,40}(?:keine e-?mails mehr|no longer wish to receive|plus recevoir (?:ces|de)|abbestellen"
    r"|désabonner)",
    r"diese (?:e-?mail|nachricht|anfrage) (?:wurde|ist) (?:über|von|am|automatisch|auf|mit|an)\b",
    r"dies ist eine (?:benachrichtigung|automatisch)|du erhältst diese",
    r"sie erhalten diese (?:e-?mail|nachricht)",
    r"(?:gesendet|abgesendet|versendet|eingereicht|übermittelt|bereitgestellt|unterstützt)"
    r" (?:von|über|via|auf|mit|am|durch)\b",
    r"einsendung (?:ansehen|anzeigen)|in hubspot anzeigen",
    r"cet e-?mail a été (?:envoyé|généré)",
    r"ce (?:message|formulaire|courriel) (?:a été (?:envoyé|soumis)|provient)",
    r"envoyé (?:depuis|via|par|le|de)\b|vous recevez (?:ce|cet) (?:message|e-?mail|courriel)",
    r"ceci est une notification|voir la (?:soumission|réponse)|gérer les (?:notif|soumissions)",
    r"este (?:mensaje|correo|email|formulario) (?:se ha|ha sido|fue) (?:enviado|generado)",
    r"enviado (?:desde|por|el|a través)\b|esta es una notificación|recibes? este (?:correo|mensaje|email)",
    r"ver (?:el )?(?:envío|respuesta)",
    r"est[ea] (?:e-?mail|formulário|mensagem) foi (?:enviad|gerad)|enviado (?:a partir|através|pelo|em|de)\b",
    r"esta é uma notificação|est(?:á a receber|á recebendo) este|ver (?:envio|resposta)",
    r"quest[ao] (?:e-?mail|messaggio|modulo) (?:(?:è|e') stat[ao] (?:inviat|generat)|arriva da)",
    r"(?:messaggio )?inviato (?:da|tramite|il|dal)\b|questa è una notifica|ricevi questa e-?mail",
    r"visualizza (?:invio|risposta)",
    r"(?:deze? (?:e-?mail|mail|formulier)|dit (?:bericht|formulier)) (?:is|werd)"
    r" (?:verzonden|verstuurd|autom|gener)",
    r"(?:verzonden|verstuurd) (?:via|vanaf|door|op|met)\b|(?:je|u) ontvangt deze (?:e-?mail|mail)",
    r"bekijk (?:inzending|antwoord)",
    r"(?:ta )?wiadomość (?:\S+ )?(?:została )?(?:wysłana|wygenerowana)|(?:wysłan[eoa]"
    r"|przesłan[eoa]) (?:w|przez|z|przesłane)\b"
    r"|przesłane wartości",
    r"(?:tato zpráva|tento e-?mail) byl|odesláno (?:z|v|uživatelem)|zadané hodnoty|hodnoty odeslaného",
    r"denne (?:e-?mail|besked|e-post|melding)\w* (?:er|ble|blev) sendt|(?:sendt|indsendt"
    r"|innsendt) (?:fra|via|af|av|den|på)\b"
    r"|indsendte værdier|innsendte verdier",
    r"det här (?:mejlet|meddelandet)|detta (?:mejl|meddelande) (?:har )?skicka|(?:skickat"
    r"|inskickat) (?:från|via|av|den)\b"
    r"|inskickade värden",
    r"(?:tämä viesti|tämä sähköposti) (?:on )?lähetet|lähetetty (?:lomakkeelta|sivustolta)",
    r"(?:ezt az? (?:üzenetet|e-?mailt)|beküldött értékek)|acest (?:mesaj|e-?mail) a fost (?:trimis|generat)",
    r"bu (?:e-?posta|mesaj|ileti) \S{0,60} ?(?:\S+ ){0,4}(?:gönderil|iletil)|gönderilen değerler",
    # A tick of which only its answer tells what it is.
    r"(?:no label|nessuna etichetta|sin etiqueta|ohne (?:label|beschriftung)|kein label|sans (?:libellé"
    r"|étiquette)"
    r"|sem (?:rótulo|etiqueta)|geen label|brak etykiety|acceptance|field_[\w-]{2,20})"
    r"(?:[ _][\w-]{1,30}){0,3}\s?[:=]?\s*(?:on|off|yes|no|1|0|true|checked|ja|oui|sí|sì|si|sim|tak)?$",
)

# What the person agreed to, on a line without a label: it begins so, and speaks of one of AGREED_TO.
CONSENT: tuple[str, ...] = (
    r"(?:yes,? )?i (?:hereby |also )?(?:consent|agree|accept|have read|confirm"
    r"|would like to (?:receive|subscribe))\b",
    r"by (?:submitting|ticking|checking|sending|using)",
    r"(?:ja,? )?ich (?:stimme|willige|bin|habe|akzeptiere|erkläre|möchte|erlaube)\b",
    r"mit (?:dem )?(?:absenden|der nutzung|dem abschicken)",
    r"j'(?:accepte|ai lu|autorise)|en (?:soumettant|cochant|envoyant)",
    r"je (?:consens|reconnais|souhaite recevoir)",
    r"(?:sí,? )?(?:he leído|acepto|autorizo|doy mi consentimiento)",
    r"(?:sim,? )?(?:li e|aceito|concordo|autorizo)",
    r"(?:sì,? )?(?:ho letto|accetto|acconsento|autorizzo)|dichiaro di aver",
    r"(?:ja,? )?ik (?:ga akkoord|geef toestemming|heb de|accepteer)",
)
AGREED_TO: tuple[str, ...] = (
    r"privacy|datenschutz|confidentialité|privacidad|privacidade|privacyverklaring|gdpr|dsgvo|rgpd|\bavg\b",
    r"\bagb\b",
    r"terms (?:and|of)|policy|newsletter|marketing|stor(?:e|ing) my|my (?:submitted )?(?:data|information)",
    r"einwillig|gespeichert|speicher|verarbeit|angaben|bedingungen|conditions (?:générales|d'utilisation)",
    r"données|traitement|tratamiento|comunicaciones|términos|condiciones|dados|tratamento|termos",
    r"trattamento|dati personali|termini|voorwaarden|gegevens|akkoord|consent",
)

# By which a form's program says that it is one, anywhere in the mail.
SAYS_SO: tuple[str, ...] = (
    r"contact ?form\b|web ?form\b|feedback form|just submitted your form|form submission|submitted your form",
    r"new (?:form )?submission|submission from|website enquiry|website inquiry|enquiry email via|new lead\b",
    r"received a new message from your|has a new response|new response has been",
    r"contact request from (?:the|your)",
    r"submitted values are|sent via form|sent from your (?:web ?site|webflow)",
    r"message (?:from|via) (?:your|the) website",
    r"kontaktformular|formulareinsendung|webformular",
    r"anfrage(?:formular)? (?:über|von|auf) (?:die|der|ihrer|deiner) web",
    r"anfrage per e-mail über|über (?:das|ihr|dein) (?:formular|kontaktformular)",
    r"formular auf (?:der|ihrer|deiner)",
    r"formulaire de (?:contact|devis)|depuis (?:le|votre) (?:site|formulaire)|nouvelle soumission",
    r"formulario de (?:contacto|consulta)|desde (?:la|tu|su) (?:web|página|formulario)|nuevo envío",
    r"formulário de (?:contacto|contato)|pelo (?:site|formulário)|através do (?:site|formulário)|novo envio",
    r"modulo (?:di )?contatt[oi]|form (?:di )?contatt[oi]|dal (?:sito|modulo|form)|nuovo invio",
    r"formularz\w* kontaktow|wiadomość ze strony|przesłane wartości|kontaktn\w+ formulář|formulár",
    r"kontakt(?:skjema|formular|formulär|lomake)|yhteydenottolomake|formular(?:ul)? de contact"
    r"|kapcsolatfelvétel"
    r"|(?:fra|från) (?:hjemmesiden|nettsiden|webbplatsen|hemsidan)|iletişim formu|űrlap",
    r"contactformulier|via (?:de|uw|je) website|nieuwe inzending|offerteformulier|aanvraagformulier",
)
