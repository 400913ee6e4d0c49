"""What a log line holds when something breaks (reliability, invariant I17)."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest
import structlog

from worker.logs import log_to_stderr


class Terminal(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.parametrize("terminal", [True, False])
def test_a_traceback_shows_no_variable(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> None:
    written = Terminal(terminal=terminal)
    monkeypatch.setattr(sys, "stderr", written)
    log_to_stderr("info")
    password = "correct-" + "horse"
    try:
        int(password[:0])
    except ValueError:
        structlog.get_logger().exception("it broke")
    assert "it broke" in written.getvalue()
    assert "test_a_traceback_shows_no_variable" in written.getvalue()
    assert "correct-horse" not in written.getvalue()
