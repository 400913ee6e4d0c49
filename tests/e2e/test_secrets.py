"""Planted secrets are never found: not in logs, the database, errors, /metrics or /readyz (reliability, I17).

The real `keepwarm run` on PostgreSQL, led through faults in which servers echo what they were given. Only the
raw bytes of mails, which are kept as they are, may hold a reply token.
"""

from __future__ import annotations

import base64
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.e2e.keepwarm import COMMAND, environment
from tests.e2e.test_health import ask
from tests.servers.daemon import free_port, wait_until
from tests.servers.dovecot import Mailbox
from tests.servers.postgres import Postgres
from tests.servers.scripted_imap import ScriptedImap
from tests.servers.smtp_sink import SmtpSink, refuse

BY_COMMAND = "horse-by-command-81"
BY_ENVIRONMENT = "battery-by-environment-82"
OF_THE_DATABASE = "staple-of-the-database-83"
BODY = "xylophone in the garden"
ANA = "ana.bo@customer.example"

CONFIGURATION = """
database = "{database}"

[team]
name = "Acme Garden Rooms"
timezone = "UTC"
hours = "Mon-Sun 00:00-24:00"
fallback = "sam"

[[inbox]]
name = "sales"
address = "{address}"
imap = "{imap}"
smtp = "smtp://127.0.0.1:{smtp}"
password = "secret"

[[inbox]]
name = "echo"
address = "echo@acme.example"
imap = "imap://echo%40acme.example@127.0.0.1:{echo}"
smtp = "{echo_smtp}"
password_command = "printf {password}"

[[inbox]]
name = "other"
address = "other@acme.example"
imap = "imap://other%40acme.example@127.0.0.1:{echo}"
smtp = "{other_smtp}"

[[owner]]
id = "jamie"
name = "Jamie Doe"
email = "jamie@acme.example"

[[owner]]
id = "sam"
name = "Sam Poe"
email = "sam@acme.example"

[security]
owner_replies = "token"

[limits]
reconnect_first = "1s"
reconnect_longest = "2s"
retry_first = "1s"
"""


@pytest.fixture
def database() -> Iterator[Postgres]:
    """A server that is ended on the way."""
    server = Postgres()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def echo() -> Iterator[ScriptedImap]:
    """A mailbox server that quotes the line it refuses."""
    with ScriptedImap({"LOGIN": "{tag} NO [AUTHENTICATIONFAILED] I will not have {line}"}) as server:
        yield server


@pytest.fixture
def echo_sinks() -> Iterator[dict[str, SmtpSink]]:
    """Mail servers that quote the password they refuse, plain and as it was sent."""
    sinks = {}
    for name, secret in (("echo", BY_COMMAND), ("other", BY_ENVIRONMENT)):
        sinks[name] = SmtpSink(login=(f"{name}@acme.example", "another"))
        sinks[name].start()
        sinks[name].on("auth", refuse(f"535 5.7.8 not {secret} and not {as_sent(name, secret)}"))
    yield sinks
    for server in sinks.values():
        server.stop()


def as_sent(name: str, secret: str) -> str:
    return base64.b64encode(f"\0{name}@acme.example\0{secret}".encode()).decode()


def letter(sender: str, text: str, to: str, number: int) -> bytes:
    head = f"From: Ana Bo <{sender}>\r\nTo: {to}\r\nSubject: Question\r\n"
    return (
        f"{head}Message-ID: <{number}@customer.example>\r\n\r\nHello, what does a {text} cost?\r\n".encode()
    )


