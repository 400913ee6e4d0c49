"""What may follow a word of the table: the test that tells a command from a sentence for the customer.

An owner sometimes believes that a reply reaches Ana. "Send me your postcode", "No problem, see you" and
"Next week works" begin with our words and are none of our commands; done blindly they do harm, asked
back they cost a minute. `grammar` calls `fit` with what stands behind the word. Pure.
"""

from __future__ import annotations

import re

from worker.commands.words import Form

# "please", "thanks" and "it" change nothing: `send it, please`.
_POLITE = re.compile(
    r"(?:[\s,;.!]*\b(?:please|pls|plz|thanks|thank you|thx|cheers|bitte|danke|dankeschön|merci"
    r"|it|this|then|so|done|great)\b)*[\s,;.!)\U0001F600-\U0001F64F🙏👍]*",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?P<mark>:|[,;.!]+|\?+|(?:(?<=\s)-{1,2}|[–—])(?=\s|$)|)\s*(?P<rest>.*)", re.DOTALL)

# A capital Sie is the customer, a small one is her: "ja, rufe sie an".
_YOU = re.compile(
    r"\b(?:[Yy]ou|[Yy]ours?|[Yy]ou're|[Dd]ir|[Dd]ich|[Ee]uch|[Ii]hnen)\b|(?<=\w )(?:Sie|Ihre?[mnrs]?)\b"
)
_WE = re.compile(r"\b(?:we|we're|we'll|wir|uns|unser\w*)\b", re.IGNORECASE)
_THIRD = re.compile(r"\b(?:her|him|them|she|he|they|customer|ihn|ihm|er|sie|ihr|kund\w+)\b")
_THANK_YOU = re.compile(r"\bthank you\b", re.IGNORECASE)

_DECLINE_REASON = re.compile(
    r"(?:busy|full|away|off|sick|ill|out|on (?:leave|holiday|vacation)"
    r"|not (?:my|mine|me|now|today|here)|conflict"
    r"|time|capacity|chance|sorry|thanks|too|spam|duplicate|can'?t|i (?:can|am|have)|i'm"
    r"|keine zeit|keine kapazität|krank|urlaub|im urlaub|voll|nicht|danke|leider|kann|bin|ich"
    r"|geht nicht|zu weit|at the moment|right now|today|tomorrow|(?:this|next) week|until"
    r"|im moment|gerade|heute|morgen|(?:diese|nächste) woche|bis)\b",
    re.IGNORECASE,
)
_END_REASON = re.compile(
    r"(?:as |because )?(?:won|lost|spam|dup(?:licate)?|bought|sold|done|no response|no answer"
    r"|no longer|no need"
    r"|no interest|not (?:a fit|interested|ready|now)|opted out|went with|too expensive"
    r"|out of (?:area|budget)|test"
    r"|gewonnen|verloren|gekauft|kein interesse|keine antwort|passt nicht|doppelt|abgesagt|zu teuer)\b",
    re.IGNORECASE,
)

