"""Which language a text is written in, from its commonest words and its letters. Pure.

A library was weighed: py3langid is as right on whole mails and no better on three words, and brings numpy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# Words nobody writes a mail without; one that two languages share stands in both.
_WORDS = {
    "en": "the and you for is are would what how please thanks thank hello hi with have can your we my this "
    "of to it do does i at be that not but if when could will there about just from any our us me an "
    "was has been next later sorry dear regards best sounds yes works no stop send call maybe perhaps "
    "now great",
    "de": "und ich sie wir ist das die der den dem ein eine einen für mit nicht bitte danke hallo haben "
    "können uns auf zu es im von guten tag was kostet ihr ihre ihnen geehrte grüße viele kein keine "
    "noch auch über wie dass aber mir mich oder bei nach am zum zur sehr vielen dank gerne gern "
    "später nächste nächstes nächsten jahr woche wieder ja nein leider mal schon erst werden wird "
    "sind wäre passt gut sich eventuell vielleicht melden hat",
    "fr": "je vous nous le la les et est une un pour avec bonjour merci votre des dans que pas pouvez du au "
    "aux ce cette qui sur mais plus très oui non ne sont avons ai ma mon mes vos notre nos bien "
    "cordialement serait être fait ça cela quel quelle combien me moi se si en à l'année prochaine "
    "peut-être plaisir d'accord convient volontiers jeudi lundi mardi mercredi vendredi de bonne "
    "journée encore",
    "es": "el los las una un para con hola gracias usted por que su puede buenos es en me como cuanto "
    "cuánto la lo se del al más muy pero sí no nos le les ya está estamos este esta cuando si mi "
    "nuestro saludo saludos días quisiera favor tal vez año semana viene bien desde hasta antes "
    "después de dos también hay tenemos perfecto queremos necesitamos ahora",
    "it": "il gli una un per con ciao grazie che non sono vorrei può della del di è quanto la le lo si "
    "buongiorno buonasera cordiali saluti anche come mi ci vi alla nel questo questa ma più dal sarò "
    "sono da in e",
    "nl": "het een en ik u wij we voor met niet graag bedankt hallo kunnen van op zijn wat de is dat die te "
    "aan bij ook maar naar nog kan dank vriendelijke groet groeten geachte beste deze dit of om wordt "
    "ben als",
    "pt": "o os as uma um para com olá obrigado obrigada você não que é em do da dos das no na por se mais "
    "muito bom dia boa tarde cumprimentos gostaria está estou como quanto ao à seu sua nos eu mas "
    "quando",
    "pl": "i w na z do nie się jest to że dzień dobry dziękuję proszę czy dla pozdrawiam od o jak za po mam "
    "mogę będę ale państwa pan pani oraz",
    "sv": "och jag är att det en ett på för med inte som vi hej tack av till om har kan vänliga hälsningar "
    "ni du den från så ska åter tillbaka",
    "da": "og jeg er at det en et på for med ikke som vi hej tak af til om har kan venlig hilsen du den fra "
    "så skal tilbage ikke de",
    "nb": "og jeg er at det en et på for med ikke som vi hei takk av til om har kan vennlig hilsen du den "
    "fra så skal tilbake ikke de",
    "fi": "ja on ei että olen hei kiitos se mutta kun voi ole tämä terveisin poissa mukaan sekä tai",
    "cs": "a je v na se že to s z do pro dobrý den děkuji prosím jsem není od po jak za pozdravem jsou budu "
    "ale si",
    "hu": "a az és hogy nem egy is van köszönöm üdvözlettel kedves ez meg el vagyok de kérem",
    "tr": "ve bir bu için merhaba teşekkür ile değil çok ne da de var olarak saygılarımla",
}
# Letters that hardly another of them has.
_LETTERS = {
    "de": "ß", "es": "ñ¿¡", "fr": "œçêû", "pt": "ãõ", "pl": "łżśćąę", "sv": "å", "da": "øå", "nb": "øå",
    "cs": "řěů", "hu": "őű", "tr": "ğışİ", "it": "ìò", "fi": "ä",
}  # fmt: skip
_READ = 4_000  # characters are enough for a guess
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _turned(table: dict[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, keys in table.items():
        for key in dict.fromkeys(keys):
            found[key] = (*found.get(key, ()), language)
    return found


_OF_WORD = _turned({language: words.split() for language, words in _WORDS.items()})
_OF_LETTER = _turned(dict(_LETTERS))


def guess(text: str) -> str:
    """The ISO 639-1 code of the likeliest language; English where nothing speaks for another."""
    scores = _scores(text)
    return max(scores, key=lambda language: (scores[language], language == "en"), default="en")


def spoken(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the `known` languages that the text may be written in; all of them where it is too short."""
    scores = _scores(text)
    best = max(scores.values(), default=0)
    if best < 4:
        return known
    return tuple(language for language in known if 2 * scores.get(language, 0) >= best) or known


# Of one mail the same sentences are asked about by several readers.
@lru_cache(maxsize=512)
def _scores(text: str) -> dict[str, int]:
    # Addresses and links are no words of any language.
    read = " ".join(word for word in text[:_READ].lower().split() if "@" not in word and "://" not in word)
    scores: dict[str, int] = {}
    for word in _WORD.findall(read):
        for language in _OF_WORD.get(word, ()):
            scores[language] = scores.get(language, 0) + 1
    for letter in _OF_LETTER.keys() & set(read):
        for language in _OF_LETTER[letter]:
            scores[language] = scores.get(language, 0) + 1
    return scores
