"""Phone numbers in a line of text, as they were written: the door to phonenumbers, which says what is one.

People ring them, so the spaces stay. A number without its country's code is judged by a region ("DE").
"""

from __future__ import annotations

import re

import phonenumbers

# A number as people write it: with its country's code, a leading 0, or an area code in brackets.
_WRITTEN = re.compile(r"(?<![\w.,/€$£-])(?:\+|00|0|\(0?\d)[\d ()/.\u2013-]{6,20}\d(?!\w|[.,]\d|\s?[€%])")
_AMERICAN = re.compile(r"(?<![\w.,/€$£+-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}(?![\w-])")
# Other digits are a phone number only beside a word that says so.
_BARE = re.compile(r"(?<![\w.,/€$£+-])[1-9]\d{1,4}(?:[ .-]?\d{2,4}){2,4}(?![\w-])")
# "0.455" is a share, "212.17.35.15" a host.
_NO_PHONE = re.compile(r"^0\.\d|\d{1,3}(?:\.\d{1,3}){3}|\s0\.\d")
_SAYS_SO = re.compile(
    r"(?:tel|phone|fon|mobile?|mobil|handy|cell|call|ring|whats\s?app|número|teléfono|móvil|portable|appel|llám)",
    re.IGNORECASE,
)


def phone_numbers(line: str, region: str = "") -> list[str]:
    """The phone numbers of a line, as written; where the country is known, only those it can have."""
    if sum(map(str.isdigit, line)) < 7:
        return []
    written = [found.group().strip() for form in (_WRITTEN, _AMERICAN) for found in form.finditer(line)]
    if not written and _SAYS_SO.search(line):
        written = [found.group() for found in _BARE.finditer(line)]
    return [" ".join(one.split()) for one in dict.fromkeys(written) if _is_possible(one, region)]


def _is_possible(written: str, region: str) -> bool:
    if not 7 <= sum(map(str.isdigit, written)) <= 15 or _NO_PHONE.search(written):
        return False
    international = written.startswith(("+", "00"))
    if not international and not region:
        return True
    try:
        # "+49 (0)341" is how Germans write it; the 0 is not dialled from abroad.
        plain = re.sub(r"^00", "+", written).replace("(0)", "")
        number = phonenumbers.parse(plain, None if international else region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
