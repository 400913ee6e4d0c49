"""The words that name nothing to do, in English and German: tables for `vague`, which reads them.

WHEN says only when; FILLER carries no action in a sentence that may still have one; EMPTY are the
follow-ups that follow nothing up, and their kin. "Check the permit" is fine: "permit" stands nowhere here.
Words stand here with ae, oe, ue and ss; a `*` behind a German stem stands for the ending of a verb.
"""

from __future__ import annotations

WHEN = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec today tomorrow tonight yesterday morning noon afternoon evening night
    weekend now soon sooner later asap early late day days daily week weeks weekly month months quarter year
    years hour hours minute minutes h min mins am pm a.m p.m o'clock oclock next this last end mid middle
    start beginning by until till before after at on in from to within every around about due eod eow eom
    cob holiday holidays vacation christmas easter summer autumn winter q1 q2 q3 q4 shortly eventually
    sometime someday anytime immediately promptly quickly quick straight away montag dienstag mittwoch
    donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so januar februar maerz mai juni juli
    oktober dezember okt dez heute morgen uebermorgen gestern frueh frueher mittag mittags nachmittag
    nachmittags abend abends vormittag vormittags wochenende bald spaeter tag tage tagen woche wochen monat
    monate monaten quartal jahr jahre jahres stunde stunden minuten uhr naechste naechsten naechster
    naechstes naechstem kommende kommenden kommender diese dieser dieses diesen ende anfang mitte bis vor
    nach um im ab gegen spaetestens zeitnah umgehend demnaechst sofort gleich schnell schnellstmoeglich
    baldmoeglichst rasch alsbald unverzueglich ferien urlaub ostern weihnachten sommer herbst kw jetzt
"""

FILLER = """
    aus round ggf evtl professionally carefully a an the i i'll i'm ill i've we we'll we're me my us our you
    your he she they it it's its him her his them their that that's there these those here is are was be
    been am will would shall should can could may might must need needs needed have has had just then also
    and or but for of with without w up off out over into onto as if any some all more most other than no
    not don't didn't when where what what's who which how why whether because since while so too very really
    still yet already again once maybe perhaps possible possibly necessary required appropriate suitable
    accordingly please pls plz thanks thank ok okay yes yeah sure great fine good well hi hello dear time
    times whenever one two three four five six couple few several both another bit lot little zwei drei vier
    paar beide anderen andere whatever wherever someone somebody anyone everyone everything anything
    something mr mrs ms miss dr hopefully properly appropriately through per team sales colleague colleagues
    office boss zeit zeiten kollege kollegen kollegin sir madam guy lady man woman gentleman people let
    let's lets gonna wanna want wants like own self der die das den dem des dass ein eine einen einer eines
    ich wir du er sie es ihn ihm ihr ihre ihren ihnen mich mir dich uns unser unsere euch sich und oder aber
    fuer von mit ohne zu zum zur bei beim auf in noch mal einmal nochmal nochmals erneut wieder dann wenn
    falls ob wie wer wo warum sobald moeglich moeglichst ist sind war wird werde werden wurde wuerde worden
    soll sollte muss muessen musste kann koennen darf moechte bitte danke ja nein nicht kein keine keinen
    gut gern gerne hallo irgendwann eventuell vielleicht mehr alles alle auch nur schon erst doch einfach
    kurz herr herrn frau familie dame darum daran drum dran davon dazu damit hier da haben hat habe lassen
"""

EMPTY = """
    ditto etc interesting hot new treat ensure involve uebernehm* ausstehend* steht stehen probier*
    versuch* anfrag* klar vergess* merk* erinner* erinnerung setz* pfleg* kundenpflege
    (drauf|drueber)(zu|ge)?schau* follow followup follow-up fup check check-in recheck doublecheck double
    single handle deal take care sort see look view read thread chain above below attached history mail
    e-mail email message reply respond response answer get back touch base contact reach ping poke nudge
    bump chase update do did done stuff thing action step lead inquiry enquiry request customer client
    prospect person buyer tbd tba tbc todo to-do wip wait monitor keep eye watch track tracking remind
    reminder think thought work proceed process manage pending nothing none n/a na xx xxx revisit try go
    open continue resume ongoing progress circle loop catch sync connect reconnect engage nurture liaise
    coordinate discuss discussed review assess evaluate consider examine investigate resolve solve figure
    help support assist attend serve write happen happens situation status state matter issue problem
    concern case topic item task point subject detail info information note notes opportunity conversation
    communication hear stay remain tuned radar ball court ear touched top side part make same usual urgent
    urgently important priority asap fyi blah bla foo bar asdf dunno idea unsure unknown unclear move await
    feedback give provide assign agreed remember forget require finish complete rolling put internal
    internally discussion proactive moving ahead along drive push advance whatever way needful attention
    responsibility ownership nach(zu|ge)?fass* nach(zu|ge)?hak* nach(zu|ge)?frag* nach(zu|ge)?geh*
    nach(zu|ge)?schau* nachsehen fass* hak* meld* gemeld* zurueck(zu|ge)?meld* rueckmeld* kuemmer*
    gekuemmert (be)?arbeit* gearbeitet erledig* schau* (an|rein|durch)(zu|ge)?schau* gesch(au|aut) guck*
    (an|rein)(zu|ge)?guck* (an|durch|nach|ein)?(zu)?sehen sehe seh sieht siehe (durch)?lesen sicht*
    (ueber|nach)?pruef* geprueft check* gecheckt (be)?antwort* geantwortet reagier* kontaktier* kontakt
    aufnehm* aufzunehmen nehmen nimm nehme (an)?schreib* (an)?geschrieben (dran)?bleib* geblieben halt*
    behalt* auge abwart* wart* gewartet beobacht* (weiter)?verfolg* weitermach* weiter(zu|ge)?geh*
    weiterarbeit* (ueber)?leg* nachdenk* denk* klaer* (ab)?(zu)?klaer* geklaert (ab)?geklaert regel*
    geregelt besprech* besprochen bespricht abstimm* koordinier* angeh* anpack* betreu* unterstuetz* helf*
    hilf* handel* mach* gemacht tun tu tue geh* gib* geb* gegeben nachricht verlauf oben unten sache sachen
    etwas anfrage kunde kunden kundin interessent interessenten interessentin weiter schritt schritte offen
    zurueckkommen zurueck hinterher stand sachstand thema angelegenheit vorgang fall anliegen ding dinge
    punkt punkte infos details dringend wichtig nachfassmail einhol* eingeholt immer wiedervorlage blick
    intern weitere weiteres weiteren vorgehen nichts gelegenheit moeglichkeit gehabt ahnung weiss
    rueckmeldung rueckantwort kontaktperson laufend laeuft irgendwas irgendwie define further planned revert
    qualify wvl wv standard procedure right away abfrag* abgefrag*
