"""A small guess at the language of a text, from its commonest words. Pure."""

from __future__ import annotations

import re

_WORDS = {
    "en": "the and you for is are would what how please thanks hello with have can your we my this of to it "
    "do does i at be",
    "de": "und ich sie wir ist das die der den ein eine für mit nicht bitte danke hallo haben können uns auf "
    "zu es im von guten tag was kostet ihr ihre geehrte grüße viele kein noch auch über wie",
    "fr": "je vous nous le la les et est une pour avec bonjour merci votre des dans que pas pouvez",
    "es": "el los las una para con hola gracias usted por que su puede buenos es en me como cuanto",
    "it": "il gli una per con ciao grazie che non sono vorrei può della buongiorno di è quanto",
    "nl": "het een en ik u wij voor met niet graag bedankt hallo kunnen van op zijn wat de",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_READ = 4_000  # characters are enough for a guess


def guess(text: str) -> str:
    """The ISO 639-1 code of the likeliest language; English where nothing speaks for another."""
    # Addresses and links are no words of any language.
    words = re.findall(r"[^\W\d_]+", re.sub(r"\S*(?:@|://)\S*", " ", text[:_READ]).lower())
    scores = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] else "en"
