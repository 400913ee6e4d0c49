"""Addresses, thread ids and the receiving host's word: small pure questions, cautious answers."""

from __future__ import annotations

import pytest

from worker.mail.addresses import greeting_name, is_no_reply, plus_token, same_company
from worker.mail.authentication import fails_dmarc, passes
from worker.mail.parse import parse
from worker.mail.threads import cut, message_ids


@pytest.mark.parametrize(
    ("display", "greeted"),
    [
        ("Peter Preis", "Peter Preis"),
        ("Preis, Peter", "Peter Preis"),
        ("DR. HANS MÜLLER", "Hans Müller"),
        ("Frau Schmidt", ""),
        ("Sales Team", ""),
        ("Acme GmbH", ""),
        ("{{ 7*7 }}", ""),
        ("", ""),
    ],
)
def test_a_name_is_greeted_only_when_it_is_sure(display: str, greeted: str) -> None:
    assert greeting_name(display) == greeted


def test_a_token_is_read_from_a_plus_address() -> None:
    assert plus_token("Sales+r.abcdefgh234@Acme.example", "sales@acme.example") == "abcdefgh234"
    assert plus_token("other+r.abcdefgh234@acme.example", "sales@acme.example") is None


def test_free_mail_makes_nobody_a_colleague() -> None:
    assert same_company("a@mail.acme.co.uk", "b@acme.co.uk")
    assert not same_company("a@gmail.com", "b@gmail.com")


def test_robots_that_take_no_answers_are_known() -> None:
    assert is_no_reply("no-reply@x.example")
    assert not is_no_reply("norbert@x.example")


def test_ids_are_read_through_quotes_and_folds() -> None:
    assert message_ids('"Your message" <a@b.example>\r\n <c\r\n d@e.example>') == (
        "<a@b.example>",
        "<cd@e.example>",
    )
    assert message_ids("a@b.example") == ("<a@b.example>",)
    assert message_ids("garbage") == ()


def test_long_references_keep_both_ends() -> None:
    ids = tuple(f"<{number}@x.example>" for number in range(50))
    assert cut(ids) == ids[:10] + ids[-10:]


def results(*lines: str, sender: str = "jamie@acme.example") -> bytes:
    fields = "".join(f"Authentication-Results: {line}\n" for line in lines)
    return f"{fields}From: {sender}\nTo: sales@acme.example\n\nok\n".encode()


PASS = "mx.acme.example; dmarc=pass header.from=acme.example"


@pytest.mark.parametrize(
    ("raw", "believed"),
    [
        (results(PASS), True),
        (results("mx.acme.example; dkim=pass header.d=acme.example"), True),
        (results("mx.acme.example; dkim=pass header.d=evil.example"), False),
        (results("mx.acme.example; dmarc=fail header.from=acme.example", PASS), False),
        (results("mx.evil.example; dmarc=pass header.from=acme.example", PASS), False),
        (results("garbage;;;=="), False),
        (results(), False),
    ],
)
def test_only_the_topmost_result_of_the_trusted_host_counts(raw: bytes, believed: bool) -> None:
    assert passes(parse(raw), "mx.acme.example", "acme.example") is believed


def test_microsofts_results_have_no_host_and_its_inside_mail_counts() -> None:
    assert passes(
        parse(results("dkim=pass header.d=acme.example;dmarc=pass header.from=acme.example")),
        "microsoft",
        "acme.example",
    )
    inside = b"X-MS-Exchange-Organization-AuthAs: Internal\n" + results()
    assert passes(parse(inside), "microsoft", "acme.example")
    assert not passes(parse(inside), "mx.acme.example", "acme.example")


def test_a_forged_sender_is_told() -> None:
    assert fails_dmarc(
        parse(results("mx.acme.example; dmarc=fail header.from=acme.example")), "mx.acme.example"
    )
    assert not fails_dmarc(parse(results(PASS)), "mx.acme.example")