_DAY = (
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?|may"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)"
    r"|januar|februar|märz|mai|juni|juli|oktober|okt|dezember|dez"
    r"|today|tomorrow|tonight|yesterday|noon|morning|afternoon|evening|now"
    r"|heute|morgen|übermorgen|gestern|vorgestern|mittag|mittags|nachmittag|abend|vormittag|früh|jetzt"
    r"|eod|eow|eom|cob|feierabend|spätestens|latest"
)
_UNIT = (
    r"day|days|week|weeks|month|months|year|quarter|hour|hours|min|mins|minutes|h|d|w|bd"
    r"|tage?n?|wochen?|monate?n?|stunden?"
)
_CLOCK = (
    r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?(?:am|pm|a\.m|p\.m|uhr|h|d|w)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?"
)
_JOINT = (
    r"at|on|in|by|until|till|from|to|the|of|a|next|this|last|end|after|before|for|about|around|just|already|ago|an|til"
    r"|um|am|im|bis|vor|nach|ab|gegen|von|nächste\w*|kommende\w*|diese\w*|ende|anfang|mitte|schon|der|den|uhr|half|past|für"
)
_DATE_TOKEN = rf"(?:{_DAY}|{_UNIT}|{_CLOCK}|q[1-4])"
_WHEN_TOKEN = (
    rf"(?:{_DATE_TOKEN}|{_JOINT}|\d{{1,4}}(?:st|nd|rd|th)?|[a-z]+\s?\d{{1,2}}(?=$)|two|three|four|zwei|drei)"
)
_DATED = re.compile(
    rf"(?:(?:{_JOINT})\s+)*(?:(?:two|three|zwei|drei|\d{{1,4}}(?:st|nd|rd|th)?)\.?\s*)?{_DATE_TOKEN}(?!\w)",
    re.IGNORECASE,
)
# "vom 20.12. bis 3.1.", "1 - 14 Jul": the date behind them tells that these are days.
_DAYS_OF_A_MONTH = re.compile(r"^(?:vom\s+)?(?:\d{1,2}\.?\s*(?:-|–|to|bis)\s*(?=\d{1,2}\b))?", re.IGNORECASE)
_ALL_DATE = re.compile(rf"{_WHEN_TOKEN}(?:[\s,.\-–]+{_WHEN_TOKEN})*[\s.!]*", re.IGNORECASE)

# What ends a plan instead of naming days: `away off`, "Urlaub abgesagt".
CALLED_OFF = re.compile(
    r"(?:is |ist )?(?:off|called off|cancel(?:l?ed)?(?: it)?|not any ?more|after all not|never mind"
    r"|abgesagt|gestrichen|doch nicht|fällt aus)(?:,?\s*(?:thanks|thank you|please|danke|bitte))?[\s.!]*",
    re.IGNORECASE,
)

# Where something takes place stands behind its time, and is no part of it.
PLACE = r"\s+(?=(?:at|in) (?:her|his|their|the|our)\b|bei\b)"
CLOCK = r"\d[:.]\d\d|\d\s*(?:[ap]\.?m|uhr|h)\b|\b(?:at|um) \d|noon|mittag"
BECAUSE = r"\s+(?=(?:because|since|weil|denn)\b)"
# "qualified - budget known": a name, then what is said of it.
_NAME_FIRST = re.compile(r"[^:,]{1,30}?(?:,|\s[-–—])\s+\S")

_REACHED = re.compile(
    r"\b(?:reached|spoke|spoken|talked|answered|picked up|got (?:her|him|them)|had (?:her|him|them)|ok|yes"
    r"|erreicht|gesprochen|rangegangen|dran)\b",
    re.IGNORECASE,
)
_NOT_REACHED = re.compile(
    r"\b(?:no (?:answer|reply|response|one|luck)|not? (?:reached|answered|there)"
    r"|not (?:reach|get)|nobody|unanswered"
    r"|didn'?t|did not|couldn'?t|could not|voice ?mail|answering machine|mailbox|engaged"
    r"|left (?:a )?message|in vain"
    r"|nicht|niemand\w*|keine antwort|keiner|besetzt|anrufbeantworter|vergeblich)\b|^no\b|^nein\b",
    re.IGNORECASE,
)

