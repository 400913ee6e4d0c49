"""HTML mail as plain text: only what a reader would have seen, quotes marked with ">".

Hidden text never counts (a hidden "send" must not become a command), and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from inscriptis import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml import html as lxml_html

from worker.mail import html_words
from worker.mail.quoting import html_quotes
from worker.mail.text import clean

_QUOTES = 50
_LONGEST = 512 * 1024  # characters of HTML that are read
_TAGS = 15_000  # laying out more takes longer than a second
_STYLE = 64 * 1024  # characters of a style sheet that are read

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:^|;|\s)(?:font-size|max-height|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_DROPPED = ("script", "style", "head", "title", "template", "noscript", "object", "svg")
_CONFIG = ParserConfig(display_images=False, display_links=False, display_anchors=False)


def to_text(html: str) -> str:
    """The visible text of an HTML body. Never raises: what cannot be rendered loses its tags."""
    html = clean(html[:_LONGEST])
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if not html.strip():
        return ""
    laid_out = None if html.count("<") > _TAGS else _laid_out(html)
    text = html_words.words(html, _is_hidden) if laid_out is None else laid_out
    lines = (line.strip() for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _laid_out(html: str) -> str | None:
    """The text as a browser would lay it out; None where it cannot be, or not all of it."""
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        tree = lxml_html.document_fromstring(html, parser=parser)
        if any("depth" in error.message for error in parser.error_log):
            return None
        _drop_hidden(tree, _hidden_classes(tree))
        _mark_quotes(tree)
        return str(Inscriptis(tree, _CONFIG).get_text())
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, KeyError, IndexError, TypeError):
        return None


def _hidden_classes(tree: lxml_html.HtmlElement) -> frozenset[str]:
    """Classes that a style sheet hides on every screen; those of one screen size are left visible."""
    hidden: set[str] = set()
    for sheet in tree.iter("style"):
        for selectors, rules in _style_rules((sheet.text or "")[:_STYLE]):
            if _HIDDEN_STYLE.search(rules):
                hidden.update(found.group(1) for s in selectors.split(",") if (found := _CLASS.search(s)))
    return frozenset(hidden)


def _style_rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and rules of a style sheet, without what holds for some screens only (`@media`)."""
    within_media = False
    for piece in sheet.split("}"):
        selectors, brace, rules = piece.partition("{")
        if "@media" in selectors:
            within_media = True
        elif within_media:
            # The brace that closes the block follows that of its last rule.
            within_media = bool(brace)
        elif brace:
            yield selectors, rules


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is shown nowhere, by what it says of itself."""
    return (
        tag in _DROPPED or "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
    )


def _drop_hidden(tree: lxml_html.HtmlElement, hidden_classes: frozenset[str]) -> None:
    for element in list(tree.iter()):
        if element.getparent() is None:
            continue
        if (
            not isinstance(element.tag, str)
            or _is_hidden(element.tag, element.attrib)
            or hidden_classes.intersection(element.get("class", "").split())
        ):
            element.drop_tree()


def _mark_quotes(tree: lxml_html.HtmlElement) -> None:
    """Turn each innermost-first quote into lines that begin with ">", as plain text mail has them."""
    _gather_quotes(tree)
    for line in tree.iter("hr"):
        # It is not drawn, but what stands below it begins a line.
        line.tag = "div"
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
