"""Facts in a mail, each with the line it was found in. Pure.

Only what is written as such is a fact; nothing is concluded. What a form's fields say comes first, then who
signs (signing.py), then each line: addresses, numbers (quantities.py), places, products, days (wording.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.ingest.form_fields import FormFields
from worker.ingest.labels import names_place
from worker.ingest.quantities import amounts
from worker.ingest.signing import Signed, firms, signed
from worker.ingest.wording import dates, places, products
from worker.mail.phones import phone_numbers
from worker.mail.phrases import promise

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_IS_ADDRESS = re.compile(r"://|^www\.|^/|^\S+\.\w{2,}/\S*$")
# A town with or without its postcode, a street: no bare number, no "as soon as possible!".
_IS_PLACE = re.compile(r"(?=.{0,80}[^\W\d_]{2})[^@?!:;]{2,80}")
_LINES = 200
_LINE = 500  # characters
_READ = 20_000  # characters
_MOST = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: name email phone company place amount date product language promise."""

    kind: str
    value: str
    line: str


def facts(
    text: str,
    *,
    name: str = "",
    email: str = "",
    language: str = "",
    form: FormFields | None = None,
    below: str = "",
    region: str = "",
) -> tuple[Fact, ...]:
    """What the text and its fields say, each once.

    `name` and `email` are the header's, `below` the signature that is no part of the text, `region` the
    country whose phone numbers need no code ("DE").
    """
    found = [Fact(*one) for one in _of_form(form, region)] if form is not None else []
    who = Signed() if form is not None and form.name else signed(name, email, f"{text[:_READ]}\n{below}")
    found += [
        Fact(kind, value, line)
        for kind, value, line in (
            ("name", who.name, who.name_line),
            ("email", email, email),
            ("company", who.company, who.company_line),
        )
        if value
    ]
    for line in f"{text[:_READ]}\n{below}".split("\n")[:_LINES]:
        found += _in_line(" ".join(line[:_LINE].split()), language, region)
    if promised := promise(text):
        found.append(Fact("promise", promised, promised))
    if language:
        found.append(Fact("language", language, ""))
    unique = {(fact.kind, fact.value.lower()): fact for fact in reversed(found)}
    return tuple(reversed(unique.values()))[:_MOST]


def _of_form(form: FormFields, region: str) -> Iterator[tuple[str, str, str]]:
    phone = next(iter(phone_numbers(form.phone, region)), form.phone)
    for kind, value, written in (
        ("name", form.name, form.name),
        ("email", form.email, form.email),
        ("phone", phone, form.phone),
        ("company", form.company, form.company),
        ("product", form.product, form.product),
        # The title of the page they came from says what it was about; its address does not.
        ("product", "" if _IS_ADDRESS.search(form.page) else form.page, form.page),
    ):
        if value:
            yield kind, value, f"{kind.title()}: {written}"
    for label, written in form.others:
        place = " ".join(written.split())
        if names_place(label) and _IS_PLACE.fullmatch(place) and not _IS_ADDRESS.search(place):
            yield "place", place, f"{label}: {place}"


def _in_line(line: str, language: str, region: str) -> list[Fact]:
    if len(line) < 4:
        return []
    found = [Fact("email", match.lower(), line) for match in _EMAIL.findall(line)] if "@" in line else []
    days = dates(line)
    found += [Fact("date", day, line) for day in days]
    if any(map(str.isdigit, line)):
        phones = [number for number in phone_numbers(line, region) if not any(number in day for day in days)]
        found += [Fact("phone", number, line) for number in phones]
    found += [Fact("amount", amount, line) for amount in amounts(line)]
    found += [Fact("company", firm, line) for firm in firms(line)]
    found += [Fact("place", place, line) for place in places(line, language)]
    found += [Fact("product", product, line) for product in products(line)]
    return found
