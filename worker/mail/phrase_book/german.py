"""German phrases (table.py says what each table is for)."""

from __future__ import annotations

from worker.mail.phrase_book.table import Phrases

_MAIL = r"e-?mails?"
_REST = r"[^.\n]{0,40}"
_WE = r"(?:ich|wir)"
_AGAIN = r"(?:noch\s?mals?|noch ein\s?mal|wieder|erneut)"
_SPAN = r"(?:jahr|monat|woche|quartal|sommer|winter|herbst|frühjahr)"
_NOW = (
    r"(?:im moment|momentan|derzeit|aktuell|zur\s?zeit|gerade|augenblicklich"
    r"|im augenblick|vorerst|vorläufig|jetzt)"
)
_TO_END = r"[^.!?\n]{3,120}"
_AWAY = r"(?:im urlaub|in urlaub|unterwegs|verreist|nicht da|abwesend|in elternzeit|auf reisen)"
_FOR_ANOTHER = (
    r"(?:für|an) (?:einen|eine|ein|jemand(?:en)?) andere\w{0,2}\b[^.!?\n]{0,30}\b(?:entschieden|vergeben"
    r"|gegangen)"
)

GERMAN = Phrases(
    stop_word=(r"stopp?", r"abmelden", r"abmeldung", r"austragen", r"abbestellen"),
    opt_out=(
        r"keine (?:weiteren )?(?:e-?mails?|mails|nachrichten|werbung) (?:\w+ ){0,2}(?:von ihnen|mehr"
        r"|erhalten|bekommen)",
        rf"keine (?:weiteren |mehr )?(?:{_MAIL}|mails?|nachrichten|werbung|newsletter)(?: mehr)?"
        r"(?: (?:schicken|senden|von ihnen|zusenden))?",
        r"(?:nicht|nie) (?:mehr|wieder|weiter) (?:kontaktieren|anschreiben|anmailen|anrufen|belästigen"
        r"|kontaktiert werden)",
        r"(?:schreiben|kontaktieren) sie (?:mir|mich|uns) (?:bitte )?(?:nicht|nie) (?:mehr|wieder)",
        r"(?:nehmen|nehmt|streichen|streicht|löschen|löscht|entfernen) (?:sie )?(?:mich|uns"
        rf"|meine (?:adresse|e-?mail|daten)){_REST}",
        r"(?:aus|von) (?:ihrem|dem|eurem|ihrer|der|eurer) (?:verteiler|liste|mailingliste"
        rf"|newsletter){_REST}",
        r"(?:hören|hört) (?:sie )?(?:bitte )?auf,? (?:mir|uns|mich)",
        r"widerspreche (?:ich )?(?:hiermit )?(?:der|jeder|weiterer)",
        r"(?:newsletter|mails) (?:bitte )?(?:abbestellen|abmelden)(?! (?:können|kann|lassen|zu))",
    ),
    not_a_no=(
        r"(?:kein(?:e)?|nicht (?:das|ein)) (?:problem|thema|frage|sorge|eile|ursache|einwände?)",
        r"nichts dagegen|nicht nein sagen|kaum nein sagen|nein,? (?:das )?(?:passt|geht|gerne?)",
        r"nicht nur (?:\w+ )?interesse",
        r"(?:falls|wenn|sollten?) (?:\w+ ){0,3}(?:kein(?:e|en)?|nicht) (?:mehr )?(?:interesse|bedarf"
        r"|benötigt)",
    ),
    no=(
        r"machen? (?:wir )?(?:es|das) (?:\w+ ){0,3}selb(?:st|er)",
        r"selb(?:st|er) (?:machen|bauen|erledigen|gemacht|gebaut)|in eigenregie",
        r"(?:sind|bin) (?:\w+ )?(?:versorgt|fündig geworden|bereits bedient)",
        r"anders (?:entschieden|überlegt|orientiert)|nicht weiter\s?verfolgen|(?:bin|sind) (?:da )?raus",
        r"auftrag (?:ist|wurde) (?:\w+ )?vergeben|bleiben (?:\w+ )?bei (?:unserem|dem)|verzichten",
        r"stornieren|hinfällig",
        r"(?:kein(?:en|e|erlei)?|nicht länger) (?:weiteres |weiteren |mehr )?(?:interesse|bedarf|verwendung)",
        r"(?:nicht|nicht mehr|nicht weiter) (?:interessiert|interessant|relevant|benötigt|notwendig|nötig)",
        r"(?:brauchen?|benötigen?) (?:\w+ ){0,3}(?:nicht|keine?n?)(?: mehr)?",
        r"nein,? danke|danke,? nein|danke,? aber nein",
        r"ander(?:en|es|er|e) (?:anbieter|angebot|firma|unternehmen|lösung|lieferanten?"
        r"|handwerker)\b[^.!?\n]{0,30}"
        r"\b(?:entschieden|beauftragt|gewählt|genommen|gekauft|bestellt|vergeben|gefunden|bekommen"
        r"|angenommen)|anderweitig (?:entschieden|vergeben|beauftragt|orientiert|fündig)",
        r"(?:schon|bereits|inzwischen|mittlerweile) (?:jemanden?|jemand anderen|etwas anderes|woanders"
        r"|einen anbieter) (?:gefunden|beauftragt|bestellt|gekauft)",
        _FOR_ANOTHER,
        r"woanders (?:gekauft|bestellt|beauftragt)|anderswo (?:gekauft|bestellt)",
        r"(?:hat|haben) sich (?:(?:bereits|schon|leider|somit|damit|inzwischen|für uns) ){0,2}erledigt",
        r"erledigt sich|dagegen entschieden|gegen (?:ihr|das) (?:angebot )?entschieden",
        r"sehen (?:wir )?(?:davon|leider davon) ab|davon ab(?:sehen)?",
        r"(?:müssen?|muss) (?:\w+ ){0,4}absagen|absage erteilen|sagen (?:wir )?(?:\w+ )?ab\b",
        r"lehnen? (?:\w+ ){0,4}ab\b",
        r"(?:projekt|vorhaben|auftrag|umzug|feier|bau) (?:ist|wurde|wird|fällt"
        r"|hat sich) (?:\w+ )?(?:gestrichen|abgesagt|gestorben|nicht (?:realisiert|umgesetzt)|aus\b"
        r"|storniert)|(?:kommt|kommen) (?:\w+ ){0,3}nicht (?:mehr )?in ?frage|nicht das richtige",
        r"passt (?:leider )?nicht zu uns",
        r"(?:nehmen|nehme) (?:\w+ )?abstand|(?:ziehe|ziehen) (?:\w+ ){0,3}(?:anfrage )?zurück",
    ),
    weak_no=(
        r"kein(?:en|e|erlei)? (?:interesse|bedarf|verwendung) (?:am?|für) (?!(?:ihr|eur)\w* (?:angebot"
        r"|leistung))\w+",
        r"(?:brauchen?|benötigen?) (?:\w+ ){0,3}keine?n? (?!mehr|angebot|hilfe)\w+",
        r"(?:nicht|nicht mehr) (?:interessiert|interessant) (?:an?|am|ist|sind) \w+",
    ),
    elsewhere=(
        r"ander(?:en|es|er|e) (?:anbieter|angebot|firma|unternehmen|lösung|lieferanten?|handwerker|betrieb"
        r"|büro)\b[^.!?\n]{0,30}\b(?:entschieden|beauftragt|gewählt|genommen|gekauft|bestellt|vergeben"
        r"|gefunden|angenommen)",
        _FOR_ANOTHER,
        r"(?:anderweitig|anders) (?:entschieden|vergeben|beauftragt)|(?:woanders|anderswo) (?:gekauft"
        r"|bestellt|beauftragt)|auftrag (?:ist|wurde|haben wir) (?:\w+ )?vergeben",
    ),
    for_now=(_NOW,),
    bare_no=(r"nein|nee|nö|leider nein|nein,? leider(?: nicht)?|leider nicht",),
    plain_yes=(r"ja|jep|klar|natürlich|selbstverständlich|sehr gerne?|gerne?|einverstanden|abgemacht",),
    yes=(
        r"ja|jep|jo|ok(?:ay)?|klar|natürlich|selbstverständlich|gerne?|sehr gerne?|prima|super|perfekt",
        r"toll|wunderbar|bestens",
        r"passt|(?:das )?klingt gut|in ordnung|einverstanden|abgemacht|bestätigt|machen wir|so machen wir",
        r"geht klar|alles klar",
        r"kein problem|kein thema|von mir aus|hört sich gut an|freut mich|mit vergnügen|warum nicht|nur zu",
    ),
    assent=(
        r"(?:das )?machen wir(?: so)?|(?:ich|wir) (?:nehme|nehmen) (?:das angebot |es |sie )?(?:\w+ )?an",
        r"(?:hiermit )?(?:bestelle|beauftrage|bestätige|akzeptiere|bestellen|beauftragen|bestätigen"
        r"|akzeptieren) (?:ich|wir)",
        r"(?:ich|wir) (?:bestelle|beauftrage|bestätige|akzeptiere|bestellen|beauftragen|bestätigen"
        r"|akzeptieren)",
        r"(?:bin|sind) (?:damit )?einverstanden|nicht nein sagen|legen sie los|nur zu|nehmen wir|nehme ich",
    ),
    negation=(r"nicht|nichts|kein\w{0,2}|nie|niemals|nein",),
    contrast=(r"aber|jedoch|allerdings|leider|obwohl|außer|nur wenn|stattdessen|dennoch",),
    suits=(
        r"passt|passen|klappt|geht(?: klar)?|ginge",
        r"ist (?:\w+ )?(?:gut|super|prima|perfekt|ok(?:ay)?|in ordnung|ideal|recht)",
        r"(?:wäre|sind|ist) (?:\w+ ){0,2}(?:möglich|gut|besser|super|prima|in ordnung|recht)",
        r"bis (?:dann|dahin|(?:\w+)tag|mittwoch)|freue? (?:mich|uns) auf|nehmen wir|nehme ich",
        r"ich bin (?:da|zu hause|vor ort)",
        r"(?:ja|gerne?|ok(?:ay)?|perfekt|prima|einverstanden|bestätige|super|abgemacht)|lieber",
        r"würde (?:ich|uns) (?:\w+ )?nehmen",
    ),
    suits_not=(
        r"(?:passt|klappt|geht|kann|können|ist|wäre|ginge) (?:\w+ ){0,4}?(?:nicht|schlecht|leider"
        r"|ungünstig|unmöglich)",
        r"(?:nicht|schlecht) (?:möglich|passend)|verhindert|verschieben|absagen|leider|zu (?:spät|früh)",
        r"keine zeit",
    ),
    one_of_ours=(
        r"(?:der|den|dem|die) (?:erste[nr]?|zweite[nr]?|erstere[nr]?|letztere[nr]?)(?: (?:termin|vorschlag"
        r"|option|variante))?",
        r"beides|beide termine?|dann|der termin|den termin|dieser termin|dieser zeitpunkt|egal welche[rn]?",
    ),
    thanks=(
        r"danke(?:schön)?|vielen dank|besten dank|herzlichen dank|merci|lieben dank",
        r"super|prima|alles klar|ok(?:ay)?",
    ),
    polite=(
        r"(?:vielen |besten |herzlichen |lieben |schönen |tausend )?dank(?:e)?(?:schön)?(?: (?:für"
        r"|auch) (?:\w+[ ,]*){1,6})?",
        r"vielen|besten|herzlich(?:en|e)?|lieben|schönen?|sehr|auch|ihnen|dir|euch|die|das|ihre?|mit",
        r"freundlichen?|mfg|lg|vg",
        r"(?:viele|liebe|beste|schöne|herzliche) grüße|grüße|gruß|guten (?:tag|morgen|abend)|hallo|super",
        r"prima|alles klar",
        r"perfekt|toll|wunderbar|schönen (?:tag|abend|feierabend)|schönes wochenende|angekommen|erhalten",
        r"habe ich|ist|info(?:rmation)?",
    ),
    question=(
        r"wie|wann|wo|wohin|woher|welche[rsnm]?|wer|warum|was|wieviel|wofür|womit|wozu|ob",
        r"können|könnten|könnt|kann|könnte|gibt es|gäbe es|haben sie|habt ihr|ist|sind|wäre|wären|würden",
        r"dürfen|darf|bieten sie|machen sie|liefern sie",
    ),
    courtesy=(
        r"wie geht(?:'s| es)(?: \w+){0,3}|(?:ist )?alles (?:gut|klar)(?: bei \w+)?|geht es ihnen gut",
        r"(?:ok(?:ay)?|in ordnung|einverstanden|passt(?: das)?|ja|nein|oder|gell|richtig|geht das"
        r"|ist das (?:ok(?:ay)?|möglich|in ordnung))",
    ),
    request=(
        r"bitte (?:\w+ ){0,3}(?:um|senden|schicken|teilen|rufen|ruft|nennen|melden|geben|machen|erstellen"
        r"|unterbreiten|kontaktieren|bestätigen|prüfen|sagen|schreiben)",
        r"bitte (?:um|erstellen|senden|schicken|teilen|rufen|nennen|melden|geben)",
        r"(?:schicken|senden|nennen|sagen|geben|rufen|teilen|erklären|zeigen) sie (?:mir|uns|mich)",
        r"(?:mich|uns) (?:würde|würden) (?:\w+ )?interessieren",
        r"(?:wüsste|würde|würden|wüssten|möchte|möchten) (?:\w+ ){0,3}(?:gern(?:e)? )?wissen",
        r"frage mich,? ob|wollte (?:\w+ )?fragen|bin (?:mir )?(?:nicht|un)sicher,? ob",
        r"(?:meine|unsere|eine|noch eine|kurze) frage(?:n)?|(?:bitte|bitten|erbitten?) (?:\w+ ){0,4}um",
        r"freue mich (?:über|auf) (?:ein|ihr|eine) (?:angebot|rückruf|rückmeldung)",
        r"(?:wäre|wären) (?:\w+ ){0,4}(?:nett|schön|toll|dankbar|super|hilfreich)",
        r"rückruf erbeten|angebot (?:für|über)|preis(?:e|liste)? für|kostenvoranschlag",
    ),
    wish=(
        r"(?:ich|wir) (?:hätten?|bräuchten?|möchten?|würden?|suchen?|benötigen?|brauchen?|wollen|will"
        r"|wünschen?|interessieren?|planen)",
        r"(?:hätten?|bräuchten?|möchten?|würden?|suchen?|benötigen?|brauchen?|wollen|planen) (?:ich|wir)",
        r"(?:auf der suche nach|interesse an|interessiert an|anfrage (?:für|zu|wegen))",
        r"(?:bin|sind) (?:\w+ )?interessiert",
    ),
    call=(
        r"(?:rufen sie|ruft|ruf) (?:\w+ )?(?:mich|uns)|rückruf|zurück\s?rufen|anrufen|telefonieren",
        r"telefontermin|telefonat|zurückzurufen",
        r"(?:termin|besichtigung|gespräch) (?:\w+ ){0,2}(?:vereinbaren|ausmachen|machen)|vor ort ansehen",
    ),
    urgent=(
        r"(?:sehr |wirklich |extrem )?dringend\w{0,2}|eilt|eilig|notfall|schnellstmöglich",
        r"so schnell wie möglich|asap",
        r"(?:müssen|muss|müssten|müsste|brauchen?|bräuchten?|benötigen?)\b(?! nicht)[^.!?\n]{0,60}\bheute",
        r"heute\b[^.!?\n]{0,60}\b(?:müssen|muss|brauchen?|benötigen?|zurückrufen|anrufen)",
        r"(?:rufen|melden|antworten|kommen|helfen)\b[^.!?\n]{0,30}\bheute",
        r"(?:bitte|sie) (?:\w+ ){0,3}heute (?:\w+ ){0,2}(?:an|zurück|anrufen|melden)",
        r"so bald wie möglich|sobald wie möglich|umgehend|unverzüglich|heute noch|noch heute|akut",
    ),
    not_urgent=(
        r"(?:nicht|keineswegs|nichts) (?:\w+ )?(?:dringend\w{0,2}|eilig)|(?:eilt|drängt) (?:\w+ )?nicht",
        r"keine eile|(?:nicht|nichts|keine?n?|ohne) (?:\w+ ){0,4}heute|heute (?:noch )?(?:nicht|nichts"
        r"|kein\w*)",
    ),
    complaint=(
        r"enttäuscht|enttäuschend|unzufrieden|beschwerde[n]?|beschweren?|reklamation|reklamieren?",
        r"unverschämt\w{0,4}|frechheit",
        r"inakzeptabel|unmöglich(?:er|es)? (?:service|verhalten)|so geht das nicht|zumutung|verärgert",
        r"ärgerlich|saftladen|unverschämtheit|(?:zweite|dritte|vierte|fünfte|\d\.) mal(?:,)? (?:dass|das)",
        r"zum (?:zweiten|dritten|vierten|wiederholten) mal",
        r"(?:niemand|keiner) (?:\w+ ){0,3}(?:gemeldet|meldet|antwortet|reagiert|erreichbar|zurückgerufen)",
        r"noch immer (?:nichts|keine)",
        r"(?:warte|warten) (?:\w+ ){0,2}(?:immer noch|noch immer|seit)|anwalt|geld zurück",
        r"nie (?:angefordert|bestellt)",
        r"seit (?:\w+ )(?:tagen|wochen|monaten) (?:warte|warten|keine|nichts|höre)",
    ),
    promise=(
        r"(?:ich|wir) (?:schicken?|senden?|rufen?|melden?|klären?|prüfen?|erstellen?|mailen?|kümmern?"
        r"|reichen?|gebe|geben|komme|kommen"
        rf"|bringen?|bereiten?|frage|fragen|leiten?|lassen?)\b(?! (?:ich|sie) ){_TO_END}",
        rf"(?:ich|wir) werden? {_TO_END}",
        r"(?:schicken?|senden?|klären?|prüfen?|erstellen?|lassen?|mailen?|melden?|rufen?|gebe|reichen?"
        r"|liefern?) (?:ich|wir) "
        rf"(?!sie\b.{{0,20}}\bwenn){_TO_END}",
        r"das (?:lasse|schicke|sende|kläre|prüfe|reiche|lassen|schicken|senden|klären|prüfen"
        r"|reichen) (?:ich|wir)[^.!?\n]{3,120}",
        rf"sie (?:bekommen|erhalten|hören|haben)(?= [^.!?\n]{{0,60}}\b(?:von|bis|morgen|heute|\w+tag"
        r"|mittwoch|woche|monat|mail|post|angebot)\b)"
        rf"{_TO_END}",
        r"(?:unser|mein|das) (?:angebot|entwurf|vertrag) (?:folgt|kommt|geht ihnen)[^.!?\n]{0,120}",
    ),
    on_condition=(r"(?:wenn|sobald|falls|sofern|nachdem) (?:sie|ich|wir|das|es|die|der)", r"sollten sie"),
    wait=(
        r"vor (?:den|dem|der) \w+ (?:\w+ ){0,5}(?:nicht|nichts|kein\w*)",
        r"(?:budget|etat|mittel) (?:\w+ ){0,5}(?:verplant|erschöpft|ausgegeben|weg)",
        r"erst (?:für|gegen|zu|mit|wenn|dann|nächstes)|zu gegebener zeit|wenn es ruhiger",
        r"(?:nicht|nichts|kein\w*) (?:\w+ ){0,4}(?:vor|bis) (?!zum)",
        r"(?:vielleicht|lieber|etwas|irgendwann|erst|doch) (?:später|spaeter)",
        r"(?:später|spaeter) (?:bitte|wieder|noch\s?mals?|noch ein\s?mal|machen|reden|sprechen|angehen"
        r"|im (?:jahr|monat)|vielleicht|einmal|mal)",
        r"(?:zu |auf )?(?:einem )?späteren? zeitpunkt|ein ander(?:mal|es mal)|bei gelegenheit",
        r"nicht (?:vor|jetzt|sofort|gleich|heute)|(?:viel |etwas |noch )?zu früh",
        r"noch nicht (?:so weit|soweit|bereit|entschieden|spruchreif)",
        rf"{_NOW} (?:\w+ ){{0,3}}(?:nicht|nichts|keine?n?|schlecht|ungünstig|zu viel)",
        rf"(?:nicht|nichts|kein(?:e|en)?) (?:\w+ ){{0,3}}{_NOW}",
        r"erst (?:ein)?(?:mal )?(?:im|in|ab|nach|am|wieder|nächste[nrsm]?|kommende[nrsm]?|mitte|ende"
        r"|anfang|später|zum|kurz|gegen)",
        rf"diese[snrm]? {_SPAN} (?:\w+ ){{0,5}}(?:nicht|nichts|kein\w{{0,2}})",
        rf"nicht (?:mehr )?(?:in )?diese[smnr]? {_SPAN}",
        r"vorher (?:\w+ ){0,3}(?:nicht|nichts|kein\w*)",
        r"(?:verschieben|vertagen|zurückstellen|zurückgestellt|verschoben|vertagt|auf eis|gedulden|geduld"
        r"|pausieren)",
        r"warten (?:sie )?(?:bitte )?(?:noch|bis|mit)|abwarten|(?:bedenkzeit|überlegen|darüber schlafen)",
        r"zeit (?:zum|zu) (?:nachdenken|überlegen)",
        r"(?:budget|etat|mittel|geld) (?:\w+ ){0,4}(?:gesperrt|aufgebraucht|ausgeschöpft|eingefroren|knapp)",
        r"(?:kommen|komme) (?:\w+ ){0,4}(?:auf sie|darauf|auf das angebot|drauf) zurück",
        r"(?:lassen sie uns|können wir|sollten wir|lass uns) (?:\w+ ){0,6}(?:nach|im|in|ab"
        r"|nächste\w*) (?:\w+ ){0,3}(?:sprechen|reden|telefonieren|angehen)",
    ),
    contact=(
        r"wieder (?:da|zurück|im büro|erreichbar|im haus)|zurück|durchrufen|durchklingeln",
        r"rufen (?:sie |wir )?(?:\w+ ){0,5}durch",
        r"(?:melden?|meldet|rühren?)|(?:rufen?|ruf)\b[^.!?\n]{0,25}\ban",
        r"(?:schreiben?|fragen?|erinnern?) sie|zukommen|zurückkommen|nachfragen|anfragen",
        rf"{_AWAY}|ausgebucht|ausgelastet|beschäftigt",
        r"(?:anrufen|an\s?zurufen|zu melden|zurückzukommen|entscheiden|entscheidung|wissen (?:wir|mehr)"
        r"|weiß ich mehr|wieder (?:zeit|luft))",
        rf"{_AGAIN}\b[^.!?\n]{{0,40}}\b(?:melden|meldet|fragen|anrufen|rufen|schreiben|nachfragen"
        r"|nachhaken|kontaktieren|versuchen|sprechen|an(?:fragen)?)",
        r"(?:melden sie sich|melde?t? (?:dich|euch)|(?:fragen|schreiben|rufen|versuchen|kontaktieren) sie"
        rf"|meldet euch)\b[^.!?\n]{{0,40}}\b(?:{_AGAIN}|mal)",
        r"noch\s?mals?|noch ein\s?mal|wieder (?:sprechen|aufgreifen|angehen)",
        r"(?:grundsätzlich|prinzipiell) (?:ja|gern\w?)|bescheid",
    ),
    absence=(_AWAY,),
    perhaps=(
        r"besser|günstiger|leichter",
        r"vielleicht|eventuell|evtl|möglicherweise|wahrscheinlich|voraussichtlich|frühestens|eher",
        r"gegebenenfalls|womöglich",
    ),
    afterwards=(r"danach|dann|anschließend|im anschluss",),
    not_waiting=(
        r"vor (?:\d{1,2}(?::\d\d)? ?uhr|\d{1,2}:\d\d)",
        r"(?:nichts|keine?n?|nicht) (?:\w+ ){0,4}(?:erhalten|bekommen|gehört|angekommen|gekommen|geliefert"
        r"|funktioniert)|funktioniert (?:\w+ ){0,3}nicht|immer wieder",
        r"(?:nicht|nie) (?:später|spaeter) als|früher oder später|nicht (?:mehr |länger )?warten",
        r"(?:später|spaeter),? (?:(?:vielleicht|eventuell|evtl|noch|dann|auch|wohl"
        r"|bis zu) ){0,3}(?!20\d\d)\d+",
        r"bis später|so bald wie möglich",
        r"wann (?:können|melden|rufen) sie|wiederhören|auf wiedersehen|wiederum",
    ),
    deadline=(r"(?:spätestens|bis|vor)(?: (?:am|zum|spätestens|dem|den))?",),
    not_a_deadline=(
        r"(?:nicht|nichts|kein\w*)\b[^.!?\n]{0,40}\b(?:vor|bis)",
        r"nicht vor|urlaub|unterwegs|verreist|warten|gesperrt|gedulden?|ausgebucht|beschäftigt|abwesend",
        r"nicht da",
    ),
)
