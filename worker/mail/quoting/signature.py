"""What programs and firms put below a person's words: signatures, phones' own lines, disclaimers. Pure.

Only what is marked as such goes: a "-- " line (RFC 3676, section 4.3), the line of a mail program, a
disclaimer of a firm. "Best regards, Ana" is the person's and stays.
"""

from __future__ import annotations

import re

from worker.mail.quoting import signature_words as words

_MARK = re.compile(r"^[ \t]{0,9}(?:-- ?|—)[ \t]{0,9}$")
_SURE_MARK = "-- "
_LONGEST_SIGNATURE = 30  # lines
_LONGEST_UNSURE = 12  # lines
_UNDERLINE = re.compile(r"^[ \t]{0,9}[_*=-]{3,200}[ \t]{0,9}$")
_FOOT = 20  # lines, or paragraphs, in which programs and firms put theirs
_DEVICE_LINE = 120  # characters, without a link
_LONGEST_LINE = 500
_LONGEST_READ = 3_000  # characters of one paragraph


def _any(lines: tuple[str, ...], *, before: str = "", after: str = "") -> re.Pattern[str]:
    """One pattern out of a table; it is searched in lower case, which is faster than in any case."""
    return re.compile(f"{before}(?:{'|'.join(lines)}){after}", re.MULTILINE)


_SENT = _any(words.SENT_FROM, before=r"[\s\-–—*_<\[(]{0,6}", after=rf"\s?(?:{'|'.join(words.DEVICES)})")
# Of a device we do not know the name stands alone on its line.
_MY_THING = re.compile(r"[\W_]{0,6}sent from my [\w' +-]{2,30}\W{0,2}$")
_SENT_BEHIND = _any(words.FROM_DEVICE_SENT)
_OUTLOOK = re.compile(
    r"\boutlook\b.{0,20}\b(?:ios|android|windows|mac)\b|\b(?:ios|android)\b.{0,25}\boutlook\b"
)
_BEHIND_WORDS = re.compile(rf"(?<=\S)\s{{0,9}}{words.BEHIND_WORDS}\s{{0,9}}$")
_LINK = re.compile(r"[<(\[]?https?://[^\s<>]{1,300}[>)\]]?")
# Proton writes its links into the plain text so: "Sent with [Proton Mail](https://proton.me/) secure email."
_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,80})\]\(https?://[^\s()]{1,300}\)")
_PROGRAM_LINK = re.compile(rf"[\s<(\[]{{0,5}}(?:https?://)?(?:{words.LINKS})\S{{0,300}}\s{{0,5}}$")
_LIST_FOOTER = _any(words.LIST_FOOTERS)
_DISCLAIMER = _any(words.DISCLAIMERS)
_THIS_MAIL = _any(words.THIS_MAIL)
_SCANNED = _any(words.SCANNED, before=r"[^\w\n]{0,20}")
_BANNER = _any(words.BANNERS, before=r"[^\w\n]{0,20}")
_SHORTEST_DISCLAIMER = 100  # characters


def without(text: str) -> str:
    """The text without what stands below the writer's own words; may be empty when there are none."""
    paragraphs = _without_disclaimer(re.split(r"\n[ \t]{0,20}\n", text))
    if len(paragraphs) > 1 and _BANNER.match(paragraphs[0].lower()):
        del paragraphs[0]
    lines = "\n\n".join(paragraphs).split("\n")
    lines = lines[: _signature_start(lines)]
    # A phone's line stands near the end, or above what was written below it.
    foot = max(1, len(lines) - _FOOT)
    lines[foot:] = [line for line in lines[foot:] if not _is_program_line(line)]
    if lines and _is_program_line(lines[0]):
        del lines[0]
    if lines:
        lines[-1] = _BEHIND_WORDS.sub("", lines[-1])
    while lines and (not lines[-1].strip() or _UNDERLINE.match(lines[-1])):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_disclaimer(paragraphs: list[str]) -> list[str]:
    """The paragraphs above a firm's disclaimer or a list's footer."""
    foot = max(0, len(paragraphs) - _FOOT)
    for number, paragraph in enumerate(paragraphs[foot:], foot):
        lower = paragraph.lower()
        if _LIST_FOOTER.search(lower) or (number and _is_disclaimer(lower)):
            return paragraphs[:number]
    return paragraphs


def _is_disclaimer(paragraph: str) -> bool:
    """Whether it speaks of the mail itself and in two ways of whom it is not for."""
    return (
        len(paragraph) >= _SHORTEST_DISCLAIMER
        and _THIS_MAIL.search(paragraph) is not None
        and len({found.group() for found in _DISCLAIMER.finditer(paragraph[:_LONGEST_READ])}) >= 2
    )


def _is_program_line(line: str) -> bool:
    """Whether a mail program or a scanner wrote the line: "Sent from my iPhone", "Virus-free."."""
    if not 0 < len(line) <= _LONGEST_LINE:
        return False
    if _PROGRAM_LINK.match(line):
        return True
    line = _LINK.sub("", _MARKDOWN.sub(r"\1", line)).strip().lower()
    if not 0 < len(line) <= _DEVICE_LINE or "?" in line:
        return False
    if _SCANNED.match(line) or _SENT.match(line) or _MY_THING.match(line):
        return True
    return bool(len(line) <= 60 and (_OUTLOOK.search(line) or _SENT_BEHIND.search(line)))


def _signature_start(lines: list[str]) -> int:
    """The first line of a marked signature, or the number of lines.

    Two hyphens without the space may also part two halves of a letter: whoever asks below them writes on.
    """
    foot = max(0, len(lines) - _LONGEST_SIGNATURE)
    for number in range(foot, len(lines)):
        if lines[number] == _SURE_MARK:
            return number
        if _MARK.match(lines[number]):
            below = [line for line in lines[number + 1 :] if line.strip()]
            if len(below) <= _LONGEST_UNSURE and not any(line.rstrip().endswith("?") for line in below):
                return number
    return len(lines)
