"""Where a server of ours listens: loopback unless somebody says otherwise."""

from __future__ import annotations

import pytest

from worker.settings import Listen, parse_listen


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("127.0.0.1:9090", Listen("127.0.0.1", 9090)),
        (":9090", Listen("127.0.0.1", 9090)),
        (9090, Listen("127.0.0.1", 9090)),
        ("0.0.0.0:80", Listen("0.0.0.0", 80)),
        ("[::1]:9090", Listen("::1", 9090)),
        ("monitor.acme.example:9090", Listen("monitor.acme.example", 9090)),
    ],
)
def test_a_port_alone_means_loopback(written: object, meant: Listen) -> None:
    assert parse_listen(written) == meant
    assert parse_listen(str(meant)) == meant


@pytest.mark.parametrize(
    "written", ["", "localhost", "127.0.0.1:0", "127.0.0.1:70000", "http://127.0.0.1:9090", True]
)
def test_what_is_no_address_is_refused_with_an_example(written: object) -> None:
    with pytest.raises(ValueError, match=r'write it like "127\.0\.0\.1:9090"'):
        parse_listen(written)
