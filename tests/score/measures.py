"""What is measured on each kind of mail, and how well it must be done on mail nobody has seen.

A measure gives each case one outcome: right, wrong or unsure. The same measures judge the libraries
beside us, which know only some of the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import dateparser

from tests.score.cases import Case
from tests.score.expected import differences
from tests.score.texts import compare, compare_packed

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
Said = dict[str, Any]

PEOPLE = ("replies", "inquiries", "weak people", "forwards", "forms", "answers")
# Newsletters without a list's header have a measure of their own: nobody finds all of them.
MACHINES = ("bounces", "auto_replies", "lists", "complaints")
SPOKEN_BY_MACHINES = ("bounce", "auto_reply", "bulk", "spam", "loop")
SPOKEN_BY_PEOPLE = ("inquiry", "reply", "form", "forward", "command", "contact")

# Which verdicts are right for a kind whose cases name none of their own.
VERDICTS = {
    "replies": ("reply", "inquiry", "opt_out"),
    "inquiries": ("inquiry", "reply", "opt_out"),
    "weak people": ("inquiry", "reply", "form", "forward"),
    "answers": ("reply", "inquiry", "opt_out"),
    "forwards": ("forward",),
    "forms": ("form",),
    "bounces": ("bounce",),
    "auto_replies": ("auto_reply",),
    "complaints": ("opt_out",),
    "newsletters": ("bulk", "spam"),
    "lists": ("bulk", "spam"),
    "spam": ("bulk", "spam"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case fared in one measure."""

    measure: str
    result: str
    wanted: str = ""
    got: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A per cent of cases right, or (`at_most`) wrong; `glued`: the best libraries glued together."""

    name: str
    kinds: tuple[str, ...]
    target: float | None = None
    at_most: bool = False
    glued: float | None = None


# The worst mistakes first: the list of misses follows this order.
MEASURES = (
    Measure("no crash", (), 0, at_most=True, glued=0.4),
    Measure("people judged machines", PEOPLE, 0, at_most=True, glued=1),
    Measure("machines judged people", MACHINES, 2, at_most=True, glued=11),
    Measure("bounce recognised", ("bounces",), 98, glued=87),
    Measure("bounce recipient", ("bounces",), 97),
    Measure("bounce permanent", ("bounces",), 92, glued=83),
    Measure("auto-reply recognised", ("auto_replies",), 93, glued=88),
    Measure("form address", ("forms",), 92, glued=68),
    Measure("form name", ("forms",), 92, glued=60),
    Measure("form message", ("forms",), 90),
    Measure("forward from, subject, date", ("forwards",), 96, glued=93),
    Measure("forward text", ("forwards",), 94, glued=94),
    Measure("forward comment", ("forwards",)),
    Measure("reply exact", ("replies",), 78, glued=57),
    Measure("reply with a quote left", ("replies",), 5, at_most=True, glued=34),
    Measure("reply with words lost", ("replies",), 3, at_most=True, glued=5),
    Measure("first mail whole", ("inquiries",)),
    Measure("newsletter recognised", ("newsletters",), 60, glued=0),
    Measure("list or spam recognised", ("lists", "spam")),
    Measure("complaint recognised", ("complaints",)),
    Measure("odd mail: from and subject", ("odd",)),
    Measure("all that our corpus says", ()),
)


def outcomes(case: Case, said: Said) -> Iterator[Outcome]:
    """What each measure that knows this kind of mail says of it."""
    for measured in (_verdict, _people, _bounce, _form, _forward, _new_text, _odd):
        yield from measured(case, said)
    if "verdict" in case.labels and "reason" in said:
        wrong = differences(case.labels, said)
        yield _outcome("all that our corpus says", not wrong, "", "; ".join(wrong))


def verdict_result(case: Case, verdict: str) -> str:
    """Whether the verdict alone is right for the kind of mail."""
    right = (case.labels["verdict"],) if "verdict" in case.labels else VERDICTS.get(case.kind, ())
    if verdict in right or not right:
        return RIGHT
    return UNSURE if verdict == "unsure" else WRONG


_RECOGNISED = {
    "bounces": "bounce recognised",
    "auto_replies": "auto-reply recognised",
    "newsletters": "newsletter recognised",
    "lists": "list or spam recognised",
    "spam": "list or spam recognised",
    "complaints": "complaint recognised",
}


def _verdict(case: Case, said: Said) -> Iterator[Outcome]:
    name = _RECOGNISED.get(case.kind)
    if name and "verdict" in said:
        yield Outcome(name, verdict_result(case, said["verdict"]), case.kind, _why(said))


def _people(case: Case, said: Said) -> Iterator[Outcome]:
    if "verdict" not in said:
        return
    verdict, wanted = said["verdict"], case.labels.get("verdict")
    if wanted in SPOKEN_BY_PEOPLE or (wanted is None and case.kind in PEOPLE):
        yield _outcome("people judged machines", verdict not in SPOKEN_BY_MACHINES, "a person", _why(said))
    if case.kind in MACHINES and wanted not in SPOKEN_BY_PEOPLE:
        yield _outcome("machines judged people", verdict not in SPOKEN_BY_PEOPLE, "a machine", _why(said))


def _why(said: Said) -> str:
    return f"{said['verdict']}: {said.get('reason', '')}"


def _bounce(case: Case, said: Said) -> Iterator[Outcome]:
    if case.kind != "bounces" or "bounce" not in said:
        return
    wanted, found = case.labels.get("bounce") or {}, said["bounce"] or {}
    recipients = wanted.get("recipients") or list(filter(None, [wanted.get("recipient")]))
    if recipients:
        got = str(found.get("recipient", ""))
        right = got.lower() in [address.lower() for address in recipients]
        yield _outcome("bounce recipient", right, ", ".join(recipients[:3]), got)
    if wanted.get("permanent") is not None:
        right = found.get("permanent") is wanted["permanent"]
        yield _outcome("bounce permanent", right, str(wanted["permanent"]), str(found.get("permanent")))


def _form(case: Case, said: Said) -> Iterator[Outcome]:
    if case.kind != "forms" or case.labels.get("verdict", "form") != "form":
        return
    wanted, found = case.labels.get("from") or {}, said.get("from") or {}
    unsure = said["verdict"] == "unsure"
    if wanted.get("email"):
        right = found["email"].lower() == wanted["email"].lower() and said["verdict"] == "form"
        got = f"{said['verdict']}, {found['email']}"
        yield _outcome("form address", right, wanted["email"], got, unsure=unsure)
    if wanted.get("name") is not None:
        yield _outcome("form name", found["name"] == wanted["name"], wanted["name"], found["name"])
    if case.labels.get("new_text") is not None:
        message = case.labels["new_text"]
        yield _outcome("form message", _same(message, said["new_text"]), message, said["new_text"])


def _forward(case: Case, said: Said) -> Iterator[Outcome]:
    wanted = case.labels.get("forwarded")
    if case.kind != "forwards" or not isinstance(wanted, dict) or "forwarded" not in said:
        return
    found = said["forwarded"] or {}
    unsure = said.get("verdict") == "unsure"
    if {"from", "subject"} <= set(wanted):
        right = (
            _same_person(wanted["from"], found.get("from") or {})
            and _same(wanted["subject"], found.get("subject") or "")
            and _same_date(wanted.get("date"), found.get("date"))
        )
        told = [str(wanted.get(key)) for key in ("from", "subject", "date")]
        got = [str(found.get(key)) for key in ("from", "subject", "date")]
        yield _outcome("forward from, subject, date", right, ", ".join(told), ", ".join(got), unsure=unsure)
    for key in ("text", "comment"):
        if wanted.get(key) is not None:
            right = compare(wanted[key], found.get(key) or "").exact if found else False
            yield _outcome(f"forward {key}", right, wanted[key], found.get(key) or "")


def _same_person(wanted: dict[str, Any] | str, got: dict[str, str]) -> bool:
    if isinstance(wanted, str):
        # As it stood in the mail: Ana Diaz <ana@diaz.example>.
        return bool(got) and all(part.lower() in wanted.lower() for part in got.values())
    address = wanted.get("address") or wanted.get("email")
    right = not address or got.get("email", "").lower() == address.lower()
    return bool(got) and right and (not wanted.get("name") or got.get("name") == wanted["name"])


def _same_date(wanted: str | None, got: str | None) -> bool:
    """Day and time as the writer wrote them; of some labels it is only known that there was one."""
    if wanted is None:
        return True
    if got is None:
        return False
    known = None if wanted == "non-empty string" else dateparser.parse(wanted)
    there = datetime.fromisoformat(got)
    return known is None or known.replace(tzinfo=None, second=0) == there.replace(tzinfo=None, second=0)


def _new_text(case: Case, said: Said) -> Iterator[Outcome]:
    kinds = {"replies": "reply exact", "answers": "reply exact", "inquiries": "first mail whole"}
    if case.kind not in kinds or "new_text" not in said:
        return
    labels, got = case.labels, said["new_text"]
    if "new_text" in labels:
        found = compare(labels["new_text"], got)
    elif "new_text_nospace" in labels:
        found = compare_packed(labels["new_text_nospace"], got)
    else:
        yield from _hints(case, got)
        return
    wanted = labels.get("new_text", labels.get("new_text_nospace", ""))
    if case.kind == "inquiries":
        yield _outcome("first mail whole", found.exact, wanted, got)
        return
    yield _outcome("reply exact", found.exact, wanted, got)
    yield _outcome("reply with a quote left", not found.quote_left, wanted, got)
    yield _outcome("reply with words lost", not found.lost, wanted, got)


def _hints(case: Case, got: str) -> Iterator[Outcome]:
    """Labels that only say which words must be there and which must not."""
    labels = case.labels
    kept = [*labels.get("contains", ()), *filter(None, [labels.get("startswith")])]
    patterns = labels.get("contains_re", ())
    if not (kept or patterns or labels.get("not_contains")):
        return
    lost = [words for words in kept if not _within(words, got)]
    lost += [words for words in patterns if not re.search(words, got)]
    left = [words for words in labels.get("not_contains", ()) if _within(words, got)]
    wanted = f"with {[*kept, *patterns]}, without {labels.get('not_contains', [])}"
    if case.kind == "inquiries":
        yield _outcome("first mail whole", not lost and not left, wanted, got)
        return
    yield _outcome("reply exact", not lost and not left, wanted, got)
    yield _outcome("reply with a quote left", not left, wanted, got)
    yield _outcome("reply with words lost", not lost, wanted, got)


def _within(words: str, text: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())


def _odd(case: Case, said: Said) -> Iterator[Outcome]:
    if case.kind != "odd" or "via" not in said:
        return
    labels = case.labels
    sender = labels.get("from")
    address = sender.get("address") if isinstance(sender, dict) else sender
    if address and "@" in address:
        got = said["via"]["email"]
        yield _outcome("odd mail: from and subject", got == address.lower(), address, got)
    if labels.get("subject"):
        right = _same(labels["subject"], said["subject"])
        yield _outcome("odd mail: from and subject", right, labels["subject"], said["subject"])


def _same(wanted: str, got: str) -> bool:
    return wanted.split() == got.split()


def _outcome(name: str, right: bool, wanted: str, got: str, *, unsure: bool = False) -> Outcome:
    return Outcome(name, RIGHT if right else UNSURE if unsure else WRONG, wanted, got)
