"""What programs rely on: the JSON, the exit codes, the clock that stands still, the modes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from tests.e2e.keepwarm import asked, keepwarm
from tests.story import Story

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
ROW = [
    "ref", "name", "email", "owner", "accountable", "state", "turn", "stage", "next_action", "due_at",
    "last_contact", "handoff_note", "source", "asked", "cadence", "overdue",
]  # fmt: skip


def inquiry(story: Story, sender: str = ANA, text: str = ASKS) -> None:
    story.receives(sender, "Garden office", text)


def at(story: Story) -> tuple[str, str]:
    return "--now", story.now.isoformat()


def outbox(story: Story) -> list[dict[str, Any]]:
    rows = asked("outbox", *at(story), config=story.config)
    return list(rows)


# --- leads and lead ---


def test_a_lead_has_every_key_of_the_contract_and_its_times_an_offset(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    (row,) = asked("leads", *at(story), config=story.config)
    assert list(row)[: len(ROW)] == ROW
    assert row["cadence"] == {"state": "none", "reason": None, "until": None, "step": None, "next_at": None}
    assert set(row["last_contact"]) == {"at", "who", "direction", "line"}
    assert row["last_contact"]["direction"] == "in"
    assert datetime.fromisoformat(row["due_at"]).tzinfo is not None
    whole = asked("lead", row["ref"], *at(story), config=story.config)
    assert {"events", "offers", "touches", "drafts", "messages", "handoffs"} <= set(whole)
    assert all(set(event) == {"at", "what", "who", "why"} and event["why"] for event in whole["events"])


def test_leads_stand_in_order_of_their_due_time_and_closed_ones_only_with_all(tell: Tell) -> None:
    story = tell()
    inquiry(story, "Cy <cy@c.example>", "What does a carport cost?")
    story.passes(minutes=2)
    inquiry(story, "Bob <bob@b.example>", "What does a shed cost?")
    inquiry(story, "Dee <dee@d.example>", "What does a fence cost?")
    for words in ("ok", "close: lost"):
        keepwarm("lead", "L-1", "--as", "jamie", words, *at(story), config=story.config)
    refs = [lead["ref"] for lead in asked("leads", *at(story), config=story.config)]
    assert refs == ["L-2", "L-3"]
    every = asked("leads", "--all", *at(story), config=story.config)
    assert [lead["ref"] for lead in every] == ["L-2", "L-3", "L-1"]
    assert [every[-1][key] for key in ("state", "accountable", "next_action", "due_at")] == ["closed"] + [
        None
    ] * 3


def test_an_owners_word_without_now_belongs_to_the_clock_that_stands_still(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    done = keepwarm("lead", "L-1", "--as", "jamie", "send", config=story.config)
    assert (done.returncode, done.stdout) == (0, "You own L-1. It goes to Ana Bo now.\n")
    story.run()
    assert story.sent(None, "ana@customer.example"), "it went at that instant, not at the machine's time"
    assert story.lead("ana")["cadence"]["next_at"].startswith("2026-06-11T10:00")
    assert not asked("leads", config=story.config)[0]["overdue"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("L-1", "--as", "jamie", "gibberish"), 1, "Ana Bo has NOT got it"),
        (("L-1", "--as", "jamie", "next: follow up"), 1, "does not say what to do"),
        (("L-1", "--as", "sam", "send"), 1, "was not offered to you"),
        (("L-1", "--as", "nobody", "ok"), 2, "write one of jamie, sam, max"),
        (("L-7", "--as", "jamie", "ok"), 2, "There is no lead L-7"),
    ],
)
def test_what_is_refused_says_why(tell: Tell, words: tuple[str, ...], code: int, says: str) -> None:
    story = tell()
    inquiry(story)
    done = keepwarm("lead", *words, *at(story), config=story.config)
    assert done.returncode == code
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert story.lead("ana")["state"] == "offered"


def test_every_command_that_shows_something_speaks_json(tell: Tell) -> None:
    story = tell()
    inquiry(story)
    (mail,) = asked("inbound", *at(story), config=story.config)
    assert list(mail) == [
        "id", "inbox", "folder", "uidvalidity", "uid", "message_id", "arrived_at", "state", "verdict",
        "reason", "lead",
    ]  # fmt: skip
    assert (mail["state"], mail["verdict"], mail["lead"]) == ("judged", "inquiry", "L-1")
    found = asked("audit", *at(story), config=story.config)
    assert {"name", "holds", "violations"} <= set(found["invariants"][0])
    assert found["score"] == 5
    assert asked("metrics", *at(story), config=story.config)["first_response"]["unanswered"] == 1
    for command in ("review", "who", "outbox"):
        assert asked(command, *at(story), config=story.config), command


# --- the modes ---


@pytest.mark.parametrize("mode", ["shadow", "owners"])
def test_what_the_mode_forbids_is_suppressed_and_listed(tell: Tell, mode: str) -> None:
    story = tell(mode=mode)
    inquiry(story)
    assert story.sent(to="ana@customer.example") == []
    assert bool(story.sent("offer", "jamie")) is (mode == "owners")
    listed = {mail["kind"]: (mail["state"], mail["reason"]) for mail in outbox(story)}
    assert listed["acknowledgement"] == ("suppressed", "mode")
    assert listed["offer"] == (("sent", None) if mode == "owners" else ("suppressed", "mode"))
    assert "They were told" not in next(mail["text"] for mail in outbox(story) if mail["kind"] == "offer")
    done = keepwarm("lead", "L-1", "--as", "jamie", "send", *at(story), config=story.config)
    assert f'It did NOT go to Ana Bo: with `mode = "{mode}"` nothing goes to customers' in done.stdout
    story.run()
    assert story.sent(to="ana@customer.example") == []
    assert story.lead("ana")["turn"] == "us", "nobody has answered her"
    assert not story.broken_invariants()


@pytest.mark.parametrize("mode", ["shadow", "owners", "live"])
def test_every_mode_decides_alike(tell: Tell, mode: str) -> None:
    """Two owners stay silent: offers, windows and the escalation are the same, sent or not."""
    story = tell(mode=mode)
    inquiry(story)
    story.passes(hours=1.5)
    lead = asked("lead", "L-1", *at(story), config=story.config)
    assert (lead["state"], lead["owner"], lead["due_at"][8:16]) == ("escalated", "max", "10T12:00")
    offers = [(one["owner"], one["state"], one["nudged_at"], one["expires_at"]) for one in lead["offers"]]
    assert [(who, state, nudged[11:16], until[11:16]) for who, state, nudged, until in offers] == [
        ("jamie", "expired", "10:15", "10:30"),
        ("sam", "expired", "10:45", "11:00"),
    ]
    kinds = [mail["kind"] for mail in outbox(story)]
    assert kinds == ["acknowledgement", "offer", "nudge", "offer", "nudge", "escalation"]


# --- bad input ---


def test_all_configuration_errors_come_in_one_go(tell: Tell) -> None:
    story = tell()
    broken = story.config.read_text().replace('mode = "live"', 'mode = "loud"')
    broken = broken.replace('timezone = "Europe/Berlin"', 'timezone = "Europe/Atlantis"')
    story.config.write_text(broken.replace("pool = [", 'pool = ["nobody", '))
    done = keepwarm("leads", config=story.config)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.strip().splitlines()
    assert [any(word in line for line in lines) for word in ("loud", "Atlantis", "nobody")] == [True] * 3
    checked = keepwarm("check", "--json", config=story.config)
    assert checked.returncode == 2
    assert not json.loads(checked.stdout)["ok"]


def test_a_missing_template_stops_its_step_and_says_so(tell: Tell) -> None:
    story = tell()
    folder = story.config.parent / "templates" / "emails" / "en"
    folder.mkdir(parents=True)
    (folder / "acknowledgement.j2").write_text("{% block subject %}{{ nonsense }}{% endblock %}")
    inquiry(story)
    assert not story.sent("acknowledgement")
    assert "acknowledgement.j2" in story.mail("alarm", "max").text
    assert story.sent("offer", "jamie"), "the lead is a lead all the same"
    checked = keepwarm("check", "--json", config=story.config)
    assert checked.returncode == 1
    assert "acknowledgement.j2" in checked.stdout