_NOT_A_VALUE = re.compile(
    r"(?:me|us|you|your|him|her|it|them|my|our|his|their|to|and|but|or|if|when|by|on|at|in|after|before|with|mir|uns"
    r"|ihm|ihr|ihnen|und|aber|mit|am|um|bis|nach)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?:[A-Z]{3}|[€$£])?\s?\d[\d.,:]*\s?(?:[€$£%]|k|m2|m²|[A-Z]{3}|euro?|cm|mm|kg|m|h"
    r"|(?:day|week|month|year|hour)s?|tage?n?|wochen?|monate?n?|jahre?n?|stunden?)?",
    re.IGNORECASE,
)
_HANDOFF = re.compile(r"handoff (?:to )?[\w.@-]+(?: [\w.@-]+){0,2}\s*[:;]", re.IGNORECASE)
_NAME_AND_NOTE = re.compile(r"(?:to |an )?[\w.@-]+(?: [\w.@-]+){0,2}\s*[:;]", re.IGNORECASE)
_STEP = re.compile(r"(?:the )?(?:day|step|tag|schritt) \d", re.IGNORECASE)
_FILTERS = re.compile(
    r"(?:due )?(?:today|(?:this )?week|overdue|late|waiting(?: inside)?|unaccepted"
    r"|not moved|no next action|all|mine"
    r"|heute|(?:diese )?woche|überfällig|wartend|alle|meine)",
    re.IGNORECASE,
)
_DURATIONS = re.compile(
    r"\d+\s*(?:h|hours?|bh|m|min|minutes?|bm|d|bd|days?|stunden?|tage?)\.?", re.IGNORECASE
)
_KINDS = {
    "supplier": "supplier|vendor|lieferant\\w*",
    "customer": "customer|client|existing|kund\\w+|bestandskund\\w+",
    "job": "job|application|applicant|candidate|bewerb\\w+",
    "private": "private|personal|privat",
    "pitch": "pitch|sales|advert\\w*|werbung|angebot",
    "spam": "spam|junk|scam|phishing",
    "duplicate": "dup|duplicate|double|doppelt|duplikat",
}


def fit(form: Form, behind: str) -> str | None:
    """Return the argument that stands `behind` the word, or None if this is no such command."""
    matched = _MARK.match(behind)
    mark, rest = (matched["mark"], matched["rest"].strip()) if matched else ("", behind.strip())
    # "ok?" asks somebody; only `help?` and `who ana?` may end so.
    if mark.startswith("?") and form not in {Form.BARE, Form.NAME, Form.FILTER}:
        return None
    if form not in {Form.COLON, Form.NAMED} and _POLITE.fullmatch(rest):
        rest = ""
    if form is Form.BARE:
        return "" if not rest else None
    return rest if _fits(form, mark, rest) else None


def _fits(form: Form, mark: str, rest: str) -> bool:
    if not rest:
        return form not in {Form.SPAN, Form.DURATION} and not (form is Form.NAME and mark == ",")
    answers_us = not to_the_customer(rest) or _HANDOFF.match(rest) is not None
    match form:
        case Form.YES if not mark and re.match(r"(?:is|are|was|were|my|our)\b|.*\?$", rest):
            return False  # "Mine is the same model.", "Passt Freitag?"
        case Form.FREE | Form.YES:
            return answers_us or mark == ":"
        case Form.COLLEAGUE:
            # What stands behind a name speaks to a colleague: "you" is them.
            return answers_us or _NAME_AND_NOTE.match(rest) is not None
        case Form.ASIDE:
            return (bool(mark) or _STEP.match(rest) is not None) and (answers_us or mark == ":")
        case Form.WHOM:
            return mark == ":" or (
                answers_us and re.match(r"(?:for|on|auf)\b", rest, re.IGNORECASE) is not None
            )
        case Form.NO:
            return (bool(mark) or _DECLINE_REASON.match(rest) is not None) and (answers_us or mark == ":")
        case Form.COLON:
            return mark == ":" or mark in {"-", "--", "–", "—"}
        case Form.REASON:
            return mark == ":" or (answers_us and (bool(mark) or _END_REASON.match(rest) is not None))
        case Form.GAPS:
            return mark in {"", ":"} and bool(gaps(rest))
        case Form.WHEN:
            return is_when(re.split(rf"[,;:] |\. |{PLACE}|{BECAUSE}", rest, maxsplit=1)[0])
        case Form.SPAN:
            dated = _DATED.match(_DAYS_OF_A_MONTH.sub("", rest)) is not None
            return answers_us and (dated or CALLED_OFF.fullmatch(rest) is not None)
        case Form.OUTCOME:
            return answers_us and (mark == ":" or reached(rest) is not None or is_when(rest))
        case Form.KIND:
            return answers_us and (bool(mark) or len(rest.split()) <= 4)
        case Form.NAME:
            return (
                len(rest.split()) <= 3 and re.match(r"(?:is|are|can|will|would|could|did|do)\b", rest) is None
            )
        case Form.NAMED:
            if re.match(r"[^:]+:\s*\S", rest):
                return True
            return answers_us and (_NAME_FIRST.match(rest) is not None or len(rest.split()) <= 3)
        case Form.DURATION:
            return _DURATIONS.fullmatch(rest) is not None
        case _:
            return _FILTERS.fullmatch(rest) is not None


