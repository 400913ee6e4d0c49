"""Action pages: GET shows, POST acts, once, through the door that replies use (reliability, "Links")."""

from __future__ import annotations

import re
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from tests.servers.daemon import wait_until
from tests.story import SentMail, Story
from worker.board.impatience import Impatient
from worker.board.server import BoardServer, application
from worker.settings import Listen
from worker.store.claims import decide_alone
from worker.store.database import Database
from worker.store.models import Base, Lead, Offer, OutboxEmail, OwnerRecord, Token

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
    found = re.findall(rf"^Or on the page: ({re.escape(URL)}/a/[a-z2-7]{{32}})$", mail.text, re.MULTILINE)
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


def a_busy_week(story: Story) -> None:
    """Everything that makes a mail to an owner, as far as two days can."""
    story.receives(ANA, "Garden office", "What would it cost, and can somebody visit on a Friday?")
    story.passes(minutes=16)
    story.owner_says("jamie", "follow up", to=story.mail("nudge", "jamie"))
    story.owner_says("jamie", "She may come on Friday, I think", to=story.mail("offer", "jamie"))
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.receives(
        ANA,
        "Re: Garden office",
        "Check back next week, please.",
        answers=story.mail(None, "ana@customer.example"),
    )
    story.receives("Rita Ray <rita@x.example>", "Shed", "How much is a shed?")
    story.owner_says("sam", "not a lead", to=story.mail("offer", "sam"))
    story.receives("Otto <otto@y.example>", "Fence", "How much is a fence?")
    story.owner_says("jamie", "no", to=story.mail("offer", "jamie"))
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    story.owner_says("sam", "send", to=story.mail("command", "sam"))
    story.owner_says("sam", "handoff max: likes wood", to=story.mail("offer", "sam"))
    story.receives("Eva <eva@z.example>", "Gate", "How much is a gate?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.receives(
        "Eva <eva@z.example>", "Re: Gate", "And in red?", answers=story.mail(None, "eva@z.example")
    )
    story.receives("Ida <ida@w.example>", "Roof", "How much is a roof?")
    story.until("2026-06-11 09:30")


WITH_A_LINK = {
    *("offer", "nudge", "command", "question", "confirm", "customer", "reminder", "escalation", "draft"),
    *("handoff", "morning"),
}


def test_looking_changes_nothing_however_often(tell: Tell) -> None:
    story = tell(more=BOARD)
    a_busy_week(story)
    linked = {mail.kind: link(mail) for mail in story.mails if "Or on the page: " in mail.text}
    assert linked.keys() >= WITH_A_LINK
    before = dump(story)
    urls = [found for mail in story.mails for found in re.findall(r"https?://\S+", mail.text)]
    urls += [f"{linked['morning']}/{number}" for number in (1, 2)]
    client = TestClient(application(story.app.workshop), base_url=URL)
    for method, status in (("GET", 200), ("HEAD", 200), ("OPTIONS", 405)):
        assert [client.request(method, url).status_code for url in urls * 3] == [status] * 3 * len(urls)
        assert dump(story) == before


# --- what may be done with a link ---


