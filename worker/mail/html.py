"""HTML mail as plain text: only what a reader would have seen, quotes marked with ">".

Hidden text never counts (a hidden "send" must not become a command), and nothing is fetched.
"""

from __future__ import annotations

import re
from html import unescape

from inscriptis import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml import html as lxml_html

from worker.mail import html_quotes
from worker.mail.text import clean

_QUOTES = 50
_LONGEST = 512 * 1024  # characters of HTML that are read

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:^|;|\s)(?:font-size|max-height|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_MEDIA_RULE = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
_STYLE_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_TAG = re.compile(
    r"<(?:script|style|head)\b.*?</(?:script|style|head)>|<!--.*?-->|<[^<>]{0,2000}>", re.S | re.I
)
_DROPPED = ("script", "style", "head", "title", "template", "noscript", "object", "svg")
_CONFIG = ParserConfig(display_images=False, display_links=False, display_anchors=False)


def to_text(html: str) -> str:
    """The visible text of an HTML body. Never raises: what cannot be rendered loses its tags."""
    html = clean(html[:_LONGEST])
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if not html.strip():
        return ""
    try:
        tree = lxml_html.document_fromstring(html)
        _drop_hidden(tree, _hidden_classes(tree))
        _mark_quotes(tree)
        text = Inscriptis(tree, _CONFIG).get_text()
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, KeyError, IndexError, TypeError):
        text = unescape(_TAG.sub(" ", html))
    lines = (line.strip() for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _hidden_classes(tree: lxml_html.HtmlElement) -> frozenset[str]:
    """Classes that a style sheet hides on every screen; those of one screen size are left visible."""
    hidden: set[str] = set()
    for sheet in tree.iter("style"):
        for selectors, rules in _STYLE_RULE.findall(_MEDIA_RULE.sub("", (sheet.text or "")[:_LONGEST])):
            if _HIDDEN_STYLE.search(rules):
                hidden.update(found.group(1) for s in selectors.split(",") if (found := _CLASS.search(s)))
    return frozenset(hidden)


def _drop_hidden(tree: lxml_html.HtmlElement, hidden_classes: frozenset[str]) -> None:
    for element in list(tree.iter()):
        if element.getparent() is None:
            continue
        if (
            not isinstance(element.tag, str)
            or element.tag in _DROPPED
            or "hidden" in element.attrib
            or _HIDDEN_STYLE.search(element.get("style", ""))
            or hidden_classes.intersection(element.get("class", "").split())
        ):
            element.drop_tree()


def _mark_quotes(tree: lxml_html.HtmlElement) -> None:
    """Turn each innermost-first quote into lines that begin with ">", as plain text mail has them."""
    _gather_quotes(tree)
    quotes = [
        element
        for element in tree.iter("blockquote", "div", "section", "span", "p")
        if element.getparent() is not None
        and (html_quotes.is_quote(element) or html_quotes.is_intro(element))
    ]
    # More than this many levels is no conversation; the text then stays as it stands.
    for quote in reversed(quotes[:_QUOTES]):
        # The tail is what follows the quote; rendered with it, it would be said twice.
        tail, quote.tail = quote.tail, None
        inner = Inscriptis(quote, _CONFIG).get_text().strip("\n")
        marked = etree.Element("pre")
        marked.text = "\n".join(f"> {line.strip()}".rstrip() for line in inner.split("\n"))
        marked.tail = tail
        quote.getparent().replace(quote, marked)


def _gather_quotes(tree: lxml_html.HtmlElement) -> None:
    """Put what runs from the head of a quoted mail to the end into one element, and mark signatures."""
    for element in list(tree.iter("div", "table", "hr", "p", "span")):
        parent = element.getparent()
        if parent is None:
            continue
        if html_quotes.is_signature(element) and element.text_content().strip():
            # RFC 3676, section 4.3.
            mark = etree.Element("div")
            mark.text = "--"
            parent.insert(parent.index(element), mark)
        elif html_quotes.begins_quote(element):
            _gather(element)
            return


def _gather(first: lxml_html.HtmlElement) -> None:
    """Move an element and all its later siblings into a quote; of Word's, the box around the head as well."""
    parent = first.getparent()
    while parent is not None and parent.tag == "div" and not _has_words_before(first):
        first, parent = parent, parent.getparent()
    if parent is None:
        return
    quote = etree.Element("blockquote", type="cite")
    following = list(first.itersiblings())
    parent.insert(parent.index(first), quote)
    for element in [first, *following]:
        quote.append(element)


def _has_words_before(element: lxml_html.HtmlElement) -> bool:
    """Whether its parent holds words that stand before it."""
    parent = element.getparent()
    before = [parent.text or "", *(_words(sibling) for sibling in element.itersiblings(preceding=True))]
    return any(text.strip() for text in before)


def _words(element: lxml_html.HtmlElement) -> str:
    return str(element.text_content()) + (element.tail or "")
