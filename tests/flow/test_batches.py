"""The mails of a batch share a transaction and what is looked up in it: what comes of them is the same as if
each had been judged alone, however much they have to do with each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.flow.desk import SALES, Desk
from worker.ingest import attempts
from worker.states import LeadState, OfferState
from worker.store.models import Base, Deadline

ANA, BEN = "Ana Bo <ana@customer.example>", "Ben Bo <ben@customer.example>"
CLARA, DORA = "Clara Li <clara@firm.example>", "Dora Lu <dora@mail.house.example>"
EMIL = "Emil Os <emil@mail.com>"
JAMIE, SAM = "Jamie Doe <jamie@acme.example>", "Sam Poe <sam@acme.example>"
ASKED = "<ask@customer.example>"
ROBOT = {"Auto-Submitted": "auto-replied"}
ACKNOWLEDGED = "(the acknowledgement of Ana's mail)"


@dataclass(frozen=True)
class Mail:
    """One mail of a batch, a second after the one before."""

    sender: str
    subject: str = "Garden office"
    text: str = "What does it cost?"
    folder: str = "INBOX"
    how: dict[str, Any] = field(default_factory=dict)


# Ana's first mail, by which others can name her thread.
FIRST = Mail(ANA, how={"message_id": ASKED})

BATCHES: dict[str, list[Mail]] = {
    "nobody knows the other": [FIRST, Mail(CLARA), Mail(DORA), Mail(EMIL, text="Do you build saunas?")],
    "the same person twice": [FIRST, Mail(CLARA), Mail(ANA, "One more thing", "Does it have a window?")],
    "the same bytes twice": [FIRST, Mail(CLARA), FIRST],
    "the same words twice": [FIRST, Mail(ANA, "Again"), Mail(CLARA)],
    "another mail of the same id": [FIRST, Mail(ANA, "Other", "And a sauna?", how={"message_id": ASKED})],
    "a colleague": [FIRST, Mail(CLARA), Mail(BEN, text="Do you build saunas?")],
    "a colleague in the thread": [FIRST, Mail(BEN, "Re: Garden office", "Me too.", how={"answers": ASKED})],
    "a stranger in the thread": [FIRST, Mail(CLARA, "Re: Garden office", "Hm?", how={"answers": ASKED})],
    "an answer to the acknowledgement": [
        FIRST,
        Mail(CLARA),
        Mail(ANA, "Re: Garden office", "Thank you, Friday is fine.", how={"answers": ACKNOWLEDGED}),
    ],
    "our acknowledgement, back from a backup": [
        FIRST,
        Mail(SALES, "Re: Garden office", "We have it.", "Sent", {"to": ANA, "message_id": ACKNOWLEDGED}),
    ],
    "an opt-out, then a mail": [
        FIRST,
        Mail(ANA, "Re: Garden office", "Please remove me from your list.", how={"answers": ASKED}),
        Mail(BEN, text="Do you build saunas?"),
        Mail(ANA, "Sorry", "One question after all: is there a showroom?"),
    ],
    "an owner goes away": [
        FIRST,
        Mail(SAM, "Automatic reply", "I am out of the office until 15 June 2026.", how={"headers": ROBOT}),
        Mail(CLARA),
        Mail(DORA),
    ],
    "our answer before the question": [
        Mail(JAMIE, "Re: Garden office", "18,400.", "Sent", {"to": ANA, "answers": ASKED}),
        Mail(CLARA),
        FIRST,
        Mail(DORA),
    ],
    "our answer after the question": [
        FIRST,
        Mail(JAMIE, "Re: Garden office", "18,400.", "Sent", {"to": ANA, "answers": ASKED}),
        Mail(ANA, "Re: Garden office", "Can you do 17,000?", how={"answers": ASKED}),
        Mail(BEN, text="Do you build saunas?"),
    ],
    "a form about somebody who wrote": [
        FIRST,
        Mail(
            "Website <wordpress@acme.example>",
            "Contact form",
            "Name: Ana Bo\nEmail: ana@customer.example\nMessage: Do you build saunas too?\n",
            how={"headers": {"Reply-To": ANA}},
        ),
        Mail(CLARA),
    ],
    "a forward of somebody who wrote": [
        FIRST,
        Mail(
            JAMIE,
            "Fwd: Garden office",
            "---------- Forwarded message ---------\nFrom: Ana Bo <ana@customer.example>\n"
            "Date: Tue, 9 Jun 2026 at 10:00\nSubject: Garden office\nTo: <jamie@acme.example>\n\n"
            "Do you build saunas too?\n",
        ),
        Mail(CLARA),
    ],
    "whom we wrote to": [
        Mail(SAM, "Our talk", "Nice to meet you", "Sent", {"to": CLARA}),
        Mail(CLARA),
        Mail(DORA),
    ],
    "more mails than people have hands": [
        Mail(f"C{number} <c{number}@firm{number}.example>", text=f"Do you have {number} windows?")
        for number in range(8)
    ],
    "a flood from one sender": [
        Mail(ANA, f"Mail {number}", f"And what about window {number}?") for number in range(8)
    ],
}


def stored(desk: Desk, mails: list[Mail], acknowledged: str) -> None:
    for number, mail in enumerate(mails):
        named = {name: acknowledged if value == ACKNOWLEDGED else value for name, value in mail.how.items()}
        named.setdefault("message_id", f"<{number}@mail.example>")
        raw = desk.written(mail.sender, mail.subject, mail.text, **named)
        arrived = desk.clock.now() - timedelta(seconds=60 - number)
        desk.stores(raw, folder=mail.folder, at=arrived)


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row there is, but the numbers of deadlines, of which some were never written."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with desk.work() as work:
        for mapper in Base.registry.mappers:
            names = [column.key for column in mapper.column_attrs]
            if mapper.class_ is Deadline:
                names.remove("id")
            rows = work.session.query(mapper.class_).all()
            told = [tuple(str(getattr(row, name)) for name in names) for row in rows]
            found[mapper.class_.__tablename__] = sorted(told)
    return found


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """Judge mails in batches of so many and return the desk on which that was done."""

    def judge(mails: list[Mail], batch: int, *, more: str = "") -> Desk:
        first = Desk(made(tmp_path / f"first by {batch}"), more=more)
        stored(first, [FIRST], "")
        first.judges()
        # Ids are made of what caused a mail: it is the same on every desk with this secret.
        acknowledged = first.owed("acknowledgement")[0].message_id
        desk = Desk(made(tmp_path / f"by {batch}"), more=more)
        stored(desk, mails, acknowledged)
        monkeypatch.setattr(attempts, "BATCH", batch)
        assert desk.judges() == len(mails)
        return desk

    return judge


def made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


LIMITS = "[offer]\nmax_pending = 2\n[limits]\nsender_mails = 3\nnew_leads = 6\n"


@pytest.mark.parametrize("mails", BATCHES.values(), ids=BATCHES.keys())
def test_what_comes_of_a_batch_is_what_comes_of_each_mail_alone(
    judged: Callable[..., Desk], mails: list[Mail]
) -> None:
    together, alone = judged(mails, 25, more=LIMITS), judged(mails, 1, more=LIMITS)
    assert everything(together) == everything(alone)


def test_the_second_mail_of_a_person_joins_the_lead_of_the_first(judged: Callable[..., Desk]) -> None:
    desk = judged(BATCHES["the same person twice"], 25)
    ana = desk.lead("ana")
    assert [desk.mail(row).lead_id for row in (1, 3)] == [ana.id, ana.id]
    assert [message.text for message in desk.messages(ana)] == [
        "What does it cost?",
        "Does it have a window?",
    ]


def test_who_asked_to_stop_is_not_acknowledged_by_the_same_batch(judged: Callable[..., Desk]) -> None:
    desk = judged(BATCHES["an opt-out, then a mail"], 25)
    assert len(desk.owed("acknowledgement", "ana@customer.example")) == 1
    assert desk.owed("acknowledgement", "ana@customer.example")[0].state == "cancelled"


def test_no_owner_is_asked_more_than_they_can_hold(judged: Callable[..., Desk]) -> None:
    desk = judged(BATCHES["more mails than people have hands"], 25, more="[offer]\nmax_pending = 2\n")
    pending = [offer for lead in desk.leads() for offer in desk.offers(lead)]
    assert [offer.state for offer in pending] == [OfferState.PENDING] * 4
    assert sorted(offer.owner_id for offer in pending) == ["jamie", "jamie", "sam", "sam"]
    assert len(desk.leads()) == 8
    assert {lead.state for lead in desk.leads()} == {LeadState.OFFERED}


def test_twenty_strangers_are_asked_about_at_once(judged: Callable[..., Desk], tmp_path: Path) -> None:
    """A mail more costs rows, not questions."""

    def questions(count: int) -> int:
        asked: list[str] = []
        desk = Desk(made(tmp_path / str(count)))
        stored(desk, BATCHES["more mails than people have hands"][:count], "")
        event.listen(
            desk.workshop.database.engine,
            "before_cursor_execute",
            lambda *args: asked.append(args[2]) if args[2].startswith("SELECT") else None,
        )
        desk.judges()
        return len(asked)

    assert questions(8) - questions(4) <= 2
