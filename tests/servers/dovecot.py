"""A real Dovecot: any user name logs in with the password `secret`, so a user a test is a mailbox a test."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from imapclient import IMAPClient

from tests.servers.certificate import self_signed
from tests.servers.daemon import Daemon, answers, free_port, need, short_folder, wait_until

PASSWORD = "secret"


class Dovecot:
    """One server in one folder; `kill` and `start` again keep mails, UIDs and UIDVALIDITY."""

    def __init__(self, *, tls: bool = False, password: str = PASSWORD) -> None:
        self.password = password
        self.binary = need("dovecot")
        self.folder = short_folder()
        self.port = free_port()
        self.tls_port = free_port() if tls else 0
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        mail = self.folder / "mail"
        mail.mkdir()
        os.chown(mail, self.account.pw_uid, self.account.pw_gid)
        (self.folder / "dovecot.conf").write_text(self._configuration())
        self.daemon: Daemon | None = None

    def start(self) -> None:
        command = [self.binary, "-F", "-c", str(self.folder / "dovecot.conf")]
        self.daemon = Daemon(command, log=self.folder / "output.log")
        wait_until(lambda: answers(self.port), what=f"Dovecot in {self.folder}")

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def mailbox(self, user: str) -> Mailbox:
        return Mailbox(self, user)

    def log(self) -> str:
        return (self.folder / "dovecot.log").read_text(errors="replace")

    def _end(self, how: signal.Signals) -> None:
        if self.daemon is not None:
            self.daemon.end(how)
            self.daemon = None

    def _configuration(self) -> str:
        uid, gid, folder = self.account.pw_uid, self.account.pw_gid, self.folder
        lines = f"""
            protocols = imap
            base_dir = {folder}/run
            state_dir = {folder}/state
            log_path = {folder}/dovecot.log
            listen = 127.0.0.1
            disable_plaintext_auth = no
            auth_failure_delay = 0
            mail_location = maildir:{folder}/mail/%u
            mail_uid = {uid}
            mail_gid = {gid}
            first_valid_uid = 1
            mail_max_userip_connections = 200
            namespace inbox {{
              inbox = yes
              mailbox Drafts {{
                special_use = \\Drafts
                auto = create
              }}
              mailbox Sent {{
                special_use = \\Sent
                auto = create
              }}
            }}
            passdb {{
              driver = static
              args = password={self.password}
            }}
            userdb {{
              driver = static
              args = uid={uid} gid={gid} home={folder}/mail/%u
            }}
            service anvil {{
              unix_listener anvil-auth-penalty {{
                mode = 0
              }}
              {self._own_account("chroot =")}
            }}
            service stats {{
              {self._own_account("chroot =")}
            }}
            service imap-login {{
              inet_listener imap {{
                address = 127.0.0.1
                port = {self.port}
              }}
              inet_listener imaps {{
                port = {self.tls_port}
                ssl = yes
              }}
              {self._own_account("chroot =")}
            }}
            {self._own_account(f"default_internal_user = {self.account.pw_name}")}
            {self._own_account(f"default_login_user = {self.account.pw_name}")}
            {self._own_account(f"default_internal_group = {grp.getgrgid(gid).gr_name}")}
        """
        return lines + self._tls_configuration()

    def _own_account(self, line: str) -> str:
        """Only an ordinary user, who cannot switch to Dovecot's accounts, needs these lines."""
        return "" if os.geteuid() == 0 else line

    def _tls_configuration(self) -> str:
        if not self.tls_port:
            return "ssl = no\n"
        made = self_signed()
        return f"ssl = yes\nssl_cert = <{made.chain}\nssl_key = <{made.key}\n"


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail as the server has it: the ground truth of a test."""

    uid: int
    raw: bytes
    arrived_at: datetime
    flags: frozenset[bytes]


class Mailbox:
    """One user's mailbox, filled and read by the test itself, as other mail programs would."""

    def __init__(self, server: Dovecot, user: str) -> None:
        self.server = server
        self.user = user
        self.password = server.password

    @property
    def url(self) -> str:
        """The `imap` line of an `[[inbox]]`."""
        return f"imap://{self.user.replace('@', '%40')}@127.0.0.1:{self.server.port}"

    def client(self) -> IMAPClient:
        """A logged-in session of its own; the caller closes it (it is a context manager)."""
        client = IMAPClient("127.0.0.1", port=self.server.port, ssl=False, timeout=20)
        client._imap.debug = 0
        client.normalise_times = False
        client.login(self.user, self.password)
        return client

    def append(self, raw: bytes, at: datetime | None = None, *, folder: str = "INBOX") -> None:
        """File a mail with INTERNALDATE `at` (an aware instant; now when left out)."""
        with self.client() as client:
            client.append(folder, raw, msg_time=at or datetime.now(UTC))

    def deliver_sent(self, raw: bytes, at: datetime | None = None) -> None:
        """File a copy in Sent, as a provider or the owner's mail program does."""
        self.append(raw, at, folder="Sent")

    def seed(self, mails: list[bytes], at: datetime | None = None) -> None:
        """Put thousands of mails into INBOX by writing files: the order of the list becomes that of UIDs."""
        # A status makes Dovecot create the folder.
        self.uidvalidity()
        new = self.server.folder / "mail" / self.user / "new"
        arrived = (at or datetime.now(UTC)).timestamp()
        for number, raw in enumerate(mails):
            path = new / f"{time.time_ns()}.{number:06d}.localhost"
            path.write_bytes(raw)
            os.chown(path, self.server.account.pw_uid, self.server.account.pw_gid)
            os.utime(path, (arrived, arrived))

    def folders(self) -> list[str]:
        with self.client() as client:
            return sorted(name for _flags, _delimiter, name in client.list_folders())

    def mails(self, folder: str = "INBOX") -> list[StoredMail]:
        """All mails of a folder in order of UID, without touching their flags."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            found = client.fetch(uids, ["BODY.PEEK[]", "INTERNALDATE", "FLAGS"]) if uids else {}
        return [
            StoredMail(uid, data[b"BODY[]"], data[b"INTERNALDATE"], frozenset(data[b"FLAGS"]))
            for uid, data in sorted(found.items())
        ]

    def uidvalidity(self, folder: str = "INBOX") -> int:
        with self.client() as client:
            return int(client.folder_status(folder, ["UIDVALIDITY"])[b"UIDVALIDITY"])

    def move(self, uid: int, source: str, target: str) -> None:
        with self.client() as client:
            client.select_folder(source)
            client.move([uid], target)

    def remove(self, uid: int, folder: str = "INBOX") -> None:
        with self.client() as client:
            client.select_folder(folder)
            client.delete_messages([uid])
            client.expunge([uid])

    def create(self, folder: str) -> None:
        with self.client() as client:
            client.create_folder(folder)

    def copied_as(self, user: str) -> Mailbox:
        """Another user's mailbox with the same folders, mails, flags and UIDs, as they are now."""
        home = self.server.folder / "mail"
        shutil.copytree(home / self.user, home / user)
        for path in [home / user, *(home / user).rglob("*")]:
            os.chown(path, self.server.account.pw_uid, self.server.account.pw_gid)
        return Mailbox(self.server, user)

    def forget_uids(self, folder: str = "INBOX") -> None:
        """Give the folder a new UIDVALIDITY and its mails new UIDs, as a repaired or moved server does.

        Dovecot is down meanwhile: other users' sessions break too.
        """
        self.server.kill()
        home = self.server.folder / "mail" / self.user
        place = home if folder == "INBOX" else home / f".{folder}"
        for path in [*place.glob("dovecot-uidlist*"), *place.glob("dovecot.index*")]:
            path.unlink()
        self.server.start()
