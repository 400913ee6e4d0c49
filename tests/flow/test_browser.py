"""The action pages in a real browser: its eyes, its keys, its console (reliability, "Links" and "Page")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.flow.screen import MISFITS, Visitor
from tests.flow.test_pages import ANA, AUTHENTICATED, BOARD, Tell, dump, offered
from tests.servers.chromium import Chromium
from tests.story import SentMail, Story
from worker.board.server import BoardServer
from worker.settings import Listen

pytestmark = pytest.mark.embedded("its pages come from a thread beside the test")

TELEPHONE, DESK = (390, 844), (1280, 800)
LONG = "https://customer.example/" + "garden" * 30

Visit = Callable[..., Visitor]


@pytest.fixture
def visit(tell: Tell, chromium: Chromium) -> Iterator[Visit]:
    """Sit down at a screen: `visit(story, *TELEPHONE, scheme="dark", scripts=False)`."""
    with ExitStack() as held:

        def sits_down(story: Story, *size: int, **how: Any) -> Visitor:
            server = BoardServer(Listen("127.0.0.1", 0), story.app.workshop)
            server.start()
            held.callback(server.stop)
            window = chromium.window(*size, **how)
            held.callback(window.close)
            return Visitor(story, window, "http://{}:{}".format(*server.address))

        yield sits_down


def test_an_owner_takes_a_lead_on_a_telephone_without_scripts(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie = visit(story, *TELEPHONE, scripts=False)
    jamie.opens(offer)
    assert "Offered to you until today 10:30. Yours?" in jamie.text
    assert "You own L-1." in jamie.presses("Accept")
    lead = story.lead("ana")
    assert (lead["owner"], lead["state"]) == ("jamie", "owned")


def test_reloading_and_going_back_act_once(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie = visit(story, *TELEPHONE)
    jamie.opens(offer)
    answer = jamie.presses("Send it")
    before = dump(story)
    jamie.page.reload()
    assert jamie.window.posted == 2, "the browser sent the form again"
    assert jamie.answer == answer
    jamie.page.go_back()
    # A browser may keep no page of ours: behind it stands the lead as it is now, with nothing to take twice.
    assert jamie.page.get_by_role("button", name="Accept").count() == 0
    story.run()
    assert dump(story) == before
    assert len(story.sent(None, "ana@customer.example")) == 1


def test_a_tab_that_stood_open_sends_nothing_twice(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie, again = visit(story, *TELEPHONE), visit(story, *DESK)
    for screen in (jamie, again):
        screen.opens(offer)
    jamie.presses("Send it")
    assert "nothing was sent" in again.presses("Send it")
    assert len(story.sent(None, "ana@customer.example")) == 1


def test_looking_with_a_browser_changes_nothing(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    before = dump(story)
    for scripts in (True, False):
        looker = visit(story, *TELEPHONE, scripts=scripts)
        looker.opens(offer)
        looker.page.reload()
        looker.opens(offer)
        assert looker.window.posted == 0
    assert dump(story) == before


def test_every_page_fits_and_can_be_read(tell: Tell, visit: Visit) -> None:
    story = tell(more=BOARD, start="2026-06-10 16:30")
    story.receives(f"{LONG[25:90]} <ana@customer.example>", LONG, f"What would it cost?\n{LONG}")
    offer = story.mail("offer", "jamie")
    screens = [
        visit(story, *size, scheme=scheme) for size in (TELEPHONE, DESK) for scheme in ("light", "dark")
    ]

    def all_see(mail: SentMail, words: str, says: str = "") -> None:
        for screen in screens:
            screen.opens(mail)
            if says:
                screen.says(says)
            assert words in screen.text
            assert screen.page.evaluate(MISFITS) == []

    all_see(offer, "Yours?")
    screens[0].presses("Accept")
    all_see(offer, "Not done: ", says=f"follow up {LONG}")
    all_see(offer, "Noted on L-1.", says=f"note: {LONG}")
    story.receives("Rita Ray <rita@x.example>", "Shed", "How much is a shed?")
    story.owner_says("sam", "no", to=story.mail("offer", "sam"))
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    story.until("2026-06-11 09:05")
    all_see(story.mail("morning", "jamie"), "Your leads")
    story.owner_says("jamie", "offer", to=offer)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    all_see(offer, "Nothing to do here")


def test_keys_alone_take_a_lead_and_say_anything(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie = visit(story, *DESK)
    jamie.opens(offer)
    jamie.tabs_to(words="Accept")
    assert "You own L-1." in jamie.enters()
    jamie.tabs_to(words="In your own words")
    jamie.page.keyboard.press("Enter")
    jamie.tabs_to(name="words")
    jamie.page.keyboard.type("note: she wants a visit first")
    jamie.enters()
    assert any("she wants a visit first" in why for why in story.events("ana"))


def test_a_page_asks_nobody_else_and_its_console_is_silent(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie = visit(story, *DESK)
    jamie.opens(offer)
    jamie.presses("Accept")
    assert jamie.window.posted == 1
    assert (jamie.strangers, jamie.window.complaints) == ([], [])


HOSTILE = """Hello, what would it cost?
</blockquote><script>alert(1)</script><img src=http://192.0.2.1/ onerror=alert(2)><style>@import "//x"</style>
<svg onload=alert(3)></textarea><form action=http://192.0.2.1/><button>Accept all</button></form>"""


