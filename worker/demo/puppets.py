"""The people of the demo at their mail programs: they read what comes and answer by the script.

A puppet writes a real reply: to the Reply-To it was given, with In-Reply-To, References and the quoted
mail. What it says is town.py's; when it lands is the stage's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count

from worker.demo.post_office import Post
from worker.demo.town import OWNERS, SCENES, SHARED, ZONE, Says, Scene
from worker.mail.message import ParsedEmail
from worker.mail.parse import parse

_ENTRY = re.compile(r"^--- (\d+), to (.+?) ---$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that somebody will send at an instant."""

    at: datetime
    sender: str
    recipient: str
    message: EmailMessage

    def stamped(self) -> bytes:
        """The bytes with their Date, line ends as SMTP wants them."""
        return self.message.as_bytes(policy=self.message.policy.clone(linesep="\r\n", max_line_length=998))


class Puppets:
    """Everybody but Keepwarm. They remember how many mails of each kind they got about whom."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()
        self._numbers = count(1)

    def first_letters(self) -> list[Letter]:
        """What the customers write of their own accord."""
        return [
            self._letter(
                scene.instant,
                f"{scene.name} <{scene.address}>",
                SHARED,
                scene.subject,
                scene.text,
                scene.headers,
            )
            for scene in SCENES
        ]

    def read(self, post: Post) -> list[Letter]:
        """Read one mail that came, and answer it or not."""
        mail = parse(post.raw)
        kind = mail.headers.get("X-Keepwarm-Kind", "human")
        owner = next((owner for owner in OWNERS if post.recipient == f"{owner}@acme.example"), None)
        if owner is None:
            scene = next((scene for scene in SCENES if scene.address == post.recipient), None)
            said = self._next(scene, kind, customer=True) if scene else None
            return (
                [self._reply(post, mail, f"{scene.name} <{scene.address}>", said)] if scene and said else []
            )
        said = self._list_answer(mail) if kind == "morning" else self._next(_scene_of(mail), kind)
        sender = f"{OWNERS[owner]} <{post.recipient}>"
        return [self._reply(post, mail, sender, said)] if said else []

    def _next(self, scene: Scene | None, kind: str, *, customer: bool = False) -> Says | None:
        if scene is None:
            return None
        answers = (scene.customer if customer else scene.owners).get(kind, ())
        nth = self._seen[(scene.name, kind)]
        self._seen[(scene.name, kind)] += 1
        return answers[nth] if nth < len(answers) else None

    def _list_answer(self, mail: ParsedEmail) -> Says | None:
        """Answer a list by number, as its first line asks: "1 send"."""
        lines, minutes = [], 0.0
        for number, name in _ENTRY.findall(mail.text):
            scene = next((scene for scene in SCENES if scene.name in name), None)
            said = self._next(scene, "draft")
            if said is not None:
                lines.append(f"{number} {said.words}")
                minutes = max(minutes, said.minutes)
        return Says("\n".join(lines), minutes) if lines else None

    def _reply(self, post: Post, mail: ParsedEmail, sender: str, said: Says) -> Letter:
        to = (mail.reply_to or (mail.sender,))[0].email
        when = f"{post.at.astimezone(ZONE):%a %d %b %Y at %H:%M}"
        author = mail.sender.name or mail.sender.email
        quote = "".join(f"> {line}\n" for line in mail.text.splitlines())
        words = said.words.replace("{me}", sender.split()[0])
        text = f"{words}\n\nOn {when}, {author} wrote:\n{quote}"
        headers = {
            "In-Reply-To": mail.message_id,
            "References": " ".join([*mail.references, mail.message_id]),
            **said.headers,
        }
        subject = said.subject or f"Re: {mail.subject.removeprefix('Re: ')}"
        return self._letter(post.at + timedelta(minutes=said.minutes), sender, to, subject, text, headers)

    def _letter(
        self, at: datetime, sender: str, to: str, subject: str, text: str, headers: Mapping[str, str]
    ) -> Letter:
        address = sender.rpartition("<")[2].rstrip(">")
        message = EmailMessage()
        message["From"] = sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = format_datetime(at.astimezone(ZONE))
        message["Message-ID"] = f"<{next(self._numbers)}.{at:%d%H%M}@{address.rpartition('@')[2]}>"
        for name, value in headers.items():
            message[name] = value
        message.set_content(text, cte="8bit")
        return Letter(at, address, to, message)


def _scene_of(mail: ParsedEmail) -> Scene | None:
    """Every mail about a lead begins its subject with the customer's name."""
    return next((scene for scene in SCENES if mail.subject.startswith(scene.name)), None)
