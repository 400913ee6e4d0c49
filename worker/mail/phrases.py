"""Plain predicates over what a person wrote, in English and German. Pure.

Each answers one question about a text, with the words that made it say so where they are
quoted later. Negatives are asked before positives: "I'm not interested" holds "interested".
"""

from __future__ import annotations

import re

from worker.mail import deferral_cues as cues

_FLAGS = re.IGNORECASE | re.MULTILINE

_STOP_WORD = re.compile(
    r"^\W*(?:please |bitte )?(?:stop|unsubscribe|remove(?: me)?|opt[- ]?out|abmelden|abmeldung|austragen"
    r"|stopp?)"
    r"(?: me| please| bitte)?\W*$",
    re.IGNORECASE,
)
_OPT_OUT = re.compile(
    r"\b(?:unsubscribe (?:me|us|this)|please unsubscribe|stop (?:e-?mailing|mailing|contacting|writing"
    r"|messaging|"
    r"sending)(?: to)?(?: me| us)?\b|(?:take|remove|delete) (?:me|us|my (?:e-?mail|address|name)"
    r"|this address)"
    r"(?: \w+){0,3} (?:off|from)\b[^.\n]{0,40}|(?:do not|don'?t|never) (?:contact|e-?mail|write(?: to)?"
    r"|message)"
    r" (?:me|us)(?: again| any ?more| further| ever)*\s*(?=[.!\n]|$)|no (?:more|further) e-?mails|opt me out"
    r"|keine (?:weiteren |mehr )?(?:e-?mails?|mails|nachrichten)(?: mehr)?(?: (?:schicken|senden|von ihnen))?"
    r"|(?:nicht|nie) (?:mehr|wieder|weiter) (?:kontaktieren|anschreiben|anmailen|anrufen|belästigen)"
    r"|(?:schreiben|kontaktieren) sie (?:mir|mich) (?:bitte )?nicht (?:mehr|wieder)"
    r"|(?:nehmen|streichen|löschen) sie (?:mich|meine (?:adresse|e-?mail|daten))[^.\n]{0,40}"
    r"|(?:aus|von) (?:ihrem|dem|eurem|ihrer|der|eurer) (?:verteiler|liste|mailingliste)[^.\n]{0,40}"
    r"|widerspreche (?:ich )?(?:hiermit )?(?:der|jeder|weiterer))",
    _FLAGS,
)
_DIGIT = re.compile(r"^\W{0,3}([123])\s*[.):,]?(?:\s+(.{0,200}))?$")
_UNITS = re.compile(
    r"^(?:x|pieces?|pcs|units?|persons?|people|stück|mal|personen|m2?|cm|mm|kg|rooms?|[-–/+*])\b", re.I
)

