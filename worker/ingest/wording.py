"""Places, products and dates in a line of a mail, by the words that stand before them. Pure.

Capital letters name a place only after "in", "deliver to" and their kin; a product is what follows "looking
for" or "Angebot für". What is not sure is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.mail.days.day_names import MONTHS, WEEKDAYS, one_of
from worker.mail.text import fold

# A word that begins with one capital letter: no "RAM", no "DB6D".
_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z][^\W\d_]{1,29}(?:[-'’][^\W\d_]{2,20}){0,3}(?!\w)"
_CITY = rf"{_NAME}(?:(?: (?:am|an der|im|sur|de|del|la|upon|on))? {_NAME}){{0,2}}"
_POSTED = re.compile(
    # 04109 Leipzig, CH-8001 Zürich, 1234 AB Utrecht; Portland, OR 97205; HU1 1TJ.
    rf"(?<![\w/.,+-])((?:(?:D|A|CH|F|E|I|B|L)-)?\d{{4,5}}(?: [A-Z]{{2}})? {_CITY})"
    r"|((?:[A-Z][a-z'’-]{2,20} ){0,2}[A-Z][a-z'’-]{2,20}, [A-Z]{2} \d{5}(?:-\d{4})?)(?!\w)"
    r"|(?<![\w-])([A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2})(?!\w)"
)
_NAMED = re.compile(
    rf"(?<!\w)(in|near|around|à|en|sur|to|at|nach|bei|pour|para|de|cerca de|près de)\s+({_CITY})"
)
# These alone say that a place follows, where not every noun has a capital letter.
_PLAIN = frozenset({"in", "near", "around", "à", "en", "sur", "cerca de", "près de"})
_MOVES = re.compile(
    r"(?<!\w)(?:deliver(?:y|ed|ing)?|ship(?:ped|ping)?|mov(?:e|ing)|relocat\w+|based|located|live|living"
    r"|situated"
    r"|house|home|office|site|garden|property|flat|venue|wedding|event"
    r"|lieferung|liefern|geliefert|versand|wohnen|wohne|sitzen|sitz|standort|baustelle|haus|büro|wohnung"
    r"|umzug|umziehen|ziehen|von \w+|\w{3,20}(?:praxis|haus|büro|wohnung|container|baustelle|halle|werkstatt)"
    r"|déménage\w*"
    r"|montage|grundstück|firma|praxis|livraison|livrer|livré\w*|habit\w+|situé\w*|entrega|envío|viv\w+"
    r"|instalación)(?: \w+){0,2} $",
    re.IGNORECASE,
)
# Italian says "a Verona"; what stands before it tells a town from a person.
_LIVES_IN_ITALY = re.compile(
    r"(?<!\w)(?:(?i:abit\w{1,5}|viv(?:o|iamo)|risied\w{1,5}|residenti?|troviamo|trovo|siamo|sono|sede|cantiere"
    r"|casa|appartamento|villa|consegna\w{0,3}|spedizione|trasloco|negozio|ufficio|matrimonio|vicino)\sad?"
    r"|(?i:siamo|sono|comune|provincia|zona|città|pressi|parti)\sdi|(?i:vengo|veniamo)\sda)"
    rf"\s+({_CITY})"
)
_IN_ITALIAN = re.compile(rf"(?<!\w)ad?\s+({_CITY})")
_TO_SOMEBODY = re.compile(
    r"(?:scri\w{1,8}|mand\w{1,6}|invi\w{1,6}|chie\w{1,7}|rivol\w{1,6}|rispo\w{1,7}|dett[oa]|di(?:co|re|ciamo)"
    r"|dat[oa]|d(?:are|iamo)|grazie|insieme|rispetto|davanti|assieme|passat[oa]|parl\w{1,6}|telefon\w{1,5}"
    r"|chiam\w{1,5}|inoltr\w{1,5}|giro|present\w{1,5}|intestat[oa]|fattur\w{1,6}|piac\w{1,5}|serv\w{1,4}"
    r"|saluti|auguri|vicino|rivolt[aoie]|regal\w{1,6}|propo\w{1,6})\s$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?<!\w)(?:[A-ZÄÖÜ][\w.-]{1,25}(?:straße|strasse|str\.|weg|gasse|platz|allee|ring|damm"
    r"|ufer)\s\d{1,4}\s?[a-z]?(?!\w)"
    r"|\d{1,4}[a-z]?,? (?:(?:bis|ter) )?(?:rue|avenue|boulevard|place|chemin|impasse|allée) [\w' -]{3,30}"
    r"|(?:Calle|C/|Avenida|Avda\.|Plaza|Paseo) [\w' ]{3,30}?,? (?:n[.º°]\s?)?\d{1,4}"
    r"|\d{1,4}[a-z]? (?:[A-Z][a-z'’]{2,20} ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Way"
    r"|Square|Court|Place|Terrace)(?!\w))"
)
# Capitalised, after an "in" or "en", and yet no place.
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring"
    r"|Summer|Autumn|Winter"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|English|German|French"
    r"|Spanish|Q\d|Re|PDF|Excel"
    r"|Word|HTML|USD|EUR|GBP|I|Your|You|We|The|Our|My|This|That|Bezug|Absprache|Rechnung|Kürze|Verbindung"
    r"|Zukunft|Erhalt|Rücksprache"
    r"|Wunsch|Ihrem|Ihrer|Ihre|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Ostern|Weihnachten|Hause"
    r"|Deutsch|Englisch|Möglichkeit"
    r"|Form|Ordnung|Frage|Ruhe|Summe|Höhe|Zukunft|Feierabend|Eiche|Holz|Dem|Der|Den|Noël|Pâques|Navidad"
    r"|Madame|Monsieur|PVC|Alu|Mozilla|Firefox|Chrome|Safari|Edge|Outlook|Thunderbird|Gmail|WhatsApp"
    r"|Photoshop|PowerPoint|Windows|Android|Teams|Zoom|Week|Weeks|Month|Quarter|Room|Step|Section|Chapter"
    r"|Lärche|Fichte|Kiefer|Buche|Nussbaum|Massivholz|Stahl|Edelstahl|Aluminium|Kunststoff|Beton|Glas|Stein"
    r"|Weiß|Grau|Schwarz|Rot|Blau|Grün|Gelb|Braun|Beige|Anthrazit|Größe|Textform|Bearbeitung|Planung|Raten"
    r"|Betrieb|Auftrag|Miete|Pacht|Handarbeit|Eigenleistung|Teilen|Oak|Pine|Steel|Black|White|Grey|Red|Blue"
    r"|Kalenderwoche|Woche|Monat|Quartal|Semaine|Mois|Semana|Mes|French|Italian|Dutch|Italiano|Español"
    r"|Inglés|Anglais|Français|Englisch|Französisch|Spanisch|Italienisch|Lei|Loro|Voi|Natale|Pasqua|Ferragosto"
    r"|Capodanno|Gennaio|Febbraio|Marzo|Aprile|Maggio|Giugno|Luglio|Agosto|Settembre|Ottobre|Novembre"
    r"|Dicembre|Vostr[aoe]|Su[ao]|Noi|Disposizione|Esempio|Pranzo|Cena|Privati|Aziende|Tutt[ie]|Domani|Presto"
    r"|Favore|Seguito|Carico|Partire|Signora?|Dottor\w{0,5}|Casa|Via|Corso|Piazza)\b"
)

_DIGIT = re.compile(r"\d")

_MONTH = one_of(name for name in MONTHS if len(name) > 2)
_WEEKDAY = one_of(name for name in WEEKDAYS if len(name) > 3)
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY_WORDS = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | {"week", "month", "year", "woche", "monat", "jahr", "semaine", "mois", "semana", "mes"}
    | {"tomorrow", "übermorgen", "demain"}
)
# "Mercoledì 17" is a day, "Friday 20 guests" and "Montag 9 Uhr" are not.
_BEHIND_A_DAY = (
    r"(?=\s*[,.;!?)](?!\d)|\s*$|\s+(?:alle|dalle|at|um|à|a las?|ab|from|and|or|oder|und|ou|et|ed?|y|works?"
    r"|would|suits?|is|va|passt|geht|we|i|op|om|of|in the|morning|afternoon|evening|mattina|pomeriggio|matin"
    r"|après-midi|vormittags?|nachmittags?|bis|de|del|por la|vi|ci|mi|me|nous|nos|est|es)(?!\w))"
)
_DATE = re.compile(
    rf"(?<![\w.,/+-])(?:{_WEEKDAY},? (?:the |le |el |den |dem )?)?"
    r"(?:20\d\d-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d\d)?(?!\w)"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d(?!\w)|\d{1,2}/\d{1,2}(?![\w/])"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)? ?(?:of |de )?{_MONTH}\b(?:,? (?:de )?20\d\d)?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? 20\d\d)?(?![\w:.,]))"
    rf"|(?<!\w){_WEEKDAY},? (?:the |le |el |den |dem |il )?(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
    rf"{_BEHIND_A_DAY}"
    rf"|(?<!\w)(?:(?:next|this|coming|nächste[nr]?|kommende[nr]?|diese[nr]?|próxim[oa]|este) (?:{_WEEKDAY}"
    r"|week|month|woche|monat|semana|mes)"
    rf"|{_WEEKDAY}(?: prochaine?)?|(?:semaine|mois) prochaine?|(?:semana|mes) que viene|tomorrow"
    rf"|übermorgen|demain|(?:kw|(?:kalender)?woche|week|semaine|semana|settimana) ?(?:n[°º]"
    rf" ?)?\d{{1,2}}(?!\d)"
    rf"|(?:the )?(?:end|middle|beginning) of (?:the |this |next )?(?:week|month|year|quarter|{_MONTH})"
    r"|(?:ende|mitte|anfang|fin|mi-?|début|finales de|mediados de|principios de|early|late"
    rf"|mid-?) ?{_MONTH})(?!\w)"
)

_STOP = (
    r"(?=\s+(?:of|for|with|in|from|to|at|by|and|that|which|on|delivered|as|but|so|or|near|who|about|around"
    r"|mit|für|in|im|bei|zum"
    r"|und|aus|nach|ab|von|pour|avec|à|sur|dans|et|de \d|d'environ|para|con|en|y|que|qui|con|a|measuring"
    r"|including|inkl|wie|is|are|was|were|built|made|fitted|installed|delivered|done|here|today|tomorrow"
    r"|now|soon|asap|de unos|de unas|geliefert|bis|before|until|this|next|hier|heute|hoy|ahora|gebaut"
    r"|please|ist|sind|die|der|das|pls)(?!\w)|\s*[,.;:!?()\n]|\s+\d|\s*$)"
)
_BEFORE_A_PRODUCT = re.compile(
    r"(?<!\w)(?=(?:looking (?:for|at)|interested in|quote for|quotation for|prices? (?:for|of)|cost (?:for"
    r"|of)|offer for|estimate for"
    r"|searching for|saw(?! (?:your|the) (?:stand|booth|advert|ad|website|site|work|van|post|page"
    r"|profile)(?!\w))"
    r"|need|require|order|buy|enquiry about|inquiry about|brochure for|demo of"
    r"|suchen?|angebot (?:für|über)|interesse an|interessier\w+ (?:mich|uns) für|preise? für|brauchen?"
    r"|benötigen?|anfrage (?:zu|für|wegen)|was kostet|bestellen|kosten für"
    r"|devis pour|tarifs? (?:de|pour|d')|intéressée?s? par|recherch\w+|cherch\w+|besoin d[e']|faire poser"
    r"|poser|installer|acheter|commander|prix (?:de|d'|pour)"
    r"|presupuesto (?:para|de)|interesad[oa]s? en|busc\w+|necesit\w+|comprar|precio (?:de|para|del)"
    r"|reformar|instalar|contratar|me interesa)(?:(?<=')|(?!\w)\s)"
    r"(?:(?:an?|the|your|some|one of your|our|a new|ein(?:e[nmrs]?)?|das|die|der|den|dem|ihr\w{0,2}|une?"
    r"|des|les?|la|votre|vos|l'|d'|un|una|unos|unas|el|los|las|su|sus|de)\s){0,2}"
    rf"((?:[^\W\d_][\w'’-]{{0,25}}\s){{0,4}}?[^\W\d_][\w'’-]{{1,30}}){_STOP})"
)
_NO_PRODUCT = re.compile(
    r"(?:(?:a|an|new|the|some|more|any|your|further|mehr|weitere|ein\w*|une?|un[ao]?|quick|rough|short"
    r"|good|to|it|this|that|them|us|me|you|him|her"
    r"|quote|quotation|price|prices|offer|estimate|information|info|informationen|help|advice|someone"
    r"|somebody|anyone|anybody|nobody|something|anything|people|jemanden?|alguien|quelqu'un|call"
    r"|appointment|answer|reply|update|details?"
    r"|angebot|preis|termin|hilfe|rückruf|beratung|auskunft|antwort|devis|prix|rendez-vous|renseignements?"
    r"|aide|réponse|presupuesto|precio|cita"
    r"|información|ayuda|respuesta|know|see|time|idea|uns|wir|ich|sie|ihnen|mich|que|qu\w*|saber|savoir"
    r"|all|everything|one|ones|forward|there"
    r"|journée|reformar|days?|weeks?|months?|hear|hearing|meeting|have|get|be|talk|speak|book|arrange|ask"
    r"|make|give|do|die|das|es|noch|nur|urgent|urgently|so|very|much|really)\s?)+",
    re.IGNORECASE,
)


# A thing does not begin like this: "für unsere Kita", "kurzfristig Hilfe", "the following".
_NO_NOUN = re.compile(
    r"(?:for|in|on|at|by|with|from|of|before|after|until|about|as|if|when|we|they|he|she|our|his|her|their"
    r"|following|soon|quickly|now|today|tomorrow|asap|also|only|just|still|both|such|these|those"
    r"|für|im|in|am|an|auf|aus|bei|bis|mit|nach|seit|von|vom|vor|zum|zur|zwischen|ab|gegen|ohne|um|unter"
    r"|wir|ihr|er|es|man|dies\w{0,2}|jetzt|heute|morgen|bald|dann|auch|hier|dort|dafür|dazu|daher|also"
    r"|nun|wieder|kurzfristig|dringend|schnell|schnellstmöglich|eventuell|vielleicht|evtl|ungefähr|etwa"
    r"|zunächst|sofort|folgende\w?|bitte|gerade|derzeit|aktuell|unser\w{0,2}|lediglich|insgesamt"
    r"|pour|par|dans|sur|avec|sans|chez|en|au|aux|à|avant|après|vers|nous|vous|je|il|elle|on|ils|notre|nos"
    r"|mon|ma|mes|ce|cette|ces|rapidement|aujourd'hui|demain|aussi|encore|suivante?s?|également|environ"
    r"|para|por|con|sin|desde|hasta|antes|nosotros|ellos|nuestr[oa]s?|mi|mis|est[eao]s?|ahora|hoy"
    r"|mañana|pronto|también|siguientes?|urgentemente|rápidamente|al|del)(?![\w-])",
    re.IGNORECASE,
)
_BEGINS_A_CLAUSE = re.compile(r"(?:to|zu|que|is|a way|way|my|mein|developing|calling)(?!\w)", re.IGNORECASE)


def places(line: str, language: str = "") -> list[str]:
    """Postcodes with their town, streets, and towns that stand after "in" or "deliver to"."""
    found: list[str] = []
    if _DIGIT.search(line):
        found = [next(filter(None, groups)) for groups in _POSTED.findall(line)]
        found += [match.group().strip() for match in _STREET.finditer(line)]
    for match in _NAMED.finditer(line):
        name = match.group(2)
        # Every German noun has a capital letter.
        sure = match.group(1) in _PLAIN and language != "de"
        if not (sure or _MOVES.search(line[max(0, match.start() - 40) : match.start()])):
            continue
        if not _NO_PLACE.match(name) and not any(name in place for place in found):
            found.append(name)
    found += [
        name
        for name in _italian_places(line, language)
        if not _NO_PLACE.match(name) and not any(name in place for place in found)
    ]
    return list(dict.fromkeys(found))


def _italian_places(line: str, language: str) -> Iterator[str]:
    """Towns after "abito a" and "siamo di" wherever they stand, after a plain "a" in an Italian text."""
    yield from _LIVES_IN_ITALY.findall(line)
    if language == "it":
        for match in _IN_ITALIAN.finditer(line):
            if not _TO_SOMEBODY.search(line[max(0, match.start() - 20) : match.start()]):
                yield match.group(1)


def dates(line: str) -> list[str]:
    """The days a line names, as they are written; which days they are is asked of mail/days/day_words.py."""
    folded = fold(line)
    if not _DIGIT.search(folded) and _DAY_WORDS.isdisjoint(_WORD.findall(folded)):
        return []
    return [line[slice(*match.span())] for match in _DATE.finditer(folded)]


def products(line: str) -> list[str]:
    """What they want to have: the words behind "looking for", "Angebot für", "devis pour"."""
    found = (line[slice(*match.span(1))].strip() for match in _BEFORE_A_PRODUCT.finditer(fold(line)))
    return [
        name
        for name in found
        if not (_NO_PRODUCT.fullmatch(name) or _BEGINS_A_CLAUSE.match(name) or _NO_NOUN.match(name))
    ]
