"""What people write when they mean stop, no, yes, call me or "I will send it", in English and German.

Data for phrases.py, one idea a line; within a table the first line that fits decides which words are quoted.
Every repetition is bounded, because the text is a stranger's. Requests to wait stand in deferral_cues.py.
"""

from __future__ import annotations

import re

from worker.mail.text import any_of

_MAIL = r"e-?mails?"
_US = r"(?:me|us)"
_REST = r"[^.\n]{0,40}"  # what is quoted of the sentence that asks to stop
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|januar|februar|märz|mai|juni|juli|oktober|dezember"
)

# Nothing but this on a line.
STOP_WORD = any_of(
    r"stopp?|unsubscribe|opt[- ]?out",
    r"remove(?: me)?",
    r"abmelden|abmeldung|austragen",
    before=r"^\W*(?:please |bitte )?",
    after=r"(?: me| please| bitte)?\W*$",
)

OPT_OUT = any_of(
    # Unsubscribe.
    r"unsubscribe (?:me|us|this)",
    r"please unsubscribe",
    r"opt me out",
    # Stop writing.
    rf"stop (?:e-?mailing|mailing|contacting|writing|messaging|sending)(?: to)?(?: {_US})?\b",
    rf"(?:do not|don'?t|never) (?:contact|e-?mail|write(?: to)?|message) {_US}"
    r"(?: again| any ?more| further| ever)*\s*(?=[.!\n]|$)",
    r"no (?:more|further) e-?mails",
    rf"keine (?:weiteren |mehr )?(?:{_MAIL}|nachrichten)(?: mehr)?(?: (?:schicken|senden|von ihnen))?",
    r"(?:nicht|nie) (?:mehr|wieder|weiter) (?:kontaktieren|anschreiben|anmailen|anrufen|belästigen)",
    r"(?:schreiben|kontaktieren) sie (?:mir|mich) (?:bitte )?nicht (?:mehr|wieder)",
    # Take me off the list.
    r"(?:take|remove|delete) (?:me|us|my (?:e-?mail|address|name)|this address)"
    rf"(?: \w+){{0,3}} (?:off|from)\b{_REST}",
    rf"(?:nehmen|streichen|löschen) sie (?:mich|meine (?:adresse|e-?mail|daten)){_REST}",
    rf"(?:aus|von) (?:ihrem|dem|eurem|ihrer|der|eurer) (?:verteiler|liste|mailingliste){_REST}",
    # The words of the law.
    r"widerspreche (?:ich )?(?:hiermit )?(?:der|jeder|weiterer)",
    before=r"\b",
)

NO = any_of(
    # Not interested, not needed.
    r"(?:not|no longer|isn'?t|aren'?t|never)(?: \w+){0,2} (?:interested|needed|required|looking)",
    r"(?:don'?t|do not) need (?:it|this|you|that|anything|your)\b",
    r"no need (?:any ?more|for (?:it|this))",
    r"no,? thank(?:s| you)",
    r"kein(?:en|e)? (?:interesse|bedarf)",
    r"nicht (?:mehr |weiter )?interessiert",
    r"(?:brauchen|benötigen|brauche|benötige) (?:\w+ ){0,3}(?:nicht|keine?n?) ?(?:mehr)?",
    r"nein,? danke",
    # Somebody else has it.
    r"(?:went|gone|going|decided to go|chose(?:n)?|decided) (?:with|for|on)"
    r" (?:another|a different|someone|somebody|your competitor|other)",
    r"(?:bought|found|hired|booked|chosen|picked) (?:\w+ )?(?:another|elsewhere|someone else|somebody else)",
    r"(?:für )?(?:einen|ein) ander(?:en|es|er) (?:anbieter|angebot|firma|unternehmen)",
    r"anderweitig (?:entschieden|vergeben|beauftragt)",
    # It is over.
    r"(?:decided|decide) (?:not to|against)",
    r"we(?:'ll| will) pass\b",
    r"(?:please )?close (?:this|my) (?:request|enquiry|inquiry|case)",
    r"project (?:is|was|has been) (?:cancel+ed|dropped)",
    r"hat sich (?:bereits |schon |leider )?erledigt",
    r"dagegen entschieden",
    before=r"\b",
)

# A day named beside "call me" asks to wait; the exact date is read by deferral.py.
LATER_DAY = any_of(
    r"(?:next|the following) (?:week|month|year|quarter|spring|summer|autumn|fall|winter)\b",
    r"in (?:a|one|two|three|four|six|\d+|a few|a couple of) (?:days?|weeks?|months?)\b",
    r"in q[1-4]\b",
    rf"(?:in|until|till|on|im|ab|bis) (?:{_MONTH})\b",
    r"(?:in|until|till|on) (?:monday|tuesday|wednesday|thursday|friday)\b",
    r"end of the (?:week|month|year)\b",
    r"(?:nächste|kommende|übernächste)[nrs]? \w+",
    r"in (?:einer|zwei|drei|vier|\d+) (?:wochen?|monaten?|tagen)\b",
    before=r"\b",
)

