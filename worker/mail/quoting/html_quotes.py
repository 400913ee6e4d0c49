"""How mail programs mark a quoted mail, the words above it and a signature in HTML. Pure.

Data and questions for html.py: each name is a class, an id or a name that one program gives. With them a
quote is told in any language.
"""

from __future__ import annotations

import re

from lxml import html as lxml_html

from worker.mail.quoting import forward_mark

# Outlook on the web writes "x_" before foreign names, Yahoo "yiv" and a number.
_PREFIX = re.compile(r"^(?:x_|yiv\d{1,12}|ydp[0-9a-f]{1,12})+")

# Elements that hold a quoted mail with the words above it.
_QUOTES = frozenset(
    {
        "yahoo_quoted",
        "protonmail_quote",
        "zmail_extra",
        "tutanota_quote",
        "missive_quote",
        "front-blockquote",
        "spark_quote",
        "messagereplysection",
        "mail-editor-reference-message-container",
        "isreplycontent",
        "ntes-mailmaster-quote",
        "olk_src_body_section",
    }
)
# Elements that hold only the words above it. Answers may stand between the pieces of what follows.
_INTROS = frozenset({"gmail_attr", "moz-cite-prefix", "reply-intro", "gmail_quote_attribution"})
# From these on everything is quoted: Outlook on the web and Hotmail.
_BEGINS = frozenset({"divrplyfwdmsg", "outlookmessageheader", "zwchr"})

_SIGNATURES = frozenset(
    {
        "gmail_signature",
        "signature",
        "ms-outlook-mobile-signature",
        "moz-signature",
        "protonmail_signature_block",
        "applemailsignature",
        "messagesignaturesection",
        "mailspring-signature",
        "zm-_id_-sgn",
        "composer_signature",
    }
)
# Word draws a line above the header block of the mail it quotes; Windows Mail did so too.
_LINE_ABOVE = re.compile(
    r"border-top:\s?(?:solid\s#(?:e1e1e1|b5c4df|b6c5df)\s1\.0pt|1pt\ssolid\s#?(?:e1e1e1|b5c4df))"
    r"|border-top-color:\s?rgb\(229, 229, 229\)",
    re.IGNORECASE,
)
# An indent of the writer's own: Gmail's button, and Outlook's.
_INDENT = re.compile(r"border:\s?(?:none|medium none|0)|margin(?:-left)?:[^;]{0,30}\b40px", re.IGNORECASE)


def is_quote(element: lxml_html.HtmlElement) -> bool:
    """Whether it holds a quoted mail; not one that is passed on, and no indented paragraph."""
    names = _names(element)
    if element.tag == "blockquote":
        return bool(names) or element.get("type") == "cite" or not _INDENT.search(element.get("style", ""))
    is_gmx = element.tag == "div" and element.get("name") == "quote"
    if not (is_gmx or names & _QUOTES) or next(element.iter("blockquote"), None) is not None:
        # What is quoted stands in the blockquotes then, and answers may stand between them.
        return False
    return not forward_mark.is_in(str(element.text_content()).strip()[:500])


def is_intro(element: lxml_html.HtmlElement) -> bool:
    """Whether it holds the words above a quote, and nothing else."""
    return bool(_names(element) & _INTROS) and not forward_mark.is_in(
        str(element.text_content()).strip()[:500]
    )


def begins_quote(element: lxml_html.HtmlElement) -> bool:
    """Whether it and everything after it is a quoted mail."""
    if _names(element) & _BEGINS:
        return True
    if element.tag != "div" or not _LINE_ABOVE.search(element.get("style", "")):
        return False
    labels = [str(bold.text_content()).strip() for bold in element.iter("b", "strong")]
    return sum(label[-1:] in (":", "：") for label in labels[:12]) >= 3


def is_signature(element: lxml_html.HtmlElement) -> bool:
    """Whether the program marked it as the writer's signature."""
    return bool(_names(element) & _SIGNATURES)


def _names(element: lxml_html.HtmlElement) -> set[str]:
    if not element.attrib:
        return set()
    given = f"{element.get('class', '')} {element.get('id', '')} {element.get('name', '')}"
    return {_PREFIX.sub("", name.lower()) for name in given.split()}
