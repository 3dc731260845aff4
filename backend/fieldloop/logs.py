"""Structured logs: one JSON object a line on standard error; no bodies, no secrets."""

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer


def set_up() -> None:
    """Configure structlog and send the standard library's warnings the same way; safe to call twice."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Without the values of local variables: among them are passwords, tokens and what people wrote.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