def test_a_link_says_who_owns_the_lead_now_and_does_nothing_else(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    form = visitor.form("Accept")
    visitor.presses("Decline", reason="busy")
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    before = story.lead("ana")
    assert "Sam accepted at 10:00" in visitor.sees()
    assert "<form" not in visitor.sees()
    assert "What would it cost" not in visitor.sees()
    assert "Sam accepted at 10:00" in visitor.sends(form).text
    assert story.lead("ana") == before


def test_a_link_ends_when_its_owner_is_replaced(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    form = visitor.form("Send it")
    story.owner_says("jamie", "offer", to=offer)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    page = visitor.sees()
    assert "Nothing to do here" in page
    assert "Sam accepted" in page
    refused = visitor.sends(form)
    assert refused.status_code == 409
    assert "Nothing was done. Sam accepted" in refused.text
    assert not story.sent(None, "ana@customer.example")
    assert any("A click on a link of Jamie was not obeyed" in why for why in story.events("ana"))


def test_a_late_click_counts_while_nobody_else_has_said_yes(tell: Tell) -> None:
    story, offer = offered(tell)
    story.passes(minutes=31)
    assert story.mail("offer", "sam")
    Visitor(story, offer).presses("Accept")
    assert story.lead("ana")["owner"] == "jamie"
    assert story.mail("assigned", "sam").text.startswith("Jamie accepted")


def test_a_link_is_good_for_ninety_days(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    form = visitor.form("A note" if "A note" in Form(visitor.sees()).forms else "Keep the note")
    story.clock.advance_to(story.now.replace(month=9, day=9))
    assert "This link is too old." in visitor.sees()
    assert visitor.sends({**form, "text": "rang her"}).status_code == 409
    assert "rang her" not in story.events("ana")


def test_an_unknown_link_says_what_to_do_instead(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    reply_token = str(offer.reply_to).partition("+r.")[2].partition("@")[0]
    for wrong in ("nothing", reply_token, link(offer)[:-1].rpartition("/")[2], "a" * 4000, "%00", "../x"):
        answer = visitor.client.get(f"{URL}/a/{wrong}")
        assert answer.status_code == 404, wrong
        assert "Or simply answer the mail" in answer.text
        assert visitor.client.post(f"{URL}/a/{wrong}", data={"do": "accept"}).status_code == 404
    for number in ("1", "-1", "1x", "9" * 5000):
        assert visitor.client.get(f"{link(offer)}/{number}").status_code == 404, number[:9]
    assert story.lead("ana")["state"] == "offered"


def test_a_link_is_no_address_to_reply_to(tell: Tell) -> None:
    story, offer = offered(tell)
    secret = link(offer).rpartition("/")[2]
    local, _, domain = story.mailbox.user.partition("@")
    story.receives(
        "Jamie Doe <jamie@acme.example>",
        "Re: Ana",
        "ok",
        to=f"{local}+r.{secret}@{domain}",
        references="<x@y>",
    )
    assert story.lead("ana")["state"] == "offered"


# --- forms ---


@pytest.mark.parametrize("ticket", [None, "", "made up", "another word's", "another page's"])
def test_a_form_that_is_not_of_this_page_does_nothing(tell: Tell, ticket: str | None) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    form = visitor.form("Accept")
    if ticket is None:
        del form["ticket"]
    elif ticket == "another word's":
        # The word that counts is the signed one: this accepts, and closes nothing.
        form = {**visitor.form("Decline"), "do": "close"}
    elif ticket == "another page's":
        story.receives("Rita <rita@x.example>", "Shed", "How much is a shed?")
        form["ticket"] = Visitor(story, story.mail("offer", "sam")).form("Accept")["ticket"]
    else:
        form["ticket"] = ticket
    answer = visitor.sends(form)
    if ticket == "another word's":
        assert story.story("ana")["offers"][0]["state"] == "declined"
    else:
        assert answer.status_code == 403
        assert "nothing was done" in answer.text
        assert story.lead("ana")["state"] == "offered"


def test_a_form_of_a_lead_that_was_merged_since_does_nothing_to_the_other(tell: Tell) -> None:
    story, _ = offered(tell)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.receives("Ana Bo <ana@home.example>", "Garden office", "And how long does it take?")
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    visitor = Visitor(story, story.mail("command", "jamie"))
    close = visitor.form("Close it")
    story.owner_says("jamie", "L-1 merge L-2", to=story.mail("command", "jamie"))
    assert visitor.sends({**close, "reason": "lost"}).status_code == 403
    assert [lead["ref"] for lead in story.leads()] == ["L-1"]
    visitor.presses("Close it", reason="lost")
    assert not story.leads(), "read anew, it is a form of the lead that stayed"


@pytest.mark.parametrize(
    ("button", "fields"),
    [
        ("Send it", {}),
        ("Do it", {"words": "Send!"}),
        ("Do it", {"words": "send now"}),
        ("Do it", {"words": "send: Dear Ana, Friday suits us."}),
        ("Send this", {"text": "Dear Ana, Friday suits us."}),
    ],
)
def test_nobody_sends_other_words_than_those_they_read(
    tell: Tell, button: str, fields: dict[str, str]
) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    form = {**visitor.form(button), **fields}
    story.receives(
        ANA,
        "Re: Garden office",
        "One more thing: with a terrace?",
        references=story.mail("acknowledgement").message_id,
    )
    answer = visitor.sends(form)
    assert answer.status_code == 409
    assert "nothing was sent" in answer.text
    assert all(typed in answer.text for typed in fields.values()), "nobody writes it twice"
    assert not story.sent(None, "ana@customer.example")


def test_nobody_sends_the_draft_of_another_lead_from_a_page_that_does_not_show_it(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    story.receives("Bea <bea@customer.example>", "A shed", "What would a shed of 6 m2 cost?")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    answer = visitor.sends({**visitor.form("Do it"), "words": "L-2 send"})
    assert answer.status_code == 409
    assert "does not show the draft of L-2, so nothing was sent" in answer.text
    assert not story.sent(None, "bea@customer.example")[1:], "she has her acknowledgement, and no more"
    assert visitor.sends({**visitor.form("Do it"), "words": "L-1 send"}).status_code == 200


def test_a_vague_action_is_refused_and_stays_in_its_field(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    page = visitor.presses("Change it", action="follow up", by="2026-06-11T12:00")
    assert "Not done:" in page
    assert Form(page).forms["Change it"]["action"] == "follow up"
    assert "follow up" not in story.lead("ana")["next_action"]


def test_refused_words_stay_in_their_own_field(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.owner_says("jamie", "send: It costs 18,400.", to=offer)
    forms = Form(Visitor(story, story.mail("command", "jamie")).presses("Do it", words="follow up")).forms
    assert forms["Do it"]["words"] == "follow up"
    assert forms["Yes, do it"]["words"] == "send: It costs 18,400."


WITH_GAPS = """{#
Purpose: an answer
Reader: the customer
Values: subject, owner.first_name
#}
{% block subject %}{{ subject }}{% endblock %}

{% block text %}
Hello,

it costs [PRICE], in [HOW LONG].

{{ owner.first_name }}
{% endblock %}
"""


def test_gaps_are_filled_in_fields_of_their_own(tell: Tell, tmp_path: Any) -> None:
    folder = tmp_path / "templates" / "emails" / "en"
    folder.mkdir(parents=True)
    (folder / "fast_response.j2").write_text(WITH_GAPS)
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    assert "Nothing was sent: [PRICE], [HOW LONG] is still to be filled." in visitor.presses("Send this")
    visitor.presses("Send it", gap1="18,400 euros", gap2="six weeks, or a little less")
    assert (
        "it costs 18,400 euros, in six weeks, or a little less."
        in story.mail(None, "ana@customer.example").text
    )


def test_two_clicks_at_once_make_one_owner(tell: Tell) -> None:
    story, offer = offered(tell)
    story.passes(minutes=31)
    forms = [
        (one := Visitor(story, mail)).form("Accept") and one for mail in (offer, story.mail("offer", "sam"))
    ]
    pressed = [(visitor, visitor.form("Accept")) for visitor in forms]
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda one: one[0].client.post(one[0].url, data=one[1]).text, pressed))
    assert sum("You own L-1." in one for one in said) == 1
    assert story.lead("ana")["state"] == "owned"


def test_the_same_form_twice_at_once_acts_once(tell: Tell) -> None:
    story, offer = offered(tell)
    form = Visitor(story, offer).form("Send it")
    visitors = [Visitor(story, offer) for _ in range(4)]
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda one: one.client.post(one.url, data=form), visitors))
    assert {one.status_code for one in said} == {200}
    assert len({re.findall(r'role="status">(.*?)</section>', one.text, re.DOTALL)[0] for one in said}) == 1
    story.run()
    assert len(story.sent(None, "ana@customer.example")) == 1


def waits_to_decide(database: Database) -> bool:
    if database.writers is not None:
        return database.writers.waiting > 0
    locks = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with database.reading() as session:
        return bool(session.scalar(locks))


def test_a_click_that_waits_for_the_judge_holds_nothing_that_the_judge_needs(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor, database = Visitor(story, offer), story.app.database
    form = visitor.form("Accept")
    with ThreadPoolExecutor() as pool:
        with database.writing() as judge:
            decide_alone(judge)
            pressed = pool.submit(visitor.client.post, visitor.url, data=form)
            wait_until(lambda: waits_to_decide(database), what="the click")
            # Whoever found one of these taken would wait for somebody who waits for them.
            for table in (Lead, Offer, OwnerRecord, Token, OutboxEmail):
                judge.execute(select(table).with_for_update(nowait=True))
        assert "You own L-1." in pressed.result().text


class Hasty(Impatient):
    patience = 0.2


@pytest.mark.parametrize(
    "half", [b"", b"POST /a/x HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\nwords=", b"GET /a"]
)
def test_half_sent_forms_keep_nobody_out(tell: Tell, half: bytes) -> None:
    story, offer = offered(tell)
    server = BoardServer(Listen("127.0.0.1", 0), story.app.workshop, connection=Hasty)
    server.start()
    page = link(offer).replace(URL, "http://{}:{}".format(*server.address))

    def shown() -> bool:
        try:
            with urllib.request.urlopen(page, timeout=10) as answer:
                return b"Garden office" in answer.read()
        except urllib.error.HTTPError:
            # They are still many, and hold the door.
            return False

    with ExitStack() as held:
        held.callback(server.stop)
        for _ in range(120):
            stalled = held.enter_context(socket.create_connection(server.address))
            stalled.sendall(half)
        wait_until(shown, seconds=20, what="a page for its owner")


# --- what a page is ---


TAGS = """html head meta title link body header main footer section h1 h2 p dl div dt dd blockquote form input
textarea label button select option details summary time a code"""


def test_what_a_customer_writes_is_shown_and_never_rendered(tell: Tell) -> None:
    story = tell(more=BOARD)
    hostile = (
        "<script>alert(1)</script><img src=http://127.0.0.1:9/> {{ 7*7 }} </textarea><form action=//x>"
        f" {URL}/a/{'a' * 32} 'onmouseover=x \" >"
    )
    story.receives('"<b>Ana</b> {{ 7*7 }}" <ana@customer.example>', f"<i>{hostile[:60]}", hostile)
    page = Visitor(story, story.mail("offer", "jamie")).sees()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    for tag in ("<script", "<img", "<b>", "<i>", "action=//x>\n"):
        assert tag not in page
    assert set(re.findall(r"<(\w+)", page)) <= set(TAGS.split())


def test_every_answer_keeps_the_page_private(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    form = visitor.form("Accept")
    answers = [
        visitor.client.get(visitor.url),
        visitor.client.head(visitor.url),
        visitor.client.options(visitor.url),
        visitor.client.get(f"{URL}/style.css"),
        visitor.client.get(f"{URL}/a/unknown"),
        visitor.client.get(f"{URL}/"),
        visitor.client.post(visitor.url, data={}),
        visitor.client.post(visitor.url, data=form),
        visitor.client.post(visitor.url, data={"words": "x" * 200_000}),
        visitor.client.put(visitor.url),
    ]
    for answer in answers:
        headers = answer.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        policy = headers["Content-Security-Policy"]
        for rule in (
            "default-src 'none'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ):
            assert rule in policy
    assert [answer.status_code for answer in answers] == [200, 200, 405, 200, 404, 404, 403, 200, 413, 405]
    assert "<script" not in answers[0].text


def test_without_a_page_mails_have_no_link_and_say_what_they_said(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    offer = story.mail("offer", "jamie").text
    assert "http" not in offer
    assert "page" not in offer


# --- lists, and mail that cannot be trusted ---


def test_the_morning_list_opens_a_page_for_each_lead(tell: Tell) -> None:
    story, offer = offered(tell, start="2026-06-10 16:30")
    story.owner_says("jamie", "send", to=offer)
    story.receives("Rita <rita@x.example>", "Shed", "How much is a shed?")
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:05")
    morning = story.mail("morning", "jamie")
    page = Visitor(story, morning).sees()
    assert "Ana Bo" in page
    assert "Rita" in page
    number = next(
        number for number in (1, 2) if "<h1>Rita</h1>" in Visitor(story, morning, f"/{number}").sees()
    )
    Visitor(story, morning, f"/{number}").presses("Send it")
    assert story.sent(None, "rita@x.example")
    assert Visitor(story, morning).client.get(link(morning) + "/9").status_code == 404


AUTHENTICATED = 'owner_replies = "authenticated"\nauthserv_id = "mx.acme.example"'


def test_a_mail_that_cannot_be_trusted_is_done_by_a_click(tell: Tell) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    story.owner_says("jamie", "send: Hello Ana,\n\nit costs 18,400.\nJamie", to=offer)
    assert not story.sent(None, "ana@customer.example")
    asked = story.mail("command", "jamie")
    assert "I could not be sure that this mail is yours, so `send` was not done." in asked.text
    visitor = Visitor(story, asked)
    assert "it costs 18,400." in visitor.form("Yes, do it")["words"]
    second = visitor.form("Yes, do it")
    visitor.presses("Yes, do it")
    assert "Hello Ana,\n\nit costs 18,400." in story.mail(None, "ana@customer.example").text
    assert "Yes, do it" not in visitor.sees()
    assert "nothing was done twice" in visitor.sends(second).text
    assert len(story.sent(None, "ana@customer.example")) == 1
    assert story.lead("ana")["owner"] == "jamie"


def test_a_doubted_answer_to_a_list_is_done_by_its_number(tell: Tell) -> None:
    story, offer = offered(tell, start="2026-06-10 16:30", security=AUTHENTICATED)
    Visitor(story, offer).presses("Send it")
    story.receives("Rita <rita@x.example>", "Shed", "How much is a shed?")
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:05")
    morning = story.mail("morning", "jamie")
    number = next(number for number in (1, 2) if f"{number}  Answer Rita" in morning.text)
    story.owner_says("jamie", f"{number} close: lost", to=morning)
    assert story.lead("rita")["state"] == "owned"
    visitor = Visitor(story, story.mail("command", "jamie"))
    assert visitor.form("Yes, do it")["words"] == f"{number} close: lost"
    assert "The whole list" not in visitor.sees()
    visitor.presses("Yes, do it")
    assert story.lead("rita")["state"] == "closed"
    assert story.lead("ana")["state"] == "owned"


def test_only_a_click_is_a_sign_of_life(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.sees()

    def last_sign() -> Any:
        with story.app.workshop.work() as work:
            return getattr(work.session.get(OwnerRecord, "jamie"), "last_sign_at", None)

    assert last_sign() is None
    visitor.presses("Decline", reason="busy")
    assert last_sign() is not None


def test_a_click_can_be_taken_back_for_five_minutes(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    assert "Take it back" in visitor.presses("Decline", reason="busy")
    told = visitor.presses("Take it back")
    assert "Undone: decline: busy." in told
    assert story.story("ana")["offers"][0]["state"] == "pending"
    visitor.presses("Accept")
    story.passes(minutes=6)
    assert "Take it back" not in visitor.sees()


def test_a_handoff_is_given_and_taken_on_pages(tell: Tell) -> None:
    story, offer = offered(tell)
    jamie = Visitor(story, offer)
    jamie.presses("Accept")
    told = jamie.presses("Hand it off", owner="sam", note="she wants a visit first")
    assert "Sam is asked to take L-1" in told
    assert "Handed to Sam; yours until they say yes." in jamie.sees()
    sam = Visitor(story, story.mail("handoff", "sam"))
    page = sam.sees()
    assert "Jamie hands it to you. Yours?" in page
    assert "she wants a visit first" in page
    assert "The draft" in page
    assert "Send it" not in Form(page).forms
    sam.presses("Accept")
    assert story.lead("ana")["owner"] == "sam"
    assert "Sam accepted" in jamie.sees()
    assert story.broken_invariants() == []


def test_a_stage_and_a_wait_are_said_on_the_page(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    visitor.presses("Move it", stage="Qualified", criterion="budget and date are known")
    visitor.presses("Wait for it", who="Max, the price list")
    lead = story.lead("ana")
    assert (lead["stage"], lead["turn"]) == ("Qualified", "inside")
    assert "the price list" in visitor.sees()
    visitor.presses("Close it", reason="lost", more="bought elsewhere")
    assert (story.lead("ana")["state"], story.story("ana")["close_reason"]) == ("closed", "lost")
    assert "Closed: lost." in visitor.sees()


def test_a_reply_that_nobody_got_is_sent_from_its_page(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("jamie", "Friday is fine, I come at ten.", to=offer)
    visitor = Visitor(story, story.mail("command", "jamie"))
    visitor.presses("Send it as it stands")
    assert "Friday is fine, I come at ten." in story.mail(None, "ana@customer.example").text
    assert "Send it as it stands" not in visitor.sees()


def test_an_admin_gives_a_lead_to_somebody_on_the_page(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("jamie", "ok", to=offer)
    story.until("2026-06-11 12:00")
    visitor = Visitor(story, story.mail("late", "max"))
    told = visitor.presses("Give it to them", owner="sam", reason="Jamie is at the fair")
    assert "Sam owns L-1 and is told." in told
    assert story.lead("ana")["owner"] == "sam"


def test_what_waits_for_its_hour_goes_at_once_by_a_click(tell: Tell) -> None:
    story, offer = offered(tell)
    story.owner_says("jamie", "send", to=offer)
    story.until("2026-06-11 09:05")
    visitor = Visitor(story, story.mail("draft", "jamie"))
    visitor.presses("Send it")
    assert len(story.sent(None, "ana@customer.example")) == 1
    visitor.presses("Send it now")
    assert len(story.sent(None, "ana@customer.example")) == 2


def test_another_matter_becomes_a_second_lead_by_a_click(tell: Tell) -> None:
    story, offer = offered(tell)
    visitor = Visitor(story, offer)
    visitor.presses("Accept")
    assert "another matter" not in visitor.sees()
    story.passes(minutes=15)
    story.receives(ANA, "A fence", "And what would a fence of 20 m cost?")
    visitor.presses("Make it a second lead")
    assert [lead["owner"] for lead in story.leads()] == ["jamie", "jamie"]
    assert story.broken_invariants() == []
