"""Logs go to the error stream: readable on a terminal, JSON where a machine keeps them."""

from __future__ import annotations

import logging
import sys


def log_to_stderr(level: str) -> None:
    """Write log lines of this level and above; ids in every line, never a password or a body of a mail."""
    import structlog
    from structlog.tracebacks import ExceptionDictTransformer

    terminal = sys.stderr.isatty()
    # Left to itself structlog shows every local variable of a traceback, and these hold both.
    tracebacks = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
    last = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if terminal else [tracebacks]),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
