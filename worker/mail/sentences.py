"""The sentences of a mail as its writer meant them: greeting, farewell and signature told apart. Pure.

Lines that a mail program has wrapped belong together; a short line, a list item and an empty line end one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_READ = 20_000  # characters
_MOST = 400  # sentences
_WRAPPED = 55  # characters; a program that wraps lines leaves them longer than this
_BREAK = re.compile(
    r"(?<=[.!?…؟])[\"”’')]{0,2}\s+(?=[¿¡\"„“«(]{0,2}[^\W_])"
    # Chinese and Japanese set no space behind a full stop.
    r"|(?<=[。！？])[」』）”]{0,2}\s*(?=[^\s」』）”。！？])"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nr|nos|approx|ca|etc|e\.g|i\.e|incl|inkl|zzgl|ggf|evtl|bzw"
    r"|z\.\s?b|d\.\s?h|u\.\s?a|usw"
    r"|str|tel|abs|max|min|mind|vs|sr|sra|srta|av|avda|núm|aprox|env|réf|m|mme|[a-zäöü]|\d{1,2})\.$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s{0,8}(?:[-*•–]|\d{1,2}[.)])\s+")
_NAME = r"[^.?!,;:\n]{0,60}"
_GREETING = re.compile(
    r"(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|day|afternoon|evening)|hallo|guten (?:tag"
    r"|morgen|abend)|moin(?: moin)?"
    r"|servus|grüß (?:gott|dich|euch)|grüezi|sehr geehrte[rs]?|liebe[rs]?|werte[rs]?|bonjour|bonsoir"
    r"|salut|madame|monsieur|chers?|chère"
    r"|hola|buen(?:os|as)(?: (?:días|tardes|noches))?|estimad[oa]s?|querid[oa]s?|muy señor(?:es)? (?:mío"
    r"|míos)|ciao|buongiorno|dag|beste"
    rf"|to whom it may concern|all|team|folks)\b{_NAME}"
    # 田中様、; 王先生您好; お世話になっております。
    r"|[^.?!,;:\n、。，！？]{1,40}(?:様|さま|さん|殿|御中|各位|您好|你好)|(?:您好|你好|こんにちは|こんばんは)"
    r"|(?:いつも|大変)?お世話になって(?:おり|い)ます",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?:kind|best|warm|many|with kind|with best)? ?(?:regards|wishes)|best|cheers|sincerely"
    r"|yours(?: \w+)?|all the best|take care"
    r"|(?:many )?thanks(?: (?:again|in advance|so much|a lot|a million))?|thank you(?: (?:very much"
    r"|so much|in advance|again|for your (?:time|help)))?"
    r"|(?:i |we )?(?:look(?:ing)? forward to)\b[^?]{0,80}|hope to hear\b[^?]{0,40}|speak soon|talk soon"
    r"|have a (?:nice|good|great)[^?]{0,30}"
    r"|mit (?:freundlich|best|herzlich|lieb|sonnig)\w{0,3} gr[uü]ß\w{0,2}|(?:viele|beste|liebe|schöne"
    r"|herzliche|freundliche) grüße|gruß|mfg|lg|vg"
    r"|(?:vielen|besten|herzlichen)? ?dank(?:e)?(?: (?:im voraus|schon mal|vorab|für ihre (?:mühe"
    r"|hilfe)))?|(?:ich |wir )?freue[n]? (?:mich|uns) auf\b[^?]{0,60}"
    r"|(?:どうぞ)?(?:よろしく|宜しく)お願い(?:いた|致)?します|敬具|以上|此致|谢谢|謝謝|(?:ありがとう|有難う)ございます"
    r"|schönen (?:tag|abend)[^?]{0,20}|cordialement|bien (?:à vous|cordialement)|(?:sincères|meilleures"
    r"|cordiales) salutations|salutations[^?]{0,30}"
    r"|merci(?: (?:d'avance|par avance|beaucoup|bien|de votre (?:aide|retour|réponse)))?"
    r"|(?:très )?bonne (?:journée|soirée|fin de [^?]{0,20})|dans l'attente\b[^?]{0,60}"
    r"|(?:un (?:cordial )?)?saludos?(?: cordiales?)?|atentamente|(?:muchas )?gracias(?: (?:de antemano"
    r"|por adelantado|por su (?:tiempo|ayuda)))?|un abrazo"
    r"|quedo (?:a la espera|atent[oa])[^?]{0,40}|à bientôt|bis (?:bald|dann)|hasta pronto)",
    re.IGNORECASE,
)
_EDGE = " \t,.;:!-–—*_，。！：、"
# A name or two and no full stop, alone at the end.
_SIGNATURE = re.compile(r"(?:[^\W\d_][\w.'’-]*\s?){1,3}")


# One mail is read for what it asks, for its gist and for every text that quotes it.
@lru_cache(maxsize=16)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each on one line, a greeting at the head of one taken off."""
    found: list[str] = []
    for paragraph in _paragraphs(text[:_READ]):
        found += _cut(paragraph)
        if len(found) > _MOST:
            break
    shorn = (_without_greeting(sentence) for sentence in found[:_MOST])
    return tuple(line[0].upper() + line[1:] for line in shorn if line.strip(_EDGE))


def says_something(sentence: str) -> bool:
    """Whether a sentence is more than a greeting, a farewell, a courtesy or an item's mark."""
    bare = sentence.strip(_EDGE)
    return bool(bare) and not (_GREETING.fullmatch(bare) or _FAREWELL.fullmatch(bare))


def is_farewell(line: str) -> bool:
    """Whether a line is nothing but "Kind regards," or "Mit freundlichen Grüßen"."""
    return bool(_FAREWELL.fullmatch(line.strip(_EDGE)))


def is_signature(sentence: str) -> bool:
    """Whether a last line may be nothing but the writer's name."""
    return bool(_SIGNATURE.fullmatch(sentence.strip(_EDGE)))


def _paragraphs(text: str) -> list[str]:
    """The lines that belong together, each on one line."""
    joined: list[str] = []
    grows = False
    for line in text.split("\n"):
        plain = " ".join(line.split())
        if not plain:
            grows = False
            continue
        if grows and not _ITEM.match(line):
            joined[-1] += f" {plain}"
        else:
            joined.append(plain)
        grows = len(plain) >= _WRAPPED
    return joined


def _cut(paragraph: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for found in _BREAK.finditer(paragraph):
        piece = paragraph[start : found.start()]
        # "bis zum 20.6. ein Angebot": the stop belongs to the date.
        dated = piece[-2:-1].isdigit() and paragraph[found.end()].islower()
        if dated or _ABBREVIATED.search(piece[-12:]):
            continue
        pieces.append(paragraph[start : found.end()].strip())
        start = found.end()
    return [*pieces, paragraph[start:].strip()]


def _without_greeting(sentence: str) -> str:
    """The sentence without the "Hi Jamie," it begins with."""
    found = _GREETING.match(sentence)
    if not found or found.end() >= len(sentence) or sentence[found.end()] not in ",!.:;-–—，。！：、":
        return sentence
    return sentence[found.end() :].lstrip(_EDGE) or sentence
