"""The names of days, months, seasons, numbers and spans in six languages: what day_forms.py is built of.

Data. Readers look a word up here, whatever its language; words are lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from worker import quiet, week


class Span(StrEnum):
    """What a number of days is counted in, and what "next" or "end of" may be followed by."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half year"
    YEAR = "year"


# French, Spanish, Italian, Dutch; English and German are those of the configuration.
_WEEKDAYS = (
    "lundi lunes lunedì lunedi maandag",
    "mardi martes martedì martedi dinsdag",
    "mercredi miércoles miercoles mercoledì mercoledi woensdag",
    "jeudi jueves giovedì giovedi donderdag",
    "vendredi viernes venerdì venerdi vrijdag",
    "samedi sábado sabado sabato zaterdag sonnabend",
    "dimanche domingo domenica zondag",
)
_MONTHS = (
    "janvier janv enero ene gennaio januari",
    "février fevrier févr fév febrero febbraio februari",
    "mars marzo maart",
    "avril avr abril abr aprile",
    "mayo maggio mei",
    "juin junio giugno",
    "juillet juil julio luglio",
    "août aout agosto ago augustus",
    "septembre septiembre setiembre settembre",
    "octobre octubre ottobre",
    "novembre noviembre",
    "décembre decembre déc diciembre dicembre dic",
)
_NUMBERS = {
    1: "a an one ein eine einem einer einen un une uno una",
    2: "two zwei couple par deux dos due twee",
    3: "three drei few paar trois tres tre drie quelques unos unas algunos algunas",
    4: "four vier quatre cuatro quattro",
    5: "five fünf cinq cinco cinque vijf",
    6: "six sechs seis sei zes",
    7: "seven sieben sept siete sette zeven",
    8: "eight acht huit ocho otto",
    9: "nine neun neuf nueve nove negen",
    10: "ten zehn dix diez dieci tien",
    11: "eleven elf onze once undici",
    12: "twelve zwölf douze doce dodici twaalf",
    15: "fifteen fünfzehn quinze quince quindici",
}
_SEASONS = {
    3: "spring frühling frühjahr printemps primavera",
    6: "summer sommer sommerferien été verano",
    9: "autumn fall herbst automne otoño otono rentrée rentree",
    12: "winter hiver invierno",
}
_ORDINALS = {
    1: "first erstes ersten premier primer",
    2: "second zweites zweiten deuxième deuxieme second segundo",
    3: "third drittes dritten troisième troisieme tercer",
    4: "fourth last viertes vierten letzten quatrième quatrieme dernier cuarto último ultimo",
}
_SPANS = {
    Span.DAY: "day days tag tage tagen jour jours día días dia dias",
    Span.WEEK: "week weeks woche wochen semaine semaines semana semanas",
    Span.FORTNIGHT: "fortnight quinzaine quincena",
    Span.MONTH: "month months monat monate monaten monats monates mois mes meses",
    Span.QUARTER: "quarter quarters quartal quartale quartals quartales trimestre trimestres",
    Span.HALF_YEAR: "semester halbjahr semestre",
    Span.YEAR: "year years jahr jahre jahren jahres jahrs an ans année annee années año años",
}
_NEAR = {
    0: "today heute aujourd'hui hoy",
    1: "tomorrow morgen demain mañana manana",
    2: "übermorgen uebermorgen après-demain",
}


def _by_word(table: Mapping[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


MONTHS = quiet.MONTHS | _by_word(dict(enumerate(_MONTHS, start=1)))
WEEKDAYS = week.WEEKDAYS | _by_word(dict(enumerate(_WEEKDAYS)))
NUMBERS = _by_word(_NUMBERS)
VAGUE = frozenset(["few", "paar", "quelques", "unos", "unas", "algunos", "algunas"])
SEASONS = _by_word(_SEASONS)
ORDINALS = _by_word(_ORDINALS)
SPANS = {word: span for span, words in _SPANS.items() for word in words.split()}
NEAR = _by_word(_NEAR)


def one_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
