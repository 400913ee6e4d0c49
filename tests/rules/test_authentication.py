"""Whose words are believed: the five questions (reliability, "Owner commands")."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.flow.desk import Desk
from tests.flow.test_commands import ANA, ASKS, mail_to, says
from worker.leads.tokens import revoke_tokens
from worker.mail.authentication import fails_dmarc, passes
from worker.mail.parse import parse
from worker.states import LeadState
from worker.store.models import Lead, Token

VOUCHED = {"Authentication-Results": "mx.acme.example; dmarc=pass header.from=acme.example"}


def a_desk(folder: Path, security: str = 'owner_replies = "token"', *, inbox: str = "") -> Desk:
    desk = Desk(folder, security=security, more=inbox)
    desk.arrives(ANA, text=ASKS)
    desk.goes_out()
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def strict(tmp_path: Path) -> Desk:
    """A desk whose receiving host vouches for senders."""
    return a_desk(tmp_path, 'authserv_id = "mx.acme.example"')


def still_offered(desk: Desk) -> bool:
    return desk.lead("ana").state is LeadState.OFFERED


def test_the_owner_with_the_token_is_believed(desk: Desk) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").owner_id == "jamie"


def test_an_alias_of_the_owner_is_the_owner(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"), sender="JAMIE@ACME.example")
    assert desk.lead("ana").owner_id == "jamie"


@pytest.mark.parametrize(
    "sender",
    [
        "Jamie Doe <jamie@elsewhere.example>",
        "jamie@acme.example, evil@elsewhere.example",
        "Ana Bo <ana@customer.example>",
    ],
)
def test_nobody_else_is_believed(desk: Desk, sender: str) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"), sender=sender)
    assert still_offered(desk)
    assert len(desk.leads()) == 1


def test_a_colleague_with_a_forwarded_token_is_told_why(desk: Desk) -> None:
    says(desk, "sam", "ok", mail_to(desk, "jamie", "offer"))
    assert still_offered(desk)
    assert "was to Jamie" in mail_to(desk, "sam", "command").text
    assert any("was not obeyed: somebody else" in why for why in desk.events(desk.lead("ana")))
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"))
    assert desk.lead("ana").owner_id == "jamie", "a foreign use spends nothing"


def test_two_from_lines_are_nobody(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    token = parse(offer.raw).reply_to[0].email
    raw = desk.written("Jamie Doe <jamie@acme.example>", text="ok", to=token, answers=offer.message_id)
    desk.stores(b"From: evil@elsewhere.example\n" + raw)
    desk.judges()
    assert still_offered(desk)


def test_a_robot_of_the_owner_says_nothing(desk: Desk) -> None:
    says(desk, "jamie", "ok", mail_to(desk, "jamie", "offer"), headers={"Auto-Submitted": "auto-replied"})
    assert desk.lead("ana").owner_id is None


def test_without_a_token_the_owner_is_asked_which_lead(desk: Desk) -> None:
    desk.arrives("Jamie Doe <jamie@acme.example>", "Ana", "L-1 ok")
    assert still_offered(desk)
    assert "I could not tell which lead you mean" in mail_to(desk, "jamie", "command").text


def test_a_token_lives_ninety_days(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    with desk.work() as work:
        work.session.execute(update(Token).values(expires_at=work.now - timedelta(minutes=1)))
    says(desk, "jamie", "ok", offer)
    assert still_offered(desk)
    assert "too old" in mail_to(desk, "jamie", "command").text


def test_a_token_dies_with_the_lead_leaving_its_owner(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    says(desk, "jamie", "no", offer)
    says(desk, "sam", "ok", mail_to(desk, "sam", "offer"))
    with desk.work() as work:
        revoke_tokens(work, work.session.scalars(select(Lead)).one(), "jamie")
    says(desk, "jamie", "close: mine", offer)
    assert desk.lead("ana").state is LeadState.OWNED
    assert "Sam accepted at 10:00" in mail_to(desk, "jamie", "command").text


def test_the_token_counts_where_the_server_moved_it(desk: Desk) -> None:
    offer = mail_to(desk, "jamie", "offer")
    token = parse(offer.raw).reply_to[0].email
    desk.arrives("jamie@acme.example", "Re", "ok", headers={"Delivered-To": token}, answers=offer.message_id)
    assert desk.lead("ana").owner_id == "jamie"


# --- the receiving host's word ---


def test_an_unproven_mail_may_say_yes_but_not_send(strict: Desk) -> None:
    offer = mail_to(strict, "jamie", "offer")
    says(strict, "jamie", "send", offer)
    assert still_offered(strict)
    assert "could not be sure that this mail is yours" in mail_to(strict, "jamie", "command").text
    says(strict, "jamie", "ok", offer)
    assert strict.lead("ana").owner_id == "jamie"


def test_a_proven_mail_may_say_everything(strict: Desk) -> None:
    says(strict, "jamie", "send", mail_to(strict, "jamie", "offer"), headers=VOUCHED)
    assert strict.lead("ana").owner_id == "jamie"
    assert strict.owed("human")


def test_a_forged_result_below_the_real_one_proves_nothing(strict: Desk) -> None:
    offer = mail_to(strict, "jamie", "offer")
    token = parse(offer.raw).reply_to[0].email
    raw = strict.written(
        "jamie@acme.example", text="send", to=token, answers=offer.message_id, headers=VOUCHED
    )
    failed = b"Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\n"
    strict.stores(failed + raw)
    strict.judges()
    assert not strict.owed("human")


HOST = "mx.acme.example"
SPF = "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=acme.example"
DMARC = "dmarc=pass action=none header.from=acme.example"


@pytest.mark.parametrize(
    ("host", "results", "vouches"),
    [
        (HOST, "mx.acme.example; dmarc=pass header.from=acme.example;", True),
        (HOST, "MX.acme.example; spf=none;; dmarc=pass header.from=acme.example", True),
        (
            HOST,
            "mx.acme.example; dkim=pass header.d=acme.example; dmarc=fail header.from=acme.example",
            False,
        ),
        (HOST, "mx.acme.example;", False),
        (HOST, f"other.example; acme.example; {DMARC}", False),
        ("microsoft", f"{DMARC};", True),
        ("microsoft", f"{SPF}; dkim=pass header.d=acme.example;{DMARC};compauth=pass reason=100", True),
        ("microsoft", f"{SPF}; acme.example; dkim=none header.d=none;acme.example; {DMARC};", True),
        ("microsoft", "dmarc=pass action=none header.from=evil.example; acme.example", False),
        ("microsoft", f"{SPF}; dkim=pass header.d=acme.example; dmarc=fail header.from=acme.example", False),
    ],
)
def test_the_results_are_read_as_servers_really_write_them(host: str, results: str, vouches: bool) -> None:
    mail = parse(f"From: jamie@acme.example\nAuthentication-Results: {results}\n\nok".encode())
    assert passes(mail, host, "acme.example") is vouches


def test_a_host_is_known_whatever_the_case_of_its_letters() -> None:
    mail = parse(b"From: a@acme.example\nAuthentication-Results: MX.acme.example; dmarc=fail\n\nok")
    assert fails_dmarc(mail, HOST)
