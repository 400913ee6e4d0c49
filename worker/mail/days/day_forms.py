"""The forms in which people name days: "end of July", "in zwei Wochen", "la semaine prochaine".

Data for day_words.py, by language; each form stands beside the reader that knows what it means. Texts are
matched in lower case. At a place the first form that fits wins, so the longer ones come first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from worker.mail.days import day_readers as read
from worker.mail.days.day_names import MONTHS, NUMBERS, ORDINALS, SEASONS, SPANS, WEEKDAYS, one_of
from worker.mail.days.day_readers import Stretch

Reader = Callable[[re.Match[str], date], Stretch]
Form = tuple[str, Reader]

_MONTH = rf"(?P<month>{one_of(MONTHS)})"
# Two-letter weekdays are words of their own ("so", "do"): when.py writes them out before asking. "Mon" is
# also French for "my".
_NAMED_DAYS = one_of(name for name in WEEKDAYS if len(name) > 3)
_SHORT_DAYS = one_of(name for name in WEEKDAYS if len(name) == 3)
_SHORT_DAY = rf"{_SHORT_DAYS}\b\.?(?!\s+(?!at\b|or\b|and\b|the\b|[ap]m\b|morning|afternoon)[^\W\d])"
_SAID_BEFORE = (
    rf"(?:(?:{_NAMED_DAYS}|{_SHORT_DAYS}\b\.?),?\s+(?:the\s+|den\s+|dem\s+|le\s+|el\s+)?(?:día\s+)?)?"
)
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>20\d\d))?"
_NUMBER = rf"(?:\d{{1,3}}|{one_of(NUMBERS)})"
_SPAN = rf"(?P<span>{one_of(SPANS)})\b"
_SEASON = rf"(?P<season>{one_of(SEASONS)})"
_ORDINAL = rf"(?P<word>{one_of(ORDINALS)})"
_TO = rf"(?:\s*(?:-|–|to|or|bis|oder|à|ou|a|o)\s*(?P<upper>{_NUMBER}))?"

_COMING = r"(?:next|the coming|the following|coming)"
_KOMMEND = r"(?:nächste[nrsm]?|naechste[nrsm]?|kommende[nrsm]?)"

ANYWHERE: tuple[Form, ...] = (
    (r"20\d\d-\d\d-\d\d", read.iso),
    (
        rf"{_SAID_BEFORE}{_DAY}\.\s?(?P<month>\d{{1,2}})(?:\.(?:\s?(?P<year>20\d\d|\d\d))?)?"
        r"(?![\d:])(?!\s*(?:uhr|h\b|%|€))",
        read.dotted,
    ),
    (rf"{_SAID_BEFORE}{_DAY}/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])", read.slashed),
    (
        rf"(?:(?:the|le|el|den|dem)\s+)?{_SAID_BEFORE}{_DAY}(?:st|nd|rd|th|er|º|\.)?\s*(?:of\s+|de\s+)?"
        rf"{_MONTH}\b\.?{_YEAR}",
        read.named,
    ),
    (rf"{_SAID_BEFORE}{_MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?(?![\d:]){_YEAR}", read.named),
    (r"(?:in |en |au )?[qt](?P<number>[1-4])(?:[ /](?P<year>20\d\d))?", read.quarter),
)

ENGLISH: tuple[Form, ...] = (
    (
        r"(?:(?:the |at the |by the )?end of (?:the |this )?|late |later this )"
        rf"(?P<coming>{_COMING} )?(?:(?P<span>week|month|quarter|year)|{_MONTH}\b{_YEAR})",
        read.end,
    ),
    (rf"(?:mid[- ]?|(?:the )?middle of ){_MONTH}\b{_YEAR}", read.middle),
    (r"(?P<second>week after next|the week after)", read.week),
    (rf"(?:the )?not this {_SPAN}", read.following),
    (rf"not (?:\w+ ){{0,2}}this {_SPAN}", read.following),
    (rf"(?:(?:early|beginning of|start of) )?(?:the )?{_COMING} (?P<span>week|month|year)", read.following),
    (r"(?:calendar week|week) (?P<week>\d{1,2})", read.numbered_week),
    (r"(?:early |early in )?(?:in )?the new (?P<span>year)", read.following),
    (rf"(?:the )?(?:{_ORDINAL}|(?P<number>[1-4])(?:st|nd|rd|th)|{_COMING}) quarter", read.quarter),
    (
        rf"in (?:about |around |roughly |another |say )?(?:a |the next )?(?P<number>{_NUMBER})?{_TO}"
        rf"\s*(?:of |more )?(?:{_SPAN}|(?P<half>half (?:a )?year))",
        read.ahead,
    ),
    (rf"(?:another )?(?P<number>{_NUMBER})\s+(?:of )?{_SPAN} (?:from (?:now|today)|later)", read.ahead),
    (
        rf"(?:(?P<after>after) |over |during |until )?(?:(?:in|the|this|next|late|early) ){{1,3}}{_SEASON}\b",
        read.season,
    ),
    (r"(?:after|over) the weekend", read.weekend),
    (
        r"(?:in|until|till|before|by|from|since|during|early(?: in)?|start of|(?:the )?beginning of"
        rf"|(?P<after>after)|around)\s+(?:the )?(?:(?:start|beginning) of )?{_MONTH}\b"
        rf"(?!\.?\s*\d{{1,2}}\b(?!\d)){_YEAR}",
        read.named_month,
    ),
    (
        rf"(?P<weekday>{_NAMED_DAYS}|{_SHORT_DAYS}\b\.?),?\s+(?:of\s+)?next\s+week\b"
        rf"|next\s+week\s+(?:on\s+)?(?P<its_day>{_NAMED_DAYS}|{_SHORT_DAYS}\b\.?)",
        read.weekday_next_week,
    ),
    (rf"(?:(?P<next>next)\s+)?(?P<weekday>{_NAMED_DAYS}|{_SHORT_DAY})s?", read.weekday),
    (r"(?P<second>(?:the )?day after tomorrow)|tomorrow|today", read.near),
    (rf"the {_DAY}(?:st|nd|rd|th)(?!\s?\d)", read.numbered_day),
)

GERMAN: tuple[Form, ...] = (
    (
        rf"(?:zum )?ende (?:des |der |diese[sr] )?(?P<coming>{_KOMMEND} )?"
        rf"(?:(?P<span>woche|monate?s|quartale?s|jahre?s)|{_MONTH}\b{_YEAR})",
        read.end,
    ),
    (r"(?P<span>monat|jahr|woche|quartal)(?:s|es|n)?ende", read.end),
    (rf"mitte {_MONTH}\b{_YEAR}", read.middle),
    (r"(?P<second>übernächste[nr]? woche|uebernaechste[nr]? woche)", read.week),
    (
        rf"(?:(?:diese[snmr]?|in diesem|in dieser) {_SPAN} (?:\w+ ){{0,5}})(?:nicht|nichts|kein\w{{0,2}})\b",
        read.following,
    ),
    (rf"nicht (?:mehr )?(?:in )?diese[smnr]? {_SPAN}", read.following),
    (rf"(?:anfang |beginn )?(?:des |der )?{_KOMMEND} (?P<span>woche|monate?s?|jahre?s?)", read.following),
    (r"(?:kw|kalenderwoche)\s?(?P<week>\d{1,2})", read.numbered_week),
    (r"(?:im |anfang des )?neue[ns] (?P<span>jahre?s?)", read.following),
    (rf"(?:{_ORDINAL}|(?P<number>[1-4])\.|{_KOMMEND}) quartals?", read.quarter),
    (
        rf"in (?:etwa |ca\. |rund |circa )?(?:ein )?(?P<number>{_NUMBER})?{_TO}\s*"
        rf"(?:{_SPAN}|(?P<half>halben jahr))",
        read.ahead,
    ),
    (
        r"(?:(?P<after>nach) |bis |ab |über )?"
        r"(?:(?:im|zum|den|dem|diesen|dieses|nächste[ns]|kommende[ns]|auf|spät|früh) ?){1,3}"
        rf"{_SEASON}\b",
        read.season,
    ),
    (rf"(?:nach den|(?P<after>nach) den) {_SEASON}\b", read.season),
    (r"(?:nach dem|übers) wochenende", read.weekend),
    (
        r"(?:im|bis|ab|vor|anfang|seit|gegen|von|(?P<after>nach))\s+(?:zum |in den )?(?:anfang )?"
        rf"{_MONTH}\b(?!\.?\s*\d{{1,2}}\b(?!\d)){_YEAR}",
        read.named_month,
    ),
    (
        rf"(?P<weekday>{_NAMED_DAYS}|{_SHORT_DAYS}\b\.?),?\s+(?:in\s+der\s+)?{_KOMMEND}\s+woche\b"
        rf"|{_KOMMEND}\s+woche\s+(?:am\s+)?(?P<its_day>{_NAMED_DAYS}|{_SHORT_DAYS}\b\.?)",
        read.weekday_next_week,
    ),
    (
        rf"(?:(?P<next>nächste[nrsm]?|naechste[nrsm]?)\s+)?(?P<weekday>{_NAMED_DAYS}|{_SHORT_DAY})s?",
        read.weekday,
    ),
    (r"übermorgen|uebermorgen|(?<!guten )morgen|heute", read.near),
    (rf"(?:dem|den|am|zum) {_DAY}\.(?!\s?\d)", read.numbered_day),
)

FRENCH: tuple[Form, ...] = (
    (
        r"(?:(?:à|en|vers|pour|d'ici) )?(?:la )?fin (?:de la |de l'|de |du |d')?"
        rf"(?:(?P<span>semaine|mois|trimestre|année|an)(?P<coming> prochaine?)?|{_MONTH}\b{_YEAR})",
        read.end,
    ),
    (rf"(?:à la |vers la )?(?:mi[- ]|milieu ){_MONTH}\b{_YEAR}", read.middle),
    (rf"pas (?:\w+ ){{0,2}}(?:cette|ce|cet) {_SPAN}", read.following),
    (
        r"(?:(?:en |au )?début (?:de |du |de l')?)?(?:la |le |l')?"
        r"(?P<span>semaine|mois|année|an) (?:prochaine?|suivante?|d'après)",
        read.following,
    ),
    (r"(?:début |en début d'|la nouvelle )(?P<span>année)(?! dernière)", read.following),
    (
        rf"(?:au )?(?:{_ORDINAL}|(?P<number>[1-4])(?:er|e|ème)|prochain) trimestre|trimestre prochain",
        read.quarter,
    ),
    (
        rf"(?:dans|d'ici|sous|d'ici à) (?:environ |à peu près |encore )?(?P<number>{_NUMBER})?{_TO}"
        rf"\s*(?:{_SPAN})",
        read.ahead,
    ),
    (
        r"(?:(?P<after>après) )?(?:(?:au|en|cet|cette|le|la|à la) |à l'|l'|les vacances d'|les congés d')"
        rf"{_SEASON}\b",
        read.season,
    ),
    (r"après le week-?end", read.weekend),
    (
        r"(?:en|d'ici|avant|jusqu'en|jusqu'à|jusqu'au mois de|dès|à partir de|courant|pour|depuis|début"
        rf"|au mois de|(?P<after>après)|vers)\s+(?:début |le mois de )?{_MONTH}\b{_YEAR}",
        read.named_month,
    ),
    (rf"(?:au mois |début |courant |à partir |dès le mois ){{1,2}}d'{_MONTH}\b{_YEAR}", read.named_month),
    (rf"(?P<weekday>{_NAMED_DAYS})(?P<next> prochain| en huit)?", read.weekday),
    (r"après-demain|demain|aujourd'hui", read.near),
    (rf"(?:le|au) {_DAY}(?=\s*(?:[.,;!?)]|$)|\s+(?:au|à|pour|et|ou|prochain)\b)", read.numbered_day),
)

SPANISH: tuple[Form, ...] = (
    (
        r"(?:(?:a|para|hasta|hacia) )?(?:el )?(?:finales|fines|final|fin) (?:de |del )?(?:este |esta |la )?"
        rf"(?:próxim[oa] )?(?:(?P<span>semana|mes|trimestre|año)|{_MONTH}\b{_YEAR})(?P<coming> que viene)?",
        read.end,
    ),
    (rf"(?:a )?mediados de {_MONTH}\b{_YEAR}", read.middle),
    (rf"(?:ya )?no (?:\w+ ){{0,2}}est[ea] {_SPAN}", read.following),
    (rf"(?:en )?est[ea] {_SPAN} (?:ya )?no\b", read.following),
    (
        r"(?:(?:a )?(?:principios|comienzos|inicios) de(?:l)? )?(?:la |el )?"
        r"(?:próxim[oa] (?P<span>semana|mes|año))",
        read.following,
    ),
    (
        r"(?:(?:a )?(?:principios|comienzos|inicios) de(?:l)? )?(?:la |el )?"
        r"(?P<span>semana|mes|año) (?:que viene|próxim[oa]|siguiente|entrante)",
        read.following,
    ),
    (r"(?:a principios de |el |en el )?(?P<span>año) nuevo|(?:a )?principios de año", read.following),
    (rf"(?:en |al )?(?:el )?(?:{_ORDINAL}|próximo) trimestre", read.quarter),
    (
        rf"(?:dentro de|en|de aquí a) (?:un (?=par))?(?P<number>{_NUMBER})?(?: de)?{_TO}\s*(?:{_SPAN})",
        read.ahead,
    ),
    (
        rf"(?:(?P<after>después|tras|pasado) )?(?:(?:en|el|la|este|esta|del|de la|próxim[oa]) ?){{1,2}}"
        rf"{_SEASON}\b",
        read.season,
    ),
    (rf"en {_SEASON}\b", read.season),
    (r"después del fin de semana", read.weekend),
    (
        r"(?:en|hasta|antes de|desde|a partir de|para|durante|hacia|(?:a )?principios de"
        rf"|(?P<after>después de|tras|pasado))\s+(?:el mes de )?{_MONTH}\b{_YEAR}",
        read.named_month,
    ),
    (rf"(?P<soon>próximo )?(?P<weekday>{_NAMED_DAYS})(?P<coming> que viene| próximo)?", read.weekday),
    (r"(?P<second>pasado mañana)|(?<!la )(?<!esta )mañana|hoy", read.near),
    (rf"el (?:día )?{_DAY}(?=\s*(?:[.,;!?)]|$)|\s+(?:a|por|y|o)\b)", read.numbered_day),
)

# Read only in a phrase that is nothing but a day: in running text "may" is more often a verb.
BARE: tuple[Form, ...] = (
    (rf"{_MONTH}\.?{_YEAR}", read.named_month),
    (rf"(?P<number>{_NUMBER})\s+(?:of )?{_SPAN}", read.ahead),
    (_SEASON, read.season),
    (rf"{_SAID_BEFORE}{_DAY}(?:st|nd|rd|th)", read.numbered_day),
)

# A language's forms are tried only where one of these words stands: most sentences name no day at all.
_NAMES = frozenset(MONTHS) | {name for name in WEEKDAYS if len(name) > 2} | frozenset(SEASONS)
HEADS = (
    _NAMES
    | frozenset(SPANS)
    | frozenset(
        [
            "tomorrow",
            "today",
            "weekend",
            "morgen",
            "heute",
            "übermorgen",
            "uebermorgen",
            "wochenende",
            "monatsende",
            "jahresende",
            "wochenende",
            "quartalsende",
            "kw",
            "kalenderwoche",
            "prochain",
            "demain",
            "après",
            "aujourd",
            "mañana",
            "manana",
            "hoy",
        ]
    )
)
