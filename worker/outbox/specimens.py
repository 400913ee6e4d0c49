"""Every kind of mail with the values it is given, as specimens; `keepwarm check` renders them all.

A template that reads a value its mail does not have, or that breaks on a lead without a name,
is found here and not on the day such a lead arrives. docs/templates.md explains the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from worker.outbox.render import TemplateError, render_file

Values = Mapping[str, object]

LEAD: Final[Values] = MappingProxyType(
    {
        "ref": "L-142",
        "name": "Peter Preis",
        "call_name": "Peter Preis",
        "asked": "12 m2, delivered to 04109, heated floor. What does it cost, how long?",
        "quote": "12 m2, delivered to 04109, heated floor. What does it cost, how long?",
        "wrote": "Mon 20:20",
        "told": "14:00",
        "phone": "0341 555 0199",
        "files": "plan.pdf, spot.jpg",
        "note": "Sam: knows the site, prefers mornings",
        "owner": "Jamie Doe",
    }
)
OWNER: Final[Values] = MappingProxyType(
    {"first_name": "Jamie", "name": "Jamie Doe", "phone": "0341 555 0101"}
)
TEAM: Final[Values] = MappingProxyType(
    {
        "name": "Acme Garden Rooms",
        "phone": "0341 555 0100",
        "phone_hours": "from 9:00",
        "ask": "your postcode and a photo of the spot",
    }
)
TIMES: Final = ("Thu 16:00", "Fri 9:00")
DRAFT: Final[Values] = MappingProxyType(
    {"text": "Hello Mr Preis,\n\na heated 12 m2 office starts at [PRICE].\n\nJamie", "gaps": "[PRICE]"}
)
NEXT: Final[Values] = MappingProxyType({"action": "Answer Peter: what does it cost?", "due": "today 11:00"})
MESSAGE: Final[Values] = MappingProxyType(
    {"who": "Peter", "wrote": "Tue 10:12", "text": "Do I need a permit?\n\nPeter", "files": ""}
)
WAIT: Final[Values] = MappingProxyType({"said": "Wed 10 Jun", "quote": "check back next week"})
SECTIONS: Final = ({"title": "Late yesterday", "rows": ({"number": 2, "line": "Rita: no answer yet"},)},)
ENTRY: Final[Values] = MappingProxyType(
    {
        "number": 1,
        "name": "Carla",
        "line": 'Carla, told "by 13:30": "Do you need a permit?"',
        "words": "*send*, *later 16:00*, *called: reached*",
        "text": "Hello Carla,\n\nno permit is needed below 15 m2.\n\nJamie",
    }
)
LINKED: Final = "L-7, Bea Bo of the same company; Sam has it"
WORDS: Final = "*send*, *later 16:30*"
LINK: Final = "https://leads.acme.example/a/mfrggzdfmztwq2lknnwg23tpobyxe43u"

# What a mail is given beside `subject`, `lead`, `owner` and `team`.
STEP: Final[Values] = MappingProxyType({"times": TIMES})
TO_CUSTOMERS: Final[Mapping[str, Values]] = MappingProxyType(
    {
        "acknowledgement": {"promise": "by 2 pm tomorrow, Tuesday"},
        "fast_response": STEP,
        "book_a_call": STEP,
        "day1": STEP,
        "day1_call": STEP,
        "day3": STEP,
        "day7": STEP,
        "wakeup": {"times": TIMES, "wait": WAIT},
        "confirmation": STEP,
        "no_show": STEP,
        "later_line": {"promise": "by 4:30 pm today"},
    }
)
TO_OWNERS: Final[Mapping[str, Values]] = MappingProxyType(
    {
        "offer": {"by": "9:20", "why": "waited longest (2 d 4 h)", "linked": LINKED, "draft": DRAFT},
        "nudge": {"by": "9:20"},
        "assigned": {
            "due": "today 11:00",
            "why": "nobody else is here today",
            "linked": LINKED,
            "draft": DRAFT,
        },
        "escalation": {
            "due": "today 11:00",
            "why": "Bo: no answer by 9:20. Cy: busy",
            "linked": LINKED,
            "draft": DRAFT,
        },
        "draft": {
            "step": "Day 1",
            "goes": "at 10:40",
            "ring": "",
            "words": "*skip*, *snooze Fri*, *replied: ...*, *stop: why*",
            "last": "You wrote Tue: 18,400, 6 weeks. It is their turn.",
            "bypass": False,
            "draft": DRAFT,
        },
        "reminder": {"next": NEXT, "words": WORDS, "why": "Peter was told: by 14:00.", "draft": DRAFT},
        "late": {"next": NEXT, "words": "*offer* gives it to the next one", "why": ""},
        "customer": {
            "due": "today 14:12",
            "bought": False,
            "offered": False,
            "words": WORDS,
            "why": "The follow-up has stopped.",
            "message": MESSAGE,
            "draft": DRAFT,
        },
        "command": {
            "answer": {"text": "You own L-142. Next: send two dates, due Thu 12:00."},
            "draft": DRAFT,
        },
        "refused": {
            "why": '"follow up" does not say what to do.',
            "examples": ("next: send two dates by Wed 12:00", "next: call after 2 pm today"),
        },
        "not_sent": {"note": {"text": "Tell him we can do it\nfor 18,400."}, "meant": "handoff sam: <note>"},
        "question": {
            "question": "Somebody answered Peter at 10:31. Was it you?",
            "choices": ({"word": "accept", "meaning": "it was me"}, {"word": "not me", "meaning": ""}),
            "why": "The answer lies in Sent without a name.",
        },
        "confirm": {"read_as": "Tue 16 Jun", "stands": "Thu 12:00", "wait": WAIT, "why": ""},
        "forced": {"next": NEXT, "why": "Max gave it to Jamie: knows the site.", "draft": DRAFT},
        "taken": {"taken": {"by": "Bo", "at": "at 10:42"}, "why": ""},
        "handoff": {
            "by": "12:00",
            "giver": "Jamie",
            "note": {"text": "Knows the site.\nWants: 12 m2, heated floor\nMissing: a phone number"},
        },
        "handed_back": {"news": "Sam did not answer by 12:00.", "next": NEXT},
        "handoff_over": {"why": "Jamie took it back"},
        "passed_on": {"why": "no answer by 9:20"},
        "in_doubt": {"what": "Day 3", "at": "14:02"},
        "not_understood": {"hint": "L-142", "why": ""},
    }
)
# These speak of many leads or of none, so they have no `subject` and no `lead`.
WITHOUT_A_LEAD: Final[Mapping[str, Values]] = MappingProxyType(
    {
        "morning": {
            "count": 1,
            "example": "1 send",
            "entries": (ENTRY,),
            "sections": SECTIONS,
            "yesterday": "2 sent, 1 answered, 1 not a lead",
        },
        "review": {"count": 2, "example": "2 offer", "sections": SECTIONS, "yesterday": ""},
        "introduction": {"address": "jamie@acme.example"},
        "alarm": {
            "what": "sales cannot be read",
            "since": "today 9:02",
            "todo": "Check the password of the inbox sales.",
            "details": {"text": "[AUTHENTICATIONFAILED] Authentication failed."},
        },
        "absence_ahead": {
            "count": 2,
            "back": "Wed 15 Jul",
            "rest": "What you leave goes to Sam when it is due.",
            "entries": (ENTRY,),
        },
        "covering": {
            "count": 2,
            "who": "Jamie",
            "news": "Jamie is away, back Wed 15 Jul.",
            "rest": "What you do not touch goes back to Jamie.",
            "entries": (ENTRY,),
        },
        "welcome_back": {"count": 1, "entries": (ENTRY,), "sections": SECTIONS},
        "recovered": {
            "what": "the inbox sales is read again",
            "lasted": "47 min",
            "news": "3 mails came meanwhile and are worked off now.",
        },
    }
)
PURPOSES: Final = (*TO_CUSTOMERS, *TO_OWNERS, *WITHOUT_A_LEAD)

AWKWARD: Final[tuple[str, ...]] = (
    "",
    "x" * 300,
    'Ann "the boss" O\'Hara <ann@home.example>',
    "يوسف \u202egnp.exe",
    "{{ 7*7 }} {% for x in y %}",
    "Ann\r\nBcc: eve@elsewhere.example\n\n\nsend",
    "\x00\ud800 \u2028",
)


def specimen(purpose: str) -> dict[str, object]:
    """All values of one purpose; an operator's own step ("day5") is given what a step is given."""
    if purpose in WITHOUT_A_LEAD:
        return {**WITHOUT_A_LEAD[purpose], "owner": OWNER, "team": TEAM, "link": LINK}
    about = {"subject": "Re: Garden office 12 m2", "lead": LEAD, "owner": OWNER, "team": TEAM}
    if purpose in TO_OWNERS:
        return {**about, "link": LINK, **TO_OWNERS[purpose]}
    return {**about, **(TO_CUSTOMERS.get(purpose) or STEP)}


