"""The labels of website forms, language by language.

Data for labels.py, in English, German, French, Spanish, Portuguese, Italian and Dutch.
Labels stand in lower case and without "your", which is taken off before they are looked up.
"""

from __future__ import annotations

# What a label is alone, as the common forms write it.
LABELS: dict[str, tuple[str, ...]] = {
    "first": (
        "first name | given name | forename | fname | first",
        "vorname | rufname",
        "prénom | prenom",
        "nombre de pila | primer nombre",
        "primeiro nome | nome próprio",
        "nome di battesimo",
        "voornaam",
    ),
    "last": (
        "last name | surname | family name | second name | lname | last",
        "nachname | familienname | zuname",
        "nom de famille",
        "apellido | apellidos | primer apellido",
        "apelido | sobrenome | último nome",
        "cognome",
        "achternaam | familienaam",
    ),
    "name": (
        "name | full name | contact name | contact person | from | sender | customer name | names",
        "client name | person | first and last name | name and surname | your name here",
        "vollständiger name | vor- und nachname | vorname und nachname | vorname nachname | kontaktname",
        "vorname und name | vorname name | name vorname | kontaktperson | ansprechpartner",
        "ansprechpartnerin | von | absender",
        "nom | nom complet | nom et prénom | prénom et nom | nom prénom | nom/prénom | nom de contact",
        "personne de contact | de | expéditeur",
        "nombre | nombre completo | nombre y apellidos | nombre y apellido | nombre y apellido(s)",
        "persona de contacto | remitente",
        "nome | nome completo | nome e apelido | nome e sobrenome | pessoa de contacto | remetente",
        "nome e cognome | nome cognome | cognome e nome | nominativo | referente | da | mittente",
        "naam | volledige naam | voor- en achternaam | voornaam en achternaam | contactpersoon | van",
        "afzender",
    ),
    "email": (
        "email | mail | email address | mail address | work email | business email | contact email | replyto",
        "reply to | email id | personal email | confirm email | sender email | customer email | from email",
        "emailadresse | mailadresse | emailkontakt | absenderadresse | geschäftliche email",
        "courriel | adresse email | adresse mail | adresse électronique | adresse courriel",
        "adresse de messagerie",
        "email professionnel | mél",
        "correo | correo electrónico | correo electronico | dirección de correo",
        "dirección de correo electrónico",
        "dirección de email",
        "endereço de email | endereço eletrónico | endereço de correio eletrónico | correio eletrónico",
        "indirizzo email | indirizzo mail | indirizzo di posta elettronica | posta elettronica",
        "indirizzo e-mail",
        "emailadres | mailadres",
    ),
    "phone": (
        "phone | phone number | telephone | telephone number | tel | contact number | mobile | mobile number",
        "mobile phone | cell | cell phone | cellphone | daytime phone | contact phone | phone no | tel no",
        "whatsapp | whatsapp number | work phone | best phone number | number to call",
        "telefon | telefonnummer | telefonnr | rückrufnummer | handy | handynummer | mobil | mobilnummer",
        "festnetz",
        "telefon für rückfragen | mobiltelefon | tel nr | rufnummer",
        "téléphone | numéro de téléphone | portable | tél | mobile | téléphone portable | n° de téléphone",
        "teléfono | telefono | número de teléfono | móvil | teléfono móvil | celular | teléfono de contacto",
        "telefone | número de telefone | telemóvel | celular | telefone/whatsapp | contacto telefónico",
        "telefono | numero di telefono | cellulare | recapito telefonico | recapito | cell",
        "telefoon | telefoonnummer | mobiel | mobiel nummer | gsm | telnr",
    ),
    "company": (
        "company | company name | organisation | organization | organisation name | organization name",
        "business",
        "business name | employer | firm | practice | school | institution",
        "firma | firmenname | unternehmen | unternehmensname | organisation | verein | firma/verein",
        "firma/organisation | unternehmen/organisation | betrieb | institution/firma",
        "société | entreprise | nom de l'entreprise | nom de la société | raison sociale | organisme",
        "structure",
        "empresa | nombre de la empresa | compañía | razón social | organización | negocio",
        "nome da empresa | organização | razão social",
        "azienda | nome azienda | ragione sociale | società | impresa | nome dell'azienda | ente",
        "bedrijf | bedrijfsnaam | organisatie | naam bedrijf | naam organisatie",
    ),
    "message": (
        "message | message body | comment | comments | comment or message | comments or questions | body",
        "text",
        "question | questions | question or comment | enquiry | inquiry | details | project details",
        "description",
        "additional information | additional comments | notes | note | request | content | remarks",
        "feedback",
        "enquiry details | inquiry details | project description | message text | type your message here",
        "msg",
        "nachricht | nachrichtentext | mitteilung | kommentar | kommentare | bemerkung | bemerkungen",
        "anfrage",
        "beschreibung | frage | fragen | anliegen | text der nachricht | kommentar oder nachricht | inhalt",
        "anmerkung | anmerkungen | wunsch | hinweise | fragen und wünsche | projektbeschreibung",
        "anfragetext",
        "message | corps du message | commentaire | commentaires | demande | question | précisions | texte",
        "description du projet | détails | contenu du message | commentaire ou message | votre besoin",
        "besoin",
        "mensaje | cuerpo del mensaje | comentario | comentarios | consulta | pregunta | descripción | texto",
        "observaciones | comentario o mensaje | detalles | contenido del mensaje | solicitud",
        "mensagem | corpo da mensagem | comentário | comentários | comentário ou mensagem | dúvida | pedido",
        "descrição | observações | texto da mensagem | pergunta | conteúdo da mensagem | detalhes",
        "messaggio | corpo del messaggio | commento | commenti | commento o messaggio | richiesta | domanda",
        "testo del messaggio | testo | descrizione | note | dettagli | la tua richiesta",
        "bericht | bericht inhoud | berichtinhoud | berichttekst | opmerking | opmerkingen | vraag",
        "toelichting",
        "vraag of opmerking | reactie of bericht | omschrijving | vraag/opmerking | inhoud bericht",
    ),
    "subject": (
        "subject | topic | regarding | reason for contact",
        "betreff | thema | grund der anfrage",
        "objet | sujet",
        "asunto | tema | motivo",
        "assunto",
        "oggetto | argomento",
        "onderwerp",
    ),
    "product": (
        "product | product name | item | service | package | offer | service required | product of interest",
        "produkt | artikel | produktname | leistung | angebot | paket | dienstleistung | gewünschte leistung",
        "produit | prestation | offre | formule | service souhaité",
        "producto | servicio | oferta",
        "produto | serviço",
        "prodotto | servizio | articolo",
        "product | dienst | aanbod | artikel",
    ),
    "page": (
        "page url | page | url | source url | page submitted on | submitted from | submitted on page",
        "landing page",
        "page link | sent from | referrer | referer | source page | http referer | website page",
        "referring page",
        "seite | seitenurl | seiten url | quelle | formularseite | herkunftsseite | gesendet von seite",
        "url de la page | page d'origine | page source | adresse de la page",
        "url de la página | página | página de origen",
        "url da página | página de origem",
        "url della pagina | pagina | url pagina | pagina di provenienza",
        "pagina url | pagina | pagina-url | herkomst",
    ),
    # Of no use to whoever answers: what the program knows of the visit, and what they agreed to.
    "technical": (
        "user agent | remote ip | ip | ip address | sender ip | user ip | powered by | form name | form",
        "form id",
        "entry id | submission id | submission date | submitted at | submitted on | submitted | sent on",
        "sent at",
        "timestamp | browser | operating system | device | utm source | utm medium | utm campaign | utm term",
        "gclid | fbclid | site | page uuid | page variant | variant | date submitted | time submitted",
        "bot field",
        "honeypot | captcha | recaptcha | user information | user agent (browser/os) | entry url",
        "form title",
        "attachment | attachments | attached file | file | file upload | upload | anhang | datei",
        "fichier joint | pièce jointe | archivo adjunto | adjunto | anexo | allegato | bijlage",
        "consent | privacy policy | privacy | gdpr | gdpr agreement | gdpr consent | terms | newsletter",
        "opt in",
        "country code | website url | referral source | variant name | language | locale | submission url",
        "user | submitted by",
        "terms and conditions | marketing consent | subscribe | data protection | agreement | acceptance",
        "ipadresse | unterstützt von | gesendet am | absendedatum | übermittelt am | eingereicht am",
        "formular",
        "datenschutz | datenschutzerklärung | einwilligung | dsgvo | dsgvo vereinbarung | agb | zustimmung",
        "datenschutzhinweis gelesen | ländercode | übermittelt von benutzer | eingereicht auf | zeitstempel",
        "einverständnis | datenschutz akzeptiert | spamschutz | sicherheitsabfrage | mobil gemacht von",
        "adresse ip | agent utilisateur | envoyé le | propulsé par | formulaire | consentement | rgpd",
        "horodatage",
        "politique de confidentialité | confidentialité | soumis le | infolettre | ip distante | navigateur",
        "agente de usuario | ip remota | desarrollado por | enviado el | formulario | consentimiento | rgpd",
        "dirección ip | privacidad | política de privacidad | boletín | marca temporal | aviso legal",
        "navegador",
        "endereço ip | ip remoto | desenvolvido por | enviado em | agente do utilizador",
        "política de privacidade",
        "agente do usuário | formulário | consentimento | data de envio | carimbo de data/hora",
        "indirizzo ip | ip remoto | inviato il | modulo | consenso | informativa sulla privacy | offerto da",
        "consenso privacy | trattamento dei dati | informazioni cronologiche | agente utente | user-agent",
        "ip adres | externe ip | mogelijk gemaakt door | verzonden op | verstuurd op | formulier",
        "akkoord | avg",
        "privacyverklaring | toestemming | nieuwsbrief | gebruikersagent | tijdstempel",
    ),
    # Asked beside the message, and often below it.
    "aside": (
        "budget | your budget | estimated budget | budget range | timeline | time frame | deadline",
        "preferred date | start date | event date | number of guests | guests | preferred contact method",
        "best time to call | job title | industry | number of employees | postcode | zip code",
        "city | country",
        "wunschtermin | zeitraum | budgetrahmen | personenzahl | anzahl personen | plz | ort | land",
        "délai | date souhaitée | nombre de personnes | code postal | ville | pays",
        "presupuesto | fecha deseada | número de personas | código postal | ciudad | país",
        "orçamento | data pretendida | número de pessoas | cidade | bilancio | data preferita",
        "numero di persone | cap | città | gewenste datum | aantal personen | postcode | plaats",
        "town | suburb | town/city | city/town | wohnort | stadt | plz/ort | plz ort | plz, ort",
        "postleitzahl | commune | localité | localidad | población | localidade",
        "comune | località | woonplaats | miasto | miejscowość | postort | poststed | paikkakunta",
    ),
    # Technical too, unless it stands in what the person wrote.
    "when": (
        "date | time | datum | zeit | uhrzeit | heure | fecha | hora | data | ora | tijd | date and time",
    ),
}

