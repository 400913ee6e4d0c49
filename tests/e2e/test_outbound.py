"""The process speaks to nobody but the servers it was told of (reliability, I18).

An audit hook within the real process writes down every address it connects to, sends to or looks up; mails
that would have a reader fetch something are among what it reads.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

from tests.e2e.keepwarm import environment, keepwarm
from tests.e2e.small_team import CONFIGURATION, mail
from tests.servers.dovecot import Mailbox
from tests.servers.smtp_sink import SmtpSink

# PEP 578: nothing in the process can connect past this hook, whatever library it uses.
LISTENED = """
import json, os, sys

spoken = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def hear(event, given):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        os.write(spoken, json.dumps([event, str(given[1])]).encode() + b"\\n")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        os.write(spoken, json.dumps([event, str(given[:2])]).encode() + b"\\n")

sys.addaudithook(hear)
from worker.cli import main
main()
"""
TEMPTING = (
    b"From: Ana Bo <ana@customer.example>\r\nTo: sales@acme.example\r\nSubject: Office\r\n"
    b"Message-ID: <tempting@customer.example>\r\nContent-Type: text/html\r\n"
    b"Disposition-Notification-To: <spy@elsewhere.example>\r\n\r\n"
    b'<html><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><p>What does a carport cost?</p>'
    b'<img src="http://127.0.0.1:9/pixel.gif"><a href="https://elsewhere.example/x">link</a></html>\r\n'
)


def test_it_connects_to_its_servers_and_to_nobody_else(
    mailbox: Mailbox, sink: SmtpSink, tmp_path: Path
) -> None:
    config, spoken = tmp_path / "keepwarm.toml", tmp_path / "spoken"
    config.write_text(CONFIGURATION.format(address=mailbox.user, imap=mailbox.url, smtp=sink.port))
    command = [sys.executable, "-c", LISTENED, str(spoken), "run", "--config", str(config)]
    assert keepwarm("run", "--until-idle", config=config).returncode == 0, "first contact"
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment())
    try:
        mailbox.seed([mail(1)])
        sink.wait_for(2)
        mailbox.seed([TEMPTING])
        sink.wait_for(4)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)

    heard = [json.loads(line) for line in spoken.read_text().splitlines()]
    assert {place for event, place in heard if event == "socket.connect"} == {
        str(("127.0.0.1", mailbox.server.port)),
        str(("127.0.0.1", sink.port)),
    }
    looked_up = {place for event, place in heard if event.startswith("socket.get")}
    assert all(place.startswith("('127.0.0.1'") for place in looked_up), looked_up
    assert [heard_one for heard_one in heard if heard_one[0].startswith("socket.send")] == []
