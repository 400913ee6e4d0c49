"""Mails that hypothesis builds field by field and part by part, and makes small when one fails."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import FIELDS, SPOILS
from tests.fuzz.promises import is_read_rightly

often = settings(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)

ends = st.sampled_from([b"\r\n", b"\n", b"\r"])
words = st.one_of(
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
    st.sampled_from(SPOILS),
)
names = st.sampled_from(
    b"From To Cc Reply-To Subject Date Message-ID In-Reply-To References Return-Path Auto-Submitted List-Id "
    b"Precedence X-Failed-Recipients Content-Type Content-Transfer-Encoding Content-Disposition".split()
)
fields = st.one_of(st.tuples(names, words).map(b": ".join), st.sampled_from(FIELDS))
bodies = st.lists(words, max_size=12).map(b"\n".join)


def _part(content: tuple[list[bytes], bytes]) -> bytes:
    head, body = content
    return b"\r\n".join([*head, b"", body])


def _several(parts: list[bytes]) -> bytes:
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--"


parts = st.recursive(
    st.tuples(st.lists(fields, max_size=5), bodies).map(_part),
    lambda inner: st.lists(inner, max_size=4).map(_several),
    max_leaves=6,
)


@often
@given(st.lists(fields, max_size=12), ends, bodies)
def test_any_fields_above_any_text(head: list[bytes], end: bytes, body: bytes) -> None:
    is_read_rightly(end.join(head) + end + end + body)


@often
@given(st.lists(fields, max_size=6), parts)
def test_any_parts_in_any_parts(head: list[bytes], content: bytes) -> None:
    is_read_rightly(b"".join(field + b"\r\n" for field in head) + content)