# What a longer label asks for: "What's your e-mail address?". The first kind that fits wins.
ASKED_FOR: dict[str, str] = {
    "technical": r"privacy|datenschutz|confidentialit|privacidad|privacidade|gdpr|dsgvo|rgpd|newsletter"
    r"|consent|einwillig|agb\b|terms (?:and|of)|consenso|toestemming|i agree|ich stimme|ich bin damit"
    r"|j'accepte|acepto|aceito|accetto|ik ga akkoord|captcha|submission (?:time|date|id)|\bip[- ]adress"
    r"|hear (?:about|of) us|find us|aufmerksam geworden|connu",
    "email": r"e-?mail|courriel|correo|posta elettronica|correio",
    "company": r"compan(?:y|ies)|organi[sz]ation|\bfirm|unternehmen|soci[ée]t[ée]|entreprise|empresa"
    r"|azienda|bedrijf|work for|employer|verein|business name",
    "phone": r"phone|telefon|t[ée]l[ée]phone|tel[ée]fono|handy|portable|m[óo]vil|telem[óo]vel|cellulare"
    r"|mobiel|whatsapp|reach you by|rückruf",
    "first": r"first name|vorname|prénom|primeiro nome|voornaam",
    "last": r"last name|surname|nachname|apellidos|sobrenome|cognome|achternaam|nom de famille",
    "name": r"\bname\b|\bnom\b|\bnombre\b|\bnome\b|\bnaam\b|call you|who are you|heißen sie|heißt du|appelez"
    r"|llamas|wer (?:sind sie|bist du)|chiami",
    "product": r"interested in|interessier|intéress|interesad|interessad|interessat|geïnteresseerd"
    r"|looking for|which (?:service|product|package)|welche leistung|welches produkt",
    "message": r"message|nachricht|mensaje|mensagem|messaggio|bericht|help|question|tell us|tell me|describe"
    r"|you need|do for you|für (?:sie|dich) tun|faire pour vous|hacer por|fazer por|fare per|comment"
    r"|anliegen|beschreib|helfen|aider|décri|besoin|ayudar|describ|cuént|necesit|ajudar"
    r"|descrev|aiutar|descriv|bisogno|helpen|omschrijf|vraag|on your mind|your project|ihr projekt"
    r"|anything else",
}

