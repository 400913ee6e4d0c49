"""The words beside a date in an automatic reply: which is the day they are back, which the end of being away.

Data for away.py: English, German, French, Spanish, Italian, Dutch, and what Portuguese shares with them.
"""

from __future__ import annotations

import re

from worker.mail.text import any_of

# Between such a word and its date may stand where they are back, and small words.
_LINK = (
    r"(?:\s+(?:on|from|by|in|as of|again|the|office|at|work|to|my|desk|only|returning|starting"
    r"|am|ab|vom|zum|den|dem|der|wieder|erst|im|büro|persönlich|voraussichtlich|für|sie|ihnen|zur|verfügung"
    r"|its|our|doors|ses|nos|portes|sus|nuestras|puertas|le|sue|nostre|porte|deuren"
    r"|le|au|à|partir|du|de|la|dès|bureau|joignable|disponible|nouveau"
    r"|el|del|a|desde|oficina|trabajo|al|día|dia|próximo"
    r"|il|dal|da|in|ufficio|sede|operativ[oi]|giorno|prossimo"
    r"|op|vanaf|kantoor|weer|aanwezig|bereikbaar|de|het|em|no))*\W*$"
)
BACK_BEFORE = any_of(
    r"back|return(?:ing|s)?|available|reachable|resum(?:e|es|ing)|re-?open(?:s|ing)?",
    r"wieder|zurück|ab|rückkehr|zurückkehren|wiedereröffnung",
    r"(?:de )?retour|reviens|revenons|reviendr(?:ai|ons)|rentr(?:e|erai|erons)"
    r"|(?:joignable|disponible)s?|à partir|dès|rouvr(?:e|ons|ent|ira|irons|iront)|réouverture|reprise",
    r"v(?:uelvo|olveré|olvemos|olveremos|uelta)|regres(?:o|aré|aremos|amos)|disponibles?|a partir"
    r"|reincorpor(?:o|aré)|retomaré|re-?abr(?:e|en|imos|irá|irán|iremos)|reapertura|abr(?:irá|iremos|imos)",
    r"rientr(?:o|erò|eremo|iamo)|torn(?:o|erò|eremo|iamo)|ritorn(?:o|erò)|disponibil[ei]|a partire"
    r"|riapr(?:e|iamo|iremo|irà|ono|iranno)|riapertura|riaper(?:to|ti|ta)",
    r"terug|vanaf|weer|terugkeer|bereikbaar|aanwezig|herop(?:ent|enen|ening)",
    r"volto|voltarei|retorn(?:o|arei)|regresso|regressarei",
    before=r"(?<!\w)",
    after=_LINK,
)
BACK_AFTER = any_of(
    r"(?:an\s+)?(?:(?:bin|sind|stehe|stehen|werde) (?:ich|wir) )?(?:\w+ ){0,3}?(?:wieder|zurück)",
    r"(?:je (?:serai|suis)|nous (?:serons|sommes)) (?:\w+ ){0,2}?(?:de retour|à nouveau|joignable)",
    r"(?:estaré|estaremos|estoy) (?:\w+ ){0,2}?(?:de vuelta|de regreso|disponible)",
    r"(?:sarò|saremo|sono) (?:\w+ ){0,2}?(?:di ritorno|di nuovo|in ufficio|disponibil)",
    r"(?:(?:ben|zijn) (?:ik|wij|we) )?(?:\w+ ){0,3}?(?:weer|terug)"
    r"|(?:ben|zijn) (?:ik|wij|we) (?:\w+ ){0,3}?bereikbaar"
    r"|(?:i|we) (?:am|will be|are|'ll be) back",
    before=r"^\W*",
    after=r"\w*",
)
_INCLUDED = (
    r"(?:and )?including|inclusive|einschließlich|einschliesslich|einschl\.?|inklusive|inkl\.?|und mit"
    r"|en met|y incluid[oa]"
)
UNTIL_BEFORE = re.compile(
    r"(?<!\w)(?:until|till|til|through|thru|up to|to|and|bis|jusqu['’]à|jusqu['’]au|au|et|hasta|al?|fino"
    r"|sino|tot|t/m|en|até|ao)"
    rf"(?:\s+(?:{_INCLUDED}|zum|the|on|am|and|le|el|al|il|la|en|a))*\W*$|[-–]\s*$",
    re.IGNORECASE,
)
# The day itself is still a day away.
INCLUDING = re.compile(
    rf"(?:(?<!\w)(?:{_INCLUDED})\W*(?:the |zum )?|(?<!\w)(?:through|thru|t/m)\s+)$", re.IGNORECASE
)
INCLUDED_AFTER = re.compile(
    rf"^\W*(?:{_INCLUDED}|inclus(?:ivement)?|compris|incluid[oa]|incluso|compreso|inclus[oa])(?!\w)",
    re.IGNORECASE,
)
UNTIL_HEAD = re.compile(r"(?:until|till|bis|jusqu'|hasta|fino|tot)(?!\w)", re.IGNORECASE)
TODAY = frozenset({"today", "heute", "aujourd'hui", "hoy", "oggi", "vandaag"})
AWAY_TODAY = any_of(
    r"\b(?:out|away|unavailable|abwesend|nicht (?:im büro|erreichbar|da)|absente?|fuera|ausente"
    r"|assente|afwezig)\b"
)
# The first day of being away.
FROM = any_of(
    r"(?<!\w)(?:from|as of|starting|ab|vom|von|à partir du?|dès|du|desde|del?|a partir del?|dal"
    r"|a partire dal?|vanaf|van)"
    r"(?:\s+(?:the|dem|den|le|el|il))?\W*$"
)
