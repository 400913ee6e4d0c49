"""What the programs of website forms write by themselves: below the fields, beside a tick, about the mail.

Data for form_fields.py, in English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

from __future__ import annotations

# What the form's program writes, never the person. Each stands at the beginning of a line.
FOOTER: tuple[str, ...] = (
    r"this (?:e-?mail|message|mail|form|notification) (?:was|is|has been)"
    r" (?:sent|submitted|generated|a notif)",
    r"this is a notification that a contact form|this form (?:was )?submitted at",
    r"this (?:is an automated|mail is)",
    r"(?:sent|submitted|delivered|brought to you|powered|created|generated|built)"
    r" (?:from|via|by|with|through|using|at)\b",
    r"submitted (?:on |at )?\W{0,2}\d|(?:received|sent) (?:on|at) \d",
    r"view (?:contact|submission|response|entry|all|in|full|the|this|your)\b",
    r"manage (?:submissions|notif|your|pref)",
    r"does this submission look like spam|if you think this|report (?:it|this) (?:here|as)",
    r"to edit your email",
    r"you(?:'re| are) receiving this|you received this",
    r"if you (?:don't|do not|no longer) (?:want|wish|remember)",
    r"unsubscribe|log ?in to view|the results of this submission|create your own|reply (?:to this|directly)",
    r"go to (?:dashboard|your|inbox)|you can (?:edit|view|reply|also)\b.{0,40}submission|click here to",
    r"see (?:all|it in)",
    r"the reply-to|to reply,|hubspot, inc|team typeform|getform team|formspree|basin \||mark as spam",
    r"delete submission",
    r"diese (?:e-?mail|nachricht|anfrage) (?:wurde|ist)|dies ist eine (?:benachrichtigung|automatisch)",
    r"(?:gesendet|abgesendet|versendet|eingereicht|übermittelt|erstellt|bereitgestellt|unterstützt)"
    r" (?:von|über|via|auf|mit|am|durch)\b",
    r"(?:to|um|pour|para|per|om) .{0,50}(?:settings|einstellungen|paramètres|configuraci[oó]n|definições"
    r"|configurações|impostazioni|instellingen|notifi[ck]a|benachrichtigung|pr[eé]f[eé]ren[czt]|abmelden|dashboard)",
    r".{0,40}(?:keine e-?mails mehr|no longer wish|plus recevoir|unsubscribe|abbestellen|désabonner)",
    r"du erhältst diese|sie erhalten diese|um deine e-?mail|einsendung (?:ansehen|anzeigen)",
    r"in hubspot anzeigen",
    r"cet e-?mail a été|ce (?:message|formulaire|courriel) (?:a été|provient)",
    r"envoyé (?:depuis|via|par|le|de)\b",
    r"vous recevez (?:ce|cet)|ceci est une notification|voir la (?:soumission|réponse)|gérer les",
    r"este (?:mensaje|correo|email|formulario) (?:se ha|ha sido|fue|electrónico)",
    r"enviado (?:desde|por|el|a través)\b",
    r"esta es una notificación|recibes este|recibe este|ver (?:envío|respuesta|la respuesta)",
    r"este (?:e-?mail|formulário|mensagem) (?:foi|é)|esta mensagem foi",
    r"enviado (?:a partir|através|pelo|em|de)\b",
    r"esta é uma notificação|está a receber|você está recebendo|ver (?:envio|resposta)",
    r"quest[ao] (?:e-?mail|messaggio|modulo) (?:è|e'|arriva)|inviato (?:da|tramite|il|dal)\b",
    r"questa è una notifica",
    r"ricevi questa|visualizza (?:invio|risposta)|messaggio inviato (?:da|dal|tramite)\b",
    r"deze? (?:e-?mail|bericht|mail|formulier) (?:is|werd)|dit (?:bericht|formulier|is een melding)",
    r"(?:verzonden|verstuurd) (?:via|vanaf|door|op|met)\b|je ontvangt deze|u ontvangt deze",
    r"bekijk (?:inzending|antwoord)",
)

# What the person agreed to, on a line without a label.
CONSENT: tuple[str, ...] = (
    r"i (?:hereby )?(?:consent|agree|accept|have read|confirm that i|would like to (?:receive|subscribe))\b",
    r"yes,? i (?:agree|consent|accept)|by (?:submitting|ticking|checking|sending)",
    r"ich (?:stimme|willige|bin damit|habe die|akzeptiere|erkläre mich|möchte den newsletter)\b.{0,200}",
    r"ja,? ich (?:stimme|willige|habe|akzeptiere)|mit (?:dem )?(?:absenden|der nutzung)",
    r"j'(?:accepte|ai lu|autorise)|en (?:soumettant|cochant|envoyant)|je (?:consens|reconnais avoir lu)",
    r"(?:sí,? )?(?:he leído|acepto|autorizo|doy mi consentimiento)",
    r"(?:sim,? )?(?:li e (?:aceito|concordo)|aceito|concordo|autorizo)",
    r"(?:sì,? )?(?:ho letto|accetto|acconsento|autorizzo)|dichiaro di aver",
    r"ik (?:ga akkoord|geef toestemming|heb de privacy|accepteer)",
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
    r"contactformulier|via (?:de|uw|je) website|nieuwe inzending|offerteformulier|aanvraagformulier",
)
