"""Owners with a browser, who open the links of their mails and press a button twice; scanners only look."""

from __future__ import annotations

import random
import re
import urllib.parse
import urllib.request
from collections import deque
from http.client import HTTPException

from tests.chaos.ground_truth import GroundTruth, Sent
from tests.chaos.town import WHO_DECLINES

LINK = re.compile(rb"http://127\.0\.0\.1:\d+/a/[a-z2-7]{32}")
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
SHARE = 0.4  # of the offers is opened on its page
SECONDS = 10.0


class Visitors:
    """Everybody who opens pages; `presses` and `looks` count what was answered."""

    def __init__(self, truth: GroundTruth, *, seed: int) -> None:
        self.truth = truth
        self.chance = random.Random(seed)
        self.presses = self.looks = 0
        self._read = 0
        self._to_open: deque[str] = deque()

    def press(self) -> None:
        """Accept one lead on its page, impatiently; where nobody answers, it is tried again later."""
        self._reads()
        if not self._to_open:
            return
        try:
            before, button, _ = ask(self._to_open[0]).partition('value="accept"')
            if button:
                form = {"do": "accept", "ticket": TICKET.findall(before)[-1]}
                self.presses += bool(ask(self._to_open[0], form)) + bool(ask(self._to_open[0], form))
        except (OSError, HTTPException):
            return
        self._to_open.popleft()

    def look(self, pages: int) -> None:
        """Fetch so many pages of the mails three times, by GET and by HEAD."""
        links = sorted({link for mail in self.truth.sink.mails for link in LINK.findall(mail.raw)})
        for link in self.chance.sample(links, min(pages, len(links))) * 3:
            for method in ("GET", "HEAD"):
                ask(link.decode(), method=method)
                self.looks += 1

    def _reads(self) -> None:
        mails = self.truth.sink.mails
        fresh, self._read = mails[self._read :], len(mails)
        for received in fresh:
            sent = Sent(received)
            mine = sent.kind == "offer" and not sent.recipient.startswith(WHO_DECLINES)
            if mine and self.chance.random() < SHARE:
                self._to_open += [link.decode() for link in LINK.findall(received.raw)[:1]]


def ask(url: str, form: dict[str, str] | None = None, *, method: str | None = None) -> str:
    """Open a page, or send its form. Raises OSError where nobody answers, or with anything but 200."""
    body = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(url, body, method=method)
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return str(answer.read().decode())