# Words of a label that asks where they are, or where it is to be.
PLACE = (
    r"city|town|location|venue address|address|suburb|city/town|town/city|postcode and town"
    r"|(?<!vor )ort|stadt|wohnort|lieferort|standort|einsatzort|bauort|veranstaltungsort|objektort|anschrift"
    r"|ortschaft|gemeinde"
    r"|ville|commune|localité|lieu|ciudad|localidad|población|municipio|lugar|dirección postal"
    r"|cidade|localidade|morada|citt[àa]|comune|località|luogo|indirizzo|plaats|woonplaats|stad|gemeente"
    r"|miasto|miejscowość|město|obec|mesto|postort|poststed|paikkakunta|kaupunki|város|település"
    r"|oraș|localitate|şehir|şehiriniz"
)

# Determiners before a label, which say nothing.
YOUR = (
    "your|my|the|please enter your|enter your|sender'?s|ihre?|deine?|meine?|bitte ihre?|votre|vos|ton|ta"
    "|mon|su|sus|tu|tus|mi|o seu|a sua|seu|sua|o teu|a tua|il tuo|la tua|il suo|la sua|i tuoi|tuo|tua|suo"
    "|sua|uw|je|jouw|jullie|twoje?|twój|twoja|państwa|din|ditt|dit|dine|vaše?|váš|numele|az ön|ön"
)
