"""What somebody asks of us, apart from what the foot of their mail offers its readers. Pure.

Companies put "Newsletter abonnieren | Newsletter abmelden" below every mail they write: that is their list,
not ours. Below a sign-off only a request in the first person counts, above it all but links and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.mail.sentences import is_farewell, is_signature, says_something
from worker.mail.text import any_of, fold

_WRAPPED = 55  # characters; a program that wraps lines leaves them longer than this
_MARK = re.compile(r"[ \t]{0,9}(?:--? ?|—|[_=*]{3,80})[ \t]{0,9}")
# "Thanks." may also open the next request; only a name below it makes it the end.
_THANKS = any_of(r"\W{0,3}(?:(?:many |vielen |besten |herzlichen |muchas )?(?:thank|dank|merci|gracias))")
_CONTACT = any_of(
    r"\W{0,3}(?:tel(?:efon|ephone|éfono|efono|efoon)?|fon|phone|mobile?|handy|portable|móvil|t|m)\b[.:\s]{1,4}"
    r"[+(\d]",
    r"\W{0,3}(?:https?://|www\.)\S{1,300}\s*$",
    r"\W{0,3}\+?\d[\d ()/.-]{7,25}\s*$",
)
_SEPARATED = re.compile(r"\S\s{0,3}[|·•]\s{0,3}\S")
_LINK = re.compile(r"https?://|www\.")
_FIRST_PERSON = (
    r"(?<![\w'])(?:i|i'm|i'd|me|my|mine|ich|mich|mir|meine?[rmns]?|je|moi|mon|ma|mes|me|m'\w+|yo|mi|mis|darme"
    r"|darnos|d[ée]nme|deme|dame|quiero|deseo|queremos|deseamos|solicito|ik|mij|mijn|io|mio|mia)(?!\w)|-moi\b"
)
_PLEASE = (
    r"(?<!\w)(?:please|pls|bitte|merci de|veuillez|s'il vous pla[iî]t|svp|por favor|graag|gelieve"
    r"|alstublieft)(?!\w)"
)
_ASKS_FOR_THEMSELVES = re.compile(f"{_FIRST_PERSON}|{_PLEASE}")
_ASKS_FOR_THEMSELVES_BELOW = re.compile(
    rf"{_FIRST_PERSON}|{_PLEASE}[^.!?|]{{0,60}}(?<!\w)(?:us|uns|nous|nos|ons)(?!\w)"
)
# To the reader: "wenn Sie keine E-Mails mehr erhalten möchten, klicken Sie hier".
_IF_YOU = (
    r"(?<!\w)(?:(?:wenn|falls|sollten|möchten|wollen) (?:sie|du|ihr) (?!mich|mir|uns )|if you|should you"
    r"|do you|si (?:vous|usted|ya no|no) |(?:als|indien|wilt) (?:u|je) |se (?:non )?(?:desider|vuo)\w+"
    r"|to (?:opt|unsub|stop|be)|um sich|zum (?:abmelden|abbestellen)|pour (?:vous|se|ne plus)|para (?:darse"
    r"|dejar|cancelar|no )|per (?:non|cancellar))"
)
_CLICK = (
    r"(?:klicken sie|klick(?:e|t)? (?:hier|auf)|click|cliquez|cliquer|haga clic|haz clic|pulse|pinche|klik"
    r"|clicca|antworten sie|reply|respond|répondez|responda|https?://|www\.)"
)
_LEADS_AWAY = rf"(?:{_CLICK}|(?<!\w)(?:link|lien|enlace|here|hier|ici|aquí|qui)(?!\w))"
# A sentence, which may run over the end of one line.
_WITHIN = r"(?:(?!\n\s*\n)[^.!?]){0,240}?"
_OFFER = re.compile(
    rf"{_IF_YOU}{_WITHIN}{_LEADS_AWAY}[^.!?\n]{{0,80}}|{_CLICK}{_WITHIN}{_IF_YOU}[^.!?\n]{{0,120}}"
)


def without_offers(text: str) -> str:
    """The text, letter for letter, with what only offers its readers to leave a list blanked out."""
    kept = list(_OFFER.sub(lambda found: re.sub(r"\S", " ", found[0]), fold(text)))
    end = end_of_words(text)
    for start, stop in _lines(text):
        line = fold(text[start:stop])
        asks = (_ASKS_FOR_THEMSELVES_BELOW if start >= end else _ASKS_FOR_THEMSELVES).search(line)
        if not asks and (start >= end or _SEPARATED.search(line) or _LINK.search(line)):
            kept[start:stop] = " " * (stop - start)
    return "".join(kept)


def end_of_words(text: str) -> int:
    """Where the writer's own words end: at a sign-off or what tells how to reach them, else at the end."""
    said, position = False, 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if said and (_MARK.fullmatch(line) or _CONTACT.match(line) or _signs_off(line, lines[number + 1 :])):
            return position
        said = said or says_something(line)
        position += len(line) + 1
    return len(text)


def _signs_off(line: str, below: list[str]) -> bool:
    """Whether it is "Kind regards" or "Gruß, Anna"; thanks need a name below them."""
    bare = line.strip()
    if not 0 < len(bare) <= 60:
        return False
    words = bare.split()
    with_name = any(is_farewell(" ".join(words[:-n])) and _is_name(words[-n:]) for n in (1, 2) if words[n:])
    if not (is_farewell(bare) or with_name):
        return False
    return (
        with_name or not _THANKS.match(bare) or _is_name(next((rest for rest in below if rest), "").split())
    )


def _is_name(words: list[str]) -> bool:
    return bool(words) and is_signature(" ".join(words)) and all(word[:1].isupper() for word in words)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; those that a program has wrapped are one."""
    start = position = 0
    for line in text.split("\n"):
        position += len(line) + 1
        if len(line) < _WRAPPED:
            yield start, position - 1
            start = position
    if start < len(text):
        yield start, len(text)
