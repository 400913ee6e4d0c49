"""The real processes: a mail's link is opened in another process, and a button is pressed by HTTP."""

from __future__ import annotations

import re
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.keepwarm import asked, keepwarm, started
from tests.e2e.small_team import CONFIGURATION, mail
from tests.servers.daemon import free_port, wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def config(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path, port: int) -> Path:
    path = tmp_path / "keepwarm.toml"
    team = CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port)
    path.write_text(f'{team}\n[board]\nlisten = "127.0.0.1:{port}"\nurl = "http://127.0.0.1:{port}"\n')
    return path


@contextmanager
def serving(*words: str, config: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = started(*words, config=config, log=config.with_name("log"))
    try:
        wait_until(lambda: asks(f"http://127.0.0.1:{port}/")[0] == 404, what="the page")
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()


def asks(url: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    try:
        with urllib.request.urlopen(url, body, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError as nobody:
        return 0, str(nobody)


def link(sink: SmtpSink) -> str:
    found = re.findall(rb"^Or on the page: (\S+)\r?$", sink.mails[-1].raw, re.MULTILINE)
    return str(found[-1].decode())


def form(html: str, word: str) -> dict[str, str]:
    """The form of a button, as it stands: its ticket is the last one before it."""
    before = html.partition(f'value="{word}"')[0]
    return {"do": word, "ticket": re.findall(r'name="ticket" value="([^"]+)"', before)[-1]}


def test_the_page_of_its_own_process_acts_for_the_runs_beside_it(
    config: Path, mailbox: Mailbox, sink: SmtpSink, port: int
) -> None:
    at = "2026-06-10T10:00:00Z"
    assert keepwarm("run", "--until-idle", "--now", at, config=config).returncode == 0
    mailbox.seed([mail(1)])
    keepwarm("run", "--until-idle", "--now", "2026-06-10T10:01:00Z", config=config)
    url = link(sink)
    with serving("board", config=config, port=port):
        status, page = asks(url)
        assert status == 200
        assert "Offered to you until today 10:" in page
        status, told = asks(url, form(page, "send"))
        assert status == 200
        assert "You own L-1." in told
        assert asks(f"http://127.0.0.1:{port}/style.css")[0] == 200
        keepwarm("run", "--until-idle", "--now", "2026-06-10T10:02:00Z", config=config)
        assert "<form" in asks(url)[1]
    lead = asked("lead", "1", config=config)
    assert lead["state"] == "owned"
    assert [one["kind"] for one in lead["mails"] if one["state"] == "sent"][-1] == "human"
    assert url.rpartition("/")[2] not in config.with_name("log").read_text()


def test_keepwarm_run_serves_the_page_itself(
    config: Path, mailbox: Mailbox, sink: SmtpSink, port: int
) -> None:
    with serving("run", config=config, port=port):
        assert asks(f"http://127.0.0.1:{port}/a/unknown")[0] == 404


def test_a_page_without_an_address_or_a_port_is_refused_in_words(config: Path, port: int) -> None:
    words = config.read_text()
    config.write_text(words.partition("[board]")[0])
    refused = keepwarm("board", config=config)
    assert refused.returncode == 2
    assert 'write [board] with url = "https://leads.acme.example"' in refused.stderr
    config.write_text(words)
    with serving("board", config=config, port=port):
        second = keepwarm("board", config=config)
        assert second.returncode == 2
        assert f"nothing can listen at 127.0.0.1:{port}" in second.stderr
