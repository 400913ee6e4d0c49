"""Amounts as people write them: money, sizes, weights, people and pieces, in four languages. Pure.

Data and one pattern for facts.py. A number counts with the word it counts, never alone.
"""

from __future__ import annotations

import re

from worker.mail.text import fold

_NUMBER = r"\d{1,3}(?:[.,' \u202f\xa0]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,3})?"
_RANGE = rf"(?:{_NUMBER})(?:\s?(?:-|–|to|bis|à|a|y|or|oder|ou|o)\s?(?:{_NUMBER}))?"
_TIMES = rf"(?:{_NUMBER})(?:\s?(?:x|×|\*|by|mal|auf|sur|par|por)\s?(?:{_NUMBER})){{1,2}}"
_WORDS = (
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|a dozen|zwei|drei|vier|fünf|sechs|sieben|acht"
    r"|neun|zehn|zwölf"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|doce"
)
_CURRENCY = r"€|£|\$|eur|usd|gbp|chf"
_CURRENCIES = rf"{_CURRENCY}|euros?|dollars?|pounds?|francs?|franken|dólares|libras|quid|pesos"
_THOUSANDS = r"(?:k|tsd\.?|mio\.?|million(?:en|s)?|thousand|mille|mil|millones)"

_UNITS = (
    # Sizes and weights.
    r"m2|m²|m3|m³|qm|sqm|sq\.? ?m|sq\.? ?ft|ft2|square (?:feet|foot|metres?|meters?)|quadratmeter|kubikmeter",
    r"mètres? carrés?|metros cuadrados|mètres? cubes?|metros cúbicos|hectares?|hektar|acres?",
    r"mm|cm|dm|km|metres?|meters?|mètres?|metros?|meter|feet|foot|ft|inch(?:es)?|yards?|zoll|m",
    r"kg|kilos?|tonnes?|tonnen?|toneladas?|tons?|lbs?|gramm?s?|litres?|liters?|liter|litros?|kwp?|kwh|mw",
    r"kva|watt?s?|gb|tb",
    # People.
    r"people|persons?|guests?|attendees|participants|employees|staff|colleagues|users?|seats?|licen[cs]es?",
    r"pax|adults|children|kids",
    r"personen|leute|gäste|teilnehmer(?:innen)?|mitarbeiter(?:innen)?|nutzer|benutzer|plätze|lizenzen",
    r"kinder|erwachsene",
    r"personnes|invités|participants|employés|salariés|utilisateurs|places|convives|enfants|adultes",
    r"personas|invitados|asistentes|empleados|usuarios|plazas|licencias|comensales|niños|adultos",
    # Things counted.
    r"pieces?|pcs|units?|items?|boxes|pallets?|copies|sets?|pairs?|rooms?|bedrooms?|floors?|nights?|hours?",
    r"pages?",
    r"stück|stk|exemplare?|kartons?|paletten?|zimmer|räume|etagen|stockwerke|nächte|stunden|seiten|fenster",
    r"türen",
    r"pièces?|unités?|exemplaires?|cartons?|palettes?|chambres?|étages?|nuits?|heures?|fenêtres?|portes?",
    r"unidades?|piezas?|cajas?|palés|habitaciones|plantas|noches|horas?|páginas?|ventanas?|puertas?",
)
_UNIT = "|".join(_UNITS)
# Spans of time are no amounts, and a date's day counts no months.
_NOT_COUNTED = (
    r"(?:days?|weeks?|months?|years?|minutes?|seconds?|times?|tagen?|tage|wochen?|monaten?|jahren?|jahre"
    r"|uhr|minuten"
    r"|jours|semaines|mois|années?|ans|días?|semanas?|meses|años?|minutos|euros?|dollars?|pounds?|francs?"
    r"|francos"
    r"|works?|suits?|fits?|looks?|sounds?|seems?|passen|klappen|gehen|please|thanks|gracias|after|weekdays?"
    r"|others|autres|otros|otras|als|bis|euch|was|has|is|years|tomas|millones|of|de)"
)
_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|okt|nov|dec|dez|mai|mär|janv|févr|avr|juin|juil|août|déc"
    r"|ene|abr|ago|dic|lun|mar|mer|jeu|ven|mon|tue|wed|thu|fri|sat|sun)"
)

# Most lines count nothing.
_COUNTS = re.compile(rf"\d|(?<!\w)(?:{_WORDS})(?!\w)")
_NO_PLURAL = (
    r"(?:plus|minus|moins|alors|dans|sans|sous|vers|dès|très|nous|vous|puis|jamais|toujours|mais|depuis"
    r"|entonces|además|antes|después|menos|más|atrás|nosotros|ustedes|this|thus|always|perhaps|yes|does"
    r"|across|besides|towards|works|it's|bitte)"
)
# A calendar year, or the number of a week.
_NO_COUNT = r"(?<!week )(?<!woche )(?<!kw )(?<!semaine )(?<!semana )(?<!settimana )(?!20[2-4]\d )"

_AMOUNT = re.compile(
    # What begins otherwise is no amount, which spares the rest of the pattern.
    r"(?=[\d€£$a-zéü])(?<![^\W_])"
    rf"(?:(?:{_CURRENCY})\s?(?:{_RANGE})(?:\s?{_THOUSANDS}(?!\w))?"
    rf"|(?<![\w.,+])(?:{_RANGE})\s?(?:{_THOUSANDS}\s)?\s?(?:{_CURRENCIES})(?!\w)"
    rf"|(?<![\w.,+])(?:{_RANGE})k(?!\w)"
    rf"|(?<![\w.,+])(?:{_TIMES}|{_RANGE}|(?<!\w)(?:{_WORDS}))\s?(?:{_UNIT})(?!\w)"
    # A number and the plural it counts: "120 camisetas", "3 Fenster".
    rf"|(?<![\w.,:+/-]){_NO_COUNT}\d{{1,6}} (?!{_NOT_COUNTED}(?!\w)|{_NO_PLURAL}(?!\w)|{_MONTHS})"
    r"(?P<plural>[^\W\d_]{3,20}(?:s|en|er))(?!\w))"
)


_HOUSE_NUMBER = re.compile(r"\d{1,4} ?[a-z]?\s?[,|·/]$", re.IGNORECASE)


def amounts(line: str) -> list[str]:
    """The amounts of a line as they are written, each with its unit."""
    folded = fold(line)
    if not _COUNTS.search(folded):
        return []
    return [
        line[slice(*found.span())].strip()
        for found in _AMOUNT.finditer(folded)
        if not _is_verb(line[slice(*found.span("plural"))]) and not _is_postcode(line, found)
    ]


def _is_postcode(line: str, found: re.Match[str]) -> bool:
    """Whether it is a town behind its postcode: "28195 Bremen", "Weg 3, 5400 Baden"."""
    number = found.group().partition(" ")[0]
    if found["plural"] is None or len(number) not in (4, 5) or not line[found.start("plural")].isupper():
        return False
    if _HOUSE_NUMBER.search(line[: found.start()].rstrip()):
        return True
    alone = found.group() == fold(line.strip())
    # Who counts that many things counts them in hundreds.
    return len(number) == 5 and (number.startswith("0") or not number.endswith("00" if not alone else "000"))


def _is_verb(plural: str) -> bool:
    """Whether what ends like a German or Dutch plural begins like a verb: "50 langskomen", "7 wieder"."""
    return plural.endswith(("en", "er")) and plural[0].islower()
