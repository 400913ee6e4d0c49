"""Renders the pages: plain HTML that works without a script, everything in it escaped.

A customer's HTML is never rendered: pages are given words, and what looks like a tag is shown as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from worker.board import forms, showing
from worker.board.actions import Clicked
from worker.board.links import Visit
from worker.settings import Settings
from worker.store.work import Work

FOLDER = "board"
STYLE = "style.css"


class Pages:
    """The pages of one team."""

    def __init__(self, settings: Settings) -> None:
        # Only ours: an operator's HTML would need a sandbox as their mails have one.
        folder = settings.templates[-1] / FOLDER
        self.style = (folder / STYLE).read_bytes()
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["said"] = _said
        self._environment.globals |= {"team": settings.team.name, "style": f"{_base(settings)}/{STYLE}"}

    def of(
        self,
        work: Work,
        visited: Visit,
        clicked: Clicked | None = None,
        tried: Mapping[str, str] | None = None,
    ) -> str:
        """Return the page that a link opens, with what became of a click above it."""
        stale, lead, token = visited.stale, visited.lead, visited.token
        values: dict[str, Any] = {"clicked": clicked, "base": f"/a/{visited.secret}"}
        if stale is not None:
            return self._render("stale.html", why=stale, **values)
        refused = clicked is not None and not clicked.done
        tried, word = (tried or {}, clicked.word) if clicked is not None and refused else ({}, "")
        in_words = tried.get("words", "") if word == forms.IN_WORDS else ""
        doubted = token.doubted_words or ""
        values |= {
            "doubted": tried.get("words", doubted) if doubted and word == forms.DOUBTED else doubted,
            "doubt": forms.write(work, visited, forms.DOUBTED),
            "words": forms.write(work, visited, forms.IN_WORDS),
            "in_words": in_words,
        }
        if lead is None:
            return self._render("list.html", entries=showing.list_page(work, visited), **values)
        values["in_list"] = visited.number is not None
        return self._render("lead.html", lead=showing.lead_page(work, visited, lead, tried, word), **values)

    def unknown(self) -> str:
        """Return the page of a link that opens nothing."""
        return self._render("unknown.html")

    def broken(self) -> str:
        """Return the page of a moment in which nothing can be shown."""
        return self._render("broken.html")

    def _render(self, name: str, **values: Any) -> str:
        return self._environment.get_template(name).render(values)


def _base(settings: Settings) -> str:
    """Return the path that the pages lie under, as the browser sees it."""
    url = settings.board.url if settings.board is not None else None
    _, _, path = (url or "").partition("://")[2].partition("/")
    return f"/{path}" if path else ""


def _said(words: str) -> Markup:
    """Show the words to reply, written `like this`, apart from the sentence around them."""
    pieces = [escape(piece) for piece in words.split("`")]
    if len(pieces) % 2 == 0:
        return Markup("`").join(pieces)
    shown = [Markup("<code>%s</code>") % piece if place % 2 else piece for place, piece in enumerate(pieces)]
    return Markup("").join(shown)