def test_what_a_customer_writes_runs_nothing(tell: Tell, visit: Visit) -> None:
    story = tell(more=BOARD)
    story.receives(
        '"<img src=x onerror=alert(4)>" <ana@customer.example>', "<script>alert(5)</script>", HOSTILE
    )
    jamie = visit(story, *DESK)
    jamie.opens(story.mail("offer", "jamie"))
    assert HOSTILE in jamie.page.locator("blockquote").inner_text()
    assert jamie.page.locator("script, img, svg, style, blockquote *").count() == 0
    assert jamie.page.get_by_role("button", name="Accept").count() == 1
    assert (jamie.strangers, jamie.window.complaints) == ([], [])


def test_a_stale_link_says_whose_the_lead_is(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell)
    jamie = visit(story, *TELEPHONE)
    jamie.opens(offer)
    story.passes(minutes=31)
    story.owner_says("sam", "ok", to=story.mail("offer", "sam"))
    assert "Nothing was done. Sam accepted at 10:31" in jamie.presses("Accept")
    jamie.opens(offer)
    assert "Sam accepted at 10:31" in jamie.text
    assert jamie.page.get_by_role("button").count() == 0
    assert story.lead("ana")["owner"] == "sam"


def test_the_morning_list_opens_each_lead_and_leads_back(tell: Tell, visit: Visit) -> None:
    story = tell(more=BOARD, start="2026-06-10 16:30", pool=("jamie",))
    for sender in (ANA, "Rita Ray <rita@x.example>"):
        story.receives(sender, "Garden office", "What would it cost?")
    story.until("2026-06-11 09:05")
    jamie = visit(story, *TELEPHONE)
    jamie.opens(story.mail("morning", "jamie"))
    for name in ("Ana Bo", "Rita Ray"):
        jamie.page.get_by_role("link", name=name).click()
        assert jamie.page.get_by_role("heading", level=1).inner_text() == name
        jamie.presses("Send it")
        jamie.page.get_by_role("link", name="The whole list").click()
    assert len(story.sent(None, "ana@customer.example")) == len(story.sent(None, "rita@x.example")) == 1


def test_doubted_words_are_seen_to_their_end(tell: Tell, visit: Visit) -> None:
    story, offer = offered(tell, security=AUTHENTICATED)
    lines = "\n\n".join(f"{number}: the whole house would cost 18,400 euros" for number in range(6))
    story.owner_says("jamie", f"send: Hello Ana,\n\n{lines}\n\nJamie", to=offer)
    jamie = visit(story, *TELEPHONE)
    jamie.opens(story.mail("command", "jamie"))
    field = jamie.page.get_by_role("textbox", name="Your words", exact=True)
    assert field.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    jamie.presses("Yes, do it")
    assert "5: the whole house" in story.mail(None, "ana@customer.example").text
