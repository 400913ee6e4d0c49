"""Dutch phrases (table.py says what each table is for): the plainest answers, no more."""

from __future__ import annotations

from worker.mail.phrase_book.table import Phrases

_TO_END = r"[^.!?\n]{3,120}"
_NOW = r"(?:op dit moment|momenteel|nu|voorlopig|op het moment|voor nu)"
_ANOTHER = (
    r"(?:ander(?:e|en)? (?:aanbieder|bedrijf|leverancier|partij|aannemer|offerte)|iemand anders|een ander"
    r"|concurrent)"
)

DUTCH = Phrases(
    stop_word=(r"stop|afmelden|uitschrijven",),
    opt_out=(
        r"(?:mail|schrijf|bel|benader|contacteer) (?:mij|me|ons) (?:alstublieft )?(?:niet meer|nooit meer)",
        r"geen (?:e-?mails?|mails|berichten|reclame) meer|(?:haal|verwijder|schrijf) (?:mij|me|ons)"
        r" (?:\w+ ){0,3}uit",
    ),
    not_a_no=(r"geen (?:probleem|punt|haast|zorgen|bezwaar)|niet nodig om",),
    no=(
        r"nee,? (?:dank|bedankt)|geen (?:interesse|belangstelling|behoefte)(?: meer)?|niet (?:meer"
        r" )?geïnteresseerd",
        r"(?:niet (?:meer )?nodig|niet (?:op in|mee door)(?:gaan|gegaan)?|zien (?:er ?)?van af|afgezien)",
        rf"{_ANOTHER}\b[^.!?\n]{{0,30}}\b(?:gekozen|gegaan|besloten|gevonden|gegund)"
        rf"|(?:gekozen|kiezen|gegaan|gaan|besloten) (?:\w+ )?(?:voor|met) (?:een )?{_ANOTHER}",
        r"(?:gaat|project is) (?:\w+ ){0,2}niet door|geannuleerd",
    ),
    weak_no=(r"geen (?:interesse|behoefte) (?:in|aan) (?:de|het|een) \w+",),
    elsewhere=(
        rf"{_ANOTHER}\b[^.!?\n]{{0,30}}\b(?:gekozen|gegaan|besloten|gevonden|gegund)"
        rf"|(?:gekozen|gegaan|besloten) (?:\w+ )?(?:voor|met) (?:een )?{_ANOTHER}",
    ),
    for_now=(_NOW,),
    bare_no=(r"nee|neen|helaas niet|nee,? helaas(?: niet)?",),
    plain_yes=(r"ja|jazeker|zeker|graag|akkoord|natuurlijk",),
    yes=(
        r"ja|jazeker|zeker|graag|akkoord|natuurlijk|prima|is goed|dat is goed|in orde|afgesproken|uitstekend",
    ),
    assent=(
        r"(?:zijn|ben|gaan|ga) (?:hiermee |ermee |daarmee )?akkoord|akkoord,? ga|ga (?:uw|je) gang"
        r"|ga(?:at)? u? ?maar door",
        r"(?:u|je) (?:mag|kunt|kan) (?:de |het )?(?:bestelling |opdracht )?(?:plaatsen|doorgaan|beginnen"
        r"|starten)",
        r"(?:nemen|neem|accepteren|accepteer|bevestigen|bevestig) (?:wij|we|ik|de offerte|het aanbod)",
    ),
    negation=(r"niet|niets|geen|nee|nooit",),
    contrast=(r"(?<!ga )(?<!doe )(?<!gaat u )maar(?! door)|echter|helaas|behalve|tenzij",),
    suits=(r"past|schikt|komt (?:\w+ )?uit|is (?:\w+ )?(?:goed|prima|akkoord)|tot dan",),
    suits_not=(r"(?:past|schikt|kan|lukt|komt) (?:\w+ ){0,3}niet|verhinderd|verzetten|helaas",),
    one_of_ours=(r"de (?:eerste|tweede|laatste)(?: (?:optie|datum|afspraak))?|beide",),
    thanks=(r"bedankt|dank (?:u|je)(?: wel)?|dankjewel|dankuwel|hartelijk dank",),
    polite=(
        r"(?:hartelijk |heel erg |alvast )?(?:bedankt|dank)(?: (?:u|je))?(?: wel)?(?: voor (?:\w+["
        r" ,]*){1,6})?",
        r"dankjewel|dankuwel|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|beste|hallo|ontvangen"
        r"|goed|prima|erg",
    ),
    question=(
        r"wat|hoe|wanneer|waar|welke|wie|waarom|hoeveel|kunt u|kan|kun je|kunnen|is het mogelijk|heeft u",
    ),
    courtesy=(r"hoe gaat het(?: \w+){0,3}|alles goed(?: \w+){0,2}|is dat (?:goed|akkoord|mogelijk)",),
    request=(r"(?:graag|wilt u|kunt u) (?:\w+ ){0,4}(?:sturen|bellen|laten weten|maken|opsturen)",),
    wish=(r"(?:ik|wij|we) (?:zoek|zoeken|willen|wil|zouden|zou) (?:\w+ )?(?:graag|een)",),
    call=(r"(?:bel|belt u) (?:mij|me|ons)(?: terug)?|terugbellen|afspraak maken",),
    urgent=(r"dringend|spoed|zo (?:snel|spoedig) mogelijk|met spoed",),
    not_urgent=(r"(?:niet|geen) (?:\w+ )?(?:dringend|haast|spoed)",),
    complaint=(r"teleurgesteld|ontevreden|onacceptabel|klacht|schandalig",),
    promise=(rf"(?:ik|wij|we) (?:stuur|sturen|bel|bellen|zal|zullen|kom|komen) {_TO_END}",),
    on_condition=(r"(?:als|zodra|wanneer|indien) (?:u|je|ik|we|wij|het)",),
    wait=(
        rf"(?:niet|geen|nog niet) (?:\w+ ){{0,2}}{_NOW}|{_NOW} (?:\w+ ){{0,3}}(?:niet|geen|niets)",
        r"nog niet|(?:misschien|liever|wat|iets) later|op een later moment|later (?:weer|nog eens)"
        r"|uitstellen|uitgesteld",
        r"te vroeg|wachten (?:\w+ )?tot|niet voor (?:januari|februari|maart|april|mei|juni|juli|augustus"
        r"|september|oktober|november|december|volgend)",
    ),
    contact=(
        r"(?:bel|mail|benader|contacteer|neem|meld)\b[^.!?\n]{0,40}\b(?:weer|opnieuw|nog eens|contact)"
        r"|kom(?:en)? (?:\w+ ){0,3}op terug",
    ),
    absence=(r"op vakantie|met verlof|afwezig",),
    perhaps=(r"misschien|wellicht|mogelijk|waarschijnlijk|liever",),
    afterwards=(r"daarna|dan",),
    not_waiting=(r"nog niet(?:s)? (?:\w+ )?(?:ontvangen|gehoord|gekregen)|tot later|vroeg of laat",),
    deadline=(r"(?:voor|uiterlijk|tegen)(?: (?:de|het|op))?",),
    not_a_deadline=(r"(?:niet|geen|niets)\b[^.!?\n]{0,40}\bvoor|vakantie|afwezig|wachten",),
)
