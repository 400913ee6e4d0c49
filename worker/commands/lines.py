"""The lines of a reply before anybody looks for commands: greetings, signatures, numbers, references.

`grammar` walks over the `visible` lines to where they `end` and asks `addressed` whom one is about. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

_UMLAUTS = {
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
    "'": "['’`´]?",
    " ": r"[\s-]+",
}
# Skin tones and the mark that asks for a coloured glyph: "👍🏽" is "👍".
_GLYPH_MARKS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")

_NUMBER = re.compile(r"(?:no\.?\s*|nr\.?\s*|#)?(\d{1,3})\s*(?:[.):,]|-(?=\s)|(?=\s))\s*(?=\S)", re.IGNORECASE)
_REF = re.compile(r"[\[(]?(L-\d+)[\])]?\s*[:,.]?\s*", re.IGNORECASE)

_NAMELESS = r"keepwarm|team|all|both|there|bot|system|everybody|zusammen|alle"
_HELLO = (
    r"(?:hi|hello|hallo|hey|moin|dear|liebe[rs]?|sehr geehrte[rs]?"
    r"|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend))"
)
_GREETING = re.compile(rf"{_HELLO}(?:[ ]+(?:{_NAMELESS}))*\s*(?:[,!.:–-]+\s*|$)", re.IGNORECASE)
_GREETS_SOMEBODY = re.compile(rf"{_HELLO}\s+\w", re.IGNORECASE)
_ONLY_GREETS = re.compile(rf"{_HELLO}[^,.!?:;\n]{{0,40}}[\s,.!:–-]*", re.IGNORECASE)
_NICE = (
    r"(?:thanks(?: a lot| for (?:this|the (?:lead|reminder|heads up)))?|thank you|thx"
    r"|great|perfect|super|cool|nice"
    r"|sorry|danke(?: dir)?|vielen dank|prima|alles klar|alright|all right|right|oh|ah|hm+)"
)
_PLEASANTRY = re.compile(rf"{_NICE}\s*[,!.:;–-]+\s*", re.IGNORECASE)
_ONLY_NICE = re.compile(rf"(?:{_NICE}[\s,!.;]*)+", re.IGNORECASE)
_PLEASE = re.compile(r"(?:please|pls|plz|bitte)[\s,]+(?=\S)", re.IGNORECASE)
_WRAPPED = re.compile(r"^[\s*_`'\"“”„«»•·-]+(?=[\w+👍✅✔?:\[(#])|[*_`\"“”„«»]+(?=[\s,.!:;]|$)")

_SIGNATURE = re.compile(
    r"(?:--|—|__+)\s*$|sent from (?:my|outlook|yahoo|proton|mobile|samsung)"
    r"|get outlook for|gesendet (?:von|mit)"
    r"|von meinem \w+ gesendet|diese nachricht wurde von",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:kind(?:est)?|best|warm|many)?\s*regards|best(?: wishes)?|cheers|thanks|thank you|thx"
    r"|many thanks|yours(?: sincerely)?"
    r"|(?:mit )?(?:viele|beste|liebe|schöne|freundliche|herzliche)[nm]?\s+(?:grüßen?|gruß)"
    r"|gruß|grüße|vg|lg|mfg|danke|br|kr)"
    r"\s*[,.!]*(?:\s+[A-ZÄÖÜ]\w*\.?){0,2}",
    re.IGNORECASE,
)
# A signature in one line: "Jamie Doe | Acme Garden Rooms | Tel 0341 555".
_CARD = re.compile(
    r"(?-i:[A-ZÄÖÜ])[^|\d]*\s\|\s(?:[^|]*\|\s.*|.*(?:\btel|phone|mobil|gmbh|\bltd|@|\d{3}).*)", re.IGNORECASE
)
_GOES_ON = re.compile(r"[a-zäöüß][\w'’-]*\s+\w(?!.*(?:@|www\.|://|\d{4}))")


def phrase(spelling: str) -> re.Pattern[str]:
    """Compile one spelling of the table: any case, umlauts written out or not, hyphens for blanks."""
    pattern = "".join(_UMLAUTS.get(letter, re.escape(letter)) for letter in spelling)
    end = r"(?!\w)" if spelling[-1].isalnum() else ""
    return re.compile(pattern + end, re.IGNORECASE)


def visible(text: str) -> list[str]:
    """Give the lines as a reader sees them, "" for a blank one."""
    return [_visible(raw) for raw in text.splitlines()]


def ends(shown: Sequence[str], index: int, signed: Collection[str], *, own_text: bool) -> bool:
    """Say whether a reply ends at a line: at a signature, or at one of the names `signed`.

    A quoted line ends it as well: words of the mail that was answered are never commands. In own text
    a name whose sentence goes on below it ("Jamie / will call you") is part of the text.
    """
    line = shown[index]
    if is_quoted(line):
        return True
    if not any(shown[:index]):
        return False
    if _SIGNATURE.match(line):
        return True
    below = shown[index + 1] if index + 1 < len(shown) else ""
    names = {name.casefold() for name in signed}
    return line.strip(" ,.!").casefold() in names and not (own_text and _GOES_ON.match(below))


def is_quoted(line: str) -> bool:
    """Say whether `line` is a line of the mail that was answered."""
    return line.startswith(">")


def below_a_quote(shown: Sequence[str], index: int, signed: Collection[str]) -> str:
    """Return the first line of own words below the quoted line at `index`, "" where none stands there."""
    for at in range(index, len(shown)):
        if is_quoted(shown[at]) or not shown[at]:
            continue
        return "" if ends(shown, at, signed, own_text=False) or is_closing(shown[at]) else shown[at]
    return ""


def is_closing(line: str) -> bool:
    """Say whether `line` is how a letter ends; below it no command is continued."""
    return _CLOSING.fullmatch(line) is not None or _CARD.fullmatch(line) is not None


def addressed(line: str) -> tuple[int | None, str | None, str]:
    """Split "2 L-142: later 16:30" into the number in the list, the lead and what is said."""
    said = _WRAPPED.sub("", line).strip()
    number = ref = None
    if matched := _NUMBER.match(said):
        number, said = int(matched[1]), said[matched.end() :]
    if matched := _REF.match(said):
        ref, said = matched[1].upper(), said[matched.end() :]
    return number, ref, said


def is_another_number(line: str, number: int | None) -> bool:
    """Say whether `line`, below an answer to `number`, begins with the number of another item."""
    begins = re.match(r"#?(\d{1,2})(?![\d.,:/])(?:\s|$)", line)
    return number is not None and begins is not None and int(begins[1]) > number


def without_courtesy(said: str) -> str:
    """Drop "Hi," and "Thanks!" and "please" in front of a command."""
    for courtesy in (_GREETING, _PLEASANTRY, _PLEASE):
        said = courtesy.sub("", said, count=1) if courtesy.match(said) else said
    return said


def greets_somebody(line: str) -> bool:
    """Say whether `line` opens a letter to a person: nothing below it is meant for us."""
    return _GREETS_SOMEBODY.match(line) is not None and not is_pleasantry(line)


def only_greets(text: str) -> bool:
    """Say whether `text` is nothing but "Hi Ana,", or nothing at all."""
    return not text.strip() or _ONLY_GREETS.fullmatch(text.strip()) is not None


def is_pleasantry(line: str) -> bool:
    """Say whether `line` is a greeting to nobody in particular, or thanks, and nothing more."""
    greeting = _GREETING.match(line)
    rest = line[greeting.end() :] if greeting else line
    return not rest or _ONLY_NICE.fullmatch(rest) is not None


def _visible(raw: str) -> str:
    """Drop what no reader sees, and the colour of a thumb."""
    composed = unicodedata.normalize("NFC", _GLYPH_MARKS.sub("", raw)).replace("\u00a0", " ")
    return "".join(
        mark for mark in composed if unicodedata.category(mark) not in {"Cf", "Cc"} or mark == "\t"
    ).strip()
