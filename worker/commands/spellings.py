"""How people spell the words of the table, in English and German; " | " stands between two spellings.

Case, punctuation, hyphens, apostrophes and written-out umlauts need no rows: `lines.phrase` sees to them.
A spelling that a customer might be told ("back", "next") is made safe by the form of its word.
"""

from __future__ import annotations

from worker.commands.words import Verb

_SPELLINGS: dict[Verb, tuple[str, ...]] = {
    Verb.ACCEPT: (
        "accept | accepted | ok | okay | k | yes | yep | yeah | sure | mine | it's mine | it is mine",
        "i'll take it | i take it | i will take it | taking it | i take this one | on it | i'm on it",
        "i can take it | i'll handle it | i got this | i am on it | will do",
        "got it | 👍 | 👍👍 | +1 | :+1: | ✅ | ✔",
        "akzeptieren | akzeptiere | akzeptiert | annehmen | angenommen | ja | jawohl | jep | gerne",
        "gern | nehme ich | nehm ich | ich nehme ihn | ich nehme sie | ich nehme es | ich nehme das",
        "ich nehms | mache ich | mach ich | ich mache das | ich mach das | ich mach's | übernehme ich",
        "ich übernehme | wird gemacht | meins | meiner",
        "passt | geht klar | klar | na klar | in ordnung | einverstanden | sehr gerne | jo | jup",
    ),
    Verb.DECLINE: (
        "decline | declined | no | nope | pass | not mine | can't | cannot | i can't",
        "ablehnen | abgelehnt | ich lehne ab | nein | nee | nö | nicht meins | nicht meiner",
        "ich kann nicht | leider nein | leider nicht | kann nicht | kann ich nicht | geht nicht",
        "not for me | nicht für mich",
        # A reason alone says no.
        "not my area | not my field | not my topic | busy | i'm busy | i am busy | too busy | conflict",
        "no time | i'm away | i am away | on holiday | i'm on holiday | on vacation",
        "nicht mein gebiet | nicht mein bereich | nicht mein thema | keine zeit | leider keine zeit",
        "im urlaub | ich bin im urlaub | zu viel zu tun",
    ),
    Verb.NOT_ME: (
        "not me | it wasn't me | wasn't me | that wasn't me | it was not me",
        "nicht ich | ich nicht | war ich nicht | ich war es nicht | ich war's nicht",
        "das war ich nicht",
    ),
    Verb.SEND: (
        "send | send it | send this | send the draft | send draft | send as is | send it as it is",
        "senden | sende | sende es | absenden | abschicken | schick ab | schick es ab | schicken",
        "so senden",
    ),
    Verb.SEND_NOW: (
        "send now | send it now | send this now | send right now",
        "jetzt senden | sofort senden | senden jetzt | jetzt abschicken | sofort abschicken",
    ),
    Verb.SEND_TEXT: ("send", "senden | sende | absenden | abschicken | schicken"),
    Verb.SKIP: (
        "skip | skip it | skip this | skip this one | skip this step | skip that",
        "überspringen | überspringe | auslassen | weglassen | diesmal nicht",
    ),
    Verb.SNOOZE: ("snooze | snoozed", "zurückstellen | wiedervorlage | schlummern"),
    Verb.LATER: ("later", "später"),
    Verb.STOP: (
        "stop | stop it | stop cadence | stop the cadence",
        "stopp | stoppen | anhalten | aufhören",
    ),
    Verb.NEXT: (
        "next | next action | next step",
        "weiter | nächster schritt | als nächstes | nächste aktion",
    ),
    Verb.WAITING: ("waiting", "warte | warten"),
    Verb.SENT: (
        "sent | sent it | already sent | i sent it | answered",
        "geschickt | gesendet | verschickt | schon geschickt | habe ich geschickt | beantwortet",
    ),
    Verb.REPLIED: (
        "replied | she replied | he replied | they replied",
        "hat geantwortet | geantwortet | sie hat geantwortet | er hat geantwortet",
    ),
    Verb.CALLED: ("called | i called | rang | phoned", "angerufen | habe angerufen | telefoniert | anruf"),
    Verb.BOOKED: (
        "booked | book | booked a call | booked a visit | booked call | booked visit | call booked",
        "visit booked",
        "gebucht | termin | termin vereinbart | vereinbart",
    ),
    Verb.SHOWED: (
        "showed | showed up | she showed up | he showed up | they showed up | shown",
        "erschienen | ist erschienen | war da | sie war da | er war da",
    ),
    Verb.NO_SHOW: (
        "she didn't show up | he didn't show up | they didn't show up | didn't come | did not come",
        "she did not show up | he did not show up | they did not show up",
        "no show | noshow | didn't show | did not show | didn't show up | did not show up",
        "sie kam nicht | er kam nicht | nicht erschienen | nicht gekommen | kam nicht | war nicht da",
    ),
    Verb.STAGE: ("stage | stage to", "stufe | phase"),
    Verb.HANDOFF: (
        "handoff | handoff to | hand off | hand off to | hand over | hand over to | handover",
        "handover to",
        "übergabe | übergabe an | übergeben an | übergeben | übergebe an | abgeben an | weitergeben an",
    ),
    Verb.NOTE: ("note | notes", "notiz | vermerk | merken"),
    Verb.CLOSE: (
        "close | closed | close it | close lead | close this lead",
        "schließen | geschlossen | abschließen | schließe",
    ),
    Verb.NOT_A_LEAD: (
        "not a lead | not lead | no lead | this is not a lead | isn't a lead | not an inquiry",
        "kein lead | ist kein lead | das ist kein lead | keine anfrage",
    ),
    Verb.LEAD: ("lead | a lead", "doch ein lead"),
    Verb.OFFER: ("offer | offer it", "anbieten"),
    Verb.SPLIT: ("split", "trennen | aufteilen"),
    Verb.MERGE: ("merge | merge with | merge it with", "zusammenführen | zusammenführen mit"),
    Verb.UNMERGE: ("unmerge", "wieder trennen"),
    Verb.RESEND: (
        "resend | resend it | send again | send it again",
        "erneut senden | nochmal senden | noch einmal senden",
    ),
    Verb.MAIL_IT: ("mail it | mail this", "mail es | so mailen"),
    Verb.UNDO: (
        "undo | undo it | undo that | undo this | take it back | take that back",
        "rückgängig | rückgängig machen | zurücknehmen | nimm es zurück",
    ),
    Verb.NEW: ("new | new lead", "neu | neuer lead"),
    Verb.LIST: ("list | my list | my leads | list my leads", "liste | meine liste | meine leads"),
    Verb.WHO: ("who | who has | who owns", "wer | wer hat"),
    Verb.AWAY: (
        "away | i'm away | i am away | out | on leave | vacation | holiday",
        "abwesend | urlaub | weg | bin weg | nicht da",
    ),
    Verb.BACK: (
        "back | i'm back | i am back | back again",
        "zurück | bin zurück | ich bin zurück | wieder da | bin wieder da",
    ),
    Verb.FORCE: ("force", "zuweisen | erzwingen"),
    Verb.STANDARD: ("standard | set standard", "standard auf"),
    Verb.ACKS_RELEASE: ("acks release | release acks",),
    Verb.HELP: ("help | ? | commands", "hilfe | befehle"),
}

SPELLINGS: dict[Verb, tuple[str, ...]] = {
    verb: tuple(spelling for row in rows for spelling in row.split(" | "))
    for verb, rows in _SPELLINGS.items()
}
