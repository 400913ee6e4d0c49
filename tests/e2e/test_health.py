"""`keepwarm run --health`: the real process answers for itself, and tells systemd when it is up."""

from __future__ import annotations

import json
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.keepwarm import keepwarm, started
from tests.e2e.small_team import CONFIGURATION, mail
from tests.servers.daemon import free_port, wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
def config(mailbox: Mailbox, sink: SmtpSink, tmp_path: Path) -> Path:
    path = tmp_path / "keepwarm.toml"
    path.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    return path


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """The socket at which systemd would listen."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"{tmp_path}/notify")
        listening.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", f"{tmp_path}/notify")
        yield listening


def ask(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError as nobody:
        return 0, str(nobody)


def test_a_running_process_is_alive_ready_and_counted(
    config: Path, mailbox: Mailbox, sink: SmtpSink, systemd: socket.socket, tmp_path: Path
) -> None:
    port = free_port()
    process = started("run", "--health", f"127.0.0.1:{port}", config=config, log=tmp_path / "run.log")
    try:
        assert systemd.recv(100) == b"READY=1"
        wait_until(lambda: ask(port, "/readyz")[0] == 200, what="the first look")
        mailbox.seed([mail(1)])
        sink.wait_for(2)
        wait_until(
            lambda: "keepwarm_offers_pending 1.0" in ask(port, "/metrics")[1], what="the offer, counted"
        )
        assert json.loads(ask(port, "/livez")[1]) == {"alive": True}
        assert systemd.recv(100) == b"WATCHDOG=1"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    said = {systemd.recv(100)}
    while b"STOPPING=1" not in said:
        said.add(systemd.recv(100))
    assert ask(port, "/livez")[0] == 0


def test_an_address_that_is_taken_is_refused_in_one_sentence(config: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = keepwarm("run", "--health", str(port), config=config)
    assert done.returncode == 2
    assert f"[health] listen: nothing can listen at 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_health_without_a_process_that_goes_on_is_refused(config: Path) -> None:
    done = keepwarm("run", "--until-idle", "--health", "9090", config=config)
    assert (done.returncode, "leave out --until-idle" in done.stderr) == (2, True)
    done = keepwarm("run", "--health", "here", config=config)
    assert (done.returncode, 'write it like "127.0.0.1:9090"' in done.stderr) == (2, True)