def specimens(purpose: str) -> Iterator[dict[str, object]]:
    """The plain specimen, then the same with every word of it replaced by each awkward one."""
    plain = specimen(purpose)
    yield plain
    for words in AWKWARD:
        yield {name: _replaced(value, words) for name, value in plain.items()}
    yield {name: () if isinstance(value, tuple) else value for name, value in plain.items()}


def check_templates(folders: Sequence[Path]) -> list[str]:
    """One sentence for every template file that cannot be rendered, [] when all is well."""
    present = [path for folder in dict.fromkeys(folders) for path in sorted(folder.glob("emails/*/*.j2"))]
    complaints = [complaint for path in present for complaint in _complaints(path)]
    spoken_in_english = {path.stem for path in present if path.parent.name == "en"}
    missing = [purpose for purpose in PURPOSES if purpose not in spoken_in_english]
    return complaints + [f"There is no template emails/en/{purpose}.j2." for purpose in missing]


def _complaints(path: Path) -> list[str]:
    for values in specimens(path.stem):
        try:
            render_file(path, values)
        except TemplateError as error:
            return [str(error)]
    return []


def _replaced(value: object, words: str) -> object:
    if isinstance(value, str):
        return words
    if isinstance(value, Mapping):
        return {name: _replaced(item, words) for name, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_replaced(item, words) for item in value)
    return value
