"""A copy of what customers were sent lies in Sent, once, whether the server files it or we do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink
from tests.story import Story
from worker.ingest import filing
from worker.mail.imap import ImapSession
from worker.settings import load

ANA = "Ana Bo <ana@customer.example>"

Tell = Callable[..., Story]


def filed(mailbox: Mailbox) -> list[str]:
    """The subjects of what lies in Sent, with who it went to."""
    copies = [mail.raw.decode(errors="replace") for mail in mailbox.mails("Sent")]
    return [next(line for line in copy.splitlines() if line.startswith("To: ")) for copy in copies]


def answered(tell: Tell, inbox: str = "file_sent = true") -> Story:
    story = tell(inbox=inbox)
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    return story


def test_where_the_server_files_nothing_we_do_and_only_what_customers_got(
    tell: Tell, mailbox: Mailbox
) -> None:
    story = answered(tell)
    went_at = story.now
    story.passes(minutes=5)
    copies = mailbox.mails("Sent")
    assert [mail.raw for mail in copies] == [mail.raw for mail in story.sink.mails if b"ana@" in mail.raw]
    assert {mail.arrived_at for mail in copies} == {went_at}
    assert all(b"\\Seen" in mail.flags for mail in copies), "nobody needs to read it"
    assert [row["verdict"] for row in story.inbound() if row["folder"] == "Sent"] == ["loop", "loop"]
    story.passes(days=1)
    assert len(mailbox.mails("Sent")) == 2
    assert story.broken_invariants() == []


def test_where_the_server_files_its_own_there_is_no_second_one(
    tell: Tell, mailbox: Mailbox, sink: SmtpSink
) -> None:
    sink.files_copy = mailbox.deliver_sent
    answered(tell).passes(minutes=5)
    assert len(mailbox.mails("Sent")) == len(sink.mails)


@pytest.mark.embedded("it breaks what this process does")
def test_killed_between_filing_and_noting_it_files_no_second_one(
    tell: Tell, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(inbox="file_sent = true")
    append = ImapSession.append

    def files_and_dies(self: ImapSession, *what: object, **how: object) -> None:
        append(self, *what, **how)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(ImapSession, "append", files_and_dies)
    with pytest.raises(KeyboardInterrupt):
        story.receives(ANA, "Garden office", "What does it cost?")
    monkeypatch.undo()
    assert len(mailbox.mails("Sent")) == 1
    story.passes(hours=1)
    assert len(mailbox.mails("Sent")) == 1


@pytest.mark.embedded("it breaks what this process does")
def test_a_folder_that_takes_nothing_holds_nothing_up(
    tell: Tell, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tell(inbox='file_sent = true\nsent = "Sent"')
    monkeypatch.setattr(filing, "SEEN", b"\\No such flag")
    story.receives(ANA, "Garden office", "What does it cost?")
    assert len(story.sent("acknowledgement")) == 1
    assert mailbox.mails("Sent") == []
    monkeypatch.undo()
    story.passes(hours=2)
    assert len(mailbox.mails("Sent")) == 1, "tried again"


@pytest.mark.parametrize(
    ("server", "files"),
    [
        ("smtps://sales@smtp.gmail.com", False),
        ("smtp://sales@smtp.office365.com", False),
        ("smtps://sales@smtp.acme.example", True),
        ("smtp://127.0.0.1:1025", False),
    ],
)
def test_left_out_it_is_done_where_the_server_is_not_known_to_do_it(
    server: str, files: bool, tell: Tell
) -> None:
    story = tell(mode="shadow")
    config = story.config.read_text().replace(f"smtp://127.0.0.1:{story.sink.port}", server)
    Path(story.config).write_text(config)
    assert load(story.config, {}).inbox("sales").files_copies is files


@pytest.mark.embedded("it copies the file of the database")
def test_where_no_copy_was_filed_ours_keeps_a_restored_database_from_mailing_again(
    tell: Tell, mailbox: Mailbox, tmp_path: Path
) -> None:
    story = tell(inbox="file_sent = true")
    story.app.close()
    empty = (tmp_path / "keepwarm.db").read_bytes()
    story.restarts(story.config.read_text())
    story.receives(ANA, "Garden office", "Hello, what would a garden office of 12 m2 cost?")
    story.owner_says("jamie", "send", to=story.mail("offer", "jamie"))
    story.app.close()
    (tmp_path / "keepwarm.db").write_bytes(empty)
    story.restarts(story.config.read_text())
    story.passes(hours=3)
    assert len(story.sent(to="ana@customer.example")) == 2, "the acknowledgement and the answer"
    assert len(mailbox.mails("Sent")) == 2
    assert story.lead("ana")["owner"] == "jamie"
