"""A password is taken out of whatever a server says, however it is spelt there."""

from __future__ import annotations

import base64

import pytest

from worker.mail.hiding import hide, spellings

SECRET = 'horse "\\ bättery'
PLAIN = base64.b64encode(f"\0sales@acme.example\0{SECRET}".encode()).decode()


@pytest.mark.parametrize(
    "said",
    [
        f"wrong password {SECRET}!",
        'A1 LOGIN sales@acme.example "horse \\"\\\\ bättery"',
        f"wrong {SECRET!r}",
        f"wrong {SECRET.encode()!r}",
        f"AUTH PLAIN {PLAIN}",
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"user=sales@acme.example\x01auth=Bearer {SECRET}\x01\x01".encode()).decode(),
    ],
)
def test_it_is_found_however_it_is_spelt(said: str) -> None:
    hidden = hide(said, spellings("sales@acme.example", SECRET))
    assert "***" in hidden
    assert "horse" not in hidden
    assert "ttery" not in hidden
    assert base64.b64encode(SECRET.encode()).decode() not in hidden


def test_a_very_short_one_would_take_every_sentence_with_it() -> None:
    assert hide("a server was away", spellings("sales", "a")) == "a server was away"
