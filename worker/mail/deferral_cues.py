"""The cues of a request to wait, in English and German: what deferral.py looks for in a sentence.

Data, one idea a line. A phrase in WAIT asks to wait with or without a date; one in CONTACT only where a
later day is named with it; NOT_WAITING only sounds so.
"""

from __future__ import annotations

import re

from worker.mail.text import any_of

_AGAIN = r"(?:noch\s?mal|noch ein\s?mal|wieder|erneut)"
_POLITE = r"(?:maybe|perhaps|rather|a bit|yes|ok(?:ay)?|thanks|vielleicht|lieber|gerne?|bitte)"

WAIT = any_of(
    # "Later" as an answer, but not "later than", "two days later".
    rf"^\W*(?:{_POLITE}\W+)*(?:later|später|spaeter)\b",
    r"\b(?:maybe|perhaps|rather|much|bit|vielleicht|lieber|etwas|irgendwann|erst) (?:later|später|spaeter)\b",
    r"\b(?:later|später|spaeter) (?:please|bitte|wieder|on\b|(?:in the|this) (?:year|month|week))",
    r"\b(?:decide|talk|discuss|contact|write|call|look|ask|try|reply|answer|revisit|send|back|do)\b.{0,25}\blater\b",
    r"\bat a later\b|\bspäteren? zeitpunkt\b",
    # Not yet.
    r"\bnot (?:right )?now\b|\bnot (?:before|until|till|earlier than|sooner than)\b",
    r"\bno (?:sooner|earlier) than\b|\bn[o']t ready yet\b|\btoo (?:early|soon)\b",
    r"\bnicht (?:vor|jetzt|sofort)\b|\bzu früh\b",
    r"\b(?:im moment|momentan|derzeit|aktuell|gerade) (?:noch )?nicht\b",
    r"\berst (?:mal )?(?:im|in|ab|nach|am|wieder|nächste[nrsm]?|kommende[nrsm]?|mitte|ende|anfang|später)\b",
    # Come again.
    r"\bcheck back\b",
    r"\b(?:circle|come|get|loop) back (?:in|with|on|next|after|at|around|when|once|early|late|then)\b",
    r"\b(?:try|ask|contact|email|mail|call|write|ping|remind|reach|touch)\b.{0,20}\bagain\b",
    rf"\b{_AGAIN}\b.{{0,30}}\b(?:melden|fragen|anrufen|schreiben|nachfragen|nachhaken|kontaktieren|versuchen)\b",
    rf"\b(?:melden sie sich|melde?t? (?:dich|euch)|(?:fragen|schreiben|rufen) sie)\b.{{0,30}}\b{_AGAIN}\b",
    # Hold.
    r"\b(?:wait|hold off|hold on|hold)\b.{0,20}\b(?:until|till|for now|a (?:while|bit|few))\b",
    r"\bon hold\b|\bpostpone\b|\bput (?:this|it|that) off\b|\bbear with (?:me|us)\b",
    r"\b(?:more|some) time to (?:think|decide|talk|discuss)\b",
    r"\bverschieben\b|\bzurückstellen\b|\bauf eis\b|\bgedulden\b|\bwarten (?:sie )?(?:bitte )?(?:noch|bis)\b",
)

CONTACT = any_of(
    r"\b(?:get|come|circle) back\b|\bfollow up\b|\btouch base\b|\b(?:get|be) in touch\b|\breach out\b",
    r"\breconnect\b|\brevisit\b|\b(?:talk|speak|think|look|decide)\b.{0,20}\bagain\b",
    r"\b(?:contact|call|ring|phone|e?-?mail|message|remind|ping|write(?: to)?|try|ask|catch) (?:me|us)\b",
    r"\b(?:busy|away|travel+ing|tied up|swamped|on (?:holiday|vacation|leave))\b",
    r"\b(?:melden?|meldet)\b|\brufen?\b.{0,15}\ban\b|\bruf\b.{0,10}\ban\b|\bschreiben? sie\b",
    r"\bnoch\s?mal\b|\bnoch ein\s?mal\b|\bzukommen\b|\bzurückkommen\b",
    r"\bim urlaub\b|\bunterwegs\b|\bverreist\b",
)

NOT_WAITING = any_of(
    r"\bsee you later\b|\bsooner or later\b|\blater today\b|\b\d+ \w+ later\b",
    r"\b(?:not?|nicht) (?:later|später) (?:than|als)\b",
    r"\b(?:don'?t|do not|needn'?t|no need to|cannot|can'?t|won'?t) (?:have to )?wait\b",
    r"\bnicht (?:mehr )?warten\b",
)

HOLIDAYS = re.compile(
    r"\b(?:after|nach)\s+(?:the\s+|den\s+|dem\s+|der\s+)?(?:\w+\s+)?"
    r"(?P<which>holidays?|christmas|xmas|new year'?s?|easter"
    r"|feiertagen?|weihnachten|neujahr|jahreswechsel|ostern)\b",
    re.IGNORECASE,
)

# "By Friday" is a deadline for us, and "Friday at 10" an appointment: neither asks to wait.
DEADLINE = re.compile(
    r"(?:(?<!not )\b(?:by|before)|\b(?:spätestens|bis)(?: (?:am|zum|spätestens))?)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
AWAY_UNTIL = re.compile(r"\b(?:busy|away|wait\w*|warten|urlaub|unterwegs|verreist|hold)\b", re.IGNORECASE)
CLOCK_TIME = re.compile(r"\b\d{1,2}(?::\d\d|\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock|uhr)\b)", re.IGNORECASE)
