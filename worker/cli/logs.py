"""Logs go to the error stream: readable on a terminal, JSON where a machine keeps them."""

from __future__ import annotations

import logging
import sys


def log_to_stderr(level: str) -> None:
    """Write log lines of this level and above; ids in every line, never a body of a mail."""
    import structlog

    terminal = sys.stderr.isatty()
    last = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if terminal else [structlog.processors.dict_tracebacks]),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
