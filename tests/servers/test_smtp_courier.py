"""The courier against a server that refuses, delays, drops and lies at every stage."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from tests.servers.certificate import self_signed
from tests.servers.smtp_sink import SmtpSink, delay, drop, garbage, lie, refuse
from worker.mail import smtp
from worker.mail.account import Auth, Tls
from worker.mail.courier import DeliveryError, SmtpServer
from worker.mail.smtp import SmtpCourier

ANA = "ana@customer.example"
LETTER = b"From: jamie@acme.example\r\nTo: other@customer.example\r\n\r\nHello\r\n.\r\n..two\r\nend\r\n"


def courier_to(
    sink: SmtpSink, *, secret: str | Callable[[], str] = "", auth: Auth = "password", trusted: bool = True
) -> SmtpCourier:
    """A courier to this sink that trusts its certificate, if it has one."""
    tls: Tls = sink.tls
    authority = self_signed().chain if trusted and tls != "plain" else None
    user = sink.login[0] if sink.login else None
    host = "127.0.0.1" if tls == "plain" else "localhost"
    return SmtpCourier(SmtpServer(host, sink.port, tls, user, secret, auth, authority))


def send(courier: SmtpCourier, recipient: str = ANA, raw: bytes = LETTER) -> str:
    return courier.begin(sender="sales@acme.example", recipient=recipient, raw=raw).finish()


@pytest.fixture
def courier(sink: SmtpSink) -> Iterator[SmtpCourier]:
    courier = courier_to(sink)
    yield courier
    courier.close()


def test_the_server_gets_the_bytes_and_the_envelope_we_name(sink: SmtpSink, courier: SmtpCourier) -> None:
    answer = send(courier)

    assert answer == "250 2.0.0 Ok: taken"
    assert [(mail.sender, mail.recipients, mail.raw) for mail in sink.mails] == [
        ("sales@acme.example", (ANA,), LETTER)
    ]


def test_a_mail_without_a_last_line_end_gets_one(sink: SmtpSink, courier: SmtpCourier) -> None:
    send(courier, raw=b"Subject: x\r\n\r\nno end")
    assert sink.mails[0].raw == b"Subject: x\r\n\r\nno end\r\n"


def test_before_the_dot_nothing_was_sent(sink: SmtpSink, courier: SmtpCourier) -> None:
    attempt = courier.begin(sender="sales@acme.example", recipient=ANA, raw=LETTER)
    attempt.abandon()
    send(courier, "bob@customer.example")

    assert [mail.recipients for mail in sink.mails] == [("bob@customer.example",)]


def test_one_connection_serves_many_mails(sink: SmtpSink, courier: SmtpCourier) -> None:
    for _ in range(3):
        send(courier)
    assert (len(sink.mails), sink.connections) == (3, 1)


def test_two_mails_at_once_take_two_connections_and_keep_them(sink: SmtpSink, courier: SmtpCourier) -> None:
    for _ in range(3):
        first = courier.begin(sender="sales@acme.example", recipient=ANA, raw=LETTER)
        second = courier.begin(sender="sales@acme.example", recipient="bob@customer.example", raw=LETTER)
        second.finish()
        first.finish()
    assert (len(sink.mails), sink.connections) == (6, 2)


def test_a_connection_the_server_has_closed_is_replaced(sink: SmtpSink, courier: SmtpCourier) -> None:
    send(courier)
    sink.drop_all()
    send(courier)
    assert (len(sink.mails), sink.connections) == (2, 2)


def test_a_refused_recipient_is_permanent_and_costs_no_connection(
    sink: SmtpSink, courier: SmtpCourier
) -> None:
    sink.on("rcpt", refuse("550 5.1.1 No such user here"), recipient="gone@customer.example")

    with pytest.raises(DeliveryError) as caught:
        send(courier, "gone@customer.example")
    send(courier)

    error = caught.value
    assert (error.stage, error.code, error.enhanced, error.permanent) == ("rcpt", 550, "5.1.1", True)
    assert not error.in_doubt
    assert error.sentence.endswith("refused at rcpt: 550 5.1.1 No such user here")
    assert sink.connections == 1


@pytest.mark.parametrize(
    ("stage", "reply", "permanent"),
    [
        ("connect", "554 5.3.2 Go away", False),
        ("connect", "421 4.3.2 Busy", False),
        ("mail", "550 5.7.1 Not as this sender", False),
        ("mail", "451 4.3.0 Later", False),
        ("rcpt", "450 4.2.0 Greylisted", False),
        ("data", "554 5.7.1 No", True),
        ("data", "452 4.3.1 Full", False),
        ("dot", "554 5.7.1 Spam", True),
        ("dot", "451 4.7.0 Later", False),
    ],
)
def test_refusals_are_the_mails_fault_only_from_the_recipient_on(
    sink: SmtpSink, courier: SmtpCourier, stage: str, reply: str, permanent: bool
) -> None:
    sink.on(stage, refuse(reply), times=1)  # type: ignore[arg-type]

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    error = caught.value
    assert (error.stage, error.code, error.permanent) == (stage, int(reply[:3]), permanent)
    assert not error.in_doubt
    assert sink.mails == []
    send(courier)
    assert len(sink.mails) == 1


@pytest.mark.parametrize("stage", ["connect", "ehlo", "mail", "rcpt", "data"])
def test_a_drop_before_the_dot_is_only_temporary(sink: SmtpSink, courier: SmtpCourier, stage: str) -> None:
    sink.on(stage, drop(), times=1)  # type: ignore[arg-type]

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    assert (caught.value.permanent, caught.value.in_doubt, caught.value.code) == (False, False, None)
    send(courier)
    assert len(sink.mails) == 1


@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data"])
def test_garbage_before_the_dot_is_only_temporary(sink: SmtpSink, courier: SmtpCourier, stage: str) -> None:
    sink.on(stage, garbage(), times=1)  # type: ignore[arg-type]

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    assert (caught.value.permanent, caught.value.in_doubt) == (False, False)
    send(courier)
    assert len(sink.mails) == 1


@pytest.mark.parametrize("fault", [drop(), drop(keeps=False), garbage(), lie("354 Go on", keeps=True)])
def test_after_the_dot_only_a_clear_answer_counts(
    sink: SmtpSink, courier: SmtpCourier, fault: object
) -> None:
    sink.on("dot", fault, times=1)  # type: ignore[arg-type]

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    assert (caught.value.stage, caught.value.in_doubt, caught.value.permanent) == ("dot", True, False)


def test_a_slow_server_is_waited_for(sink: SmtpSink, courier: SmtpCourier) -> None:
    sink.on("dot", delay(0.2))
    assert send(courier).startswith("250")


def test_silence_after_the_dot_ends_in_doubt(
    sink: SmtpSink, courier: SmtpCourier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "DOT_SECONDS", 0.2)
    sink.on("dot", delay(2))

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    assert caught.value.in_doubt


@contextlib.contextmanager
def dripping(drop: bytes) -> Iterator[int]:
    """A server that says so little, so often, that no read ever takes too long; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drips() -> None:
            with contextlib.suppress(OSError), server.accept()[0] as line:
                while True:
                    line.sendall(drop)
                    Event().wait(0.05)

        threading.Thread(target=drips, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize(
    ("tls", "drop"),
    [
        ("plain", b"220-wait\r\n"),
        ("plain", b"2"),
        # The head of a TLS record, then one byte of its body after the other.
        ("tls", b"\x16\x03\x03\x3f\xff"),
    ],
)
def test_a_greeting_that_drips_ends_in_time(tls: Tls, drop: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "BEGIN_SECONDS", 0.5)
    with dripping(drop) as port, pytest.raises(DeliveryError) as failed:
        send(SmtpCourier(SmtpServer("localhost", port, tls, "", "")))
    assert failed.value.stage == "connect"


def test_a_server_that_is_down_is_our_trouble(sink: SmtpSink, courier: SmtpCourier) -> None:
    sink.go_down()

    with pytest.raises(DeliveryError) as caught:
        send(courier)

    assert (caught.value.stage, caught.value.permanent) == ("connect", False)
    assert "Connection refused" in caught.value.sentence


@pytest.mark.parametrize(
    ("recipient", "raw"),
    [
        ("ana@customer.example>\r\nRCPT TO:<e@evil.example", LETTER),
        ("ana@customer.example\x00", LETTER),
        ("änna@customer.example", LETTER),
        ("", LETTER),
        (ANA, b"Subject: x\r\n\r\nHello\n.\r\nMAIL FROM:<e@evil.example>\r\n"),
        (ANA, b"Subject: x\rBcc: e@evil.example\r\n\r\n"),
        (ANA, b"Subject: x\x00\r\n\r\n"),
    ],
)
def test_nothing_smuggles_a_second_command(
    sink: SmtpSink, courier: SmtpCourier, recipient: str, raw: bytes
) -> None:
    with pytest.raises(DeliveryError) as caught:
        send(courier, recipient, raw)
    assert caught.value.permanent
    assert sink.connections == 0


@pytest.fixture
def guarded() -> Iterator[SmtpSink]:
    """A server that offers STARTTLS and asks for a login."""
    sink = SmtpSink(login=("sales@acme.example", "pässword"), tls="starttls")
    sink.start()
    yield sink
    sink.stop()


def test_starttls_is_verified(guarded: SmtpSink) -> None:
    with pytest.raises(DeliveryError, match="certificate verify failed") as caught:
        send(courier_to(guarded, secret="pässword", trusted=False))
    assert (caught.value.stage, guarded.logins) == ("tls", [])


def test_login_after_starttls(guarded: SmtpSink) -> None:
    courier = courier_to(guarded, secret=lambda: "pässword")

    courier.check()
    send(courier)
    courier.close()

    assert (len(guarded.mails), guarded.connections) == (1, 2)


def test_an_access_token_logs_in() -> None:
    sink = SmtpSink(login=("sales@acme.example", "token"), tls="tls")
    sink.start()
    courier_to(sink, secret="token", auth="xoauth2").check()
    with pytest.raises(DeliveryError) as caught:
        courier_to(sink, secret="stale", auth="xoauth2").check()
    sink.stop()

    assert (caught.value.stage, caught.value.code, caught.value.permanent) == ("login", 535, False)


def test_a_wrong_password_is_named(guarded: SmtpSink) -> None:
    with pytest.raises(DeliveryError, match="refused at login: 535") as caught:
        courier_to(guarded, secret="wrong").check()
    assert (caught.value.stage, caught.value.permanent) == ("login", False)


def test_no_falling_back_to_clear_text(sink: SmtpSink) -> None:
    wants_tls = SmtpCourier(SmtpServer("localhost", sink.port, "starttls", "sales", "secret"))
    with pytest.raises(DeliveryError, match="STARTTLS") as caught:
        wants_tls.check()
    assert (caught.value.stage, sink.dialogue) == ("tls", [])