YES = any_of(
    r"yes|yep|yeah|ok(?:ay)?|sure|absolutely|gladly",
    r"perfect|great|deal|agreed|confirmed?",
    r"sounds? (?:good|great|fine)",
    r"that works|works for (?:me|us)|fine(?: by me| with me)?",
    r"go ahead|let'?s do (?:it|that)|i'?d love to",
    r"ja|gerne|prima|super|perfekt",
    r"passt|klingt gut|in ordnung|einverstanden|abgemacht|bestätigt|machen wir",
    before=r"^\W*",
    after=r"\b",
)

THANKS = any_of(
    r"thank(?:s| you)|thx|cheers",
    r"ok(?:ay)?|got it|noted|great|perfect",
    r"danke|vielen dank|dankeschön|merci",
    r"super|prima|alles klar",
    before=r"\b",
    after=r"\b",
)

DAY_OR_DATE = any_of(
    r"\d",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\btomorrow\b|\bnext week\b",
    r"\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b|\bmorgen\b|\bnächste",
)

# A question without its mark: a line that begins like one. Both ends are those of a line.
QUESTION = re.compile(
    r"^\W*(?:what|how|when|where|which|who|why"
    r"|can|could|do|does|is|are|will|would|may|was"
    r"|wie|wann|wo|welche[rs]?|wer|warum"
    r"|können|könnten|kann|gibt es|haben sie|ist|sind)\b[^.!?\n]{8,}[.!]?$",
    re.IGNORECASE | re.MULTILINE,
)

REQUEST = any_of(
    # Please do.
    rf"(?:please|kindly) (?:send|tell|let {_US} know|advise|quote|call|provide|confirm|e-?mail)",
    rf"(?:let|tell) {_US} know (?:what|how|when|if|whether)",
    r"bitte (?:um|senden|schicken|teilen|rufen|nennen)",
    r"(?:schicken|senden|nennen|sagen) sie (?:mir|uns)",
    # I would like.
    r"(?:i|we)(?:'d| would) (?:like|love|need)",
    r"(?:i'm|i am|we're|we are) (?:looking for|interested in|wondering)",
    r"(?:i|we) (?:need|want|require)",
    r"ich (?:hätte gern|bräuchte|möchte|würde gern)",
    r"wir (?:hätten gern|bräuchten|möchten|suchen|benötigen|brauchen)",
    before=r"\b",
    after=r"\b",
)

CALL = any_of(
    # Ring me.
    rf"(?:call|phone|ring) {_US}\b",
    rf"give {_US} a (?:call|ring)",
    r"(?:quick|short|phone) call",
    r"(?:rufen sie|ruft) (?:mich|uns)",
    r"rückruf|zurückrufen|anrufen|telefonieren|telefontermin|telefonat",
    # Let us meet.
    r"(?:book|schedule|arrange|set up|have) (?:a |an )?(?:\w+ )?(?:call|appointment|meeting)",
    r"(?:speak|talk) (?:to|with) (?:someone|somebody|you|one of)",
    before=r"\b",
    after=r"\b",
)

# What we ourselves announce, to the end of the sentence.
PROMISE = any_of(
    r"(?:I|we)(?:'ll|’ll| will| shall| am going to| are going to)(?: also| then)?"
    r" (?:send|get back|call|ring|e-?mail|prepare|check|come back|let you know|forward|have (?:it|the)"
    r"|ask|find out|write|visit|bring|deliver|be in touch)[^.!?\n]{0,120}",
    r"you(?:'ll|’ll| will) (?:have|get|receive|hear)[^.!?\n]{3,120}",
    r"(?:ich|wir) (?:schicken?|senden?|rufen?|melden?|klären?|prüfen?|erstellen?)\b(?! (?:ich|sie) )"
    r"[^.!?\n]{3,120}",
    r"(?:ich|wir) werden? [^.!?\n]{3,120}",
    r"sie (?:bekommen|erhalten) [^.!?\n]{3,120}",
    before=r"\b",
)

CONDITIONAL = any_of(
    r"(?:if|once|as soon as|when) you",
    r"(?:wenn|sobald|falls) sie",
    before=r"\b",
    after=r"\b",
)

# The close-out digit alone on its line, with what may follow it.
DIGIT = re.compile(r"^\W{0,3}([123])\s*[.):,]?(?:\s+(.{0,200}))?$")
# "2 pieces" and "3 people" are amounts, no digits of a close-out.
UNIT = any_of(
    r"x|mal|[-–/+*]",
    r"pieces?|pcs|units?|stück",
    r"persons?|people|personen",
    r"m2?|cm|mm|kg|rooms?",
    before=r"^",
    after=r"\b",
)
