"""`keepwarm introduce`: each owner proves token, address and authentication before anything depends on it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.flow.test_believed_commands import AUTHENTICATED, VOUCHED, reply
from tests.story import Story
from worker.cli.program import run

Tell = Callable[..., Story]
ANA = "Ana Bo <ana@customer.example>"


def introduced(story: Story, *names: str) -> None:
    """The operator says it on the command line."""
    at = story.clock.now().isoformat()
    assert run(["introduce", *names, "--config", str(story.config), "--now", at]) == 0
    story.run()


def replies(story: Story, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """How far each owner is, as `keepwarm owners` tells it."""
    capsys.readouterr()
    at = story.clock.now().isoformat()
    assert run(["owners", "--json", "--config", str(story.config), "--now", at]) == 0
    return {one["id"]: one["replies"] for one in json.loads(capsys.readouterr().out)}


def test_an_ok_proves_that_their_words_arrive(tell: Tell, capsys: pytest.CaptureFixture[str]) -> None:
    story = tell(security=AUTHENTICATED)
    assert replies(story, capsys) == dict.fromkeys(("jamie", "sam", "max"), "not introduced")
    introduced(story)
    assert {mail.recipient for mail in story.sent("question")} == {
        f"{owner}@acme.example" for owner in ("jamie", "sam", "max")
    }
    asked = story.mail("question", "jamie")
    assert "please reply *ok* to this mail" in asked.text
    story.arrives(reply(story, asked, "Ok!", above=VOUCHED))
    thumb = reply(story, story.mail("question", "sam"), "👍", sender="From: Sam <sam@acme.example>\r\n")
    story.arrives(thumb)
    assert replies(story, capsys) == {"jamie": "authenticated", "sam": "unproven", "max": "introduced"}
    assert "Your mail server vouches for you: every word counts." in " ".join(
        story.mail("command", "jamie").text.split()
    )
    told = " ".join(story.mail("command", "sam").text.split())
    assert "mx.acme.example did not vouch for you (DMARC or DKIM), so only accept, decline," in told
    assert not story.leads(closed=True)
    # Only who has not replied is asked again.
    introduced(story)
    assert len(story.sent("question", "jamie")) == 1


def test_where_the_token_is_enough_it_says_so(tell: Tell, capsys: pytest.CaptureFixture[str]) -> None:
    story = tell()
    introduced(story, "jamie")
    assert not story.sent("question", "sam")
    story.owner_says("jamie", "ok", to=story.mail("question", "jamie"))
    assert replies(story, capsys)["jamie"] == "token"


def test_an_ok_from_an_address_we_do_not_know_is_told_to_its_owner(
    tell: Tell, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tell()
    introduced(story, "jamie")
    sender = "From: Jamie <jamie.doe@private.example>\r\n"
    story.arrives(reply(story, story.mail("question", "jamie"), "ok", sender=sender))
    assert replies(story, capsys)["jamie"] == "introduced"
    told = " ".join(story.mail("command", "jamie").text.split())
    assert "Jamie <jamie.doe@private.example> answered a mail that was to you" in told
    assert "An admin adds it to your aliases." in told
    assert not story.leads(closed=True), "it is no inquiry"


def test_whoever_is_no_owner_is_not_introduced(tell: Tell, capsys: pytest.CaptureFixture[str]) -> None:
    story = tell()
    assert run(["introduce", "bob", "--config", str(story.config)]) == 2
    assert "bob is no owner: write one of jamie, sam, max." in capsys.readouterr().err


def test_a_token_of_an_ex_owner_opens_nothing_and_whoever_has_the_lead_hears(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    offer = story.mail("offer", "jamie")
    story.owner_says("jamie", "ok", to=offer)
    at = story.clock.now().isoformat()
    assert run(["owner", "leave", "jamie", "--to", "sam", "--config", str(story.config), "--now", at]) == 0
    story.run()
    before = len(story.sent(to="jamie"))
    story.owner_says("jamie", "close: lost", to=offer)
    lead = story.lead("ana")
    assert lead["state"] != "closed"
    assert any("not obeyed: left the team" in why for why in story.events("ana"))
    told = " ".join(story.mail("command", "sam").text.split())
    assert 'Jamie Doe <jamie@acme.example> answered a mail that was to Jamie: "close: lost".' in told
    assert len(story.sent(to="jamie")) == before, "they are told nothing more about customers"


def test_a_colleague_who_used_a_token_is_told_and_so_is_whose_it_was(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", "What would it cost?")
    offer = story.mail("offer", "jamie")
    story.owner_says("jamie", "ok", to=offer)
    story.owner_says("sam", "close: lost", to=offer)
    assert story.lead("ana")["state"] == "owned"
    assert "the mail you answered was to Jamie" in story.mail("command", "sam").text
    told = " ".join(story.mail("command", "jamie").text.split())
    assert 'Sam Poe <sam@acme.example> answered a mail that was to you: "close: lost".' in told