_NO = re.compile(
    r"\b(?:(?:not|no longer|isn'?t|aren'?t|never)(?: \w+){0,2} (?:interested|needed|required|looking)"
    r"|(?:went|gone|going|decided to go|chose(?:n)?|decided) (?:with|for|on) (?:another|a different"
    r"|someone|somebody|"
    r"your competitor|other)|(?:bought|found|hired|booked|chosen|picked) (?:\w+ )?(?:another|elsewhere"
    r"|someone else|"
    r"somebody else)|no,? thank(?:s| you)|(?:don'?t|do not) need (?:it|this|you|that|anything|your)\b"
    r"|no need (?:any ?more|"
    r"for (?:it|this))|(?:decided|decide) (?:not to|against)|we(?:'ll| will) pass\b"
    r"|(?:please )?close (?:this|my) (?:request|"
    r"enquiry|inquiry|case)|project (?:is|was|has been) (?:cancel+ed|dropped)|kein(?:en|e)? (?:interesse"
    r"|bedarf)"
    r"|nicht (?:mehr |weiter )?interessiert|hat sich (?:bereits |schon |leider )?erledigt|nein,? danke"
    r"|(?:für )?(?:einen|ein) ander(?:en|es|er) (?:anbieter|angebot|firma|unternehmen)"
    r"|anderweitig (?:entschieden|"
    r"vergeben|beauftragt)|(?:brauchen|benötigen|brauche|benötige) (?:\w+ ){0,3}(?:nicht"
    r"|keine?n?) ?(?:mehr)?|dagegen entschieden)",
    _FLAGS,
)
# A day named beside "call me" asks to wait; the exact date is read by mail/deferral.py.
_WHEN = re.compile(
    r"\b(?:next|the following) (?:week|month|year|quarter|spring|summer|autumn|fall|winter)\b"
    r"|\bin (?:a|one|two|three|four|six|\d+|a few|a couple of) (?:days?|weeks?|months?)\b|\bin q[1-4]\b"
    r"|\b(?:in|until|till|on) (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday)\b|\bend of the (?:week|month|year)\b"
    r"|\b(?:nächste|kommende|übernächste)[nrs]? \w+"
    r"|\bin (?:einer|zwei|drei|vier|\d+) (?:wochen?|monaten?|tagen)\b"
    r"|\b(?:im|ab|bis) (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
    r"|dezember)\b",
    _FLAGS,
)
_YES = re.compile(
    r"^\W*(?:yes|yep|yeah|ok(?:ay)?|sure|perfect|sounds? (?:good|great|fine)|that works|works for (?:me"
    r"|us)|great|deal|"
    r"agreed|confirmed?|go ahead|let'?s do (?:it|that)|fine(?: by me| with me)?|absolutely|gladly"
    r"|i'?d love to|ja|gerne|"
    r"passt|einverstanden|in ordnung|klingt gut|perfekt|prima|super|machen wir|abgemacht|bestätigt)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:thank(?:s| you)|thx|cheers|ok(?:ay)?|got it|noted|great|perfect|danke|vielen dank|dankeschön"
    r"|merci|super|prima|"
    r"alles klar)\b",
    re.IGNORECASE,
)
_DAY_OR_DATE = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b"
    r"|\bmittwoch\b"
    r"|\btomorrow\b|\bmorgen\b|\bnext week\b|\bnächste",
    re.IGNORECASE,
)
_QUESTION_WORDS = re.compile(
    r"^\W*(?:what|how|when|where|which|who|why|can|could|do|does|is|are|will|would|may|was|wie|wann|wo"
    r"|welche[rs]?|wer|"
    r"warum|können|könnten|kann|gibt es|haben sie|ist|sind)\b[^.!?\n]{8,}[.!]?$",
    re.IGNORECASE | re.MULTILINE,
)
_REQUEST = re.compile(
    r"\b(?:(?:please|kindly) (?:send|tell|let (?:me|us) know|advise|quote|call|provide|confirm|e-?mail)"
    r"|(?:let|tell) (?:me|us)"
    r" know (?:what|how|when|if|whether)|bitte (?:um|senden|schicken|teilen|rufen|nennen)|(?:schicken"
    r"|senden|nennen|sagen) sie"
    r" (?:mir|uns)|ich (?:hätte gern|bräuchte|möchte|würde gern)|wir (?:hätten gern|bräuchten|möchten"
    r"|suchen|benötigen|brauchen)"
    r"|(?:i|we)(?:'d| would) (?:like|love|need)|(?:i'm|i am|we're|we are) (?:looking for|interested in"
    r"|wondering)"
    r"|(?:i|we) (?:need|want|require))\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:(?:call|phone|ring) (?:me|us)\b|give (?:me|us) a (?:call|ring)|(?:book|schedule|arrange|set up"
    r"|have) (?:a |an )?"
    r"(?:\w+ )?(?:call|appointment|meeting)|(?:speak|talk) (?:to|with) (?:someone|somebody|you|one of)"
    r"|(?:quick|short|phone) call"
    r"|rufen sie (?:mich|uns)|ruft (?:mich|uns)|rückruf|zurückrufen|anrufen|telefonieren|telefontermin"
    r"|telefonat)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:(?:I|we)(?:'ll|’ll| will| shall| am going to| are going to)(?: also| then)? (?:send|get back"
    r"|call|ring|e-?mail|"
    r"prepare|check|come back|let you know|forward|have (?:it|the)|ask|find out|write|visit|bring|deliver"
    r"|be in touch)"
    r"[^.!?\n]{0,120}|you(?:'ll|’ll| will) (?:have|get|receive|hear)[^.!?\n]{3,120}"
    r"|(?:ich|wir) (?:schicke|schicken|sende|senden|rufe|rufen|melde|melden|kläre|klären|prüfe|prüfen"
    r"|erstelle|erstellen)\b"
    r"(?! (?:ich|sie) )[^.!?\n]{3,120}|(?:ich|wir) werden? [^.!?\n]{3,120}|sie (?:bekommen"
    r"|erhalten) [^.!?\n]{3,120})",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:if you|once you|as soon as you|when you|wenn sie|sobald sie|falls sie)\b", re.IGNORECASE
)


