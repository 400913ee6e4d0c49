"""Words that ask us to wait: "check back next week", "not before July", "später" (rules, section 4).

Pure. A rule or route gives the new text of a customer's mail and gets the day to hold until. A date or a
time alone is an answer and never a hold, so nothing is read in a sentence without a cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worker.hours import Calendar, business_day_after, is_business_day, local_day
from worker.mail.day_words import DayWords, Grain, Stretch, find_days, read_day
from worker.mail.holiday_block import after_holidays

_READ = 6_000  # characters of new text in which a request to wait is looked for
_QUOTED = 200
_WITHOUT_A_DATE = 20  # business days
_FURTHEST = timedelta(days=366)

# Ask us to wait, whether or not they say until when.
_WAIT = re.compile(
    r"""^\W*(?:(?:maybe|perhaps|rather|a\ bit|yes|ok(?:ay)?|thanks|vielleicht|lieber|gerne?|bitte)\W+)*
          (?:later|später|spaeter)\b
      | \b(?:maybe|perhaps|rather|much|bit|vielleicht|lieber|etwas|irgendwann|erst)\ (?:later|später|spaeter)\b
      | \b(?:later|später|spaeter)\ (?:please|bitte|in\ the\ (?:year|month|week)|this\ (?:year|month|week)|wieder|noch\s?mal|on\b)
      | \b(?:decide|talk|discuss|contact|write|call|look|ask|try|reply|answer|revisit|again|back|do)\b.{0,25}\blater\b
      | \bat\ a\ later\b | \bspäteren?\ zeitpunkt\b
      | \bnot\ (?:right\ )?now\b | \bnot\ (?:before|until|till|earlier\ than|sooner\ than)\b | \bno\ (?:sooner|earlier)\ than\b
      | \bn[o']t\ ready\ yet\b | \btoo\ (?:early|soon)\b
      | \b(?:check|circle|come|get|loop)\ back\ (?:in|with|on|next|after|at|around|when|once|early|late|then)\b | \bcheck\ back\b
      | \b(?:try|ask|contact|email|mail|call|write|ping|remind|reach|touch)\b.{0,20}\bagain\b
      | \b(?:wait|hold\ off|hold\ on|hold)\b.{0,20}\b(?:until|till|for\ now|a\ (?:while|bit|few))\b
      | \bon\ hold\b | \bpostpone\b | \bput\ (?:this|it|that)\ off\b | \bbear\ with\ (?:me|us)\b
      | \b(?:more|some)\ time\ to\ (?:think|decide|talk|discuss)\b
      | \bnicht\ (?:vor|jetzt|sofort)\b | \b(?:im\ moment|momentan|derzeit|aktuell|gerade)\ (?:noch\ )?nicht\b | \bzu\ früh\b
      | \berst\ (?:mal\ )?(?:im|in|ab|nach|am|wieder|nächste|kommende|mitte|ende|anfang|später)\b
      | \b(?:noch\s?mal|noch\ ein\s?mal|wieder|erneut)\b.{0,30}\b(?:melden|fragen|anrufen|schreiben|nachfragen|nachhaken|kontaktieren|probieren|versuchen|zukommen)\b
      | \b(?:melden\ sie\ sich|meld(?:e|et)?\ (?:dich|euch)|fragen\ sie|schreiben\ sie|rufen\ sie)\b.{0,30}\b(?:noch\s?mal|noch\ ein\s?mal|wieder|erneut)\b
      | \bverschieben\b | \bzurückstellen\b | \bauf\ eis\b | \bgedulden\b | \bwarten\ (?:sie\ )?(?:bitte\ )?(?:noch|bis)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Ask for a sign of life, which is waiting only when a later day is named with it.
_CONTACT = re.compile(
    r"""\b(?:get\ back|come\ back|circle\ back|follow\ up|touch\ base|get\ in\ touch|be\ in\ touch|reach\ out|reconnect|revisit)\b
      | \b(?:contact|call|ring|phone|e?-?mail|message|remind|ping|write(?:\ to)?|try|ask|catch)\ (?:me|us)\b
      | \b(?:talk|speak|think|look|decide)\b.{0,20}\bagain\b | \b(?:busy|away|travel+ing|tied\ up|swamped|on\ (?:holiday|vacation|leave))\b
      | \b(?:melden?|meldet|melde\ mich|melden\ uns)\b | \brufen?\ .{0,15}\ban\b | \bruf\b.{0,10}\ban\b | \bschreiben?\ sie\b
      | \bnoch\s?mal\b | \bnoch\ ein\s?mal\b | \bzukommen\b | \bzurückkommen\b | \bim\ urlaub\b | \bunterwegs\b | \bverreist\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOLIDAYS = re.compile(
    r"\b(?:after|nach)\s+(?:the\s+|den\s+|dem\s+|der\s+)?(?:\w+\s+)?"
    r"(?P<which>holidays?|christmas|xmas|new year'?s?|easter|feiertagen?|weihnachten|neujahr|jahreswechsel|ostern)\b",
    re.IGNORECASE,
)
_NO_WAIT = re.compile(
    r"""\bsee\ you\ later\b | \bsooner\ or\ later\b | \b(?:no[t]?|nicht)\ (?:later|später)\ (?:than|als)\b | \blater\ today\b
      | \b(?:don'?t|do\ not|needn'?t|no\ need\ to|cannot|can'?t|won'?t)\ (?:have\ to\ )?wait\b | \bnicht\ (?:mehr\ )?warten\b
      | \bon\ time\b | \b\d+\ \w+\ later\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "By Friday" is a deadline for us, and "Friday at 10" an appointment: neither asks to wait.
_DEADLINE_BEFORE = re.compile(
    r"(?:(?<!not )\b(?:by|before)|\b(?:spätestens|bis)(?: (?:am|zum|spätestens))?)\s*(?:the\s+)?$", re.I
)
_STARTS_WITH_DEADLINE = re.compile(r"before\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d|\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock|uhr)\b)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:[.](?=\d|\S)[^.!?\n]*|[.](?=\s+(?:[A-Z]?[a-zä]+\b)?\s*\d)[^.!?\n]*)*[.!?]?"
)


@dataclass(frozen=True, slots=True)
class Deferral:
    """Until when a customer asked us to wait, in their words.

    Every date is proposed to the owner; with `ask` it is only a stand-in that the owner must confirm,
    `reason` says why. `until` is a business day.
    """

    until: date
    quote: str
    ambiguous: bool = False
    ask: bool = False
    reason: str = ""


def deferral(text: str, said: datetime, cal: Calendar, language: str = "en") -> Deferral | None:
    """Return until when `text` asks us to wait, or None when it does not; of several days the earliest.

    `language` is accepted for other languages to come: English and German are always read.
    """
    del language
    found = [wish for sentence in _sentences(text) if (wish := _wish(sentence, said, cal))]
    return min(found, key=lambda wish: (wish.ask, wish.until), default=None)


def deferred_to(phrase: str, said: datetime, cal: Calendar) -> Deferral:
    """Read the words after a "later" that was already recognised, such as the close-out's "2 in July"."""
    today = local_day(cal, said)
    phrase = " ".join(phrase.split()).strip(" .,:;!-–")
    bare = read_day(phrase, today)
    if bare is not None:
        return _held([DayWords(phrase, 0, len(phrase), bare)], phrase, today, cal)
    return _until(phrase, phrase, today, cal)


def _sentences(text: str) -> list[str]:
    return [
        " ".join(part.split())
        for part in re.split(r"(?<=[!?])\s|(?<=[^\d\s]{2}[.])\s|\n+", text[:_READ])
        if part.strip()
    ]


def _wish(sentence: str, said: datetime, cal: Calendar) -> Deferral | None:
    plain = _NO_WAIT.sub(lambda match: "-" * len(match[0]), sentence)
    today = local_day(cal, said)
    if _WAIT.search(plain):
        return _until(plain, sentence, today, cal)
    holidays, contact = _HOLIDAYS.search(plain), _CONTACT.search(plain)
    named = _later_days(plain, today)
    # A contact at a clock time is an appointment.
    if holidays or (contact and named and not _CLOCK.search(plain)):
        return _until(plain, sentence, today, cal)
    return None


def _later_days(sentence: str, today: date) -> list[DayWords]:
    """Return the days named that lie ahead and are no deadline of ours."""
    later = []
    for words in find_days(sentence, today):
        before = sentence[: words.start].rstrip() + " "
        is_deadline = _DEADLINE_BEFORE.search(before) and not re.search(
            r"\b(?:busy|away|wait\w*|warten|urlaub|hold)\b", before, re.I
        )
        if _STARTS_WITH_DEADLINE.match(words.text):
            is_deadline = not re.search(r"\bnot\s*$", before, re.IGNORECASE)  # type: ignore[assignment]
        if not is_deadline and words.days.last > today:
            later.append(words)
    return later


def _until(sentence: str, quote: str, today: date, cal: Calendar) -> Deferral:
    quote = quote[:_QUOTED]
    holidays = _HOLIDAYS.search(sentence)
    named = _later_days(sentence, today)
    if holidays and not named:
        until = after_holidays(holidays["which"], today, cal)
        if until is not None:
            return Deferral(until, quote, reason="after the holidays")
        return _stand_in(quote, today, cal, "it is not clear which holidays are meant")
    if not named:
        return _stand_in(quote, today, cal, "no date was named")
    return _held(named, quote, today, cal)


def _held(named: list[DayWords], quote: str, today: date, cal: Calendar) -> Deferral:
    until, words = min(
        ((_day_of(words.days, today, cal), words) for words in named), key=lambda pair: pair[0]
    )
    if until - today > _FURTHEST:
        return _stand_in(quote, today, cal, f"{words.text} is more than twelve months away")
    return Deferral(until, quote, ambiguous=words.days.ambiguous, reason=words.text)


def _stand_in(quote: str, today: date, cal: Calendar, reason: str) -> Deferral:
    until = business_day_after(cal, today, _WITHOUT_A_DATE)
    return Deferral(until, quote, ask=True, reason=reason)


def _day_of(days: Stretch, today: date, cal: Calendar) -> date:
    """Choose the day of a stretch: the second business day of a period, because Mondays are full."""
    if days.grain is Grain.DAY:
        return business_day_after(cal, days.first, 0)
    if days.grain is Grain.PERIOD:
        return business_day_after(cal, days.first - timedelta(days=1), 2)
    last = days.last
    while last > today and not is_business_day(cal, last):
        last -= timedelta(days=1)
    return business_day_after(cal, max(last, today + timedelta(days=1)), 0)
