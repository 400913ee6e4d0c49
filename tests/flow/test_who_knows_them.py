"""Who is asked first, by weight, cap, source and acquaintance (rules, sections 2, 5 and 6), on real mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.servers.dovecot import Mailbox
from tests.story import Story, when

Tell = Callable[..., Story]

ANA = "Ana Bo <ana@customer.example>"
ASKS = "Hello, what would a heated garden office of 12 m2 cost?"
THREE = ("jamie", "max", "sam")
PRICING = """
[[inbox.source]]
match = "{address}"
pool = ["sam", "max"]

[[inbox.source]]
match = ["/carports", "Callback"]
pool = ["max"]
"""


def inquiry(
    story: Story, sender: str = ANA, subject: str = "Garden office", text: str = ASKS, to: str = ""
) -> None:
    story.receives(sender, subject, text, to=to)


def asked(story: Story) -> list[str]:
    return [mail.recipient.split("@")[0] for mail in story.sent("offer")]


def wrote_to_ana(story: Story, sender: str, **headers: str) -> None:
    """One of us wrote to Ana long ago, or lately; it lies in Sent."""
    story.receives(sender, "Our brochure", "Here it is.", to=ANA, folder="Sent",
                   headers={name.replace("_", "-"): value for name, value in headers.items()})  # fmt: skip


# --- people we know ---


def test_somebody_we_wrote_to_is_offered_first_to_whoever_wrote_last_and_not_acknowledged(tell: Tell) -> None:
    story = tell(pool=THREE)
    wrote_to_ana(story, "Max Roe <max@acme.example>")
    story.passes(days=1)
    wrote_to_ana(story, "Sam Poe <sam@acme.example>")
    story.passes(days=1)
    inquiry(story)
    assert asked(story) == ["sam"]
    assert "Why you: wrote to them last." in story.mail("offer", "sam").text
    assert not story.sent("acknowledgement")


def test_sender_says_who_of_us_wrote_under_the_shared_address(tell: Tell) -> None:
    story = tell(pool=THREE)
    wrote_to_ana(story, f"Acme <{story.mailbox.user}>", Sender="Sam Poe <sam@acme.example>")
    inquiry(story)
    assert asked(story) == ["sam"]


def test_when_the_last_writer_is_unknown_the_rotation_decides(tell: Tell) -> None:
    story = tell(pool=THREE)
    wrote_to_ana(story, "Sam Poe <sam@acme.example>")
    story.passes(hours=1)
    wrote_to_ana(story, f"Acme <{story.mailbox.user}>")
    inquiry(story)
    assert asked(story) == ["jamie"]


def test_whom_we_knew_before_our_time_reads_the_same_from_headers_alone(tell: Tell, mailbox: Mailbox) -> None:
    """First contact reads Sent by the same rule as later looks: one truth about who wrote last."""
    shared = f"From: Acme <{mailbox.user}>\r\n"
    written = (
        ("ana@a.example", "From: Sam Poe <sam@acme.example>\r\n", 3),
        ("bea@b.example", f"{shared}Sender: Max Roe <max@acme.example>\r\n", 3),
        ("cem@c.example", "From: Sam Poe <sam@acme.example>\r\n", 4),
        ("cem@c.example", shared, 3),
    )
    for number, (recipient, sender, days) in enumerate(written):
        trail = (
            f"To: {recipient}\r\nSubject: Our brochure\r\nMessage-ID: <{number}@acme.example>\r\n\r\nHere."
        )
        mailbox.append(
            f"{sender}{trail}".encode(), when("2026-06-10 10:00") - timedelta(days=days), folder="Sent"
        )
    story = tell(pool=THREE)
    for name in ("ana@a.example", "bea@b.example", "cem@c.example"):
        inquiry(story, name)
    assert asked(story) == ["sam", "max", "jamie"], "whoever wrote last; nobody knows who wrote to Cem last"


def test_somebody_we_wrote_to_over_two_years_ago_is_a_stranger_again(tell: Tell) -> None:
    story = tell(pool=THREE, start="2024-05-10 10:00")
    wrote_to_ana(story, "Sam Poe <sam@acme.example>")
    story.jumps("2026-06-10 10:00")
    inquiry(story)
    assert asked(story) == ["jamie"]
    assert story.sent("acknowledgement")


def test_whoever_knows_them_declines_and_the_others_follow_in_turn(tell: Tell) -> None:
    story = tell(pool=THREE)
    wrote_to_ana(story, "Sam Poe <sam@acme.example>")
    inquiry(story)
    story.owner_says("sam", "no, busy", to=story.mail("offer", "sam"))
    assert asked(story) == ["sam", "jamie"]


def test_whoever_knows_them_is_still_asked_first_when_the_mail_came_at_night(tell: Tell) -> None:
    story = tell(pool=THREE)
    wrote_to_ana(story, "Sam Poe <sam@acme.example>")
    story.until("2026-06-10 22:00")
    inquiry(story)
    story.until("2026-06-11 09:05")
    assert asked(story) == ["sam"]


# --- weights and caps ---


def test_weights_share_out_in_their_proportion_and_the_mail_says_so(tell: Tell) -> None:
    story = tell(owner_lines={"sam": "weight = 3"})
    for number in range(12):
        inquiry(story, f"customer{number}@x{number}.example")
        story.owner_says(asked(story)[-1], "ok", to=story.mail("offer"))
        story.passes(minutes=7)
    assert asked(story)[-8:].count("sam") == 6, "three of four"
    assert "counted 3 times)" in story.mail("offer", "sam").text


def test_a_cap_counts_live_leads_only_and_is_named(tell: Tell) -> None:
    story = tell(pool=("jamie", "sam", "max"), owner_lines={"jamie": "cap = 1"})
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    inquiry(story, "Otto <otto@other.example>")
    assert "Skipped Jamie: 1 lead open, which is their cap." in story.mail("offer", "max").text
    story.owner_says("jamie", "close: won", to=story.mail("command", "jamie"))
    inquiry(story, "Zoe <zoe@third.example>")
    inquiry(story, "Li <li@fourth.example>")
    assert asked(story) == ["jamie", "max", "sam", "jamie"], "a closed lead takes no place"


# --- pools by source ---


def test_a_plus_address_chooses_its_own_pool_and_the_mail_says_so(tell: Tell) -> None:
    story = tell(inbox='[[inbox.source]]\nmatch = "sales+pricing@acme.example"\npool = ["sam", "max"]')
    # Every story has a mailbox of its own; the address is the one this mail was written to.
    local, _, domain = story.mailbox.user.partition("@")
    pricing = f"{local}+pricing@{domain}"
    story.restarts(story.config.read_text().replace("sales+pricing@acme.example", pricing))
    inquiry(story, to=pricing)
    assert asked(story) == ["max"]
    assert f"has not been offered one yet of those for {pricing}." in story.mail("offer", "max").text
    story.owner_says("max", "no", to=story.mail("offer", "max"))
    assert asked(story) == ["max", "sam"]
    inquiry(story, "Otto <otto@other.example>")
    assert asked(story)[-1] == "jamie", "what comes to the plain address goes to the pool of the inbox"


def test_the_page_of_a_form_chooses_its_own_pool(tell: Tell) -> None:
    story = tell(inbox='[[inbox.source]]\nmatch = ["/carports", "Callback"]\npool = ["sam", "max"]')
    story.receives(
        "Website <wordpress@web.example>",
        "New message from your website",
        "Name: Ana Bo\nEmail: ana@customer.example\nMessage: What does a carport cost?\n"
        "Page URL: https://acme.example/carports/",
        headers={"Reply-To": ANA},
    )
    assert story.lead("ana")["source"]["page"] == "https://acme.example/carports/"
    assert asked(story) == ["max"]
    assert "of those for /carports" in story.mail("offer", "max").text


# --- the same company, and almost the same address ---


def test_a_colleague_of_a_customer_is_offered_to_that_owner_first_and_the_offer_names_the_lead(
    tell: Tell,
) -> None:
    story = tell(pool=THREE)
    inquiry(story)
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    inquiry(story, "Bea Li <bea@customer.example>", "A carport", "What does a carport cost?")
    text = story.mail("offer", "jamie").text
    assert "Linked to L-1, Ana Bo of the same company; Jamie has it." in text
    assert "Why you: has L-1 of the same company." in text
    story.owner_says("jamie", "no", to=story.mail("offer", "jamie"))
    text = story.mail("offer", "max").text
    assert "Linked to L-1, Ana Bo of the same company; Jamie has it." in text, "the others read it too"


def test_tags_and_dots_only_suggest_that_it_is_the_same_person(tell: Tell) -> None:
    story = tell(pool=THREE)
    inquiry(story, "Ana Bo <ana.bo@gmail.com>")
    story.owner_says("jamie", "ok", to=story.mail("offer", "jamie"))
    inquiry(story, "Ana Bo <anabo+office@gmail.com>", "Again", "Do you also build carports?")
    assert len(story.leads()) == 2
    text = story.mail("offer", "jamie").text
    assert "Linked to L-1, Ana Bo who may be the same person; Jamie has it; `merge L-1` makes one" in text


def test_a_person_is_known_by_the_address_their_answers_go_to(tell: Tell) -> None:
    story = tell()
    story.receives(ANA, "Garden office", ASKS, headers={"Reply-To": "ana@home.example"})
    inquiry(story, "Ana <ana@home.example>", "And another thing", "How long does it take?")
    assert len(story.leads()) == 1
