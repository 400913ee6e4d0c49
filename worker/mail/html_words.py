"""The words of markup that is too large or too deep to be laid out: read as a stream, never as a tree.

Time and memory grow with the length alone. What is hidden stays hidden here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

_NEW_LINE = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "pre"})


class _Words:
    """What lxml tells of a document as it goes along; start and end always come in pairs."""

    def __init__(self, is_hidden: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._is_hidden = is_hidden
        self._words: list[str] = []
        self._depth = 0
        self._hidden_at = 0  # the depth of the outermost hidden element, 0 outside of any

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if not self._hidden_at and self._is_hidden(tag, attributes):
            self._hidden_at = self._depth
        if tag in _NEW_LINE:
            self._words.append("\n")

    def end(self, tag: str) -> None:
        if self._hidden_at == self._depth:
            self._hidden_at = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        if not self._hidden_at:
            self._words.append(text)

    def close(self) -> str:
        return "".join(self._words)


def words(html: str, is_hidden: Callable[[str, Mapping[str, str]], bool]) -> str:
    """The text of an HTML document, a line for each of its blocks; "" where it is no HTML at all."""
    try:
        # The stubs allow names in bytes too, which lxml never gives for a text.
        parser = etree.HTMLParser(target=_Words(is_hidden))  # type: ignore[arg-type]
        found = etree.fromstring(html, parser)
    except (etree.LxmlError, ValueError):
        return ""
    return str(found)