"""

# Said as a whole, and then nothing is left; "connect her with the installer" is not among them.
IDIOMS = (
    r"decide (?:on it |this )?(?:later|soon|what to do|what'?s next|then|next week|tomorrow)",
    r"find (?:out )?(?:more|a solution|the solution|time|what to do)",
    r"fix (?:it|this|that)(?=\W|$)",
    r"close the loop",
    r"^\W*(?:(?:make|do|the|a) )*follow[- ]?up call\W*$|^\W*call (?:\w+ )?to follow[- ]?up\W*$",
    r"^\W*(?:and |und )?(?:send|schicken|senden)(?: it| this| es)?\W*$",
    r"nachfass-?(?:mail|e-?mail|nachricht) (?:schicken|senden|schreiben|verschicken)",
    r"address (?:it|this|that|the (?:issue|matter|request|concern)s?)",
    r"(?:put |keep |is |leave )?on hold",
    r"(?:park|pause|leave) (?:it|this|that|for now)(?: for now)?",
    r"play (?:it )?by ear",
    r"(?:make a )?plan (?:ahead|(?:the )?next steps?)|make a plan",
    r"(?:high|top|low|medium) prio(?:rity)?",
    r"for your information",
    r"back burner",
    r"(?:move|push|bring|take|drive|carry) (?:it |this |that |things )?forward",
    r"(?:schedule|plan|set|make|do|create|add)(?: up)? (?:an? |the )?(?:quick )?(?:follow[- ]?up|reminder)",
    r"find out what(?:'s| is) (?:going on|happening|up)",
    r"ask (?:her |him |them )?(?:for (?:an? )?(?:update|feedback|news)|how (?:it|things) (?:is|are|go)\w*)",
    r"talk about (?:it|this|that)",
    r"sit tight",
    r"^\W*hold(?: off| on)?\W*$",
    r"jump on (?:it|this)",
    r"warm (?:her|him|them|the lead|the customer) up|warm up (?:the )?(?:lead|customer|client)",
    r"build (?:a |the )?relationships?",
    r"bei bedarf",
    r"com(?:e|es|ing) back",
    r"send (?:her |him |them |out )?(?:an? |another )?(?:quick |short )?"
    r"(?:follow[- ]?up|e-?mail|mail|message|reminder|update|something|info(?:rmation)?)"
    r"(?: e-?mail| mail| message)?",
    r"get (?:a )?hold of",
    r"(?:give|drop) (?:her |him |them )?a (?:shout|line|note|message|mail)",
    r"(?:see|wait|hear) (?:what|if|whether|how|until)\s+(?:she|he|they|it)?\s*"
    r"(?:say|repl|respond|answer|think|go|react|want|come)\w*",
    r"ask around",
    r"keep (?:her|him|them|(?:the )?customers?|(?:the )?clients?) happy",
    r"to be (?:decided|confirmed|continued|determined|defined|advised|agreed)",
    r"on (?:my|the|our) (?:to-?do )?(?:list|desk|plate|agenda|radar)",
    r"to-?do list",
    r"(?:keep|bear) in mind",
    r"put (?:it |this )?(?:on ice|aside)",
    r"let it (?:rest|be)",
    r"carry on",
    r"in angriff",
    r"mal (?:sehen|schauen|gucken)",
    r"am ball",
    r"keep (?:it |her |him |them |things )?warm",
    r"keep (?:me |us )?posted",
    r"hop on (?:it|this)",
    r"pick (?:it|this|that) up|pick up (?:the )?(?:thread|conversation)",
    r"give (?:it|this|her|him|them) (?:a )?(?:thought|look|try|think)",
    r"speak soon|talk soon|talk later",
    r"nächste[nrs]? schritte? (?:gehen|machen|planen|überlegen)",
)
