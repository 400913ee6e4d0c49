"""What a log line holds: ids and places, never an address, a body or a password (reliability, I17)."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from worker.logs import log_to_stderr
from worker.mail.mailbox import MailboxError


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = structlog.get_config(), logging.getLogger().handlers[:], logging.getLogger().level
    hooks = sys.excepthook, threading.excepthook
    yield
    structlog.configure(**before[0])
    logging.getLogger().handlers[:] = before[1]
    logging.getLogger().setLevel(before[2])
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture(params=[False, True], ids=["file", "terminal"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Stream:
    stream = Stream(terminal=request.param)
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr("info")
    return stream


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Stream:
    """What a machine keeps, line by line."""
    stream = Stream(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr("info")
    return stream


def test_a_traceback_shows_no_variable(written: Stream) -> None:
    password = "correct-" + "horse"
    try:
        int(password[:0])
    except ValueError:
        structlog.get_logger().exception("it broke")
    assert "it broke" in written.getvalue()
    assert "test_a_traceback_shows_no_variable" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "correct-horse" not in written.getvalue()


def test_an_error_that_may_quote_a_mail_is_told_without_its_words(written: Stream) -> None:
    try:
        int("Dear Sirs, my number is 0341 555 0199")
    except ValueError:
        structlog.get_logger().exception("it broke")
    assert "Dear Sirs" not in written.getvalue()


def test_what_the_system_and_we_say_is_told(written: Stream) -> None:
    try:
        try:
            raise ConnectionRefusedError(111, "Connection refused")
        except OSError as refused:
            raise MailboxError("The mailbox server cannot be reached.") from refused
    except MailboxError:
        structlog.get_logger().exception("it broke")
    assert "The mailbox server cannot be reached." in written.getvalue()
    assert "Connection refused" in written.getvalue()


def test_a_database_does_not_quote_its_rows(written: Stream) -> None:
    class IntegrityError(Exception):
        """As the drivers name it."""

    try:
        raise IntegrityError("null value in column\nDETAIL:  Failing row contains (1, Dear Sirs).")
    except IntegrityError:
        structlog.get_logger().exception("it broke")
    assert "null value in column" in written.getvalue()
    assert "Dear Sirs" not in written.getvalue()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("550 5.1.1 <ana.bo@customer.example>: unknown", "550 5.1.1 <a***@customer.example>: unknown"),
        ("sales+r.jq5z4abc@acme.example", "s***@acme.example"),
        ("imap://sales%40acme.example@127.0.0.1:143", "imap://127.0.0.1:143"),
        ("postgresql+psycopg://app:horse@db/kw", "postgresql+psycopg://db/kw"),
        ("größe@köln.example, b@x.example", "g***@köln.example, b***@x.example"),
        ("no address @ all, 18 @ 3", "no address @ all, 18 @ 3"),
    ],
)
def test_addresses_are_shortened_wherever_they_stand(kept: Stream, said: str, shown: str) -> None:
    structlog.get_logger().info(said, why=said, several=[said, {"deep": said}])
    (line,) = kept.lines
    assert (line["event"], line["why"], line["several"]) == (shown, shown, [shown, {"deep": shown}])


def test_libraries_speak_the_same_way(kept: Stream) -> None:
    logging.getLogger("dramatiq.worker").warning("could not reach %s", "ana@customer.example")
    logging.getLogger("alembic").info("not worth a line")
    (line,) = kept.lines
    assert line["event"] == "could not reach a***@customer.example"
    assert (line["level"], line["library"]) == ("warning", "dramatiq.worker")


def test_a_thread_that_ends_by_an_error_says_so_in_one_line(kept: Stream) -> None:
    def breaks() -> None:
        raise KeyError("ana@customer.example wrote: Dear Sirs")

    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    (line,) = kept.lines
    assert line["level"] == "critical"
    assert "KeyError" in str(line["exception"])
    assert "Dear Sirs" not in kept.getvalue()
