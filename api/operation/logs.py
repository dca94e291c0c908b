"""Logs: one JSON object a line on stderr, without questions, answers or keys."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, cast

import structlog

Fields = MutableMapping[str, Any]
QUIET = ("httpx", "httpcore", "chromadb", "openai", "asyncio")


def log_as_json(level: int = logging.INFO) -> None:
    """Send structlog's and the standard library's lines to stderr as JSON."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_broke,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=last, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)


def where_it_broke(_: Any, __: str, fields: Fields) -> Fields:
    """Replace an exception by its type and frames: its message may hold what somebody typed."""
    raised = fields.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    error = cast("tuple[Any, ...]", raised)[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        fields["error"] = type(error).__name__
        fields["frames"] = _frames(error.__traceback__)
    return fields


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]
