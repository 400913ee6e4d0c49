"""What a reply adds: the text without the quoted mail and without the signature. Pure.

First the sure signs of quotes.py, which are cheap; then quotequail on the few lines that
are left, because it grows slow on long texts.
"""

from __future__ import annotations

import re

import quotequail

from worker.mail import quotes

_SIGNATURE = re.compile(r"^(?:-- ?|_{2,80})$", re.MULTILINE)
_DEVICE = re.compile(
    r"^[ \t]{0,20}(?:Sent (?:from|via|with) (?:my |the |Mail |Yahoo|Outlook|Samsung)|Get Outlook for "
    r"|Von meinem \S{1,30} (?:gesendet|aus)|Gesendet (?:von|mit) (?:meinem |der |Outlook|Mail )"
    r"|Diese Nachricht wurde von meinem|Envoyé de(?:puis)? mon|Enviado desde mi|Inviato da(?:l mio)? )",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTEQUAIL_LINES = 80
_READ = 200_000  # characters


def new_text(text: str, *, answer: bool) -> str:
    """What the writer of this mail added.

    `answer` says that the mail answers another one: only then is anything cut. Never
    empty when the writer wrote something: a cut that leaves nothing is taken back.
    """
    text = text[:_READ].strip()
    if not answer or not text:
        return text
    above = _without_quote(text)
    return _without_signature(above) or above


def _without_quote(text: str) -> str:
    start = quotes.quote_start(text)
    if start is None:
        return _unmarked(_ask_quotequail(_unmarked(text)))
    above = _unmarked(text[:start])
    if above and not _marked_below(text, start):
        return _ask_quotequail(above)
    # The answer stands below the quote or between its lines, which are all marked.
    return _unmarked(quotes.without_attributions(text)) if _marked_below(text, start) else above


def _marked_below(text: str, start: int) -> bool:
    """Whether the text after an attribution is quoted with ">" line by line."""
    found = quotes.ATTRIBUTION.match(text, start)
    rest = text[found.end() :].lstrip() if found else ""
    return quotes.is_quoted_line(rest[:1])


def _unmarked(text: str) -> str:
    """The lines that are not marked with ">"."""
    kept = "\n".join(line.rstrip() for line in text.split("\n") if not quotes.is_quoted_line(line))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _ask_quotequail(text: str) -> str:
    """Let quotequail find what the sure signs missed; long texts are left alone."""
    if text.count("\n") > _QUOTEQUAIL_LINES:
        return text
    try:
        shown = [piece for is_new, piece in quotequail.quote(text) if is_new]
    except Exception:
        # It is a second opinion only; on a text it cannot read ours stands.
        return text
    return "\n".join(shown).strip() or text


def _without_signature(text: str) -> str:
    """The text above a marked signature or a phone's own line."""
    starts = [found.start() for sign in (_SIGNATURE, _DEVICE) if (found := sign.search(text))]
    return text[: min(starts)].strip() if starts else text
