"""Logs go to the error stream: readable on a terminal, JSON where a machine keeps them.

Ids stand in every line, bodies of mails and passwords in none, addresses are shortened (discretion.py). What
libraries say by Python's logging, and what ends a thread, takes the same way.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

from worker.discretion import discreet, told


def log_to_stderr(level: str) -> None:
    """Write log lines of this level and above; of libraries, warnings and above."""
    import structlog

    terminal = sys.stderr.isatty()
    shown = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _tell_error,
            _be_discreet,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
    # Whoever set up logging before us, such as the dramatiq command, is replaced.
    logging.basicConfig(level=logging.WARNING, handlers=[_OfLibraries()], force=True)
    sys.excepthook = _ended
    threading.excepthook = lambda ended: _ended(ended.exc_type, ended.exc_value, ended.exc_traceback)


def _tell_error(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put an error into words; structlog's own tracebacks would show every variable, and these hold all."""
    given = line.pop("exc_info", None)
    if isinstance(given, tuple):
        given = given[1]
    error = sys.exception() if given is True else given
    if isinstance(error, BaseException):
        line["exception"] = told(error)
    return line


def _be_discreet(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: discreet(value) for key, value in line.items()}


class _OfLibraries(logging.Handler):
    """Passes on what a library logs."""

    def emit(self, record: logging.LogRecord) -> None:
        import structlog

        log = structlog.get_logger()
        log.log(record.levelno, record.getMessage(), library=record.name, exc_info=record.exc_info)


def _ended(kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None) -> None:
    """A thread, or the program, ended by an error that nobody expected."""
    import structlog

    if not issubclass(kind, SystemExit | KeyboardInterrupt):
        structlog.get_logger().critical("ended by an error", exc_info=error or True)