def test_planted_secrets_are_found_nowhere(
    mailbox: Mailbox,
    sink: SmtpSink,
    echo: ScriptedImap,
    echo_sinks: dict[str, SmtpSink],
    database: Postgres,
    tmp_path: Path,
) -> None:
    url = database.database()
    config, log, port = tmp_path / "keepwarm.toml", tmp_path / "run.log", free_port()
    config.write_text(
        CONFIGURATION.format(
            database="sqlite:///unused.db",
            address=mailbox.user,
            imap=mailbox.url,
            smtp=sink.port,
            echo=echo.port,
            echo_smtp=echo_sinks["echo"].url,
            other_smtp=echo_sinks["other"].url,
            password=BY_COMMAND,
        )
    )
    secrets_of_environment = {
        "KEEPWARM_DATABASE": url.replace("app@", f"app:{OF_THE_DATABASE}@"),
        "KEEPWARM_INBOX__OTHER__PASSWORD": BY_ENVIRONMENT,
        "KEEPWARM_LOG__LEVEL": "debug",
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(COMMAND), "run", "--health", str(port), "--config", str(config)],
            stdout=output,
            stderr=output,
            env=environment() | secrets_of_environment,
        )
    try:
        wait_until(lambda: "sales was read" in ask(port, "/readyz")[1], seconds=30, what="the first look")
        wait_until(lambda: log.read_text().count("refused the login") >= 2, what="the refused logins")

        # A customer, an owner's yes by reply token, and a refusal that quotes an address.
        mailbox.seed([letter(ANA, BODY, mailbox.user, 1)])
        sink.wait_for(2)
        offer = next(mail for mail in sink.mails if b"X-Keepwarm-Kind: offer" in mail.raw)
        reply_to = re.search(rb"Reply-To: .*?([\w.]+\+r\.(\w+)@[\w.]+)", offer.raw)
        assert reply_to is not None
        token = reply_to[2].decode()
        mailbox.seed([letter(offer.recipients[0], "ok", reply_to[1].decode(), 2)])
        sink.on("mail", refuse(f"550 relaying for <{ANA}> denied"), times=2)
        mailbox.seed([letter("ben@other.example", BODY, mailbox.user, 3)])
        wait_until(lambda: "relaying" in log.read_text(), seconds=30, what="the refusal")

        # The database goes in the middle of it all, and comes back.
        database.kill()
        mailbox.seed([letter("cara@third.example", BODY, mailbox.user, 4)])
        wait_until(lambda: "exception" in log.read_text(), seconds=30, what="an error of the database")
        asked = [ask(port, page)[1] for page in ("/livez", "/readyz", "/metrics")]
        database.start()
        wait_until(lambda: len(sink.to("cara@third.example")) == 1, seconds=60, what="the mail after it")
        asked += [ask(port, page)[1] for page in ("/livez", "/readyz", "/metrics")]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)

    secrets = {BY_COMMAND, BY_ENVIRONMENT, OF_THE_DATABASE, token}
    secrets |= {as_sent("echo", BY_COMMAND), as_sent("other", BY_ENVIRONMENT)}
    told = {"log": log.read_text(), "pages": "\n".join(asked), "database": dump(url)}
    assert "***" in told["log"], "what was echoed is seen, and hidden"
    assert "***" in told["database"]
    assert "a***@customer.example" in told["log"]
    for place, text in told.items():
        assert [secret for secret in secrets if secret in text] == [], place
    for place in ("log", "pages"):
        for private in (BODY, ANA, "jamie@acme.example", "ben@other.example", "Ana Bo"):
            assert private not in told[place], (place, private)


def dump(url: str) -> str:
    """Everything the database holds, but for the raw bytes of mails."""
    held = []
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            cursor = connection.execute(f'SELECT * FROM "{table}"'.encode())
            names = [column.name for column in cursor.description or ()]
            for row in cursor.fetchall():
                held += [str(value) for name, value in zip(names, row, strict=True) if name != "raw"]
    return "\n".join(held)


def test_a_mistake_in_the_configuration_does_not_quote_a_password(tmp_path: Path) -> None:
    config = tmp_path / "keepwarm.toml"
    config.write_text(f'database = "postgres://app:{OF_THE_DATABASE}@db/kw"\n[[inbox]]\nname = "a b"\n')
    wrong = {"KEEPWARM_INBOX__SALES__PASSWORD": BY_ENVIRONMENT, "KEEPWARM_BROKER": f"amqp://u:{BY_COMMAND}@h"}
    for command in ("run", "check"):
        done = subprocess.run(
            [str(COMMAND), command, "--config", str(config)],
            capture_output=True,
            text=True,
            env=environment() | wrong,
            check=False,
        )
        assert done.returncode == 2
        for secret in (BY_COMMAND, BY_ENVIRONMENT, OF_THE_DATABASE):
            assert secret not in done.stdout + done.stderr
