"""Whether the words of a next action say what to do (rules, section 1). Pure; English and German.

What is left of "follow up with Ana by Friday" when the name, the date and the filler are gone is nothing
that somebody else could do. `next_action` and the commands ask here before they store a person's words.
"""

from __future__ import annotations

import re
from collections.abc import Collection

# Words that say when. They are taken away first: "Thursday 12:00" names no action.
_WHEN = """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec today tomorrow tonight yesterday morning noon afternoon evening
    night weekend now soon later asap early late day days week weeks month months quarter year years
    hour hours minute minutes h min am pm a.m p.m o'clock next this last end by until till before after
    at on in from to within every around about due eod eow montag dienstag mittwoch donnerstag freitag
    samstag sonnabend sonntag mo di mi do fr sa so januar februar märz mai juni juli oktober dezember
    heute morgen übermorgen gestern früh mittag mittags nachmittag abend abends vormittag wochenende
    bald später tag tage tagen woche wochen monat monate monaten jahr jahre stunde stunden uhr nächste
    nächsten nächster nächstes diese dieser dieses ende bis vor nach am um im ab gegen spätestens
    zeitnah
"""

# Words that carry no action by themselves, in a sentence that may still have one.
_FILLER = """
    a an the i i'll i'm ill we we'll me my us our you your he she they it its it's him her his them
    their that there here is are was be been will would shall should can could may might must need needs
    have has just then also and or but for of with again up out off over into as if any some all more
    not no when where please pls thanks thank ok okay yes yeah sure great fine hi hello dear maybe
    perhaps possible possibly necessary needed required time times whenever once der die das den dem ein
    eine einen einer ich wir du er sie es ihn ihm ihr ihre mich mir uns unser und oder aber für von mit
    zu zum zur bei an auf in noch mal einmal nochmal wieder dann wenn falls möglich ist sind wird werde
    werden wurde soll muss kann bitte danke ja gut gern gerne hallo irgendwann eventuell
"""

# The follow-ups that follow nothing up. "Check the permit" is fine: "permit" is none of these.
_VAGUE = """
    follow followup following follow-up follows check checking check-in recheck handle handling deal
    dealing take taking care sort see seeing look looking view read thread threads above below mail
    mails email emails message reply replying respond responding response answer answering get getting
    back touch base contact contacting reach reaching ping pinging update updates do doing something
    stuff thing things action actions step steps lead leads inquiry enquiry customer client prospect
    person tbd tba todo to-do wait waiting monitor monitoring keep keeping eye watch watching remind
    reminder think thinking work working continue proceed process pending nothing none n/a na xxx
    revisit whatever someone somebody try done go going on open nachfassen nachhaken nachfragen melden
    kümmern bearbeiten erledigen schauen nachsehen prüfen überprüfen antworten beantworten antwort
    reagieren rückmeldung mail mails nachricht kontaktieren kontakt dranbleiben abwarten warten
    beobachten siehe verlauf oben unten sache etwas anfrage kunde kunden kundin machen tun weiter
    weitermachen nächster schritt offen zurückkommen hinterher
"""

_SAY_NOTHING = frozenset(f"{_WHEN} {_FILLER} {_VAGUE}".split())

# A capital after one of these is somebody's name, whoever it is: "follow up with Ana".
_SOMEBODY = re.compile(
    r"\b(with|to|from|bei|an|mit)((?: (?:Mr|Mrs|Ms|Herrn?|Frau)\.?)?(?: [A-ZÄÖÜ][\w'-]+){1,3})"
)
_TOKEN = re.compile(r"[^\W_](?:[\w'’./:+-]*[^\W_])?")
_DAY_OR_HOUR = re.compile(r"\d[\d:.,/-]*(st|nd|rd|th|h|m|am|pm|uhr)?$")


def is_vague(text: str, names: Collection[str] = ()) -> bool:
    """Say whether `text` names nothing to do.

    `names` are the people of the lead and the owners; with dates and filler they are taken away first.
    What is left must hold one word that is not "follow up", "check later", "handle this" or their kin.
    """
    for name in names:
        for part in [name, *name.split()]:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?:'s|’s)?(?!\w)", " ", text, flags=re.IGNORECASE)
    text = _SOMEBODY.sub(r"\1", text)
    tokens = (token.casefold().replace("’", "'") for token in _TOKEN.findall(text))
    return not any(_says_something(token) for token in tokens)


def _says_something(token: str) -> bool:
    if token in _SAY_NOTHING or _DAY_OR_HOUR.match(token):
        return False
    return any(letter.isalpha() for letter in token)