def to_the_customer(text: str) -> bool:
    """Say whether `text` speaks to the customer: "you", or "we" without a "her" or "him"."""
    text = _THANK_YOU.sub("", text)
    return bool(_YOU.search(text)) or (bool(_WE.search(text)) and not _THIRD.search(text))


def is_when(text: str) -> bool:
    """Say whether `text` is nothing but a date or a time; its meaning is found elsewhere."""
    text = text.strip(" .!")
    if not _ALL_DATE.fullmatch(text):
        return False
    return bool(re.search(rf"(?<!\w){_DATE_TOKEN}(?!\w)", text, re.IGNORECASE)) or bool(
        re.fullmatch(r"(?:(?:at|um) )?\d+", text, re.I)
    )


def gaps(rest: str) -> tuple[str, ...]:
    """Split what follows `send` into the fillings of a draft's gaps, in order; () if it holds none.

    Several stand between " / ". A single one must look like a value (18,400, 6 weeks, blue): a time or a
    sentence is a wish that plain sending would ignore.
    """
    parts = tuple(part.strip(" ,;()[]") for part in re.split(r"(?:^|\s)/(?:\s|$)", _without_thanks(rest)))
    if not all(parts) or any(_NOT_A_VALUE.match(part) or len(part) > 80 for part in parts):
        return ()
    if len(parts) > 1:
        return parts
    words = parts[0].split()
    number = re.match(r"\W?\d[\d.,:%€$£-]*(?:\s[^\s\d]+){0,2}$|[A-Z€$£]{1,3}\s?\d[\d.,-]*$", parts[0])
    clock = is_when(parts[0]) and not re.fullmatch(rf"[\d.,]+\s*(?:{_UNIT})?", parts[0], re.IGNORECASE)
    return parts if number and not clock and len(words) <= 3 else ()


def are_values(rest: str) -> bool:
    """Say whether these are fillings beyond doubt: "18,400 / 6 weeks", and not "2 dates / 1 price"."""
    parts = gaps(rest)
    return len(parts) > 1 and all(_VALUE.fullmatch(part) for part in parts)


def names_a_clock(text: str) -> bool:
    """Say whether a time of the day stands in `text`."""
    return re.search(CLOCK, text, re.I) is not None


def reached(rest: str) -> bool | None:
    """Read how a call ended: True reached, False not, None where the words do not say.

    The negative is asked first: "not reached" holds "reached".
    """
    if _NOT_REACHED.search(rest):
        return False
    return True if _REACHED.search(rest) else None


def kind_of_sender(rest: str) -> str | None:
    """Find which of the known kinds `not a lead <kind>` names, in English or German."""
    for kind, pattern in _KINDS.items():
        if re.search(rf"\b(?:{pattern})\b", rest, re.IGNORECASE):
            return kind
    return None


def _without_thanks(text: str) -> str:
    return re.sub(
        r"[\s,.!]*\b(?:please|pls|thanks|thank you|thx|bitte|danke)\b[\s.!]*$", "", text, flags=re.I
    ).strip()