def is_stop_word(line: str) -> bool:
    """Whether a line is nothing but "stop", "unsubscribe" and their kin."""
    return bool(_STOP_WORD.match(line.strip())) and bool(line.strip())


def opt_out_words(text: str) -> str | None:
    """The words that ask us never to write again; "not before July" is none of them."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if is_stop_word(first):
        return first.strip()
    found = _OPT_OUT.search(text)
    return " ".join(found.group(0).split()) if found else None


def digit(text: str) -> tuple[int, str] | None:
    """The close-out digit alone on the first line, with what follows it ("2 in May" -> 2, "in May")."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    found = _DIGIT.match(first)
    if found is None:
        return None
    rest = (found.group(2) or "").strip()
    if len(rest.split()) > 6 or _UNITS.match(rest) or "?" in rest:
        return None
    return int(found.group(1)), rest


def says_no(text: str) -> bool:
    """A clear no: "not interested", "went with another", "hat sich erledigt"."""
    return bool(_NO.search(_straight(text)))


def says_later(text: str) -> bool:
    """Words that ask us to wait; a date or time alone is an answer, never a hold."""
    return any(
        _waits(sentence)
        for sentence in re.split(r"(?<=[!?])\s|(?<=[^\d\s]{2}[.])\s|\n+", _straight(text)[:6_000])
    )


def says_yes(text: str) -> bool:
    """A yes at the beginning, with no "no" anywhere."""
    return bool(_YES.match(_straight(text))) and not says_no(text)


def only_thanks(text: str) -> bool:
    """Thanks or OK in under 12 words, with no question, date or number."""
    short = len(text.split()) < 12
    return short and bool(_THANKS.search(text)) and not _DAY_OR_DATE.search(text) and not asks(text)


def asks(text: str) -> bool:
    """Whether it asks something: a question mark, or a question or request without one."""
    return "?" in text or bool(_QUESTION_WORDS.search(text) or _REQUEST.search(_straight(text)))


def requests(sentence: str) -> bool:
    """Whether a sentence asks for something without a question mark."""
    return bool(_REQUEST.search(_straight(sentence)))


def wants_call(text: str) -> bool:
    """Whether they ask to be called, or for an appointment."""
    return bool(_CALL.search(text))


def promise(text: str) -> str | None:
    """What our own message promises ("I'll send the quote by Friday"), in its words, else nothing."""
    for found in _PROMISE.finditer(text):
        if not _CONDITIONAL.search(found.group(0)):
            return " ".join(found.group(0).split())
    return None


def _waits(sentence: str) -> bool:
    plain = cues.NOT_WAITING.sub("-", sentence)
    if cues.WAIT.search(plain) or cues.HOLIDAYS.search(plain):
        return True
    return bool(cues.CONTACT.search(plain) and _WHEN.search(plain)) and not cues.CLOCK_TIME.search(plain)


def _straight(text: str) -> str:
    return text.replace("’", "'")
