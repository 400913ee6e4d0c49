"""Whoever opens the links of our mails: scanners that fetch everything, and owners who press a button."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from tests.flow.test_pages import Form
from tests.prove.post import Posted
from tests.prove.team import BOARD
from worker.board.server import application
from worker.store.work import Workshop

_LINK = re.compile(rf"{re.escape(BOARD)}/\S+")


def links(mail: Posted) -> list[str]:
    """Every address of ours that a mail holds."""
    body = mail.message.get_payload(decode=True)
    return _LINK.findall(body.decode("utf-8", "replace")) if isinstance(body, bytes) else []


class Browser:
    """A browser at the pages of this workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self._client = TestClient(application(workshop), base_url=BOARD)

    def scans(self, mail: Posted) -> None:
        """As some mail servers do: every link, several times, by every method that only looks."""
        for link in links(mail):
            for method in ("GET", "HEAD", "GET"):
                answer = self._client.request(method, link)
                assert answer.status_code < 500, f"{method} {link}: {answer.status_code}"

    def presses(self, mail: Posted, which: int, *, times: int) -> str | None:
        """Open the first link, fill in nothing, press one of its buttons, perhaps twice; return which."""
        for link in links(mail)[:1]:
            forms = Form(self._client.get(link).text).forms
            if forms:
                button = sorted(forms)[which % len(forms)]
                for _ in range(times):
                    answer = self._client.post(link, data=forms[button])
                    assert answer.status_code < 500, f"{button}: {answer.status_code}"
                return button
        return None
