"""Action pages: GET shows, POST acts, once, through the door that replies use (reliability, "Links")."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from tests.story import SentMail, Story
from worker.board.server import application
from worker.store.models import Base

Tell = Callable[..., Story]
URL = "https://leads.acme.example"
BOARD = f'[board]\nurl = "{URL}"'
ANA = "Ana Bo <ana@customer.example>"


class Form(HTMLParser):
    """The forms of a page as a browser reads them: what each holds, by the words on its button."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._held: dict[str, str] = {}
        self._button: dict[str, str] | None = None
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._held = {}
        elif tag == "input":
            self._held[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self._held[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option":
            if "selected" in given or self._select not in self._held:
                self._held[self._select] = given["value"]
        elif tag == "button":
            self._button = given

    def handle_data(self, data: str) -> None:
        if self._area:
            self._held[self._area] += data
        if self._button is not None:
            held = dict(self._held)
            if "name" in self._button:
                held[self._button["name"]] = self._button["value"]
            self.forms[data.strip()] = held

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "button":
            self._button = None


class Visitor:
    """Somebody with a browser who opens the link of a mail and presses its buttons."""

    def __init__(self, story: Story, mail: SentMail, place: str = "") -> None:
        self.client = TestClient(application(story.app.workshop), base_url=URL, raise_server_exceptions=False)
        self.url = link(mail) + place
        self.story = story

    def sees(self) -> str:
        answer = self.client.get(self.url)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, button: str) -> dict[str, str]:
        forms = Form(self.sees()).forms
        assert button in forms, f"no button {button!r} among {list(forms)}"
        return forms[button]

    def sends(self, form: dict[str, str]) -> Any:
        answer = self.client.post(self.url, data=form)
        self.story.run()
        return answer

    def presses(self, button: str, **fields: str) -> str:
        answer = self.sends({**self.form(button), **fields})
        assert answer.status_code == 200, answer.text
        return str(answer.text)


def link(mail: SentMail) -> str:
    found = re.findall(rf"{re.escape(URL)}/a/[a-z2-7]{{32}}", mail.text)
    assert len(found) == 1, mail.text
    return str(found[0])


def offered(tell: Tell, **how: Any) -> tuple[Story, SentMail]:
    story = tell(more=BOARD, **how)
    story.receives(ANA, "Garden office", "What would it cost, and can somebody visit on a Friday?")
    return story, story.mail("offer", "jamie")


def dump(story: Story) -> dict[str, list[Any]]:
    """Every row of every table."""
    with story.app.database.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {table.name}")).all()))
            for table in Base.metadata.sorted_tables
        }


def test_a_click_accepts_with_the_prefilled_action(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    page = visitor.sees()
    assert "What would it cost, and can somebody visit on a Friday?" in page
    assert "Offered to you until today 10:30. Yours?" in page
    assert "Due" in page
    told = visitor.presses("Accept")
    assert "You own L-1." in told
    lead = story.lead("ana")
    assert (lead["owner"], lead["state"]) == ("jamie", "owned")
    assert lead["next_action"].startswith("Answer Ana Bo")
    assert story.broken_invariants() == []


def test_the_action_may_be_changed_on_the_page(tell: Tell) -> None:
    story, offer = offered(tell)
    Visitor(story, offer).presses("Accept", action="Ring Ana about Friday", by="2026-06-10T11:00")
    lead = story.lead("ana")
    assert lead["next_action"] == "Ring Ana about Friday"
    assert lead["due_at"].startswith("2026-06-10T11:00")


def test_send_takes_the_lead_and_the_draft_goes(tell: Tell) -> None:
    story, offer = offered(tell)
    Visitor(story, offer).presses("Send it")
    assert story.lead("ana")["owner"] == "jamie"
    assert len(story.sent(None, "ana@customer.example")) == 1


def test_a_no_asks_the_next_one(tell: Tell) -> None:
    story, offer = offered(tell)
    Visitor(story, offer).presses("Decline", reason="not my area")
    assert story.mail("offer", "sam")
    assert story.story("ana")["offers"][0]["reason"] == "not my area"


def test_a_double_click_acts_once_and_says_the_same(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    form = visitor.form("Send it")
    first, second = visitor.sends(form), visitor.sends(form)
    said = re.findall(r'role="status">(.*?)</section>', first.text, re.DOTALL)
    assert said
    assert said == re.findall(r'role="status">(.*?)</section>', second.text, re.DOTALL)
    assert len(story.sent(None, "ana@customer.example")) == 1


@pytest.mark.parametrize("kind", ["GET", "HEAD", "OPTIONS"])
def test_looking_changes_nothing_however_often(tell: Tell, kind: str) -> None:
    story, _ = offered(tell)
    story.passes(minutes=30)
    before = dump(story)
    urls = [found for mail in story.mails for found in re.findall(r"https?://\S+", mail.text)]
    assert len(urls) == 3
    for url in urls * 3:
        TestClient(application(story.app.workshop), base_url=URL).request(kind, url)
    assert dump(story) == before
